//! A yearly duty has no day, and an evaluation has no one to make it.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::{month_name, plain};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Obligation sans date ni forme",
    why: "Une obligation sans date ni auteur n’est jamais en retard : personne ne la remplit.",
    remedy: "Dire qui, quand et sous quelle forme.",
    shows: "Article 2 : Évaluation\n\nUne évaluation des actions est conduite en continu et fera l’objet d’un bilan annuel dans le cadre des instances.\n",
    spares: "Article 2 : Évaluation\n\nLa Caf conduit une évaluation des actions et remet un bilan annuel avant le 31 mars de chaque année.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let articles = ground.agreed().filter(|passage| ground.article_at(passage.line()).is_some());
    let mut found = Vec::new();
    for passage in articles {
        if let Some(what) = left_bare(ground, passage) {
            found.push(Hit::at(passage.quote(), what));
        }
    }
    found.truncate(6);
    found
}

/// What a sentence asks for without saying when, or by whom.
fn left_bare(ground: &Ground<'_>, passage: &Passage) -> Option<&'static str> {
    if passage.says(&["affiche mentionnant", "affiche ", "plaque "])
        && passage.plain.contains("sera posee")
        && !passage.says(&["posee par", "par chaque", "par le gestionnaire"])
    {
        return Some("Un affichage est dû, et le texte ne dit ni qui le pose, ni quand.");
    }
    if passage.says(&["toutes les informations utiles", "toutes informations utiles"]) && !dated(ground, passage) {
        return Some("Des informations sont dues, et le texte ne dit ni lesquelles, ni sous quelle forme, ni quand.");
    }
    let sends = passage.says(&["transmet", "transmettent", "adresse a la caf", "remet ", "remettent"])
        && passage.says(&["un compte rendu", "un bilan", "un etat", "les donnees", "un rapport"]);
    let rhythm = passage.says(&[
        "chaque annee",
        "annuel",
        "par an",
        "chaque trimestre",
        "chaque semestre",
        "tous les ans",
    ]);
    if sends && !rhythm && !dated(ground, passage) {
        return Some("Un envoi est dû, et le texte ne dit ni sous quelle forme, ni à quel rythme.");
    }
    let owed = passage.says(&[
        "fera l'objet",
        "font l'objet",
        "permettra",
        "est conduite",
        "sera conduite",
        "sera realise",
        "devra etre",
        "est realise",
        "est etabli",
    ]);
    if !owed || dated(ground, passage) {
        return None;
    }
    if passage.says(&["bilan annuel", "rapport annuel", "bilan est etabli", "bilan de la convention"]) {
        return Some("Un bilan est dû chaque année, et le texte ne dit ni à quelle date, ni sous quelle forme, ni par qui.");
    }
    if passage.says(&[
        "demarche d'evaluation",
        "evaluation du projet",
        "evaluation de la convention",
        "evaluation finale",
    ]) {
        return Some("Une évaluation est promise, et le texte ne dit ni quand, ni comment, ni par qui.");
    }
    let proposal = passage.says(&["proposition de date", "carton d'invitation", "demande devra etre"]);
    (proposal && passage.plain.contains("devra etre"))
        .then_some("Un envoi est dû, et le texte ne dit pas combien de temps à l’avance.")
}

/// A month, a delay, a year, or the same in the sentence after it.
fn dated(ground: &Ground<'_>, passage: &Passage) -> bool {
    let near = ground
        .passages
        .iter()
        .filter(|next| next.line() >= passage.line() && next.line() <= passage.last_line() + 2);
    near.into_iter().any(|next| {
        let counts = next.says(&[
            " jours",
            " mois",
            "semaine",
            "trimestre",
            "semestre",
            "au plus tard",
            "avant le ",
            "a mi-parcours",
            "au cours de la derniere",
        ]);
        counts
            || (1_i8..=12).any(|month| {
                next.plain.contains(&plain(month_name(month))) && next.plain.contains(|letter: char| letter.is_ascii_digit())
            })
    })
}
