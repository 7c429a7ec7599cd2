//! The ways in which one party may be meant, derived from its names.
//!
//! Nothing here compares two parties: when two fit, it is [`super::Names`] that names nobody.

use domain::reading::{Key, OrganisationKind};

use crate::passage::Token;
use crate::wording::{self, is_capitals, is_link};

/// The ways in which one party may be meant.
#[derive(Debug, Clone)]
pub(super) struct Forms {
    pub(super) key: Key,
    pub(super) commune: bool,
    /// The complete name and the declared ones, without their article.
    whole: Vec<Vec<String>>,
    /// For a commune, its own name without article.
    own: Vec<String>,
    /// The article of that name.
    article: Option<String>,
    /// Initials, in small letters.
    acronyms: Vec<String>,
}

impl Forms {
    pub(super) fn derive(key: &Key, kind: OrganisationKind, names: &[String]) -> Self {
        let commune = kind == OrganisationKind::Commune;
        // Letters that the text declares mean someone where they are printed in capitals.
        let (declared, names): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| is_acronym(name));
        let whole: Vec<Vec<String>> = names.iter().map(|name| without_article(wording::words(name))).collect();
        let first = whole.first().cloned().unwrap_or_default();
        let (own, mut article) = if commune { own_name(&first) } else { (Vec::new(), None) };
        if commune && article.is_none() {
            // "Les Ormes" by itself: the article that was cut off belongs to the name.
            article = names
                .first()
                .map(|name| wording::words(name))
                .and_then(|words| leading_article(&words));
        }
        let mut acronyms = if commune {
            commune_acronyms(&own, article.as_deref())
        } else {
            acronyms(&first)
        };
        acronyms.extend(declared.into_iter().map(|letters| wording::fold(letters)));
        Self {
            key: key.clone(),
            commune,
            whole,
            own,
            article,
            acronyms,
        }
    }

    pub(super) fn has_initial(&self, letter: &str) -> bool {
        let first = self.own.first().is_some_and(|word| word.starts_with(letter));
        first || self.article.as_deref().is_some_and(|article| article.starts_with(letter))
    }

    pub(super) fn ends_with(&self, words: &[String]) -> bool {
        self.whole.iter().any(|whole| whole.ends_with(words))
    }

    /// How many words of `rest` mean this party; 0 when none does.
    pub(super) fn length(&self, rest: &[Token]) -> usize {
        let article = usize::from(
            rest.first()
                .is_some_and(|token| matches!(token.fold.as_str(), "le" | "la" | "les" | "l")),
        );
        let after = &rest[article.min(rest.len())..];
        let whole = self.whole.iter().map(|words| whole_length(words, after)).max().unwrap_or(0);
        let acronym = usize::from(after.first().is_some_and(|token| self.is_acronym(token)));
        match whole.max(acronym) {
            0 => self.own_length(rest),
            found => (found + article).max(self.own_length(rest)),
        }
    }

    fn is_acronym(&self, token: &Token) -> bool {
        is_capitals(&token.word) && token.word.len() > 1 && self.acronyms.contains(&token.fold)
    }

    /// The beginning of a commune's own name, after "la commune de" and its article if they stand there.
    fn own_length(&self, rest: &[Token]) -> usize {
        if self.own.is_empty() {
            return 0;
        }
        let mut skipped = 0;
        if rest.first().is_some_and(|token| token.fold == "la") && rest.get(1).is_some_and(is_commune_word) {
            skipped = 1;
        }
        if rest.get(skipped).is_some_and(is_commune_word) {
            skipped += 1;
            while rest
                .get(skipped)
                .is_some_and(|token| matches!(token.fold.as_str(), "de" | "des" | "du" | "d" | "la" | "l"))
            {
                skipped += 1;
            }
        } else if self.article.is_some() && rest.first().map(|token| token.fold.as_str()) == self.article.as_deref() {
            skipped = 1;
        }
        let named = rest.get(skipped..).unwrap_or_default();
        let same = self
            .own
            .iter()
            .zip(named)
            .take_while(|(word, token)| **word == token.fold)
            .count();
        let ended = (0..same)
            .rev()
            .find(|last| !is_link(&self.own[*last]))
            .map_or(0, |last| last + 1);
        let capital = named.first().is_some_and(|token| wording::is_capitalised(&token.word));
        if ended > 0 && capital { skipped + ended } else { 0 }
    }
}

/// The complete words, or their beginning when it already holds three of them that mean something.
fn whole_length(words: &[String], rest: &[Token]) -> usize {
    let same = words
        .iter()
        .zip(rest)
        .take_while(|(word, token)| **word == token.fold)
        .count();
    if same == words.len() {
        return same;
    }
    let ended = (0..same)
        .rev()
        .find(|last| !is_link(&words[*last]))
        .map_or(0, |last| last + 1);
    if words[..ended].iter().filter(|word| !is_link(word)).count() >= 3 {
        ended
    } else {
        0
    }
}

/// "CSSV", "LH": a few capitals.
fn is_acronym(name: &str) -> bool {
    (2..=6).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

/// The words of a commune's own name, without "commune de" and without article.
pub(crate) fn own_words(name: &str) -> Vec<String> {
    own_name(&without_article(wording::words(name))).0
}

fn is_commune_word(token: &Token) -> bool {
    matches!(token.fold.as_str(), "commune" | "ville")
}

fn leading_article(words: &[String]) -> Option<String> {
    let first = words
        .first()
        .filter(|word| matches!(word.as_str(), "le" | "la" | "les" | "l"))?;
    // "La commune de…": this article is no part of the name.
    words
        .get(1)
        .is_some_and(|next| next != "commune" && next != "ville")
        .then(|| first.clone())
}

fn without_article(words: Vec<String>) -> Vec<String> {
    let article = words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "le" | "la" | "les" | "l"));
    if article { words[1..].to_vec() } else { words }
}

/// What follows "commune de": the own name and the article hidden in "des" and "du".
fn own_name(words: &[String]) -> (Vec<String>, Option<String>) {
    let start = usize::from(words.first().is_some_and(|word| word == "commune" || word == "ville"));
    let start = start + usize::from(start == 1 && words.get(1).is_some_and(|word| word == "nouvelle"));
    let (article, skipped) = match words.get(start).map(String::as_str) {
        Some("des") => (Some("les"), 1),
        Some("du") => (Some("le"), 1),
        Some("de" | "d") => match words.get(start + 1).map(String::as_str) {
            Some(article @ ("la" | "l" | "le" | "les")) => (Some(article), 2),
            _ => (None, 1),
        },
        _ => (None, 0),
    };
    let own = words.get(start + skipped..).unwrap_or_default().to_vec();
    (own, article.map(str::to_owned))
}

fn initials<'w>(words: impl Iterator<Item = &'w String>) -> String {
    words.filter_map(|word| word.chars().next()).collect()
}

fn commune_acronyms(own: &[String], article: Option<&str>) -> Vec<String> {
    let short = initials(own.iter());
    let long = article
        .and_then(|article| article.chars().next())
        .map(|first| format!("{first}{short}"));
    std::iter::once(short)
        .chain(long)
        .filter(|acronym| acronym.len() > 1)
        .collect()
}

/// The initials of the first words that mean something: three of them or more.
fn acronyms(words: &[String]) -> Vec<String> {
    let all = initials(words.iter().filter(|word| !is_link(word)));
    (3..=all.chars().count())
        .map(|count| all.chars().take(count).collect())
        .collect()
}
