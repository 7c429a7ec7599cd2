//! Duties: each sentence of the articles that obliges, with who owes, to whom, when, at which address.
//!
//! Who owes is the subject, or the one named after "par"; where the words name nobody, nobody is put there.

#[cfg(test)]
mod tests;

use domain::reading::{DutyKind, DutyRead, Lines, Sourced};

use super::due::due;
use super::duty_tables::tabled;
use super::holders::Who;
use super::obliged::{Sentence, recipients};
use super::subjects::Subject;
use crate::lines::Line;
use crate::passage::Passage;
use crate::recognise::duties::{self, Obliges};
use crate::recognise::flow::{Paragraph, is_mark, paragraphs};
use crate::recognise::{present, present_words};
use crate::segment::{Kind, Segment};
use crate::wording::is_capitalised;

/// Duties beyond this are noise.
const MOST: usize = 1000;

/// A longer sentence is noise.
const MOST_WORDS: usize = 400;

/// The duties of every article, in order; where a text has no article, those of the parts that say who owes what.
pub(crate) fn bind(segments: &[Segment<'_>], who: Who<'_>) -> Vec<DutyRead> {
    let articled = segments.iter().filter(|segment| segment.kind == Kind::Article).count() > 1;
    let mut found: Vec<DutyRead> = Vec::new();
    for segment in segments {
        match segment.kind {
            Kind::Article => {
                let part = Part::article(segment.lines, who);
                found.extend(part.duties(&article_text(segment.lines)));
                found.extend(tabled(segment.lines, part.number.as_ref(), &part.title, who));
            }
            Kind::Front | Kind::Enacting | Kind::Outline | Kind::Council | Kind::Parties if !articled => {
                found.extend(sections(segment.lines, who));
            }
            Kind::Annex => found.extend(promised(segment.lines, who)),
            _ => {}
        }
    }
    found.truncate(MOST);
    found
}

/// A heading is shorter than this.
const LONGEST_HEADING: usize = 100;

/// The paragraphs of an article, the words that follow its title on the same line included.
fn article_text(lines: &[Line]) -> Vec<Paragraph> {
    let mut text = paragraphs(lines.get(1..).unwrap_or_default());
    if let Some(first) = lines.first().filter(|line| line.text.len() > LONGEST_HEADING) {
        let mut sentences = Passage::one(first.number, &first.text).sentences().into_iter().skip(1);
        if let Some(mut passage) = sentences.next() {
            sentences.for_each(|sentence| passage.append(sentence));
            text.insert(0, Paragraph { item: false, passage });
        }
    }
    text
}

/// The duties of a text without articles, heading by heading.
fn sections(lines: &[Line], who: Who<'_>) -> Vec<DutyRead> {
    let text = paragraphs(lines);
    let mut found = Vec::new();
    let mut start = 0;
    for end in 1..=text.len() {
        if text.get(end).is_some_and(|paragraph| !is_section(paragraph)) {
            continue;
        }
        let title = text[start].passage.words();
        let owes = is_section(&text[start]) && present_words::owes(&title);
        let part = Part {
            number: None,
            title,
            who,
            owes,
        };
        let read = part.duties(&text[start..end]).into_iter();
        found.extend(read.filter(|duty| owes || is_commitment(duty)));
        start = end;
    }
    found
}

/// A few words that end no sentence stand above what they are about.
fn is_section(paragraph: &Paragraph) -> bool {
    let [(_, text)] = paragraph.passage.parts() else {
        return false;
    };
    let brief = text.len() < LONGEST_HEADING && paragraph.passage.words().len() < 12;
    brief && !paragraph.item && is_capitalised(text) && !text.contains(':') && !text.ends_with(['.', ';', ',', '!'])
}

fn is_commitment(duty: &DutyRead) -> bool {
    let words = crate::wording::words(&duty.text.value);
    words.iter().any(|word| matches!(word.as_str(), "engage" | "engagent"))
}

/// What an annex promises: by someone, before a day. The annex of the plan tells actions.
fn promised(lines: &[Line], who: Who<'_>) -> Vec<DutyRead> {
    let part = Part {
        owes: false,
        ..Part::article(lines, who)
    };
    if part
        .title
        .iter()
        .any(|word| word == "actions" || word.starts_with("fiche") || word.starts_with("diagnostic"))
    {
        return Vec::new();
    }
    let mut found = part.duties(&paragraphs(lines.get(1..).unwrap_or_default()));
    found.retain(|duty| duty.due.is_some() && !duty.debtors.is_empty());
    for duty in &mut found {
        duty.article = None;
    }
    found
}

/// An article, or another part of the text.
struct Part<'w> {
    number: Option<Sourced<String>>,
    title: Vec<String>,
    who: Who<'w>,
    /// Whether what is told there in the present obliges.
    owes: bool,
}

/// What a list takes from the sentence that announces it.
#[derive(Clone)]
struct Lead {
    sentence: Passage,
    duty: DutyRead,
    /// Whether its items are no sentences: they complete it.
    open: bool,
}

impl<'w> Part<'w> {
    fn article(lines: &[Line], who: Who<'w>) -> Self {
        let first = lines.first();
        let tokens = first
            .map(|line| Passage::one(line.number, &line.text).tokens())
            .unwrap_or_default();
        let printed = tokens
            .get(1)
            .filter(|token| token.word.starts_with(|c: char| c.is_ascii_digit()));
        let title: Vec<String> = first
            .map(|line| line.words.iter().take(MOST_TITLE).cloned().collect())
            .unwrap_or_default();
        Self {
            number: first
                .zip(printed)
                .map(|(line, token)| Sourced::new(token.word.clone(), Lines::one(line.number))),
            owes: !present_words::tells(&title),
            title,
            who,
        }
    }

    fn duties(&self, paragraphs: &[Paragraph]) -> Vec<DutyRead> {
        let mut found: Vec<DutyRead> = Vec::new();
        let mut lead: Option<Lead> = None;
        let mut before: Option<Subject> = None;
        let mut listing = false;
        let mut named: Option<Subject> = None;
        for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.is_note()) {
            // What a page prints between two items does not end their list.
            if listing && (is_section(paragraph) || is_mark(paragraph)) {
                continue;
            }
            if let Some(subject) = self.announced(paragraph) {
                (named, lead, listing) = (Some(subject), None, true);
                continue;
            }
            if !paragraph.item {
                (lead, named) = (None, None);
            }
            if let Some(subject) = named.as_ref().filter(|_| self.owes)
                && let Some(duty) = self.of_item(&paragraph.passage, subject)
            {
                found.push(duty);
                continue;
            }
            match &lead {
                Some(lead) if lead.open => found.extend(self.completed(lead, &paragraph.passage)),
                _ => found.extend(self.of_paragraph(paragraph, lead.as_ref(), &mut before)),
            }
            listing = lead.is_some() && paragraph.passage.joined().ends_with(';');
            let announces = !paragraph.item && paragraph.announces();
            if announces && let Some(next) = self.lead(paragraph, paragraphs.get(at + 1), before.as_ref()) {
                if next.open {
                    found.pop();
                }
                listing = true;
                lead = Some(next);
            }
        }
        found
    }

    /// "Le syndicat :": those whose duties the items below tell.
    fn announced(&self, paragraph: &Paragraph) -> Option<Subject> {
        let tokens = paragraph.passage.tokens();
        let read = Sentence {
            passage: &paragraph.passage,
            tokens: &tokens,
            who: self.who,
            before: None,
        };
        let subject = read
            .opening(0)
            .filter(|_| paragraph.announces() && tokens.len() < MOST_TITLE)?;
        subject.ends_at(tokens.len()).then_some(subject)
    }

    /// "emploie le chargé de coopération": an item that opens on what the one announced does.
    fn of_item(&self, item: &Passage, subject: &Subject) -> Option<DutyRead> {
        let tokens = item.tokens();
        let verb =
            present::verb(item, &tokens, 0, subject.is_plural()).filter(|verb| *verb < 2 && present::acts(&tokens, *verb))?;
        let read = Sentence {
            passage: item,
            tokens: &tokens,
            who: self.who,
            before: None,
        };
        let kind = duties::kind(&item.words(), &self.title);
        let found = Obliges {
            form: duties::Form::Active,
            first: verb,
            last: verb,
        };
        Some(DutyRead {
            lines: item.lines(),
            article: self.number.clone(),
            kind,
            text: item.sourced(),
            debtors: subject.holders.clone(),
            creditors: read.creditors(found, &subject.holders),
            due: due(item, kind),
            addresses: addresses(item),
        })
    }

    fn of_paragraph(&self, paragraph: &Paragraph, lead: Option<&Lead>, before: &mut Option<Subject>) -> Vec<DutyRead> {
        let mut found = Vec::new();
        for sentence in paragraph.passage.sentences() {
            let clauses = present::clauses(&sentence);
            let whole = self.duty(&sentence, before.as_ref(), clauses.len() == 1);
            let read = match whole {
                Some(duty) => vec![duty],
                None => clauses
                    .iter()
                    .filter_map(|clause| self.duty(clause, before.as_ref(), true))
                    .collect(),
            };
            for mut duty in read {
                if let Some(lead) = lead {
                    inherit(&mut duty, &lead.duty);
                }
                found.push(duty);
            }
            // What a page prints between two sentences is nobody's subject.
            if !is_section(paragraph) && !is_mark(paragraph) {
                *before = self.subject(&sentence, before.as_ref());
            }
        }
        found
    }

    /// Those whom a pronoun of the next sentence takes up.
    fn subject(&self, sentence: &Passage, before: Option<&Subject>) -> Option<Subject> {
        let tokens = sentence.tokens();
        let read = Sentence {
            passage: sentence,
            tokens: &tokens,
            who: self.who,
            before,
        };
        read.opening(read.after_circumstances())
    }

    /// The last sentence of a paragraph that announces a list, when it obliges.
    fn lead(&self, paragraph: &Paragraph, next: Option<&Paragraph>, before: Option<&Subject>) -> Option<Lead> {
        let sentence = paragraph.passage.sentences().pop()?;
        let duty = self.duty(&sentence, before, true)?;
        let next = next.filter(|next| next.item)?;
        let open = self.duty(&next.passage, None, true).is_none();
        Some(Lead { sentence, duty, open })
    }

    /// A sentence and one item that completes it.
    fn completed(&self, lead: &Lead, item: &Passage) -> Option<DutyRead> {
        let mut whole = lead.sentence.clone();
        whole.append(item.clone());
        let mut duty = self.duty(&whole, None, true)?;
        let named = recipients(item, &item.tokens(), self.who);
        if !named.is_empty() {
            duty.creditors = named;
        }
        if duty.debtors.is_empty() {
            duty.debtors.clone_from(&lead.duty.debtors);
        }
        Some(duty)
    }

    /// What a sentence obliges to. `told` is whether the present counts too: a sentence of several clauses is cut first.
    fn duty(&self, sentence: &Passage, before: Option<&Subject>, told: bool) -> Option<DutyRead> {
        let tokens = sentence.tokens();
        if tokens.len() > MOST_WORDS {
            return None;
        }
        let read = Sentence {
            passage: sentence,
            tokens: &tokens,
            who: self.who,
            before,
        };
        let found = duties::obliges(&tokens, read.main_clause())
            .or_else(|| read.party_will())
            .or_else(|| self.told(&read).filter(|_| told))?;
        let kind = duties::kind(&sentence.words(), &self.title);
        let debtors = read.debtors(found);
        Some(DutyRead {
            lines: sentence.lines(),
            article: self.number.clone(),
            kind,
            text: sentence.sourced(),
            creditors: read.creditors(found, &debtors),
            debtors,
            due: due(sentence, kind),
            addresses: addresses(sentence),
        })
    }

    /// What the present says that someone does, or that is done at some time, for someone or by someone.
    fn told(&self, read: &Sentence<'_>) -> Option<Obliges> {
        if !self.owes {
            return None;
        }
        if let Some((found, subject)) = read.does() {
            // What a body does is its mission; what it does by a day, it owes.
            let mission = subject.body && (present_words::governs(&self.title) || due(read.passage, DutyKind::Other).is_none());
            return (!mission).then_some(found);
        }
        let found = read.done()?;
        let timed = due(read.passage, DutyKind::Other).is_some();
        let someone = !read.debtors(found).is_empty() || !read.creditors(found, &[]).is_empty();
        let known = read.tokens.iter().any(|token| token.fold == "connaissance");
        (timed || someone || known || present::bears(read.tokens).is_some()).then_some(found)
    }
}

/// Titles are read no further than this.
const MOST_TITLE: usize = 14;

/// An item that names neither a debtor nor a matter has those of the sentence that announces it.
fn inherit(duty: &mut DutyRead, lead: &DutyRead) {
    if duty.debtors.is_empty() {
        duty.debtors.clone_from(&lead.debtors);
    }
    if duty.kind == DutyKind::Other {
        duty.kind = lead.kind;
    }
}

/// Addresses of electronic mail, as printed.
fn addresses(sentence: &Passage) -> Vec<Sourced<String>> {
    let words = sentence
        .parts()
        .iter()
        .flat_map(|(line, text)| text.split_whitespace().map(move |word| (*line, word)));
    let addresses = words.filter(|(_, word)| word.contains('@') && word.len() > 4);
    addresses
        .map(|(line, word)| {
            let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | '(' | ')' | '<' | '>' | ':'));
            Sourced::new(bare.to_owned(), Lines::one(line))
        })
        .collect()
}
