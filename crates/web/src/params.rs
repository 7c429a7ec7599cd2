//! The parameters of an address. Each is an ordinal; anything else is an address that does not exist.

/// Names and ordinals, in the order of the pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Params(Vec<(String, i64)>);

impl Params {
    /// Reads them; `None` as soon as one is not an ordinal.
    pub(crate) fn read<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Option<Self> {
        pairs
            .into_iter()
            .map(|(name, text)| Some((name.to_owned(), ordinal(text)?)))
            .collect::<Option<Vec<_>>>()
            .map(Self)
    }

    /// The parameter of this name.
    pub(crate) fn get(&self, name: &str) -> Option<i64> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }
}

/// A decimal number from 1, written one way only.
fn ordinal(text: &str) -> Option<i64> {
    let digits = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinals_are_parameters() {
        assert_eq!(ordinal("15"), Some(15));
        for text in ["", "0", "01", "-1", "+1", "1a", "a", "9223372036854775808", "1%20", "１"] {
            assert_eq!(ordinal(text), None, "{text:?}");
        }
    }

    #[test]
    fn one_that_is_not_spoils_them_all() {
        let params = Params::read([("convention", "1"), ("action", "15")]).expect("ordinals");
        assert_eq!((params.get("action"), params.get("autre")), (Some(15), None));
        assert_eq!(Params::read([("convention", "1"), ("action", "quinze")]), None);
    }
}
