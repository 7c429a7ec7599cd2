//! The sheet of an action drawn as a table: a label and what it holds, row after row.

use domain::reading::Sourced;

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels;
use super::super::tables::{Row, Table, year_of};
use super::rows::{level_label, told};
use super::{Shown, Spot, Told, Walker, action_ref, halves, sheet};
use crate::passage::Passage;

impl Walker<'_> {
    pub(super) fn sheet_table(&mut self, table: &Table) {
        let rows: Vec<&Vec<Passage>> = table.rows.iter().filter_map(cells).collect();
        let again = |row: &&Vec<Passage>| rows.first().is_some_and(|first| row[0].words() == first[0].words());
        let sheets = rows.chunk_by(|_, next| !again(next));
        let rows: Vec<&Vec<Passage>> = sheets.flat_map(opened_first).collect();
        let mut above = String::new();
        let mut years: Vec<Option<i16>> = Vec::new();
        let mut columns: Option<[usize; 3]> = None;
        for row in rows {
            let name = row[0].joined();
            if let Some(spot) = headed(&name, row) {
                self.open(spot);
                continue;
            }
            if self.titled_over(row) || self.placed_under(row) {
                continue;
            }
            match label(&name) {
                Some(Label::Title) => self.titled(&row[1]),
                Some(Label::Code) => self.numbered_sheet(&row[1]),
                _ => {}
            }
            let Some(current) = self.current else { continue };
            // An empty label goes on the one above.
            let name = if name.is_empty() { above.clone() } else { name };
            above.clone_from(&name);
            if let Some(told) = coded_level(&name, &row[1]) {
                self.spots[current].told.push(told);
                continue;
            }
            if let Some(point) = year_of(&name) {
                if is_sum(&row[1]) {
                    self.spots[current].sums.push((point.0, None, row[1].clone()));
                } else {
                    self.spots[current].marks.extend(halves::marks(&row[1], point, None));
                }
                continue;
            }
            match above_of(&name, &row[1])
                .or_else(|| label(&name))
                .or_else(|| level_label(&name))
            {
                Some(Label::Title | Label::Code) | None => {}
                Some(Label::Funding) if sums_below(row).is_some() => columns = sums_below(row),
                Some(Label::Funding) if columns.is_some_and(|columns| is_sum_of(row, columns)) => {
                    self.spots[current].sums.extend(columns.map(|columns| sum_of(row, columns)));
                }
                Some(Label::Funding) if names_years(row) => {
                    years = row.iter().map(|cell| year_of(&cell.joined()).map(|(year, _)| year)).collect();
                }
                Some(Label::Funding) if years.len() == row.len() && years.iter().any(Option::is_some) => {
                    self.sums(current, row, &years);
                }
                Some(label) => self.spots[current].told.extend(told(label, &name, &row[1])),
            }
        }
        self.field = None;
    }

    /// "FICHE ACTION 1", and over the whole width below it the title of that sheet.
    fn titled_over(&mut self, row: &[Passage]) -> bool {
        let over = row[1..].iter().all(|cell| *cell == row[0]) && row[0].words().len() > 1;
        let untitled = self.current.map(|current| &mut self.spots[current]);
        let untitled = untitled.filter(|spot| spot.title.is_empty() && spot.told.is_empty());
        match untitled.filter(|_| over && label(&row[0].joined()).is_none() && levels::heading(&row[0]).is_none()) {
            Some(spot) => {
                spot.title = row[0].clone();
                true
            }
            None => false,
        }
    }

    /// "Priorité 1 : Accueillir | Objectif 1.1 : Diversifier": a row of headings, under which the sheet that has begun stands. The
    /// name of the level alone may stand before: "Axe de rattachement | Axe 2 – Grandir".
    fn placed_under(&mut self, row: &[Passage]) -> bool {
        let mut cells: Vec<&Passage> = row.iter().filter(|cell| !cell.is_empty()).collect();
        cells.dedup();
        if let [name, value] = cells.as_slice()
            && let Some((level, _)) = levels::level_word(&name.joined())
            && levels::heading(name).is_none()
            && levels::heading(value).is_some_and(|heading| heading.level == level)
        {
            cells.remove(0);
        }
        let headings: Option<Vec<levels::Heading>> = cells.into_iter().map(levels::heading).collect();
        let headings =
            headings.filter(|headings| !headings.is_empty() && headings.iter().all(|heading| heading.code.is_some()));
        let Some(headings) = headings else { return false };
        for heading in &headings {
            self.framework.open(heading);
        }
        let here = self.framework.here();
        if let Some(spot) = self.current.map(|current| &mut self.spots[current])
            && spot.told.is_empty()
        {
            spot.node = here;
        }
        true
    }

    /// The title that a row gives: to the sheet that has none, or to a new one.
    fn titled(&mut self, title: &Passage) {
        match self.current.map(|current| &mut self.spots[current]) {
            Some(spot) if spot.title.is_empty() => spot.title = title.clone(),
            Some(spot) if spot.told.is_empty() => {}
            _ => self.open(Spot::new(Shown::Sheet, title.clone())),
        }
    }

    /// What one payer gives, year by year.
    fn sums(&mut self, current: usize, row: &[Passage], years: &[Option<i16>]) {
        let payer = Some(row[1].clone());
        for (year, cell) in years.iter().zip(row) {
            if let Some(year) = year.filter(|_| !cell.is_empty()) {
                self.spots[current].sums.push((year, payer.clone(), cell.clone()));
            }
        }
    }

    /// The number of a sheet: of the one that has none, or of a new one.
    fn numbered_sheet(&mut self, value: &Passage) {
        let Some(code) = codes::whole(&value.joined()) else { return };
        let fresh = self.current.is_none_or(|current| {
            let spot = &self.spots[current];
            spot.code.is_some() && !(spot.title.is_empty() && spot.told.is_empty())
        });
        if fresh {
            self.open(Spot::new(Shown::Sheet, Passage::default()).coded(code, value.lines()));
        } else if let Some(current) = self.current
            && self.spots[current].code.is_none()
        {
            self.spots[current].code = Some(Sourced::new(code.text, value.lines()));
        }
    }
}

/// "Objectif | 1.2 Soutenir les parents", "Cible | 1.1": the node above, where a code opens what the word of a level holds.
fn above_of(name: &str, value: &Passage) -> Option<Label> {
    let text = value.joined();
    let (code, title) = codes::leading(&text)?;
    let name = name.trim_end_matches([' ', ':']);
    let figures = code.text.contains(|c: char| c.is_ascii_digit());
    // "Objectif opérationnel | A. Développer": a letter is a code where the level has its quality, or is no other field.
    let lettered = !title.is_empty() && !name.ends_with('s') && (name.contains(' ') || label(name).is_none());
    let coded = (figures || lettered) && (title.is_empty() || crate::wording::is_capitalised(title));
    level_label(name).filter(|_| coded)
}

/// "Axe 1 | Objectif 1.1": a level with its code, and the one below; the last of them is right above the action.
fn coded_level(name: &str, value: &Passage) -> Option<Told> {
    let (level, rest) = levels::level_word(name)?;
    codes::whole(rest.trim())?;
    let text = value.joined();
    let (below, code) = levels::level_word(&text).unwrap_or_default();
    let coded = codes::whole(code.trim()).is_some();
    let line = value.parts().first()?.0;
    Some(Told {
        label: Label::Parent,
        name: if coded { below } else { level },
        value: if coded {
            Passage::one(line, code.trim())
        } else {
            value.clone()
        },
    })
}

/// Where what the action aims at and stands under is told before its number and its title, those first: nothing of it is said of the
/// action before. A page that cuts a sheet leaves other fields above the next title, or the same ones twice: those stay.
fn opened_first<'r>(rows: &[&'r Vec<Passage>]) -> Vec<&'r Vec<Passage>> {
    let opens = |row: &&Vec<Passage>| {
        let name = row[0].joined();
        headed(&name, row).is_some() || matches!(label(&name), Some(Label::Title | Label::Code))
    };
    let (Some(first), Some(last)) = (rows.iter().position(opens), rows.iter().rposition(opens)) else {
        return rows.to_vec();
    };
    let leads = |row: &&Vec<Passage>| -> bool {
        let name = row[0].joined();
        let told = above_of(&name, &row[1])
            .or_else(|| label(&name))
            .or_else(|| level_label(&name));
        matches!(told, Some(Label::Parent | Label::Objectives | Label::Context | Label::Themes))
            && !rows[last..].iter().any(|below| below[0].words() == row[0].words())
    };
    if first == 0 || last - first > 1 || !rows[..first].iter().all(leads) {
        return rows.to_vec();
    }
    let opening = rows[first..=last].iter();
    let others = rows[..first].iter().chain(&rows[last + 1..]);
    opening.chain(others).copied().collect()
}

fn cells(row: &Row) -> Option<&Vec<Passage>> {
    match row {
        Row::Cells(cells) if cells.len() > 1 => Some(cells),
        Row::Cells(_) | Row::Section(_) => None,
    }
}

/// "2024 | 12 000 €": what is given in a year, and no mark of it.
fn is_sum(cell: &Passage) -> bool {
    let text = cell.joined();
    let words = || cell.words().iter().any(|word| word == "euros");
    text.contains(|c: char| c.is_ascii_digit()) && (text.contains('€') || words())
}

/// "Budget | Financeur | Année | Montant": where the payer, the year and the sum stand in the rows below.
fn sums_below(row: &[Passage]) -> Option<[usize; 3]> {
    let at = |sought: Label| (1..row.len()).find(|at| label(&row[*at].joined()) == Some(sought));
    Some([at(Label::Funder)?, at(Label::Calendar)?, at(Label::Funding)?])
}

/// Whether a row below them has a payer and a sum.
fn is_sum_of(row: &[Passage], [payer, year, sum]: [usize; 3]) -> bool {
    let told = row.len() > payer.max(year).max(sum) && !row[payer].is_empty();
    told && is_sum(&row[sum])
}

/// The sum of such a row, with its year and its payer.
fn sum_of(row: &[Passage], [payer, year, sum]: [usize; 3]) -> (i16, Option<Passage>, Passage) {
    let year = year_of(&row[year].joined()).map_or(0, |(year, _)| year);
    (year, Some(row[payer].clone()), row[sum].clone())
}

/// "Budget | Financeur | 2023 | 2024": the years of the sums below.
fn names_years(row: &[Passage]) -> bool {
    let payer = row.get(1).is_some_and(|cell| label(&cell.joined()) == Some(Label::Funder));
    payer && row.iter().any(|cell| year_of(&cell.joined()).is_some())
}

/// "Fiche 1 | Construire une crèche", or "FICHE N° 2 – Accompagner" over the whole width: the row that opens a sheet.
fn headed(name: &str, row: &[Passage]) -> Option<Spot> {
    let whole = sheet(&row[0]).filter(|spot| !spot.title.is_empty());
    if whole.is_some() {
        return whole;
    }
    let (code, rest) = action_ref(name).or_else(|| codes::leading(name))?;
    let value = &row[1];
    // "FICHE ACTION N° 1" over the whole width: its title comes below.
    if rest.is_empty() && *value == row[0] && action_ref(name).is_some() {
        return Some(Spot::new(Shown::Sheet, Passage::default()).coded(code, value.lines()));
    }
    let titled = rest.is_empty() && value.words().len() > 1 && code.text.contains(|c: char| c.is_ascii_digit());
    titled.then(|| Spot::new(Shown::Sheet, value.clone()).coded(code, value.lines()))
}
