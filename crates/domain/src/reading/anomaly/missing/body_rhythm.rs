//! A body has members and missions, and nothing says how often it meets while others have their rhythm.

use crate::reading::BodyRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Low,
    name: "Instance sans rythme",
    why: "Une instance sans rythme ne se réunit que si quelqu’un y pense.",
    remedy: "Fixer un nombre de réunions par an.",
    shows: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider des priorités\n- Se réunit deux fois par an\n\nGroupe projet\n\n- Les chargés de coopération\n- Préparer les décisions\n",
    spares: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider des priorités\n- Se réunit deux fois par an\n\nGroupe projet\n\n- Les chargés de coopération\n- Préparer les décisions\n- Se réunit chaque mois\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let bodies = &ground.reading.bodies;
    let Some(shown) = bodies.iter().find_map(|body| body.rhythm.as_ref()) else {
        return Vec::new();
    };
    let bare = bodies
        .iter()
        .filter(|body| body.rhythm.is_none() && described(body) && !told_elsewhere(ground, body));
    let told = bare.map(|body| {
        let reason = format!(
            "Le texte ne dit pas combien de fois par an se réunit l’instance «\u{a0}{}\u{a0}», alors qu’il le dit pour d’autres.",
            body.name.value
        );
        Hit::at(quoted(&body.name), reason).and(quoted(&shown.text))
    });
    told.collect()
}

fn described(body: &BodyRead) -> bool {
    !body.members.is_empty() && !body.missions.is_empty()
}

/// Words near the body that speak of its meetings, in a way that counts nothing.
fn told_elsewhere(ground: &Ground<'_>, body: &BodyRead) -> bool {
    body.lines.iter().any(|line| {
        let line = ground.plain_line(line);
        line.contains("reuni") && !line.contains("reunions d") || line.contains("frequence") || line.contains("autant que")
    })
}
