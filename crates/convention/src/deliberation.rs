//! The vote of a council, in words: counts, day, commission heard.
//!
//! Only the counts that the text gives are said.

use web::french;

use crate::convention_rows::DeliberationRow;

impl DeliberationRow {
    /// "35 pour, 0 contre, 0 abstention": only the counts that the text gives.
    pub(crate) fn counts(&self) -> Option<String> {
        let pour = self.favour.map(|n| format!("{n} pour"));
        let contre = self.against.map(|n| format!("{n} contre"));
        let abstention = self.abstain.map(|n| french::count(n, "abstention", "abstentions"));
        let present = self.present.map(|n| french::count(n, "présent", "présents"));
        let proxies = self.proxies.map(|n| french::count(n, "pouvoir", "pouvoirs"));
        let counts: Vec<String> = [pour, contre, abstention, present, proxies].into_iter().flatten().collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }

    pub(crate) fn day(&self) -> Option<String> {
        self.day.map(french::date)
    }

    pub(crate) fn heard(&self) -> Option<String> {
        let mut heard = self.commission.clone()?;
        if let Some(day) = self.commission_day {
            heard = format!("{heard}, réunie le {}", french::date(day));
        }
        Some(match &self.commission_opinion {
            Some(opinion) => format!("{heard}\u{a0}: {opinion}"),
            None => heard,
        })
    }
}
