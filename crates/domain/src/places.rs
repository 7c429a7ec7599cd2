//! Places of the product that pages link to, as types. The room that owns a place declares its address; `web` renders it.
//!
//! Nothing here knows an address: a test of `app` resolves every place.

mod desk;

pub use desk::DeskPlace;

use crate::campaigns::RecipientId;
use crate::compliance::Notice;
use crate::documents::Attachment;
use crate::followup::Lane;
use crate::ids::{ActionId, CampaignId, CommentId, ConventionId, DocumentId, OrganisationId, PartyId, PersonId, ReportId};
use crate::reading::LineRange;

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The sign-in page.
    SignIn,
    /// What the law asks the installation to publish.
    Notice(Notice),
    /// Where its administrator writes it.
    NoticeEdition(Notice),
    /// One's own account.
    OwnAccount,
    /// Everything that is held about oneself.
    OwnData,
    /// The same, as a file.
    OwnDataFile,
    /// The second step of one's own account.
    OwnSecondStep,
    /// Where a one-time code is asked for, after a password.
    SecondStep,
    /// The conventions in which one holds a mandate.
    OwnConventions,
    /// Where a text becomes a convention.
    ImportConvention,
    /// Where a convention is made without a text.
    NewConvention,
    /// Every convention of the installation, withdrawn or not.
    ConventionRegister,
    /// The same, after this one entered.
    EnteredConvention(ConventionId),
    /// Where a convention is withdrawn.
    ConventionWithdrawal(ConventionId),
    /// Where a convention of example is removed, by those who are at work in it.
    ExampleRemoval(ConventionId),
    /// The same, by those who administer.
    RegisteredExampleRemoval(ConventionId),
    /// What those who administer do first.
    InstallationSteps,
    /// What those who run the plan of a convention do first.
    FirstSteps(ConventionId),
    /// Accounts and mandates of the installation.
    Accounts,
    /// The mandates to confirm after an election.
    ToConfirm,
    /// Invitations, links and requests.
    Access,
    /// What guards the installation.
    Safeguard(Safeguard),
    /// Every organisation of the installation.
    Directory,
    /// Every person of the installation.
    PeopleDirectory,
    /// One organisation of the installation.
    Organisation(OrganisationId),
    /// One person of the installation.
    Person(PersonId),
    /// What may be the same, in the directory.
    Duplicates,
    /// Who did what in the installation: accounts, mandates, ways in.
    InstallationJournal,
    /// Where the card of a person is changed.
    PersonCard(PersonId),
    /// What goes and what stays when a person is erased.
    Erasure(PersonId),
    /// What a person holds, to hand it over.
    HandOver(PersonId),
    /// The organisations of one convention.
    Members(ConventionId),
    /// The people of one convention.
    MemberPeople(ConventionId),
    /// One organisation, as one convention knows it.
    MemberOrganisation(ConventionId, OrganisationId),
    /// One person, as one convention knows them.
    MemberPerson(ConventionId, PersonId),
    /// What to do and how it stands, for one convention.
    Dashboard(ConventionId),
    /// The agreement: parties, period, deliberations.
    Convention(ConventionId),
    /// The articles of the text, and what stands around them.
    Articles(ConventionId),
    /// Parties, those who sign, votes, contracts followed.
    Parties(ConventionId),
    /// Annexes announced and joined.
    Annexes(ConventionId),
    /// The framework as each place of the text words it.
    FrameworkWordings(ConventionId),
    /// Governance bodies.
    Bodies(ConventionId),
    /// The cooperation scheme.
    Scheme(ConventionId),
    /// Facilities and services.
    Facilities(ConventionId),
    /// Who owes what to whom.
    Duties(ConventionId),
    /// What the text leaves open.
    OpenQuestions(ConventionId),
    /// The signed text, from its first line.
    WholeText(ConventionId),
    /// Lines of the signed text.
    Text(ConventionId, LineRange),
    /// Who did what in the convention.
    Journal(ConventionId),
    /// The communes of the convention, on a map and in a table.
    Perimeter(ConventionId),
    /// What was corrected of the reading, and where to correct it.
    Reading(ConventionId),
    /// Where the kept text is read again.
    ReadingAgain(ConventionId),
    /// Who sees what is shared.
    Visibility(ConventionId),
    /// Which official place a party is.
    PartyPlace(PartyId),
    /// The plan by framework.
    Plan(ConventionId),
    /// The plan by theme.
    PlanByTheme(ConventionId),
    /// The plan as a table.
    PlanTable(ConventionId),
    /// Actions by years, a lane a commune.
    Deployment(ConventionId),
    /// One action.
    Action(ActionId),
    /// The documents kept beside the convention.
    Documents(ConventionId),
    /// One document, or a way to some of them.
    DocumentPlace(DocumentPlace),
    /// A place of the follow-up of the plan.
    FollowUp(FollowUpPlace),
    /// Letters that leave by e-mail, and what became of them.
    Letters,
    /// Where the letters of the demo are read.
    DemoMailbox,
    /// What is said about a convention.
    DiscussionPlace(DiscussionPlace),
    /// A place from which the plan is run.
    Desk(DeskPlace),
}

/// A place of the follow-up of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUpPlace {
    /// Where a lane is reported on.
    Report(Lane),
    /// Where a partner proposes a report on a lane.
    Proposal(Lane),
    /// A report, where the page of its action tells it.
    Told(ActionId, i64),
    /// The reports that wait to be confirmed.
    Awaiting(ConventionId),
    /// One of them, to be corrected.
    AwaitingOne(ReportId),
    /// How the convention names each state.
    StatusNames(ConventionId),
    /// The campaigns of questions of a convention.
    Campaigns(ConventionId),
    /// One recipient of a campaign: what was answered.
    Recipient(RecipientId),
    /// One campaign: who was asked, who answered.
    Campaign(CampaignId),
    /// The plan by state.
    Board(ConventionId),
    /// What is proposed for an amendment.
    Amendments(ConventionId),
    /// Where it is proposed that the text say something else of an action.
    Amend(ActionId),
    /// Where one goes by typing, with the keys of the keyboard.
    GoTo(ConventionId),
}

/// A place where those who administer see to what guards the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safeguard {
    /// Whether everyone must have a passkey or a second step, and who has none.
    SecondProof,
    /// The backups that the installation makes by itself.
    Backups,
}

/// A place among what is said about a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscussionPlace {
    /// All that is said, the last first.
    All(ConventionId),
    /// What is said about one action.
    OfAction(ActionId),
    /// One comment, with what it answers and what answers it.
    One(CommentId),
    /// What one follows there.
    Following(ConventionId),
    /// What changed there since one's last visit.
    News(ConventionId),
    /// What one was told of, everywhere.
    Notifications,
    /// What one is written to about.
    OwnLetters,
}

/// A place among the documents of a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentPlace {
    /// Those attached to one thing.
    About(ConventionId, Attachment),
    /// Where the signed scan is added.
    NewScan(ConventionId),
    /// Where a document is added, attached to this.
    New(ConventionId, Attachment),
    /// One document and its versions.
    One(DocumentId),
    /// The file of a version of a document.
    File(DocumentId, i64),
    /// The same picture, in a size that suits a page.
    Picture(DocumentId, i64),
}

impl Target {
    /// The campaigns of questions of a convention.
    #[must_use]
    pub const fn campaigns(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::Campaigns(convention))
    }

    /// One campaign.
    #[must_use]
    pub const fn campaign(campaign: CampaignId) -> Self {
        Self::FollowUp(FollowUpPlace::Campaign(campaign))
    }

    /// One recipient of a campaign: what was answered.
    #[must_use]
    pub const fn campaign_recipient(recipient: RecipientId) -> Self {
        Self::FollowUp(FollowUpPlace::Recipient(recipient))
    }

    /// Where a lane is reported on.
    #[must_use]
    pub const fn report(lane: Lane) -> Self {
        Self::FollowUp(FollowUpPlace::Report(lane))
    }

    /// Where a partner proposes a report on a lane.
    #[must_use]
    pub const fn proposal(lane: Lane) -> Self {
        Self::FollowUp(FollowUpPlace::Proposal(lane))
    }

    /// The reports that wait to be confirmed.
    #[must_use]
    pub const fn awaiting_reports(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::Awaiting(convention))
    }

    /// One report that waits, to be corrected.
    #[must_use]
    pub const fn awaiting_report(report: ReportId) -> Self {
        Self::FollowUp(FollowUpPlace::AwaitingOne(report))
    }

    /// How the convention names each state.
    #[must_use]
    pub const fn status_names(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::StatusNames(convention))
    }

    /// The plan by state.
    #[must_use]
    pub const fn plan_board(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::Board(convention))
    }

    /// What is proposed for an amendment.
    #[must_use]
    pub const fn amendments(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::Amendments(convention))
    }

    /// Where it is proposed that the text say something else of an action.
    #[must_use]
    pub const fn amend(action: ActionId) -> Self {
        Self::FollowUp(FollowUpPlace::Amend(action))
    }

    /// Where one goes by typing.
    #[must_use]
    pub const fn go_to(convention: ConventionId) -> Self {
        Self::FollowUp(FollowUpPlace::GoTo(convention))
    }

    /// The documents attached to one thing.
    #[must_use]
    pub const fn documents_of(convention: ConventionId, attachment: Attachment) -> Self {
        Self::DocumentPlace(DocumentPlace::About(convention, attachment))
    }

    /// Where the signed scan is added.
    #[must_use]
    pub const fn new_scan(convention: ConventionId) -> Self {
        Self::DocumentPlace(DocumentPlace::NewScan(convention))
    }

    /// Where a document is added, attached to this.
    #[must_use]
    pub const fn new_document(convention: ConventionId, attachment: Attachment) -> Self {
        Self::DocumentPlace(DocumentPlace::New(convention, attachment))
    }

    /// One document and its versions.
    #[must_use]
    pub const fn document(document: DocumentId) -> Self {
        Self::DocumentPlace(DocumentPlace::One(document))
    }

    /// The file of a version of a document.
    #[must_use]
    pub const fn document_file(document: DocumentId, version: i64) -> Self {
        Self::DocumentPlace(DocumentPlace::File(document, version))
    }

    /// What one was told of.
    pub const NOTIFICATIONS: Self = Self::DiscussionPlace(DiscussionPlace::Notifications);

    /// What one is written to about.
    pub const OWN_LETTERS: Self = Self::DiscussionPlace(DiscussionPlace::OwnLetters);

    /// What changed in a convention since one's last visit.
    #[must_use]
    pub const fn news(convention: ConventionId) -> Self {
        Self::DiscussionPlace(DiscussionPlace::News(convention))
    }

    /// All that is said about a convention.
    #[must_use]
    pub const fn discussion(convention: ConventionId) -> Self {
        Self::DiscussionPlace(DiscussionPlace::All(convention))
    }

    /// What is said about one action.
    #[must_use]
    pub const fn discussion_of(action: ActionId) -> Self {
        Self::DiscussionPlace(DiscussionPlace::OfAction(action))
    }

    /// One comment, with those around it.
    #[must_use]
    pub const fn comment(comment: CommentId) -> Self {
        Self::DiscussionPlace(DiscussionPlace::One(comment))
    }

    /// What one follows in a convention.
    #[must_use]
    pub const fn following(convention: ConventionId) -> Self {
        Self::DiscussionPlace(DiscussionPlace::Following(convention))
    }

    /// The same picture, in a size that suits a page.
    #[must_use]
    pub const fn document_picture(document: DocumentId, version: i64) -> Self {
        Self::DocumentPlace(DocumentPlace::Picture(document, version))
    }
}
