//! The policy itself. Each verb answers for each standing; there is no catch-all arm over verbs or roles.
//!
//! This file never looks at state and never at a request.

use super::{LinkOpens, Reason, Role, Standing, Verb};

/// Why something is allowed: shown by "pourquoi ?" and carried into the scope of the queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Everyone may, signed in or not.
    Anyone,
    /// It concerns one's own account.
    OwnAccount,
    /// The installation role.
    Administrator,
    /// The role held under the mandate.
    Role(Role),
    /// The link received.
    Link,
    /// The product works for this reason.
    Job(Reason),
}

/// Why something is refused. On screen every refusal reads "introuvable"; the reason goes to those who administer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Nobody is signed in.
    NotSignedIn,
    /// No mandate in force in this convention.
    NoMandate,
    /// The role held does not carry this verb.
    RoleLacks(Role),
    /// Only the installation role carries it.
    AdministratorOnly,
    /// A link opens what it was made for, and nothing else.
    LinkLacks,
    /// Only a link received opens it.
    LinkOnly,
    /// The product never does this for that reason.
    JobNever(Reason),
}

/// May someone of this standing do this?
pub const fn allows(standing: Standing, verb: Verb) -> Result<Because, WhyNot> {
    match verb {
        Verb::FoundInstallation => job_only(standing, &[Reason::Founding]),
        Verb::SignIn | Verb::ChangeOwnPassword | Verb::SecureOwnAccount | Verb::ChooseMandate | Verb::ChooseLetters => {
            own_account(standing)
        }
        Verb::ReadCredentials | Verb::UseLink => job_only(standing, &[Reason::SignIn]),
        Verb::ManageAccess | Verb::WriteNotices | Verb::KeepAccounts | Verb::ViewInstallationJournal => {
            administrator_or(standing, &[])
        }
        Verb::SweepSessions => job_only(standing, &[Reason::Upkeep]),
        Verb::ViewAccounts => administrator_or(standing, &[Reason::Demo, Reason::Founding, Reason::Doctor, Reason::Export]),
        Verb::ViewNotices => administrator_or(standing, &[Reason::Publication]),
        Verb::CountSessions => job_only(standing, &[Reason::Watching]),
        Verb::CreateAccount | Verb::GiveMandate | Verb::EnterConvention => {
            administrator_or(standing, &[Reason::Demo, Reason::CommandLine])
        }
        Verb::RebuildProjection => job_only(standing, &[Reason::Upgrade]),
        Verb::KeepDirectory => administrator_or(standing, &[Reason::Demo]),
        Verb::ViewDirectory
        | Verb::ViewConvention
        | Verb::ViewText
        | Verb::ViewPlan
        | Verb::ViewJournal
        | Verb::ViewInternal
        | Verb::ViewDocuments
        | Verb::ViewWithdrawnDocuments
        | Verb::ViewComments => inside(standing, verb),
        Verb::WriteComments | Verb::Follow | Verb::SaveViews => someone_inside(standing, verb),
        Verb::ViewCampaigns => match standing {
            Standing::Job(reason @ Reason::Campaign) => Ok(Because::Job(reason)),
            other => inside(other, verb),
        },
        Verb::RunCampaigns => match standing {
            Standing::Job(reason @ Reason::Campaign) => Ok(Because::Job(reason)),
            other => keeper_of_the_agreement(other),
        },
        Verb::AnswerCampaign => link_only(standing, LinkOpens::Campaign),
        Verb::ReadSummary => link_only(standing, LinkOpens::Summary),
        Verb::ChoosePlace | Verb::ModerateComments | Verb::ShareSummary => coordinator(standing),
        Verb::NameStatuses => match standing {
            Standing::Job(reason @ Reason::Demo) => Ok(Because::Job(reason)),
            other => coordinator(other),
        },
        Verb::ReportProgress | Verb::ProposeProgress | Verb::ConfirmReports | Verb::KeepMilestones | Verb::TickMilestones => {
            follows_the_plan(standing, verb)
        }
        Verb::ProposeAmendment | Verb::SettleAnomalies => proposes_an_amendment(standing),
        Verb::RemoveExample => removes_an_example(standing),
        Verb::CorrectReading | Verb::ChooseVisibility | Verb::KeepDocuments => keeper_of_the_agreement(standing),
        Verb::SendDigests | Verb::WatchPlan => job_only(standing, &[Reason::Digest]),
        Verb::ReadDocuments => job_only(standing, &[Reason::Indexing]),
        Verb::ViewLetters => administrator_or(standing, &[Reason::Sending]),
        Verb::KeepLetters => administrator_or(standing, &[]),
        Verb::SendLetters => job_only(standing, &[Reason::Sending, Reason::Demo]),
    }
}

/// The roles whose mandate carries `verb`: scopes are written with this list, so that a query and the policy cannot
/// disagree.
pub fn roles_allowed(verb: Verb) -> impl Iterator<Item = Role> {
    Role::ALL
        .into_iter()
        .filter(move |role| allows(Standing::Mandated(*role), verb).is_ok())
}

const fn inside(standing: Standing, verb: Verb) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator => Err(WhyNot::NoMandate),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Mandated(role) if role_reads(role, verb) => Ok(Because::Role(role)),
        Standing::Mandated(role) => Err(WhyNot::RoleLacks(role)),
        Standing::Job(reason @ (Reason::Doctor | Reason::Upgrade | Reason::Export)) => Ok(Because::Job(reason)),
        // What became late or silent is seen in the plan, and nowhere else.
        Standing::Job(reason @ Reason::Digest) if matches!(verb, Verb::ViewPlan) => Ok(Because::Job(reason)),
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
    }
}

/// Those whose mandate carries the verb, and never the product itself: what is said, and what one is told of, is someone's own.
const fn someone_inside(standing: Standing, verb: Verb) -> Result<Because, WhyNot> {
    match standing {
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
        Standing::Visitor | Standing::Account | Standing::Administrator | Standing::Link(_) | Standing::Mandated(_) => {
            inside(standing, verb)
        }
    }
}

/// Those who run the plan, and nobody else.
const fn coordinator(standing: Standing) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator => Err(WhyNot::NoMandate),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Mandated(Role::Coordinator) => Ok(Because::Role(Role::Coordinator)),
        Standing::Mandated(role) => Err(WhyNot::RoleLacks(role)),
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
    }
}

/// Those who keep the agreement as it is known here, its reading, its papers, who sees it: who runs the plan, and the officer
/// of the fund.
const fn keeper_of_the_agreement(standing: Standing) -> Result<Because, WhyNot> {
    match standing {
        Standing::Mandated(Role::FundOfficer) => Ok(Because::Role(Role::FundOfficer)),
        other => coordinator(other),
    }
}

/// Those who answer for the agreement or run it. Proposing changes nothing that was signed.
const fn proposes_an_amendment(standing: Standing) -> Result<Because, WhyNot> {
    match standing {
        Standing::Mandated(role @ Role::Mayor) => Ok(Because::Role(role)),
        other => keeper_of_the_agreement(other),
    }
}

/// Those who run the plan of the example, and those who administer: they see nothing of it, and it weighs on their installation.
const fn removes_an_example(standing: Standing) -> Result<Because, WhyNot> {
    match standing {
        Standing::Administrator => Ok(Because::Administrator),
        other => coordinator(other),
    }
}

/// Those who say how the plan goes. What a commune or the fund says counts at once; what a partner says of its own actions waits
/// until someone who runs the plan, or who pilots the action, confirms it. Of what a partner confirms and ticks, the gates and the
/// rooms keep what is its own. The doctor checks what waits, too; the demo follows its example.
const fn follows_the_plan(standing: Standing, verb: Verb) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator => Err(WhyNot::NoMandate),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Mandated(role) if role_follows(role, verb) => Ok(Because::Role(role)),
        Standing::Mandated(role) => Err(WhyNot::RoleLacks(role)),
        Standing::Job(reason @ (Reason::Doctor | Reason::Export)) if matches!(verb, Verb::ConfirmReports) => {
            Ok(Because::Job(reason))
        }
        Standing::Job(reason @ Reason::Demo) => Ok(Because::Job(reason)),
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
    }
}

const fn role_follows(role: Role, verb: Verb) -> bool {
    match role {
        Role::Coordinator | Role::FundOfficer | Role::Mayor => !matches!(verb, Verb::ProposeProgress),
        Role::PartnerContact => matches!(verb, Verb::ProposeProgress | Verb::ConfirmReports | Verb::TickMilestones),
        Role::FundDirector | Role::Auditor => false,
    }
}

/// The signed convention and its plan are shared by all who hold a mandate; the journal names who did what, and a
/// partner sees of it nothing yet, nor what is kept among those who sign. The directory is open to every mandate, with
/// the addresses at work of those it names: people who carry out the same actions must be able to write to one another. It
/// holds no other address, and nothing of a convention in which one holds no mandate. A document that was withdrawn may have
/// been added by mistake: those who file documents still see it, and whoever checks them. Whoever
/// audits reads what is said and says nothing. Campaigns show who was asked and how to
/// write to them: those who sign see them.
const fn role_reads(role: Role, verb: Verb) -> bool {
    match role {
        Role::Coordinator | Role::FundOfficer => true,
        Role::Auditor => !matches!(verb, Verb::WriteComments),
        Role::Mayor | Role::FundDirector => !matches!(verb, Verb::ViewWithdrawnDocuments),
        Role::PartnerContact => !matches!(
            verb,
            Verb::ViewJournal | Verb::ViewInternal | Verb::ViewWithdrawnDocuments | Verb::ViewCampaigns
        ),
    }
}

/// Whoever holds a link made for that, and nobody else: a person signed in has the pages of the plan.
const fn link_only(standing: Standing, purpose: LinkOpens) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator | Standing::Mandated(_) => Err(WhyNot::LinkOnly),
        Standing::Link(held) if held as u8 == purpose as u8 => Ok(Because::Link),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
    }
}

const fn own_account(standing: Standing) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator | Standing::Mandated(_) => Ok(Because::OwnAccount),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Job(reason) => Err(WhyNot::JobNever(reason)),
    }
}

const fn administrator_or(standing: Standing, reasons: &[Reason]) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Mandated(_) => Err(WhyNot::AdministratorOnly),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Administrator => Ok(Because::Administrator),
        Standing::Job(reason) => job(reason, reasons),
    }
}

const fn job_only(standing: Standing, reasons: &[Reason]) -> Result<Because, WhyNot> {
    match standing {
        Standing::Visitor => Err(WhyNot::NotSignedIn),
        Standing::Account | Standing::Administrator | Standing::Mandated(_) => Err(WhyNot::AdministratorOnly),
        Standing::Link(_) => Err(WhyNot::LinkLacks),
        Standing::Job(reason) => job(reason, reasons),
    }
}

const fn job(reason: Reason, reasons: &[Reason]) -> Result<Because, WhyNot> {
    let mut i = 0;
    while i < reasons.len() {
        if reasons[i] as u8 == reason as u8 {
            return Ok(Because::Job(reason));
        }
        i += 1;
    }
    Err(WhyNot::JobNever(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_administrator_sees_no_convention_without_a_mandate() {
        for verb in [Verb::ViewConvention, Verb::ViewText, Verb::ViewPlan, Verb::ViewJournal] {
            assert_eq!(allows(Standing::Administrator, verb), Err(WhyNot::NoMandate));
        }
    }

    #[test]
    fn a_visitor_may_do_nothing() {
        for verb in Verb::ALL {
            assert!(allows(Standing::Visitor, *verb).is_err(), "{verb:?}");
        }
    }

    #[test]
    fn a_link_opens_what_it_was_made_for_and_nothing_else() {
        for verb in Verb::ALL {
            for (purpose, own) in [
                (LinkOpens::Campaign, Verb::AnswerCampaign),
                (LinkOpens::Summary, Verb::ReadSummary),
            ] {
                let allowed = allows(Standing::Link(purpose), *verb).is_ok();
                assert_eq!(allowed, *verb == own, "{purpose:?} {verb:?}");
            }
        }
    }

    #[test]
    fn a_partner_reads_the_plan_and_not_the_journal() {
        assert!(roles_allowed(Verb::ViewPlan).any(|role| role == Role::PartnerContact));
        assert!(roles_allowed(Verb::ViewJournal).all(|role| role != Role::PartnerContact));
    }
}
