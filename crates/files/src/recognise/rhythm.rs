//! How often a body meets: "1 à 2 fois par an", "au moins une fois par trimestre", "deux réunions annuelles".

/// How often a body meets in a year, at least and at most, as these words say it: for whoever types them; nothing when they count
/// nothing.
#[must_use]
pub fn meetings_per_year(words: &str) -> Option<(u16, u16)> {
    rhythm(&crate::wording::words(words))
}

/// The least and the most a year that these folded words say; the least twice when they set no upper bound.
pub(crate) fn rhythm(words: &[String]) -> Option<(u16, u16)> {
    (0..words.len()).find_map(|at| counted(words, at)).or_else(|| every(words))
}

/// "N à M fois par an", "N réunions annuelles".
fn counted(words: &[String], at: usize) -> Option<(u16, u16)> {
    // A scan prints "l fois" for "1 fois".
    let printed = words.get(at)?;
    let noisy = printed == "l" && words.get(at + 1).is_some_and(|word| word == "fois");
    let first = number(printed).or(noisy.then_some(1))?;
    let between = at > 0 && words[at - 1] == "entre";
    let ranged = words
        .get(at + 1)
        .is_some_and(|word| word == "a" || word == "ou" || between && word == "et");
    let second = words.get(at + 2).and_then(|word| number(word)).filter(|_| ranged);
    let next = at + if second.is_some() { 3 } else { 1 };
    let what = words.get(next)?;
    if !(what == "fois" || what.starts_with("reunion") || what.starts_with("seance") || what.starts_with("rencontre")) {
        return None;
    }
    let times = period(words.get(next + 1..)?)?;
    let before = |sought: &[&str]| at > 0 && words[..at].ends_with(&owned(sought));
    let least = first.checked_mul(times)?;
    let most = second.unwrap_or(first).checked_mul(times)?;
    let at_most = before(&["au", "plus"]) || before(&["au", "maximum"]);
    Some(if at_most { (0, most) } else { (least, most.max(least)) })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// How many of these periods a year has.
fn period(words: &[String]) -> Option<u16> {
    let first = words.first()?.as_str();
    let named = match first {
        "par" | "l" | "chaque" | "tous" | "dans" | "au" => words.get(1..)?.iter().find(|word| !is_small(word))?.as_str(),
        _ => first,
    };
    match named {
        "an" | "ans" | "annee" | "annuelle" | "annuelles" | "annuellement" => Some(1),
        "semestre" | "semestres" | "semestrielle" | "semestrielles" => Some(2),
        "trimestre" | "trimestres" | "trimestrielle" | "trimestrielles" => Some(4),
        "mois" | "mensuelle" | "mensuelles" => Some(12),
        _ => None,
    }
}

fn is_small(word: &str) -> bool {
    matches!(word, "l" | "les" | "la" | "le" | "cours" | "de")
}

/// "tous les deux mois", "chaque trimestre", "annuellement".
fn every(words: &[String]) -> Option<(u16, u16)> {
    let twice = |times: u16| Some((times, times));
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "annuellement" => return twice(1),
            "semestriellement" => return twice(2),
            "trimestriellement" => return twice(4),
            "mensuellement" => return twice(12),
            "chaque" => {
                if let Some(times) = period(&words[at..]) {
                    return twice(times);
                }
            }
            "tous" => {
                let count = words.get(at + 2).and_then(|word| number(word)).filter(|count| *count > 0);
                let months = words.get(at + 3).is_some_and(|word| word == "mois");
                match (count, months) {
                    (Some(count), true) if 12 % count == 0 => return twice(12 / count),
                    _ => {}
                }
                let regular = |word: &String| matches!(word.as_str(), "ans" | "mois" | "trimestres" | "semestres");
                if words.get(at + 2).is_some_and(regular) {
                    return twice(period(&words[at..])?);
                }
            }
            _ => {}
        }
    }
    None
}

/// A small number in a word or in figures.
pub(crate) fn number(word: &str) -> Option<u16> {
    const WORDS: [&str; 12] = [
        "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    ];
    let spelt = || {
        WORDS
            .iter()
            .zip(1_u16..)
            .find(|(spelt, _)| **spelt == word)
            .map(|(_, count)| count)
    };
    let figure = || word.parse().ok().filter(|count| (1..=100).contains(count));
    if word == "une" { Some(1) } else { spelt().or_else(figure) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_is_said_in_many_ways() {
        let read = |text: &str| rhythm(&crate::wording::words(text));
        for (text, expected) in [
            ("Se réunit 1 à 2 fois par an", Some((1, 2))),
            ("se réunit au moins une fois par an", Some((1, 1))),
            ("se réunit une fois par trimestre", Some((4, 4))),
            ("deux réunions annuelles", Some((2, 2))),
            ("se réunit trois à quatre fois l'an", Some((3, 4))),
            ("se réunira au plus deux fois dans l'année", Some((0, 2))),
            ("se réunit tous les deux mois", Some((6, 6))),
            ("se réunit tous les ans", Some((1, 1))),
            ("une réunion chaque semestre", Some((2, 2))),
            ("se réunit annuellement", Some((1, 1))),
            ("se réunit tous les trimestres", Some((4, 4))),
            ("se réunit entre quatre et six fois par an", Some((4, 6))),
            ("se réunit de trois à quatre fois par an", Some((3, 4))),
            ("se reunit l fois par an", Some((1, 1))),
            ("sont réunis chaque année au mois d'octobre", Some((1, 1))),
            ("Organiser les réunions du Comité", None),
            ("se réunit à la demande de 2 membres", None),
            ("se réunit 65535 fois par mois", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
