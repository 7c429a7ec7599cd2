//! The marks of one cell: "S1 [X] S2 [ ]" marks halves of the year that stands above or beside.

use domain::reading::{Half, Sourced};

use super::Mark;
use crate::passage::Passage;
use crate::wording::fold;

/// The marks of a cell under a year: one, or one a half where the cell names halves.
pub(super) fn marks(cell: &Passage, (year, half): (i16, Option<Half>), commune: Option<&Passage>) -> Vec<Mark> {
    let mark = |half: Option<Half>, sign: String| Mark {
        year,
        half,
        commune: commune.cloned(),
        sign: Sourced::new(sign, cell.lines()),
    };
    let halves = halves(&cell.joined());
    if cell.is_empty() {
        Vec::new()
    } else if half.is_some() || halves.is_empty() {
        vec![mark(half, cell.joined())]
    } else {
        halves.into_iter().map(|(half, sign)| mark(Some(half), sign)).collect()
    }
}

/// The halves that a cell names, each with its sign; a half named without a sign is marked by its name.
fn halves(text: &str) -> Vec<(Half, String)> {
    let mut found: Vec<(Half, String)> = Vec::new();
    let spaced = text.replace("[ ]", "[]").replace("( )", "[]");
    for word in spaced.split([' ', '+', '/', ',', ';', ':']).filter(|word| !word.is_empty()) {
        let half = match fold(word).as_str() {
            "s1" => Some(Half::First),
            "s2" => Some(Half::Second),
            _ => None,
        };
        match (half, found.last_mut()) {
            (Some(half), _) => found.push((half, String::new())),
            (None, Some((_, sign))) if sign.is_empty() => word.clone_into(sign),
            // A sign before any half is of the whole year: the cell is left whole.
            _ => return Vec::new(),
        }
    }
    for (half, sign) in &mut found {
        if sign.is_empty() {
            *sign = format!("S{}", half.rank());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let marks = marks(&Passage::one(1, text), (2025, None), None);
        let told = |mark: &Mark| format!("{} {}", mark.half.map_or(0, Half::rank), mark.sign.value);
        marks.iter().map(told).collect()
    }

    #[test]
    fn a_cell_may_mark_its_halves() {
        assert_eq!(read("S1 [X] S2 [ ]"), ["1 [X]", "2 []"]);
        assert_eq!(read("S2 : ✓"), ["2 ✓"]);
        assert_eq!(read("S1 + S2"), ["1 S1", "2 S2"]);
        assert_eq!((read("X"), read("")), (vec!["0 X".to_owned()], vec![]));
    }
}
