//! Values as people type them, and as they read them again.

use super::*;
use crate::reading_spot::spot;

fn read(path: &str, text: &str, free: &str) -> Result<String, (usize, String)> {
    let document = r#"{"convention":{},"parties":[{"id":"p1","name":"Ville"}],"themes":[{"id":"t1","name":"Santé"}],
            "actions":[{"number":"1","amounts":[{"cents":5}],"tracks":[{"mark":"X"}]}],"facilities":[],
            "duties":[{"text":"Rendre compte","due":{"text":"dans les six mois"}}]}"#;
    let root: Value = serde_json::from_str(document).expect("a document");
    let spot = spot(document, &path.parse().expect("a path")).expect("a spot");
    let written = Written {
        texts: [text, "EAJE"],
        free,
    };
    typed(&Names::of(&root), &spot, &written, &Lines::one(3)).map(|value| value.to_string())
}

/// The same in a convention without a text.
fn read_by_hand(path: &str, text: &str) -> Result<String, (usize, String)> {
    let document = r#"{"source":{"lines":0},"actions":[{"number":"1","tracks":[{"mark":""}]}]}"#;
    let root: Value = serde_json::from_str(document).expect("a document");
    let spot = spot(document, &path.parse().expect("a path")).expect("a spot");
    let written = Written {
        texts: [text, ""],
        free: "",
    };
    typed(&Names::of(&root), &spot, &written, &Lines::default()).map(|value| value.to_string())
}

#[test]
fn shares_of_a_post_are_typed_as_people_write_them() {
    assert_eq!(
        ["0,5", "1,75 ETP", "2", "un", "0,125"].map(share),
        [Some(50), Some(175), Some(200), None, None]
    );
    assert_eq!(in_form(Some(Kind::Fte), &json!(150)).0, "1,5");
}

#[test]
fn years_are_typed_as_one_list() {
    let years = |text: &str| years(text).map(|years| years.to_string());
    assert_eq!(years("2025-2026, 2023").as_deref(), Some("[2023,2025,2026]"));
    assert_eq!(years(" 2024 ; 2024").as_deref(), Some("[2024]"));
    for wrong in ["", "demain", "2026-2024", "24", "20244", "2024-", "-2024"] {
        assert_eq!(years(wrong), None, "{wrong}");
    }
    assert_eq!(in_form(None, &json!([2023, 2025])).0, "2023, 2025");
    assert_eq!(
        read("/actions/0/tracks/1", "2024-2025", "").as_deref(),
        Ok(
            r#"{"years":[2024,2025],"mark":"EAJE","view":"deployment","lines":[[3,3]],"sources":{"years":[[3,3]],"mark":[[3,3]]}}"#
        )
    );
    assert_eq!(
        read_by_hand("/actions/0/tracks/1", "2024").as_deref(),
        Ok(r#"{"years":[2024],"view":"deployment","mark":"","lines":[],"sources":{"years":[]}}"#),
        "no mark is made for years that no text tells"
    );
}

#[test]
fn what_is_typed_becomes_a_value_of_its_field() {
    assert_eq!(read("/convention/title", " Un\r\n titre ", ""), Ok("\"Un titre\"".to_owned()));
    assert_eq!(read("/convention/originals", "5", ""), Ok("5".to_owned()));
    assert_eq!(read("/actions/0/pilots/0", "p1", ""), Ok("\"p1\"".to_owned()));
    assert_eq!(
        read("/actions/0/pilots/0", "", "les écoles"),
        Ok("{\"text\":\"les écoles\"}".to_owned())
    );
    assert_eq!(
        read("/facilities/0", "Crèche", ""),
        Ok(
            "{\"name\":\"Crèche\",\"type\":\"EAJE\",\"lines\":[[3,3]],\"sources\":{\"name\":[[3,3]],\"type\":[[3,3]]}}"
                .to_owned()
        )
    );
}

#[test]
fn sums_are_typed_in_euros_and_kept_in_cents() {
    for (text, expected) in [
        ("12 500", Some(1_250_000)),
        ("1\u{202f}234,5\u{a0}€", Some(123_450)),
        ("0.05", Some(5)),
        ("999999999999,99", Some(99_999_999_999_999)),
        ("12,500", None),
        ("-3", None),
        (",5", None),
        ("environ 5", None),
        ("9999999999999", None),
        ("", None),
    ] {
        assert_eq!(cents(text), expected, "{text}");
    }
    assert_eq!(
        in_form(Some(Kind::Amount), &json!(123_450)).0,
        web::french::amount(123_450_i64)
    );
    assert_eq!(
        cents(&web::french::amount(123_450_i64)),
        Some(123_450),
        "what the form shows is taken back"
    );
    assert_eq!(read("/actions/0/amounts/0/cents", "12", ""), Ok("1200".to_owned()));
    assert_eq!(
        read("/actions/0/amounts/0/precision", "about", ""),
        Ok("\"about\"".to_owned())
    );
    assert_eq!(read("/actions/0/tracks/0/half", "2", ""), Ok("2".to_owned()));
    assert!(read("/actions/0/tracks/0/half", "3", "").is_err());
    assert!(read("/actions/0/amounts/0/year", "24", "").is_err());
    let names = Names::of(&json!({}));
    assert_eq!(names.told(Some(Kind::Half), &json!(1)), "1er semestre");
    assert_eq!(names.told(Some(Kind::Precision), &json!("exact")), "exacte");
    assert_eq!(names.told(Some(Kind::Text), &json!("exact")), "exact", "words stay words");
}

#[test]
fn the_day_of_an_obligation_stands_for_its_whole_time() {
    assert_eq!(
        read("/duties/0/due/value", "2027-06-30", "").as_deref(),
        Ok(r#"{"on":"2027-06-30"}"#)
    );
    assert!(read("/duties/0/due/value", "bientôt", "").is_err());
    let names = Names::of(&json!({}));
    for (value, told, in_the_form) in [
        (json!({"on": "2027-06-30"}), day("2027-06-30").expect("a day"), "2027-06-30"),
        (json!({"within": 6, "unit": "month"}), "6\u{a0}mois".to_owned(), "6\u{a0}mois"),
        (json!("every_year"), "Chaque année".to_owned(), "Chaque année"),
    ] {
        assert_eq!(names.told(Some(Kind::DueDay), &value), told);
        assert_eq!(in_form(Some(Kind::DueDay), &value).0, in_the_form);
    }
}

#[test]
fn what_does_not_fit_is_said() {
    for (path, text) in [
        ("/convention/end", "20424-01-01"),
        ("/convention/end", "2023-02-30"),
        ("/convention/originals", "-3"),
        ("/convention/originals", "99999999999"),
        ("/convention/title", "  "),
        ("/actions/0/themes/0", "p1"),
        ("/actions/0/pilots/0", "p9"),
    ] {
        assert!(read(path, text, "").is_err(), "{path} {text}");
    }
    assert!(read("/convention/title", &"é".repeat(6_001), "").is_err());
    assert!(read("/convention/title", &"漢".repeat(300), "").is_ok());
}
