//! What a careful person reads in a text of the corpus, as its `expected.json` holds it.

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Expected {
    pub(crate) kind: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) signed_on: Vec<String>,
    pub(crate) signed_at: Option<String>,
    pub(crate) originals: Option<u32>,
    pub(crate) parties: Vec<Party>,
    pub(crate) perimeter: Vec<String>,
    pub(crate) votes: Vec<Vote>,
    pub(crate) levels: Vec<String>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) themes: Vec<String>,
    pub(crate) actions: Vec<Action>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) posts: Vec<Post>,
    pub(crate) facilities: Vec<Facility>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) annexes: Vec<Annex>,
    pub(crate) articles: Vec<Article>,
    pub(crate) amounts: Vec<Amount>,
    pub(crate) amendment: Option<Amendment>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) represented_by: Option<String>,
    pub(crate) function: Option<String>,
    /// Who else signs for it.
    pub(crate) and_by: Vec<Party>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Vote {
    pub(crate) body: String,
    pub(crate) date: Option<String>,
    pub(crate) number: Option<String>,
    #[serde(rename = "for")]
    pub(crate) favour: Option<u32>,
    pub(crate) against: Option<u32>,
    pub(crate) abstain: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) level: String,
    pub(crate) code: Option<String>,
    pub(crate) title: String,
    pub(crate) parent: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Action {
    pub(crate) code: Option<String>,
    pub(crate) title: String,
    pub(crate) parent: Option<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) pilots: Vec<String>,
    pub(crate) bearers: Vec<String>,
    pub(crate) partners: Vec<String>,
    pub(crate) communes: Vec<String>,
    pub(crate) years: Vec<Mark>,
    pub(crate) public: Option<String>,
    pub(crate) objectives: Vec<String>,
    pub(crate) indicators: Vec<String>,
    pub(crate) calendar: Option<String>,
    pub(crate) means: Option<String>,
    pub(crate) amounts: Vec<Amount>,
    pub(crate) details: Vec<Detail>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Mark {
    pub(crate) year: i16,
    pub(crate) half: Option<u8>,
    pub(crate) commune: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Amount {
    pub(crate) funder: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) cents: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Detail {
    pub(crate) text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Body {
    pub(crate) name: String,
    pub(crate) min_per_year: Option<u16>,
    pub(crate) max_per_year: Option<u16>,
    pub(crate) members: Vec<String>,
    pub(crate) missions: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Post {
    pub(crate) title: String,
    pub(crate) fte: Option<String>,
    pub(crate) employer: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Facility {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) commune: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Duty {
    pub(crate) who: Option<String>,
    pub(crate) what: String,
    pub(crate) due: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Annex {
    pub(crate) number: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) present: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Article {
    pub(crate) number: Option<String>,
    pub(crate) title: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Amendment {
    pub(crate) number: Option<String>,
    pub(crate) effect: Option<String>,
    pub(crate) changes: Vec<Change>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Change {
    pub(crate) kind: String,
    pub(crate) target: Option<String>,
}
