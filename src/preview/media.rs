//! What kind of bytes a name promises.

/// The media type that the extension of `address` stands for.
pub(super) fn kind(address: &str) -> &'static str {
    let name = address.rsplit('/').next().unwrap_or(address);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "toml" | "yaml" | "yml" | "log" | "puml" | "mmd" | "dot" => TEXT,
        "md" | "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "rss" => "application/rss+xml",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// A page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Words.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// Whether what is of this kind may hold scripts without being a page of the site: a drawing, a
/// feed, or data with pieces of a page in them (RFC 7303, section 4.2).
pub(super) fn is_markup(kind: &str) -> bool {
    kind.ends_with("/xml") || kind.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_and_an_unknown_one_promises_nothing() {
        assert_eq!(kind("a/b.HTML"), HTML);
        assert_eq!(kind("a.b/c"), "application/octet-stream");
        assert_eq!(kind(".js"), "text/javascript; charset=utf-8");
        assert_eq!(kind("x.exe"), "application/octet-stream");
        assert!(["a.svg", "a.XML", "a.atom", "a.rss"].iter().all(|it| is_markup(kind(it))));
        assert!(!["a.html", "a.png", "a.json", "a.txt"].iter().any(|it| is_markup(kind(it))));
    }
}
