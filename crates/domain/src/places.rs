//! Places of the product that pages link to, as types. The room that owns a place declares its address; `web` renders it.
//!
//! Nothing here knows an address: a test of `app` resolves every place.

use crate::compliance::Notice;
use crate::ids::{ActionId, ConventionId, OrganisationId, PersonId};
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
    /// The conventions in which one holds a mandate.
    OwnConventions,
    /// Accounts and mandates of the installation.
    Accounts,
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
    /// The signed text, from its first line.
    WholeText(ConventionId),
    /// Lines of the signed text.
    Text(ConventionId, LineRange),
    /// Who did what in the convention.
    Journal(ConventionId),
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
}
