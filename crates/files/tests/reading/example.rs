//! The real convention, read for the tests.

use files::Import;

/// The name under which the tests read it.
pub(crate) const NAME: &str = "convention-ctg-2022-2026.txt";

/// Its bytes, as published.
#[must_use]
pub(crate) fn bytes() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/convention-ctg-2022-2026.txt");
    std::fs::read(path).expect("the example stands in the repository")
}

/// Its text.
#[must_use]
pub(crate) fn text() -> String {
    String::from_utf8(bytes()).expect("the example is UTF-8")
}

/// It, read.
#[must_use]
pub(crate) fn import() -> Import {
    files::read(NAME, &bytes()).expect("the example is a convention")
}
