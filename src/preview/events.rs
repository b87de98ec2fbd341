//! Telling open pages that there is a newer build.
//!
//! Server-sent events, framed by hand: the library would hold them back until 8 KiB are together.
//! One thread per reader, because each waits for its own socket; they are few.

use super::reply::COMMON;
use std::{
    io::{self, Write},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};
use tiny_http::Request;

/// How often a silent line is tried. The second try after a reader left fails, and frees its
/// thread.
const PING: Duration = Duration::from_secs(5);

/// How many builds a reader may lag behind before it is hung up on; it will call again.
const LAG_MAX: usize = 8;

/// Everyone who listens.
pub(super) struct Events {
    lines: Mutex<Lines>,
    readers: AtomicUsize,
    readers_max: usize,
}

#[derive(Default)]
struct Lines {
    senders: Vec<SyncSender<u64>>,
    /// Nobody is let in any more.
    are_closed: bool,
}

/// A listening reader, counted for as long as this lives.
struct Seat(Arc<Events>);

impl Events {
    /// So many may listen; the next one takes the place of the first.
    pub(super) fn new(readers_max: usize) -> Self {
        let (lines, readers) = Default::default();
        Self { lines, readers, readers_max }
    }

    /// Tells everyone that this build is shown now. Never waits: who does not keep up is dropped.
    pub(super) fn tell(&self, build: u64) {
        self.lines().senders.retain(|it| it.try_send(build).is_ok());
    }

    /// How many listen.
    pub(super) fn readers(&self) -> usize {
        self.readers.load(Ordering::SeqCst)
    }

    /// Ends all conversations.
    pub(super) fn close(&self) {
        let mut lines = self.lines();
        lines.are_closed = true;
        lines.senders.clear();
    }

    /// Answers `request` for as long as there is something to tell and someone to hear it. `now`
    /// says which build is shown: asked after the reader has its line, so that none falls between.
    pub(super) fn admit(self: &Arc<Self>, request: Request, now: impl FnOnce() -> u64) {
        let Some((seat, line)) = self.seat() else {
            // Dropping it answers that the server cannot.
            return drop(request);
        };
        let build = now();
        let reader = thread::Builder::new().name("events".into()).stack_size(128 * 1024);
        // If there is no thread to be had, the reader will call again.
        drop(reader.spawn(move || {
            // An error is how a reader leaves.
            let ended = converse(&mut *request.into_writer(), &line, build);
            drop((ended, seat));
        }));
    }

    fn seat(self: &Arc<Self>) -> Option<(Seat, Receiver<u64>)> {
        let (sender, line) = sync_channel(LAG_MAX);
        let mut lines = self.lines();
        if lines.are_closed {
            return None;
        }
        if lines.senders.len() >= self.readers_max {
            // Who is there to hear that its line is cut will call again.
            lines.senders.remove(0);
        }
        lines.senders.push(sender);
        self.readers.fetch_add(1, Ordering::SeqCst);
        Some((Seat(Arc::clone(self)), line))
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.readers.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Writes to one reader until it leaves or the line is cut.
fn converse(wire: &mut dyn Write, line: &Receiver<u64>, build: u64) -> io::Result<()> {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";
    let first = chunk(&format!("retry: 300\n\n{}", event(build)));
    put(wire, &format!("{head}{COMMON}\r\n{first}"))?;
    loop {
        match line.recv_timeout(PING) {
            Ok(build) => put(wire, &chunk(&event(build)))?,
            Err(RecvTimeoutError::Timeout) => put(wire, &chunk(": ping\n\n"))?,
            // This says that nothing more will come.
            Err(RecvTimeoutError::Disconnected) => return put(wire, "0\r\n\r\n"),
        }
    }
}

fn event(build: u64) -> String {
    let data = serde_json::json!({ "build": build, "changed": null });
    format!("id: {build}\nevent: reload\ndata: {data}\n\n")
}

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

fn put(wire: &mut dyn Write, text: &str) -> io::Result<()> {
    wire.write_all(text.as_bytes())?;
    wire.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_is_framed_and_ends() {
        let events = Arc::new(Events::new(3));
        let (seat, line) = events.seat().unwrap();
        events.tell(2);
        events.close();
        let mut wire = Vec::new();
        converse(&mut wire, &line, 1).unwrap();
        let text = String::from_utf8(wire).unwrap();
        let (_, body) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(
            body,
            "42\r\nretry: 300\n\nid: 1\nevent: reload\ndata: {\"build\":1,\"changed\":null}\n\n\r\n\
             36\r\nid: 2\nevent: reload\ndata: {\"build\":2,\"changed\":null}\n\n\r\n0\r\n\r\n"
        );
        assert_eq!(events.readers(), 1);
        drop(seat);
        assert_eq!(events.readers(), 0);
        assert!(events.seat().is_none());
    }

    #[test]
    fn who_comes_last_is_heard_however_many_listen() {
        let events = Arc::new(Events::new(3));
        let seats: Vec<_> = (0..4).filter_map(|_| events.seat()).collect();
        events.tell(7);
        let heard: Vec<_> = seats.iter().map(|(_, line)| line.try_recv().ok()).collect();
        assert_eq!(heard, [None, Some(7), Some(7), Some(7)]);
    }

    #[test]
    fn a_reader_that_does_not_keep_up_is_dropped() {
        let events = Arc::new(Events::new(3));
        let seat = events.seat().unwrap();
        for build in 0..=LAG_MAX as u64 {
            events.tell(build);
        }
        assert_eq!(seat.1.iter().count(), LAG_MAX);
    }
}
