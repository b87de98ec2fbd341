//! Where a page comes from: its file, who changed it last, where to edit and to discuss it.

use super::{address::encode, forge::Forge, parts::DateView, standpoint::Standpoint};
use crate::{
    handbook::{EntryIndex, PageIndex},
    source::Change,
};
use serde::Serialize;

/// So many people are named, and the others counted.
const NAMED_MAX: usize = 3;

/// What `made.html` shows.
#[derive(Serialize)]
pub(super) struct MadeView<'a> {
    /// The file it is made from, from the root of the book.
    path: &'a str,
    /// Where the repository shows that file as it was last committed; none where that is not known.
    source: Option<String>,
    /// The day it was first committed; none where that is not known.
    created: Option<DateView>,
    /// The day it was last committed; none where that is not known.
    updated: Option<DateView>,
    /// Who changed it, whoever did so last first: the first few of them.
    authors: Vec<&'a str>,
    /// How many more did; none where there are none.
    more: Option<String>,
    /// Where it is edited; none where that is not known.
    edit: Option<String>,
    /// Where it is discussed; none where the book does not say.
    discuss: Option<String>,
}

/// Where a page comes from.
pub(super) fn made<'a>(from: &Standpoint<'a>, page: PageIndex, at: EntryIndex) -> MadeView<'a> {
    let site = from.site;
    let (handbook, html) = (&site.handbook, &site.handbook.config.output.html);
    let path = handbook.page(page).path();
    let sources = &handbook.sources;
    let repository = sources.repository.as_ref();
    let change: Option<&Change> = repository.and_then(|it| it.changes.get(path));
    let forge = html.git_repository_url.as_deref().map(Forge::new);
    let in_repository = format!("{}{path}", sources.below);
    let template = |template: &Option<String>| {
        let id = handbook.entry(at).id.as_deref().unwrap_or_default();
        let filled = template.as_deref()?.replace("{path}", &encode(path.as_str()));
        Some(filled.replace("{id}", &encode(id)).replace("{title}", &encode(site.title(at))))
    };
    let branch = repository.and_then(|it| it.branch.as_deref());
    let authors: Vec<&str> =
        change.into_iter().flat_map(|it| &it.authors).map(|it| &**it).collect();
    let more = authors.len().saturating_sub(NAMED_MAX);
    MadeView {
        path: path.as_str(),
        source: forge.zip(change).map(|(forge, it)| forge.shown(&it.commit, &in_repository)),
        created: change.map(|it| DateView::from(it.created)),
        updated: change.map(|it| DateView::from(it.updated)),
        edit: template(&html.edit_url_template).or_else(|| forge?.edited(branch?, &in_repository)),
        discuss: template(&html.discuss_url_template),
        more: (more > 0).then(|| site.theme.count("others", more)),
        authors: authors.into_iter().take(NAMED_MAX).collect(),
    }
}
