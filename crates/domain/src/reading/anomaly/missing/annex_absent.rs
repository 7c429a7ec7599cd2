//! An annex is announced and is not there.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{AnnexRead, words_of};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Annexe annoncée et absente",
    why: "Une annexe fait partie de la convention : ce qu’elle devait fixer n’est fixé nulle part.",
    remedy: "La joindre au texte signé, ou dire par avenant ce qui en tient lieu.",
    shows: "Article 2 : Diagnostic\n\nLe diagnostic figure en annexe 1.\n\nArticle 3 : Liste des annexes\n\nAnnexe 1 : Diagnostic du territoire\nAnnexe 2 : Instances\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    spares: "Article 2 : Diagnostic\n\nLe diagnostic figure en annexe 1.\n\nArticle 3 : Liste des annexes\n\nAnnexe 1 : Diagnostic du territoire\nAnnexe 2 : Instances\n\nAnnexe 1 : Diagnostic du territoire\n\nLe territoire compte deux communes.\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let absent = reading.annexes.iter().filter(|annex| annex.announced && !annex.present);
    let absent = absent.filter(|annex| reading.deliberations.is_empty() || !holds_votes(annex));
    let told = absent.map(|annex| {
        let reason = format!("{} est annoncée et ne figure pas dans le texte.", named(annex));
        Hit::at(title(annex), reason).and(referred(ground, annex))
    });
    told.collect()
}

/// An annex, as a sentence begins.
pub(in crate::reading) fn named(annex: &AnnexRead) -> String {
    let title = annex.title.as_ref().map(|title| format!(" («\u{a0}{}\u{a0}»)", title.value));
    format!("L’annexe {}{}", annex.number.value, title.unwrap_or_default())
}

/// The title of an annex, or its number.
pub(in crate::reading::anomaly) fn title(annex: &AnnexRead) -> Quote {
    quoted(annex.title.as_ref().unwrap_or(&annex.number))
}

/// Where an article sends to an annex.
fn referred(ground: &Ground<'_>, annex: &AnnexRead) -> Option<Quote> {
    let words = format!("annexe {}", plain(&annex.number.value));
    let whole = |passage: &str, at: usize| !passage[at + words.len()..].starts_with(|next: char| next.is_alphanumeric());
    let sends = |passage: &Passage| {
        let at = passage.plain.find(&words).filter(|at| whole(&passage.plain, *at))?;
        let line = passage.line_at(at);
        // Where the annex has its title, it is announced.
        let elsewhere = !annex.lines.holds(line) && at > 0;
        elsewhere.then(|| passage.quote_at(at))
    };
    let mut agreed = ground
        .passages
        .iter()
        .filter(|passage| ground.article_at(passage.line()).is_some());
    agreed.find_map(sends).or_else(|| ground.passages.iter().find_map(sends))
}

/// Whether an annex is announced as the votes of the councils.
pub(in crate::reading) fn holds_votes(annex: &AnnexRead) -> bool {
    annex.title.as_ref().is_some_and(|title| announces_votes(&title.value))
}

/// Whether the title of an annex announces the votes of the councils: "Délibérations", "Décisions des conseils municipaux".
#[must_use]
pub fn announces_votes(title: &str) -> bool {
    let words = words_of(title);
    let starts = |start: &str| words.iter().any(|word| plain(word).starts_with(start));
    starts("deliberation") || starts("decision") && starts("conseil")
}
