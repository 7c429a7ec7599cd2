//! A part of the text read block by block: which body is at hand, and what each block says of it.
//!
//! What a page prints, and what an amendment replaces, is said of no body.

use domain::reading::Sourced;

use super::bodies::{Part, Told, entry, names_body, opens_mission, part_of, without_article};
use super::body_blocks::{self, Block};
use super::body_prose::{Row, Subject, clauses, in_a_row, named_alone, sentence_of, set_up, subject, trimmed, who_meets};
use super::rhythm::{number, rhythm};
use crate::passage::{Passage, Token};
use crate::wording::{self, begins};

/// What a part of the text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Bodies: whatever is named there is one, once something is said of it.
    Bodies,
    Article,
    Annex,
    /// Neither an article nor an annex: much must be said for a body to be one.
    Elsewhere,
}

/// A part, read from its first block to its last.
pub(super) struct Walk {
    scope: Scope,
    found: Vec<Told>,
    /// Whether the last body is the one that pronouns and items mean.
    current: bool,
    part: Part,
    /// Whether the next sentences are those that an amendment replaces.
    former: bool,
}

impl Walk {
    pub(super) const fn of(scope: Scope) -> Self {
        Self {
            scope,
            found: Vec::new(),
            current: false,
            part: Part::Unknown,
            former: false,
        }
    }

    pub(super) fn through(mut self, blocks: Vec<Block>) -> Vec<Told> {
        for block in blocks {
            match block {
                Block::Heading { name, apart } => self.heading(&name, apart),
                Block::Label { part, rest } => self.label(part, rest),
                Block::Item(item) => self.item(&item),
                Block::Text(text) => self.text(&text),
            }
        }
        let scope = self.scope;
        self.found.retain(|told| is_body(told, scope));
        self.found.iter_mut().for_each(|told| told.own_part = scope == Scope::Bodies);
        self.found
    }

    fn heading(&mut self, name: &Passage, apart: bool) {
        if body_blocks::is_page_mark(name) {
            return;
        }
        let text = without_article(&name.joined()).to_owned();
        let wanted = names_body(&text) || apart && self.scope == Scope::Bodies;
        self.part = Part::Unknown;
        self.current = wanted;
        if wanted {
            self.found.push(Told::of(Sourced::new(text, name.lines()), true));
        }
    }

    fn label(&mut self, part: Part, rest: Option<Passage>) {
        self.part = part;
        if let (Some(rest), Some(told)) = (rest, self.found.last_mut().filter(|_| self.current)) {
            let row = if part == Part::Members {
                in_a_row(&rest, Row::Bare)
            } else {
                Vec::new()
            };
            if row.len() > 1 {
                told.members.extend(row);
            } else {
                entry(told, &rest, part);
            }
        }
    }

    fn item(&mut self, item: &Passage) {
        // "- 3 -" is the number of a page.
        if item.words().iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
            return;
        }
        if let Some(told) = self.found.last_mut().filter(|_| self.current) {
            entry(told, item, self.part);
        }
    }

    fn text(&mut self, text: &Passage) {
        if text
            .parts()
            .first()
            .is_some_and(|(_, text)| text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']))
        {
            return;
        }
        if body_blocks::is_page_mark(text) {
            return;
        }
        let former = begins(&text.words(), &["ancienne"]) && text.words().len() < 4;
        if std::mem::replace(&mut self.former, former) || former {
            return;
        }
        let announces = text.joined().trim_end().ends_with(':');
        if self.titled(text) {
            return;
        }
        if self.current && opens_mission(&text.words()) && self.scope == Scope::Bodies {
            self.item(text);
            return;
        }
        self.part = Part::Unknown;
        let mut last = None;
        let text = &text.clone().without_clause();
        let clauses = clauses(text);
        for (at, clause) in clauses.iter().enumerate() {
            match clauses.get(at + 1).and_then(|next| named_alone(clause, next)) {
                Some(name) => {
                    self.found.push(Told::of(name, true));
                    self.current = true;
                }
                None => self.sentence(clause),
            }
            last = Some(clause.clone());
        }
        if let Some(part) = last.filter(|_| announces).and_then(|sentence| announced(&sentence.words())) {
            self.part = part;
        }
    }

    /// "Comité de pilotage : la présidente, les cinq maires. Il se réunit": a name, then who sits.
    fn titled(&mut self, text: &Passage) -> bool {
        let tokens = text.tokens();
        let colon = tokens
            .iter()
            .take(8)
            .position(|token| text.signs_after(token).starts_with(':'));
        let Some(colon) = colon.filter(|colon| colon + 1 < tokens.len()) else {
            return false;
        };
        let name = text.between(&tokens[0], &tokens[colon]);
        if !names_body(&name.joined()) {
            return false;
        }
        let mut told = Told::of(name.sourced(), true);
        let rest = text.between(&tokens[colon + 1], &tokens[tokens.len() - 1]);
        (self.current, self.part) = (true, Part::Unknown);
        let sentences = rest.sentences();
        let alone = sentences.first().is_some_and(|first| told_alone(&mut told, first));
        if let Some(first) = sentences.first().filter(|_| !alone) {
            told.members = in_a_row(first, Row::Bare);
        }
        self.found.push(told);
        for sentence in sentences.iter().skip(1) {
            let told = self.found.last_mut();
            if !told.is_some_and(|told| told_alone(told, sentence)) {
                self.sentence(sentence);
            }
        }
        true
    }

    fn sentence(&mut self, sentence: &Passage) {
        self.found.extend(set_up(sentence));
        let tokens = sentence.tokens();
        let denied = tokens.iter().any(|token| token.fold == "n" || token.fold == "ne")
            && tokens.iter().any(|token| token.fold.starts_with("cree"));
        let current = self.found.last().filter(|_| self.current).map(|told| told.name.value.clone());
        match subject(sentence, &tokens, current.as_deref()) {
            _ if denied => {}
            Subject::Named(name, next) => {
                let again = current.is_some_and(|current| wording::words(&current) == wording::words(&name.value));
                match self.found.last_mut().filter(|_| again) {
                    Some(told) => told.name.lines = told.name.lines.union(&name.lines),
                    None => self.found.push(Told::of(name, false)),
                }
                self.current = true;
                self.tell(sentence, next);
            }
            Subject::Before(next) if self.current => self.tell(sentence, next),
            Subject::Other if self.current && self.scope == Scope::Bodies => self.meeting(sentence, &tokens),
            _ => self.current = self.current && self.scope == Scope::Bodies,
        }
    }

    /// What a sentence says of the body at hand, from the word after its subject on.
    fn tell(&mut self, sentence: &Passage, next: usize) {
        if let Some(told) = self.found.last_mut() {
            sentence_of(told, sentence, next);
        }
    }

    /// Under the name of a body, a sentence about those who meet.
    fn meeting(&mut self, sentence: &Passage, tokens: &[Token]) {
        let Some(told) = self.found.last_mut().filter(|told| told.heading) else {
            return;
        };
        let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
        let meets = ["reuni", "retrouv", "rencontr", "organis", "ouvert", "sieg"];
        let meets = words.iter().any(|word| meets.iter().any(|stem| word.starts_with(stem)));
        if let Some(times) = rhythm(&words).filter(|_| meets && told.rhythm.is_none()) {
            told.rhythm = Some((trimmed(sentence), times));
            if told.members.is_empty() {
                let itself = wording::words(&told.name.value);
                let who = who_meets(sentence, tokens).into_iter();
                told.members.extend(
                    who.filter(|member| !wording::words(&member.value).iter().any(|word| itself.first() == Some(word))),
                );
            }
        }
    }
}

/// "Deux réunions par an.", "Membres : le maire, la directrice.": what a sentence without a verb says of the body named before it.
fn told_alone(told: &mut Told, sentence: &Passage) -> bool {
    let tokens = sentence.tokens();
    let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
    let counts = words.first().is_some_and(|first| number(first).is_some());
    if let Some(times) = rhythm(&words).filter(|_| counts && told.rhythm.is_none()) {
        told.rhythm = Some((trimmed(sentence), times));
        return true;
    }
    let colon = tokens
        .iter()
        .take(4)
        .position(|token| sentence.signs_after(token).trim_start().starts_with(':'));
    let Some((colon, part)) = colon.and_then(|colon| Some((colon, part_of(&words[..=colon])?))) else {
        return false;
    };
    let (Some(first), Some(last)) = (tokens.get(colon + 1), tokens.last()) else {
        return false;
    };
    let rest = without_brackets(&sentence.between(first, last));
    let row = in_a_row(&rest, Row::Bare);
    match part {
        Part::Members if !row.is_empty() => told.members.extend(row),
        _ => entry(told, &rest, part),
    }
    true
}

/// "la coordinatrice (0,6 ETP, communauté) et le maire": what stands in brackets names nobody else.
fn without_brackets(passage: &Passage) -> Passage {
    let bare = |(line, text): &(u32, String)| {
        let mut depth = 0_usize;
        let kept: String = text
            .chars()
            .filter(|letter| {
                match letter {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                depth == 0 && *letter != ')'
            })
            .collect();
        (*line, kept.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    Passage::new(passage.parts().iter().map(bare).collect())
}

/// Whether enough is said for a name to be that of a body.
fn is_body(told: &Told, scope: Scope) -> bool {
    let sits = !told.members.is_empty();
    let works = !told.missions.is_empty() || !told.does.is_empty();
    let meets = told.rhythm.is_some() || told.chairs.is_some();
    let known = names_body(&told.name.value);
    match scope {
        Scope::Bodies | Scope::Article | Scope::Annex if known => told.heading || sits || works || meets,
        Scope::Bodies => sits || meets,
        Scope::Article | Scope::Annex => sits && (meets || works),
        Scope::Elsewhere => {
            sits && told.rhythm.is_some() || known && sits && (works || meets) || known && told.heading && meets
        }
    }
}

/// What a list announces: "a pour rôle :", "est composé de :", "Y siègent :".
fn announced(words: &[String]) -> Option<Part> {
    let composed = words.iter().any(|word| {
        word.starts_with("compose") || word == "comprend" || word == "reunit" || word == "rassemble" || word.starts_with("sieg")
    });
    let charged = words.iter().any(|word| word == "charge" || word == "chargee");
    composed
        .then_some(Part::Members)
        .or_else(|| part_of(words))
        .or_else(|| charged.then_some(Part::Missions))
}
