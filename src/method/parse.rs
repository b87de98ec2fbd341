//! `method.toml` to [`Method`]. Total: a broken method is the standard one, and a finding.

use super::{Each, Headings, Method, Section, extend};
use crate::{
    finding::{Finding, Severity},
    source::Source,
    text::{Span, key},
};
use std::sync::LazyLock;

pub(super) const STANDARD: &str = include_str!("standard.toml");
/// Indices are bytes.
const ITEMS_MAX: usize = 250;

/// It is long, and every build begins with it.
static PARSED: LazyLock<Method> = LazyLock::new(|| {
    let mut method: Method = toml::from_str(STANDARD).expect("the built-in method is tested");
    method.spell();
    method
});

impl Method {
    /// The built-in method.
    pub fn standard() -> Self {
        PARSED.clone()
    }

    /// Reads a method, and says what is wrong with it.
    pub fn parse(source: &Source) -> (Self, Vec<Finding>) {
        let wrong = |span, message: String| {
            let finding = Finding::new("bad-method", Severity::Error, &source.path, span, message)
                .note("the standard method stands in for it");
            (Self::standard(), vec![finding])
        };
        let mut method: Self = match extend::read(&source.text) {
            Ok(method) => method,
            Err((span, message)) => return wrong(span, message),
        };
        method.spell();
        match method.flaw() {
            Some(flaw) => wrong(flaw.place(&source.text), flaw.message),
            None => (method, Vec::new()),
        }
    }

    /// Brings every name that people may spell in several ways to its one spelling.
    fn spell(&mut self) {
        for relation in &mut self.relations {
            relation.name = key(&relation.name);
            relation.inverse = key(&relation.inverse);
        }
        let headings = self.headings.iter_mut().flat_map(|it| it.also.iter_mut());
        let kinds = self.kinds.iter_mut().flat_map(|kind| kind.aliases.iter_mut());
        let statuses = self.statuses.iter_mut().flat_map(|status| status.words.iter_mut());
        for word in kinds.chain(statuses).chain(headings) {
            *word = key(word);
        }
    }

    /// The first name that means nothing, or list that is too long.
    fn flaw(&self) -> Option<Flaw> {
        let lists = [self.stages.len(), self.sections.len(), self.kinds.len()];
        let longest = lists.into_iter().chain([self.relations.len(), self.statuses.len()]).max();
        if longest > Some(ITEMS_MAX) {
            let message = format!("more than {ITEMS_MAX} items of one sort");
            return Some(Flaw { of: String::new(), name: String::new(), message });
        }
        let flaw = |of: &str, name: &str, message| {
            Some(Flaw { of: of.to_owned(), name: name.to_owned(), message })
        };
        let kind = |name: &String| self.kinds.iter().any(|kind| kind.name == *name);
        for section in &self.sections {
            let Section { name, stage, kinds, .. } = section;
            if !self.stages.iter().any(|it| it.name == *stage) {
                return flaw(name, stage, format!("section `{name}` is of no stage `{stage}`"));
            }
            if let Some(missing) = kinds.iter().find(|&it| !kind(it)) {
                return flaw(name, missing, format!("section `{name}` has no kind `{missing}`"));
            }
        }
        let relation = self.relations.iter().find_map(|relation| {
            let missing = relation.from.iter().chain(&relation.to).find(|&it| !kind(it))?;
            let name = &relation.name;
            flaw(name, missing, format!("relation `{name}` joins no kind `{missing}`"))
        });
        relation.or_else(|| self.flaw_of_rules())
    }

    /// The first rule that belongs nowhere, and the first stage that waits for none.
    fn flaw_of_rules(&self) -> Option<Flaw> {
        let flaw = |of: &str, name: &str, message| {
            Some(Flaw { of: of.to_owned(), name: name.to_owned(), message })
        };
        if self.headings.len() > Headings::MAX {
            return flaw("", "", format!("more than {} headings", Headings::MAX));
        }
        for stage in &self.stages {
            let before = stage.after.as_ref().filter(|it| self.stage_named(it).is_none());
            if let Some(before) = before {
                let message = format!("stage `{}` comes after no stage `{before}`", stage.name);
                return flaw(&stage.name, before, message);
            }
        }
        self.rules.iter().find_map(|rule| {
            let (name, stage) = (&rule.name, &rule.stage);
            let lost = self.stage_named(stage).is_none();
            let message = || format!("rule `{name}` is of no stage `{stage}`");
            (lost && rule.each != Each::Section).then(|| flaw(name, stage, message())).flatten()
        })
    }
}

/// A name that means nothing.
#[derive(Debug, PartialEq, Eq)]
struct Flaw {
    /// What has it.
    of: String,
    name: String,
    message: String,
}

impl Flaw {
    /// Where the name stands in the text of the method: behind the name of what has it.
    fn place(&self, text: &str) -> Span {
        let quoted = |name: &str| format!("\"{name}\"");
        let of = text.find(&quoted(&self.of)).unwrap_or_default();
        let at = text[of..].find(&quoted(&self.name)).filter(|_| !self.name.is_empty());
        at.map_or(Span::START, |at| Span::from(of + at..of + at + self.name.len() + 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BookPath;

    #[test]
    fn the_built_in_method_has_no_flaw() {
        assert_eq!(Method::standard().flaw(), None);
    }

    #[test]
    fn a_broken_method_is_a_finding_with_its_place() {
        let path = BookPath::new("method.toml").unwrap();
        let text = "name = \"mine\"\n[[section]]\nname = \"x\"\nstage = \"y\"\ntitle = \"X\"\n";
        let (method, findings) = Method::parse(&Source { path: path.clone(), text: text.into() });
        assert_eq!(method.name, "standard");
        assert_eq!(findings[0].message, "section `x` is of no stage `y`");
        assert_eq!(&text[findings[0].place.span.range()], "\"y\"");
        let (_, findings) = Method::parse(&Source { path, text: "name = \n".into() });
        assert_eq!(findings[0].place.span.start, 7);
    }
}
