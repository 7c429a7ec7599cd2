//! What the reader found, in the shape in which it is compared.
//!
//! A name may be said in several ways: each value is the list of them.

use domain::reading::{ActionRead, AmountRead, Half, Holder, Key, Reading, Sourced};

/// A value, as it may be said.
pub(crate) type Said = Vec<String>;

#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) title: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) signed_on: Vec<String>,
    pub(crate) signed_at: Option<String>,
    pub(crate) originals: Option<String>,
    /// What the text calls itself.
    pub(crate) kind: Option<String>,
    pub(crate) parties: Vec<Said>,
    /// What each party is, in the order of the parties.
    pub(crate) party_kinds: Vec<String>,
    pub(crate) signatories: Vec<Said>,
    /// The function of each signatory, in the same order.
    pub(crate) functions: Vec<Option<String>>,
    pub(crate) perimeter: Vec<Said>,
    /// Who votes, the day, for, against, abstentions.
    pub(crate) votes: Vec<[Option<String>; 6]>,
    pub(crate) levels: Vec<String>,
    /// Level, code, title, title of the parent.
    pub(crate) nodes: Vec<[Option<String>; 4]>,
    pub(crate) themes: Vec<String>,
    pub(crate) actions: Vec<FoundAction>,
    pub(crate) bodies: Vec<FoundBody>,
    pub(crate) posts: Vec<FoundPost>,
    pub(crate) facilities: Vec<FoundFacility>,
    pub(crate) duties: Vec<FoundDuty>,
    /// The number, whether its text is there, its title.
    pub(crate) annexes: Vec<(String, bool, Option<String>)>,
    pub(crate) articles: Vec<(String, String)>,
    /// What an amendment changes: the kind and the target.
    pub(crate) changes: Vec<Said>,
    pub(crate) effect: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct FoundAction {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) parent: Option<String>,
    pub(crate) themes: Vec<Said>,
    pub(crate) pilots: Vec<Said>,
    pub(crate) bearers: Vec<Said>,
    pub(crate) partners: Vec<Said>,
    pub(crate) communes: Vec<Said>,
    /// The year, the half, the commune as it may be said (nobody: empty).
    pub(crate) years: Vec<(i16, Option<u8>, Said)>,
    pub(crate) details: Vec<String>,
    pub(crate) means: Vec<String>,
    pub(crate) amounts: Vec<Said>,
    pub(crate) public: Option<String>,
    pub(crate) objectives: Vec<String>,
    pub(crate) indicators: Vec<String>,
    pub(crate) calendar: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct FoundBody {
    pub(crate) name: String,
    pub(crate) rhythm: Option<(u16, u16)>,
    pub(crate) members: Vec<String>,
    pub(crate) missions: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct FoundPost {
    pub(crate) title: String,
    /// In hundredths of a full time.
    pub(crate) fte: Option<String>,
    pub(crate) employer: Said,
}

#[derive(Debug, Default)]
pub(crate) struct FoundFacility {
    pub(crate) kind: String,
    pub(crate) name: String,
    /// Its collectivity, and the words of its addresses.
    pub(crate) places: Said,
}

#[derive(Debug, Default)]
pub(crate) struct FoundDuty {
    pub(crate) what: String,
    /// Each debtor, as it may be said.
    pub(crate) who: Vec<Said>,
    pub(crate) due: Option<String>,
}

fn value(sourced: Option<&Sourced<String>>) -> Option<String> {
    sourced.map(|sourced| sourced.value.clone())
}

/// All the ways a key is said.
fn said(reading: &Reading, key: &Key) -> Said {
    let party = reading.parties.iter().find(|party| party.id == *key);
    let aliases = party.iter().flat_map(|party| &party.aliases).map(|alias| alias.value.clone());
    let name = party.map(|party| party.name.value.clone());
    let mut said: Said = aliases.chain(name).collect();
    said.push(reading.shown(key).to_owned());
    // The name in full is that of the acronym, whether the text declares it or not.
    if said.iter().any(|name| name.starts_with("Caisse d'allocations familiales")) {
        said.push("Caf".to_owned());
    }
    said
}

fn holders(reading: &Reading, holders: &[Sourced<Holder>]) -> Vec<Said> {
    let one = |holder: &Sourced<Holder>| match &holder.value {
        Holder::Known(key) => said(reading, key),
        Holder::Text(text) => vec![text.clone()],
    };
    holders.iter().map(one).collect()
}

impl Found {
    pub(crate) fn of(reading: &Reading) -> Self {
        let agreement = &reading.agreement;
        let signature = agreement.signature.as_ref();
        Self {
            title: value(agreement.title.as_ref()),
            start: agreement.start.as_ref().map(|day| day.value.to_string()),
            end: agreement.end.as_ref().map(|day| day.value.to_string()),
            signed_on: signature
                .into_iter()
                .chain(&agreement.other_signatures)
                .filter_map(|signature| signature.date.as_ref())
                .map(|day| day.value.to_string())
                .collect(),
            signed_at: signature.and_then(|signature| value(signature.place.as_ref())),
            originals: agreement.originals.as_ref().map(|count| count.value.to_string()),
            parties: reading.parties.iter().map(|party| said(reading, &party.id)).collect(),
            signatories: reading
                .parties
                .iter()
                .flat_map(|party| &party.signatories)
                .map(|signatory| vec![signatory.name.value.clone()])
                .collect(),
            kind: value(agreement.kind.as_ref()),
            party_kinds: reading
                .parties
                .iter()
                .map(|party| party.kind.value.code().to_owned())
                .collect(),
            functions: reading
                .parties
                .iter()
                .flat_map(|party| &party.signatories)
                .map(|signatory| value(signatory.function.as_ref()))
                .collect(),
            perimeter: reading.perimeter.iter().map(|key| said(reading, &key.value)).collect(),
            votes: votes(reading),
            levels: reading.levels.iter().map(|level| level.value.clone()).collect(),
            nodes: nodes(reading),
            themes: reading.themes.iter().map(|theme| theme.name.value.clone()).collect(),
            actions: reading.actions.iter().map(|read| action(reading, read)).collect(),
            bodies: bodies(reading),
            posts: posts(reading),
            facilities: facilities(reading),
            duties: duties(reading),
            annexes: annexes(reading),
            articles: articles(reading),
            changes: changes(reading),
            effect: reading
                .amendment
                .as_ref()
                .and_then(|amendment| amendment.effect.as_ref())
                .map(|day| day.value.to_string()),
        }
    }
}

fn votes(reading: &Reading) -> Vec<[Option<String>; 6]> {
    let one = |read: &domain::reading::DeliberationRead| {
        let count = |count: &Option<Sourced<u32>>| count.as_ref().map(|count| count.value.to_string());
        let votes = &read.votes;
        [
            read.organisation.as_ref().map(|key| said(reading, &key.value).join("|")),
            read.date.as_ref().map(|day| day.value.to_string()),
            value(read.number.as_ref()),
            count(&votes.favour),
            count(&votes.against),
            count(&votes.abstain),
        ]
    };
    reading.deliberations.iter().map(one).collect()
}

fn title_of(reading: &Reading, key: &Key) -> Option<String> {
    let node = reading.nodes.iter().find(|node| node.id == *key)?;
    Some(node.title.value.clone())
}

fn nodes(reading: &Reading) -> Vec<[Option<String>; 4]> {
    let one = |node: &domain::reading::NodeRead| {
        let level = reading.levels.get(usize::from(node.level));
        [
            level.map(|level| level.value.clone()),
            value(node.code.as_ref()),
            Some(node.title.value.clone()),
            node.parent.as_ref().and_then(|parent| title_of(reading, parent)),
        ]
    };
    reading.nodes.iter().map(one).collect()
}

fn action(reading: &Reading, read: &ActionRead) -> FoundAction {
    let theme = |key: &Sourced<Key>| {
        let theme = reading.themes.iter().find(|theme| theme.id == key.value);
        theme.map(|theme| vec![theme.name.value.clone()])
    };
    let mut years = Vec::new();
    let mut communes: Vec<Said> = Vec::new();
    for track in &read.tracks {
        let named: Vec<Said> = track.communes.iter().map(|key| said(reading, key)).collect();
        for year in &track.years {
            let nobody = [Vec::new()];
            let each = if named.is_empty() { &nobody[..] } else { &named[..] };
            for commune in each {
                let mark = (*year, track.half.map(Half::rank), commune.clone());
                if !years.contains(&mark) {
                    years.push(mark);
                }
            }
        }
        communes.extend(named);
    }
    communes.extend(read.communes.iter().map(|key| said(reading, &key.value)));
    communes.sort();
    communes.dedup();
    FoundAction {
        // A number without a line was given by its rank: the text prints none.
        code: if read.number.lines.is_empty() {
            String::new()
        } else {
            read.number.value.clone()
        },
        title: read.title.value.clone(),
        parent: read.parent.as_ref().and_then(|parent| title_of(reading, &parent.value)),
        themes: read.themes.iter().filter_map(theme).collect(),
        pilots: holders(reading, &read.pilots),
        bearers: holders(reading, &read.bearers),
        partners: holders(reading, &read.partners),
        communes,
        years,
        details: read.details.iter().map(|detail| detail.text.value.clone()).collect(),
        means: read.means.iter().map(|means| means.value.clone()).collect(),
        amounts: read.amounts.iter().map(|amount| amounts(reading, amount)).collect(),
        public: value(read.public.as_ref()),
        objectives: read.objectives.iter().map(|text| text.value.clone()).collect(),
        indicators: read.indicators.iter().map(|text| text.value.clone()).collect(),
        calendar: value(read.calendar.as_ref()),
    }
}

/// Who pays, the year, the cents: the funder as it may be said.
fn amounts(reading: &Reading, amount: &AmountRead) -> Said {
    let year = amount.year.map(|year| year.to_string()).unwrap_or_default();
    let funders = match &amount.funder {
        Some(Holder::Known(key)) => said(reading, key),
        Some(Holder::Text(text)) => vec![text.clone()],
        None => vec![String::new()],
    };
    let written = |funder: String| format!("{funder} {year} {}", amount.cents);
    funders.into_iter().map(written).collect()
}

fn changes(reading: &Reading) -> Vec<Said> {
    let changes = reading.amendment.iter().flat_map(|amendment| &amendment.changes);
    let written = |change: &domain::reading::ChangeRead| {
        let target = value(change.target.as_ref()).unwrap_or_default();
        vec![format!("{} {target}", change.kind.code())]
    };
    changes.map(written).collect()
}

fn bodies(reading: &Reading) -> Vec<FoundBody> {
    let one = |body: &domain::reading::BodyRead| FoundBody {
        name: body.name.value.clone(),
        rhythm: body
            .rhythm
            .as_ref()
            .map(|rhythm| (rhythm.minimum_per_year, rhythm.maximum_per_year)),
        members: body.members.iter().map(|member| member.text.value.clone()).collect(),
        missions: body.missions.iter().map(|mission| mission.value.clone()).collect(),
    };
    reading.bodies.iter().map(one).collect()
}

fn posts(reading: &Reading) -> Vec<FoundPost> {
    let one = |post: &domain::reading::PostRead| FoundPost {
        title: post.title.value.clone(),
        fte: post.fte_hundredths.as_ref().map(|share| share.value.to_string()),
        employer: post
            .party
            .as_ref()
            .map(|party| said(reading, &party.value))
            .unwrap_or_default(),
    };
    reading.scheme.posts.iter().filter(|post| !post.is_total).map(one).collect()
}

/// A facility called by its type alone has no name.
fn facilities(reading: &Reading) -> Vec<FoundFacility> {
    let one = |facility: &domain::reading::FacilityRead| {
        let owner = facility.owner.as_ref().map(|owner| said(reading, &owner.value));
        let addresses = facility.sites.iter().map(|site| site.address.value.clone());
        let name = if facility.name.value == facility.kind.value {
            String::new()
        } else {
            facility.name.value.clone()
        };
        FoundFacility {
            kind: facility.kind.value.clone(),
            name,
            places: owner.into_iter().flatten().chain(addresses).collect(),
        }
    };
    reading.facilities.listed.iter().map(one).collect()
}

fn duties(reading: &Reading) -> Vec<FoundDuty> {
    let one = |duty: &domain::reading::DutyRead| FoundDuty {
        what: duty.text.value.clone(),
        who: holders(reading, &duty.debtors),
        due: duty.due.as_ref().map(|due| due.text.value.clone()),
    };
    reading.duties.iter().map(one).collect()
}

fn annexes(reading: &Reading) -> Vec<(String, bool, Option<String>)> {
    let one = |annex: &domain::reading::AnnexRead| {
        let title = value(annex.title.as_ref());
        (annex.number.value.clone(), annex.present, title)
    };
    reading.annexes.iter().map(one).collect()
}

fn articles(reading: &Reading) -> Vec<(String, String)> {
    let one = |article: &domain::reading::ArticleRead| {
        (
            value(article.number.as_ref()).unwrap_or_default(),
            article.title.value.clone(),
        )
    };
    reading.articles.iter().map(one).collect()
}
