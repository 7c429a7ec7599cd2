//! What this room writes when a fact is recorded: settlements and switches, each appended after the one that its author had read.

use domain::people::{ChargesHandedOver, Holding, PersonErased};
use domain::settlement::{AnomaliesSettled, RuleSwitched};
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

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

/// What waited for someone who leaves waits for whoever follows: said as a newer answer, the former ones stay.
impl Writes<ChargesHandedOver> for Tables {
    async fn apply(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        if !fact.charges.iter().any(|charge| matches!(charge, Holding::Anomalies(..))) {
            return Ok(());
        }
        let pass = sql!(
            "INSERT INTO unscoped_anomaly_settlement (convention, key, version, sentence, state, words, body, day, owner, due, person, \
             organisation, instant) SELECT t.convention, t.key, t.version + 1, t.sentence, t.state, t.words, t.body, t.day, n.name, \
             t.due, CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT) FROM unscoped_anomaly_settlement t \
             JOIN unscoped_person n ON n.id = $3 WHERE t.convention = $1 AND t.state IN ('open', 'for_amendment') \
             AND EXISTS (SELECT 1 FROM unscoped_person p WHERE p.name = t.owner AND COALESCE(p.kept, p.id) = $2) AND NOT EXISTS (SELECT 1 \
             FROM unscoped_anomaly_settlement l WHERE l.convention = t.convention AND l.key = t.key AND l.version > t.version)"
        );
        let values = [
            Value::from(fact.convention),
            fact.from.into(),
            fact.to.into(),
            fact.by.person.into(),
            fact.by.organisation.into(),
            fact.at.into(),
        ];
        writer.run(pass, &values).await
    }
}

/// An answer to an écart, as far as it may name someone.
struct Said {
    convention: i64,
    key: String,
    version: i64,
    words: String,
    body: Option<String>,
    owner: Option<String>,
}

impl FromRow for Said {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.int(0)?,
            key: columns.text(1)?,
            version: columns.int(2)?,
            words: columns.text(3)?,
            body: columns.opt_text(4)?,
            owner: columns.opt_text(5)?,
        })
    }
}

/// A reason for which a rule was put aside.
struct Reason {
    convention: i64,
    rule: String,
    version: i64,
    person: Option<i64>,
    text: String,
}

impl FromRow for Reason {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.int(0)?,
            rule: columns.text(1)?,
            version: columns.int(2)?,
            person: columns.opt_int(3)?,
            text: columns.text(4)?,
        })
    }
}

/// The texts that name someone who is erased go, with the reasons that they gave, and nobody is entrusted with an écart under that name
/// any more. What was decided stays.
impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let names = |text: &str| fact.erased.is_named_in(text);
        let all = sql!(
            "SELECT convention, key, version, words, body, owner FROM unscoped_anomaly_settlement ORDER BY convention, key, version"
        );
        let said: Vec<Said> = writer.rows(all, &[]).await?;
        for one in said {
            let kept = |text: Option<String>| text.filter(|text| !names(text));
            let (body, owner) = (kept(one.body.clone()), kept(one.owner.clone()));
            let words = if names(&one.words) { "" } else { one.words.as_str() };
            if words == one.words && body == one.body && owner == one.owner {
                continue;
            }
            let forget = sql!(
                "UPDATE unscoped_anomaly_settlement SET words = $4, body = $5, owner = $6, \
                 due = CASE WHEN CAST($6 AS TEXT) IS NULL THEN NULL ELSE due END WHERE convention = $1 AND key = $2 AND version = $3"
            );
            let values = [
                Value::from(one.convention),
                one.key.as_str().into(),
                one.version.into(),
                words.into(),
                body.as_deref().into(),
                owner.as_deref().into(),
            ];
            writer.change_one(forget, &values).await?;
        }
        forget_reasons(fact, writer).await
    }
}

/// The reasons that the person wrote, or that name them.
async fn forget_reasons(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all =
        sql!("SELECT convention, rule, version, person, reason FROM unscoped_rule_switch ORDER BY convention, rule, version");
    let mut reasons: Vec<Reason> = writer.rows(all, &[]).await?;
    reasons.retain(|reason| fact.erased.includes(reason.person) || fact.erased.is_named_in(&reason.text));
    for reason in reasons {
        let forget = sql!("UPDATE unscoped_rule_switch SET reason = '' WHERE convention = $1 AND rule = $2 AND version = $3");
        let values = [
            Value::from(reason.convention),
            reason.rule.as_str().into(),
            reason.version.into(),
        ];
        writer.change_one(forget, &values).await?;
    }
    Ok(())
}
