//! The title says who carries the action, and that is no bearer.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{holder, holders_quoted, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Holder, Key, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Porteur du titre absent des porteurs",
    why: "Celui que le titre dit porteur n’a rien signé et n’apparaît pas parmi ceux qui répondent de l’action.",
    remedy: "L’ajouter aux porteurs, ou le dire partenaire.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Créer un espace de vie sociale porté par Les Doux Rêves\nPilote : Valmont\nPorteur : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteur : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Créer un espace de vie sociale porté par Valmont\nPilote : Valmont\nPorteur : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteur : Bréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let carried = |action: &&ActionRead| !action.bearers.is_empty() && carrier(action).is_some();
    ground
        .reading
        .actions
        .iter()
        .filter(carried)
        .filter_map(|action| of(ground, action))
        .collect()
}

/// The words after "porté par".
fn carrier(action: &ActionRead) -> Option<&str> {
    let title = &action.title.value;
    ["porté par ", "portée par ", "portés par ", "portées par "]
        .iter()
        .find_map(|words| Some(title.split_once(words)?.1))
}

fn of(ground: &Ground<'_>, action: &ActionRead) -> Option<Hit> {
    let reading = ground.reading;
    let told = carrier(action)?;
    let folded = plain(told);
    let named = |key: &Key| {
        let party = reading.parties.iter().find(|party| party.id == *key);
        let names = party
            .into_iter()
            .flat_map(|party| party.aliases.iter().chain([&party.name]).map(|name| name.value.as_str()));
        names
            .chain([reading.shown(key)])
            .any(|name| name.chars().count() > 2 && folded.contains(&plain(name)))
    };
    let is_named = |bearer: &Sourced<Holder>| match &bearer.value {
        Holder::Known(key) => named(key) || reading.groups.iter().any(|group| group.id == *key),
        Holder::Text(text) => folded.contains(&plain(text)) || plain(text).contains(&folded),
    };
    if action.bearers.iter().any(is_named) || told.starts_with(|letter: char| letter.is_lowercase()) {
        return None;
    }
    let known = action.partners.iter().find(|partner| {
        action.title.lines.meets(&partner.lines) && !action.bearers.iter().any(|bearer| bearer.value == partner.value)
    });
    let who = known.map_or(told, |partner| holder(reading, &partner.value));
    let bearers = holders_quoted(reading, &action.bearers);
    let reason = format!(
        "Le titre de l’action {} la dit portée par {who}, qui n’est pas parmi ses porteurs ({}).",
        action.number.value, bearers.quote
    );
    Some(
        Hit::at(quoted(&action.title), reason)
            .and(bearers)
            .of(vec![action.number.value.clone()]),
    )
}
