//! The workflow that publishes a book.

use crate::text::BookPath;

/// Where a book is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deploy {
    /// By GitHub Actions, on GitHub Pages.
    GithubPages,
    /// By GitLab CI, on GitLab Pages.
    GitlabPages,
}

impl Deploy {
    /// The file that makes a host do it, from the root of the repository.
    pub fn path(self) -> BookPath {
        let path = match self {
            Self::GithubPages => ".github/workflows/pages.yml",
            Self::GitlabPages => ".gitlab-ci.yml",
        };
        BookPath::new(path).expect("it is a path")
    }

    /// Its text, for a book at this place in a repository with this main branch.
    pub fn text(self, book: &BookPath, branch: &str) -> String {
        let text = match self {
            Self::GithubPages => include_str!("deploy/github-pages.yml"),
            Self::GitlabPages => include_str!("deploy/gitlab-pages.yml"),
        };
        let text = text.replace("branches: [main]", &format!("branches: [{}]", quoted(branch)));
        if *book == BookPath::root() {
            return text;
        }
        text.replace("  BOOK: .\n", &format!("  BOOK: {}\n", quoted(book.as_str())))
    }
}

/// A text as YAML reads it: as it is where nothing in it could mean something else.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let letter = text.starts_with(|c: char| c.is_ascii_alphabetic());
    if letter && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workflow_knows_its_book_and_its_branch() {
        let at = |book: &str, branch| {
            let book =
                if book.is_empty() { BookPath::root() } else { BookPath::new(book).unwrap() };
            Deploy::GithubPages.text(&book, branch)
        };
        assert_eq!(at("", "main"), include_str!("deploy/github-pages.yml"));
        let text = at("docs/it's here", "release/2");
        assert!(text.contains("  BOOK: 'docs/it''s here'\n"), "{text}");
        assert!(text.contains("    branches: [release/2]\n"), "{text}");
    }
}
