//! Nodes that a numbered list tells by its depth alone: "I. Grandir", and deeper below it "1. Créer un relais".
//!
//! Their level is the one that the heading above the list names, "Nos priorités et nos actions": without it, no node is made.

use super::super::codes;
use super::super::levels;
use super::{Region, Walker};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::is_capitalised;

impl Walker<'_> {
    /// Remembers the level that the heading of a plan names beside its actions.
    pub(super) fn outlines(&mut self, line: &Line) {
        let plural = |word: &&String| levels::is_level(word) && word.ends_with(['s', 'x']);
        let actions = line.words.iter().any(|word| word == "actions");
        let level = line.words.iter().find(plural).filter(|_| actions && line.words.len() <= 8);
        self.outline = level.map(|level| levels::printed(&line.text, level));
    }

    /// The node that an item of such a list is.
    pub(super) fn outlined(&self, at: usize, passage: &Passage) -> Option<levels::Heading> {
        let level = self.outline.clone().filter(|_| self.region == Region::Plan)?;
        let line = &self.text.lines[at];
        let (number, text) = passage.parts().first()?;
        let (code, title) = codes::leading(line.item().unwrap_or(text))?;
        let lettered = code.text.chars().all(|letter| letter.is_ascii_uppercase());
        let below = self.text.lines[at + 1..].iter().find(|next| !next.is_blank())?;
        let figures = |code: &codes::Code| code.text.starts_with(|c: char| c.is_ascii_digit());
        let action = codes::leading(below.item().unwrap_or(&below.text)).is_some_and(|(code, _)| figures(&code));
        let deeper = below.indent > line.indent && action;
        (lettered && deeper && is_capitalised(title)).then(|| levels::Heading {
            level,
            title: Passage::one(*number, title),
            lines: passage.lines(),
            code: Some(code),
        })
    }
}
