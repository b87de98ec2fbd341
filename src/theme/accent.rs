//! The accent of a book: refused where nobody could read it, and what follows from it.

use super::colour::{Colour, Shade};
use crate::{
    config::Look,
    finding::{Finding, Severity},
    source::Source,
    text::Span,
};
use toml::Spanned;

/// A text is readable from this contrast on: WCAG 2.2, 1.4.3.
const CONTRAST_MIN: f64 = 4.5;
/// A derived accent is easy to read on a dark page.
const CONTRAST_DARK_MIN: f64 = 7.0;

/// The colours of a style that an accent has to do with, on light pages or on dark ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    /// What stands behind text, whatever the accent is.
    grounds: [Colour; 3],
    pub(super) accent: Colour,
    /// Behind what is current.
    soft: Colour,
    /// Behind what is marked.
    marked: Colour,
}

impl Palette {
    /// Reads the colours of light pages and those of dark ones off a style; `None` if it does not
    /// set them in the way of the built-in one.
    pub(super) fn parse(css: &str) -> Option<[Self; 2]> {
        let [paper, surface, sunken, accent, soft, marked] =
            ["paper", "surface", "sunken", "accent", "soft", "hl"].map(|it| token(css, it));
        let all = [paper?, surface?, sunken?, accent?, soft?, marked?];
        Some([0, 1].map(|scheme| {
            let [paper, surface, sunken, accent, soft, marked] = all.map(|it| it[scheme]);
            Self { grounds: [paper, surface, sunken], accent, soft, marked }
        }))
    }

    /// With another accent, and its hue in what takes it from there.
    fn with(self, accent: Colour) -> Self {
        let Shade { chroma, hue, .. } = accent.shade();
        let tinted = |it: Colour| {
            let Shade { lightness, chroma: most, .. } = it.shade();
            Shade { lightness, chroma: chroma.min(most), hue }.colour()
        };
        Self { accent, soft: tinted(self.soft), marked: tinted(self.marked), ..self }
    }

    /// How well its accent can be read wherever it stands.
    fn contrast(&self) -> f64 {
        let grounds = self.grounds.iter().chain([&self.soft, &self.marked]);
        grounds.map(|it| self.accent.contrast(*it)).fold(f64::INFINITY, f64::min)
    }

    /// The accent of dark pages for one of light pages: as light as the built-in one, or nearest to
    /// that.
    fn dark(self, accent: Colour) -> Self {
        let Shade { lightness, .. } = self.accent.shade();
        let alike = Shade { lightness, ..accent.shade() }.colour();
        let passes = |it: Colour| {
            let on_paper = it.contrast(self.grounds[0]) >= CONTRAST_DARK_MIN;
            on_paper && self.with(it).contrast() >= CONTRAST_MIN
        };
        alike.nearest(passes).map_or(self, |it| self.with(it))
    }
}

/// The light and the dark colour of a token: `--paper: light-dark(#fbfcfc, #10161a)`.
fn token(css: &str, name: &str) -> Option<[Colour; 2]> {
    let (_, value) = css.split_once(&format!("--{name}: light-dark("))?;
    let (light, dark) = value.split_once(')')?.0.split_once(',')?;
    Some([Colour::parse(light.trim())?, Colour::parse(dark.trim())?])
}

/// The palettes of a book with an accent of its own, light and dark; `None` if it has none. What
/// cannot be read is a finding at its place in `book.toml`, and does not count.
pub(super) fn chosen(
    look: &Look,
    source: &Source,
    [light, dark]: [Palette; 2],
) -> (Option<[Palette; 2]>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut own = |accent: Option<&Spanned<String>>, palette: Palette| {
        accent.and_then(|it| match readable(it, source, palette) {
            Ok(palette) => Some(palette),
            Err(finding) => {
                findings.push(*finding);
                None
            }
        })
    };
    let (own_light, own_dark) =
        (own(look.accent.as_ref(), light), own(look.accent_dark.as_ref(), dark));
    let derived = own_light.map(|it| dark.dark(it.accent));
    let chosen = [own_light.unwrap_or(light), own_dark.or(derived).unwrap_or(dark)];
    ((own_light.is_some() || own_dark.is_some()).then_some(chosen), findings)
}

/// A palette with this accent, or what is wrong with it.
fn readable(
    accent: &Spanned<String>,
    source: &Source,
    palette: Palette,
) -> Result<Palette, Box<Finding>> {
    let (text, span) = (accent.get_ref(), Span::from(accent.span()));
    let finding = |message: String| {
        Finding::new("bad-theme", Severity::Error, &source.path, span, message)
            .note("the built-in accent stands in for it")
    };
    let Some(colour) = Colour::parse(text.trim()) else {
        let message = format!("`{text}` is no colour; write one as `{}`", palette.accent);
        return Err(Box::new(finding(message)));
    };
    let own = palette.with(colour);
    let contrast = own.contrast();
    if contrast >= CONTRAST_MIN {
        return Ok(own);
    }
    // Rounded down, so that it never says that it is what is asked for.
    let shown = (contrast * 10.0).floor() / 10.0;
    let refused = finding(format!(
        "`{text}` is hard to read: its contrast is {shown}:1, and text needs {CONTRAST_MIN}:1"
    ));
    let nearest = colour.nearest(|it| palette.with(it).contrast() >= CONTRAST_MIN);
    Err(Box::new(match nearest {
        Some(it) => {
            let title = format!("write `{it}`, the nearest colour that can be read");
            refused.fix(span, title, format!("\"{it}\""))
        }
        None => refused,
    }))
}

/// What sets two palettes, in the layer of what they replace.
pub(super) fn rule([light, dark]: &[Palette; 2]) -> String {
    let pair = |of: fn(&Palette) -> Colour| format!("light-dark({}, {})", of(light), of(dark));
    format!(
        "@layer base {{\n  :root {{ --accent: {}; --soft: {}; --hl: {}; }}\n}}\n",
        pair(|it| it.accent),
        pair(|it| it.soft),
        pair(|it| it.marked),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BookPath;

    const BUILT_IN: &str = include_str!("../../theme/base.css");

    fn look(text: &str) -> (Option<[Palette; 2]>, Vec<Finding>) {
        let look: Look = toml::from_str(text).unwrap();
        let source = Source { path: BookPath::new("book.toml").unwrap(), text: text.into() };
        chosen(&look, &source, Palette::parse(BUILT_IN).unwrap())
    }

    #[test]
    fn an_accent_colours_what_goes_with_it() {
        let (chosen, findings) = look("accent = \"#8a1c5a\"");
        assert_eq!(findings, []);
        assert_eq!(
            rule(&chosen.unwrap()),
            "@layer base {\n  :root { --accent: light-dark(#8a1c5a, #ff8cc2); \
             --soft: light-dark(#f5e7ed, #3c2630); --hl: light-dark(#f1e3e9, #3d2831); }\n}\n"
        );
        assert!(look("").0.is_none());
    }

    #[test]
    fn every_hue_can_be_read_on_dark_pages_too() {
        for degrees in 0_u16..360 {
            let hue = f64::from(degrees).to_radians();
            for (lightness, chroma) in [(0.2, 0.1), (0.45, 0.3), (0.45, 0.0)] {
                let accent = Shade { lightness, chroma, hue }.colour();
                let (chosen, findings) = look(&format!("accent = \"{accent}\""));
                assert_eq!(findings, [], "{accent}");
                let [light, dark] = chosen.unwrap();
                assert_eq!(light.accent, accent);
                assert!(light.contrast() >= CONTRAST_MIN && dark.contrast() >= CONTRAST_MIN);
                let on_paper = dark.accent.contrast(dark.grounds[0]);
                assert!(on_paper >= CONTRAST_DARK_MIN, "{accent}: {on_paper}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_the_nearest_that_can() {
        let text = "accent = \"#ff77bb\"\naccent-dark = \"#333\"\n";
        let (chosen, findings) = look(text);
        assert!(chosen.is_none());
        let shown: Vec<_> = findings
            .iter()
            .map(|it| (&text[it.place.span.range()], it.fix.as_ref().unwrap().text.as_str()))
            .collect();
        assert_eq!(shown, [("\"#ff77bb\"", "\"#b6337b\""), ("\"#333\"", "\"#969696\"")]);
        for (at, key) in ["accent", "accent-dark"].into_iter().enumerate() {
            let fixed = &findings[at].fix.as_ref().unwrap().text;
            assert_eq!(look(&format!("{key} = {fixed}")).1, [], "{fixed}");
        }
        assert_eq!(
            look("accent = \"pink\"").1[0].message,
            "`pink` is no colour; write one as `#0a5a70`"
        );
    }
}
