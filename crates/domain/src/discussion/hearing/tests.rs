//! Who hears of what: those who follow, those who are named, and nobody twice.

use super::*;

fn ties(holder: bool, chosen: &[(Followed, Hearing)]) -> Ties {
    Ties {
        holder,
        chosen: chosen.to_vec(),
        ..Ties::default()
    }
}

#[test]
fn every_kind_is_written_and_read_again_and_says_who_did_it() {
    let mut codes: Vec<&str> = NotificationKind::ALL.into_iter().map(NotificationKind::code).collect();
    for kind in NotificationKind::ALL {
        assert_eq!(NotificationKind::from_code(kind.code()), Some(kind));
        assert!(!kind.sentence("Ana Petit").is_empty());
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), NotificationKind::ALL.len());
}

#[test]
fn who_is_given_a_task_and_who_no_longer_has_it_are_both_told() {
    use Answerable::{Organisation, Person};
    use NotificationKind::{Given, GivenToOwn, Taken, TakenFromOwn};
    let task = MilestoneKind::Task;
    let of = |person: i64, organisation: i64| MilestoneContent {
        kind: task,
        person: (person > 0).then(|| PersonId::new(person)),
        organisation: (organisation > 0).then(|| OrganisationId::new(organisation)),
        ..MilestoneContent::default()
    };
    let (ana, leo, fund) = (
        Person(PersonId::new(1)),
        Person(PersonId::new(2)),
        Organisation(OrganisationId::new(7)),
    );
    assert_eq!(
        told_of_charge(None, &of(1, 7)),
        [(ana, Given(task))],
        "the person, and not all of her house"
    );
    assert_eq!(told_of_charge(None, &of(0, 7)), [(fund, GivenToOwn(task))]);
    assert!(told_of_charge(None, &of(0, 0)).is_empty());
    assert_eq!(
        told_of_charge(Some(&of(1, 7)), &of(2, 7)),
        [(leo, Given(task)), (ana, Taken(task))]
    );
    assert!(
        told_of_charge(Some(&of(1, 7)), &of(1, 0)).is_empty(),
        "the same person answers for it"
    );
    assert_eq!(
        told_of_charge(Some(&of(0, 7)), &of(1, 7)),
        [(ana, Given(task)), (fund, TakenFromOwn(task))]
    );
    assert_eq!(told_of_charge(Some(&of(1, 0)), &of(0, 0)), [(ana, Taken(task))]);
}

#[test]
fn what_is_followed_is_written_and_read_again() {
    for followed in [Followed::Convention, Followed::Action(12), Followed::Party(2)] {
        assert_eq!(followed.to_string().parse(), Ok(followed));
        assert_eq!(Followed::stored(followed.code(), followed.ordinal()), Some(followed));
    }
    for wrong in ["", "action", "action-0", "action--1", "party-x", "convention-1", "document-1"] {
        assert_eq!(wrong.parse::<Followed>(), Err(NotFollowed), "{wrong}");
    }
}

#[test]
fn who_pilots_or_bears_hears_without_choosing_and_may_stop() {
    use Hearing::{Followed as On, Muted};
    let told = Some(NotificationKind::Comment);
    assert_eq!(heard(&ties(true, &[])), told);
    assert_eq!(heard(&ties(false, &[])), None);
    assert_eq!(heard(&ties(true, &[(Followed::Action(1), Muted)])), None);
    assert_eq!(heard(&ties(true, &[(Followed::Convention, Muted)])), None);
    assert_eq!(heard(&ties(false, &[(Followed::Party(2), On)])), told);
    assert_eq!(heard(&ties(false, &[(Followed::Convention, On)])), told);
    let but_this_one = [(Followed::Convention, Muted), (Followed::Action(1), On)];
    assert_eq!(heard(&ties(false, &but_this_one)), told);
    let all_but_this_one = [(Followed::Convention, On), (Followed::Action(1), Muted)];
    assert_eq!(heard(&ties(false, &all_but_this_one)), None);
}

#[test]
fn a_mention_reaches_whoever_muted_everything() {
    let mut muted = ties(false, &[(Followed::Action(1), Hearing::Muted)]);
    muted.mentioned = true;
    muted.answered = true;
    assert_eq!(heard(&muted), Some(NotificationKind::Mention));
    muted.mentioned = false;
    assert_eq!(heard(&muted), Some(NotificationKind::Answer));
}
