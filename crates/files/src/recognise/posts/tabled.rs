//! Posts in tables: side by side, one cell below the other, or in columns without a head.
//!
//! A row that adds the others up is no post.

use std::collections::HashSet;

use domain::reading::Sourced;

use super::super::fte;
use super::super::grid::{self, Grid};
use super::super::scheme::{Post, is_function};
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::wording;

/// A longer run of cells is no list of posts.
const LONGEST: usize = 300;

/// What a column of posts holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Title,
    Share,
    Employer,
    Other,
}

fn column(name: &str) -> Column {
    let words = wording::words(name);
    let has = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    if words.len() > 6 {
        Column::Other
    } else if has(&["etp", "equivalent", "quotite", "temps"]) {
        Column::Share
    } else if has(&[
        "employeur",
        "rattachement",
        "collectivite",
        "structure",
        "organisme",
        "partenaire",
        "signataire",
    ]) {
        Column::Employer
    } else if has(&["poste", "fonction", "emploi", "metier", "intitule", "profil"]) {
        Column::Title
    } else {
        Column::Other
    }
}

fn is_posts(names: &[String]) -> bool {
    let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
    columns.contains(&Column::Title) && columns.contains(&Column::Share)
}

/// The posts of every table, with the lines that they take.
pub(crate) fn tabled(lines: &[Line]) -> (Vec<Post>, HashSet<u32>) {
    let (mut posts, mut taken) = (Vec::new(), HashSet::new());
    for grid in grid::grids(lines, is_posts) {
        posts.extend(rows(&grid));
        taken.extend(grid.lines);
    }
    for at in 0..lines.len() {
        let (read, lines) = torn(&lines[at..]);
        posts.extend(read);
        taken.extend(lines);
    }
    for line in lines {
        if let Some(post) = in_pieces(line).filter(|_| taken.insert(line.number)) {
            posts.push(post);
        }
    }
    (posts, taken)
}

fn rows(grid: &Grid) -> Vec<Post> {
    let columns: Vec<Column> = grid.names.iter().map(|name| column(name)).collect();
    let of = |row: &[Passage], sought: Column| {
        let at = columns.iter().position(|column| *column == sought)?;
        row.get(at).filter(|cell| !cell.is_empty()).cloned()
    };
    let post = |row: &Vec<Passage>| tabled_post(of(row, Column::Title)?, &of(row, Column::Share)?, of(row, Column::Employer));
    grid.rows.iter().filter_map(post).collect()
}

fn tabled_post(title: Passage, share: &Passage, employer: Option<Passage>) -> Option<Post> {
    let total = title
        .words()
        .first()
        .is_some_and(|word| word.starts_with("total") || word == "ensemble");
    let read = fte::cell(&share.joined()).filter(|_| !total)?;
    Some(Post {
        title,
        fte_hundredths: Some(Sourced::new(read.hundredths, share.lines())),
        colon: false,
        employer,
        noisy: read.noisy,
    })
}

/// The names of the columns one below the other, then a cell a line.
fn torn(lines: &[Line]) -> (Vec<Post>, Vec<u32>) {
    let alone = |line: &Line| !line.is_blank() && line.cells.is_empty() && line.pieces.is_empty() && line.item().is_none();
    let first = lines
        .first()
        .is_some_and(|line| alone(line) && column(&line.text) != Column::Other);
    let run: Vec<&Line> = lines.iter().take(LONGEST).take_while(|line| first && alone(line)).collect();
    // How many lines name columns: the share of the first post stands in its place after them.
    let columns = |many: usize| run[..many].iter().map(|line| column(&line.text)).collect::<Vec<Column>>();
    let fits = |many: &usize| {
        let columns = columns(*many);
        let share = columns.iter().position(|column| *column == Column::Share);
        let read = share.and_then(|share| fte::cell(&run.get(many + share)?.text));
        columns.contains(&Column::Title) && read.is_some() && run[..*many].iter().all(|line| line.words.len() < 6)
    };
    let Some(many) = (2..run.len().min(6)).find(fits) else {
        return (Vec::new(), Vec::new());
    };
    let (columns, mut posts) = (columns(many), Vec::new());
    let mut taken: Vec<u32> = run[..many].iter().map(|line| line.number).collect();
    for record in run[many..].chunks(many) {
        let of = |sought: Column| {
            let at = columns.iter().position(|column| *column == sought)?;
            record.get(at).map(|line| Passage::one(line.number, &line.text))
        };
        let post = of(Column::Title)
            .zip(of(Column::Share))
            .and_then(|(title, share)| tabled_post(title, &share, of(Column::Employer)));
        let Some(post) = post else { break };
        posts.push(post);
        taken.extend(record.iter().map(|line| line.number));
    }
    (posts, taken)
}

/// "Responsable de la coopération      1 équivalent temps plein      Agglomération".
fn in_pieces(line: &Line) -> Option<Post> {
    let [title, rest @ ..] = line.pieces.as_slice() else {
        return None;
    };
    let at = rest
        .iter()
        .position(|piece| fte::stated(&piece.text).is_some_and(|share| share.whole))?;
    let words = wording::words(&title.text);
    let title = words
        .first()
        .filter(|word| is_function(word) && words.len() < 12)
        .map(|_| &title.text)?;
    let employer = rest
        .iter()
        .enumerate()
        .find(|(other, _)| *other != at)
        .map(|(_, piece)| &piece.text);
    let share = Passage::one(line.number, &rest[at].text);
    tabled_post(
        Passage::one(line.number, bullet(title).unwrap_or(title)),
        &share,
        employer.map(|text| Passage::one(line.number, text)),
    )
}
