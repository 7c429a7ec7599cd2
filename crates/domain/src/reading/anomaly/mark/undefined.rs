//! `xx` and `x(L)` while no legend says what they mean.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::listed;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, Reading, Track, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::High,
    name: "Marque sans légende",
    why: "Une marque que rien n’explique peut annoncer une étude, un chantier ou une autre commune.",
    remedy: "Ajouter une légende au tableau.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont Bréval\tValmont Bréval\tX\txx\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nLégende : X action menée, xx action renforcée\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont Bréval\tValmont Bréval\tX\txx\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    reads_amendments: true,
    find,
};

/// A cross and nothing else.
pub(super) fn is_plain(mark: &str) -> bool {
    matches!(mark.trim(), "x" | "X" | "×" | "✓" | "☒" | "☑")
}

/// Whether the text has a legend.
pub(super) fn has_legend(ground: &Ground<'_>) -> bool {
    ground.plain.iter().any(|line| line.contains("legende"))
}

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    if has_legend(ground) {
        return Vec::new();
    }
    let marks = ground
        .reading
        .actions
        .iter()
        .flat_map(|action| action.tracks.iter().map(move |track| (action, track)));
    let odd = marks.filter(|(_, track)| track.view == View::Deployment && !is_plain(&track.mark.value));
    odd.map(|(action, track)| without_legend(ground.reading, action, track))
        .collect()
}

fn without_legend(reading: &Reading, action: &ActionRead, track: &Track) -> Hit {
    let (mark, number) = (&track.mark.value, &action.number.value);
    let years = listed(&track.years);
    let (severity, meaning) = if track.communes.is_empty() {
        (Severity::High, "aucune commune ne peut donc y être nommée".to_owned())
    } else {
        let names = listed(track.communes.iter().map(|key| reading.shown(key)));
        (
            Severity::Low,
            format!("elle est lue comme «\u{a0}{names}\u{a0}», seul nom de commune auquel elle convient"),
        )
    };
    let a = Quote {
        line: track.mark.lines.first().unwrap_or_default(),
        quote: mark.clone(),
    };
    let reason = format!(
        "La marque «\u{a0}{mark}\u{a0}» de l’action {number} ({years}) n’a pas de légende dans le texte\u{a0}; {meaning}."
    );
    Hit::at(a, reason).weighing(severity).of(vec![number.clone()])
}
