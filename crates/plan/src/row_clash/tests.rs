//! Rows that two people changed: whose value there is to keep, field by field.

use super::*;
use domain::followup::{Channel, Content, Percent, Update};
use domain::time::Instant;

fn told(ordinal: i64, person: &str, content: Content) -> ToldRow {
    let at = Instant::from_micros(ordinal * 60_000_000);
    ToldRow {
        entry: Entry {
            ordinal,
            at,
            content: content.clone(),
        },
        report: ReportRow {
            ordinal,
            action: 15,
            party: 2,
            content,
            channel: Channel::Page,
            person: Some(person.to_owned()),
            noted_by: None,
            organisation: None,
            written: at,
            corrects: None,
            corrected: None,
        },
    }
}

fn saying(status: Status, share: i64) -> Content {
    Content {
        status: Some(status),
        progress: Percent::new(share).into(),
        ..Content::default()
    }
}

fn seen(report: i64) -> Ticket {
    Ticket {
        action: 15,
        party: 2,
        seen: (report > 0).then_some(report),
    }
}

fn typed(etat: &str, meteo: &str, avancement: &str) -> TypedReport {
    TypedReport {
        etat: etat.to_owned(),
        meteo: meteo.to_owned(),
        avancement: avancement.to_owned(),
        ..TypedReport::default()
    }
}

fn touches(clash: &Clash) -> Vec<(&str, Touched)> {
    clash.fields.iter().map(|field| (field.field, field.touched)).collect()
}

#[test]
fn each_field_tells_what_stood_what_the_other_wrote_and_what_was_typed() {
    let weather = Content {
        weather: Update::Set(Weather::Storm),
        done: Some("Le local est fermé".to_owned()),
        ..Content::default()
    };
    let reports = [
        told(1, "Ana Petit", saying(Status::Going, 40)),
        told(2, "Léo Mercier", saying(Status::Going, 60)),
        told(3, "Ana Petit", weather),
    ];
    let clash = clash(
        &seen(1),
        &reports,
        (&typed("preparing", "", "55 %"), Blank::Clears),
        &Names::default(),
    );
    assert_eq!(
        touches(&clash),
        [
            ("etat", Touched::Oneself),
            ("meteo", Touched::Other),
            ("avancement", Touched::Both)
        ]
    );
    let share = &clash.fields[2];
    assert_eq!(
        (share.was.as_str(), share.theirs.as_str(), share.yours.as_str()),
        ("40\u{a0}%", "60\u{a0}%", "55\u{a0}%")
    );
    assert!(
        share.by.as_ref().is_some_and(|by| by.starts_with("Léo Mercier")),
        "{:?}",
        share.by
    );
    assert_eq!((share.your_value.as_str(), share.their_value.as_str()), ("55", "60"));
    assert_eq!(clash.seen, 3);
    assert_eq!(
        clash.settled,
        [
            ("etat", "preparing".to_owned()),
            ("meteo", "storm".to_owned()),
            ("echeance", String::new())
        ],
        "what one of them alone touched stays as that one left it"
    );
    assert_eq!(clash.texts.len(), 1);
    assert_eq!(clash.texts[0].1, "Le local est fermé");
}

#[test]
fn what_both_wrote_alike_is_no_clash() {
    let reports = [
        told(1, "Ana Petit", saying(Status::Going, 40)),
        told(2, "Léo Mercier", saying(Status::Going, 60)),
    ];
    let clash = clash(
        &seen(1),
        &reports,
        (&typed("going", "", "60"), Blank::Clears),
        &Names::default(),
    );
    assert!(touches(&clash).is_empty());
}

#[test]
fn a_form_about_several_lanes_says_nothing_of_what_it_left_empty() {
    let reports = [
        told(1, "Ana Petit", saying(Status::Going, 40)),
        told(2, "Léo Mercier", saying(Status::Done, 100)),
    ];
    let clash = clash(
        &seen(1),
        &reports,
        (&typed("suspended", "", ""), Blank::SaysNothing),
        &Names::default(),
    );
    assert_eq!(touches(&clash), [("etat", Touched::Both), ("avancement", Touched::Other)]);
}

#[test]
fn a_first_report_is_told_against_nothing() {
    let reports = [told(1, "Ana Petit", saying(Status::Going, 40))];
    let clash = clash(
        &seen(0),
        &reports,
        (&typed("done", "", "100"), Blank::Clears),
        &Names::default(),
    );
    assert_eq!(touches(&clash), [("etat", Touched::Both), ("avancement", Touched::Both)]);
    assert_eq!(clash.fields[1].was, "—");
    assert_eq!(clash.fields[0].their_value, "", "a state that stands is not said again");
}
