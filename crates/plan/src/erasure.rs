//! What goes from reports and proposals when a person is erased: every text that names them. What they said of the plan for their organisation
//! stays, without their name.

use domain::people::{Erased, PersonErased};
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::mayor_tables::forget_readers;
use crate::tables::Tables;
use crate::view_tables;

/// The texts of a report.
struct Texts {
    convention: i64,
    ordinal: i64,
    written: [Option<String>; 5],
}

impl FromRow for Texts {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            ordinal: c.int(1)?,
            written: [c.opt_text(2)?, c.opt_text(3)?, c.opt_text(4)?, c.opt_text(5)?, c.opt_text(6)?],
        })
    }
}

impl Texts {
    /// Whether one of them names the person.
    fn names(&self, erased: &Erased) -> bool {
        self.written.iter().flatten().any(|text| erased.is_named_in(text))
    }

    /// What is written over it: the same without those that name the person.
    fn without(self, erased: &Erased) -> [Value; 7] {
        let kept = |text: Option<String>| Value::from(text.filter(|text| !erased.is_named_in(text)));
        let [done, difficulty, next, reason, set_aside] = self.written;
        [
            self.convention.into(),
            self.ordinal.into(),
            kept(done),
            kept(difficulty),
            kept(next),
            kept(reason),
            kept(set_aside),
        ]
    }
}

/// What is written in the place of a title that names the person.
const ERASED_TITLE: &str = "Titre effacé";

/// What is written in the place of a reason that does.
const ERASED_REASON: &str = "Raison effacée";

/// Takes out of milestones, and of what they said before, every title that names the person.
async fn erase_titles(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all = sql!("SELECT DISTINCT title FROM unscoped_milestone_version");
    let titles: Vec<String> = writer.rows(all, &[]).await?;
    for title in titles.into_iter().filter(|title| erased.is_named_in(title)) {
        let values = [Value::from(title), ERASED_TITLE.into()];
        let now = sql!("UPDATE unscoped_milestone SET title = $2 WHERE title = $1");
        writer.run(now, &values).await?;
        let before = sql!("UPDATE unscoped_milestone_version SET title = $2 WHERE title = $1");
        writer.run(before, &values).await?;
    }
    erase_reasons(erased, writer).await
}

/// Takes out why something was done before what it comes after, where it names the person.
async fn erase_reasons(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all = sql!("SELECT DISTINCT despite FROM unscoped_milestone_version WHERE despite IS NOT NULL");
    let reasons: Vec<String> = writer.rows(all, &[]).await?;
    for reason in reasons.into_iter().filter(|reason| erased.is_named_in(reason)) {
        let values = [Value::from(reason), ERASED_REASON.into()];
        let now = sql!("UPDATE unscoped_milestone SET despite = $2 WHERE despite = $1");
        writer.run(now, &values).await?;
        let before = sql!("UPDATE unscoped_milestone_version SET despite = $2 WHERE despite = $1");
        writer.run(before, &values).await?;
    }
    Ok(())
}

/// The texts of a proposal.
struct ProposalTexts {
    convention: i64,
    ordinal: i64,
    wanted: String,
    why: String,
}

impl FromRow for ProposalTexts {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            ordinal: c.int(1)?,
            wanted: c.text(2)?,
            why: c.text(3)?,
        })
    }
}

/// A proposal says what an agreement should say: only the text that names the person goes.
async fn forget_in_proposals(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all = sql!("SELECT convention, ordinal, wanted, why FROM unscoped_proposal ORDER BY convention, ordinal");
    let proposals: Vec<ProposalTexts> = writer.rows(all, &[]).await?;
    let kept = |text: String| {
        if erased.is_named_in(&text) {
            "(texte effacé)".to_owned()
        } else {
            text
        }
    };
    for proposal in proposals {
        if !erased.is_named_in(&proposal.wanted) && !erased.is_named_in(&proposal.why) {
            continue;
        }
        let forget = sql!("UPDATE unscoped_proposal SET wanted = $3, why = $4 WHERE convention = $1 AND ordinal = $2");
        let values = [
            Value::from(proposal.convention),
            proposal.ordinal.into(),
            kept(proposal.wanted).into(),
            kept(proposal.why).into(),
        ];
        writer.change_one(forget, &values).await?;
    }
    Ok(())
}

impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        view_tables::forget(&fact.erased, writer).await?;
        forget_in_proposals(&fact.erased, writer).await?;
        forget_readers(&fact.erased, fact.at, writer).await?;
        let all = sql!(
            "SELECT convention, ordinal, done, difficulty, next_step, reason, set_aside FROM unscoped_report \
             ORDER BY convention, ordinal"
        );
        let reports: Vec<Texts> = writer.rows(all, &[]).await?;
        for report in reports.into_iter().filter(|report| report.names(&fact.erased)) {
            let forget = sql!(
                "UPDATE unscoped_report SET done = $3, difficulty = $4, next_step = $5, reason = $6, set_aside = $7 \
                 WHERE convention = $1 AND ordinal = $2"
            );
            writer.change_one(forget, &report.without(&fact.erased)).await?;
        }
        erase_titles(&fact.erased, writer).await
    }
}
