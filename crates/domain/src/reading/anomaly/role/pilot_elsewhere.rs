//! The action takes place in one commune, and another one pilots it.

use crate::reading::anomaly::ground::{Ground, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{holders_quoted, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Holder, Key, Named, OrganisationKind, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Pilote d’une autre commune",
    why: "La commune où l’action a lieu n’en répond pas, et celle qui en répond n’y a ni agents ni locaux.",
    remedy: "Confirmer le pilote, ou ajouter la commune du lieu.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Étendre le réseau à Bréval\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Étendre le réseau à Bréval\nPilote : Bréval\n\nAction 2 : Tenir un café des parents\nPilote : Valmont\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let everyone = ground
        .reading
        .everyone()
        .filter(|named| named.kind() == OrganisationKind::Commune);
    let communes: Vec<(Named<'_>, String)> = everyone
        .map(|named| (named, spaced(&short_name(named.kind(), named.name()))))
        .collect();
    ground
        .reading
        .actions
        .iter()
        .filter_map(|action| of(ground, &communes, action))
        .collect()
}

/// Letters alone, an article at the beginning left out: "aux Herbiers" is said of "Les Herbiers".
fn spaced(text: &str) -> String {
    let folded = plain(text);
    let all = words(&folded);
    let kept = if all.len() > 1 && matches!(all[0], "le" | "la" | "les" | "l") {
        &all[1..]
    } else {
        &all
    };
    kept.join(" ")
}

fn of(ground: &Ground<'_>, communes: &[(Named<'_>, String)], action: &ActionRead) -> Option<Hit> {
    let pilots: Vec<&Key> = action
        .pilots
        .iter()
        .filter_map(|pilot| match &pilot.value {
            Holder::Known(key) if ground.reading.is_commune(key) => Some(key),
            _ => None,
        })
        .collect();
    // Someone else than a commune may pilot anywhere.
    if pilots.is_empty() || pilots.len() != action.pilots.len() {
        return None;
    }
    let title = format!(" {} ", spaced(&action.title.value));
    let places: Vec<&Named<'_>> = communes
        .iter()
        .filter(|(_, name)| title.contains(&format!(" {name} ")))
        .map(|(party, _)| party)
        .collect();
    let away = !places.is_empty() && places.iter().all(|place| !pilots.contains(&place.id()));
    away.then(|| {
        let place = places[0];
        let who = holders_quoted(ground.reading, &action.pilots);
        let reason = format!(
            "L’action {} vise {}, et c’est {} qui la pilote.",
            action.number.value,
            short_name(place.kind(), place.name()),
            who.quote
        );
        Hit::at(quoted(&action.title), reason)
            .and(who)
            .of(vec![action.number.value.clone()])
    })
}
