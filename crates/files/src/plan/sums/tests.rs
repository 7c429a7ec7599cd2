//! Sums as sheets write them, exact or not, and what only looks like one.

use super::super::communes::Communes;
use super::super::legend::Legend;
use super::*;
use crate::names::Names;

fn read(text: &str) -> Vec<String> {
    let term = Term {
        first: 2022,
        last: 2026,
        n: None,
    };
    let told = |sum: &Sum| {
        let funder = sum.funder.as_ref().map(Passage::joined).unwrap_or_default();
        format!("{funder}|{}|{}|{}", sum.year.unwrap_or(0), sum.cents, sum.precision.code())
    };
    let (names, legend, communes) = (Names::default(), Legend::default(), Communes::default());
    let payers = Payers {
        names: &names,
        legend: &legend,
        communes: &communes,
    };
    let read = without_total(sums(&Passage::one(1, text), Some(term), &[], payers));
    read.iter().map(told).collect()
}

#[test]
fn a_total_told_with_its_parts_is_none_of_them() {
    assert_eq!(
        read("1 450 € (Ville : 850 € ; Caf : 600 €)"),
        ["Ville|0|85000|exact", "Caf|0|60000|exact"]
    );
    assert_eq!(
        read("1 500 € (Ville : 850 € ; Caf : 600 €)").len(),
        3,
        "it may be of anything else"
    );
}

#[test]
fn sums_have_a_payer_and_a_year() {
    assert_eq!(
        read("Caf : 12 500 € en 2022, environ 180 000 € en 2023"),
        ["Caf|2022|1250000|exact", "Caf|2023|18000000|about"]
    );
    assert_eq!(
        read("Caf, 14 000 € en 2025 ; commune, 6 500,50 € en 2025"),
        ["Caf|2025|1400000|exact", "commune|2025|650050|exact"]
    );
    assert_eq!(
        read("Caf l5 000 € ; Ville 12 5OO €"),
        ["Caf|0|1500000|exact", "Ville|0|1250000|exact"]
    );
    assert_eq!(
        read("Caf : au moins 9 000 € par an de 2023 à 2024"),
        ["Caf|2023|900000|at_least", "Caf|2024|900000|at_least"]
    );
}

#[test]
fn a_whole_gives_its_parts() {
    assert_eq!(
        read("310 000 € en 2024, dont Caf 175 000 € et Ville 135 000 €"),
        ["Caf|2024|17500000|exact", "Ville|2024|13500000|exact"]
    );
}

#[test]
fn the_end_of_a_word_is_no_figure() {
    assert_eq!(read("CCAS 500 €"), ["CCAS|0|50000|exact"]);
    assert_eq!(
        read("Conseil départemental 120 000 €"),
        ["Conseil départemental|0|12000000|exact"]
    );
    assert_eq!(read("Ville : 2.50 € puis 2.500 €")[0], "Ville|0|250|exact");
}

#[test]
fn a_sentence_may_give_sums_year_by_year() {
    assert_eq!(
        read("Le plan est le suivant : en 2024, 150 000 € de la Ville ; en 2025, 420 000 € de la Ville et 380 000 € de la Caf"),
        [
            "Ville|2024|15000000|exact",
            "Ville|2025|42000000|exact",
            "Caf|2025|38000000|exact"
        ]
    );
    assert_eq!(
        read("La Caf y consacrera 18 000 € par an en 2024 et 2025"),
        ["La Caf|2024|1800000|exact", "La Caf|2025|1800000|exact"]
    );
    assert_eq!(
        read("il coûtera environ 32 000 € à la Ville en 2026"),
        ["Ville|2026|3200000|about"]
    );
    assert_eq!(read("le terrain, évalué par les Domaines à 260 000 €"), ["|0|26000000|exact"]);
}

#[test]
fn who_is_named_after_a_sum_pays_it() {
    assert_eq!(
        read("Caf : 10 000 €, 5 000 € de la Ville"),
        ["Caf|0|1000000|exact", "Ville|0|500000|exact"]
    );
    assert_eq!(read("Caf : 12 000 € ont été versés"), ["Caf|0|1200000|exact"]);
}

#[test]
fn another_payer_and_a_whole_are_told_apart() {
    assert_eq!(
        read("La Caf apporte 210 000 € en 2026 et l'Amicale 348 000 € la même année, soit 558 000 €"),
        ["La Caf|2026|21000000|exact", "|2026|34800000|exact"]
    );
    assert_eq!(
        read("Caf 4 800 € (2024) ; Ville env. 2 000 € (2024)"),
        ["Caf|2024|480000|exact", "Ville|2024|200000|about"]
    );
}

#[test]
fn what_words_come_to_is_no_whole_when_they_name_who_gives_it() {
    let both = ["Caf|0|30000|exact", "Ville|0|20000|exact"];
    assert_eq!(read("Caf : 300 € ; Ville : 4 séances, soit 200 €"), both);
    assert_eq!(read("Caf 300 €, Ville : 4 séances, soit 200 €"), both);
    assert_eq!(read("Caf 300 € ; Ville 200 € ; soit 500 €"), both);
    assert_eq!(read("Caf 300 €, Ville 200 €, soit 500 €"), both);
}

#[test]
fn what_a_sum_buys_does_not_pay_it() {
    for text in [
        "Budget prévisionnel 2 000 €",
        "Coût total estimé : 2 000 €",
        "Montant prévisionnel des travaux pour les trois premières années : 2 000 €",
        "Achat de jeux : 2 000 €",
        "La Caf ne verse pas 2 000 €",
        "Ville amie des enfants : 2 000 €",
        "2 000 € par enfant",
    ] {
        assert_eq!(read(text), ["|0|200000|exact"], "{text}");
    }
    assert_eq!(
        read("Caf 300 €, Ville 200 €, Matériel 100 €"),
        ["Caf|0|30000|exact", "Ville|0|20000|exact", "|0|10000|exact"]
    );
    assert_eq!(
        read("Caf 300 €, Ville 200 €, Total : 500 €"),
        ["Caf|0|30000|exact", "Ville|0|20000|exact"]
    );
}

#[test]
fn a_payer_is_read_in_what_is_given() {
    for text in [
        "Subvention de la Caf : 2 000 €",
        "Budget : Caf 2 000 €",
        "Caf : fonds de soutien 2 000 €",
    ] {
        assert_eq!(read(text), ["Caf|0|200000|exact"], "{text}");
    }
    assert_eq!(read("La Caf verse 2 000 €"), ["La Caf|0|200000|exact"]);
    assert_eq!(read("2 000 € de la commune"), ["commune|0|200000|exact"]);
}

#[test]
fn what_is_no_sum_gives_nothing() {
    assert_eq!(read("Sans coût supplémentaire"), [""; 0]);
    assert_eq!(read("2 400 places en 2023"), [""; 0]);
}

#[test]
fn a_year_that_opens_its_line_is_that_of_its_sums() {
    assert_eq!(
        read("2024 : Caf 3 000 € ; MSA 2 000 €"),
        ["Caf|2024|300000|exact", "MSA|2024|200000|exact"]
    );
    assert_eq!(read("Caf : 3 000 € en 2024 ; MSA : 2 000 €")[1], "MSA|0|200000|exact");
}
