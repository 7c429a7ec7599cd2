//! The nodes that sentences name: where an amendment places the actions that follow.
//!
//! A node is named by its level, its number and its title between quotes: nothing less says which one is meant.

use super::super::codes::{self, Code};
use super::{Heading, level_word};
use crate::passage::Passage;
use crate::wording;

/// "sous l'axe 2 « Grandir et s'engager »": a node named in a sentence.
pub(in crate::plan) fn under(passage: &Passage) -> Option<Heading> {
    let text = passage.joined();
    let first = passage.parts().first()?;
    let adds = wording::words(&text).iter().any(|word| {
        ["ajout", "inser", "rattach", "cree", "suivant"]
            .iter()
            .any(|stem| word.starts_with(stem))
    });
    let leads = ["sous l", "Sous l", "dans l", "Dans l", "à l", "À l"];
    let fits = |lead: &&&str| matches!(**lead, "sous l" | "Sous l") || adds;
    let found = leads.iter().filter(fits).flat_map(|lead| text.match_indices(lead));
    // A word that only ends so opens nothing: "voilà l'axe 2".
    let whole = |(at, _): &(usize, &str)| *at < first.1.len() && !text[..*at].ends_with(char::is_alphanumeric);
    let mut named = found
        .filter(whole)
        .filter_map(|(at, lead)| node_named(&text[at + lead.len()..]));
    let (level, code, title) = named.next()?;
    Some(Heading {
        level,
        code: Some(code),
        title: Passage::one(first.0, title),
        lines: passage.lines(),
    })
}

/// "'axe 2 « Grandir »", past the first letter of the article: the level, the code and the title.
fn node_named(rest: &str) -> Option<(String, Code, &str)> {
    let rest = ["'", "’", "a ", "e "].iter().find_map(|article| rest.strip_prefix(article))?;
    let word = wording::sentence_case(rest.split(char::is_whitespace).next()?);
    let (level, _) = level_word(&word).filter(|(_, rest)| rest.is_empty())?;
    let (code, title) = codes::leading(rest.split_once(char::is_whitespace)?.1)?;
    let title = title.trim().strip_prefix('«')?.split('»').next()?.trim();
    Some((level, code, title))
}
