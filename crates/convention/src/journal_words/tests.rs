//! What the journal says of a fact, in French.

use super::*;

#[test]
fn what_changed_is_told_from_what_to_what() {
    let given = "person/3 for organisation/2 as mayor from 2022-01-01 to open";
    assert_eq!(
        change("mandate_given", None, Some(given), None).as_deref(),
        Some("Du 1er\u{a0}janv.\u{a0}2022, sans date de fin")
    );
    assert_eq!(
        change(
            "mandate_ended",
            Some("person/3 to open"),
            Some("person/3 to 2026-01-31"),
            None
        )
        .as_deref(),
        Some("Fin\u{a0}: sans date → 31\u{a0}janv.\u{a0}2026")
    );
    assert_eq!(
        change("place_chosen", Some("none"), Some("place 13071 in edition 2026-01-01"), None).as_deref(),
        Some("Code officiel\u{a0}: aucun → 13071")
    );
    let digest = "0123456789abcdef".repeat(4);
    let added = format!("other on action-15, version 1, application/pdf, 4 bytes, sha256 {digest}");
    assert_eq!(
        change("document_added", None, Some(&added), None).as_deref(),
        Some("Version 1, empreinte 0123456789ab…")
    );
    for (became, successor, told) in [
        (
            "person/4 to 2026-11-30",
            None,
            "Jusqu’au 30\u{a0}nov.\u{a0}2026\u{a0}; personne ne le reprend",
        ),
        (
            "person/4 to 2026-11-30, mandate/12 of person/9 from 2026-12-01 to none",
            Some("Alex Simon"),
            "Jusqu’au 30\u{a0}nov.\u{a0}2026\u{a0}; Alex Simon le tient à partir du 1er\u{a0}déc.\u{a0}2026",
        ),
        (
            "person/9 for organisation/2 as mayor from 2022-01-01 to none",
            None,
            "Tenu désormais par une autre personne, aux mêmes dates",
        ),
    ] {
        assert_eq!(
            change("mandate_handed_over", Some("before"), Some(became), successor).as_deref(),
            Some(told)
        );
    }
    assert_eq!(
        change(
            "second_file_compared",
            None,
            Some("12 differences, 3 corrected, 1 kept aside, file 0f"),
            None
        )
        .as_deref(),
        Some("12\u{a0}différences\u{a0}: 3\u{a0}corrigées, 1\u{a0}gardée pour un avenant, 8\u{a0}ignorées")
    );
    assert_eq!(change("mandate_given", None, Some("something else"), None), None);
    assert_eq!(change("projection_rebuilt", None, Some("document x, tables y"), None), None);
}

#[test]
fn what_a_journal_is_filtered_by_has_its_sentence_once() {
    for name in INSIDE {
        assert!(sentence(name).is_some(), "{name}");
    }
    let mut names: Vec<&str> = SENTENCES.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SENTENCES.len());
}
