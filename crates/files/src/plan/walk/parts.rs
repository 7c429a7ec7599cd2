//! Where another part of the text begins: an article, an annex, the plan, the chapter of a commune or of a year.

use domain::reading::{Lines, Sourced};

use super::super::codes;
use super::super::levels;
use super::super::tables::year_of;
use super::{Chapter, Region, Spot, Walker, labelled, sheet};
use crate::lines::Line;
use crate::numbers;
use crate::passage::Passage;
use crate::segment;
use crate::wording;

/// Lines of a paragraph that declares nodes, at most.
const MOST_DECLARING: usize = 12;

/// The place after the last line of a passage that begins at this one.
pub(super) fn past(passage: &Passage, at: usize) -> usize {
    let last = passage.parts().last().and_then(|(line, _)| usize::try_from(*line).ok());
    last.map_or(at + 1, |last| last.max(at + 1))
}

/// "Objectif 1.1. Grandir ........ fiches 1 et 2": what a row of points leads to is no part of a title.
pub(super) fn without_leader(passage: &Passage) -> Passage {
    let cut = |(line, text): &(u32, String)| {
        let end = text.find(".....").unwrap_or(text.len());
        (*line, text[..end].trim_end().to_owned())
    };
    Passage::new(passage.parts().iter().map(cut).collect())
}

impl Walker<'_> {
    /// Whether a line opens another part of the text.
    pub(super) fn is_part(&self, line: &Line) -> bool {
        if !line.cells.is_empty() {
            return false;
        }
        let article = segment::is_article_heading(line) || segment::is_annex_heading(line);
        let closing = line.words.len() < 30
            && (wording::begins(&line.words, &["fait", "a"]) || wording::begins(&line.words, &["fait", "en"]));
        let sheet = sheet(&Passage::one(line.number, &line.text)).is_some();
        let titled = line.level.is_some() && !sheet && self.headed_by_code(line).is_none();
        let field = self.current.is_some() && labelled::labelled(&line.text).is_some();
        article || closing || (titled || self.names_plan(line) && !sheet) && !field
    }

    /// A few words that say that the plan begins: "Plan d'actions", "Les fiches actions".
    pub(super) fn names_plan(&self, line: &Line) -> bool {
        let words = &line.words;
        let brief = words.len() <= 8 && !line.text.ends_with(['.', ';', ',', ':']) && line.item().is_none();
        brief && region(words) != Region::Elsewhere
    }

    /// A paragraph that declares the nodes by which the actions are coded: nothing stands under the last of them.
    pub(super) fn declared(&mut self, at: usize) -> Option<usize> {
        let lines = self.text.lines[at..].iter().take(MOST_DECLARING);
        let paragraph = lines.take_while(|line| !line.is_blank() && line.cells.is_empty() && !self.text.runs(line));
        let paragraph = Passage::new(paragraph.map(|line| (line.number, line.text.clone())).collect());
        let headings = levels::declared(&paragraph);
        if headings.is_empty() {
            return None;
        }
        for heading in &headings {
            self.framework.open(heading);
        }
        self.framework.leave();
        Some(at + paragraph.parts().len())
    }

    /// "1a) Structurer les temps": a node that its code alone announces, under the one whose code begins it, where a sentence counts
    /// two levels: "trois enjeux et six orientations".
    pub(super) fn coded_node(&self, passage: &Passage) -> Option<levels::Heading> {
        let (line, text) = passage.parts().first()?;
        let (code, title) = codes::leading(text).filter(|(_, title)| !title.is_empty())?;
        // The number of an action that is known is that of its sheet.
        let known = |spot: &Spot| spot.code.as_ref().is_some_and(|own| own.value == code.text);
        if self.spots.iter().any(known) {
            return None;
        }
        let above = self.framework.above(&code.text)?;
        let at = self.counted.iter().position(|level| self.framework.is_of(above, level))?;
        let level = self.counted.get(at + 1)?.clone();
        let rest = passage.parts()[1..].iter().cloned();
        Some(levels::Heading {
            level,
            code: Some(code),
            title: Passage::new(std::iter::once((*line, title.to_owned())).chain(rest).collect()),
            lines: passage.lines(),
        })
    }

    /// "Trois enjeux et six orientations ont été arrêtés": the levels, from the top.
    pub(super) fn counts_levels(&mut self, line: &Line) {
        let counted = |pair: &[String]| {
            let level = levels::is_level(&pair[1]) && pair[1].ends_with(['s', 'x']);
            (level && numbers::count(pair, 0).is_some()).then(|| levels::singular(&pair[1]))
        };
        let found: Vec<String> = line.words.windows(2).filter_map(counted).collect();
        if found.len() > 1 && self.counted.is_empty() {
            self.counted = found;
        }
    }

    /// "sous l'axe 2 « Grandir »": where an amendment places the actions that follow.
    pub(super) fn under(&mut self, at: usize) {
        let parts = self.text.lines[at..].iter().take(2).take_while(|line| !line.is_blank());
        let passage = Passage::new(parts.map(|line| (line.number, line.text.clone())).collect());
        if let Some(heading) = levels::under(&passage) {
            self.framework.open_named(&heading);
        }
    }

    /// "VILHAC", "Année 2024", "1er semestre 2025": a commune, a year or half of one alone on its line stands above the actions that follow.
    pub(super) fn chapters(&mut self, line: &Line) -> bool {
        if line.words.len() > 6 || line.text.contains(':') {
            return false;
        }
        if let Some(commune) = self.communes.exactly(line.text.trim()) {
            self.chapter.commune = Some(Passage::one(line.number, commune));
            self.chapter.theme = None;
            self.chapter_level = line.level.or(self.chapter_level);
            self.close();
            return true;
        }
        if let Some((year, half)) = year_of(&line.text).filter(|(year, _)| *year > 0) {
            let told = if half.is_some() { line.text.clone() } else { year.to_string() };
            self.chapter.year = Some(((year, half), Sourced::new(told, Lines::one(line.number))));
            self.close();
            return true;
        }
        false
    }

    /// "Petite enfance", a heading below that of a commune: the theme of the actions that follow.
    fn themed(&mut self, line: &Line) -> bool {
        let deeper = line.level.zip(self.chapter_level).is_some_and(|(own, above)| own > above);
        let brief = line.words.len() <= 8 && region(&line.words) == Region::Elsewhere;
        if self.region != Region::Plan || !deeper || !brief {
            return false;
        }
        self.chapter.theme = Some(Passage::one(line.number, &line.text));
        true
    }

    pub(super) fn part(&mut self, line: &Line) {
        self.close();
        if self.themed(line) {
            return;
        }
        self.outlines(line);
        self.chapter = Chapter::default();
        let kept = line.level.is_some_and(|level| level > 2) && self.region == Region::Plan;
        let told = region(&line.words);
        if told != Region::Elsewhere || !kept {
            self.region = told;
        }
        if line.level.is_some_and(|level| level <= 2) {
            self.framework.leave();
        }
        if segment::is_article_heading(line) || segment::is_annex_heading(line) {
            self.framework.leave();
            let number = line.text.split_once(' ').and_then(|(_, rest)| codes::leading(rest));
            self.article = number.map(|(code, _)| code.text);
        }
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
    let map = wording::position(words, &["feuille", "de", "route"]).is_some() && words.len() <= 7;
    let only = actions && words.len() <= 7 || words.len() <= 4 && has("programmation");
    match (actions, past) {
        (true, true) => Region::Past,
        (true, false) if plan => Region::Plan,
        (_, false) if only || map => Region::Plan,
        _ => Region::Elsewhere,
    }
}
