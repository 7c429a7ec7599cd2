//! A sum of posts is announced for a commune, and the posts below it make another.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{PostRead, Reading};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Total des postes",
    why: "La Caf finance des équivalents temps plein : un total faux est un poste promis ou un poste perdu.",
    remedy: "Dire lequel des deux est juste : le total ou la liste.",
    shows: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 2 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 1 ETP\n\nBRÉVAL\n\nChargée de coopération : 1 ETP\n",
    spares: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 1,5 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 1 ETP\n\nBRÉVAL\n\nChargée de coopération : 1 ETP\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let posts = &ground.reading.scheme.posts;
    let totals = posts.iter().enumerate().filter(|(_, post)| post.is_total);
    totals
        .filter_map(|(at, total)| sum(ground.reading, total, &posts[at + 1..]))
        .collect()
}

fn sum(reading: &Reading, total: &PostRead, after: &[PostRead]) -> Option<Hit> {
    let party = total.party.as_ref()?;
    let announced = total.fte_hundredths.as_ref()?;
    let own = |post: &&PostRead| !post.is_total && post.party.as_ref().is_some_and(|own| own.value == party.value);
    let below: Vec<&PostRead> = after.iter().take_while(own).collect();
    let first = below.first()?;
    let made: u32 = below
        .iter()
        .map(|post| post.fte_hundredths.as_ref().map(|fte| fte.value))
        .sum::<Option<u32>>()?;
    (made != announced.value).then(|| {
        let reason = format!(
            "Le texte annonce {} ETP pour {} et les postes énumérés en font {}.",
            decimal(announced.value),
            reading.shown(&party.value),
            decimal(made)
        );
        Hit::at(quoted(&total.title), reason).and(quoted(&first.title))
    })
}

/// 150 as French prints it: "1,5".
pub(super) fn decimal(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole},{part:02}").trim_end_matches('0').to_owned(),
    }
}
