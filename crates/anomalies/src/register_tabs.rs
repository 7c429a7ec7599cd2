//! The pages that stand beside the register: what is left to complete, what the rules look for.

use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::RuleCode;
use web::components::ViewLink;
use web::href::href;

use crate::register::Register;

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Anomalies,
    Rules,
}

/// The tabs.
pub(crate) fn tabs(convention: ConventionId, current: Tab, register: &Register) -> Vec<ViewLink> {
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let place = |desk: DeskPlace| href(Target::Desk(desk));
    let anomalies = ViewLink::new("Écarts", place(DeskPlace::Anomalies(convention)), current == Tab::Anomalies);
    let rules = ViewLink::new(
        "Ce que Pacte vérifie",
        place(DeskPlace::AnomalyRules(convention)),
        current == Tab::Rules,
    );
    vec![
        anomalies.count(counted(register.entries.len())),
        ViewLink::new("Points à compléter", href(Target::OpenQuestions(convention)), false),
        rules.count(counted(RuleCode::ALL.len())),
    ]
}
