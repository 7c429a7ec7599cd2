//! Tables handed over as files: the links that offer them, and the answer.
//!
//! What a table says is a matter of its page, how a file is written one of `files::sheets`.

use files::sheets::{Format, Sheet};

use crate::answer::Answer;
use crate::example;
use crate::failure::Failure;
use crate::visit::Visit;

/// A link to what is on screen, as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLink {
    /// What people read: the format.
    pub label: &'static str,
    /// For whom it is.
    pub hint: &'static str,
    /// Its address, under the filters of the page.
    pub address: String,
    /// The name under which it is saved.
    pub name: String,
}

/// What is on screen as a file, in each format. `address` is that of the page with its filters, `name` that of the file without
/// its ending.
#[must_use]
pub fn links(address: &str, name: &str) -> [SheetLink; 3] {
    let joint = if address.contains('?') { '&' } else { '?' };
    Format::ALL.map(|format| SheetLink {
        label: label(format),
        hint: hint(format),
        address: format!("{address}{joint}forme={}", format.code()),
        name: format!("{name}.{}", format.code()),
    })
}

const fn label(format: Format) -> &'static str {
    match format {
        Format::Csv => "CSV",
        Format::Xlsx => "XLSX",
        Format::Ods => "ODS",
    }
}

const fn hint(format: Format) -> &'static str {
    match format {
        Format::Csv => "texte, pour tout logiciel",
        Format::Xlsx => "Excel",
        Format::Ods => "LibreOffice",
    }
}

impl Visit {
    /// A table as a file. The read transaction is left first: writing takes a core for a while.
    pub async fn sheet(&mut self, mut sheet: Sheet, format: Format) -> Result<Answer, Failure> {
        if self.nature().is_example() {
            let (head, said) = example::COLUMN;
            sheet.mark(head, said);
        }
        let written = self.apart(move || sheet.bytes(format)).await?;
        let bytes = written.map_err(|error| Failure::Broken(error.to_string()))?;
        Ok(Answer::bytes(bytes, format.content_type()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_the_filters_of_its_page() {
        let [csv, xlsx, ods] = links("/x?q=a", "plan");
        assert_eq!((csv.address.as_str(), csv.name.as_str()), ("/x?q=a&forme=csv", "plan.csv"));
        assert_eq!((xlsx.label, ods.name.as_str()), ("XLSX", "plan.ods"));
        assert_eq!(links("/x", "plan")[2].address, "/x?forme=ods");
    }
}
