//! The files of the built-in theme as people see them who want one of their own.

use super::BUILT_IN;

/// A file of the built-in theme.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name, which is that of the file that stands in for it.
    pub name: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// Every file of the built-in theme, in the order of their names.
pub fn built_in() -> impl Iterator<Item = BuiltIn> {
    BUILT_IN.iter().map(|&(name, text)| BuiltIn { name, text })
}

impl BuiltIn {
    /// What it is for: the first sentence of the comment that it begins with.
    pub fn about(&self) -> &'static str {
        let opening = ["{#-", "/*", "//", "<!--", "#"];
        let comment = opening.iter().find_map(|it| self.text.strip_prefix(it)).unwrap_or_default();
        let line = comment.lines().next().unwrap_or_default();
        let ends =
            ["-#}", "*/", "-->"].iter().filter_map(|it| line.find(it)).chain(line.find(". "));
        let end = ends.min().unwrap_or(line.len());
        line[..end].trim().trim_end_matches('.')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_says_what_it_is_for() {
        for file in built_in() {
            assert!(!file.about().is_empty(), "{} begins with no comment", file.name);
        }
    }
}
