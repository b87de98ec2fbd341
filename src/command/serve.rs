//! `archbook serve`: preview the site while the book is written.
#![allow(clippy::disallowed_methods, reason = "edge: knows folders")]

use super::say;
use crate::{
    book::{Book, Memory, News},
    check::check,
    finding::Finding,
    handbook::Handbook,
    markdown::Highlighter,
    memo::Memo,
    preview::{self, Built, Changes, Content, Notice, Shown},
    site::{Address, File, Plan, Site},
    source::{Source, Sources},
    terminal,
    text::{BookPath, LineIndex},
    theme::Theme,
};
use anyhow::Result;
use std::{
    fs,
    path::{Component, Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The book; without it, the nearest book.toml or the usual record folder
    book: Option<PathBuf>,
    /// The port; the next free one if it is taken
    #[arg(long, default_value_t = 3000, value_parser = port)]
    port: u16,
    /// The address to listen on; others than loopback let others read the book
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Open a browser
    #[arg(long)]
    open: bool,
}

fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| "write a port as a number from 0 to 65535; 0 takes a free one".to_owned())
}

/// The rules whose findings mean that what would be shown is not what the author means.
const BLOCKING: &[&str] = &["bad-config", "bad-method", "bad-theme"];

impl Serve {
    pub(super) fn run(self) -> Result<ExitCode> {
        let book = Book::find(self.book.as_deref(), None, None)?;
        book.remark.as_deref().map(say);
        let root = fs::canonicalize(&book.root)?;
        let output = root.join(&book.output);
        let ignored = Box::new(move |path: &Path| path.starts_with(&output));
        let Self { host, port, open, .. } = self;
        let options = preview::Options { host, port, open, folders: vec![root.clone()] };
        let mut preview = Preview {
            book,
            root,
            memory: Memory::default(),
            themes: Memo::default(),
            code: Arc::default(),
            shown: false,
        };
        preview::preview(&options, ignored, |changes| preview.build(changes), say)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A theme, and what is wrong with it.
type Parsed = (Arc<Theme>, Vec<Finding>);

/// What lasts from one build to the next.
struct Preview {
    book: Book,
    root: PathBuf,
    memory: Memory,
    /// Themes, by all that they are made from.
    themes: Memo<[Vec<Source>; 2], Parsed>,
    code: Arc<Highlighter>,
    /// Whether there is a site that a broken one must not replace.
    shown: bool,
}

impl Preview {
    fn build(&mut self, changes: &Changes) -> Result<Built> {
        let sources = self.book.look(&self.memory, &self.news(changes))?;
        let handbook = Arc::new(self.book.read_with_history(sources, &self.memory, |_| ()));
        let (theme, flaws) = &*self.theme(&handbook);
        let (report, plan) = rayon::join(|| check(&handbook), || Plan::of(&handbook, theme));
        let report = Arc::new(report.with(flaws.clone()));
        self.memory.age();
        self.themes.age();
        self.code.age();
        let line =
            format!("{}; {}", terminal::summary(&handbook), terminal::tally(&report, &handbook));
        let blocking = report.findings.iter().filter(|it| BLOCKING.contains(&&*it.rule.0));
        let sources = &handbook.sources;
        let notices: Vec<Notice> = blocking.map(|it| notice(it, sources)).collect();
        if self.shown && !notices.is_empty() {
            return Ok(Built::Broken(notices, line));
        }
        self.shown |= notices.is_empty();
        let (theme, code) = (Arc::clone(theme), Arc::clone(&self.code));
        let site = plan.site(Arc::clone(&handbook), report, theme, code);
        let root = self.root.clone();
        Ok(Built::Good(Arc::new(OnShow { site, root, everywhere: notices }), line))
    }

    /// The changes as the book knows them: anything, where one is not below its folder.
    fn news(&self, changes: &Changes) -> News {
        let path = |it: &PathBuf| {
            let names = it.strip_prefix(&self.root).ok()?.components();
            BookPath::of_names(names.map(Component::as_os_str)).ok()
        };
        let paths = changes.paths.iter().map(path).collect::<Option<_>>();
        paths.filter(|_| !changes.rescan).map_or(News::Anything, News::At)
    }

    /// The theme, which few saves change and all pages wait for.
    fn theme(&self, handbook: &Handbook) -> Arc<Parsed> {
        let sources = &handbook.sources;
        let all = sources.theme.iter().chain([&sources.config]).cloned().collect();
        self.themes.get_or([all, sources.added.clone()], |_| {
            let (theme, flaws) = Theme::parse(sources, &handbook.config);
            (Arc::new(theme), flaws)
        })
    }
}

/// A site before its readers.
struct OnShow {
    site: Site,
    root: PathBuf,
    /// What is wrong with the whole book, before there ever was a good site.
    everywhere: Vec<Notice>,
}

impl Shown for OnShow {
    fn file(&self, address: &str) -> Option<Content> {
        Some(match self.site.file(&Address::new(address))? {
            File::Bytes(bytes) | File::Failed(bytes, _) => Content::Bytes(bytes),
            File::Copy(path) => Content::Copy(self.root.join(path.as_str())),
        })
    }

    fn missing(&self, address: &str) -> Option<Vec<u8>> {
        Some(self.site.missing(&Address::new(address)))
    }

    fn findings(&self, address: &str) -> Vec<Notice> {
        let handbook = self.site.handbook();
        let page = self.site.page_at(&Address::new(address));
        let path = page.map(|page| handbook.page(page).path());
        let own = self.site.report().findings.iter().filter(|it| Some(&it.place.path) == path);
        let own = own.map(|it| notice(it, &handbook.sources));
        self.everywhere.iter().cloned().chain(own).collect()
    }
}

fn notice(finding: &Finding, sources: &Sources) -> Notice {
    let place = &finding.place;
    let text = sources.text(&place.path).map_or("", |source| &*source.text);
    let at = LineIndex::new(text).line_column(place.span.start);
    let excerpt = text.lines().nth(at.line - 1).filter(|line| !line.trim().is_empty());
    let fix = finding.fix.iter().map(|fix| fix.title.clone());
    Notice {
        severity: finding.severity,
        rule: Some(finding.rule.to_string()),
        place: Some(format!("{}:{}:{}", place.path, at.line, at.column)),
        message: finding.message.clone(),
        excerpt: excerpt.map(ToOwned::to_owned),
        notes: finding.notes.iter().map(|note| note.message.clone()).chain(fix).collect(),
    }
}
