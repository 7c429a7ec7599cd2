//! What this room writes when a fact is recorded: settlements and switches, each appended after the one that its author had read.

use domain::settlement::{AnomaliesSettled, RuleSwitched};
use store::{StoreError, Value, Writer, Writes, sql};

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

/// One who settled the same écart meanwhile holds the next version: nothing of the fact is kept then.
impl Writes<AnomaliesSettled> for Tables {
    async fn apply(fact: &AnomaliesSettled, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_anomaly_settlement (convention, key, version, sentence, state, words, body, day, owner, due, person, \
             organisation, instant) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        let said = &fact.settlement;
        let rows = fact.anomalies.iter().map(|settled| {
            vec![
                Value::from(fact.convention),
                settled.key.to_string().into(),
                (settled.seen + 1).into(),
                settled.sentence.as_str().into(),
                said.state.code().into(),
                said.words.as_str().into(),
                said.body.as_deref().into(),
                said.day.into(),
                said.owner.as_deref().into(),
                said.due.into(),
                fact.by.person.into(),
                fact.by.organisation.into(),
                fact.at.into(),
            ]
        });
        writer.run_all(insert, &rows.collect::<Vec<_>>()).await
    }
}

impl Writes<RuleSwitched> for Tables {
    async fn apply(fact: &RuleSwitched, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_rule_switch (convention, rule, version, applies, reason, person, organisation, instant) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let values = [
            Value::from(fact.convention),
            fact.rule.as_str().into(),
            (fact.seen + 1).into(),
            fact.applies.into(),
            fact.reason.as_str().into(),
            fact.by.person.into(),
            fact.by.organisation.into(),
            fact.at.into(),
        ];
        writer.run(insert, &values).await
    }
}
