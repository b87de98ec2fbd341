//! `method.toml` to [`Method`]. Total: a broken method is the standard one, and a finding.

use super::{Method, extend};
use crate::{
    finding::{Finding, Severity},
    source::Source,
    text::key,
};
use std::sync::LazyLock;

pub(super) const STANDARD: &str = include_str!("standard.toml");

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

    /// Brings every name that people may spell in several ways to its one spelling, and adds what
    /// every method knows.
    fn spell(&mut self) {
        for relation in &mut self.relations {
            relation.name = key(&relation.name);
            relation.inverse = key(&relation.inverse);
        }
        let headings = self.headings.iter_mut().flat_map(|it| it.also.iter_mut());
        let kinds = self.kinds.iter_mut().flat_map(|kind| kind.aliases.iter_mut());
        let statuses = self.statuses.iter_mut().flat_map(|status| status.words.iter_mut());
        let fields = self.fields.iter_mut().map(|field| &mut field.name);
        for word in kinds.chain(statuses).chain(headings).chain(fields) {
            *word = key(word);
        }
        self.complete();
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
