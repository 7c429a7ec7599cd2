//! A line stands among the items of a list without their mark.

use crate::reading::anomaly::ground::{Ground, Kind, Passage, item, words};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Puce perdue",
    why: "La ligne semble appartenir à la précédente : une mission peut passer inaperçue.",
    remedy: "Remettre la puce.",
    shows: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Suivre l’avancée du contrat\nValider le bilan de l’année\n- Veiller au suivi de la démarche\n",
    spares: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Suivre l’avancée du contrat\n- Valider le bilan de l’année\n- Veiller au suivi de la démarche\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (number, lines) in (2_u32..).zip(ground.bare.windows(3)) {
        let [above, line, below] = [lines[0].as_str(), lines[1].as_str(), lines[2].as_str()];
        let (Some(first), None, Some(next)) = (item(above), item(line), item(below)) else {
            continue;
        };
        let alike = [first, line, next].iter().all(|words| opens_with_verb(words));
        // A line that goes on takes up where the one above left.
        let closed = !first.ends_with([',', ':']) && first.chars().count() < 110;
        if alike && closed {
            found.push(
                Hit::at(ground.quote(number), "Cette ligne a perdu sa puce dans la liste.").and(ground.quote(number - 1)),
            );
        }
    }
    found.extend(ground.passages.iter().filter(|passage| is_swallowed(passage)).map(|passage| {
        Hit::at(
            passage.quote(),
            "Le rythme des réunions est écrit à la suite d’une mission, sans sa propre ligne.",
        )
    }));
    found
}

/// "Se réunit deux fois par an", at the end of an item that says something else.
fn is_swallowed(passage: &Passage) -> bool {
    passage.kind == Kind::Item && !passage.opens && passage.plain.starts_with("se reunit ")
}

/// "Valider", "S'assurer".
fn opens_with_verb(line: &str) -> bool {
    let folded = plain(line);
    let mut told = words(&folded).into_iter();
    let first = told.next().unwrap_or_default();
    let verb = if matches!(first, "s" | "se" | "d" | "de") {
        told.next().unwrap_or_default()
    } else {
        first
    };
    line.starts_with(char::is_uppercase) && verb.len() > 4 && ["er", "ir", "re"].iter().any(|end| verb.ends_with(end))
}
