//! The preview: build, show, say; wait; again.
//!
//! One thread computes, some serve, and one value stands between them: the site that is shown,
//! replaced whole. What a browser gets is one build or the next and never some of each. A build
//! that fails leaves the last good site up, with the reason on every page.
#![allow(clippy::disallowed_methods, reason = "edge: opens the browser and reads the clock")]

mod answer;
mod desk;
mod events;
mod guest;
mod head;
mod media;
mod overlay;
mod porch;
mod reply;
mod server;
mod target;
mod watch;

use crate::finding::{self, Severity};
use anyhow::Context;
pub use head::{HEAD_MAX, Head, Refusal, read as read_head};
pub use server::Server;
use std::{
    net::IpAddr,
    path::PathBuf,
    process::{Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Instant,
};
pub use target::address;
pub use watch::{Changes, Ignored, Watch};

/// Something that can be shown: a site, or what a test makes up.
pub trait Shown: Send + Sync {
    /// What is at this address (`decisions/0007-x.html`: relative, decoded), rendered now.
    fn file(&self, address: &str) -> Option<Content>;

    /// The page for an address that has none.
    fn missing(&self, address: &str) -> Option<Vec<u8>>;

    /// What the author of the page at this address should see above it.
    fn findings(&self, address: &str) -> Vec<Notice>;
}

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file.
    Copy(PathBuf),
}

/// A finding as a person reads it: offsets are lines and columns by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub severity: Severity,
    /// The rule that found it, if it was a rule.
    pub rule: Option<String>,
    /// Where to look, as `path:line:column`.
    pub place: Option<String>,
    /// What is so.
    pub message: String,
    /// The lines it is about, as plain text.
    pub excerpt: Option<String>,
    /// Why it matters, and what to do.
    pub notes: Vec<String>,
}

/// What came of a build that went through.
pub enum Built {
    /// A site, and one line about it for the terminal.
    Good(Arc<dyn Shown>, String),
    /// Something is wrong with the configuration, the method or a template, so that the last good
    /// site stays; and one line about it for the terminal.
    Broken(Vec<Notice>, String),
}

/// How to preview.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on; anything but loopback lets others read the book.
    pub host: String,
    /// The first port to try.
    pub port: u16,
    /// Whether to open a browser.
    pub open: bool,
    /// The folders to watch, absolute.
    pub folders: Vec<PathBuf>,
}

/// Previews until the program is stopped. Returns only if it cannot start or go on.
///
/// `ignored` says which files do not matter: the output folder, above all. `build` is told what
/// changed since it was last called, and at first to look at everything. `say` prints one line.
pub fn preview(
    options: &Options,
    ignored: Ignored,
    build: impl FnMut(&Changes) -> anyhow::Result<Built>,
    mut say: impl FnMut(&str),
) -> anyhow::Result<()> {
    // Watched before it is read, so that no change falls between the two.
    let mut watch = Watch::new(&options.folders, ignored)?;
    let server = Server::start(&options.host, options.port)?;
    if options.port != 0 && server.address().port() != options.port {
        say(&format!("port {} is taken, using {}", options.port, server.address().port()));
    }
    if !is_private(server.address().ip()) {
        say("warning: everyone who can reach this machine can read the book");
    }
    run(&server, &mut watch, options.open, build, say)
}

/// Whether only this machine can reach an address.
fn is_private(host: IpAddr) -> bool {
    host.to_canonical().is_loopback()
}

/// The loop itself.
fn run(
    server: &Server,
    watch: &mut Watch,
    open: bool,
    mut build: impl FnMut(&Changes) -> anyhow::Result<Built>,
    mut say: impl FnMut(&str),
) -> anyhow::Result<()> {
    let mut changes = Changes::everything();
    let mut is_first = true;
    loop {
        if let Some(concern) = watch.concern() {
            say(&format!("warning: {concern}"));
        }
        let start = Instant::now();
        let line = show(server, attempt(|| build(&changes)));
        if is_first {
            say(&format!("{line}; open {}", server.url()));
            if open && let Err(error) = open_browser(&server.url()) {
                say(&format!("warning: {error:#}"));
            }
        } else {
            say(&format!("{line} ({} ms)", start.elapsed().as_millis()));
        }
        is_first = false;
        changes = watch.wait()?;
    }
}

/// Builds once. A panic is a failed build and no more.
fn attempt(build: impl FnOnce() -> anyhow::Result<Built>) -> anyhow::Result<Built> {
    finding::attempt(build)
        .unwrap_or_else(|panic| Err(anyhow::anyhow!("this is a bug in archbook: {panic}")))
}

/// Puts what a build gave before the readers; what to say about it.
fn show(server: &Server, built: anyhow::Result<Built>) -> String {
    match built {
        Ok(Built::Good(shown, line)) => {
            server.show(shown);
            line
        }
        Ok(Built::Broken(notices, line)) => {
            server.trouble(notices);
            line
        }
        Err(error) => {
            let message = format!("cannot build: {error:#}");
            server.trouble(vec![Notice::error(message.clone())]);
            message
        }
    }
}

/// Nothing panics while it holds a lock; if it did, what is behind it would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens `url` where the person at this machine reads the web.
fn open_browser(url: &str) -> anyhow::Result<()> {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut browser = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot open a browser with `{program}`"))?;
    // Only so that it leaves no zombie: whether it was content is its own matter.
    thread::spawn(move || browser.wait().is_ok());
    Ok(())
}

impl Notice {
    /// An error that is nowhere in particular.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            rule: None,
            place: None,
            message: message.into(),
            excerpt: None,
            notes: Vec::new(),
        }
    }
}
