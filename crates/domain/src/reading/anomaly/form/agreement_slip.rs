//! A small word does not agree with those whom it speaks of.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Accord manqué",
    why: "« Son représentant » pour plusieurs directeurs : on ne sait pas combien de personnes siègent.",
    remedy: "Accorder la phrase.",
    shows: "Annexe 1 : Instances\n\nComité technique\n\n- Les directeurs généraux des services et/ou ses représentants\n- Décider\n",
    spares: "Annexe 1 : Instances\n\nComité technique\n\n- Les directeurs généraux des services et/ou leurs représentants\n- Décider\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for passage in &ground.passages {
        if let Some(what) = slip(passage) {
            found.push(Hit::at(passage.quote(), what));
        }
    }
    found.truncate(8);
    found
}

fn slip(passage: &Passage) -> Option<&'static str> {
    let joined = passage.plain.replace(' ', "");
    let several = passage.plain.starts_with("les ")
        && ["et/ousonrepresentant", "et/ousesrepresentants", "ousonrepresentant"]
            .iter()
            .any(|one| joined.contains(one));
    let one =
        (passage.plain.starts_with("le ") || passage.plain.starts_with("la ")) && joined.contains("et/ouleursrepresentants");
    if several || one {
        return Some("Le nombre ne s’accorde pas\u{a0}: on ne sait pas si une personne siège, ou plusieurs.");
    }
    let side = passage.says(&["de son cote, les ", "pour sa part, les "]);
    side.then_some("Le début de la phrase annonce une seule partie, et la suite en nomme plusieurs.")
}
