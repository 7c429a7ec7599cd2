//! Every place that pages link to is served: its address belongs to a GET route, and someone gets its page.

use std::collections::BTreeSet;

use app::rooms;
use domain::compliance::Notice;
use domain::documents::Attachment;
use domain::followup::Lane;
use domain::ids::{ActionId, CommentId, ComparisonId, DocumentId, Id, MilestoneId, ReportId};
use domain::places::{DeskPlace, FollowUpPlace, Safeguard, Target};
use domain::reading::LineRange;
use people::Persona;
use web::route::Method;

use crate::cast::{self, REFERENCE, Who};

/// Each place of the law book. A new one fails until it stands in the list.
fn every_place() -> Vec<Target> {
    let action = ActionId {
        convention: REFERENCE,
        ordinal: 15,
    };
    let mut places = in_the_agreement();
    places.extend(among_those_who_administer());
    places.extend(among_documents());
    places.extend(among_data_of_people());
    places.extend(in_the_follow_up());
    places.extend(at_the_desk());
    places.extend([
        Target::Safeguard(Safeguard::SecondProof),
        Target::Safeguard(Safeguard::Backups),
    ]);
    places.extend([Target::Letters, Target::DemoMailbox]);
    places.extend(among_discussions(action));
    places.push(Target::campaigns(REFERENCE));
    places.push(Target::campaign(domain::ids::CampaignId {
        convention: REFERENCE,
        ordinal: 2,
    }));
    places.push(Target::campaign_recipient(domain::campaigns::RecipientId {
        campaign: domain::ids::CampaignId {
            convention: REFERENCE,
            ordinal: 2,
        },
        ordinal: 1,
    }));
    places.push(Target::Action(action));
    let named: BTreeSet<String> = places.iter().map(name).collect();
    assert_eq!(named, written(), "each place stands in the list");
    places
}

fn in_the_agreement() -> Vec<Target> {
    let range = LineRange::new(12, 18).expect("a range");
    vec![
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
        Target::ReadingAgain(REFERENCE),
    ]
}

const fn among_those_who_administer() -> [Target; 11] {
    [
        Target::InstallationJournal,
        Target::Visibility(REFERENCE),
        Target::ImportConvention,
        Target::NewConvention,
        Target::ConventionRegister,
        Target::EnteredConvention(REFERENCE),
        Target::ConventionWithdrawal(REFERENCE),
        Target::InstallationSteps,
        Target::FirstSteps(REFERENCE),
        Target::ExampleRemoval(REFERENCE),
        Target::RegisteredExampleRemoval(REFERENCE),
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

fn in_the_follow_up() -> [Target; 10] {
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
        Target::FollowUp(FollowUpPlace::Told(action(15), 1)),
        Target::plan_board(REFERENCE),
        Target::amendments(REFERENCE),
        Target::amend(action(15)),
        Target::go_to(REFERENCE),
    ]
}

const fn at_the_desk() -> [Target; 26] {
    let action = ActionId {
        convention: REFERENCE,
        ordinal: 15,
    };
    let milestone = MilestoneId {
        convention: REFERENCE,
        ordinal: 1,
    };
    [
        Target::Desk(DeskPlace::Milestones(REFERENCE)),
        Target::Desk(DeskPlace::Milestone(milestone)),
        Target::Desk(DeskPlace::NewMilestone(Lane::of(action, 2))),
        Target::Desk(DeskPlace::History(action)),
        Target::Desk(DeskPlace::Calendar(REFERENCE)),
        Target::Desk(DeskPlace::CalendarFile(REFERENCE)),
        Target::Desk(DeskPlace::AsOf(REFERENCE)),
        Target::Desk(DeskPlace::Summary(REFERENCE)),
        Target::Desk(DeskPlace::Funding(REFERENCE)),
        Target::Desk(DeskPlace::Reports(REFERENCE)),
        Target::Desk(DeskPlace::MilestoneTick(milestone)),
        Target::Desk(DeskPlace::PlanImport(REFERENCE)),
        Target::Desk(DeskPlace::SavedViews(REFERENCE)),
        Target::Desk(DeskPlace::Anomalies(REFERENCE)),
        Target::Desk(DeskPlace::Anomaly(REFERENCE)),
        Target::Desk(DeskPlace::AnomalyAnnex(REFERENCE)),
        Target::Desk(DeskPlace::AnomalyRules(REFERENCE)),
        Target::Desk(DeskPlace::SummaryLinks(REFERENCE)),
        Target::Desk(DeskPlace::Leaving(REFERENCE)),
        Target::Desk(DeskPlace::InterchangeSchema),
        Target::Desk(DeskPlace::PlanMapping(REFERENCE)),
        Target::Desk(DeskPlace::SecondFile(REFERENCE)),
        Target::Desk(DeskPlace::ReadingWhole(REFERENCE)),
        Target::Desk(DeskPlace::ReadingRoom(REFERENCE)),
        Target::Desk(DeskPlace::ReadingConfirmation(REFERENCE)),
        Target::Desk(DeskPlace::Comparison(ComparisonId {
            convention: REFERENCE,
            ordinal: 1,
        })),
    ]
}

const fn among_discussions(action: ActionId) -> [Target; 7] {
    let comment = CommentId {
        convention: REFERENCE,
        ordinal: 1,
    };
    [
        Target::discussion(REFERENCE),
        Target::discussion_of(action),
        Target::comment(comment),
        Target::following(REFERENCE),
        Target::NOTIFICATIONS,
        Target::OWN_LETTERS,
        Target::news(REFERENCE),
    ]
}

/// Every place of the law book, read in its source: `Plan`, or `DocumentPlace One` for a place among others.
fn written() -> BTreeSet<String> {
    let source = concat!(
        include_str!("../../../domain/src/places.rs"),
        include_str!("../../../domain/src/places/desk.rs")
    );
    let enums: Vec<(&str, Vec<&str>)> = source.split("pub enum ").skip(1).map(variants).collect();
    let among = |name: &str| enums.iter().find(|(other, _)| *other == name).map(|(_, own)| own.clone());
    let (_, places) = enums.iter().find(|(name, _)| *name == "Target").expect("the places");
    let mut names = BTreeSet::new();
    for place in places {
        let (name, held) = place.split_once('(').unwrap_or((place, ""));
        match among(held.trim_end_matches(')')) {
            None => drop(names.insert(name.to_owned())),
            Some(own) => names.extend(
                own.iter()
                    .map(|one| format!("{name} {}", one.split('(').next().unwrap_or(one))),
            ),
        }
    }
    names
}

/// The name of an enumeration and its variants, from where its name begins.
fn variants(from: &str) -> (&str, Vec<&str>) {
    let (name, rest) = from.split_once(" {\n").expect("an enumeration");
    let (body, _) = rest.split_once("\n}").expect("its end");
    let lines = body.lines().map(|line| line.trim().trim_end_matches(','));
    (name, lines.filter(|line| line.starts_with(char::is_uppercase)).collect())
}

/// The same name, of a place.
fn name(place: &Target) -> String {
    let told = format!("{place:?}");
    let mut words = told.split(|c: char| !c.is_alphanumeric());
    let name = words.next().unwrap_or_default();
    let among = ["DocumentPlace", "FollowUp", "Desk", "Safeguard", "DiscussionPlace"];
    match words.next() {
        Some(one) if among.contains(&name) => format!("{name} {one}"),
        _ => name.to_owned(),
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
        Who::Persona(Persona::PartnerContact).at(&world).await,
    ];
    for place in every_place() {
        let address = web::href(place).to_string();
        assert!(is_page(&address) && address != "/", "no route serves {address} of {place:?}");
        let (visited, _) = address.split_once('#').unwrap_or((&address, ""));
        let mut answers = Vec::new();
        for client in &mut people {
            answers.push(client.get(visited).await.status);
        }
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
            "/courriers",
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
            "/conventions/1/echanges",
            "/conventions/1/echanges/1",
            "/conventions/1/nouveautes",
            "/notifications",
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

#[tokio::test]
async fn each_entry_of_the_menu_is_the_current_one_on_its_own_page() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let home = coordinator.get("/conventions/1").await.text();
    let (_, menu) = home.split_once("<nav class=\"nav\"").expect("a menu");
    let (menu, _) = menu.split_once("</nav>").expect("its end");
    let places = testkit::page::links(menu).into_iter();
    let entries: Vec<String> = places.filter(|link| link.starts_with("/conventions/")).collect();
    assert!(entries.len() > 15, "{entries:?}");
    for entry in entries {
        let page = coordinator.get(&entry).await.text();
        assert!(
            page.contains(&format!("<a href=\"{entry}\" aria-current=\"page\"")),
            "{entry} is not where its own page says one is"
        );
    }
}
