//! One yearly report is due by two different days.

use std::collections::HashMap;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::{month_name, plain};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Medium,
    name: "Échéance annuelle donnée deux fois",
    why: "Un bilan remis à temps pour l’un est en retard pour l’autre.",
    remedy: "Retenir une date.",
    shows: "Article 2 : Évaluation\n\nLe bilan annuel est remis avant le 31 mars.\n\nArticle 3 : Suivi\n\nLe bilan annuel est transmis à la Caf avant le 30 juin.\n",
    spares: "Article 2 : Évaluation\n\nLe bilan annuel est remis avant le 31 mars.\n\nArticle 3 : Suivi\n\nLes comptes sont transmis à la Caf avant le 30 juin.\n",
    reads_amendments: false,
    find,
};

/// What is due each year.
const REPORTS: [(&str, &str); 5] = [
    ("bilan annuel", "bilan annuel"),
    ("rapport annuel", "rapport annuel"),
    ("rapport d'activite", "rapport d’activité"),
    ("bilan", "bilan annuel"),
    ("donnees", "envoi des données"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut met: HashMap<&str, (&Passage, String)> = HashMap::new();
    let mut found = Vec::new();
    for passage in ground
        .agreed()
        .filter(|passage| passage.plain.contains("avant le ") && passage.says(&["bilan", "rapport", "donnees"]))
    {
        let Some((_, report)) = REPORTS.iter().find(|(words, _)| passage.plain.contains(words)) else {
            continue;
        };
        let Some(day) = day(passage).filter(|_| !passage.says(&["final", "intermediaire", "mi-parcours", "provisoire"])) else {
            continue;
        };
        match met.get(report) {
            Some((first, other)) if *other != day => {
                let reason = format!("Le {report} est dû avant le {other} d’un côté, et avant le {day} de l’autre.");
                found.push(Hit::at(first.quote(), reason).and(passage.quote()));
            }
            Some(_) => {}
            None => {
                met.insert(report, (passage, day));
            }
        }
    }
    found
}

/// "31 mars", of each year.
fn day(passage: &Passage) -> Option<String> {
    let (_, after) = passage.plain.split_once("avant le ")?;
    let mut words = after.split([' ', ',', '.', ';']);
    let (day, month) = (words.next()?, words.next()?);
    let number: u8 = day.trim_end_matches("er").parse().ok()?;
    let known = (1_i8..=12).find(|known| plain(month_name(*known)) == month)?;
    // A year makes it a day, not a yearly one.
    let yearly = words.next().is_none_or(|next| next.parse::<i16>().is_err());
    yearly.then(|| format!("{number} {}", month_name(known)))
}
