//! What the host of a site, search engines and people who share a link find beside its pages.

use crate::books::{Memory, files, site, sources};
use std::collections::BTreeMap;

fn built(config: &str) -> BTreeMap<String, String> {
    let book = [
        ("book.toml", config),
        ("index.md", "# Storage\n\nHow we store.\n"),
        ("decisions/index.md", "# Decisions\n"),
        ("decisions/0001-use a log.md", "# 1. Use a log\n\nStatus: accepted\n"),
    ];
    files(&site(sources(book), &Memory::default()))
}

const PUBLIC: &str = "[book]\ntitle = \"Storage\"\n[output.html]\nsearch-engines = true\n\
    site-url = \"https://example.org/storage/\"\ncname = \"docs.example.org\"\ncsp-meta = true\n";

#[test]
fn a_site_that_nobody_says_more_about_is_no_business_of_search_engines() {
    let files = built("");
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");
    assert_eq!(files[".nojekyll"], "");
    assert!(files["_headers"].starts_with("/*\n  Content-Security-Policy: default-src 'none';"));
    assert!(files["index.html"].contains("<meta name=\"robots\" content=\"noindex\">"));
    for absent in ["sitemap.xml", "CNAME"] {
        assert!(!files.contains_key(absent), "{absent}");
    }
    for absent in ["canonical", "og:url", "http-equiv"] {
        assert!(!files["index.html"].contains(absent), "{absent}");
    }
}

#[test]
fn a_public_site_names_every_page_once() {
    let files = built(PUBLIC);
    assert_eq!(
        files["robots.txt"],
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/storage/sitemap.xml\n"
    );
    assert_eq!(files["CNAME"], "docs.example.org\n");
    let places = files["sitemap.xml"].split("<loc>").skip(1);
    let places: Vec<&str> = places.filter_map(|it| it.split("</loc>").next()).collect();
    for there in ["", "decisions/", "decisions/0001-use%20a%20log.html", "_/report.html"] {
        let url = format!("https://example.org/storage/{there}");
        assert_eq!(places.iter().filter(|it| **it == url).count(), 1, "{url} in {places:#?}");
    }
    for (address, url) in [("index.html", ""), ("decisions/index.html", "decisions/")] {
        let link = format!("<link rel=\"canonical\" href=\"https://example.org/storage/{url}\">");
        assert!(files[address].contains(&link), "{address}");
        assert!(!files[address].contains("noindex"));
    }
}

#[test]
fn a_page_for_any_address_names_none_of_its_own_and_finds_home() {
    let missing = &built(PUBLIC)["404.html"];
    assert!(!missing.contains("canonical"));
    assert!(missing.contains("href=\"/storage/index.html\""));
}

#[test]
fn a_page_states_its_policy_where_the_host_cannot() {
    let home = &built(PUBLIC)["index.html"];
    let policy = home.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap().replace("&#39;", "'").replace("&#x27;", "'");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    // Browsers ignore it there, and complain.
    assert!(!policy.contains("frame-ancestors"));
}

#[test]
fn whoever_shares_a_page_shows_what_it_is() {
    let page = &built(PUBLIC)["decisions/0001-use a log.html"];
    for meta in [
        "<meta property=\"og:title\" content=\"ADR-0001 Use a log – Storage\">",
        "<meta property=\"og:site_name\" content=\"Storage\">",
        "<meta property=\"og:url\" content=\"https://example.org/storage/decisions/0001-use%20a%20log.html\">",
    ] {
        assert!(page.contains(meta), "{meta}\n{page}");
    }
}

#[test]
fn whoever_looks_where_a_page_was_is_sent_on() {
    let book = [
        (
            "decisions/0002-use-a-queue.md",
            "---\naliases: [/adr/0002-use-kafka.md, adr/2/, ADR-9, decisions/0003-x.md]\n---\n# 2. Use a queue\n\nStatus: accepted\n",
        ),
        ("decisions/0003-x.md", "# 3. X\n\nStatus: accepted\n\nSee [[ADR-9]].\n"),
    ];
    let files = files(&site(sources(book), &Memory::default()));
    for (at, to) in [
        ("adr/0002-use-kafka.html", "../decisions/0002-use-a-queue.html"),
        ("adr/2/index.html", "../../decisions/0002-use-a-queue.html"),
    ] {
        let refresh = format!("<meta http-equiv=\"refresh\" content=\"0;url={to}\">");
        assert!(files[at].contains(&refresh), "{}", files[at]);
        assert!(files[at].contains(&format!("<a href=\"{to}\">Use a queue</a>")), "{}", files[at]);
    }
    // What is there now stays, and names it by the id it had before.
    assert!(files["decisions/0003-x.html"].contains("href=\"0002-use-a-queue.html\""));
}

/// As mdBook has it, but for what it does to places on a page, which needs a script.
#[test]
fn whoever_looks_where_the_book_says_that_something_was_is_sent_on() {
    let book = [
        (
            "book.toml",
            "[output.html.redirect]\n\"/old.html\" = \"decisions/index.html#use\"\n\
             \"/decisions/a.html\" = \"./0001-use-a-log.html\"\n\"/far/\" = \"https://example.org/\"\n\
             \"/decisions/0001-use-a-log.html\" = \"index.html\"\n\"/old.html#x\" = \"b.html\"\n\
             \"/lost.html\" = \"nowhere.html\"\n",
        ),
        ("decisions/README.md", "# Decisions\n\n## Use\n\nText.\n"),
        ("decisions/0001-use-a-log.md", "# 1. Use a log\n\nStatus: accepted\n"),
    ];
    let site = site(sources(book), &Memory::default());
    let told: Vec<_> = site.report().findings.iter().map(|it| &it.message).collect();
    assert_eq!(told, ["nothing is at `nowhere.html`"]);
    let files = files(&site);
    for (at, to) in [
        ("old.html", "decisions/index.html#use"),
        ("decisions/a.html", "0001-use-a-log.html"),
        ("far/index.html", "https://example.org/"),
    ] {
        let refresh = format!("<meta http-equiv=\"refresh\" content=\"0;url={to}\">");
        assert!(files[at].replace("&#x2F;", "/").contains(&refresh), "{}", files[at]);
    }
    assert!(files["decisions/0001-use-a-log.html"].contains("<h1"), "what is there stays");
    assert!(!files.contains_key("lost.html"));
}
