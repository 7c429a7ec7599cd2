//! Lists of facilities that were torn: the names of the columns one below the other, then each cell on a line of its own.
//!
//! The type stands once above what it holds, or before each; a cell is told by its place after it, never guessed past a blank line.

use domain::reading::{Lines, Sourced};

use super::facilities::{self, Entry, Row};
use super::facility_columns::{self, Column};
use super::facility_words::{is_absence, is_kind};
use crate::lines::Line;
use crate::passage::Passage;

/// The names of the columns, a line each, and how many there are: the type first.
pub(super) fn header(lines: &[Line]) -> Option<(Vec<String>, usize)> {
    let is_name = |line: &&Line| {
        let alone = line.cells.is_empty() && line.pieces.is_empty() && line.item().is_none();
        alone
            && (1..=5).contains(&line.words.len())
            && facility_columns::column(&line.text) != Column::Unknown
            && !is_kind(&line.words)
    };
    let first = lines
        .first()
        .filter(|line| facility_columns::column(&line.text) == Column::Kind)?;
    let names: Vec<String> = lines
        .iter()
        .take(6)
        .take_while(is_name)
        .map(|line| line.text.clone())
        .collect();
    let told = is_name(&first) && (2..=5).contains(&names.len()) && facility_columns::is_list(&names);
    told.then(|| (names.clone(), names.len()))
}

/// What follows the names of the columns, and how many lines it takes: up to other names.
pub(super) fn entries(lines: &[Line], names: &[String]) -> (Vec<Entry>, usize) {
    let columns: Vec<Column> = names.iter().skip(1).map(|name| facility_columns::column(name)).collect();
    let mut reader = Reader {
        columns,
        cells: Vec::new(),
        typed: false,
        found: Vec::new(),
    };
    let mut read = 0;
    for (at, line) in lines.iter().enumerate() {
        let columned = line.cells.len() > 1 || !line.pieces.is_empty() && line.item().is_none();
        if columned || header(&lines[at..]).is_some() {
            break;
        }
        reader.line(line);
        read = at + 1;
    }
    reader.close();
    (reader.found, read)
}

struct Reader {
    columns: Vec<Column>,
    cells: Vec<Passage>,
    /// Whether a type was printed since the last blank line.
    typed: bool,
    found: Vec<Entry>,
}

impl Reader {
    fn line(&mut self, line: &Line) {
        let words = Passage::one(line.number, &line.text);
        if line.is_blank() {
            self.close();
            self.typed = false;
            self.found.push(Entry::Gap);
        } else if self.cells.is_empty() && is_kind(&line.words) {
            self.typed = true;
            self.found.push(Entry::Alone(words));
        } else if self.cells.is_empty() && is_absence(&line.text) {
            let mark = Sourced::new(line.text.clone(), Lines::one(line.number));
            self.found.push(Entry::Absent(None, mark));
        } else if self.typed {
            self.cells.push(words);
            if self.cells.len() == self.columns.len() {
                self.close();
            }
        } else {
            self.found.push(Entry::Alone(words));
        }
    }

    /// The facility that the cells since the last one make.
    fn close(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let of = |sought: Column| {
            let at = self.columns.iter().position(|column| *column == sought)?;
            cells.get(at).filter(|cell| !is_absence(&cell.joined()))
        };
        let Some(name) = of(Column::Name) else { return };
        let line = name.lines().first().unwrap_or(1);
        let address = of(Column::Address);
        let sites = address.map(|address| facilities::sites(address.lines().first().unwrap_or(line), &address.joined()));
        self.found.push(Entry::Facility(Row {
            line,
            kind: None,
            name: name.sourced(),
            sites: sites.unwrap_or_default(),
            commune: of(Column::Commune).cloned(),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let (names, length) = header(&lines).expect("the names of the columns");
        let (entries, _) = entries(&lines[length..], &names);
        let show = |entry: Entry| match entry {
            Entry::Facility(row) => {
                let site = row
                    .sites
                    .first()
                    .map_or(String::new(), |site| format!(" @ {}", site.address.value));
                let commune = row
                    .commune
                    .map_or(String::new(), |commune| format!(" in {}", commune.joined()));
                format!("{}{site}{commune}", row.name.value)
            }
            Entry::Alone(words) => format!("({})", words.joined()),
            Entry::Absent(_, mark) => mark.value,
            Entry::Gap => "-".to_owned(),
            Entry::Label(label) => label.value,
        };
        entries.into_iter().map(show).collect()
    }

    #[test]
    fn a_type_holds_what_follows_it() {
        let text = "Type de structure\nNom\nAdresse\nCrèche\nLes Galets\n3 rue Basse, Valmont\nLa Vigie\n4 quai Haut, Bray\nLudothèque\n/\n\n\
                    Page 4 sur 9\nConvention du Val\n";
        let expected = [
            "(Crèche)",
            "Les Galets @ 3 rue Basse, Valmont",
            "La Vigie @ 4 quai Haut, Bray",
            "(Ludothèque)",
            "/",
            "-",
            "(Page 4 sur 9)",
            "(Convention du Val)",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn a_type_may_stand_before_each() {
        let text = "Type\nNom\nCommune\n\nALSH\nLa Rive\nBray\n\nRPE\nRelais du Val\nValmont\n";
        assert_eq!(
            shown(text),
            ["-", "(ALSH)", "La Rive in Bray", "-", "(RPE)", "Relais du Val in Valmont"]
        );
    }
}
