//! Lines that pages repeat around the text: running headers, footers, numbers of pages.
//!
//! A value is never one of them: what repeats without following the pages ("Pilote : Caf") stays.

use std::collections::{HashMap, HashSet};

use super::labels::label;
use crate::lines::Line;

/// A line that comes back less often follows no page.
const FEWEST: usize = 3;

/// The numbers of the lines that belong to the pages.
pub(super) fn running(lines: &[Line]) -> HashSet<u32> {
    let written: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
    let mut found: HashSet<u32> = HashSet::new();
    for (_, group) in groups(&written, counted) {
        let numbers: Vec<u32> = group.iter().filter_map(|(_, number)| *number).collect();
        // Two are enough at the feet of two pages, where the text tells where pages begin.
        let last = |(at, _): &(usize, Option<u32>)| is_last(&written, *at);
        let enough = group.len() >= FEWEST || group.len() > 1 && group.len() == numbers.len() && group.iter().all(last);
        if enough && numbers.is_sorted_by(|one, next| one < next) {
            found.extend(group.iter().map(|(at, _)| written[*at].number));
        }
    }
    found.extend(bare_numbers(&written, &found));
    found.extend(last_numbers(&written));
    let beside: Vec<u32> = groups(&written, |line| (!is_field(line)).then(|| (line.text.clone(), None)))
        .into_values()
        .filter(|group| group.len() >= FEWEST)
        .filter(|group| mostly(group, |at| is_beside(&written, at, &found)))
        .flat_map(|group| group.into_iter().map(|(at, _)| written[at].number))
        .collect();
    found.extend(beside);
    found
}

type Group = Vec<(usize, Option<u32>)>;

fn groups(written: &[&Line], told: impl Fn(&Line) -> Option<(String, Option<u32>)>) -> HashMap<String, Group> {
    let mut groups: HashMap<String, Group> = HashMap::new();
    for (at, line) in written.iter().enumerate() {
        if line.cells.is_empty()
            && line.text.len() < 140
            && let Some((text, number)) = told(line)
        {
            groups.entry(text).or_default().push((at, number));
        }
    }
    groups
}

/// A line that says on which page it stands: its text with the number blanked, and the number.
fn counted(line: &Line) -> Option<(String, Option<u32>)> {
    let text = &line.text;
    if let Some(page) = page_of(text) {
        return Some(page);
    }
    let last = text.split_whitespace().next_back()?;
    let number: u32 = last.parse().ok().filter(|number| *number < 1000)?;
    let head = text[..text.len() - last.len()].trim_end();
    let named = head.chars().filter(|c| c.is_alphabetic()).count() > 10 && !head.ends_with(['°', ':', '/']);
    // A code follows these words, not a page.
    let first = line.words.first().map(String::as_str).unwrap_or_default();
    let coded = [
        "fiche",
        "action",
        "article",
        "annexe",
        "axe",
        "objectif",
        "orientation",
        "enjeu",
    ]
    .contains(&first);
    (named && !coded && !is_field(line)).then(|| (head.to_owned(), Some(number)))
}

/// "Public : familles": what sheets say at the foot of their pages is no footer.
fn is_field(line: &Line) -> bool {
    line.text
        .split_once(':')
        .is_some_and(|(name, value)| !value.trim().is_empty() && label(name.trim()).is_some())
}

/// "3/12", "Page 3 sur 12", "- 3 -", with the noise of a scan around.
fn page_of(text: &str) -> Option<(String, Option<u32>)> {
    let last = text.split_whitespace().next_back()?;
    if let Some((page, whole)) = last.split_once('/') {
        let digits = |part: &str| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits(page) && digits(whole) {
            return Some((format!("/{whole}"), page.parse().ok()));
        }
    }
    let words = crate::wording::words(text);
    let tail = words.iter().rposition(|word| word == "page")?;
    let number = words.get(tail + 1)?.parse().ok()?;
    let ends = words.len() == tail + 2 || words.len() == tail + 4;
    ends.then(|| (words[..tail].join(" "), Some(number)))
}

/// Lines that are one number, where they grow and stand beside a line that pages repeat: "- 3 -", "3".
fn bare_numbers(written: &[&Line], found: &HashSet<u32>) -> Vec<u32> {
    let number = |line: &Line| {
        let bare = line.text.trim_matches(|c: char| !c.is_alphanumeric());
        let alone = line.cells.is_empty() && !bare.is_empty() && bare.len() < 4;
        bare.parse::<u32>().ok().filter(|_| alone)
    };
    let numbers: Vec<(usize, u32)> = written
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, number(line)?)))
        .collect();
    let mut texts: HashMap<&str, usize> = HashMap::new();
    for line in written {
        *texts.entry(line.text.as_str()).or_default() += 1;
    }
    let dashed = |at: usize| written[at].text.starts_with(['-', '–', '—']) && written[at].text.ends_with(['-', '–', '—']);
    let repeated = |at: usize| {
        let near = [at.checked_sub(1), at.checked_add(1)];
        let mut near = near.into_iter().flatten().filter_map(|at| written.get(at));
        near.any(|line| found.contains(&line.number) || line.words.len() > 3 && texts[line.text.as_str()] >= FEWEST)
    };
    let kept: Vec<(usize, u32)> = numbers.into_iter().filter(|(at, _)| dashed(*at) || repeated(*at)).collect();
    let grows = kept.len() >= FEWEST && kept.is_sorted_by(|(_, one), (_, next)| one < next);
    let kept = kept.into_iter().filter(|(at, _)| grows || dashed(*at));
    kept.map(|(at, _)| written[at].number).collect()
}

/// Whether a line is the last of its page.
fn is_last(written: &[&Line], at: usize) -> bool {
    written.get(at + 1).is_none_or(|next| next.turns)
}

/// Numbers alone at the foot of their pages, where they grow and the text tells where pages begin.
fn last_numbers(written: &[&Line]) -> Vec<u32> {
    let last = |at: usize| is_last(written, at);
    let number = |line: &Line| {
        line.text
            .parse::<u32>()
            .ok()
            .filter(|number| *number < 1000 && line.cells.is_empty())
    };
    let feet: Vec<(u32, u32)> = (0..written.len())
        .filter(|at| last(*at))
        .filter_map(|at| Some((written[at].number, number(written[at])?)))
        .collect();
    let grows = feet.len() > 1 && feet.is_sorted_by(|(_, one), (_, next)| one < next);
    feet.into_iter().filter(|_| grows).map(|(line, _)| line).collect()
}

fn mostly(group: &Group, is: impl Fn(usize) -> bool) -> bool {
    let count = group.iter().filter(|(at, _)| is(*at)).count();
    count * 5 >= group.len() * 3
}

fn is_beside(written: &[&Line], at: usize, found: &HashSet<u32>) -> bool {
    let near = at.saturating_sub(1)..(at + 2).min(written.len());
    near.filter(|near| *near != at)
        .any(|near| found.contains(&written[near].number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<u32> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut found: Vec<u32> = running(&normalise(&lines)).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn headers_follow_their_pages() {
        let text = "un\n\n    Page 1/9\nCTG du Val 2022-2026\ndeux\nPilote : Caf\n\nPage 2/9\nCTG du Val 2022-2026\nPilote : Caf\ntrois\n\nPage 3/9\nCTG du Val 2022-2026\nPilote : Caf";
        assert_eq!(read(text), [3, 4, 8, 9, 13, 14]);
    }

    #[test]
    fn a_number_at_the_foot_of_a_page_is_its_own() {
        assert_eq!(read("un\n   2\n\u{c}deux\n   3\n\u{c}trois\n7\nquatre\n   4"), [2, 4, 8]);
    }

    #[test]
    fn a_footer_ends_by_its_page() {
        let text = "a\nConvention territoriale du Val        4\nb\nConvention territoriale du Val        5\nc\nConvention territoriale du Val        6";
        assert_eq!(read(text), [2, 4, 6]);
        let two = "a\nConvention du Val – 1\n\u{c}b\nConvention du Val – 2";
        assert_eq!(read(two), [2, 4]);
        assert_eq!(read(&two.replace('\u{c}', "")), [0; 0], "no page is told");
        assert_eq!(read("Fiche action n° 1\nFiche action n° 2\nFiche action n° 3"), [0; 0]);
    }

    #[test]
    fn a_number_alone_is_a_page_beside_a_header_and_a_cell_elsewhere() {
        let text = "a\n6\nConvention 2022 du Val\nb\n7\nConvention 2022 du Val\nc\n8\nConvention 2022 du Val\nd";
        assert_eq!(read(text), [2, 3, 5, 6, 8, 9]);
        assert_eq!(read("N°\n\n1\n\nOuvrir\n\n2\n\nFermer\n\n3\n\nPeindre"), [0; 0]);
        assert_eq!(read("a\n- 1 -\nb\n- 2 -"), [2, 4]);
    }
}
