//! When and where: the calendar of a sheet, the marks of a grid.
//!
//! A sign that the legend leaves out is told as a doubt, and marks nothing.

use domain::reading::{ActionRead, Half, Key, Lines, Sourced, Track, View};

use super::super::labels::{Label, is_nothing};
use super::super::legend::{Sign, is_hatch};
use super::super::walk::{Shown, Spot};
use super::super::years;
use super::Gatherer;
use super::places::{add_commune, is_everywhere};
use crate::passage::Passage;

/// What a mark says: for these communes, or for nobody by name.
pub(super) enum Said {
    Marked(Vec<Key>),
    Nothing,
}

impl Gatherer<'_> {
    /// The tracks of an action: of the place that tells most first; a later grid never changes them.
    pub(super) fn marks(&mut self, action: &mut ActionRead, group: &[Spot]) {
        let detailed = |spot: &&Spot| spot.marks.iter().any(|mark| mark.year > 0);
        let first = group
            .iter()
            .filter(detailed)
            .min_by_key(|spot| usize::from(spot.shown != Shown::Sheet));
        if let Some(calendar) = first.and_then(|first| self.finer(first, group)) {
            self.calendar(action, &calendar);
        } else if let Some(first) = first {
            // Rows of one table tell the same action commune by commune.
            let same = |spot: &&Spot| std::ptr::eq(*spot, first) || first.table > 0 && spot.table == first.table;
            for spot in group.iter().filter(same) {
                self.grid(action, spot);
            }
        }
        if action.tracks.is_empty() && !self.calendars_by_chapter(action, group) {
            let calendars: Vec<&Passage> = group
                .iter()
                .flat_map(|spot| &spot.told)
                .filter(|told| told.label == Label::Calendar)
                .map(|told| &told.value)
                .collect();
            if let Some(calendar) = calendars.into_iter().find(|calendar| !is_nothing(&calendar.joined())) {
                self.calendar(action, calendar);
            }
        }
        self.chapters(action, group);
        for mark in group.iter().flat_map(|spot| &spot.marks).filter(|mark| mark.year == 0) {
            self.column_of_commune(action, mark);
        }
    }

    /// The calendar of a sheet that tells communes or halves, where the grid tells none: it says more of the same.
    fn finer(&mut self, grid: &Spot, group: &[Spot]) -> Option<Passage> {
        let plain = grid.marks.iter().all(|mark| mark.half.is_none() && mark.commune.is_none());
        if grid.shown == Shown::Sheet || !plain {
            return None;
        }
        let sheets = group.iter().filter(|spot| spot.shown == Shown::Sheet);
        let told = sheets
            .flat_map(|spot| &spot.told)
            .filter(|told| told.label == Label::Calendar);
        let calendars: Vec<Passage> = told.map(|told| told.value.clone()).collect();
        calendars.into_iter().find(|calendar| {
            let by_commune = self
                .by_commune(&calendar.joined(), calendar)
                .iter()
                .any(|(keys, _)| !keys.is_empty());
            by_commune || !years::halves(calendar, self.around.term).is_empty()
        })
    }

    /// Actions told under each commune, or under each year.
    fn chapters(&mut self, action: &mut ActionRead, group: &[Spot]) {
        for spot in group {
            let commune = spot.chapter.commune.as_ref().map(|name| self.commune(&name.joined(), name));
            if let Some((point, mark)) = &spot.chapter.year {
                add_track(action, View::Deployment, commune.iter().cloned().collect(), *point, mark);
            }
            if let Some(key) = commune {
                add_commune(action, Sourced::new(key, spot.title.lines()));
            }
            if let Some(theme) = &spot.chapter.theme {
                self.themes(action, theme);
            }
        }
    }

    /// The calendars of the chapters of communes, each for its own.
    fn calendars_by_chapter(&mut self, action: &mut ActionRead, group: &[Spot]) -> bool {
        let mut found = false;
        for spot in group {
            let Some(name) = &spot.chapter.commune else { continue };
            let key = self.commune(&name.joined(), name);
            for told in spot.told.iter().filter(|told| told.label == Label::Calendar) {
                let read = years::years(&told.value, self.around.term);
                for year in read.value {
                    add_track(action, View::Sheet, vec![key.clone()], (year, None), &told.value.sourced());
                    found = true;
                }
            }
        }
        found
    }

    fn grid(&mut self, action: &mut ActionRead, spot: &Spot) {
        for mark in spot.marks.iter().filter(|mark| mark.year > 0) {
            let Some(said) = self.said(&mark.sign) else { continue };
            let mut communes = match said {
                Said::Nothing => continue,
                Said::Marked(communes) => communes,
            };
            if let Some(place) = &mark.commune {
                communes.extend(self.place(action, place));
            }
            let half = mark.half.or_else(|| self.around.legend.half(mark.sign.value.trim()));
            add_track(action, View::Deployment, communes, (mark.year, half), &mark.sign);
        }
    }

    /// What a cell of a grid says.
    pub(super) fn said(&mut self, sign: &Sourced<String>) -> Option<Said> {
        let mut communes = Vec::new();
        let mut whole = false;
        let mut denied = false;
        let mut unknown = Vec::new();
        let cell = sign.value.trim();
        let named = self.around.communes.exactly(cell).map(str::to_owned);
        if let Some(name) = named {
            let key = self.commune(&name, &Passage::one(sign.lines.first().unwrap_or(1), cell));
            return Some(Said::Marked(vec![key]));
        }
        // A hatch is one sign, whatever stands between its strokes.
        match self.around.legend.sign(cell) {
            Sign::Yes if is_hatch(cell) => return Some(Said::Marked(communes)),
            Sign::No if is_hatch(cell) => return Some(Said::Nothing),
            _ => {}
        }
        let parted = |c: char| c.is_whitespace() || matches!(c, ',' | '/' | ';');
        let (outside, inside) = bracketed(cell);
        for token in inside.split(parted).filter(|token| !token.is_empty()) {
            match self.letter(token, &sign.lines) {
                Some(key) => communes.push(key),
                None => unknown.push(token.to_owned()),
            }
        }
        for token in outside.split(parted).filter(|token| !token.is_empty()) {
            if self.around.legend.name(token).is_some_and(is_everywhere) {
                communes.extend(self.all_communes(&sign.lines, token));
                continue;
            }
            if let Some(key) = self.letter(token, &sign.lines) {
                communes.push(key);
                continue;
            }
            // "[X]" is an X in its box, and "S1" marks the half that it names.
            let bare = token.trim_matches(['[', ']']);
            if bare.is_empty() {
                denied = true;
                continue;
            }
            if matches!(bare, "S1" | "S2") {
                whole = true;
                continue;
            }
            match self.around.legend.sign(bare) {
                Sign::Yes => whole = true,
                Sign::No => denied = true,
                Sign::Unknown => unknown.push(token.to_owned()),
            }
        }
        for token in unknown {
            self.unknown_mark(&sign.lines, &token);
        }
        if whole || !communes.is_empty() {
            Some(Said::Marked(communes))
        } else {
            denied.then_some(Said::Nothing)
        }
    }

    fn unknown_mark(&mut self, lines: &Lines, token: &str) {
        let reason = format!("La marque «\u{a0}{token}\u{a0}» n’est pas dans la légende\u{a0}: elle n’est pas retenue.");
        self.doubt(lines, token, reason);
    }

    /// The commune that a letter stands for: by the legend, else by the names of the parties.
    fn letter(&mut self, token: &str, lines: &Lines) -> Option<Key> {
        let told = self.around.legend.name(token).map(Passage::joined);
        if let Some(name) = told.and_then(|name| self.around.communes.exactly(&name).map(str::to_owned)) {
            return Some(self.commune(&name, &Passage::one(lines.first().unwrap_or(1), token)));
        }
        let explained = self.around.legend.name(token).is_some();
        let cross = token.eq_ignore_ascii_case("x");
        if explained || cross {
            return None;
        }
        self.around.names.commune_of_mark(token)
    }

    /// The communes that a cell names. "Toutes les communes" are where the action takes place, and mark none by name.
    fn place(&mut self, action: &mut ActionRead, place: &Passage) -> Vec<Key> {
        let text = place.joined();
        if self.is_whole(place) {
            self.everywhere(action, place);
            return Vec::new();
        }
        if is_nothing(&text) {
            return Vec::new();
        }
        let names: Vec<String> = text.split([',', ';']).map(|name| name.trim().to_owned()).collect();
        let mut found = Vec::new();
        for name in names {
            let full = self.around.legend.name(&name).map_or(name, Passage::joined);
            if let Some(name) = self.around.communes.exactly(&full).map(str::to_owned) {
                found.push(self.commune(&name, place));
            }
        }
        found
    }

    /// The years of the sentences that tell when: the first that tells some opens them, the others add theirs.
    pub(super) fn years_of_prose(&mut self, action: &mut ActionRead, prose: &Passage) {
        let sentences = prose.sentences();
        let paid =
            |sentence: &&Passage| sentence.joined().contains(['€']) || sentence.words().iter().any(|word| word == "euros");
        // When something is paid tells when it is done where nothing else does.
        for sentence in sentences.iter().filter(|sentence| !paid(sentence)) {
            self.points(action, sentence);
        }
        if action.tracks.is_empty() {
            for sentence in &sentences {
                self.points(action, sentence);
            }
        }
    }

    /// The halves that a sentence tells, else its years.
    fn points(&mut self, action: &mut ActionRead, sentence: &Passage) {
        for point in years::points(sentence, self.around.term) {
            add_track(action, View::Sheet, Vec::new(), point, &sentence.sourced());
        }
    }

    /// "QT : 2023-2024   ZL : 2024-2026", or the same years everywhere.
    fn calendar(&mut self, action: &mut ActionRead, calendar: &Passage) {
        let text = calendar.joined();
        for (communes, part) in self.by_commune(&text, calendar) {
            let passage = part.map_or_else(|| calendar.clone(), |part| Passage::one(calendar.parts()[0].0, &part));
            let mark = Sourced::new(passage.joined(), calendar.lines());
            let terms = self.around.legend.years_of_terms(&passage);
            for told in terms.into_iter().chain([&passage]) {
                for point in years::points(told, self.around.term) {
                    add_track(action, View::Sheet, communes.clone(), point, &mark);
                }
            }
        }
    }

    /// "Valmont en 2026, Bréval dès 2028": each commune with its time, where every part names one.
    fn dated_communes(&mut self, text: &str, calendar: &Passage) -> Option<Vec<(Vec<Key>, Option<String>)>> {
        let parts = text.split([',', ';']).flat_map(|part| part.split(" et ")).map(str::trim);
        let each = parts.map(|part| {
            let at = [" en ", " dès ", " à partir de ", " à compter de "]
                .iter()
                .find_map(|word| part.find(word))?;
            let name = self
                .around
                .communes
                .exactly(super::super::legend::without_place(part[..at].trim()))?;
            Some((name.to_owned(), part[at..].trim().to_owned()))
        });
        let each: Vec<(String, String)> = each.collect::<Option<_>>()?;
        let keyed = each
            .into_iter()
            .map(|(name, time)| (vec![self.commune(&name, calendar)], Some(time)));
        Some(keyed.collect())
    }

    /// The parts of a calendar that names communes, each with its own.
    fn by_commune(&mut self, text: &str, calendar: &Passage) -> Vec<(Vec<Key>, Option<String>)> {
        if let Some(dated) = self.dated_communes(text, calendar) {
            return dated;
        }
        let mut heads: Vec<(usize, usize, Vec<Key>)> = Vec::new();
        let mut last = 0;
        for (colon, _) in text.match_indices(':') {
            // A name stands after the colon before it.
            let begun = std::mem::replace(&mut last, colon + 1);
            let before = text[..colon].trim_end();
            let near = before.get(begun..).unwrap_or_default();
            let start = begun + near.rfind([';', '.', '|']).map_or(0, |at| at + 1);
            // The name ends at the colon; it begins after the last figure.
            let from = near
                .rfind(|c: char| c.is_ascii_digit())
                .map_or(start, |at| (begun + at + 1).max(start));
            let name = before
                .get(from..)
                .unwrap_or_default()
                .trim()
                .trim_start_matches(['-', ',', ')'])
                .trim();
            // "Val et Mont : 2025-2028".
            let each: Option<Vec<String>> = name
                .split(',')
                .flat_map(|part| part.split(" et "))
                .map(|name| {
                    let full = self
                        .around
                        .legend
                        .name(name.trim())
                        .map_or_else(|| name.to_owned(), Passage::joined);
                    self.around.communes.exactly(full.trim()).map(str::to_owned)
                })
                .collect();
            if let Some(each) = each {
                let keys = each.iter().map(|name| self.commune(name, calendar)).collect();
                heads.push((from, colon + 1, keys));
            }
        }
        if heads.is_empty() {
            return vec![(Vec::new(), None)];
        }
        let ends = heads.iter().skip(1).map(|head| head.0).chain([text.len()]);
        let parts = heads
            .iter()
            .zip(ends)
            .map(|((_, from, keys), to)| (keys.clone(), Some(text[*from..to].trim().to_owned())));
        parts.collect()
    }

    /// Every commune of the plan: those of the territory when the text lists it.
    pub(super) fn all_communes(&mut self, lines: &Lines, token: &str) -> Vec<Key> {
        let known = self.around.names.communes();
        if known.len() > 1 {
            return known;
        }
        let all: Vec<String> = self.around.communes.all().map(str::to_owned).collect();
        let passage = Passage::one(lines.first().unwrap_or(1), token);
        all.iter().map(|name| self.commune(name, &passage)).collect()
    }
}

/// "X(T,M)": the sign, and what stands in brackets after it. A sign that is nothing but brackets is a sign.
fn bracketed(cell: &str) -> (String, String) {
    match cell
        .split_once('(')
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    {
        Some((before, (inside, after))) if !before.trim().is_empty() => (format!("{before} {after}"), inside.to_owned()),
        _ => (cell.to_owned(), String::new()),
    }
}

/// Adds a year to the track of the same mark and the same communes, or opens one.
pub(super) fn add_track(
    action: &mut ActionRead,
    view: View,
    communes: Vec<Key>,
    (year, half): (i16, Option<Half>),
    mark: &Sourced<String>,
) {
    let same = |track: &&mut Track| {
        track.communes == communes && track.half == half && track.mark.value == mark.value && track.view == view
    };
    match action.tracks.iter_mut().find(same) {
        Some(track) => {
            if !track.years.contains(&year) {
                track.years.push(year);
                track.years.sort_unstable();
            }
            track.mark.lines = track.mark.lines.union(&mark.lines);
        }
        None => action.tracks.push(Track {
            view,
            communes,
            years: vec![year],
            half,
            mark: mark.clone(),
        }),
    }
}
