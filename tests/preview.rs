//! The preview as a browser meets it: real sockets, on this machine only.

mod manners;
mod siege;
pub(crate) mod wire;

use archbook::{
    finding::Severity,
    preview::{Built, Changes, Content, Notice, Options, Server, Shown, preview},
};
use std::{
    fs,
    io::{BufReader, Read, Write},
    net::{Shutdown, SocketAddr},
    path::PathBuf,
    sync::{Arc, Barrier, mpsc::channel},
    thread,
    time::{Duration, Instant},
};
use wire::{ask, connect, get, listen, read};

/// What no answer may take, however busy the machine is.
const STALL: Duration = Duration::from_secs(20);

/// What runs wherever a browser takes it for a page.
const SCRIPT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>pwned=1</script></svg>";

/// A site of a few addresses.
struct Book {
    title: String,
    film: PathBuf,
}

impl Shown for Book {
    fn file(&self, address: &str) -> Option<Content> {
        let page = |text: &str| {
            Some(Content::Bytes(format!("<html><body><main>{text}</main></body></html>").into()))
        };
        match address {
            "index.html" => page(&self.title),
            "decisions/index.html" => page("decisions"),
            "decisions/0007-é.html" => page("seven"),
            "drawing.svg" => Some(Content::Bytes(b"<svg/>".to_vec())),
            "drawing.SVG" | "data.xml" | "feed.atom" | "feed.rss" => {
                Some(Content::Bytes(SCRIPT.into()))
            }
            "film.mp4" => Some(Content::Copy(self.film.clone())),
            "broken.html" => panic!("the <template> broke"),
            _ => None,
        }
    }

    fn missing(&self, address: &str) -> Option<Vec<u8>> {
        Some(format!("<html><body><main>no such page here: {address}</main></body></html>").into())
    }

    fn findings(&self, address: &str) -> Vec<Notice> {
        let notice = Notice {
            severity: Severity::Warning,
            rule: Some("broken-link".into()),
            place: Some("decisions/0007.md:3:1".into()),
            message: "<img src=x onerror=alert(1)>".into(),
            excerpt: Some("[a](b)\n^^^^^^".into()),
            notes: Vec::new(),
        };
        if address.starts_with("decisions/0007") { vec![notice] } else { Vec::new() }
    }
}

fn book(title: &str) -> Arc<Book> {
    Arc::new(Book { title: title.into(), film: "/no/such/film".into() })
}

fn server() -> Server {
    let server = Server::start("127.0.0.1", 0).unwrap();
    server.show(book("home"));
    server
}

#[track_caller]
fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < STALL, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_burst_of_connections_is_answered() {
    let server = Arc::new(server());
    let (sender, _builds) = channel();
    let _listeners: Vec<_> = (0..5).map(|_| listen(&server, sender.clone())).collect();
    // All of a burst stay connected until the last is answered, as those of a browser do.
    for _ in 0..32 {
        let together = Arc::new(Barrier::new(16));
        let readers: Vec<_> = (0..16)
            .map(|_| {
                let (together, server) = (Arc::clone(&together), Arc::clone(&server));
                thread::spawn(move || {
                    let mut wire = connect(server.address());
                    wire.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
                    let start = Instant::now();
                    let answer = read(&mut BufReader::new(&wire), true);
                    let took = start.elapsed();
                    together.wait();
                    (answer.map(|it| it.status), took)
                })
            })
            .collect();
        for reader in readers {
            let (status, took) = reader.join().unwrap();
            assert_eq!(status, Some(200));
            assert!(took < Duration::from_secs(2), "{took:?}");
        }
    }
}

#[test]
fn pages_arrive_with_a_strict_policy_and_the_reload() {
    let server = server();
    let page = get(&server, "/");
    assert_eq!((page.status, page.header("Content-Type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("<main>home</main>"));
    assert!(page.body.contains("<script src=\"/_/reload.js\" data-build=\""));
    let policy = page.header("Content-Security-Policy").unwrap();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
    assert_eq!(page.header("Cache-Control"), Some("no-store"));
    assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(get(&server, "/?x=1#y").body, page.body);
    assert_eq!(get(&server, "/drawing.svg").header("Content-Type"), Some("image/svg+xml"));
    assert!(get(&server, "/_/reload.js").body.contains("EventSource"));
    assert!(get(&server, "/_/reload.css").body.contains(".archbook-notices"));
}

#[test]
fn a_head_has_no_body_and_the_connection_goes_on() {
    let server = server();
    let mut wire = connect(server.address());
    let mut reader = BufReader::new(wire.try_clone().unwrap());
    wire.write_all(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let head = read(&mut reader, false).unwrap();
    wire.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let whole = read(&mut reader, true).unwrap();
    assert_eq!((head.status, head.head), (200, whole.head));
}

#[test]
fn the_preview_can_only_be_read() {
    let server = server();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let request = format!(
            "{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n{}",
            "x".repeat(2000)
        );
        let answer = ask(&server, &request);
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")));
    }
}

#[test]
fn other_names_are_turned_away() {
    let server = server();
    for host in ["evil.example", "localhost.evil.example", "10.1.2.3:3000"] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        assert_eq!(ask(&server, &request).status, 403);
    }
    let events = "GET /_/events HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    assert_eq!(ask(&server, events).status, 403);
    assert_eq!(ask(&server, "GET / HTTP/1.1\r\n\r\n").status, 403);
}

#[test]
fn folders_and_names_without_an_ending_lead_to_their_pages() {
    let server = server();
    assert!(get(&server, "/decisions/").body.contains("<main>decisions</main>"));
    for (target, location) in
        [("/decisions", "./decisions/"), ("/decisions/0007-%C3%A9", "./0007-%C3%A9.html")]
    {
        let answer = get(&server, target);
        assert_eq!((answer.status, answer.header("Location")), (302, Some(location)));
    }
    let missing = get(&server, "/decisions/none.html");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("no such page here") && missing.body.contains("/_/reload.js"));
}

#[test]
fn nothing_leaves_the_site() {
    let server = server();
    for target in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2f..%2fetc/passwd",
        "/decisions/../../etc/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/..%5c..%5cwindows",
        "/c:/windows/win.ini",
        "/%00",
        "http://evil.example/",
        "*",
    ] {
        assert_eq!(get(&server, target).status, 400, "{target}");
    }
}

#[test]
fn findings_are_shown_on_their_page_and_escaped() {
    let server = server();
    let page = get(&server, "/decisions/0007-%C3%A9.html").body;
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") && !page.contains("<img"));
    assert!(page.contains("decisions/0007.md:3:1") && page.contains("1 warning"));
    assert!(!get(&server, "/").body.contains("archbook-notices"));
}

#[test]
fn trouble_keeps_the_last_good_site_and_is_said_on_every_page() {
    let server = Server::start("127.0.0.1", 0).unwrap();
    server.trouble(vec![Notice::error("`book.toml` is <broken>")]);
    let page = get(&server, "/");
    assert_eq!(page.status, 503);
    assert!(page.body.contains("is &lt;broken&gt;") && page.body.contains("/_/reload.js"));
    server.show(book("first"));
    server.trouble(vec![Notice::error("`book.toml` is <broken>")]);
    let page = get(&server, "/");
    assert!(page.status == 200 && page.body.contains("<main>first</main>"));
    assert!(page.body.contains("<details open>") && page.body.contains("is &lt;broken&gt;"));
    server.show(book("second"));
    assert!(!get(&server, "/").body.contains("archbook-notices"));
}

#[test]
fn a_page_that_panics_costs_that_page() {
    let server = server();
    let page = get(&server, "/broken.html");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("the &lt;template&gt; broke"));
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn readers_that_take_their_time_hold_up_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("film.mp4");
    fs::write(&film, vec![b'x'; 32 * 1024 * 1024]).unwrap();
    let server = server();
    server.show(Arc::new(Book { title: "home".into(), film }));
    let _slow: Vec<_> = (0..20)
        .map(|number| {
            let mut wire = connect(server.address());
            // Half of them ask slowly, half listen slowly.
            let request: &[u8] = b"GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            wire.write_all(&request[..if number % 2 == 0 { 20 } else { request.len() }]).unwrap();
            wire
        })
        .collect();
    for _ in 0..20 {
        assert_eq!(get(&server, "/").status, 200);
    }
}

#[test]
fn questions_behind_an_open_conversation_hold_up_nobody() {
    let server = server();
    let (sender, builds) = channel();
    let mut wire = listen(&server, sender);
    builds.recv_timeout(STALL).unwrap();
    for _ in 0..20 {
        wire.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    }
    for _ in 0..20 {
        assert_eq!(get(&server, "/").status, 200);
    }
}

#[test]
fn a_newer_build_is_announced_to_everyone() {
    let server = server();
    let (sender, builds) = channel();
    let _listeners: Vec<_> = (0..4).map(|_| listen(&server, sender.clone())).collect();
    let next = |count| (0..count).map(|_| builds.recv_timeout(STALL).unwrap()).collect::<Vec<_>>();
    let now = next(4)[0];
    assert_eq!(get(&server, "/_/build").body.trim(), now.to_string());
    server.show(book("newer"));
    assert_eq!(next(4), [now + 1; 4]);
    server.trouble(vec![Notice::error("oh")]);
    assert_eq!(next(4), [now + 2; 4]);
}

#[test]
fn listeners_that_vanish_leave_nothing_behind() {
    let server = server();
    let (sender, builds) = channel();
    let listeners: Vec<_> = (0..20).map(|_| listen(&server, sender.clone())).collect();
    for _ in 0..20 {
        builds.recv_timeout(STALL).unwrap();
    }
    assert_eq!(server.readers(), 20);
    for wire in listeners {
        wire.shutdown(Shutdown::Both).unwrap();
    }
    // Silence would show it too, after two pings.
    eventually("all threads end", || {
        server.show(book("newer"));
        server.readers() == 0
    });
}

#[test]
fn a_server_that_ends_says_goodbye() {
    let server = server();
    let mut wire = connect(server.address());
    wire.write_all(b"GET /_/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    eventually("it listens", || server.readers() == 1);
    drop(server);
    let (mut text, mut bytes) = (Vec::new(), [0; 1024]);
    while !text.ends_with(b"\r\n0\r\n\r\n") {
        let count = wire.read(&mut bytes).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&text));
        text.extend_from_slice(&bytes[..count]);
    }
}

/// What the loop builds here: a book whose only page is a file, which can be wrong in every way.
fn build(file: &std::path::Path) -> anyhow::Result<Built> {
    let text = fs::read_to_string(file)?;
    Ok(match text.as_str() {
        "panic" => panic!("what a <day>"),
        "typo" => Built::Broken(vec![Notice::error("a typo")], "1 error".into()),
        text => Built::Good(book(text), format!("1 page: {text}")),
    })
}

#[test]
fn a_save_is_shown_and_nothing_that_goes_wrong_takes_the_site_down() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "one").unwrap();
    let (said, lines) = channel();
    let (root, source) = (folder.path().to_owned(), file.clone());
    thread::spawn(move || {
        let (host, folders) = ("127.0.0.1".into(), vec![root]);
        let options = Options { host, port: 0, open: false, folders };
        let build = |_: &Changes| build(&source);
        preview(&options, Box::new(|_| false), build, |line| drop(said.send(line.to_owned())))
    });
    let start = lines.recv_timeout(STALL).unwrap();
    let (_, address) = start.split_once("1 page: one; open http://").expect("a line to click on");
    let address: SocketAddr = address.parse().unwrap();
    let shows = |texts: &[&str]| {
        let mut wire = connect(address);
        wire.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let page = read(&mut BufReader::new(wire), true).unwrap().body;
        texts.iter().all(|it| page.contains(it))
    };
    assert!(shows(&["<main>one</main>"]));
    for (text, shown) in [
        ("two", ["<main>two</main>", ""]),
        ("typo", ["<main>two</main>", "a typo"]),
        ("panic", ["<main>two</main>", "what a &lt;day&gt;"]),
        ("three", ["<main>three</main>", ""]),
    ] {
        fs::write(&file, text).unwrap();
        eventually(text, || shows(&shown));
    }
    fs::remove_file(&file).unwrap();
    eventually("vanished", || shows(&["<main>three</main>", "cannot build"]));
    fs::write(&file, "four").unwrap();
    eventually("back", || shows(&["<main>four</main>"]));
}
