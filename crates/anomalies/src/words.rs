//! The words and the colours of the register.

use domain::reading::Severity;
use domain::settlement::{NotSettled, SettlementState};

/// The class that follows `tag`.
pub(crate) const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::High => " tag-late",
        Severity::Medium => " tag-warn",
        Severity::Low => "",
    }
}

/// The class that follows `tag`.
pub(crate) const fn state_class(state: SettlementState) -> &'static str {
    match state {
        SettlementState::Open | SettlementState::ForAmendment => " tag-warn",
        SettlementState::Explained => " tag-info",
        SettlementState::Decided => " st-kept",
        SettlementState::Closed => " tag-ok",
    }
}

/// Its icon in the sprite.
pub(crate) const fn state_icon(state: SettlementState) -> &'static str {
    match state {
        SettlementState::Open => "i-flag",
        SettlementState::Explained => "i-info",
        SettlementState::Decided => "i-gavel",
        SettlementState::ForAmendment => "i-pen",
        SettlementState::Closed => "i-check",
    }
}

/// What can be done of an écart: the word sent, and what people read.
pub(crate) fn gestures() -> [(&'static str, &'static str); 5] {
    SettlementState::ALL.map(|state| (state.code(), gesture(state)))
}

const fn gesture(state: SettlementState) -> &'static str {
    match state {
        SettlementState::Open => "Laisser ouvert, ou confier",
        SettlementState::Explained => "Expliquer",
        SettlementState::Decided => "Noter une décision",
        SettlementState::ForAmendment => "À corriger par avenant",
        SettlementState::Closed => "Clore",
    }
}

/// The field and the sentence of what cannot be kept.
pub(crate) const fn refusal(why: NotSettled) -> (&'static str, &'static str) {
    match why {
        NotSettled::NoWords => ("dit", "Dites pourquoi, en une phrase\u{a0}: elle sera lue avec l’écart."),
        NotSettled::TooLong => ("dit", "Ce texte est trop long. Gardez-en 2\u{a0}000 caractères au plus."),
        NotSettled::NoBody => ("instance", "Indiquez l’instance qui a décidé."),
        NotSettled::NoDay => ("jour", "Indiquez le jour de la décision."),
        NotSettled::InTheFuture => (
            "jour",
            "Une décision est déjà prise\u{a0}: indiquez aujourd’hui ou un jour passé.",
        ),
        NotSettled::LongName => ("confie", "Ce nom est trop long. Gardez-en 200 caractères au plus."),
        NotSettled::DueWithoutOwner => ("confie", "Indiquez à qui l’écart est confié, ou retirez le jour."),
    }
}
