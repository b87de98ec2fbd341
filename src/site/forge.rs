//! Where a repository shows and edits its files, on the web.

use super::address::encode;

/// The sort of host that a repository is on, which its addresses follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
    Gitea,
    Bitbucket,
}

/// A repository on the web.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forge<'a> {
    url: &'a str,
    host: Host,
}

impl<'a> Forge<'a> {
    /// The repository at this address. A host that says nothing of itself is taken for one that
    /// works as GitHub does, which most of them do for links.
    pub(super) fn new(url: &'a str) -> Self {
        let name = url.split_once("://").map_or(url, |(_, rest)| rest);
        let name = name.split('/').next().unwrap_or_default().to_lowercase();
        let is = |what: &str| name.split(['.', '-']).any(|part| part == what);
        let host = match () {
            () if is("gitlab") => Host::GitLab,
            () if is("codeberg") || is("gitea") || is("forgejo") => Host::Gitea,
            () if is("bitbucket") => Host::Bitbucket,
            () => Host::GitHub,
        };
        let url = url.trim_end_matches('/');
        Self { url: url.strip_suffix(".git").unwrap_or(url), host }
    }

    /// Where a file is shown as a commit left it. Its path is from the root of the repository.
    pub(super) fn shown(&self, commit: &str, path: &str) -> String {
        let way = match self.host {
            Host::GitHub => "blob",
            Host::GitLab => "-/blob",
            Host::Gitea => "src/commit",
            Host::Bitbucket => "src",
        };
        format!("{}/{way}/{commit}/{}", self.url, encode(path))
    }

    /// Where a file is edited on a branch; none where the host has no address for it.
    pub(super) fn edited(&self, branch: &str, path: &str) -> Option<String> {
        let (branch, path) = (encode(branch), encode(path));
        let way = match self.host {
            Host::GitHub => "edit",
            Host::GitLab => "-/edit",
            Host::Gitea => "_edit",
            Host::Bitbucket => return None,
        };
        Some(format!("{}/{way}/{branch}/{path}", self.url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, shown: &str, edited: Option<&str>) {
        let forge = Forge::new(url);
        assert_eq!(forge.shown("c0ffee", "docs/a b.md"), shown);
        assert_eq!(forge.edited("main", "docs/a b.md").as_deref(), edited);
    }

    #[test]
    fn every_host_has_its_own_addresses() {
        check(
            "https://github.com/o/r.git/",
            "https://github.com/o/r/blob/c0ffee/docs/a%20b.md",
            Some("https://github.com/o/r/edit/main/docs/a%20b.md"),
        );
        check(
            "https://gitlab.example.org/o/r",
            "https://gitlab.example.org/o/r/-/blob/c0ffee/docs/a%20b.md",
            Some("https://gitlab.example.org/o/r/-/edit/main/docs/a%20b.md"),
        );
        check(
            "https://codeberg.org/o/r",
            "https://codeberg.org/o/r/src/commit/c0ffee/docs/a%20b.md",
            Some("https://codeberg.org/o/r/_edit/main/docs/a%20b.md"),
        );
        check(
            "https://bitbucket.org/o/r",
            "https://bitbucket.org/o/r/src/c0ffee/docs/a%20b.md",
            None,
        );
    }
}
