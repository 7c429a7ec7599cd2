//! What a report may say, and what is kept of it.

use super::*;

fn said(status: Status, progress: Option<i64>) -> Content {
    Content {
        status: Some(status),
        progress: progress.and_then(Percent::new).into(),
        ..Content::default()
    }
}

#[test]
fn a_percentage_is_between_nothing_and_all() {
    assert_eq!(Percent::new(20_424), None);
    assert_eq!(Percent::new(-1), None);
    assert_eq!(Percent::new(100), Some(Percent::ALL));
    assert_eq!(Percent::mean([Percent(80), Percent(75)]), Some(Percent(78)));
    assert_eq!(Percent::mean([]), None);
}

#[test]
fn status_and_progress_agree() {
    assert_eq!(said(Status::Done, None).settled().progress, Update::Set(Percent::ALL));
    assert_eq!(said(Status::NotStarted, None).settled().progress, Update::Set(Percent::NONE));
    assert_eq!(said(Status::Going, None).settled().progress, Update::Keep);
    assert_eq!(said(Status::Done, Some(80)).check(), Err(Broken::DoneAtLessThanAll));
    assert_eq!(
        said(Status::NotStarted, Some(5)).check(),
        Err(Broken::NotStartedAtMoreThanNone)
    );
    assert_eq!(said(Status::Going, Some(100)).check(), Ok(()));
}

#[test]
fn a_share_is_taken_back_unless_the_status_settles_it_and_a_postponement_keeps_its_day() {
    let cleared = |status| Content {
        progress: Update::Clear,
        day: Update::Clear,
        reason: Some("Le local a brûlé".to_owned()),
        ..said(status, None)
    };
    assert_eq!(cleared(Status::Going).settled().progress, Update::Clear);
    assert_eq!(cleared(Status::Done).settled().progress, Update::Set(Percent::ALL));
    assert_eq!(cleared(Status::Suspended).check(), Ok(()));
    assert_eq!(cleared(Status::Postponed).check(), Err(Broken::NoDay));
}

#[test]
fn stopping_asks_why_and_giving_up_asks_who_decided() {
    assert_eq!(
        said(Status::Suspended, None).check(),
        Err(Broken::NoReason(Status::Suspended))
    );
    let why = |status| Content {
        reason: Some("Le local a brûlé".to_owned()),
        ..said(status, None)
    };
    assert_eq!(why(Status::Suspended).check(), Ok(()));
    assert_eq!(why(Status::Postponed).check(), Err(Broken::NoDay));
    assert_eq!(why(Status::Abandoned).check(), Err(Broken::NoBody));
    let decided = Content {
        body: Some(1),
        ..why(Status::Abandoned)
    };
    assert_eq!(decided.check(), Ok(()));
}

#[test]
fn a_report_says_something() {
    assert_eq!(Content::default().check(), Err(Broken::Empty));
    let long = Content {
        done: Some("é".repeat(LONGEST_TEXT + 1)),
        ..Content::default()
    };
    assert_eq!(long.check(), Err(Broken::TooLong(LONGEST_TEXT + 1)));
}

#[test]
fn a_lane_is_named_in_the_journal() {
    let action = ActionId {
        convention: ConventionId::new(1),
        ordinal: 15,
    };
    assert_eq!(Lane::whole(action).path(), "convention/1/action/15");
    assert_eq!(Lane::of(action, 2).path(), "convention/1/action/15/party/2");
    assert_eq!(Lane::stored(action, 0), Lane::whole(action));
}
