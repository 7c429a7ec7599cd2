//! Every module opens with `//!`: why it exists and what it never does.
//!
//! Only that it is said is checked; what is said is for the reader.

use super::{Finding, House};

pub(super) fn check(house: &House) -> Vec<Finding> {
    let silent = house
        .sources
        .iter()
        .filter(|source| !source.file.attrs.iter().any(|attribute| attribute.path().is_ident("doc")));
    silent
        .map(|source| Finding::new(&source.text.path, 1, "the module does not open with `//!`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_module_is_found() {
        let house = House::sample(&[
            ("crates/plan/src/a.rs", "fn a() {}\n"),
            ("crates/plan/src/b.rs", "//! Why.\nfn b() {}\n"),
        ]);
        let found: Vec<String> = check(&house).into_iter().map(|finding| finding.path).collect();
        assert_eq!(found, ["crates/plan/src/a.rs"]);
    }
}
