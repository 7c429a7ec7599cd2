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

/// Declares a [`Query`] of words: those of a convention (`$4`) that a question asks for, by the bounds of its six ranges (`$5` to
/// `$16`), which [`answers!`](crate::answers) compares in its text.
#[macro_export]
macro_rules! words_query {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident -> $row:ident
        reading [ $($scoped:literal),* $(,)? ]
        $text:expr
    ) => {
        $crate::query! {
            $(#[$meta])*
            $vis $name(
                convention: $crate::macro_support::ConventionId,
                low1: String, high1: String, low2: String, high2: String, low3: String, high3: String,
                low4: String, high4: String, low5: String, high5: String, low6: String, high6: String,
            ) -> $row
            reading [$($scoped),*]
            $text
        }

        impl $name {
            /// The query that answers a question.
            $vis fn of(
                convention: $crate::macro_support::ConventionId,
                question: &$crate::macro_support::Question,
            ) -> Self {
                let [one, two, three, four, five, six] = question.ranges();
                Self {
                    convention,
                    low1: one.low,
                    high1: one.high,
                    low2: two.low,
                    high2: two.high,
                    low3: three.low,
                    high3: three.high,
                    low4: four.low,
                    high4: four.high,
                    low5: five.low,
                    high5: five.high,
                    low6: six.low,
                    high6: six.high,
                }
            }
        }
    };
}

/// The condition under which a word, in this column, is in one of the six ranges of a [`words_query!`](crate::words_query).
#[macro_export]
macro_rules! answers {
    ($word:literal) => {
        concat!(
            "((",
            $word,
            " >= $5 AND ",
            $word,
            " < $6) OR (",
            $word,
            " >= $7 AND ",
            $word,
            " < $8) OR (",
            $word,
            " >= $9 AND ",
            $word,
            " < $10) OR (",
            $word,
            " >= $11 AND ",
            $word,
            " < $12) OR (",
            $word,
            " >= $13 AND ",
            $word,
            " < $14) OR (",
            $word,
            " >= $15 AND ",
            $word,
            " < $16))"
        )
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
