//! Calendars as sheets tell them, and words that tell no year.

use super::*;

fn read(text: &str) -> Vec<i16> {
    let term = Term {
        first: 2022,
        last: 2026,
        n: None,
    };
    years(&Passage::one(1, text), Some(term)).value
}

#[test]
fn periods_are_read() {
    assert_eq!(read("2023-2025"), [2023, 2024, 2025]);
    assert_eq!(read("2023 à 2025"), [2023, 2024, 2025]);
    assert_eq!(read("2023, 2025"), [2023, 2025]);
    assert_eq!(read("2024 puis 2026"), [2024, 2026]);
    assert_eq!(read("À partir de 2024"), [2024, 2025, 2026]);
    assert_eq!(read("à compter de septembre 2025"), [2025, 2026]);
    assert_eq!(read("Dès 2025 et jusqu'à la fin de la convention"), [2025, 2026]);
    assert_eq!(read("de 2023 jusqu'en 2024"), [2023, 2024]);
    assert_eq!(read("étude en 2022, travaux en 2023, ouverture en 2025"), [2022, 2023, 2025]);
    assert_eq!(read("septembre 2024 à août 2026"), [2024, 2025, 2026]);
    assert_eq!(read("jusqu'en 2024"), [2022, 2023, 2024]);
    assert_eq!(read("2O23 - 2026"), [2023, 2024, 2025, 2026]);
    assert_eq!(read("ouverture des inscriptions en 2024"), [2024]);
    assert_eq!(read("dès la rentrée 2024"), [2024, 2025, 2026]);
}

#[test]
fn a_year_may_be_called_n() {
    assert_eq!(
        year_called_n(["N désigne l'année 2023, N+1 l'année 2024"].into_iter()),
        Some(2023)
    );
    for (text, year) in [
        ("N = 2023", Some(2023)),
        ("le n° 12 de 2023", None),
        ("Délibération N° 2022-61", None),
        ("La commune n'est plus adhérente depuis 2021", None),
    ] {
        assert_eq!(year_called_n([text].into_iter()), year, "{text}");
    }
    let term = Term {
        first: 2023,
        last: 2027,
        n: Some(2023),
    };
    assert_eq!(years(&Passage::one(1, "N+1 à N+3"), Some(term)).value, [2024, 2025, 2026]);
}

#[test]
fn halves_are_read_where_they_are_told() {
    let read = |text: &str| {
        let points = halves(
            &Passage::one(1, text),
            Some(Term {
                first: 2022,
                last: 2026,
                n: None,
            }),
        );
        points
            .iter()
            .map(|(year, half)| format!("{year} S{}", half.map_or(0, Half::rank)))
            .collect::<Vec<_>>()
    };
    assert_eq!(read("2024 S2 à 2025 S2"), ["2024 S2", "2025 S1", "2025 S2"]);
    assert_eq!(read("S1 2023, S1 2024"), ["2023 S1", "2024 S1"]);
    assert_eq!(read("1er semestre 2024"), ["2024 S1"]);
    assert_eq!(
        read("du second semestre 2022, avec les travaux, au premier semestre 2024, avec l'ouverture"),
        ["2022 S2", "2023 S1", "2023 S2", "2024 S1"]
    );
    assert_eq!(
        read("aux seconds semestres 2023, 2024 et 2026"),
        ["2023 S2", "2024 S2", "2026 S2"]
    );
    assert_eq!(read("à partir du 2e semestre 2025"), ["2025 S2", "2026 S1", "2026 S2"]);
    assert_eq!(
        read("second semestre de chaque année"),
        ["2022 S2", "2023 S2", "2024 S2", "2025 S2", "2026 S2"]
    );
    assert_eq!(read("2023-2025"), [""; 0]);
}

#[test]
fn years_are_told_in_words() {
    assert_eq!(read("Les cinq années"), [2022, 2023, 2024, 2025, 2026]);
    assert_eq!(read("chaque année, au printemps"), [2022, 2023, 2024, 2025, 2026]);
    assert_eq!(read("les deux dernières années"), [2025, 2026]);
    assert_eq!(read("tous les ans sauf 2024 et 2025"), [2022, 2023, 2026]);
    assert_eq!(read("2022-2025, sauf 2023"), [2022, 2024, 2025]);
    assert_eq!(read("prévue la deuxième année"), [2023]);
    assert_eq!(read("L'action, qui sera permanente, ouvre"), [2022, 2023, 2024, 2025, 2026]);
    assert_eq!(read("Elle commencera en 2025 et n'a pas de terme fixé."), [2025, 2026]);
    assert_eq!(read("pour toute la durée de la convention"), [2022, 2023, 2024, 2025, 2026]);
}

#[test]
fn what_is_no_year_gives_nothing() {
    assert_eq!(read("20424"), [0; 0]);
    assert_eq!(read("Date à fixer"), [0; 0]);
    assert_eq!(read("bilan de 2019"), [0; 0]);
    assert_eq!(years(&Passage::one(1, "à partir de 2024"), None).value, [0; 0]);
}
