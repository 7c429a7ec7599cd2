//! The plan as nested headings and bullets: "Enjeu", below it "Orientation", below it "- Action 1: …".
//!
//! The depth of a heading is where it stands in a run of headings: the longest run tells how many levels there are.

use domain::reading::{Lines, Sourced};

use super::{Place, Seen, heading};
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment::{Kind, Segment};

/// The actions of every outline, each under its headings.
pub(crate) fn actions(segments: &[Segment<'_>]) -> Vec<Seen> {
    let outlines = segments.iter().filter(|segment| segment.kind == Kind::Outline);
    outlines
        .flat_map(|segment| outline(segment.lines.get(1..).unwrap_or_default()))
        .collect()
}

/// A heading, or an action.
enum Entry {
    Heading(Passage),
    Action(Sourced<String>, Passage),
}

fn outline(lines: &[Line]) -> Vec<Seen> {
    let entries = entries(lines);
    let depth = entries
        .chunk_by(both_headings)
        .filter_map(run_before_action)
        .max()
        .unwrap_or(0)
        .min(4);
    let mut path: Vec<Passage> = Vec::new();
    let mut run: Vec<Passage> = Vec::new();
    let mut found = Vec::new();
    for entry in entries {
        match entry {
            Entry::Heading(text) => run.push(text),
            Entry::Action(number, title) => {
                if !run.is_empty() {
                    // What precedes the last headings of a run is a page title, not a level.
                    let fresh = run.split_off(run.len().saturating_sub(depth));
                    path.truncate(depth.saturating_sub(fresh.len()));
                    path.extend(fresh);
                    run.clear();
                }
                let mut seen = Seen::new(Place::Outline, number, title);
                seen.headings.clone_from(&path);
                found.push(seen);
            }
        }
    }
    found
}

fn both_headings(a: &Entry, b: &Entry) -> bool {
    matches!((a, b), (Entry::Heading(_), Entry::Heading(_)))
}

fn run_before_action(run: &[Entry]) -> Option<usize> {
    matches!(run.first(), Some(Entry::Heading(_))).then_some(run.len())
}

fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open = false;
    for line in lines.iter().filter(|line| line.cells.is_empty()) {
        let text = line.item().unwrap_or(&line.text);
        if let Some((number, title)) = heading::action(text) {
            entries.push(Entry::Action(
                Sourced::new(number, Lines::one(line.number)),
                Passage::one(line.number, title),
            ));
            open = true;
        } else if line.is_blank() {
            open = false;
        } else if open && let Some(Entry::Action(_, title)) = entries.last_mut() {
            title.push(line.number, &line.text);
        } else if line.item().is_none() {
            entries.push(Entry::Heading(Passage::one(line.number, &line.text)));
        }
    }
    while matches!(entries.last(), Some(Entry::Heading(_))) {
        entries.pop();
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let path = |seen: &Seen| seen.headings.iter().map(Passage::joined).collect::<Vec<_>>().join(" > ");
        outline(&normalise(&lines))
            .iter()
            .map(|seen| format!("{} {}", path(seen), seen.number.value))
            .collect()
    }

    #[test]
    fn headings_nest_by_the_length_of_their_runs() {
        let text = "Offre\n\nJeunesse\n\n- **Action 1: a**\n- **Action 2:** b\n\nParents\n\n- Action 3: c\n\nDroits\n\nAccueil\n\n\
                    - Action 4: d\n\nLe Déploiement";
        assert_eq!(
            read(text),
            [
                "Offre > Jeunesse 1",
                "Offre > Jeunesse 2",
                "Offre > Parents 3",
                "Droits > Accueil 4"
            ]
        );
    }

    #[test]
    fn one_level_or_none() {
        assert_eq!(
            read("Offre\n\n- Action 1: a\n\nDroits\n\n- Action 2: b"),
            ["Offre 1", "Droits 2"]
        );
        assert_eq!(read("- Action 1: a\n- Action 2: b"), [" 1", " 2"]);
    }

    #[test]
    fn a_broken_bullet_goes_on() {
        let lines: Vec<String> = ["- Action 1: un", "long titre", ""].map(str::to_owned).to_vec();
        assert_eq!(outline(&normalise(&lines))[0].title.joined(), "un long titre");
    }
}
