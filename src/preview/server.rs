//! A site from memory, and a word when there is a newer one.
//!
//! The library that speaks HTTP is small and has its ways; what is done about them stands in
//! `guard`, in `reply` and here, each with its reason.
#![allow(clippy::disallowed_methods, reason = "edge: the number of the first build is the time")]

use super::{
    Notice, Shown,
    answer::{Answer, Frame, Hosts, Question, answer},
    events::Events,
    guard,
};
use anyhow::{Context, anyhow};
use std::{
    io,
    net::{SocketAddr, TcpListener, ToSocketAddrs},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, SystemTime},
};
use tiny_http::Request;

/// How many ports are tried after the one that was asked for.
const PORTS_MORE: u16 = 20;

/// How many threads of a listener always wait for a question.
const WORKERS: usize = 4;

/// How many there may be at all. A worker is held up by a reader that takes its time; the last
/// free one calls another.
const WORKERS_MAX: usize = 64;

/// How long a reader may take to send or to receive the next few bytes.
const PATIENCE: Duration = Duration::from_mins(1);

/// A larger body than this is not even thrown away, see [`refuse`].
const BODY_MAX: usize = 1024 * 1024;

/// A running preview. Dropping it ends it.
pub struct Server {
    address: SocketAddr,
    desk: Arc<Desk>,
    guard: Option<JoinHandle<()>>,
}

/// What all threads share.
pub(super) struct Desk {
    frame: Mutex<Arc<Frame>>,
    events: Arc<Events>,
    hosts: Hosts,
    /// The listener in use. Those before it have their last readers and no place here.
    lane: Mutex<Option<Arc<Lane>>>,
    is_closed: AtomicBool,
    /// Tells the guard that there was a question.
    bell: SyncSender<()>,
}

/// One listener, and who works for it.
struct Lane {
    listener: tiny_http::Server,
    /// Another has taken its place.
    is_over: AtomicBool,
    idle: AtomicUsize,
    workers: AtomicUsize,
}

impl Server {
    /// Listens on `port` of `host`, or on the next free one.
    pub fn start(host: &str, port: u16) -> anyhow::Result<Self> {
        let listener = bind(host, port)?;
        let address = listener.local_addr()?;
        let (bell, rung) = sync_channel(1);
        let hosts = Hosts { name: host.to_owned(), is_everywhere: address.ip().is_unspecified() };
        let desk = Arc::new(Desk {
            frame: Mutex::new(Arc::new(Frame { build: now(), shown: None, troubles: Vec::new() })),
            events: Arc::default(),
            hosts,
            lane: Mutex::default(),
            is_closed: AtomicBool::new(false),
            bell,
        });
        desk.open(listener)?;
        let guarded = Arc::clone(&desk);
        let guard = thread::Builder::new()
            .name("guard".into())
            .spawn(move || guard::watch_over(&guarded, address, &rung))
            .context("cannot start a thread")?;
        Ok(Self { address, desk, guard: Some(guard) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser on this machine.
    pub fn url(&self) -> String {
        format!("http://{}", guard::reachable(self.address))
    }

    /// Shows this from now on; all earlier troubles are over.
    pub fn show(&self, shown: Arc<dyn Shown>) {
        self.replace(|_| (Some(shown), Vec::new()));
    }

    /// Keeps what is shown, with these notices on every page.
    pub fn trouble(&self, notices: Vec<Notice>) {
        self.replace(|frame| (frame.shown.clone(), notices));
    }

    /// How many pages are waiting for news.
    pub fn readers(&self) -> usize {
        self.desk.events.readers()
    }

    fn replace(&self, with: impl FnOnce(&Frame) -> (Option<Arc<dyn Shown>>, Vec<Notice>)) {
        let old = self.desk.frame();
        let (shown, troubles) = with(&old);
        let build = old.build + 1;
        *lock(&self.desk.frame) = Arc::new(Frame { build, shown, troubles });
        self.desk.events.tell(build);
        // What was shown before is dropped here, outside of the lock: it may be large.
        drop(old);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.desk.is_closed.store(true, Ordering::SeqCst);
        self.desk.events.close();
        self.desk.ring();
        if let Some(guard) = self.guard.take() {
            drop(guard.join());
        }
        self.desk.close();
    }
}

/// The first free port from `port` on.
fn bind(host: &str, port: u16) -> anyhow::Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(PORTS_MORE) {
        let addresses: Vec<_> = (host, port)
            .to_socket_addrs()
            .with_context(|| format!("`{host}` is no address of this machine"))?
            .collect();
        match TcpListener::bind(&*addresses) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host}:{port}"));
            }
        }
    }
    Err(last.map_or_else(|| anyhow!("no port left"), Into::into))
        .with_context(|| format!("port {port} of {host} and the {PORTS_MORE} after it are taken"))
}

/// Numbers of builds go on growing when the preview is started again, so that a page left open
/// sees that it is old.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}

impl Desk {
    /// Takes questions from this listener from now on.
    pub(super) fn open(self: &Arc<Self>, listener: TcpListener) -> anyhow::Result<()> {
        let socket = socket2::SockRef::from(&listener);
        // Accepted sockets inherit these on Linux. Elsewhere, an answer in one write is fast too.
        socket.set_tcp_nodelay(true)?;
        socket.set_write_timeout(Some(PATIENCE))?;
        // This one also limits how long the listener waits, which the guard visits more often.
        socket.set_read_timeout(Some(PATIENCE))?;
        let listener =
            tiny_http::Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
        let (is_over, idle, workers) = Default::default();
        let lane = Arc::new(Lane { listener, is_over, idle, workers });
        for _ in 0..WORKERS {
            self.hire(&lane)?;
        }
        // The one before still serves those it has, and ends when they have been silent.
        if let Some(old) = lock(&self.lane).replace(lane) {
            old.is_over.store(true, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Stops listening.
    pub(super) fn close(&self) {
        if let Some(old) = lock(&self.lane).take() {
            old.is_over.store(true, Ordering::SeqCst);
            old.listener.unblock();
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }

    /// Wakes the guard. If it is awake already, it knows.
    fn ring(&self) {
        self.bell.try_send(()).ok();
    }

    fn frame(&self) -> Arc<Frame> {
        Arc::clone(&lock(&self.frame))
    }

    /// One more worker.
    fn hire(self: &Arc<Self>, lane: &Arc<Lane>) -> io::Result<()> {
        lane.workers.fetch_add(1, Ordering::SeqCst);
        lane.idle.fetch_add(1, Ordering::SeqCst);
        let (desk, own) = (Arc::clone(self), Arc::clone(lane));
        let hired = thread::Builder::new().name("worker".into()).spawn(move || desk.work(&own));
        if hired.is_err() {
            lane.idle.fetch_sub(1, Ordering::SeqCst);
            lane.workers.fetch_sub(1, Ordering::SeqCst);
        }
        hired.map(drop)
    }

    /// Answers questions until there are too many workers, or no more questions.
    fn work(self: &Arc<Self>, lane: &Arc<Lane>) {
        loop {
            match lane.listener.recv_timeout(PATIENCE * 2) {
                Ok(Some(request)) => {
                    self.ring();
                    let is_last = lane.idle.fetch_sub(1, Ordering::SeqCst) == 1;
                    if is_last && lane.workers.load(Ordering::SeqCst) < WORKERS_MAX {
                        // If there is no thread to be had, the readers wait for this one.
                        drop(self.hire(lane));
                    }
                    self.attend(request);
                    if lane.idle.fetch_add(1, Ordering::SeqCst) >= WORKERS {
                        break;
                    }
                }
                // Silence for longer than any connection lasts, or a word that it is over; the
                // word is handed on.
                Ok(None) if lane.is_over.load(Ordering::SeqCst) => {
                    lane.listener.unblock();
                    break;
                }
                Ok(None) => (),
                // It accepts no more connections. The guard will find that out and open another
                // lane; this one still serves those it has.
                Err(_) => self.ring(),
            }
        }
        lane.idle.fetch_sub(1, Ordering::SeqCst);
        lane.workers.fetch_sub(1, Ordering::SeqCst);
    }

    /// Answers one question.
    fn attend(&self, request: Request) {
        if request.body_length().is_some_and(|it| it > BODY_MAX) {
            return refuse(request);
        }
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

/// Forgets a request that announces a large body.
///
/// Every other way out makes the library allocate as much as was announced, which ends the program
/// if that is more than there is. It costs one connection, which gets no answer.
fn refuse(request: Request) {
    std::mem::forget(request);
}

/// Nothing panics while it holds a lock; if it did, what is behind it would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    fn build(address: SocketAddr) -> io::Result<String> {
        let mut wire = TcpStream::connect(address)?;
        wire.set_read_timeout(Some(Duration::from_secs(10)))?;
        wire.write_all(b"GET /_/build HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        wire.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn a_server_that_lost_its_listener_listens_again() {
        let server = Server::start("127.0.0.1", 0).unwrap();
        assert!(build(server.address()).unwrap().starts_with("HTTP/1.1 200"));
        server.desk.close();
        let answered = (0..200).any(|_| {
            thread::sleep(Duration::from_millis(50));
            build(server.address()).is_ok_and(|it| it.starts_with("HTTP/1.1 200"))
                && lock(&server.desk.lane).is_some()
        });
        assert!(answered);
    }

    #[test]
    fn a_taken_port_leads_to_the_next() {
        let first = Server::start("127.0.0.1", 0).unwrap();
        let port = first.address().port();
        let Ok(second) = Server::start("127.0.0.1", port) else { return };
        assert!(second.address().port() > port);
        assert!(build(second.address()).unwrap().starts_with("HTTP/1.1 200"));
    }

    #[test]
    fn a_dropped_server_frees_its_port() {
        let server = Server::start("127.0.0.1", 0).unwrap();
        let address = server.address();
        drop(server);
        let freed = (0..200).any(|_| {
            thread::sleep(Duration::from_millis(25));
            TcpListener::bind(address).is_ok()
        });
        assert!(freed);
    }
}
