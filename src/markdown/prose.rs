//! Running text whose ids link themselves.

use super::{Href, LinkKind, Rendering, bare_ids, escape::escaped_href, html::open_dead};
use crate::text::Span;
use pulldown_cmark::{CowStr, Event};

/// Writes a piece of running text that stands in no link.
pub(super) fn write<'a>(
    to: &Rendering<'a>,
    text: CowStr<'a>,
    span: Span,
    out: &mut Vec<Event<'a>>,
) {
    let text = without_own_anchor(to, text, span);
    let mut at = term(to, &text, span);
    if at > 0 {
        out.push(Event::InlineHtml("<b>".into()));
        out.extend([Event::Text(text[..at].to_owned().into()), Event::InlineHtml("</b>".into())]);
    }
    for id in bare_ids(&text) {
        let link = to.outline.link_at(span.start + Span::from(id.clone()).start);
        let bare = link.filter(|&it| to.outline.links[it].kind == LinkKind::Bare);
        let href = bare.map_or(Href::Text, |it| (to.href)(it));
        if href == Href::Text || id.start < at {
            continue;
        }
        out.push(Event::Text(text[at..id.start].to_owned().into()));
        let name = Event::Text(text[id.clone()].to_owned().into());
        match &href {
            Href::To(target) | Href::Term(target) => {
                let open = format!("<a class=\"id\" href=\"{}\">", escaped_href(target));
                out.extend([Event::InlineHtml(open.into()), name]);
                out.push(Event::InlineHtml("</a>".into()));
            }
            dead => {
                let close = open_dead(out, dead, to.words);
                out.extend([name, close]);
            }
        }
        at = id.end;
    }
    out.push(Event::Text(if at == 0 { text } else { text[at..].to_owned().into() }));
}

/// How much of the text is the term that its item begins with.
fn term(to: &Rendering<'_>, text: &str, span: Span) -> usize {
    let term = to.added_around(span).and_then(|it| it.term);
    let term = term.filter(|it| it.start == span.start);
    term.map(|it| (it.end - it.start) as usize).filter(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

/// The text without a `{#anchor}` that a list item has for its own.
fn without_own_anchor<'a>(to: &Rendering<'a>, text: CowStr<'a>, span: Span) -> CowStr<'a> {
    let Some((rest, own)) = text.strip_suffix('}').and_then(|it| it.rsplit_once("{#")) else {
        return text;
    };
    let item = to.added_around(span).filter(|it| it.anchor.as_deref() == Some(own));
    if item.is_some() { rest.trim_end().to_owned().into() } else { text }
}
