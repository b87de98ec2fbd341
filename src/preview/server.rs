//! A site from memory, and a word when there is a newer one.
#![allow(clippy::disallowed_methods, reason = "edge: the number of the first build is the time")]

use super::{
    Notice, Shown,
    answer::{Frame, Hosts},
    desk::Desk,
    lock,
    porch::{Porch, places, reachable},
};
use anyhow::{Context, anyhow};
use std::{
    io,
    net::{SocketAddr, TcpListener, ToSocketAddrs},
    sync::Arc,
    time::SystemTime,
};

/// How many ports are tried after the one that was asked for.
const PORTS_MORE: u16 = 20;

/// A running preview. Dropping it ends it.
pub struct Server {
    address: SocketAddr,
    porch: Arc<Porch>,
    desk: Arc<Desk>,
}

impl Server {
    /// Listens on `port` of `host`, or on the next free one.
    pub fn start(host: &str, port: u16) -> anyhow::Result<Self> {
        let door = bind(host, port)?;
        let address = door.local_addr()?;
        let hosts = Hosts { name: host.to_owned(), is_everywhere: address.ip().is_unspecified() };
        let frame = Frame { build: now(), shown: None, troubles: Vec::new() };
        let desk =
            Desk::open(frame, hosts, places(&door)).context("cannot answer on this machine")?;
        let porch = Porch::open(door, Arc::clone(&desk)).context("cannot start a thread")?;
        Ok(Self { address, porch, desk })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser on this machine.
    pub fn url(&self) -> String {
        format!("http://{}", reachable(self.address))
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
        self.desk.events.close();
        // A host that cannot be told sees it when the next guest comes.
        self.porch.close().ok();
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpStream,
        thread,
        time::Duration,
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
