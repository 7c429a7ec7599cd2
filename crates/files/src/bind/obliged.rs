//! Who owes a duty and to whom, by the place of their names in the sentence.
//!
//! The subject owes, or the one named after "par"; where the words name nobody, nobody is put there.

use domain::reading::{Holder, Sourced};

use super::holders::Who;
use super::subjects::Subject;
use crate::passage::{Passage, Token};
use crate::recognise::duties::{self, Form, Obliges};
use crate::wording::{is_capitalised, is_link};

/// A sentence, and those whom its words may mean.
pub(super) struct Sentence<'t> {
    pub(super) passage: &'t Passage,
    pub(super) tokens: &'t [Token],
    pub(super) who: Who<'t>,
    /// Those whom "il" or "elles" may take up, when the sentence before had such a subject.
    pub(super) before: Option<&'t Subject>,
}

impl Sentence<'_> {
    fn fold(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.fold.as_str())
    }

    fn is_closed(&self, at: usize, signs: &[char]) -> bool {
        self.tokens
            .get(at)
            .is_none_or(|token| self.passage.signs_after(token).starts_with(signs))
    }

    /// "Lorsque …, il sera": where what follows the condition begins.
    pub(super) fn main_clause(&self) -> usize {
        if !matches!(self.fold(0), "lorsque" | "quand" | "si") {
            return 0;
        }
        let comma = (0..self.tokens.len()).find(|at| self.is_closed(*at, &[',']));
        comma.map_or(0, |at| at + 1)
    }

    /// "La Caf transmettra": a future right after the name of who is obliged.
    pub(super) fn party_will(&self) -> Option<Obliges> {
        let first = (1..self.tokens.len()).find(|at| {
            let ends = |from: usize| self.who.at(self.tokens, from).is_some_and(|(_, length)| from + length == *at);
            let subject = || (at.saturating_sub(12)..*at).any(|from| ends(from) && !self.is_complement(from));
            duties::is_future(self.fold(*at)) && subject()
        })?;
        Some(Obliges {
            form: Form::Active,
            first,
            last: first,
        })
    }

    /// "Celui de Valmont": a name that completes another word. "La commune de Valmont" is Valmont.
    fn is_complement(&self, from: usize) -> bool {
        let before = |back: usize| from.checked_sub(back).map_or("", |at| self.fold(at));
        matches!(before(1), "de" | "des" | "du" | "d")
            && !matches!(before(2), "commune" | "communes" | "ville" | "villes" | "et")
    }

    pub(super) fn debtors(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        match found.form {
            Form::Active => self.subject(found),
            Form::Passive => self.agent(found),
            Form::Noun => {
                let to = (found.last..self.tokens.len())
                    .find(|at| self.fold(*at) == "a")
                    .unwrap_or(found.last);
                self.named(found.last + 1, to)
            }
            Form::Need => {
                let end = (found.last + 1..self.tokens.len())
                    .find(|at| self.is_closed(*at, &[',', ';', '.']))
                    .map_or(found.last + 1, |at| at + 1);
                self.named_or_words(found.last + 1, end, 10)
            }
            Form::Rule => Vec::new(),
        }
    }

    fn named(&self, from: usize, to: usize) -> Vec<Sourced<Holder>> {
        match (
            self.tokens.get(from),
            to.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if from < to => self.who.named(&self.passage.between(first, last)),
            _ => Vec::new(),
        }
    }

    /// Those named, else the words themselves when they are few and begin as people do.
    fn named_or_words(&self, from: usize, to: usize, most: usize) -> Vec<Sourced<Holder>> {
        let named = self.named(from, to);
        let article = matches!(self.fold(from), "le" | "la" | "les" | "l" | "chaque" | "tout" | "toute");
        if !named.is_empty() || !article || to <= from || to - from > most {
            return named;
        }
        let words = self.passage.between(&self.tokens[from], &self.tokens[to - 1]).sourced();
        vec![words.map(Holder::Text)]
    }

    /// The subject: what stands before the verb, without the circumstances that precede it.
    fn subject(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        const CIRCUMSTANCES: [&str; 15] = [
            "dans",
            "concernant",
            "de",
            "pour",
            "en",
            "a",
            "au",
            "aux",
            "afin",
            "si",
            "lorsque",
            "par",
            "sous",
            "selon",
            "conformement",
        ];
        let commas = (0..found.first).filter(|at| self.is_closed(*at, &[',', ')']));
        let from = match commas.max() {
            Some(at) if CIRCUMSTANCES.contains(&self.fold(0)) && at + 1 < found.first => at + 1,
            _ => 0,
        };
        let commits = matches!(self.fold(found.first), "s" | "sont" | "est");
        let mut who = if commits {
            self.named_or_words(from, found.first, 8)
        } else {
            self.named(from, found.first)
        };
        if who.is_empty()
            && let Some(subject) = self.opening(from)
        {
            who = subject.holders;
        }
        if self.fold(found.last).starts_with("tenu")
            && self.fold(found.last + 1) == "ainsi"
            && self.fold(found.last + 2) == "que"
        {
            let from = found.last + 3;
            let end = (from..self.tokens.len())
                .find(|at| self.is_closed(*at, &[',']))
                .map_or(from, |at| at + 1);
            who.extend(self.named_or_words(from, end, 8));
        }
        who
    }

    /// The one named after "par", unless another participle stands before it: "des actions engagées par la Caf".
    fn agent(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        let by = (found.last + 1..self.tokens.len()).find(|at| self.fold(*at) == "par");
        let participle = |at: usize| duties::is_participle(&self.tokens[at]);
        let joined = |by: usize| (found.last + 1..by).all(|at| participle(at) || matches!(self.fold(at), "et" | "ou" | "co"));
        let Some(by) = by.filter(|by| joined(*by) || !participle(by - 1)) else {
            return self.maker(found);
        };
        let stop = |at: &usize| self.fold(*at) == "par" || self.is_closed(at - 1, &[',', ';', '.', '(']) && *at > by + 1;
        let end = (by + 1..self.tokens.len())
            .find(stop)
            .unwrap_or(self.tokens.len())
            .min(by + 14);
        let named = if by == found.last + 1 {
            self.named_or_words(by + 1, end, 6)
        } else {
            self.named(by + 1, end)
        };
        match self.actor_at(by + 1) {
            Some(actor) if named.is_empty() => self.holders(&actor, actor.last),
            _ => named,
        }
    }

    /// "Un bilan, établi par le groupe projet, est présenté": who made what is handed over.
    fn maker(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        let by = (1..found.first).find(|at| self.fold(*at) == "par" && duties::is_participle(&self.tokens[at - 1]));
        let actor = by.and_then(|by| self.actor_at(by + 1));
        actor.map(|actor| self.holders(&actor, actor.last)).unwrap_or_default()
    }

    pub(super) fn creditors(&self, found: Obliges, debtors: &[Sourced<Holder>]) -> Vec<Sourced<Holder>> {
        let mutual = self
            .tokens
            .iter()
            .any(|token| matches!(token.fold.as_str(), "reciproquement" | "mutuellement"));
        if mutual {
            return debtors.to_vec();
        }
        let moved = |token: &Token| {
            let stems = [
                "adress",
                "envoy",
                "transm",
                "communiqu",
                "fourni",
                "soumis",
                "soumettre",
                "remis",
                "remettre",
                "inform",
            ];
            stems.iter().any(|stem| token.fold.starts_with(stem))
        };
        if self.tokens.iter().any(moved) {
            let first = recipients(self.passage, self.tokens, self.who);
            return if first.is_empty() {
                self.recipients_after(found)
            } else {
                first
            };
        }
        let others = (found.last..self.tokens.len()).find(|at| {
            matches!(self.fold(*at), "autre" | "autres")
                && self.fold(at + 1).starts_with("partie")
                && !(at.saturating_sub(5)..*at).any(|by| self.fold(by) == "par")
        });
        if let Some(at) = others {
            return self.named(at, at + 2);
        }
        let benefit = (found.last + 1..found.last + 3).find(|at| self.fold(*at) == "pour");
        benefit
            .map(|at| self.named(at + 1, (at + 4).min(self.tokens.len())))
            .unwrap_or_default()
    }

    /// "adressée aux représentants des contractants", "soumises au Délégué à la Protection des Données".
    fn recipients_after(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        for at in (found.last..self.tokens.len()).filter(|at| matches!(self.fold(*at), "a" | "au" | "aux")) {
            let end = (at + 1..at + 7)
                .find(|end| self.is_closed(*end, &[',', ';', '.', ':', '(']))
                .map_or(at + 7, |end| end + 1);
            let named = self.named(at + 1, end.min(self.tokens.len()));
            if !named.is_empty() {
                return named;
            }
            if let Some(title) = self.title_at(at + 1) {
                return vec![title];
            }
        }
        Vec::new()
    }

    /// Words with capitals, small links between them: the title of a person.
    fn title_at(&self, from: usize) -> Option<Sourced<Holder>> {
        let capital = |at: usize| self.tokens.get(at).is_some_and(|token| is_capitalised(&token.word));
        if !capital(from) {
            return None;
        }
        let mut last = from;
        for at in from + 1..self.tokens.len().min(from + 12) {
            if capital(at) {
                last = at;
            } else if !is_link(self.fold(at)) || at > last + 2 {
                break;
            }
        }
        let words = self.passage.between(&self.tokens[from], &self.tokens[last]).sourced();
        Some(words.map(Holder::Text))
    }
}

/// "Pour la Caf, …": to whom an item says that something goes.
pub(super) fn recipients(passage: &Passage, tokens: &[Token], who: Who<'_>) -> Vec<Sourced<Holder>> {
    let Some(first) = tokens.first().filter(|token| token.fold == "pour") else {
        return Vec::new();
    };
    let end = tokens
        .iter()
        .position(|token| {
            matches!(token.fold.as_str(), "cette" | "ce" | "sera" | "devra") || passage.signs_after(token).starts_with(',')
        })
        .unwrap_or(6);
    let last = &tokens[end.min(tokens.len() - 1)];
    who.named(&passage.between(first, last))
}
