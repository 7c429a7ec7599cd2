//! A line is the name of a party without its first letter.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::short_name;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Nom tronqué",
    why: "Une lettre perdue à la copie fait douter de ce qui a été perdu ailleurs.",
    remedy: "Reprendre le fichier d’origine.",
    shows: "Article 2 : Objet\n\nLa convention porte un projet.\n\nalmont\nune ville au pluriel\n",
    spares: "Article 2 : Objet\n\nLa convention porte un projet.\n\nValmont\nune ville au pluriel\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let names: Vec<_> = ground
        .reading
        .parties
        .iter()
        .map(|party| (plain(&short_name(party.kind.value, &party.name.value)), &party.name))
        .filter(|(name, _)| name.chars().count() > 5)
        .collect();
    let mut found = Vec::new();
    for (line, told) in (1_u32..)
        .zip(&ground.plain)
        .filter(|(_, told)| !told.is_empty() && told.len() < 80)
    {
        let lost = names.iter().find(|(name, _)| {
            let mut letters = name.chars();
            letters.next();
            *told == letters.as_str()
        });
        if let Some((_, name)) = lost {
            let reason = "Le début d’un nom est perdu à cette ligne.";
            found.push(Hit::at(ground.quote(line), reason).and(quoted(name)));
        }
    }
    found
}
