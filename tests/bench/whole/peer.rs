//! The programs that are compared: archbook, and peers where they are installed.

use super::{
    ARCHBOOK,
    corpus::{Corpus, Form},
};
use std::{fs, path::Path, process::Command};

/// A peer.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
}

/// archbook as everybody calls it.
pub(crate) fn archbook(corpus: &Corpus) -> Command {
    let mut command = Command::new(ARCHBOOK);
    command.arg("build").arg(corpus.root(Form::Plain)).arg("--output").arg(corpus.output());
    command.args(["--as-of", "2026-11-22"]);
    command
}

/// The peers that can be run here.
pub(crate) fn installed() -> Vec<Peer> {
    let peers = [Peer { name: "hugo" }];
    peers.into_iter().filter(|it| it.said().is_some()).collect()
}

impl Peer {
    /// What it says of itself; none where it is not installed.
    fn said(&self) -> Option<String> {
        let output = Command::new(self.name).arg("version").output().ok()?;
        String::from_utf8(output.stdout).ok().filter(|_| output.status.success())
    }

    /// Its name and version.
    pub(crate) fn version(&self) -> String {
        self.said().unwrap_or_default().trim().to_owned()
    }

    /// A build of a book.
    pub(crate) fn command(&self, corpus: &Corpus) -> Command {
        let content = corpus.root(Form::Hugo);
        let site = content.parent().unwrap();
        theme(site);
        let mut command = Command::new(self.name);
        command.args(["--quiet", "--noBuildLock", "-s"]).arg(site);
        command.arg("-d").arg(corpus.output());
        command
    }
}

/// A lean theme for Hugo with what every handbook needs: the pages of the section beside the text,
/// an outline, the pages before and after, and what a search in the browser reads.
const HUGO: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "title = \"A generated handbook\"\nbaseURL = \"https://example.org/\"\n\
         disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n\
         [markup.highlight]\nnoClasses = false\n\
         [markup.goldmark.renderHooks.link]\nuseEmbedded = \"always\"\n\
         [outputs]\nhome = [\"HTML\", \"JSON\"]\n",
    ),
    (
        "layouts/baseof.html",
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{{ .Title }}</title>\
         <link rel=\"stylesheet\" href=\"/site.css\"></head><body>\
         <header><a href=\"/\">{{ site.Title }}</a><nav>{{ range site.Sections }}\
         <a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}</nav></header>\
         <aside>{{ with .CurrentSection }}<ul>{{ range .RegularPages }}\
         <li><a href=\"{{ .RelPermalink }}\">{{ .Params.id }} {{ .Title }}</a> {{ .Params.status }}</li>\
         {{ end }}</ul>{{ end }}</aside><main>{{ block \"main\" . }}{{ end }}</main></body></html>",
    ),
    (
        "layouts/page.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><p>{{ .Params.id }} {{ .Params.status }} \
         {{ .Date.Format \"2006-01-02\" }}</p>{{ .TableOfContents }}{{ .Content }}\
         {{ with .PrevInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}\
         {{ with .NextInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}{{ end }}",
    ),
    (
        "layouts/list.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}\
         <li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}",
    ),
    (
        "layouts/home.json",
        "[{{ range $at, $page := site.RegularPages }}{{ if $at }},{{ end }}\
         {{ dict \"title\" .Title \"href\" .RelPermalink \"text\" .Plain | jsonify }}{{ end }}]",
    ),
    ("static/site.css", "body{font:1rem sans-serif}"),
];

fn theme(site: &Path) {
    for (name, text) in HUGO {
        let file = site.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}
