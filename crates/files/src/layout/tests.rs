//! Small tables drawn with blanks, of no territory.

use super::*;
use crate::lines::{Line, normalise};

/// The places of the columns that a line names.
pub(super) fn named(line: &Line) -> Vec<Place> {
    let place = |piece: &crate::lines::Piece| Place {
        start: piece.start,
        end: piece.end,
        loose: false,
    };
    line.pieces.iter().map(place).collect()
}

/// Reads a table whose first line names the columns; "~" stands for the end of a page.
fn read(text: &str, spans: &[usize], codes: &[usize]) -> Vec<String> {
    let lines: Vec<Line> = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let names = named(&lines[0]);
    let body: Vec<&Line> = lines[1..].iter().filter(|line| line.text != "~").collect();
    let places = columns(&names, &body);
    let mut strips = Vec::new();
    let mut before = Gap::Nothing;
    for line in &lines[1..] {
        if line.text == "~" {
            before = Gap::Page;
        } else if line.is_blank() {
            before = if before == Gap::Page { before } else { Gap::Blank };
        } else {
            strips.push(strip(line, &names, &places, before));
            before = Gap::Nothing;
        }
    }
    let opens = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let shape = Shape {
        spans: (0..names.len()).map(|column| spans.contains(&column)).collect(),
        codes: codes.to_vec(),
        coded: &opens,
    };
    let told = |row: &Vec<Passage>| row.iter().map(Passage::joined).collect::<Vec<_>>().join("|");
    rows(&strips, &shape).iter().map(told).collect()
}

#[test]
fn blank_lines_part_rows_whose_cells_stand_where_they_like() {
    let text = "\
Action                  Pilote           Quand
Ouvrir une crèche       Commune de
au bourg pour           Vernay           2025
les familles

                        Commune de
Former les équipes      Vernay           2026
                        Caf";
    assert_eq!(
        read(text, &[], &[]),
        [
            "Ouvrir une crèche au bourg pour les familles|Commune de Vernay|2025",
            "Former les équipes|Commune de Vernay Caf|2026"
        ]
    );
}

#[test]
fn a_cell_beside_several_rows_is_for_those_around_it() {
    let text = "\
Objectif            Action                  Pilote
                    Ouvrir une crèche       Caf

Accueillir les      Former les équipes      Caf
enfants
                    Ouvrir un relais        Commune

Aider les           Offrir un café aux      Commune
parents             parents";
    assert_eq!(
        read(text, &[0], &[]),
        [
            "Accueillir les enfants|Ouvrir une crèche|Caf",
            "|Former les équipes|Caf",
            "|Ouvrir un relais|Commune",
            "Aider les parents|Offrir un café aux parents|Commune"
        ]
    );
}

#[test]
fn a_cell_at_the_top_of_its_rows_is_for_those_below() {
    let text = "\
Objectif            Action                  Pilote
Accueillir          Ouvrir une crèche       Caf
les enfants
                    Former les équipes      Caf

                    Ouvrir un relais        Commune

Aider               Offrir un café          Commune

                    Tenir un atelier        Caf";
    assert_eq!(
        read(text, &[0], &[]),
        [
            "Accueillir les enfants|Ouvrir une crèche|Caf",
            "|Former les équipes|Caf",
            "|Ouvrir un relais|Commune",
            "Aider|Offrir un café|Commune",
            "|Tenir un atelier|Caf"
        ]
    );
}

#[test]
fn codes_in_the_middle_of_their_rows_part_them() {
    let text = "\
N°   Action                 Pilote           Quand
     Ouvrir une crèche
1    au bourg pour          Commune          2025
     les familles
     Former les équipes     Commune de
2    et les parents                          2026
                            Vernay
3    Ouvrir un relais       Caf              2027";
    assert_eq!(
        read(text, &[], &[0]),
        [
            "1|Ouvrir une crèche au bourg pour les familles|Commune|2025",
            "2|Former les équipes et les parents|Commune de Vernay|2026",
            "3|Ouvrir un relais|Caf|2027"
        ]
    );
}

#[test]
fn codes_at_the_top_part_rows_too() {
    let text = "\
N°   Action                 Pilote           Quand
1    Ouvrir une crèche      Commune          2025
     au bourg
2    Former les équipes     Commune          2026";
    assert_eq!(
        read(text, &[], &[0]),
        [
            "1|Ouvrir une crèche au bourg|Commune|2025",
            "2|Former les équipes|Commune|2026"
        ]
    );
}

#[test]
fn a_row_that_a_page_cuts_is_whole() {
    let text = "\
Action                  Pilote           Quand
Ouvrir une crèche       Caf              2025

Porter le relais à      Commune de       2026
~
Vernay                  Vernay

Former les équipes      Caf              2027";
    assert_eq!(
        read(text, &[], &[]),
        [
            "Ouvrir une crèche|Caf|2025",
            "Porter le relais à Vernay|Commune de Vernay|2026",
            "Former les équipes|Caf|2027"
        ]
    );
}

#[test]
fn rows_that_nothing_parts_open_on_full_lines() {
    let text = "\
Type             Nom                 Commune
Crèche           Les Lutins          Vernay
Lieu d'accueil   Trois Pommes        Sauval
enfants-parents
Ludothèque       La Toupie et le     Vernay
                 Pion";
    assert_eq!(
        read(text, &[], &[]),
        [
            "Crèche|Les Lutins|Vernay",
            "Lieu d'accueil enfants-parents|Trois Pommes|Sauval",
            "Ludothèque|La Toupie et le Pion|Vernay"
        ]
    );
}

#[test]
fn a_text_that_reaches_under_two_names_is_cut_at_the_blank() {
    let text = "\
Action        Pilote    Quand
Ouvrir tout   Communes 2025
Fermer        Caf       2026";
    let names = [(0, 6), (14, 20), (24, 29)].map(|(start, end)| Place {
        start,
        end,
        loose: false,
    });
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let body: Vec<&Line> = lines[1..].iter().collect();
    let places = columns(&names, &body);
    assert_eq!(
        strip(&lines[2], &names, &places, Gap::Nothing).cells,
        ["Fermer", "Caf", "2026"]
    );
}

#[test]
fn names_with_one_blank_between_are_told_apart_by_what_stands_below() {
    let text = "\
Conseil        Date        Présents Pouvoirs Pour
Val            3/2/2024    41       6        45
Mont           4/2/2024    24       3        25";
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let names: Vec<String> = columns::names(&lines[0], &lines[1..])
        .into_iter()
        .map(|name| name.text)
        .collect();
    assert_eq!(names, ["Conseil", "Date", "Présents", "Pouvoirs", "Pour"]);
}
