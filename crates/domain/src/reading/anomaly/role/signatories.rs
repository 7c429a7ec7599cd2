//! Someone is named at the head of the text as signing for a party, and someone else signs at its end.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{PartyRead, SignatoryRead, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::High,
    name: "Signataire qui change",
    why: "Qui signe sans être celui que le texte présente doit pouvoir montrer qu’il y est autorisé.",
    remedy: "Joindre la délégation de signature, ou corriger le nom.",
    shows: "Article 2 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nFait à Valmont, le 12 décembre 2022\n\nPour la Caisse d’allocations familiales de Vauxelle,\n\nMadame la Directrice\n\nAnne PETIT\n\nPour la Commune de Valmont,\n\nMonsieur Le Maire\n\nPaul BRUN\n\nPour la Commune de Bréval,\n\nMadame la Maire\n\nLéa MOREL\n",
    spares: "Article 2 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nFait à Valmont, le 12 décembre 2022\n\nPour la Caisse d’allocations familiales de Vauxelle,\n\nMadame la Directrice\n\nAnne PETIT\n\nPour la Commune de Valmont,\n\nMonsieur Le Maire\n\nJean GRAND\n\nPour la Commune de Bréval,\n\nMadame la Maire\n\nLéa MOREL\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let Some(end) = reading
        .agreement
        .signature
        .as_ref()
        .and_then(|signature| signature.lines.first())
    else {
        return Vec::new();
    };
    reading.parties.iter().filter_map(|party| of(party, end)).collect()
}

fn of(party: &PartyRead, end: u32) -> Option<Hit> {
    let below = |person: &&SignatoryRead| person.name.lines.first().is_some_and(|line| line >= end);
    let above = |person: &&SignatoryRead| person.name.lines.last().is_some_and(|line| line < end);
    let last = party.signatories.iter().find(below)?;
    let heads: Vec<&SignatoryRead> = party.signatories.iter().filter(above).collect();
    let first = heads.first()?;
    // Whoever is named in both places has lines in both.
    let signs = party.signatories.iter().any(|person| !below(&person) && !above(&person));
    let same = heads.iter().any(|head| {
        stems(&head.name.value)
            .intersection(&stems(&last.name.value))
            .next()
            .is_some()
    });
    (!signs && !same).then(|| {
        let name = short_name(party.kind.value, &party.name.value);
        let reason = format!(
            "{name} est représentée par {} au début du texte, et {} signe à la fin.",
            first.name.value, last.name.value
        );
        Hit::at(quoted(&first.name), reason).and(quoted(&last.name))
    })
}
