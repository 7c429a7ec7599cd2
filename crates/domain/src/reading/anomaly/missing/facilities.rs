//! Facilities are listed for some communes that sign, and for others not.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{Named, OrganisationKind, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Commune sans sa liste d’équipements",
    why: "Le bonus territoire va aux équipements listés : une commune sans liste ne peut rien prouver.",
    remedy: "Joindre la liste de la commune, même vide.",
    shows: "Article 2 : Liste des annexes\n\nAnnexe 1 : Liste des équipements soutenus\n\nAnnexe 1 : Liste des équipements soutenus\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n",
    spares: "Article 2 : Liste des annexes\n\nAnnexe 1 : Liste des équipements soutenus\n\nAnnexe 1 : Liste des équipements soutenus\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n\nCommune de Bréval\n\nEAJE\n- Les Fées\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let owners = reading.facilities.owners();
    let within = |named: &Named<'_>| named.party().is_some() || reading.perimeter.iter().any(|key| key.value == *named.id());
    let communes = reading
        .everyone()
        .filter(|named| named.kind() == OrganisationKind::Commune && within(named));
    let owns = |named: &Named<'_>| owners.iter().any(|owner| owner.value == *named.id());
    let (with, without): (Vec<Named<'_>>, Vec<Named<'_>>) = communes.partition(owns);
    let without: Vec<Named<'_>> = without
        .into_iter()
        .filter(|named| !said_to_have_none(ground, *named))
        .collect();
    let Some(shown) = owners.first().filter(|_| !with.is_empty() && !without.is_empty()) else {
        return Vec::new();
    };
    let names = |named: &[Named<'_>]| listed(named.iter().map(|named| short_name(named.kind(), named.name())));
    let place = Quote {
        line: shown.lines.first().unwrap_or_default(),
        quote: with
            .first()
            .map(|named| reading.shown(named.id()).to_owned())
            .unwrap_or_default(),
    };
    let title = reading.facilities_annex().map(quoted);
    let reason = format!(
        "La liste des équipements et services est donnée pour {}, et non pour {}.",
        names(&with),
        names(&without)
    );
    let b = title.is_some().then(|| place.clone());
    vec![Hit::at(title.unwrap_or(place), reason).and(b)]
}

/// "Les Trois-Fours n'ont pas d'équipement."
fn said_to_have_none(ground: &Ground<'_>, named: Named<'_>) -> bool {
    let name = plain(&short_name(named.kind(), named.name()));
    let none = [
        "n'a pas",
        "n'ont pas",
        "aucun",
        "ni equipement",
        "sans equipement",
        "pas d'equipement",
        "ne dispose",
    ];
    ground.passages.iter().any(|passage| {
        passage.plain.contains(&name) && passage.says(&none) && passage.says(&["equipement", "service", "structure"])
    })
}
