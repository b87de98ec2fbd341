//! The preview under siege: the program itself, on this machine, with everything thrown at it that
//! a wire can carry. What is thrown is counted, and so is the time.

use super::{
    STALL,
    wire::{Answer, connect, hang_up, read},
};
use crate::{books::lay_out, files::book};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

const ARCHBOOK: &str = env!("CARGO_BIN_EXE_archbook");
/// So many connections are held open that want nothing, or want it slowly.
const CONNECTIONS: usize = 1000;
/// So many more ask for news and never hear it.
const LISTENERS: usize = 200;
/// How long it is all kept up.
const SIEGE: Duration = Duration::from_secs(6);
/// Between one piece of rubbish and the next: that a machine can be kept busy is nothing new.
const PAUSE: Duration = Duration::from_millis(20);
/// What a preview may take of the memory of the machine, at any time: 200 MB.
const MEMORY_KIB_MAX: u64 = 200_000_000 / 1024;
/// How long the longest wait of a reader may be meanwhile. Most of it is this machine's other work.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// A preview that runs as a program of its own.
struct Preview {
    program: Child,
    address: SocketAddr,
    said: Vec<String>,
    later: mpsc::Receiver<String>,
}

impl Preview {
    fn start(book: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(ARCHBOOK);
        command.arg("serve").arg(book).args(["--port", "0"]).args(arguments);
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        let mut program = command.stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines().map(Result::unwrap);
        let mut said = Vec::new();
        let address = loop {
            let line = lines.next().expect("it says where it is");
            if let Some((_, url)) = line.split_once("open http://") {
                break url.parse().unwrap();
            }
            said.push(line);
        };
        let (sender, later) = mpsc::channel();
        // What it says later is read at once, so that it never waits for a reader.
        thread::spawn(move || lines.for_each(|it| drop(sender.send(it))));
        Self { program, address, said, later }
    }

    fn get(&self, target: &str) -> Option<Answer> {
        let mut wire = connect(self.address);
        wire.write_all(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
            .ok()?;
        read(&mut BufReader::new(wire), true)
    }

    /// How much memory it has had at most, in KiB; none where the system does not tell as Linux does.
    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).ok()?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.parse().ok()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// What is sent once and never followed by anything.
fn rubbish() -> Vec<Vec<u8>> {
    let next: &[u8] = b"GET /_/build HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let head = |more: &str| format!("GET / HTTP/1.1\r\nHost: localhost\r\n{more}\r\n").into_bytes();
    vec![
        vec![0; 4096],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"\r\n\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        "GET /é HTTP/1.1\r\n\r\n".as_bytes().to_vec(),
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(64 << 10)).into_bytes(),
        head(&format!("X: {}\r\n", "a".repeat(64 << 10))),
        head(&"X: y\r\n".repeat(10_000)),
        head("Content-Length: 18446744073709551615\r\n"),
        head("Content-Length: -1\r\nContent-Length: 7\r\n"),
        head("Transfer-Encoding: chunked\r\n"),
        [head("Transfer-Encoding: chunked\r\n"), b"fffffffffffffff\r\nx".to_vec()].concat(),
        head("Expect: 100-continue\r\nContent-Length: 5\r\n"),
        head("Connection: upgrade\r\nUpgrade: websocket\r\n"),
        next.repeat(200),
        [next, b"garbage that is no request\r\n\r\n"].concat().repeat(20),
    ]
}

/// Holds connections that want nothing, or not enough to be answered, or news and never hear it, or
/// a film and never take it.
fn hold(address: SocketAddr) -> Vec<TcpStream> {
    let news: &[u8] = b"GET /_/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let wants: [&[u8]; 5] = [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-More:",
        news,
        b"GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];
    let wants = wants.into_iter().cycle().take(CONNECTIONS).chain([news; LISTENERS]);
    wants
        .map(|want| {
            let mut wire = TcpStream::connect(address).unwrap();
            // It may have been shown out already.
            drop(wire.write_all(want));
            wire
        })
        .collect()
}

#[test]
fn a_preview_under_siege_answers_and_stays_small() {
    let book = book(&[("index.md", "# Before the siege\n\n[Film](film.mp4)\n")]);
    fs::write(book.path().join("film.mp4"), vec![b'x'; 32 * 1024 * 1024]).unwrap();
    let preview = Preview::start(book.path(), &[]);
    let held = hold(preview.address);
    let start = Instant::now();
    let mut longest = Duration::ZERO;
    let mut answered = 0;
    thread::scope(|scope| {
        for slow in 0..8 {
            let address = preview.address;
            scope.spawn(move || dawdle(address, slow, start));
        }
        scope.spawn(|| {
            while start.elapsed() < SIEGE {
                for bytes in rubbish() {
                    let mut wire = connect(preview.address);
                    // It may hang up in the middle, which is its right.
                    drop(wire.write_all(&bytes));
                    hang_up(wire);
                    thread::sleep(PAUSE);
                }
            }
        });
        while start.elapsed() < SIEGE {
            let asked = Instant::now();
            let page = preview.get("/").expect("an answer");
            assert!(page.status == 200 && page.body.contains("Before the siege"));
            longest = longest.max(asked.elapsed());
            answered += 1;
        }
    });
    eprintln!("{answered} pages were read, the slowest in {longest:?}");
    assert!(longest < WAIT_MAX, "{longest:?}");
    match preview.memory() {
        Some(memory) => {
            eprintln!("the preview takes {} MiB at most", memory / 1024);
            assert!(memory < MEMORY_KIB_MAX, "{memory} KiB");
        }
        None => eprintln!("skipped: this system does not say how much memory a program takes"),
    }
    lay_out(book.path(), &[("index.md", "# After the siege\n")]);
    let saved = Instant::now();
    while !preview.get("/").is_some_and(|it| it.body.contains("After the siege")) {
        assert!(saved.elapsed() < STALL, "a save is not shown any more");
        thread::sleep(Duration::from_millis(20));
    }
    drop(held);
    let said: Vec<_> = preview.later.try_iter().filter(|it| it.contains("panicked")).collect();
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_preview_with_few_handles_answers_whoever_comes_next() {
    if cfg!(windows) {
        return eprintln!("skipped: there is no shell that limits handles");
    }
    let book = book(&[("index.md", "# Few\n\n[Film](film.mp4)\n")]);
    fs::write(book.path().join("film.mp4"), vec![b'x'; 16 * 1024 * 1024]).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 80 && exec \"$0\" serve \"$1\" --port 0", ARCHBOOK]);
    command.arg(book.path());
    let preview = Preview::run(command);
    let held = hold(preview.address);
    for _ in 0..10 {
        assert_eq!(preview.get("/").expect("an answer").status, 200);
    }
    drop(held);
    let said: Vec<_> = preview.later.try_iter().collect();
    assert_eq!(said, Vec::<String>::new());
}

/// Asks a byte at a time, and reads the answer so.
fn dawdle(address: SocketAddr, slow: u64, start: Instant) {
    let mut wire = connect(address);
    wire.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
    let mut question = b"GET /_/search/facts.js HTTP/1.1\r\nHost: localhost\r\n\r\n".iter();
    while start.elapsed() < SIEGE {
        match question.next() {
            Some(byte) => drop(wire.write_all(&[*byte])),
            None => drop(wire.read(&mut [0])),
        }
        thread::sleep(Duration::from_millis(25 + 125 * slow));
    }
}

#[test]
fn everybody_is_warned_who_lets_everybody_read() {
    let book = book(&[("index.md", "# Home\n")]);
    let warning = "warning: everyone who can reach this machine can read the book";
    let open = Preview::start(book.path(), &["--host", "0.0.0.0"]);
    assert!(open.said.iter().any(|it| it == warning), "{:?}", open.said);
    let closed = Preview::start(book.path(), &[]);
    assert!(closed.address.ip().is_loopback() && !closed.said.iter().any(|it| it == warning));
}

#[test]
fn the_preview_gives_nothing_that_the_site_has_not() {
    let book = book(&[("index.md", "# Home\n"), (".env", "SECRET"), ("drafts/x.txt", "SECRET")]);
    lay_out(book.path(), &[("book.toml", "# SECRET\n"), ("theme/x.css", "/* SECRET */")]);
    let preview = Preview::start(book.path(), &[]);
    for target in [
        "/book.toml",
        "/.env",
        "/drafts/x.txt",
        "/drafts/",
        "/theme/x.css",
        "/.archbook",
        "/_/",
        "/%252e%252e/etc/passwd",
        "/..%252f..%252fetc/passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/index.html%00.md",
        "/index.html::$DATA",
        "//localhost/index.html",
        "/\\localhost\\share",
        "/CON",
        "/~root/",
    ] {
        let answer = preview.get(target).expect("an answer");
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.body.contains("SECRET") && !answer.body.contains("root:"), "{target}");
    }
}
