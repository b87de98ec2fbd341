//! The forms of record that archbook knows: what each is called, what it has a place for, and how a
//! page is told to be written in it.

use super::{
    FileName, Origin, Part, alexandrian, alphagov, business_case, edgex, languages, log4brains,
    madr, nygard, open_fast_trace, requirement_table, tyree_akerman, y_statement,
};
use crate::markdown::Document;

/// The form of a record. Each has its file, which names the sections and fields it has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Front matter with `kind`: archbook's own.
    Native,
    /// Markdown Architectural Decision Records, version 2 to 4.
    Madr,
    /// MADR as log4brains keeps it.
    Log4brains,
    /// The classic record: context, decision, status, consequences.
    Nygard,
    /// The classic record as alphagov keeps it, without a day.
    Alphagov,
    /// The record of `EdgeX` Foundry.
    Edgex,
    /// The record of Jeff Tyree and Art Akerman.
    TyreeAkerman,
    /// Prologue, discussion, solution, consequences.
    Alexandrian,
    /// Candidates, criteria, a recommendation.
    BusinessCase,
    /// One sentence.
    YStatement,
    /// Specification items of `OpenFastTrace`.
    OpenFastTrace,
    /// Tables with a requirement in each row.
    RequirementTable,
    /// No form that archbook knows.
    Unknown,
}

/// The forms that are known by the names of their sections and fields, most telling first; two
/// names are enough.
const MARKED: &[(Format, &[&str])] = &[
    (Format::Madr, madr::SECTIONS),
    (Format::Edgex, edgex::SECTIONS),
    (Format::TyreeAkerman, tyree_akerman::SECTIONS),
    (Format::Alexandrian, alexandrian::SECTIONS),
    (Format::BusinessCase, business_case::SECTIONS),
    (Format::Nygard, nygard::SECTIONS),
];

impl Format {
    /// Every form there is.
    pub const ALL: &[Self] = &[
        Self::Native,
        Self::Madr,
        Self::Log4brains,
        Self::Nygard,
        Self::Alphagov,
        Self::Edgex,
        Self::TyreeAkerman,
        Self::Alexandrian,
        Self::BusinessCase,
        Self::YStatement,
        Self::OpenFastTrace,
        Self::RequirementTable,
        Self::Unknown,
    ];

    /// The form that a page is written in, by what was read of it.
    pub(super) fn of(document: &Document, parts: &[Part], name: &FileName) -> Self {
        let whole = &parts[0];
        let own = |it: &super::Field| it.from == Origin::FrontMatter && it.key == "kind";
        if whole.fields.iter().any(own) {
            return Self::Native;
        }
        let names = names(document, whole);
        let marked = MARKED.iter().find(|(format, marks)| {
            // The names of this form are common words, and mean it only where they stand alone.
            let alone = *format == Self::TyreeAkerman;
            let is = |name: &str, mark: &str| {
                let rest = name.strip_prefix(mark);
                rest.is_some_and(|it| {
                    it.is_empty() || !(alone || it.starts_with(char::is_alphabetic))
                })
            };
            marks.iter().filter(|mark| names.iter().any(|name| is(name, mark))).count() >= 2
        });
        match marked.map(|(format, _)| *format) {
            Some(Self::Madr) if log4brains::keeps(name) => Self::Log4brains,
            Some(Self::Nygard) if alphagov::keeps(whole, name) => Self::Alphagov,
            Some(format) => format,
            None if y_statement::is_in(document) => Self::YStatement,
            None if parts[1..].iter().any(open_fast_trace::is_item) => Self::OpenFastTrace,
            None if parts[1..].iter().any(requirement_table::is_row) => Self::RequirementTable,
            None => Self::Unknown,
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Madr => "MADR",
            Self::Log4brains => "log4brains",
            Self::Nygard => "Nygard",
            Self::Alphagov => "alphagov",
            Self::Edgex => "EdgeX",
            Self::TyreeAkerman => "Tyree-Akerman",
            Self::Alexandrian => "Alexandrian",
            Self::BusinessCase => "business case",
            Self::YStatement => "Y-statement",
            Self::OpenFastTrace => "OpenFastTrace",
            Self::RequirementTable => "requirement table",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a record of this form is a decision, whatever else is known of it.
    pub fn is_decision(self) -> bool {
        let other = [Self::Native, Self::OpenFastTrace, Self::RequirementTable, Self::Unknown];
        !other.contains(&self)
    }

    /// Whether a record of this form has a place for something, by its key: a section such as
    /// `context`, `drivers`, `options`, `decision`, `consequences` or `rationale`, or a field such
    /// as `status`, `date`, `deciders` or `supersedes`.
    ///
    /// What a form has no place for, its records cannot be asked for. archbook's own form has a
    /// place for everything; an unknown one has a place for nothing but what it really holds, which
    /// the record itself says.
    pub fn has_place_for(self, key: &str) -> bool {
        let places: &[&str] = match self {
            Self::Native => return true,
            Self::Madr => madr::PLACES,
            Self::Log4brains if Self::Madr.has_place_for(key) => return true,
            Self::Log4brains => log4brains::PLACES,
            Self::Nygard => nygard::PLACES,
            Self::Alphagov => alphagov::PLACES,
            Self::Edgex => edgex::PLACES,
            Self::TyreeAkerman => tyree_akerman::PLACES,
            Self::Alexandrian => alexandrian::PLACES,
            Self::BusinessCase => business_case::PLACES,
            Self::YStatement => y_statement::PLACES,
            Self::OpenFastTrace => open_fast_trace::PLACES,
            Self::RequirementTable => requirement_table::PLACES,
            Self::Unknown => &[],
        };
        places.contains(&key)
    }
}

/// The names of the sections and fields of a page, in lower case and with blanks.
fn names(document: &Document, whole: &Part) -> Vec<String> {
    let headings = document.outline.headings.iter().filter(|it| it.level > 1);
    let titles = headings.map(|it| languages::section(&it.text));
    let fields = whole.fields.iter().filter(|it| it.from == Origin::Block);
    titles.chain(fields.map(|it| it.key.replace('-', " "))).collect()
}

#[cfg(test)]
mod tests {
    use crate::{page::read, source::Source, text::BookPath};
    use std::sync::Arc;

    #[track_caller]
    fn check(path: &str, text: &str, name: &str) {
        let path = BookPath::new(path).unwrap();
        let page = read(&Arc::new(Source { path, text: text.into() }));
        assert_eq!(page.format.name(), name);
    }

    #[test]
    fn a_form_is_known_by_its_sections_and_fields() {
        check("1-x.md", "---\nkind: decision\n---\n# X\n## Status\n## Context\n", "native");
        let madr = "# X\n## Considered Options\n## Decision Outcome\n";
        check("1-x.md", madr, "MADR");
        check("20260102-x.md", madr, "log4brains");
        let classic = "# X\n## Status\nAccepted\n## Context\n## Decision\n";
        check("1-x.md", classic, "Nygard");
        check("ADR015-x.md", classic, "alphagov");
        check("ADR015-x.md", &format!("{classic}## Date\n2026-01-02\n"), "Nygard");
        check("1-x.md", "# X\n## Change Log\n## Referenced Use Case(s)\n## Context\n", "EdgeX");
        check(
            "1-x.md",
            "# X\n- **Issue**: i\n- **Decision**: d\n- **Group**: g\n",
            "Tyree-Akerman",
        );
        check("1-x.md", "# X\n## Positions\n## Argument\n", "Tyree-Akerman");
        check("1-x.md", "# X\n## Implications on use\n## Argument labels\n", "unknown");
        check("1-x.md", "# X\n## Prologue (Summary)\n## Discussion (Context)\n", "Alexandrian");
        check("1-x.md", "# X\n## Candidates\n## Recommendation\n", "business case");
        let sentence = "In the context of a, facing b, we decided for c to achieve d, accepting e.";
        check("1-x.md", &format!("# X\n\n{sentence}\n"), "Y-statement");
        check("1-x.md", "# X\n## A\n`req~a~1`\n", "OpenFastTrace");
        check("1-x.md", "# X\n## Change Log\n## Status\n", "unknown");
    }

    #[test]
    fn a_form_has_a_place_for_what_its_template_has() {
        use super::Format::{
            Alexandrian, Alphagov, BusinessCase, Edgex, Log4brains, Madr, Native, Nygard,
            OpenFastTrace, RequirementTable, TyreeAkerman, Unknown, YStatement,
        };
        assert!(Native.has_place_for("fit") && !Madr.has_place_for("fit"));
        assert!(Madr.has_place_for("drivers") && !Nygard.has_place_for("drivers"));
        assert!(Nygard.has_place_for("date") && !Alphagov.has_place_for("date"));
        assert!(Log4brains.has_place_for("tags") && !Madr.has_place_for("tags"));
        assert!(Edgex.has_place_for("status") && !YStatement.has_place_for("status"));
        assert!(TyreeAkerman.has_place_for("options") && !Alexandrian.has_place_for("options"));
        assert!(OpenFastTrace.has_place_for("rationale"));
        assert!(!RequirementTable.has_place_for("rationale"));
        assert!(!BusinessCase.has_place_for("consequences") && !Unknown.has_place_for("status"));
    }
}
