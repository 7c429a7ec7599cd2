//! The contracts that a convention follows: what each was, for which commune, until which day.

use domain::reading::{Holder, PredecessorRead, Sourced};

use super::holders::Who;
use crate::calendar;
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::recognise::flow::paragraphs;

/// Contracts beyond this are noise.
const MOST: usize = 500;

/// The predecessors that sentences name with their end, each once.
pub(crate) fn bind(lines: &[Line], who: Who<'_>) -> Vec<PredecessorRead> {
    let mut found: Vec<PredecessorRead> = Vec::new();
    for paragraph in paragraphs(lines)
        .iter()
        .filter(|paragraph| speaks_of_contract(&paragraph.passage))
    {
        let mut kind = None;
        for sentence in paragraph.passage.sentences() {
            let tokens = sentence.tokens();
            let named = kind_of(&sentence, &tokens);
            let refers = tokens
                .first()
                .is_some_and(|token| matches!(token.fold.as_str(), "celui" | "ceux"));
            if named.is_some() || !refers {
                kind = named;
            }
            if let Some(kind) = &kind {
                found.extend(ended(&sentence, kind, who));
            }
        }
    }
    let mut known = Vec::new();
    found.retain(|before| {
        let fresh = !known.contains(&before.party.value);
        known.push(before.party.value.clone());
        fresh
    });
    found.truncate(MOST);
    found
}

/// Whether a contract may be named: few paragraphs do, and the others need not be read word by word.
fn speaks_of_contract(passage: &Passage) -> bool {
    let speaks = |text: &str| {
        let small = text.to_ascii_lowercase();
        small.contains("contrat") || small.contains("cej")
    };
    passage.parts().iter().any(|(_, text)| speaks(text))
}

/// "Contrat Enfance Jeunesse", "CEJ", "Contrat Temps Libre", as printed.
fn kind_of(sentence: &Passage, tokens: &[Token]) -> Option<Sourced<String>> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let length = |at: usize| match fold(at) {
        "cej" => Some(1),
        "contrat" | "contrats" => match (fold(at + 1), fold(at + 2), fold(at + 3)) {
            ("enfance", "jeunesse", _) | ("temps", "libre" | "libres", _) => Some(3),
            ("enfance", "et", "jeunesse") => Some(4),
            ("enfance", _, _) => Some(2),
            _ => None,
        },
        _ => None,
    };
    let (at, length) = (0..tokens.len()).find_map(|at| Some((at, length(at)?)))?;
    Some(sentence.between(&tokens[at], &tokens[at + length - 1]).sourced())
}

/// The communes of a sentence that says when the contract ends; an end is needed.
fn ended(sentence: &Passage, kind: &Sourced<String>, who: Who<'_>) -> Vec<PredecessorRead> {
    const ENDS: [&str; 9] = [
        "terme", "echeance", "expire", "expirera", "echu", "prendra", "termine", "fin", "jusqu",
    ];
    let words = sentence.words();
    let ends = words.iter().any(|word| ENDS.contains(&word.as_str()));
    let dates = calendar::dates(&words);
    let [(at, day)] = dates.as_slice() else { return Vec::new() };
    if !ends {
        return Vec::new();
    }
    let tokens = sentence.tokens();
    let Some(date) = tokens.get(*at) else { return Vec::new() };
    let date = sentence.between(date, date).lines();
    let communes = who.named(sentence).into_iter().filter_map(|holder| match holder.value {
        Holder::Known(key) if who.names.is_commune(&key) => Some(Sourced::new(key, holder.lines)),
        _ => None,
    });
    let read = communes.map(|party| PredecessorRead {
        lines: super::union([&party.lines, &date, &kind.lines]),
        kind: kind.clone(),
        party,
        end: Some(Sourced::new(*day, date.clone())),
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bind::holders::tests::parties;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let (parties, names) = parties();
        let who = Who {
            names: &names,
            parties: &parties,
        };
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = bind(&normalise(&lines), who).into_iter();
        found
            .map(|before| {
                let end = before.end.map_or(String::new(), |day| day.value.to_string());
                format!("{} {} {end}", before.party.value.0, before.kind.value)
            })
            .collect()
    }

    #[test]
    fn each_commune_has_the_end_of_its_contract() {
        assert_eq!(
            read(
                "Le Contrat Enfance Jeunesse de Valmont est arrivé à terme le 31/12/2021. Celui des Ormes expirera le 31 décembre 2022."
            ),
            [
                "p3 Contrat Enfance Jeunesse 2021-12-31",
                "p2 Contrat Enfance Jeunesse 2022-12-31"
            ]
        );
        assert_eq!(
            read("Les CEJ des communes ont pris fin le 31/12/2020."),
            ["p2 CEJ 2020-12-31", "p3 CEJ 2020-12-31"]
        );
        assert_eq!(
            read("Le Contrat Enfance Jeunesse de Valmont est un bon contrat depuis le 31/12/2021."),
            [""; 0]
        );
        assert_eq!(
            read("Celui de Valmont prend fin le 31/12/2021."),
            [""; 0],
            "of what is not said"
        );
    }
}
