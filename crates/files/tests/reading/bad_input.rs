//! Texts that are cut, spoilt, in another encoding, or no convention at all.

use crate::example;
use domain::reading::{Anomaly, Family, Reading, RuleCode};
use files::{LIMIT_BYTES, Refusal};

fn read(text: &str) -> Reading {
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn refused(bytes: &[u8]) -> Refusal {
    files::read("pièce.txt", bytes).expect_err("refused")
}

/// The reading without what depends on the bytes.
fn body(import: &files::Import) -> String {
    let document = files::interchange::write(&import.reading);
    document.replace(&import.reading.source.digest.to_string(), "")
}

#[test]
fn every_encoding_reads_the_same() {
    let text = example::text();
    let expected = body(&example::import());
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows: Vec<u8> = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let encoded = [
        marked(b"\xef\xbb\xbf", text.clone().into_bytes()),
        marked(b"\xff\xfe", utf16(u16::to_le_bytes)),
        marked(b"\xfe\xff", utf16(u16::to_be_bytes)),
        utf16(u16::to_le_bytes),
        windows,
        text.replace('\n', "\r\n").into_bytes(),
    ];
    for (index, bytes) in encoded.iter().enumerate() {
        let import = files::read(example::NAME, bytes).expect("a convention");
        assert_eq!(body(&import), expected, "encoding {index}");
    }
}

#[test]
fn what_is_no_convention_is_refused() {
    assert!(matches!(refused(b""), Refusal::Empty { .. }));
    assert!(matches!(refused("\u{feff}\n \n".as_bytes()), Refusal::Empty { .. }));
    assert!(matches!(
        refused(b"\x7fELF\x02\x01\x01\x00\x00"),
        Refusal::Binary { line: 1, .. }
    ));
    assert!(matches!(
        refused("Il était une fois.\n".repeat(300).as_bytes()),
        Refusal::NoConvention { lines: 300, .. }
    ));
    let minutes = "Compte rendu du comité de pilotage de la CTG\n\n1. Ordre du jour\n2. Questions";
    assert!(matches!(refused(minutes.as_bytes()), Refusal::NoConvention { .. }));
    let recipe = "Action 1: couper\nAction 2: cuire\n";
    assert!(matches!(refused(recipe.as_bytes()), Refusal::NoConvention { .. }));
}

#[test]
fn fifty_megabytes_of_noise_are_refused_at_once() {
    let noise = vec![b'~'; 50_000_000];
    let refusal = refused(&noise);
    assert_eq!(
        refusal,
        Refusal::TooLarge {
            file: "pièce.txt".to_owned(),
            bytes: 50_000_000
        }
    );
    let sentence = refusal.to_string();
    assert!(
        sentence.contains("pièce.txt") && sentence.contains("limite de 5"),
        "{sentence}"
    );
    assert_eq!(LIMIT_BYTES, 5_000_000);
}

#[test]
fn the_first_half_gives_what_it_holds() {
    let half: String = example::text().lines().take(500).flat_map(|line| [line, "\n"]).collect();
    let reading = read(&half);
    assert_eq!(reading.actions.len(), 24);
    let agreement = &reading.agreement;
    assert!(agreement.start.is_none() && agreement.end.is_none() && agreement.signature.is_none());
    assert!(reading.articles.is_empty());
    let names: Vec<_> = reading.parties.iter().map(|party| party.name.value.as_str()).collect();
    assert_eq!(
        names,
        [
            "Caisse d'allocations familiales des Bouches-du-Rhône",
            "Septèmes-les-Vallons",
            "Les Pennes Mirabeau"
        ]
    );
    assert!(
        reading.parties.iter().all(|party| party.signatories.is_empty()),
        "nobody signs in this half"
    );
    assert_eq!(
        reading.actions[4].tracks[0].communes.first().map(|key| reading.shown(key)),
        Some("Les Pennes")
    );
}

#[test]
fn the_second_half_gives_what_it_holds() {
    let half: String = example::text().lines().skip(500).flat_map(|line| [line, "\n"]).collect();
    let reading = read(&half);
    assert_eq!(
        (reading.actions.len(), reading.parties.len(), reading.articles.len()),
        (0, 3, 15)
    );
    assert_eq!(reading.nodes.len(), 11);
    assert!(reading.agreement.end.is_some() && reading.deliberations.is_empty());
}

#[test]
fn a_year_of_five_digits_is_flagged_and_never_accepted() {
    let text = example::text();
    let grid = text.replacen("\t2024\t2025", "\t20424\t2025", 1);
    let reading = read(&grid);
    assert_eq!(
        reading.actions[0]
            .tracks
            .iter()
            .map(|track| track.years.clone())
            .collect::<Vec<_>>(),
        [vec![2023], vec![2025, 2026]]
    );
    let flagged: Vec<_> = reading.anomalies.iter().filter(|anomaly| is_impossible(anomaly)).collect();
    assert_eq!(
        (flagged.len(), flagged[0].a.line, flagged[0].a.quote.as_str()),
        (1, 473, "20424")
    );

    let sheet = read(&text.replacen("2024-2026", "20424-2026", 1));
    let fourth = &sheet.actions[3];
    assert_eq!(fourth.tracks.len(), 1, "the grid alone speaks");
    assert_eq!(
        fourth.bearers.len(),
        2,
        "the roles of the sheet are still told from its years"
    );
    assert!(
        sheet
            .anomalies
            .iter()
            .any(|anomaly| is_impossible(anomaly) && anomaly.a.line == 252 && anomaly.actions == ["4"])
    );

    let period = read(&text.replacen("31 décembre 2026", "31 décembre 20426", 1));
    assert_eq!(period.agreement.end, None);
    assert!(period.agreement.start.is_some());
    assert!(
        period
            .anomalies
            .iter()
            .any(|anomaly| is_impossible(anomaly) && anomaly.a.line == 916)
    );
}

/// Whether an écart tells a day or a year that cannot be.
fn is_impossible(anomaly: &Anomaly) -> bool {
    anomaly.rule == RuleCode::from_code("date_impossible")
}

/// The example with another value in the cell of one year of action 6, whose row then has these tracks and these écarts.
fn with_cell(value: &str) -> (Vec<String>, Vec<Anomaly>) {
    let text = example::text();
    let row = text.lines().find(|line| line.starts_with("Action 6: Fav")).expect("a row");
    let mut cells: Vec<&str> = row.split('\t').collect();
    cells[5] = value;
    let reading = read(&text.replacen(row, &cells.join("\t"), 1));
    let tracks = reading.actions[5]
        .tracks
        .iter()
        .map(|track| format!("{} {:?}", track.mark.value, track.years));
    let tracks = tracks.collect();
    let of_row = reading.anomalies.into_iter().filter(|anomaly| anomaly.a.line == 479);
    (tracks, of_row.collect())
}

#[test]
fn a_cell_that_holds_no_mark_makes_no_track_and_one_ecart() {
    let many = "20424 ".repeat(60);
    for (value, family, quote) in [
        ("20424", Family::Date, "20424"),
        (many.as_str(), Family::Date, "20424"),
        ("X 20424", Family::Date, "20424"),
        ("x(20424)", Family::Date, "20424"),
        ("à voir", Family::UndefinedMark, "à voir"),
        ("12", Family::UndefinedMark, "12"),
    ] {
        let (tracks, said) = with_cell(value);
        assert_eq!(tracks, ["X [2022, 2023]", "X [2025, 2026]"], "{value}");
        let [only] = said.as_slice() else {
            panic!("{} écarts for {value}", said.len())
        };
        assert_eq!((only.family, only.a.quote.as_str()), (family, quote));
        assert_eq!(only.actions, ["6"]);
        assert!(only.reason.contains("n’est pas retenue"), "{}", only.reason);
    }
}

#[test]
fn marks_of_many_hands_are_marks() {
    for value in ["✓", "•", "x", "xxx", "X (Les Pennes)", "Septèmes", "2024"] {
        let (tracks, said) = with_cell(value);
        assert_eq!(tracks.len(), 3, "{value}");
        assert_eq!(tracks[1], format!("{value} [2024]"));
        assert!(said.iter().all(|anomaly| !anomaly.reason.contains("retenue")), "{said:?}");
    }
    for value in ["-", "–", ""] {
        let (tracks, said) = with_cell(value);
        assert_eq!((tracks.len(), said.len()), (2, 0), "a dash says nothing");
    }
}

#[test]
fn an_impossible_day_is_flagged_and_absent() {
    let reading = read(&example::text().replacen("31 décembre 2026", "31 novembre 2026", 1));
    assert_eq!(reading.agreement.end, None);
    let flagged = reading
        .anomalies
        .iter()
        .find(|anomaly| is_impossible(anomaly))
        .expect("an écart");
    assert_eq!((flagged.a.line, flagged.a.quote.as_str()), (916, "31 novembre 2026"));
}

#[test]
fn views_that_disagree_are_both_kept() {
    let text = example::text();
    // The sheet of action 16 gains a pilot; that of action 24 loses a year.
    let role = read(&text.replacen(
        "\nSeptèmes\n\nSeptèmes\nLes Pennes\n\n2023-2026",
        "\nCAF\n\nSeptèmes\nLes Pennes\n\n2023-2026",
        1,
    ));
    let sixteenth = &role.actions[15];
    assert_eq!((sixteenth.pilots.len(), sixteenth.other_pilots.len()), (1, 1));
    assert_eq!(sixteenth.other_pilots[0].lines.to_string(), "391");
    assert!(
        role.anomalies
            .iter()
            .any(|anomaly| anomaly.family == Family::Role && anomaly.reason.contains("l’action 16"))
    );

    let year = read(&text.replacen("<p>2025-2026</p>", "<p>2024-2025</p>", 1));
    let anomaly = year
        .anomalies
        .iter()
        .find(|anomaly| anomaly.rule == RuleCode::from_code("years_differ"))
        .expect("an écart");
    assert_eq!((anomaly.a.line, anomaly.b.as_ref().map(|b| b.line)), (497, Some(403)));
    assert!(
        anomaly
            .reason
            .contains("2025 et 2026 dans la grille, 2024 et 2025 sur la fiche"),
        "{}",
        anomaly.reason
    );
}

#[test]
fn a_row_printed_twice_says_nothing_more() {
    let text = example::text();
    let row = text.lines().find(|line| line.starts_with("Action 5: Créer")).expect("a row");
    let twice = text.replacen(row, &format!("{row}\n{row}"), 1);
    let reading = read(&twice);
    assert_eq!(reading.actions.len(), 24);
    assert_eq!((reading.actions[4].tracks.len(), reading.actions[4].pilots.len()), (2 * 2, 3));
}
