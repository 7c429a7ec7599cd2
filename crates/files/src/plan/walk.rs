//! The text from top to bottom: which heading stands above, which action is spoken of, which field goes on.
//!
//! What is met is kept in the words of the text. Nothing is compared here with what another place says.

mod opening;
mod rows;
mod told;

use std::collections::{BTreeMap, HashSet};

use domain::reading::{Half, Lines, Sourced};

use super::codes;
use super::labels::Label;
use super::levels::{self, Framework};
use super::tables::{Table, Text};
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment;
use crate::wording::{self, is_capitalised};

use opening::sentence;
pub(super) use opening::{action_ref, is_infinitive, sheet};

/// How a place shows an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// By the word "action" or "fiche", with its fields around.
    Sheet,
    /// As a row of a table.
    Row,
    /// By a number at the start of a line.
    Numbered,
    /// As an item of a list, without a number.
    Item,
    /// By its number alone: a field that another place says.
    Named,
}

/// A field, in the words of the text.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) label: Label,
    /// What the text calls it.
    pub(super) name: String,
    pub(super) value: Passage,
}

/// A mark of a grid. Year 0 where only the commune is told.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) year: i16,
    pub(super) half: Option<Half>,
    pub(super) commune: Option<Passage>,
    pub(super) sign: Sourced<String>,
}

/// An action as one place of the text shows it.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) shown: Shown,
    pub(super) code: Option<Sourced<String>>,
    /// Whether the code was mended of the noise of a scan.
    pub(super) mended: bool,
    pub(super) title: Passage,
    pub(super) node: Option<usize>,
    pub(super) told: Vec<Told>,
    pub(super) marks: Vec<Mark>,
    /// Sums of a table: year, payer, words of the cell.
    pub(super) sums: Vec<(i16, Option<Passage>, Passage)>,
    /// What is said of it in sentences.
    pub(super) prose: Passage,
}

impl Spot {
    fn new(shown: Shown, title: Passage) -> Self {
        Self {
            shown,
            code: None,
            mended: false,
            title,
            node: None,
            told: Vec::new(),
            marks: Vec::new(),
            sums: Vec::new(),
            prose: Passage::default(),
        }
    }

    fn coded(mut self, code: codes::Code, lines: Lines) -> Self {
        self.mended = code.mended;
        self.code = Some(Sourced::new(code.text, lines));
        self
    }
}

/// What part of the text this is, for what has no other sign than its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Elsewhere,
    Plan,
    /// The actions of a contract before.
    Past,
}

/// What the walk found.
pub(super) struct Walk {
    pub(super) spots: Vec<Spot>,
    pub(super) framework: Framework,
}

struct Walker<'t> {
    text: Text<'t>,
    tables: &'t BTreeMap<usize, Table>,
    /// Lines of the table of contents.
    contents: &'t HashSet<u32>,
    framework: Framework,
    spots: Vec<Spot>,
    current: Option<usize>,
    /// The field that goes on, of the current action or of several.
    field: Option<(Label, String)>,
    region: Region,
    blank: bool,
    /// The number of the article that stands above.
    article: Option<String>,
}

/// Walks through the text.
pub(super) fn walk<'t>(text: Text<'t>, tables: &'t BTreeMap<usize, Table>, contents: &'t HashSet<u32>) -> Walk {
    let mut walker = Walker {
        text,
        tables,
        contents,
        framework: Framework::default(),
        spots: Vec::new(),
        current: None,
        field: None,
        region: Region::Elsewhere,
        blank: true,
        article: None,
    };
    let mut at = 0;
    while at < text.lines.len() {
        at = walker.step(at);
    }
    Walk {
        spots: walker.spots,
        framework: walker.framework,
    }
}

impl Walker<'_> {
    /// Reads the line at this place; tells the place of the next.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.text.lines[at];
        if let Some(table) = self.tables.get(&at) {
            self.table(table);
            self.blank = true;
            return table.end.max(at + 1);
        }
        if self.text.runs(line) || self.contents.contains(&line.number) {
            return at + 1;
        }
        if line.is_blank() {
            self.blank = true;
            return at + 1;
        }
        let next = self.line(at, line);
        self.blank = false;
        next
    }

    fn line(&mut self, at: usize, line: &Line) -> usize {
        let passage = self.wrapped(at, line);
        let after = at + passage.parts().len();
        if segment::leader(&line.text).is_some() {
            return at + 1;
        }
        if let Some(heading) = levels::heading(&passage).filter(|_| line.cells.is_empty() && self.region != Region::Past) {
            self.framework.open(&heading);
            self.close();
            self.region = Region::Plan;
            return after;
        }
        if self.is_part(line) {
            self.part(line);
            return at + 1;
        }
        if self.of_several(line) {
            return at + 1;
        }
        if self.region != Region::Past
            && let Some(spot) = sheet(&passage)
        {
            self.open(spot);
            return after;
        }
        if self.fields(line) {
            return at + 1;
        }
        if self.region == Region::Plan
            && let Some(next) = self.numbered(at, &passage)
        {
            return next;
        }
        if self.item(line) {
            return at + 1;
        }
        self.goes_on(line);
        at + 1
    }

    /// The line with those that go on it: a heading that its page has broken.
    fn wrapped(&self, at: usize, line: &Line) -> Passage {
        let mut passage = Passage::one(line.number, &line.text);
        let mut before = line;
        for next in self.text.lines[at + 1..].iter().take(5) {
            let lower = next
                .text
                .starts_with(|c: char| c.is_lowercase() || c == '«' || c.is_ascii_digit() && before.text.ends_with(['-', '–']));
            let broken = before.text.chars().count() > 40 || before.text.ends_with('-');
            let plain = next.item().is_none() && next.cells.is_empty() && next.level.is_none() && !self.text.runs(next);
            if next.is_blank() || !plain || !(lower && broken) || told::labelled(&next.text).is_some() {
                break;
            }
            passage.push(next.number, &next.text);
            before = next;
        }
        passage
    }

    fn open(&mut self, mut spot: Spot) {
        spot.node = self.framework.here();
        self.field = None;
        self.current = Some(self.spots.len());
        self.spots.push(spot);
    }

    fn close(&mut self) {
        self.current = None;
        self.field = None;
    }

    /// Whether a line opens another part of the text.
    fn is_part(&self, line: &Line) -> bool {
        if !line.cells.is_empty() {
            return false;
        }
        let article = segment::is_article_heading(line) || segment::is_annex_heading(line);
        let closing = line.words.len() < 30
            && (wording::begins(&line.words, &["fait", "a"]) || wording::begins(&line.words, &["fait", "en"]));
        let titled = line.level.is_some() && sheet(&Passage::one(line.number, &line.text)).is_none();
        let field = self.current.is_some() && told::labelled(&line.text).is_some();
        let sheet = sheet(&Passage::one(line.number, &line.text)).is_some();
        article || closing || (titled || self.names_plan(line) && !sheet) && !field
    }

    /// A few words that say that the plan begins: "Plan d'actions", "Les fiches actions".
    fn names_plan(&self, line: &Line) -> bool {
        let words = &line.words;
        let brief = words.len() <= 8 && !line.text.ends_with(['.', ';', ',', ':']) && line.item().is_none();
        brief && region(words) != Region::Elsewhere
    }

    fn part(&mut self, line: &Line) {
        self.close();
        let kept = line.level.is_some_and(|level| level > 2) && self.region == Region::Plan;
        let told = region(&line.words);
        if told != Region::Elsewhere || !kept {
            self.region = told;
        }
        if segment::is_article_heading(line) || segment::is_annex_heading(line) {
            self.framework.leave();
            let number = line.text.split_once(' ').and_then(|(_, rest)| codes::leading(rest));
            self.article = number.map(|(code, _)| code.text);
        }
    }

    /// An action that its number alone announces: "12. Créer un lieu d'accueil", "A1 - Ouvrir".
    fn numbered(&mut self, at: usize, passage: &Passage) -> Option<usize> {
        let (line, first) = passage.parts().first()?;
        let text = self.text.lines[at].item().unwrap_or(first);
        let (code, title) = codes::leading(text)?;
        let figures = code.text.chars().any(|c| c.is_ascii_digit());
        let clause = self
            .article
            .as_ref()
            .is_some_and(|article| code.text.starts_with(&format!("{article}.")));
        if !figures || clause || !is_capitalised(title) || title.chars().count() < 8 {
            return None;
        }
        let (title, prose) = sentence(title);
        let mut spot = Spot::new(Shown::Numbered, Passage::one(*line, title)).coded(code, Lines::one(*line));
        let mut end = at + 1;
        if prose.is_empty() {
            for (line, part) in passage.parts().iter().skip(1) {
                spot.title.push(*line, part);
                end += 1;
            }
        } else {
            spot.prose.push(*line, prose);
            while let Some(next) = self
                .text
                .lines
                .get(end)
                .filter(|next| !next.is_blank() && !self.text.runs(next))
            {
                spot.prose.push(next.number, &next.text);
                end += 1;
            }
        }
        self.open(spot);
        Some(end)
    }

    /// An action without a number: an item right under a heading of the framework.
    fn item(&mut self, line: &Line) -> bool {
        let Some(item) = line.item().filter(|_| self.region == Region::Plan && self.current.is_none()) else {
            return false;
        };
        let verb = item.split_whitespace().next().is_some_and(is_infinitive);
        if self.framework.here().is_none() || !verb {
            return false;
        }
        let mut spot = Spot::new(Shown::Item, Passage::one(line.number, item.trim_end_matches([';', '.'])));
        spot.node = self.framework.here();
        self.spots.push(spot);
        true
    }
}

/// What the words of a heading announce.
fn region(words: &[String]) -> Region {
    let has = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let actions = words.iter().any(|word| word == "action" || word == "actions");
    let past = has("contrat") || has("precedent") || has("cej") || has("anterieur") || has("bilan");
    let plan = has("plan")
        || has("programme")
        || has("fiche")
        || has("presentation")
        || has("tableau")
        || has("deploiement")
        || has("calendrier");
    let only = actions && words.len() <= 5;
    match (actions, past) {
        (true, true) => Region::Past,
        (true, false) if plan || only => Region::Plan,
        _ => Region::Elsewhere,
    }
}
