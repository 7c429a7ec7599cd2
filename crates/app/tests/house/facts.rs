//! Every fact leaves one row in the journal, with who, for whom, under which verb. The list is the one of the law book.

use std::path::Path;

use app::rooms;
use domain::access::{Reason, VerbType as _};
use domain::compliance::NoticeWritten;
use domain::convention::ConventionEntered;
use domain::digest::Digest;
use domain::fact::Fact;
use domain::people::{AccountCreated, InstallationFounded, MandateEnded, MandateGiven, PasswordChanged, SignedIn, SignedOut};
use people::Persona;
use testkit::World;
use testkit::journal::Entry;

use crate::cast::{self, Who, world};
use crate::forms::form_of;

/// The facts of the law book that these tests record.
const RECORDED: [&str; 133] = [
    "AccountClosed",
    "AccountCreated",
    "AccountReopened",
    "AddressRefused",
    "AdministrationGranted",
    "AdministrationWithdrawn",
    "AliasAdded",
    "AliasRemoved",
    "AmendmentProposed",
    "AnomaliesSettled",
    "AwaitingCorrected",
    "CampaignAddressCorrected",
    "CampaignAnswerNoted",
    "CampaignAnswered",
    "CampaignClosed",
    "CampaignDropped",
    "CampaignFileAdded",
    "CampaignFileRemoved",
    "CampaignLaunched",
    "CampaignLinksSent",
    "CampaignOpened",
    "CampaignPassedOn",
    "CampaignRemindersStopped",
    "CampaignReopened",
    "CampaignWritten",
    "CardChanged",
    "ChangesKeptAside",
    "ChargesHandedOver",
    "CommentEdited",
    "CommentModerated",
    "CommentWithdrawn",
    "CommentWritten",
    "ContactInvited",
    "ContactRecorded",
    "ConventionEntered",
    "ConventionReinstated",
    "ConventionWithdrawn",
    "DetailMarked",
    "DigestSent",
    "DistinctDeclared",
    "DocumentAdded",
    "DocumentRenamed",
    "DocumentRestored",
    "DocumentTextRead",
    "DocumentVersionAdded",
    "DocumentWithdrawn",
    "EmailChangeAsked",
    "EmailChanged",
    "ErasureAsked",
    "ErasureRefused",
    "ErasureWithdrawn",
    "EveryLinkEnded",
    "EverySessionClosed",
    "ExampleRemoved",
    "FollowChosen",
    "IdentityBound",
    "IdentityRemoved",
    "IdentityUnbound",
    "InstallationFounded",
    "LetterCancelled",
    "LetterHandled",
    "LetterRetried",
    "LetterReturned",
    "LettersChosen",
    "LettersStopped",
    "LinkMade",
    "LinkRevoked",
    "MailServerChanged",
    "MandateChosen",
    "MandateConfirmed",
    "MandateEnded",
    "MandateGiven",
    "MandateHandedOver",
    "MandateReopened",
    "MandateWithdrawn",
    "MergeUndone",
    "Merged",
    "MilestoneAdded",
    "MilestoneChanged",
    "MilestoneDone",
    "MilestoneRemoved",
    "MilestoneReopened",
    "MilestoneRestored",
    "NoticeWritten",
    "OrganisationRecorded",
    "OrganisationSeparated",
    "PasskeyAdded",
    "PasskeyRemoved",
    "PasskeyRenamed",
    "PasswordChanged",
    "PasswordChosen",
    "PasswordLinkSent",
    "PersonAttached",
    "PersonDetached",
    "PersonErased",
    "PersonExported",
    "PersonInvited",
    "PlaceChosen",
    "PlacesRecognised",
    "PlanWatched",
    "PointChecked",
    "ProgressProposed",
    "ProgressReported",
    "ProjectionRebuilt",
    "ProposalWithdrawn",
    "ReadingConfirmed",
    "ReadingCorrected",
    "ReadingRenewed",
    "RecoveryCodesRenewed",
    "ReportAccepted",
    "ReportSetAside",
    "ResetAsked",
    "RuleSwitched",
    "SecondFileCompared",
    "SecondProofDemanded",
    "SecondStepDisabled",
    "SecondStepEnabled",
    "SecondStepRemoved",
    "SessionsClosed",
    "SessionsEnded",
    "SessionsSwept",
    "SignInsFailed",
    "SignedIn",
    "SignedOut",
    "StatusRenamed",
    "SummaryLinkMade",
    "SummaryLinkRevoked",
    "TrialLetterAsked",
    "ViewChanged",
    "ViewRemoved",
    "ViewSaved",
    "ViewTakenOver",
    "VisibilityChosen",
];

/// What was added to the journal since.
pub(crate) async fn since(world: &World, before: &[Entry]) -> Vec<Entry> {
    let mut after = world.journal().await;
    after.retain(|entry| !before.contains(entry));
    after
}

/// One row a fact, of this name and under the verb it needs.
pub(crate) fn check<F: Fact>(rows: &[Entry]) -> Entry {
    let own: Vec<&Entry> = rows.iter().filter(|row| row.fact == F::NAME).collect();
    assert_eq!(own.len(), 1, "{} in {rows:?}", F::NAME);
    assert_eq!(own[0].verb, F::Needs::VERB.code(), "{}", F::NAME);
    own[0].clone()
}

/// The administrator, and nobody's job, in the name of no party.
pub(crate) fn check_administrator(row: &Entry) {
    let administrator = Who::Persona(Persona::Administrator).person().map(domain::ids::Id::ordinal);
    assert_eq!(
        (row.person, row.mandate, row.organisation),
        (administrator, None, None),
        "{row:?}"
    );
    assert_eq!(row.job, None, "{row:?}");
}

#[tokio::test]
async fn accounts_and_mandates_are_told_with_the_administrator() {
    let world = world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let before = world.journal().await;
    administrator.post("/comptes", form_of("/comptes").fields).await;
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<AccountCreated>(&rows);
    check_administrator(&row);
    assert_eq!((row.chain, row.subject.as_str()), (0, "person/13"));

    let before = world.journal().await;
    administrator.post("/mandats", form_of("/mandats").fields).await;
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<MandateGiven>(&rows);
    check_administrator(&row);
    assert_eq!(row.chain, 1, "a mandate is told in the chain of its convention: {row:?}");
}

#[tokio::test]
async fn a_mandate_that_ends_closes_its_convention_from_the_next_day() {
    let world = world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let before = world.journal().await;
    let early = administrator.post("/mandats/fin", "mandat=3&fin=2021-12-31").await;
    assert_eq!(early.status, 422);
    assert!(early.words().contains("Ce mandat commence le"), "{}", early.words());
    assert_eq!(
        administrator.post("/mandats/fin", "mandat=999&fin=2026-01-01").await.status,
        404
    );
    assert_eq!(world.journal().await, before, "nothing was recorded");

    assert_eq!(mayor.get("/conventions/1").await.status, 200);
    assert_eq!(
        administrator.post("/mandats/fin", "mandat=3&fin=2026-01-31").await.status,
        303
    );
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<MandateEnded>(&rows);
    check_administrator(&row);
    assert_eq!((row.chain, row.subject.as_str()), (1, "mandate/3"));
    assert_eq!(mayor.get("/conventions/1").await.status, 404, "the mandate is over");
    let again = administrator.post("/mandats/fin", "mandat=3&fin=2026-12-31").await;
    assert_eq!(again.status, 422, "the end of a mandate never goes later by ending it");
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let journal = coordinator.get("/conventions/1/journal").await.words();
    assert!(journal.contains("Un mandat a pris fin"), "{journal}");
}

#[tokio::test]
async fn the_same_mandate_is_not_given_twice_nor_to_a_role_that_does_not_fit() {
    let world = world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let fields = "personne=9&place=1-2&role=auditor&debut=2026-01-01&fin=";
    assert_eq!(administrator.post("/mandats", fields).await.status, 303);
    let before = world.journal().await;
    let twice = administrator.post("/mandats", fields).await;
    assert_eq!(twice.status, 422);
    assert!(twice.words().contains("tient déjà ce mandat"), "{}", twice.words());
    let everywhere = ["1-1", "1-2", "1-3"].map(|place| format!("personne=9&place={place}&role=mayor&debut=2026-01-01&fin="));
    let mut statuses = Vec::new();
    for fields in &everywhere {
        statuses.push(administrator.post("/mandats", fields).await.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 303, 422], "two communes and a fund");
    assert_eq!(world.journal().await.len(), before.len() + 2);
}

#[tokio::test]
async fn sessions_are_told_with_their_owner() {
    let world = world().await;
    let before = world.journal().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let opened = since(&world, &before).await;
    let before = world.journal().await;
    mayor.post("/deconnexion", "").await;
    let closed = since(&world, &before).await;
    assert_eq!((opened.len(), closed.len()), (1, 1), "{opened:?} {closed:?}");
    let person = Who::Persona(Persona::Mayor).person().map(domain::ids::Id::ordinal);
    for row in [check::<SignedIn>(&opened), check::<SignedOut>(&closed)] {
        assert_eq!((row.chain, row.person, row.job.as_deref()), (0, person, None), "{row:?}");
    }
    assert_eq!(mayor.get("/conventions").await.status, 303, "the session is closed");
}

#[tokio::test]
async fn a_new_session_in_a_browser_closes_the_one_before() {
    let world = world().await;
    let mut browser = Who::Persona(Persona::Mayor).at(&world).await;
    let mut elsewhere = Who::Persona(Persona::Mayor).at(&world).await;
    let mut kept_aside = browser.clone();
    let before = world.journal().await;
    assert_eq!(browser.post("/demo", form_of("/demo").fields).await.status, 303);
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    check::<SignedIn>(&rows);
    assert_eq!(browser.get("/conventions").await.status, 200);
    assert_eq!(
        kept_aside.get("/conventions").await.status,
        303,
        "the session before is closed"
    );
    assert_eq!(
        elsewhere.get("/conventions").await.status,
        200,
        "another browser keeps its own"
    );
}

#[tokio::test]
async fn a_changed_password_is_told_and_closes_the_other_sessions() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let mut elsewhere = Who::Neighbour.at(&world).await;
    let before = world.journal().await;
    let wrong = "actuel=je+ne+sais+plus+trop&nouveau=un+autre+mot+de+passe";
    assert_eq!(neighbour.post("/compte", wrong).await.status, 422);
    assert_eq!(world.journal().await, before, "a wrong password changes nothing");
    assert_eq!(neighbour.post("/compte", form_of("/compte").fields).await.status, 200);
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<PasswordChanged>(&rows);
    assert_eq!((row.chain, row.person, row.job.as_deref()), (0, Some(10), None));
    assert_eq!(neighbour.get("/conventions").await.status, 200);
    assert_eq!(elsewhere.get("/conventions").await.status, 303, "every other session closed");
    let old = world.visitor().post("/connexion", form_of("/connexion").fields).await;
    assert_eq!(old.status, 422, "the old password is no longer one");
}

#[tokio::test]
async fn a_convention_that_enters_is_one_row_in_its_own_chain() {
    let world = world().await;
    let before = world.journal().await;
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    let convention = cast::enter(&world.store, &text.replace("Pennes", "Landes")).await;
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<ConventionEntered>(&rows);
    assert_eq!((row.chain, row.seq, row.person), (convention.ordinal(), 1, None));
    assert_eq!(row.job.as_deref(), Some(Reason::CommandLine.code()));
}

#[tokio::test]
async fn a_founded_installation_is_told_by_the_job_that_proved_the_code() {
    let code = Digest::of(b"AAAA-BBBB-CCCC");
    let world = cast::installation(rooms::routes(Some(code))).await;
    let mut first = world.visitor();
    let wrong = form_of("/installation").fields.replace("AAAA", "AAAB");
    assert_eq!(first.post("/installation", &wrong).await.status, 422);
    assert!(world.journal().await.is_empty(), "a wrong code records nothing");
    let answer = first.post("/installation", form_of("/installation").fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/conventions"));
    let rows = world.journal().await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    let row = check::<InstallationFounded>(&rows);
    assert_eq!(row.job.as_deref(), Some(Reason::Founding.code()));
    assert_eq!(check::<SignedIn>(&rows).person, Some(1));
    // The code works once.
    let again = world.visitor().post("/installation", form_of("/installation").fields).await;
    assert_eq!(again.status, 404);
    assert_eq!(world.journal().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_works_once_even_for_two_who_type_it_together() {
    let code = Digest::of(b"AAAA-BBBB-CCCC");
    let world = cast::installation(rooms::routes(Some(code))).await;
    let fields = form_of("/installation").fields;
    let other = fields.replace("mel=a", "mel=b");
    let (mut one, mut two) = (world.visitor(), world.visitor());
    let (first, second) = tokio::join!(one.post("/installation", fields), two.post("/installation", &other));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    check::<InstallationFounded>(&world.journal().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_sent_twice_at_once_makes_one_account() {
    let world = world().await;
    let administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let (mut one, mut two) = (administrator.clone(), administrator);
    let fields = form_of("/comptes").fields;
    let (first, second) = tokio::join!(one.post("/comptes", fields), two.post("/comptes", fields));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let again = if first.status == 422 { first } else { second };
    assert!(again.words().contains("Un compte existe déjà"), "{}", again.words());
}

#[test]
fn no_fact_of_the_law_book_is_forgotten() {
    let mut written = Vec::new();
    facts_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src"), &mut written);
    written.sort_unstable();
    assert_eq!(written, RECORDED, "each fact has its test above, or in `identity.rs`");
}

/// The types that are facts, read in the source: written out, or listed in a `told!`, as `Name, Verb, "name", |fact|`.
fn facts_in(folder: &Path, facts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            facts_in(&path, facts);
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        let names = source.lines().filter_map(|line| line.trim().strip_prefix("impl Fact for "));
        facts.extend(
            names
                .map(|name| name.trim_end_matches(" {").to_owned())
                .filter(|name| !name.starts_with('$')),
        );
        let listed = source.split_once("\ntold! {").map_or("", |(_, listed)| listed);
        let lines = listed
            .lines()
            .filter(|line| line.starts_with("    ") && line.contains(", |fact|"));
        facts.extend(
            lines
                .filter_map(|line| line.trim().split_once(','))
                .map(|(name, _)| name.to_owned()),
        );
    }
}

#[tokio::test]
async fn a_notice_that_is_written_is_told_once() {
    let world = world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let before = world.journal().await;
    let form = form_of("/mentions-legales/modifier");
    assert_eq!(
        administrator.post(form.pattern, form.fields).await.location(),
        "/mentions-legales"
    );
    assert_eq!(
        administrator.post(form.pattern, form.fields).await.location(),
        "/mentions-legales"
    );
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "what does not change is not told again: {rows:?}");
    let row = check::<NoticeWritten>(&rows);
    check_administrator(&row);
    assert_eq!((row.chain, row.subject.as_str()), (0, "notice/legal"));
}
