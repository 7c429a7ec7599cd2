//! A plain cross where several communes bear the action: nobody knows which of them acts in that year.

use super::undefined::is_plain;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, numbers_of};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, Holder, Track, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UnnamedCommune,
    severity: Severity::Medium,
    name: "Commune non nommée",
    why: "Sans nom de commune, une année marquée n’oblige aucune des deux.",
    remedy: "Dire, pour chaque année, quelle commune agit.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont Bréval\tValmont Bréval\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let meant = |action: &&ActionRead| {
        let communes = action
            .bearers
            .iter()
            .filter(|holder| matches!(&holder.value, Holder::Known(key) if reading.is_commune(key)));
        let said = action
            .tracks
            .iter()
            .any(|track| track.view == View::Sheet && !track.communes.is_empty());
        communes.count() > 1 && !said && action.tracks.iter().any(is_unnamed)
    };
    let actions: Vec<&ActionRead> = reading.actions.iter().filter(meant).collect();
    let Some(track) = actions
        .first()
        .and_then(|action| action.tracks.iter().find(|track| is_unnamed(track)))
    else {
        return Vec::new();
    };
    let mark = &track.mark.value;
    let numbers = listed(actions.iter().map(|action| &action.number.value));
    let count = actions.len();
    let reason = format!(
        "La marque «\u{a0}{mark}\u{a0}» ne nomme aucune commune, alors que {count} actions sont portées par plusieurs communes \
         ({numbers})\u{a0}: le texte ne dit pas laquelle agit chaque année."
    );
    let a = Quote {
        line: track.mark.lines.first().unwrap_or_default(),
        quote: mark.clone(),
    };
    vec![Hit::at(a, reason).of(numbers_of(actions))]
}

fn is_unnamed(track: &Track) -> bool {
    track.view == View::Deployment && track.communes.is_empty() && is_plain(&track.mark.value)
}
