//! Static statements, written once with `$n` and rewritten for SQLite by the compiler.
//!
//! In SQLite `$n` is a *name*, numbered by first appearance: binding by position would be wrong, and silent. `?n` is a
//! number there. Both texts have the same length, so the rewrite needs no allocation.

/// A statement written in the source. It does nothing by itself: only a `Writer` runs it.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    pub(crate) postgres: &'static str,
    pub(crate) sqlite: &'static str,
}

impl Sql {
    /// Both texts of one statement, as [`sql!`](crate::sql) gives them.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(postgres: &'static str, sqlite: &'static [u8]) -> Self {
        match std::str::from_utf8(sqlite) {
            Ok(sqlite) => Self { postgres, sqlite },
            Err(_) => panic!("the statement is not UTF-8"),
        }
    }
}

/// A statement for a `Writer`: `sql!("INSERT INTO unscoped_lane (…) VALUES ($1, $2)")`.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {
        const {
            const TEXT: &str = $text;
            const SQLITE: [u8; TEXT.len()] = $crate::macro_support::question_marks(TEXT);
            $crate::Sql::new(TEXT, &SQLITE)
        }
    };
}

/// How a letter stands, as three rooms read it of the outbox: `letter_state!("m")` is of the row `m`. One that came back is stored as sent,
/// with the moment when it did.
#[macro_export]
macro_rules! letter_state {
    ($row:literal) => {
        concat!(
            "CASE WHEN ",
            $row,
            ".returned IS NULL THEN ",
            $row,
            ".state ELSE 'returned' END"
        )
    };
}

/// `text` with `?n` for `$n`.
///
/// # Panics
/// Never: `N` is the length of `text`, as the macro writes it.
#[must_use]
pub const fn question_marks<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(text.as_bytes());
    number_parameters(&mut bytes);
    bytes
}

/// The same, in a text composed at run time.
pub(crate) const fn number_parameters(bytes: &mut [u8]) {
    let mut i = 0;
    while i + 1 < bytes.len() {
        if bytes[i] == b'$' && bytes[i + 1].is_ascii_digit() {
            bytes[i] = b'?';
        }
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn parameters_out_of_order_keep_their_numbers() {
        let sql = sql!("SELECT $2, $1, 'à $', $10");
        assert_eq!(sql.sqlite, "SELECT ?2, ?1, 'à $', ?10");
        assert_eq!(sql.postgres, "SELECT $2, $1, 'à $', $10");
    }
}
