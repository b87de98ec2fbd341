//! Keeps the listener awake.
//!
//! The library hands each connection to a pool of threads, and counts who waits there with a number
//! that falls only when a thread wakes. When several connections arrive at once, as a browser's do,
//! some can be left with nobody, until another connection comes: open-ended stalls of one in a
//! hundred. So the guard makes those other connections: a few after each question, one now and
//! then, and some held for a moment, which keeps enough threads waiting.
//!
//! It also is the first to notice when nobody accepts connections any more, because there were no
//! file handles or threads left, and then listens anew.

use super::server::Desk;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread::sleep,
    time::{Duration, Instant},
};

/// After a question, a knock after each of these, in milliseconds.
const KNOCKS: [u64; 3] = [1, 4, 15];
const KNOCK_EVERY: Duration = Duration::from_millis(250);
const KNOCK_MAX: Duration = Duration::from_millis(200);

/// How many threads of the pool are kept waiting, and how often they are reminded: without that
/// they leave after five seconds.
const SPARE: usize = 12;
const SPARE_EVERY: Duration = Duration::from_secs(3);

/// How many file handles must be left to listen again: for the spare connections, at three each,
/// and for some readers.
const HANDLES_MIN: usize = 48;

/// Works until the desk is closed.
pub(super) fn watch_over(desk: &Arc<Desk>, address: SocketAddr, bell: &Receiver<()>) {
    let door = reachable(address);
    let mut spared: Option<Instant> = None;
    while !desk.is_closed() {
        if spared.is_none_or(|it| it.elapsed() > SPARE_EVERY) {
            spare(door);
            spared = Some(Instant::now());
        }
        let is_deaf = match bell.recv_timeout(KNOCK_EVERY) {
            Ok(()) => KNOCKS.into_iter().fold(false, |is_deaf, pause| {
                sleep(Duration::from_millis(pause));
                is_deaf || knock(door)
            }),
            Err(RecvTimeoutError::Timeout) => knock(door),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if is_deaf && !desk.is_closed() {
            // If that fails, there is another try after the next knock.
            drop(bind(address).map(|it| desk.open(it)));
            spared = None;
        }
    }
}

/// Listens again, unless file handles are still so scarce that it would not be for long.
fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    let room: io::Result<Vec<_>> = (0..HANDLES_MIN).map(|_| listener.try_clone()).collect();
    room.map(|_| listener)
}

/// How this machine reaches what listens on `address`.
pub(super) fn reachable(address: SocketAddr) -> SocketAddr {
    let host = match address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    SocketAddr::new(host, address.port())
}

/// Connects and leaves; whether nobody listens.
fn knock(door: SocketAddr) -> bool {
    TcpStream::connect_timeout(&door, KNOCK_MAX)
        .is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
}

/// Holds some connections for a moment.
fn spare(door: SocketAddr) {
    let held: Vec<_> =
        (0..SPARE).filter_map(|_| TcpStream::connect_timeout(&door, KNOCK_MAX).ok()).collect();
    sleep(Duration::from_millis(3));
    drop(held);
}
