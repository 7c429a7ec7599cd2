//! "déclinés en 25 fiches actions" while the plan lists another number of them.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::quoted_last;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::High,
    name: "Nombre d’actions annoncé",
    why: "Le nombre annoncé engage : s’il manque une action, on ne sait pas laquelle a été perdue ou retirée.",
    remedy: "Retrouver l’action qui manque ou corriger le nombre par avenant.",
    shows: "Le plan est décliné en trois fiches actions.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "Le plan est décliné en deux fiches actions.\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    reads_amendments: false,
    find,
};

/// Words by which a sentence says that it counts the plan.
const COUNTS: [&str; 12] = [
    "declin",
    "compte",
    "comport",
    "compren",
    "se compose",
    "reparti",
    "au total",
    "annonce",
    "contient",
    "regroup",
    "rassembl",
    "retenu",
];

/// Words by which it counts something else: a part of it, what comes each year, what was before.
const OTHERS: [&str; 18] = [
    "mutualis",
    "chacun",
    "par an",
    "premier",
    "preceden",
    "au moins",
    "nouvel",
    "dont ",
    "prioritaire",
    "evalu",
    "bilan",
    "realise",
    "ancien",
    "jusqu",
    "par axe",
    "par commune",
    "par orientation",
    "transvers",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let Some(last) = reading.actions.last() else {
        return Vec::new();
    };
    let listed = reading.actions.len();
    let announced = ground.agreed().filter_map(|passage| {
        let (count, what) = announced(passage, listed)?;
        (count != listed).then_some((passage, count, what))
    });
    let told = announced.map(|(passage, count, what)| {
        Hit::at(
            passage.quote(),
            format!(
                "Le texte annonce {count} {what} et le plan en énumère {listed}, jusqu’à l’action {}.",
                last.number.value
            ),
        )
        .and(quoted_last(&last.title))
    });
    told.take(3).collect()
}

/// The number of sheets that a sentence announces, or that of actions when it speaks of the whole plan.
fn announced(passage: &Passage, listed: usize) -> Option<(usize, &'static str)> {
    if !passage.says(&["fiche", "action"]) || passage.says(&OTHERS) {
        return None;
    }
    let words = passage.words();
    counted(&words).into_iter().find_map(|number| {
        let next = *words.get(number.next)?;
        let sheets = next.starts_with("fiche");
        let numbered = number
            .at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| before.starts_with("annexe") || *before == "n");
        if numbered || number.value < 2 {
            return None;
        }
        let near = number.value.abs_diff(listed) <= 2 + listed / 8 && number.value > 3;
        let whole = next == "actions" && near && passage.says(&COUNTS);
        (sheets || whole).then_some((number.value, if sheets { "fiches actions" } else { "actions" }))
    })
}
