//! Colours: how well one can be read on another, and the nearest ones of the same hue.

use std::fmt;

/// A colour of the screen, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A colour as the eye orders it, in OKLCH: <https://bottosson.github.io/posts/oklab/>.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shade {
    /// From 0, black, to 1, white.
    pub(super) lightness: f64,
    /// How far from grey; no colour of the screen reaches 0.4.
    pub(super) chroma: f64,
    /// The angle of the hue, in radians.
    pub(super) hue: f64,
}

/// So finely is the lightness searched: finer than a screen shows.
const STEPS: u16 = 500;
/// What rounding may put outside of the screen's range.
const SLACK: f64 = 1e-3;

impl Colour {
    /// Reads `#8a1c5a` or `#a25`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digits: Option<Vec<u8>> =
            digits.chars().map(|it| it.to_digit(16).and_then(|it| u8::try_from(it).ok())).collect();
        let digits = digits?;
        let channels: Vec<u8> = match digits.len() {
            3 => digits.iter().map(|it| it * 17).collect(),
            6 => digits.chunks(2).map(|it| it[0] * 16 + it[1]).collect(),
            _ => return None,
        };
        channels.try_into().ok().map(Self)
    }

    /// How well one of two colours can be read on the other, from 1 to 21: the contrast ratio of
    /// WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// How bright it is, from 0 to 1: the relative luminance of WCAG 2.2.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The light of each channel, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        self.0.map(|it| {
            let it = f64::from(it) / 255.0;
            if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
        })
    }

    pub(super) fn shade(self) -> Shade {
        let roots = product(TO_CONES, self.linear()).map(f64::cbrt);
        let [lightness, a, b] = product(TO_LAB, roots);
        Shade { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The colour nearest to it in lightness, of its hue and chroma, that passes.
    pub(super) fn nearest(self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        let shade = self.shade();
        let lighter_and_darker = |step: u16| {
            let step = f64::from(step) / f64::from(STEPS);
            [shade.lightness - step, shade.lightness + step]
        };
        let lightness = (0..=STEPS).flat_map(lighter_and_darker);
        let lightness = lightness.filter(|it| (0.0..=1.0).contains(it));
        let others = lightness.map(|lightness| Shade { lightness, ..shade }.colour());
        std::iter::once(self).chain(others).find(|it| passes(*it))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Shade {
    /// The colour of the screen; of less chroma where the screen has no such colour.
    pub(super) fn colour(self) -> Colour {
        let paler = (0..=64_u8).rev().map(|it| self.chroma * f64::from(it) / 64.0);
        let found = paler
            .map(|chroma| Self { chroma, ..self }.linear())
            .find(|it| it.iter().all(|channel| (-SLACK..=1.0 + SLACK).contains(channel)));
        Colour(found.unwrap_or([self.lightness.round(); 3]).map(byte))
    }

    /// The light of each channel of the screen.
    fn linear(self) -> [f64; 3] {
        let lab = [self.lightness, self.chroma * self.hue.cos(), self.chroma * self.hue.sin()];
        let cones = product(FROM_LAB, lab).map(|it| it.powi(3));
        product(FROM_CONES, cones)
    }
}

/// A channel from its light.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is clamped and rounded is a byte"
)]
fn byte(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let curved =
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (curved * 255.0).round() as u8
}

fn product(matrix: [[f64; 3]; 3], by: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * by[0] + row[1] * by[1] + row[2] * by[2])
}

// The four matrices of the article on Oklab.
const TO_CONES: [[f64; 3]; 3] = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const TO_LAB: [[f64; 3]; 3] = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const FROM_LAB: [[f64; 3]; 3] = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const FROM_CONES: [[f64; 3]; 3] = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let contrast = |one, two| (colour(one).contrast(colour(two)) * 100.0).round() / 100.0;
        assert_eq!(contrast("#000", "#fff").to_string(), "21");
        assert_eq!(contrast("#767676", "#ffffff").to_string(), "4.54");
        assert_eq!(contrast("#777", "#fff").to_string(), "4.48");
    }

    #[test]
    fn only_colours_are_read() {
        assert_eq!(colour("#A25").to_string(), "#aa2255");
        for text in ["a25", "#a2", "#a255", "red", "#gggggg", "#a255é"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_colour_comes_back_from_its_shade() {
        for text in ["#000000", "#ffffff", "#8a1c5a", "#00ff00", "#0a5a70", "#123456"] {
            assert_eq!(colour(text).shade().colour(), colour(text));
        }
        let Shade { lightness, chroma, .. } = colour("#ff0000").shade();
        assert!((lightness - 0.628).abs() < 0.001 && (chroma - 0.2577).abs() < 0.001);
    }

    #[test]
    fn the_nearest_colour_keeps_its_hue() {
        let (pink, white) = (colour("#ff77bb"), colour("#fff"));
        let nearest = pink.nearest(|it| it.contrast(white) >= 4.5).unwrap();
        assert!(nearest.contrast(white) < 4.6, "{nearest} is darker than it need be");
        assert!((nearest.shade().hue - pink.shade().hue).abs() < 0.02, "{nearest}");
        assert_eq!(pink.nearest(|_| true), Some(pink));
        assert_eq!(pink.nearest(|_| false), None);
    }
}
