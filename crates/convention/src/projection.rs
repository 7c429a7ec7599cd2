//! An act unfolded into rows: one function from a reading to the rows of every projected table.
//!
//! The same function writes a convention when it enters and tells `doctor` what should stand in the tables; nothing else
//! ever computes a projected row.

mod action;
mod agreement;
mod keys;
mod organisation;
mod table;
mod wording;

use domain::convention::text_digest;
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::ConventionId;
use domain::reading::Reading;
use store::Value;

pub(crate) use table::{Row, Table, queries, stored};

/// What an act holds, borrowed from the fact that enters it or from what `doctor` read back.
pub(crate) struct Act<'a> {
    pub(crate) convention: ConventionId,
    pub(crate) nature: Nature,
    pub(crate) reading: &'a Reading,
    pub(crate) text: &'a [String],
    pub(crate) document: &'a str,
}

/// The version of what is projected: it grows whenever the rows of a reading become others, and every convention projected by an
/// older one is made again.
pub(crate) const PROJECTION: i64 = 6;

/// The tables that came after the first version: migration 0003. A convention that entered before has none of their rows.
const LATER: [Table; 18] = [
    Table::Agreement,
    Table::Wording,
    Table::Annex,
    Table::Predecessor,
    Table::FrameworkEntry,
    Table::Article,
    Table::Paragraph,
    Table::DeliberationSignatory,
    Table::Facility,
    Table::Site,
    Table::FacilityAbsence,
    Table::Body,
    Table::BodyMember,
    Table::Post,
    Table::Statement,
    Table::LeftOpen,
    Table::Duty,
    Table::Involved,
];

/// The tables whose rows the second version makes otherwise, parents before children: migration 0032.
const OF_THE_SECOND: [Table; 7] = [
    Table::ActionText,
    Table::Track,
    Table::TrackYear,
    Table::ActionAmount,
    Table::ActionDoubt,
    Table::ActionWord,
    Table::Agreement,
];

/// Those of the third: the words under which actions are found no longer take one word for another of its family.
const OF_THE_THIRD: [Table; 2] = [Table::ActionWord, Table::Agreement];

/// Those of the fourth: a convention typed by hand is called by the title that was typed.
const OF_THE_FOURTH: [Table; 2] = [Table::Convention, Table::Agreement];

/// Those of the fifth: what is due so long before the end of the convention is due on a day.
const OF_THE_FIFTH: [Table; 2] = [Table::Duty, Table::Agreement];

/// Those of the sixth: an écart tells the rule that found it, and by what it is known from one reading to the next.
const OF_THE_SIXTH: [Table; 3] = [Table::Anomaly, Table::AnomalyAction, Table::Agreement];

/// The tables to make again of a convention projected by this version; before the first number, nothing told it.
pub(crate) fn outdated(projected: Option<i64>) -> Vec<Table> {
    let of_a_version: [(i64, &[Table]); 6] = [
        (1, &LATER),
        (2, &OF_THE_SECOND),
        (3, &OF_THE_THIRD),
        (4, &OF_THE_FOURTH),
        (5, &OF_THE_FIFTH),
        (6, &OF_THE_SIXTH),
    ];
    let later = of_a_version
        .into_iter()
        .filter(|(version, _)| projected.is_none_or(|projected| projected < *version));
    let all: Vec<Table> = later.flat_map(|(_, tables)| tables.iter().copied()).collect();
    Table::ALL.iter().copied().filter(|table| all.contains(table)).collect()
}

/// The act by which a convention enters.
const FIRST_ACT: i64 = 1;

/// Every row of every projected table, parents before children.
pub(crate) fn rows(act: &Act<'_>) -> Vec<Row> {
    let keys = keys::Keys::of(act.reading);
    let mut sheet = Sheet {
        convention: act.convention,
        rows: Vec::new(),
    };
    agreement::convention(&mut sheet, act, &keys);
    text(&mut sheet, act);
    agreement::parties(&mut sheet, act.reading);
    agreement::deliberations(&mut sheet, act.reading, &keys);
    agreement::remarks(&mut sheet, act.reading, &keys);
    action::framework(&mut sheet, act.reading, &keys);
    action::actions(&mut sheet, act.reading, &keys);
    wording::around(&mut sheet, act.reading, &keys);
    wording::text(&mut sheet, act.reading);
    organisation::facilities(&mut sheet, act.reading, &keys);
    organisation::bodies(&mut sheet, act.reading, &keys);
    organisation::scheme(&mut sheet, act.reading, &keys);
    organisation::duties(&mut sheet, act.reading, &keys);
    sheet.rows
}

/// The rows being written; every one of them starts with the convention.
pub(crate) struct Sheet {
    convention: ConventionId,
    rows: Vec<Row>,
}

impl Sheet {
    fn push(&mut self, table: Table, rest: impl IntoIterator<Item = Value>) {
        let values = std::iter::once(Value::from(self.convention)).chain(rest).collect();
        self.rows.push(Row { table, values });
    }
}

/// The ordinal of a row at this place of a list: from 1.
pub(crate) fn ordinal(index: usize) -> i64 {
    i64::try_from(index).map_or(i64::MAX, |index| index + 1)
}

fn text(sheet: &mut Sheet, act: &Act<'_>) {
    let source = &act.reading.source;
    sheet.push(
        Table::Act,
        [
            FIRST_ACT.into(),
            act.document.into(),
            Digest::of(act.document.as_bytes()).into(),
            text_digest(act.text).into(),
            source.name.as_str().into(),
            source.digest.into(),
            i64::from(source.lines).into(),
        ],
    );
    for (index, line) in act.text.iter().enumerate() {
        sheet.push(
            Table::SourceLine,
            [FIRST_ACT.into(), ordinal(index).into(), line.as_str().into()],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented conventions that tell sums, halves of years, publics, and what is not sure.
    const TEXTS: [&str; 4] = [
        "07-vaucleraine-scan/text.txt",
        "18-tableau-eclate/text.txt",
        "21-trois-rives-lettres/text.md",
        "48-deux-rives-semestres/text.txt",
    ];

    fn read(name: &str) -> Reading {
        let path = format!("{}/../../corpus/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).expect("a text of the corpus");
        files::read(name.rsplit('/').next().unwrap_or(name), &bytes)
            .expect("a convention")
            .reading
    }

    fn projected(reading: &Reading) -> Vec<Row> {
        rows(&Act {
            convention: ConventionId::new(1),
            nature: Nature::default(),
            reading,
            text: &[],
            document: "",
        })
    }

    fn count(rows: &[Row], table: Table, holds: impl Fn(&[Value]) -> bool) -> usize {
        rows.iter().filter(|row| row.table == table && holds(&row.values)).count()
    }

    #[test]
    fn every_field_read_of_an_action_has_its_rows() {
        let (mut sums, mut halves, mut doubts) = (0, 0, 0);
        for name in TEXTS {
            let reading = read(name);
            let rows = projected(&reading);
            let actions = || reading.actions.iter();
            let texts = |field: &str| count(&rows, Table::ActionText, |row| row[2] == Value::from(field));
            assert_eq!(
                texts("public"),
                actions().filter(|action| action.public.is_some()).count(),
                "{name}"
            );
            assert_eq!(
                texts("calendar"),
                actions().filter(|action| action.calendar.is_some()).count(),
                "{name}"
            );
            assert_eq!(
                texts("objective"),
                actions().map(|action| action.objectives.len()).sum::<usize>(),
                "{name}"
            );
            assert_eq!(
                texts("indicator"),
                actions().map(|action| action.indicators.len()).sum::<usize>(),
                "{name}"
            );
            let of_text: usize = actions().map(|action| action.amounts.len()).sum();
            assert_eq!(count(&rows, Table::ActionAmount, |_| true), of_text, "{name}");
            let cents: i64 = actions().flat_map(|action| &action.amounts).map(|amount| amount.cents).sum();
            let stored = rows.iter().filter(|row| row.table == Table::ActionAmount);
            let stored = stored.map(|row| match row.values[7] {
                Value::Int(Some(cents)) => cents,
                _ => 0,
            });
            assert_eq!(stored.sum::<i64>(), cents, "{name}");
            let half = actions()
                .flat_map(|action| &action.tracks)
                .filter(|track| track.half.is_some());
            let half = half.count();
            assert_eq!(count(&rows, Table::Track, |row| row[6] != Value::Int(None)), half, "{name}");
            sums += of_text;
            halves += half;
            doubts += count(&rows, Table::ActionDoubt, |_| true);
        }
        assert!(
            sums > 0 && halves > 0 && doubts > 0,
            "{sums} sums, {halves} halves, {doubts} doubts"
        );
    }

    #[test]
    fn what_is_outdated_follows_the_version() {
        assert_eq!(outdated(Some(PROJECTION)), []);
        let second = outdated(Some(1));
        assert!(second.contains(&Table::ActionAmount) && second.contains(&Table::Duty) && !second.contains(&Table::Article));
        let first = outdated(None);
        assert!(LATER.iter().chain(&OF_THE_SECOND).all(|table| first.contains(table)));
    }
}
