//! The number of packages we stand on may only be raised on purpose.
//!
//! `docs/dependencies.txt` holds it: a change that adds one raises the figure beside the reason in `Cargo.toml`; a
//! change that removes one lowers it.

use super::{Finding, House};

const RATCHET: &str = "docs/dependencies.txt";

pub(super) fn check(house: &House) -> Vec<Finding> {
    let counted = packages(house);
    let Some(text) = house.text(RATCHET) else {
        return vec![Finding::new(RATCHET, 1, format!("is missing: it should say {counted}"))];
    };
    match text.content.trim().parse::<usize>() {
        Ok(allowed) if allowed == counted => Vec::new(),
        Ok(allowed) => {
            let says = format!("Cargo.lock holds {counted} packages and {allowed} are agreed: agree to the new figure here");
            vec![Finding::new(RATCHET, 1, says)]
        }
        Err(_) => vec![Finding::new(RATCHET, 1, "should be one number")],
    }
}

/// The packages of the lock file.
pub(super) fn packages(house: &House) -> usize {
    house
        .text("Cargo.lock")
        .map_or(0, |lock| lock.content.lines().filter(|line| *line == "[[package]]").count())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: (&str, &str) = ("Cargo.lock", "[[package]]\nname = \"a\"\n\n[[package]]\nname = \"b\"\n");

    fn count(agreed: &str) -> usize {
        check(&House::sample(&[LOCK, (RATCHET, agreed)])).len()
    }

    #[test]
    fn the_figure_moves_on_purpose_both_ways() {
        assert_eq!(count("2\n"), 0);
        assert_eq!(count("1\n"), 1);
        assert_eq!(count("3\n"), 1);
        assert_eq!(count("many\n"), 1);
    }
}
