//! How many tests passed and failed, read from the closing lines of the runners.
//!
//! Three shapes are known: nextest's summary, `cargo test`'s result, and the plain line of our browser stories.

use std::fmt;

/// Tests counted over one or several runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Ran and held.
    pub(crate) passed: u64,
    /// Ran and did not hold, or could not run.
    pub(crate) failed: u64,
}

impl Totals {
    /// Adds another run.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// What this line closes, when it is a closing line.
    pub(crate) fn closing(line: &str) -> Option<Self> {
        let counts = after_nextest(line)
            .or_else(|| after_cargo_test(line))
            .or_else(|| plain(line))?;
        let mut totals = Self::default();
        for count in counts.split([',', ';']) {
            let mut words = count.split_whitespace();
            let (Some(number), Some(word)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else { continue };
            match word {
                "passed" => totals.passed += number,
                "failed" | "exec" | "timed" => totals.failed += number,
                _ => {}
            }
        }
        Some(totals)
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// `Summary [   1.9s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`
fn after_nextest(line: &str) -> Option<&str> {
    let (head, counts) = line.split_once(" run: ")?;
    (head.trim_start().starts_with("Summary [") && head.contains(" test")).then_some(counts)
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; …`
fn after_cargo_test(line: &str) -> Option<&str> {
    Some(line.strip_prefix("test result: ")?.split_once(". ")?.1)
}

/// `12 passed, 0 failed`, alone on its line.
fn plain(line: &str) -> Option<&str> {
    let (passed, failed) = line.split_once(", ")?;
    let counted = |part: &str, word| {
        part.strip_suffix(word)
            .is_some_and(|number| number.trim().parse::<u64>().is_ok())
    };
    (counted(passed, " passed") && counted(failed, " failed")).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(u64, u64)>) {
        let expected = expected.map(|(passed, failed)| Totals { passed, failed });
        assert_eq!(Totals::closing(line), expected, "{line}");
    }

    #[test]
    fn closing_lines_of_the_three_runners() {
        check(
            "     Summary [   1.932s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped",
            Some((11, 1)),
        );
        check("     Summary [   0.004s] 1 test run: 1 passed, 0 skipped", Some((1, 0)));
        check(
            "     Summary [  60.004s] 3/9 tests run: 1 passed, 1 failed, 1 timed out, 0 skipped",
            Some((1, 2)),
        );
        check(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            Some((3, 0)),
        );
        check(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
            Some((3, 2)),
        );
        check("240 passed, 1 failed", Some((240, 1)));
    }

    #[test]
    fn other_lines_close_nothing() {
        check("the tests passed, none failed", None);
        check("warning: 3 passed, 2 failed elsewhere", None);
        check("test result of something", None);
        check("  42 tests run", None);
    }

    #[test]
    fn the_last_line_of_ci_is_itself_a_closing_line() {
        let totals = Totals { passed: 7, failed: 2 };
        assert_eq!(Totals::closing(&totals.to_string()), Some(totals));
    }
}
