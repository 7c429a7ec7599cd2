//! What is left of a person in campaigns once they are erased: a number in the place of a name, whether they were asked as someone of
//! the directory or by an address typed by hand. What they wrote in forms goes, what others wrote that names them goes too; what was
//! reported stays with the plan, without a name. A file that was joined and never sent told nothing to anyone: it goes too.

use domain::digest::Digest;
use domain::people::{Erased, PersonErased, tombstone};
use store::{Columns, FromRow, Sql, StoreError, Value, Writer, Writes, sql};

use crate::draft::KIND;
use crate::form::Form;
use crate::tables::Tables;

/// What is written in the place of a text that names the person.
const ERASED: &str = "Texte effacé";

const RECIPIENTS: Sql =
    sql!("SELECT convention, campaign, ordinal, person, name, email, draft_key FROM unscoped_campaign_recipient");
const BLANK: Sql = sql!(
    "UPDATE unscoped_campaign_recipient SET name = $4, email = NULL WHERE convention = $1 AND campaign = $2 AND ordinal = $3"
);
const OWN_FORMS: Sql =
    sql!("UPDATE unscoped_campaign_answer SET form = '' WHERE convention = $1 AND campaign = $2 AND recipient = $3");
const SIGNED: Sql = sql!("SELECT DISTINCT name FROM unscoped_campaign_answer WHERE name IS NOT NULL");
const UNSIGN: Sql = sql!("UPDATE unscoped_campaign_answer SET name = $2 WHERE name = $1");
const UNSENT: Sql =
    sql!("DELETE FROM unscoped_campaign_file WHERE convention = $1 AND campaign = $2 AND recipient = $3 AND revision IS NULL");
const FORMS: Sql =
    sql!("SELECT convention, campaign, recipient, revision, form FROM unscoped_campaign_answer WHERE form <> ''");
const FORM: Sql = sql!(
    "UPDATE unscoped_campaign_answer SET form = $5 WHERE convention = $1 AND campaign = $2 AND recipient = $3 AND revision = $4"
);
const DRAFTS: Sql = sql!(
    "SELECT n.value, r.draft_key FROM unscoped_campaign_recipient r \
     JOIN unscoped_note n ON n.kind = 'campaign_draft' AND n.key = r.draft_key"
);
const FILES: Sql = sql!("SELECT convention, ordinal, file_name FROM unscoped_campaign_file");
const FILE: Sql = sql!("UPDATE unscoped_campaign_file SET file_name = $3 WHERE convention = $1 AND ordinal = $2");
const TITLES: Sql = sql!("SELECT DISTINCT title FROM unscoped_campaign");
const TITLE: Sql = sql!("UPDATE unscoped_campaign SET title = $2 WHERE title = $1");
const MESSAGES: Sql = sql!("SELECT DISTINCT message FROM unscoped_campaign");
const MESSAGE: Sql = sql!("UPDATE unscoped_campaign SET message = $2 WHERE message = $1");
const QUESTIONS: Sql = sql!("SELECT DISTINCT text FROM unscoped_campaign_question");
const QUESTION: Sql = sql!("UPDATE unscoped_campaign_question SET text = $2 WHERE text = $1");

impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let erased = &fact.erased;
        recipients(erased, writer).await?;
        signatures(erased, writer).await?;
        forms(erased, writer).await?;
        drafts(erased, writer).await?;
        names_of_files(erased, writer).await?;
        for (read, write) in [(TITLES, TITLE), (MESSAGES, MESSAGE), (QUESTIONS, QUESTION)] {
            let texts: Vec<String> = writer.rows(read, &[]).await?;
            for text in texts.into_iter().filter(|text| erased.is_named_in(text)) {
                writer.run(write, &[text.into(), ERASED.into()]).await?;
            }
        }
        Ok(())
    }
}

/// Someone who was asked.
struct AskedRow {
    key: [i64; 3],
    person: Option<i64>,
    name: String,
    email: Option<String>,
    draft: Digest,
}

impl FromRow for AskedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: [c.int(0)?, c.int(1)?, c.int(2)?],
            person: c.opt_int(3)?,
            name: c.text(4)?,
            email: c.opt_text(5)?,
            draft: c.digest(6)?,
        })
    }
}

impl AskedRow {
    /// Whether it is the person, by number, or by a name or an address typed by hand.
    fn is(&self, erased: &Erased) -> bool {
        if let Some(person) = self.person {
            return erased.includes(Some(person));
        }
        let written = [Some(&self.name), self.email.as_ref()];
        written.into_iter().flatten().any(|text| erased.is_named_in(text))
    }
}

async fn recipients(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all: Vec<AskedRow> = writer.rows(RECIPIENTS, &[]).await?;
    for one in all.into_iter().filter(|one| one.is(erased)) {
        let key = one.key.map(Value::from);
        writer.run(OWN_FORMS, &key).await?;
        writer.run(UNSENT, &key).await?;
        let [convention, campaign, ordinal] = key;
        let name = tombstone(erased.person).into();
        writer.run(BLANK, &[convention, campaign, ordinal, name]).await?;
        writer.forget_note(KIND, one.draft).await?;
    }
    Ok(())
}

/// Answers are kept under the name of whoever sent them, which the recipient may not have any more.
async fn signatures(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let names: Vec<String> = writer.rows(SIGNED, &[]).await?;
    for name in names.into_iter().filter(|name| erased.is_named_in(name)) {
        writer.run(UNSIGN, &[name.into(), tombstone(erased.person).into()]).await?;
    }
    Ok(())
}

/// A form that someone sent.
struct FormRow {
    key: [i64; 4],
    form: String,
}

impl FromRow for FormRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: [c.int(0)?, c.int(1)?, c.int(2)?, c.int(3)?],
            form: c.text(4)?,
        })
    }
}

async fn forms(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all: Vec<FormRow> = writer.rows(FORMS, &[]).await?;
    for one in all.into_iter().filter(|one| erased.is_named_in(&one.form)) {
        let form = Form::stored(&one.form).without(|text| erased.is_named_in(text));
        let [convention, campaign, recipient, revision] = one.key.map(Value::from);
        let values = [convention, campaign, recipient, revision, form.text().into()];
        writer.run(FORM, &values).await?;
    }
    Ok(())
}

/// A file that came with an answer.
struct NamedRow {
    key: [i64; 2],
    name: String,
}

impl FromRow for NamedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: [c.int(0)?, c.int(1)?],
            name: c.text(2)?,
        })
    }
}

/// A name of a file that names the person keeps its ending alone.
async fn names_of_files(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all: Vec<NamedRow> = writer.rows(FILES, &[]).await?;
    for one in all.into_iter().filter(|one| erased.is_named_in(&one.name)) {
        let ending = one.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let [convention, ordinal] = one.key.map(Value::from);
        writer
            .run(FILE, &[convention, ordinal, format!("fichier.{ending}").into()])
            .await?;
    }
    Ok(())
}

/// A form that is not sent yet.
struct DraftRow {
    value: String,
    key: Digest,
}

impl FromRow for DraftRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            value: c.text(0)?,
            key: c.digest(1)?,
        })
    }
}

async fn drafts(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let all: Vec<DraftRow> = writer.rows(DRAFTS, &[]).await?;
    for one in all.into_iter().filter(|one| erased.is_named_in(&one.value)) {
        writer.forget_note(KIND, one.key).await?;
    }
    Ok(())
}
