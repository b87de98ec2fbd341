//! What a book starts with: `book.toml`, and an example or what there is already.

use super::facts::quoted;
use crate::{
    handbook::Handbook,
    method::Method,
    text::{BookPath, Date},
};
use std::{collections::BTreeMap, fmt::Write};

/// A book that is not there yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBook {
    /// What it is called.
    pub title: String,
    /// The folder of its pages, where that has to be said.
    pub src: Option<BookPath>,
    /// The stages it follows; without any, those that have records.
    pub stages: Vec<String>,
    /// The page of its repository.
    pub repository: Option<String>,
    /// Words for how records stand that the method does not know.
    pub words: Vec<String>,
}

/// The folder of the example's pages. The rest of it lies beside that folder.
pub const PAGES: &str = "content";

/// A file of the example: its name in `src/start/example`, and its text.
macro_rules! example {
    ($path:literal) => {
        ($path, include_str!(concat!("example/", $path)))
    };
}

/// The example: a small book that passes a check.
const EXAMPLE: &[(&str, &str)] = &[
    example!("decisions/0001-ask-the-feed-every-minute.md"),
    example!("decisions/0002-the-feed-calls-us.md"),
    example!("decisions/0003-the-screen-shows-a-page.md"),
    example!("evidence/junit.xml"),
    example!("explorations/0001-how-late-the-feed-is.md"),
    example!("feedback/0001-which-side-of-the-pier.md"),
    example!("index.md"),
    example!("objectives/0001-a-delay-is-known-within-a-minute.md"),
    example!("requirements/0001-the-next-departures-at-a-glance.md"),
    example!("requirements/0002-delays-show-within-a-minute.md"),
    example!("requirements/0003-two-people-and-a-small-budget.md"),
    example!("requirements/0004-only-the-centre-changes-times.md"),
    example!("reviews/0001-before-the-first-screen.md"),
    example!("runbooks/0001-the-feed-is-silent.md"),
    example!("stakeholders/0001-passengers.md"),
    example!("tests/0001-a-delay-is-shown.md"),
    example!("tests/0002-the-screen-can-be-read.md"),
];

impl NewBook {
    /// The text of its `book.toml`.
    pub fn config(&self) -> String {
        let mut text = String::from(HEAD);
        let mut line = |it: String| writeln!(text, "{it}").expect("strings can be written to");
        line(format!("title = {}", quoted(&self.title)));
        line("# description = \"What it is about, in one sentence\"".to_owned());
        line("# authors = [\"The people who keep it\"]".to_owned());
        line("# language = \"en\"".to_owned());
        if let Some(src) = &self.src {
            line("# The folder of the pages. All others are left alone.".to_owned());
            line(format!("src = {}", quoted(src.as_str())));
        }
        line("# What not to read, as .gitignore would say it.".to_owned());
        line("# exclude = [\"drafts/\"]".to_owned());
        if !self.stages.is_empty() {
            let stages: Vec<String> = self.stages.iter().map(|it| quoted(it)).collect();
            line(STAGES.to_owned());
            line(format!("stages = [{}]", stages.join(", ")));
        }
        line(CHECK.to_owned());
        if !self.words.is_empty() {
            line(WORDS.to_owned());
            for word in &self.words {
                line(format!("# {} = \"proposed\"", quoted(word)));
            }
        }
        line("\n[output.html]".to_owned());
        line("# Where links to files outside of the book lead.".to_owned());
        line(match &self.repository {
            Some(address) => format!("git-repository-url = {}", quoted(address)),
            None => "# git-repository-url = \"https://example.org/team/payments\"".to_owned(),
        });
        text
    }
}

const HEAD: &str = "\
# What archbook cannot see for itself. Everything here is optional; `archbook export schema book`
# prints all there is.

[book]
";

const STAGES: &str = "
[method]
# The stages that this book follows. `archbook check` holds the gate of each.";

const CHECK: &str = "
[check]
# What fails a check: error, warning or advice.
deny = \"error\"";

const WORDS: &str = "
# Words for how records stand that archbook does not know. Take the `#` away from the next line and
# from each word that should count, and say which status it means.
# [statuses]";

/// The files of the example, from the root of the book.
pub fn example(title: &str, today: Date) -> Vec<(BookPath, String)> {
    let filled = |text: &str| {
        let text = text.replace("{{title}}", title);
        text.replace("{{date}}", &today.to_string())
    };
    let files = EXAMPLE.iter().filter_map(|(path, text)| {
        // The evidence is no page.
        let page = !path.starts_with("evidence/");
        let path = if page { format!("{PAGES}/{path}") } else { (*path).to_owned() };
        Some((BookPath::new(&path)?, filled(text)))
    });
    files.collect()
}

/// The stages that have records, in order.
pub fn stages(handbook: &Handbook) -> Vec<String> {
    let method = &handbook.method;
    let mut own: Vec<_> = handbook.iter().filter_map(|(at, _)| handbook.stage(at)).collect();
    own.sort_unstable();
    own.dedup();
    own.into_iter().map(|at| method.stage(at).name.clone()).collect()
}

/// Every stage of a method.
pub fn all_stages(method: &Method) -> Vec<String> {
    method.stages.iter().map(|it| it.name.clone()).collect()
}

/// The words for how records stand that the method does not know, most frequent first, and how many
/// records say nothing at all.
pub fn unread_statuses(handbook: &Handbook) -> (Vec<(String, usize)>, usize) {
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let mut silent = 0;
    let open = handbook.iter().filter(|(_, it)| it.kind.is_some() && it.stated.is_none());
    for (at, _) in open {
        match handbook.part(at).status() {
            Some(read) => *words.entry(read.value.word.clone()).or_default() += 1,
            None => silent += 1,
        }
    }
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    (words, silent)
}

/// The page on its forge of a repository that is fetched from an address: `git@host:team/x.git`,
/// `ssh://git@host/team/x.git` or `https://…`. `None` for a folder. Names and passwords are left
/// out.
pub fn forge(address: &str) -> Option<String> {
    let (host, path) = match address.split_once("://") {
        Some(("https" | "http" | "ssh" | "git" | "git+ssh", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        // A folder of Windows has one letter before the colon.
        None => {
            address.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?
        }
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let web = address.starts_with("http");
    let host = if web { host } else { host.split_once(':').map_or(host, |(host, _)| host) };
    let path = path.trim_matches('/').trim_end_matches(".git");
    (!host.is_empty() && !path.is_empty()).then(|| format!("https://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_has_a_page() {
        for address in [
            "git@forge.example:team/payments.git",
            "ssh://git@forge.example:2222/team/payments.git",
            "https://ann:secret@forge.example/team/payments.git",
            "https://forge.example/team/payments/",
        ] {
            assert_eq!(forge(address).as_deref(), Some("https://forge.example/team/payments"));
        }
        for address in ["/srv/git/payments.git", "../payments", "C:\\git\\x", "file:///srv/x", ""] {
            assert_eq!(forge(address), None, "{address}");
        }
    }

    #[test]
    fn the_example_is_all_that_lies_in_its_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/start/example");
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        let count = files.filter(|it| it.file_type().is_file()).count();
        assert_eq!(count, EXAMPLE.len());
    }
}
