//! Every place that pages link to is served: its address belongs to a GET route, and someone gets its page.

use app::rooms;
use domain::compliance::Notice;
use domain::documents::Attachment;
use domain::followup::Lane;
use domain::ids::{ActionId, DocumentId, Id, ReportId};
use domain::places::{DocumentPlace, FollowUpPlace, Target};
use domain::reading::LineRange;
use people::Persona;
use web::route::Method;

use crate::cast::{self, REFERENCE, Who};

/// Each place once. A new one does not compile until it has its line in `rank`, and fails until it stands in the list.
fn every_place() -> Vec<Target> {
    let range = LineRange::new(12, 18).expect("a range");
    let action = ActionId {
        convention: REFERENCE,
        ordinal: 15,
    };
    let mut places = vec![
        Target::SignIn,
        Target::OwnConventions,
        Target::Accounts,
        Target::Dashboard(REFERENCE),
        Target::Convention(REFERENCE),
        Target::Text(REFERENCE, range),
        Target::Plan(REFERENCE),
        Target::PlanByTheme(REFERENCE),
        Target::PlanTable(REFERENCE),
        Target::Deployment(REFERENCE),
        Target::Journal(REFERENCE),
        Target::OwnAccount,
        Target::WholeText(REFERENCE),
        Target::Notice(Notice::Accessibility),
        Target::NoticeEdition(Notice::Legal),
        Target::Articles(REFERENCE),
        Target::Parties(REFERENCE),
        Target::Annexes(REFERENCE),
        Target::FrameworkWordings(REFERENCE),
        Target::Bodies(REFERENCE),
        Target::Scheme(REFERENCE),
        Target::Facilities(REFERENCE),
        Target::Duties(REFERENCE),
        Target::OpenQuestions(REFERENCE),
        Target::Perimeter(REFERENCE),
        Target::PartyPlace(domain::ids::PartyId {
            convention: REFERENCE,
            ordinal: 2,
        }),
        Target::OwnSecondStep,
        Target::SecondStep,
        Target::Access,
        Target::Directory,
        Target::PeopleDirectory,
        Target::Organisation(Id::new(1)),
        Target::Person(Id::new(1)),
        Target::Duplicates,
        Target::HandOver(Id::new(1)),
        Target::Members(REFERENCE),
        Target::MemberPeople(REFERENCE),
        Target::MemberOrganisation(REFERENCE, Id::new(1)),
        Target::MemberPerson(REFERENCE, Id::new(1)),
        Target::Reading(REFERENCE),
    ];
    places.extend(among_those_who_administer());
    places.extend(among_documents());
    places.extend(among_data_of_people());
    places.extend(in_the_follow_up());
    places.push(Target::Action(action));
    let ranks: Vec<usize> = places.iter().map(rank).collect();
    assert_eq!(ranks, (0..LAST).collect::<Vec<_>>(), "each place stands once in the list");
    places
}

const fn among_those_who_administer() -> [Target; 7] {
    [
        Target::InstallationJournal,
        Target::Visibility(REFERENCE),
        Target::ImportConvention,
        Target::NewConvention,
        Target::ConventionRegister,
        Target::EnteredConvention(REFERENCE),
        Target::ConventionWithdrawal(REFERENCE),
    ]
}

fn among_documents() -> [Target; 7] {
    let document = DocumentId {
        convention: REFERENCE,
        ordinal: 1,
    };
    [
        Target::Documents(REFERENCE),
        Target::documents_of(REFERENCE, Attachment::Action(15)),
        Target::new_scan(REFERENCE),
        Target::new_document(REFERENCE, Attachment::Convention),
        Target::document(document),
        Target::document_file(document, 1),
        Target::document_picture(document, 1),
    ]
}

const fn among_data_of_people() -> [Target; 5] {
    [
        Target::OwnData,
        Target::OwnDataFile,
        Target::Erasure(Id::new(1)),
        Target::ToConfirm,
        Target::PersonCard(Id::new(1)),
    ]
}

fn in_the_follow_up() -> [Target; 9] {
    let action = |ordinal| ActionId {
        convention: REFERENCE,
        ordinal,
    };
    let report = ReportId {
        convention: REFERENCE,
        ordinal: 2,
    };
    [
        Target::report(Lane::of(action(15), 2)),
        Target::proposal(Lane::whole(action(10))),
        Target::awaiting_reports(REFERENCE),
        Target::awaiting_report(report),
        Target::status_names(REFERENCE),
        Target::plan_board(REFERENCE),
        Target::amendments(REFERENCE),
        Target::amend(action(15)),
        Target::go_to(REFERENCE),
    ]
}

const LAST: usize = 69;

const fn rank(place: &Target) -> usize {
    match place {
        Target::SignIn => 0,
        Target::OwnConventions => 1,
        Target::Accounts => 2,
        Target::Dashboard(_) => 3,
        Target::Convention(_) => 4,
        Target::Text(..) => 5,
        Target::Plan(_) => 6,
        Target::PlanByTheme(_) => 7,
        Target::PlanTable(_) => 8,
        Target::Deployment(_) => 9,
        Target::Journal(_) => 10,
        Target::OwnAccount => 11,
        Target::WholeText(_) => 12,
        Target::Notice(_) => 13,
        Target::NoticeEdition(_) => 14,
        Target::Articles(_) => 15,
        Target::Parties(_) => 16,
        Target::Annexes(_) => 17,
        Target::FrameworkWordings(_) => 18,
        Target::Bodies(_) => 19,
        Target::Scheme(_) => 20,
        Target::Facilities(_) => 21,
        Target::Duties(_) => 22,
        Target::OpenQuestions(_) => 23,
        Target::Perimeter(_) => 24,
        Target::PartyPlace(_) => 25,
        Target::OwnSecondStep => 26,
        Target::SecondStep => 27,
        Target::Access => 28,
        Target::Directory => 29,
        Target::PeopleDirectory => 30,
        Target::Organisation(_) => 31,
        Target::Person(_) => 32,
        Target::Duplicates => 33,
        Target::HandOver(_) => 34,
        Target::Members(_) => 35,
        Target::MemberPeople(_) => 36,
        Target::MemberOrganisation(..) => 37,
        Target::MemberPerson(..) => 38,
        Target::Reading(_) => 39,
        Target::InstallationJournal => 40,
        Target::Visibility(_) => 41,
        Target::ImportConvention => 42,
        Target::NewConvention => 43,
        Target::ConventionRegister => 44,
        Target::EnteredConvention(_) => 45,
        Target::ConventionWithdrawal(_) => 46,
        Target::Documents(_) => 47,
        Target::DocumentPlace(place) => 48 + rank_among_documents(place),
        Target::OwnData => 54,
        Target::OwnDataFile => 55,
        Target::Erasure(_) => 56,
        Target::ToConfirm => 57,
        Target::PersonCard(_) => 58,
        Target::FollowUp(place) => 59 + rank_in_the_follow_up(place),
        Target::Action(_) => LAST - 1,
    }
}

const fn rank_among_documents(place: &DocumentPlace) -> usize {
    match place {
        DocumentPlace::About(..) => 0,
        DocumentPlace::NewScan(_) => 1,
        DocumentPlace::New(..) => 2,
        DocumentPlace::One(_) => 3,
        DocumentPlace::File(..) => 4,
        DocumentPlace::Picture(..) => 5,
    }
}

const fn rank_in_the_follow_up(place: &FollowUpPlace) -> usize {
    match place {
        FollowUpPlace::Report(_) => 0,
        FollowUpPlace::Proposal(_) => 1,
        FollowUpPlace::Awaiting(_) => 2,
        FollowUpPlace::AwaitingOne(_) => 3,
        FollowUpPlace::StatusNames(_) => 4,
        FollowUpPlace::Board(_) => 5,
        FollowUpPlace::Amendments(_) => 6,
        FollowUpPlace::Amend(_) => 7,
        FollowUpPlace::GoTo(_) => 8,
    }
}

/// Whether `path` has the shape of `pattern`.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(shape, part)| shape.starts_with('{') || shape == part)
}

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

fn is_page(address: &str) -> bool {
    let routes = rooms::routes(None);
    let mut pages = routes.iter().filter(|route| route.method == Method::Get);
    pages.any(|route| fits(route.pattern, path_of(address)))
}

#[tokio::test]
async fn every_place_is_a_page() {
    let world = cast::world().await;
    let mut people = [
        Who::Persona(Persona::FirstCoordinator).at(&world).await,
        Who::Persona(Persona::Administrator).at(&world).await,
    ];
    for place in every_place() {
        let address = web::href(place).to_string();
        assert!(is_page(&address), "no route serves {address}");
        let (visited, _) = address.split_once('#').unwrap_or((&address, ""));
        let answers = [people[0].get(visited).await.status, people[1].get(visited).await.status];
        assert!(answers.contains(&200), "{address}: {answers:?}");
    }
}

#[tokio::test]
async fn no_page_links_to_what_the_reader_does_not_get() {
    let world = cast::world().await;
    for who in Who::all() {
        let mut client = who.at(&world).await;
        let mut broken = Vec::new();
        for start in [
            "/conventions",
            "/conventions/importer",
            "/conventions/nouvelle",
            "/conventions/registre",
            "/compte",
            "/compte/donnees",
            "/comptes",
            "/annuaire",
            "/annuaire?vue=personnes",
            "/annuaire/doublons",
            "/mandats/a-confirmer",
            "/annuaire/organismes/1",
            "/annuaire/personnes/1",
            "/annuaire/personnes/1/passation",
            "/annuaire/personnes/1/effacement",
            "/conventions/1/annuaire",
            "/conventions/1/annuaire?vue=personnes",
            "/conventions/1/annuaire/organismes/1",
            "/conventions/1/annuaire/personnes/1",
            "/conventions/1",
            "/conventions/1/plan",
            "/conventions/1/convention",
            "/conventions/1/actions/15",
        ] {
            let page = client.get(start).await;
            for link in testkit::page::links(&page.text())
                .into_iter()
                .filter(|link| link.starts_with('/'))
            {
                let (visited, _) = link.split_once('#').unwrap_or((&link, ""));
                let status = client.get(visited).await.status;
                if !matches!(status, 200 | 303) {
                    broken.push(format!("{start} links to {link}: {status}"));
                }
            }
        }
        assert!(broken.is_empty(), "{who:?}:\n{}", broken.join("\n"));
    }
}

#[tokio::test]
async fn every_line_that_an_action_cites_can_be_read() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for action in 1..=24 {
        let sheet = coordinator.get(&format!("/conventions/1/actions/{action}")).await;
        let links = testkit::page::links(&sheet.text());
        let cited: Vec<&str> = links
            .iter()
            .filter(|link| link.contains("/texte?lignes="))
            .map(String::as_str)
            .collect();
        assert!(cited.len() > 3, "action {action} cites {cited:?}");
        for link in cited {
            let (address, line) = link.split_once("#l").expect("a line");
            let text = coordinator.get(address).await;
            assert_eq!(text.status, 200, "{address}");
            assert!(
                text.text().contains(&format!("id=\"l{line}\"")),
                "{link}: the line is not on its page"
            );
        }
    }
}
