//! What a report does to one value of its lane. Saying nothing and taking a value back are two different words: an empty field
//! alone cannot tell them apart, so that whoever reads a form says which it is.

/// What a report does to one value: it leaves it, takes it back, or gives another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Update<T> {
    /// It says nothing: what was known of it stays.
    #[default]
    Keep,
    /// It takes it back: nothing is known of it any more.
    Clear,
    /// It gives it.
    Set(T),
}

impl<T> Update<T> {
    /// The value given, if one is.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// What a value becomes.
    pub fn over(self, was: Option<T>) -> Option<T> {
        match self {
            Self::Keep => was,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Whether it takes the value back.
    pub const fn clears(&self) -> bool {
        matches!(self, Self::Clear)
    }

    /// What it gives, under another form.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Update<U> {
        match self {
            Self::Keep => Update::Keep,
            Self::Clear => Update::Clear,
            Self::Set(value) => Update::Set(of(value)),
        }
    }
}

/// A value that is absent says nothing.
impl<T> From<Option<T>> for Update<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_say_nothing_is_not_to_take_back() {
        assert_eq!(Update::Keep.over(Some(40)), Some(40));
        assert_eq!(Update::Clear.over(Some(40)), None);
        assert_eq!(Update::Set(60).over(Some(40)), Some(60));
        assert_eq!(Update::from(None::<i64>), Update::Keep);
    }
}
