//! Small pieces: a function within 60 lines, a file within 400, tests aside.
//!
//! Clippy counts statements; here every line counts, since every line is read.

use super::{Finding, House};

/// A function, from its signature to its closing brace.
const FUNCTION_LINES: usize = 60;

/// A file, test code aside.
const FILE_LINES: usize = 400;

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in &house.sources {
        let lines = source.lines().count();
        if lines > FILE_LINES {
            findings.push(Finding::new(
                &source.text.path,
                1,
                format!("{lines} lines without tests, over {FILE_LINES}"),
            ));
        }
        for function in source
            .functions
            .iter()
            .filter(|function| !source.is_test(*function.lines.start()))
        {
            let lines = function.lines.end() - function.lines.start() + 1;
            if lines > FUNCTION_LINES {
                let says = format!("`{}` takes {lines} lines, over {FUNCTION_LINES}", function.name);
                findings.push(Finding::new(&source.text.path, *function.lines.start(), says));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(content: &str) -> usize {
        check(&House::sample(&[("crates/plan/src/a.rs", content)])).len()
    }

    #[test]
    fn a_function_of_sixty_lines_is_the_longest() {
        let body = |lines: usize| format!("fn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2));
        assert_eq!(count(&body(60)), 0);
        assert_eq!(count(&body(61)), 1);
    }

    #[test]
    fn tests_do_not_count_in_a_file() {
        let short = "// line\n".repeat(390);
        let tests = format!("{short}#[cfg(test)]\nmod tests {{\n{}}}\n", "    // line\n".repeat(100));
        assert_eq!(count(&tests), 0);
        assert_eq!(count(&"// line\n".repeat(401)), 1);
    }
}
