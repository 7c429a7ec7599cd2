//! A sentence stops on a word that calls for another.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Phrase interrompue",
    why: "Ce qui manque peut être une condition, un montant ou un nom.",
    remedy: "Reprendre le fichier d’origine et compléter la phrase.",
    shows: "Article 2 : Suivi\n\nLes parties s’engagent à respecter les dispositions de la\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Suivi\n\nLes parties s’engagent à respecter les dispositions de la convention.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    reads_amendments: true,
    find,
};

/// Words that nothing may end on.
const OPEN: [&str; 23] = [
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "ou",
    "par",
    "pour",
    "sur",
    "que",
    "qui",
    "dont",
    "avec",
    "aux",
    "au",
    "une",
    "leur",
    "notamment",
    "dans",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground
        .passages
        .iter()
        .enumerate()
        .filter(|(at, passage)| stops(passage) && !goes_on(ground, *at));
    told.map(|(_, passage)| {
        Hit::at(
            passage.quote_at(passage.plain.len()),
            "La phrase s’arrête avant d’être finie.",
        )
    })
    .collect()
}

fn stops(passage: &Passage) -> bool {
    let prose = passage.kind != Kind::Cell && passage.closes && passage.text.ends_with(char::is_alphabetic);
    if !prose || passage.plain.len() < 20 {
        return false;
    }
    let last = passage
        .plain
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    // Headings in capitals and torn tables are short.
    let shouted = passage
        .text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .all(char::is_uppercase);
    OPEN.contains(&last) && !shouted && passage.words().len() > 6
}

/// The next paragraph goes on in the middle of the sentence: a blank line, or a page, only cuts it.
fn goes_on(ground: &Ground<'_>, at: usize) -> bool {
    let Some(next) = ground.passages.get(at + 1) else {
        return false;
    };
    let lower = next.text.starts_with(|letter: char| !letter.is_uppercase());
    let heading = ground
        .article_at(next.line())
        .is_some_and(|article| article.title.lines.holds(next.line()));
    let part = ["article", "annexe", "titre", "chapitre"]
        .iter()
        .any(|word| next.plain.starts_with(word));
    next.kind != Kind::Sentence
        || lower
        || !heading && !part && !next.text.ends_with(':') && next.words().len() > 3 && ground.passages[at].text.ends_with("de")
}
