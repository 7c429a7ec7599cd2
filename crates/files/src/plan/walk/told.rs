//! Fields as lines tell them: "Pilote : la Caf", a label alone above a list, two fields on one line.

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels;
use super::{Shown, Spot, Told, Walker, action_ref};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};
use domain::reading::{Lines, Sourced};

/// The label of a text and what follows its colon.
pub(super) fn labelled(text: &str) -> Option<(Label, &str, &str)> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (name, value) = bare.split_once(':').unwrap_or((bare, ""));
    let name = name.trim();
    let colon = bare.contains(':');
    if !is_capitalised(name) && !colon {
        return None;
    }
    let level = || {
        levels::level_word(name)
            .filter(|(_, rest)| rest.trim().is_empty())
            .map(|_| Label::Parent)
    };
    let coded = codes::whole(value.trim()).is_some();
    let label = if coded {
        level().or_else(|| label(name))
    } else {
        label(name).or_else(level)
    };
    let label = label?;
    // "Commune d'Orbière : 8 900 €" names someone: it is no label.
    let second = wording::words(name).into_iter().nth(1).unwrap_or_default();
    if label == Label::Places && matches!(second.as_str(), "de" | "d" | "du" | "des") {
        return None;
    }
    let alone = !colon
        && (matches!(label, Label::Title | Label::Code | Label::Total) || name.ends_with('.') || name.split(' ').count() > 4);
    (!alone).then_some((label, name, value.trim()))
}

impl Told {
    /// The same field, of a form whose boxes are ticked or not: what is ticked is told, the rest is not.
    pub(in crate::plan) fn ticked(&self) -> Option<Self> {
        let text = self.value.joined();
        let boxed = text.contains(['☐', '☒', '☑', '□']) && !self.value.is_empty();
        let marks = text.split_whitespace().all(|word| word.chars().count() == 1);
        if !boxed || marks {
            return Some(self.clone());
        }
        let mut kept = Vec::new();
        for (line, part) in self.value.parts() {
            let ticks = part.match_indices(['☒', '☑']);
            for (at, tick) in ticks {
                let rest = &part[at + tick.len()..];
                let end = rest.find(['☐', '☒', '☑', '□']).unwrap_or(rest.len());
                let said = rest[..end].trim().trim_end_matches(['.', ' ']);
                let money = self.label == Label::Funding;
                let bare = said
                    .split_once(':')
                    .filter(|_| !money)
                    .map_or(said, |(_, value)| value.trim());
                if !bare.is_empty() {
                    kept.push((*line, bare.to_owned()));
                }
            }
        }
        let together = matches!(self.label, Label::Calendar | Label::Places);
        let value = if together && kept.len() > 1 {
            let texts: Vec<&str> = kept.iter().map(|(_, text)| text.as_str()).collect();
            Passage::one(kept[0].0, &texts.join(", "))
        } else {
            Passage::new(kept)
        };
        (!value.is_empty()).then(|| Self { value, ..self.clone() })
    }

    /// The fields that one line tells in sentences: "Pilote : la commune. Porteur : le CCAS. En 2026 et 2027."
    pub(in crate::plan) fn apart(&self) -> Vec<Self> {
        let names = matches!(self.label, Label::Pilots | Label::Bearers | Label::Partners);
        let sentences = self.value.sentences();
        let other = sentences
            .iter()
            .skip(1)
            .any(|sentence| labelled(&sentence.joined()).is_some_and(|(_, _, value)| !value.is_empty()));
        if sentences.len() < 2 || !(names || other) {
            return vec![self.clone()];
        }
        let mut found = vec![Self {
            value: sentences[0].clone(),
            ..self.clone()
        }];
        found.extend(sentences.iter().skip(1).map(said));
        found
    }
}

/// The fields that a text tells one after the other, between these signs.
pub(super) fn parted(passage: &Passage, sign: char) -> Vec<Told> {
    let mut parts: Vec<Passage> = Vec::new();
    for (line, text) in passage.parts() {
        for piece in text.split(sign).map(str::trim).filter(|piece| !piece.is_empty()) {
            // "Caf, 2 000 € ; commune, 1 000 €": a piece without a label goes on the one before, but for a time.
            let fresh =
                labelled(piece).is_some_and(|(_, _, value)| !value.is_empty()) || tells_time(piece) && !piece.contains(['€']);
            match parts.last_mut().filter(|_| !fresh) {
                Some(part) => {
                    part.push(*line, "; ");
                    part.push(*line, piece);
                }
                None => parts.push(Passage::one(*line, piece)),
            }
        }
    }
    parts.iter().map(said).collect()
}

/// What a sentence after a field says: another field, a time, or a detail.
fn said(sentence: &Passage) -> Told {
    let text = sentence.joined();
    let line = sentence.parts().first().map_or(1, |(line, _)| *line);
    match labelled(&text).filter(|(_, _, value)| !value.is_empty()) {
        Some((label, name, value)) => {
            let count = Passage::one(1, value).tokens().len();
            let tokens = sentence.tokens();
            let value = match (tokens.len().checked_sub(count).and_then(|at| tokens.get(at)), tokens.last()) {
                (Some(first), Some(last)) if label != Label::Funding => sentence.between(first, last),
                _ => Passage::one(line, value),
            };
            Told {
                label,
                name: name.to_owned(),
                value,
            }
        }
        None => Told {
            label: if tells_time(&text) { Label::Calendar } else { Label::Details },
            name: String::new(),
            value: Passage::new(
                sentence
                    .parts()
                    .iter()
                    .map(|(line, text)| (*line, text.trim_end_matches('.').to_owned()))
                    .collect(),
            ),
        },
    }
}

/// "En 2026 et 2027", "Les quatre années", "Date à fixer".
fn tells_time(text: &str) -> bool {
    let words = wording::words(text);
    let few = words.len() <= 14;
    few && words
        .iter()
        .any(|word| crate::calendar::year(word).is_some() || matches!(word.as_str(), "annees" | "annee" | "date" | "semestre"))
}

impl Walker<'_> {
    /// Reads the fields of a line, when it tells some of the current action.
    pub(super) fn fields(&mut self, line: &Line) -> bool {
        let pieces: Vec<&str> = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let several = pieces.len() > 1 && pieces.iter().all(|piece| piece.contains(':') && labelled(piece).is_some());
        if several && self.current.is_some() {
            for piece in pieces {
                self.field_of(line, piece);
            }
            return true;
        }
        // A list under a label holds items that may look like labels: "Malaissaye : une antenne" does not, "Lieu : à trouver" does.
        self.field_of(line, &line.text)
    }

    fn field_of(&mut self, line: &Line, text: &str) -> bool {
        let Some((label, name, value)) = labelled(text) else {
            return false;
        };
        if let Some((code, _)) = name.rfind("action").and_then(|at| action_ref(&name[at..])) {
            self.named(code, line.number, (label, name), value);
            return true;
        }
        if label == Label::Title {
            return self.title(line, value);
        }
        let heading = text.contains(':') || line.text.chars().count() < 40;
        if !heading {
            return false;
        }
        if let Some(current) = self.current {
            if label == Label::Code {
                return false;
            }
            if !value.is_empty() {
                self.push(current, label, name, Passage::one(line.number, value));
            }
        }
        self.field = Some((label, name.to_owned()));
        self.current.is_some()
    }

    /// "Intitulé : …": the title of the sheet, or a sheet without a number.
    fn title(&mut self, line: &Line, value: &str) -> bool {
        if value.chars().count() < 5 {
            return false;
        }
        let title = Passage::one(line.number, value);
        match self.current.map(|current| &mut self.spots[current]) {
            Some(spot) if spot.title.is_empty() => {
                spot.title = title;
                self.field = Some((Label::Title, String::new()));
            }
            _ => {
                self.open(Spot::new(Shown::Sheet, title));
                self.field = Some((Label::Title, String::new()));
            }
        }
        true
    }

    /// A field said of an action by its number: "Lieu de l'action 4 : Ostrelay".
    fn named(&mut self, code: codes::Code, line: u32, (label, name): (Label, &str), value: &str) {
        let mut spot = Spot::new(Shown::Named, Passage::default());
        spot.code = Some(Sourced::new(code.text, Lines::one(line)));
        spot.told.push(Told {
            label,
            name: name.to_owned(),
            value: Passage::one(line, value.trim_end_matches('.')),
        });
        self.spots.push(spot);
    }

    /// An item "Action 3 : …" under a label that stands above several actions.
    pub(super) fn of_several(&mut self, line: &Line) -> bool {
        let Some((label, name)) = self.field.clone().filter(|_| self.current.is_none()) else {
            return false;
        };
        let Some((code, value)) = line.item().and_then(action_ref) else {
            return false;
        };
        self.named(code, line.number, (label, &name), value);
        true
    }

    /// "Créer un pass loisirs. Public : collégiens. Indicateur : …": sentences after the title of an action that is known.
    pub(super) fn said_by_title(&mut self, passage: &Passage) -> bool {
        let sentences = passage.sentences();
        let Some(first) = sentences.first().filter(|_| sentences.len() > 1) else {
            return false;
        };
        let words = first.words();
        let named = words.len() > 2 && self.spots.iter().any(|spot| spot.title.words() == words);
        if !named {
            return false;
        }
        let mut spot = Spot::new(Shown::Named, bare_end(first));
        spot.told = sentences
            .iter()
            .skip(1)
            .map(said)
            .filter(|told| told.label != Label::Details || told.value.joined().contains(" : "))
            .collect();
        self.spots.push(spot);
        true
    }

    /// "Action 1.1.1 : CAF, 24 000 € en 2024": what a list says of actions that are known, under what the text speaks of.
    pub(super) fn said_of_known(&self, spot: &Spot) -> Option<Spot> {
        let code = spot.code.as_ref()?;
        let text = spot.title.joined();
        let same = |known: &Spot| known.code.as_ref().is_some_and(|own| own.value == code.value) && !known.title.is_empty();
        if !self.spots.iter().any(same) || text.is_empty() {
            return None;
        }
        let sums = text.contains('€') || text.contains(" euros");
        let label = if sums { Label::Funding } else { self.topic? };
        let lower = text.starts_with(char::is_lowercase) || sums || label == Label::Places;
        lower.then(|| {
            let mut named = Spot::new(Shown::Named, Passage::default());
            named.code.clone_from(&spot.code);
            named.told.push(Told {
                label,
                name: String::new(),
                value: bare_end(&spot.title),
            });
            named
        })
    }

    /// Remembers what a paragraph speaks of.
    pub(super) fn speaks(&mut self, line: &Line) {
        const TOPICS: [(&str, Label); 6] = [
            ("indicateur", Label::Indicators),
            ("financ", Label::Funding),
            ("budget", Label::Funding),
            ("calendrier", Label::Calendar),
            ("lieu", Label::Places),
            ("public", Label::Public),
        ];
        let by = line
            .words
            .windows(2)
            .find(|pair| matches!(pair[0].as_str(), "par" | "selon") && levels::is_level(&pair[1]));
        if let Some(pair) = by {
            self.announced = Some(wording::sentence_case(&pair[1]));
        }
        let told = TOPICS
            .iter()
            .find(|(stem, _)| line.words.iter().any(|word| word.starts_with(stem)));
        if let Some((_, label)) = told {
            self.topic = Some(*label);
        }
    }

    pub(super) fn push(&mut self, current: usize, label: Label, name: &str, value: Passage) {
        self.spots[current].told.push(Told {
            label,
            name: name.to_owned(),
            value,
        });
    }

    /// A line that goes on what stands above.
    pub(super) fn goes_on(&mut self, line: &Line) {
        let (Some(current), Some((label, name))) = (self.current, self.field.clone()) else {
            self.free(line);
            return;
        };
        if let Some(item) = line.item() {
            self.push(current, label, &name, Passage::one(line.number, item));
            return;
        }
        if self.of_commune(&line.text) {
            self.push(current, Label::Details, "", Passage::one(line.number, &line.text));
            return;
        }
        if is_other_field(label, &line.text) {
            self.field = None;
            return;
        }
        let spot = &mut self.spots[current];
        let last = spot.told.last_mut().filter(|told| told.label == label);
        if label == Label::Title && !self.blank {
            spot.title.push(line.number, &line.text);
            return;
        }
        match last {
            Some(told) if !self.blank && continues(&told.value, label, &line.text) => told.value.push(line.number, &line.text),
            None => self.push(current, label, &name, Passage::one(line.number, &line.text)),
            Some(_) if self.blank => self.field = None,
            Some(_) => {
                self.push(current, Label::Details, "", Passage::one(line.number, &line.text));
                self.field = Some((Label::Details, String::new()));
            }
        }
    }

    /// "À Vilhac : une matinée par semaine": what is done in one commune.
    fn of_commune(&self, text: &str) -> bool {
        let head = text.split_once(':').map(|(head, _)| head.trim());
        head.is_some_and(|head| self.communes.exactly(super::super::legend::without_place(head)).is_some())
    }

    /// Words that no field opens: they end the title of a list, or say something of the action.
    fn free(&mut self, line: &Line) {
        let Some(current) = self.current.filter(|_| !self.blank) else {
            return;
        };
        let spot = &mut self.spots[current];
        if spot.shown == Shown::Numbered && spot.told.is_empty() && line.text.starts_with(char::is_lowercase) {
            spot.title.push(line.number, &line.text);
        } else {
            spot.prose.push(line.number, &line.text);
        }
    }
}

/// A sentence without its point.
fn bare_end(sentence: &Passage) -> Passage {
    Passage::new(
        sentence
            .parts()
            .iter()
            .map(|(line, text)| (*line, text.trim_end_matches('.').to_owned()))
            .collect(),
    )
}

/// "Nature : nouvelle": a field that the plan does not keep, after one that a line ends.
fn is_other_field(label: Label, text: &str) -> bool {
    let open = matches!(
        label,
        Label::Details | Label::Funding | Label::Objectives | Label::Indicators | Label::Context
    );
    let Some((name, _)) = text.split_once(" :").filter(|_| !open) else {
        return false;
    };
    is_capitalised(name) && name.split(' ').count() <= 4 && !name.contains(['☒', '☐', '☑'])
}

/// Whether a line ends the value above it, rather than saying something else: names hold no sentence.
fn continues(value: &Passage, label: Label, text: &str) -> bool {
    let names = matches!(label, Label::Pilots | Label::Bearers | Label::Partners);
    let open = value.joined().ends_with([',', ';', '/', '-']) || text.starts_with(|c: char| c.is_lowercase());
    !names || open || !text.trim_end().ends_with('.')
}
