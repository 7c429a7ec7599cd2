//! Sentences about bodies, and sentences about something else.

use super::*;

fn named(text: &str) -> Option<String> {
    let sentence = Passage::one(1, text);
    match subject(&sentence, &sentence.tokens(), None) {
        Subject::Named(name, _) => Some(name.value),
        Subject::Before(_) => Some("before".to_owned()),
        Subject::Other => None,
    }
}

#[test]
fn a_body_is_named_in_many_ways() {
    assert_eq!(
        named("La commission mixte, coprésidée par les deux caisses, se réunit deux fois par an.").as_deref(),
        Some("Commission mixte")
    );
    assert_eq!(
        named("Le groupe de travail des agents se réunit chaque trimestre.").as_deref(),
        Some("Groupe de travail des agents")
    );
    assert_eq!(
        named("Présidé par la maire, il comprend deux élus.").as_deref(),
        Some("before")
    );
    assert_eq!(named("La commune, qui a voté, se réunit."), None);
}

#[test]
fn a_name_may_stand_alone_before_its_sentence() {
    let alone = |one: &str, next: &str| named_alone(&Passage::one(1, one), &Passage::one(2, next)).map(|name| name.value);
    assert_eq!(
        alone("La cellule finances.", "Elle comprend un agent de chaque communauté.").as_deref(),
        Some("Cellule finances")
    );
    assert_eq!(alone("La Caf finance.", "Elle verse les aides."), None);
    let parts = clauses(&Passage::one(1, "Il valide le bilan ; il adopte les avenants."));
    let told: Vec<String> = parts.iter().map(Passage::joined).collect();
    assert_eq!(told, ["Il valide le bilan", "il adopte les avenants."]);
}
