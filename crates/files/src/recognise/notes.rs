//! Notes printed at the foot of a page go home to the paragraph that calls them.
//!
//! A note whose call is nowhere above stays where it is printed.

use domain::reading::{Paragraph, ParagraphKind};

use super::paragraphs::{is_raised, raised};
use crate::lines::Line;
use crate::passage::Passage;

/// How many articles a note may stand after its call.
const FAR: usize = 3;

/// Notes beyond this are noise.
const MOST_NOTES: usize = 400;

/// A note, and where its call stands.
pub(crate) struct Note {
    /// Which body calls it.
    pub(crate) home: usize,
    /// On which line.
    call: u32,
    text: Passage,
}

impl Note {
    /// Puts the note below the paragraph that calls it, and below the notes already there. A list is not cut: a note that it
    /// calls, or that the sentence above it calls, stands at its end.
    pub(crate) fn bring_home(&self, paragraphs: &mut Vec<Paragraph>) {
        let calls = |paragraph: &Paragraph| paragraph.text.lines.holds(self.call);
        let mut called = paragraphs.iter().position(calls).unwrap_or(paragraphs.len());
        let is_item = |paragraph: &&Paragraph| matches!(paragraph.kind, ParagraphKind::Item(_));
        let above = paragraphs.get(called);
        if above.is_some_and(|above| is_item(&above) || above.text.value.ends_with(':')) {
            called += paragraphs.iter().skip(called + 1).take_while(is_item).count();
        }
        let rest = paragraphs.iter().skip(called + 1);
        let others = rest.take_while(|paragraph| paragraph.kind == ParagraphKind::Note).count();
        let note = Paragraph {
            kind: ParagraphKind::Note,
            text: self.text.sourced(),
        };
        paragraphs.insert((called + 1 + others).min(paragraphs.len()), note);
    }
}

/// Takes the notes out of the bodies that they interrupt.
pub(crate) fn take(bodies: &mut [Vec<&Line>]) -> Vec<Note> {
    let (mut notes, mut tried) = (Vec::new(), 0);
    for at in 0..bodies.len() {
        let mut from = 0;
        while let Some(start) = bodies[at][from..].iter().position(|line| mark(&line.text).is_some()) {
            let start = from + start;
            tried += 1;
            if tried > MOST_NOTES {
                return notes;
            }
            let body = &bodies[at];
            let Some((home, call)) = mark(&body[start].text).and_then(|mark| home(bodies, at, start, mark)) else {
                from = start + 1;
                continue;
            };
            let more = body[start + 1..]
                .iter()
                .take_while(|line| !line.is_blank() && line.item().is_none() && mark(&line.text).is_none());
            let end = start + 1 + more.count();
            let text = Passage::new(body[start..end].iter().map(|line| (line.number, line.text.clone())).collect());
            notes.push(Note { home, call, text });
            bodies[at].drain(start..end);
            from = start;
        }
    }
    notes
}

/// The mark that opens a note: `¹`, `(1)`, `[1]`.
fn mark(text: &str) -> Option<&str> {
    if let Some(mark) = raised(text) {
        return Some(mark);
    }
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = text.find(close)?;
    let figures = text.get(1..end)?;
    let numbered = (1..=2).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit());
    (numbered && end + 1 < text.len()).then(|| &text[..=end])
}

/// The last line above that calls this mark.
fn home(bodies: &[Vec<&Line>], at: usize, start: usize, mark: &str) -> Option<(usize, u32)> {
    (at.saturating_sub(FAR)..=at).rev().find_map(|body| {
        let end = if body == at { start } else { bodies[body].len() };
        let call = bodies[body][..end].iter().rev().find(|line| calls(&line.text, mark))?;
        Some((body, call.number))
    })
}

/// Whether a text bears the mark after some word. A surface is no call.
fn calls(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let unit = before
            .rsplit(' ')
            .next()
            .is_some_and(|word| matches!(word, "m" | "cm" | "km"));
        let inside = before.ends_with(is_raised) || after.starts_with(is_raised);
        !before.trim().is_empty() && !unit && !inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(bodies: &[&str]) -> (Vec<(usize, u32, String)>, Vec<usize>) {
        let mut number = 0;
        let lines: Vec<Vec<Line>> = bodies
            .iter()
            .map(|body| {
                let mut lines = normalise(&body.lines().map(str::to_owned).collect::<Vec<_>>());
                for line in &mut lines {
                    number += 1;
                    line.number = number;
                }
                lines
            })
            .collect();
        let mut bodies: Vec<Vec<&Line>> = lines.iter().map(|body| body.iter().collect()).collect();
        let notes = take(&mut bodies);
        let shown = notes.iter().map(|note| (note.home, note.call, note.text.joined())).collect();
        (shown, bodies.iter().map(Vec::len).collect())
    }

    #[test]
    fn a_note_finds_the_last_call_above() {
        let (notes, left) = read(&["un¹ et\ndeux¹", "trois\n\n¹ La note\nsuit.\n\nquatre"]);
        assert_eq!(notes, [(0, 2, "¹ La note suit.".to_owned())]);
        assert_eq!(left, [2, 4]);
    }

    #[test]
    fn brackets_are_notes_when_something_calls_them() {
        let (notes, _) = read(&["Le bonus (1) est versé [2].\n\n(1) Sous réserve.\n[2] Voir plus haut."]);
        assert_eq!(
            notes,
            [
                (0, 1, "(1) Sous réserve.".to_owned()),
                (0, 1, "[2] Voir plus haut.".to_owned())
            ]
        );
        let (none, left) = read(&["Il est dit :\n(1) un\n(2) deux"]);
        assert!(none.is_empty(), "a list is no note");
        assert_eq!(left, [3]);
    }

    #[test]
    fn a_surface_calls_no_note() {
        let (none, _) = read(&["Un local de 40 m² au centre.\n\n² Hors charges."]);
        assert!(none.is_empty());
    }
}
