//! What a text leaves to be answered: what is missing, where it was left open, who can say.
//!
//! A question never answers itself: it says what the text says and stops there. One thing is asked once.

mod plan;
mod text;
mod work;

use super::{Key, Lines, OrganisationKind, Reading, short_name};

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuestionKind {
    /// Day and place of signature.
    Signature,
    /// An annex announced and not joined.
    Annex,
    /// The vote of a council, its day, its number.
    Vote,
    /// What an action does not say: themes, means, funding, roles, years.
    Action,
    /// Marks that name no commune.
    Marks,
    /// Actions carried in common and not named.
    Pooled,
    /// What the text itself leaves to be settled.
    LeftOpen,
    /// Facilities of a commune.
    Facilities,
    /// Who sits in a body, how often it meets.
    Body,
    /// The working time of a post.
    Post,
    /// Indicators that an article asks for.
    Indicators,
    /// Amounts spoken of and not given.
    Amounts,
}

impl QuestionKind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Signature,
        Self::Annex,
        Self::Vote,
        Self::Action,
        Self::Marks,
        Self::Pooled,
        Self::LeftOpen,
        Self::Facilities,
        Self::Body,
        Self::Post,
        Self::Indicators,
        Self::Amounts,
    ];

    /// A word for addresses and classes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Annex => "annex",
            Self::Vote => "vote",
            Self::Action => "action",
            Self::Marks => "marks",
            Self::Pooled => "pooled",
            Self::LeftOpen => "left_open",
            Self::Facilities => "facilities",
            Self::Body => "body",
            Self::Post => "post",
            Self::Indicators => "indicators",
            Self::Amounts => "amounts",
        }
    }

    /// The kind under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Signature => "Signature",
            Self::Annex => "Annexe",
            Self::Vote => "Délibération",
            Self::Action => "Fiche action",
            Self::Marks => "Déploiement",
            Self::Pooled => "Actions mutualisées",
            Self::LeftOpen => "À définir",
            Self::Facilities => "Équipements",
            Self::Body => "Instance",
            Self::Post => "Poste",
            Self::Indicators => "Indicateurs",
            Self::Amounts => "Montants",
        }
    }
}

/// Who can answer a question, as far as the text lets it be known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Answerer {
    /// A party.
    Party(Key),
    /// The council of a party.
    Council(Key),
    /// Words of the text: a body, an occasion ("lors de la première instance de coopération").
    Words(String),
}

impl Answerer {
    /// The words people read.
    #[must_use]
    pub fn french(&self, reading: &Reading) -> String {
        match self {
            Self::Party(key) => name_of(reading, key),
            Self::Council(key) => {
                let commune = reading.is_commune(key);
                let council = if commune { "Conseil municipal" } else { "Conseil" };
                format!("{council} ({})", name_of(reading, key))
            }
            Self::Words(words) => words.clone(),
        }
    }
}

/// The part of a text in which lines stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TextPlace {
    /// An article, by its printed number.
    Article(String),
    /// An annex, by its printed number.
    Annex(String),
}

impl TextPlace {
    /// The words people read.
    #[must_use]
    pub fn french(&self) -> String {
        match self {
            Self::Article(number) => format!("Article {number}"),
            Self::Annex(number) => format!("Annexe {number}"),
        }
    }
}

/// Something that the text does not say, or leaves to be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// What it is about.
    pub kind: QuestionKind,
    /// What is missing, in a French sentence.
    pub what: String,
    /// Where it was left open; empty when no line speaks of it.
    pub lines: Lines,
    /// The words that leave it open.
    pub quote: String,
    /// Who can answer.
    pub answered_by: Vec<Answerer>,
    /// The article or annex that leaves it open.
    pub place: Option<TextPlace>,
    /// The printed numbers of the actions concerned, often none.
    pub actions: Vec<String>,
}

impl OpenQuestion {
    fn new(kind: QuestionKind, what: String, lines: &Lines, quote: &str) -> Self {
        Self {
            kind,
            what,
            lines: lines.clone(),
            quote: quote.to_owned(),
            answered_by: Vec::new(),
            place: None,
            actions: Vec::new(),
        }
    }

    fn by(mut self, answered_by: Vec<Answerer>) -> Self {
        self.answered_by = answered_by;
        self
    }
}

/// A rule: what it finds open.
type Rule = fn(&Reading) -> Vec<OpenQuestion>;

const RULES: [Rule; 15] = [
    text::typed,
    text::signature,
    text::annexes,
    text::votes,
    text::incomplete_votes,
    plan::fields,
    plan::marks,
    plan::amounts,
    work::pooled,
    work::left_open,
    work::facilities,
    work::bodies,
    work::posts,
    work::indicators,
    work::amounts,
];

/// Everything that the text leaves open, in the order of its lines; what no line speaks of comes last.
#[must_use]
pub fn open_questions(reading: &Reading) -> Vec<OpenQuestion> {
    let mut found: Vec<OpenQuestion> = RULES.iter().flat_map(|rule| rule(reading)).collect();
    for question in &mut found {
        if question.place.is_none() {
            question.place = question.lines.first().and_then(|line| place_of(reading, line));
        }
        if question.answered_by.is_empty() {
            question.answered_by = everyone(reading);
        }
    }
    found.sort_by_key(|question| question.lines.first().unwrap_or(u32::MAX));
    let mut asked: Vec<(QuestionKind, String)> = Vec::new();
    found.retain(|question| {
        let one = (question.kind, question.what.clone());
        let fresh = !asked.contains(&one);
        asked.push(one);
        fresh
    });
    found
}

/// The article that holds a line, else the annex whose heading is the nearest one above it.
#[must_use]
pub fn place_of(reading: &Reading, line: u32) -> Option<TextPlace> {
    let body = |lines: &Lines| lines.ranges().iter().map(|range| range.first()).max();
    let article = reading.articles.iter().find(|article| article.lines.holds(line));
    if let Some(number) = article.and_then(|article| article.number.as_ref()) {
        return Some(TextPlace::Article(number.value.clone()));
    }
    let announced = |annex: &&super::AnnexRead| annex.lines.holds(line);
    if let Some(annex) = reading.annexes.iter().find(announced) {
        return Some(TextPlace::Annex(annex.number.value.clone()));
    }
    let annexes = reading.annexes.iter().filter(|annex| annex.present).filter_map(|annex| {
        let starts = annex.lines.iter().filter(|start| *start <= line);
        Some((starts.max()?, Some(annex)))
    });
    let parties = reading.parties.iter().map(|party| &party.kind.lines);
    let signature = reading.agreement.signature.iter().map(|signature| &signature.lines);
    let votes = reading.deliberations.iter().map(|vote| &vote.lines);
    let articles = reading.articles.iter().map(|article| &article.lines);
    let others = parties.chain(signature).chain(votes).chain(articles).filter_map(body);
    let others = others.filter(|start| *start <= line).map(|start| (start, None));
    let (_, nearest) = annexes.chain(others).max_by_key(|(start, _)| *start)?;
    nearest.map(|annex| TextPlace::Annex(annex.number.value.clone()))
}

/// Every party: those who signed can complete what they signed.
fn everyone(reading: &Reading) -> Vec<Answerer> {
    reading
        .parties
        .iter()
        .map(|party| Answerer::Party(party.id.clone()))
        .collect()
}

/// Parties whose council votes.
fn councils(reading: &Reading) -> impl Iterator<Item = &super::PartyRead> {
    reading.parties.iter().filter(|party| party.kind.value.has_council())
}

fn name_of(reading: &Reading, key: &Key) -> String {
    let party = reading.parties.iter().find(|party| party.id == *key);
    party.map_or_else(
        || reading.shown(key).to_owned(),
        |party| short_name(party.kind.value, &party.name.value),
    )
}

/// The communes that sign or on whose territory the convention applies.
fn communes(reading: &Reading) -> Vec<&super::PartyRead> {
    let commune = |party: &&super::PartyRead| party.kind.value == OrganisationKind::Commune;
    reading.parties.iter().filter(commune).collect()
}

/// "1, 2 et 4".
fn listed(values: &[String]) -> String {
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} et {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// "de l’action 4", "des actions 4 et 5".
fn of_actions(numbers: &[String]) -> String {
    match numbers {
        [only] => format!("de l’action {only}"),
        _ => format!("des actions {}", listed(numbers)),
    }
}
