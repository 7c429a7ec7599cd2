//! The words of a cell as years, organisations, communes: told by the names that a convention gives itself.
//!
//! A name that is not known stays words; nothing is guessed from a part of it.

use domain::reading::{Holder, Key, Reading};
use domain::search::fold;

use super::words::YEARS;

/// What says that the whole territory is meant.
const WHOLE_TERRITORY: [&str; 5] = [
    "toutes",
    "toutes les communes",
    "tout le territoire",
    "ensemble du territoire",
    "territoire ctg",
];

/// Without the dash or the dot that begins an item.
pub(super) fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['-', '•', '–', '·', '*']).trim()
}

/// The years of a few words, in order.
pub(super) fn years_of(words: &str) -> Vec<i16> {
    let mut years: Vec<i16> = Vec::new();
    let mut joined = false;
    let mut digits = String::new();
    for letter in words.chars().chain([' ']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if let Some(year) = digits.parse().ok().filter(|year| digits.len() == 4 && YEARS.contains(year)) {
            let from = years.last().filter(|_| joined).map_or(year, |last| last + 1);
            years.extend(from.min(year)..=year);
            joined = false;
        }
        digits.clear();
        joined = joined || matches!(letter, '-' | '–' | 'à' | '/' | '>');
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// The organisations that a cell names, a line or a sign between them.
pub(super) fn pieces(words: &str, reading: &Reading) -> Vec<Holder> {
    let mut holders: Vec<Holder> = Vec::new();
    for piece in words
        .split(['\n', ';', '/', ',', '+'])
        .map(bare)
        .filter(|piece| !piece.is_empty())
    {
        let holder = known(piece, reading).map_or_else(|| Holder::Text(piece.to_owned()), Holder::Known);
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    holders
}

/// The communes that a cell names, and the words that name none.
pub(super) fn communes_of(words: &str, reading: &Reading) -> (Vec<Key>, Vec<String>) {
    if WHOLE_TERRITORY.contains(&fold(words).as_str()) {
        return (reading.perimeter.iter().map(|key| key.value.clone()).collect(), Vec::new());
    }
    let (mut keys, mut unknown) = (Vec::new(), Vec::new());
    for piece in words
        .split(['\n', ';', ',', '/', '+'])
        .map(bare)
        .filter(|piece| !piece.is_empty())
    {
        let key =
            known(piece, reading).filter(|key| reading.is_commune(key) || reading.groups.iter().any(|group| group.id == *key));
        match key {
            Some(key) if !keys.contains(&key) => keys.push(key),
            Some(_) => {}
            None => unknown.push(piece.to_owned()),
        }
    }
    (keys, unknown)
}

/// What stands before the name of an organisation.
const BEFORE: [&str; 9] = [
    "la ",
    "le ",
    "les ",
    "l'",
    "commune de ",
    "commune des ",
    "ville de ",
    "ville des ",
    "mairie de ",
];

/// The organisation of this name, among those of a reading.
fn known(name: &str, reading: &Reading) -> Option<Key> {
    let wanted = plain(name);
    let is = |known: &str| plain(known) == wanted;
    let party = reading.parties.iter().find(|party| {
        let names = std::iter::once(&party.name).chain(&party.aliases);
        names
            .into_iter()
            .filter(|name| name.value.chars().count() > 1)
            .any(|name| is(&name.value))
    });
    let organisation = || {
        reading
            .organisations
            .iter()
            .find(|known| is(&known.name.value))
            .map(|known| known.id.clone())
    };
    let group = || {
        reading
            .groups
            .iter()
            .find(|known| is(&known.name.value))
            .map(|known| known.id.clone())
    };
    party.map(|party| party.id.clone()).or_else(organisation).or_else(group)
}

/// A name as it is compared: folded, without what stands before it.
pub(crate) fn plain(name: &str) -> String {
    let mut rest = fold(name).replace('’', "'");
    while let Some(shorter) = BEFORE.iter().find_map(|before| rest.strip_prefix(before)) {
        rest = shorter.to_owned();
    }
    rest.replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_alone_in_a_list_and_from_one_to_another() {
        assert_eq!(years_of("2022-2024"), [2022, 2023, 2024]);
        assert_eq!(years_of("de 2022 à 2023 puis 2026"), [2022, 2023, 2026]);
        assert_eq!(years_of("2022, 2024"), [2022, 2024]);
        assert_eq!(years_of("dès que possible"), [0_i16; 0]);
        assert_eq!(years_of("12 000 €"), [0_i16; 0]);
    }
}
