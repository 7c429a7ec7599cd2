//! Actions are marked in years that were over when the convention was signed.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{line_of, numbers_of, quoted, years_spoken};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, SignatureRead, Track};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Medium,
    name: "Année passée avant la signature",
    why: "Ce qui devait être fait avant la signature n’a engagé personne.",
    remedy: "Dire si ces années comptent, et ce qui a été fait.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\t\tX\n\nFait à Valmont, le 12 décembre 2023\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\t\tX\n\nFait à Valmont, le 12 décembre 2022\n",
    reads_amendments: false,
    find,
};

/// From this month on, a year is as good as over.
const LATE: i8 = 11;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let Some(signature) = &reading.agreement.signature else {
        return Vec::new();
    };
    let Some((year, month)) = when(signature) else {
        return Vec::new();
    };
    let over = |past: &i16| *past < year || *past == year && month >= LATE;
    let marked = |track: &&Track| track.years.iter().any(over);
    let actions: Vec<&ActionRead> = reading
        .actions
        .iter()
        .filter(|action| action.tracks.iter().any(|track| marked(&track)))
        .collect();
    let Some(track) = actions.first().and_then(|action| action.tracks.iter().find(marked)) else {
        return Vec::new();
    };
    let years: BTreeSet<i16> = actions
        .iter()
        .flat_map(|action| &action.tracks)
        .flat_map(|track| track.years.iter().copied())
        .filter(over)
        .collect();
    let line = signature.lines.first().unwrap_or_default();
    let b = Quote {
        line,
        quote: line_of(&ground.bare, line),
    };
    let (noun, verb) = if actions.len() == 1 {
        ("action", "est marquée")
    } else {
        ("actions", "sont marquées")
    };
    let reason = format!(
        "{} {noun} {verb} {}, et la convention n’est signée qu’à la fin de {year}.",
        actions.len(),
        years_spoken(&years)
    );
    let reason = if month >= LATE {
        reason
    } else {
        reason.replace("qu’à la fin de", "qu’en")
    };
    vec![Hit::at(quoted(&track.mark), reason).and(b).of(numbers_of(actions))]
}

fn when(signature: &SignatureRead) -> Option<(i16, i8)> {
    let date = signature.date.as_ref().map(|date| (date.value.year(), date.value.month()));
    date.or_else(|| Some((signature.year.as_ref()?.value, signature.month.as_ref()?.value)))
}
