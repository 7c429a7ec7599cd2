//! What a person, an organisation or a function is called: one rule of length and content for every form.
//!
//! It never changes the letters: what was typed is kept as it is, without the blanks around it, or refused.

/// A name or a function that can be kept and shown anywhere: on one line, with something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called(String);

/// Why something is not called that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCalled {
    /// Nothing was typed.
    Missing,
    /// It has more characters than are kept.
    TooLong {
        /// How many characters are kept.
        most_chars: usize,
        /// What the form calls it: `Le nom`, `La fonction`.
        what: &'static str,
    },
    /// It holds a mark that nobody sees: a control character, one of no width, or one that turns the direction of the text.
    Hidden,
    /// It holds no letter.
    NoLetter,
}

impl Called {
    /// Characters of the longest name of a person or of an organisation.
    pub const NAME_CHARS: usize = 120;

    /// Characters of the longest function.
    pub const FUNCTION_CHARS: usize = 200;

    /// The name of a person or of an organisation.
    pub fn name(typed: &str) -> Result<Self, NotCalled> {
        Self::within(typed, "Le nom", Self::NAME_CHARS)
    }

    /// The function of a person.
    pub fn function(typed: &str) -> Result<Self, NotCalled> {
        Self::within(typed, "La fonction", Self::FUNCTION_CHARS)
    }

    fn within(typed: &str, what: &'static str, most_chars: usize) -> Result<Self, NotCalled> {
        let text = typed.trim();
        if text.is_empty() {
            Err(NotCalled::Missing)
        } else if text.chars().any(is_hidden) {
            Err(NotCalled::Hidden)
        } else if !text.chars().any(char::is_alphabetic) {
            Err(NotCalled::NoLetter)
        } else if text.chars().count() > most_chars {
            Err(NotCalled::TooLong { most_chars, what })
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The text, as kept.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

/// What to do about it, for the person who typed.
impl std::fmt::Display for NotCalled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("Écrivez ce nom."),
            Self::TooLong { most_chars, what } => {
                write!(f, "{what} dépasse {most_chars}\u{a0}caractères\u{a0}: écrivez moins long.")
            }
            Self::Hidden => f.write_str(
                "Ce texte contient des signes qui ne se voient pas, venus sans doute d’un copier-coller. Tapez-le au clavier.",
            ),
            Self::NoLetter => f.write_str("Ce texte ne contient aucune lettre. Écrivez un nom qui se lit."),
        }
    }
}

/// Marks that nobody sees: a text that holds one looks like another, or turns the line around it.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_by_everyone() {
        for name in [
            "Claire Dupont",
            " Jean-Noël D’Hôtel ",
            "Ly",
            "Société 2000",
            "Анна",
            "3e adjointe\u{a0}: petite enfance",
        ] {
            assert_eq!(Called::name(name), Ok(Called(name.trim().to_owned())));
        }
        for (name, why) in [
            ("", NotCalled::Missing),
            (" \u{a0} ", NotCalled::Missing),
            ("\u{200b}\u{200f}", NotCalled::Hidden),
            ("Claire\u{202e}tnopuD", NotCalled::Hidden),
            ("Claire\nDupont", NotCalled::Hidden),
            ("Claire\u{0}", NotCalled::Hidden),
            ("12-34", NotCalled::NoLetter),
            ("—", NotCalled::NoLetter),
        ] {
            assert_eq!(Called::name(name), Err(why), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_counted_in_characters() {
        let long = |count| "é".repeat(count);
        assert!(Called::name(&long(120)).is_ok());
        assert_eq!(
            Called::name(&long(121)),
            Err(NotCalled::TooLong {
                most_chars: 120,
                what: "Le nom"
            })
        );
        assert!(Called::function(&long(200)).is_ok() && Called::function(&long(201)).is_err());
    }
}
