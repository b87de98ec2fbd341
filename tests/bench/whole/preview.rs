//! The preview as a program of its own, and what it answers.

use super::ARCHBOOK;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What no answer may take, however busy the machine is.
const STALL: Duration = Duration::from_mins(2);

/// 22 November 2026 in seconds of Unix: the day on which all books of the benchmark are built.
pub(crate) const DAY: &str = "1795305600";

/// A preview that runs until it is dropped.
pub(crate) struct Preview {
    program: Child,
    address: SocketAddr,
}

/// One answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Preview {
    /// Starts it, and waits until it says where it is.
    pub(crate) fn start(book: &Path) -> Self {
        let mut program = Command::new(ARCHBOOK)
            .args(["serve", "--port", "0"])
            .arg(book)
            .env("SOURCE_DATE_EPOCH", DAY)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the preview runs");
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.find_map(|it| it.split_once("open http://")?.1.parse().ok());
        let address = address.expect("it says where it is");
        // What it says later is read, so that it never waits for a reader.
        thread::spawn(move || lines.for_each(drop));
        Self { program, address }
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(STALL)).unwrap();
        stream
    }

    /// What it answers to the address of a page.
    pub(crate) fn get(&self, page: &str) -> Answer {
        let mut stream = self.connect();
        let head = "Host: localhost\r\nConnection: close\r\n\r\n";
        write!(stream, "GET /{page} HTTP/1.1\r\n{head}").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let blank = answer.windows(4).position(|it| it == b"\r\n\r\n").expect("a head has an end");
        let body = answer.split_off(blank + 4);
        let status = str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
        Answer { status, body }
    }

    /// Asks for a page until the answer is one that is waited for.
    pub(crate) fn wait(&self, page: &str, is_so: impl Fn(&Answer) -> bool) {
        let start = Instant::now();
        while !is_so(&self.get(page)) {
            assert!(start.elapsed() < STALL, "what is waited for at {page} does not come");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// How much memory it has, in MB, as Linux calls it: `VmRSS` now, `VmHWM` at most so far.
    pub(crate) fn memory(&self, which: &str) -> Option<f64> {
        memory(self.program.id(), which)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

impl Answer {
    /// Whether it is a page that says something.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.status == 200 && String::from_utf8_lossy(&self.body).contains(text)
    }

    /// It, without what only the preview adds to a page.
    pub(crate) fn into_built(mut self) -> Vec<u8> {
        let find = |text: &str| self.body.windows(text.len()).rposition(|it| it == text.as_bytes());
        let added = find("<link rel=\"stylesheet\" href=\"/_/reload.css\">");
        if let (Some(start), Some(end)) = (added, find("</body>")) {
            self.body.drain(start..end);
        }
        self.body
    }
}

/// How much memory a process has, in MB; none where the system does not tell as Linux does.
pub(crate) fn memory(process: u32, which: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix(which)?.strip_prefix(':'))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1e3)
}
