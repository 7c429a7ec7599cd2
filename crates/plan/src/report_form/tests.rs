//! What is typed in a report, and everything that is wrong with it.

use super::*;

fn typed(etat: &str, avancement: &str) -> TypedReport {
    TypedReport {
        etat: etat.to_owned(),
        avancement: avancement.to_owned(),
        ..TypedReport::default()
    }
}

fn understood(typed: &TypedReport, state: &LaneState) -> Result<Content, String> {
    typed
        .understood(state, Blank::Clears, (&Names::default(), &[1]))
        .map_err(|errors| {
            let said = errors.iter().map(|error| format!("{}\u{a0}: {}", error.field, error.message));
            said.collect::<Vec<_>>().join("\n")
        })
}

#[test]
fn a_number_of_five_digits_is_no_percentage() {
    let said = understood(&typed("going", "20424"), &LaneState::default());
    let expected = "avancement\u{a0}: Indiquez un nombre entier de 0 à 100. Vous avez écrit «\u{a0}20424\u{a0}».";
    assert_eq!(said, Err(expected.to_owned()));
}

#[test]
fn everything_to_correct_is_said_at_once_each_under_its_field() {
    let wrong = TypedReport {
        etat: "abandoned".to_owned(),
        meteo: "brouillard".to_owned(),
        avancement: "beaucoup".to_owned(),
        suite: "x".repeat(LONGEST_TEXT + 1),
        echeance: "demain".to_owned(),
        ..TypedReport::default()
    };
    let said = understood(&wrong, &LaneState::default()).expect_err("all of it is wrong");
    let fields: Vec<&str> = said.lines().filter_map(|line| line.split('\u{a0}').next()).collect();
    assert_eq!(
        fields,
        ["avancement", "meteo", "suite", "motif", "echeance", "instance"],
        "in the order of the form: {said}"
    );
    let postponed = typed("postponed", "");
    let said = understood(&postponed, &LaneState::default()).expect_err("two are missing");
    assert_eq!(said.lines().count(), 2, "the reason and the day: {said}");
}

#[test]
fn the_share_left_as_it_was_follows_the_state_that_settles_it() {
    let state = LaneState {
        status: Status::Going,
        progress: Percent::new(40),
        ..LaneState::default()
    };
    let done = understood(&typed("done", "40"), &state).expect("settled");
    assert_eq!(done.progress, Update::Set(Percent::ALL));
    let said = understood(&typed("done", "60"), &state).expect_err("they disagree");
    assert!(
        said.starts_with("avancement\u{a0}: Ce qui est réalisé est à 100\u{a0}%."),
        "{said}"
    );
}

#[test]
fn what_is_emptied_is_taken_back_where_the_form_showed_it() {
    let state = LaneState {
        status: Status::Going,
        weather: Some(Weather::Storm),
        progress: Percent::new(40),
        day: "2027-06-30".parse().ok(),
        ..LaneState::default()
    };
    let empty = typed("going", "");
    let content = understood(&empty, &state).expect("understood");
    assert_eq!(
        (content.weather, content.progress, content.day),
        (Update::Clear, Update::Clear, Update::Clear)
    );
    let names = Names::default();
    let partial = empty
        .understood(&state, Blank::SaysNothing, (&names, &[]))
        .expect("understood");
    assert_eq!((partial.weather, partial.progress), (Update::Keep, Update::Keep));
    let proposed = Content {
        weather: Update::Set(Weather::Sun),
        progress: Update::Clear,
        ..Content::default()
    };
    let corrected = empty.understood(&state, Blank::Proposed(&proposed), (&names, &[]));
    let corrected = corrected.expect("understood");
    assert_eq!((corrected.weather, corrected.progress), (Update::Keep, Update::Clear));
    assert_eq!(
        understood(&empty, &LaneState::default()).map(|content| content.weather),
        Ok(Update::Keep)
    );
}

#[test]
fn giving_up_asks_which_body_of_this_convention() {
    let mut given_up = typed("abandoned", "");
    given_up.motif = "Plus de local".to_owned();
    given_up.instance = "9".to_owned();
    let said = understood(&given_up, &LaneState::default()).expect_err("another convention’s body");
    assert!(said.starts_with("instance"), "{said}");
    given_up.instance = "1".to_owned();
    assert_eq!(
        understood(&given_up, &LaneState::default()).map(|content| content.body),
        Ok(Some(1))
    );
}

#[test]
fn to_be_said_over_to_be_said_says_nothing() {
    let said = understood(&typed("unspecified", ""), &LaneState::default()).expect_err("nothing said");
    assert!(said.starts_with("etat\u{a0}: Cette mise à jour ne dit rien"), "{said}");
}
