//! A book with an exploit in every field of every kind of its method, and in everything else that an
//! author writes.

use archbook::method::Method;
use std::collections::BTreeMap;

/// Texts that would do something in one place or another if they were not taken for texts. What runs
/// sets `pwned`.
pub(crate) const EXPLOITS: &[&str] = &[
    "\"><script>pwned=1</script><img src=x onerror=pwned=1>",
    "' onmouseover='pwned=1' autofocus onfocus=pwned=1 x='",
    "</script><script>pwned=1</script><!--<script>",
    "</title></textarea></style></code></pre></td></table><svg/onload=pwned=1>",
    "javascript:pwned=1",
    "java&Tab;script:pwned=1//://",
    "data:text/html,<script>parent.pwned=1</script>",
    "[x](javascript:pwned=1 \"y\") ![z](vbscript:pwned=1) <javascript:pwned=1> [w]: file:///etc/passwd",
    "<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe><base href=//evil.example/>",
    "<form action=javascript:pwned=1><button formaction=javascript:pwned=1>b</button></form>",
    "<meta http-equiv=refresh content=\"0;url=javascript:pwned=1\"><link rel=stylesheet href=//evil.example>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwned=1&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=pwned=1>\"></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=pwned=1>\"></noscript>",
    "<a href=\"&#106;avascript:pwned=1\" xlink:href=javascript:pwned=1 ping=//evil.example>a</a>",
    "<a name=archbook href=\"#a\">a</a><form id=archbook><input name=near></form><p id=archbookCards>",
    "{{ 7 * 191 }} {% raw %} ${pwned=1} {#page.search}",
    "\"; } * { background: url(https://evil.example/) } /*",
    "=HYPERLINK(\"https://evil.example\",\"x\");=1",
    "@SUM(1) @everyone #1 !1 | a `b` *c* [d](https://evil.example) www.evil.example",
    "+1\t=1",
    "-1+cmd|' /C calc'!A0",
    "\u{1b}]8;;https://evil.example\u{7}x\u{1b}]8;;\u{7}\u{1b}[2J\u{1b}[8m\u{9b}31m\u{8}\u{7f}",
    "\u{202e}gnp.exe\u{2066}\u{200f}",
    "::error file=a,line=1::pwned %0A::add-mask::x ##[add-mask]x ##vso[task.setvariable]x",
    "x\n::stop-commands::pwned\r\n::error::pwned",
    "]]> <!ENTITY x \"y\"> &pwned; \u{b}\u{fffe}",
    "\u{2028}pwned=1\u{2029}",
];

/// A record of a kind whose fields all say `text`.
fn fields(method: &Method, kind: &str, text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    let own = method.fields.iter().map(|it| it.name.as_str());
    let common = ["title", "tags", "owner", "aliases", "summary", "author", "category", "evidence"];
    let relations = method.relations.iter().flat_map(|it| [&it.name, &it.inverse]);
    let names = own.chain(common).chain(relations.map(String::as_str));
    let mut lines: BTreeMap<&str, String> =
        names.map(|name| (name, format!("{name}: [{quoted}]\n"))).collect();
    for name in ["id", "status", "date", "title"] {
        lines.insert(name, format!("{name}: {quoted}\n"));
    }
    lines.insert("kind", format!("kind: {kind}\n"));
    format!("---\n{}---\n\n# {text}\n\n{text}\n", lines.into_values().collect::<String>())
}

/// A record of a kind whose text says `text` wherever Markdown has a place for one.
fn body(method: &Method, kind: &str, id: &str, text: &str) -> String {
    let status = method.statuses.iter().find(|it| it.ever_held()).map_or("", |it| &it.name);
    let headings = method.headings.iter().map(|it| format!("## {}\n\n{text} {text}\n\n", it.name));
    let headings = headings.collect::<Vec<_>>().concat();
    format!(
        "---\nid: {id}\nkind: {kind}\nstatus: {status}\ndate: 2026-11-02\ntags: [a]\n---\n\n\
         # {text}\n\n{text}\n\n## A {text} {{#{text}}}\n\n### B {{#page.cards}}\n\n\
         - {text}\n- [x] {text}\n\n| {text} | b |\n|---|---|\n| {text} | `{text}` |\n\n\
         ~~~{text}\n{text}\n~~~\n\n~~~rust title=\"{text}\" {{1}}\n{text}\n~~~\n\n\
         ~~~mermaid title=\"{text}\"\ngraph TD; A[\"{text}\"] --> B; click A \"{text}\"\n~~~\n\n\
         ~~~math\n\\text{{{text}}}\n~~~\n\n~~~archbook\ntable {text}\n~~~\n\n\
         ~~~archbook\nlist kind:{kind}\n~~~\n\n$\\operatorname{{{text}}}$ $${text}$$\n\n\
         ref[^{text}] and[^n] ![{text}](x.png \"{text}\") [{text}](https://example.org \"{text}\")\n\
         [l]({text}) [m](<{text}>) <{text}> [[{text}]] [[{id}|{text}]] [r][{text}] [s][q] `{text}`\n\n\
         [q]: {text}\n[^n]: {text}\n[^{text}]: {text}\n\nTerm {text}\n: means {text}\n\n\
         > [!NOTE]\n> {text}\n\n**Author**: {text}\n\n<div title=\"{text}\" onclick=\"pwned=1\">\n{text}\n\
         </div>\n\n<!-- {text} -->\n\n## Criteria\n\n- {text} {{#{text}}}\n\n{headings}\
         ## Considered options\n\n* {text}\n* Other {text}\n\n\
         ## Pros and cons of the options\n\n### {text}\n\n* Good, because {text}\n"
    )
}

/// A text as a part of the name of a file.
fn file_name(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\0' | '/')).take(80).collect()
}

/// The book, by the paths of its files. A kind gets one exploit in every so many, and the next kind
/// those beside them: all with all would take minutes.
pub(crate) fn book(method: &Method, turns: usize) -> Vec<(String, String)> {
    let mut files = vec![("book.toml".to_owned(), config()), ("index.md".to_owned(), front())];
    for (at, kind) in method.kinds.iter().enumerate() {
        let own = |(number, _): &(usize, &&str)| (number + at) % turns == 0;
        for (number, text) in EXPLOITS.iter().enumerate().filter(own) {
            let id = format!("{}-{:03}", kind.prefix, number + 1);
            let folder = format!("{}/{number:03}", kind.plural);
            files.push((format!("{folder}-body.md"), body(method, &kind.name, &id, text)));
            files.push((format!("{folder}-fields.md"), fields(method, &kind.name, text)));
        }
    }
    for (number, text) in EXPLOITS.iter().enumerate() {
        let name = file_name(text);
        files.push((format!("notes/{number:03}{name}.md"), format!("# {text}\n\n{text}\n")));
        files.push((format!("notes/{name}.md"), format!("# Note\n\n{text}\n")));
    }
    files.push(("glossary.md".to_owned(), glossary()));
    files.push(("junit.xml".to_owned(), junit()));
    files.push(("waivers.toml".to_owned(), waivers()));
    files
}

/// What the book says of itself: all of it at once, since nobody else sees it.
pub(crate) fn all() -> String {
    EXPLOITS.concat()
}

fn config() -> String {
    let all = quoted(&all());
    let address = quoted("javascript:pwned=1//{path}{id}{title}");
    format!(
        "[book]\ntitle = {all}\ndescription = {all}\nauthors = [{all}]\nlanguage = {all}\n\
         [output.html]\nnotice = {all}\nsite-url = \"https://example.org/a&b/\"\n\
         search-engines = true\ngit-repository-url = {address}\nedit-url-template = {address}\n\
         discuss-url-template = {address}\ncname = {all}\n\
         [output.html.allow]\nelements = [\"script\", {all}]\nattributes = [\"onclick\", {all}]\n\
         [theme]\naccent = {all}\n[statuses]\n{all} = \"accepted\"\n[kinds]\n{all} = \"decision\"\n\
         [[not-applicable]]\nobligation = {all}\nreason = {all}\nowner = {all}\n\
         review-by = 2027-01-01\n"
    )
}

/// A text in quotes as TOML has them on one line.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f")
}

fn front() -> String {
    let all = EXPLOITS.join("\n\n");
    format!("# Home\n\n{all}[a drawing](drawing.svg) ![d](drawing.svg) [a page](page.html)\n")
}

fn glossary() -> String {
    let terms: Vec<String> = EXPLOITS.iter().map(|it| format!("{it}\n: {it}\n\n")).collect();
    terms.concat().replace("\n::", "\n :")
}

fn waivers() -> String {
    let all = quoted(&all());
    format!(
        "[[waiver]]\nrule = \"undated-decision\"\non = {all}\nreason = {all}\nowner = {all}\n\
         expires = 2027-01-01\nfingerprint = {all}\n"
    )
}

fn junit() -> String {
    let cases = EXPLOITS.iter().map(|it| {
        let text: String = it.chars().filter(|c| *c >= ' ' && *c != '\u{fffe}').collect();
        let text = quick_xml::escape::escape(text);
        format!("<testcase name=\"{text}\" classname=\"{text}\"><failure message=\"{text}\"/></testcase>")
    });
    format!("<testsuite name=\"s\">{}</testsuite>", cases.collect::<String>())
}

/// The files that pages show and link to.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "drawing.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"top.pwned=1\"><script>top.pwned=1</script></svg>",
    ),
    ("page.html", "<script>pwned=1</script>"),
];

/// A method in which everything that people read says `text` too.
pub(crate) fn hostile_method(text: &str) -> String {
    let mut method: toml::Value =
        toml::from_str(include_str!("../../src/method/standard.toml")).unwrap();
    plant(&mut method, text);
    toml::to_string(&method).unwrap()
}

/// The keys of a method under which its words stand.
const WORDS: &[&str] = &["title", "purpose", "message", "why", "motto", "question", "plural"];

fn plant(value: &mut toml::Value, text: &str) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table.iter_mut() {
                match value {
                    toml::Value::String(words) if WORDS.contains(&key.as_str()) => *words += text,
                    value => plant(value, text),
                }
            }
        }
        toml::Value::Array(values) => values.iter_mut().for_each(|it| plant(it, text)),
        _ => (),
    }
}
