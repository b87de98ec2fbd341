//! Addresses in `book.toml`: whoever reads the site is led to them, so that not every one will do.

use super::Html;
use crate::{
    finding::{Finding, Severity},
    source::Source,
    text::{SCHEMES, Span, is_linked, scheme},
};

/// Why an address will not do; none where it will.
type Wrong = fn(&str) -> Option<String>;

/// Takes out every address that nobody should be led to. Each of them is a finding.
pub(super) fn refuse(source: &Source, html: &mut Html) -> Vec<Finding> {
    let addresses: [(_, _, Wrong); 5] = [
        ("site-url", &mut html.site_url, no_site),
        ("git-repository-url", &mut html.git_repository_url, no_web_page),
        ("cname", &mut html.cname, no_domain),
        ("edit-url-template", &mut html.edit_url_template, no_link),
        ("discuss-url-template", &mut html.discuss_url_template, no_link),
    ];
    let refused = addresses.into_iter().filter_map(|(key, value, wrong)| {
        let reason = wrong(value.as_deref()?.trim())?;
        *value = None;
        let message = format!("`{key}` {reason}");
        let span = place(source, key);
        let finding = Finding::new("bad-config", Severity::Error, &source.path, span, message);
        Some(finding.note("the site is made without it"))
    });
    refused.collect()
}

/// Where the value of a key in `[output.html]` stands.
fn place(source: &Source, key: &str) -> Span {
    let root = toml::de::DeTable::parse(&source.text).ok();
    let html = root.as_ref().and_then(|root| {
        let output = root.get_ref().get("output")?.get_ref().as_table()?;
        output.get("html")?.get_ref().as_table()?.get(key)
    });
    html.map_or(Span::START, |value| Span::from(value.span()))
}

/// Why a page may not link to an address, whatever is filled into it.
fn no_link(address: &str) -> Option<String> {
    no_characters(address).or_else(|| match scheme(address) {
        Some(it) if !is_linked(it) => {
            Some(format!("may not begin with `{it}:`; a site links to {}", SCHEMES.join(", ")))
        }
        _ => None,
    })
}

fn no_web_page(address: &str) -> Option<String> {
    let web = scheme(address).is_some_and(is_web);
    no_characters(address).or_else(|| (!web).then(|| "begins with `https://`".to_owned()))
}

/// mdBook takes a path too.
fn no_site(address: &str) -> Option<String> {
    let web = scheme(address).is_none_or(is_web);
    no_characters(address)
        .or_else(|| (!web).then(|| "begins with `https://`, or is a path".to_owned()))
}

/// The address that a site may be published at, as `book.toml` or whoever builds it gives it.
pub fn site_url(address: &str) -> Result<String, String> {
    let address = address.trim();
    no_site(address).map_or_else(|| Ok(address.to_owned()), Err)
}

fn no_domain(name: &str) -> Option<String> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let legal = !name.is_empty() && name.chars().all(letter);
    (!legal).then(|| "is the name of a domain, such as `handbook.example.org`".to_owned())
}

fn is_web(scheme: &str) -> bool {
    ["http", "https"].iter().any(|it| it.eq_ignore_ascii_case(scheme))
}

/// Browsers pass by some characters, so that an address with them is not what it seems; and in the
/// files for hosts and search engines they would end a line or an element.
fn no_characters(address: &str) -> Option<String> {
    let strange =
        |c: char| c.is_control() || (c.is_whitespace() && c != ' ') || "<>\"\\^`|".contains(c);
    let found = address.chars().find(|c| strange(*c))?;
    Some(format!("holds the character U+{:04X}, which no address may hold", u32::from(found)))
}

#[cfg(test)]
mod tests {
    use crate::{config::Config, source::Source, text::BookPath};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let path = BookPath::new("book.toml").unwrap();
        let text = format!("[output.html]\n{text}\n");
        let (config, findings) = Config::parse(&Source { path, text: text.as_str().into() });
        let found: Vec<_> = findings.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(found, expected);
        let html = config.output.html;
        let kept = [
            html.site_url,
            html.git_repository_url,
            html.cname,
            html.edit_url_template,
            html.discuss_url_template,
        ];
        assert_eq!(kept.iter().flatten().count(), usize::from(expected.is_empty()));
        for finding in &findings {
            assert!(text[finding.place.span.range()].starts_with('"'), "{text}");
        }
    }

    #[test]
    fn an_address_leads_to_the_web() {
        for fine in [
            "site-url = '/handbook/'",
            "site-url = 'https://example.org/a?b&c'",
            "git-repository-url = 'HTTPS://github.com/o/r'",
            "cname = 'handbook.bücher.example'",
            "edit-url-template = '/edit/{path}'",
            "discuss-url-template = 'mailto:a@example.org?subject={id}'",
        ] {
            check(fine, &[]);
        }
        check("site-url = \"ftp://a\"", &["`site-url` begins with `https://`, or is a path"]);
        check(
            "git-repository-url = \"javascript:alert(1)//\"",
            &["`git-repository-url` begins with `https://`"],
        );
        check(
            "edit-url-template = \"data:text/html,{path}\"",
            &["`edit-url-template` may not begin with `data:`; a site links to http, https, \
               mailto, tel, ftp"],
        );
        check(
            "discuss-url-template = \"java\\tscript:alert(1)\"",
            &["`discuss-url-template` holds the character U+0009, which no address may hold"],
        );
        check(
            "cname = \"a.example\\nb\"",
            &["`cname` is the name of a domain, such as `handbook.example.org`"],
        );
    }
}
