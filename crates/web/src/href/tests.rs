//! Addresses: each page has one, and it leads back to the page.

use super::*;
use domain::documents::Attachment;
use domain::ids::{ActionId, Id, PartyId};

#[test]
fn every_place_of_the_installation_has_its_address() {
    let expected = [
        (Target::SignIn, "/connexion"),
        (Target::OwnAccount, "/compte"),
        (Target::Notice(Notice::Privacy), "/donnees-personnelles"),
        (Target::NoticeEdition(Notice::Legal), "/mentions-legales/modifier"),
        (Target::OwnConventions, "/conventions"),
        (Target::Accounts, "/comptes"),
        (Target::InstallationJournal, "/journal"),
        (Target::Directory, "/annuaire"),
        (Target::PeopleDirectory, "/annuaire?vue=personnes"),
        (Target::Organisation(Id::new(3)), "/annuaire/organismes/3"),
        (Target::Person(Id::new(4)), "/annuaire/personnes/4"),
        (Target::Duplicates, "/annuaire/doublons"),
        (Target::HandOver(Id::new(4)), "/annuaire/personnes/4/passation"),
    ];
    for (target, address) in expected {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn every_place_about_people_has_its_address() {
    let expected = [
        (Target::ToConfirm, "/mandats/a-confirmer"),
        (Target::OwnData, "/compte/donnees"),
        (Target::OwnDataFile, "/compte/donnees/fichier"),
        (Target::PersonCard(Id::new(4)), "/annuaire/personnes/4/fiche"),
        (Target::Erasure(Id::new(4)), "/annuaire/personnes/4/effacement"),
    ];
    for (target, address) in expected {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn every_place_of_a_convention_has_its_address() {
    let one = ConventionId::new(1);
    let range = LineRange::new(12, 18).expect("a range");
    let expected = [
        (Target::Members(one), "/conventions/1/annuaire"),
        (Target::MemberPeople(one), "/conventions/1/annuaire?vue=personnes"),
        (
            Target::MemberOrganisation(one, Id::new(3)),
            "/conventions/1/annuaire/organismes/3",
        ),
        (Target::MemberPerson(one, Id::new(4)), "/conventions/1/annuaire/personnes/4"),
        (Target::Dashboard(one), "/conventions/1"),
        (Target::Convention(one), "/conventions/1/convention"),
        (Target::Articles(one), "/conventions/1/articles"),
        (Target::Parties(one), "/conventions/1/parties"),
        (Target::Annexes(one), "/conventions/1/annexes"),
        (Target::FrameworkWordings(one), "/conventions/1/redactions"),
        (Target::Bodies(one), "/conventions/1/instances"),
        (Target::Scheme(one), "/conventions/1/cooperation"),
        (Target::Facilities(one), "/conventions/1/equipements"),
        (Target::Duties(one), "/conventions/1/obligations"),
        (Target::OpenQuestions(one), "/conventions/1/a-completer"),
        (Target::WholeText(one), "/conventions/1/texte"),
        (Target::Text(one, range), "/conventions/1/texte?lignes=12-18#l12"),
        (Target::Journal(one), "/conventions/1/journal"),
        (Target::Perimeter(one), "/conventions/1/perimetre"),
        (Target::Reading(one), "/conventions/1/lecture"),
        (Target::Visibility(one), "/conventions/1/visibilite"),
        (
            Target::PartyPlace(PartyId {
                convention: one,
                ordinal: 2,
            }),
            "/conventions/1/perimetre/parties/2",
        ),
        (Target::Plan(one), "/conventions/1/plan"),
        (Target::PlanByTheme(one), "/conventions/1/plan/thematiques"),
        (Target::PlanTable(one), "/conventions/1/plan/tableau"),
        (Target::Deployment(one), "/conventions/1/deploiement"),
        (
            Target::Action(ActionId {
                convention: one,
                ordinal: 15,
            }),
            "/conventions/1/actions/15",
        ),
    ];
    for (target, address) in expected {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn every_place_among_documents_has_its_address() {
    let one = ConventionId::new(1);
    let document = DocumentId {
        convention: one,
        ordinal: 3,
    };
    let expected = [
        (Target::Documents(one), "/conventions/1/documents"),
        (
            Target::documents_of(one, Attachment::Action(15)),
            "/conventions/1/documents?objet=action-15",
        ),
        (Target::new_scan(one), "/conventions/1/documents/ajout?nature=signed_scan"),
        (
            Target::new_document(one, Attachment::Convention),
            "/conventions/1/documents/ajout?objet=convention",
        ),
        (Target::document(document), "/conventions/1/documents/3"),
        (Target::document_file(document, 2), "/conventions/1/documents/3/versions/2"),
        (
            Target::document_picture(document, 2),
            "/conventions/1/documents/3/versions/2/apercu",
        ),
    ];
    for (target, address) in expected {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn every_place_of_a_discussion_has_its_address() {
    let one = ConventionId::new(1);
    let (action, comment) = (
        ActionId {
            convention: one,
            ordinal: 15,
        },
        domain::ids::CommentId {
            convention: one,
            ordinal: 3,
        },
    );
    let expected = [
        (Target::discussion(one), "/conventions/1/echanges"),
        (Target::discussion_of(action), "/conventions/1/actions/15/echanges"),
        (Target::comment(comment), "/conventions/1/echanges/3"),
        (Target::following(one), "/conventions/1/abonnements"),
        (Target::NOTIFICATIONS, "/notifications"),
        (Target::OWN_LETTERS, "/compte/courriels"),
        (Target::news(one), "/conventions/1/nouveautes"),
    ];
    for (target, address) in expected {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn arrivals_have_theirs() {
    let one = ConventionId::new(1);
    for (target, address) in [
        (Target::ImportConvention, "/conventions/importer"),
        (Target::NewConvention, "/conventions/nouvelle"),
        (Target::ConventionRegister, "/conventions/registre"),
        (Target::EnteredConvention(one), "/conventions/registre?entree=1"),
        (Target::ConventionWithdrawal(one), "/conventions/retrait?convention=1"),
        (Target::InstallationSteps, "/premiers-pas"),
        (Target::FirstSteps(one), "/conventions/1/premiers-pas"),
        (Target::ExampleRemoval(one), "/conventions/1/exemple"),
        (Target::RegisteredExampleRemoval(one), "/conventions/exemple?convention=1"),
    ] {
        assert_eq!(href(target).to_string(), address);
    }
}

#[test]
fn sources_name_their_lines() {
    let lines: Lines = [LineRange::new(12, 18), LineRange::new(40, 40)]
        .into_iter()
        .flatten()
        .collect();
    let labels: Vec<String> = sources(ConventionId::new(1), &lines).map(|(_, label)| label).collect();
    assert_eq!(labels, ["Lignes\u{a0}12 à\u{a0}18", "Ligne\u{a0}40"]);
}

#[test]
fn only_a_path_of_this_site_is_a_way_back() {
    for good in ["/", "/conventions/1/plan?q=%C3%A9cole", "/conventions/1/texte?lignes=12-18"] {
        assert_eq!(LocalPath::parse(good).as_ref().map(LocalPath::as_str), Some(good));
    }
    for bad in [
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "plan",
        "/a b",
        "/a\nb",
        "/é",
    ] {
        assert_eq!(LocalPath::parse(bad), None, "{bad:?}");
    }
}
