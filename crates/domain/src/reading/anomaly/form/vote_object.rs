//! A council approves something else than the convention that is signed.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Vote sur autre chose que la convention",
    why: "Approuver une démarche n’est pas approuver un texte : la signature peut être contestée.",
    remedy: "Faire approuver le texte lui-même, ou vérifier que le vote y renvoie.",
    shows: "Vu l’avis favorable de la Commission Enfance réunie le 28 novembre 2022.\n\nLe CONSEIL MUNICIPAL, après avoir entendu l’exposé :\n\n- APPROUVE la démarche partenariale de la commune de Valmont.\n\n- AUTORISE le Maire à signer au nom et pour le compte de la commune de Valmont la convention.\n\n- SE PRONONCE comme suit :\n\nPOUR : 20\nCONTRE : 0\nABSTENTION : 0\n\nAINSI FAIT ET DÉLIBÉRÉ\n\n",
    spares: "Vu l’avis favorable de la Commission Enfance réunie le 28 novembre 2022.\n\nLe CONSEIL MUNICIPAL, après avoir entendu l’exposé :\n\n- APPROUVE la convention territoriale globale de la commune de Valmont.\n\n- AUTORISE le Maire à signer au nom et pour le compte de la commune de Valmont la convention.\n\n- SE PRONONCE comme suit :\n\nPOUR : 20\nCONTRE : 0\nABSTENTION : 0\n\nAINSI FAIT ET DÉLIBÉRÉ\n\n",
    reads_amendments: true,
    find,
};

/// What is not the text itself.
const LESS: [&str; 5] = [
    "la demarche",
    "le principe",
    "les orientations",
    "l'engagement",
    "le lancement",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let votes = ground.reading.deliberations.iter();
    let told = votes.filter_map(|vote| {
        let approves = vote.approves.as_ref()?;
        let folded = plain(&approves.value).replace('’', "'");
        LESS.iter().any(|less| folded.starts_with(less)).then(|| {
            let reason = "Le conseil approuve une démarche ou un principe, et non le texte de la convention.";
            Hit::at(quoted(approves), reason).and(vote.authority.as_ref().map(quoted))
        })
    });
    told.collect()
}
