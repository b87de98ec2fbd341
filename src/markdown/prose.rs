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
    let mut at = 0;
    for id in bare_ids(&text) {
        let link = to.outline.link_at(span.start + Span::from(id.clone()).start);
        let bare = link.filter(|&it| to.outline.links[it].kind == LinkKind::Bare);
        let href = bare.map_or(Href::Text, |it| (to.href)(it));
        if href == Href::Text {
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

/// The text without a `{#anchor}` that a list item has for its own.
fn without_own_anchor<'a>(to: &Rendering<'a>, text: CowStr<'a>, span: Span) -> CowStr<'a> {
    let Some((rest, own)) = text.strip_suffix('}').and_then(|it| it.rsplit_once("{#")) else {
        return text;
    };
    let before = to.items.partition_point(|(start, _)| *start <= span.start);
    let item = to.items[..before].last().filter(|(_, anchor)| anchor == own);
    if item.is_some() { rest.trim_end().to_owned().into() } else { text }
}
