//! A reading is corrected field by field, on the real text: the rest stays, the lines follow, and undoing gives everything back.

use domain::reading::{Lines, Paragraph, ParagraphKind, Reading};
use files::correction::{Correction, NotCorrected, corrected, lines_at, undoing, value_at};
use files::interchange;
use files::renewal::{NotRenewed, renewed};

use crate::example;

struct Desk {
    text: Vec<String>,
    document: String,
}

impl Desk {
    fn open() -> Self {
        let import = example::import();
        Self {
            text: import.text,
            document: interchange::write(&import.reading),
        }
    }

    fn correction(&self, path: &str, becomes: Option<&str>) -> Correction {
        let path = path.parse().expect("a path");
        Correction {
            was: value_at(&self.document, &path),
            becomes: becomes.map(str::to_owned),
            lines: None,
            revives: None,
            path,
        }
    }

    fn made(&self, correction: &Correction) -> Result<Reading, NotCorrected> {
        corrected(&self.document, &self.text, correction)
    }

    fn correct(&mut self, correction: &Correction) -> Reading {
        let reading = self.made(correction).expect("a correction");
        self.document = interchange::write(&reading);
        reading
    }
}

#[test]
fn a_title_is_corrected_and_its_lines_stay() {
    let mut desk = Desk::open();
    let correction = desk.correction("/actions/0/title", Some("\"Un titre corrigé\""));
    let before = lines_at(&desk.document, &correction.path);
    let reading = desk.correct(&correction);
    assert_eq!(reading.actions[0].title.value, "Un titre corrigé");
    assert_eq!(Some(reading.actions[0].title.lines.clone()), before);
    assert!(before.is_some_and(|lines| !lines.is_empty()));
}

#[test]
fn what_the_text_leaves_blank_is_typed_by_hand() {
    let mut desk = Desk::open();
    let reading = desk.correct(&desk.correction("/convention/signature/date", Some("\"2022-12-19\"")));
    let date = reading
        .agreement
        .signature
        .and_then(|signature| signature.date)
        .expect("a date");
    assert_eq!(date.value.to_string(), "2022-12-19");
    assert!(date.lines.is_empty(), "nobody pointed at a line");
}

#[test]
fn someone_may_point_at_the_lines() {
    let mut desk = Desk::open();
    let correction = Correction {
        lines: Some(vec![Lines::one(962)]),
        ..desk.correction("/convention/originals", Some("5"))
    };
    let originals = desk.correct(&correction).agreement.originals.expect("a number");
    assert_eq!((originals.value, originals.lines), (5, Lines::one(962)));
}

#[test]
fn a_facility_comes_in_and_goes_out() {
    let mut desk = Desk::open();
    let first = desk.document.clone();
    let facility = r#"{"type":"RPE","name":"Un relais","sites":[{"address":"1 rue de l’Exemple"}]}"#;
    let correction = desk.correction("/facilities/-", Some(facility));
    let reading = desk.correct(&correction);
    let added = reading.facilities.listed.last().expect("a facility");
    assert_eq!((added.name.value.as_str(), added.sites.len()), ("Un relais", 1));
    let back = undoing(&correction, &first, &desk.document);
    desk.correct(&back);
    assert_eq!(desk.document, first);
}

#[test]
fn a_party_that_comes_in_is_numbered_after_those_who_are_named_already() {
    let mut desk = Desk::open();
    let first = desk.document.clone();
    let names = |document: &str| -> Vec<String> {
        let reading = files::interchange::read(document).expect("a document");
        reading.everyone().map(|named| named.name().to_owned()).collect()
    };
    let before = names(&first);
    let party = r#"{"id":"p9","name":"Syndicat des rives","kind":"syndicate"}"#;
    let correction = desk.correction("/parties/-", Some(party));
    let reading = desk.correct(&correction);
    assert!(!reading.organisations.is_empty(), "the reference convention names some");
    let after = names(&desk.document);
    assert_eq!(after[..before.len()], before, "nobody’s number moved");
    assert_eq!(after[before.len()..], ["Syndicat des rives"]);
    desk.correct(&undoing(&correction, &first, &desk.document));
    assert_eq!(desk.document, first);
}

#[test]
fn a_document_does_not_tell_of_more_late_parties_than_parties() {
    let told = Desk::open().document.replacen(
        "\"parties\":",
        "\"late_parties\": [1, 1, 1, 1, 1, 1, 1, 1, 1], \"parties\":",
        1,
    );
    assert!(files::interchange::read(&told).is_err());
}

#[test]
fn an_item_of_a_list_goes_and_the_lines_of_the_others_follow() {
    let mut desk = Desk::open();
    let party = (0..9)
        .find(|party| {
            value_at(
                &desk.document,
                &format!("/parties/{party}/aliases/2").parse().expect("a path"),
            )
            .is_some()
        })
        .expect("a party with three other names");
    let lines = |desk: &Desk, index: usize| {
        let path = format!("/parties/{party}/aliases/{index}").parse().expect("a path");
        (value_at(&desk.document, &path), lines_at(&desk.document, &path))
    };
    let second = lines(&desk, 1);
    desk.correct(&desk.correction(&format!("/parties/{party}/aliases/0"), None));
    assert_eq!(lines(&desk, 0), second);
}

#[test]
fn what_changed_meanwhile_is_told_and_nothing_is_lost() {
    let mut desk = Desk::open();
    let mine = desk.correction("/actions/1/title", Some("\"Le mien\""));
    desk.correct(&desk.correction("/actions/1/title", Some("\"Le sien\"")));
    let refused = desk.made(&mine).expect_err("a conflict");
    assert_eq!(refused, NotCorrected::Meanwhile(Some("\"Le sien\"".to_owned())));
    assert!(refused.to_string().contains("entre-temps"));
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let desk = Desk::open();
    let shape = |path: &str, becomes: &str| desk.made(&desk.correction(path, Some(becomes)));
    assert!(
        matches!(shape("/convention/start", "\"20424-01-01\""), Err(NotCorrected::Shape(place)) if place.contains("start"))
    );
    assert!(matches!(shape("/convention/start", "12"), Err(NotCorrected::Shape(_))));
    assert!(matches!(shape("/actions/0/title", "{oups"), Err(NotCorrected::Shape(_))));
    assert!(matches!(shape("/actions/999/title", "\"x\""), Err(NotCorrected::NoPlace(_))));
    assert!(matches!(shape("/anomalies/0/reason", "\"x\""), Err(NotCorrected::NoPlace(_))));
    let title = value_at(&desk.document, &"/actions/0/title".parse().expect("a path")).expect("a title");
    assert_eq!(shape("/actions/0/title", &title), Err(NotCorrected::Same));
}

#[test]
fn the_number_of_an_action_that_was_taken_out_is_never_given_again() {
    let mut desk = Desk::open();
    let count = desk
        .made(&desk.correction("/actions/0/title", Some("\"x\"")))
        .expect("read")
        .actions
        .len();
    let place = format!("/actions/{count}");
    let new = |title: &str| format!(r#"{{"number":"99","title":"{title}","lines":[],"sources":{{}}}}"#);
    let last = i64::try_from(count).expect("few");
    let reading = desk.correct(&desk.correction(&place, Some(&new("Ajoutée"))));
    assert_eq!(reading.action_ordinal(count), last + 1);
    let out = desk.correction(&place, None);
    let before = desk.document.clone();
    desk.correct(&out);
    let after = desk.document.clone();
    let reading = desk.correct(&desk.correction(&place, Some(&new("Une autre"))));
    assert_eq!(
        (reading.action_ordinal(count), &reading.retired_actions),
        (last + 2, &vec![last + 1])
    );
    // The second one goes; the first one comes back under the number that it had.
    desk.correct(&desk.correction(&place, None));
    let reading = desk.correct(&undoing(&out, &before, &after));
    assert_eq!(
        reading.actions.last().map(|action| action.title.value.as_str()),
        Some("Ajoutée")
    );
    assert_eq!(
        (reading.action_ordinal(count), reading.retired_actions),
        (last + 1, vec![last + 2])
    );
}

#[test]
fn any_corrections_undone_in_turn_give_back_the_document_byte_for_byte() {
    let mut desk = Desk::open();
    let first = desk.document.clone();
    let changes = [
        ("/actions/3/title", Some("\"Autre\"")),
        ("/convention/end", Some("\"2027-06-30\"")),
        ("/convention/signature/date", Some("\"2022-12-19\"")),
        ("/actions/5/pilots/0", None),
        ("/parties/0/aliases/-", Some("\"La caisse\"")),
        ("/actions/2/means", None),
        ("/annexes/0/title", Some("\"Portrait\"")),
    ];
    let mut done = Vec::new();
    for (path, becomes) in changes {
        let correction = desk.correction(path, becomes);
        let before = desk.document.clone();
        if desk.made(&correction).is_ok() {
            desk.correct(&correction);
            done.push((correction, before, desk.document.clone()));
        }
    }
    assert!(done.len() >= 5, "{}", done.len());
    while let Some((correction, before, after)) = done.pop() {
        desk.correct(&undoing(&correction, &before, &after));
        assert_eq!(desk.document, before, "{}", correction.path);
    }
    assert_eq!(desk.document, first);
}

#[test]
fn a_doubt_is_lifted_comes_back_and_is_not_raised_again() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/07-vaucleraine-scan/text.txt");
    let bytes = std::fs::read(path).expect("a text of the corpus");
    let import = files::read("text.txt", &bytes).expect("a convention");
    let ground = interchange::write(&import.reading);
    let mut desk = Desk {
        text: import.text.clone(),
        document: ground.clone(),
    };
    let lift = desk.correction("/doubts/0", None);
    let reading = desk.correct(&lift);
    assert_eq!(reading.doubts, import.reading.doubts[1..]);
    let lifted = desk.document.clone();
    assert_eq!(
        renewed(&ground, &lifted, import.text),
        Err(NotRenewed::Same),
        "reading again says nothing new"
    );
    desk.correct(&undoing(&lift, &ground, &lifted));
    assert_eq!(desk.document, ground);
}

#[test]
fn a_list_of_paragraphs_given_whole_keeps_its_kinds_and_takes_items_in() {
    let mut desk = Desk::open();
    let first = desk.document.clone();
    let place = "/articles/1/text";
    let path = place.parse().expect("a path");
    let held = value_at(&desk.document, &path).expect("a text");
    let mut texts: Vec<String> = serde_json::from_str(&held).expect("texts");
    let before = interchange::read(&first).expect("a document").articles[1].text.clone();
    texts.extend(["- Un point de plus".to_owned(), "Une suite".to_owned()]);
    let whole = serde_json::to_string(&texts).expect("a list");
    let correction = desk.correction(place, Some(&whole));
    let after = desk.correct(&correction).articles[1].text.clone();
    let (kept, came) = after.split_at(before.len());
    let kinds = |paragraphs: &[Paragraph]| paragraphs.iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(kept), kinds(&before), "what stood there keeps its kind");
    assert_eq!(kinds(came), [ParagraphKind::Item(1), ParagraphKind::Plain]);
    assert_eq!(came[0].text.value, "Un point de plus", "the sign is not a word");
    let back = undoing(&correction, &first, &desk.document);
    desk.correct(&back);
    assert_eq!(desk.document, first);
}
