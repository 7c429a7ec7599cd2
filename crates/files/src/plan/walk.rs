//! The text from top to bottom: which heading stands above, which action is spoken of, which field goes on.
//!
//! What is met is kept in the words of the text. Nothing is compared here with what another place says.

mod boxes;
mod opening;
mod rows;
mod told;

use std::collections::{BTreeMap, HashSet};

use domain::reading::{Half, Lines, Sourced};

use super::codes;
use super::communes::Communes;
use super::labels::Label;
use super::levels::{self, Framework};
use super::tables::{Table, Text, year_of};
use super::years::Term;
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
    /// The commune or the year under which it stands.
    pub(super) chapter: Chapter,
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
            chapter: Chapter::default(),
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
    term: Option<Term>,
    /// What the paragraph above speaks of, for what follows it action by action.
    topic: Option<Label>,
    communes: &'t Communes,
    /// The level that a sentence names: "par domaine".
    announced: Option<String>,
    /// The commune or the year whose name stands above, alone on its line.
    chapter: Chapter,
}

/// What a heading without a code gives to the actions below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Chapter {
    pub(super) commune: Option<Passage>,
    pub(super) year: Option<(i16, Lines)>,
}

/// Walks through the text.
pub(super) fn walk<'t>(
    text: Text<'t>,
    tables: &'t BTreeMap<usize, Table>,
    contents: &'t HashSet<u32>,
    (term, communes): (Option<Term>, &'t Communes),
) -> Walk {
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
        term,
        topic: None,
        communes,
        announced: None,
        chapter: Chapter::default(),
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
        if line.cells.len() > 1 && !self.tables.contains_key(&at) {
            // A row of a table of something else.
            self.blank = true;
            return at + 1;
        }
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
        self.speaks(line);
        self.under(at);
        if self.region == Region::Plan && self.blank && self.chapters(line) {
            return at + 1;
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
            match self.said_of_known(&spot) {
                Some(said) => self.spots.push(said),
                None => self.open(spot),
            }
            return after;
        }
        if self.title_below(&passage) {
            return after;
        }
        if self.fields(line) || self.said_by_title(&passage) {
            return at + 1;
        }
        if self.region == Region::Plan
            && let Some(next) = self.numbered(at, &passage)
        {
            return next;
        }
        if let Some(next) = self.item(at, line) {
            return next;
        }
        if self.subject(at, line) {
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
            let boxed =
                boxes::ends_with_boxes(&next.text) && !boxes::ends_with_boxes(&before.text) && next.indent > line.indent;
            if next.is_blank() || !plain || !(lower && broken || boxed) || told::labelled(&next.text).is_some() {
                break;
            }
            passage.push(next.number, &next.text);
            before = next;
        }
        passage
    }

    /// The title of a sheet, on the line below its number.
    fn title_below(&mut self, passage: &Passage) -> bool {
        let untitled = self.current.filter(|current| {
            let spot = &self.spots[*current];
            spot.shown == Shown::Sheet && spot.title.is_empty() && spot.told.is_empty()
        });
        let Some(current) = untitled.filter(|_| self.field.is_none()) else {
            return false;
        };
        let text = passage.joined();
        let labelled = told::labelled(&text).is_some();
        if labelled || passage.words().len() < 2 || !is_capitalised(text.trim()) {
            return false;
        }
        self.spots[current].title = passage.clone();
        true
    }

    fn open(&mut self, mut spot: Spot) {
        spot.node = self.framework.here();
        spot.chapter = self.chapter.clone();
        boxes::boxes(&mut spot, self.term);
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

    /// "sous l'axe 2 « Grandir »": where an amendment places the actions that follow.
    fn under(&mut self, at: usize) {
        let parts = self.text.lines[at..].iter().take(2).take_while(|line| !line.is_blank());
        let passage = Passage::new(parts.map(|line| (line.number, line.text.clone())).collect());
        if let Some(heading) = levels::under(&passage) {
            self.framework.open(&heading);
        }
    }

    /// "VILHAC", "Année 2024": a commune or a year alone on its line stands above the actions that follow.
    fn chapters(&mut self, line: &Line) -> bool {
        if line.words.len() > 6 || line.text.contains(':') {
            return false;
        }
        if let Some(commune) = self.communes.exactly(line.text.trim()) {
            self.chapter.commune = Some(Passage::one(line.number, commune));
            self.close();
            return true;
        }
        if let Some((year, None)) = year_of(&line.text).filter(|(year, _)| *year > 0) {
            self.chapter.year = Some((year, Lines::one(line.number)));
            self.close();
            return true;
        }
        false
    }

    fn part(&mut self, line: &Line) {
        self.close();
        self.chapter = Chapter::default();
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
        let lettered = code.text.len() == 1 && text.trim_start()[1..].starts_with(['.', ')']);
        let verb = title.split_whitespace().next().is_some_and(is_infinitive);
        let figures = code.text.chars().any(|c| c.is_ascii_digit()) || lettered && verb;
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
            let dashed = told::parted(&spot.prose, '—');
            if dashed.iter().filter(|told| !told.name.is_empty()).count() > 1 {
                spot.told = dashed;
            }
        }
        self.open(spot);
        Some(end)
    }

    /// An action without a number: an item right under a heading of the framework, or under a year.
    fn item(&mut self, at: usize, line: &Line) -> Option<usize> {
        line.item()
            .filter(|_| self.region == Region::Plan && self.current.is_none())?;
        let mut whole = Passage::one(line.number, line.item()?);
        let mut end = at + 1;
        while let Some(next) = self.text.lines.get(end) {
            let deeper = next.indent > line.indent && next.item().is_none() && next.cells.is_empty();
            if next.is_blank() || !deeper || self.text.runs(next) {
                break;
            }
            whole.push(next.number, &next.text);
            end += 1;
        }
        let text = whole.joined();
        let verb = text.split_whitespace().next().is_some_and(is_infinitive);
        let placed = self.framework.here().is_some() || self.chapter.year.is_some();
        if !verb || !placed {
            return None;
        }
        let item = text.trim_end_matches([';', '.', ' ']);
        let (title, inside) = opening::dashed(item).unwrap_or_else(|| opening::bracketed(item));
        let (title, again) = opening::again(title);
        let mut spot = Spot::new(
            if again { Shown::Named } else { Shown::Item },
            Passage::one(line.number, title),
        );
        spot.told = told::parted(&Passage::one(line.number, inside), ';');
        spot.node = self.framework.here();
        spot.chapter = self.chapter.clone();
        self.spots.push(spot);
        Some(end)
    }

    /// A few words above the items of a plan whose level another sentence names: "rangées par année puis par domaine".
    fn subject(&mut self, at: usize, line: &Line) -> bool {
        let brief = line.words.len() <= 5 && line.item().is_none() && !line.text.ends_with(['.', ':', ';', ',']);
        let above = self.text.lines.get(at + 1).is_some_and(|next| next.item().is_some());
        let Some(level) = self.announced.clone().filter(|_| brief && above && self.current.is_none()) else {
            return false;
        };
        if self.region != Region::Plan || !is_capitalised(&line.text) {
            return false;
        }
        self.framework.of_sheet(&level, &Passage::one(line.number, &line.text));
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
    let only = actions && words.len() <= 5 || words.len() <= 4 && has("programmation");
    match (actions, past) {
        (true, true) => Region::Past,
        (true, false) if plan => Region::Plan,
        (_, false) if only => Region::Plan,
        _ => Region::Elsewhere,
    }
}
