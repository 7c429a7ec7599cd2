//! A national institution is called by a name that is not its own, or by one that it no longer had.

use crate::reading::anomaly::ground::{Ground, Passage, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Institution mal nommée",
    why: "Une demande de financement adressée sous un nom qui n’existe pas, ou plus, n’arrive pas.",
    remedy: "Écrire le nom actuel de l’institution.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une maison France - service\nPilote : Valmont\nFinancement : DDCS, Banque et territoire\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une maison France services\nPilote : Valmont\nFinancement : Banque des Territoires\n",
    reads_amendments: true,
    find,
};

/// Names as they are, and the words by which a wrong one is known.
const NAMES: [(&str, &[&str], &[&str]); 3] = [
    (
        "Banque des Territoires",
        &["banque", "territoire"],
        &["banque", "territoires"],
    ),
    ("France services", &["france", "service"], &["france", "services"]),
    (
        "Fonds publics et territoires",
        &["fond", "public", "territoire"],
        &["fonds", "publics", "territoires"],
    ),
];

/// Services that were replaced: the name, the first year without it, what took its place.
const REPLACED: [(&str, i16, &str); 6] = [
    ("DDCS", 2021, "la DDETS depuis le 1er avril 2021"),
    ("DIRECCTE", 2021, "la DREETS depuis le 1er avril 2021"),
    ("DRJSCS", 2021, "la DREETS et la DRAJES depuis 2021"),
    (
        "RSI",
        2020,
        "la Sécurité sociale des indépendants, au régime général depuis 2020",
    ),
    ("ACSE", 2014, "l’Agence nationale de la cohésion des territoires"),
    ("CGET", 2020, "l’Agence nationale de la cohésion des territoires depuis 2020"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (name, wrong, right) in NAMES {
        let told = ground
            .passages
            .iter()
            .find_map(|passage| misnamed(passage, wrong, right).map(|at| (passage, at)));
        if let Some((passage, at)) = told {
            let reason = format!("L’institution est mal nommée\u{a0}: il s’agit sans doute de «\u{a0}{name}\u{a0}».");
            found.push(Hit::at(passage.quote_at(at), reason));
        }
    }
    let start = ground.reading.agreement.start.as_ref().map(|start| start.value.year());
    for (old, year, new) in REPLACED
        .iter()
        .filter(|(_, year, _)| start.is_some_and(|start| start > *year))
    {
        let mut lines = (1_u32..).zip(&ground.bare);
        let met = lines.find(|(_, line)| {
            line.contains(old) && line.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == *old)
        });
        if let Some((line, _)) = met {
            let reason = format!(
                "La «\u{a0}{old}\u{a0}» n’existe plus depuis {year}, avant le début de la convention\u{a0}: c’est {new}."
            );
            found.push(Hit::at(ground.quote(line), reason));
        }
    }
    found
}

/// The words of the wrong name follow each other, joined by small ones, and are not those of the right one.
fn misnamed(passage: &Passage, wrong: &[&str], right: &[&str]) -> Option<usize> {
    let at = passage.plain.find(wrong[0])?;
    let told = words(&passage.plain[at..]);
    let told: Vec<&str> = told
        .into_iter()
        .filter(|word| !matches!(*word, "des" | "de" | "et" | "d" | "les"))
        .take(right.len())
        .collect();
    let meant = told.len() == right.len()
        && told
            .iter()
            .zip(wrong)
            .all(|(word, start)| *word == *start || *word == format!("{start}s"));
    // "Fonds public" and "France Services" are the same with another case.
    (meant && told != right).then_some(at)
}
