//! Rights: who may do what, as one pure, exhaustive function over closed lists.
//!
//! [`allows`] looks at the standing of the person and at nothing else: what the *state* permits (a closed action is not
//! edited) belongs to the rules of each room. It is printed to `docs/rights.txt`, which a lawyer can read.

use crate::digest::Digest;
use crate::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use crate::reading::OrganisationKind;

mod opens;
mod policy;
mod reason;
mod table;

pub use opens::LinkOpens;
pub use policy::{Because, WhyNot, allows, roles_allowed};
pub use reason::Reason;
pub use table::rights_table;

/// In which quality a person acts for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Chargé de coopération: runs the plan of one commune, chases, writes.
    Coordinator,
    /// Maire: signs and answers for the commune.
    Mayor,
    /// Conseiller or responsable de territoire of the fund.
    FundOfficer,
    /// Director of the fund: signs for it.
    FundDirector,
    /// Contact of an association or another partner, concerned by its own actions.
    PartnerContact,
    /// Reads all of one convention, changes nothing.
    Auditor,
}

impl Role {
    /// All roles, in the order of the printed table.
    pub const ALL: [Self; 6] = [
        Self::Coordinator,
        Self::Mayor,
        Self::FundOfficer,
        Self::FundDirector,
        Self::PartnerContact,
        Self::Auditor,
    ];

    /// The word stored and printed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Mayor => "mayor",
            Self::FundOfficer => "fund_officer",
            Self::FundDirector => "fund_director",
            Self::PartnerContact => "partner_contact",
            Self::Auditor => "auditor",
        }
    }

    /// The role stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Coordinator => "Chargé ou chargée de coopération",
            Self::Mayor => "Maire",
            Self::FundOfficer => "Conseiller ou conseillère Caf",
            Self::FundDirector => "Direction de la Caf",
            Self::PartnerContact => "Contact d’un partenaire",
            Self::Auditor => "Lecture et contrôle",
        }
    }

    /// The same words inside a sentence: what is a name keeps its capital ("conseillère Caf").
    #[must_use]
    pub fn inside_a_sentence(self) -> String {
        let mut rest = self.french().chars();
        let first = rest.next();
        first.into_iter().flat_map(char::to_lowercase).chain(rest).collect()
    }

    /// Whether someone can hold this role for an organisation of this kind.
    #[must_use]
    pub const fn fits(self, kind: OrganisationKind) -> bool {
        match self {
            Self::Mayor => matches!(kind, OrganisationKind::Commune),
            Self::Coordinator => kind.has_council(),
            Self::FundOfficer | Self::FundDirector => matches!(kind, OrganisationKind::FamilyFund),
            Self::PartnerContact => !matches!(kind, OrganisationKind::FamilyFund),
            Self::Auditor => true,
        }
    }
}

/// Who reads or writes. Closed from the first day: nothing else ever opens a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody is signed in.
    Visitor,
    /// A person signed in, outside any convention. The right to create people and conventions is read in the
    /// transaction, never remembered here.
    Person(PersonId),
    /// A person acting under one mandate, inside its convention.
    Mandate(Mandated),
    /// Whoever holds a link, by the digest of its secret: what the link opens is read in the transaction.
    Link(Digest),
    /// The product itself, for a stated reason.
    Job(Reason),
}

/// The mandate under which someone acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mandated {
    /// The person.
    pub person: PersonId,
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The organisation in whose name the person acts.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
}

impl Viewer {
    /// The person, when there is one.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(*person),
            Self::Mandate(mandated) => Some(mandated.person),
            Self::Visitor | Self::Link(_) | Self::Job(_) => None,
        }
    }
}

/// The quality in which a verb is asked for, as established inside the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody signed in.
    Visitor,
    /// An account, without more.
    Account,
    /// An account that holds the installation role.
    Administrator,
    /// A mandate in the convention concerned, in force today.
    Mandated(Role),
    /// A link of the convention concerned, which works today.
    Link(LinkOpens),
    /// The product itself.
    Job(Reason),
}

/// Where a verb applies.
pub trait Place: Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The convention concerned, when there is one.
    fn convention(self) -> Option<ConventionId>;
}

/// The whole installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installation;

impl Place for Installation {
    fn convention(self) -> Option<ConventionId> {
        None
    }
}

impl Place for ConventionId {
    fn convention(self) -> Option<ConventionId> {
        Some(self)
    }
}

/// A verb known to the compiler, so that a fact can name the permission it needs.
pub trait VerbType: Send + Sync + 'static {
    /// The verb.
    const VERB: Verb;
    /// Where it applies.
    type Place: Place;
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident @ $place:ty = $code:literal),+ $(,)?) => {
        /// Everything that can be asked of the product. A new verb does not compile until [`allows`] answers for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Verb { $($(#[$doc])* $name),+ }

        impl Verb {
            /// All verbs, in the order of the printed table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word written in the journal and in the printed table.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }

        /// The verbs as types.
        pub mod verbs {
            use super::{ConventionId, Installation, Verb, VerbType};
            $(
                $(#[$doc])*
                #[derive(Debug, Clone, Copy)]
                pub struct $name;
                impl VerbType for $name {
                    const VERB: Verb = Verb::$name;
                    type Place = $place;
                }
            )+
        }
    };
}

verbs! {
    /// Create the first administrator of an empty installation.
    FoundInstallation @ Installation = "found_installation",
    /// Read a password hash, to compare it with what was typed.
    ReadCredentials @ Installation = "read_credentials",
    /// Open or close one's own session.
    SignIn @ Installation = "sign_in",
    /// Change one's own password.
    ChangeOwnPassword @ Installation = "change_own_password",
    /// Secure one's own account: sessions, passkeys, one-time codes, address; ask to be erased.
    SecureOwnAccount @ Installation = "secure_own_account",
    /// Use a link received, or ask for one.
    UseLink @ Installation = "use_link",
    /// Make and revoke links, confirm a new address, remove the second step of someone who lost it.
    ManageAccess @ Installation = "manage_access",
    /// Sweep the sessions that ended by themselves.
    SweepSessions @ Installation = "sweep_sessions",
    /// See the accounts and the mandates of the installation.
    ViewAccounts @ Installation = "view_accounts",
    /// Count the sessions that are open.
    CountSessions @ Installation = "count_sessions",
    /// Read what the installation publishes about itself.
    ViewNotices @ Installation = "view_notices",
    /// Read the journal of the installation: accounts, mandates, ways in.
    ViewInstallationJournal @ Installation = "view_installation_journal",
    /// Write what the installation publishes about itself.
    WriteNotices @ Installation = "write_notices",
    /// Create a person with an account.
    CreateAccount @ Installation = "create_account",
    /// Give, end, reopen or confirm a mandate.
    GiveMandate @ Installation = "give_mandate",
    /// Choose, among the mandates that one holds in a convention, the one under which one acts.
    ChooseMandate @ Installation = "choose_mandate",
    /// Close or reopen an account, give or withdraw the installation role, hand over what a person holds; export or erase what
    /// is held about someone.
    KeepAccounts @ Installation = "keep_accounts",
    /// Record contacts, names of organisations, and which of two that look alike are the same.
    KeepDirectory @ Installation = "keep_directory",
    /// Enter a convention read from its text.
    EnterConvention @ Installation = "enter_convention",
    /// Project again from its act what an older version did not project.
    RebuildProjection @ ConventionId = "rebuild_projection",
    /// Read the convention: parties, period, deliberations, what is left open.
    ViewConvention @ ConventionId = "view_convention",
    /// Find the organisations and the people of the convention, and how to write to them.
    ViewDirectory @ ConventionId = "view_directory",
    /// Read the lines of the signed text.
    ViewText @ ConventionId = "view_text",
    /// Read the plan: framework, actions, deployment.
    ViewPlan @ ConventionId = "view_plan",
    /// Read the journal of the convention.
    ViewJournal @ ConventionId = "view_journal",
    /// See what is kept among those who sign.
    ViewInternal @ ConventionId = "view_internal",
    /// Say which official place a party of the convention is.
    ChoosePlace @ ConventionId = "choose_place",
    /// Choose who sees an action, a facility, a document or the signed text.
    ChooseVisibility @ ConventionId = "choose_visibility",
    /// Correct what was read of the signed text, which itself never changes.
    CorrectReading @ ConventionId = "correct_reading",
    /// Find and receive the documents of the convention.
    ViewDocuments @ ConventionId = "view_documents",
    /// See those that were withdrawn too.
    ViewWithdrawnDocuments @ ConventionId = "view_withdrawn_documents",
    /// Add documents and versions of them, rename, withdraw and bring them back.
    KeepDocuments @ ConventionId = "keep_documents",
    /// Open the files that were just kept and read their words, so that they are found by them.
    ReadDocuments @ ConventionId = "read_documents",
    /// Read what is said about the convention and its actions.
    ViewComments @ ConventionId = "view_comments",
    /// Say something, change it for a while, withdraw it.
    WriteComments @ ConventionId = "write_comments",
    /// Withdraw what someone else said.
    ModerateComments @ ConventionId = "moderate_comments",
    /// Choose what one is told of in a convention.
    Follow @ ConventionId = "follow",
    /// Choose what one is written to about.
    ChooseLetters @ Installation = "choose_letters",
    /// Gather what happened into letters.
    SendDigests @ Installation = "send_digests",
    /// Report on the plan: how an action stands, what was done. It counts at once.
    ReportProgress @ ConventionId = "report_progress",
    /// Propose a report on one's own actions, which someone confirms.
    ProposeProgress @ ConventionId = "propose_progress",
    /// Confirm the reports that wait, or set them aside; see both. Who reports nothing that counts at once does so for the actions that
    /// their organisation pilots, and never for what it said itself.
    ConfirmReports @ ConventionId = "confirm_reports",
    /// Look at the plan for what became late or silent, and tell it.
    WatchPlan @ ConventionId = "watch_plan",
    /// Choose how the convention names each status.
    NameStatuses @ ConventionId = "name_statuses",
    /// Read the campaigns: who was asked what, who answered.
    ViewCampaigns @ ConventionId = "view_campaigns",
    /// Prepare, launch and close campaigns, send reminders, note what was answered by telephone.
    RunCampaigns @ ConventionId = "run_campaigns",
    /// Answer a campaign, or pass the question on to a colleague.
    AnswerCampaign @ ConventionId = "answer_campaign",
    /// See to whom letters leave by e-mail, and what became of them; never what they hold.
    ViewLetters @ Installation = "view_letters",
    /// Send a letter again, cancel one, try whether letters arrive.
    KeepLetters @ Installation = "keep_letters",
    /// Read letters whole, to hand them to the mail server, or to the mailbox of the demo.
    SendLetters @ Installation = "send_letters",
    /// Add, change, tick and take out milestones and tasks; say how far each detail of the text has gone.
    KeepMilestones @ ConventionId = "keep_milestones",
    /// Tick a milestone or a task, or reopen it. Who keeps none does so for what was entrusted to them, or to their organisation.
    TickMilestones @ ConventionId = "tick_milestones",
    /// Propose that the signed text say something else, and keep the proposal for an amendment.
    ProposeAmendment @ ConventionId = "propose_amendment",
    /// Say what becomes of an écart of the text, and put a rule aside.
    SettleAnomalies @ ConventionId = "settle_anomalies",
    /// Keep views of the plan under names, for oneself or for those who read the plan.
    SaveViews @ ConventionId = "save_views",
    /// Make a link to the sheet of an elected person, take one back, see those that were made.
    ShareSummary @ ConventionId = "share_summary",
    /// Read the sheet of an elected person, by its link.
    ReadSummary @ ConventionId = "read_summary",
    /// Remove a convention of example, with all that was invented in it.
    RemoveExample @ ConventionId = "remove_example",
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of organisation that a role fits.
    fn kinds(role: Role) -> Vec<OrganisationKind> {
        OrganisationKind::ALL.into_iter().filter(|kind| role.fits(*kind)).collect()
    }

    #[test]
    fn a_role_keeps_its_names_inside_a_sentence() {
        assert_eq!(Role::FundOfficer.inside_a_sentence(), "conseiller ou conseillère Caf");
        assert_eq!(Role::Mayor.inside_a_sentence(), "maire");
    }

    #[test]
    fn a_role_is_held_for_the_organisations_it_belongs_to() {
        use OrganisationKind::{Commune, FamilyFund, Intercommunality, Syndicate};
        assert_eq!(kinds(Role::Mayor), [Commune]);
        assert_eq!(kinds(Role::Coordinator), [Commune, Intercommunality, Syndicate]);
        assert_eq!(kinds(Role::FundOfficer), [FamilyFund]);
        assert_eq!(kinds(Role::FundDirector), [FamilyFund]);
        assert_eq!(kinds(Role::Auditor), OrganisationKind::ALL);
        let all_but_the_fund: Vec<OrganisationKind> =
            OrganisationKind::ALL.into_iter().filter(|kind| *kind != FamilyFund).collect();
        assert_eq!(kinds(Role::PartnerContact), all_but_the_fund);
    }
}
