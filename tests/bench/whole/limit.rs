//! The least that can be done: read, parse, highlight and write, with the same libraries and
//! allocator, and no links, lists or search. It can stop earlier, to show what each step takes.

use super::corpus::{Corpus, Form};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use rayon::prelude::*;
use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};
use syntect::{
    parsing::{ParseState, ScopeStack, SyntaxSet},
    util::LinesWithEndings,
};
use walkdir::WalkDir;

/// The allocator of the program, without which this would measure another one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What this program is called with to be the limit.
pub(crate) const COMMAND: &str = "limit";

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// How far the limit goes, by name; the last is all of it.
pub(crate) const STEPS: &[&str] =
    &["every file read", "and parsed to HTML", "and written", "and code highlighted"];

/// This program as the limit, up to a step.
pub(crate) fn command(corpus: &Corpus, step: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([COMMAND, step]).arg(corpus.root(Form::Plain)).arg(corpus.output());
    command
}

/// Makes a page of each source, up to a step.
pub(crate) fn run(step: &str, source: &Path, output: &Path) {
    let step = STEPS.iter().position(|it| *it == step).expect("the step is one of STEPS");
    let files = WalkDir::new(source).into_iter().map(Result::unwrap);
    let files: Vec<PathBuf> =
        files.filter(|it| it.file_type().is_file()).map(walkdir::DirEntry::into_path).collect();
    for file in &files {
        let folder = output.join(file.parent().unwrap().strip_prefix(source).unwrap());
        fs::create_dir_all(folder).unwrap();
    }
    files.par_iter().for_each(|file| {
        let text = fs::read_to_string(file).unwrap();
        let target = output.join(file.strip_prefix(source).unwrap()).with_extension("html");
        match step {
            0 => drop(black_box(text)),
            1 => drop(black_box(page(&text, false))),
            _ => fs::write(target, page(&text, step > 2)).unwrap(),
        }
    });
}

fn page(text: &str, highlights: bool) -> String {
    let body = text.split_once("\n---\n").map_or(text, |(_, body)| body);
    let mut code: Option<(String, String)> = None;
    let events = Parser::new_ext(body, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if highlights => {
            code = Some((language.to_string(), String::new()));
            None
        }
        Event::Text(text) if code.is_some() => {
            code.as_mut().unwrap().1.push_str(&text);
            None
        }
        Event::End(TagEnd::CodeBlock) if highlights => {
            code.take().map(|(language, code)| Event::Html(CowStr::from(highlit(&language, &code))))
        }
        other => Some(other),
    });
    let mut page = String::with_capacity(text.len() * 2);
    html::push_html(&mut page, events);
    page
}

/// The code with a span around each token.
fn highlit(language: &str, code: &str) -> String {
    let mut html = String::with_capacity(code.len() * 3);
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else {
        return code.to_owned();
    };
    let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
    for line in LinesWithEndings::from(code) {
        let mut at = 0;
        for (next, change) in state.parse_line(line, &SYNTAXES).unwrap() {
            html.push_str("<span>");
            pulldown_cmark_escape::escape_html(&mut html, &line[at..next]).unwrap();
            html.push_str("</span>");
            stack.apply(&change).unwrap();
            at = next;
        }
        pulldown_cmark_escape::escape_html(&mut html, &line[at..]).unwrap();
    }
    html
}
