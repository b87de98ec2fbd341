//! A host of static files as many are: a folder below a path, with the headers that the site asks for.

use std::{fs, path::Path, path::PathBuf, sync::Arc, thread};
use tiny_http::{Header, Request, Response, Server};

/// Where on the host the site is.
pub(crate) const BASE: &str = "/some/base/";

/// A host that ends with the test.
pub(crate) struct Host {
    server: Arc<Server>,
    /// The address of the site.
    pub(crate) url: String,
}

impl Host {
    /// One that has the site in a folder.
    pub(crate) fn of(site: &Path) -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let url = format!("http://{}{BASE}", server.server_addr());
        let (shared, site) = (Arc::clone(&server), site.to_path_buf());
        thread::spawn(move || {
            let headers = headers(&site);
            for request in shared.incoming_requests() {
                answer(&site, &headers, request);
            }
        });
        Self { server, url }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// What `_headers` says of all pages.
fn headers(site: &Path) -> Vec<Header> {
    let text = fs::read_to_string(site.join("_headers")).unwrap();
    let (_, below) = text.split_once("/*\n").expect("some are for all pages");
    let lines = below.lines().take_while(|it| it.starts_with(' '));
    lines.map(|it| it.trim().parse().unwrap()).collect()
}

/// Answers with a file, the index of a folder, or the page for what is missing.
fn answer(site: &Path, headers: &[Header], request: Request) {
    let path = request.url().split('?').next().unwrap();
    let found = path.strip_prefix(BASE).map(|it| file(site, it)).filter(|it| it.is_file());
    let code = if found.is_some() { 200 } else { 404 };
    let file = found.unwrap_or_else(|| site.join("404.html"));
    let kind = match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let mut response = Response::from_data(fs::read(file).unwrap()).with_status_code(code);
    response.add_header(Header::from_bytes("Content-Type", kind).unwrap());
    for header in headers {
        response.add_header(header.clone());
    }
    // A reader that has gone needs no answer.
    drop(request.respond(response));
}

fn file(site: &Path, path: &str) -> PathBuf {
    let file = site.join(crate::crawl::decoded(path));
    if file.is_dir() { file.join("index.html") } else { file }
}
