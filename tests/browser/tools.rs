//! The browser, what drives it, and what it is shown.

use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
    thread,
};
use tempfile::TempDir;

/// What the tests need of this machine.
pub(crate) struct Tools {
    /// Where the browser's program is.
    chromium: String,
}

/// Names that Chromium goes by.
const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The tools, set up once; nothing, said aloud, where they cannot be had. Where `CI` is true that
/// is a failure: there, nobody reads what was skipped.
pub(crate) fn tools() -> Option<&'static Tools> {
    static TOOLS: OnceLock<Result<Tools, String>> = OnceLock::new();
    match TOOLS.get_or_init(set_up) {
        Ok(tools) => Some(tools),
        Err(lack) if env::var("CI").is_ok_and(|it| it == "true") => panic!("{lack}"),
        Err(lack) => {
            eprintln!("skipped: {}: {lack}", thread::current().name().unwrap_or("a test"));
            None
        }
    }
}

fn set_up() -> Result<Tools, String> {
    let chromium = find_chromium()
        .or_else(|| install_chromium().then(find_chromium).flatten())
        .ok_or("there is no Chromium; install it, or name it in CHROMIUM")?;
    if !works("node", &["--version"]) {
        return Err("there is no Node.js, which drives the browser".into());
    }
    install_packages()?;
    Ok(Tools { chromium })
}

fn find_chromium() -> Option<String> {
    let named = env::var("CHROMIUM").ok();
    let paths = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&paths).collect();
    let on_path = BROWSERS.iter().flat_map(|name| folders.iter().map(move |it| it.join(name)));
    let mut programs = named.map(PathBuf::from).into_iter().chain(on_path);
    let found = programs.find(|it| it.is_file() && works(&it.to_string_lossy(), &["--version"]));
    found.map(|it| it.to_string_lossy().into_owned())
}

/// Through the system's package manager, where we may and where it is one that we know.
fn install_chromium() -> bool {
    let is_root = output("id", &["-u"]).is_some_and(|it| it.stdout.starts_with(b"0\n"));
    is_root
        && works("apt-get", &["update", "-qq"])
        && works("apt-get", &["install", "-y", "-qq", "chromium"])
}

/// What the lock file names, unless it is there already.
fn install_packages() -> Result<(), String> {
    let changed = |name: &str| fs::metadata(folder().join(name)).and_then(|it| it.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    let installed = command(if cfg!(windows) { "npm.cmd" } else { "npm" }).arg("ci").output();
    let told = installed.map_err(|error| error.to_string());
    match told.map(|it| (it.status.success(), String::from_utf8_lossy(&it.stderr).into_owned())) {
        Ok((true, _)) => Ok(()),
        Ok((false, told)) | Err(told) => Err(format!("`npm ci` in tests/browser fails: {told}")),
    }
}

fn works(program: &str, arguments: &[&str]) -> bool {
    output(program, arguments).is_some_and(|it| it.status.success())
}

fn output(program: &str, arguments: &[&str]) -> Option<Output> {
    command(program).args(arguments).output().ok()
}

fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder()).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command
}

/// The scenarios, and the book that they look at.
fn folder() -> PathBuf {
    root().join("tests/browser")
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Tools {
    /// Makes a PDF of a page by a command of the guide, in which `site/_/print.html` is that page and
    /// `handbook.pdf` the file to write.
    pub(crate) fn pdf(&self, command_line: &str, site: &Path) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("handbook.pdf");
        let words = command_line.split_whitespace().skip(1).map(|word| {
            let page = word.replace("$PWD/site", site.to_str().unwrap());
            page.replace("handbook.pdf", file.to_str().unwrap())
        });
        let mut chromium = command(&self.chromium);
        chromium.args(words.collect::<Vec<_>>()).args(["--no-sandbox", "--disable-gpu"]);
        chromium.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
        let output = chromium.output().unwrap();
        fs::read(&file).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Runs a scenario. What it finds wrong fails the test.
    #[track_caller]
    pub(crate) fn run(&self, scenario: &str, mut question: Value) {
        question["chromium"] = json!(self.chromium);
        let mut node = command("node");
        node.arg(format!("{scenario}.mjs"));
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut node = node.spawn().unwrap();
        write!(node.stdin.take().unwrap(), "{question}").unwrap();
        let output = node.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{scenario}.mjs ended with {}:\n{told}", output.status);
        let faults: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

/// A book in a folder of its own, and its site.
pub(crate) struct Built {
    book: PathBuf,
    site: TempDir,
    _copy: Option<TempDir>,
}

impl Built {
    /// A copy of the book that has a page of every kind.
    pub(crate) fn every_kind() -> Self {
        Self::every_kind_with("")
    }

    /// The same, with more in its `[book]`.
    pub(crate) fn every_kind_with(more: &str) -> Self {
        let copy = Self::copied(more);
        let built = Self::build(copy.path(), &[]);
        Self { _copy: Some(copy), ..built }
    }

    /// The same, published at this address.
    pub(crate) fn every_kind_at(url: &str) -> Self {
        let copy = Self::copied("");
        let built = Self::build(copy.path(), &["--site-url", url]);
        Self { _copy: Some(copy), ..built }
    }

    fn copied(more: &str) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        let from = folder().join("book");
        for item in walkdir::WalkDir::new(&from).min_depth(1) {
            let item = item.unwrap();
            let to = copy.path().join(item.path().strip_prefix(&from).unwrap());
            if item.file_type().is_dir() {
                fs::create_dir(to).unwrap();
            } else {
                fs::copy(item.path(), to).unwrap();
            }
        }
        let config = copy.path().join("book.toml");
        let text = fs::read_to_string(&config).unwrap();
        fs::write(&config, text.replacen("[book]\n", &format!("[book]\n{more}"), 1)).unwrap();
        copy
    }

    /// A book of these files, by their paths.
    pub(crate) fn of(files: &[(String, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A disk has no place for some names.
        let files = files.iter().filter(|(path, _)| path.len() < 200);
        let files: Vec<(&str, &str)> = files.map(|(path, text)| (&**path, &**text)).collect();
        crate::books::lay_out(folder.path(), &files);
        let built = Self::build(folder.path(), &[]);
        Self { _copy: Some(folder), ..built }
    }

    /// Our own handbook.
    pub(crate) fn own() -> Self {
        Self::build(&root(), &[])
    }

    fn build(book: &Path, arguments: &[&str]) -> Self {
        let site = tempfile::tempdir().unwrap();
        let mut build = Command::new(env!("CARGO_BIN_EXE_archbook"));
        let output = build
            .arg("build")
            .arg(book)
            .arg("-o")
            .arg(site.path())
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { book: book.to_path_buf(), site, _copy: None }
    }

    /// The folder of its site.
    pub(crate) fn site(&self) -> &Path {
        self.site.path()
    }

    /// The question about the site as it lies on the disk.
    pub(crate) fn on_disk(&self) -> Value {
        let site = self.site.path().to_str().unwrap();
        json!({ "book": self.book, "site": site, "base": format!("file://{site}/") })
    }

    /// The question about the site as it is previewed.
    pub(crate) fn served(&self, preview: &Preview) -> Value {
        self.hosted(&preview.url)
    }

    /// The question about the site as it is at an address.
    pub(crate) fn hosted(&self, url: &str) -> Value {
        json!({ "book": self.book, "site": self.site.path(), "base": url })
    }

    pub(crate) fn serve(&self) -> Preview {
        Preview::of(&self.book)
    }
}

/// A preview that ends with the test.
pub(crate) struct Preview {
    child: Child,
    pub(crate) url: String,
}

impl Preview {
    /// That of the book in a folder.
    pub(crate) fn of(book: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_archbook"))
            .args(["serve", "--port", "0"])
            .arg(book)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let found = lines.by_ref().map(Result::unwrap).find_map(|line| {
            line.split_once("; open ").map(|(_, url)| format!("{}/", url.trim_end_matches('/')))
        });
        // Read to the end, so that the preview never waits for a reader.
        thread::spawn(move || lines.count());
        Self { child, url: found.expect("the preview says where it is") }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().expect("the preview runs until it is stopped");
        self.child.wait().expect("what was killed ends");
    }
}
