//! A query is a type: static SQL over scoped names, its parameters and its row.
//!
//! The unfiltered table is never within its reach: a text that names it does not compile.

use crate::columns::FromRow;
use crate::value::Value;

/// A read, written with [`query!`](crate::query).
pub trait Query: Send + 'static {
    /// What each row becomes.
    type Row: FromRow + Send;

    /// The text, over scoped names; own parameters start at `$4`.
    const TEXT: &'static str;

    /// The scoped names it reads.
    const READING: &'static [&'static str];

    /// The nulls of its own parameters, in order: their kinds.
    const PARAMETERS: &'static [Value];

    /// Its own parameters, in order.
    fn bind(self, values: &mut Vec<Value>);
}

/// Declares a [`Query`]: its parameters (from `$4`), its row, the scoped names it reads and its text.
///
/// `$1` is the person, `$2` the mandate and `$3` the day: bound by the store, for the scopes.
#[macro_export]
macro_rules! query {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident ( $($param:ident : $type:ty),* $(,)? ) -> $($row:ident)::+
        reading [ $($scoped:literal),* $(,)? ]
        $text:expr
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $(
                #[doc = "Parameter of the query."]
                $vis $param: $type,
            )*
        }

        const _: () = $crate::macro_support::check_query($text);

        impl $crate::Query for $name {
            type Row = $($row)::+;
            const TEXT: &'static str = $text;
            const READING: &'static [&'static str] = &[$($scoped),*];
            const PARAMETERS: &'static [$crate::Value] = &[$(<$type as $crate::macro_support::Nullable>::NULL),*];

            fn bind(self, values: &mut ::std::vec::Vec<$crate::Value>) {
                $( values.push($crate::Value::from(self.$param)); )*
                let _ = values;
            }
        }
    };
}

/// Refuses, at compile time, a text that is not a scoped read.
///
/// # Panics
/// When the text names an unfiltered table or does not start with `SELECT` or `WITH`: the compiler shows why.
pub const fn check_query(text: &str) {
    let text = text.as_bytes();
    assert!(
        !holds(text, b"unscoped_"),
        "a query reads scoped names: write `action`, never `unscoped_action`"
    );
    assert!(
        matches!(
            text,
            [b'S', b'E', b'L', b'E', b'C', b'T', b' ' | b'\n', ..] | [b'W', b'I', b'T', b'H', b' ', ..]
        ),
        "a query starts with SELECT or WITH: what changes something is a fact, recorded"
    );
}

const fn holds(text: &[u8], word: &[u8]) -> bool {
    let mut rest = text;
    while let [_, tail @ ..] = rest {
        if starts_with(rest, word) {
            return true;
        }
        rest = tail;
    }
    false
}

/// Whether `text` starts with `word`, in any case.
const fn starts_with(text: &[u8], word: &[u8]) -> bool {
    match text.split_at_checked(word.len()) {
        Some((start, _)) => start.eq_ignore_ascii_case(word),
        None => false,
    }
}
