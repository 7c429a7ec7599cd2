//! The subject of a sentence that tells in the present what someone does, pronouns followed.
//!
//! A pronoun stands for the subject of the sentence just before, when both agree; else nobody is put there.

use domain::reading::{Holder, Sourced};

use super::obliged::Sentence;
use crate::recognise::actors::{self, Actor, Gender};
use crate::recognise::duties::{Form, Obliges};
use crate::recognise::{present, present_words};

/// A longer subject is no name.
const MOST_WORDS: usize = 14;

/// Someone, as the next sentence may take them up.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) holders: Vec<Sourced<Holder>>,
    pub(super) body: bool,
    gender: Gender,
    plural: bool,
    /// Where the words after the subject begin.
    next: usize,
}

impl Subject {
    /// Whether nothing follows the subject in a passage of so many words.
    pub(super) const fn ends_at(&self, words: usize) -> bool {
        self.next == words
    }

    pub(super) const fn is_plural(&self) -> bool {
        self.plural
    }
}

impl Sentence<'_> {
    pub(super) fn actor_at(&self, at: usize) -> Option<Actor> {
        actors::actor(self.passage, self.tokens, at)
    }

    /// The parties that an actor is, else its words, up to a last one.
    pub(super) fn holders(&self, actor: &Actor, last: usize) -> Vec<Sourced<Holder>> {
        let (Some(first), Some(end)) = (self.tokens.get(actor.first), self.tokens.get(last)) else {
            return Vec::new();
        };
        let words = self.passage.between(first, end);
        let from = actor.first.saturating_sub(1);
        let with_article = self.tokens.get(from).map(|first| self.passage.between(first, end));
        let any = self
            .tokens
            .get(from)
            .is_some_and(|token| matches!(token.fold.as_str(), "chaque" | "tout" | "toute" | "un" | "une"));
        let named = with_article.as_ref().map(|words| self.who.named(words)).unwrap_or_default();
        if !named.is_empty() && !actor.body {
            return named;
        }
        if let Some(only) = with_article
            .as_ref()
            .filter(|_| !any && !actor.body)
            .and_then(|words| self.who.only_of_kind(words))
        {
            return vec![only.map(Holder::Known)];
        }
        if last >= actor.first + MOST_WORDS {
            return Vec::new();
        }
        // "La Caf" is the Caf; "chaque commune", "un signataire" are not one of them.
        let words = with_article.filter(|_| any).unwrap_or(words);
        vec![words.sourced().map(Holder::Text)]
    }

    /// The subject on which the words from here on open, if it is someone.
    pub(super) fn opening(&self, from: usize) -> Option<Subject> {
        let fold = |at: usize| self.tokens.get(at).map_or("", |token| token.fold.as_str());
        if let Some((gender, plural)) = pronoun(fold(from)) {
            let before = self.before.filter(|before| agree(before, gender, plural))?;
            return Some(Subject {
                next: from + 1,
                ..before.clone()
            });
        }
        let Some(actor) = self.actor_at(from) else {
            return self.party_at(from);
        };
        // "La partie qui publie adresse": the relative belongs to the subject.
        let relative = fold(actor.last + 1) == "qui";
        let own = relative
            .then(|| present::verb(self.passage, self.tokens, actor.last + 2, actor.plural))
            .flatten();
        let next = own.map_or(actor.last + 1, |own| own + 1);
        let verb = present::verb(self.passage, self.tokens, next, actor.plural);
        let last = match verb {
            Some(verb) if relative && verb > actor.last => own.unwrap_or(actor.last),
            _ => actor.last,
        };
        Some(Subject {
            holders: self.holders(&actor, last),
            body: actor.body,
            gender: actor.gender,
            plural: actor.plural,
            next,
        })
    }

    /// A party by a name that no word of the trade tells: "Brumeval", "La Cssmo".
    fn party_at(&self, from: usize) -> Option<Subject> {
        let fold = |at: usize| self.tokens.get(at).map_or("", |token| token.fold.as_str());
        let (at, gender) = match fold(from) {
            "la" => (from + 1, Gender::Feminine),
            "le" => (from + 1, Gender::Masculine),
            "l" => (from + 1, Gender::Unsaid),
            _ => (from, Gender::Unsaid),
        };
        let mention = self.who.names.at(self.tokens, at)?;
        let group = self.who.names.group() == Some(&mention.key);
        let last = at + mention.length - 1;
        let lines = self.passage.between(self.tokens.get(at)?, self.tokens.get(last)?).lines();
        (!group).then(|| Subject {
            holders: vec![Sourced::new(Holder::Known(mention.key), lines)],
            body: false,
            gender,
            plural: false,
            next: last + 1,
        })
    }

    /// Where the sentence itself begins, past "Six mois avant le terme," or "Chaque année,".
    pub(super) fn after_circumstances(&self) -> usize {
        let first = self.tokens.first().map_or("", |token| token.fold.as_str());
        if !present_words::is_circumstance(first) {
            return 0;
        }
        let commas = (0..self.tokens.len().min(24)).filter(|at| self.passage.signs_after(&self.tokens[*at]).starts_with(','));
        commas.map(|at| at + 1).find(|at| self.opening(*at).is_some()).unwrap_or(0)
    }

    /// "La Caf verse", "Elle tient à jour": what someone does is what they owe.
    pub(super) fn does(&self) -> Option<(Obliges, Subject)> {
        let subject = self.opening(self.after_circumstances())?;
        let verb = present::verb(self.passage, self.tokens, subject.next, subject.plural)?;
        let read = Obliges {
            form: Form::Active,
            first: verb,
            last: verb,
        };
        present::acts(self.tokens, verb).then_some((read, subject))
    }

    /// "Un bilan est remis", "Toute publication porte": what is to be done, by someone or not.
    pub(super) fn done(&self) -> Option<Obliges> {
        let read = |first, last| Obliges {
            form: Form::Passive,
            first,
            last,
        };
        present::done(self.tokens)
            .map(|(first, last)| read(first, last))
            .or_else(|| present::bears(self.tokens).map(|at| read(at, at)))
    }
}

fn pronoun(word: &str) -> Option<(Gender, bool)> {
    match word {
        "il" => Some((Gender::Masculine, false)),
        "elle" => Some((Gender::Feminine, false)),
        "ils" => Some((Gender::Masculine, true)),
        "elles" => Some((Gender::Feminine, true)),
        _ => None,
    }
}

fn agree(before: &Subject, gender: Gender, plural: bool) -> bool {
    let same = before.gender == gender || before.gender == Gender::Unsaid;
    same && before.plural == plural
}
