//! Fields as lines tell them: "Pilote : la Caf", a label alone above a list, two fields on one line.

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels::{self, bare_end};
use super::apart::said;
use super::labelled::{asked, is_usual, labelled, side_label};
use super::{Shown, Spot, Told, Walker, action_ref};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};
use domain::reading::{Lines, Sourced};

impl Walker<'_> {
    /// Reads the fields of a line, when it tells some of the current action.
    pub(super) fn fields(&mut self, line: &Line) -> bool {
        let pieces: Vec<&str> = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let barred: Vec<&str> = line.text.split(" | ").collect();
        let pieces = if barred.len() > 1 { barred } else { pieces };
        let several = pieces.len() > 1 && pieces.iter().all(|piece| piece.contains(':') && labelled(piece).is_some());
        if several && self.current.is_some() {
            for piece in pieces {
                self.field_of(line, piece);
            }
            return true;
        }
        // A list under a label holds items that may look like labels: "Malaissaye : une antenne" does not, "Lieu : à trouver" does.
        if self.is_item_of_list(line) {
            return false;
        }
        self.field_of(line, &line.text)
    }

    /// Whether a line is an item of the list that a label opened, however it begins: "- Public plus large", "- Moyens de
    /// transport : une navette". A label is a label among bullets where it is nothing but one: "- Indicateurs :", "- Lieu : Val".
    fn is_item_of_list(&self, line: &Line) -> bool {
        let (Some(item), Some(_), Some(_)) = (line.item(), &self.field, self.current) else {
            return false;
        };
        // A question that is a label asks for something else.
        if asked(item).is_some() {
            return false;
        }
        let name = item.split_once(':').map(|(name, _)| name.trim());
        match name {
            Some(name) => wording::words(name).len() > 1 && !is_usual(name),
            None => wording::words(item).len() > 1 && !is_usual(item),
        }
    }

    /// "Public visé          Les familles": a label in a column of its own, on the left of what it holds.
    pub(super) fn side_field(&mut self, line: &Line) -> bool {
        let Some(current) = self.current else { return false };
        let Some((name, values)) = side_label(line) else {
            return false;
        };
        let value = values.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
        let value = crate::lines::bullet(&value).unwrap_or(&value);
        // "Axe 1          Objectif 1.1": the last of them is right above the action.
        let (above, code) = levels::level_word(value).unwrap_or_default();
        let code = if above.is_empty() { value } else { code };
        let coded = codes::whole(code.trim()).is_some();
        if let Some((level, _)) = levels::level_word(name).filter(|_| coded || label(name).is_none()) {
            let level = if above.is_empty() { level } else { above };
            self.push(current, Label::Parent, &level, Passage::one(line.number, code));
            self.field = None;
            return true;
        }
        let Some(told) = label(name) else { return false };
        if told == Label::Title {
            return self.title(line, value);
        }
        self.push(current, told, name, Passage::one(line.number, value));
        self.field = Some((told, name.to_owned()));
        true
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
        let heading = text.contains(':') || asked(text).is_some() || line.text.chars().count() < 40;
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
        self.counts_levels(line);
        // "La lettre est celle du domaine".
        let of = line
            .words
            .windows(3)
            .find(|three| matches!(three[0].as_str(), "celle" | "celui") && levels::is_level(&three[2]));
        if let Some([.., level]) = of {
            self.announced = Some(levels::singular(level));
        }
        if let Some([_, level]) = by {
            self.announced = Some(levels::printed(&line.text, level));
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
        // "Val : à partir de 2026" goes on a calendar that tells when, commune by commune.
        let dated = line.words.iter().any(|word| crate::calendar::year(word).is_some());
        if !(label == Label::Calendar && dated) && self.of_commune(&line.text) {
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
