//! Where questions are answered: the library that speaks HTTP, behind the porch.
//!
//! It listens on loopback, on a port that nobody is told. Each connection to it brings one whole
//! question, and ends with the answer. So its threads never wait for anybody: the wake-ups that its
//! pool loses when connections stay open are nobody's loss, and it has nothing to refuse.

use super::{
    answer::{Answer, Frame, Hosts, Question, answer},
    events::Events,
    lock,
};
use std::{
    io::{self, ErrorKind, Write},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tiny_http::Request;

/// How many threads always wait for a question. The last free one calls another, since an answer
/// takes as long as its guest; there are never more than guests.
const WORKERS: usize = 4;

/// How long a question waits for its turn.
const TURN: Duration = Duration::from_secs(1);

/// What all threads share.
pub(super) struct Desk {
    pub(super) frame: Mutex<Arc<Frame>>,
    pub(super) events: Arc<Events>,
    hosts: Hosts,
    /// How many may be answered at once; half as many may listen besides.
    pub(super) places: usize,
    /// The listener in use; none once the desk is closed.
    lane: Mutex<Option<Arc<Lane>>>,
}

/// One listener, and who works for it.
struct Lane {
    listener: tiny_http::Server,
    address: SocketAddr,
    /// Nobody comes here any more.
    is_over: AtomicBool,
    idle: AtomicUsize,
    /// How many questions were asked and are not answered to the end.
    open: Mutex<usize>,
    answered: Condvar,
}

/// The turn of one question, until this is dropped.
struct Turn<'a>(&'a Lane);

impl Desk {
    pub(super) fn open(frame: Frame, hosts: Hosts, places: usize) -> io::Result<Arc<Self>> {
        let frame = Mutex::new(Arc::new(frame));
        let events = Arc::new(Events::new(places.div_ceil(2)));
        let desk = Self { frame, events, hosts, places, lane: Mutex::default() };
        let desk = Arc::new(desk);
        let lane = desk.lane()?;
        *lock(&desk.lane) = Some(lane);
        Ok(desk)
    }

    /// Asks a question, which must be whole and the last on its connection. The answer, up to its
    /// end, is what there is to read.
    pub(super) fn ask(self: &Arc<Self>, question: &str) -> io::Result<TcpStream> {
        let lane = lock(&self.lane).clone().ok_or(ErrorKind::NotConnected)?;
        match lane.ask(question, self.places) {
            Err(error) if error.kind() != ErrorKind::TimedOut => {
                self.renew(&lane)?.ask(question, self.places)
            }
            outcome => outcome,
        }
    }

    /// Answers nothing more.
    pub(super) fn close(&self) {
        if let Some(lane) = lock(&self.lane).take() {
            lane.end();
        }
    }

    pub(super) fn frame(&self) -> Arc<Frame> {
        Arc::clone(&lock(&self.frame))
    }

    /// The library stops listening for good when there is no handle left for a connection. Then
    /// another listener takes the place of the one that is `lost`.
    fn renew(self: &Arc<Self>, lost: &Arc<Lane>) -> io::Result<Arc<Lane>> {
        let mut current = lock(&self.lane);
        match &*current {
            Some(lane) if !Arc::ptr_eq(lane, lost) => return Ok(Arc::clone(lane)),
            Some(_) => (),
            None => return Err(ErrorKind::NotConnected.into()),
        }
        let lane = self.lane()?;
        *current = Some(Arc::clone(&lane));
        lost.end();
        Ok(lane)
    }

    /// A listener with those who work for it.
    fn lane(self: &Arc<Self>) -> io::Result<Arc<Lane>> {
        let own = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), (Ipv6Addr::LOCALHOST, 0).into()];
        let listener = TcpListener::bind(&own[..])?;
        let address = listener.local_addr()?;
        let listener =
            tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let lane = Arc::new(Lane::new(listener, address));
        for _ in 0..WORKERS {
            self.hire(&lane)?;
        }
        Ok(lane)
    }

    /// One more worker.
    fn hire(self: &Arc<Self>, lane: &Arc<Lane>) -> io::Result<()> {
        let (desk, own) = (Arc::clone(self), Arc::clone(lane));
        lane.idle.fetch_add(1, Ordering::SeqCst);
        let hired = thread::Builder::new().name("worker".into()).spawn(move || desk.work(&own));
        if hired.is_err() {
            lane.idle.fetch_sub(1, Ordering::SeqCst);
        }
        hired.map(drop)
    }

    /// Answers questions until there are too many workers, or no more questions.
    fn work(self: &Arc<Self>, lane: &Arc<Lane>) {
        loop {
            match lane.listener.recv() {
                Ok(request) => {
                    if lane.idle.fetch_sub(1, Ordering::SeqCst) == 1 {
                        // If there is no thread to be had, the next question waits for this one.
                        drop(self.hire(lane));
                    }
                    let turn = Turn(lane);
                    self.attend(request);
                    drop(turn);
                    if lane.idle.fetch_add(1, Ordering::SeqCst) >= WORKERS {
                        break;
                    }
                }
                // The word that it is over is handed on.
                Err(_) if lane.is_over.load(Ordering::SeqCst) => {
                    lane.listener.unblock();
                    break;
                }
                // It accepts no more connections, which the next question will find.
                Err(_) => (),
            }
        }
        lane.idle.fetch_sub(1, Ordering::SeqCst);
    }

    /// Answers one question.
    fn attend(&self, request: Request) {
        let frame = self.frame();
        let host = request.headers().iter().find(|it| it.field.equiv("Host"));
        let question = Question {
            method: request.method().as_str(),
            target: request.url(),
            host: host.map(|it| it.value.as_str()),
        };
        let head_only = question.method == "HEAD";
        match answer(&frame, &self.hosts, question) {
            // A reader that has left is no error.
            Answer::Reply(reply) => drop(reply.send(&mut *request.into_writer(), head_only)),
            Answer::Events => self.events.admit(request, || self.frame().build),
        }
    }
}

impl Lane {
    fn new(listener: tiny_http::Server, address: SocketAddr) -> Self {
        let (is_over, idle, open, answered) = Default::default();
        Self { listener, address, is_over, idle, open, answered }
    }

    /// Hands a question in when it is its turn.
    fn ask(&self, question: &str, places: usize) -> io::Result<TcpStream> {
        let is_full = |open: &mut usize| *open >= places;
        let waited = self.answered.wait_timeout_while(lock(&self.open), TURN, is_full);
        let (mut open, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *open >= places {
            return Err(ErrorKind::TimedOut.into());
        }
        let mut wire = TcpStream::connect(self.address)?;
        wire.write_all(question.as_bytes())?;
        *open += 1;
        Ok(wire)
    }

    fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
        self.listener.unblock();
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut open = lock(&self.0.open);
        // Another program of this machine may have found the port.
        *open = open.saturating_sub(1);
        drop(open);
        self.0.answered.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn answered(desk: &Arc<Desk>) -> io::Result<String> {
        let question = "GET /_/build HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        desk.ask(question)?.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn a_desk_that_lost_its_listener_listens_again() {
        let frame = Frame { build: 7, shown: None, troubles: Vec::new() };
        let hosts = Hosts { name: "127.0.0.1".into(), is_everywhere: false };
        let desk = Desk::open(frame, hosts, 4).unwrap();
        assert!(answered(&desk).unwrap().ends_with("\r\n\r\n7\n"));
        // A listener that has ended looks like this: nobody is where it was.
        let listener = tiny_http::Server::http((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let gone = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = gone.local_addr().unwrap();
        drop(gone);
        *lock(&desk.lane) = Some(Arc::new(Lane::new(listener, address)));
        assert!(answered(&desk).unwrap().ends_with("\r\n\r\n7\n"));
        desk.close();
        assert_eq!(answered(&desk).unwrap_err().kind(), ErrorKind::NotConnected);
    }
}
