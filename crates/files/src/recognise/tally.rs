//! The counts of a vote: "31 voix pour, 1 contre", "vingt-deux voix pour et deux abstentions", "Pour : 12", "aucune contre".

use domain::reading::{Lines, Sourced, Votes};

use super::rows::Row;
use crate::numbers;
use crate::prose::Prose;

/// Words of a count, at most.
const WIDEST: usize = 4;

/// The counts said between two words; nothing when there is none.
///
/// One count alone is a vote where the words speak of voices: "deux pour les familles" counts nobody.
pub(crate) fn tally(prose: &Prose, from: usize, to: usize) -> Option<Votes> {
    let words = prose.words();
    let mut votes = Votes::default();
    for (at, word) in words.iter().enumerate().take(to).skip(from) {
        if is_share(words, at) || is_joined(prose, at) {
            continue;
        }
        if let Some((favour, against)) = opposed(prose, (from, at, to)).filter(|_| votes == Votes::default()) {
            (votes.favour, votes.against) = (Some(favour), Some(against));
            continue;
        }
        if word == "voix" && votes.favour.is_none() && carried(words, at) {
            votes.favour = before(prose, from, at);
            continue;
        }
        if word == "unanimite" {
            votes.favour = votes.favour.or_else(|| unanimous(prose, at, to));
            continue;
        }
        let slot = match word.as_str() {
            "pour" | "favorable" | "favorables" => &mut votes.favour,
            "contre" | "defavorables" => &mut votes.against,
            word if word.starts_with("abstention") || word == "abstenus" => &mut votes.abstain,
            _ => continue,
        };
        if slot.is_none() {
            *slot = after(prose, at, to)
                .or_else(|| before(prose, from, at))
                .or_else(|| abstained(prose, from, at));
        }
    }
    let counted = [&votes.favour, &votes.against, &votes.abstain]
        .iter()
        .filter(|count| count.is_some())
        .count();
    let spoken = votes.abstain.is_some()
        || words.iter().take(to).skip(from).any(|word| word == "unanimite")
        || words.iter().take(to).skip(from).any(|word| is_voice(word));
    let spoken = spoken || closes(prose, from, to) && words.iter().any(|word| word.starts_with("deliber"));
    (counted > 1 || counted == 1 && spoken).then_some(votes)
}

/// "approuvé par 31 voix": those who were for, where nothing else follows.
fn carried(words: &[String], at: usize) -> bool {
    let by = (2..=WIDEST)
        .filter_map(|back| at.checked_sub(back))
        .find(|at| words[*at] == "par");
    let said = |word: &String| ["approuv", "adopt", "vot"].iter().any(|stem| word.starts_with(stem));
    let next = words.get(at + 1).map_or("", String::as_str);
    by.is_some_and(|by| words[..by].iter().rev().take(3).any(said)) && !matches!(next, "pour" | "contre" | "sur")
}

/// "à l'unanimité de ses neuf membres présents", "à l'unanimité des 15 votants": as many as are said to have voted.
fn unanimous(prose: &Prose, at: usize, to: usize) -> Option<Sourced<u32>> {
    let words = prose.words();
    let end = to.min(at + 7);
    let noisy = |at: usize| {
        exactly(&words[at..=at])
            .filter(|_| words[at].len() > 1)
            .map(|count| (count, 1))
    };
    let (start, (count, length)) = (at + 1..end).find_map(|at| Some((at, numbers::count(words, at).or_else(|| noisy(at))?)))?;
    // "à l'unanimité, après lecture à 9 membres" counts nobody who voted.
    let between = &words[at + 1..start];
    let links = |word: &String| matches!(word.as_str(), "de" | "des" | "ses" | "leurs" | "les" | "soit" | "par");
    if !between.iter().all(links) && between.last().is_none_or(|word| word != "soit") {
        return None;
    }
    let said = words.iter().take(to).skip(start + length).take(2).any(|word| {
        [
            "membre",
            "votant",
            "present",
            "voix",
            "suffrage",
            "elu",
            "conseiller",
            "delegue",
        ]
        .iter()
        .any(|who| word.starts_with(who))
    });
    // "à l'unanimité (19 voix)": the brackets hold the count and nothing else.
    let signs = prose.part(prose.end_of(at), prose.start_of(start));
    let ended = signs.contains(['.', ';']) || signs.contains('(') && signs.trim() != "(";
    (said && !ended).then(|| Sourced::new(count, prose.lines(prose.start_of(start), prose.end_of(start + length - 1))))
}

/// "deux élus s'étant abstenus", "pas d'abstention": a count that stands a little before.
fn abstained(prose: &Prose, from: usize, at: usize) -> Option<Sourced<u32>> {
    let words = prose.words();
    let lines = |start: usize| prose.lines(prose.start_of(start), prose.end_of(at));
    if !words[at].starts_with("abst") {
        return None;
    }
    let none = at > from && words[at - 1] == "sans" || at >= from + 2 && words[at - 2] == "pas" && words[at - 1] == "d";
    if none {
        return Some(Sourced::new(0, lines(at - 1)));
    }
    let first = from.max(at.saturating_sub(5));
    let (start, (count, _)) = (first..at).rev().find_map(|at| Some((at, numbers::count(words, at)?)))?;
    let signs = prose
        .part(prose.end_of(start), prose.start_of(at))
        .contains([',', ';', '.', '(', ')']);
    (words[at].starts_with("abstenu") && !signs).then(|| Sourced::new(count, lines(start)))
}

/// "délibération n° 12, 11 pour": the word that counts ends what is said.
fn closes(prose: &Prose, from: usize, to: usize) -> bool {
    let counts = |at: &usize| matches!(prose.words()[*at].as_str(), "pour" | "contre");
    let ended = |at: usize| {
        let sign = prose.part(prose.end_of(at), prose.start_of(at + 1)).trim_start();
        at + 1 == prose.words().len() || sign.starts_with([',', ';', ')', '.'])
    };
    (from..to).filter(counts).any(ended)
}

/// "onze pour cent" is a share.
fn is_share(words: &[String], at: usize) -> bool {
    words
        .get(at + 1)
        .is_some_and(|next| matches!(next.as_str(), "cent" | "mille"))
}

/// "2 contre-propositions" is one word.
fn is_joined(prose: &Prose, at: usize) -> bool {
    at + 1 < prose.words().len() && prose.part(prose.end_of(at), prose.start_of(at + 1)) == "-"
}

fn is_voice(word: &str) -> bool {
    matches!(
        word,
        "voix" | "suffrage" | "suffrages" | "vote" | "votes" | "votants" | "favorable" | "favorables" | "defavorables"
    )
}

/// "12 voix contre 3": those who were for, and those who were not.
fn opposed(prose: &Prose, (from, at, to): (usize, usize, usize)) -> Option<(Sourced<u32>, Sourced<u32>)> {
    let words = prose.words();
    let voices = at > from && words[at - 1] == "voix" && words[at] == "contre" && at + 1 < to;
    let blank = voices && prose.part(prose.end_of(at), prose.start_of(at + 1)).trim().is_empty();
    if !blank {
        return None;
    }
    let (count, length) = numbers::count(words, at + 1)?;
    let other = words.get(at + 1 + length).map_or("", String::as_str);
    if is_voice(other) || matches!(other, "pour" | "contre") || other.starts_with("abst") {
        return None;
    }
    let against = Sourced::new(count, prose.lines(prose.start_of(at), prose.end_of(at + length)));
    Some((before(prose, from, at)?, against))
}

/// The count that ends at this word, "voix" between them or not.
fn before(prose: &Prose, from: usize, at: usize) -> Option<Sourced<u32>> {
    let words = prose.words();
    let voix = at > from && matches!(words[at - 1].as_str(), "voix" | "votes" | "suffrages");
    let end = at - usize::from(voix);
    let first = from.max(end.saturating_sub(WIDEST));
    let (start, count) = (first..end).find_map(|start| Some((start, exactly(&words[start..end])?)))?;
    let near = prose.part(prose.end_of(end - 1), prose.start_of(at));
    // A sign between a number and what it counts tells them apart.
    let close = !near.contains([',', ';', ':', '(', ')', '.']);
    // "l'abstention du groupe" counts nobody.
    let elided = near.starts_with(['\'', '’']);
    (close && !elided).then(|| Sourced::new(count, prose.lines(prose.start_of(start), prose.end_of(at))))
}

/// The count that a colon announces: "Pour : 12".
fn after(prose: &Prose, at: usize, to: usize) -> Option<Sourced<u32>> {
    let words = prose.words();
    let sign = prose.part(prose.end_of(at), prose.start_of(at + 1));
    if !sign.contains([':', '=']) || at + 1 >= to {
        return None;
    }
    let (count, length) = numbers::count(words, at + 1).or_else(|| exactly(&words[at + 1..at + 2]).map(|count| (count, 1)))?;
    Some(Sourced::new(
        count,
        prose.lines(prose.start_of(at), prose.end_of(at + length)),
    ))
}

/// The number that these words are, and nothing else. Where a number must stand, a letter of a scan is a figure.
fn exactly(words: &[String]) -> Option<u32> {
    if let [word] = words {
        if matches!(word.as_str(), "aucun" | "aucune") {
            return Some(0);
        }
        let figures = numbers::cleaned(word).and_then(|(figures, _)| figures.parse().ok());
        if figures.is_some() {
            return figures.filter(|count| *count < 1000);
        }
    }
    let (count, length) = numbers::spelt(words, 0)?;
    (length == words.len()).then_some(count)
}

/// The count of a cell.
pub(crate) fn cell(row: &Row, column: Option<usize>) -> Option<Sourced<u32>> {
    let text = row.cell(column)?;
    let words = crate::wording::words(text);
    exactly(&words).map(|count| Sourced::new(count, Lines::one(row.line)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Passage;

    fn said(text: &str) -> [Option<u32>; 3] {
        let prose = Prose::of(&Passage::one(1, text));
        let votes = tally(&prose, 0, prose.words().len()).unwrap_or_default();
        [votes.favour, votes.against, votes.abstain].map(|count| count.map(|count| count.value))
    }

    #[test]
    fn counts_are_said_in_many_ways() {
        assert_eq!(
            said("31 voix pour, 1 voix contre, 3 abstentions"),
            [Some(31), Some(1), Some(3)]
        );
        assert_eq!(said("par dix-neuf voix pour et deux abstentions"), [Some(19), None, Some(2)]);
        assert_eq!(said("l5 voix pour, O contre, 2 abstentions"), [Some(15), Some(0), Some(2)]);
        assert_eq!(
            said("Pour : 35 - Contre : 0 - Abstention : aucune"),
            [Some(35), Some(0), Some(0)]
        );
        assert_eq!(said("35 pour, aucune contre, 4 abstentions"), [Some(35), Some(0), Some(4)]);
    }

    #[test]
    fn a_count_may_stand_by_unanimity_or_before_those_who_abstain() {
        assert_eq!(said("à l'unanimité de ses neuf membres présents"), [Some(9), None, None]);
        assert_eq!(said("prise à l'unanimité des 15 votants"), [Some(15), None, None]);
        assert_eq!(said("à l'unanimité, soit ll voix"), [Some(11), None, None]);
        assert_eq!(
            said("à l'unanimité des suffrages exprimés, soit 14 voix"),
            [Some(14), None, None]
        );
        assert_eq!(said("à l'unanimité le 9 juillet 2026"), [None; 3]);
        assert_eq!(said("à l'unanimité, la commission de 9 membres proposée"), [None; 3]);
        assert_eq!(
            said("par 22 voix contre 3, deux élus s'étant abstenus"),
            [Some(22), Some(3), Some(2)]
        );
        assert_eq!(
            said("vingt-six voix pour, une contre, pas d'abstention"),
            [Some(26), Some(1), Some(0)]
        );
    }

    #[test]
    fn voices_against_voices_are_two_counts() {
        assert_eq!(said("adopté par 12 voix contre 3"), [Some(12), Some(3), None]);
        assert_eq!(said("par 12 voix contre 3 et deux abstentions"), [Some(12), Some(3), Some(2)]);
        assert_eq!(
            said("31 voix pour, 1 voix contre 3 abstentions"),
            [Some(31), Some(1), Some(3)]
        );
        assert_eq!(said("par 9 voix pour"), [Some(9), None, None]);
        assert_eq!(said("délibération n° 2022-58 du 4 octobre, 9 pour"), [Some(9), None, None]);
    }

    #[test]
    fn ordinary_sentences_count_nobody() {
        for text in [
            "les habitants ont fait 2 contre-propositions",
            "deux ateliers pour les familles",
            "la lutte contre l'isolement, 3 contre la précarité",
            "l contre toute attente",
            "12 contre-indications et 4 pour-compte",
        ] {
            assert_eq!(said(text), [None; 3], "{text}");
        }
    }

    #[test]
    fn other_words_count_nothing() {
        assert_eq!(said("adoptée à l'unanimité, pour 2023 et contre toute attente"), [None; 3]);
        assert_eq!(said("article 12, pour les communes"), [None; 3]);
    }
}
