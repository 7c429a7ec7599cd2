//! Who pays and when, read from cells and sentences.

use super::*;

#[test]
fn a_year_in_brackets_is_no_part_of_a_payer() {
    assert_eq!(words_of("Caf (2025) :").as_deref(), Some("Caf"));
    assert_eq!(words_of("Caf 2025 :").as_deref(), Some("Caf"));
    assert_eq!(words_of("Agence (nord) :").as_deref(), Some("Agence (nord)"));
}

#[test]
fn what_is_given_names_the_giver() {
    assert_eq!(given("Le Département y consacre"), "Le Département");
    assert_eq!(given("La Caf finance l'action"), "La Caf");
    assert_eq!(given("La Caf aide l'action"), "La Caf aide l'action");
    assert_eq!(given_by("apportés par la Caf en 2026"), Some("par la Caf en 2026"));
    assert_eq!(given_by("y est consacré chaque année par la Ville."), Some("par la Ville."));
    assert_eq!(given_by("sont prévus par la loi"), None);
    assert_eq!(given_by("sont versés, puis repris par la Ville"), None);
}

#[test]
fn a_body_that_pays_is_named_whole() {
    for name in [
        "Caf",
        "MSA",
        "État",
        "commune",
        "Ville de Val",
        "Communauté de communes du Pays de Fenouvre",
        "Caisse de sécurité sociale des îles Tamarine",
        "Conseil départemental",
        "CC Sources de la Lerce",
        "Syndicat scolaire",
        "fondation Lanterne",
        "Association Le Comptoir",
        "centre social Les Ormes",
    ] {
        assert!(is_general(name), "{name}");
    }
    for words in [
        "Budget prévisionnel",
        "Ville amie des enfants",
        "Commune pour achat",
        "Caf et achat de jeux",
        "Conseil en organisation",
        "Achat de matériel",
        "Commune qui",
        "Association sportive",
        "Associations Le Comptoir",
        "HT",
    ] {
        assert!(!is_general(words), "{words}");
    }
}
