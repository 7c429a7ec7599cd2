//! A value that holds others: "Ouvrir un relais" and, below it in the same cell, "Objectif : aider les parents", "Pilote : la Caf".
//!
//! A line that opens with a label and its colon ends what stands above it, whoever holds it: no title and no name goes on past another
//! field. A label that is nobody's usual words, or that no capital letter opens, is a part of what is said.

use super::super::labels::{Label, label};
use super::super::tables::{Head, Table};
use super::Told;
use super::labelled::is_usual;
use super::rows::{level_label, told};
use crate::lines::bullet;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// What a passage says first, and the fields that its lines tell after it.
pub(in crate::plan) fn inside(value: &Passage) -> (Passage, Vec<Told>) {
    let mut own = Passage::default();
    let mut fields: Vec<(Label, String, Passage)> = Vec::new();
    for (line, text) in value.parts() {
        match (opening(text), fields.last_mut()) {
            (Some((label, name, value)), _) => {
                let value = Passage::one(*line, value);
                fields.push((label, name.to_owned(), value));
            }
            (None, Some((_, _, field))) => field.push(*line, text),
            (None, None) => own.push(*line, text),
        }
    }
    let each = fields.into_iter().flat_map(|(label, name, value)| told(label, &name, &value));
    (own, each.collect())
}

/// "Pilote : la Caf", "- Résultat attendu : un agrément": a label that opens a line, and what follows its colon.
fn opening(text: &str) -> Option<(Label, &str, &str)> {
    let (name, value) = bullet(text).unwrap_or(text).split_once(':')?;
    let name = name.trim();
    let label = label(name).filter(|label| is_field(*label))?;
    (is_capitalised(name) && is_usual(name)).then(|| (label, name, value.trim()))
}

/// Whether a label is of a field, and neither of the action itself nor of what stands above it.
const fn is_field(label: Label) -> bool {
    !matches!(
        label,
        Label::Title | Label::Code | Label::Parent | Label::Themes | Label::Total
    )
}

/// The cells of a row without the fields that their lines tell by their own labels, and those fields.
pub(super) fn apart(table: &Table, cells: &[Passage]) -> (Vec<Passage>, Vec<Told>) {
    let mut others = Vec::new();
    let columns = table.heads.iter().zip(&table.names);
    let cells = columns.zip(cells).map(|((head, name), cell)| {
        // A level has its own words for what it holds.
        if matches!(head, Head::Year(..)) || level_label(&name.joined()).is_some() {
            return cell.clone();
        }
        let (own, told) = inside(cell);
        others.extend(told);
        own
    });
    let cells = cells.collect();
    (cells, others)
}

impl Told {
    /// The same field, without those that its lines tell after it.
    pub(in crate::plan) fn within(self) -> Vec<Self> {
        let names = matches!(
            self.label,
            Label::Pilots | Label::Bearers | Label::Partners | Label::Public | Label::Calendar | Label::Places
        );
        if !names || self.value.parts().len() < 2 {
            return vec![self];
        }
        let (own, others) = inside(&self.value);
        let kept = Self { value: own, ..self };
        let first = Some(kept).filter(|told| !told.value.is_empty());
        first.into_iter().chain(others).collect()
    }

    /// "Résultat attendu : nombre de places": what is counted judges the action, and is not what it aims at.
    pub(in crate::plan) fn counted(self) -> Self {
        let words = self.value.words();
        let measure = matches!(
            words.first().map(String::as_str),
            Some("nombre" | "taux" | "pourcentage" | "part" | "proportion")
        );
        let result = wording::fold(&self.name).starts_with("resultat");
        let label = if self.label == Label::Objectives && measure && result {
            Label::Indicators
        } else {
            self.label
        };
        Self { label, ..self }
    }

    /// "Moyens : Caf 2024 : 33 000 €": means that are sums alone, each of a payer, fund the action.
    pub(in crate::plan) fn paid(self) -> Self {
        let text = self.value.joined();
        let sum = |piece: &str| {
            let parted = piece.rsplit_once(':').map(|(_, sum)| sum.trim());
            parted.is_some_and(|sum| sum.ends_with('€') && !sum.contains(char::is_alphabetic))
        };
        let sums = text.split(';').filter(|piece| !piece.trim().is_empty());
        let paid = self.label == Label::Means && !text.is_empty() && sums.map(str::trim).all(sum);
        let label = if paid { Label::Funding } else { self.label };
        Self { label, ..self }
    }

    /// "Suivi : nombre de places" is what is counted; "Suivi : la chargée de coopération" is somebody, and no indicator.
    pub(in crate::plan) fn followed(self) -> Self {
        let words = self.value.words();
        let counts = matches!(
            words.first().map(String::as_str),
            Some(
                "nombre"
                    | "nb"
                    | "taux"
                    | "pourcentage"
                    | "part"
                    | "proportion"
                    | "evolution"
                    | "frequentation"
                    | "satisfaction"
            )
        );
        let follows = wording::words(&self.name) == ["suivi"] && self.label == Label::Indicators;
        let label = if follows && !counts { Label::Context } else { self.label };
        Self { label, ..self }
    }

    /// "Mise en œuvre : 2025-2026": years name nobody, whatever announces them, and tell when.
    pub(in crate::plan) fn timed(self) -> Self {
        let names = matches!(self.label, Label::Pilots | Label::Bearers | Label::Partners);
        let words = self.value.words();
        let year = |word: &String| crate::calendar::year(word).is_some();
        let alone = words.iter().any(year) && words.iter().all(|word| year(word) || wording::is_link(word));
        let label = if names && alone { Label::Calendar } else { self.label };
        Self { label, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (String, Vec<String>) {
        let parts = (1..).zip(lines).map(|(line, text)| (line, (*text).to_owned())).collect();
        let (own, told) = inside(&Passage::new(parts));
        let told = told.iter().map(|told| format!("{:?} {}", told.label, told.value.joined()));
        (own.joined(), told.collect())
    }

    #[test]
    fn a_title_ends_where_a_label_opens_a_line() {
        let (title, told) = read(&[
            "PE1 – Ouvrir une crèche à horaires",
            "étendus",
            "Objectif : accueillir les enfants",
            "de 5 h à 22 h",
            "Résultat attendu : vingt places",
        ]);
        assert_eq!(title, "PE1 – Ouvrir une crèche à horaires étendus");
        assert_eq!(
            told,
            ["Objectives accueillir les enfants de 5 h à 22 h", "Objectives vingt places"]
        );
    }

    #[test]
    fn a_cell_of_roles_tells_each_of_them() {
        let (own, told) = read(&["Pilote : CCPT", "Porteur : Association", "Les Noctambules"]);
        assert_eq!(own, "");
        assert_eq!(told, ["Pilots CCPT", "Bearers Association Les Noctambules"]);
    }

    #[test]
    fn years_tell_when_under_the_label_of_a_role() {
        let told = |value: &str| Told {
            label: Label::Bearers,
            name: "Mise en œuvre".to_owned(),
            value: Passage::one(1, value),
        };
        assert_eq!(told("de 2025 à 2026").timed().label, Label::Calendar);
        assert_eq!(told("Association Horizon 2026").timed().label, Label::Bearers);
    }

    #[test]
    fn a_result_that_is_counted_is_an_indicator() {
        let told = |name: &str, value: &str| Told {
            label: Label::Objectives,
            name: name.to_owned(),
            value: Passage::one(1, value),
        };
        assert_eq!(
            told("Résultat attendu", "nombre de places").counted().label,
            Label::Indicators
        );
        assert_eq!(
            told("Résultat attendu", "ouvrir vingt places").counted().label,
            Label::Objectives
        );
        assert_eq!(
            told("Objectif", "nombre de places à doubler").counted().label,
            Label::Objectives
        );
    }

    #[test]
    fn words_before_a_colon_are_no_label_by_themselves() {
        for text in [
            "Ouvrir un lieu : une crèche",
            "Public de la crèche : les enfants",
            "public : les enfants",
            "Val : une antenne",
        ] {
            assert_eq!(read(&[text]), (text.to_owned(), vec![]), "{text}");
        }
    }
}
