//! A body is set up by one place of the text, and no other says what it is while others are described.

use crate::reading::BodyRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Instance nommée et non décrite",
    why: "Une instance dont on ne sait ni qui y siège ni ce qu’elle fait ne peut pas être convoquée.",
    remedy: "Dire qui y siège, ce qu’elle fait et quand elle se réunit.",
    shows: "Article 2 : Gouvernance\n\nLes parties décident de mettre en place un comité de pilotage et un groupe projet.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider\n",
    spares: "Article 2 : Gouvernance\n\nLes parties décident de mettre en place un comité de pilotage et un groupe projet.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider\n\nGroupe projet\n\n- Les chargés de coopération\n- Préparer les réunions\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let described = |body: &&BodyRead| !body.members.is_empty() || !body.missions.is_empty();
    let (known, unknown): (Vec<&BodyRead>, Vec<&BodyRead>) = ground.reading.bodies.iter().partition(described);
    let Some(shown) = known.first() else { return Vec::new() };
    let bare = unknown
        .into_iter()
        .filter(|body| body.rhythm.is_none() && body.chairs.is_empty());
    let told = bare.map(|body| {
        let reason = format!(
            "L’instance «\u{a0}{}\u{a0}» est nommée et le texte ne dit ni qui y siège ni ce qu’elle fait.",
            body.name.value
        );
        Hit::at(quoted(&body.name), reason).and(quoted(&shown.name))
    });
    told.collect()
}
