//! The summary of what is said of each action beside its roles and its years, and of what is not sure.

use domain::reading::{ActionRead, AmountRead, Holder, Precision, Reading, Sourced};

use crate::summary::{MISSING, Page};

impl Page {
    /// For whom, to what end, by what it is judged, with what sums: what the text says of it, and nothing where it is silent.
    pub(crate) fn aims(&mut self, reading: &Reading, action: &ActionRead) {
        let joined = |texts: &[Sourced<String>]| texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(" | ");
        let one = |value: &Option<Sourced<String>>| value.as_ref().map_or_else(String::new, |text| text.value.clone());
        let places: Vec<&str> = action.communes.iter().map(|key| reading.shown(&key.value)).collect();
        let sums: Vec<String> = action.amounts.iter().map(|amount| sum(reading, amount)).collect();
        let said = [
            ("public", one(&action.public)),
            ("objectifs", joined(&action.objectives)),
            ("indicateurs", joined(&action.indicators)),
            ("calendrier", one(&action.calendar)),
            ("lieux", places.join(", ")),
            ("montants", sums.join(" | ")),
        ];
        for (name, value) in said.iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!("     {name}\u{a0}: {value}"));
        }
    }

    /// Values that are not sure, each with its reason.
    pub(crate) fn doubts(&mut self, reading: &Reading) {
        if reading.doubts.is_empty() {
            return;
        }
        self.title(&format!("Doutes\u{a0}: {}", reading.doubts.len()));
        for doubt in &reading.doubts {
            self.line(&format!(
                "  [{}] «\u{a0}{}\u{a0}»\u{a0}: {} (ligne {})",
                doubt.certainty.french(),
                doubt.quote,
                doubt.reason,
                doubt.lines
            ));
        }
    }

    /// How the file itself was taken.
    pub(crate) fn notes(&mut self, notes: &[String]) {
        if notes.is_empty() {
            return;
        }
        self.title("Le fichier");
        for note in notes {
            self.line(&format!("  {note}"));
        }
    }
}

/// "Caf, 2023 : environ 12 500,00 €".
fn sum(reading: &Reading, amount: &AmountRead) -> String {
    let payer = match &amount.funder {
        Some(Holder::Known(key)) => reading.shown(key),
        Some(Holder::Text(text)) => text.as_str(),
        None => MISSING,
    };
    let year = amount.year.map(|year| format!(", {year}")).unwrap_or_default();
    let precision = match amount.precision {
        Precision::Exact => "",
        Precision::About => "environ ",
        Precision::AtLeast => "au moins ",
        Precision::AtMost => "au plus ",
    };
    format!("{payer}{year}\u{a0}: {precision}{}\u{a0}€", euros(amount.cents))
}

/// "12 500" or "12 500,50": thousands apart, cents where there are some.
fn euros(cents: i64) -> String {
    let digits = (cents / 100).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    match cents % 100 {
        0 => text,
        rest => format!("{text},{rest:02}"),
    }
}
