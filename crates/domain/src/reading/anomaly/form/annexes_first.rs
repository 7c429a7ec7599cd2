//! Annexes stand before the text that announces them.

use crate::reading::AnnexRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Annexes avant la convention",
    why: "Un lecteur peut croire que les annexes sont d’un autre texte, ou que le début est perdu.",
    remedy: "Remettre les pièces dans l’ordre avant de les archiver.",
    shows: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider des priorités\n- Valider le bilan\n- Suivre le plan\n- Veiller au calendrier\n- Préparer les avenants\n- Se réunit deux fois par an\n\nComité technique\n\n- Les directeurs\n- Préparer les décisions\n- Se réunit deux fois par an\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND.\n\nSommaire\n\nArticle 2 : Suivi.....5\nArticle 3 : Recours.....6\nAnnexe 1 : Instances\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\n",
    spares: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND.\n\nSommaire\n\nArticle 2 : Suivi.....5\nArticle 3 : Recours.....6\nAnnexe 1 : Instances\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nArticle 2 : Suivi\n\nLes parties se réunissent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider des priorités\n- Valider le bilan\n- Suivre le plan\n- Veiller au calendrier\n- Préparer les avenants\n- Se réunit deux fois par an\n\nComité technique\n\n- Les directeurs\n- Préparer les décisions\n- Se réunit deux fois par an\n\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    // The article that begins the text: the first that says more than its title.
    let article = reading
        .articles
        .iter()
        .filter(|article| article.number.is_some())
        .find(|article| !article.text.is_empty());
    let Some((article, line)) = article.and_then(|article| Some((article, article.title.lines.last()?))) else {
        return Vec::new();
    };
    let early = |annex: &&AnnexRead| {
        annex.present
            && annex.announced
            && annex.number.lines.last().is_some_and(|last| last < line)
            && annex.number.lines.first().is_some_and(|first| first + 20 < line)
    };
    let first: Vec<&AnnexRead> = reading.annexes.iter().filter(early).collect();
    // A list of annexes may stand before the articles, each on a line of its own.
    let far = first
        .iter()
        .filter_map(|annex| annex.number.lines.first())
        .max()
        .is_some_and(|last| line > last + 20);
    let Some(annex) = first.first().filter(|_| far) else {
        return Vec::new();
    };
    let numbers = listed(first.iter().map(|annex| &annex.number.value));
    let (subject, verb) = if first.len() == 1 {
        ("L’annexe", "se lit")
    } else {
        ("Les annexes", "se lisent")
    };
    let reason = format!("{subject} {numbers} {verb} avant les articles de la convention, qui les annoncent.");
    let at = ground.quote(annex.number.lines.first().unwrap_or_default());
    vec![Hit::at(at, reason).and(quoted(&article.title))]
}
