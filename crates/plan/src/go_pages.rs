//! The pages of a convention that its menu does not hold, and that are reached by typing their name all the same. Who finds one is told
//! by its verb, as in the menu.

use domain::access::Verb;
use domain::documents::Attachment;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use web::href::href;
use web::visit::Visit;

use crate::go_to::Found;

/// A page, as people may call it.
struct Page {
    icon: &'static str,
    label: &'static str,
    verb: Verb,
    address: String,
}

/// Those that whoever visits may open.
pub(crate) fn pages(visit: &Visit, convention: ConventionId) -> Vec<Found> {
    let all = of_the_plan(convention)
        .into_iter()
        .chain(piloted(visit, convention))
        .chain(below_others(convention))
        .chain(of_the_text(convention))
        .chain(of_the_register(convention));
    all.filter(|page| visit.may(page.verb))
        .map(|page| Found {
            icon: page.icon,
            kind: "Page",
            label: page.label.to_owned(),
            address: page.address,
        })
        .collect()
}

/// The answers that wait, for those whose menu does not hold them: they pilot actions, and do not run the plan.
fn piloted(visit: &Visit, convention: ConventionId) -> Option<Page> {
    let awaiting = Target::awaiting_reports(convention);
    (!visit.may(Verb::ReportProgress)).then(|| page("i-check", "Réponses à confirmer", Verb::ConfirmReports, awaiting))
}

fn page(icon: &'static str, label: &'static str, verb: Verb, target: Target) -> Page {
    Page {
        icon,
        label,
        verb,
        address: href(target).to_string(),
    }
}

fn of_the_plan(convention: ConventionId) -> Vec<Page> {
    let desk = |place: fn(ConventionId) -> DeskPlace| Target::Desk(place(convention));
    vec![
        page(
            "i-plan",
            "Plan d’actions en tableau",
            Verb::ViewPlan,
            Target::PlanTable(convention),
        ),
        page(
            "i-tag",
            "Plan d’actions par thématique",
            Verb::ViewPlan,
            Target::PlanByTheme(convention),
        ),
        page(
            "i-plan",
            "Plan d’actions par état",
            Verb::ViewPlan,
            Target::plan_board(convention),
        ),
        page("i-history", "Plan à une date passée", Verb::ViewPlan, desk(DeskPlace::AsOf)),
        page("i-cal", "Calendrier", Verb::ViewPlan, desk(DeskPlace::Calendar)),
        page(
            "i-upload",
            "Reprendre un fichier du plan",
            Verb::ReportProgress,
            desk(DeskPlace::PlanImport),
        ),
        page(
            "i-pen",
            "Noms des états",
            Verb::NameStatuses,
            Target::status_names(convention),
        ),
        page("i-filter", "Vues gardées", Verb::SaveViews, desk(DeskPlace::SavedViews)),
        page(
            "i-file",
            "Liens vers la fiche des élus",
            Verb::ShareSummary,
            desk(DeskPlace::SummaryLinks),
        ),
        page("i-bell", "Ce que je suis", Verb::Follow, Target::following(convention)),
        page("i-flag", "Premiers pas", Verb::RunCampaigns, Target::FirstSteps(convention)),
        page(
            "i-upload",
            "Ajouter un document",
            Verb::KeepDocuments,
            Target::new_document(convention, Attachment::Convention),
        ),
    ]
}

/// What stands beside the register of écarts.
fn of_the_register(convention: ConventionId) -> [Page; 2] {
    let desk = |place: fn(ConventionId) -> DeskPlace| Target::Desk(place(convention));
    [
        page(
            "i-print",
            "Annexe pour le Copil",
            Verb::ViewInternal,
            desk(DeskPlace::AnomalyAnnex),
        ),
        page(
            "i-shield",
            "Ce que Pacte vérifie",
            Verb::ViewInternal,
            desk(DeskPlace::AnomalyRules),
        ),
    ]
}

/// Those that stand under another page.
fn below_others(convention: ConventionId) -> [Page; 2] {
    let below = |target: Target, rest: &str| format!("{}{rest}", href(target));
    [
        Page {
            icon: "i-send",
            label: "Nouvelle campagne",
            verb: Verb::RunCampaigns,
            address: below(Target::campaigns(convention), "/nouvelle"),
        },
        Page {
            icon: "i-info",
            label: "Raccourcis clavier",
            verb: Verb::ViewPlan,
            address: below(Target::go_to(convention), "#h-touches"),
        },
    ]
}

fn of_the_text(convention: ConventionId) -> Vec<Page> {
    let desk = |place: fn(ConventionId) -> DeskPlace| Target::Desk(place(convention));
    vec![
        page("i-book", "Texte signé", Verb::ViewText, Target::WholeText(convention)),
        page(
            "i-people",
            "Parties et délibérations",
            Verb::ViewConvention,
            Target::Parties(convention),
        ),
        page("i-doc", "Annexes", Verb::ViewConvention, Target::Annexes(convention)),
        page(
            "i-book",
            "Rédactions du cadre",
            Verb::ViewConvention,
            Target::FrameworkWordings(convention),
        ),
        page(
            "i-people",
            "Schéma de coopération",
            Verb::ViewConvention,
            Target::Scheme(convention),
        ),
        page(
            "i-download",
            "Exporter la convention",
            Verb::ViewText,
            desk(DeskPlace::Leaving),
        ),
        page("i-doc", "Salle de lecture", Verb::ViewInternal, desk(DeskPlace::ReadingRoom)),
        page(
            "i-check",
            "Terminer la relecture",
            Verb::CorrectReading,
            desk(DeskPlace::ReadingConfirmation),
        ),
        page(
            "i-sliders",
            "Relire le texte",
            Verb::CorrectReading,
            Target::ReadingAgain(convention),
        ),
        page(
            "i-upload",
            "Plan depuis un tableur",
            Verb::CorrectReading,
            desk(DeskPlace::PlanMapping),
        ),
        page(
            "i-doc",
            "Comparer un second fichier",
            Verb::CorrectReading,
            desk(DeskPlace::SecondFile),
        ),
    ]
}
