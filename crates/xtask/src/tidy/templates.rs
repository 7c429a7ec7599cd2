//! Templates under a strict content policy: no inline style, script or handler, nothing that htmx would compile, no
//! value that escapes escaping.
//!
//! The browser would refuse the first ones in silence; here they are named with their line.

use super::{Finding, House};

/// What may not stand in a template, and why.
const REFUSED: [(&str, &str); 9] = [
    (" style=", "an inline style: the content policy refuses it"),
    ("<style", "an inline style sheet: the content policy refuses it"),
    ("<script>", "an inline script: the content policy refuses it"),
    (" onclick=", "an inline handler: the content policy refuses it"),
    (" onchange=", "an inline handler: the content policy refuses it"),
    (" onsubmit=", "an inline handler: the content policy refuses it"),
    ("hx-on", "htmx would compile it: the content policy refuses it"),
    ("\"js:", "htmx would compile it: the content policy refuses it"),
    ("javascript:", "the content policy refuses it"),
];

/// The filter that lets a value through as markup.
const UNESCAPED: &str = "|safe";

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in house
        .texts
        .iter()
        .filter(|text| text.path.starts_with("crates/") && text.ends(".html"))
    {
        for (index, line) in text.content.lines().enumerate() {
            let lower = line.to_lowercase();
            findings.extend(
                REFUSED
                    .iter()
                    .filter(|(word, _)| lower.contains(word))
                    .map(|(_, why)| Finding::new(&text.path, index + 1, *why)),
            );
            if lower.replace(' ', "").contains(UNESCAPED) {
                findings.push(Finding::new(&text.path, index + 1, "a value is let through as markup"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(line: &str) -> usize {
        check(&House::sample(&[("crates/plan/src/a.html", line)])).len()
    }

    #[test]
    fn what_the_content_policy_refuses_is_named() {
        assert_eq!(count("<p style=\"color: red\">"), 1);
        assert_eq!(count("<script>alert(1)</script>"), 1);
        assert_eq!(count("<a hx-on:click=\"x\">"), 1);
        assert_eq!(count("{{ title | safe }}"), 1);
    }

    #[test]
    fn plain_markup_passes() {
        assert_eq!(
            count("<script src=\"/assets/pacte.js\" defer></script><link rel=\"stylesheet\" href=\"x\">"),
            0
        );
    }
}
