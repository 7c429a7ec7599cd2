//! What the pieces of pages are given.

use super::*;
use domain::ids::{ActionId, ConventionId};

#[test]
fn a_page_that_there_is_not_is_not_found() {
    let pager = |asked, found| Pager::of(asked, found, 50, "/jalons?q=a");
    for (asked, found, page, pages) in [(None, 0, 1, 1), (Some(1), 50, 1, 1), (Some(2), 51, 2, 2)] {
        let Ok(pager) = pager(asked, found) else { panic!("a page") };
        assert_eq!((pager.page, pager.pages), (page, pages));
        assert_eq!(pager.address, "/jalons?q=a&page=");
    }
    for (asked, found) in [(Some(0), 10), (Some(2), 50)] {
        assert!(matches!(pager(asked, found), Err(Failure::NotFound)));
    }
    let bare = Pager::of(None, 1, 50, "/jalons").map(|pager| pager.address);
    assert!(bare.is_ok_and(|address| address == "/jalons?page="));
}

#[test]
fn states_stay_apart_in_black_and_white() {
    for (i, one) in Status::ALL.iter().enumerate() {
        for other in &Status::ALL[i + 1..] {
            assert_ne!(one.icon(), other.icon());
            assert_ne!(one.french(), other.french());
        }
    }
}

#[test]
fn themes_are_recognised_by_their_words() {
    assert_eq!(ThemeMark::of("Petite Enfance"), ThemeMark::EarlyChildhood);
    assert_eq!(ThemeMark::of("Enfance Jeunesse"), ThemeMark::Youth);
    assert_eq!(ThemeMark::of("Accompagnement à la parentalité"), ThemeMark::Parenthood);
    assert_eq!(ThemeMark::of("Vie sociale"), ThemeMark::SocialLife);
    assert_eq!(ThemeMark::of("Jardins partagés"), ThemeMark::Other);
}

#[test]
fn a_pip_says_what_its_colour_says() {
    let action = ActionId {
        convention: ConventionId::new(1),
        ordinal: 5,
    };
    let mut pip = Pip {
        target: Target::Action(action),
        number: "5".to_owned(),
        title: "Places en crèche".to_owned(),
        status: None,
        own: None,
        late: false,
    };
    assert_eq!(pip.sentence(), "Action 5, Places en crèche\u{a0}: prévue au contrat");
    pip.status = Some(Status::Going);
    pip.late = true;
    assert_eq!(pip.words(), "Places en crèche\u{a0}: en cours, en retard");
    pip.own = Some("Lancée".to_owned());
    assert_eq!(pip.words(), "Places en crèche\u{a0}: lancée, en retard");
}

#[test]
fn a_pager_stops_at_both_ends() {
    let first = Pager {
        page: 1,
        pages: 2,
        address: "/x?page=".to_owned(),
    };
    assert_eq!((first.previous(), first.next().as_deref()), (None, Some("/x?page=2")));
}
