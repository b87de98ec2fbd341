//! One connection, from its first byte to its last.
//!
//! A guest asks; whole questions are handed in to the desk, and its answers are handed out. Nobody
//! inside ever sees what is not a question, or waits for one.

use super::{
    desk::Desk,
    head::{self, HEAD_MAX, Refusal},
    lock,
    reply::Reply,
};
use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// How long a connection may be silent between two questions.
const SILENCE: Duration = Duration::from_mins(1);

/// How long a question may take from its first byte to its last.
const QUESTION: Duration = Duration::from_secs(10);

/// How long a guest may take to receive the next few bytes of an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// How much of an answer is handed out at once.
const PIECE: usize = 16 * 1024;

/// How long, and for how many bytes more, a guest is listened to after the last word to it.
const FAREWELL: (Duration, u64) = (Duration::from_secs(1), 256 * 1024);

const LATE: Refusal = Refusal(408, "this request takes too long");
/// There are no handles or threads left to answer it.
const BUSY: Refusal = Refusal(503, "too much is asked at once");

/// Who is there.
pub(super) struct Guest {
    wire: TcpStream,
    state: Mutex<State>,
}

/// What a guest is doing.
struct State {
    /// Where its question is being answered.
    inside: Option<Arc<TcpStream>>,
    /// When it began to wait, or when a part of the answer last reached it.
    since: Instant,
    /// Whether it was told to go.
    is_leaving: bool,
}

/// What has been heard from a guest and not yet been answered. It lies on the stack, so that a
/// thousand guests cost the allocator nothing.
struct Heard {
    bytes: [u8; HEAD_MAX],
    length: usize,
}

/// What a guest wants.
enum Wish {
    Answer { question: String, goes_on: bool },
    Refused(Refusal),
    Nothing,
}

impl Guest {
    pub(super) fn new(wire: TcpStream) -> Self {
        let state = State { inside: None, since: Instant::now(), is_leaving: false };
        Self { wire, state: Mutex::new(state) }
    }

    /// What speaks for keeping this guest. The smallest is the one to be shown out: not one who is
    /// leaving, and better one who is idle than one who waits for an answer.
    pub(super) fn hold(&self) -> impl Ord + use<> {
        let state = lock(&self.state);
        (state.is_leaving, state.inside.is_some() || self.asks(), state.since)
    }

    /// Whether something has come that nobody has had the time to hear.
    fn asks(&self) -> bool {
        // Who listens meanwhile is told that nothing has come, and listens again.
        let looked = self.wire.set_nonblocking(true).and_then(|()| self.wire.peek(&mut [0]));
        self.wire.set_nonblocking(false).ok();
        looked.is_ok_and(|count| count > 0)
    }

    /// Tells the guest to go, now.
    pub(super) fn show_out(&self) {
        let mut state = lock(&self.state);
        state.is_leaving = true;
        for wire in state.inside.as_deref().into_iter().chain([&self.wire]) {
            // It may have gone by itself.
            wire.shutdown(Shutdown::Both).ok();
        }
    }

    /// Lets the guest hear what is being said, and asks for no more.
    pub(super) fn dismiss(&self) {
        self.wire.shutdown(Shutdown::Read).ok();
    }

    /// Says why there is no answer.
    fn refuse(&self, Refusal(status, why): Refusal) -> io::Result<()> {
        Reply::words(status, why).last().send(&mut &self.wire, false)
    }

    /// Serves this guest until one of both has had enough.
    pub(super) fn attend(&self, desk: &Arc<Desk>) -> io::Result<()> {
        // Small answers need not wait for the guest to acknowledge what came before.
        self.wire.set_nodelay(true)?;
        self.wire.set_write_timeout(Some(PATIENCE))?;
        let mut heard = Heard { bytes: [0; HEAD_MAX], length: 0 };
        loop {
            let goes_on = match self.listen(&mut heard)? {
                Wish::Answer { question, goes_on } => self.answer(desk, &question)? && goes_on,
                Wish::Refused(refusal) => self.refuse(refusal).map(|()| false)?,
                Wish::Nothing => return Ok(()),
            };
            if !goes_on {
                return self.say_goodbye();
            }
        }
    }

    /// Listens for a question.
    fn listen(&self, heard: &mut Heard) -> io::Result<Wish> {
        self.is_answered_by(None);
        let patience = |heard: &Heard| if heard.length == 0 { SILENCE } else { QUESTION };
        let mut until = Instant::now() + patience(heard);
        loop {
            match head::read(&heard.bytes[..heard.length]) {
                Ok(None) => (),
                Ok(Some(whole)) => {
                    let (question, goes_on, length) = (whole.plain(), whole.goes_on, whole.length);
                    heard.bytes.copy_within(length..heard.length, 0);
                    heard.length -= length;
                    return Ok(Wish::Answer { question, goes_on });
                }
                Err(refusal) => return Ok(Wish::Refused(refusal)),
            }
            match self.hear(&mut heard.bytes[heard.length..], until) {
                Ok(0) => return Ok(Wish::Nothing),
                Ok(count) if heard.length == 0 => {
                    heard.length = count;
                    until = Instant::now() + patience(heard);
                }
                Ok(count) => heard.length += count,
                Err(error) if error.kind() != ErrorKind::TimedOut => return Err(error),
                Err(_) if heard.length == 0 => return Ok(Wish::Nothing),
                Err(_) => return Ok(Wish::Refused(LATE)),
            }
        }
    }

    /// Reads what comes next; an error once it is later than `until`.
    fn hear(&self, bytes: &mut [u8], until: Instant) -> io::Result<usize> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            self.wire.set_read_timeout(Some(left))?;
            match (&self.wire).read(bytes) {
                // Systems call it differently when the time is over.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                    ) => {}
                outcome => return outcome,
            }
        }
    }

    /// Has a question answered inside; whether it was.
    fn answer(&self, desk: &Arc<Desk>, question: &str) -> io::Result<bool> {
        let Ok(inside) = desk.ask(question).map(Arc::new) else {
            return self.refuse(BUSY).map(|()| false);
        };
        let mut piece = [0; PIECE];
        let mut is_answered = false;
        loop {
            self.is_answered_by(Some(&inside));
            let count = (&*inside).read(&mut piece)?;
            if count == 0 {
                return Ok(is_answered);
            }
            (&self.wire).write_all(&piece[..count])?;
            is_answered = true;
        }
    }

    fn is_answered_by(&self, inside: Option<&Arc<TcpStream>>) {
        let mut state = lock(&self.state);
        (state.inside, state.since) = (inside.cloned(), Instant::now());
    }

    /// Ends the conversation. Whoever is still talking would lose the last word to it if the
    /// connection were closed meanwhile.
    fn say_goodbye(&self) -> io::Result<()> {
        self.wire.shutdown(Shutdown::Write)?;
        let until = Instant::now() + FAREWELL.0;
        let mut left = FAREWELL.1;
        let mut bytes = [0; 4096];
        while left > 0 {
            match self.hear(&mut bytes, until)? {
                0 => break,
                count => left = left.saturating_sub(count as u64),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn who_has_asked_and_was_not_heard_is_not_idle() {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let arrive = || {
            let own = TcpStream::connect(door.local_addr().unwrap()).unwrap();
            (own, Guest::new(door.accept().unwrap().0))
        };
        let ((mut first_wire, first), (_second_wire, second)) = (arrive(), arrive());
        assert!(first.hold() < second.hold(), "the first has been idle for longer");
        first_wire.write_all(b"GET / HTTP/1.1").unwrap();
        let start = Instant::now();
        while first.hold() < second.hold() {
            assert!(start.elapsed() < QUESTION, "what was asked is not seen");
        }
        let mut heard = [0; 3];
        (&first.wire).read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"GET");
    }
}
