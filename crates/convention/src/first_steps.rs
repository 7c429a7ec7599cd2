//! The first quarter of an hour: what to do first in an installation, then in a convention, each step a link.
//!
//! A step is ticked by what was done, never by a click: nothing is kept here. Whether pages remind one of them is kept in the browser.

use askama::Template;
use domain::compliance::Notice;
use domain::ids::{ConventionId, PersonId};
use domain::places::{DeskPlace, Safeguard, Target};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::reminder::Reminder;
use web::visit::Visit;

/// Something to do first.
pub(crate) struct FirstStep {
    pub(crate) title: &'static str,
    pub(crate) why: &'static str,
    pub(crate) target: Target,
    pub(crate) done: bool,
}

/// What was done of an installation.
struct InstallationDone {
    conventions: i64,
    accounts: i64,
    mandates: i64,
    proofs: i64,
    letters: i64,
    notices: i64,
}

query! {
    /// What those who administer did: each number says whether a step is behind them.
    OfInstallation(person: PersonId) -> InstallationDone
    reading ["registered_convention", "account", "given_mandate", "own_passkey", "own_second_step", "letter", "notice"]
    "SELECT (SELECT COUNT(*) FROM registered_convention c WHERE c.example = 0 AND c.withdrawal IS NULL), \
        (SELECT COUNT(*) FROM account a WHERE a.example = 0 AND a.active = 1), (SELECT COUNT(*) FROM given_mandate), \
        (SELECT COUNT(*) FROM own_passkey) + (SELECT COUNT(*) FROM own_second_step), \
        (SELECT COUNT(*) FROM letter l WHERE l.kind = 'trial' AND l.state = 'sent'), (SELECT COUNT(*) FROM notice) \
        FROM account own WHERE own.id = $4"
}

impl FromRow for InstallationDone {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            conventions: columns.int(0)?,
            accounts: columns.int(1)?,
            mandates: columns.int(2)?,
            proofs: columns.int(3)?,
            letters: columns.int(4)?,
            notices: columns.int(5)?,
        })
    }
}

/// What to do in an installation, and why, in the order in which it helps.
const IN_INSTALLATION: [(&str, &str); 7] = [
    (
        "Faire entrer une convention",
        "Importez le texte signé, ou saisissez-la sans fichier\u{a0}: Pacte montre ce qu’il a lu avant d’écrire quoi que ce soit.",
    ),
    (
        "Inviter quelqu’un",
        "La personne choisit elle-même son mot de passe, par un lien qui ne sert qu’une fois.",
    ),
    (
        "Donner un mandat",
        "Administrer n’ouvre aucune convention\u{a0}: un mandat le fait, pour une commune, la Caf ou un partenaire.",
    ),
    (
        "Protéger votre compte",
        "Une clé d’accès, ou un code à usage unique, en plus du mot de passe.",
    ),
    (
        "Vérifier que les courriers partent",
        "Envoyez-vous un essai. Sans serveur de courrier, les liens se remettent autrement.",
    ),
    (
        "Prévoir les sauvegardes",
        "Pacte les écrit et les relit lui-même, si la personne qui tient le serveur lui donne un dossier.",
    ),
    (
        "Écrire les mentions légales",
        "La loi demande qui publie ce service, et à qui s’adresser.",
    ),
];

/// What to do in a convention, and why.
const IN_CONVENTION: [(&str, &str); 6] = [
    (
        "Relire ce qui est à compléter",
        "Ce que la convention ne dit pas, et ce que Pacte a mal lu. Cochée à la première correction de la lecture.",
    ),
    (
        "Joindre la convention signée",
        "Le scan se range à côté de ce qui en a été lu.",
    ),
    (
        "Vérifier que chaque pilote a quelqu’un",
        "Un organisme pilote sans personne ne répondra à aucune question.",
    ),
    (
        "Écrire une première mise à jour",
        "L’état, la météo, un mot. Le plan prend sa couleur aussitôt.",
    ),
    (
        "Poser un premier jalon",
        "Une date et quelqu’un. Ce qui approche paraît au tableau de bord.",
    ),
    (
        "Lancer une campagne",
        "Les mêmes questions à chacun, une réponse en deux minutes, sans compte.",
    ),
];

/// Each with where it leads, and whether it was done.
fn steps<const N: usize>(words: [(&'static str, &'static str); N], places: [(Target, bool); N]) -> Vec<FirstStep> {
    let step = |((title, why), (target, done))| FirstStep {
        title,
        why,
        target,
        done,
    };
    words.into_iter().zip(places).map(step).collect()
}

impl InstallationDone {
    fn steps(&self, saves_itself: bool) -> Vec<FirstStep> {
        let places = [
            (Target::ImportConvention, self.conventions > 0),
            // The first account is one's own.
            (Target::Access, self.accounts > 1),
            (Target::Accounts, self.mandates > 0),
            (Target::OwnAccount, self.proofs > 0),
            (Target::Letters, self.letters > 0),
            (Target::Safeguard(Safeguard::Backups), saves_itself),
            (Target::NoticeEdition(Notice::Legal), self.notices > 0),
        ];
        steps(IN_INSTALLATION, places)
    }
}

/// What was done of a convention.
struct PlanDone {
    corrections: i64,
    scans: i64,
    reports: i64,
    milestones: i64,
    campaigns: i64,
    pilots: i64,
    reached: i64,
}

query! {
    /// What those who run the plan did; how many organisations lead an action, and how many of them someone answers for.
    OfPlan(convention: ConventionId) -> PlanDone
    reading ["convention", "reading_version", "document", "report", "milestone", "campaign", "action_role", "member", "member_mandate", "member_contact"]
    "SELECT (SELECT COUNT(*) FROM reading_version v WHERE v.convention = $4), \
        (SELECT COUNT(*) FROM document d WHERE d.convention = $4 AND d.kind = 'signed_scan'), \
        (SELECT COUNT(*) FROM report r WHERE r.convention = $4), (SELECT COUNT(*) FROM milestone s WHERE s.convention = $4), \
        (SELECT COUNT(*) FROM campaign k WHERE k.convention = $4 AND k.launched IS NOT NULL), \
        (SELECT COUNT(DISTINCT p.party) FROM action_role p WHERE p.convention = $4 AND p.role = 'pilot' AND p.party IS NOT NULL), \
        (SELECT COUNT(DISTINCT q.party) FROM action_role q JOIN member o ON o.convention = q.convention AND o.party = q.party \
            WHERE q.convention = $4 AND q.role = 'pilot' AND (EXISTS (SELECT 1 FROM member_mandate h WHERE h.convention = $4 \
            AND h.organisation = o.organisation) OR EXISTS (SELECT 1 FROM member_contact n WHERE n.convention = $4 \
            AND n.organisation = o.organisation))) FROM convention c WHERE c.id = $4"
}

impl FromRow for PlanDone {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            corrections: columns.int(0)?,
            scans: columns.int(1)?,
            reports: columns.int(2)?,
            milestones: columns.int(3)?,
            campaigns: columns.int(4)?,
            pilots: columns.int(5)?,
            reached: columns.int(6)?,
        })
    }
}

impl PlanDone {
    fn steps(&self, convention: ConventionId) -> Vec<FirstStep> {
        let places = [
            (Target::OpenQuestions(convention), self.corrections > 0),
            (Target::new_scan(convention), self.scans > 0),
            (Target::Members(convention), self.pilots > 0 && self.reached >= self.pilots),
            (Target::plan_board(convention), self.reports > 0),
            (Target::Desk(DeskPlace::Milestones(convention)), self.milestones > 0),
            (Target::campaigns(convention), self.campaigns > 0),
        ];
        steps(IN_CONVENTION, places)
    }
}

#[derive(Template)]
#[template(path = "first_steps.html")]
struct FirstSteps {
    frame: Frame,
    steps: Vec<FirstStep>,
    reminder: Reminder,
    /// Where the choice comes back.
    here: Target,
}

impl FirstSteps {
    fn is_put_away(&self) -> bool {
        self.reminder == Reminder::PutAway
    }

    fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    /// "3 étapes sur 7 sont faites."
    fn told(&self) -> String {
        match (self.done(), self.steps.len()) {
            (done, all) if done == all => "Tout est fait.".to_owned(),
            (0, all) => format!("{all} étapes. Chacune se coche d’elle-même quand elle est faite."),
            (1, all) => format!("1 étape sur {all} est faite. Les autres se cochent d’elles-mêmes."),
            (done, all) => format!("{done} étapes sur {all} sont faites. Les autres se cochent d’elles-mêmes."),
        }
    }
}

/// Those of the installation.
pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let steps = installation_steps(&mut visit).await?;
    let frame = visit.frame("Premiers pas").await?;
    let page = FirstSteps {
        frame: frame.crumb("Mes conventions", Target::OwnConventions),
        steps,
        reminder: visit.reminder(),
        here: Target::InstallationSteps,
    };
    visit.page(&page)
}

/// Those of a convention.
pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let done = visit.first(OfPlan { convention }).await?.ok_or(Failure::NotFound)?;
    let page = FirstSteps {
        frame: visit.frame("Premiers pas").await?,
        steps: done.steps(convention),
        reminder: visit.reminder(),
        here: Target::FirstSteps(convention),
    };
    visit.page(&page)
}

/// What those who administer have before them.
pub(crate) async fn installation_steps(visit: &mut Visit) -> Result<Vec<FirstStep>, Failure> {
    let saves_itself = visit.saves_itself();
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let done = visit.first(OfInstallation { person }).await?.ok_or(Failure::NotFound)?;
    Ok(done.steps(saves_itself))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OfInstallation>(), QueryInfo::of::<OfPlan>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_ticked_by_what_was_done() {
        let alone = InstallationDone {
            conventions: 1,
            accounts: 1,
            mandates: 0,
            proofs: 0,
            letters: 0,
            notices: 0,
        };
        let done: Vec<bool> = alone.steps(true).iter().map(|step| step.done).collect();
        assert_eq!(
            done,
            [true, false, false, false, false, true, false],
            "one account is one's own"
        );
        let plan = PlanDone {
            corrections: 0,
            scans: 0,
            reports: 3,
            milestones: 0,
            campaigns: 0,
            pilots: 3,
            reached: 2,
        };
        let done: Vec<bool> = plan.steps(ConventionId::new(1)).iter().map(|step| step.done).collect();
        assert_eq!(done, [false, false, false, true, false, false], "one pilot has nobody");
    }
}
