//! The journal: one chain for the installation, one a convention. A row is written before what it tells.
//!
//! A row's hash covers the hash before it and everything it says. Personal text stands beside, under a salted digest: it can
//! be erased, with its salt, and the chain still verifies. Nothing here ever changes or removes a row of a chain.

use domain::access::VerbType;
use domain::digest::Digest;
use domain::example::ExampleRemoved;
use domain::fact::{Account, Chain, Fact};
use domain::time::{CLOCKS_APART_MICROS, Instant};

use crate::columns::{Columns, FromRow};
use crate::engine::Link;
use crate::error::{Broken, StoreError};
use crate::sql;
use crate::sql::Sql;
use crate::standing::Actor;
use crate::value::Value;

/// A fact, ready for its chain.
pub(crate) struct Entry {
    chain: i64,
    instant: Instant,
    actor: Actor,
    verb: &'static str,
    fact: &'static str,
    begins: bool,
    account: Account,
}

/// What the hash of a row covers, as it is stored.
pub(crate) struct Row {
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) instant: i64,
    pub(crate) person: Option<i64>,
    pub(crate) mandate: Option<i64>,
    pub(crate) organisation: Option<i64>,
    pub(crate) job: Option<String>,
    pub(crate) verb: String,
    pub(crate) fact: String,
    pub(crate) subject: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) personal_digest: Option<Digest>,
    pub(crate) previous: Digest,
}

/// The last row of a chain; for a new chain, the row before the first.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Digest,
}

impl Head {
    /// Before the first row of a chain.
    pub(crate) const BEFORE_ALL: Self = Self {
        seq: 0,
        hash: Digest::zero(),
    };
}

impl FromRow for Head {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: c.int(0)?,
            hash: c.digest(1)?,
        })
    }
}

// Takes the next place and, on the server, locks the chain until the transaction ends. An entry is dated by the clock it was
// given, even when that clock was set back: the head counts those, so that a date can be looked for.
const NEXT: Sql = sql!(
    "INSERT INTO unscoped_journal_head AS head (chain, seq, hash, latest) VALUES ($1, 1, $2, $3) \
     ON CONFLICT (chain) DO UPDATE SET seq = head.seq + 1, \
     latest = CASE WHEN head.latest > excluded.latest THEN head.latest ELSE excluded.latest END, \
     turned = head.turned + CASE WHEN excluded.latest < head.latest - $4 THEN 1 ELSE 0 END RETURNING seq, hash"
);

const INSERT: Sql = sql!(
    "INSERT INTO unscoped_journal (chain, seq, instant, person, mandate, organisation, job, verb, fact, subject, before, after, \
     personal_digest, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
);

const INSERT_PERSONAL: Sql = sql!("INSERT INTO unscoped_journal_personal (chain, seq, salt, text) VALUES ($1, $2, $3, $4)");

const ADVANCE: Sql = sql!("UPDATE unscoped_journal_head SET hash = $2 WHERE chain = $1");

impl Entry {
    pub(crate) fn of<F: Fact>(fact: &F, actor: Actor, instant: Instant) -> Self {
        Self {
            chain: number(fact.chain()),
            instant,
            actor,
            verb: F::Needs::VERB.code(),
            fact: F::NAME,
            begins: F::BEGINS_A_CHAIN || fact.chain() == Chain::Installation,
            account: fact.account(),
        }
    }
}

const FIRST: Sql = sql!("SELECT seq, hash FROM unscoped_journal WHERE chain = 0 AND seq = 1");

/// The hash of the first row of the chain of the installation.
pub(crate) async fn identity(link: &mut Link) -> Result<Option<Digest>, StoreError> {
    let first: Option<Head> = link.first(FIRST, &[]).await?;
    Ok(first.map(|first| first.hash))
}

const LEFT: Sql = sql!("SELECT seq, hash FROM unscoped_journal WHERE chain = 0 AND fact = $1 AND subject = $2 LIMIT 1");

/// Whether a convention was removed whole: the journal of the installation says so for ever.
async fn left(link: &mut Link, chain: i64) -> Result<bool, StoreError> {
    let subject = format!("convention/{chain}");
    let told: Option<Head> = link.first(LEFT, &[ExampleRemoved::NAME.into(), subject.into()]).await?;
    Ok(told.is_some())
}

/// Adds a row to its chain.
pub(crate) async fn append(link: &mut Link, entry: &Entry) -> Result<(), StoreError> {
    let next = [
        entry.chain.into(),
        Digest::zero().into(),
        entry.instant.into(),
        CLOCKS_APART_MICROS.into(),
    ];
    let head: Option<Head> = link.first(NEXT, &next).await?;
    let head = head.ok_or(StoreError::NotWritten)?;
    if head.seq == 1 && !entry.begins && left(link, entry.chain).await? {
        return Err(link.give_up(StoreError::NoChain { fact: entry.fact }));
    }
    let personal = entry.account.personal.as_deref().map(salted).transpose()?;
    let row = entry.row(&head, personal.as_ref().map(|(_, digest)| *digest));
    let hash = row.hash();
    link.run(INSERT, &row.values(hash)).await?;
    if let (Some(text), Some((salt, _))) = (&entry.account.personal, personal) {
        let values = [row.chain.into(), row.seq.into(), salt.into(), text.into()];
        link.run(INSERT_PERSONAL, &values).await?;
    }
    link.run(ADVANCE, &[row.chain.into(), hash.into()]).await?;
    link.told();
    Ok(())
}

/// A personal text, and what its entry says in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalText {
    chain: i64,
    seq: i64,
    /// What the entry is about.
    pub subject: String,
    /// What it says before.
    pub before: Option<String>,
    /// What it says after.
    pub after: Option<String>,
    /// The text.
    pub text: String,
}

impl FromRow for PersonalText {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            chain: c.int(0)?,
            seq: c.int(1)?,
            subject: c.text(2)?,
            before: c.opt_text(3)?,
            after: c.opt_text(4)?,
            text: c.text(5)?,
        })
    }
}

const PERSONAL: Sql = sql!(
    "SELECT p.chain, p.seq, j.subject, j.before, j.after, p.text FROM unscoped_journal_personal p \
     JOIN unscoped_journal j ON j.chain = p.chain AND j.seq = p.seq ORDER BY p.chain, p.seq"
);

// The salt goes with the text: whoever guesses the text cannot prove it with the digest that stays.
const ERASE_PERSONAL: Sql = sql!("DELETE FROM unscoped_journal_personal WHERE chain = $1 AND seq = $2");

/// Erases the personal texts that `goes` names. Tells how many.
pub(crate) async fn erase_personal(link: &mut Link, goes: impl Fn(&PersonalText) -> bool + Send) -> Result<u64, StoreError> {
    let mut texts: Vec<PersonalText> = link.rows(PERSONAL, &[]).await?;
    texts.retain(goes);
    let mut erased = 0;
    for text in texts {
        erased += link.run(ERASE_PERSONAL, &[text.chain.into(), text.seq.into()]).await?;
    }
    Ok(erased)
}

/// The digest of a personal text under its salt.
pub(crate) fn personal_digest(salt: &str, text: &str) -> Digest {
    Digest::of_parts([salt.as_bytes(), text.as_bytes()])
}

fn salted(text: &str) -> Result<(String, Digest), StoreError> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|error| StoreError::Engine(Broken::new(error)))?;
    let salt = Digest::of(&salt).to_string();
    let digest = personal_digest(&salt, text);
    Ok((salt, digest))
}

/// How a chain is stored: 0 is the installation, a convention has its own ordinal.
const fn number(chain: Chain) -> i64 {
    match chain {
        Chain::Installation => 0,
        Chain::Convention(convention) => convention.ordinal(),
    }
}

impl Entry {
    fn row(&self, head: &Head, personal_digest: Option<Digest>) -> Row {
        let actor = &self.actor;
        Row {
            chain: self.chain,
            seq: head.seq,
            instant: self.instant.micros(),
            person: actor.person.map(domain::ids::Id::ordinal),
            mandate: actor.mandate.map(domain::ids::Id::ordinal),
            organisation: actor.organisation.map(domain::ids::Id::ordinal),
            job: actor.job.map(|reason| reason.code().to_owned()),
            verb: self.verb.to_owned(),
            fact: self.fact.to_owned(),
            subject: self.account.subject.clone(),
            before: self.account.before.clone(),
            after: self.account.after.clone(),
            personal_digest,
            previous: head.hash,
        }
    }
}

/// What a hash covers: parts one after the other, each preceded by its length in eight bytes. What is there starts with `=`.
struct Parts(Vec<u8>);

impl Parts {
    fn text(&mut self, text: Option<&str>) {
        self.part(text.map(str::as_bytes));
    }

    fn digest(&mut self, digest: Option<Digest>) {
        self.part(digest.map(|digest| digest.letters()).as_ref().map(<[u8; 64]>::as_slice));
    }

    fn number(&mut self, number: Option<i64>) {
        let text = number.map(|number| number.to_string());
        self.text(text.as_deref());
    }

    fn part(&mut self, part: Option<&[u8]>) {
        let length = part.map_or(0, |part| part.len() + 1);
        self.0.extend_from_slice(&(length as u64).to_be_bytes());
        if let Some(part) = part {
            self.0.push(b'=');
            self.0.extend_from_slice(part);
        }
    }
}

impl Row {
    /// The digest of all that the row says, each part preceded by its length; what is absent is not what is empty.
    pub(crate) fn hash(&self) -> Digest {
        let mut parts = Parts(Vec::with_capacity(640));
        parts.digest(Some(self.previous));
        for number in [
            Some(self.chain),
            Some(self.seq),
            Some(self.instant),
            self.person,
            self.mandate,
            self.organisation,
        ] {
            parts.number(number);
        }
        parts.text(self.job.as_deref());
        for text in [&self.verb, &self.fact, &self.subject] {
            parts.text(Some(text));
        }
        parts.text(self.before.as_deref());
        parts.text(self.after.as_deref());
        parts.digest(self.personal_digest);
        Digest::of(&parts.0)
    }

    fn values(&self, hash: Digest) -> [Value; 15] {
        [
            self.chain.into(),
            self.seq.into(),
            self.instant.into(),
            self.person.into(),
            self.mandate.into(),
            self.organisation.into(),
            self.job.as_ref().into(),
            self.verb.as_str().into(),
            self.fact.as_str().into(),
            self.subject.as_str().into(),
            self.before.as_ref().into(),
            self.after.as_ref().into(),
            self.personal_digest.into(),
            self.previous.into(),
            hash.into(),
        ]
    }
}
