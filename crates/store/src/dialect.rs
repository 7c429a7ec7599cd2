//! The two engines, and the few words in which their table definitions differ. Statements never differ.

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The embedded engine: one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// Ends a table whose rows are kept in the order of its primary key.
const CLUSTERED: &str = "); -- clustered";

impl Dialect {
    /// Definitions written once, in the words of this engine.
    ///
    /// They use `BIGINT`, `TEXT` and `BYTEA`; a table ends on a line of its own, with `);` or `); -- clustered`.
    pub(crate) fn definitions(self, text: &str) -> String {
        text.lines().map(|line| self.line(line)).collect()
    }

    fn line(self, line: &str) -> String {
        if line.trim_start().starts_with("--") {
            return String::new();
        }
        match self {
            Self::Sqlite if line == CLUSTERED => ") WITHOUT ROWID, STRICT;\n".to_owned(),
            Self::Sqlite if line == ");" => ") STRICT;\n".to_owned(),
            Self::Sqlite => words(line, &[("BIGINT", "INTEGER"), ("BYTEA", "BLOB")]),
            // Texts sort by code point on both engines; French order comes from stored sort keys.
            Self::Postgres => words(line, &[("TEXT", "TEXT COLLATE \"C\"")]),
        }
    }
}

/// The line, with whole words replaced.
fn words(line: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    for word in line.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_') {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
        match pairs.iter().find(|(from, _)| *from == bare) {
            Some((_, to)) => {
                out.push_str(to);
                out.push_str(&word[bare.len()..]);
            }
            None => out.push_str(word),
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
-- Why it exists.
CREATE TABLE unscoped_lane (
    convention BIGINT NOT NULL,
    context TEXT,
    PRIMARY KEY (convention)
); -- clustered
";

    #[test]
    fn one_text_in_the_words_of_each_engine() {
        let sqlite = Dialect::Sqlite.definitions(TABLE);
        assert!(sqlite.contains("convention INTEGER NOT NULL,\n    context TEXT,"), "{sqlite}");
        assert!(sqlite.ends_with(") WITHOUT ROWID, STRICT;\n"), "{sqlite}");
        let postgres = Dialect::Postgres.definitions(TABLE);
        assert!(
            postgres.contains("convention BIGINT NOT NULL,\n    context TEXT COLLATE \"C\","),
            "{postgres}"
        );
        assert!(postgres.starts_with("CREATE TABLE"), "{postgres}");
    }
}
