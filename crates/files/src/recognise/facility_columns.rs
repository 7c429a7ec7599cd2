//! The columns of a list of facilities: what each holds, and where each begins when blanks draw the table.
//!
//! The columns of a plan, of money or of posts are not those of a list.

use crate::lines::{Line, Piece};
use crate::passage::Passage;
use crate::wording;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Kind,
    Name,
    Address,
    Commune,
    Unknown,
}

pub(super) fn column(text: &str) -> Column {
    let words = wording::words(text);
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    let known = [
        (words.len() > 8, Column::Unknown),
        (
            has("adresse") || has("localisation") || has("implantation") || has("lieu"),
            Column::Address,
        ),
        (has("type") || has("nature") || has("categorie"), Column::Kind),
        (has("gestionnaire") || has("capacite") || has("place"), Column::Unknown),
        (has("commune") || has("ville") || has("collectivite"), Column::Commune),
        (
            has("nom")
                || has("denomination")
                || has("appellation")
                || has("structure")
                || has("equipement")
                || has("etablissement")
                || has("service")
                || has("intitule"),
            Column::Name,
        ),
    ];
    known
        .into_iter()
        .find(|(fits, _)| *fits)
        .map_or(Column::Unknown, |(_, column)| column)
}

/// What the columns of these names hold: beside a column of names, that of facilities tells their types.
pub(super) fn columns(names: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
    let is_name = |name: &String| {
        wording::words(name)
            .first()
            .is_some_and(|word| word == "nom" || word == "denomination")
    };
    let types = |name: &String| {
        let words = wording::words(name);
        let stems = ["equipement", "structure", "service", "etablissement"];
        words
            .first()
            .is_some_and(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    if !columns.contains(&Column::Kind) && names.iter().any(is_name) {
        for (column, _) in columns.iter_mut().zip(names).filter(|(_, name)| types(name)) {
            if *column == Column::Name {
                *column = Column::Kind;
            }
        }
    }
    columns
}

/// Whether these names of columns are those of a list of facilities: what is there, and of which type or where.
pub(super) fn is_list(names: &[String]) -> bool {
    // The columns of a plan, of money, of posts: no facilities.
    const OTHERS: [&str; 24] = [
        "action",
        "annee",
        "axe",
        "beneficiaire",
        "budget",
        "calendrier",
        "constat",
        "moyen",
        "operateur",
        "partenaire",
        "bilan",
        "etp",
        "financeur",
        "fonction",
        "indicateur",
        "montant",
        "objectif",
        "partie",
        "pilote",
        "porteur",
        "poste",
        "qualite",
        "representant",
        "theme",
    ];
    let columns = columns(names);
    let words: Vec<String> = names.iter().flat_map(|name| wording::words(name)).collect();
    let other = words
        .iter()
        .any(|word| OTHERS.contains(&word.as_str()) || OTHERS.contains(&word.trim_end_matches('s')));
    let digits = names.iter().any(|name| name.contains(|c: char| c.is_ascii_digit()));
    let (kind, name) = (columns.contains(&Column::Kind), columns.contains(&Column::Name));
    let told = kind && name || (kind || name) && columns.contains(&Column::Address);
    told && !other && !digits && words.len() < 40 && !names.iter().any(|name| says_to_do(name))
}

/// "Créer un lieu d'accueil": what is to be done names no column.
fn says_to_do(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let verb = words
        .next()
        .is_some_and(|word| word.ends_with("er") || word.ends_with("ir") || word.ends_with("re"));
    verb && words
        .next()
        .is_some_and(|word| matches!(word, "un" | "une" | "le" | "la" | "les" | "des" | "du" | "aux"))
}

/// A tabbed line that names the columns.
pub(super) fn is_header(line: &Line) -> bool {
    let names: Vec<String> = line.cells.iter().map(|cell| cell.join(" ")).collect();
    is_list(&names)
}

/// A table drawn with blanks: where each column begins.
pub(super) struct Drawn {
    starts: Vec<usize>,
}

impl Drawn {
    /// A line whose pieces name the columns.
    pub(super) fn of(line: &Line) -> Option<Self> {
        let names: Vec<String> = line.pieces.iter().map(|piece| piece.text.clone()).collect();
        is_list(&names).then(|| Self {
            starts: line.pieces.iter().map(|piece| piece.start).collect(),
        })
    }

    /// A line that goes on the row above: nothing stands under its first two columns.
    pub(super) fn rest(&self, line: &Line) -> Option<Line> {
        let second = self.starts.get(2).filter(|_| line.cells.is_empty() && !line.is_blank())?;
        let begins = line.indent + 2 >= *second && line.item().is_none();
        let whole = || Piece {
            start: line.indent,
            end: line.indent + line.text.chars().count(),
            text: line.text.clone(),
        };
        let pieces = if line.pieces.is_empty() {
            vec![whole()]
        } else {
            line.pieces.clone()
        };
        begins.then(|| self.row(&Line { pieces, ..line.clone() }))
    }

    /// The same line with cells, each piece under the name of its column.
    pub(super) fn row(&self, line: &Line) -> Line {
        let mut cells = vec![Vec::new(); self.starts.len()];
        for piece in &line.pieces {
            // A piece may begin a little before its column.
            let at = self.starts.iter().rposition(|start| *start <= piece.start + 2).unwrap_or(0);
            cells[at].push(piece.text.clone());
        }
        Line { cells, ..line.clone() }
    }
}

/// A row whose cells run over several lines, as one line with cells.
pub(super) fn whole(header: &Line, row: &[Passage]) -> Line {
    let first = row.iter().find_map(|cell| cell.parts().first());
    let cell = |cell: &Passage| Some(cell.joined()).filter(|text| !text.is_empty()).into_iter().collect();
    Line {
        number: first.map_or(header.number, |(line, _)| *line),
        cells: row.iter().map(cell).collect(),
        pieces: Vec::new(),
        text: row.iter().map(Passage::joined).collect::<Vec<_>>().join(" "),
        ..header.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_names_the_column_of_facilities_tells_types() {
        let read = |names: &[&str]| columns(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            read(&["Équipement", "Nom", "Commune"]),
            [Column::Kind, Column::Name, Column::Commune]
        );
        assert_eq!(read(&["Équipement", "Adresse"]), [Column::Name, Column::Address]);
        assert_eq!(read(&["Type", "Structure", "Commune"])[1], Column::Name);
    }
}
