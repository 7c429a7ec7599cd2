//! The vote joins the convention, and the convention joins the vote.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Pièces annexées l’une à l’autre",
    why: "Chaque pièce n’est complète qu’avec l’autre : on ne sait pas quel texte exact le conseil a voté.",
    remedy: "Dater le texte joint à la délibération.",
    shows: "Extrait du registre des délibérations\n\nLe conseil municipal de Valmont, réuni le 12 janvier 2023,\n\nApprouve la convention et autorise le maire à signer la convention annexée à cette délibération.\n\nPour : 20\nContre : 0\nAbstention : 0\n\nArticle 2 : Suivi\n\nVu les délibérations des conseils municipaux figurant en annexe 5 de la présente convention ;\n",
    spares: "Extrait du registre des délibérations\n\nLe conseil municipal de Valmont, réuni le 12 janvier 2023,\n\nApprouve la convention et autorise le maire à la signer.\n\nPour : 20\nContre : 0\nAbstention : 0\n\nArticle 2 : Suivi\n\nVu les délibérations des conseils municipaux figurant en annexe 5 de la présente convention ;\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut joined = ground
        .passages
        .iter()
        .filter(|passage| passage.plain.contains("deliberation"));
    let vote = joined.clone().find(|passage| {
        passage.says(&[
            "convention annexee a cette deliberation",
            "convention annexee a la presente deliberation",
            "convention jointe a la presente deliberation",
            "convention ci-annexee",
        ])
    });
    let text = joined.find(|passage| {
        passage.says(&[
            "figurant en annexe",
            "figurent en annexe",
            "jointes en annexe",
            "annexees a la presente convention",
        ])
    });
    match (vote, text) {
        (Some(vote), Some(text)) if vote.line() != text.line() => {
            let reason = "La délibération annexe la convention, et la convention annexe la délibération\u{a0}: on ne sait pas quel texte a été voté.";
            vec![Hit::at(vote.quote(), reason).and(text.quote())]
        }
        _ => Vec::new(),
    }
}
