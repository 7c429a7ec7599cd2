//! "la commune" is said alone where several sign.

use crate::reading::OrganisationKind;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Low,
    name: "Une commune pour plusieurs",
    why: "Quand plusieurs communes signent, « la commune » n’engage personne, ou chacune croit que c’est l’autre.",
    remedy: "Écrire « chaque commune », ou la nommer.",
    shows: "Article 2 : Clôture\n\nEn signant la convention, la commune reconnaît avoir pris connaissance de la charte de la laïcité.\n",
    spares: "Article 2 : Clôture\n\nEn signant la convention, chaque commune reconnaît avoir pris connaissance de la charte. Les agents de la commune de Valmont sont formés.\n",
    reads_amendments: false,
    find,
};

/// Verbs by which someone is bound.
const BINDS: [&str; 6] = [
    " reconnait",
    " s'engage",
    " verse",
    " met a disposition",
    " transmet",
    " finance",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut communes = ground
        .reading
        .parties
        .iter()
        .filter(|party| party.kind.value == OrganisationKind::Commune);
    let (Some(_), Some(second)) = (communes.next(), communes.next()) else {
        return Vec::new();
    };
    let told = ground.agreed().filter(|passage| binds_one(passage)).take(3);
    told.map(|passage| {
        let reason =
            "Le texte parle de «\u{a0}la commune\u{a0}» alors que plusieurs communes signent\u{a0}: il ne dit pas laquelle.";
        Hit::at(passage.quote(), reason).and(quoted(&second.name))
    })
    .collect()
}

fn binds_one(passage: &Passage) -> bool {
    BINDS.iter().any(|verb| {
        let said = format!("la commune{verb}");
        passage.plain.contains(&said) && !passage.plain.contains(&format!("de {said}"))
    })
}
