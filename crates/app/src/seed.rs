//! `pacte seed`: invented conventions in number, to measure how the product holds at the scale of a nation.
//!
//! They go through the same door as real ones. Nothing in them is true, and their titles say so.

use std::sync::Arc;

use anyhow::Context as _;
use convention::EntryError;
use domain::access::{Installation, Reason, Role, Viewer, verbs};
use domain::digest::Digest;
use domain::fact::Fact;
use domain::ids::{Id, MandateId, PersonId};
use domain::people::{AccountCreated, MandateConfirmed, MandateGiven};
use domain::reading::{
    ActionRead, AgreementRead, Detail, Holder, Key, Lines, NodeRead, OrganisationKind, PartyRead, Reading, SourceFile, Sourced,
    Track, View,
};
use domain::time::Day;
use store::{Permitted, Sequence, Store, Tx, Writes};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::cli::SeedOptions;
use crate::{clock, progress, target};

/// Actions in each invented convention.
const ACTIONS: usize = 45;

/// How many conventions are on their way at once: they share the syncs.
const AT_ONCE: usize = 32;

/// Runs the command.
pub async fn run(options: SeedOptions) -> anyhow::Result<()> {
    let store = target::open(target::target(&options.data)).await?;
    let step = Arc::new(progress::step("Conventions inventées", Some(u64::from(options.conventions))));
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut entering = JoinSet::new();
    for number in 1..=options.conventions {
        let turn = Arc::clone(&turns).acquire_owned().await?;
        let (store, step) = (store.clone(), Arc::clone(&step));
        entering.spawn(async move {
            let entry = convention::Entry {
                reading: invented(number),
                text: Vec::new(),
                review: false,
            };
            let entered = convention::enter(&store, &Viewer::Job(Reason::CommandLine), clock::now(), entry).await;
            step.advance();
            drop(turn);
            entered
        });
    }
    while let Some(entered) = entering.join_next().await {
        match entered? {
            // Those of an earlier run stay as they are.
            Ok(_) | Err(EntryError::Known(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if options.entries > 0 {
        entries(&store, options.entries).await?;
    }
    Ok(())
}

/// Entries told in one transaction.
const TOLD_AT_ONCE: u32 = 5_000;

/// Mandates that the entries are about.
const MANDATES: i16 = 100;

/// Makes the journal of the first convention this much longer: an invented person holds mandates, which are confirmed again and
/// again.
async fn entries(store: &Store, count: u32) -> anyhow::Result<()> {
    let person = invented_person(store).await?;
    let mandates = given(store, person).await?;
    let step = progress::step("Entrées inventées", Some(u64::from(count)));
    let mut told = 0;
    while told < count {
        let next = (count - told).min(TOLD_AT_ONCE);
        confirmed(store, person, &mandates, next).await?;
        (0..next).for_each(|_| step.advance());
        told += next;
    }
    step.done();
    Ok(())
}

async fn invented_person(store: &Store) -> anyhow::Result<PersonId> {
    let viewer = Viewer::Job(Reason::CommandLine);
    let mut tx = store
        .begin::<verbs::CreateAccount>(&viewer, Installation, clock::now())
        .await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    let account = AccountCreated {
        person,
        name: "Personne d’exemple".to_owned(),
        email: format!("personne{person}@exemple.invalid"),
        password_hash: None,
        administrator: false,
        example: true,
    };
    tx.record::<people::Tables, _>(&account).await?.commit().await?;
    Ok(person)
}

type Giving = Tx<Permitted<verbs::GiveMandate>>;

async fn giving(store: &Store) -> anyhow::Result<Giving> {
    let viewer = Viewer::Job(Reason::CommandLine);
    Ok(store.begin::<verbs::GiveMandate>(&viewer, Installation, clock::now()).await?)
}

/// Gives mandates that never meet: each lasts the first half of a year that is over.
async fn given(store: &Store, person: PersonId) -> anyhow::Result<Vec<MandateId>> {
    let mut tx = giving(store).await?;
    let mut facts = Vec::new();
    for year in (1900..).take(usize::from(MANDATES.unsigned_abs())) {
        let (since, until) = (Day::new(year, 1, 1), Day::new(year, 6, 30));
        facts.push(MandateGiven {
            mandate: Id::new(tx.allocate(Sequence::Installation("mandate")).await?),
            person,
            convention: Id::new(1),
            organisation: Id::new(1),
            role: Role::Auditor,
            since: since.context("a day")?,
            until,
        });
    }
    told(tx, &facts).await?;
    Ok(facts.iter().map(|fact| fact.mandate).collect())
}

async fn confirmed(store: &Store, person: PersonId, mandates: &[MandateId], count: u32) -> anyhow::Result<()> {
    let day = clock::now().paris_day();
    let facts: Vec<MandateConfirmed> = (0..count)
        .zip(mandates.iter().cycle())
        .map(|(_, mandate)| MandateConfirmed {
            mandate: *mandate,
            convention: Id::new(1),
            person,
            day,
        })
        .collect();
    told(giving(store).await?, &facts).await
}

/// Records these, whole or not at all.
async fn told<F>(tx: Giving, facts: &[F]) -> anyhow::Result<()>
where
    F: Fact<Needs = verbs::GiveMandate> + Send + Sync + 'static,
    people::Tables: Writes<F>,
{
    let Some((first, others)) = facts.split_first() else {
        return Ok(());
    };
    let mut tx = tx.record::<people::Tables, _>(first).await?;
    for fact in others {
        tx = tx.record::<people::Tables, _>(fact).await?;
    }
    Ok(tx.commit().await?)
}

fn read<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Lines::default())
}

fn key(text: String) -> Key {
    Key(text)
}

fn invented(number: u32) -> Reading {
    let communes = [1, 2].map(|nth| {
        party(
            &format!("p{}", nth + 1),
            &format!("Commune d’Exemple-{number}-{nth}"),
            OrganisationKind::Commune,
        )
    });
    let fund = party(
        "p1",
        "Caisse d’allocations familiales d’Exemple",
        OrganisationKind::FamilyFund,
    );
    let nodes: Vec<NodeRead> = (0..9).map(node).collect();
    Reading {
        agreement: AgreementRead {
            title: Some(read(format!("Convention d’exemple n° {number}"))),
            kind: Some(read("Convention territoriale globale".to_owned())),
            start: Day::new(2022, 1, 1).map(read),
            end: Day::new(2026, 12, 31).map(read),
            ..AgreementRead::default()
        },
        perimeter: communes.iter().map(|commune| read(commune.id.clone())).collect(),
        parties: std::iter::once(fund).chain(communes).collect(),
        levels: vec![read("Enjeux".to_owned()), read("Orientations".to_owned())],
        actions: (0..ACTIONS).map(|index| action(index, &nodes)).collect(),
        nodes,
        ..Reading::nothing_of(SourceFile {
            name: format!("exemple-{number}.txt"),
            digest: Digest::of(&number.to_be_bytes()),
            lines: 0,
            recognised: Lines::default(),
        })
    }
}

fn party(id: &str, name: &str, kind: OrganisationKind) -> PartyRead {
    PartyRead {
        lines: Lines::default(),
        id: key(id.to_owned()),
        name: read(name.to_owned()),
        kind: read(kind),
        aliases: Vec::new(),
        signatories: Vec::new(),
        authority: None,
    }
}

/// Three nodes above, six below, two under each.
fn node(index: usize) -> NodeRead {
    let top = index.is_multiple_of(3);
    NodeRead {
        lines: Lines::default(),
        id: key(format!("n{}", index + 1)),
        level: u8::from(!top),
        code: Some(read(if top {
            format!("{}", index / 3 + 1)
        } else {
            format!("{}{}", index / 3 + 1, index % 3)
        })),
        title: read(format!(
            "Développer et adapter l’offre de service aux familles, exemple {}",
            index + 1
        )),
        other_titles: Vec::new(),
        parent: (!top).then(|| key(format!("n{}", index - index % 3 + 1))),
    }
}

fn action(index: usize, nodes: &[NodeRead]) -> ActionRead {
    let leaves: Vec<&NodeRead> = nodes.iter().filter(|node| node.level == 1).collect();
    let holder = |id: &str| read(Holder::Known(key(id.to_owned())));
    let first = 2022 + i16::try_from(index % 4).unwrap_or(0);
    let number = read((index + 1).to_string());
    let title = read(format!(
        "Accompagner les parents et les jeunes du territoire, exemple {}",
        index + 1
    ));
    ActionRead {
        parent: Some(read(leaves[index % leaves.len()].id.clone())),
        details: vec![Detail {
            text: read("Rencontres et ateliers, exemple".to_owned()),
            commune: None,
        }],
        pilots: vec![holder("p2"), holder("p3")],
        bearers: vec![holder("p2"), holder("p3")],
        tracks: vec![Track {
            view: View::Deployment,
            communes: Vec::new(),
            years: (first..=2026).collect(),
            half: None,
            mark: read("X".to_owned()),
        }],
        ..ActionRead::named(number, title)
    }
}
