//! Two actions, or two articles, bear one number.

use std::collections::HashMap;

use crate::reading::Sourced;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{shared, stems};
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Numéro donné deux fois",
    why: "Sous un même numéro, une décision ou un paiement peut être rattaché à la mauvaise action.",
    remedy: "Donner à chacune un numéro à elle.",
    shows: "Article 2 : Objet\n\nLa convention porte un projet.\n\nArticle 3 : Communication\n\nLes parties communiquent.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Objet\n\nLa convention porte un projet.\n\nArticle 3 : Communication\n\nLes parties communiquent.\n\nArticle 4 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    reads_amendments: false,
    find,
};

/// A number and the title it is given to.
type Printed<'r> = (&'r Sourced<String>, &'r Sourced<String>);

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let actions = ground.reading.actions.iter().filter(|action| !action.number.lines.is_empty());
    let actions = actions.map(|action| ("action", &action.number, &action.title));
    let articles = ground
        .reading
        .articles
        .iter()
        .filter_map(|article| Some(("article", article.number.as_ref()?, &article.title)));
    let mut met: HashMap<(&str, &str), Printed<'_>> = HashMap::new();
    let mut found = Vec::new();
    for (what, number, title) in actions.chain(articles) {
        match met.get(&(what, number.value.as_str())) {
            Some(first) if shared(&stems(&first.1.value), &stems(&title.value)) < 70 => {
                let reason = format!("Deux {what}s portent le numéro {}.", number.value);
                let of = if what == "action" {
                    vec![number.value.clone()]
                } else {
                    Vec::new()
                };
                found.push(
                    Hit::at(printed(ground, first), reason)
                        .and(printed(ground, &(number, title)))
                        .of(of),
                );
            }
            Some(_) => {}
            None => {
                met.insert((what, &number.value), (number, title));
            }
        }
    }
    found
}

/// The line that prints a number, or the title where none does.
fn printed(ground: &Ground<'_>, (number, title): &Printed<'_>) -> Quote {
    number.lines.first().map_or_else(|| quoted(title), |line| ground.quote(line))
}
