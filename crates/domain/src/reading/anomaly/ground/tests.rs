//! What the rules look up in a reading, on readings written by hand.

use super::*;
use crate::digest::Digest;
use crate::reading::{Lines, SourceFile};

fn passages(text: &str) -> Vec<(u32, String)> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let reading = Reading::nothing_of(SourceFile {
        name: String::new(),
        digest: Digest::zero(),
        lines: 1,
        recognised: Lines::default(),
    });
    let ground = Ground::of(&reading, &lines);
    let told = ground.passages.iter().map(|passage| (passage.line(), passage.text.clone()));
    told.collect()
}

#[test]
fn sentences_run_over_broken_lines_and_keep_theirs() {
    let told = passages(
        "Les élèves lisent. M. Petit\nécoute. Ils\nchantent (cf. Annexe 1).\n\n- Un café\n  des parents\n- Un jardin\n",
    );
    let said: Vec<(u32, &str)> = told.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(
        said,
        [
            (1, "Les élèves lisent."),
            (1, "M. Petit écoute."),
            (2, "Ils chantent (cf. Annexe 1)."),
            (5, "Un café des parents"),
            (7, "Un jardin")
        ]
    );
}

#[test]
fn a_word_is_told_at_its_line() {
    let lines: Vec<String> = ["Le cœur de l’été", "bat à Œuvres"].map(str::to_owned).into();
    let reading = Reading::nothing_of(SourceFile {
        name: String::new(),
        digest: Digest::zero(),
        lines: 2,
        recognised: Lines::default(),
    });
    let ground = Ground::of(&reading, &lines);
    let passage = &ground.passages[0];
    assert_eq!(passage.line_at(passage.plain.find("coeur").unwrap()), 1);
    assert_eq!(passage.line_at(passage.plain.find("bat").unwrap()), 2);
    assert_eq!(passage.line_at(passage.plain.find("oeuvres").unwrap()), 2);
}

#[test]
fn cells_and_headings_stand_by_themselves() {
    let told = passages("<p>Action 1</p><p>Un</p>\tDeux\nARTICLE 2\nEt la suite\n");
    let said: Vec<&str> = told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(said, ["Action 1", "Un", "Deux", "ARTICLE 2", "Et la suite"]);
}
