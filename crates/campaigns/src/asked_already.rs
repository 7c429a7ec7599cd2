//! Who is asked already about the same actions by another campaign under way: said before a campaign is launched, so that nobody is
//! asked twice without anyone knowing.
//!
//! Nothing is refused here: whoever launches may go on.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ConventionId, PersonId};
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

use crate::lane_rows::AskedActionRow;
use crate::recipient_rows::RecipientRow;

/// How many names are said; the others are counted.
const MOST_NAMES: usize = 8;

/// An action about which another campaign asks someone.
#[derive(Debug, Clone)]
pub(crate) struct AskedRow {
    campaign: i64,
    title: String,
    due: Day,
    person: Option<PersonId>,
    email: Option<String>,
    action: i64,
}

query! {
    /// What the other campaigns under way ask, and of whom.
    pub(crate) AskedElsewhere(convention: ConventionId, campaign: i64) -> AskedRow
    reading ["campaign", "campaign_recipient", "campaign_lane"]
    "SELECT c.ordinal, c.title, c.due, r.person, r.email, l.action FROM campaign c \
        JOIN campaign_recipient r ON r.convention = c.convention AND r.campaign = c.ordinal \
        JOIN campaign_lane l ON l.convention = r.convention AND l.campaign = r.campaign AND l.recipient = r.ordinal \
        WHERE c.convention = $4 AND c.ordinal <> $5 AND c.launched IS NOT NULL AND c.closed IS NULL ORDER BY c.ordinal"
}

impl FromRow for AskedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            campaign: c.int(0)?,
            title: c.text(1)?,
            due: c.day(2)?,
            person: c.opt_id(3)?,
            email: c.opt_text(4)?,
            action: c.int(5)?,
        })
    }
}

/// By what someone is known from one campaign to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whom<'w> {
    Person(PersonId),
    Address(&'w str),
}

fn known_by(person: Option<PersonId>, email: Option<&str>) -> Vec<Whom<'_>> {
    let person = person.map(Whom::Person);
    person.into_iter().chain(email.map(Whom::Address)).collect()
}

/// Those of a campaign who are asked already: a sentence for each of the other campaigns.
pub(crate) fn sentences(recipients: &[RecipientRow], lanes: &[AskedActionRow], elsewhere: &[AskedRow]) -> Vec<String> {
    let mut asked: BTreeMap<Whom<'_>, Vec<&AskedRow>> = BTreeMap::new();
    for row in elsewhere {
        for whom in known_by(row.person, row.email.as_deref()) {
            asked.entry(whom).or_default().push(row);
        }
    }
    let own: BTreeSet<(i64, i64)> = lanes.iter().map(|lane| (lane.recipient, lane.action)).collect();
    let mut twice: BTreeMap<i64, (&AskedRow, Vec<&str>)> = BTreeMap::new();
    for one in recipients {
        let mut campaigns: BTreeMap<i64, &AskedRow> = BTreeMap::new();
        for whom in known_by(one.person, one.email.as_deref()) {
            let same = asked.get(&whom).into_iter().flatten();
            let same = same.filter(|row| own.contains(&(one.ordinal, row.action)));
            campaigns.extend(same.map(|row| (row.campaign, *row)));
        }
        for (campaign, row) in campaigns {
            let (_, names) = twice.entry(campaign).or_insert_with(|| (row, Vec::new()));
            names.push(one.name.as_str());
        }
    }
    twice.into_values().map(|(row, names)| sentence(row, &names)).collect()
}

fn sentence(row: &AskedRow, names: &[&str]) -> String {
    format!(
        "La campagne «\u{a0}{}\u{a0}», en cours, réponse attendue le {}, interroge déjà sur une de ces actions\u{a0}: {}.",
        row.title,
        french::date(row.due),
        french::list_to(names, MOST_NAMES)
    )
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AskedElsewhere>()]
}
