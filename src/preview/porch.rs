//! Where guests come in: hosts who wait at the door, each with one guest at a time.
//!
//! The library that answers has no limit to the length of a head and no deadline, and some
//! questions leave it waiting for ever. So it never meets a guest: it gets one whole question on a
//! connection of its own, and never more of them than there are places for guests.

use super::{desk::Desk, guest::Guest, lock};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// How many guests there may be at once; for the next, another one has to go. A browser keeps to
/// six connections, so these are ten of them.
const GUESTS_MAX: usize = 64;

/// How many handles a guest may come to: its own, three for its question, one for a file, and two
/// for those who listen, as every second may. They are never all in use, so that the library always
/// gets those it needs: without, it gives up.
const HANDLES_EACH: usize = 7;
const HANDLES_SPARE: usize = 32;

/// How many hosts stay at the door when there is nobody to attend to.
const HOSTS_IDLE: usize = 8;

/// How long it takes until there may be another handle, if there was none.
const HANDLE: Duration = Duration::from_millis(20);

/// How long this machine may take to reach itself.
const KNOCK_MAX: Duration = Duration::from_millis(200);

/// Enough for a head and a piece of an answer, which lie on it.
const STACK: usize = 192 * 1024;

/// The door, and who is there.
pub(super) struct Porch {
    door: TcpListener,
    desk: Arc<Desk>,
    present: Mutex<Present>,
}

#[derive(Default)]
struct Present {
    guests: Vec<Arc<Guest>>,
    /// How many hosts wait at the door.
    idle: usize,
    /// Nobody is let in any more.
    is_closed: bool,
}

impl Porch {
    /// Lets guests in.
    pub(super) fn open(door: TcpListener, desk: Arc<Desk>) -> io::Result<Arc<Self>> {
        let hosts = HOSTS_IDLE.min(desk.places);
        let porch = Arc::new(Self { door, desk, present: Mutex::default() });
        (0..hosts).try_for_each(|_| porch.hire(&mut lock(&porch.present)))?;
        Ok(porch)
    }

    /// Lets nobody in any more, and takes no more questions.
    pub(super) fn close(&self) -> io::Result<()> {
        let door = reachable(self.door.local_addr()?);
        let mut present = lock(&self.present);
        present.is_closed = true;
        present.guests.iter().for_each(|it| it.dismiss());
        let idle = present.idle;
        drop(present);
        // A host sees that it is over when somebody comes.
        (0..idle).try_for_each(|_| TcpStream::connect_timeout(&door, KNOCK_MAX).map(drop))
    }

    /// One more host.
    fn hire(self: &Arc<Self>, present: &mut Present) -> io::Result<()> {
        let porch = Arc::clone(self);
        let host = thread::Builder::new().name("host".into()).stack_size(STACK);
        host.spawn(move || porch.host())?;
        present.idle += 1;
        Ok(())
    }

    /// Attends to one guest after the other, until there are hosts enough.
    fn host(self: &Arc<Self>) {
        while let Some(guest) = self.receive() {
            // An error is how a guest leaves.
            drop(guest.attend(&self.desk));
            let mut present = lock(&self.present);
            present.guests.retain(|it| !Arc::ptr_eq(it, &guest));
            if present.idle >= HOSTS_IDLE {
                return;
            }
            present.idle += 1;
        }
    }

    /// The next guest; none once the porch is closed.
    fn receive(self: &Arc<Self>) -> Option<Arc<Guest>> {
        let (guest, mut present) = loop {
            let outcome = self.door.accept();
            let present = lock(&self.present);
            match outcome {
                _ if present.is_closed => return None,
                Ok((wire, _)) => break (Arc::new(Guest::new(wire)), present),
                // Somebody turned round in the door.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => (),
                // There is no handle left.
                Err(_) => {
                    present.make_room();
                    drop(present);
                    thread::sleep(HANDLE);
                }
            }
        };
        present.idle -= 1;
        // Somebody has to be at the door: a new host, or one whose guest has to go. That is not the
        // newest, which is idle only because it has not had time to ask.
        let is_full = present.guests.len() + 1 >= self.desk.places;
        if present.idle == 0 && (is_full || self.hire(&mut present).is_err()) {
            present.make_room();
        }
        present.guests.push(Arc::clone(&guest));
        Some(guest)
    }
}

impl Present {
    /// Shows out who has been idle for the longest time, or else who has not taken the next part of
    /// an answer for the longest time.
    fn make_room(&self) {
        if let Some(guest) = self.guests.iter().min_by_key(|it| it.hold()) {
            guest.show_out();
        }
    }
}

/// How many guests the system lets a program have handles for.
pub(super) fn places(door: &TcpListener) -> usize {
    let wanted = GUESTS_MAX * HANDLES_EACH + HANDLES_SPARE;
    let handles: Vec<_> = (0..wanted).map_while(|_| door.try_clone().ok()).collect();
    (handles.len().saturating_sub(HANDLES_SPARE) / HANDLES_EACH).max(1)
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
