//! The theme: what a book may make its own, and the page of the guide that says what templates get.

use crate::books::{Memory, files, lay_out, link_file, site};
use archbook::{disk, markdown::slug, site::Site, text::Date, theme::built_in};
use std::{
    collections::BTreeMap,
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

fn book(files: &[(&str, &str)]) -> Site {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), files);
    let today = Date::parse("2026-11-22").unwrap();
    let sources = disk::snapshot(folder.path(), &folder.path().join("site"), today).unwrap();
    site(sources, &Memory::default())
}

const PAGE: (&str, &str) = ("decisions/0001-wait.md", "# 1. Wait\n\nStatus: accepted\n");

/// What was found, each as its text in `book.toml` and its message.
fn found<'a>(site: &'a Site, config: &'a str) -> Vec<(&'a str, &'a str)> {
    let findings = site.report().findings.iter().filter(|it| &*it.rule.0 == "bad-theme");
    findings.map(|it| (&config[it.place.span.range()], it.message.as_str())).collect()
}

#[test]
fn an_accent_changes_the_style_and_no_page() {
    let plain = files(&book(&[PAGE]));
    let config = "[theme]\naccent = \"#8a1c5a\"\n";
    let pink = book(&[PAGE, ("book.toml", config)]);
    assert_eq!(found(&pink, config), []);
    let pink = files(&pink);
    let changed: Vec<&str> =
        pink.iter().filter(|(at, text)| plain[*at] != **text).map(|(at, _)| at.as_str()).collect();
    assert_eq!(changed, ["_/icon.svg", "_/theme.css"]);
    assert!(pink["_/theme.css"].contains("--accent: light-dark(#8a1c5a, "));
    assert!(pink["_/icon.svg"].contains("#8a1c5a"));
}

#[test]
fn an_accent_that_nobody_can_read_is_refused_where_it_stands() {
    let config = "[theme]\naccent = \"#ffaa00\"\n";
    let site = book(&[PAGE, ("book.toml", config)]);
    let message = "`#ffaa00` is hard to read: its contrast is 1.5:1, and text needs 4.5:1";
    assert_eq!(found(&site, config), [("\"#ffaa00\"", message)]);
    assert_eq!(files(&site)["_/theme.css"], files(&book(&[PAGE]))["_/theme.css"]);
}

#[test]
fn a_notice_stands_on_every_page() {
    let config = "[output.html]\nnotice = \"Confidential <until> May\"\n";
    let pages = files(&book(&[PAGE, ("notes/a.md", "# A\n"), ("book.toml", config)]));
    let pages = pages.iter().filter(|(at, _)| at.rsplit('.').next() == Some("html"));
    let mut count = 0;
    for (at, text) in pages {
        assert!(text.contains(">Confidential &lt;until&gt; May</aside>"), "{at}");
        count += 1;
    }
    assert!(count > 10);
    assert!(!files(&book(&[PAGE]))["index.html"].contains("class=\"notice\""));
}

#[test]
fn a_book_adds_styles_and_scripts() {
    let config = "[output.html]\nadditional-css = [\"look/a.css\", \"theme/custom.css\"]\n\
                  additional-js = [\"look/b.js\"]\n";
    let site = book(&[
        PAGE,
        ("book.toml", config),
        ("look/a.css", "a{}"),
        ("look/b.js", "1"),
        ("theme/custom.css", "b{}"),
    ]);
    assert_eq!(found(&site, config), []);
    let pages = files(&site);
    assert_eq!((&*pages["_/added/look/a.css"], &*pages["_/added/look/b.js"]), ("a{}", "1"));
    let page = &pages["decisions/0001-wait.html"];
    let order =
        ["_/theme.css", "_/added/look/a.css", "_/custom.css", "_/app.js", "_/added/look/b.js"];
    let places: Vec<usize> =
        order.iter().map(|it| page.find(&format!("../{it}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(page.matches("custom.css").count(), 1);
    assert!(page.contains("look/b.js\" defer>"));
}

#[test]
fn only_pages_with_a_diagram_load_what_draws_it() {
    let config = "[output.html]\nmermaid = \"look/mermaid.js\"\n";
    let drawn = ("notes/a.md", "# A\n\n```mermaid\nflowchart LR\n```\n");
    let site = book(&[PAGE, drawn, ("book.toml", config), ("look/mermaid.js", "1")]);
    assert_eq!(found(&site, config), []);
    let pages = files(&site);
    let loads = |page: &str| page.contains("mermaid.js") || page.contains("diagram.js");
    assert!(!loads(&pages["decisions/0001-wait.html"]));
    let page = &pages["notes/a.html"];
    let library = page.find("\"../_/added/look/mermaid.js\" defer>").unwrap();
    assert!(library < page.find("\"../_/diagram.js\" defer").unwrap());
    let without = book(&[PAGE, drawn, ("book.toml", config)]);
    assert_eq!(found(&without, config).len(), 1);
    assert!(!loads(&files(&without)["notes/a.html"]));
}

#[test]
fn what_a_book_adds_must_be_there() {
    let config = "[output.html]\nadditional-css = [\"none.css\", \"../far.css\"]\n";
    let site = book(&[PAGE, ("book.toml", config)]);
    assert_eq!(
        found(&site, config),
        [
            ("\"none.css\"", "there is no file `none.css`"),
            ("\"../far.css\"", "`../far.css` is outside of the book")
        ]
    );
    assert!(!files(&site)["index.html"].contains("none.css"));
}

#[test]
fn a_book_adds_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let far = tempfile::NamedTempFile::new().unwrap();
    let config = "[output.html]\nadditional-css = [\"far.css\"]\n";
    lay_out(folder.path(), &[PAGE, ("book.toml", config)]);
    link_file(far.path(), folder.path().join("far.css")).unwrap();
    let today = Date::parse("2026-11-22").unwrap();
    let sources = disk::snapshot(folder.path(), &folder.path().join("site"), today).unwrap();
    let (added, unread) = (&sources.added, &sources.unread);
    assert_eq!((added.len(), unread.len()), (0, 1), "{unread:?}");
}

#[test]
fn a_status_looks_as_its_method_says() {
    let method = "extends = \"standard\"\nname = \"mine\"\n[[status]]\nname = \"parked\"\n\
                  meaning = \"open\"\ncolour = \"violet\"\nicon = \"pause\"\n[[status]]\n\
                  name = \"frozen\"\nmeaning = \"closed\"\n";
    let pages = files(&book(&[
        ("method.toml", method),
        ("decisions/0001-wait.md", "# 1. Wait\n\nStatus: parked\n"),
        ("decisions/0002-stop.md", "# 2. Stop\n\nStatus: frozen\n"),
    ]));
    for (tone, icon, word) in
        [("superseded", "deferred", "Parked"), ("deprecated", "deprecated", "Frozen")]
    {
        let chip = format!(
            "<span class=\"st {tone}\"><svg class=i aria-hidden=true>\
                            <use href=\"#icon.{icon}\"/></svg>{word}</span>"
        );
        assert!(pages["_/method.html"].contains(&chip), "{chip}");
        assert!(pages["_/sections/decisions.html"].contains(&chip), "{chip}");
    }
}

#[test]
fn the_page_about_the_method_shows_what_the_book_follows() {
    let site = book(&[
        ("method.toml", include_str!("methods/risks.toml")),
        ("book.toml", "[check.rules]\nno-must = \"advice\"\n"),
        PAGE,
    ]);
    let pages = files(&site);
    let page = &pages["_/method.html"];
    let method = &site.handbook().method;
    for kind in &method.kinds {
        assert!(page.contains(&format!(">{}</span>", kind.prefix)), "{}", kind.name);
    }
    for rule in &method.rules {
        assert!(page.contains(&format!(">{}</span>", rule.name)), "{}", rule.name);
    }
    for topic in &method.topics {
        assert!(page.contains(&format!("<dt>{}</dt>", topic.title)), "{}", topic.name);
    }
    let row = |rule: &str| page.lines().find(|it| it.contains(&format!(">{rule}</span>"))).unwrap();
    assert!(row("unfit-decision").starts_with("<tr class=\"not-applicable\">"));
    assert!(row("no-must").starts_with("<tr class=\"advice\">"));
    assert!(row("unmitigated-risk").starts_with("<tr class=\"error\">"));
    for at in ["index.html", "_/report.html", "404.html"] {
        assert!(pages[at].contains("method.html\""), "{at}");
    }
}

/// A view: the values that a template may show.
struct View {
    name: String,
    about: String,
    fields: Vec<(String, String, String)>,
}

/// A file of `src/site` with views in it.
struct Room {
    stem: String,
    /// The page of the guide that shows them.
    page: &'static str,
    text: String,
    about: String,
    views: Vec<View>,
}

/// What templates of whole pages get, and what those of their pieces do.
const PAGES: &str = "templates.md";
const PIECES: &str = "template-pieces.md";
/// From this line on, these pages of the guide are made from the views themselves.
const MADE: &str = "## The views\n";

#[test]
fn the_guide_says_what_every_template_gets() {
    let rooms = rooms();
    for page in [PAGES, PIECES] {
        let path = root().join("content/guide").join(page);
        let kept = fs::read_to_string(&path).unwrap();
        let (by_hand, _) = kept.split_once(MADE).expect("the page has a place for the views");
        let made = format!("{by_hand}{MADE}{}", shown(page, &rooms));
        if env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap();
        assert_eq!(kept, made, "INSTA_UPDATE=always cargo test writes the page again");
    }
}

fn shown(page: &str, rooms: &[Room]) -> String {
    let own = rooms.iter().filter(|it| it.page == page);
    let mut page = String::new();
    for room in own {
        let template = built_in().any(|it| it.name == format!("{}.html", room.stem));
        let title = if template { format!("`{}.html`", room.stem) } else { room.stem.clone() };
        // The heading names the template already.
        let about = room.about.replace(&format!(": {title}."), ".");
        write!(page, "\n### {title}\n\n{about}\n").unwrap();
        for view in &room.views {
            write!(page, "\n#### {}\n\n{}\n\n", heading(room, &view.name), view.about).unwrap();
            page.push_str("| Field | Value | What it is |\n| --- | --- | --- |\n");
            for (name, sort, about) in &view.fields {
                let sort = value(sort, room, rooms);
                writeln!(page, "| `{name}` | {sort} | {about} |").unwrap();
            }
        }
    }
    page
}

fn heading(room: &Room, view: &str) -> String {
    format!("{}: {view}", room.stem)
}

/// A type as people who write templates see it.
fn value(sort: &str, room: &Room, rooms: &[Room]) -> String {
    let sort = sort.trim_start_matches("&'a ").trim_start_matches("&'static ");
    let inside = |outer: &str| sort.strip_prefix(outer).and_then(|it| it.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{}, or none", value(inner, room, rooms));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", value(inner, room, rooms));
    }
    match sort {
        "String" | "str" => "text".to_owned(),
        "bool" => "yes or no".to_owned(),
        "i64" | "usize" | "u8" | "u16" | "u32" | "u64" | "i32" => "number".to_owned(),
        _ => {
            let name = sort.split('<').next().unwrap();
            let home = home(name, room, rooms);
            let page = if home.page == room.page { "" } else { home.page };
            format!("[{name}]({page}#{})", slug(&heading(home, name)))
        }
    }
}

/// The file that a view of this name comes from, as another file sees it.
fn home<'a>(name: &str, room: &'a Room, rooms: &'a [Room]) -> &'a Room {
    let has = |room: &&Room| room.views.iter().any(|it| it.name == name);
    let imported = |other: &&Room| {
        let module = format!("{}::", other.stem);
        room.text.split(&module).skip(1).any(|it| {
            let list =
                if it.starts_with('{') { it.split('}').next() } else { it.split(',').next() };
            list.unwrap().split(|c: char| !c.is_alphanumeric()).any(|it| it == name)
        })
    };
    let other = || rooms.iter().filter(has).find(imported);
    Some(room).filter(has).or_else(other).unwrap_or_else(|| panic!("{name} in {}", room.stem))
}

fn rooms() -> Vec<Room> {
    let mut rooms = Vec::new();
    for item in walkdir::WalkDir::new(root().join("src/site")).sort_by_file_name() {
        let path = item.unwrap().into_path();
        if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let about = text.lines().map_while(|it| it.strip_prefix("//! "));
            let about = about.collect::<Vec<_>>().join("\n");
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let views = views(&text);
            if !views.is_empty() {
                let page = if is_whole(&stem) { PAGES } else { PIECES };
                rooms.push(Room { stem, page, text, about, views });
            }
        }
    }
    rooms
}

/// Whether the template of this name is that of a whole page.
fn is_whole(stem: &str) -> bool {
    let template = built_in().find(|it| it.name == format!("{stem}.html"));
    template.is_some_and(|it| stem == "base" || it.text.contains("extends \"base.html\""))
}

/// The structs of a file that templates can see. rustfmt writes one field a line.
fn views(text: &str) -> Vec<View> {
    let told = text.matches("#[serde(").count();
    let absent = text.matches("#[serde(skip_serializing_if = \"Option::is_none\")]").count();
    assert_eq!(told, absent, "say here what `serde` does to a view");
    let mut views: Vec<View> = Vec::new();
    let (mut about, mut seen, mut open) = (Vec::new(), false, false);
    for line in text.lines().map(str::trim) {
        let code = line.trim_start_matches("pub(super) ");
        if let Some(doc) = line.strip_prefix("/// ") {
            about.push(doc.to_owned());
            continue;
        } else if line.starts_with("#[serde(") {
            continue;
        } else if line.starts_with("#[derive(") {
            seen = line.contains("Serialize");
            continue;
        } else if let Some(rest) = code.strip_prefix("struct ").filter(|_| seen) {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned();
            views.push(View { name, about: about.join("\n"), fields: Vec::new() });
            open = true;
        } else if line == "}" {
            open = false;
        } else if let Some((name, sort)) = code.split_once(": ").filter(|_| open) {
            let view = views.last_mut().unwrap();
            assert!(!about.is_empty(), "{}.{name} says not what it is", view.name);
            let sort = sort.trim_end_matches(',').to_owned();
            view.fields.push((name.to_owned(), sort, about.join(" ")));
        }
        seen &= line.starts_with("#[");
        about.clear();
    }
    views
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

#[test]
fn the_reader_of_views_reads_views() {
    let text = "/// What is shown.\n#[derive(Serialize)]\npub(super) struct AView<'a> {\n\
                /// Its name.\n    name: &'a str,\n}\n#[derive(Debug)]\nstruct B {\n    c: u8,\n}\n";
    let views = views(text);
    let seen: BTreeMap<&str, &[_]> =
        views.iter().map(|it| (it.name.as_str(), it.fields.as_slice())).collect();
    let field = ("name".to_owned(), "&'a str".to_owned(), "Its name.".to_owned());
    assert_eq!(seen, BTreeMap::from([("AView", &[field][..])]));
    assert_eq!(views[0].about, "What is shown.");
}
