//! The register as a value: each écart with all that was said of it, and what was said of écarts that the text no longer holds.
//!
//! A rule put aside in the convention takes its écarts out of the list; what was settled of them stays in their history.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ConventionId;
use domain::settlement::{AnomalyKey, SettlementState};
use domain::time::Day;
use web::failure::Failure;
use web::visit::Visit;

use crate::anomaly_rows::{
    FoundIn, FoundRow, NamedIn, NamedRow, SettledIn, SettledRow, SwitchRow, SwitchesIn, by_anomaly, last_switches,
};
use crate::words::{severity_class, state_class, state_icon};

/// An écart of the register.
pub(crate) struct Entry {
    pub(crate) found: FoundRow,
    pub(crate) actions: Vec<NamedRow>,
    /// All that was said of it, the first first.
    pub(crate) life: Vec<SettledRow>,
}

impl Entry {
    /// The last that was said.
    pub(crate) fn last(&self) -> Option<&SettledRow> {
        self.life.last()
    }

    pub(crate) fn state(&self) -> SettlementState {
        self.last().map_or(SettlementState::Open, |row| row.settlement.state)
    }

    /// How many times it was settled.
    pub(crate) fn version(&self) -> i64 {
        self.last().map_or(0, |row| row.version)
    }

    /// What its severity asks for.
    pub(crate) const fn asked(&self) -> &'static str {
        self.found.severity.french()
    }

    /// The class that follows `tag`, of its severity.
    pub(crate) const fn asked_class(&self) -> &'static str {
        severity_class(self.found.severity)
    }

    /// The class that follows `tag`, of its state.
    pub(crate) fn state_class(&self) -> &'static str {
        state_class(self.state())
    }

    pub(crate) fn state_icon(&self) -> &'static str {
        state_icon(self.state())
    }

    /// The name of its rule, or of its family where it was found before rules had codes.
    pub(crate) fn name(&self) -> &'static str {
        self.found.rule.map_or(self.found.family.french(), |rule| rule.rule().name)
    }

    pub(crate) fn owner(&self) -> Option<&str> {
        self.last()?.settlement.owner.as_deref()
    }

    /// Whether whoever was to answer did not, and the day is over.
    pub(crate) fn is_late(&self, today: Day) -> bool {
        let due = self.last().and_then(|row| row.settlement.due);
        self.state().waits() && due.is_some_and(|due| due < today)
    }
}

/// The register of a convention.
pub(crate) struct Register {
    /// The gravest first, then in the order of the text.
    pub(crate) entries: Vec<Entry>,
    /// The last that was said of écarts that the text no longer holds.
    pub(crate) gone: Vec<SettledRow>,
    /// The last switch of each rule that was ever put aside.
    pub(crate) switches: BTreeMap<String, SwitchRow>,
    /// How many écarts the rules put aside would tell.
    pub(crate) aside: usize,
}

impl Register {
    /// Where the écart of this key stands, when it is told here.
    pub(crate) fn place(&self, key: AnomalyKey) -> Option<usize> {
        self.entries.iter().position(|entry| entry.found.key == key)
    }
}

/// Reads it.
pub(crate) async fn register(visit: &mut Visit, convention: ConventionId) -> Result<Register, Failure> {
    let found = visit.rows(FoundIn { convention }).await?;
    let named = by_anomaly(visit.rows(NamedIn { convention }).await?);
    let settled = visit.rows(SettledIn { convention }).await?;
    let switches = last_switches(visit.rows(SwitchesIn { convention }).await?);
    Ok(assembled(found, named, settled, switches))
}

fn assembled(
    found: Vec<FoundRow>,
    mut named: BTreeMap<i64, Vec<NamedRow>>,
    settled: Vec<SettledRow>,
    switches: BTreeMap<String, SwitchRow>,
) -> Register {
    let mut lives: BTreeMap<AnomalyKey, Vec<SettledRow>> = BTreeMap::new();
    for row in settled {
        lives.entry(row.key).or_default().push(row);
    }
    let mut entries = Vec::with_capacity(found.len());
    let (mut aside, mut known) = (0, BTreeSet::new());
    for found in found {
        let life = lives.get(&found.key).cloned().unwrap_or_default();
        known.insert(found.key);
        let rule = found.rule.and_then(|rule| switches.get(rule.code()));
        if rule.is_some_and(|switch| !switch.applies) {
            aside += 1;
            continue;
        }
        entries.push(Entry {
            actions: named.remove(&found.ordinal).unwrap_or_default(),
            found,
            life,
        });
    }
    Register {
        entries,
        gone: lives
            .into_iter()
            .filter(|(key, _)| !known.contains(key))
            .filter_map(|(_, mut life)| life.pop())
            .collect(),
        switches,
        aside,
    }
}

#[cfg(test)]
mod tests {
    use domain::reading::{Family, RuleCode, Severity};
    use domain::settlement::Settlement;
    use domain::time::Instant;

    use super::*;
    use crate::anomaly_rows::Cited;

    fn found(ordinal: i64, words: &str) -> FoundRow {
        FoundRow {
            ordinal,
            key: AnomalyKey::of("action_count", words, None),
            rule: RuleCode::from_code("action_count"),
            family: Family::Count,
            severity: Severity::High,
            a: Cited {
                line: 1,
                words: words.to_owned(),
            },
            b: None,
            sentence: format!("{words}, mais le plan en a moins."),
        }
    }

    fn said(words: &str, version: i64, state: SettlementState) -> SettledRow {
        SettledRow {
            key: AnomalyKey::of("action_count", words, None),
            version,
            sentence: words.to_owned(),
            settlement: Settlement {
                state,
                ..Settlement::default()
            },
            person: None,
            by: None,
            organisation: None,
            at: Instant::from_micros(version),
        }
    }

    #[test]
    fn a_settlement_follows_the_words_and_outlives_them() {
        let settled = vec![
            said("25 fiches", 1, SettlementState::Explained),
            said("25 fiches", 2, SettlementState::Closed),
            said("12 fiches", 1, SettlementState::Decided),
        ];
        let register = assembled(
            vec![found(1, "25 fiches"), found(2, "30 fiches")],
            BTreeMap::new(),
            settled,
            BTreeMap::new(),
        );
        let states: Vec<_> = register
            .entries
            .iter()
            .map(|entry| (entry.state(), entry.version()))
            .collect();
        assert_eq!(states, [(SettlementState::Closed, 2), (SettlementState::Open, 0)]);
        let gone: Vec<_> = register.gone.iter().map(|row| row.sentence.as_str()).collect();
        assert_eq!(gone, ["12 fiches"], "the text no longer says it, and what was decided stays");
    }

    #[test]
    fn a_rule_put_aside_tells_nothing_more() {
        let switch = SwitchRow {
            rule: "action_count".to_owned(),
            version: 1,
            applies: false,
            reason: "Comptées à part".to_owned(),
            person: None,
            at: Instant::from_micros(0),
        };
        let switches = last_switches(vec![switch]);
        let register = assembled(vec![found(1, "25 fiches")], BTreeMap::new(), Vec::new(), switches);
        assert!(register.entries.is_empty() && register.gone.is_empty());
        assert_eq!(register.aside, 1);
    }
}
