//! What is read from a signed text: values, each with the lines it came from.
//!
//! A [`Reading`] is the canonical content of an act. Nothing here guesses: what the text does not say is absent, and a
//! line that no value holds stays in [`Reading::unplaced`]. How a text is read belongs to `files`; how a reading is
//! stored belongs to `convention`.

mod action;
mod agreement;
mod amendment;
mod anomaly;
mod coverage;
mod doubt;
mod duty;
mod framework;
mod lines;
mod named;
mod names;
mod organisation;
mod questions;
mod sums;
#[cfg(test)]
mod tests;
mod wording;

pub use action::{ActionRead, AmountRead, Detail, Half, Holder, Precision, Track, View};
pub use agreement::{
    AgreementRead, AnnexRead, ArticleRead, Commission, DeliberationRead, GroupRead, OrganisationKind, OrganisationRead,
    PartyRead, SignatoryRead, SignatureRead, Votes,
};
pub use amendment::{AmendmentRead, ChangeKind, ChangeRead};
pub use anomaly::{Anomaly, EXAMPLE_OPENING, Family, Quote, Rule, RuleCode, Severity, announces_votes, anomalies};
pub use coverage::{Coverage, coverage, unplaced, words_of};
pub use doubt::{Certainty, Doubt};
pub use duty::{Bearing, Due, DueRead, DutyKind, DutyRead, Unit};
pub use framework::{NodeRead, ThemeRead};
pub use lines::{LineRange, Lines, NotLines, Sourced};
pub use named::Named;
pub use names::{initials, rank, short_name};
pub use organisation::{
    AbsenceRead, BodyRead, FacilitiesRead, FacilityRead, LeftOpenRead, MemberRead, PostRead, Rhythm, SchemeRead, SiteRead,
    StatementRead, Topic,
};
pub use questions::{Answerer, OpenQuestion, QuestionKind, TextPlace, open_questions, place_of};
pub use sums::{Telling, Total};
pub use wording::{FrameworkEntry, FrameworkPlace, Paragraph, ParagraphKind, PredecessorRead, Wording};

use crate::digest::Digest;

/// The version of the interchange document that a [`Reading`] is written as.
pub const SCHEMA: &str = "pacte.reading/1";

/// The file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, without a path.
    pub name: String,
    /// The digest of its bytes as received.
    pub digest: Digest,
    /// How many lines it has once decoded.
    pub lines: u32,
    /// Those whose characters were recognised on a picture of a page.
    pub recognised: Lines,
}

/// The key of an organisation inside one reading: `p2` for a party, `o5` for another, `g1` for a group such as "les 2
/// communes". Stable for one text, meaningless outside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub String);

/// A part of the text that no value holds yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where.
    pub lines: Lines,
    /// The text of those lines, as it stands.
    pub text: String,
}

/// All that was read of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The file.
    pub source: SourceFile,
    /// Title, period, signature.
    pub agreement: AgreementRead,
    /// Those who sign, in the order of the text.
    pub parties: Vec<PartyRead>,
    /// Organisations named that are not parties.
    pub organisations: Vec<OrganisationRead>,
    /// The parties that came in late, at the end of their list: after how many organisations each one is numbered.
    pub late_parties: Vec<usize>,
    /// Names that stand for several organisations.
    pub groups: Vec<GroupRead>,
    /// The communes on whose territory the convention applies, by key of party or organisation.
    pub perimeter: Vec<Sourced<Key>>,
    /// Votes of the councils.
    pub deliberations: Vec<DeliberationRead>,
    /// The names of the levels above the action, from the top (0 to 4 of them), as the text uses them.
    pub levels: Vec<Sourced<String>>,
    /// The framework, parents before children.
    pub nodes: Vec<NodeRead>,
    /// The themes announced.
    pub themes: Vec<ThemeRead>,
    /// The actions, in the order of their numbers.
    pub actions: Vec<ActionRead>,
    /// The ordinals of actions that were taken out, in growing order: they are never given again.
    pub retired_actions: Vec<i64>,
    /// Articles, when they are read.
    pub articles: Vec<ArticleRead>,
    /// Annexes announced or present.
    pub annexes: Vec<AnnexRead>,
    /// The words around the articles.
    pub wording: Wording,
    /// The framework as each place of the text words and orders it.
    pub framework_places: Vec<FrameworkPlace>,
    /// Facilities and services listed, or declared absent.
    pub facilities: FacilitiesRead,
    /// Governance bodies.
    pub bodies: Vec<BodyRead>,
    /// The cooperation scheme.
    pub scheme: SchemeRead,
    /// Who owes what to whom.
    pub duties: Vec<DutyRead>,
    /// The contracts that this one follows.
    pub predecessors: Vec<PredecessorRead>,
    /// What the text itself leaves to be settled.
    pub left_open: Vec<LeftOpenRead>,
    /// What the text changes of a convention signed before, when it is an amendment.
    pub amendment: Option<AmendmentRead>,
    /// The values that are not sure.
    pub doubts: Vec<Doubt>,
    /// Where the text contradicts itself or leaves a mark without meaning.
    pub anomalies: Vec<Anomaly>,
    /// The rest.
    pub unplaced: Vec<Unplaced>,
}

impl Reading {
    /// A reading of this file that holds nothing yet.
    #[must_use]
    pub fn nothing_of(source: SourceFile) -> Self {
        Self {
            source,
            agreement: AgreementRead::default(),
            parties: Vec::new(),
            organisations: Vec::new(),
            late_parties: Vec::new(),
            groups: Vec::new(),
            perimeter: Vec::new(),
            deliberations: Vec::new(),
            levels: Vec::new(),
            nodes: Vec::new(),
            themes: Vec::new(),
            actions: Vec::new(),
            retired_actions: Vec::new(),
            articles: Vec::new(),
            annexes: Vec::new(),
            wording: Wording::default(),
            framework_places: Vec::new(),
            facilities: FacilitiesRead::default(),
            bodies: Vec::new(),
            scheme: SchemeRead::default(),
            duties: Vec::new(),
            predecessors: Vec::new(),
            left_open: Vec::new(),
            amendment: None,
            doubts: Vec::new(),
            anomalies: Vec::new(),
            unplaced: Vec::new(),
        }
    }

    /// The ordinal of the action at this place: those of actions that were taken out are passed over.
    #[must_use]
    pub fn action_ordinal(&self, index: usize) -> i64 {
        let ordinal = i64::try_from(index).unwrap_or(i64::MAX - 1) + 1;
        let pass = |ordinal, retired: &i64| ordinal + i64::from(*retired <= ordinal);
        self.retired_actions.iter().fold(ordinal, pass)
    }

    /// The last action was taken out: nobody else gets its ordinal.
    pub fn retire_last_action(&mut self) {
        let retired = self.action_ordinal(self.actions.len());
        self.retired_actions.push(retired);
        self.retired_actions.sort_unstable();
    }

    /// The action that had this ordinal comes back under it.
    pub fn revive_action(&mut self, ordinal: i64) {
        self.retired_actions.retain(|retired| *retired != ordinal);
    }

    /// Whether a person typed it, without a text to read it from: no value has a line.
    #[must_use]
    pub const fn is_by_hand(&self) -> bool {
        self.source.lines == 0
    }

    /// The short name behind a key: how the text calls a party most often, or the name of an organisation or group.
    #[must_use]
    pub fn shown<'r>(&'r self, key: &'r Key) -> &'r str {
        let party = self.parties.iter().find(|party| party.id == *key).map(PartyRead::usual_name);
        let organisation = || {
            self.organisations
                .iter()
                .find(|known| known.id == *key)
                .map(|known| known.name.value.as_str())
        };
        let group = || {
            self.groups
                .iter()
                .find(|known| known.id == *key)
                .map(|known| known.name.value.as_str())
        };
        party.or_else(organisation).or_else(group).unwrap_or(&key.0)
    }

    /// The title of the annex that lists the facilities, when one is announced.
    #[must_use]
    pub fn facilities_annex(&self) -> Option<&Sourced<String>> {
        let listing = |title: &&Sourced<String>| {
            let words = words_of(&title.value);
            words.iter().any(|word| coverage::plain(word).starts_with("equipement"))
        };
        self.annexes.iter().filter_map(|annex| annex.title.as_ref()).find(listing)
    }

    /// The écart that says that the text looks cut, if it does.
    #[must_use]
    pub fn cut(&self) -> Option<&Anomaly> {
        self.anomalies.iter().find(|anomaly| anomaly.family == Family::Cut)
    }

    /// Whether this key is a commune, that signs or not.
    #[must_use]
    pub fn is_commune(&self, key: &Key) -> bool {
        let signing = self.parties.iter().map(|party| (&party.id, party.kind.value));
        let others = self.organisations.iter().map(|other| (&other.id, other.kind));
        signing
            .chain(others)
            .any(|(id, kind)| id == key && kind == OrganisationKind::Commune)
    }
}
