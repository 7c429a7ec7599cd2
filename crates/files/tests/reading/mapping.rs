//! Spreadsheets as services make them become plans: heads of any name, on two rows, merged, one sheet a theme, marks or colours.

use std::collections::BTreeMap;

use domain::example::Nature;
use domain::reading::{Holder, Reading};
use files::consolidated::{Form, write};
use files::mapping::{Chosen, Field, Mapping, Read, Tab, merge, planned, propose, tabs};
use files::sheets::{Cell, Format, Sheet};
use rust_xlsxwriter::{Color, Format as Drawn, FormatAlign, Workbook};

use crate::example;

fn read(bytes: &[u8]) -> (Vec<Tab>, Mapping) {
    let tabs = tabs(bytes).expect("a spreadsheet");
    let mapping = propose(&tabs, &Chosen::default());
    (tabs, mapping)
}

/// What the first sheet is taken for, by its heads.
fn fields(mapping: &Mapping) -> Vec<(&str, Field)> {
    let columns = mapping.sheets[0].columns.iter();
    columns.map(|column| (column.label.as_str(), column.field)).collect()
}

fn plan(bytes: &[u8], reading: &Reading) -> Read {
    let (tabs, mapping) = read(bytes);
    planned(&tabs, &mapping, reading)
}

#[test]
fn free_heads_are_proposed_with_their_reasons() {
    let csv = "Tableau de bord;;;;\nRéf.;Libellé du projet;Structure porteuse;Année 2024;2025;Couleur\n\
               1;Ouvrir un lieu;Caf / Ville de Septèmes;x;;bleu\n2;Former;;;X;\n";
    for bytes in [
        csv.as_bytes().to_vec(),
        encoding_1252(csv),
        encoding_utf16(csv),
        csv.replace(';', "\t").into_bytes(),
    ] {
        let (tabs, mapping) = read(&bytes);
        let expected = [
            ("Réf.", Field::Number),
            ("Libellé du projet", Field::Title),
            ("Structure porteuse", Field::Bearers),
            ("Année 2024", Field::Year(2024)),
            ("2025", Field::Year(2025)),
            ("Couleur", Field::Skip),
        ];
        assert_eq!(fields(&mapping), expected);
        let reason = &mapping.sheets[0].columns[2].reason;
        assert!(
            reason.contains(
                "« Structure porteuse »"
                    .replace(' ', "\u{a0}")
                    .replace("Structure\u{a0}", "Structure ")
                    .as_str()
            ),
            "{reason}"
        );
        let read = planned(&tabs, &mapping, &example::import().reading);
        assert_eq!((read.actions.len(), read.faults.len()), (2, 0), "{:?}", read.faults);
        let first = &read.actions[0].action;
        assert_eq!(first.bearers.len(), 2);
        assert!(
            first.bearers.iter().all(|holder| matches!(holder.value, Holder::Known(_))),
            "{:?}",
            first.bearers
        );
        assert_eq!(
            (first.tracks[0].years.as_slice(), first.tracks[0].mark.value.as_str()),
            ([2024].as_slice(), "x")
        );
        assert_eq!(first.title.lines.to_string(), "3", "the row of the sheet");
    }
}

fn encoding_1252(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("Latin letters"))
        .collect()
}

fn encoding_utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff_u16).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// Two rows of heads, cells merged downwards and across, a coloured plan with its legend, one sheet a theme.
fn drawn() -> Vec<u8> {
    let mut book = Workbook::new();
    let plain = Drawn::new().set_align(FormatAlign::Top);
    let green = Drawn::new().set_background_color(Color::RGB(0x0000_B050));
    for theme in ["Petite enfance", "Jeunesse"] {
        let page = book.add_worksheet();
        page.set_name(theme).expect("a name");
        page.write(0, 0, "Plan d’actions CTG").expect("written");
        page.write_blank(1, 0, &green).expect("written");
        page.write(1, 1, "Réalisation").expect("written");
        page.merge_range(3, 0, 4, 0, "Axe", &plain).expect("merged");
        page.merge_range(3, 1, 4, 1, "Intitulé", &plain).expect("merged");
        page.merge_range(3, 2, 3, 3, "Qui\u{a0}?", &plain).expect("merged");
        page.merge_range(3, 4, 3, 6, "Calendrier", &plain).expect("merged");
        for (column, head) in [(2, "Pilote"), (3, "Partenaires"), (4, "2023"), (5, "2024"), (6, "2025")] {
            page.write(4, column, head).expect("written");
        }
        page.merge_range(5, 0, 6, 0, "Accueillir", &plain).expect("merged");
        page.write(5, 1, format!("{theme}, un")).expect("written");
        page.write(5, 2, "CAF").expect("written");
        page.write(5, 3, "PMI\nÉcole de musique").expect("written");
        page.write_blank(5, 4, &green).expect("written");
        page.write_blank(5, 5, &green).expect("written");
        page.write(6, 1, format!("{theme}, deux")).expect("written");
        page.write(6, 6, "X").expect("written");
        page.write(8, 1, "").expect("written");
        page.write(9, 0, "Total\u{a0}: 2 actions").expect("written");
    }
    book.save_to_buffer().expect("a book")
}

#[test]
fn merged_cells_two_rows_of_heads_colours_and_tabs_are_understood() {
    let (tabs, mapping) = read(&drawn());
    assert!(mapping.tabs_are_themes && mapping.sheets.len() == 2, "{mapping:?}");
    let found: Vec<Field> = mapping.sheets[0].columns.iter().map(|column| column.field).collect();
    let years = [2023, 2024, 2025].map(Field::Year);
    assert_eq!(
        found,
        [
            [Field::Level(0), Field::Title, Field::Pilots, Field::Partners].as_slice(),
            &years
        ]
        .concat()
    );
    let reading = example::import().reading;
    let read = planned(&tabs, &mapping, &reading);
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    let titles: Vec<&str> = read.actions.iter().map(|one| one.action.title.value.as_str()).collect();
    assert_eq!(
        titles,
        ["Petite enfance, un", "Petite enfance, deux", "Jeunesse, un", "Jeunesse, deux"]
    );
    assert!(read.actions.iter().all(|one| one.above == [(0, "Accueillir".to_owned())]));
    assert_eq!(read.actions[2].themes, ["Jeunesse"]);
    let first = &read.actions[0].action;
    assert_eq!(first.partners.len(), 2);
    assert_eq!(first.tracks.len(), 1, "neighbours of one mark are one: {:?}", first.tracks);
    assert_eq!(
        (first.tracks[0].years.as_slice(), first.tracks[0].mark.value.as_str()),
        ([2023, 2024].as_slice(), "Réalisation")
    );
    assert_eq!(read.passed_over.len(), 2, "{:?}", read.passed_over);
}

#[test]
fn cells_to_correct_are_named_and_told() {
    let csv = "N°;Action;Communes;Années\n1;Un;Atlantide;2022-2024\n1;Deux;;bientôt\n3;;Septèmes;2023\nTotal;;;\n";
    let read = plan(csv.as_bytes(), &example::import().reading);
    let faults: Vec<String> = read
        .faults
        .iter()
        .map(|fault| format!("{}: {}", fault.cell, fault.sentence))
        .collect();
    assert_eq!(faults.len(), 4, "{faults:#?}");
    assert!(
        faults[0].starts_with("C2: ") && faults[0].contains("n’est pas une commune"),
        "{faults:#?}"
    );
    assert!(
        faults[1].starts_with("D3: ") && faults[1].contains("Aucune année"),
        "{faults:#?}"
    );
    assert!(
        faults[2].starts_with("B4: ") && faults[2].contains("L’intitulé de l’action manque"),
        "{faults:#?}"
    );
    assert!(faults[3].contains("est déjà à la ligne 2"), "{faults:#?}");
}

#[test]
fn a_sheet_that_repeats_another_is_left_until_a_person_says_otherwise() {
    let mut book = Workbook::new();
    for (tab, title) in [
        ("Plan", "Ouvrir un lieu"),
        ("Suivi 2024", "Ouvrir un lieu"),
        ("Plan bis", "Former"),
    ] {
        let page = book.add_worksheet().set_name(tab).expect("a name");
        let number = if tab == "Plan bis" { 2 } else { 1 };
        page.write(0, 0, "N°").expect("written");
        page.write(0, 1, "Action").expect("written");
        page.write(1, 0, number).expect("written");
        page.write(1, 1, title).expect("written");
    }
    let bytes = book.save_to_buffer().expect("a book");
    let (tabs, mapping) = read(&bytes);
    let held = |mapping: &Mapping| -> Vec<(String, bool)> {
        let held = mapping.holding().into_iter();
        held.map(|(sheet, read)| (sheet.name.clone(), read)).collect()
    };
    let named = |read: [bool; 3]| -> Vec<(String, bool)> {
        let names = ["Plan", "Suivi 2024", "Plan bis"].map(str::to_owned);
        names.into_iter().zip(read).collect()
    };
    assert_eq!(held(&mapping), named([true, false, true]));
    assert!(mapping.passed_over()[0].contains("Suivi 2024"), "{:?}", mapping.passed_over());
    let chosen = Chosen {
        sheets: BTreeMap::from([("suivi 2024".to_owned(), true), ("plan".to_owned(), false)]),
        ..Chosen::default()
    };
    assert_eq!(held(&propose(&tabs, &chosen)), named([false, true, true]));
}

#[test]
fn a_column_that_is_not_shown_is_not_taken() {
    let heads: Vec<String> = (0..70).map(|number| format!("Colonne {number}")).collect();
    let csv = format!("N°;Action;{};Pilote\n1;Former;{};Caf\n", heads.join(";"), ";".repeat(69));
    let (_, mapping) = read(csv.as_bytes());
    assert_eq!(mapping.labels().len(), 60);
    assert!(mapping.sheets[0].column_of(Field::Pilots).is_none());
    assert!(
        mapping.passed_over()[0].contains("13 laissées"),
        "{:?}",
        mapping.passed_over()
    );
}

#[test]
fn our_own_tables_come_back_and_change_nothing() {
    let reading = example::import().reading;
    for form in [Form::Xlsx, Form::Ods, Form::Csv] {
        let bytes = write(&reading, Nature::Signed, form).expect("written");
        let (tabs, mapping) = read(&bytes);
        let read = planned(&tabs, &mapping, &reading);
        assert!(read.faults.is_empty(), "{form:?}: {:?}", read.faults);
        let merged = merge(&reading, &read.actions);
        assert_eq!(merged.changed, [], "{form:?}");
        assert_eq!(
            (merged.added.len(), merged.absent.len(), merged.unchanged),
            (0, 0, reading.actions.len()),
            "{form:?}"
        );
        assert!(merged.framework.is_empty(), "{form:?}: {:?}", merged.framework);
        assert_eq!(merged.reading, reading, "{form:?}");
    }
}

#[test]
fn known_actions_are_completed_and_others_come_after_the_last() {
    let reading = example::import().reading;
    let mut sheet = Sheet::new("Plan", ["N°", "Action", "Public", "Axe", "Thème"]);
    let fourth = reading.actions[3].title.value.clone();
    sheet.row(["4".into(), fourth.as_str().into(), "Parents".into(), Cell::Empty, Cell::Empty]);
    sheet.row([
        "30".into(),
        "Ouvrir une ludothèque".into(),
        Cell::Empty,
        "Grandir".into(),
        "Handicap".into(),
    ]);
    let read = plan(&sheet.bytes(Format::Ods).expect("written"), &reading);
    let merged = merge(&reading, &read.actions);
    assert_eq!(merged.changed, [("4".to_owned(), fourth, vec!["public"])]);
    assert_eq!(merged.added, [("30".to_owned(), "Ouvrir une ludothèque".to_owned())]);
    assert_eq!(merged.framework, ["Grandir"]);
    assert_eq!(merged.absent.len(), reading.actions.len() - 1);
    assert_eq!(merged.reading.actions[..3], reading.actions[..3]);
    let last = merged.reading.actions.last().expect("an action");
    let parent = last.parent.as_ref().expect("a parent");
    assert_eq!(merged.reading.nodes.last().expect("a node").id, parent.value);
    assert!(last.title.lines.is_empty(), "no line of the text says it");
}
