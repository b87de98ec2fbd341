//! How a status looks: its colour and its icon, as the method says or as its meaning suggests.

use super::{Meaning, Status};
use schemars::JsonSchema;
use serde::Deserialize;

/// The colour of a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// As what is accepted.
    Green,
    /// As what is proposed.
    Blue,
    /// As what is a draft.
    Yellow,
    /// As what is rejected.
    Red,
    /// As what is superseded.
    Violet,
    /// As what is deprecated.
    Brown,
}

/// The icon of a status: what stands in a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// Nothing, and the ring is dashed.
    Ring,
    /// Two bars in a dashed ring.
    Pause,
    /// A dot.
    Dot,
    /// A check mark.
    Check,
    /// Two check marks.
    DoubleCheck,
    /// A cross.
    Cross,
    /// A line from left to right.
    Minus,
    /// A line across.
    Slash,
    /// An arrow to what comes next.
    Arrow,
    /// An arrow to somewhere else.
    Away,
}

impl Status {
    /// Its colour: its own, or that of its meaning.
    pub fn colour(&self) -> Colour {
        self.colour.unwrap_or(match self.meaning {
            Meaning::Open => Colour::Blue,
            Meaning::InForce => Colour::Green,
            Meaning::Closed => Colour::Brown,
        })
    }

    /// Its icon: its own, or that of its meaning.
    pub fn icon(&self) -> Icon {
        self.icon.unwrap_or(match self.meaning {
            Meaning::Open => Icon::Dot,
            Meaning::InForce => Icon::Check,
            Meaning::Closed => Icon::Slash,
        })
    }
}
