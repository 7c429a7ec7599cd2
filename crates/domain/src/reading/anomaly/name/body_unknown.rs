//! A body meets, decides or is to be held, and no article nor annex sets it up.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::said::quoted_in_articles;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Medium,
    name: "Instance que rien n’institue",
    why: "On lui confie une décision alors que nul ne sait qui la convoque ni qui y siège.",
    remedy: "L’ajouter aux instances de la convention, ou nommer celle qui décide.",
    shows: "Article 2 : Gouvernance\n\nLes parties décident de mettre en place un comité de pilotage.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider\n\nAnnexe 2 : Coopération\n\nL’année est à déterminer lors de la première instance de coopération.\n",
    spares: "Article 2 : Gouvernance\n\nLes parties décident de mettre en place un comité de pilotage.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider\n\nAnnexe 2 : Coopération\n\nL’année est à déterminer lors du premier comité de pilotage.\n",
    reads_amendments: false,
    find,
};

/// How bodies are called, before what they are for.
const HEADS: [&str; 12] = [
    "instance de ",
    "comite de ",
    "comite des ",
    "comite d'",
    "commission de ",
    "commission des ",
    "commission ",
    "bureau des ",
    "conseil des ",
    "cellule de ",
    "conference des ",
    "assemblee des ",
];

/// Those that are of the trade, of the law or of a council, and not of the convention.
const OTHERS: [&str; 34] = [
    "vie",
    "lecture",
    "gouvernance",
    "famill",
    "direction",
    "quartier",
    "classe",
    "ecole",
    "discipline",
    "poste",
    "parents d'",
    "creche",
    "pilotage",
    "nationale",
    "europeenne",
    "permanente",
    "action",
    "consultative",
    "securite",
    "departementale",
    "paritaire",
    "locale",
    "municipale",
    "communautaire",
    "informatique",
    "acces",
    "cohesion",
    "europ",
    "appel",
    "recours",
    "suivi",
    "etablissement",
    "attribution",
    "mixte",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let bodies = &ground.reading.bodies;
    let Some(shown) = bodies.first() else { return Vec::new() };
    let known: Vec<String> = bodies
        .iter()
        .flat_map(|body| std::iter::once(&body.name).chain(&body.other_names))
        .map(|name| crate::reading::coverage::plain(&name.value))
        .collect();
    let mut met: Vec<(String, Quote, bool)> = Vec::new();
    for passage in ground.agreed() {
        let Some((name, at)) = named(passage) else { continue };
        if known.iter().any(|body| body.contains(&name) || stems(body) == stems(&name)) {
            continue;
        }
        let acting = acts(passage);
        match met.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, _, acted)) => *acted |= acting,
            None => met.push((name, passage.quote_at(at), acting)),
        }
    }
    let told = met
        .into_iter()
        .filter(|(_, _, acted)| *acted)
        .take(5)
        .map(|(name, quote, _)| {
            let reason = format!(
                "«\u{a0}{}\u{a0}» est chargée d’agir et ne figure pas parmi les instances de la convention.",
                own(&quote.quote, &name)
            );
            Hit::at(quote, reason).and(quoted_in_articles(ground.reading, &shown.name))
        });
    told.collect()
}

/// "instance de cooperation", and where.
fn named(passage: &Passage) -> Option<(String, usize)> {
    HEADS.iter().find_map(|head| {
        let at = passage.plain.find(head)?;
        let starts = at == 0 || !passage.plain[..at].ends_with(char::is_alphanumeric);
        let rest = &passage.plain[at + head.len()..];
        let word: String = rest
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '-')
            .collect();
        let kept = word.len() > 5 && !OTHERS.iter().any(|other| word.starts_with(other));
        (starts && kept).then(|| (format!("{head}{word}"), at))
    })
}

/// The same words as the text writes them.
fn own(text: &str, name: &str) -> String {
    let lower = text.to_lowercase();
    let starts = lower.char_indices().map(|(at, _)| at);
    let same = starts.filter_map(|at| {
        let told: String = lower[at..].chars().take(name.chars().count()).collect();
        (crate::reading::coverage::plain(&told) == name).then_some(told)
    });
    same.into_iter().next().unwrap_or_else(|| name.to_owned())
}

/// Whether something is decided or done there.
fn acts(passage: &Passage) -> bool {
    passage.says(&[
        "lors de",
        "lors du",
        "sera ",
        "est charge",
        "decide",
        "valide",
        "se reuni",
        "premier",
        "premiere",
        "examine",
        "arrete",
        "soumis",
        "par la commission",
        "par le comite",
        "avis",
    ])
}
