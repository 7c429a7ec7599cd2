//! Sentences that name who does what, and sentences that do not.

use super::*;

/// What a sentence tells, in words.
pub(super) fn read(text: &str) -> Vec<String> {
    let told = told(&Passage::one(1, text), &Names::default(), &Legend::default());
    told.iter()
        .map(|told| format!("{:?} {}", told.label, told.value.joined()))
        .collect()
}

#[test]
fn sentences_name_roles() {
    assert_eq!(
        read("La Caf en est le pilote avec la commune."),
        ["Pilots La Caf", "Pilots la commune"]
    );
    assert_eq!(
        read("L'association Sac à dos porte l'animation."),
        ["Bearers L'association Sac à dos"]
    );
    assert_eq!(
        read("Elle est portée par le CCAS, avec l'appui de la PMI."),
        ["Bearers le CCAS", "Partners la PMI"]
    );
    assert_eq!(read("La MSA la pilote et la porte."), ["Pilots La MSA", "Bearers La MSA"]);
    assert_eq!(
        read("Les indicateurs sont le nombre de jeunes et le nombre de soirées."),
        ["Indicators le nombre de jeunes", "Indicators le nombre de soirées"]
    );
    assert_eq!(read("Le pilote de ligne est parti."), [""; 0]);
}

#[test]
fn prose_gives_no_role() {
    for text in [
        "L'atelier est un porteur d'espoir, le porteur d'espoir du quartier.",
        "La commune assure le portage de repas à domicile.",
        "Elle vise à réduire les départs des familles.",
        "Elle vise la baisse des départs.",
        "Le territoire partage l'ambition que porte la commune.",
        "L'action n'est pas portée par la Caf.",
        "Elle était portée par la Caf jusqu'en 2020.",
        "Une enquête menée par l'Insee montre un besoin.",
        "Elle se fait en lien avec le diagnostic et avec le soutien de tous.",
        "Elle s'adresse à un besoin réel.",
        "La Caf ne pilote l'action que jusqu'en mai.",
        "Elle vise la réussite des élèves.",
        "Elle vise la baisse du nombre de jeunes sans solution.",
        "Elle vise moins de départs.",
    ] {
        assert_eq!(read(text), [""; 0], "{text}");
    }
}

#[test]
fn the_same_turns_give_roles_to_someone() {
    assert_eq!(
        read("Le pilote est la Caf, la commune assure le portage."),
        ["Bearers la commune", "Pilots la Caf"]
    );
    assert_eq!(read("L'action, que porte la commune, ouvre."), ["Bearers la commune"]);
    assert_eq!(read("L'action n° 3 est portée par la MSA."), ["Bearers la MSA"]);
    assert_eq!(read("Elle est menée par le CCAS."), ["Bearers le CCAS"]);
    assert_eq!(read("Elle vise les familles."), ["Public les familles"]);
    assert_eq!(read("Elle s'adresse aux jeunes de onze ans."), ["Public jeunes de onze ans"]);
}
