//! Headings over the whole width of a table of actions.

use super::super::codes;
use super::super::levels;
use super::super::tables::{Row, Table};
use super::Walker;
use super::rows::{after, named};
use crate::passage::Passage;

impl Walker<'_> {
    /// A heading over the whole width of a table.
    pub(super) fn section(&mut self, passage: &Passage, below: &[Row], table: &Table) {
        let heading = levels::heading(passage)
            .or_else(|| self.coded_node(passage))
            .or_else(|| self.lettered(passage, below, table));
        if let Some(heading) = heading {
            self.framework.open(&heading);
        }
    }

    /// "P – Petite enfance", above P1 and P2: a node of the level that a sentence names.
    fn lettered(&self, passage: &Passage, below: &[Row], table: &Table) -> Option<levels::Heading> {
        let level = self.announced.clone()?;
        let text = passage.joined();
        let (code, title) = codes::leading(&text).filter(|(_, title)| !title.is_empty())?;
        let Row::Cells(cells) = below.first()? else { return None };
        let own = named(table, cells)?.code?.value;
        let begins = own.strip_prefix(&code.text).is_some_and(|rest| !rest.is_empty());
        begins.then(|| levels::Heading {
            level,
            code: Some(code),
            title: after(passage, &text[..text.len() - title.len()]),
            lines: passage.lines(),
        })
    }
}
