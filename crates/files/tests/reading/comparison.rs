//! The real convention against a changed copy of itself, and against a spreadsheet: each difference is found, no other is told, and
//! what a person takes of it makes the reading say it.

use std::collections::{BTreeMap, BTreeSet};

use domain::amendment::TermField;
use domain::ids::ConventionId;
use domain::reading::{ActionRead, Holder, Lines, Reading, Sourced, View};
use files::comparison::{Aspect, Comparison, Difference, Grouping, Part, SecondFile, compared, of_spreadsheet, taken};
use files::interchange;
use files::mapping::Chosen;

use crate::example;

fn nobody() -> BTreeMap<String, String> {
    BTreeMap::new()
}

fn text(reading: Reading) -> SecondFile {
    SecondFile {
        reading,
        is_spreadsheet: false,
    }
}

fn against(here: &Reading, there: &Reading) -> Comparison {
    compared(here, &text(there.clone()), &nobody())
}

/// What differs: part, aspect, both values.
fn told(comparison: &Comparison) -> Vec<(Part, Aspect, Option<&str>, Option<&str>)> {
    let one = |one: &'_ Difference| (one.part, one.aspect);
    let values = comparison.differences.iter();
    values
        .map(|difference| {
            let (part, aspect) = one(difference);
            (part, aspect, difference.was.as_deref(), difference.says.as_deref())
        })
        .collect()
}

fn by_hand<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Lines::default())
}

/// A copy where a title changed, a year moved, a pilot was replaced, an action came in and the last one left.
fn changed(reading: &Reading) -> Reading {
    let mut copy = reading.clone();
    copy.actions[0].title = by_hand("Un tout autre intitulé pour la première action".to_owned());
    let track = copy.actions[1].tracks.iter_mut().find(|track| track.view == View::Deployment);
    track.expect("a mark").years = vec![2031];
    copy.actions[2].pilots = vec![Sourced::new(
        Holder::Text("La Ligue de l’enseignement".to_owned()),
        Lines::one(7),
    )];
    copy.actions.pop();
    let number = (copy.actions.len() + 40).to_string();
    copy.actions.push(ActionRead::named(
        Sourced::new(number, Lines::one(9)),
        Sourced::new("Ouvrir une ludothèque itinérante".to_owned(), Lines::one(9)),
    ));
    copy
}

#[test]
fn the_same_text_says_nothing_new() {
    let reading = example::import().reading;
    let comparison = against(&reading, &reading);
    assert_eq!(told(&comparison), []);
    assert_eq!(comparison.slight, 0);
    assert!(
        !comparison.is_of_another() && comparison.alike.is_empty(),
        "{:?}",
        comparison.alike
    );
}

#[test]
fn what_changed_in_a_copy_is_found_and_nothing_else() {
    let reading = example::import().reading;
    let copy = changed(&reading);
    let comparison = against(&reading, &copy);
    let kinds: Vec<(Part, Aspect)> = told(&comparison).iter().map(|(part, aspect, ..)| (*part, *aspect)).collect();
    assert_eq!(
        kinds,
        [
            (Part::Actions, Aspect::Title),
            (Part::Actions, Aspect::Years),
            (Part::Actions, Aspect::Pilots),
            (Part::Actions, Aspect::Added),
            (Part::Actions, Aspect::Missing),
        ],
        "{:#?}",
        told(&comparison)
    );
    let pilots = &comparison.differences[2];
    assert_eq!(pilots.says.as_deref(), Some("La Ligue de l’enseignement"));
    assert_eq!(pilots.lines, Lines::one(7), "the line of the file");
    assert!(
        comparison.differences[1]
            .says
            .as_deref()
            .is_some_and(|years| years.contains("2031"))
    );
    let terms: Vec<Option<TermField>> = comparison
        .differences
        .iter()
        .map(|one| one.term(&reading, ConventionId::new(1)).map(|(_, field)| field))
        .collect();
    assert_eq!(
        terms,
        [
            Some(TermField::Title),
            Some(TermField::Years),
            Some(TermField::Pilots),
            None,
            None
        ]
    );
    let readable: Vec<bool> = comparison.differences.iter().map(|one| one.can_be_read).collect();
    assert_eq!(readable, [true, true, true, true, false], "no action goes");
}

#[test]
fn what_is_taken_is_said_from_then_on_and_what_is_not_stays() {
    let reading = example::import().reading;
    let second = text(changed(&reading));
    let comparison = compared(&reading, &second, &nobody());
    let all = taken(&reading, &second, &nobody(), &comparison.differences);
    let again = interchange::read(&interchange::write(&all)).expect("a document");
    assert_eq!(again, all, "it is kept as it stands");
    let left = compared(&all, &second, &nobody());
    let left: Vec<Aspect> = left.differences.iter().map(|one| one.aspect).collect();
    assert_eq!(left, [Aspect::Missing], "the action that the copy lost stays");
    assert_eq!(
        all.actions.len(),
        reading.actions.len() + 1,
        "what comes in comes after the last"
    );
    assert_eq!(all.actions[0].title.lines, reading.actions[0].title.lines, "on its own lines");

    let title = taken(&reading, &second, &nobody(), &comparison.differences[..1]);
    assert_eq!(title.actions[1..], reading.actions[1..]);
    assert_eq!(taken(&reading, &second, &nobody(), []), reading);
}

#[test]
fn groups_hold_each_difference_once() {
    let reading = example::import().reading;
    let mut copy = changed(&reading);
    copy.actions[0].pilots.clear();
    let comparison = against(&reading, &copy);
    for grouping in [Grouping::Aspect, Grouping::Element] {
        let groups = comparison.groups(grouping);
        let ranks: Vec<usize> = groups.iter().flat_map(|group| group.ranks.iter().copied()).collect();
        assert_eq!(ranks.len(), comparison.differences.len());
        assert_eq!(ranks.iter().collect::<BTreeSet<_>>().len(), ranks.len());
        let keys: BTreeSet<&str> = groups.iter().map(|group| group.key.as_str()).collect();
        assert_eq!(keys.len(), groups.len(), "{groups:?}");
    }
    let first = &comparison.groups(Grouping::Element)[0];
    assert_eq!((first.key.as_str(), first.ranks.len()), ("actions-1", 2));
}

#[test]
fn an_organisation_that_looks_like_one_is_proposed_with_its_reason_and_said_the_same_by_a_person() {
    let reading = example::import().reading;
    let party = &reading.parties[1];
    let mut spelt = party.name.value.clone();
    spelt.push('s');
    let mut copy = reading.clone();
    copy.actions[0].pilots = vec![by_hand(Holder::Text(spelt.clone()))];
    let mut plain = reading.clone();
    plain.actions[0].pilots = vec![by_hand(Holder::Known(party.id.clone()))];

    let comparison = compared(&plain, &text(copy.clone()), &nobody());
    assert_eq!(comparison.differences.len(), 1, "{:?}", told(&comparison));
    let alike = comparison.alike.iter().find(|alike| alike.name == spelt).expect("a proposal");
    assert_eq!(alike.key, party.id);
    assert!(!alike.reasons.is_empty());
    let said = BTreeMap::from([(alike.folded.clone(), alike.key.0.clone())]);
    let comparison = compared(&plain, &text(copy), &said);
    assert_eq!(told(&comparison), [], "they are one");
}

#[test]
fn the_plan_of_another_place_is_told_apart() {
    let reading = example::import().reading;
    let mut other = reading.clone();
    for (rank, action) in other.actions.iter_mut().enumerate() {
        action.title.value = format!("Zone {rank} xylophone quartz");
        action.other_titles.clear();
    }
    for (rank, party) in other.parties.iter_mut().enumerate() {
        party.name.value = format!("Commune de Qwertz-{rank}");
        party.aliases.clear();
    }
    assert!(against(&reading, &other).is_of_another());
}

#[test]
fn rows_that_are_no_action_are_told() {
    let reading = example::import().reading;
    let read = |totals: usize| {
        let rows = "Total des aides;;\n".repeat(totals);
        let table = format!("N°;Action;Pilote\n1;Ouvrir une ludothèque;Caf\n{rows}");
        of_spreadsheet(table.as_bytes(), &Chosen::default(), &reading)
            .expect("a spreadsheet")
            .notes
    };
    let one = "Ligne 3\u{a0}: «\u{a0}Total des aides\u{a0}» n’est pas une action, rien n’en est comparé.";
    assert!(read(1).iter().any(|note| note == one), "{:?}", read(1));
    let more = "Et 1\u{a0}autre ligne qui n’est pas une action.";
    assert!(read(21).iter().any(|note| note == more), "{:?}", read(21));
    let more = "Et 2\u{a0}autres lignes qui ne sont pas des actions.";
    assert!(read(22).iter().any(|note| note == more), "{:?}", read(22));
}

#[test]
fn a_spreadsheet_is_compared_by_what_its_cells_say() {
    let reading = example::import().reading;
    let first = &reading.actions[0];
    let table = format!(
        "N°;Action;Pilote;Couleur\n{};\"{}\";La Ligue de l’enseignement;bleu\n{};\"{}\";;\n",
        first.number.value, first.title.value, reading.actions[1].number.value, reading.actions[1].title.value
    );
    let read = of_spreadsheet(table.as_bytes(), &Chosen::default(), &reading).expect("a spreadsheet");
    assert!(
        read.notes
            .iter()
            .any(|note| note.contains("Couleur") && note.contains("n’est pas comparée"))
    );
    let comparison = compared(&reading, &read.second, &nobody());
    let of_both: Vec<&Difference> = comparison
        .differences
        .iter()
        .filter(|one| one.aspect != Aspect::Missing)
        .collect();
    assert_eq!(of_both.len(), 1, "{:?}", told(&comparison));
    assert_eq!(
        (of_both[0].aspect, of_both[0].lines.clone()),
        (Aspect::Pilots, Lines::one(2)),
        "its row"
    );
    let missing = comparison
        .differences
        .iter()
        .filter(|one| one.aspect == Aspect::Missing)
        .count();
    assert_eq!(missing, reading.actions.len() - 2);
    let after = taken(&reading, &read.second, &nobody(), of_both);
    assert_eq!(
        after.actions[0].pilots[0].value,
        Holder::Text("La Ligue de l’enseignement".to_owned())
    );
    assert_eq!(after.actions[1..], reading.actions[1..]);
}
