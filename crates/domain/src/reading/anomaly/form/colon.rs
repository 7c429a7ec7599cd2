//! A sentence ends on a colon, and what follows is another sentence.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Deux-points suivis d’une autre phrase",
    why: "La fin de la phrase est perdue : on ne sait pas ce qu’elle annonçait.",
    remedy: "Compléter la phrase, ou la finir par un point.",
    shows: "Article 2 : Objet\n\nCe projet est élaboré à partir d’un diagnostic partagé, sur les deux communes :\n\nElle a pour objet :\n\n- d’identifier les besoins\n- de développer l’offre\n",
    spares: "Article 2 : Objet\n\nCe projet est élaboré à partir d’un diagnostic partagé, sur les deux communes.\n\nElle a pour objet :\n\n- d’identifier les besoins\n- de développer l’offre\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for pair in ground.passages.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if announces(first) && stands_alone(second) {
            let reason = "La phrase finit par deux-points et une autre phrase commence\u{a0}: ce qu’elle annonçait manque.";
            found.push(Hit::at(first.quote(), reason).and(second.quote()));
        }
    }
    found
}

fn announces(passage: &Passage) -> bool {
    passage.kind == Kind::Sentence && passage.closes && passage.text.ends_with(':') && passage.words().len() > 8
}

/// A sentence that announces something itself, of a subject that the other did not name.
fn stands_alone(passage: &Passage) -> bool {
    let pronoun = ["elle ", "il ", "elles ", "ils "]
        .iter()
        .any(|word| passage.plain.starts_with(word));
    passage.kind == Kind::Sentence && passage.opens && pronoun && passage.text.ends_with(':')
}
