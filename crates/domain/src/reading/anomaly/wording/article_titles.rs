//! The title of an article differs between the table of contents and the article.

use super::varies::told;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Titre d’article qui varie",
    why: "On renvoie à un article par son titre : deux titres font douter du renvoi.",
    remedy: "Reprendre au sommaire le titre de l’article.",
    shows: "Sommaire\n\nArticle 2 : Les champs d’intervention des communes\nArticle 3 : Recours\n\nArticle 2 : Les compétences propres des communes\n\nLes communes agissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Sommaire\n\nArticle 2 : Les champs d’intervention des communes\nArticle 3 : Recours\n\nArticle 2 : Les champs d’intervention des communes\n\nLes communes agissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let found = ground.reading.articles.iter().filter_map(|article| {
        let number = article.number.as_ref()?;
        told(
            &format!("Le titre de l’article {}", number.value),
            &article.title,
            &article.other_titles,
        )
    });
    found.collect()
}
