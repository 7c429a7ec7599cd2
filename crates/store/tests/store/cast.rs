//! The people of these tests, and a small room of their own: its tables, its scopes, its queries.

use domain::access::{Installation, Mandated, Reason, Role, Verb, VerbType, Viewer, verbs};
use domain::fact::{Account, Chain, Fact};
use domain::ids::{ConventionId, Id, MandateId, PersonId};
use domain::people::{AccountCreated, MandateGiven, PasswordChanged};
use domain::time::{Day, Instant};
use store::{Gate, Permitted, Recorded, Scope, Store, StoreError, Tx, Writer, Writes, query, sql};

pub(crate) const DEMO: Viewer = Viewer::Job(Reason::Demo);
pub(crate) const DOCTOR: Viewer = Viewer::Job(Reason::Doctor);

/// 2026-11-24, noon in Paris.
pub(crate) const NOW: Instant = Instant::from_micros(1_795_518_000_000_000);

pub(crate) fn today() -> Day {
    NOW.paris_day()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) struct Tables;

impl Writes<AccountCreated> for Tables {
    async fn apply(fact: &AccountCreated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_person (id, name, email, administrator, example, active) VALUES ($1, $2, $3, $4, $5, 1)"
        );
        let values = [
            fact.person.into(),
            fact.name.as_str().into(),
            fact.email.as_str().into(),
            fact.administrator.into(),
            fact.example.into(),
        ];
        writer.run(insert, &values).await
    }
}

impl Writes<MandateGiven> for Tables {
    async fn apply(fact: &MandateGiven, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let organisation = sql!(
            "INSERT INTO unscoped_organisation (id, name, sort_key, kind) VALUES ($1, 'Une commune', 'une commune', 'commune') \
             ON CONFLICT (id) DO NOTHING"
        );
        writer.run(organisation, &[fact.organisation.into()]).await?;
        let insert = sql!(
            "INSERT INTO unscoped_mandate (until, since, role, organisation, person, convention, id) \
             VALUES ($7, $6, $5, $4, $3, $2, $1)"
        );
        let values = [
            fact.mandate.into(),
            fact.convention.into(),
            fact.person.into(),
            fact.organisation.into(),
            fact.role.code().into(),
            fact.since.into(),
            fact.until.into(),
        ];
        writer.run(insert, &values).await
    }
}

impl Writes<PasswordChanged> for Tables {
    async fn apply(fact: &PasswordChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let update = sql!("UPDATE unscoped_person SET password_hash = $2 WHERE id = $1");
        writer
            .change_one(update, &[fact.person.into(), fact.password_hash.as_str().into()])
            .await
    }
}

/// Something noted in a convention by those who see its plan.
pub(crate) struct Noted(pub(crate) ConventionId);

impl Fact for Noted {
    type Needs = verbs::ViewPlan;
    const NAME: &'static str = "noted";

    fn place(&self) -> ConventionId {
        self.0
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.0)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}", self.0),
            before: None,
            after: Some("noted".to_owned()),
            personal: None,
        }
    }
}

impl Writes<Noted> for Tables {
    async fn apply(_: &Noted, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

pub(crate) const SCOPES: [Scope; 4] = [
    Scope {
        name: "history",
        columns_sql: "SELECT t.chain AS convention, t.seq, t.fact, t.subject FROM unscoped_journal t",
        gate: Gate::Convention {
            column: "t.chain",
            verb: Verb::ViewJournal,
        },
    },
    Scope {
        name: "mandate",
        columns_sql: "SELECT t.id, t.convention, t.person, t.role FROM unscoped_mandate t",
        gate: Gate::Convention {
            column: "t.convention",
            verb: Verb::ViewPlan,
        },
    },
    Scope {
        name: "account",
        columns_sql: "SELECT t.id, t.name, t.email FROM unscoped_person t",
        gate: Gate::Installation {
            verb: Verb::ViewAccounts,
        },
    },
    Scope {
        name: "own_account",
        columns_sql: "SELECT t.id, t.name FROM unscoped_person t",
        gate: Gate::Own { column: "t.id" },
    },
];

query! {
    /// What happened in a convention.
    pub(crate) History(convention: ConventionId) -> String
    reading ["history"]
    "SELECT fact FROM history WHERE convention = $4 ORDER BY seq"
}

query! {
    /// What happened in a convention, with the number of its mandates: a name read twice, and tables of its own.
    pub(crate) Busy(convention: ConventionId) -> i64
    reading ["history", "mandate"]
    "WITH facts AS (SELECT h.convention, h.seq FROM history h WHERE h.convention = $4)
     SELECT COUNT(*) FROM facts f JOIN history h ON h.convention = f.convention AND h.seq = f.seq
     JOIN mandate m ON m.convention = f.convention"
}

query! {
    /// One mandate.
    pub(crate) MandateRole(convention: ConventionId, mandate: MandateId) -> String
    reading ["mandate"]
    "SELECT role FROM mandate WHERE id = $5 AND convention = $4"
}

query! {
    /// All accounts.
    pub(crate) Names() -> String
    reading ["account"]
    "SELECT name FROM account ORDER BY id"
}

query! {
    /// One's own account.
    pub(crate) OwnName() -> String
    reading ["own_account"]
    "SELECT name FROM own_account"
}

pub(crate) fn account(person: PersonId, name: &str) -> AccountCreated {
    AccountCreated {
        person,
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        password_hash: None,
        administrator: false,
        example: true,
    }
}

/// A mandate of number `mandate` in the convention of that number, open from 2022.
pub(crate) fn mandate(mandate: i64, person: PersonId, role: Role) -> MandateGiven {
    MandateGiven {
        mandate: Id::new(mandate),
        person,
        convention: Id::new(mandate),
        organisation: Id::new(1),
        role,
        since: day("2022-01-01"),
        until: None,
    }
}

pub(crate) fn acting(given: &MandateGiven) -> Viewer {
    Viewer::Mandate(Mandated {
        person: given.person,
        mandate: given.mandate,
        convention: given.convention,
        organisation: given.organisation,
        role: given.role,
    })
}

pub(crate) async fn open_account(store: &Store, name: &str) -> PersonId {
    create(store, name, false).await
}

pub(crate) async fn open_administrator(store: &Store, name: &str) -> PersonId {
    create(store, name, true).await
}

async fn create(store: &Store, name: &str, administrator: bool) -> PersonId {
    let mut tx = begin::<verbs::CreateAccount>(store).await;
    let person = Id::new(
        tx.allocate(store::Sequence::Installation("person"))
            .await
            .expect("an ordinal"),
    );
    let fact = AccountCreated {
        administrator,
        ..account(person, name)
    };
    kept(tx.record::<Tables, _>(&fact).await).await;
    person
}

pub(crate) async fn give(store: &Store, fact: &MandateGiven) {
    let tx = begin::<verbs::GiveMandate>(store).await;
    kept(tx.record::<Tables, _>(fact).await).await;
}

pub(crate) async fn begin<V: VerbType<Place = Installation>>(store: &Store) -> Tx<Permitted<V>> {
    store.begin::<V>(&DEMO, Installation, NOW).await.expect("permitted")
}

pub(crate) async fn kept<V: VerbType>(tx: Result<Tx<Recorded<V>>, StoreError>) {
    tx.expect("recorded").commit().await.expect("committed");
}
