//! Those who sign, told as a list: "1. Caf du Val, 3 quai Bas, Val – M. Paul Petit, directeur".
//!
//! Opens only under words that announce those who sign, and only where two items at least name an organisation and a person.

use domain::reading::{Lines, Sourced};

use super::super::parties::{Person, Presented, without_civility};
use super::{bare_name, head, is_titled};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording;

/// The parties of the first list that names who signs.
pub(super) fn in_list(lines: &[Line]) -> Vec<Presented> {
    let titles = (0..lines.len()).filter(|at| is_titled(&lines[*at].words) || asks_who(&lines[*at]));
    let lists = titles.map(|at| {
        let below = lines[at + 1..].iter().filter(|line| !line.is_blank());
        below.map_while(party).collect::<Vec<Presented>>()
    });
    lists.into_iter().find(|found| found.len() > 1).unwrap_or_default()
}

/// "Qui signe ?", "Entre qui ?".
fn asks_who(line: &Line) -> bool {
    let asked = line.words.iter().any(|word| word.starts_with("sign"));
    line.words.len() <= 5 && line.words.first().is_some_and(|word| word == "qui") && asked
}

/// The party of an item, and the person who signs for it.
fn party(line: &Line) -> Option<Presented> {
    let text = item(line)?;
    head(&wording::words(text), 0)?;
    let signs = [" – ", " — ", " - ", " : "];
    let parted = signs.iter().filter_map(|sign| text.rsplit_once(sign));
    let (name, person) = parted.into_iter().find(|(_, person)| is_civil(person))?;
    let (person, function) = person
        .split_once(',')
        .map_or((person, None), |(name, rest)| (name, Some(rest)));
    let sourced = |text: &str| {
        Sourced::new(
            text.trim().trim_end_matches(['.', ';', ',']).to_owned(),
            Lines::one(line.number),
        )
    };
    let (name, brackets) = bare_name(name);
    Some(Presented {
        name: Passage::one(line.number, name),
        aliases: brackets.into_iter().map(sourced).collect(),
        persons: vec![Person {
            name: sourced(without_civility(person.trim())),
            function: function.map(sourced),
        }],
        ..Presented::default()
    })
}

/// The words of an item, of a list with or without numbers.
fn item(line: &Line) -> Option<&str> {
    let numbered = || {
        let rest = line.text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < line.text.len())
            .then(|| rest.strip_prefix(['.', ')']))
            .flatten()
            .map(str::trim)
    };
    line.item().or_else(numbered)
}

fn is_civil(text: &str) -> bool {
    ["Madame ", "Monsieur ", "Mme ", "M. ", "Mr "]
        .iter()
        .any(|civility| text.trim_start().starts_with(civility))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let told = |party: &Presented| format!("{} = {}", party.name.joined(), party.persons[0].name.value);
        in_list(&lines).iter().map(told).collect()
    }

    #[test]
    fn each_item_names_a_party_and_who_signs_for_it() {
        let list = "Parties à la convention :\n\n1. Caf du Val, 3 quai Bas, Val – M. Paul Petit, directeur\n\
                    2. Commune de Val – Mme Anne Roux, maire\n\n## Suite";
        assert_eq!(read(list), ["Caf du Val = Paul Petit", "Commune de Val = Anne Roux"]);
        assert!(read(&list.replace("Parties à la convention", "Les membres du comité")).is_empty());
        assert!(read(&list.replace(" – M. Paul Petit, directeur", "")).is_empty());
    }
}
