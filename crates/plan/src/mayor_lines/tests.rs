//! Ten lines, whatever the plan holds, and nothing that one person said.

use super::*;
use domain::followup::{Percent, Weather};
use domain::reading::Lines;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn action(ordinal: i64) -> ActionRow {
    ActionRow {
        ordinal,
        number: ordinal.to_string(),
        title: format!("Action {ordinal}"),
        sort_key: String::new(),
        node: None,
    }
}

fn standing(ordinal: i64, status: Status, weather: Option<Weather>) -> Standing {
    Standing {
        action: ordinal,
        state: ActionState {
            status,
            weather,
            progress: weather.and(Percent::new(40)),
            ..ActionState::default()
        },
        ..Standing::default()
    }
}

fn told(standings: &[Standing]) -> Vec<(String, String)> {
    let actions: Vec<ActionRow> = standings.iter().map(|one| action(one.action)).collect();
    let period = PeriodRow {
        start: Some(day("2022-01-01")),
        end: Some(day("2026-12-31")),
        lines: Lines::default(),
    };
    let told = Told {
        commune: None,
        actions: &actions,
        standings,
        period: &period,
        term: None,
        held: &Today::default(),
        today: day("2026-11-23"),
    };
    lines(&told).into_iter().map(|line| (line.value, line.detail)).collect()
}

#[test]
fn what_few_said_is_not_shown_outside() {
    let few = [
        standing(1, Status::Going, Some(Weather::Storm)),
        standing(2, Status::Done, Some(Weather::Sun)),
        standing(3, Status::Going, None),
    ];
    let lines = told(&few);
    assert_eq!(lines[4].0, "—");
    assert_eq!(
        lines[7],
        (
            "—".to_owned(),
            "2 actions donnent une météo\u{a0}: trop peu pour être montré ici".to_owned()
        )
    );
    let enough = [
        few[0].clone(),
        few[1].clone(),
        standing(3, Status::Going, Some(Weather::Bright)),
    ];
    let lines = told(&enough);
    assert_eq!(lines[4].0, "40\u{a0}%");
    assert_eq!(lines[7].0, "moins de 3", "one action is what somebody said of it");
}

#[test]
fn the_nearest_day_is_told() {
    let lines = told(&[standing(1, Status::Going, None)]);
    assert_eq!(
        lines[9],
        ("31\u{a0}déc.\u{a0}2026".to_owned(), "fin de la convention".to_owned())
    );
    assert_eq!(lines[3].0, "0 sur 1");
}

/// An action with these parts, each of a commune or of nobody.
fn parted(action: i64, parts: &[(Option<i64>, Status)]) -> Standing {
    let part = |(party, status): &(Option<i64>, Status)| crate::standing::Part {
        party: *party,
        state: LaneState {
            status: *status,
            ..LaneState::default()
        },
        late: None,
    };
    Standing {
        action,
        parts: parts.iter().map(part).collect(),
        ..Standing::default()
    }
}

#[test]
fn a_commune_sees_the_actions_in_which_it_has_a_part_as_that_part_stands() {
    let shared = parted(1, &[(Some(2), Status::Done), (Some(3), Status::Going)]);
    let nameless = parted(2, &[(None, Status::Going)]);
    let other = parted(3, &[(Some(3), Status::Going)]);
    let titled = |ordinal: i64, title: &str| ActionRow {
        title: title.to_owned(),
        ..action(ordinal)
    };
    let communes = [(2, "Vauxelle"), (3, "Brého")].map(|(party, name)| CommuneRow {
        party,
        names: [format!("Commune de {name}"), name.to_owned()],
    });
    let sought = Sought {
        party: 2,
        led: &[8],
        on: OnDay {
            today: day("2026-11-23"),
            begins: None,
        },
        communes: &communes,
    };
    let again = |ordinal: i64, of: &Standing| Standing {
        action: ordinal,
        ..of.clone()
    };
    let actions = vec![
        action(1),
        action(2),
        action(3),
        titled(4, "Une ludothèque à Vauxelle"),
        titled(5, "Le relais de Vauxelle et Brého"),
        titled(6, "La crèche de Brého"),
        titled(7, "La crèche de Vauxelle"),
        titled(8, "Une maison de l’enfance à Vauxelle"),
    ];
    let standings = vec![
        shared.clone(),
        nameless.clone(),
        other.clone(),
        again(4, &nameless),
        again(5, &other),
        again(6, &nameless),
        again(7, &shared),
        again(8, &other),
    ];
    let own = of_commune(actions, standings, &[], &sought);
    let ordinals = |actions: &[ActionRow]| actions.iter().map(|action| action.ordinal).collect::<Vec<_>>();
    assert_eq!((ordinals(&own.actions), own.unnamed), (vec![1, 2, 7, 8], 1));
    assert!(
        ordinals(&own.actions).contains(&8),
        "what it leads is its own, whoever has a part in it"
    );
    assert_eq!(own.standings.len(), own.actions.len());
    assert_eq!(own.standings[0].state.status, Status::Done);
    assert_eq!(ordinals(&own.proposed), [4, 5], "its title alone names it: apart");
    assert_eq!(own.of_others, 1, "another one’s title: neither counted nor proposed");
}

#[test]
fn a_long_text_keeps_its_first_words() {
    let long = "mot ".repeat(40);
    let short = shortened(&long);
    assert!(short.ends_with("mot…") && short.chars().count() < 95, "{short}");
}
