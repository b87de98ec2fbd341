//! Texts that nobody writes, and somebody will try: each becomes a page, without a stack that
//! overflows, in a time that grows with its length.
//!
//! What a text costs in a release is measured by hand, and stands with what is known of libraries
//! in `content/guide/limits.md`; here, the bound is so generous that only a time that grows with
//! the square of the length can break it.

mod texts;

use crate::books::{Memory, site, sources};
use archbook::site::{Address, File, Site};
use std::{
    thread,
    time::{Duration, Instant},
};
use texts::{Length, texts};

/// How long each text is.
const LENGTH: Length = Length(20_000);

/// What reading and rendering one may take, on the slowest machine and without optimisation. Where
/// each byte looks at all others, that takes a minute.
const PATIENCE: Duration = Duration::from_secs(30);

/// The stack of a thread of the pool that reads and renders: what Rust gives every thread.
const STACK_BYTES: usize = 2 * 1024 * 1024;

/// The page that is at an address.
fn shown_at(site: &Site, address: &str) -> String {
    match site.file(&Address::new(address)) {
        Some(File::Bytes(html)) => String::from_utf8(html).unwrap(),
        _ => panic!("there is no page"),
    }
}

#[test]
fn code_that_nobody_reads_has_no_colours() {
    let coloured = |code: &str| {
        let text = format!("# A\n\n```rust\n{code}\n```\n");
        let site = site(sources([("guide/a.md", &*text)]), &Memory::default());
        let html = shown_at(&site, "guide/a.html");
        assert!(html.contains("let") && html.contains("&lt;"), "it is not there");
        html.contains("<b>let</b>")
    };
    let line = "let a = b < c;\n";
    assert!(coloured(line));
    let kibibytes = |count: usize| line.repeat(count * 1024 / line.len());
    assert!(coloured(&kibibytes(255)) && !coloured(&kibibytes(257)));
    let wide = |bytes: usize| line.replace('\n', &" ".repeat(bytes - line.len() + 1));
    assert!(coloured(&wide(2_000)) && !coloured(&wide(2_001)));
}

#[test]
fn raw_html_that_takes_too_long_is_text() {
    let many = "<div>c\n\n".repeat(4_000);
    let text = format!("# A\n\n<a id=\"x\"></a>\n\n[b](#x)\n\n{many}");
    let site = site(sources([("guide/a.md", &*text)]), &Memory::default());
    let html = shown_at(&site, "guide/a.html");
    assert!(html.contains("<p>&lt;a id=\"x\"&gt;&lt;/a&gt;"), "{}", &html[..9_000]);
    assert!(html.contains("<p>&lt;div&gt;c") && !html.contains("<div>c"));
    let rules: Vec<&str> = site.report().findings.iter().map(|it| &*it.rule.0).collect();
    assert_eq!(rules, ["unreachable-page", "broken-anchor", "tangled-html"]);
}

#[test]
fn no_text_takes_long_or_overflows_a_stack() {
    for (name, text) in texts(LENGTH) {
        let start = Instant::now();
        let small = thread::Builder::new().stack_size(STACK_BYTES);
        let reading = small.spawn(move || {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK_BYTES);
            let pool = pool.build().unwrap();
            pool.install(|| {
                let site = site(sources([("adr/0001-a.md", &*text)]), &Memory::default());
                site.file(&Address::new("adr/0001-a.html")).is_some()
            })
        });
        assert!(reading.unwrap().join().unwrap(), "{name} becomes no page");
        let taken = start.elapsed();
        assert!(taken < PATIENCE, "{name} takes {taken:?}");
    }
}
