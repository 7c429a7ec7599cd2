//! What an amendment says that it changes, in the order of its articles: each with its target, and the wordings before and after.
//!
//! Only what its articles decide counts: what its preamble tells, what its purpose announces, what other articles keep, change nothing.

mod sentences;
mod tables;

use domain::reading::{ChangeKind, ChangeRead, Lines, Sourced};
use domain::time::Day;

use super::period;
use super::presentation::quoted;
use super::target::{self, Object, Target, Verb};
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::{Block, Prose};
use crate::recognise::signature;
use crate::segment;
use crate::wording::{self, is_capitalised};

use sentences::{dates, joins, matter, object, perimeter, several, wordings};
use tables::in_tables;

/// Changes beyond this are noise.
const MOST: usize = 500;

/// What an amendment says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Amended {
    pub(crate) number: Option<Sourced<String>>,
    pub(crate) effect: Option<Sourced<Day>>,
    pub(crate) changes: Vec<ChangeRead>,
    /// Where it says that it holds from the day it is signed.
    pub(crate) from_signature: Option<Lines>,
}

/// Reads an amendment whose title is this one.
pub(crate) fn amended(title: &Sourced<String>, lines: &[Line], blocks: &[Block]) -> Amended {
    let mut found = Amended {
        number: number(title),
        ..Amended::default()
    };
    let mut section = Section::default();
    let is_article = |block: &Block| {
        let named = lines.get(block.first).is_some_and(segment::is_article_heading);
        block.heading && (named || segment::is_bare_article(lines, block.first))
    };
    let before = blocks.iter().take_while(|block| !is_article(block));
    found.changes.extend(before.filter_map(|block| joins(&block.prose)));
    let decided = blocks.iter().skip_while(|block| !is_article(block));
    let decided: Vec<&Block> = up_to_signature(decided).collect();
    for clause in clauses(&decided) {
        if let Clause::Heading(heading) = &clause {
            found.changes.extend(section.close());
            section = Section::open(heading);
        }
        section.read(&clause);
        found.take_effect(&clause, section.about_effect);
    }
    found.changes.extend(section.close());
    found.changes.extend(in_tables(lines));
    found.changes.truncate(MOST);
    found
}

/// The blocks that decide: the one in which the parties sign ends them, with what it says before.
fn up_to_signature<'b>(blocks: impl Iterator<Item = &'b Block>) -> impl Iterator<Item = &'b Block> {
    let mut signed = false;
    blocks.take_while(move |block| {
        let before = signed || signature::opens(block.prose.words());
        signed = block
            .prose
            .sentences()
            .iter()
            .any(|sentence| signature::opens(sentence.words()));
        !before
    })
}

/// The number that the title says.
fn number(title: &Sourced<String>) -> Option<Sourced<String>> {
    let words = wording::words(&title.value);
    let at = words.iter().position(|word| matches!(word.as_str(), "n" | "no" | "numero"))?;
    let number = words.get(at + 1).filter(|word| word.len() < 4)?;
    Some(Sourced::new(number.clone(), title.lines.clone()))
}

impl Amended {
    /// "Le présent avenant prend effet au …".
    fn take_effect(&mut self, clause: &Clause, about: bool) {
        let (Clause::Text(prose) | Clause::Heading(prose)) = clause else {
            return;
        };
        for sentence in prose.sentences() {
            let words = sentence.words();
            let own = about || words.iter().any(|word| word == "avenant");
            let holds = words
                .iter()
                .any(|word| matches!(word.as_str(), "effet" | "vigueur" | "applicable"));
            if self.effect.is_some() || !own || !holds {
                continue;
            }
            self.effect = sentence.dates().first().map(|date| period::sourced(sentence, date));
            self.from_signature = period::from_signature(sentence);
        }
    }
}

/// A part of an article of an amendment.
enum Clause {
    Heading(Prose),
    Text(Prose),
    /// The cells of a row.
    Row(u32, Vec<String>),
}

/// The parts of the articles: what a quotation cuts in two is one.
fn clauses(blocks: &[&Block]) -> Vec<Clause> {
    let mut found: Vec<(Passage, Option<bool>)> = Vec::new();
    let mut cut = false;
    for block in blocks {
        let whole = block.prose.passage(0, block.prose.text().len());
        let added = block
            .prose
            .words()
            .first()
            .is_some_and(|word| matches!(word.as_str(), "action" | "fiche"));
        let quoting = block.prose.text().starts_with(['>', '«', '"', '“']) && !added;
        let small = !quoting && !is_capitalised(block.prose.text());
        let goes_on = cut && !block.heading && !block.row && (quoting || small);
        match found.last_mut().filter(|_| goes_on) {
            Some((passage, _)) => passage.append(whole),
            None => found.push((whole, if block.row { None } else { Some(block.heading) })),
        }
        let text = block.prose.text().trim_end();
        cut = !block.heading && (goes_on && quoting || text.ends_with(':') && is_quoting(block.prose.words()));
    }
    let clause = |(passage, kind): (Passage, Option<bool>)| match kind {
        Some(true) => Clause::Heading(Prose::of(&passage)),
        Some(false) => Clause::Text(Prose::of(&passage)),
        None => Clause::Row(
            passage.lines().first().unwrap_or(1),
            passage.parts().iter().map(|(_, text)| text.clone()).collect(),
        ),
    };
    found.into_iter().map(clause).collect()
}

/// "ainsi rédigée :", "comme suit :", "Ancienne rédaction :".
fn is_quoting(words: &[String]) -> bool {
    words.iter().rev().take(4).any(|word| {
        let said = word.as_str();
        word.starts_with("redig")
            || matches!(said, "suit" | "redaction" | "suivante" | "formulation")
            || matches!(said, "ligne" | "lignes" | "mots" | "phrase" | "mention")
    })
}

/// An article of the amendment: its heading may say what the whole of it changes.
#[derive(Default)]
struct Section {
    titled: Option<(Verb, Target)>,
    about_effect: bool,
    about_object: bool,
    changes: Vec<ChangeRead>,
    /// Whether the actions that follow are added.
    adding: bool,
    /// Wordings that were read before any change.
    before: Option<Sourced<String>>,
    after: Option<Sourced<String>>,
    /// The change that the wordings being read are of.
    worded: Option<usize>,
}

impl Section {
    fn open(heading: &Prose) -> Self {
        let words = heading.words();
        // The number of the amendment's own article is no target.
        let own = words.iter().position(|word| word == "article").map_or(0, |at| at + 2);
        let verb = target::noun(words);
        let target = target::targets(heading, own).into_iter().next();
        Self {
            titled: verb.zip(target),
            about_effect: words.iter().any(|word| matches!(word.as_str(), "effet" | "vigueur")),
            about_object: words.get(2).is_some_and(|word| word == "objet"),
            ..Self::default()
        }
    }

    fn read(&mut self, clause: &Clause) {
        match clause {
            Clause::Heading(_) => {}
            Clause::Row(line, cells) => self.row(*line, cells),
            Clause::Text(prose) => {
                let named = prose
                    .words()
                    .first()
                    .is_some_and(|word| matches!(word.as_str(), "action" | "fiche"));
                if self.adding && named && prose.words().len() > 2 {
                    self.changes
                        .push(change(ChangeKind::AddAction, Some(first_line(prose)), prose));
                    return;
                }
                self.wordings(prose);
                // What the purpose announces is decided below.
                let sentences = if self.about_object { &[] } else { prose.sentences() };
                for sentence in sentences {
                    self.sentence(sentence);
                }
            }
        }
    }

    /// "Ancienne rédaction : « … »", "Nouvelle rédaction : « … »".
    fn wordings(&mut self, prose: &Prose) {
        let words = prose.words();
        let labelled = words
            .iter()
            .take(3)
            .any(|word| word.starts_with("redaction") || word == "texte" || word == "formulation");
        let Some(text) = quoted(prose.text()).filter(|_| labelled) else {
            return;
        };
        match words.first().map(String::as_str) {
            Some("ancienne" | "ancien" | "actuelle") => self.before = Some(prose.sourced(text)),
            Some("nouvelle" | "nouveau") => self.after = Some(prose.sourced(text)),
            _ => return,
        }
        // What is quoted words the last change that was told and has no wording of its own.
        let bare = |change: &ChangeRead| change.before.is_none() && change.after.is_none();
        if let Some(at) = self.worded.or_else(|| self.changes.iter().rposition(bare)) {
            let change = &mut self.changes[at];
            word(change, &mut self.before, &mut self.after);
            self.worded = (change.before.is_none() || change.after.is_none()).then_some(at);
        }
    }

    fn row(&mut self, line: u32, cells: &[String]) {
        self.wordings(&Prose::of(&Passage::new(
            cells.iter().map(|cell| (line, cell.clone())).collect(),
        )));
    }

    fn sentence(&mut self, sentence: &Prose) {
        let words = sentence.words();
        let Some(verb) = target::participle(words) else {
            self.adding &= !sentence.text().ends_with('.');
            return;
        };
        self.adding = announces_actions(words, verb);
        if self.adding {
            return;
        }
        let several = several(sentence);
        if verb == Verb::Add && !several.is_empty() {
            for change in several {
                self.add(change);
            }
            return;
        }
        let found = dates(sentence).or_else(|| perimeter(sentence));
        let found = found.or_else(|| self.words_replaced(sentence));
        let found = found.or_else(|| object(sentence, verb)).or_else(|| matter(sentence));
        if let Some(change) = found {
            self.add(change);
        }
    }

    /// "Les mots « … » sont remplacés par les mots « … »", in the article that the heading names.
    fn words_replaced(&self, sentence: &Prose) -> Option<ChangeRead> {
        let words = sentence.words();
        let said = matches!(words.first().map(String::as_str), Some("les" | "le" | "la"))
            && matches!(words.get(1).map(String::as_str), Some("mots" | "mot" | "mention" | "date"));
        let (_, target) = self.titled.as_ref().filter(|_| said)?;
        let (Some(before), Some(after)) = wordings(sentence, 0, target.object) else {
            return None;
        };
        let mut found = change(target.object.changed(Verb::Change), Some(target.text.clone()), sentence);
        if differ_by_days(Some(&before), Some(&after)) && target.object == Object::Article {
            found.kind = ChangeKind::ChangeDates;
        }
        (found.before, found.after) = (Some(before), Some(after));
        Some(found)
    }

    /// Adds a change, or what another sentence says of one that is known: "Son terme est reporté" says more of the convention.
    fn add(&mut self, change: ChangeRead) {
        let text = |change: &ChangeRead| change.target.as_ref().map(|target| target.value.clone());
        let its = text(&change).is_some_and(|target| target.starts_with("Son ") || target.starts_with("Elle"));
        let dates = |change: &ChangeRead| change.kind == ChangeKind::ChangeDates;
        let known = self
            .changes
            .iter_mut()
            .find(|known| known.kind == change.kind && text(known) == text(&change) || its && dates(known) && dates(&change));
        if let Some(known) = known {
            known.lines = known.lines.union(&change.lines);
            known.before = known.before.take().or(change.before);
            known.after = known.after.take().or(change.after);
        } else {
            self.changes.push(change);
            self.worded = None;
        }
    }

    /// What the article changes: what its sentences say, else what its heading says.
    fn close(&mut self) -> Vec<ChangeRead> {
        let mut changes = std::mem::take(&mut self.changes);
        if changes.is_empty()
            && let Some((verb, target)) = self.titled.take()
        {
            changes.push(ChangeRead {
                lines: target.text.lines.clone(),
                kind: target.object.changed(verb),
                target: Some(target.text),
                before: None,
                after: None,
            });
        }
        // What is quoted before any change words the first that has no wording of its own.
        let quoted = self.before.is_some() || self.after.is_some();
        let bare = |change: &&mut ChangeRead| quoted && change.before.is_none() && change.after.is_none();
        if let Some(first) = changes.iter_mut().find(bare) {
            word(first, &mut self.before, &mut self.after);
        }
        changes
    }
}

/// Gives a change the wordings that are quoted below it.
fn word(change: &mut ChangeRead, before: &mut Option<Sourced<String>>, after: &mut Option<Sourced<String>>) {
    change.before = change.before.take().or(before.take());
    change.after = change.after.take().or(after.take());
    let quoted = change.before.iter().chain(&change.after).flat_map(|text| text.lines.iter());
    change.lines = change.lines.iter().chain(quoted).collect();
    if change.kind == ChangeKind::ChangeArticle && differ_by_days(change.before.as_ref(), change.after.as_ref()) {
        change.kind = ChangeKind::ChangeDates;
    }
}

/// Two wordings that say the same but for their days.
fn differ_by_days(before: Option<&Sourced<String>>, after: Option<&Sourced<String>>) -> bool {
    let parts = |text: &Sourced<String>| {
        let words = wording::words(&text.value);
        let days = crate::calendar::dated(&words);
        let dated = |at: &usize| days.iter().any(|day| (day.at..day.at + day.length).contains(at));
        let rest = (0..words.len()).filter(|at| !dated(at)).map(|at| words[at].clone());
        (rest.collect::<Vec<_>>(), days.iter().map(|day| day.day).collect::<Vec<_>>())
    };
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let ((before, first), (after, second)) = (parts(before), parts(after));
    before == after && first != second && !first.is_empty()
}

/// "Sont ajoutées les deux actions suivantes :" is no change by itself: the actions stand below.
fn announces_actions(words: &[String], verb: Verb) -> bool {
    let list = words
        .iter()
        .any(|word| matches!(word.as_str(), "actions" | "fiches" | "fiche" | "action"));
    let list = list
        && words
            .iter()
            .any(|word| word.starts_with("suivant") || word.starts_with("redige") || word == "figurent");
    list && verb == Verb::Add
}

fn change(kind: ChangeKind, target: Option<Sourced<String>>, prose: &Prose) -> ChangeRead {
    ChangeRead {
        lines: prose.all_lines(),
        kind,
        target,
        before: None,
        after: None,
    }
}

/// The title of an added action: its first line, and the next ones while they go on with it.
fn first_line(prose: &Prose) -> Sourced<String> {
    let passage = prose.passage(0, prose.text().len());
    let mut title = Passage::default();
    for (line, text) in passage.parts() {
        // "fiche action 1.6, dans l'axe 1": where it goes is no part of its name.
        if let Some((named, _)) = text.split_once(", dans ").filter(|_| title.is_empty()) {
            return Sourced::new(named.to_owned(), Lines::one(*line));
        }
        if !title.is_empty() && (is_capitalised(text) || text.contains(" :")) {
            break;
        }
        title.push(*line, text);
    }
    title.sourced()
}

#[cfg(test)]
mod tests;
