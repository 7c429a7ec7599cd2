//! Small pages, and the lines and tables that are read in them.

use super::*;
use crate::formats::canon::print;

#[track_caller]
fn check(page: &str, lines: &[&str]) {
    assert_eq!(print(&blocks(page).expect("small")), lines, "{page}");
}

#[test]
fn a_page_is_told_by_its_first_element() {
    assert!(is_page("\u{feff}<!-- un mot --> <!DOCTYPE html><p>"));
    assert!(is_page("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"));
    assert!(!is_page("Le titre <html>") && !is_page("<p>Action 2</p>\tSanté") && !is_page(""));
}

#[test]
fn headings_paragraphs_and_lists_are_lines() {
    check(
        "<html><head><title>T</title><style>p{}</style></head><body><nav><p>Accueil</nav><h2>Le <b>plan</b></h2>\
         <p>1<sup>er</sup>&nbsp;mai : &eacute;t&eacute;<br>suite<p>autre<ul><li>un<ol type=a start=2><li><p>deux</p><li>trois</ol><li>quatre</ul>",
        &[
            "## Le plan",
            "",
            "1er\u{a0}mai : été",
            "suite",
            "",
            "autre",
            "",
            "- un",
            "  b. deux",
            "  c. trois",
            "- quatre",
        ],
    );
}

#[test]
fn tables_keep_their_places() {
    check(
        "<table><caption>Les axes</caption><tr><th rowspan=2>Axe<br>un<td colspan=2>X<tr><td>a<ul><li>b</ul><td></table>fin",
        &["Les axes", "", "Axe<br>un\tX\t◂", "▴\ta<br>- b\t", "", "fin"],
    );
    check(
        "<dl><dt>Pilote<dd>Caf<dt>Public</dt><dd><p>a</p><p>b</p></dd></dl>",
        &["Pilote\tCaf", "Public\ta<br>b"],
    );
    check(
        "<table><tr><td>Un seul<tr><td><h1>Titre</h1></table>",
        &["Un seul", "", "# Titre"],
    );
}

#[test]
fn what_is_hidden_or_runs_is_left_out() {
    check(
        "<p>a<script>if (1 < 2) document.write('<p>b')</script><span hidden>c<span>d</span></span> e<input type=checkbox checked>",
        &["a e☒"],
    );
    for page in [
        "<p>a<p hidden>note<p>b",
        "<p>a<ul><li hidden>note<ul><li>c</ul></ul><p>b",
        "<p>a<p hidden>note</p><p>b",
    ] {
        check(page, &["a", "", "b"]);
    }
    check(
        "<table><tr style='display:none'><td>x<table><tr><td>y</table><tr><td>a</table><p>b",
        &["a", "", "b"],
    );
    check(
        "<p style='page-break-before: always'>a<p style='page-break-before:always'>b",
        &["a", "", "\u{c}b"],
    );
}

#[test]
fn a_page_without_bottom_is_read_in_a_straight_line() {
    for open in ["<table><tr><td>", "<div>", "<ul><li>", "<nav>", "<b><table>"] {
        assert!(blocks(&open.repeat(60_000)).is_ok(), "{open}");
    }
}
