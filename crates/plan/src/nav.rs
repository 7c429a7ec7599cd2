//! What this room adds to the menu of a convention. Who sees an entry is told by its verb.

use domain::access::Verb;
use domain::places::{DeskPlace, Target};
use web::site::NavEntry;

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let entry = |group, label, icon, target| NavEntry {
        group,
        label,
        icon,
        target,
        verb: Verb::ViewPlan,
    };
    let awaiting = NavEntry {
        group: "Le plan",
        label: "Réponses à confirmer",
        icon: "i-check",
        target: Target::awaiting_reports,
        // Those who confirm the answers about what they pilot alone find them on their dashboard, when there are any.
        verb: Verb::ReportProgress,
    };
    vec![
        entry("", "Tableau de bord", "i-home", Target::Dashboard),
        entry("", "L’essentiel", "i-file", |convention| {
            Target::Desk(DeskPlace::Summary(convention))
        }),
        entry("Le plan", "Plan d’actions", "i-plan", Target::Plan),
        entry("Le plan", "Déploiement", "i-gantt", Target::Deployment),
        entry("Le plan", "Jalons et tâches", "i-target", |convention| {
            Target::Desk(DeskPlace::Milestones(convention))
        }),
        entry("Le plan", "Financements", "i-coin", |convention| {
            Target::Desk(DeskPlace::Funding(convention))
        }),
        entry("Le plan", "Propositions", "i-pen", Target::amendments),
        entry("Le plan", "Mises à jour", "i-history", |convention| {
            Target::Desk(DeskPlace::Reports(convention))
        }),
        awaiting,
    ]
}
