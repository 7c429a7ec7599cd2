//! The shape of words, whatever they say.
//!
//! No sentence is made here.

/// A text with a capital at its head, the rest as it is.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_alone_changes() {
        assert_eq!(capitalised("école des Parents"), "École des Parents");
        assert_eq!(capitalised(""), "");
    }
}
