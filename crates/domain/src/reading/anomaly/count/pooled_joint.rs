//! "4 actions mutualisées" while many more are borne by several communes at once.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::{numbers_of, quoted_last};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, Holder};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Actions mutualisées et actions portées ensemble",
    why: "Une action mutualisée n’est ni pilotée ni évaluée comme les autres : il faut savoir lesquelles le sont.",
    remedy: "Nommer les actions mutualisées et dire ce que sont les autres actions communes.",
    shows: "Le schéma compte 2 actions mutualisées, suivies par les deux communes.

Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nPorteurs : Valmont, Bréval\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteurs : Valmont, Bréval\n\nAction 3 : Lire dans les jardins\nPilote : Bréval\nPorteurs : Valmont, Bréval\n",
    spares: "Le schéma compte 3 actions mutualisées, suivies par les deux communes.

Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nPorteurs : Valmont, Bréval\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nPorteurs : Valmont, Bréval\n\nAction 3 : Lire dans les jardins\nPilote : Bréval\nPorteurs : Valmont, Bréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let joint: Vec<&ActionRead> = ground
        .reading
        .actions
        .iter()
        .filter(|action| is_joint(ground, action))
        .collect();
    let Some(first) = joint.first() else { return Vec::new() };
    let told = ground.agreed().filter_map(|passage| {
        let words = passage.words();
        let pooled = |next: usize| words.get(next) == Some(&"actions") && words.get(next + 1).is_some_and(|word| word.starts_with("mutualis"));
        let count = counted(&words).into_iter().find(|number| pooled(number.next))?.value;
        (joint.len() > count).then(|| {
            let reason = format!(
                "Le texte compte {count} actions mutualisées, alors que {} actions sont portées par plusieurs communes\u{a0}: il ne dit \
                 pas ce qui les distingue.",
                joint.len()
            );
            Hit::at(passage.quote(), reason).and(quoted_last(&first.title)).of(numbers_of(joint.iter().copied()))
        })
    });
    told.take(1).collect()
}

fn is_joint(ground: &Ground<'_>, action: &ActionRead) -> bool {
    let reading = ground.reading;
    let communes = action
        .bearers
        .iter()
        .filter(|holder| matches!(&holder.value, Holder::Known(key) if reading.is_commune(key)));
    let grouped = action.bearers.iter().any(|holder| {
        matches!(&holder.value, Holder::Known(key) if reading.groups.iter().any(|group| group.id == *key && group.members.len() > 1))
    });
    communes.count() > 1 || grouped
}
