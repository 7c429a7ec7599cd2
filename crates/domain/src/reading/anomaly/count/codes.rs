//! A number is missing in the row of the articles or of the annexes.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Numéro d’article ou d’annexe manquant",
    why: "Un numéro sauté peut être une clause perdue ; les renvois vers elle ne mènent nulle part.",
    remedy: "Rétablir la clause ou l’annexe, ou numéroter de nouveau.",
    shows: "Article 2 : Objet\n\nLa convention porte un projet.\n\nArticle 4 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Objet\n\nLa convention porte un projet.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let articles = ground.reading.articles.iter().filter_map(|article| {
        let number = article.number.as_ref()?;
        Some((number.value.parse().ok()?, quoted(&article.title)))
    });
    let annexes = ground.reading.annexes.iter().filter_map(|annex| {
        let title = annex.title.as_ref().unwrap_or(&annex.number);
        Some((annex.number.value.parse().ok()?, quoted(title)))
    });
    let rows = [
        ("L’article", "Les articles", articles.collect()),
        ("L’annexe", "Les annexes", annexes.collect::<Vec<_>>()),
    ];
    rows.into_iter()
        .filter_map(|(one, many, row)| hole(one, many, &row))
        .collect()
}

fn hole(one: &str, many: &str, row: &[(u32, Quote)]) -> Option<Hit> {
    let last = row.iter().map(|(number, _)| *number).max()?;
    let absent: Vec<u32> = (1..last)
        .filter(|number| row.iter().all(|(other, _)| other != number))
        .collect();
    // Another numbering is used where most of them are absent.
    if absent.is_empty() || absent.len() > 2 || row.len() < 3 {
        return None;
    }
    let (subject, verb) = if absent.len() == 1 {
        (one, "manque")
    } else {
        (many, "manquent")
    };
    let before = row
        .iter()
        .filter(|(number, _)| *number < absent[0])
        .max_by_key(|(number, _)| *number);
    let after = row
        .iter()
        .filter(|(number, _)| *number > absent[0])
        .min_by_key(|(number, _)| *number)?;
    let reason = format!(
        "{subject} {} {verb} dans la suite des numéros, qui va jusqu’à {last}.",
        listed(&absent)
    );
    let first = before.unwrap_or(after);
    Some(Hit::at(first.1.clone(), reason).and(before.map(|_| after.1.clone())))
}
