//! How a party is called where it is presented: its name, and what stands in brackets beside it.
//!
//! Never reads who represents it.

use crate::wording;

/// The name without its address, and what its brackets say.
pub(super) fn bare_name(whole: &str) -> (&str, Vec<&str>) {
    let end = name_end(whole);
    let bracket = whole.find('(').and_then(|open| {
        let close = whole[open..].find(')')? + open;
        Some(whole[open + 1..close].trim_matches(['«', '»', '"', '“', '”', ' ', '\u{a0}']))
    });
    let short = |text: &&str| !text.is_empty() && text.split_whitespace().count() <= 6;
    let name = whole[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    (name, bracket.filter(short).into_iter().collect())
}

/// Where a name ends: "syndicat à vocation scolaire (SIVOS) du Val" goes on past its initials.
fn name_end(whole: &str) -> usize {
    let ends = [',', ';', '(', '«', ':'];
    let end = whole.find(ends).unwrap_or(whole.len());
    let rest = whole[end..].strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let initials = |text: &str| wording::is_capitals(text) && !text.contains(' ');
    let Some((_, after)) = rest.filter(|(inside, _)| initials(inside)) else {
        return end;
    };
    let linked = ["de ", "du ", "des ", "d'", "d’"]
        .iter()
        .any(|link| after.trim_start().starts_with(link));
    let from = whole.len() - after.len();
    if linked {
        from + after.find(ends).unwrap_or(after.len())
    } else {
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_past_its_initials() {
        assert_eq!(
            bare_name("syndicat scolaire (SIVOS) du Val, "),
            ("syndicat scolaire (SIVOS) du Val", vec!["SIVOS"])
        );
        assert_eq!(
            bare_name("Caisse du Val (« la Caf »), 3 rue Basse"),
            ("Caisse du Val", vec!["la Caf"])
        );
    }
}
