//! Who may pay: an organisation that the text knows, or a body that pays everywhere ("Caf", "Département", "Ville de Val").
//!
//! Words before a sum say what it buys as often as who gives it: words that name no such body make no payer.

use super::communes::Communes;
use super::labels::{Label, label};
use super::legend::{Legend, without_article};
use crate::names::Names;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised, is_capitals, is_link};

/// Those whom a text knows.
#[derive(Clone, Copy)]
pub(super) struct Payers<'p> {
    pub(super) names: &'p Names,
    pub(super) legend: &'p Legend,
    pub(super) communes: &'p Communes,
}

/// What the words before a sum say of who pays it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    Payer(String),
    /// What it buys, or someone who is not known: the payer of the sum before is not theirs.
    Other,
    Nothing,
}

/// A longer name is a sentence.
const MOST_WORDS: usize = 12;

/// Words that open the name of a body which pays, folded.
const BODIES: [&str; 40] = [
    "caf",
    "cafs",
    "caisse",
    "caisses",
    "cnaf",
    "msa",
    "cssm",
    "cpam",
    "carsat",
    "ars",
    "etat",
    "departement",
    "region",
    "prefecture",
    "drac",
    "commune",
    "communes",
    "ville",
    "villes",
    "mairie",
    "municipalite",
    "communaute",
    "agglomeration",
    "agglo",
    "metropole",
    "intercommunalite",
    "epci",
    "collectivite",
    "collectivites",
    "syndicat",
    "sivom",
    "sivu",
    "ccas",
    "cias",
    "fondation",
    "europe",
    "feder",
    "feader",
    "fse",
    "mutualite",
];

/// Letters that open such a name where they are printed in capitals: "CC Sources de la Lerce".
const LETTERS: [&str; 3] = ["cc", "ca", "cu"];

/// What a council may be, by its second word: "conseil départemental".
const COUNCILS: [&str; 8] = [
    "departemental",
    "departementale",
    "regional",
    "regionale",
    "municipal",
    "municipale",
    "communautaire",
    "metropolitain",
];

/// Words in small letters that may stand in such a name, beside those of councils.
const QUALITIES: [&str; 16] = [
    "communes",
    "urbaine",
    "agglomeration",
    "intercommunal",
    "intercommunale",
    "scolaire",
    "mixte",
    "securite",
    "social",
    "sociale",
    "agricole",
    "allocations",
    "familiales",
    "ecoles",
    "francaise",
    "signataires",
];

impl Payers<'_> {
    /// What the words before the first sum of a clause say.
    pub(super) fn first(self, before: &str) -> Told {
        match words_of(before) {
            Some(text) => self.among(&text).map_or(Told::Other, Told::Payer),
            None => Told::Nothing,
        }
    }

    /// What the words between two sums say: "… en 2024, dont Caf 175 000 €".
    pub(super) fn between(self, between: &str) -> Told {
        let cut = [", ", ". ", "; "].iter().filter_map(|sign| between.rfind(sign)).max();
        let tail = between[cut.map_or(0, |at| at + 2)..].trim().trim_start_matches('(');
        // "est financé en 2026 par la Caf (180 000 €) et par la Ville (130 000 €)".
        let named = tail.rsplit_once(" par ").filter(|_| between.trim_end().ends_with('('));
        let tail = named.map_or(tail, |(_, who)| who);
        let tail = ["dont ", "et ", "puis ", "ainsi que ", "+ "]
            .iter()
            .fold(tail, |tail, word| tail.strip_prefix(word).unwrap_or(tail));
        let dated = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 4;
        // "en 2026 et l'Agglomération": the year is that of the sum before.
        let tail = tail
            .rsplit_once(" et ")
            .filter(|_| dated(tail))
            .map_or(tail, |(_, last)| last);
        let dated = dated(tail);
        match words_of(tail).filter(|_| !dated) {
            Some(text) => match self.among(&text) {
                Some(payer) => Told::Payer(payer),
                None if is_capitalised(without_article(&text)) => Told::Other,
                None => Told::Nothing,
            },
            None => Told::Nothing,
        }
    }

    /// A payer named after the sum: "2 000 € de la Caf".
    pub(super) fn after(self, after: &str) -> Option<String> {
        let after = after.trim_start();
        // "15 000 € (Caf)": brackets that hold a payer and nothing else.
        if let Some((inside, _)) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            let named = words_of(inside).filter(|text| self.is_body(text, true));
            return named.or_else(|| self.after(inside));
        }
        let opened = [
            "de la ",
            "du ",
            "des ",
            "de l'",
            "de l’",
            "par la ",
            "par le ",
            "par les ",
            "par l'",
            "par l’",
            "par ",
            "à la ",
            "au ",
            "à l'",
            "à l’",
            "à la charge de la ",
            "à la charge du ",
            "à la charge de l'",
            "à la charge de l’",
            "à la charge de ",
        ];
        let after = given_by(after).unwrap_or(after);
        // A scan prints capitals where there are none.
        let opens = |word: &&&str| after.get(..word.len()).is_some_and(|head| head.to_lowercase() == **word);
        let rest = &after[opened.iter().filter(opens).map(|word| word.len()).max()?..];
        let end = rest.find([',', ';', '.', '(', '€']).unwrap_or(rest.len());
        let times = [" en ", " la même", " chaque", " sur "];
        let end = times.iter().filter_map(|word| rest[..end].find(word)).min().unwrap_or(end);
        // "de la Ville et 380 000 €": another payer follows.
        let one = || self.among(&words_of(rest[..end].rsplit_once(" et")?.0)?);
        words_of(&rest[..end]).and_then(|text| self.among(&text)).or_else(one)
    }

    /// The body that these words name: all of them, those before a colon, or those after it.
    fn among(self, text: &str) -> Option<String> {
        let (head, tail) = (text.split(':').next()?.trim(), text.rsplit(':').next()?.trim());
        let named = |text: &str| {
            let name = given(text);
            self.is_body(name, true).then(|| name.to_owned())
        };
        named(text).or_else(|| named(head)).or_else(|| named(tail))
    }

    fn is_body(self, text: &str, explained: bool) -> bool {
        let bare = without_article(text);
        let known = self.names.exactly(&Passage::one(1, bare)).is_some()
            || self.communes.exactly(bare).is_some()
            || self.names.ends_one(bare);
        let told = || {
            let full = self.legend.name(bare).filter(|_| explained);
            full.is_some_and(|full| self.is_body(&full.joined(), false))
        };
        !bare.is_empty() && (known || is_general(bare) || told())
    }
}

/// The words before a sum, without what qualifies it; nothing when they are a label of money or the end of a sentence.
pub(super) fn words_of(before: &str) -> Option<String> {
    const QUALIFIERS: [&str; 19] = [
        "montant",
        "env.",
        "env",
        "≈",
        "~",
        "environ",
        "au moins",
        "au plus",
        "près de",
        "plus de",
        "jusqu'à",
        "jusqu’à",
        "minimum",
        "maximum",
        "soit",
        "pour",
        "à hauteur de",
        "de l'ordre de",
        "dans la limite de",
    ];
    // "Caf (2025) : 72 000 €": the year in brackets is no part of the name.
    let mut text = without_year(before.trim());
    loop {
        let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '-' | '–' | '—' | '('));
        let cut = QUALIFIERS.iter().find_map(|word| trimmed.strip_suffix(word));
        let Some(cut) = cut else {
            text = trimmed;
            break;
        };
        text = cut;
    }
    let named = text.chars().any(char::is_alphabetic);
    let money = matches!(
        label(text),
        Some(Label::Funding | Label::Funder | Label::Total | Label::Means)
    );
    let names_giver = given(text).len() < text.len() || text.contains(':');
    let told = (!money || names_giver) && !text.ends_with('.');
    (named && told)
        .then(|| text.trim_start_matches(['-', '–', '•', ' ']).to_owned())
        .filter(|text| !text.is_empty())
}

/// "Caf (2025) :" and "Caf 2025 :" are Caf.
fn without_year(text: &str) -> &str {
    let bare = text.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}']);
    let inside = bare.strip_suffix(')').and_then(|head| head.rsplit_once('('));
    if let Some((name, year)) = inside.or_else(|| bare.rsplit_once(' '))
        && crate::calendar::year(year.trim()).is_some()
    {
        let name = name.trim_end();
        // "versés en 2025" ends a sentence.
        let dated = wording::words(name).last().is_some_and(|last| is_link(last));
        return if dated { text } else { name };
    }
    text
}

/// What follows a participle: "apportés par la Caf", "y est consacré chaque année par la Ville"; absent where the clause ends before.
fn given_by(after: &str) -> Option<&str> {
    const GIVEN: [&str; 7] = ["apport", "vers", "financ", "consacr", "accord", "attribu", "allou"];
    let end = after.find([',', ';', '.', '(', '€']).unwrap_or(after.len());
    let at = after[..end].find(" par ")?;
    let words = wording::words(&after[..at]);
    let given = words.iter().any(|word| GIVEN.iter().any(|stem| word.starts_with(stem)));
    given.then(|| &after[at + 1..])
}

/// What is given.
const GIFTS: [&str; 12] = [
    "subvention",
    "subventions",
    "participation",
    "contribution",
    "part",
    "aide",
    "apport",
    "dotation",
    "financement",
    "financements",
    "concours",
    "cofinancement",
];

/// What stands between a gift and who gives it.
const LINKS: [&str; 7] = ["de la ", "de l'", "de l’", "de ", "du ", "des ", "d'"];

/// What a payer does.
const GIVES: [&str; 25] = [
    " y consacrera",
    " le finance",
    " la finance",
    " y participe",
    " y contribue",
    " y contribuera",
    " lui apporte",
    " lui apportera",
    " lui verse",
    " lui versera",
    " consacre",
    " verse",
    " versera",
    " apporte",
    " apportera",
    " finance",
    " financera",
    " contribue",
    " participe",
    " participera",
    " attribue",
    " accorde",
    " y consacre",
    " prend en charge",
    " a versé",
];

/// To what.
const OBJECTS: [&str; 9] = [
    " l'action",
    " l’action",
    " cette action",
    " ce projet",
    " le projet",
    " les travaux",
    " ces travaux",
    " la dépense",
    " le poste",
];

/// The name inside "Subvention de la Caf" and "La Caf verse".
fn given(text: &str) -> &str {
    // "La Caf finance l'action à hauteur de".
    let bare = OBJECTS.iter().find_map(|object| text.strip_suffix(object));
    let gives = |text: &str| GIVES.iter().filter(|verb| text.ends_with(*verb)).map(|verb| verb.len()).max();
    let before = bare.and_then(|bare| Some(bare.len() - gives(bare)?));
    let end = before.or_else(|| Some(text.len() - gives(text)?));
    let text = end.map_or(text, |end| &text[..end]);
    let Some((gift, rest)) = text.split_once(' ') else {
        return text;
    };
    if !GIFTS.contains(&wording::fold(gift).as_str()) {
        return text;
    }
    LINKS.iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest)
}

/// The name of a body which pays everywhere, and nothing after it: "Ville de Val", and neither "Ville amie des enfants"
/// nor "Communes : achat de jeux".
fn is_general(text: &str) -> bool {
    let tokens = Passage::one(1, text).tokens();
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let Some(first) = tokens.first().filter(|_| tokens.len() <= MOST_WORDS) else {
        return false;
    };
    if text.contains([',', ';', ':', '(', '/', '+', '&', '.']) {
        return false;
    }
    let council = fold(0) == "conseil" && COUNCILS.contains(&fold(1));
    let letters = LETTERS.contains(&first.fold.as_str()) && is_capitals(&first.word) && tokens.len() > 1;
    let last = matches!(
        tokens[tokens.len() - 1].fold.as_str(),
        "agglomeration" | "agglo" | "metropole"
    );
    // "Association Le Comptoir" is someone, "Association et sport" is not.
    let named = tokens.len() > 1 && is_capitalised(&tokens[tokens.len() - 1].word);
    let own = fold(0) == "association" || fold(0) == "centre" && fold(1) == "social";
    let opened = BODIES.contains(&first.fold.as_str()) || council || letters || last && is_capitalised(text) || own && named;
    if !opened {
        return false;
    }
    (1..tokens.len()).all(|at| {
        let proper = is_capitalised(&tokens[at].word) || QUALITIES.contains(&fold(at)) || COUNCILS.contains(&fold(at));
        let links = is_link(fold(at)) && !matches!(fold(at), "a" | "et" | "avec" | "en" | "ou" | "par" | "pour" | "sans");
        // "des îles Tamarine", "du pays d'Ombraise".
        let before_name = (at + 1..tokens.len()).find(|next| !is_link(fold(*next)));
        let opens_name = before_name.is_some_and(|next| is_capitalised(&tokens[next].word));
        proper || links && at + 1 < tokens.len() || opens_name && is_link(fold(at - 1))
    })
}

#[cfg(test)]
mod tests;
