//! When a duty falls: what is a time, and what only looks like one.

use super::*;

fn read(text: &str) -> Option<(String, Option<Due>)> {
    due(&Passage::one(1, text), DutyKind::Event).map(|due| (due.text.value, due.value))
}

fn reads(texts: &[(&str, &str, Option<Due>)]) {
    for (text, words, value) in texts {
        assert_eq!(read(text), Some(((*words).to_owned(), *value)), "{text}");
    }
}

#[test]
fn a_time_is_words_and_what_can_be_counted() {
    reads(&[
        (
            "résiliée à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre recommandée avec avis de réception valant \
             mise en demeure de se conformer aux obligations et restée infructueuse.",
            "à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre recommandée avec avis de réception valant mise en \
             demeure de se conformer aux obligations et restée infructueuse",
            Some(Due::Within(1, Unit::Month)),
        ),
        (
            "résiliée à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre, restée vaine",
            "à l'expiration d'un délai d'un mois suivant l'envoi d'une lettre",
            Some(Due::Within(1, Unit::Month)),
        ),
        (
            "dénoncée moyennant un délai de prévenance de 6 mois.",
            "moyennant un délai de prévenance de 6 mois",
            Some(Due::Within(6, Unit::Month)),
        ),
        (
            "répond dans les quinze jours et 30 jours",
            "dans les quinze jours",
            Some(Due::Within(15, Unit::Day)),
        ),
        ("un bilan annuel est fait", "bilan annuel", Some(Due::EveryYear)),
        ("soumis pour avis préalable au maire", "avis préalable", Some(Due::Before)),
        ("Lorsque le jour sera connu, il dira", "Lorsque le jour sera connu", None),
        (
            "une proposition de date devra être envoyée",
            "proposition de date devra être envoyée",
            Some(Due::Before),
        ),
        (
            "remet son bilan au plus tard le 15 mars de chaque année.",
            "au plus tard le 15 mars de chaque année",
            Some(Due::EveryYear),
        ),
        (
            "remet chaque année, avant le 3 mai, ses chiffres",
            "chaque année, avant le 3 mai",
            Some(Due::EveryYear),
        ),
        ("remis avant le 31 mars.", "avant le 31 mars", None),
        (
            "prévient au moins quinze jours avant toute fête.",
            "au moins quinze jours avant toute fête",
            Some(Due::Before),
        ),
        ("prévient six mois à l'avance", "six mois à l'avance", Some(Due::Before)),
    ]);
}

#[test]
fn a_delay_runs_from_what_is_told() {
    reads(&[
        (
            "désigne un élu dans le mois qui suit la signature.",
            "dans le mois qui suit la signature",
            Some(Due::Within(1, Unit::Month)),
        ),
        (
            "recrute dans les six mois de la signature, un agent",
            "dans les six mois de la signature",
            Some(Due::Within(6, Unit::Month)),
        ),
        (
            "répond dans un délai de trois semaines",
            "dans un délai de trois semaines",
            Some(Due::Within(21, Unit::Day)),
        ),
        ("répond sous quarante-cinq jours", "sous quarante-cinq jours", None),
        (
            "avertit dans un délai de quarante-huit heures",
            "dans un délai de quarante-huit heures",
            None,
        ),
        (
            "résilier trente jours après une mise en demeure.",
            "trente jours après une mise en demeure",
            Some(Due::Within(30, Unit::Day)),
        ),
        ("évaluent dans les six derniers mois.", "dans les six derniers mois", None),
        ("organise deux fois par an une fête", "deux fois par an", None),
        ("menée au second semestre de 2026.", "au second semestre de 2026", None),
        ("au même tarif à compter du 1er mai 2025", "à compter du 1er mai 2025", None),
        (
            "secret durant l'exécution de la convention.",
            "durant l'exécution de la convention",
            Some(Due::Throughout),
        ),
    ]);
}

#[test]
fn an_age_or_a_duration_is_no_delay() {
    for text in [
        "accueille dans ses crèches les enfants de 3 à 6 mois.",
        "ouvre dans chaque école un lieu pour les 3-6 ans.",
        "accompagne dans leurs projets les jeunes de moins de trois ans.",
        "définit une programmation pluri-annuelle.",
        "renouvelle dans le cadre prévu son aide pour une durée de deux ans.",
        "accueille les enfants de 3 ans après la sieste.",
        "conserve les pièces pendant deux ans après la fin.",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    reads(&[
        (
            "dit aux jeunes de 3 à 6 mois, dans un délai de deux mois, ses horaires",
            "dans un délai de deux mois",
            Some(Due::Within(2, Unit::Month)),
        ),
        (
            "répond dans un délai de 3 à 6 mois.",
            "dans un délai de 3 à 6 mois",
            Some(Due::Within(6, Unit::Month)),
        ),
    ]);
}

#[test]
fn what_sets_no_time_sets_none() {
    assert_eq!(read("La Caf s'engage à payer."), None);
    assert_eq!(read("depuis 6 mois"), None, "no delay is set");
    assert_eq!(
        read("maintient les financements versés en 2024"),
        None,
        "the money is of that year"
    );
}

#[test]
fn a_delay_may_say_how_it_is() {
    for text in [
        "moyennant un préavis écrit de trois mois",
        "dans un délai raisonnable de deux mois",
        "à l’issue d’un délai de réflexion de quinze jours",
    ] {
        assert!(read(text).is_some_and(|(_, value)| value.is_some()), "{text}");
    }
    assert_eq!(read("accueillir dans les crèches les enfants de 3 à 6 mois"), None);
}

#[test]
fn a_period_is_a_time_where_nothing_else_is() {
    reads(&[
        (
            "publie l'avancement à la fin de chaque semestre",
            "à la fin de chaque semestre",
            None,
        ),
        ("met à jour le tableau chaque trimestre", "chaque trimestre", None),
    ]);
}
