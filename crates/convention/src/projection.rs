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

/// The tables that came after the first version: migration 0003. A convention that entered before has none of their rows.
pub(crate) const LATER: [Table; 18] = [
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
