//! Nodes: the numbered list and the headings of the plan, matched by their words.

use domain::reading::{Key, Lines, NodeRead, Sourced};

use crate::passage::Passage;
use crate::recognise::framework::List;
use crate::segment::{Kind, Segment};
use crate::wording::{fold, is_link, words};

/// Nodes beyond this are noise, and so are lists.
const MOST_NODES: usize = 400;
const MOST_LISTS: usize = 10;

/// The nodes known so far.
#[derive(Debug, Default)]
pub(crate) struct Framework {
    levels: Vec<Sourced<String>>,
    nodes: Vec<NodeRead>,
}

impl Framework {
    pub(crate) fn new(lists: Vec<List>, segments: &[Segment<'_>]) -> Self {
        let mut framework = Self::default();
        for list in lists.into_iter().take(MOST_LISTS) {
            list.levels.into_iter().for_each(|level| framework.level(level));
            for entry in list.entries.into_iter().take(MOST_NODES) {
                framework.entry(entry.level, entry.code, entry.title);
            }
        }
        for line in segments
            .iter()
            .filter(|segment| segment.kind == Kind::Outline)
            .filter_map(|segment| segment.lines.first())
        {
            let tail = line.text.rsplit(" par ").next().unwrap_or_default();
            if tail.len() < line.text.len() && tail.split_whitespace().count() <= 5 {
                let names = tail.split(" et ").flat_map(|part| part.split(", ")).take(4);
                names.for_each(|name| framework.level(Sourced::new(name.trim().to_owned(), Lines::one(line.number))));
            }
        }
        framework.levels.truncate(4);
        framework
    }

    fn level(&mut self, level: Sourced<String>) {
        match self.levels.iter_mut().find(|known| fold(&known.value) == fold(&level.value)) {
            Some(known) => known.lines = known.lines.union(&level.lines),
            None => self.levels.push(level),
        }
    }

    /// An entry of a numbered list: the same code is the same node, in another wording perhaps.
    fn entry(&mut self, level: u8, code: Sourced<String>, title: Sourced<String>) {
        if let Some(node) = self
            .nodes
            .iter_mut()
            .find(|node| node.code.as_ref().is_some_and(|known| known.value == code.value))
        {
            if let Some(known) = &mut node.code {
                known.lines = known.lines.union(&code.lines);
            }
            reword(node, title);
            return;
        }
        let parent = code.value.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let parent = (level > 0).then(|| Key(format!("n{parent}")));
        self.nodes.push(NodeRead {
            lines: title.lines.clone(),
            id: Key(format!("n{}", code.value)),
            level,
            code: Some(code),
            title,
            other_titles: Vec::new(),
            parent,
        });
    }

    /// The node of the last heading of a path; headings that no list announces become nodes themselves.
    pub(crate) fn place(&mut self, path: &[Passage]) -> Option<Sourced<Key>> {
        let mut above: Option<Key> = None;
        let mut last = None;
        for (level, heading) in (0_u8..).zip(path) {
            let title = heading.sourced();
            let lines = title.lines.clone();
            let index = self.matching(level, above.as_ref(), &title.value);
            let id = match index {
                Some(index) => {
                    reword(&mut self.nodes[index], title);
                    self.nodes[index].id.clone()
                }
                None if self.nodes.len() < MOST_NODES => self.add(level, above.clone(), title),
                None => return None,
            };
            last = Some(Sourced::new(id.clone(), lines));
            above = Some(id);
        }
        last
    }

    fn matching(&self, level: u8, above: Option<&Key>, title: &str) -> Option<usize> {
        let sense = sense(title);
        let candidates = self.nodes.iter().enumerate().filter(|(_, node)| node.level == level);
        let scored = candidates.map(|(index, node)| {
            let under = u32::from(node.parent.as_ref() == above);
            (likeness(&sense, &self::sense(&node.title.value)), under, index)
        });
        scored
            .filter(|(likeness, _, _)| *likeness >= 75)
            .max_by_key(|(likeness, under, _)| (*likeness, *under))
            .map(|(_, _, index)| index)
    }

    fn add(&mut self, level: u8, parent: Option<Key>, title: Sourced<String>) -> Key {
        let mut ordinal = self.nodes.len() + 1;
        let taken = |id: &Key| self.nodes.iter().any(|node| node.id == *id);
        while taken(&Key(format!("n{ordinal}"))) {
            ordinal += 1;
        }
        let id = Key(format!("n{ordinal}"));
        self.nodes.push(NodeRead {
            lines: title.lines.clone(),
            id: id.clone(),
            level,
            code: None,
            title,
            other_titles: Vec::new(),
            parent,
        });
        id
    }

    pub(crate) fn levels(&self) -> Vec<Sourced<String>> {
        self.levels.clone()
    }

    /// Parents before children, in the order of the text otherwise.
    pub(crate) fn into_nodes(self) -> Vec<NodeRead> {
        let known: Vec<Key> = self.nodes.iter().map(|node| node.id.clone()).collect();
        let mut nodes = self.nodes;
        for node in &mut nodes {
            node.parent = node.parent.take().filter(|parent| known.contains(parent));
        }
        nodes
    }
}

/// Keeps one more wording of a node.
fn reword(node: &mut NodeRead, title: Sourced<String>) {
    node.lines = node.lines.union(&title.lines);
    if node.title.value == title.value {
        node.title.lines = node.title.lines.union(&title.lines);
    } else {
        match node.other_titles.iter_mut().find(|other| other.value == title.value) {
            Some(other) => other.lines = other.lines.union(&title.lines),
            None => node.other_titles.push(title),
        }
    }
}

/// The words that mean something, without the mark of the plural.
fn sense(title: &str) -> Vec<String> {
    let meaning = words(title).into_iter().filter(|word| !is_link(word));
    meaning
        .map(|word| word.strip_suffix('s').map_or(word.clone(), str::to_owned))
        .collect()
}

/// The share of words in common, in percent.
fn likeness(a: &[String], b: &[String]) -> usize {
    let common = a.iter().filter(|word| b.contains(word)).count();
    let all = a.len() + b.len() - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::framework::Entry;

    fn at(text: &str, line: u32) -> Sourced<String> {
        Sourced::new(text.to_owned(), Lines::one(line))
    }

    #[test]
    fn a_heading_finds_its_code_by_its_words() {
        let entry = |level, code: &str, title: &str, line| Entry {
            level,
            code: at(code, line),
            printed: format!("{code})"),
            title: at(title, line),
        };
        let list = List {
            levels: vec![at("enjeux", 1)],
            entries: vec![
                entry(0, "1", "L'offre", 2),
                entry(1, "1a", "Lutter contre le non-recours aux droits", 3),
                entry(1, "1b", "Inclure", 4),
            ],
        };
        let mut framework = Framework::new(vec![list], &[]);
        let path = [
            Passage::one(8, "L'offre"),
            Passage::one(9, "Lutter contre le non recours aux droits"),
        ];
        assert_eq!(framework.place(&path).map(|key| key.value.0).as_deref(), Some("n1a"));
        let unknown = [Passage::one(8, "L'offre"), Passage::one(10, "Chanter ensemble")];
        let new = framework.place(&unknown).expect("a node").value;
        let nodes = framework.into_nodes();
        assert_eq!(nodes[0].title.lines.to_string(), "2,8");
        assert_eq!(nodes[1].other_titles[0], at("Lutter contre le non recours aux droits", 9));
        assert_eq!(nodes[3].id, new);
        assert_eq!((nodes[3].parent.as_ref(), nodes[3].code.as_ref()), (Some(&nodes[0].id), None));
    }
}
