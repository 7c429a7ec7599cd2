//! The days between which a convention holds, in the words that texts give them.

use super::*;
use crate::lines::normalise;
use crate::prose::blocks;

fn said(text: &str) -> (String, String) {
    let mut read = period(&blocks(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>())));
    let counted = read
        .start
        .as_ref()
        .zip(read.years.as_ref())
        .and_then(|(start, years)| lasting(start, years));
    read.end = read.end.or(counted);
    let shown = |day: Option<Sourced<Day>>| day.map_or_else(String::new, |day| day.value.to_string());
    (shown(read.start), shown(read.end))
}

fn both(start: &str, end: &str) -> (String, String) {
    (start.to_owned(), end.to_owned())
}

#[test]
fn what_is_ticked_is_the_duration() {
    let form = "| Durée | ☐ 3 ans   ☐ 4 ans   ☒ 5 ans |\n| Date d'effet | 01/01/2023 |";
    let rows = [("", ""), ("2023-01-01", "2027-12-31")];
    assert!(
        rows.map(|(start, end)| both(start, end)).contains(&said(form)),
        "{:?}",
        said(form)
    );
    let form = format!("{form}\n| Date de fin | 30/06/2027 |");
    assert_eq!(said(&form), both("2023-01-01", "2027-06-30"));
}

#[test]
fn another_contract_beside_the_day_of_effect_changes_nothing() {
    let text = "Article 2 – Durée\n\nAfin de suivre le contrat échu, elle prend effet rétroactivement au 1er janvier 2024 ; elle s’achève le 31 \
                décembre 2028.";
    assert_eq!(said(text), both("2024-01-01", "2028-12-31"));
}

#[test]
fn the_day_of_a_vote_begins_nothing() {
    let text = "La présente convention lie la Caf et la ville, habilitée par délibération n° 2025-06-14 du conseil municipal du 12 juin 2025.\n\n\
                Elle entre en vigueur le 1er septembre 2025 et cesse de produire ses effets le 31 août 2029.";
    assert_eq!(said(text), both("2025-09-01", "2029-08-31"));
}

#[test]
fn a_duration_from_a_day_makes_a_term() {
    let text =
        "Article 5 : Durée\n\nLa présente convention est conclue pour une durée de quatre ans à compter du 1er mars 2023.";
    assert_eq!(said(text), both("2023-03-01", "2027-02-28"));
    let text = "Article 5 : Durée\n\nElle est conclue pour cinq ans. Elle entre en vigueur au 1er janvier 2024.";
    assert_eq!(said(text), both("2024-01-01", "2028-12-31"));
    let text = "La convention est conclue pour l'année, du 1er janvier au 31 décembre 2024.";
    assert_eq!(said(text), both("2024-01-01", "2024-12-31"));
}

#[test]
fn a_range_tells_a_term_whatever_the_verb() {
    let text = "La convention est signée pour quatre années civiles, du 1er janvier 2022 au 31 décembre 2025.";
    assert_eq!(said(text), both("2022-01-01", "2025-12-31"));
    let text = "Elle produit ses effets du 1er septembre 2021 au 31 décembre 2025.";
    assert_eq!(said(text), both("2021-09-01", "2025-12-31"));
    let text = "Le contrat enfance produisait ses effets du 1er janvier 2017 au 31 décembre 2020.";
    assert_eq!(said(text), both("", ""));
    let text = "Période 2023-2027\n\nLa Communauté, autorisée par délibération du 29 juin 2023, signe.";
    assert_eq!(said(text), both("", ""), "a title with its years announces nothing");
}

#[test]
fn a_row_may_say_the_term() {
    let table = "| Signataires | Caf |\n|---|---|\n| **Durée** | quatre ans à compter du 1er janvier 2025 |";
    assert_eq!(said(table), both("2025-01-01", "2028-12-31"));
    assert_eq!(
        said("Période\tdu 1er mars 2024 au 28 février 2026"),
        both("2024-03-01", "2026-02-28")
    );
    assert_eq!(said("| Action | du 1er mars 2024 au 28 février 2026 |"), both("", ""));
    let action = "| Durée | du 1er mars 2024 au 28 février 2026 |\n\nLa convention prend effet le 1er janvier 2023 et s'achève le 31 \
                  décembre 2027.";
    assert_eq!(
        said(action),
        both("2023-01-01", "2027-12-31"),
        "what a sentence says comes first"
    );
}

#[test]
fn a_bare_title_speaks_of_what_stands_below() {
    let text = "DURÉE\n\nCinq ans, du 1er janvier 2026 au 31 décembre 2030.";
    assert_eq!(said(text), both("2026-01-01", "2030-12-31"));
    assert_eq!(said(&text.replace("DURÉE", "Le bilan")), both("", ""));
    let apart = text.replace("\n\n", "\n\n| Maison | Crèche |\n|---|---|\n\n");
    assert_eq!(said(&apart), both("", ""), "what stands further down");
}

#[test]
fn an_impossible_day_is_absent() {
    let read = |text: &str| said(&format!("La présente convention {text}"));
    assert_eq!(
        read("est conclue, du 1^{er} janvier 2022 jusqu'au 31 décembre 2026,"),
        both("2022-01-01", "2026-12-31")
    );
    assert_eq!(
        read("est conclue du 1er janvier 2022 au 31 décembre 20426"),
        both("2022-01-01", "")
    );
    assert_eq!(read("est conclue sans date"), both("", ""));
}

#[test]
fn other_dates_are_no_term() {
    let text = "La convention sera signée avant le 30 juin 2024.\n\nLe contrat a pris fin le 31 décembre 2021.\n\n\
                Le bilan de la convention est remis au plus tard le 31 mars 2026.\n\nLes signataires ont l'intention de la conclure \
                du 1er janvier 2025 au 31 décembre 2028.";
    assert_eq!(said(text), both("", ""));
}

#[test]
fn the_article_about_duration_speaks_first() {
    let text = "CTG du Val\n\n1er janvier 2022 – 31 décembre 2025\n\nArticle 9 - Durée\nElle prend effet le 22 juillet 2022 et s'achève le\n31 \
                décembre 2026.";
    assert_eq!(said(text), both("2022-07-22", "2026-12-31"));
    let title = "CTG du Val\n\n1er janvier 2022 – 31 décembre 2025\n\nUn texte.";
    assert_eq!(said(title), both("2022-01-01", "2025-12-31"));
}
