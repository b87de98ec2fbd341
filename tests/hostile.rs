//! What strangers write is text, in every output: a book with an exploit in every field of every
//! kind, and each output of it, read as its readers do.

mod page;
pub(crate) mod planted;

use crate::{
    books::{Memory, files, lay_out, site, sources},
    commands::{err, out, run},
};
use archbook::{
    export,
    handbook::Handbook,
    method::Method,
    report::Report,
    site::Site,
    source::{Change, Repository, Source, Sources},
    terminal,
    text::{BookPath, Date},
};
use planted::EXPLOITS;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

/// A site, with all that was made for it.
struct Made {
    handbook: Arc<Handbook>,
    report: Arc<Report>,
    files: BTreeMap<String, String>,
}

/// The book of the standard method.
static STANDARD: LazyLock<Made> = LazyLock::new(|| made(snapshot(4, "")));

/// A book whose method says what nobody should run, too.
static OWN_METHOD: LazyLock<Made> = LazyLock::new(|| {
    let text = planted::hostile_method(&planted::all());
    made(snapshot(EXPLOITS.len(), &text))
});

/// The book in memory, in a repository whose branch and people have names of that sort as well.
fn snapshot(turns: usize, own: &str) -> Sources {
    let book = planted::book(&Method::standard(), turns);
    let texts = book.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let own = (!own.is_empty()).then_some(("method.toml", own));
    let mut sources = sources(texts.chain(own).chain(planted::FILES.iter().copied()));
    let path = BookPath::new("junit.xml").unwrap();
    let text = book.iter().find(|it| it.0 == "junit.xml").unwrap().1.as_str();
    sources.evidence.insert(path, Ok(text.into()));
    let day = Date::parse("2026-11-02").unwrap();
    let authors: Vec<Arc<str>> = EXPLOITS.iter().map(|it| Arc::from(*it)).collect();
    let change = |(at, source): (usize, &Arc<Source>)| {
        let author = Arc::clone(&authors[at % authors.len()]);
        let commit = Arc::clone(&author);
        let authors = vec![author];
        (source.path.clone(), Change { created: day, updated: day, commit, authors })
    };
    sources.repository = Some(Repository {
        commit: planted::all(),
        branch: Some(planted::all()),
        changes: Arc::new(sources.documents.iter().enumerate().map(change).collect()),
        is_shallow: false,
    });
    sources
}

fn made(sources: Sources) -> Made {
    let site: Site = site(sources, &Memory::default());
    let (handbook, report) = (Arc::clone(site.handbook()), Arc::clone(site.report()));
    Made { handbook, report, files: files(&site) }
}

/// The files of both sites whose names end so.
fn written(ending: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = STANDARD.files.iter().chain(&OWN_METHOD.files);
    let files = files.filter(move |(address, _)| address.rsplit('.').next() == Some(&ending[1..]));
    files.map(|(address, text)| (address.as_str(), text.as_str()))
}

#[track_caller]
fn assert_none(faults: &[String]) {
    let shown = faults.iter().take(30).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{shown}", faults.len());
}

#[test]
fn nothing_on_a_page_is_live() {
    let mut faults = Vec::new();
    for (address, html) in written(".html") {
        faults.extend(page::live(html).into_iter().map(|it| format!("{address}: {it}")));
        if html.contains("1337") {
            faults.push(format!("{address}: a text is taken for a template"));
        }
    }
    let planted = |made: &Made, at: &str| made.files[at].contains("&lt;script&gt;pwned=1&lt;");
    assert!(planted(&STANDARD, "index.html") && planted(&OWN_METHOD, "_/method.html"));
    assert!(written(".html").count() > 300, "{}", written(".html").count());
    assert_none(&faults);
}

#[test]
fn files_that_scripts_load_hold_data_only() {
    let folders = [("_/search/", "archbookSearch("), ("_/cards/", "archbookCards(")];
    let called = |at: &str| folders.into_iter().find(|(folder, _)| at.starts_with(folder));
    let scripts = written(".js").filter_map(|it| Some((it, called(it.0)?.1)));
    for ((address, text), call) in scripts {
        let data = text.strip_prefix(call).and_then(|it| it.strip_suffix(");\n"));
        let array = format!("[{}]", data.unwrap_or_else(|| panic!("{address}: {text:.80}")));
        serde_json::from_str::<serde_json::Value>(&array).unwrap();
        assert!(!text.contains(['\u{2028}', '\u{2029}']), "{address}");
    }
}

#[test]
fn what_is_xml_is_whole_and_runs_nothing() {
    let standing =
        [(&STANDARD.handbook, &STANDARD.report), (&OWN_METHOD.handbook, &OWN_METHOD.report)];
    let junit = standing.map(|(handbook, report)| ("junit", export::junit(handbook, report)));
    let written =
        written(".xml").chain(written(".svg")).map(|(name, text)| (name, text.to_owned()));
    let mut count = 0;
    for (name, text) in written.chain(junit) {
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_comments = true;
        loop {
            let event = reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}"));
            match event {
                quick_xml::events::Event::Start(it) | quick_xml::events::Event::Empty(it) => {
                    let element = it.name().as_ref().to_owned();
                    assert!(!["script", "foreignObject", "img"].contains(&&*element), "{name}");
                    for attribute in it.attributes() {
                        let key = attribute.unwrap().key.as_ref().to_owned();
                        assert!(!key.starts_with("on"), "{name}");
                    }
                }
                quick_xml::events::Event::DocType(_) => panic!("{name}: has a document type"),
                quick_xml::events::Event::Eof => break,
                _ => (),
            }
        }
        let broken =
            |c: char| c < ' ' && !"\t\r\n".contains(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(broken), "{name}");
        count += 1;
    }
    assert!(count > 8, "{count}");
}

#[test]
fn no_text_leaves_its_string_in_a_style() {
    for (address, text) in written(".css").filter(|it| it.0 == "_/progress.css") {
        let mut outside = String::new();
        let (mut quoted, mut escaped) = (false, false);
        for c in text.chars() {
            match c {
                '"' if !escaped => quoted = !quoted,
                '\n' => assert!(!quoted, "{address}: a line ends in a string"),
                c if !quoted => outside.push(c),
                _ => (),
            }
            escaped = c == '\\' && !escaped;
        }
        let strange = ["url", "pwned", "evil", "@", "<", "/*"];
        assert!(!quoted && !strange.iter().any(|it| outside.contains(it)), "{outside}");
    }
}

#[test]
fn no_field_of_a_table_is_a_formula() {
    let of = |it: &Made| export::csv(&it.handbook, &it.report);
    let csv = [("csv", of(&STANDARD)), ("csv", of(&OWN_METHOD))];
    let written = written(".csv").map(|(name, text)| (name, text.to_owned()));
    for (name, text) in written.chain(csv) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for row in reader.records() {
            for field in &row.unwrap_or_else(|error| panic!("{name}: {error}")) {
                let formula = ['=', '+', '-', '@', '\t', '\r', '\n'];
                assert!(!field.starts_with(formula), "{name}: {field}");
            }
        }
        // Where a semicolon parts fields, quotes still hold them together.
        let mut other = csv::ReaderBuilder::new();
        let mut other =
            other.has_headers(false).delimiter(b';').flexible(true).from_reader(text.as_bytes());
        for field in
            other.records().flat_map(|it| it.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(!field.starts_with('='), "{name}: {field}");
        }
    }
}

#[test]
fn a_summary_calls_nobody_and_links_nowhere() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    for it in [&*STANDARD, &*OWN_METHOD] {
        let text = export::markdown(&it.handbook, &it.report);
        let mut shown = String::new();
        for event in Parser::new_ext(&text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("HTML: {html}"),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    panic!("a link: {dest_url}")
                }
                Event::Text(text) => shown.push_str(&text),
                Event::Code(_) => shown.push('`'),
                _ => (),
            }
        }
        let called = shown.split('@').skip(1).find(|it| it.starts_with(char::is_alphanumeric));
        assert_eq!(called, None);
        assert_obeyed_nowhere(&text);
    }
}

#[test]
fn annotations_are_commands_of_archbook_only() {
    for it in [&*STANDARD, &*OWN_METHOD] {
        let text = export::github(&it.handbook, &it.report);
        for line in text.split(['\n', '\r']).filter(|it| !it.is_empty()) {
            let command = ["::error ", "::warning ", "::notice "];
            assert!(command.iter().any(|it| line.starts_with(it)), "{line}");
        }
        assert!(text.lines().count() <= 30);
    }
}

#[test]
fn a_message_for_code_scanning_is_no_link() {
    for it in [&*STANDARD, &*OWN_METHOD] {
        let text = export::sarif(&it.handbook, &it.report);
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        for result in results {
            assert!(!result["message"]["text"].as_str().unwrap().contains("]("), "{result}");
        }
        assert!(!results.is_empty());
        for json in [export::json(&it.handbook), export::checked(&it.handbook, &it.report)] {
            serde_json::from_str::<serde_json::Value>(&json).unwrap();
        }
    }
}

/// Nothing in a text does anything but be shown: no control character but line ends, nothing that
/// turns directions, and no command for the log of a job.
#[track_caller]
fn assert_obeyed_nowhere(text: &str) {
    for line in text.lines() {
        let obeyed = line.chars().find(|c| {
            c.is_control() || matches!(*c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(obeyed, None, "{line:?}");
        // Excerpts of other files begin with three colons, which is no command.
        let line = line.trim_start();
        let begins = line.starts_with("::") && !line.starts_with("::: ");
        let command = begins || line.contains("##[") || line.contains("##vso[");
        assert!(!command, "{line:?}");
    }
}

/// A text without the colours that archbook gives it.
fn uncoloured(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (style, rest) = piece.split_once('m').unwrap();
        assert!(style.chars().all(|c| c.is_ascii_digit() || c == ';'), "{style}");
        assert_ne!(style, "8", "hidden text");
        plain.push_str(rest);
    }
    plain
}

#[test]
fn a_terminal_shows_texts_and_obeys_none() {
    for Made { handbook, report, .. } in [&*STANDARD, &*OWN_METHOD] {
        let advice = archbook::finding::Severity::Advice;
        for text in [
            terminal::findings(report, &handbook.sources),
            terminal::owed(report, handbook, advice),
            terminal::gates(report, handbook),
            terminal::next_edits(report, handbook, 50),
        ] {
            assert_obeyed_nowhere(&uncoloured(&text));
        }
    }
}

#[test]
fn commands_show_texts_and_obey_none() {
    let folder = tempfile::tempdir().unwrap();
    let book = planted::book(&Method::standard(), 14);
    let texts = book.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    // A name is a file's own here, and a disk has no place for some of them.
    let texts: Vec<(&str, &str)> = texts.filter(|(path, _)| path.len() < 200).collect();
    lay_out(folder.path(), &texts);
    for arguments in [
        &["list", "kind:decision"][..],
        &["list", "is:prose"],
        &["show", "ADR-023"],
        &["show", "ADR-026"],
        &["explain", "ADR-023"],
        &["check", "--format", "text"],
        &["build", ".", "-o", "out\u{1b}[2J"],
        &["show", "\u{1b}[2J"],
    ] {
        let told = run(folder.path(), arguments);
        assert_obeyed_nowhere(out(&told));
        assert_obeyed_nowhere(err(&told));
        assert!(!(out(&told).is_empty() && err(&told).is_empty()), "{arguments:?}");
    }
}

#[test]
fn no_address_of_a_stranger_reaches_hosts_or_readers() {
    let files = &STANDARD.files;
    assert!(!files.contains_key("CNAME"));
    let robots = &files["robots.txt"];
    assert_eq!(robots.lines().last(), Some("Sitemap: https://example.org/a&b/sitemap.xml"));
    assert!(files["sitemap.xml"].contains("<loc>https://example.org/a&amp;b/</loc>"));
    let found = STANDARD.report.findings.iter().filter(|it| it.rule.0 == "bad-config");
    let found: Vec<&str> = found.map(|it| it.message.as_str()).collect();
    for key in ["git-repository-url", "edit-url-template", "discuss-url-template", "cname"] {
        assert!(found.iter().any(|it| it.starts_with(&format!("`{key}` "))), "{key}: {found:#?}");
    }
    for name in ["script", "onclick"] {
        assert!(found.contains(&&*format!("`{name}` cannot be allowed")), "{found:#?}");
    }
}

#[test]
fn a_page_of_html_is_published_by_who_asks_for_it_only() {
    let publish = |config: &str| {
        let text = "[a](page.html) ![b](drawing.svg) [c](drawing.svg) <b onclick=x>d</b>\n";
        let book = [("book.toml", config), ("index.md", text)];
        let site = site(
            sources(book.into_iter().chain(planted::FILES.iter().copied())),
            &Memory::default(),
        );
        let published = ["page.html", "drawing.svg"];
        let there = published.map(|it| site.addresses().any(|address| address.as_str() == it));
        (there, files(&site).remove("index.html").unwrap())
    };
    let (there, page) = publish("");
    assert_eq!(there, [false, true]);
    assert!(page.contains("<img src=\"drawing.svg\"") && !page.contains("onclick"), "{page}");
    assert!(!page.contains("<svg onload") && !page.contains("page.html\""));
    let (there, page) = publish("[output.html]\nunsafe-html = true\n");
    assert_eq!(there, [true, true]);
    assert!(
        page.contains("<a href=\"page.html\">a</a>") && page.contains("<b onclick=x>"),
        "{page}"
    );
}

#[test]
fn hosts_are_asked_to_keep_drawings_in_a_sandbox() {
    let headers = &STANDARD.files["_headers"];
    for name in ["/*.svg", "/*.xml", "/*.atom", "/*.rss"] {
        let rule = headers.split(name).nth(1).unwrap().lines().nth(1).unwrap();
        assert!(rule.ends_with("; sandbox"), "{rule}");
    }
}

#[test]
fn a_page_in_memory_is_shown_under_the_policy_of_the_day() {
    let memory = Memory::default();
    let page = |config: &str| {
        let book = [("book.toml", config), ("a.md", "# A\n\n<font color=red>b</font>\n")];
        files(&site(sources(book), &memory)).remove("a.html").unwrap()
    };
    assert!(page("").contains("<p>b</p>"));
    let allowed = page("[output.html.allow]\nelements = [\"FONT\"]\n");
    assert!(allowed.contains("<p><font>b</font></p>"), "{allowed}");
    assert!(page("[output.html]\nunsafe-html = true\n").contains("<font color=red>b</font>"));
    assert!(page("").contains("<p>b</p>"));
}
