//! The text sends to one of its articles, which it does not have.

use std::collections::BTreeMap;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Renvoi à un article inconnu",
    why: "Le renvoi ne mène nulle part : la règle qu’il annonce n’est pas dans le texte.",
    remedy: "Corriger le renvoi, ou rétablir l’article.",
    shows: "Article 2 : Objet\n\nLe suivi est fait comme le prévoit l’article 9 de la présente convention.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Objet\n\nLe suivi est fait comme le prévoit l’article 3 de la présente convention.\n\nArticle 3 : Recours\n\nComme le veut l’article 30 du RGPD, un registre est tenu.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let articles = &ground.reading.articles;
    let known: Vec<u32> = articles
        .iter()
        .filter_map(|article| article.number.as_ref()?.value.parse().ok())
        .collect();
    let (Some(most), Some(last)) = (known.iter().max(), articles.last()) else {
        return Vec::new();
    };
    let mut unknown: BTreeMap<u32, &Passage> = BTreeMap::new();
    for passage in ground.agreed().filter(|passage| passage.plain.contains("article ")) {
        for (at, words) in passage.plain.match_indices("article ") {
            let rest = &passage.plain[at + words.len()..];
            let figures: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let after = &rest[figures.len()..];
            let Ok(number) = figures.parse::<u32>() else { continue };
            if at > 0 && own(after, &passage.plain[..at]) && !known.contains(&number) && number < 100 {
                unknown.entry(number).or_insert(passage);
            }
        }
    }
    let told = unknown.into_iter().map(|(number, passage)| {
        let reason = format!("Le texte renvoie à son article {number}, et ses articles vont jusqu’au {most}.");
        Hit::at(passage.quote(), reason).and(quoted(&last.title))
    });
    told.collect()
}

/// Whether a reference is to an article of the text itself.
fn own(after: &str, before: &str) -> bool {
    let tail = after.trim_start();
    let said = tail.starts_with("de la presente convention") || tail.starts_with("ci-dessus") || tail.starts_with("ci-dessous");
    let bare = after.starts_with(')') && (before.ends_with("cf. ") || before.ends_with("voir ") || before.ends_with("voir l'"));
    said || bare
}
