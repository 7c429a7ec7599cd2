//! Several communes carry an action, and its sheet says what one of them does or brings.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{holders_quoted, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, Holder, Key, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Action commune, moyens d’une seule",
    why: "Une commune s’engage sur des moyens, l’autre sur rien : la charge n’est pas partagée comme le titre le dit.",
    remedy: "Dire ce que chaque commune apporte.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Accueillir en urgence\tLogement\t<p>Bréval : mise à disposition de deux appartements</p>\tDeux agents\tCaf\tValmont Bréval\tValmont Bréval\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Accueillir en urgence\tLogement\t<p>Bréval : mise à disposition de deux appartements</p>\tDeux agents\tCaf\tBréval\tBréval\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let everyone = ground
        .reading
        .everyone()
        .filter(|named| ground.reading.is_commune(named.id()));
    let names: Vec<String> = everyone
        .map(|named| plain(&short_name(named.kind(), named.name())).replace('-', " "))
        .collect();
    ground
        .reading
        .actions
        .iter()
        .filter_map(|action| of(ground, action).or_else(|| by_name(&names, action)))
        .collect()
}

fn of(ground: &Ground<'_>, action: &ActionRead) -> Option<Hit> {
    let bearers: BTreeSet<&Key> = action
        .bearers
        .iter()
        .filter_map(|bearer| match &bearer.value {
            Holder::Known(key) if ground.reading.is_commune(key) => Some(key),
            _ => None,
        })
        .collect();
    let told: BTreeSet<&Key> = action.details.iter().filter_map(|detail| detail.commune.as_ref()).collect();
    let [only] = told.iter().copied().collect::<Vec<_>>()[..] else {
        return None;
    };
    if bearers.len() < 2 || !bearers.contains(only) {
        return None;
    }
    let detail = action.details.iter().find(|detail| detail.commune.as_ref() == Some(only))?;
    let name = ground.reading.shown(only);
    let reason = format!(
        "L’action {} est portée par plusieurs communes et sa fiche ne dit ce que fait l’une d’elles que pour {name}.",
        action.number.value
    );
    let joint = action
        .means
        .iter()
        .find(|means| plain(&means.value).contains("communes"))
        .map(quoted);
    let joint = joint.unwrap_or_else(|| holders_quoted(ground.reading, &action.bearers));
    let hit = Hit::at(quoted(&detail.text), reason).and(joint);
    Some(hit.of(vec![action.number.value.clone()]))
}

/// The title or the places of an action are several communes, and its means name one.
fn by_name(names: &[String], action: &ActionRead) -> Option<Hit> {
    let title = plain(&action.title.value);
    let several = action.communes.len() > 1 || title.contains("communes") || title.contains("mutualis");
    let told: Vec<String> = action
        .means
        .iter()
        .map(|means| plain(&means.value).replace('-', " "))
        .collect();
    let met: Vec<&String> = names
        .iter()
        .filter(|name| told.iter().any(|means| means.contains(name.as_str())))
        .collect();
    let [name] = met[..] else { return None };
    if !several || told.iter().any(|means| means.contains("communes")) {
        return None;
    }
    let means = action
        .means
        .iter()
        .find(|means| plain(&means.value).replace('-', " ").contains(name.as_str()))?;
    let reason = format!(
        "L’action {} est commune à plusieurs communes et ses moyens n’en nomment qu’une.",
        action.number.value
    );
    Some(
        Hit::at(quoted(means), reason)
            .and(quoted(&action.title))
            .of(vec![action.number.value.clone()]),
    )
}
