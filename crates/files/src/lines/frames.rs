//! Frames drawn with signs: `+-----+-----+` above and below rows between bars, or the same in lines of box drawing.
//!
//! A rule opens a frame only where a row follows it: alone it parts two paragraphs.

/// The bars of a frame.
const BARS: [char; 4] = ['|', '│', '┃', '║'];

/// A wide cell that begins after so many blanks goes on what stands on the right of its label.
const FEWEST_BLANKS_OF_A_COLUMN: usize = 4;

/// Which lines of a text belong to a frame.
pub(super) fn framed(text: &[String]) -> Vec<bool> {
    let mut inside = false;
    let next = text.iter().skip(1).map(Some).chain([None]);
    let of_frame = |(raw, next): (&String, Option<&String>)| {
        let opens = is_rule(raw) && (inside || next.is_some_and(|next| is_row(next)));
        inside = opens || inside && is_row(raw);
        inside
    };
    text.iter().zip(next).map(of_frame).collect()
}

/// The cells of a line of a frame; a rule has none. A wide cell is cut between its label and what it holds.
pub(super) fn cells(raw: &str) -> Vec<String> {
    if is_rule(raw) {
        return Vec::new();
    }
    let inner = raw.trim().trim_matches(BARS);
    let cells: Vec<String> = inner.split(BARS).map(|cell| cell.trim().to_owned()).collect();
    if cells.len() > 1 {
        return cells;
    }
    let blanks = inner.chars().take_while(|c| c.is_whitespace()).count();
    let bare = inner.trim();
    if blanks >= FEWEST_BLANKS_OF_A_COLUMN {
        return vec![String::new(), bare.to_owned()];
    }
    match bare.split_once("  ") {
        Some((label, value)) => vec![label.to_owned(), value.trim().to_owned()],
        None => vec![bare.to_owned()],
    }
}

fn is_rule(raw: &str) -> bool {
    let raw = raw.trim();
    let drawn = |c: char| matches!(c, '+' | '-' | '=' | ' ' | '|') || ('─'..='╿').contains(&c);
    let corner = |c: Option<char>| c.is_some_and(|c| c == '+' || ('┌'..='╬').contains(&c) && !BARS.contains(&c));
    let long = raw.contains("---") || raw.contains("===") || raw.contains("──") || raw.contains("━━") || raw.contains("══");
    long && raw.chars().all(drawn) && corner(raw.chars().next()) && corner(raw.chars().next_back())
}

fn is_row(raw: &str) -> bool {
    let raw = raw.trim();
    raw.chars().count() > 2 && raw.starts_with(BARS) && raw.ends_with(BARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<bool>, Vec<Vec<String>>) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let framed = framed(&lines);
        let rows = lines.iter().zip(&framed).filter(|(_, framed)| **framed);
        let cells = rows.map(|(line, _)| cells(line)).collect();
        (framed, cells)
    }

    #[test]
    fn a_frame_has_rules_and_rows() {
        let (framed, cells) = read("+----+------+\n| N° | Nom  |\n+----+------+\n\n| a | b |");
        assert_eq!(framed, [true, true, true, false, false]);
        assert_eq!(cells, [vec![], vec!["N°".to_owned(), "Nom".to_owned()], vec![]]);
        let (_, cells) = read("┌──────┬─────┐\n│ Lieu │ Val │\n└──────┴─────┘");
        assert_eq!(cells[1], ["Lieu", "Val"]);
    }

    #[test]
    fn a_wide_cell_is_cut_after_its_label() {
        let (_, cells) = read(
            "+------------+\n| FICHE 1    Ouvrir un lieu |\n|            au bourg       |\n| Un seul bloc |\n+------------+",
        );
        assert_eq!(cells[1], ["FICHE 1", "Ouvrir un lieu"]);
        assert_eq!(cells[2], ["", "au bourg"]);
        assert_eq!(cells[3], ["Un seul bloc"]);
    }

    #[test]
    fn a_rule_alone_is_no_frame() {
        assert_eq!(read("+--------+\nUn paragraphe\n+--------+").0, [false, false, false]);
    }
}
