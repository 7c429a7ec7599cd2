//! An annex is announced under one title and stands under another.

use super::varies::told;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Titre d’annexe qui varie",
    why: "On ne sait pas si l’annexe jointe est bien celle qui était annoncée.",
    remedy: "Reprendre dans la liste le titre de l’annexe.",
    shows: "Article 2 : Liste des annexes\n\nAnnexe 1 : Liste des équipements soutenus par les communes\nAnnexe 2 : Instances\n\nAnnexe 1 : Liste des structures aidées par la Caf\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    spares: "Article 2 : Liste des annexes\n\nAnnexe 1 : Liste des équipements soutenus par les communes\nAnnexe 2 : Instances\n\nAnnexe 1 : Liste des équipements soutenus par les communes\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n\nAnnexe 2 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let found = ground.reading.annexes.iter().filter_map(|annex| {
        let title = annex.title.as_ref()?;
        told(
            &format!("Le titre de l’annexe {}", annex.number.value),
            title,
            &annex.other_titles,
        )
    });
    found.collect()
}
