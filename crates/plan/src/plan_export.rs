//! The rows of the table as a file that a spreadsheet opens: what is on screen under the same filters, one line a lane.

use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::plan_filter::Typed;
use crate::plan_sheet::{Listed, sheet};
use crate::plan_table::page;
use crate::sheet_rows::ListedTexts;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    forme: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let asked: Asked = visit.query()?;
    let table = page(&mut visit, typed).await?;
    if !table.bar.errors.is_empty() {
        return Err(visit.invalid(&table));
    }
    let format = Format::from_code(&asked.forme).unwrap_or(Format::Csv);
    let convention = visit.convention()?;
    let listed = Listed::of(visit.rows(ListedTexts { convention }).await?);
    visit.sheet(sheet(&table, &listed), format).await
}
