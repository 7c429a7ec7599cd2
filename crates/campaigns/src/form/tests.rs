//! The form of an answer: what is typed, kept, sent again and refused.

use super::*;
use crate::form_values::day_of;
use crate::lane_rows::Known;
use domain::campaigns::LONGEST_TEXT;
use domain::followup::Percent;

fn asking() -> Asking {
    let lane = LaneRow {
        convention: domain::ids::ConventionId::new(1),
        action: 10,
        party: 0,
        number: "10".to_owned(),
        title: "Le QG".to_owned(),
        commune: None,
        parts: Vec::new(),
        known: Known {
            status: Some(Status::Going),
            progress: Percent::new(40),
            ..Known::default()
        },
        names: std::sync::Arc::default(),
    };
    Asking {
        lanes: vec![lane],
        listed: CampaignQuestion::ALL.to_vec(),
        open: vec!["Combien de familles\u{a0}?".to_owned()],
        news: Vec::new(),
        period: PeriodRow {
            start: "2022-01-01".parse().ok(),
            end: "2026-12-31".parse().ok(),
        },
    }
}

fn form(pairs: &[(&str, &str)]) -> Form {
    let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Form::of(pairs.collect(), &asking())
}

fn read(pairs: &[(&str, &str)]) -> Result<Content, Vec<String>> {
    let mut errors = Errors::none();
    let said = form(pairs).read(&asking(), &mut errors);
    match said.into_iter().next() {
        Some((_, content)) if errors.is_empty() => Ok(content),
        _ => Err(errors.iter().map(|error| error.message.clone()).collect()),
    }
}

#[test]
fn a_form_is_kept_and_read_back_without_what_was_not_asked() {
    let typed = form(&[
        ("etat-10-0", "done"),
        ("etat-11-0", "done"),
        ("fait-10-0", "Un\r\natelier\u{1f}"),
        ("cle", "x"),
    ]);
    assert_eq!(typed.get("etat-11-0"), "");
    assert_eq!(typed.get("fait-10-0"), "Un\natelier");
    assert_eq!(Form::stored(&typed.text()), typed);
}

#[test]
fn done_takes_the_place_of_the_share_known_before() {
    let content = read(&[("etat-10-0", "done"), ("avancement-10-0", "40")]).expect("said");
    assert_eq!(
        (content.status, content.progress),
        (Some(Status::Done), Update::Set(Percent::ALL))
    );
}

#[test]
fn what_is_wrong_says_where_and_what_was_typed() {
    let far = read(&[("avancement-10-0", "20424")]).expect_err("too far");
    assert!(far[0].contains("«\u{a0}20424\u{a0}»"), "{far:?}");
    let why = read(&[("etat-10-0", "suspended")]).expect_err("no reason");
    assert!(why[0].contains("Action 10\u{a0}: dites pourquoi"), "{why:?}");
    let nothing = read(&[]).expect_err("nothing");
    assert!(nothing[0].contains("Rien n’est rempli"), "{nothing:?}");
    let long = read(&[("fait-10-0", &"é".repeat(LONGEST_TEXT + 1))]).expect_err("too long");
    assert!(long[0].contains("2001"), "{long:?}");
}

#[test]
fn what_the_form_showed_and_was_emptied_is_taken_back() {
    let mut asking = asking();
    asking.lanes[0].known = Known {
        report: Some(7),
        weather: Some(Weather::Storm),
        day: "2027-01-15".parse().ok(),
        ..asking.lanes[0].known.clone()
    };
    let said = |pairs: &[(&str, &str)]| {
        let said = form(pairs).read(&asking, &mut Errors::none());
        said.into_iter()
            .next()
            .map(|(_, content)| (content.weather, content.progress, content.day))
    };
    let emptied = [
        ("meteo-10-0", ""),
        ("avancement-10-0", " "),
        ("date-10-0", ""),
        ("vu-10-0", "7"),
    ];
    assert_eq!(said(&emptied), Some((Update::Clear, Update::Clear, Update::Clear)));
    let since = [
        ("meteo-10-0", ""),
        ("avancement-10-0", ""),
        ("date-10-0", ""),
        ("vu-10-0", "6"),
    ];
    assert_eq!(said(&since), None, "something was told since it was opened");
    assert_eq!(
        said(&[("meteo-10-0", ""), ("avancement-10-0", "")]),
        None,
        "it does not say what it showed"
    );
    assert_eq!(
        said(&[("fait-10-0", "Un atelier"), ("vu-10-0", "7")]),
        Some(Default::default())
    );
}

#[test]
fn nobody_gives_an_action_up_in_a_form() {
    assert!(read(&[("etat-10-0", "abandoned")]).is_err());
}

#[test]
fn a_form_says_what_it_showed() {
    let mut asking = asking();
    asking.lanes[0].known.report = Some(7);
    let shown = Form::before(&asking).showing(&asking, 2);
    assert_eq!((shown.seen(&asking.lanes[0]), shown.revision()), (Some(7), Some(2)));
    asking.lanes[0].known.report = Some(9);
    assert_eq!(shown.seen(&asking.lanes[0]), Some(7), "and not what was told since");
    assert_eq!(Form::default().seen(&asking.lanes[0]), Some(9));
    let again = shown.clone().showing(&asking, 3);
    assert!(again.says_as(&shown, &asking) && again.text() != shown.text());
}

#[test]
fn days_are_read_as_people_write_them() {
    let expected = "2027-01-15".parse().ok();
    for text in ["2027-01-15", "15/01/2027", " 15.01.2027 "] {
        assert_eq!(day_of(text), expected, "{text}");
    }
    assert_eq!(day_of("demain"), None);
}

#[test]
fn a_day_far_from_the_convention_is_a_slip_of_the_year() {
    for (typed, taken) in [
        ("2021-12-31", false),
        ("2022-01-01", true),
        ("2031-12-31", true),
        ("2032-01-01", false),
        ("2099-05-05", false),
    ] {
        let said = read(&[("etat-10-0", "going"), ("date-10-0", typed)]);
        assert_eq!(said.is_ok(), taken, "{typed}: {said:?}");
        if let Err(errors) = said {
            assert!(errors[0].contains("Vérifiez l’année"), "{errors:?}");
        }
    }
}
