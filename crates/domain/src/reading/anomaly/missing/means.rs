//! The sheets name who brings the means, and measure none of them.

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Low,
    name: "Moyens que rien ne chiffre",
    why: "« Les services communaux » n’engage aucune heure ni aucun local : chacun donnera ce qu’il voudra.",
    remedy: "Chiffrer les moyens : heures, postes, locaux.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tServices communaux\tCaf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tAssociations\tCaf\tBréval\tBréval\nAction 3 : Lire\tParentalité\tLe jeudi\tServices communaux\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\nAction 1 : Ouvrir une crèche\tPetite enfance\tDouze places\tDeux agents à mi-temps\tCaf\tValmont\tValmont\nAction 2 : Tenir un café\tParentalité\tLe mercredi\tAssociations\tCaf\tBréval\tBréval\nAction 3 : Lire\tParentalité\tLe jeudi\tServices communaux\tCaf\tBréval\tBréval\n",
    reads_amendments: false,
    find,
};

/// Words by which means are measured.
const MEASURES: [&str; 10] = [
    "etp",
    "heure",
    "%",
    "temps",
    "agent",
    "€",
    "un poste",
    "une salle",
    "local",
    "m2",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told: Vec<&ActionRead> = ground
        .reading
        .actions
        .iter()
        .filter(|action| !action.means.is_empty())
        .collect();
    let measured = |action: &&&ActionRead| {
        action.means.iter().any(|means| {
            let folded = plain(&means.value)
                .replace("les 2 communes", "")
                .replace("des 2 communes", "");
            folded.contains(|letter: char| letter.is_ascii_digit()) || MEASURES.iter().any(|word| folded.contains(word))
        })
    };
    let Some(first) = told
        .first()
        .filter(|_| told.len() > 2 && !told.iter().any(|action| measured(&action)))
    else {
        return Vec::new();
    };
    let asks = |words: &'static [&'static str]| {
        ground
            .agreed()
            .find(move |passage| passage.says(words) && passage.says(&["s'engage", "mobilis"]))
    };
    let asked = asks(&["moyens humains"]).or_else(|| asks(&["moyens necessaires"]));
    let reason = format!("Les {} fiches qui nomment des moyens n’en chiffrent aucun.", told.len());
    let Some(means) = first.means.first() else { return Vec::new() };
    vec![
        Hit::at(quoted(means), reason)
            .and(asked.map(Passage::quote))
            .of(numbers_of(told.iter().copied())),
    ]
}
