//! A clause says the opposite of its title.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Clause contraire à son titre",
    why: "Chacun lira la règle qui l’arrange : le titre ou la clause.",
    remedy: "Changer le titre ou la clause par avenant.",
    shows: "Article 2 : Fin\n\n- Résiliation par consentement mutuel\n\nLa convention peut être dénoncée par l’une ou l’autre des parties moyennant un délai de 6 mois.\n",
    spares: "Article 2 : Fin\n\n- Résiliation par consentement mutuel\n\nLa convention peut être résiliée d’un commun accord des parties.\n",
    reads_amendments: true,
    find,
};

/// Words of a title, and those of a clause that say the opposite.
const OPPOSITES: [(&[&str], &[&str]); 8] = [
    (
        &[
            "consentement mutuel",
            "commun accord",
            "resiliation amiable",
            "accord des parties",
        ],
        &[
            "par l'une ou l'autre",
            "par l'une des parties",
            "unilateral",
            "par chacune des parties",
        ],
    ),
    (&["unilateral"], &["d'un commun accord", "consentement mutuel"]),
    (
        &["avec mise en demeure"],
        &[
            "sans qu'il soit besoin de proceder a une mise en demeure",
            "sans mise en demeure",
        ],
    ),
    (
        &["sans mise en demeure"],
        &["valant mise en demeure", "apres mise en demeure"],
    ),
    (
        &["tacite reconduction", "reconduction tacite"],
        &["expresse reconduction", "reconduction expresse"],
    ),
    (
        &["reconduction expresse", "expresse reconduction"],
        &["tacite reconduction", "tacitement"],
    ),
    (&["suppression"], &["est suspendue", "est suspendu", "sont suspendues"]),
    (&["gratuit"], &["payant", "moyennant une participation"]),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, title) in ground.passages.iter().enumerate().filter(|(_, passage)| is_title(passage)) {
        let Some((_, against)) = OPPOSITES.iter().find(|(words, _)| title.says(words)) else {
            continue;
        };
        let mut clause = ground.passages[at + 1..].iter().take(3).take_while(|next| !is_title(next));
        if let Some(clause) = clause.find(|clause| clause.says(against)) {
            let reason = format!("Le titre dit «\u{a0}{}\u{a0}» et la clause dit le contraire.", title.text);
            found.push(Hit::at(title.quote(), reason).and(clause.quote()));
        }
    }
    found.extend(ground.passages.iter().filter_map(in_one));
    found
}

/// The title and its clause stand in one paragraph: "Résiliation par consentement mutuel : la convention…".
fn in_one(passage: &Passage) -> Option<Hit> {
    let (title, clause) = [":", " – ", ". "]
        .iter()
        .find_map(|sign| passage.plain.split_once(sign))
        .filter(|(title, _)| title.len() < 70)?;
    let (_, against) = OPPOSITES
        .iter()
        .find(|(words, _)| words.iter().any(|word| title.contains(word)))?;
    let told = against.iter().any(|words| clause.contains(words));
    told.then(|| {
        Hit::at(
            passage.quote(),
            "Le titre de la clause et la clause disent le contraire l’un de l’autre.",
        )
    })
}

/// Short words that end without a stop.
fn is_title(passage: &Passage) -> bool {
    let stopped = passage.text.ends_with(['.', ';', ',', ':']);
    passage.opens && passage.closes && !stopped && passage.plain.len() < 120 && passage.words().len() < 14
}
