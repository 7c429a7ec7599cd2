//! What several places say of one action, put together: the first that speaks is shown.
//!
//! Two places that differ are not mended: the sheet and the grid come before a summary.

mod groups;
mod marks;
mod places;
mod values;

use std::collections::HashSet;

use domain::reading::{
    ActionRead, Certainty, Detail, Doubt, Holder, Key, Lines, OrganisationKind, OrganisationRead, Sourced, ThemeRead,
};

use super::PlanRead;
use super::codes;
use super::communes::Communes;
use super::labels::{Label, is_nothing};
use super::legend::Legend;
use super::levels::{self, Framework};
use super::walk::{Spot, Told, Walk};
use super::years::{self, Term};
use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::wording;

/// What surrounds the actions.
pub(super) struct Around<'a> {
    pub(super) names: &'a Names,
    pub(super) legend: &'a Legend,
    pub(super) communes: &'a Communes,
    pub(super) term: Option<Term>,
}

/// What grows while actions are put together.
struct Gatherer<'a> {
    around: &'a Around<'a>,
    uses: Uses,
    framework: Framework,
    themes: Vec<ThemeRead>,
    communes: Vec<OrganisationRead>,
    doubts: Vec<Doubt>,
    /// Whether the themes of the sheets are the framework.
    themed: bool,
    /// The commune of the chapter that is being read.
    chapter: Option<Passage>,
    /// The names that stand alone as those of someone, by their words.
    alone: HashSet<Vec<String>>,
    /// Whether cells of communes name years in short: where none says "25-26", "26" counts something.
    in_short: bool,
}

/// Puts the plan together.
pub(super) fn gather(walk: Walk, around: &Around<'_>) -> PlanRead {
    let mut gatherer = Gatherer {
        around,
        uses: Uses::default(),
        framework: walk.framework,
        themes: Vec::new(),
        communes: Vec::new(),
        doubts: Vec::new(),
        themed: false,
        chapter: None,
        alone: HashSet::new(),
        in_short: false,
    };
    let mut spots = walk.spots;
    if let Some(label) = around.legend.after_titles() {
        for spot in &mut spots {
            lettered(spot, label, around.legend);
        }
    } else {
        signed(&mut spots, around.legend);
    }
    let groups = groups::groups(spots);
    gatherer.alone = alone(&groups);
    gatherer.in_short = around.term.is_some_and(|term| in_short(&groups, term));
    gatherer.name_the_level(&groups);
    let mut actions: Vec<ActionRead> = groups.iter().map(|group| gatherer.action(group)).collect();
    rank(&mut actions);
    let (levels, nodes) = gatherer.framework.into_read();
    PlanRead {
        levels,
        nodes,
        themes: gatherer.themes,
        actions,
        communes: gatherer.communes,
        doubts: gatherer.doubts,
        uses: gatherer.uses,
    }
}

fn in_short(groups: &[Vec<Spot>], term: Term) -> bool {
    let marks = groups.iter().flatten().flat_map(|spot| &spot.marks);
    let mut signs = marks.filter(|mark| mark.year == 0).map(|mark| &mark.sign.value);
    signs.any(|sign| years::is_in_short(sign, term))
}

/// The values of fields of names that hold one name: elsewhere "and" between two of them parts them.
fn alone(groups: &[Vec<Spot>]) -> HashSet<Vec<String>> {
    let names = |told: &&Told| matches!(told.label, Label::Pilots | Label::Bearers | Label::Partners);
    let told = groups.iter().flatten().flat_map(|spot| &spot.told).filter(names);
    let words = told.map(|told| wording::words(&told.value.joined()));
    words.filter(|words| !words.iter().any(|word| word == "et")).collect()
}

/// "Ouvrir un relais (N)", where a legend says that (N) is a new action: what is said of the action is no part of its title.
fn signed(spots: &mut [Spot], legend: &Legend) {
    let sign = |spot: &Spot| {
        let (_, last) = spot.title.parts().last()?;
        let (title, letter) = last.strip_suffix(')')?.rsplit_once('(')?;
        let told = (1..=2).contains(&letter.chars().count()) && legend.name(letter).is_some();
        (told && wording::is_capitals(letter)).then(|| title.trim_end().to_owned())
    };
    if spots.iter().filter(|spot| sign(spot).is_some()).count() < 2 {
        return;
    }
    for spot in spots {
        if let Some(title) = sign(spot)
            && let Some((_, last)) = spot.title.last_part_mut()
        {
            *last = title;
        }
    }
}

/// "Ouvrir un relais (S, A)": letters after a title, that the legend says to tell a field.
fn lettered(spot: &mut Spot, label: Label, legend: &Legend) {
    let Some((line, last)) = spot.title.parts().last() else {
        return;
    };
    let inside = last.strip_suffix(')').and_then(|head| head.rsplit_once('('));
    let Some((title, letters)) = inside else { return };
    let names: Option<Vec<String>> = letters
        .split([',', '/', ' ', '+', ';'])
        .filter(|letter| !letter.is_empty())
        .map(|letter| legend.name(letter).map(Passage::joined))
        .collect();
    let Some(names) = names.filter(|names| !names.is_empty()) else {
        return;
    };
    let value = Passage::new(names.into_iter().map(|name| (*line, name)).collect());
    let title = title.trim_end().to_owned();
    if let Some((_, last)) = spot.title.last_part_mut() {
        *last = title;
    }
    spot.told.push(Told {
        label,
        name: String::new(),
        value,
    });
}

/// An action that the text does not number gets its rank, and no line for it.
fn rank(actions: &mut [ActionRead]) {
    let taken: HashSet<String> = actions.iter().map(|action| action.number.value.clone()).collect();
    let mut next = 1_usize;
    for action in actions.iter_mut().filter(|action| action.number.value.is_empty()) {
        while taken.contains(&next.to_string()) {
            next += 1;
        }
        action.number.value = next.to_string();
        next += 1;
    }
}

impl Gatherer<'_> {
    /// Where no heading makes a framework and each sheet names one theme, the themes are the framework.
    fn name_the_level(&mut self, groups: &[Vec<Spot>]) {
        if !self.framework.is_empty() || groups.is_empty() {
            return;
        }
        let theme = |told: &&Told| told.label == Label::Themes && !told.name.to_lowercase().ends_with(['s', ')']);
        let one = |group: &Vec<Spot>| {
            let mut told = group.iter().flat_map(|spot| &spot.told).filter(theme);
            told.next()
                .filter(|first| !first.value.joined().contains([',', ';', '/']))
                .cloned()
        };
        let themes: Vec<Option<Told>> = groups.iter().map(one).collect();
        if themes.iter().all(Option::is_some) {
            for theme in themes.into_iter().flatten() {
                self.framework.of_sheet(&wording::sentence_case(&theme.name), &theme.value);
            }
            self.themed = true;
        }
    }

    fn action(&mut self, group: &[Spot]) -> ActionRead {
        let mut action = begun(group);
        self.parent(&mut action, group);
        self.marks(&mut action, group);
        for spot in group {
            self.chapter.clone_from(&spot.chapter.commune);
            for told in &spot.told {
                self.field(&mut action, told);
            }
            self.table_sums(&mut action, spot);
            self.prose(&mut action, spot);
        }
        self.places_of_title(&mut action);
        self.places_of_prose(&mut action, group);
        self.scanned(&action, group);
        action.lines = lines(&action);
        action
    }

    fn parent(&mut self, action: &mut ActionRead, group: &[Spot]) {
        let told: Vec<&Told> = group
            .iter()
            .flat_map(|spot| &spot.told)
            .filter(|told| told.label == Label::Parent && !is_nothing(&told.value.joined()))
            .collect();
        let known = |told: &&Told| Some((self.framework.named(&told.value.joined())?, told.value.lines()));
        let named = told.last().and_then(known);
        let named = named.or_else(|| self.told_parent(&told)).or_else(|| {
            told.iter()
                .rev()
                .find_map(|told| Some((self.framework.named(&told.value.joined())?, told.value.lines())))
        });
        let above = group.iter().find_map(|spot| Some((spot.node?, spot.title.lines())));
        let themed = || {
            let mut told = group
                .iter()
                .flat_map(|spot| &spot.told)
                .filter(|told| told.label == Label::Themes);
            told.find_map(|told| Some((self.framework.named(&told.value.joined())?, told.value.lines())))
        };
        let coded = || {
            let code = group.iter().find_map(|spot| spot.code.as_ref())?;
            Some((self.framework.above(&code.value)?, code.lines.clone()))
        };
        let found = named.or(above).or_else(themed).or_else(coded);
        action.parent = found.and_then(|(node, lines)| Some(Sourced::new(self.framework.key(node)?, lines)));
    }

    /// The nodes that the sheets alone name, one below the other: "Orientation : 3 – Soutenir les parents".
    fn told_parent(&mut self, told: &[&Told]) -> Option<(usize, Lines)> {
        let headings: Vec<levels::Heading> = told.iter().filter_map(|told| heading_of(told)).collect();
        for heading in &headings {
            self.framework.open(heading);
        }
        Some((self.framework.here()?, headings.last()?.lines.clone()))
    }

    fn field(&mut self, action: &mut ActionRead, told: &Told) {
        let value = &told.value;
        match told.label {
            Label::Pilots => self.holders(action, value, Role::Pilot),
            Label::Bearers => self.holders(action, value, Role::Bearer),
            Label::Partners => self.holders(action, value, Role::Partner),
            Label::Public => values::first(&mut action.public, value),
            Label::Calendar => values::first(&mut action.calendar, value),
            Label::Objectives => values::items(&mut action.objectives, value),
            Label::Indicators => values::items(&mut action.indicators, value),
            Label::Means => values::text(&mut action.means, value),
            Label::Funding => self.funding(action, value),
            Label::Details => self.detail(action, value),
            Label::Themes if self.themed => {}
            Label::Themes => self.themes(action, value),
            Label::Places => self.places(action, value),
            Label::Title | Label::Code | Label::Funder | Label::Parent | Label::Context | Label::Total => {}
        }
    }

    /// The key of a commune: that of a party, or of an organisation of its own.
    fn commune(&mut self, name: &str, passage: &Passage) -> Key {
        let alone = Passage::one(1, name);
        if let Some(key) = self
            .around
            .names
            .exactly(&alone)
            .filter(|key| self.around.names.is_commune(key))
        {
            self.uses.note(&key, &passage.sourced());
            return key;
        }
        let known = self.communes.iter_mut().find(|known| known.name.value == name);
        if let Some(known) = known {
            known.lines = known.lines.union(&passage.lines());
            return known.id.clone();
        }
        let id = Key(format!("c{}", self.communes.len() + 1));
        self.communes.push(OrganisationRead {
            lines: passage.lines(),
            id: id.clone(),
            name: Sourced::new(name.to_owned(), passage.lines()),
            kind: OrganisationKind::Commune,
        });
        id
    }

    fn doubt(&mut self, lines: &Lines, quote: &str, reason: String) {
        self.doubts.push(Doubt {
            lines: lines.clone(),
            quote: quote.to_owned(),
            certainty: Certainty::ToConfirm,
            reason,
        });
    }

    /// A code that was read through the noise of a scan is probable.
    fn scanned(&mut self, action: &ActionRead, group: &[Spot]) {
        if group.iter().any(|spot| spot.mended) && group.iter().all(|spot| spot.mended || spot.code.is_none()) {
            self.doubts.push(Doubt {
                lines: action.number.lines.clone(),
                quote: action.number.value.clone(),
                certainty: Certainty::Probable,
                reason: "Le numéro est lu à travers le bruit d’une numérisation.".to_owned(),
            });
        }
    }
}

/// The heading that a field of a sheet tells: "Axe : Axe 2 – Grandir", "Orientation : 3 – Soutenir", "Thématique : Jeunesse".
fn heading_of(told: &Told) -> Option<levels::Heading> {
    if let Some(heading) = levels::heading(&told.value).filter(|heading| heading.code.is_some()) {
        return Some(heading);
    }
    let (level, _) = levels::level_word(&told.name)?;
    let text = told.value.joined();
    let (code, title) = match codes::leading(&text).filter(|(_, title)| !title.is_empty()) {
        Some((code, title)) => (Some(code), title),
        None => (None, text.as_str()),
    };
    Some(levels::Heading {
        level,
        code,
        title: Passage::one(told.value.parts().first()?.0, title),
        lines: told.value.lines(),
    })
}

/// Who someone is to an action.
#[derive(Debug, Clone, Copy)]
enum Role {
    Pilot,
    Bearer,
    Partner,
}

/// The action with its number and its titles.
fn begun(group: &[Spot]) -> ActionRead {
    let code = group.iter().find_map(|spot| spot.code.clone());
    let lines: Lines = group
        .iter()
        .filter_map(|spot| spot.code.as_ref())
        .flat_map(|code| code.lines.iter())
        .collect();
    let number = code.map_or_else(
        || Sourced::new(String::new(), Lines::default()),
        |code| Sourced::new(code.value, lines),
    );
    let titles: Vec<&Passage> = group
        .iter()
        .map(|spot| &spot.title)
        .filter(|title| !title.is_empty())
        .collect();
    let first = titles.first().map(|title| title.sourced());
    let mut title = first.unwrap_or_else(|| Sourced::new(String::new(), Lines::default()));
    let mut others: Vec<Sourced<String>> = Vec::new();
    for other in titles.iter().skip(1).map(|title| title.sourced()) {
        if wording::words(&other.value) == wording::words(&title.value) {
            title.lines = title.lines.union(&other.lines);
        } else if let Some(known) = others.iter_mut().find(|known| known.value == other.value) {
            known.lines = known.lines.union(&other.lines);
        } else {
            others.push(other);
        }
    }
    let mut action = ActionRead::named(number, title);
    action.other_titles = others;
    action
}

/// Every line that says something of the action.
fn lines(action: &ActionRead) -> Lines {
    let texts = action.other_titles.iter().chain(&action.means).chain(&action.funding);
    let texts = texts
        .chain(&action.objectives)
        .chain(&action.indicators)
        .chain(&action.public)
        .chain(&action.calendar);
    let holders = action.pilots.iter().chain(&action.bearers).chain(&action.partners);
    let all = texts
        .map(|text| &text.lines)
        .chain(holders.map(|holder: &Sourced<Holder>| &holder.lines));
    let all = all.chain(action.details.iter().map(|detail: &Detail| &detail.text.lines));
    let all = all.chain(action.tracks.iter().map(|track| &track.mark.lines));
    let all = all.chain(action.amounts.iter().map(|amount| &amount.text.lines));
    let all = all.chain(action.themes.iter().chain(&action.communes).map(|key| &key.lines));
    all.chain([&action.number.lines, &action.title.lines])
        .flat_map(Lines::iter)
        .collect()
}
