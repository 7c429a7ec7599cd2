//! The years of an action, commune by commune, as two sides tell them.
//!
//! Where a grid and a sheet of one text disagree, the grid is shown: it is what is compared, and the other view stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use domain::reading::{ActionRead, Key, Lines, Reading, Sourced, Track, View};

use super::Sides;

/// Which years, for which communes; no commune where a mark names nobody.
pub(super) type Planned = BTreeMap<i16, BTreeSet<Key>>;

/// The view that is shown.
pub(super) fn shown_view(action: &ActionRead) -> View {
    let by_grid = action.tracks.iter().any(|track| track.view == View::Deployment);
    if by_grid { View::Deployment } else { View::Sheet }
}

fn shown(action: &ActionRead) -> impl Iterator<Item = &Track> {
    let view = shown_view(action);
    action.tracks.iter().filter(move |track| track.view == view)
}

/// What the marks of an action say, by keys that `key` gives; nothing when one of them is not known.
pub(super) fn planned(action: &ActionRead, key: impl Fn(&Key) -> Option<Key>) -> Option<Planned> {
    let mut planned = Planned::new();
    for track in shown(action) {
        let communes = track.communes.iter().map(&key).collect::<Option<Vec<Key>>>()?;
        for year in &track.years {
            planned.entry(*year).or_default().extend(communes.iter().cloned());
        }
    }
    Some(planned)
}

/// Where the marks were read.
pub(super) fn lines(action: &ActionRead) -> Lines {
    shown(action).fold(Lines::default(), |all, track| all.union(&track.mark.lines))
}

/// `2023-2026, 2027 (Valmont)`; nothing when nothing is planned.
pub(super) fn words(action: &ActionRead, reading: &Reading) -> Option<String> {
    let by_name = |key: &Key| Some(Key(reading.shown(key).to_owned()));
    let planned = planned(action, by_name)?;
    let mut spans: Vec<(i16, i16, &BTreeSet<Key>)> = Vec::new();
    for (year, communes) in &planned {
        match spans.last_mut() {
            Some((_, last, same)) if *last + 1 == *year && *same == communes => *last = *year,
            _ => spans.push((*year, *year, communes)),
        }
    }
    let words = spans.into_iter().map(|(first, last, communes)| {
        let years = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        let names: Vec<&str> = communes.iter().map(|key| key.0.as_str()).collect();
        if names.is_empty() {
            years
        } else {
            format!("{years} ({})", names.join(", "))
        }
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The marks of the convention, as the file tells them: its own shown view gives way, the other one stays.
pub(super) fn taken(sides: &Sides<'_>, own: &ActionRead, other: &ActionRead) -> Vec<Track> {
    let view = view_of(own, other);
    let kept = own.tracks.iter().filter(|track| track.view != view).cloned();
    // A mark for a commune that is not known here would become one for nobody in particular.
    let known_places = |track: &&Track| track.communes.iter().all(|key| sides.key(key).is_some());
    let came = shown(other).filter(known_places).map(|track| {
        let known = own
            .tracks
            .iter()
            .find(|one| one.view == view && says_the_same(sides, one, track));
        Track {
            view,
            communes: track.communes.iter().filter_map(|key| sides.key(key)).collect(),
            years: track.years.clone(),
            half: track.half,
            mark: Sourced::new(
                track.mark.value.clone(),
                known.map(|one| one.mark.lines.clone()).unwrap_or_default(),
            ),
        }
    });
    let mut tracks: Vec<Track> = kept.collect();
    let at = if view == View::Deployment { 0 } else { tracks.len() };
    tracks.splice(at..at, came);
    tracks
}

/// The view that marks come into: that of the action, or that of the file where the action has no mark.
fn view_of(own: &ActionRead, other: &ActionRead) -> View {
    shown_view(if own.tracks.is_empty() { other } else { own })
}

fn says_the_same(sides: &Sides<'_>, own: &Track, other: &Track) -> bool {
    let communes: Option<BTreeSet<Key>> = other.communes.iter().map(|key| sides.key(key)).collect();
    own.years == other.years && communes == Some(own.communes.iter().cloned().collect())
}

/// The marks of the convention under the years of a spreadsheet, which names no commune: those of a year that it names stay, those of
/// the others go, and a year that no mark held comes in for whoever takes part.
pub(super) fn taken_from_cells(own: &ActionRead, other: &ActionRead) -> Vec<Track> {
    let wanted: BTreeSet<i16> = other.tracks.iter().flat_map(|track| track.years.iter().copied()).collect();
    let view = view_of(own, other);
    let held: BTreeSet<i16> = shown(own).flat_map(|track| track.years.iter().copied()).collect();
    let mut tracks = own.tracks.clone();
    for track in tracks.iter_mut().filter(|track| track.view == view) {
        track.years.retain(|year| wanted.contains(year));
    }
    tracks.retain(|track| track.view != view || !track.years.is_empty());
    let new: Vec<i16> = wanted.difference(&held).copied().collect();
    if let (Some(mark), false) = (other.tracks.first().map(|track| &track.mark.value), new.is_empty()) {
        tracks.push(Track {
            view,
            communes: Vec::new(),
            years: new,
            half: None,
            mark: Sourced::new(mark.clone(), Lines::default()),
        });
    }
    tracks
}
