//! Lists of facilities: which lines are one, what the columns hold, and what a cell says: a type, a name, an address, sites.
//!
//! Types are told from names by the words of the trade. Whose list it is, is settled later, when names are known.

mod sites;

use domain::reading::{Lines, SiteRead, Sourced};

use super::facility_columns::{self, Column, Drawn, is_header, whole};
use super::facility_items;
use super::facility_lists;
use super::facility_prose::quoted;
use super::facility_stacked as stacked;
use super::facility_torn as torn;
use super::facility_words::{is_absence, is_kind, looks_like_address};
use super::grid;
use crate::formats::{ABOVE, LEFT};
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::segment::{Kind, Segment};
use crate::wording;

pub(crate) use sites::sites;

/// Entries beyond this are noise.
const MOST: usize = 2000;

/// A longer line is prose, and no entry of a list.
const LONGEST: usize = 400;

/// What a list says, line after line.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// The names of the columns, or a label of the form.
    Label(Sourced<String>),
    /// Words that stand alone: a type, or the collectivity whose list follows.
    Alone(Passage),
    /// A facility.
    Facility(Row),
    /// "/" under a type, or beside it.
    Absent(Option<Sourced<String>>, Sourced<String>),
    /// Nothing: what follows is no neighbour of what precedes.
    Gap,
}

/// A facility as one line shows it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) kind: Option<Sourced<String>>,
    pub(crate) name: Sourced<String>,
    pub(crate) sites: Vec<SiteRead>,
    pub(crate) commune: Option<Passage>,
}

/// The entries of every list, in order.
pub(crate) fn lists(segments: &[Segment<'_>]) -> Vec<Vec<Entry>> {
    let kinds = [
        Kind::Annex,
        Kind::Article,
        Kind::Front,
        Kind::Enacting,
        Kind::Closing,
        Kind::Outline,
        Kind::Council,
        Kind::Parties,
        Kind::Table,
    ];
    let parts = segments.iter().filter(|segment| kinds.contains(&segment.kind));
    let lists = parts.flat_map(|segment| {
        let rest = segment.lines.get(1..).unwrap_or_default();
        if segment.kind == Kind::Annex && is_announced(segment.lines) {
            return vec![entries(rest)];
        }
        let tables = tables(segment.lines).into_iter().map(entries);
        tables.chain(facility_lists::listed(segment.lines)).collect()
    });
    lists.filter(|list| !list.is_empty()).collect()
}

/// The heading of the annex speaks of facilities, on its line or just below.
fn is_announced(lines: &[Line]) -> bool {
    let mut written = lines.iter().filter(|line| !line.is_blank());
    let (first, next) = (written.next(), written.next());
    let speaks = |line: Option<&Line>| {
        line.is_some_and(|line| {
            let has = |start: &str| line.words.iter().any(|word| word.starts_with(start));
            let things = has("equipement") || has("structure") || has("service");
            let listed = has("liste") || has("soutenu") || has("financ") || has("recens") || has("equipement") && has("annexe");
            line.cells.is_empty() && things && listed
        })
    };
    speaks(first) || first.is_some_and(|line| line.words.len() < 3) && speaks(next)
}

/// The tables of facilities that stand elsewhere, each from the names of its columns.
fn tables(lines: &[Line]) -> Vec<&[Line]> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let bare = lines[at].pieces.len() == 3 && is_kind(&wording::words(&lines[at].pieces[0].text));
        let rows = if bare || is_header(&lines[at]) || Drawn::of(&lines[at]).is_some() {
            table(&lines[at..])
        } else if torn::header(&lines[at..]).is_some() {
            block(&lines[at..])
        } else {
            &[]
        };
        if !rows.is_empty() {
            found.push(rows);
        }
        at += rows.len().max(1);
    }
    found
}

/// A table without an annex of its own ends with its rows.
fn table(lines: &[Line]) -> &[Line] {
    let in_row = |line: &Line| !line.cells.is_empty() || !line.pieces.is_empty();
    let last = lines
        .iter()
        .take_while(|line| line.is_blank() || in_row(line) || line.words.len() < 6)
        .enumerate()
        .filter(|(_, line)| in_row(line))
        .last();
    &lines[..last.map_or(0, |(at, _)| at + 1)]
}

/// Lines up to the second blank one in a row.
fn block(lines: &[Line]) -> &[Line] {
    let end = lines.windows(2).position(|pair| pair.iter().all(Line::is_blank));
    &lines[..end.unwrap_or(lines.len())]
}

fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut columns = vec![Column::Name, Column::Address];
    let mut drawn: Option<Drawn> = None;
    let mut above: Vec<Vec<String>> = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len().min(MOST) {
        let line = &lines[at];
        if let Some((names, length)) = torn::header(&lines[at..]) {
            found.push(label(line.number, &names));
            let (entries, read) = torn::entries(&lines[at + length..], &names);
            found.extend(entries);
            at += length + read;
            continue;
        }
        if let Some((names, length)) = stacked::header(&lines[at..]) {
            found.push(label(line.number, &names));
            let (entries, read) = stacked::entries(&lines[at + length..], &names);
            found.extend(entries);
            at += length + read;
            continue;
        }
        at += 1;
        if line.text.len() >= LONGEST * 4 {
            continue;
        }
        let header = Drawn::of(line);
        if line.is_blank() {
            found.push(Entry::Gap);
        } else if is_header(line) || header.is_some() {
            let read = header.as_ref().map(|header| header.row(line));
            let cells = &read.as_ref().unwrap_or(line).cells;
            let names: Vec<String> = cells.iter().map(|cell| cell.join(" ")).collect();
            columns = facility_columns::columns(&names);
            drawn = header;
            found.push(label(line.number, &names));
            if drawn.is_some() {
                let (grid, taken) = grid::named(&lines[at - 1..]);
                found.extend(grid.rows.iter().flat_map(|row| of_row(line, row, &columns)));
                at += taken - 1;
            }
        } else if numbers_page(line) {
            found.push(Entry::Gap);
        } else if let Some(rest) = drawn.as_ref().and_then(|drawn| drawn.rest(line))
            && let Some(Entry::Facility(row)) = found.last_mut()
        {
            go_on(row, &rest, &columns);
        } else if let Some(drawn) = drawn.as_ref().filter(|_| line.pieces.len() > 1) {
            found.extend(entry(&drawn.row(line), &columns));
        } else {
            let line = uncovered(line, &mut above);
            found.extend(entry(&line, &columns));
        }
    }
    found
}

/// What a row says whose cells run over several lines.
fn of_row(line: &Line, row: &[Passage], columns: &[Column]) -> Vec<Entry> {
    let mut entries = entry(&whole(line, row), columns);
    let named = columns.iter().zip(row).find(|(column, _)| **column == Column::Name);
    for entry in &mut entries {
        if let (Entry::Facility(facility), Some((_, cell))) = (entry, named)
            && !cell.is_empty()
        {
            facility.name.lines = cell.lines();
        }
    }
    entries
}

/// A line whose covered cells hold what the cell that covers them holds; `above` are those of the row before.
fn uncovered(line: &Line, above: &mut Vec<Vec<String>>) -> Line {
    let mut whole = line.clone();
    for column in 0..whole.cells.len() {
        let cover = match whole.cells[column].as_slice() {
            [sign] if sign == ABOVE => above.get(column).cloned(),
            [sign] if sign == LEFT => column.checked_sub(1).map(|left| whole.cells[left].clone()),
            _ => continue,
        };
        whole.cells[column] = cover.unwrap_or_default();
    }
    above.clone_from(&whole.cells);
    whole
}

/// What goes on the cells of a facility on the line below: the end of its name, of its address.
fn go_on(row: &mut Row, rest: &Line, columns: &[Column]) {
    for (column, cell) in columns.iter().zip(&rest.cells).filter(|(_, cell)| !cell.is_empty()) {
        let more = cell.join(" ");
        let kept = match column {
            Column::Name => &mut row.name,
            Column::Address => match row.sites.last_mut() {
                Some(site) => &mut site.address,
                None => continue,
            },
            Column::Kind | Column::Commune | Column::Unknown => continue,
        };
        kept.value = format!("{} {more}", kept.value);
        kept.lines = kept.lines.union(&Lines::one(rest.number));
    }
}

/// "Avenant n° 1 … Page 3 sur 3", whatever else the foot of a page prints.
fn numbers_page(line: &Line) -> bool {
    let figure = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    line.words.windows(2).any(|pair| pair[0] == "page" && figure(&pair[1]))
}

fn label(line: u32, names: &[String]) -> Entry {
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    Entry::Label(Sourced::new(names.join(" "), Lines::one(line)))
}

fn entry(line: &Line, columns: &[Column]) -> Vec<Entry> {
    let filled = line.cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled > 1 {
        return row(line, columns).into_iter().collect();
    }
    // "EAJE      Les Lutins      14 rue du Four": a row without the names of its columns.
    if let [kind, name, place] = line.pieces.as_slice()
        && is_kind(&wording::words(&kind.text))
    {
        let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
        return vec![facility(
            line.number,
            sourced(&kind.text),
            sourced(&name.text),
            sites(line.number, &place.text),
        )];
    }
    if let [what, place] = line.pieces.as_slice()
        && let Some(entry) = placed(line.number, &what.text, &place.text)
    {
        return vec![entry];
    }
    let text = line.item().unwrap_or(&line.text);
    if text.len() > LONGEST {
        return Vec::new();
    }
    if is_absence(text) {
        return vec![Entry::Absent(None, Sourced::new(text.to_owned(), Lines::one(line.number)))];
    }
    if line.cells.is_empty()
        && let Some((kind, rest)) = text.split_once(':').filter(|(kind, _)| is_kind(&wording::words(kind)))
        && !rest.trim().is_empty()
    {
        return typed(line.number, kind.trim(), rest.trim());
    }
    match line.item() {
        Some(item) if !is_kind(&line.words) => vec![Entry::Facility(named(line.number, item))],
        _ if !line.words.is_empty() => vec![alone(line.number, text)],
        _ => Vec::new(),
    }
}

/// "Crèche « Les Lutins »", and its address further on the line; "Ludothèque", and "néant".
fn placed(line: u32, what: &str, place: &str) -> Option<Entry> {
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line));
    let words = wording::words(what);
    if is_absence(place) {
        return is_kind(&words).then(|| Entry::Absent(Some(sourced(what)), sourced(place)));
    }
    let (kind, name) = quoted(what)?;
    Some(facility(line, sourced(kind), sourced(name), sites(line, place)))
}

/// Words alone: a name followed by an address is a facility all the same.
fn alone(line: u32, text: &str) -> Entry {
    let row = named(line, text);
    if row.sites.is_empty() || is_kind(&wording::words(text)) {
        Entry::Alone(Passage::one(line, text))
    } else {
        Entry::Facility(row)
    }
}

/// "EAJE : Les Lutins, Les Canaris", "Ludothèque : néant".
pub(super) fn typed(line: u32, kind: &str, rest: &str) -> Vec<Entry> {
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line));
    if is_absence(rest) || facility_items::is_closed(rest) {
        return vec![Entry::Absent(Some(sourced(kind)), sourced(rest))];
    }
    if looks_like_address(rest) && !rest.contains(';') {
        let row = named(line, rest);
        let name = if row.sites.is_empty() { sourced(kind) } else { row.name };
        let sites = if row.sites.is_empty() { sites(line, rest) } else { row.sites };
        return vec![facility(line, sourced(kind), name, sites)];
    }
    let each = facility_items::items(rest).into_iter().map(|item| {
        let row = named(line, &item);
        facility(line, sourced(kind), row.name, row.sites)
    });
    each.collect()
}

fn facility(line: u32, kind: Sourced<String>, name: Sourced<String>, sites: Vec<SiteRead>) -> Entry {
    Entry::Facility(Row {
        line,
        kind: Some(kind),
        name,
        sites,
        commune: None,
    })
}

fn row(line: &Line, columns: &[Column]) -> Option<Entry> {
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
    let of = |sought: Column| {
        let cells = columns.iter().zip(&line.cells).filter(|(column, _)| **column == sought);
        cells.map(|(_, cell)| cell.join(" ")).find(|cell| !cell.is_empty())
    };
    let (mut kind, mut name) = (of(Column::Kind), of(Column::Name));
    // Where types stand on lines of their own, their column holds the names.
    if name.is_none() && kind.as_ref().is_some_and(|kind| !is_kind(&wording::words(kind))) {
        name = kind.take();
    }
    let address = of(Column::Address).filter(|address| !is_absence(address));
    let commune = of(Column::Commune).filter(|commune| !is_absence(commune));
    if let Some(mark) = name.as_ref().filter(|name| is_absence(name)) {
        // A type that stands somewhere is there, without a name: a dash says no more.
        let dashed = matches!(mark.trim(), "-" | "–" | "—");
        if kind.is_none() || !dashed || address.is_none() && commune.is_none() {
            return Some(Entry::Absent(kind.as_deref().map(sourced), sourced(mark)));
        }
        name = None;
    }
    let name = name.or_else(|| kind.clone())?;
    Some(Entry::Facility(Row {
        line: line.number,
        kind: kind.as_deref().map(sourced),
        name: sourced(&name),
        sites: address.map(|address| sites(line.number, &address)).unwrap_or_default(),
        commune: commune.map(|commune| Passage::one(line.number, &commune)),
    }))
}

/// "Les Lutins, 12 rue de la Gare 48000 Mende": the name, then the address from the first sign after which one begins.
fn named(line: u32, text: &str) -> Row {
    let text = bullet(text).unwrap_or(text).trim();
    let mut cuts: Vec<(usize, usize)> = [" : ", ": ", " – ", " - ", ", ", " ("]
        .iter()
        .flat_map(|sign| text.match_indices(sign).map(|(at, sign)| (at, at + sign.len())))
        .collect();
    cuts.sort_unstable();
    let cut = cuts.into_iter().find(|(_, after)| looks_like_address(&text[*after..]));
    let (name, address) = match cut {
        Some((at, after)) => (&text[..at], Some(text[after..].trim_end_matches([')', ';', '.']).trim())),
        None => (text.trim_end_matches([';', ',', '.']), None),
    };
    Row {
        line,
        kind: None,
        name: Sourced::new(name.trim().to_owned(), Lines::one(line)),
        sites: address.map(|address| sites(line, address)).unwrap_or_default(),
        commune: None,
    }
}

#[cfg(test)]
mod tests;
