//! A field that tells more than its name: boxes of a form, sentences after a name, fields one after the other.

use super::super::labels::Label;
use super::Told;
use super::labelled::labelled;
use crate::passage::Passage;
use crate::wording;

impl Told {
    /// The same field, of a form whose boxes are ticked or not: what is ticked is told, the rest is not.
    pub(in crate::plan) fn ticked(&self) -> Option<Self> {
        let text = self.value.joined();
        let boxed = text.contains(['☐', '☒', '☑', '□']) && !self.value.is_empty();
        if let Some(precise) = self.precised().filter(|_| boxed) {
            return Some(precise);
        }
        let marks = text.split_whitespace().all(|word| word.chars().count() == 1);
        if !boxed || marks {
            return Some(self.clone());
        }
        let mut kept = Vec::new();
        for (line, part) in self.value.parts() {
            let ticks = part.match_indices(['☒', '☑']);
            for (at, tick) in ticks {
                let rest = &part[at + tick.len()..];
                let end = rest.find(is_box).unwrap_or(rest.len());
                let said = rest[..end].trim().trim_end_matches(['.', ' ']);
                let said = said
                    .strip_prefix("Autre")
                    .map_or(said, |rest| rest.trim_start_matches([' ', ':']));
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
        // What is ticked is chosen among several: such themes are no level.
        let name = match self.label {
            Label::Themes if !self.name.ends_with([')', 's']) => format!("{}(s)", self.name),
            _ => self.name.clone(),
        };
        (!value.is_empty()).then(|| Self {
            name,
            value,
            ..self.clone()
        })
    }

    /// "☒ Association   ☐ Caf   Précisez : Association Val": the name that a form asks for says more than the box.
    fn precised(&self) -> Option<Self> {
        if !matches!(self.label, Label::Pilots | Label::Bearers | Label::Partners) {
            return None;
        }
        let told = |(line, part): &(u32, String)| {
            let (_, rest) = ["Précisez", "Préciser", "Précision", "À préciser"]
                .iter()
                .find_map(|word| part.rsplit_once(word))?;
            let name = rest.trim_start_matches([' ', '\u{a0}', ':']).trim();
            let said = name.chars().any(char::is_alphabetic) && !name.contains(is_box);
            said.then(|| Passage::one(*line, name))
        };
        let value = self.value.parts().iter().find_map(told)?;
        Some(Self { value, ..self.clone() })
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

/// Whether a sign is a box of a form, ticked, empty, or half filled: what stands after it is told of that box alone.
fn is_box(sign: char) -> bool {
    matches!(sign, '\u{2610}'..='\u{2612}' | '\u{25a0}'..='\u{25ff}')
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
pub(super) fn said(sentence: &Passage) -> Told {
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
