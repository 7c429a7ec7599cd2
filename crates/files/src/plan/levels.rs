//! The framework above the actions: headings such as "AXE 2 – Grandir" or "Sous-objectif A.1.a : …".
//!
//! The words are labels only: which stands above which is told by their order in the text and by their codes.

mod named;

use domain::reading::{Key, Lines, NodeRead, Sourced};

use super::codes::{self, Code};
use crate::passage::Passage;
use crate::wording::{self, fold, is_capitalised, sentence_case};

pub(super) use named::under;

/// Words that name a level in such texts.
const WORDS: [&str; 23] = [
    "axe",
    "enjeu",
    "orientation",
    "objectif",
    "ambition",
    "defi",
    "priorite",
    "thematique",
    "theme",
    "domaine",
    "volet",
    "finalite",
    "chantier",
    "pilier",
    "levier",
    "programme",
    "champ",
    "cap",
    "but",
    "perspective",
    "cible",
    "intention",
    "dynamique",
];

/// Words that may follow them.
const QUALITIES: [&str; 9] = [
    "operationnel",
    "strategique",
    "general",
    "specifique",
    "prioritaire",
    "thematique",
    "transversal",
    "particulier",
    "majeur",
];

/// A heading of the framework.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The level, as shown: "Objectif opérationnel".
    pub(super) level: String,
    pub(super) code: Option<Code>,
    pub(super) title: Passage,
    pub(super) lines: Lines,
}

/// The heading that a few lines are.
pub(super) fn heading(passage: &Passage) -> Option<Heading> {
    let (line, first) = passage.parts().first()?;
    let text = first.trim();
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(quoted) = of_a_sheet(bare, *line) {
        return Some(quoted);
    }
    if let Some(coded) = coded_first(bare, passage) {
        return Some(coded);
    }
    let (level, rest) = level_word(bare)?;
    if let Some(title) = rest.trim().strip_prefix('«').and_then(|rest| rest.strip_suffix('»')) {
        return Some(Heading {
            level,
            code: None,
            title: Passage::one(*line, title.trim()),
            lines: passage.lines(),
        });
    }
    let (code, title) = codes::leading(rest)?;
    let signed = rest
        .trim_start()
        .get(code_length(rest, title)..)
        .is_some_and(|signs| signs.contains([':', '-', '–', '—', '.', '|']));
    let mut whole = Passage::one(*line, title);
    for (line, part) in passage.parts().iter().skip(1) {
        whole.push(*line, part);
    }
    let titled = !whole.is_empty() && (signed || title.is_empty() || is_capitalised(title));
    (titled && crate::segment::leader(text).is_none()).then(|| Heading {
        level,
        code: Some(code),
        title: whole,
        lines: passage.lines(),
    })
}

/// "Finalité G : Garder et accueillir. Finalité R : Relier les rives.": the nodes that one paragraph declares, one after the other.
pub(super) fn declared(paragraph: &Passage) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for sentence in paragraph.sentences() {
        let Some(heading) = heading(&bare_end(&sentence)).filter(|heading| heading.code.is_some()) else {
            if found.is_empty() {
                continue;
            }
            return Vec::new();
        };
        found.push(heading);
    }
    let level = found.first().map(|first| first.level.clone());
    let same = found.iter().all(|heading| Some(&heading.level) == level.as_ref());
    let line = |heading: &Heading| heading.lines.first();
    let together = found.windows(2).any(|pair| line(&pair[0]) == line(&pair[1]));
    if same && together { found } else { Vec::new() }
}

/// A sentence without its point.
pub(super) fn bare_end(sentence: &Passage) -> Passage {
    let bare = |(line, text): &(u32, String)| (*line, text.trim_end_matches('.').to_owned());
    Passage::new(sentence.parts().iter().map(bare).collect())
}

/// "I.1. Objectif : Harmoniser l'accueil": the code before the word of the level.
fn coded_first(text: &str, passage: &Passage) -> Option<Heading> {
    let (code, rest) = codes::leading(text)?;
    let (level, rest) = level_word(rest)?;
    let title = rest.trim_start().strip_prefix([':', '–', '—', '-'])?.trim();
    let figures = code.text.contains(|c: char| c.is_ascii_digit()) || code.text.chars().all(char::is_uppercase);
    (figures && title.split(' ').count() > 1).then(|| {
        let mut whole = Passage::one(passage.parts()[0].0, title);
        for (line, part) in passage.parts().iter().skip(1) {
            whole.push(*line, part);
        }
        Heading {
            level,
            code: Some(code),
            title: whole,
            lines: passage.lines(),
        }
    })
}

/// Where the code ends in what follows the word of the level.
fn code_length(rest: &str, title: &str) -> usize {
    let rest = rest.trim_start();
    let signs = rest.len() - title.len();
    rest[..signs].trim_end_matches(|c: char| !c.is_alphanumeric()).len()
}

/// "Fiche 3 — Thématique « Parentalité »": sheets gathered by theme.
fn of_a_sheet(text: &str, line: u32) -> Option<Heading> {
    let rest = text.strip_prefix("Fiche").or_else(|| text.strip_prefix("FICHE"))?;
    let (_, rest) = codes::leading(rest)?;
    let (level, rest) = level_word(rest)?;
    let title = rest.trim().strip_prefix('«')?.strip_suffix('»')?.trim();
    Some(Heading {
        level,
        code: None,
        title: Passage::one(line, title),
        lines: Lines::one(line),
    })
}

/// Whether a folded word names a level.
pub(super) fn is_level(word: &str) -> bool {
    let one = word.trim_end_matches(['s', 'x']);
    WORDS.iter().any(|known| *known == word || *known == one)
}

/// "enjeux" counts nodes of the level "Enjeu".
pub(super) fn singular(word: &str) -> String {
    let known = WORDS.iter().find(|known| **known == word);
    sentence_case(known.copied().unwrap_or_else(|| word.trim_end_matches(['s', 'x'])))
}

/// The level that a text names in the plural, in its own letters: "Nos priorités et nos actions" names "Priorité".
pub(super) fn printed(text: &str, folded: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| fold(word) == folded);
    let word = words.next().unwrap_or(folded);
    let whole = WORDS.contains(&folded);
    sentence_case(if whole {
        word
    } else {
        word.trim_end_matches(['s', 'x', 'S', 'X'])
    })
}

/// The word of a level at the start of a text, as shown, and the rest.
pub(super) fn level_word(text: &str) -> Option<(String, &str)> {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let folded = fold(word);
    let stem = folded.strip_prefix("sous-").unwrap_or(&folded);
    let one = stem.trim_end_matches(['s', 'x']);
    if !WORDS.iter().any(|known| *known == stem || *known == one) || !is_capitalised(word) {
        return None;
    }
    let rest = rest.trim_start();
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let second = fold(&rest[..end]);
    let quality = QUALITIES.iter().find(|known| second.starts_with(*known));
    match quality {
        Some(&"transversal") => Some((sentence_case(word), &rest[end..])),
        Some(_) => Some((sentence_case(&format!("{word} {}", &rest[..end])), &rest[end..])),
        None => Some((sentence_case(word), rest)),
    }
}

/// The levels and the nodes met so far, and where the text stands among them.
#[derive(Debug, Default)]
pub(super) struct Framework {
    levels: Vec<Sourced<String>>,
    nodes: Vec<NodeRead>,
    path: Vec<usize>,
}

impl Framework {
    /// The text goes on under this heading.
    pub(super) fn open(&mut self, heading: &Heading) {
        let level = self.level(heading);
        let depth = |node: &usize| usize::from(self.nodes[*node].level);
        let above: Vec<usize> = self.path.iter().copied().filter(|node| depth(node) < level).collect();
        let parent = self.by_prefix(heading.code.as_ref()).or(above.last().copied());
        let known = self.known(heading, level, parent);
        let node = known.unwrap_or_else(|| self.add(heading, level, parent));
        if known.is_some() {
            self.again(node, heading);
        }
        self.path = self.chain(node);
    }

    /// The text goes on under the node that a sentence names: the one that bears this number and this title wherever it stands, else
    /// a new one.
    pub(super) fn open_named(&mut self, heading: &Heading) {
        let title = heading.title.words();
        let same = |at: &usize| {
            let code = self.nodes[*at].code.as_ref().map(|code| code.value.as_str());
            let named = wording::words(&self.nodes[*at].title.value) == title;
            named && code == heading.code.as_ref().map(|code| code.text.as_str()) && self.is_of(*at, &heading.level)
        };
        let found: Vec<usize> = (0..self.nodes.len()).filter(same).collect();
        if let [node] = found.as_slice() {
            self.again(*node, heading);
            self.path = self.chain(*node);
        } else {
            self.open(heading);
        }
    }

    /// The text leaves the framework.
    pub(super) fn leave(&mut self) {
        self.path.clear();
    }

    /// The node under which the text stands.
    pub(super) fn here(&self) -> Option<usize> {
        self.path.last().copied()
    }

    /// The node that a field names: by its code, else by its title.
    pub(super) fn named(&self, text: &str) -> Option<usize> {
        let rest = level_word(text.trim()).map_or(text, |(_, rest)| rest);
        let code = codes::leading(rest).map(|(code, _)| code).or_else(|| codes::whole(rest));
        let code = code.map(|code| code.text);
        let by_code = code.and_then(|code| {
            self.nodes
                .iter()
                .position(|node| node.code.as_ref().is_some_and(|own| own.value == code))
        });
        let words = wording::words(text);
        let titled = |node: &NodeRead| {
            let title = wording::words(&node.title.value);
            words.ends_with(&title)
        };
        by_code.or_else(|| self.nodes.iter().position(titled))
    }

    /// The one node whose code begins that of an action: `G` stands above `G1`, `1.2` above `1.2.3`.
    pub(super) fn above(&self, code: &str) -> Option<usize> {
        let begins = |own: &str| {
            let rest = code.strip_prefix(own).filter(|rest| !rest.is_empty());
            let figure = |c: char| c.is_ascii_digit();
            rest.is_some_and(|rest| rest.starts_with(['.', '-']) || own.ends_with(figure) != rest.starts_with(figure))
        };
        let fits = |at: &usize| self.nodes[*at].code.as_ref().is_some_and(|own| begins(&own.value));
        let length = |at: &usize| self.nodes[*at].code.as_ref().map_or(0, |own| own.value.len());
        let longest = (0..self.nodes.len()).filter(fits).max_by_key(length)?;
        let same = |at: &usize| fits(at) && length(at) == length(&longest);
        ((0..self.nodes.len()).filter(same).count() == 1).then_some(longest)
    }

    /// Whether a node is of this level.
    pub(super) fn is_of(&self, node: usize, level: &str) -> bool {
        let own = self.levels.get(usize::from(self.nodes[node].level));
        own.is_some_and(|own| fold(&own.value) == fold(level))
    }

    /// The key of a node.
    pub(super) fn key(&self, node: usize) -> Option<Key> {
        self.nodes.get(node).map(|node| node.id.clone())
    }

    /// A level of this name, whose nodes are named by the sheets themselves: "Thématique : Parentalité".
    pub(super) fn of_sheet(&mut self, level: &str, title: &Passage) {
        self.open(&Heading {
            level: level.to_owned(),
            code: None,
            title: title.clone(),
            lines: title.lines(),
        });
    }

    pub(super) fn into_read(self) -> (Vec<Sourced<String>>, Vec<NodeRead>) {
        (self.levels, self.nodes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn level(&mut self, heading: &Heading) -> usize {
        let same = |level: &Sourced<String>| fold(&level.value) == fold(&heading.level);
        if let Some(at) = self.levels.iter().position(same) {
            self.levels[at].lines = self.levels[at].lines.union(&heading.lines);
            return at;
        }
        self.levels.push(Sourced::new(heading.level.clone(), heading.lines.clone()));
        self.levels.len() - 1
    }

    /// The node whose code is the beginning of this one: `1.2` stands above `1.2.3`.
    fn by_prefix(&self, code: Option<&Code>) -> Option<usize> {
        let (above, _) = code?.text.rsplit_once('.')?;
        let own = |node: &NodeRead| node.code.as_ref().is_some_and(|own| own.value == above);
        self.nodes.iter().position(own)
    }

    fn known(&self, heading: &Heading, level: usize, parent: Option<usize>) -> Option<usize> {
        let title = wording::words(&heading.title.joined());
        let parent = parent.and_then(|parent| self.key(parent));
        self.nodes.iter().position(|node| {
            let code = match (&node.code, &heading.code) {
                (Some(own), Some(code)) => own.value == code.text && (node.parent == parent || code.text.contains('.')),
                (None, None) => wording::words(&node.title.value) == title,
                _ => false,
            };
            usize::from(node.level) == level && code
        })
    }

    fn add(&mut self, heading: &Heading, level: usize, parent: Option<usize>) -> usize {
        let code = heading.code.as_ref();
        self.nodes.push(NodeRead {
            lines: heading.lines.clone(),
            id: Key(format!("n{}", self.nodes.len() + 1)),
            level: u8::try_from(level).unwrap_or(u8::MAX),
            code: code.map(|code| Sourced::new(code.text.clone(), heading.lines.clone())),
            title: heading.title.sourced(),
            other_titles: Vec::new(),
            parent: parent.and_then(|parent| self.key(parent)),
        });
        self.nodes.len() - 1
    }

    /// The same node, printed again: another wording is kept beside.
    fn again(&mut self, node: usize, heading: &Heading) {
        let title = heading.title.sourced();
        let node = &mut self.nodes[node];
        node.lines = node.lines.union(&heading.lines);
        if let Some(code) = &mut node.code {
            code.lines = code.lines.union(&heading.lines);
        }
        if wording::words(&node.title.value) == wording::words(&title.value) {
            node.title.lines = node.title.lines.union(&title.lines);
        } else if !node.other_titles.iter().any(|other| other.value == title.value) {
            node.other_titles.push(title);
        }
    }

    fn chain(&self, node: usize) -> Vec<usize> {
        let mut chain = vec![node];
        while let Some(parent) = chain.last().and_then(|node| self.nodes[*node].parent.clone())
            && let Some(at) = self.nodes.iter().position(|node| node.id == parent)
            && !chain.contains(&at)
        {
            chain.push(at);
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests;
