//! What the columns of a table hold, told by their names: a field, a year, half of a year.

use domain::reading::Half;

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::walk::action_ref;
use crate::calendar;
use crate::passage::Passage;
use crate::wording;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum Head {
    /// A field of the action.
    Field(Label),
    /// The marks of a year, or of half of one.
    Year(i16, Option<Half>),
    /// Something else: a commune, a sum, what nobody knows.
    Other,
}

/// What the columns hold, what they are called, and how many rows the header takes.
pub(in crate::plan) struct Header {
    pub(in crate::plan) heads: Vec<Head>,
    pub(in crate::plan) names: Vec<Passage>,
    pub(in crate::plan) rows: usize,
}

/// The header of a table. Absent when its first rows name nothing.
pub(in crate::plan) fn heads_of(rows: &[Vec<Passage>]) -> Option<Header> {
    let first = rows.first()?;
    let upper: Vec<Head> = first.iter().map(head).collect();
    if let Some(second) = rows.get(1).filter(|second| is_second_header(second, first)) {
        let lower = second.iter().map(head);
        let heads = upper.iter().zip(lower).map(|(upper, lower)| merged(*upper, lower)).collect();
        // Years under the name of a commune are its own.
        let name = |(upper, lower): (&Passage, &Passage)| {
            let of_someone = head(upper) == Head::Other && !upper.is_empty() && matches!(head(lower), Head::Year(..));
            if lower.is_empty() || of_someone {
                upper.clone()
            } else {
                lower.clone()
            }
        };
        let names = first.iter().zip(second).map(name).collect();
        return Some(Header { heads, names, rows: 2 });
    }
    let known = upper.iter().filter(|head| **head != Head::Other).count();
    let coded = |row: &Vec<Passage>| row.first().is_some_and(|cell| codes::whole(&cell.joined()).is_some());
    let numbered = upper.len() > 2 && upper[0] == Head::Field(Label::Code) && rows.get(1).is_some_and(coded);
    // "Action | Valmont | Bréval", below it "2 Former les équipes".
    let titled = upper.len() > 2
        && upper[0] == Head::Field(Label::Title)
        && rows.len() > 2
        && rows[1..].iter().all(|row| is_titled(row));
    (known >= 2 || numbered || titled).then(|| Header {
        heads: upper,
        names: first.clone(),
        rows: 1,
    })
}

/// Whether the first cell of a row is a numbered title.
fn is_titled(row: &[Passage]) -> bool {
    let figures = |code: &codes::Code| code.text.contains(|c: char| c.is_ascii_digit());
    row.first()
        .is_some_and(|cell| codes::leading(&cell.joined()).is_some_and(|(code, title)| figures(&code) && !title.is_empty()))
}

/// A column without a name whose cells are all codes is that of the codes.
pub(in crate::plan) fn unnamed_codes(header: &mut Header, body: &[Vec<Passage>]) {
    if header.heads.contains(&Head::Field(Label::Code)) || !header.heads.contains(&Head::Field(Label::Title)) {
        return;
    }
    let coded =
        |cell: &Passage| codes::whole(&cell.joined()).is_some_and(|code| code.text.contains(|c: char| c.is_ascii_digit()));
    let all = |column: usize| {
        let mut cells = body
            .iter()
            .filter_map(|row| row.get(column))
            .filter(|cell| !cell.is_empty())
            .peekable();
        cells.peek().is_some() && cells.all(coded)
    };
    let column = (0..header.heads.len()).find(|at| header.names[*at].is_empty() && all(*at));
    if let Some(column) = column {
        header.heads[column] = Head::Field(Label::Code);
    }
}

/// Where no column is called that of the actions, the one in which every row opens an action is: "Action n° 3 : Ouvrir".
pub(in crate::plan) fn unnamed_actions(header: &mut Header, body: &[Vec<Passage>]) {
    let named = [Head::Field(Label::Title), Head::Field(Label::Code)];
    if header.heads.iter().any(|head| named.contains(head)) {
        return;
    }
    let opens = |cell: &Passage| action_ref(&cell.joined()).is_some_and(|(_, title)| !title.is_empty());
    let all = |column: usize| {
        let cells = body.iter().filter(|row| !is_over(row)).filter_map(|row| row.get(column));
        let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(opens)
    };
    let free = |at: &usize| !matches!(header.heads[*at], Head::Year(..));
    if let Some(column) = (0..header.heads.len()).filter(free).find(|at| all(*at)) {
        header.heads[column] = Head::Field(Label::Title);
    }
}

/// Whether a row is one text over the whole width.
fn is_over(row: &[Passage]) -> bool {
    row.iter().all(|cell| cell.is_empty() || Some(cell) == row.first())
}

/// A half named below its year, a year below a word.
fn merged(upper: Head, lower: Head) -> Head {
    match (upper, lower) {
        (Head::Year(year, None), Head::Year(0, half)) => Head::Year(year, half),
        (upper, Head::Other) => upper,
        (_, lower) => lower,
    }
}

/// A second row of names: years, halves or fields under a wider name, and the names of the others again.
fn is_second_header(row: &[Passage], first: &[Passage]) -> bool {
    let same = |(cell, above): &(&Passage, &Passage)| cell.is_empty() || cell.words() == above.words();
    let same = row.iter().zip(first).filter(same).count();
    // A row of a broken table may be longer than the names above it.
    let above = |index: usize| first.get(index).map(Passage::words);
    let wide = |index: usize| {
        above(index).is_some() && (index > 0 && above(index) == above(index - 1) || above(index) == above(index + 1))
    };
    let years = row.iter().filter(|cell| year_of(&cell.joined()).is_some()).count();
    let fields = |(index, cell): &(usize, &Passage)| {
        wide(*index) && label(&cell.joined()).is_some() && above(*index) != Some(cell.words())
    };
    let fields = row.iter().enumerate().filter(fields).count();
    row.len() == first.len() && years + fields >= 2 && years + fields + same >= row.len()
}

pub(in crate::plan) fn head(cell: &Passage) -> Head {
    let text = cell.joined();
    match year_of(&text) {
        Some((year, half)) => Head::Year(year, half),
        // A column of measures holds actions; in a sheet, "mesure" says by what an action is judged.
        None if matches!(cell.words().as_slice(), [word] if word == "mesure" || word == "mesures") => Head::Field(Label::Title),
        None if names_actions(&cell.words()) || names_a_path(&text) => Head::Field(Label::Title),
        None => label(&text).map_or(Head::Other, Head::Field),
    }
}

/// "Axe > Objectif > Action": a column that tells where an action stands, then the action.
fn names_a_path(text: &str) -> bool {
    let last = text.rsplit_once(PATH).map(|(_, last)| last.trim());
    last.is_some_and(|last| label(last) == Some(Label::Title))
}

/// What parts the steps of a path.
pub(in crate::plan) const PATH: char = '>';

/// "Actions à mener", "Actions prévues": a column of actions, however it says so.
fn names_actions(words: &[String]) -> bool {
    const SAID: [&str; 7] = ["mene", "prevu", "propos", "envisag", "retenu", "concret", "operationnel"];
    let [first, rest @ ..] = words else { return false };
    let said = rest
        .first()
        .is_some_and(|second| second == "a" || SAID.iter().any(|stem| second.starts_with(stem)));
    matches!(first.as_str(), "action" | "actions") && said && words.len() <= 4
}

/// The year that names a column: "2023", "2021*", "S1 2023", "1er semestre 2024"; the year is 0 where a half stands alone.
pub(in crate::plan) fn year_of(text: &str) -> Option<(i16, Option<Half>)> {
    if wording::count_to(text, 4) > 4 {
        return None;
    }
    let words = wording::words(text);
    if words.is_empty() {
        return None;
    }
    let (mut year, mut half) = (None, None);
    let ranked = words.iter().any(|word| word.starts_with("sem")) || words.iter().any(|word| year_word(word).is_some());
    for word in &words {
        match word.as_str() {
            "s1" => half = Some(Half::First),
            "s2" => half = Some(Half::Second),
            "1er" | "premier" if ranked => half = Some(Half::First),
            "2e" | "2eme" | "2nd" | "second" | "deuxieme" if ranked => half = Some(Half::Second),
            "semestre" | "sem" | "annee" => {}
            other => year = Some(year_word(other)?),
        }
    }
    (year.is_some() || half.is_some()).then(|| (year.unwrap_or(0), half))
}

/// A year, through the noise of a scan where nothing else fits.
fn year_word(word: &str) -> Option<i16> {
    calendar::year(word).or_else(|| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (digits >= 2)
            .then(|| calendar::year(&word.replace('o', "0").replace('l', "1")))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<Passage> {
        cells.iter().map(|cell| Passage::one(1, cell)).collect()
    }

    #[test]
    fn columns_are_told_by_their_names() {
        let header = heads_of(&[row(&["N°", "Action", "Chef de file", "2023", "2O24", "Divers"])]).expect("a header");
        assert_eq!(
            header.heads,
            [
                Head::Field(Label::Code),
                Head::Field(Label::Title),
                Head::Field(Label::Pilots),
                Head::Year(2023, None),
                Head::Year(2024, None),
                Head::Other
            ]
        );
        assert_eq!(header.rows, 1);
        assert!(heads_of(&[row(&["Rubrique", "Contenus divers"])]).is_none());
        let of = |name: &str| head(&Passage::one(1, name));
        assert_eq!(of("Actions à mener"), Head::Field(Label::Title));
        assert_eq!(of("Axe > Objectif > Action"), Head::Field(Label::Title));
        assert_eq!(of("Actions associées"), Head::Other, "those beside which another stands");
    }

    #[test]
    fn fields_stand_below_a_wider_name() {
        let rows = [
            row(&["N°", "Action", "Qui ?", "Qui ?", "Quand ?"]),
            row(&["N°", "Action", "Pilote", "Porteur", "Quand ?"]),
        ];
        let header = heads_of(&rows).expect("a header");
        assert_eq!(header.rows, 2);
        assert_eq!(header.heads[2..4], [Head::Field(Label::Pilots), Head::Field(Label::Bearers)]);
        let rows = [
            row(&["N°", "Action", "Pilote", "Porteur"]),
            row(&["1", "Ouvrir", "Caf", "Caf"]),
        ];
        assert_eq!(heads_of(&rows).expect("a header").rows, 1);
    }

    #[test]
    fn codes_may_have_no_name_and_years_may_be_of_a_commune() {
        let rows = [
            row(&["", "Action", "Pilote"]),
            row(&["1", "Ouvrir", "Caf"]),
            row(&["2", "Former", "Caf"]),
        ];
        let mut header = heads_of(&rows).expect("a header");
        unnamed_codes(&mut header, &rows[1..]);
        assert_eq!(header.heads[0], Head::Field(Label::Code));
        let rows = [
            row(&["Action", "Valmont", "Valmont", "Bréval", "Bréval"]),
            row(&["Action", "2025", "2026", "2025", "2026"]),
        ];
        let header = heads_of(&rows).expect("a header");
        assert_eq!(
            (header.heads[3], header.names[3].joined().as_str()),
            (Head::Year(2025, None), "Bréval")
        );
    }

    #[test]
    fn actions_may_stand_below_a_name_that_does_not_say_so() {
        let rows = [
            row(&["Constat", "Réponse", "Pilote"]),
            row(&["Peu de places", "Action n° 1 : Ouvrir une crèche", "Caf"]),
            row(&["Jeunesse", "Jeunesse", "Jeunesse"]),
            row(&["Peu de lieux", "Action n° 2 : Ouvrir un local", ""]),
        ];
        let mut header = heads_of(&rows).expect("a header");
        unnamed_actions(&mut header, &rows[1..]);
        assert_eq!(header.heads[1], Head::Field(Label::Title));
        let mut other = heads_of(&rows).expect("a header");
        unnamed_actions(&mut other, &[row(&["Peu de places", "Ouvrir une crèche", "Caf"])]);
        assert_eq!(other.heads[1], Head::Other);
    }

    #[test]
    fn halves_stand_below_their_years() {
        let rows = [
            row(&["N°", "2023", "2023", "2024", "2024"]),
            row(&["N°", "S1", "S2", "S1", "S2"]),
        ];
        let header = heads_of(&rows).expect("a header");
        assert_eq!(header.heads[2], Head::Year(2023, Some(Half::Second)));
        assert_eq!(header.heads[3], Head::Year(2024, Some(Half::First)));
        assert_eq!(header.rows, 2);
        let rows = [
            row(&["Action", "1re année", "1re année"]),
            row(&["Action", "S1 2023", "S2 2023"]),
        ];
        assert_eq!(
            heads_of(&rows).expect("a header").heads[1],
            Head::Year(2023, Some(Half::First))
        );
    }
}
