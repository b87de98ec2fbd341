//! What the views list, and where they are. No other page needs it, so it is made when a view is
//! first asked for.

use super::{
    ViewIndex, graph,
    names::{self, Name},
    options::{self, Left},
};
use crate::{
    handbook::Handbook,
    markdown::slug,
    method::SectionIndex,
    site::{
        address::{Address, Claims},
        places::{Export, Target},
        ties::{Tie, ties},
    },
};
use std::{collections::BTreeMap, thread};

/// The views that a book has something for.
#[derive(Debug)]
pub(in crate::site) struct Offered {
    /// What they list.
    pub(in crate::site) answers: Answers,
    /// Every page of them, in the order in which they are offered.
    pub(in crate::site) views: BTreeMap<ViewIndex, Address>,
    /// The drawings of sections, where that of the book would be too large.
    pub(in crate::site) graphs: BTreeMap<SectionIndex, Address>,
    /// What else there is of them, for other tools.
    pub(in crate::site) exports: BTreeMap<Export, Address>,
    /// What is at each of these addresses.
    pub(in crate::site) targets: BTreeMap<Address, Target>,
}

/// What views list, worked out once.
#[derive(Debug)]
pub(in crate::site) struct Answers {
    /// What joins records.
    pub(super) ties: Vec<Tie>,
    /// The options that were not chosen, by name.
    pub(super) left: Vec<Left>,
    /// Whom records name, by name.
    pub(super) people: Vec<Name>,
    /// The tags that records have, by name.
    pub(super) tags: Vec<Name>,
}

impl Offered {
    /// The views of a book, in a folder that nothing else of the site is in.
    pub(in crate::site) fn new(handbook: &Handbook) -> Self {
        let answers = Answers::new(handbook);
        let mut claims = Claims::default();
        let views = ViewIndex::of(handbook, &answers).map(|it| (it, claims.own(&it.address())));
        let views: BTreeMap<ViewIndex, Address> = views.collect();
        let graph = |at: SectionIndex| {
            let name = slug(&handbook.method.section(at).name);
            (at, claims.own(&format!("_/views/graph-{name}.html")))
        };
        let graphs = graph::sections(handbook, &answers).into_iter().map(graph).collect();
        let exports = views.keys().filter(|it| it.page() == 0).flat_map(|it| it.exports());
        let exports = exports.map(|it| (*it, claims.own(it.address()))).collect();
        let targets = BTreeMap::new();
        let mut offered = Self { answers, views, graphs, exports, targets };
        offered.targets = offered.targets();
        offered
    }

    fn targets(&self) -> BTreeMap<Address, Target> {
        let views = self.views.iter().map(|(at, address)| (address, Target::View(*at)));
        let graphs = self.graphs.iter().map(|(at, address)| (address, Target::Graph(*at)));
        let exports = self.exports.iter().map(|(of, address)| (address, Target::Export(*of)));
        let all = views.chain(graphs).chain(exports);
        all.map(|(address, target)| (address.clone(), target)).collect()
    }
}

impl Answers {
    /// On two threads of its own: in the pool of all others, one that waits for this could be given
    /// work that waits for it.
    fn new(handbook: &Handbook) -> Self {
        thread::scope(|scope| {
            let names = scope.spawn(|| (names::people(handbook), names::tags(handbook)));
            let (ties, left) = (ties(handbook), options::left(handbook));
            let (people, tags) = names.join().unwrap_or_else(|it| std::panic::resume_unwind(it));
            Self { ties, left, people, tags }
        })
    }
}
