//! The words of a mail server, on one line and of a length that suits a page: whoever runs that server chooses them.
//!
//! They are shown as they are said, never obeyed.

/// How many characters are kept.
const MOST: usize = 300;

/// The words, without line ends, controls or marks that turn a line around.
pub(crate) fn bounded(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !is_hidden(*c)).take(MOST).collect()
}

/// The same without an address: what comes back may name whom it wants.
pub(crate) fn without_addresses(words: &str) -> String {
    let spoken = words
        .split_whitespace()
        .map(|word| if word.contains('@') { "…" } else { word });
    bounded(&spoken.collect::<Vec<_>>().join(" "))
}

fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_on_one_line_and_are_short() {
        assert_eq!(bounded("550\r\n 5.1.1\u{7}\u{202e} no"), "550 5.1.1 no");
        assert_eq!(bounded(&"x".repeat(5000)).len(), MOST);
        assert_eq!(
            without_addresses("550 5.1.1 <jeanne@exemple.invalid>: unknown"),
            "550 5.1.1 … unknown"
        );
    }
}
