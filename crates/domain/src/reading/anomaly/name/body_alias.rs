//! A body is called by a short name that nothing ties to its own.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Sigle d’instance que rien n’explique",
    why: "Qui n’est pas du métier ne sait pas de quelle instance on parle.",
    remedy: "Écrire le sigle à côté du nom, la première fois.",
    shows: "Article 2 : Gouvernance\n\nLes parties mettent en place un comité de pilotage.\n\nLe comité de pilotage a pour rôle :\n\n- d’assurer le suivi des objectifs,\n- de valider le bilan.\n\nAnnexe 1 : Coopération\n\nLe secrétariat du COPIL est assuré par la commune de Valmont.\n",
    spares: "Article 2 : Gouvernance\n\nLes parties mettent en place un comité de pilotage (COPIL).\n\nLe comité de pilotage a pour rôle :\n\n- d’assurer le suivi des objectifs,\n- de valider le bilan.\n\nAnnexe 1 : Coopération\n\nLe secrétariat du COPIL est assuré par la commune de Valmont.\n",
    reads_amendments: true,
    find,
};

/// Short names of bodies, and what they are short of.
const SHORT: [(&str, &str, &str); 4] = [
    ("copil", "comite de pilotage", "COPIL"),
    ("cotech", "comite technique", "COTECH"),
    ("coteh", "comite technique", "COTECH"),
    ("cosuivi", "comite de suivi", "COSUIVI"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for (short, long, shown) in SHORT {
        let mut uses = ground.agreed().filter(|passage| passage.words().contains(&short));
        let Some(first) = uses.next() else { continue };
        let tied = std::iter::once(first).chain(uses).any(|passage| passage.plain.contains(long));
        let body = ground
            .reading
            .bodies
            .iter()
            .find(|body| crate::reading::coverage::plain(&body.name.value).contains(long));
        if let Some(body) = body.filter(|_| !tied) {
            let reason = format!(
                "«\u{a0}{shown}\u{a0}» n’est expliqué nulle part\u{a0}: il s’agit sans doute de l’instance «\u{a0}{}\u{a0}».",
                body.name.value
            );
            let at = first.plain.find(short).unwrap_or(0);
            found.push(Hit::at(first.quote_at(at), reason).and(quoted(&body.name)));
        }
    }
    found
}
