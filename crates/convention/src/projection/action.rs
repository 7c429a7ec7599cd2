//! Rows of the plan: levels, nodes, themes, actions and everything that hangs on an action.

use std::collections::BTreeSet;

use domain::reading::{ActionRead, AmountRead, Doubt, Half, Holder, Key, Lines, Reading, Sourced, Track};
use domain::search::{fold, index_words};
use store::Value;

use super::keys::Keys;
use super::{Sheet, Table, ordinal};

fn lines(lines: &Lines) -> Value {
    lines.to_string().into()
}

/// The fields of an action that hold several texts, by the words of their table.
fn lists(action: &ActionRead) -> [(&'static str, &[Sourced<String>]); 4] {
    [
        ("means", &action.means),
        ("funding", &action.funding),
        ("objective", &action.objectives),
        ("indicator", &action.indicators),
    ]
}

pub(super) fn framework(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (depth, level) in reading.levels.iter().enumerate() {
        let depth = ordinal(depth) - 1;
        sheet.push(Table::Level, [depth.into(), level.value.as_str().into(), lines(&level.lines)]);
    }
    for (index, node) in reading.nodes.iter().enumerate() {
        sheet.push(
            Table::Node,
            [
                ordinal(index).into(),
                i64::from(node.level).into(),
                node.parent.as_ref().and_then(|parent| keys.node(parent)).into(),
                node.code.as_ref().map(|code| code.value.clone()).into(),
                node.title.value.as_str().into(),
                lines(&node.lines),
            ],
        );
    }
    for (index, theme) in reading.themes.iter().enumerate() {
        sheet.push(
            Table::Theme,
            [ordinal(index).into(), theme.name.value.as_str().into(), lines(&theme.lines)],
        );
    }
}

pub(super) fn actions(sheet: &mut Sheet, reading: &Reading, keys: &Keys<'_>) {
    for (index, action) in reading.actions.iter().enumerate() {
        let mut leaf = Leaf {
            sheet,
            keys,
            action: reading.action_ordinal(index),
        };
        leaf.head(action);
        leaf.themes(action);
        leaf.texts(action);
        leaf.places(reading, action);
        leaf.roles(action);
        leaf.tracks(&action.tracks);
        leaf.amounts(reading, action);
        leaf.doubts(&reading.doubts, action);
        leaf.words(reading, action);
    }
}

/// The rows of one action.
struct Leaf<'a> {
    sheet: &'a mut Sheet,
    keys: &'a Keys<'a>,
    action: i64,
}

impl Leaf<'_> {
    fn push(&mut self, table: Table, rest: impl IntoIterator<Item = Value>) {
        let action = Value::from(self.action);
        self.sheet.push(table, std::iter::once(action).chain(rest));
    }

    fn head(&mut self, action: &ActionRead) {
        let node = action.parent.as_ref().and_then(|parent| self.keys.node(&parent.value));
        let node_lines = action.parent.as_ref().map(|parent| parent.lines.clone()).unwrap_or_default();
        self.push(
            Table::Action,
            [
                action.number.value.as_str().into(),
                action.title.value.as_str().into(),
                fold(&action.title.value).into(),
                node.into(),
                lines(&action.title.lines),
                lines(&node_lines),
            ],
        );
    }

    fn themes(&mut self, action: &ActionRead) {
        let mut seen = BTreeSet::new();
        for theme in &action.themes {
            if let Some(found) = self.keys.theme(&theme.value).filter(|found| seen.insert(*found)) {
                self.push(Table::ActionTheme, [found.into(), lines(&theme.lines)]);
            }
        }
    }

    fn texts(&mut self, action: &ActionRead) {
        for (index, title) in action.other_titles.iter().enumerate() {
            self.text("other_title", index, title, None);
        }
        for (index, detail) in action.details.iter().enumerate() {
            self.text("detail", index, &detail.text, detail.commune.as_ref());
        }
        for (field, texts) in lists(action) {
            for (index, text) in texts.iter().enumerate() {
                self.text(field, index, text, None);
            }
        }
        for (field, text) in [("public", &action.public), ("calendar", &action.calendar)] {
            if let Some(text) = text {
                self.text(field, 0, text, None);
            }
        }
    }

    /// Where it takes place, apart from the marks: a group is told commune by commune.
    fn places(&mut self, reading: &Reading, action: &ActionRead) {
        let (keys, mut next) = (self.keys, 0);
        for place in &action.communes {
            for party in keys.parties(&place.value) {
                let name = keys.name(reading, party).unwrap_or(&place.value.0);
                self.push(
                    Table::ActionText,
                    [
                        "commune".into(),
                        ordinal(next).into(),
                        name.into(),
                        party.into(),
                        lines(&place.lines),
                    ],
                );
                next += 1;
            }
        }
    }

    fn amounts(&mut self, reading: &Reading, action: &ActionRead) {
        for (index, amount) in action.amounts.iter().enumerate() {
            let (party, payer) = self.payer(reading, amount);
            self.push(
                Table::ActionAmount,
                [
                    ordinal(index).into(),
                    amount.text.value.as_str().into(),
                    party.into(),
                    payer.into(),
                    amount.year.map(i64::from).into(),
                    amount.cents.into(),
                    amount.precision.code().into(),
                    lines(&amount.text.lines),
                ],
            );
        }
    }

    /// One organisation, or words: a group that pays one sum is no organisation.
    fn payer(&self, reading: &Reading, amount: &AmountRead) -> (Option<i64>, Option<String>) {
        match &amount.funder {
            None => (None, None),
            Some(Holder::Text(text)) => (None, Some(text.clone())),
            Some(Holder::Known(key)) => match self.keys.parties(key).as_slice() {
                [party] => (Some(*party), None),
                _ => (None, Some(reading.shown(key).to_owned())),
            },
        }
    }

    /// The doubts about lines where the action is spoken of.
    fn doubts(&mut self, doubts: &[Doubt], action: &ActionRead) {
        for (index, doubt) in doubts.iter().enumerate() {
            if !doubt.lines.meets(&action.lines) {
                continue;
            }
            self.push(
                Table::ActionDoubt,
                [
                    ordinal(index).into(),
                    doubt.certainty.code().into(),
                    doubt.quote.as_str().into(),
                    doubt.reason.as_str().into(),
                    lines(&doubt.lines),
                ],
            );
        }
    }

    fn text(&mut self, field: &str, index: usize, text: &Sourced<String>, commune: Option<&Key>) {
        let party = commune.and_then(|commune| self.keys.party(commune));
        self.push(
            Table::ActionText,
            [
                field.into(),
                ordinal(index).into(),
                text.value.as_str().into(),
                party.into(),
                lines(&text.lines),
            ],
        );
    }

    fn roles(&mut self, action: &ActionRead) {
        self.role("pilot", &action.pilots);
        self.role("bearer", &action.bearers);
        self.role("partner", &action.partners);
        self.role("other_pilot", &action.other_pilots);
        self.role("other_bearer", &action.other_bearers);
    }

    fn role(&mut self, role: &str, holders: &[Sourced<Holder>]) {
        let mut next = 1_i64;
        for holder in holders {
            let rows: Vec<(Option<i64>, Option<&str>)> = match &holder.value {
                Holder::Known(key) => self.keys.parties(key).into_iter().map(|party| (Some(party), None)).collect(),
                Holder::Text(text) => vec![(None, Some(text.as_str()))],
            };
            for (party, text) in rows {
                let text = text.map(str::to_owned);
                self.push(
                    Table::ActionRole,
                    [role.into(), next.into(), party.into(), text.into(), lines(&holder.lines)],
                );
                next += 1;
            }
        }
    }

    fn tracks(&mut self, tracks: &[Track]) {
        for (index, track) in tracks.iter().enumerate() {
            let track_ordinal = ordinal(index);
            let mark = track.mark.value.as_str();
            self.push(
                Table::Track,
                [
                    track_ordinal.into(),
                    track.view.code().into(),
                    mark.into(),
                    lines(&track.mark.lines),
                    track.half.map(Half::rank).map(i64::from).into(),
                ],
            );
            let named: BTreeSet<i64> = track.communes.iter().flat_map(|key| self.keys.parties(key)).collect();
            let parties = if named.is_empty() { BTreeSet::from([0]) } else { named };
            for year in track.years.iter().copied().collect::<BTreeSet<_>>() {
                for party in &parties {
                    let cells = [track_ordinal.into(), i64::from(year).into(), (*party).into()];
                    self.push(Table::TrackYear, cells);
                }
            }
        }
    }

    fn words(&mut self, reading: &Reading, action: &ActionRead) {
        let number = format!("Action {}", action.number.value);
        let mut texts = vec![number.as_str(), action.title.value.as_str()];
        texts.extend(action.other_titles.iter().map(|title| title.value.as_str()));
        texts.extend(action.details.iter().map(|detail| detail.text.value.as_str()));
        texts.extend(
            lists(action)
                .into_iter()
                .flat_map(|(_, texts)| texts)
                .map(|text| text.value.as_str()),
        );
        texts.extend(action.public.iter().chain(&action.calendar).map(|text| text.value.as_str()));
        texts.extend(action.amounts.iter().map(|amount| amount.text.value.as_str()));
        let themes = reading
            .themes
            .iter()
            .filter(|theme| action.themes.iter().any(|own| own.value == theme.id));
        texts.extend(themes.map(|theme| theme.name.value.as_str()));
        let holders = action.pilots.iter().chain(&action.bearers).chain(&action.partners);
        texts.extend(holders.filter_map(|holder| match &holder.value {
            Holder::Text(text) => Some(text.as_str()),
            Holder::Known(_) => None,
        }));
        for word in index_words(texts) {
            let action = self.action;
            self.sheet.push(Table::ActionWord, [word.into(), action.into()]);
        }
    }
}
