//! `book.toml`. Everything in it is optional; where mdBook has the same key, it means the same.

mod address;
mod allow;
mod waiver;

use crate::{
    finding::{Finding, Severity},
    source::Source,
    text::{BookPath, Span, key},
};
pub use address::site_url;
pub use allow::Allow;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
pub use waiver::{NotApplicable, Waiver, WaiverFile};

/// What a book says about itself. Other keys may be those of mdBook and its tools.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Config {
    /// The handbook.
    pub book: Book,
    /// Where the site goes, in mdBook's words.
    pub build: Build,
    /// How the site is made.
    pub output: Output,
    /// How it looks.
    pub theme: Look,
    /// Folders and id prefixes that name a kind: `NFR = "requirement"`, or `"prose"` for none.
    #[schemars(extend("examples" = [{ "NFR": "requirement", "choices": "decision" }]))]
    pub kinds: BTreeMap<String, String>,
    /// Words that name a status: `"shipped to all" = "implemented"`.
    #[schemars(extend("examples" = [{ "shipped to all": "implemented" }]))]
    pub statuses: BTreeMap<String, String>,
    /// Which part of the method the book follows.
    pub method: Adoption,
    /// How it is checked.
    pub check: Check,
    /// Obligations that do not apply to the book.
    #[serde(rename = "not-applicable")]
    pub not_applicable: Vec<NotApplicable>,
    /// Obligations that are excused for a while, beside those in `waivers.toml`.
    #[serde(rename = "waiver")]
    pub waivers: Vec<Waiver>,
}

/// `[method]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Adoption {
    /// The stages it follows; without it, every stage that has entries.
    #[schemars(with = "Option<Vec<String>>", example = ["research", "implement"])]
    pub stages: Option<Vec<Spanned<String>>>,
}

/// `[check]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Check {
    /// From which severity on a finding fails the check; without it, `error`.
    #[schemars(
        with = "Option<String>",
        extend("enum" = ["error", "warning", "advice", null]),
        example = &"warning"
    )]
    pub deny: Option<Spanned<String>>,
    /// How much rules matter here, whatever the method says.
    #[schemars(
        with = "BTreeMap<String, String>",
        extend("additionalProperties" = { "enum": ["error", "warning", "advice", "off"] }),
        extend("examples" = [{ "no-must": "off", "undated-decision": "error" }])
    )]
    pub rules: BTreeMap<String, Spanned<String>>,
}

/// `[book]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Book {
    /// What it is called; without it, *Architecture handbook*.
    #[schemars(example = &"Payments")]
    pub title: Option<String>,
    /// Who wrote it.
    #[schemars(example = ["Ann", "Bob"])]
    pub authors: Vec<String>,
    /// What it is about.
    #[schemars(example = &"What we decided about payments, and why")]
    pub description: Option<String>,
    /// The tag of the language that it is written in, such as `pt-BR`; without it, `en`.
    #[schemars(example = &"pt-BR")]
    pub language: Option<String>,
    /// The folder of its pages; without it, `src` if it holds a `SUMMARY.md`, else `content` if
    /// there is one, else all of the book.
    #[schemars(example = &"content")]
    pub src: Option<String>,
    /// What not to read, in the syntax of `.gitignore`.
    #[schemars(example = ["drafts/", "*.tmp.md"])]
    pub exclude: Vec<String>,
}

/// `[build]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Build {
    /// The folder that the site is written to, from the root; without it, `site`.
    #[schemars(example = &"public")]
    pub build_dir: Option<String>,
}

/// `[output]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Output {
    /// What it has in common with mdBook's HTML.
    pub html: Html,
    /// What archbook reads before `[build]`.
    pub archbook: Build,
}

/// `[output.html]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Html {
    /// The address of the published site, or the path that it has at its host; without it, `/`.
    #[schemars(example = &"https://docs.example.org/payments/")]
    pub site_url: Option<String>,
    /// The repository's page on its forge, where links to files beyond the book lead.
    #[schemars(example = &"https://github.com/example/payments")]
    pub git_repository_url: Option<String>,
    /// The domain that GitHub Pages serves it at.
    #[schemars(example = &"docs.example.org")]
    pub cname: Option<String>,
    /// Whether search engines may list it; without it, they are kept out.
    #[schemars(example = true)]
    pub search_engines: bool,
    /// Whether every page states the policy of the site itself, for hosts that send none. Such
    /// pages do not work from a disk.
    #[schemars(example = true)]
    pub csp_meta: bool,
    /// Where a page is edited, with `{path}` for its file from the root of the book.
    #[schemars(example = &"https://git.example.org/payments/edit/{path}")]
    pub edit_url_template: Option<String>,
    /// Where a page is discussed, with `{path}`, `{id}` and `{title}`.
    #[schemars(example = &"https://git.example.org/payments/issues/new?title={id}")]
    pub discuss_url_template: Option<String>,
    /// A sentence that stands on every page, such as *Confidential*.
    #[schemars(example = &"Confidential")]
    pub notice: Option<String>,
    /// Files of the book that every page loads as styles, after the theme's own.
    #[schemars(with = "Vec<String>", example = ["look/tables.css"])]
    pub additional_css: Vec<Spanned<String>>,
    /// Files of the book that every page runs as scripts, after the theme's own.
    #[schemars(with = "Vec<String>", example = ["look/chart.js"])]
    pub additional_js: Vec<Spanned<String>>,
    /// The print editions.
    pub print: Print,
    /// Addresses that were, and where each leads now: an address from its folder, or elsewhere.
    #[schemars(with = "BTreeMap<String, String>")]
    #[schemars(extend("examples" = [{ "old.html": "decisions/0001-use-kafka.html" }]))]
    pub redirect: BTreeMap<String, Spanned<String>>,
    /// What raw HTML in pages may be, beside what always may.
    pub allow: Allow,
    /// Whether raw HTML in pages, and pages of HTML among the files of the book, are published as
    /// they are. Whoever may change a page can then do what a script can on the site.
    #[schemars(with = "bool", example = true)]
    pub unsafe_html: Option<Spanned<bool>>,
    /// The book's own copy of mermaid, which draws the diagrams of its pages, from the root.
    #[schemars(with = "Option<String>", example = &"look/mermaid.min.js")]
    pub mermaid: Option<Spanned<String>>,
}

/// `[output.html.print]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Print {
    /// Whether there are any; without it, a book of few pages has them.
    #[schemars(example = true)]
    pub enable: Option<bool>,
}

/// `[theme]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Look {
    /// The colour of links and of what is current, such as `#8a1c5a`.
    #[schemars(with = "Option<String>", example = &"#8a1c5a")]
    pub accent: Option<Spanned<String>>,
    /// The same on dark pages; without it, it follows from the accent.
    #[schemars(with = "Option<String>", example = &"#e58ab8")]
    pub accent_dark: Option<Spanned<String>>,
}

/// Every key that archbook reads, for telling a misspelt one from somebody else's.
const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "book",
            "build",
            "output",
            "theme",
            "kinds",
            "statuses",
            "method",
            "check",
            "not-applicable",
            "waiver",
        ],
    ),
    ("book", &["title", "authors", "description", "language", "src", "exclude"]),
    ("build", &["build-dir"]),
    ("output", &["html", "archbook"]),
    (
        "output.html",
        &[
            "site-url",
            "git-repository-url",
            "cname",
            "search-engines",
            "csp-meta",
            "edit-url-template",
            "discuss-url-template",
            "notice",
            "additional-css",
            "additional-js",
            "print",
            "redirect",
            "mermaid",
            "allow",
            "unsafe-html",
        ],
    ),
    ("theme", &["accent", "accent-dark"]),
    ("output.html.print", &["enable"]),
    ("output.html.allow", &["elements", "attributes"]),
    ("output.archbook", &["build-dir"]),
    ("method", &["stages"]),
    ("check", &["deny", "rules"]),
];

impl Config {
    /// Reads `book.toml`. Total: what cannot be read is a finding, and the rest has its default.
    pub fn parse(source: &Source) -> (Self, Vec<Finding>) {
        match toml::from_str::<Self>(&source.text) {
            Ok(mut config) => {
                let mut findings = unknown_keys(source);
                findings.extend(address::refuse(source, &mut config.output.html));
                (config, findings)
            }
            Err(error) => (Self::default(), vec![unreadable(source, &error)]),
        }
    }

    /// Whether raw HTML is published as it is written.
    pub fn is_unsafe(&self) -> bool {
        self.output.html.unsafe_html.as_ref().is_some_and(|it| *it.get_ref())
    }

    /// The folder that `src` names, if it lies inside the book.
    pub fn src(&self) -> Option<BookPath> {
        self.book.src.as_deref().and_then(BookPath::new)
    }

    /// Where the site goes unless the command line says otherwise, from the root.
    pub fn build_dir(&self) -> &str {
        let own = self.output.archbook.build_dir.as_deref();
        own.or(self.build.build_dir.as_deref()).unwrap_or("site")
    }
}

fn unreadable(source: &Source, error: &toml::de::Error) -> Finding {
    let span = error.span().map_or(Span::START, Span::from);
    let message = error.message().to_owned();
    Finding::new("bad-config", Severity::Error, &source.path, span, message)
        .note("nothing in this file counts until it can be read")
}

/// The values of `[table]` that are none of the names there are, each as a finding.
pub fn unknown_names(source: &Source, table: &str, what: &str, known: &[&str]) -> Vec<Finding> {
    let Ok(root) = toml::de::DeTable::parse(&source.text) else {
        return Vec::new();
    };
    let table = root.get_ref().get(table).and_then(|value| value.get_ref().as_table());
    let values = table.into_iter().flat_map(|table| table.values());
    let named = values.filter_map(|value| Some((value.get_ref().as_str()?, value.span())));
    let unknown = named.filter(|(name, _)| !known.contains(&key(name).as_str()));
    let finding = |(name, span): (&str, std::ops::Range<usize>)| {
        let span = Span::from(span);
        let message = format!("there is no {what} `{name}`");
        let finding = Finding::new("bad-config", Severity::Error, &source.path, span, message);
        let near = known.iter().min_by_key(|it| strsim::osa_distance(it, name));
        match near.filter(|it| strsim::osa_distance(it, name) <= 2) {
            Some(near) => finding.fix(span, format!("write `{near}`"), format!("\"{near}\"")),
            None => finding.note(format!("there is {}", known.join(", "))),
        }
    };
    let mut findings: Vec<Finding> = unknown.map(finding).collect();
    findings.sort_by_key(|finding| finding.place.span);
    findings
}

/// Keys one slip away from one that archbook reads. Other keys may be another tool's.
fn unknown_keys(source: &Source) -> Vec<Finding> {
    let Ok(root) = toml::de::DeTable::parse(&source.text) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for &(name, known) in KEYS {
        let mut steps = name.split('.').filter(|it| !it.is_empty());
        let table = steps.try_fold(root.get_ref(), |table, step| {
            table.get(step).and_then(|value| value.get_ref().as_table())
        });
        for key in table.into_iter().flat_map(|table| table.keys()) {
            let distance = |it: &&&str| strsim::osa_distance(it, key.get_ref());
            let near = known.iter().min_by_key(distance).filter(|it| distance(it) <= 2);
            let known = known.contains(&key.get_ref().as_ref());
            let Some(near) = near.filter(|_| !known) else {
                continue;
            };
            let message = format!("archbook reads no `{}`", key.get_ref());
            let span = Span::from(key.span());
            findings.push(
                Finding::new("unknown-field", Severity::Warning, &source.path, span, message).fix(
                    span,
                    format!("write `{near}`"),
                    *near,
                ),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<Finding>) {
        let path = BookPath::new("book.toml").unwrap();
        Config::parse(&Source { path, text: text.into() })
    }

    #[test]
    fn a_book_of_mdbook_is_understood() {
        let (config, findings) = read(
            "[book]\ntitle = \"T\"\nsrc = \"doc\"\nmultilingual = false\n[build]\nbuild-dir = \"b\"\n\
             [output.html]\nfold = { enable = true }\n[preprocessor.x]\n[rust]\nedition = \"2024\"\n",
        );
        assert_eq!(findings, []);
        assert_eq!((config.build_dir(), config.src()), ("b", BookPath::new("doc")));
    }

    #[test]
    fn a_misspelt_key_is_told_from_a_foreign_one() {
        let (_, findings) = read("[book]\ntitel = \"T\"\n[output.html]\nsite_url = \"/\"\n");
        let messages: Vec<_> = findings.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages, ["archbook reads no `titel`", "archbook reads no `site_url`"]);
    }

    #[test]
    fn a_word_can_only_mean_what_there_is() {
        let path = BookPath::new("book.toml").unwrap();
        let text =
            "[statuses]\n\"shipped to all\" = \"implmented\"\nx = \"accepted\"\ny = \"fine\"\n";
        let source = Source { path, text: text.into() };
        let findings = unknown_names(&source, "statuses", "status", &["accepted", "implemented"]);
        let shown = findings.iter().map(|it| (it.message.as_str(), &text[it.place.span.range()]));
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ("there is no status `implmented`", "\"implmented\""),
                ("there is no status `fine`", "\"fine\"")
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let (config, findings) = read("[book]\ntitle = 3\n");
        assert_eq!(config.book.title, None);
        assert_eq!((&*findings[0].rule.0, findings[0].place.span.start), ("bad-config", 15));
    }
}
