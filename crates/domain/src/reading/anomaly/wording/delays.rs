//! One delay, or one number of copies, is given in two figures.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::High,
    name: "Délai donné en deux chiffres",
    why: "Qui veut partir ne sait pas quel délai tenir : le plus court peut être jugé insuffisant.",
    remedy: "Retenir un délai et corriger l’autre par avenant.",
    shows: "Article 2 : Fin\n\nLa convention peut être dénoncée moyennant un préavis de trois mois.\n\nArticle 3 : Recours\n\nLe délai de prévenance est de 6 mois.\n",
    spares: "Article 2 : Fin\n\nLa convention peut être dénoncée moyennant un préavis de six mois.\n\nArticle 3 : Recours\n\nLe délai de prévenance est de 6 mois. La mise en demeure reste un mois sans effet.\n",
    reads_amendments: false,
    find,
};

/// What a delay is for, by the words that name it.
const DELAYS: [(&str, &[&str]); 2] = [
    ("préavis", &["preavis", "prevenance"]),
    ("convocation", &["convocation", "convoque"]),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (name, words) in DELAYS {
        let told: Vec<(&Passage, (usize, &str))> = ground
            .agreed()
            .filter(|passage| passage.says(words))
            .filter_map(|passage| Some((passage, length(passage)?)))
            .collect();
        let Some((first, delay)) = told.first() else { continue };
        let other = told.iter().find(|(_, other)| other != delay);
        if let Some((second, (count, unit))) = other {
            let reason = format!(
                "Le délai de {name} est de {} {} d’un côté, et de {count} {unit} de l’autre.",
                delay.0, delay.1
            );
            found.push(Hit::at(first.quote(), reason).and(second.quote()));
        }
    }
    found
}

/// "six mois", "15 jours".
fn length(passage: &Passage) -> Option<(usize, &'static str)> {
    let words = passage.words();
    counted(&words).into_iter().find_map(|number| {
        let unit = match *words.get(number.next)? {
            "mois" => "mois",
            "jours" => "jours",
            "semaines" => "semaines",
            _ => return None,
        };
        Some((number.value, unit))
    })
}
