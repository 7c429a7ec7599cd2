//! What the doctor says of people, mandates and organisations.

use super::*;

const ADMINISTRATOR: Counted = Counted {
    person: 1,
    administrator: true,
    example: false,
    active: true,
    sessions: 2,
    account: true,
    closed: false,
    able: true,
};

#[test]
fn someone_administers_unless_nobody_came_yet() {
    let closed = Counted {
        active: false,
        ..ADMINISTRATOR
    };
    let invited = Counted {
        able: false,
        ..ADMINISTRATOR
    };
    let ordinary = Counted {
        administrator: false,
        ..ADMINISTRATOR
    };
    let example = Counted {
        example: true,
        ..ordinary
    };
    for right in [&[][..], &[ADMINISTRATOR, closed], &[example]] {
        assert_eq!(unadministered(right), None);
    }
    for wrong in [&[closed][..], &[invited], &[ordinary], &[closed, ordinary]] {
        assert!(unadministered(wrong).is_some_and(|sentence| sentence.contains("n’administre")));
    }
}

#[test]
fn sessions_end_with_their_account() {
    assert_eq!(ADMINISTRATOR.fault(), None);
    let closed = |sessions| Counted {
        active: false,
        sessions,
        ..ADMINISTRATOR
    };
    assert_eq!(closed(0).fault(), None);
    let said = closed(2).fault();
    assert_eq!(
        said.as_deref(),
        Some("Personne 1 : son compte est fermé, mais 2\u{a0}sessions restent ouvertes.")
    );
}

#[test]
fn an_account_is_open_closed_on_a_day_or_absent() {
    let door = |account, active, closed| {
        Counted {
            active,
            account,
            closed,
            ..ADMINISTRATOR
        }
        .door_fault()
    };
    for right in [(true, true, false), (true, false, true), (false, false, false)] {
        assert_eq!(door(right.0, right.1, right.2), None, "{right:?}");
    }
    for wrong in [
        (true, true, true),
        (true, false, false),
        (false, true, false),
        (false, false, true),
    ] {
        assert!(door(wrong.0, wrong.1, wrong.2).is_some(), "{wrong:?}");
    }
}

#[test]
fn a_merge_points_to_what_stands() {
    let pointer = |merged, kept, above, left| Pointer {
        kind: "organisation".to_owned(),
        id: 4,
        merged,
        kept,
        above,
        left,
    };
    assert_eq!(pointer(Some(2), Some(2), Some(2), 0).fault(), None);
    for dangling in [
        pointer(Some(9), Some(9), None, 0),
        pointer(Some(2), Some(3), Some(2), 0),
        pointer(None, Some(2), None, 0),
        pointer(Some(2), Some(4), Some(4), 0),
    ] {
        assert!(
            dangling
                .fault()
                .is_some_and(|said| said.starts_with("Organisation 4 : elle est réunie"))
        );
    }
    let left = pointer(Some(2), Some(2), Some(2), 1).fault();
    assert!(left.is_some_and(|said| said.ends_with("mais 1\u{a0}lien la nomme encore.")));
}

#[test]
fn an_ordinal_never_given_is_named() {
    let series = |used, given| Series {
        kind: "mandate".to_owned(),
        used,
        given,
    };
    assert_eq!(series(3, Some(3)).fault(), None);
    assert_eq!(series(2, Some(3)).fault(), None, "the last one given may be gone");
    assert_eq!(
        series(4, Some(3)).fault().as_deref(),
        Some("Mandat 4 : ce numéro n’a jamais été donné, le dernier est 3.")
    );
    assert!(series(4, None).fault().is_some());
}
