//! What happens to écarts. The words that people write may name anyone: they stand beside the chain; what is chained says which écarts
//! went where.

use super::{AnomalyKey, Settlement};
use crate::access::verbs::SettleAnomalies;
use crate::fact::{Account, told};
use crate::followup::Signature;
use crate::ids::ConventionId;
use crate::time::Instant;

/// One écart that is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledAnomaly {
    /// Which.
    pub key: AnomalyKey,
    /// What it says, kept for the day when the text no longer holds it.
    pub sentence: String,
    /// How many times it was settled before, as its reader saw it.
    pub seen: i64,
}

/// One or several écarts were settled alike.
#[derive(Debug, Clone)]
pub struct AnomaliesSettled {
    /// In which convention.
    pub convention: ConventionId,
    /// Which, in the order of the page.
    pub anomalies: Vec<SettledAnomaly>,
    /// What is said of them.
    pub settlement: Settlement,
    /// Who says it.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// A rule is put aside in a convention, or applied there again.
#[derive(Debug, Clone)]
pub struct RuleSwitched {
    /// In which convention.
    pub convention: ConventionId,
    /// The code of the rule.
    pub rule: String,
    /// Whether it applies from now on.
    pub applies: bool,
    /// Why.
    pub reason: String,
    /// How many times it was switched before, as its reader saw it.
    pub seen: i64,
    /// Who says it.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

impl AnomaliesSettled {
    /// "decided 2: 3f…, 8c…": the first letters of each key find it again.
    fn chained(&self) -> String {
        let keys = self.anomalies.iter().map(|one| one.key.to_string()[..12].to_owned());
        let keys: Vec<String> = keys.collect();
        format!("{} {}: {}", self.settlement.state.code(), keys.len(), keys.join(", "))
    }
}

told! {
    AnomaliesSettled, SettleAnomalies, "anomalies_settled", |fact| fact.convention, Account {
        subject: format!("convention/{}/anomaly", fact.convention),
        before: None,
        after: Some(fact.chained()),
        personal: Some(fact.settlement.words.clone()).filter(|words| !words.is_empty()),
    };
    RuleSwitched, SettleAnomalies, "rule_switched", |fact| fact.convention, Account {
        subject: format!("convention/{}/rule", fact.convention),
        before: Some(format!("{} {}", fact.rule, if fact.applies { "aside" } else { "applies" })),
        after: Some(format!("{} {}", fact.rule, if fact.applies { "applies" } else { "aside" })),
        personal: Some(fact.reason.clone()).filter(|words| !words.is_empty()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::settlement::SettlementState;

    #[test]
    fn what_people_write_is_not_chained() {
        let by = Signature {
            person: None,
            organisation: None,
        };
        let key = AnomalyKey::of("announced_count", "25 fiches", None);
        let fact = AnomaliesSettled {
            convention: ConventionId::new(1),
            anomalies: vec![SettledAnomaly {
                key,
                sentence: "Vingt-cinq fiches annoncées, vingt-quatre présentes".to_owned(),
                seen: 0,
            }],
            settlement: Settlement {
                state: SettlementState::Closed,
                words: "Vu avec Mme Exemple".to_owned(),
                ..Settlement::default()
            },
            by,
            at: Instant::from_micros(0),
        };
        let account = fact.account();
        let after = account.after.expect("what was done");
        assert!(after.starts_with("closed 1: ") && !after.contains("Exemple"), "{after}");
        assert_eq!(account.personal.as_deref(), Some("Vu avec Mme Exemple"));
        let switched = RuleSwitched {
            convention: ConventionId::new(1),
            rule: "reference_year".to_owned(),
            applies: false,
            reason: String::new(),
            seen: 0,
            by,
            at: Instant::from_micros(0),
        };
        let account = switched.account();
        assert_eq!(account.before.as_deref(), Some("reference_year applies"));
        assert_eq!(
            (account.after.as_deref(), account.personal),
            (Some("reference_year aside"), None)
        );
    }
}
