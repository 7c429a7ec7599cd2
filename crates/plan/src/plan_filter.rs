//! The filters of the table, as they stand in the address: read, explained when wrong, applied.
//!
//! Nothing here renders. The words of the search are answered by the stored index of words, the rest by the rows of the page.

use std::collections::BTreeSet;

use domain::search::{Question, Term};
use serde::{Deserialize, Serialize};
use store::{Columns, FromRow, QueryInfo, StoreError, answers, words_query};
use web::form::Errors;

use crate::rows::{ActionRow, LinkRow, MarkRow, Tie, links_of, marks_of};
use crate::sheet_rows::{Sheets, amounts_of};

/// What the address says, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// Words.
    pub(crate) q: String,
    /// A commune named by a mark, by ordinal.
    pub(crate) commune: String,
    /// A pilot, by ordinal.
    pub(crate) pilote: String,
    /// A bearer, by ordinal.
    pub(crate) porteur: String,
    /// A theme, by ordinal.
    pub(crate) theme: String,
    /// A year in which the action is planned.
    pub(crate) annee: String,
    /// What the text does not say, or is not sure of.
    pub(crate) manque: String,
    /// A state, by its word.
    pub(crate) etat: String,
    /// Late, or without news.
    pub(crate) situation: String,
    /// A weather, by its word.
    pub(crate) meteo: String,
    /// A node of the framework, by ordinal.
    pub(crate) rubrique: String,
    /// News since a moment: that of one’s last visit, as the dashboard gives it.
    pub(crate) depuis: String,
    /// The column sorted by.
    pub(crate) tri: String,
    /// `desc` for the other way.
    pub(crate) sens: String,
}

/// What the text tells of the actions, beside their titles.
pub(crate) struct Told<'a> {
    /// What their sheets say.
    pub(crate) sheets: &'a Sheets,
    /// Roles and themes.
    pub(crate) links: &'a [LinkRow],
    /// Years.
    pub(crate) marks: &'a [MarkRow],
}

/// What the text can be silent about, or say without being sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// No detail, no means, no funding.
    Sheet,
    /// No theme.
    Theme,
    /// A year whose mark names no commune.
    Commune,
    /// No sum.
    Amount,
    /// Something that was read in two ways: a person decides.
    Doubt,
}

impl Gap {
    pub(crate) const ALL: [Self; 5] = [Self::Sheet, Self::Theme, Self::Commune, Self::Amount, Self::Doubt];

    /// The word of the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Sheet => "fiche",
            Self::Theme => "thematique",
            Self::Commune => "commune",
            Self::Amount => "montant",
            Self::Doubt => "doute",
        }
    }

    /// The words people read.
    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Sheet => "Sans fiche",
            Self::Theme => "Sans thématique",
            Self::Commune => "Commune non nommée",
            Self::Amount => "Sans montant",
            Self::Doubt => "À confirmer",
        }
    }

    /// Whether the text is silent about it, or not sure, for this action.
    pub(crate) fn in_action(self, action: &ActionRow, told: &Told<'_>) -> bool {
        match self {
            Self::Sheet => !told.sheets.sheeted.contains(&action.ordinal),
            Self::Theme => links_of(told.links, action.ordinal, Tie::Theme).next().is_none(),
            Self::Commune => nameless(action.ordinal, told.marks),
            Self::Amount => amounts_of(&told.sheets.amounts, action.ordinal).is_empty(),
            Self::Doubt => told.sheets.to_confirm.contains(&action.ordinal),
        }
    }
}

/// Whether some year of the action is planned without any mark naming a commune for it.
fn nameless(action: i64, marks: &[MarkRow]) -> bool {
    let own = marks_of(marks, action);
    let named = |year: i64| own.iter().any(|mark| mark.year == year && mark.party.is_some());
    own.iter().any(|mark| mark.party.is_none() && !named(mark.year))
}

/// The filters understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) question: Question,
    commune: Option<i64>,
    pilot: Option<i64>,
    bearer: Option<i64>,
    theme: Option<i64>,
    year: Option<i64>,
    gap: Option<Gap>,
}

/// What the lists of the page offer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    pub(crate) communes: Vec<i64>,
    pub(crate) signing: Vec<i64>,
    pub(crate) themes: Vec<i64>,
    /// The years planned, in order.
    pub(crate) years: Vec<i64>,
}

impl Filter {
    /// Understands what was typed; each filter that makes no sense is left out, with a sentence.
    pub(crate) fn parse(typed: &Typed, choices: &Choices) -> (Self, Errors) {
        let mut errors = Errors::none();
        let filter = Self {
            question: Question::parse(&typed.q),
            commune: chosen(&typed.commune, &choices.communes, "commune", &mut errors),
            pilot: chosen(&typed.pilote, &choices.signing, "pilote", &mut errors),
            bearer: chosen(&typed.porteur, &choices.signing, "porteur", &mut errors),
            theme: chosen(&typed.theme, &choices.themes, "theme", &mut errors),
            year: year(&typed.annee, &choices.years, &mut errors),
            gap: gap(&typed.manque, &mut errors),
        };
        sorting(typed, &mut errors);
        (filter, errors)
    }

    /// Whether an action is kept, words apart.
    pub(crate) fn keeps(&self, action: &ActionRow, told: &Told<'_>) -> bool {
        let tied = |wanted: Option<i64>, tie| {
            wanted.is_none_or(|wanted| links_of(told.links, action.ordinal, tie).any(|link| link.other == Some(wanted)))
        };
        tied(self.pilot, Tie::Pilot)
            && tied(self.bearer, Tie::Bearer)
            && tied(self.theme, Tie::Theme)
            && self.marked(marks_of(told.marks, action.ordinal))
            && self.gap.is_none_or(|gap| gap.in_action(action, told))
    }

    /// Whether one mark answers both the commune and the year asked for.
    fn marked(&self, own: &[MarkRow]) -> bool {
        let asked = self.commune.is_some() || self.year.is_some();
        let answers = |mark: &MarkRow| {
            self.commune.is_none_or(|commune| mark.party == Some(commune)) && self.year.is_none_or(|year| mark.year == year)
        };
        !asked || own.iter().any(answers)
    }
}

pub(crate) fn chosen(typed: &str, offered: &[i64], field: &'static str, errors: &mut Errors) -> Option<i64> {
    if typed.is_empty() {
        return None;
    }
    let found = typed.parse().ok().filter(|ordinal| offered.contains(ordinal));
    if found.is_none() {
        errors.add(
            field,
            format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}»."),
        );
    }
    found
}

fn year(typed: &str, years: &[i64], errors: &mut Errors) -> Option<i64> {
    if typed.is_empty() {
        return None;
    }
    let found = typed.parse().ok().filter(|year| years.contains(year));
    if let (None, Some(first), Some(last)) = (found, years.first(), years.last()) {
        errors.add(
            "annee",
            format!("Indiquez une année de {first} à {last}. Vous avez écrit «\u{a0}{typed}\u{a0}»."),
        );
    }
    found
}

fn gap(typed: &str, errors: &mut Errors) -> Option<Gap> {
    if typed.is_empty() {
        return None;
    }
    let found = Gap::ALL.into_iter().find(|gap| gap.code() == typed);
    if found.is_none() {
        errors.add(
            "",
            format!(
                "L’adresse demande un manque inconnu, «\u{a0}{typed}\u{a0}»\u{a0}: choisissez une vue au-dessus du tableau."
            ),
        );
    }
    found
}

/// The columns and the directions of the sort are those of the heads of the table.
fn sorting(typed: &Typed, errors: &mut Errors) {
    if !matches!(typed.tri.as_str(), "" | "titre" | "etat" | "avancement" | "nouvelle")
        || !matches!(typed.sens.as_str(), "" | "desc")
    {
        errors.add(
            "",
            "L’adresse demande un tri inconnu\u{a0}: triez par les titres des colonnes.",
        );
    }
}

/// A stored word and the action it leads to.
pub(crate) struct WordRow {
    action: i64,
    word: String,
}

impl FromRow for WordRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: columns.int(0)?,
            word: columns.text(1)?,
        })
    }
}

words_query! {
    /// The stored words that answer one of six ranges, with their actions.
    pub(crate) Words -> WordRow
    reading ["action_word"]
    concat!("SELECT action, word FROM action_word WHERE convention = $4 AND ", answers!("word"))
}

/// The actions that answer every word of the question.
pub(crate) fn answering(question: &Question, words: &[WordRow]) -> BTreeSet<i64> {
    let found = |term: &Term| -> BTreeSet<i64> {
        words
            .iter()
            .filter(|row| term.finds(&row.word))
            .map(|row| row.action)
            .collect()
    };
    let mut answers = question.terms().iter().map(found);
    let first = answers.next().unwrap_or_default();
    answers.fold(first, |kept, next| kept.intersection(&next).copied().collect())
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Words>()]
}

#[cfg(test)]
mod tests {
    use domain::reading::View;

    use super::*;

    #[test]
    fn a_year_outside_the_period_is_explained() {
        let typed = Typed {
            annee: "20424".to_owned(),
            ..Typed::default()
        };
        let choices = Choices {
            years: (2022..=2026).collect(),
            ..Choices::default()
        };
        let (filter, errors) = Filter::parse(&typed, &choices);
        assert_eq!(filter.year, None);
        assert_eq!(
            errors.of("annee"),
            Some("Indiquez une année de 2022 à 2026. Vous avez écrit «\u{a0}20424\u{a0}».")
        );
    }

    #[test]
    fn what_no_list_offers_is_explained() {
        let typed = Typed {
            pilote: "9999".to_owned(),
            tri: "xx".to_owned(),
            ..Typed::default()
        };
        let (filter, errors) = Filter::parse(&typed, &Choices::default());
        assert_eq!(filter.pilot, None);
        assert!(errors.has("pilote") && errors.has(""));
    }

    #[test]
    fn commune_and_year_are_asked_of_the_same_mark() {
        let mark = |year, party| MarkRow {
            action: 1,
            view: View::Sheet,
            year,
            party: Some(party),
            half: None,
        };
        let marks = [mark(2022, 2), mark(2023, 3)];
        let filter = |year| Filter {
            commune: Some(3),
            year: Some(year),
            ..Filter::default()
        };
        assert!(!filter(2022).marked(&marks));
        assert!(filter(2023).marked(&marks));
    }

    #[test]
    fn every_word_must_be_found() {
        let row = |action, word: &str| WordRow {
            action,
            word: word.to_owned(),
        };
        let words = [row(1, "parent"), row(2, "parent"), row(2, "ecol")];
        let question = Question::parse("parents école");
        assert_eq!(answering(&question, &words), BTreeSet::from([2]));
    }

    #[test]
    fn a_year_named_by_the_sheet_is_not_nameless() {
        let mark = |view, year, party| MarkRow {
            action: 1,
            view,
            year,
            party,
            half: None,
        };
        let grid = mark(View::Deployment, 2023, None);
        assert!(nameless(1, std::slice::from_ref(&grid)));
        assert!(!nameless(1, &[grid, mark(View::Sheet, 2023, Some(3))]));
    }
}
