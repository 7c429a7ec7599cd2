//! The details of an action only say its title again.

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{sense, stems};
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Fiche qui redit son titre",
    why: "La fiche ne dit pas ce qui sera fait : personne ne pourra dire si c’est fait.",
    remedy: "Décrire les étapes, le public et les moyens.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Organiser un forum handicap avec le tissu associatif\tHandicap\tCréation d’un forum handicap avec le tissu associatif\tDeux agents\tCaf\tValmont\tValmont\nAction 2 : Ouvrir un club\tJeunesse\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Organiser un forum handicap avec le tissu associatif\tHandicap\tDeux journées en salle des fêtes\tDeux agents\tCaf\tValmont\tValmont\nAction 2 : Ouvrir un club\tJeunesse\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground.reading.actions.iter().filter_map(of).collect()
}

fn of(action: &ActionRead) -> Option<Hit> {
    let [detail] = action.details.as_slice() else {
        return None;
    };
    let title = stems(&action.title.value);
    // The first word is the verb of one and the noun of the other: "organiser", "création".
    let own = sense(&detail.text.value);
    let rest: Vec<String> = own
        .iter()
        .skip(1)
        .map(|word| crate::reading::anomaly::likeness::stem(word))
        .collect();
    let new = rest.iter().filter(|word| !title.contains(*word)).count();
    (rest.len() > 2 && new * 5 <= rest.len()).then(|| {
        let reason = format!(
            "La fiche de l’action {} ne dit rien de plus que son titre.",
            action.number.value
        );
        Hit::at(quoted(&detail.text), reason)
            .and(quoted(&action.title))
            .of(vec![action.number.value.clone()])
    })
}
