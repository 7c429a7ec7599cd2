//! Blocks that become lines: headings, items, tables, cells that are covered.

use super::*;
use crate::formats::canon::print;

fn cell(builder: &mut Builder, span: Span, words: &str) {
    builder.open_cell(span);
    builder.text(words);
    builder.close_cell();
}

#[test]
fn a_place_says_which_cell_covers_it() {
    let mut builder = Builder::new();
    builder.open_table();
    builder.open_row();
    let wide = Span {
        columns: 2,
        rows: 2,
        goes_on: false,
    };
    cell(&mut builder, wide, "A");
    cell(&mut builder, Span::ONE, "B");
    builder.open_row();
    cell(&mut builder, Span::ONE, "C");
    builder.open_row();
    cell(&mut builder, Span::ONE, "D");
    builder.close_table();
    let lines = print(&builder.finish().expect("small"));
    assert_eq!(lines, ["A\t◂\tB", "▴\t◂\tC", "D\t\t"]);
}

#[test]
fn what_only_places_things_becomes_paragraphs_and_a_table_in_a_cell_its_words() {
    let mut builder = Builder::new();
    builder.open_table();
    builder.open_row();
    builder.open_cell(Span::ONE);
    builder.begin(Shape::Heading(1, "1.".to_owned()));
    builder.text("Objet");
    builder.open_table();
    builder.open_row();
    cell(&mut builder, Span::ONE, "a");
    cell(&mut builder, Span::ONE, "b");
    builder.close_table();
    builder.close_table();
    assert_eq!(print(&builder.finish().expect("small")), ["# 1. Objet", "", "a\tb"]);
}

#[test]
fn a_cell_that_spreads_without_end_is_stopped() {
    let mut builder = Builder::new();
    builder.open_table();
    let endless = Span {
        columns: 1_000_000,
        rows: usize::MAX,
        goes_on: false,
    };
    builder.open_row();
    cell(&mut builder, endless, "A");
    cell(&mut builder, Span::ONE, "B");
    for _ in 0..5_000 {
        builder.open_row();
    }
    builder.close_table();
    assert_eq!(builder.finish(), Err(Swollen));
}

#[test]
fn notes_stand_below_the_table_that_calls_them_and_boxes_after_their_paragraph() {
    let mut builder = Builder::new();
    builder.begin(Shape::Plain);
    builder.text("Avant");
    builder.open_aside();
    builder.text("Encadré");
    builder.close_aside();
    builder.text(" après");
    builder.open_table();
    builder.open_row();
    builder.open_cell(Span::ONE);
    builder.text("A");
    builder.note("Une note");
    builder.close_cell();
    cell(&mut builder, Span::ONE, "B");
    builder.close_table();
    assert_eq!(
        print(&builder.finish().expect("small")),
        ["Avant après", "", "Encadré", "", "A[^1]\tB", "", "[^1]: Une note"]
    );
}
