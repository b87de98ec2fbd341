//! The number of the book as a badge: a picture, and what shields.io draws one from.

use super::xml::escaped;
use crate::{
    handbook::Handbook,
    report::{Gate, Progress, Report},
};
use serde::Serialize;

/// What the number is of.
const LABEL: &str = "handbook";

/// How wide the printable characters of ASCII are in Verdana, from the blank on, in 2048ths of the
/// size of the font. Browsers that have another font stretch it to the same width.
const WIDTHS: [u32; 95] = [
    720, 806, 940, 1676, 1302, 2204, 1489, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, 1302,
    1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117, 2048,
    1400, 1404, 1430, 1578, 1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612, 1235,
    1612, 1424, 1400, 1262, 1499, 1400, 2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302, 1302,
    1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562, 705, 1212, 562, 1992, 1296, 1243, 1276,
    1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930, 1300, 1676,
];

/// How wide any other character may be, in the same unit.
const WIDTH_OTHER: u32 = 2048;

const FONT_SIZE: u32 = 11;

/// What stands left and right of a text.
const PADDING: u32 = 5;

/// What shields.io reads: <https://shields.io/badges/endpoint-badge>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint<'a> {
    schema_version: u32,
    label: &'a str,
    message: &'a str,
    color: &'a str,
}

/// How the gates stand, all together.
#[derive(Clone, Copy)]
enum Standing {
    Open,
    Excused,
    Held,
    NotStarted,
}

/// The endpoint for shields.io, ending in a newline.
pub fn badge_json(handbook: &Handbook, report: &Report) -> String {
    let message = message(handbook, report);
    let color = Standing::of(report).color();
    let endpoint = Endpoint { schema_version: 1, label: LABEL, message: &message, color };
    serde_json::to_string(&endpoint).expect("plain data has a JSON form") + "\n"
}

/// The picture.
pub fn badge_svg(handbook: &Handbook, report: &Report) -> String {
    let message = message(handbook, report);
    let (label_width, message_width) = (text_width(LABEL), text_width(&message));
    let (left, right) = (label_width + 2 * PADDING, message_width + 2 * PADDING);
    let (width, message_start) = (left + right, left + PADDING);
    let message = escaped(&message);
    let fill = Standing::of(report).fill();
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{LABEL}: {message}">
<title>{LABEL}: {message}</title>
<rect width="{width}" height="20" rx="3" fill="{fill}"/>
<path d="M3 0h{straight}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#444c56"/>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{FONT_SIZE}">
<text x="{PADDING}" y="14" textLength="{label_width}">{LABEL}</text>
<text x="{message_start}" y="14" textLength="{message_width}">{message}</text>
</g>
</svg>
"##,
        straight = left - 3,
    )
}

/// The number of the book: that of its weakest stage.
fn message(handbook: &Handbook, report: &Report) -> String {
    let Some(weakest) = Progress::weakest(&report.stages) else {
        return "-".to_owned();
    };
    let numbers = report.stages[usize::from(weakest.0)].numbers;
    format!("{} {}/{}", handbook.method.stage(weakest).title, numbers.met, numbers.total())
}

/// How wide a text is drawn, rounded up.
fn text_width(text: &str) -> u32 {
    let width = |c: char| {
        let printable = u32::from(c).checked_sub(u32::from(' '));
        let known = printable.and_then(|at| WIDTHS.get(at as usize));
        known.copied().unwrap_or(WIDTH_OTHER)
    };
    (text.chars().map(width).sum::<u32>() * FONT_SIZE).div_ceil(2048)
}

impl Standing {
    fn of(report: &Report) -> Self {
        let gates = || report.stages.iter().map(|it| &it.gate);
        if gates().any(Gate::is_closed) {
            Self::Held
        } else if gates().any(|it| matches!(it, Gate::Open { waivers: 1.. })) {
            Self::Excused
        } else if gates().any(|it| matches!(it, Gate::Open { .. })) {
            Self::Open
        } else {
            Self::NotStarted
        }
    }

    /// The name of a colour of shields.io.
    fn color(self) -> &'static str {
        match self {
            Self::Open => "brightgreen",
            Self::Excused => "yellow",
            Self::Held => "red",
            Self::NotStarted => "lightgrey",
        }
    }

    /// A colour on which white text can be read.
    fn fill(self) -> &'static str {
        match self {
            Self::Open => "#1a7f37",
            Self::Excused => "#8a6100",
            Self::Held => "#b3261e",
            Self::NotStarted => "#57606a",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_characters() {
        assert_eq!((text_width(""), text_width("0000"), text_width("é")), (0, 28, 11));
    }
}
