//! The crosses of the grid have no legend.

use super::undefined::{has_legend, is_plain};
use crate::reading::View;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity, grid};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::Low,
    name: "Croix sans légende",
    why: "Une croix peut dire l’année du travail, de l’ouverture ou du financement.",
    remedy: "Ajouter une légende au tableau.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nX : année où l’action est menée\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut tracks = ground
        .reading
        .actions
        .iter()
        .flat_map(|action| &action.tracks)
        .filter(|track| track.view == View::Deployment);
    let Some(track) = tracks.find(|track| is_plain(&track.mark.value)) else {
        return Vec::new();
    };
    let mut heads = (1_u32..)
        .zip(ground.text)
        .filter(|(_, raw)| raw.contains('\t') && grid::header(raw).is_some_and(|years| years.len() > 1));
    let Some((head, _)) = heads
        .next()
        .filter(|_| !has_legend(ground) && !explained(ground, &track.mark.value))
    else {
        return Vec::new();
    };
    let row = track.mark.lines.first().unwrap_or_default();
    let reason = format!(
        "Le tableau marque les années par «\u{a0}{}\u{a0}» sans dire ce que le signe veut dire.",
        track.mark.value
    );
    vec![Hit::at(ground.quote(head), reason).and(ground.quote(row))]
}

/// "X : action menée cette année".
fn explained(ground: &Ground<'_>, mark: &str) -> bool {
    let ways = [
        format!("{mark} : "),
        format!("{mark} = "),
        format!("« {mark} »"),
        format!("({mark})"),
    ];
    let lines = ground.bare.iter().filter(|line| line.len() < 400);
    lines
        .into_iter()
        .any(|line| ways.iter().any(|way| line.contains(way.as_str())))
}
