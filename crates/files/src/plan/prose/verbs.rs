//! Roles that the words of steering and bearing tell by themselves: "La Ville pilotera et portera ce projet", "le centre en sera le
//! pilote et le porteur", "les porteurs seront les familles", "la Ville, pilote, et l'association Val, porteur".
//!
//! A door is "une porte", and a pilot may fly: a verb counts with what it bears on, a noun after "est" or between two signs.

use super::super::labels::Label;
use super::super::walk::Told;
use super::Say;

/// The role of a verb.
fn of_verb(word: &str) -> Option<Label> {
    match word {
        "pilote" | "pilotent" | "pilotera" | "piloteront" => Some(Label::Pilots),
        "porte" | "portent" | "portera" | "porteront" => Some(Label::Bearers),
        _ => None,
    }
}

/// The role of a participle.
fn of_participle(word: &str) -> Option<Label> {
    match word {
        "pilotee" | "pilotees" => Some(Label::Pilots),
        "portee" | "portees" | "menee" | "conduite" => Some(Label::Bearers),
        _ => None,
    }
}

/// The role of a noun.
fn of_noun(word: &str) -> Option<Label> {
    match word {
        "pilote" | "pilotes" | "copilotes" => Some(Label::Pilots),
        "porteur" | "porteurs" | "porteuse" | "porteuses" => Some(Label::Bearers),
        "partenaire" | "partenaires" => Some(Label::Partners),
        _ => None,
    }
}

pub(super) fn is_to_be(word: &str) -> bool {
    matches!(word, "est" | "sont" | "sera" | "seront")
}

/// Whether a word says that someone steers or bears.
pub(super) fn is_steering(word: &str) -> bool {
    of_verb(word).is_some()
}

impl Say<'_> {
    /// "La Ville pilotera et portera ce projet", "Le centre la portera".
    pub(super) fn verbs(&self, found: &mut Vec<Told>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let (labels, end) = self.chain(at, of_verb);
            if labels.is_empty() {
                at += 1;
                continue;
            }
            let pronoun = at > 0 && matches!(self.fold(at - 1), "la" | "le" | "l");
            let start = self.clause_start(at);
            let subject = at - usize::from(pronoun);
            let future = self.fold(at).ends_with("ra") || self.fold(at).ends_with("ront");
            let known = !found.is_empty() && pronoun && self.ends(end);
            let both = labels.len() > 1 && (self.ends(end) || matches!(self.fold(end), "la" | "le" | "les" | "l"));
            let steers = !pronoun && labels == [Label::Pilots] && self.steers(at, end);
            if subject > start && !self.is_denied(at) && (known || both || steers || future && (pronoun || self.bears(end))) {
                for label in &labels {
                    self.subject(found, *label, (start, subject));
                }
            }
            at = end.max(at + 1);
        }
    }

    /// "Portée et pilotée par la communauté": the turn that follows reads the last of the two.
    pub(super) fn participles(&self, found: &mut Vec<Told>) {
        for at in 0..self.tokens.len() {
            let (labels, end) = self.chain(at, of_participle);
            if let [first, _] = labels.as_slice()
                && self.fold(end) == "par"
                && !self.is_denied(at)
            {
                self.push(found, *first, end + 1, self.clause_end(end + 1));
            }
        }
    }

    /// "en sera le pilote et le porteur", "les porteurs seront les familles", "la Ville, pilote, et le CCAS, porteur".
    pub(super) fn nouns(&self, found: &mut Vec<Told>) {
        for at in 0..self.tokens.len() {
            if is_to_be(self.fold(at)) && !self.is_denied(at) {
                self.named_by(found, at);
            }
            let apposed = at > 0 && self.comma(at - 1) && (self.parts_after(at) || self.of_this(at + 1));
            if let Some(label) = of_noun(self.fold(at)).filter(|_| apposed) {
                let start = self.clause_start(at - 1);
                let led = (start..at)
                    .rev()
                    .find(|at| matches!(self.fold(*at), "affaire" | "charge" | "soin" | "initiative"));
                self.push(found, label, led.map_or(start, |led| led + 1), at);
            }
        }
    }

    /// "…, pilote de l'action, …": what is apposed is said of this action.
    fn of_this(&self, at: usize) -> bool {
        let last = [&["de", "l", "action"][..], &["de", "cette", "action"], &["du", "projet"]]
            .into_iter()
            .find(|turn| self.stands(at, turn))
            .map(|turn| at + turn.len() - 1);
        last.is_some_and(|last| self.parts_after(last))
    }

    /// What stands on either side of "est".
    fn named_by(&self, found: &mut Vec<Told>, at: usize) {
        let article = |at: usize| matches!(self.fold(at), "le" | "la" | "les" | "l");
        // "Les partenaires en sont la PMI et les écoles".
        let noun = at.checked_sub(1 + usize::from(at > 0 && self.fold(at - 1) == "en"));
        let noun = noun.filter(|noun| *noun > 0 && article(noun - 1));
        if let Some(label) = noun.and_then(|noun| of_noun(self.fold(noun))) {
            self.push(found, label, at + 1, self.clause_end(at + 1));
            return;
        }
        let first = at + 1 + usize::from(article(at + 1));
        let (labels, end) = self.chain(first, of_noun);
        let en = at > 0 && matches!(self.fold(at - 1), "en" | "y");
        for label in &labels {
            let (start, end) = self.subject_of((at, at - usize::from(en)), *label);
            self.push(found, *label, start, end);
        }
        if let Some(label) = labels.first() {
            self.with(found, *label, end);
        }
    }

    /// The roles from this word on, "et" between two of them, and the word after.
    fn chain(&self, at: usize, role: fn(&str) -> Option<Label>) -> (Vec<Label>, usize) {
        let Some(first) = role(self.fold(at)) else {
            return (Vec::new(), at);
        };
        if self.fold(at + 1) == "et" {
            let next = at + 2 + usize::from(matches!(self.fold(at + 2), "la" | "le" | "l"));
            if let Some(second) = role(self.fold(next)) {
                return (vec![first, second], next + 1);
            }
        }
        (vec![first], at + 1)
    }

    /// Whether what follows a verb is the action.
    fn bears(&self, at: usize) -> bool {
        let at = at + usize::from(self.fold(at) == "ensemble");
        let named = |at: usize| {
            matches!(
                self.fold(at),
                "action" | "actions" | "projet" | "fiche" | "mesure" | "dispositif"
            )
        };
        matches!(self.fold(at), "cette" | "ce") || matches!(self.fold(at), "l" | "le" | "la") && named(at + 1)
    }

    /// "La Maison des adolescents pilote, à partir de 2026, un cycle", "Les communes pilotent ensemble un chantier": to steer always bears
    /// on what is done; "le pilote" is someone.
    fn steers(&self, at: usize, end: usize) -> bool {
        let named = |word: &str| {
            matches!(
                word,
                "un" | "une" | "du" | "son" | "notre" | "de" | "comme" | "et" | "ou" | "en"
            )
        };
        let end = end + usize::from(self.fold(end) == "ensemble");
        let opens = matches!(
            self.fold(end),
            "un" | "une" | "le" | "la" | "les" | "l" | "des" | "ces" | "cette" | "ce" | "cet"
        );
        let apart = end > 0 && end < self.tokens.len() && self.comma(end - 1);
        at > 0 && !named(self.fold(at - 1)) && !is_to_be(self.fold(at - 1)) && (opens || apart)
    }

    /// Whether a clause ends before this word.
    fn ends(&self, at: usize) -> bool {
        at >= self.tokens.len() || self.parts_after(at - 1)
    }

    /// Whether a sign that parts follows a word.
    fn parts_after(&self, at: usize) -> bool {
        let signs = self.sentence.signs_after(&self.tokens[at]);
        at + 1 == self.tokens.len() || signs.contains([',', ';', '.', ':'])
    }

    /// Who does it: "le premier" is the first of those who steer.
    fn subject(&self, found: &mut Vec<Told>, label: Label, (start, end): (usize, usize)) {
        let first = end == start + 2 && matches!(self.fold(start + 1), "premier" | "premiere");
        let steers = found
            .iter()
            .rev()
            .find(|told| told.label == Label::Pilots)
            .map(|told| told.value.clone());
        if let Some(value) = steers.filter(|_| first) {
            let tokens = value.tokens();
            let et = tokens.iter().position(|token| token.fold == "et").unwrap_or(tokens.len());
            if let (Some(first), Some(last)) = (tokens.first(), tokens.get(et.wrapping_sub(1))) {
                found.push(Told {
                    label,
                    name: String::new(),
                    value: value.between(first, last),
                });
            }
        } else {
            let before = found.len();
            self.push(found, label, start, end);
            let same = found.get(before).is_some_and(|new| {
                let known = |told: &Told| told.label == label && told.value == new.value;
                found[..before].iter().any(known)
            });
            if same {
                found.truncate(before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn verbs_tell_roles() {
        assert_eq!(
            read("La Ville pilotera et portera ce projet."),
            ["Pilots La Ville", "Bearers La Ville"]
        );
        assert_eq!(read("La MSA pilote et porte."), ["Pilots La MSA", "Bearers La MSA"]);
        assert_eq!(
            read("Le centre social des Vents la portera, sous le pilotage de la Caf."),
            ["Pilots la Caf", "Bearers Le centre social des Vents"]
        );
        assert_eq!(
            read("Le CCAS et la Caf piloteront ensemble cette action, le premier la portera."),
            ["Pilots Le CCAS et la Caf", "Bearers Le CCAS"]
        );
    }

    #[test]
    fn two_roles_may_stand_together() {
        assert_eq!(
            read("Portée et pilotée par la Caf, elle ouvre."),
            ["Pilots la Caf", "Bearers la Caf"]
        );
        assert_eq!(
            read("Pilotée par la MSA et portée par les deux communautés, elle dure."),
            ["Pilots la MSA", "Bearers les deux communautés"]
        );
        assert_eq!(
            read("La MSA pilote l'action, l'association la porte."),
            ["Pilots La MSA", "Bearers l'association"]
        );
        assert_eq!(
            read("La Caf pilote et porte la formation."),
            ["Pilots La Caf", "Bearers La Caf"]
        );
    }

    #[test]
    fn nouns_tell_roles() {
        assert_eq!(
            read("La Caf sera pilote ; les porteurs seront les assistantes maternelles elles-mêmes."),
            ["Pilots La Caf", "Bearers les assistantes maternelles"]
        );
        assert_eq!(
            read("Le centre social en sera le pilote et le porteur."),
            ["Pilots Le centre social", "Bearers Le centre social"]
        );
        assert_eq!(
            read("Ce sera l'affaire de la Ville, pilote, et de l'association Val, porteur, de 2026 à 2028."),
            ["Pilots la Ville", "Bearers l'association Val"]
        );
        assert_eq!(
            read("Les écoles et la médiathèque en seront partenaires."),
            ["Partners Les écoles et la médiathèque"]
        );
        assert_eq!(read("Le public visé est celui des 12-18 ans."), ["Public 12-18 ans"]);
    }

    #[test]
    fn to_steer_bears_on_what_is_done() {
        assert_eq!(
            read("La Maison des adolescents pilote, à partir de 2026, un cycle."),
            ["Pilots La Maison des adolescents"]
        );
        assert_eq!(
            read("Les cinq communes pilotent ensemble un chantier."),
            ["Pilots Les cinq communes"]
        );
        assert_eq!(
            read("De 2024 à 2026, l'animatrice du relais, pilote de l'action, tient une matinée."),
            ["Pilots l'animatrice du relais"]
        );
        assert_eq!(
            read("Les partenaires en sont la PMI et les assistantes maternelles."),
            ["Partners la PMI et les assistantes maternelles"]
        );
        assert_eq!(
            read("Le porteur et le pilote, le même jour, un lundi, se voient."),
            [""; 0],
            "someone, and no verb"
        );
    }

    #[test]
    fn doors_and_words_around_give_no_role() {
        for text in [
            "La Ville portera une attention aux familles.",
            "La commune ne pilotera pas l'action.",
            "Le relais ouvre sa porte et la referme.",
            "Le relais ouvre la porte.",
            "Le pilote de ligne sera absent.",
            "La Ville porte le projet éducatif.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
