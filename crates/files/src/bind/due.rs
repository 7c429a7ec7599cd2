//! When a duty falls: the words, and what can be counted of them.

use domain::reading::{Due, DueRead, DutyKind, Unit};

use crate::calendar;
use crate::passage::{Passage, Token};

/// The time that a sentence gives, if it gives one.
pub(super) fn due(sentence: &Passage, kind: DutyKind) -> Option<DueRead> {
    let tokens = sentence.tokens();
    let read = Read {
        sentence,
        tokens: &tokens,
    };
    read.delay()
        .or_else(|| read.dated())
        .or_else(|| read.yearly())
        .or_else(|| read.once())
        .or_else(|| read.before())
        .or_else(|| read.proposed(kind))
        .or_else(|| read.throughout())
}

struct Read<'t> {
    sentence: &'t Passage,
    tokens: &'t [Token],
}

impl Read<'_> {
    fn fold(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.fold.as_str())
    }

    fn words(&self, first: usize, last: usize, value: Option<Due>) -> Option<DueRead> {
        let text = self
            .sentence
            .between(self.tokens.get(first)?, self.tokens.get(last)?)
            .sourced();
        Some(DueRead { text, value })
    }

    fn is_closed(&self, at: usize) -> bool {
        at + 1 >= self.tokens.len()
            || self
                .sentence
                .signs_after(&self.tokens[at])
                .starts_with([',', '.', ';', '(', ')', ':'])
    }

    /// The last word, at most `most` further, before a sign.
    fn end(&self, from: usize, most: usize) -> usize {
        (from..from + most)
            .find(|at| self.is_closed(*at))
            .unwrap_or(from + most)
            .min(self.tokens.len() - 1)
    }

    /// "à l'expiration d'un délai d'un mois suivant l'envoi…", "moyennant un délai de prévenance de 6 mois".
    fn delay(&self) -> Option<DueRead> {
        let at = (1..self.tokens.len()).find(|at| unit(self.fold(*at)).is_some() && number(self.fold(at - 1)).is_some())?;
        let (count, unit) = (number(self.fold(at - 1))?, unit(self.fold(at))?);
        let from = at.saturating_sub(10);
        let opens = (from..at).rfind(|at| {
            matches!(
                self.fold(*at),
                "moyennant" | "expiration" | "dans" | "sous" | "preavis" | "delai"
            )
        })?;
        let opens = (from..=opens)
            .rfind(|at| matches!(self.fold(*at), "moyennant" | "expiration" | "dans" | "sous"))
            .unwrap_or(opens);
        let first = match self.fold(opens) {
            "expiration" => opens.saturating_sub(2),
            _ => opens,
        };
        let more = matches!(self.fold(at + 1), "suivant" | "apres" | "avant")
            || self.fold(at + 1) == "a" && self.fold(at + 2) == "compter";
        let last = if more && !self.is_closed(at) {
            self.end(at + 1, 11)
        } else {
            at
        };
        self.words(first, last, Some(Due::Within(count, unit)))
    }

    /// "avant le 31 mars 2024".
    fn dated(&self) -> Option<DueRead> {
        let words: Vec<String> = self.tokens.iter().map(|token| token.fold.clone()).collect();
        let dates = calendar::dates(&words);
        let (at, day) = dates
            .iter()
            .find(|(at, _)| *at > 1 && words[at - 1] == "le" && words[at - 2] == "avant")?;
        self.words(at - 2, at + 2, Some(Due::On(*day)))
    }

    /// "bilan annuel", "chaque année", "tous les ans", "une fois par an".
    fn yearly(&self) -> Option<DueRead> {
        let year = |word: &str| matches!(word, "an" | "ans" | "annee");
        (0..self.tokens.len()).find_map(|at| match self.fold(at) {
            "annuel" | "annuelle" | "annuels" | "annuelles" => self.words(at.saturating_sub(1), at, Some(Due::EveryYear)),
            "annuellement" => self.words(at, at, Some(Due::EveryYear)),
            "chaque" if year(self.fold(at + 1)) => self.words(at, at + 1, Some(Due::EveryYear)),
            "tous" if year(self.fold(at + 2)) => self.words(at, at + 2, Some(Due::EveryYear)),
            "une" if self.fold(at + 1) == "fois" && year(self.fold(at + 3)) => self.words(at, at + 3, Some(Due::EveryYear)),
            _ => None,
        })
    }

    /// "Lorsque le déroulé sera connu": words, and nothing to count.
    fn once(&self) -> Option<DueRead> {
        if !matches!(self.fold(0), "lorsque" | "quand" | "des") || self.fold(0) == "des" && self.fold(1) != "que" {
            return None;
        }
        let last = self.end(0, 20);
        self.words(0, last, None)
    }

    /// "avis préalable", "avant toute publication".
    fn before(&self) -> Option<DueRead> {
        let at = (0..self.tokens.len()).find(|at| {
            let fold = self.fold(*at);
            fold.starts_with("prealable")
                || fold == "avant" && matches!(self.fold(at + 1), "toute" | "tout" | "chaque" | "la" | "l" | "le")
        })?;
        match self.fold(at) {
            "avant" => self.words(at, self.end(at + 1, 8), Some(Due::Before)),
            _ => self.words(at.saturating_sub(1), at, Some(Due::Before)),
        }
    }

    /// What is proposed for an event has not been held yet.
    fn proposed(&self, kind: DutyKind) -> Option<DueRead> {
        let at = (0..self.tokens.len()).find(|at| self.fold(*at) == "proposition" && self.fold(at + 1) == "de")?;
        (kind == DutyKind::Event).then(|| self.words(at, self.end(at + 2, 6).min(at + 7), Some(Due::Before)))?
    }

    /// "durant l'exécution de la présente convention", "en continu".
    fn throughout(&self) -> Option<DueRead> {
        (0..self.tokens.len()).find_map(|at| {
            let lasts = matches!(self.fold(at), "durant" | "pendant")
                && ["execution", "duree"]
                    .iter()
                    .any(|word| (at + 1..at + 5).any(|next| self.fold(next) == *word));
            let always = self.fold(at) == "en" && self.fold(at + 1) == "continu";
            if lasts {
                return self.words(at, self.end(at + 1, 10), Some(Due::Throughout));
            }
            always.then(|| self.words(at, at + 1, Some(Due::Throughout)))?
        })
    }
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "jour" | "jours" => Some(Unit::Day),
        "mois" => Some(Unit::Month),
        "an" | "ans" => Some(Unit::Year),
        _ => None,
    }
}

fn number(word: &str) -> Option<u16> {
    const WORDS: [&str; 12] = [
        "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    ];
    let spelt = WORDS
        .iter()
        .zip(1_u16..)
        .find(|(spelt, _)| **spelt == word)
        .map(|(_, count)| count);
    spelt.or_else(|| word.parse().ok().filter(|count| (1..1000).contains(count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_words_and_what_can_be_counted() {
        let read = |text: &str| due(&Passage::one(1, text), DutyKind::Event).map(|due| (due.text.value, due.value));
        for (text, words, value) in [
            (
                "résiliée à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre, restée vaine",
                "à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre",
                Some(Due::Within(1, Unit::Month)),
            ),
            (
                "dénoncée moyennant un délai de prévenance de 6 mois.",
                "moyennant un délai de prévenance de 6 mois",
                Some(Due::Within(6, Unit::Month)),
            ),
            (
                "répond dans les quinze jours et 30 jours",
                "dans les quinze jours et 30 jours",
                Some(Due::Within(30, Unit::Day)),
            ),
            ("un bilan annuel est fait", "bilan annuel", Some(Due::EveryYear)),
            ("soumis pour avis préalable au maire", "avis préalable", Some(Due::Before)),
            ("Lorsque le jour sera connu, il dira", "Lorsque le jour sera connu", None),
            (
                "une proposition de date devra être envoyée",
                "proposition de date devra être envoyée",
                Some(Due::Before),
            ),
            (
                "secret durant l'exécution de la convention.",
                "durant l'exécution de la convention",
                Some(Due::Throughout),
            ),
        ] {
            assert_eq!(read(text), Some((words.to_owned(), value)), "{text}");
        }
        assert_eq!(read("La Caf s'engage à payer."), None);
        assert_eq!(read("depuis 6 mois"), None, "no delay is set");
    }
}
