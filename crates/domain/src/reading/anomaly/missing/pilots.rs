//! An action has no pilot, or no bearer, while the others have theirs.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, capital, holders_quoted, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, Holder, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::High,
    name: "Action sans pilote ou sans porteur",
    why: "Une action que personne ne pilote ni ne porte n’est pas faite, et personne n’en répond.",
    remedy: "Désigner un pilote et un porteur au prochain comité de pilotage.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n\nAction 3 : Lire dans les jardins\nMoyens : un agent\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n\nAction 3 : Lire dans les jardins\nPilote : Bréval\n",
    reads_amendments: false,
    find,
};

type Held = fn(&ActionRead) -> &Vec<Sourced<Holder>>;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let roles: [(&str, Held); 2] = [("pilote", |action| &action.pilots), ("porteur", |action| &action.bearers)];
    let mut found = Vec::new();
    for (role, held) in roles {
        let all = ground.reading.actions.iter();
        let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) = all.partition(|action| !held(action).is_empty());
        // A text that seldom names the role does not promise it.
        let (Some(shown), Some(first)) = (with.first(), without.first()) else {
            continue;
        };
        if with.len() < 2 || without.len() * 3 > with.len() * 2 {
            continue;
        }
        let verb = if without.len() == 1 { "n’a" } else { "n’ont" };
        let reason = format!(
            "{} {verb} pas de {role}, alors que les autres en ont.",
            capital(&actions_of(&without))
        );
        let hit = Hit::at(quoted(&first.title), reason).and(holders_quoted(ground.reading, held(shown)));
        found.push(hit.of(numbers_of(without.iter().copied())));
    }
    found
}
