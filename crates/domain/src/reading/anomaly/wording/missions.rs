//! The missions of one body are listed in two places, and not in the same words.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{shared, stems};
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{BodyRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Medium,
    name: "Missions d’une instance dites deux fois",
    why: "Une instance qui a deux listes de missions peut se croire tenue par l’une ou par l’autre.",
    remedy: "Garder une seule liste et y renvoyer.",
    shows: "Article 2 : Gouvernance\n\nLes parties mettent en place un comité de pilotage.\n\nLe comité de pilotage a pour rôle :\n\n- D’assurer la réalisation des objectifs,\n- De porter attention aux actions innovantes.\n\nArticle 3 : Communication\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 4 : Données\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 5 : Durée\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 6 : Avenants\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 7 : Recours\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 8 : Confidentialité\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 9 : Logos\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 10 : Archives\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 11 : Bilan\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 12 : Moyens\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Valider le bilan de l’année\n- Suivre le calendrier du plan\n- Se réunit deux fois par an\n",
    spares: "Article 2 : Gouvernance\n\nLes parties mettent en place un comité de pilotage.\n\nArticle 3 : Communication\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 4 : Données\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 5 : Durée\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 6 : Avenants\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 7 : Recours\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 8 : Confidentialité\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 9 : Logos\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 10 : Archives\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 11 : Bilan\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nArticle 12 : Moyens\n\nLes parties se tiennent informées de ce qui concerne le présent article, chacune pour sa part.\n\nElles en rendent compte.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Valider le bilan de l’année\n- Suivre le calendrier du plan\n- Se réunit deux fois par an\n",
    reads_amendments: false,
    find,
};

/// Lines between two lists of one body.
const APART: u32 = 60;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground.reading.bodies.iter().filter_map(of).collect()
}

fn of(body: &BodyRead) -> Option<Hit> {
    let line = |mission: &Sourced<String>| mission.lines.first().unwrap_or_default();
    let mut missions: Vec<&Sourced<String>> = body.missions.iter().collect();
    missions.sort_by_key(|mission| line(mission));
    let cut = missions
        .windows(2)
        .position(|pair| line(pair[1]).saturating_sub(line(pair[0])) > APART)?
        + 1;
    let (first, second) = missions.split_at(cut);
    if first.len() < 2 && second.len() < 2 {
        return None;
    }
    let told = |mission: &&&Sourced<String>, among: &[&Sourced<String>]| {
        let words = stems(&mission.value);
        among.iter().any(|other| shared(&words, &stems(&other.value)) >= 60)
    };
    let alone = first.iter().find(|mission| !told(mission, second))?;
    let other = second.iter().find(|mission| !told(mission, first))?;
    let reason = format!(
        "Les missions de l’instance «\u{a0}{}\u{a0}» sont listées en deux endroits, qui ne disent pas la même chose.",
        body.name.value
    );
    Some(Hit::at(quoted(alone), reason).and(quoted(other)))
}
