//! From a question to an answer: no sockets here.
#![allow(clippy::disallowed_methods, reason = "edge: reads pages that are files of the book")]

use super::{
    Content, Notice, Shown, media, overlay,
    reply::{Body, Reply},
    target,
};
use crate::finding::attempt;
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
};

/// What is shown at this moment. Never changed, only replaced.
#[derive(Clone)]
pub(super) struct Frame {
    /// Which build this is. Later is larger, across restarts too.
    pub(super) build: u64,
    /// The last good site; `None` until there is one.
    pub(super) shown: Option<Arc<dyn Shown>>,
    /// Why there is no newer one.
    pub(super) troubles: Vec<Notice>,
}

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    /// `GET` or `HEAD`.
    pub(super) method: &'a str,
    pub(super) target: &'a str,
    /// The `Host` header.
    pub(super) host: Option<&'a str>,
}

/// What to do about it.
pub(super) enum Answer {
    /// Say this.
    Reply(Reply),
    /// Keep telling what happens.
    Events,
}

/// Whom the server answers.
///
/// A page of another site can make its own name lead to this machine and then read what it likes;
/// but its browser says that name, and it is none of these. An address is nobody's name.
pub(super) struct Hosts {
    /// As configured.
    pub(super) name: String,
    /// Whether all addresses of this machine are listened on.
    pub(super) is_everywhere: bool,
}

impl Hosts {
    fn includes(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
            _ => host,
        };
        let inner = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        matches!(name, "127.0.0.1" | "[::1]")
            || name.eq_ignore_ascii_case("localhost")
            || inner.unwrap_or(name).eq_ignore_ascii_case(&self.name)
            || self.is_everywhere && is_address(name, inner)
    }
}

fn is_address(name: &str, inner: Option<&str>) -> bool {
    inner.map_or_else(|| name.parse::<IpAddr>().is_ok(), |it| it.parse::<Ipv6Addr>().is_ok())
}

/// Answers.
pub(super) fn answer(frame: &Frame, hosts: &Hosts, question: Question<'_>) -> Answer {
    if !question.host.is_some_and(|it| hosts.includes(it)) {
        return Answer::Reply(Reply::words(403, "this name does not belong to the preview"));
    }
    let Some(address) = target::address(question.target) else {
        return Answer::Reply(Reply::words(400, "this is no address of a site"));
    };
    Answer::Reply(match address.as_str() {
        "_/events" if question.method == "GET" => return Answer::Events,
        "_/build" => Reply::words(200, &frame.build.to_string()),
        "_/reload.js" => asset(&address, include_str!("../../theme/reload.js")),
        "_/reload.css" => asset(&address, include_str!("../../theme/reload.css")),
        _ => page(frame, &address),
    })
}

fn asset(address: &str, text: &str) -> Reply {
    Reply::bytes(200, media::kind(address), text.as_bytes().to_vec())
}

/// What the site has at an address. If rendering it panics, that is a notice on this page only.
fn page(frame: &Frame, address: &str) -> Reply {
    let Some(shown) = &frame.shown else {
        let bare = overlay::bare("Nothing to show yet", "This page turns up once the book builds.");
        return html(frame, 503, bare, Vec::new());
    };
    attempt(|| find(frame, &**shown, address)).unwrap_or_else(|panic| {
        let message = format!("this is a bug in archbook: {panic}");
        let bare = overlay::bare("This page cannot be shown", "The others can.");
        html(frame, 500, bare, vec![Notice::error(message)])
    })
}

fn find(frame: &Frame, shown: &dyn Shown, address: &str) -> Reply {
    if let Some(content) = shown.file(address) {
        return found(frame, shown, address, content);
    }
    for (inside, more) in [("/index.html", "/"), (".html", ".html")] {
        if shown.file(&format!("{address}{inside}")).is_some() {
            return Reply::redirect(target::beside(address, more));
        }
    }
    let bare = || overlay::bare("Not found", "There is no such page.");
    html(frame, 404, shown.missing(address).unwrap_or_else(bare), Vec::new())
}

fn found(frame: &Frame, shown: &dyn Shown, address: &str, content: Content) -> Reply {
    let kind = media::kind(address);
    let body = match content {
        Content::Copy(path) if kind == media::HTML => match std::fs::read(path) {
            Ok(bytes) => return html(frame, 200, bytes, shown.findings(address)),
            Err(error) => return Reply::words(404, &format!("this file cannot be read: {error}")),
        },
        Content::Bytes(bytes) if kind == media::HTML => {
            return html(frame, 200, bytes, shown.findings(address));
        }
        Content::Copy(path) => Body::File(path),
        Content::Bytes(bytes) => Body::Bytes(bytes),
    };
    Reply { status: 200, kind, location: None, is_last: false, body }
}

/// A page, with what the preview adds to it.
fn html(frame: &Frame, status: u16, mut page: Vec<u8>, findings: Vec<Notice>) -> Reply {
    let notices = [frame.troubles.clone(), findings].concat();
    overlay::inject(&mut page, frame.build, &notices);
    Reply::bytes(status, media::HTML, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hosts: &Hosts, host: &str, expected: bool) {
        assert_eq!(hosts.includes(host), expected, "{host}");
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let hosts = Hosts { name: "127.0.0.1".into(), is_everywhere: false };
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:80", "[::1]", "[::1]:3000"] {
            check(&hosts, host, true);
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:3000",
            "",
            "10.0.0.1",
            "localhost:3000:3000",
            "localhost@evil.example",
            "[::2]",
            "[localhost",
        ] {
            check(&hosts, host, false);
        }
    }

    #[test]
    fn a_server_for_everyone_answers_to_addresses_and_not_to_names() {
        let hosts = Hosts { name: "0.0.0.0".into(), is_everywhere: true };
        check(&hosts, "192.168.1.5:3000", true);
        check(&hosts, "[fe80::1]:3000", true);
        check(&hosts, "evil.example", false);
        let named = Hosts { name: "box.lan".into(), is_everywhere: false };
        check(&named, "Box.lan:3000", true);
        check(&named, "192.168.1.5", false);
    }
}
