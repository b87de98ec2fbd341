//! Lines of code and their colours, remembered.
//!
//! Most lines of code stand in many blocks: an import, a brace, `return None`. What colours a line
//! gets depends on its text and on where the grammar was when it began, and a grammar is only ever
//! at some dozens of places between two lines. So the places and the lines that led from one to the
//! next are kept, and a line is parsed once at each place where it is met.

use std::{cell::RefCell, collections::HashMap};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Which scopes have which role. The deepest scope of a token that has one decides; among several
/// selectors for one scope, the longest.
const ROLES: &[(&str, Role)] = &[
    ("comment", Role::Comment),
    ("punctuation.definition.comment", Role::Comment),
    ("string", Role::Text),
    ("punctuation.definition.string", Role::Text),
    ("markup.inserted", Role::Text),
    ("constant", Role::Constant),
    ("entity.other.attribute-name", Role::Constant),
    ("variable.language", Role::Constant),
    ("keyword", Role::Keyword),
    ("keyword.operator", Role::Operator),
    ("storage", Role::Keyword),
    ("entity.name.tag", Role::Keyword),
    ("markup.deleted", Role::Keyword),
    ("entity.name.function", Role::Function),
    ("support.function", Role::Function),
    ("variable.function", Role::Function),
    ("markup.heading", Role::Function),
    ("entity.name.type", Role::Type),
    ("entity.name.class", Role::Type),
    ("entity.name.struct", Role::Type),
    ("entity.name.enum", Role::Type),
    ("support.type", Role::Type),
    ("support.class", Role::Type),
];

/// What a token is, as far as it looks like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Keyword,
    /// A string: text in the code.
    Text,
    Operator,
    Constant,
    Function,
    Type,
    Comment,
}

impl Role {
    /// What its element begins with.
    pub(super) fn opening(self) -> &'static str {
        match self {
            Self::Keyword => "<b>",
            Self::Text => "<i>",
            Self::Operator => "<i class=p>",
            Self::Constant => "<i class=n>",
            Self::Function => "<i class=f>",
            Self::Type => "<i class=t>",
            Self::Comment => "<i class=c>",
        }
    }

    /// What its element ends with.
    pub(super) fn closing(self) -> &'static str {
        if self == Self::Keyword { "</b>" } else { "</i>" }
    }
}

/// How much text of lines a thread remembers. When it is full, all is forgotten: what is met often
/// is soon met again.
const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// Among how many of the latest places one is looked for. Some grammars have as many places as a
/// text has words, as that of a shell does, which takes the word of `<<END` into a rule.
const PLACES_SEARCHED: usize = 256;

/// The grammars, and which role a token has.
#[derive(Debug)]
pub(super) struct Grammars {
    syntaxes: SyntaxSet,
    roles: Vec<(Scope, Role)>,
}

/// A run of text that looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// How many bytes it has.
    pub(super) length: usize,
    /// Its role; none if it looks like plain text.
    pub(super) role: Option<Role>,
}

thread_local! {
    /// By thread of the pool, since the state of a grammar may not leave its own.
    static LINES: RefCell<Lines> = RefCell::default();
}

#[derive(Default)]
struct Lines {
    places: Vec<Place>,
    text_bytes: usize,
}

/// Where a grammar is between two lines, and which lines it met there.
struct Place {
    state: ParseState,
    scopes: ScopeStack,
    lines: HashMap<Box<str>, Line>,
}

struct Line {
    tokens: Vec<Token>,
    /// The place after it.
    next: usize,
}

impl Grammars {
    /// Loads the grammars, which takes about two milliseconds.
    pub(super) fn new() -> Self {
        let scope = |name| Scope::new(name).expect("the selectors above are scopes");
        Self {
            syntaxes: two_face::syntax::extra_newlines(),
            roles: ROLES.iter().map(|&(name, role)| (scope(name), role)).collect(),
        }
    }

    /// The grammar of a language.
    pub(super) fn find(&self, language: &str) -> Option<&SyntaxReference> {
        self.syntaxes.find_syntax_by_token(language)
    }

    /// Says the tokens of each of these lines. `None` if the grammar fails on one.
    pub(super) fn read<'a>(
        &self,
        grammar: &SyntaxReference,
        lines: impl Iterator<Item = &'a str>,
        mut say: impl FnMut(&'a str, &[Token]),
    ) -> Option<()> {
        let read = |known: &mut Lines| {
            let mut place = known.place(ParseState::new(grammar), ScopeStack::new());
            for text in lines {
                let line = known.line(place, text, self)?;
                say(text, &line.tokens);
                place = line.next;
            }
            Some(())
        };
        // Other threads than those of the pool come and go, and read a page now and then.
        if rayon::current_thread_index().is_none() {
            return read(&mut Lines::default());
        }
        LINES.with_borrow_mut(|known| {
            if known.text_bytes > TEXT_BYTES_MAX {
                *known = Lines::default();
            }
            read(known)
        })
    }

    fn role(&self, scopes: &ScopeStack) -> Option<Role> {
        scopes.scopes.iter().rev().find_map(|&scope| {
            let matching = self.roles.iter().filter(|(selector, _)| selector.is_prefix_of(scope));
            matching.max_by_key(|(selector, _)| selector.len()).map(|&(_, role)| role)
        })
    }
}

impl Lines {
    /// The place with this state, known or new.
    fn place(&mut self, state: ParseState, scopes: ScopeStack) -> usize {
        let count = self.places.len();
        let mut latest = (0..count).rev().take(PLACES_SEARCHED);
        let is_same = |it: &Place| it.state == state && it.scopes == scopes;
        if let Some(known) = latest.find(|&at| is_same(&self.places[at])) {
            return known;
        }
        self.places.push(Place { state, scopes, lines: HashMap::new() });
        count
    }

    /// The line with this text at a place. `None` if the grammar fails on it.
    fn line(&mut self, place: usize, text: &str, grammars: &Grammars) -> Option<&Line> {
        if !self.places[place].lines.contains_key(text) {
            let line = self.parse(place, text, grammars)?;
            self.text_bytes += text.len();
            self.places[place].lines.insert(text.into(), line);
        }
        self.places[place].lines.get(text)
    }

    fn parse(&mut self, place: usize, text: &str, grammars: &Grammars) -> Option<Line> {
        let Place { state, scopes, .. } = &self.places[place];
        let (mut state, mut scopes) = (state.clone(), scopes.clone());
        let mut tokens = Vec::new();
        let (mut at, mut role) = (0, grammars.role(&scopes));
        for (end, change) in state.parse_line(text, &grammars.syntaxes).ok()? {
            push(&mut tokens, &text[at..end], role);
            scopes.apply(&change).ok()?;
            (at, role) = (end, grammars.role(&scopes));
        }
        push(&mut tokens, &text[at..], role);
        Some(Line { tokens, next: self.place(state, scopes) })
    }
}

/// Adds what a line says next. Blanks look the same in every role, and take that of what is before
/// them; a line in few tokens takes little room.
fn push(tokens: &mut Vec<Token>, text: &str, role: Option<Role>) {
    let is_blank = text.trim().is_empty();
    match tokens.last_mut() {
        _ if text.is_empty() => (),
        Some(last) if is_blank || last.role == role => last.length += text.len(),
        _ => tokens.push(Token { length: text.len(), role }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::{ThreadPool, ThreadPoolBuilder};
    use syntect::util::LinesWithEndings;

    /// A thread that remembers.
    fn thread() -> ThreadPool {
        ThreadPoolBuilder::new().num_threads(1).build().unwrap()
    }

    /// The tokens of each line.
    fn read(grammars: &Grammars, code: &str) -> Vec<Vec<Token>> {
        let grammar = grammars.find("rust").unwrap();
        let mut said = Vec::new();
        let lines = LinesWithEndings::from(code);
        grammars.read(grammar, lines, |_, tokens| said.push(tokens.to_vec())).unwrap();
        said
    }

    #[test]
    fn a_line_depends_on_what_was_open_before_it() {
        let grammars = Grammars::new();
        let codes = ["let x = 1;\n", "/*\nlet x = 1;\n*/ let x = 1;\n", "\"\nlet x = 1;\n\";\n"];
        let cold = codes.map(|code| read(&grammars, code));
        let thread = thread();
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            for at in order {
                let warm = thread.install(|| read(&grammars, codes[at]));
                assert_eq!(warm, cold[at], "{}", codes[at]);
            }
        }
        assert_ne!(cold[0][0], cold[1][1]);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let grammars = Grammars::new();
        let code = |from: usize| {
            let line = |at| format!("// {at} {}\n", "word ".repeat(120));
            (from..from + 2_000).map(line).collect::<Vec<_>>().concat()
        };
        let kept = thread().install(|| {
            for from in [0, 2_000, 4_000] {
                read(&grammars, &code(from));
            }
            LINES.with_borrow(|it| it.text_bytes)
        });
        assert!((1..2 * TEXT_BYTES_MAX).contains(&kept), "{kept}");
    }
}
