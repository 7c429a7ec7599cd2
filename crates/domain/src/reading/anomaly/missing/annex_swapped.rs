//! The text sends to an annex by a name that is that of another.

use crate::reading::AnnexRead;
use crate::reading::anomaly::ground::words;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Renvoi à la mauvaise annexe",
    why: "On lit une annexe pour l’autre, et la règle cherchée n’y est pas.",
    remedy: "Corriger le numéro.",
    shows: "Article 2 : Moyens\n\nLes postes figurent au schéma de coopération (annexe 1) et les sommes au budget prévisionnel (annexe 2).\n\nAnnexe 1 : Budget prévisionnel\n\nCaf : 10 000 € en 2023\n\nAnnexe 2 : Schéma de coopération\n\nChargée de coopération : 1 ETP\n",
    spares: "Article 2 : Moyens\n\nLes postes figurent au schéma de coopération (annexe 2) et les sommes au budget prévisionnel (annexe 1).\n\nAnnexe 1 : Budget prévisionnel\n\nCaf : 10 000 € en 2023\n\nAnnexe 2 : Schéma de coopération\n\nChargée de coopération : 1 ETP\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground.agreed().filter(|passage| passage.plain.contains("(annexe "));
    told.filter_map(|passage| of(ground, passage)).collect()
}

fn of(ground: &Ground<'_>, passage: &Passage) -> Option<Hit> {
    passage.plain.match_indices("(annexe ").find_map(|(at, head)| {
        let number: String = passage.plain[at + head.len()..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric())
            .collect();
        let named = ground.reading.annexes.iter().find(|annex| annex.number.value == number)?;
        let before = words(&passage.plain[..at]);
        let what = stems(&before[before.len().saturating_sub(3)..].join(" "));
        let speaks = |annex: &AnnexRead| {
            annex
                .title
                .iter()
                .chain(&annex.other_titles)
                .any(|title| stems(&title.value).intersection(&what).count() > 1)
        };
        let other = ground
            .reading
            .annexes
            .iter()
            .find(|annex| annex.number.value != number && speaks(annex))?;
        let title = other.title.as_ref()?;
        (!speaks(named)).then(|| {
            let reason = format!(
                "Le texte renvoie à l’annexe {number} pour ce qui est à l’annexe {}.",
                other.number.value
            );
            Hit::at(passage.quote_at(at), reason).and(quoted(title))
        })
    })
}
