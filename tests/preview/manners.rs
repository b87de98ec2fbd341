//! How the preview treats those who do not speak as a browser does, and those who speak slowly.

use super::{
    STALL, get, server,
    wire::{connect, hang_up, read},
};
use archbook::preview::HEAD_MAX;
use std::{
    io::{BufReader, Read, Write},
    net::{Shutdown, SocketAddr},
    thread,
    time::{Duration, Instant},
};

const HEAD: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n";

/// All that is said to whoever sends these bytes and then waits.
fn said(address: SocketAddr, bytes: &[u8]) -> String {
    let mut wire = connect(address);
    // It may hang up in the middle.
    drop(wire.write_all(bytes));
    let mut answer = String::new();
    wire.read_to_string(&mut answer).expect("it hangs up");
    answer
}

#[test]
fn what_is_no_question_is_told_so_at_once() {
    let server = server();
    let head = |more: &str| format!("{HEAD}{more}\r\n").into_bytes();
    let long = "a".repeat(2 * HEAD_MAX);
    let cases: &[(Vec<u8>, u16)] = &[
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), 400),
        (b"\r\n\r\n".to_vec(), 400),
        (b"GET /\r\n".to_vec(), 400),
        ("GET /é HTTP/1.1\r\n".into(), 400),
        (head("X : y\r\n"), 400),
        (head("Host: localhost\r\n"), 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), 405),
        (head("Content-Length: 18446744073709551615\r\n"), 413),
        (head("Content-Length: 5\r\nExpect: 100-continue\r\n"), 413),
        ([head("Transfer-Encoding: chunked\r\n"), b"zz\r\n".to_vec()].concat(), 413),
        (format!("GET /{long} HTTP/1.1\r\n\r\n").into(), 414),
        (head(&format!("X: {long}\r\n")), 431),
        (head(&"X: y\r\n".repeat(200)), 431),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), 505),
        (b"GET / HTTP/3.0\r\n\r\n".to_vec(), 505),
    ];
    for (bytes, status) in cases {
        let start = Instant::now();
        let answer = said(server.address(), bytes);
        let shown = bytes[..bytes.len().min(60)].escape_ascii();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{shown}: {answer}");
        assert!(answer.contains("\r\nConnection: close\r\n"), "{shown}: {answer}");
        assert!(start.elapsed() < STALL / 2, "{shown}");
        assert_eq!(get(&server, "/").status, 200, "{shown}");
    }
}

#[test]
fn nobody_waits_longer_after_someone_who_left_without_a_word() {
    let server = server();
    for _ in 0..100 {
        for request in ["\r\n", "Connection: close\r\n\r\n", "Expect: x\r\n\r\n"] {
            let mut wire = connect(server.address());
            drop(wire.write_all(format!("{HEAD}{request}").as_bytes()));
            hang_up(wire);
        }
        let start = Instant::now();
        assert_eq!(get(&server, "/").status, 200);
        assert!(start.elapsed() < STALL / 4, "{:?}", start.elapsed());
    }
}

#[test]
fn what_a_browser_runs_is_opened_in_a_sandbox() {
    let server = server();
    let names = ["drawing.svg", "drawing.SVG", "data.xml", "feed.atom", "feed.rss"];
    for name in names {
        let answer = get(&server, &format!("/{name}"));
        let policy = answer.header("Content-Security-Policy").expect("it has a policy");
        // In a sandbox without a word behind it no script runs, whatever another rule allows.
        assert!(policy.starts_with("default-src 'none';") && policy.ends_with("; sandbox"));
        assert!(!policy.contains("script-src"), "{name}: {policy}");
        assert_eq!(
            (answer.status, answer.header("X-Content-Type-Options")),
            (200, Some("nosniff"))
        );
        assert!(answer.body.contains("<svg"), "{name}");
    }
}

#[test]
fn questions_sent_together_are_answered_in_their_order() {
    let server = server();
    let mut wire = connect(server.address());
    let targets = ["/", "/decisions/", "/none.html", "/drawing.svg"];
    let questions = targets.map(|it| format!("GET {it} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    wire.write_all(questions.concat().repeat(25).as_bytes()).unwrap();
    wire.shutdown(Shutdown::Write).unwrap();
    let mut reader = BufReader::new(wire);
    for _ in 0..25 {
        let found = targets.map(|_| read(&mut reader, true).expect("an answer").body);
        let shown = ["<main>home", "<main>decisions", "<main>no such page", "<svg/>"];
        assert!(found.iter().zip(shown).all(|(it, text)| it.contains(text)), "{found:?}");
    }
    assert!(read(&mut reader, true).is_none());
}

#[test]
fn a_question_may_come_a_byte_at_a_time() {
    let server = server();
    let mut wire = connect(server.address());
    for byte in format!("{HEAD}\r\n").bytes() {
        wire.write_all(&[byte]).unwrap();
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(read(&mut BufReader::new(wire), true).unwrap().status, 200);
}

#[test]
fn whoever_takes_too_long_to_ask_is_told_so() {
    let server = server();
    let start = Instant::now();
    let answer = said(server.address(), HEAD.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(start.elapsed() > Duration::from_secs(5), "who types by hand needs a moment");
}

#[test]
fn there_is_room_for_the_next_however_many_want_nothing() {
    let server = server();
    let held: Vec<_> = (0..300).map(|_| connect(server.address())).collect();
    for _ in 0..20 {
        assert_eq!(get(&server, "/").status, 200);
    }
    // The first had to go for the last, who may still ask.
    let mut gone = &held[0];
    assert_eq!(gone.read(&mut [0]).unwrap_or_default(), 0);
    let mut last = &held[299];
    last.write_all(format!("{HEAD}\r\n").as_bytes()).unwrap();
    assert_eq!(read(&mut BufReader::new(last), true).unwrap().status, 200);
}
