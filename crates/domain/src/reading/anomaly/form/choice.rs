//! The title of an action leaves a choice open.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{quoted, quoted_last};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Action au choix",
    why: "« Et/ou » permet de ne faire qu’une partie de l’action, et de la dire faite.",
    remedy: "Dire ce qui est décidé, ou qui choisit et quand.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Créer une crèche et/ou agrandir celle du bourg\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Créer une crèche et agrandir celle du bourg\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let open = ground.reading.actions.iter().filter(|action| {
        let title = plain(&action.title.value);
        title.contains("et/ou") || title.contains("et / ou")
    });
    let told = open.map(|action| {
        let reason = format!(
            "L’action {} laisse le choix («\u{a0}et/ou\u{a0}»), sans dire qui le fait ni quand.",
            action.number.value
        );
        let b = Some(quoted_last(&action.title)).filter(|last| Some(last.line) != action.title.lines.first());
        Hit::at(quoted(&action.title), reason)
            .and(b)
            .of(vec![action.number.value.clone()])
    });
    told.collect()
}
