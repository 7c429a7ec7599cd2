//! The court is not named.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Tribunal non nommé",
    why: "Celui qui veut agir doit chercher devant qui : il peut laisser passer le délai.",
    remedy: "Écrire le nom du tribunal.",
    shows: "Article 2 : Recours\n\nTout litige est du ressort du tribunal administratif dont relève la Caf.\n",
    spares: "Article 2 : Recours\n\nTout litige est du ressort du tribunal administratif de Vauxelle.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let unnamed = ground.agreed().find(|passage| {
        let court = passage.plain.contains("tribunal");
        court
            && passage.says(&[
                "tribunal administratif dont releve",
                "tribunal competent",
                "tribunal administratif competent",
                "tribunal territorialement competent",
            ])
    });
    let named = ground.agreed().any(|passage| {
        passage.says(&[
            "tribunal administratif de ",
            "tribunal administratif d'",
            "tribunal judiciaire de ",
        ])
    });
    let told = unnamed.filter(|_| !named);
    told.map(|passage| {
        Hit::at(
            passage.quote(),
            "Le tribunal n’est pas nommé\u{a0}: il faut chercher lequel est compétent.",
        )
    })
    .into_iter()
    .collect()
}
