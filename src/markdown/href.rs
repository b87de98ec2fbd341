//! Where a link of a text leads.

/// Where a link leads on the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// To this address.
    To(String),
    /// To this address, where a term is defined.
    Term(String),
    /// To something that exists and that a reader of the site cannot reach.
    Text,
    /// To nothing, for this reason.
    Broken(String),
}
