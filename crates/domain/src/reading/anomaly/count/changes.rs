//! An amendment announces so many new actions, and adds another number.

use crate::reading::ChangeKind;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::High,
    name: "Actions nouvelles annoncées",
    why: "L’action annoncée et non ajoutée n’engage personne.",
    remedy: "Joindre la fiche qui manque, ou corriger le nombre.",
    shows: "AVENANT N° 1 À LA CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND.\n\nLe présent avenant ajoute trois fiches nouvelles au plan d’actions.\n\nArticle 1 : Ajout d’une action\n\nIl est ajouté au plan d’actions une action 12 « Ouvrir une crèche ».\n\nArticle 2 : Ajout d’une action\n\nIl est ajouté au plan d’actions une action 13 « Tenir un café ».\n\nArticle 3 : Date d’effet\n\nLe présent avenant prend effet le 1er janvier 2025.\n\nFait à Valmont, le 12 décembre 2024\n",
    spares: "AVENANT N° 1 À LA CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND.\n\nLe présent avenant ajoute deux fiches nouvelles au plan d’actions.\n\nArticle 1 : Ajout d’une action\n\nIl est ajouté au plan d’actions une action 12 « Ouvrir une crèche ».\n\nArticle 2 : Ajout d’une action\n\nIl est ajouté au plan d’actions une action 13 « Tenir un café ».\n\nArticle 3 : Date d’effet\n\nLe présent avenant prend effet le 1er janvier 2025.\n\nFait à Valmont, le 12 décembre 2024\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let Some(amendment) = &ground.reading.amendment else {
        return Vec::new();
    };
    let added: Vec<_> = amendment
        .changes
        .iter()
        .filter(|change| change.kind == ChangeKind::AddAction)
        .collect();
    let Some(last) = added.last() else { return Vec::new() };
    let told = ground
        .passages
        .iter()
        .find_map(|passage| Some((passage, announced(passage)?)));
    let told = told.filter(|(_, count)| *count != added.len());
    told.map(|(passage, count)| {
        let reason = format!("L’avenant annonce {count} actions nouvelles et en ajoute {}.", added.len());
        Hit::at(passage.quote(), reason).and(ground.quote(last.lines.first().unwrap_or_default()))
    })
    .into_iter()
    .collect()
}

/// "trois fiches nouvelles".
fn announced(passage: &Passage) -> Option<usize> {
    let words = passage.words();
    counted(&words).into_iter().find_map(|number| {
        let (first, second) = (words.get(number.next)?, words.get(number.next + 1)?);
        let what = |word: &str| word.starts_with("fiche") || word.starts_with("action");
        let new = |word: &str| word.starts_with("nouvel");
        (what(first) && new(second) || new(first) && what(second)).then_some(number.value)
    })
}
