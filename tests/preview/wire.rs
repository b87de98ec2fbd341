//! HTTP as plainly as a test wants it.

use super::STALL;
use archbook::preview::Server;
use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc::Sender,
    thread,
    time::Duration,
};

/// One answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A connection that does not wait for ever.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let wire = TcpStream::connect(address).unwrap();
    wire.set_read_timeout(Some(STALL)).unwrap();
    wire
}

/// Leaves as a program does that is killed: what it sent may not have been read yet, and what it was
/// sent is thrown away.
pub(crate) fn hang_up(wire: TcpStream) {
    socket2::SockRef::from(&wire).set_linger(Some(Duration::ZERO)).unwrap();
    drop(wire);
}

/// Reads one answer; `None` if the other side hangs up.
pub(crate) fn read(reader: &mut impl BufRead, has_body: bool) -> Option<Answer> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let mut answer = Answer { status: head.get(9..12)?.parse().ok()?, head, body: String::new() };
    if has_body {
        let mut body = vec![0; answer.header("Content-Length")?.parse().ok()?];
        reader.read_exact(&mut body).ok()?;
        answer.body = String::from_utf8(body).ok()?;
    }
    Some(answer)
}

/// The answer to one request, on a connection of its own.
pub(crate) fn ask(server: &Server, request: &str) -> Answer {
    let mut wire = connect(server.address());
    wire.write_all(request.as_bytes()).unwrap();
    read(&mut BufReader::new(wire), !request.starts_with("HEAD")).expect("an answer")
}

/// The answer to a plain question.
pub(crate) fn get(server: &Server, target: &str) -> Answer {
    ask(server, &format!("GET {target} HTTP/1.1\r\nHost: localhost:3000\r\n\r\n"))
}

/// Listens for builds until it is dropped or told enough.
pub(crate) fn listen(server: &Server, builds: Sender<u64>) -> TcpStream {
    let mut wire = connect(server.address());
    wire.write_all(b"GET /_/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let reader = BufReader::new(wire.try_clone().unwrap());
    thread::spawn(move || {
        for line in reader.lines().map_while(Result::ok) {
            let build = line.strip_prefix("id: ").and_then(|it| it.parse().ok());
            if build.is_some_and(|it| builds.send(it).is_err()) {
                break;
            }
        }
    });
    wire
}
