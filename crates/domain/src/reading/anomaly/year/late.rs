//! The plan counts in whole years only: nothing in it can be late before the last day of December.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity, grid};
use crate::reading::coverage::{month_name, plain};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Low,
    name: "Retard que rien ne mesure",
    why: "Sans mois ni étape, personne ne peut dire en cours d’année si une action est en retard.",
    remedy: "Fixer des étapes datées pour les actions de l’année.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\nAction 3 : Lire\tBréval\tBréval\t\tX\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCalendrier : septembre 2024\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nCalendrier : 2025\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = &ground.reading.actions;
    let tracks = || actions.iter().flat_map(|action| &action.tracks);
    let fine = tracks().any(|track| track.half.is_some())
        || actions
            .iter()
            .filter_map(|action| action.calendar.as_ref())
            .any(|calendar| finer(&calendar.value));
    let dated = actions.iter().filter(|action| !action.tracks.is_empty()).count();
    let steps = actions
        .iter()
        .flat_map(|action| &action.details)
        .any(|detail| finer(&detail.text.value));
    let Some(first) = tracks().next().filter(|_| dated > 2 && !fine && !steps) else {
        return Vec::new();
    };
    let last = tracks().last().map(|track| quoted(&track.mark));
    let reason = format!(
        "Les {dated} actions datées n’ont que des années, ni mois ni étapes\u{a0}: rien ne permet de mesurer un retard en cours d’année."
    );
    let heads = (1_u32..)
        .zip(ground.text)
        .filter(|(_, raw)| raw.contains('\t') && grid::header(raw).is_some_and(|years| years.len() > 1));
    let head = heads.map(|(line, _)| ground.quote(line)).last();
    vec![Hit::at(head.unwrap_or_else(|| quoted(&first.mark)), reason).and(last)]
}

/// Words that say more than a year.
fn finer(calendar: &str) -> bool {
    let folded = plain(calendar);
    let months = (1_i8..=12).map(|month| plain(month_name(month)));
    let more = [
        "trimestre",
        "semestre",
        "rentree",
        "printemps",
        "automne",
        "hiver",
        "debut ",
        "fin ",
        "etape",
        "mois",
    ];
    months.into_iter().any(|month| folded.contains(&month)) || more.iter().any(|word| folded.contains(word))
}
