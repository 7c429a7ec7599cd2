//! Who a clause is about, and what a sentence tells beside its verb: "La Caf, la MSA et le Département y sont associés", "l'association
//! Val, qui gère la crèche, en sera le porteur", "… pilote cette action avec la Caf", "le nombre de jeunes sera suivi".
//!
//! A subject never reaches over a clause that says something of its own.

use super::super::labels::Label;
use super::super::walk::Told;
use super::Say;
use super::verbs::{is_steering, is_to_be};
use crate::wording::is_capitalised;

/// A name in a list has no more words.
const MOST_WORDS_OF_A_NAME: usize = 9;

/// Turns by which sentences say what an action is judged by; what comes before them is what is looked at.
const MEASURES: [&[&str]; 15] = [
    &["servira", "d", "indicateur"],
    &["serviront", "d", "indicateurs"],
    &["sera", "l", "indicateur"],
    &["seront", "les", "indicateurs"],
    &["sera", "suivi"],
    &["sera", "suivie"],
    &["seront", "suivis"],
    &["seront", "suivies"],
    &["sera", "releve"],
    &["sera", "relevee"],
    &["seront", "releves"],
    &["sera", "mesure"],
    &["sera", "mesuree"],
    &["sera", "compte"],
    &["seront", "comptes"],
];

/// Words by which what is measured begins.
const MEASURED: [&str; 14] = [
    "nombre",
    "part",
    "taux",
    "frequentation",
    "proportion",
    "evolution",
    "delai",
    "duree",
    "satisfaction",
    "pourcentage",
    "montant",
    "cout",
    "moyenne",
    "assiduite",
];

impl Say<'_> {
    /// Where the words that are the subject of what stands at `at` begin and end; `end` is where they end at the latest.
    pub(super) fn subject_of(&self, (at, end): (usize, usize), label: Label) -> (usize, usize) {
        let start = self.clause_start(at);
        if start >= end {
            return self.before_relative(start);
        }
        let start = self.after_other_verb(start, end);
        if label == Label::Partners {
            return (self.list_start(start, end), end);
        }
        (start, end)
    }

    /// "l'association Val, qui gère la crèche, en sera le porteur": what stands between two commas says more of the subject.
    fn before_relative(&self, end: usize) -> (usize, usize) {
        let Some(last) = end.checked_sub(1) else { return (end, end) };
        let relative = self.clause_start(last);
        let opened = matches!(self.fold(relative), "qui" | "dont" | "que" | "laquelle" | "lequel");
        match relative.checked_sub(1).filter(|_| opened) {
            Some(before) => (self.clause_start(before), relative),
            None => (end, end),
        }
    }

    /// "Le Département en est le pilote et l'association Val en est le porteur": each verb has its own subject.
    fn after_other_verb(&self, start: usize, end: usize) -> usize {
        let verb = (start..end).rev().find(|at| is_to_be(self.fold(*at)));
        let and = verb.and_then(|verb| (verb..end).find(|at| self.fold(*at) == "et"));
        and.map_or(start, |and| and + 1)
    }

    /// "La Caf, la MSA et le Département": the names that commas part from the last ones are of the list too.
    fn list_start(&self, start: usize, end: usize) -> usize {
        // "…, et la commune y est associée" goes on no list.
        let listed = (start + 1..end).any(|at| self.fold(at) == "et");
        let mut first = start;
        while let Some(last) = first.checked_sub(1).filter(|_| listed) {
            let before = self.clause_start(last);
            if before >= first || !self.names(before, first) {
                break;
            }
            first = before;
        }
        first
    }

    /// Whether the words between two places are printed as the name of someone: an article or a capital, and no sentence.
    fn names(&self, from: usize, end: usize) -> bool {
        let opens = |at: usize| {
            let article = matches!(self.fold(at), "le" | "la" | "les" | "l");
            article || self.tokens.get(at).is_some_and(|token| is_capitalised(&token.word))
        };
        let says = |at: usize| is_to_be(self.fold(at)) || is_steering(self.fold(at)) || matches!(self.fold(at), "qui" | "dont");
        from < end && end - from <= MOST_WORDS_OF_A_NAME && opens(from) && !(from..end).any(says)
    }

    /// "La communauté pilote cette action, à mener en 2025 avec la Caf et l'association Val": whom a sentence names beside who holds a role.
    /// What is found from `first` on is of this sentence.
    pub(super) fn beside(&self, found: &mut Vec<Told>, first: usize) {
        if !found[first..]
            .iter()
            .any(|told| matches!(told.label, Label::Pilots | Label::Bearers))
        {
            return;
        }
        for at in 0..self.tokens.len() {
            if self.fold(at) != "avec" || !self.names(at + 1, self.clause_end(at + 1).min(at + 2)) {
                continue;
            }
            let mut end = self.clause_end(at + 1);
            while end < self.tokens.len() && self.comma(end - 1) && self.names(end, self.clause_end(end)) {
                end = self.clause_end(end);
            }
            let mut named = Vec::new();
            let cut = self.after_short_name(at + 1, end);
            self.push(&mut named, Label::Partners, at + 1, cut.unwrap_or(end));
            if let Some(and) = cut {
                self.push(&mut named, Label::Partners, and + 1, end);
            }
            // Another turn may have told what they are.
            named.retain(|told: &Told| !found.iter().any(|known| known.value == told.value));
            found.extend(named);
        }
    }

    /// "la Caf et Jeunesse au plein air": what follows one word and "et" is another name.
    fn after_short_name(&self, from: usize, end: usize) -> Option<usize> {
        let article = matches!(self.fold(from), "le" | "la" | "les" | "l");
        let and = from + 2;
        let named = self.tokens.get(and + 1).is_some_and(|token| is_capitalised(&token.word));
        (article && and + 1 < end && self.fold(and) == "et" && named).then_some(and)
    }

    /// "La ville confie au CCAS la création de la crèche": who steers, and who does it.
    pub(super) fn entrusts(&self, found: &mut Vec<Told>) {
        for at in 1..self.tokens.len() {
            if !matches!(self.fold(at), "confie" | "confient" | "confiera" | "confieront") || self.is_denied(at) {
                continue;
            }
            let from = match self.fold(at + 1) {
                "au" | "aux" => at + 2,
                "a" if matches!(self.fold(at + 2), "la" | "l") => at + 3,
                _ => continue,
            };
            let given = |at: &usize| matches!(self.fold(*at), "le" | "la" | "les" | "l" | "un" | "une" | "cette" | "ce");
            let Some(end) = (from + 1..self.clause_end(from)).find(given) else {
                continue;
            };
            let (start, subject) = self.subject_of((at, at), Label::Pilots);
            self.push(found, Label::Pilots, start, subject);
            self.push(found, Label::Bearers, from, end);
        }
    }

    /// "Le nombre de places occupées servira d'indicateur", "La fréquentation et le nombre de projets seront suivis".
    pub(super) fn measured(&self, found: &mut Vec<Told>) {
        for at in 1..self.tokens.len() {
            let Some(turn) = MEASURES.iter().find(|turn| self.stands(at, turn)) else {
                continue;
            };
            let start = self.list_start(self.clause_start(at), at);
            let article = usize::from(matches!(self.fold(start), "le" | "la" | "les" | "l"));
            let counted = MEASURED.contains(&self.fold(start + article).trim_end_matches('s'));
            let said = turn.iter().any(|word| word.starts_with("indicateur"));
            if (counted || said) && !self.is_denied(at) {
                self.push_each(found, Label::Indicators, (start, at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn a_subject_is_a_list_or_stands_before_what_is_said_of_it() {
        assert_eq!(
            read("La Caf, le Département et la commune de Val y sont associés."),
            ["Partners La Caf, le Département et la commune de Val"]
        );
        assert_eq!(
            read("L'association Val, qui gère déjà la crèche, en sera le porteur."),
            ["Bearers L'association Val"]
        );
        assert_eq!(
            read("Le Département est le pilote de cette action et l'association Val en est le porteur."),
            ["Pilots Le Département", "Bearers l'association Val"]
        );
        assert_eq!(
            read("Elle comprend trois phases, et la commune de Val y est associée."),
            ["Partners la commune de Val"]
        );
    }

    #[test]
    fn whom_a_sentence_names_beside_who_steers_is_a_partner() {
        assert_eq!(
            read("La MSA pilote cette action, à mener en 2025 avec la Caf et l'association Val."),
            ["Pilots La MSA", "Partners la Caf et l'association Val"]
        );
        assert_eq!(
            read("La MSA pilote cette action, avec la Caf, la CPAM et France Travail."),
            ["Pilots La MSA", "Partners la Caf, la CPAM et France Travail"]
        );
        assert_eq!(
            read("La MSA pilote cette action, avec la Caf et Jeunesse au plein air."),
            ["Pilots La MSA", "Partners la Caf", "Partners Jeunesse au plein air"]
        );
        assert_eq!(
            read("Le lieu ouvre en 2025 avec la Caf."),
            [""; 0],
            "nobody is told to hold a role"
        );
        assert_eq!(read("La MSA pilote cette action avec soin."), ["Pilots La MSA"]);
    }

    #[test]
    fn a_work_that_is_entrusted_has_a_pilot_and_a_bearer() {
        assert_eq!(
            read("La ville confie au CCAS la création d'une crèche."),
            ["Pilots La ville", "Bearers CCAS"]
        );
        assert_eq!(read("La ville ne confie pas au CCAS la création d'une crèche."), [""; 0]);
    }

    #[test]
    fn what_is_followed_is_an_indicator() {
        assert_eq!(
            read("Le nombre de places occupées servira d'indicateur."),
            ["Indicators Le nombre de places occupées"]
        );
        assert_eq!(
            read("La fréquentation et le nombre de projets seront suivis."),
            ["Indicators La fréquentation", "Indicators le nombre de projets"]
        );
        assert_eq!(
            read("L'indicateur retenu est la part des familles."),
            ["Indicators la part des familles"]
        );
        assert_eq!(read("Le dossier sera suivi."), [""; 0]);
    }
}
