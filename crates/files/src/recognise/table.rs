//! Tabbed tables of actions: a header names the columns, each row is an action. Sheets and grid differ by their columns.

use domain::reading::{Lines, Sourced};

use super::{Place, Seen, heading, years};
use crate::calendar;
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment::{self, Kind, Segment};
use crate::wording;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Action,
    Themes,
    Details,
    Means,
    Funding,
    Pilots,
    Bearers,
    Partners,
    Period,
    Year(i16),
    Unknown,
}

/// The rows of every table.
pub(crate) fn rows(segments: &[Segment<'_>]) -> Vec<Seen> {
    let tables = segments.iter().filter(|segment| segment.kind == Kind::Table);
    tables.flat_map(|segment| table(segment.lines)).collect()
}

fn table(lines: &[Line]) -> Vec<Seen> {
    let Some((header, rows)) = lines.split_first() else {
        return Vec::new();
    };
    let columns: Vec<Column> = header.cells.iter().map(|cell| column(&cell.join(" "))).collect();
    let grid = columns.iter().any(|column| matches!(column, Column::Year(_)));
    let place = if grid { Place::Grid } else { Place::Sheet };
    let rows = rows
        .iter()
        .filter(|row| !row.cells.is_empty() && !segment::is_table_header(row));
    rows.filter_map(|row| seen(place, &columns, row)).collect()
}

fn column(name: &str) -> Column {
    let words = wording::words(name);
    if let [only] = words.as_slice()
        && let Some(year) = calendar::year(only)
    {
        return Column::Year(year);
    }
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    let known = [
        (has("financ") || has("budget"), Column::Funding),
        (has("moyen"), Column::Means),
        (has("detail") || has("description"), Column::Details),
        (has("thematique") || has("theme"), Column::Themes),
        (has("pilote"), Column::Pilots),
        (has("porteur"), Column::Bearers),
        (has("partenaire"), Column::Partners),
        (has("calendrier") || has("echeance") || has("periode"), Column::Period),
        (has("action"), Column::Action),
    ];
    known
        .into_iter()
        .find(|(fits, _)| *fits)
        .map_or(Column::Unknown, |(_, column)| column)
}

fn seen(place: Place, columns: &[Column], row: &Line) -> Option<Seen> {
    let at = columns.iter().position(|column| *column == Column::Action)?;
    let (first, more) = row.cells.get(at)?.split_first()?;
    let (number, title) = heading::action(first)?;
    let number = Sourced::new(number, Lines::one(row.number));
    let mut seen = Seen::new(place, number, Passage::one(row.number, title));
    for paragraph in more.iter().map(|text| Passage::one(row.number, text)) {
        if years::looks_like_years(&paragraph) {
            seen.years.push(paragraph);
        } else {
            seen.title.append(paragraph);
        }
    }
    for (column, cell) in columns.iter().zip(&row.cells) {
        fill(&mut seen, *column, row.number, cell);
    }
    Some(seen)
}

fn fill(seen: &mut Seen, column: Column, line: u32, cell: &[String]) {
    let paragraphs = || cell.iter().map(|text| Passage::one(line, text));
    let whole = || Passage::new(cell.iter().map(|text| (line, text.clone())).collect());
    match column {
        Column::Themes => seen.themes.push(whole()),
        Column::Details => seen.details.extend(paragraphs()),
        Column::Means => seen.means.extend(paragraphs()),
        Column::Funding => seen.funding.extend(paragraphs()),
        Column::Pilots => seen.pilots = whole(),
        Column::Bearers => seen.bearers = whole(),
        Column::Partners => seen.partners = whole(),
        Column::Period => seen.years.push(whole()),
        Column::Year(year) => {
            let mark = cell.join(" ");
            if !mark.is_empty() {
                seen.marks.push((year, Sourced::new(mark, Lines::one(line))));
            }
        }
        Column::Action | Column::Unknown => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<Seen> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        table(&normalise(&lines))
    }

    #[test]
    fn a_grid_row_has_roles_and_marks() {
        let rows = read("ACTIONS\tPilotes\tPorteurs\t2022\t2023\nAction 5: Bâtir\tCAF Valmont\tValmont\t\tx(L)\n\nfin");
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].place, rows[0].title.joined().as_str()), (Place::Grid, "Bâtir"));
        assert_eq!(rows[0].pilots.joined(), "CAF Valmont");
        assert_eq!(rows[0].marks, [(2023, Sourced::new("x(L)".to_owned(), Lines::one(2)))]);
    }

    #[test]
    fn a_column_that_is_no_year_gives_no_mark() {
        let rows = read("ACTIONS\tPilotes\tPorteurs\t20424\t2023\nAction 5: Bâtir\tA\tB\tX\tX");
        assert_eq!(rows[0].marks.len(), 1);
    }

    #[test]
    fn a_sheet_row_has_paragraphs() {
        let rows = read(
            "Actions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n\
             <p>Action 22 : Bâtir</p> <p>2025-2026</p>\tSanté\t<p>un</p> <p>deux</p>\t<p>Services</p>\t<p>ADIL</p>\tA\tB",
        );
        let row = &rows[0];
        assert_eq!(
            (row.place, row.years.len(), row.details.len(), row.means.len()),
            (Place::Sheet, 1, 2, 1)
        );
        assert_eq!(row.funding[0].joined(), "ADIL");
    }
}
