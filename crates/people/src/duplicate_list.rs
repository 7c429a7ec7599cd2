//! What may be the same, in the directory: proposals with their reasons. It never merges by itself.

use std::collections::{HashMap, HashSet};

use askama::Template;
use domain::ids::{Id, OrganisationId, PersonId};
use domain::people::{Candidate, Proposal, organisations_alike, people_alike};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::directory::Directory;
use crate::directory_rows::{DistinctRow, Distincts, Door};
use crate::merge_refusal::{SignedByAny, SignedRow, are_two};
use crate::merge_search::{Offer, Sought};
use crate::paging::page_of;

/// For whom someone works, or holds or held a mandate.
struct Belonging {
    person: PersonId,
    organisation: OrganisationId,
}

/// The organisations of each person.
type Places = HashMap<PersonId, Vec<OrganisationId>>;

query! {
    /// Who belongs where, each once.
    Belongings() -> Belonging
    reading ["affiliation", "given_mandate"]
    "SELECT person, organisation FROM affiliation UNION SELECT person, organisation FROM given_mandate ORDER BY 1, 2"
}

impl FromRow for Belonging {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            organisation: c.id(1)?,
        })
    }
}

/// One of two.
struct Side {
    ordinal: i64,
    name: String,
    about: String,
    target: Target,
    /// Whether the other can be merged into this one.
    keeps: bool,
}

/// Two that may be the same.
struct Pair {
    kind: &'static str,
    sides: [Side; 2],
    reasons: String,
    /// Why neither can join the other as they stand, and what to do first.
    lock: Option<&'static str>,
}

/// Why two people cannot be one as they stand.
fn lock(one: Door, other: Door) -> Option<&'static str> {
    match (one, other) {
        (Door::Closed, Door::Closed) => Some(
            "Ces deux fiches ont chacune un compte fermé\u{a0}: rouvrez d’abord celui de la fiche à garder, puis réunissez-les ici.",
        ),
        _ if one.is_open() && other.is_open() => Some(
            "Ces deux fiches ont chacune un compte ouvert, et l’un des deux n’ouvrirait plus rien\u{a0}: fermez d’abord le compte qui ne \
             sert plus, puis réunissez-les ici.",
        ),
        _ => None,
    }
}

#[derive(Template)]
#[template(path = "duplicate_list.html")]
pub(crate) struct DuplicateList {
    frame: Frame,
    pairs: Vec<Pair>,
    found: usize,
    pager: Pager,
    errors: Errors,
    sought: Sought,
    offers: Vec<Offer>,
    /// Where the two found are put together: what was looked for stays in the address.
    merging: String,
}

impl DuplicateList {
    /// Whether there is something to choose for each of the two.
    fn both_found(&self) -> bool {
        self.offers.iter().all(|offer| !offer.found.is_empty())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn page(visit: &mut Visit, errors: Errors) -> Result<DuplicateList, Failure> {
    let asked: Asked = visit.query()?;
    let sought: Sought = visit.query()?;
    let directory = Directory::names_of_installation(visit).await?;
    let mut belongings = Places::new();
    for one in visit.rows(Belongings {}).await? {
        belongings.entry(one.person).or_default().push(one.organisation);
    }
    let distincts = visit.rows(Distincts {}).await?;
    let signed = visit.rows(SignedByAny {}).await?;
    let mut pairs = organisation_pairs(&directory, &distincts, &signed);
    pairs.extend(person_pairs(&directory, &belongings, &distincts));
    let found = pairs.len();
    let address = with_query(href(Target::Duplicates), &[("page", "")]);
    let (pairs, pager) = page_of(pairs, &asked.page, address);
    let frame = visit.frame("Doublons").await?;
    Ok(DuplicateList {
        frame: frame.crumb("Annuaire", Target::Directory),
        pairs,
        found,
        pager,
        errors,
        offers: sought.offers(&directory),
        merging: sought.carried_to("/annuaire/fusion"),
        sought,
    })
}

/// The proposals of a kind, without those that someone declared distinct.
fn undecided(kind: &str, proposals: Vec<Proposal>, distincts: &[DistinctRow]) -> Vec<Proposal> {
    let decided: HashSet<(i64, i64)> = distincts
        .iter()
        .filter(|row| row.kind == kind)
        .map(|row| (row.one, row.other))
        .collect();
    let proposals = proposals.into_iter();
    proposals.filter(|pair| !decided.contains(&(pair.one, pair.other))).collect()
}

fn reasons(proposal: &Proposal) -> String {
    web::french::list(proposal.reasons.iter().map(|reason| reason.french()))
}

/// The proposals of organisations that are not known to be two.
fn possible(directory: &Directory, proposals: Vec<Proposal>, signed: &[SignedRow]) -> Vec<Proposal> {
    let mut by_organisation: HashMap<OrganisationId, Vec<&SignedRow>> = HashMap::new();
    for row in signed {
        by_organisation.entry(row.organisation).or_default().push(row);
    }
    let may_be_one = |pair: &Proposal| {
        let (one, other) = (Id::new(pair.one), Id::new(pair.other));
        let rows = [one, other].map(|id| by_organisation.get(&id).map_or(&[][..], Vec::as_slice));
        are_two(&directory.organisations, &rows.concat(), one, other).is_none()
    };
    proposals.into_iter().filter(may_be_one).collect()
}

fn organisation_pairs(directory: &Directory, distincts: &[DistinctRow], signed: &[SignedRow]) -> Vec<Pair> {
    let standing = directory.organisations.iter().filter(|org| org.kept.is_none());
    let candidates: Vec<Candidate> = standing
        .map(|org| Candidate {
            ordinal: org.id.ordinal(),
            names: std::iter::once(org.name.clone()).chain(directory.names(org.id)).collect(),
            email: None,
        })
        .collect();
    let side = |ordinal: i64| {
        let id = Id::new(ordinal);
        let kind = directory.organisation(id).map_or("", |org| org.kind.french());
        let conventions = directory
            .conventions_of(id)
            .into_iter()
            .map(|id| directory.convention_name(id));
        Side {
            ordinal,
            name: directory.organisation_name(id),
            about: about(
                std::iter::once(kind.to_owned()),
                conventions.collect(),
                "dans aucune convention",
            ),
            target: Target::Organisation(id),
            keeps: true,
        }
    };
    let proposals = undecided("organisation", organisations_alike(&candidates), distincts);
    possible(directory, proposals, signed)
        .iter()
        .map(|proposal| Pair {
            kind: "organisation",
            lock: None,
            sides: [side(proposal.one), side(proposal.other)],
            reasons: reasons(proposal),
        })
        .collect()
}

/// Names told of one of two; the others are counted.
const NAMED: usize = 3;

/// What tells one from another: what it is, then where it is met.
fn about(heads: impl Iterator<Item = String>, met: Vec<String>, nowhere: &str) -> String {
    let others = met.len().saturating_sub(NAMED);
    let met = if met.is_empty() { vec![nowhere.to_owned()] } else { met };
    let named = met.into_iter().take(NAMED);
    let counted = (others > 0).then(|| web::french::count(others, "autre", "autres"));
    heads.chain(named).chain(counted).collect::<Vec<_>>().join(", ")
}

/// The address of a person, and for whom that person works or holds a mandate.
fn person_about(directory: &Directory, belongings: &Places, id: PersonId) -> String {
    let person = directory.person(id);
    let address = person.and_then(|person| person.address.clone());
    let door = person.map(|person| person.door.french().to_owned());
    let own = belongings.get(&id).into_iter().flatten();
    let names = own.map(|organisation| directory.organisation_name(*organisation)).collect();
    about(address.into_iter().chain(door), names, "sans organisme")
}

fn person_pairs(directory: &Directory, belongings: &Places, distincts: &[DistinctRow]) -> Vec<Pair> {
    let standing = directory.people.iter().filter(|person| person.stands());
    let candidates: Vec<Candidate> = standing
        .map(|person| Candidate {
            ordinal: person.id.ordinal(),
            names: vec![person.name.clone()],
            email: person.address.clone(),
        })
        .collect();
    let door = |ordinal: i64| directory.person(Id::new(ordinal)).map_or(Door::None, |person| person.door);
    let side = |ordinal: i64, other: i64| Side {
        ordinal,
        name: directory
            .person(Id::new(ordinal))
            .map_or_else(String::new, |person| person.name.clone()),
        about: person_about(directory, belongings, Id::new(ordinal)),
        target: Target::Person(Id::new(ordinal)),
        // An open account is never merged into another: it would open nothing any more.
        keeps: !door(other).is_open() && door(ordinal) != Door::Closed,
    };
    undecided("person", people_alike(&candidates), distincts)
        .iter()
        .map(|proposal| Pair {
            kind: "person",
            lock: lock(door(proposal.one), door(proposal.other)),
            sides: [side(proposal.one, proposal.other), side(proposal.other, proposal.one)],
            reasons: reasons(proposal),
        })
        .collect()
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Belongings>()]
}
