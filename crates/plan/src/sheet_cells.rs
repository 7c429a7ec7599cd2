//! One row of a file, against its mark: the fields that someone changed, as a form would send them; the signed terms that say
//! something else; what to correct, cell by cell.
//!
//! Pure. What a row says is compared with how the lane stood when the file was written, so that what others changed since is never
//! taken for a change of the file.

use domain::amendment::TermField;
use domain::followup::{Percent, Status, Weather};
use domain::search::fold;
use domain::time::Day;
use files::sheets::Cell;
use web::form::typed_day;

use crate::plan_sheet::Column;
use crate::report_form::TypedReport;
use crate::roster::Roster;
use crate::sheet_mark::Mark;

/// The columns of a file, by their heads.
pub(crate) struct Heads {
    places: Vec<(Column, usize)>,
}

impl Heads {
    /// Of the first rows that hold the two heads by which a row is known; and the number of that row.
    pub(crate) fn find(rows: &[Vec<Cell>]) -> Option<(Self, usize)> {
        const FIRST_ROWS: usize = 20;
        let found = |row: &Vec<Cell>| {
            let place = |column: Column| {
                let head = fold(column.head());
                let place = row.iter().position(|cell| fold(&words(cell)) == head)?;
                Some((column, place))
            };
            let heads = Self {
                places: Column::ALL.into_iter().filter_map(place).collect(),
            };
            (heads.has(Column::Mark) && heads.has(Column::Number)).then_some(heads)
        };
        let mut first = rows.iter().take(FIRST_ROWS).enumerate();
        first.find_map(|(line, row)| found(row).map(|heads| (heads, line)))
    }

    /// Of a row that holds these columns, from left to right.
    pub(crate) fn of(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            places: columns.into_iter().zip(0..).collect(),
        }
    }

    fn has(&self, column: Column) -> bool {
        self.places.iter().any(|(own, _)| *own == column)
    }

    /// A cell of a row; nothing when the file has no such column.
    pub(crate) fn cell<'r>(&self, row: &'r [Cell], column: Column) -> Option<&'r Cell> {
        let (_, place) = self.places.iter().find(|(own, _)| *own == column)?;
        Some(row.get(*place).unwrap_or(&Cell::Empty))
    }
}

/// A cell as words, without the blanks around them.
pub(crate) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.trim().replace("\r\n", "\n"),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(number) => format!("{},{:02}", number / 100, (number % 100).abs()),
        Cell::Share(share) => format!("{}\u{a0}%", share.get()),
        Cell::Day(day) => day.to_string(),
    }
}

/// Something about one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) column: &'static str,
    pub(crate) sentence: String,
}

/// What was changed in one row.
#[derive(Debug, Default)]
pub(crate) struct Edited {
    /// The fields that changed; the others are empty.
    pub(crate) typed: TypedReport,
    pub(crate) wrong: Vec<Remark>,
    /// Cells that were emptied: a report says something new, it takes nothing away.
    pub(crate) emptied: Vec<&'static str>,
    /// Terms that say something else than the text, with what the file says.
    pub(crate) terms: Vec<(TermField, String)>,
}

impl Edited {
    /// Whether a field of the follow-up changed.
    pub(crate) fn says_something(&self) -> bool {
        self.typed != TypedReport::default()
    }
}

/// The columns that hold terms.
const TERMS: [(Column, TermField); 6] = [
    (Column::Title, TermField::Title),
    (Column::Node, TermField::Node),
    (Column::Themes, TermField::Themes),
    (Column::Pilots, TermField::Pilots),
    (Column::Bearers, TermField::Bearers),
    (Column::Years, TermField::Years),
];

/// Reads a row against its mark. `signed` tells what the text says of each term.
pub(crate) fn read(heads: &Heads, row: &[Cell], mark: &Mark, roster: &Roster, signed: impl Fn(TermField) -> String) -> Edited {
    let mut reading = Reading {
        heads,
        row,
        edited: Edited::default(),
    };
    reading.status(mark, roster);
    reading.weather(mark);
    reading.progress(mark);
    reading.day(mark);
    reading.texts();
    reading.body(roster);
    for (column, field) in TERMS {
        let Some(cell) = heads.cell(row, column) else { continue };
        let said = words(cell);
        if blanks_apart(&said) != blanks_apart(&signed(field)) {
            reading.edited.terms.push((field, said));
        }
    }
    reading.edited
}

/// Programs change blanks and ends of lines: that is no change of a text.
fn blanks_apart(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reading<'r> {
    heads: &'r Heads,
    row: &'r [Cell],
    edited: Edited,
}

impl Reading<'_> {
    /// What stands in a cell that can be changed; nothing when it was emptied, which is remembered.
    fn held(&mut self, column: Column, stood: bool) -> Option<String> {
        let said = words(self.heads.cell(self.row, column)?);
        if said.is_empty() {
            if stood {
                self.edited.emptied.push(column.head());
            }
            return None;
        }
        Some(said)
    }

    fn wrong(&mut self, column: Column, sentence: String) {
        self.edited.wrong.push(Remark {
            column: column.head(),
            sentence,
        });
    }

    fn status(&mut self, mark: &Mark, roster: &Roster) {
        let stood = mark.status != Status::Unspecified;
        let Some(said) = self.held(Column::Status, stood) else {
            return;
        };
        let sought = fold(&said);
        let named = |status: &Status| fold(roster.name(status)) == sought || status.code() == said;
        let usual = |status: &Status| fold(status.french()) == sought;
        let found = Status::ALL
            .into_iter()
            .find(named)
            .or_else(|| Status::ALL.into_iter().find(usual));
        match found {
            Some(status) if status == mark.status => {}
            Some(status) => status.code().clone_into(&mut self.edited.typed.etat),
            None => {
                let offered = Status::ALL.map(|status| roster.name(&status).to_owned());
                self.wrong(
                    Column::Status,
                    format!(
                        "«\u{a0}{said}\u{a0}» n’est pas un état de cette convention. Écrivez {}.",
                        among(&offered)
                    ),
                );
            }
        }
    }

    fn weather(&mut self, mark: &Mark) {
        let Some(said) = self.held(Column::Weather, mark.weather.is_some()) else {
            return;
        };
        let sought = fold(&said);
        let found = Weather::ALL
            .into_iter()
            .find(|weather| fold(weather.french()) == sought || weather.code() == said);
        match found {
            Some(weather) if Some(weather) == mark.weather => {}
            Some(weather) => weather.code().clone_into(&mut self.edited.typed.meteo),
            None => {
                let names = Weather::ALL.map(|weather| weather.french().to_owned());
                self.wrong(
                    Column::Weather,
                    format!("«\u{a0}{said}\u{a0}» n’est pas une météo. Écrivez {}.", among(&names)),
                );
            }
        }
    }

    fn progress(&mut self, mark: &Mark) {
        let Some(said) = self.held(Column::Progress, mark.progress.is_some()) else {
            return;
        };
        let cell = self.heads.cell(self.row, Column::Progress);
        match cell.and_then(share) {
            Some(share) if Some(share) == mark.progress => {}
            Some(share) => self.edited.typed.avancement = share.get().to_string(),
            None => self.wrong(
                Column::Progress,
                format!("Indiquez un nombre entier de 0 à 100. La case contient «\u{a0}{said}\u{a0}»."),
            ),
        }
    }

    fn day(&mut self, mark: &Mark) {
        let Some(said) = self.held(Column::Day, mark.day.is_some()) else {
            return;
        };
        match self.heads.cell(self.row, Column::Day).and_then(day) {
            // A state that asks for a day finds the one that stands in the row.
            Some(day) if Some(day) == mark.day && self.edited.typed.etat.is_empty() => {}
            Some(day) => self.edited.typed.echeance = day.to_string(),
            None => self.wrong(
                Column::Day,
                format!("Indiquez une date comme 23/11/2026. La case contient «\u{a0}{said}\u{a0}»."),
            ),
        }
    }

    fn texts(&mut self) {
        let mut text = |column| self.held(column, false).unwrap_or_default();
        let [done, difficulty, next, reason] = [Column::Done, Column::Difficulty, Column::Next, Column::Reason].map(&mut text);
        let typed = &mut self.edited.typed;
        typed.fait = done;
        typed.difficulte = difficulty;
        typed.suite = next;
        typed.motif = reason;
    }

    fn body(&mut self, roster: &Roster) {
        let Some(said) = self.held(Column::Body, false) else { return };
        let sought = fold(&said);
        let found = roster.bodies.iter().find(|(_, name)| fold(name) == sought);
        match found {
            Some((ordinal, _)) => self.edited.typed.instance = ordinal.to_string(),
            None if roster.bodies.is_empty() => self.wrong(
                Column::Body,
                "Cette convention n’a aucune instance\u{a0}: videz la case.".to_owned(),
            ),
            None => {
                let names: Vec<String> = roster.bodies.iter().map(|(_, name)| name.clone()).collect();
                self.wrong(
                    Column::Body,
                    format!(
                        "«\u{a0}{said}\u{a0}» n’est pas une instance de cette convention. Écrivez {}.",
                        among(&names)
                    ),
                );
            }
        }
    }
}

/// "« A », « B » ou « C »".
fn among(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("«\u{a0}{name}\u{a0}»")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} ou {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A share: a workbook keeps it as a part of one, a text as it is read.
fn share(cell: &Cell) -> Option<Percent> {
    match cell {
        Cell::Number(1) => Some(Percent::ALL),
        Cell::Number(number) => Percent::new(*number),
        Cell::Hundredths(hundredths) => Percent::new(*hundredths).filter(|_| (0..100).contains(hundredths)),
        Cell::Share(share) => Some(*share),
        Cell::Text(text) => {
            let number = text.trim().trim_end_matches('%').trim_end();
            number.parse().ok().and_then(Percent::new)
        }
        Cell::Empty | Cell::Day(_) => None,
    }
}

fn day(cell: &Cell) -> Option<Day> {
    match cell {
        Cell::Day(day) => Some(*day),
        Cell::Text(text) => typed_day(text.trim()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_each_program_keeps_it() {
        let read = |cell: Cell| share(&cell).map(Percent::get);
        assert_eq!(read(Cell::Hundredths(45)), Some(45));
        assert_eq!(read(Cell::Number(1)), Some(100), "a whole, in a workbook");
        assert_eq!(read(Cell::Number(45)), Some(45), "typed in a plain cell");
        assert_eq!(read(Cell::Number(0)), Some(0));
        assert_eq!(
            [read("1".into()), read("45\u{a0}%".into()), read("100 %".into())],
            [Some(1), Some(45), Some(100)]
        );
        for wrong in [
            Cell::Hundredths(4_550),
            Cell::Number(20_424),
            "beaucoup".into(),
            "4,5".into(),
            Cell::Hundredths(-5),
        ] {
            assert_eq!(share(&wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_day_is_read_from_a_date_or_from_words() {
        let day_of = |text: &str| day(&Cell::from(text)).map(|day| day.to_string());
        assert_eq!(day_of("30/06/2027").as_deref(), Some("2027-06-30"));
        assert_eq!(day_of("2027-06-30").as_deref(), Some("2027-06-30"));
        assert_eq!((day_of("31/02/2027"), day(&Cell::Number(46_566))), (None, None));
    }

    #[test]
    fn heads_are_found_wherever_they_were_moved() {
        let row = |heads: &[&str]| heads.iter().map(|head| Cell::from(*head)).collect::<Vec<_>>();
        let rows = [row(&["Notes de travail"]), row(&["repere", "ÉTAT", "N°"])];
        let (heads, line) = Heads::find(&rows).expect("heads");
        assert_eq!(line, 1);
        assert_eq!(
            heads.cell(&row(&["m", "En cours"]), Column::Status),
            Some(&Cell::from("En cours"))
        );
        assert_eq!(heads.cell(&row(&["m"]), Column::Number), Some(&Cell::Empty));
        assert_eq!(heads.cell(&row(&["m"]), Column::Day), None);
        assert!(
            Heads::find(&[row(&["N°", "État"])]).is_none(),
            "without a mark, nothing is known again"
        );
    }

    #[test]
    fn a_choice_is_told_in_a_sentence() {
        let names = |names: &[&str]| among(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["A"]), "«\u{a0}A\u{a0}»");
        assert_eq!(names(&["A", "B"]), "«\u{a0}A\u{a0}» ou «\u{a0}B\u{a0}»");
    }
}
