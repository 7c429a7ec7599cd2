//! When a duty falls: the words, and what can be counted of them.

mod ahead_of_end;
#[cfg(test)]
mod tests;

pub(crate) use ahead_of_end::before_end;
use domain::reading::{Due, DueRead, DutyKind, Unit};

use crate::calendar;
use crate::passage::{Passage, Token};
use crate::recognise::{duties, rhythm};

/// The time that a sentence gives, if it gives one.
pub(super) fn due(sentence: &Passage, kind: DutyKind) -> Option<DueRead> {
    let tokens = sentence.tokens();
    let read = Read {
        sentence,
        tokens: &tokens,
    };
    read.delay()
        .or_else(|| read.ahead())
        .or_else(|| read.dated())
        .or_else(|| read.by_day())
        .or_else(|| read.yearly())
        .or_else(|| read.once())
        .or_else(|| read.before())
        .or_else(|| read.proposed(kind))
        .or_else(|| read.throughout())
        .or_else(|| read.counted())
        .or_else(|| read.one_day())
        .or_else(|| read.each_period())
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

    /// The last word of a clause that is not cut, when a sign ends it soon enough to be read at a glance.
    fn whole_end(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 30;
        (from..from + LONGEST)
            .find(|at| self.is_closed(*at))
            .filter(|at| *at < self.tokens.len())
    }

    /// "à l'expiration d'un délai d'un mois suivant l'envoi…", "moyennant un délai de prévenance de 6 mois".
    fn delay(&self) -> Option<DueRead> {
        self.spans().find_map(|span| self.delay_of(&span))
    }

    fn delay_of(&self, span: &Span) -> Option<DueRead> {
        let from = span.at.saturating_sub(10);
        let opening = |at: &usize| matches!(self.fold(*at), "moyennant" | "expiration" | "dans" | "sous");
        let joined = |at: &usize| (at + 1..span.number).all(|between| is_of_delay(self.fold(between)));
        // "dans les crèches de 3 à 6 mois": what stands between the opening and the figure makes it an age.
        let named = (from..span.number).rfind(|at| matches!(self.fold(*at), "preavis" | "delai"));
        // "un préavis écrit de trois mois": what it is called may say how it is.
        let of = matches!(self.fold(span.number.saturating_sub(1)), "de" | "d");
        let named = named.filter(|at| joined(at) || of && span.number - at <= 4);
        let opens = (from..span.number).rfind(opening).filter(joined).or(named)?;
        if self.is_range(span) && named.is_none() {
            return None;
        }
        let first = match self.fold(opens) {
            "expiration" => opens.saturating_sub(2),
            _ => opens,
        };
        let at = span.at;
        let more = matches!(self.fold(at + 1), "suivant" | "apres" | "avant" | "de" | "qui")
            || self.fold(at + 1) == "a" && self.fold(at + 2) == "compter";
        let last = if more && !self.is_closed(at) {
            self.whole_end(at + 1).unwrap_or_else(|| self.end(at + 1, 11))
        } else {
            at
        };
        self.words(first, last, span.value)
    }

    /// "3 à 6 mois", "3-6 ans": an age, unless a delay is named before it.
    fn is_range(&self, span: &Span) -> bool {
        let figure = |at: Option<usize>| at.is_some_and(|at| self.fold(at).bytes().all(|byte| byte.is_ascii_digit()));
        let before = span.number.checked_sub(1);
        let linked = before.is_some_and(|at| matches!(self.fold(at), "a" | "et" | "ou"));
        let ends = linked && span.number.checked_sub(2).is_some_and(|at| number(self.fold(at)).is_some());
        ends || span.number + 2 == span.at && figure(Some(span.number)) && figure(span.at.checked_sub(1))
    }

    /// The lengths of time, and what can be counted of them: "six mois", "trois semaines", "le mois qui suit".
    fn spans(&self) -> impl Iterator<Item = Span> {
        (1..self.tokens.len()).filter_map(|at| self.span(at))
    }

    /// The length of time that ends at this word.
    fn span(&self, at: usize) -> Option<Span> {
        let word = self.fold(at);
        let span = |number: usize, value: Option<Due>| Some(Span { number, at, value });
        if word == "mois" && self.fold(at - 1) == "le" && at > 1 && self.fold(at - 2) == "dans" {
            return span(at - 1, Some(Due::Within(1, Unit::Month)));
        }
        let ordered = at > 1 && (self.fold(at - 1).starts_with("dernier") || self.fold(at - 1).starts_with("premier"));
        if ordered && unit(word).is_some() && number(self.fold(at - 2)).is_some() {
            return span(at - 2, None);
        }
        number(self.fold(at - 1))?;
        let composed = at > 1 && (number(self.fold(at - 2)).is_some() || self.fold(at - 2) == "et");
        let count = if composed { None } else { number(self.fold(at - 1)) };
        let first = if at > 1 && number(self.fold(at - 2)).is_some() {
            at - 2
        } else {
            at - 1
        };
        let within = |count: u16, unit| Some(Due::Within(count, unit));
        match (unit(word), word) {
            (Some(unit), _) => span(first, count.and_then(|count| within(count, unit))),
            (None, "semaine" | "semaines") => span(first, count.and_then(|count| within(count.checked_mul(7)?, Unit::Day))),
            (None, "heure" | "heures") => span(first, None),
            _ => None,
        }
    }

    /// "au moins quinze jours avant toute inauguration", "six mois à l'avance", "un mois après une mise en demeure".
    fn ahead(&self) -> Option<DueRead> {
        self.spans().find_map(|span| self.ahead_of(&span))
    }

    fn ahead_of(&self, span: &Span) -> Option<DueRead> {
        let Span { at, value, .. } = *span;
        // "les enfants de 3 ans avant la rentrée", "pendant deux ans après": an age, or how long it lasts.
        let before = span.number.checked_sub(1).map_or("", |before| self.fold(before));
        if matches!(before, "de" | "d" | "des" | "a" | "pendant" | "durant" | "pour" | "depuis") || self.is_range(span) {
            return None;
        }
        let next = if self.fold(at + 1).starts_with("ouvre") {
            at + 2
        } else {
            at + 1
        };
        let (last, value) = match (self.fold(next), self.fold(next + 1), self.fold(next + 2)) {
            ("a", "l", "avance") => (next + 2, Some(Due::Before)),
            ("auparavant", ..) => (next, Some(Due::Before)),
            ("avant", ..) if self.is_closed(next) => (next, Some(Due::Before)),
            ("avant", ..) => (self.end(next + 1, 6), Some(Due::Before)),
            ("apres", ..) => (self.end(next + 1, 8), value),
            _ => return None,
        };
        let first = if at > 2 && self.fold(at - 3) == "au" && self.fold(at - 2) == "moins" {
            at - 3
        } else {
            at - 1
        };
        self.words(first, last, value)
    }

    /// "avant le 31 mars de chaque année", "au plus tard le 30 juin": a day of every year, or of a year that is not said.
    fn by_day(&self) -> Option<DueRead> {
        let day = |at: usize| {
            self.fold(at)
                .trim_end_matches("er")
                .parse::<u8>()
                .is_ok_and(|day| (1..=31).contains(&day))
        };
        let at = (2..self.tokens.len()).find(|at| {
            let before = self.fold(at - 2) == "avant" || self.fold(at - 2) == "tard";
            day(*at) && self.fold(at - 1) == "le" && before && calendar::month(self.fold(at + 1)).is_some()
        })?;
        let first = if self.fold(at - 2) == "avant" {
            at - 2
        } else {
            at.saturating_sub(4)
        };
        let yearly = (0..self.tokens.len()).find(|at| self.fold(*at) == "chaque" && self.fold(at + 1) == "annee");
        let last = match (self.fold(at + 2), self.fold(at + 3), self.fold(at + 4)) {
            ("de", "chaque", "annee") => at + 4,
            ("de", "l", "annee") => (at + 5).min(self.tokens.len() - 1),
            _ => at + 1,
        };
        let joined = yearly.filter(|yearly| yearly + 1 < first && first - yearly < 4);
        self.words(joined.unwrap_or(first), last, yearly.map(|_| Due::EveryYear))
    }

    /// "deux fois par an", "sans délai": words, and nothing to count.
    fn counted(&self) -> Option<DueRead> {
        (0..self.tokens.len()).find_map(|at| {
            if self.fold(at) == "sans" && matches!(self.fold(at + 1), "delai" | "tarder") {
                return self.words(at, at + 1, None);
            }
            let times = self.fold(at) == "fois" && self.fold(at + 1) == "par" && at > 0;
            times.then(|| self.words(at - 1, at + 2, None))?
        })
    }

    /// "à compter du 1er septembre 2025", "au second semestre de 2026", "en 2024": when it is done, and nothing to count.
    fn one_day(&self) -> Option<DueRead> {
        let words: Vec<String> = self.tokens.iter().map(|token| token.fold.clone()).collect();
        let dated = calendar::dates(&words)
            .into_iter()
            .find(|(at, _)| *at > 1 && words[at - 2] == "compter");
        if let Some((at, _)) = dated {
            return self.words(at.saturating_sub(3), at + 2, None);
        }
        let year = (1..words.len()).find(|at| calendar::year(&words[*at]).is_some())?;
        let opens = (year.saturating_sub(4)..year).rfind(|at| matches!(words[*at].as_str(), "en" | "au" | "courant"))?;
        // "les financements versés en 2024" dates the money, and no duty.
        let past = opens > 1
            && duties::is_participle(&self.tokens[opens - 1])
            && !matches!(self.fold(opens - 2), "est" | "sont" | "sera" | "seront");
        if past {
            return None;
        }
        let timely = (opens + 1..year).all(|at| {
            let word = words[at].as_str();
            matches!(word, "de" | "premier" | "deuxieme" | "second" | "dernier" | "cours" | "fin")
                || word.starts_with("semestre")
                || word.starts_with("trimestre")
                || calendar::month(word).is_some()
        });
        timely.then(|| self.words(opens, year, None))?
    }

    /// "avant le 31 mars 2024", "au plus tard le 31 mars 2024".
    fn dated(&self) -> Option<DueRead> {
        let words: Vec<String> = self.tokens.iter().map(|token| token.fold.clone()).collect();
        let dates = calendar::dates(&words);
        let (at, day) = dates.iter().find(|(at, _)| {
            let before = at.checked_sub(2).map(|before| words[before].as_str());
            words.get(at.wrapping_sub(1)).is_some_and(|word| word == "le") && matches!(before, Some("avant" | "tard"))
        })?;
        let first = if words[at - 2] == "avant" {
            at - 2
        } else {
            at.saturating_sub(4)
        };
        self.words(first, at + 2, Some(Due::On(*day)))
    }

    /// "bilan annuel", "chaque année", "tous les ans", "une fois par an".
    fn yearly(&self) -> Option<DueRead> {
        let year = |word: &str| matches!(word, "an" | "ans" | "annee");
        (0..self.tokens.len()).find_map(|at| match self.fold(at) {
            // "pluri-annuelle" is of several years.
            "annuel" | "annuelle" | "annuels" | "annuelles"
                if !at.checked_sub(1).is_some_and(|at| is_multiple(self.fold(at))) =>
            {
                self.words(at.saturating_sub(1), at, Some(Due::EveryYear))
            }
            "annuellement" => self.words(at, at, Some(Due::EveryYear)),
            "chaque" if year(self.fold(at + 1)) => self.words(at, at + 1, Some(Due::EveryYear)),
            "tous" if year(self.fold(at + 2)) => self.words(at, at + 2, Some(Due::EveryYear)),
            "une" if self.fold(at + 1) == "fois" && year(self.fold(at + 3)) => self.words(at, at + 3, Some(Due::EveryYear)),
            _ => None,
        })
    }

    /// "chaque trimestre", "à la fin de chaque semestre": words, where no other time is told.
    fn each_period(&self) -> Option<DueRead> {
        let period = |at: &usize| self.fold(*at) == "chaque" && matches!(self.fold(at + 1), "semestre" | "trimestre" | "mois");
        let at = (0..self.tokens.len()).find(period)?;
        let ends = at > 3 && self.fold(at - 1) == "de" && self.fold(at - 2) == "fin";
        self.words(if ends { at - 4 } else { at }, at + 1, None)
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

/// A length of time: the words where its figure begins and where it ends.
struct Span {
    number: usize,
    at: usize,
    value: Option<Due>,
}

/// Words that may stand between the opening of a delay and its figure.
fn is_of_delay(word: &str) -> bool {
    matches!(
        word,
        "le" | "la"
            | "les"
            | "l"
            | "un"
            | "une"
            | "de"
            | "d"
            | "du"
            | "au"
            | "moins"
            | "plus"
            | "tard"
            | "delai"
            | "preavis"
            | "prevenance"
            | "maximum"
            | "maximal"
            | "minimum"
            | "minimal"
            | "reserve"
            | "respect"
            | "environ"
    ) || number(word).is_some()
        || matches!(word, "a" | "et" | "ou")
}

/// "pluri-annuel", "bi-annuel": not each year.
fn is_multiple(prefix: &str) -> bool {
    matches!(prefix, "pluri" | "multi" | "bi" | "tri" | "infra" | "inter" | "non")
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
    let tens = match word {
        "quinze" => Some(15),
        "vingt" => Some(20),
        "trente" => Some(30),
        "quarante" => Some(40),
        "soixante" => Some(60),
        "quatorze" => Some(14),
        _ => None,
    };
    let figure = || word.parse().ok().filter(|count| (1..1000).contains(count));
    tens.or_else(|| rhythm::number(word).filter(|_| word != "une"))
        .or_else(figure)
}
