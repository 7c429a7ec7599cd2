//! What becomes of the actions of a spreadsheet in a reading: those of a known number are completed, the others come after the last.
//!
//! No action moves and none goes: what is done about each keeps its number. An empty cell changes nothing. Values lose the number of
//! their row here, for a line of a reading is one of its text.

use domain::reading::{ActionRead, Key, Lines, NodeRead, Reading, Sourced, ThemeRead};
use domain::search::fold;

use super::rows::Planned;

/// A reading with the plan of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The reading.
    pub reading: Reading,
    /// The numbers and titles of the actions that come in.
    pub added: Vec<(String, String)>,
    /// The numbers and titles of those that say something else, with the names of what changes.
    pub changed: Vec<(String, String, Vec<&'static str>)>,
    /// How many say what they said.
    pub unchanged: usize,
    /// The numbers and titles of those that the spreadsheet does not name, which stay as they are.
    pub absent: Vec<(String, String)>,
    /// The elements of the framework and the themes that come in.
    pub framework: Vec<String>,
}

/// Puts the actions of a spreadsheet into a reading.
#[must_use]
pub fn merge(reading: &Reading, planned: &[Planned]) -> Merged {
    let mut merged = Merged {
        reading: reading.clone(),
        added: Vec::new(),
        changed: Vec::new(),
        unchanged: 0,
        absent: Vec::new(),
        framework: Vec::new(),
    };
    let mut named = vec![false; reading.actions.len()];
    for one in planned {
        let mut action = one.action.clone();
        action.parent = parent(&mut merged, &one.above).map(by_hand);
        action.themes = one.themes.iter().map(|name| by_hand(theme(&mut merged, name))).collect();
        let known = place_of(reading, one, &named);
        without_lines(&mut action);
        match known {
            Some(place) if !named[place] => {
                named[place] = true;
                complete(&mut merged, place, action);
            }
            _ => add(&mut merged, action),
        }
    }
    let absent = reading.actions.iter().zip(&named).filter(|(_, named)| !**named);
    merged.absent = absent.map(|(action, _)| called(action)).collect();
    merged
}

fn by_hand<T>(value: T) -> Sourced<T> {
    Sourced::new(value, no_lines())
}

fn no_lines() -> Lines {
    Lines::default()
}

fn called(action: &ActionRead) -> (String, String) {
    (action.number.value.clone(), action.title.value.clone())
}

/// A printed number as it is compared: a spreadsheet keeps 1.1 as a number, and gives back 1,1.
pub(crate) fn plain_number(number: &str) -> String {
    fold(number.trim().trim_end_matches('.')).replace(',', ".")
}

/// The action of a reading that a row speaks of: by its number, else by its title, the first that no row named yet.
fn place_of(reading: &Reading, one: &Planned, named: &[bool]) -> Option<usize> {
    let (number, title) = (plain_number(&one.action.number.value), fold(&one.action.title.value));
    let mut actions = reading.actions.iter().zip(named);
    actions.position(|(action, named)| {
        if one.is_numbered {
            plain_number(&action.number.value) == number
        } else {
            !named && fold(&action.title.value) == title
        }
    })
}

fn add(merged: &mut Merged, mut action: ActionRead) {
    if action.number.value.is_empty() {
        // Where nothing prints a number, it is the rank in the plan, or the first after it that no action bears.
        let borne = |number: &String| merged.reading.actions.iter().any(|other| other.number.value == *number);
        let ranks = merged.reading.actions.len() + 1..;
        action.number.value = ranks
            .map(|rank| rank.to_string())
            .find(|rank| !borne(rank))
            .unwrap_or_default();
    }
    merged.added.push(called(&action));
    merged.reading.actions.push(action);
}

/// What a row says of an action takes the place of what was read; what it does not say stays.
fn complete(merged: &mut Merged, place: usize, new: ActionRead) {
    let own = &mut merged.reading.actions[place];
    let mut changed = Vec::new();
    let mut shown = called(own);
    if own.title.value != new.title.value {
        changed.push("intitulé");
        // Whoever confirms sees what the action was: a number of the file may be that of another action.
        shown.1 = format!("«\u{a0}{}\u{a0}» devient «\u{a0}{}\u{a0}»", own.title.value, new.title.value);
        own.title = new.title;
    }
    let lists = [
        ("pilotes", take(&mut own.pilots, new.pilots)),
        ("porteurs", take(&mut own.bearers, new.bearers)),
        ("partenaires", take(&mut own.partners, new.partners)),
        ("objectifs", take(&mut own.objectives, new.objectives)),
        ("moyens", take(&mut own.means, new.means)),
        ("financement", take(&mut own.funding, new.funding)),
        ("indicateurs", take(&mut own.indicators, new.indicators)),
        ("thématiques", take(&mut own.themes, new.themes)),
        ("communes", take_communes(own, new.communes)),
    ];
    changed.extend(lists.into_iter().filter(|(_, changes)| *changes).map(|(name, _)| name));
    let text = |own: &str, new: &str| own != new;
    let details =
        |action: &[domain::reading::Detail]| action.iter().map(|detail| detail.text.value.clone()).collect::<Vec<_>>();
    if !new.details.is_empty() && details(&own.details) != details(&new.details) {
        changed.push("détails");
        own.details = new.details;
    }
    for (name, own, new) in [
        ("public", &mut own.public, new.public),
        ("calendrier", &mut own.calendar, new.calendar),
    ] {
        let Some(new) = new else { continue };
        if own.as_ref().is_none_or(|own| text(&own.value, &new.value)) {
            changed.push(name);
            *own = Some(new);
        }
    }
    if let Some(parent) = new.parent
        && own.parent.as_ref().is_none_or(|own| own.value != parent.value)
    {
        changed.push("rattachement");
        own.parent = Some(parent);
    }
    if add_years(&mut own.tracks, new.tracks) {
        changed.push("années");
    }
    if changed.is_empty() {
        merged.unchanged += 1;
    } else {
        merged.changed.push((shown.0, shown.1, changed));
    }
}

/// Adds the years that no mark holds. A spreadsheet does not say who is meant: the marks that are there keep their communes and years.
fn add_years(own: &mut Vec<domain::reading::Track>, new: Vec<domain::reading::Track>) -> bool {
    let held = years(own);
    let before = own.len();
    own.extend(new.into_iter().filter_map(|mut track| {
        track.years.retain(|year| !held.contains(year));
        (!track.years.is_empty()).then_some(track)
    }));
    own.len() > before
}

/// The years that marks name, whoever they name.
fn years(tracks: &[domain::reading::Track]) -> std::collections::BTreeSet<i16> {
    let by_grid = tracks.iter().any(|track| track.view == domain::reading::View::Deployment);
    let shown = tracks
        .iter()
        .filter(|track| !by_grid || track.view == domain::reading::View::Deployment);
    shown.flat_map(|track| track.years.iter().copied()).collect()
}

/// The communes of an action are those of its marks too: naming them again changes nothing.
fn take_communes(own: &mut ActionRead, new: Vec<Sourced<Key>>) -> bool {
    let marked = own.tracks.iter().flat_map(|track| &track.communes);
    let known: Vec<Key> = own.communes.iter().map(|key| &key.value).chain(marked).cloned().collect();
    if new.iter().all(|key| known.contains(&key.value)) {
        return false;
    }
    take(&mut own.communes, new)
}

/// A list that says something else takes the place of the other one.
fn take<T: PartialEq>(own: &mut Vec<Sourced<T>>, new: Vec<Sourced<T>>) -> bool {
    let same = own.len() == new.len() && own.iter().all(|own| new.iter().any(|new| new.value == own.value));
    if new.is_empty() || same {
        return false;
    }
    *own = new;
    true
}

/// The element of the framework under which an action stands; those that are not known come in.
fn parent(merged: &mut Merged, above: &[(u8, String)]) -> Option<Key> {
    let mut parent: Option<Key> = None;
    for (level, words) in above {
        let wanted = fold(words);
        let known = merged.reading.nodes.iter().find(|node| {
            let coded = node
                .code
                .as_ref()
                .map(|code| fold(&format!("{} {}", code.value, node.title.value)));
            let named = coded.as_ref() == Some(&wanted) || fold(&node.title.value) == wanted;
            named && (parent.is_none() || node.parent == parent || node.parent.is_none())
        });
        let key = known.map(|node| node.id.clone());
        parent = Some(key.unwrap_or_else(|| new_node(merged, *level, words, parent.clone())));
    }
    parent
}

fn new_node(merged: &mut Merged, level: u8, words: &str, parent: Option<Key>) -> Key {
    let id = free("n", merged.reading.nodes.iter().map(|node| &node.id));
    merged.framework.push(words.to_owned());
    merged.reading.nodes.push(NodeRead {
        lines: no_lines(),
        id: id.clone(),
        level: if parent.is_some() { level } else { 0 },
        code: None,
        title: by_hand(words.to_owned()),
        other_titles: Vec::new(),
        parent,
    });
    id
}

/// The theme of a name; one that is not known comes in.
fn theme(merged: &mut Merged, name: &str) -> Key {
    let wanted = fold(name);
    let known = merged.reading.themes.iter().find(|theme| {
        let mut names = std::iter::once(&theme.name).chain(&theme.other_names);
        names.any(|name| fold(&name.value) == wanted)
    });
    if let Some(theme) = known {
        return theme.id.clone();
    }
    let id = free("t", merged.reading.themes.iter().map(|theme| &theme.id));
    merged.framework.push(name.to_owned());
    merged.reading.themes.push(ThemeRead {
        lines: no_lines(),
        id: id.clone(),
        name: by_hand(name.to_owned()),
        other_names: Vec::new(),
    });
    id
}

/// A key that nothing bears.
pub(crate) fn free<'k>(letter: &str, taken: impl Iterator<Item = &'k Key>) -> Key {
    let last = taken.filter_map(|key| key.0.strip_prefix(letter)?.parse::<u32>().ok()).max();
    Key(format!("{letter}{}", last.unwrap_or(0) + 1))
}

/// The same action, whose values have no line.
fn without_lines(action: &mut ActionRead) {
    fn clear<'v, T: 'v>(values: impl IntoIterator<Item = &'v mut Sourced<T>>) {
        for value in values {
            value.lines = no_lines();
        }
    }
    action.lines = no_lines();
    clear([&mut action.number, &mut action.title]);
    clear(&mut action.pilots);
    clear(&mut action.bearers);
    clear(&mut action.partners);
    clear(&mut action.communes);
    for texts in [
        &mut action.objectives,
        &mut action.means,
        &mut action.funding,
        &mut action.indicators,
    ] {
        clear(texts);
    }
    clear(action.details.iter_mut().map(|detail| &mut detail.text));
    clear(action.tracks.iter_mut().map(|track| &mut track.mark));
    clear(action.public.iter_mut().chain(&mut action.calendar));
}
