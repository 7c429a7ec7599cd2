//! Duties: each sentence of the articles that obliges, with who owes, to whom, when, at which address.
//!
//! Who owes is the subject, or the one named after "par"; where the words name nobody, nobody is put there.

use domain::reading::{DutyKind, DutyRead, Lines, Sourced};

use super::due::due;
use super::holders::Who;
use super::obliged::{Sentence, recipients};
use crate::lines::Line;
use crate::passage::Passage;
use crate::recognise::duties;
use crate::recognise::flow::{Paragraph, paragraphs};
use crate::segment::{Kind, Segment};

/// Duties beyond this are noise.
const MOST: usize = 1000;

/// A longer sentence is noise.
const MOST_WORDS: usize = 400;

/// The duties of every article, in order.
pub(crate) fn bind(segments: &[Segment<'_>], who: Who<'_>) -> Vec<DutyRead> {
    let articles = segments.iter().filter(|segment| segment.kind == Kind::Article);
    let mut found: Vec<DutyRead> = articles
        .flat_map(|segment| Article::of(segment.lines, who).duties(segment.lines))
        .collect();
    found.truncate(MOST);
    found
}

/// The article at hand.
struct Article<'w> {
    number: Option<Sourced<String>>,
    title: Vec<String>,
    who: Who<'w>,
}

/// What a list takes from the sentence that announces it.
#[derive(Clone)]
struct Lead {
    sentence: Passage,
    duty: DutyRead,
    /// Whether its items are no sentences: they complete it.
    open: bool,
}

impl<'w> Article<'w> {
    fn of(lines: &[Line], who: Who<'w>) -> Self {
        let first = lines.first();
        let tokens = first
            .map(|line| Passage::one(line.number, &line.text).tokens())
            .unwrap_or_default();
        let printed = tokens
            .get(1)
            .filter(|token| token.word.starts_with(|c: char| c.is_ascii_digit()));
        Self {
            number: first
                .zip(printed)
                .map(|(line, token)| Sourced::new(token.word.clone(), Lines::one(line.number))),
            title: first.map(|line| line.words.clone()).unwrap_or_default(),
            who,
        }
    }

    fn duties(&self, lines: &[Line]) -> Vec<DutyRead> {
        let paragraphs = paragraphs(lines.get(1..).unwrap_or_default());
        let mut found: Vec<DutyRead> = Vec::new();
        let mut lead: Option<Lead> = None;
        for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| !paragraph.is_note()) {
            if !paragraph.item {
                lead = None;
            }
            match &lead {
                Some(lead) if lead.open => found.extend(self.completed(lead, &paragraph.passage)),
                _ => found.extend(self.of_paragraph(paragraph, lead.as_ref())),
            }
            let announces = !paragraph.item && paragraph.announces();
            if announces && let Some(next) = self.lead(paragraph, paragraphs.get(at + 1)) {
                if next.open {
                    found.pop();
                }
                lead = Some(next);
            }
        }
        found
    }

    fn of_paragraph(&self, paragraph: &Paragraph, lead: Option<&Lead>) -> Vec<DutyRead> {
        let sentences = paragraph.passage.sentences().into_iter();
        let read = sentences.filter_map(|sentence| {
            let mut duty = self.duty(&sentence)?;
            if let Some(lead) = lead {
                inherit(&mut duty, &lead.duty);
            }
            Some(duty)
        });
        read.collect()
    }

    /// The last sentence of a paragraph that announces a list, when it obliges.
    fn lead(&self, paragraph: &Paragraph, next: Option<&Paragraph>) -> Option<Lead> {
        let sentence = paragraph.passage.sentences().pop()?;
        let duty = self.duty(&sentence)?;
        let next = next.filter(|next| next.item)?;
        let open = self.duty(&next.passage).is_none();
        Some(Lead { sentence, duty, open })
    }

    /// A sentence and one item that completes it.
    fn completed(&self, lead: &Lead, item: &Passage) -> Option<DutyRead> {
        let mut whole = lead.sentence.clone();
        whole.append(item.clone());
        let mut duty = self.duty(&whole)?;
        let named = recipients(item, &item.tokens(), self.who);
        if !named.is_empty() {
            duty.creditors = named;
        }
        Some(duty)
    }

    fn duty(&self, sentence: &Passage) -> Option<DutyRead> {
        let tokens = sentence.tokens();
        if tokens.len() > MOST_WORDS {
            return None;
        }
        let read = Sentence {
            passage: sentence,
            tokens: &tokens,
            who: self.who,
        };
        let found = duties::obliges(&tokens, read.main_clause()).or_else(|| read.party_will())?;
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
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bind::holders::tests::{keys, parties};
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let (parties, names) = parties();
        let who = Who {
            names: &names,
            parties: &parties,
        };
        let lines: Vec<String> = format!("Article 8 : Communication\n{text}")
            .lines()
            .map(str::to_owned)
            .collect();
        let lines = normalise(&lines);
        let found = bind(&crate::segment::segment(&lines), who).into_iter();
        found
            .map(|duty| {
                assert_eq!(duty.article.as_ref().map(|number| number.value.as_str()), Some("8"));
                let addresses: Vec<String> = duty.addresses.into_iter().map(|address| address.value).collect();
                format!(
                    "{} {} > {} {}",
                    duty.kind.code(),
                    keys(&duty.debtors),
                    keys(&duty.creditors),
                    addresses.join(" ")
                )
                .trim()
                .to_owned()
            })
            .collect()
    }

    #[test]
    fn who_owes_to_whom() {
        for (text, expected) in [
            ("La Caf s'engage à verser ses financements.", "funding 1 >"),
            (
                "De son côté, les communes des Ormes et de Valmont s'engagent à poursuivre leur soutien financier.",
                "funding 23 >",
            ),
            (
                "Dans le cadre de la Caf, chaque partie s'engage à mentionner le rôle de l'autre partie.",
                "communication 123 > 123",
            ),
            (
                "Les parties s'engagent réciproquement à se dire leurs bilans.",
                "review 123 > 123",
            ),
            (
                "Le comité sera présidé par la Caf et les communes par le biais de leurs élus.",
                "governance 123 >",
            ),
            (
                "Une affiche mentionnant le soutien par la Caf sera posée.",
                "communication  >",
            ),
            (
                "Les habitants s'engagent à lire les affiches.",
                "communication «Les habitants» >",
            ),
            (
                "La Caf transmettra ses affiches à la commune de Valmont.",
                "communication 1 > 3",
            ),
            (
                "Elle peut être dénoncée par l'une ou l'autre des parties.",
                "termination 123 >",
            ),
            (
                "Ces projets de mention seront soumis pour avis au Délégué à la Protection des Données de la partie.",
                "communication  > «Délégué à la Protection des Données»",
            ),
            (
                "Les parties sont tenues, ainsi que leur personnel, au secret.",
                "confidentiality 123 >",
            ),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_list_takes_what_it_lacks_from_its_sentence() {
        let text = "Les contractants s'engagent à respecter ce process d'inauguration :\n\n- une proposition devra être adressée à la Caf.\n\
                    - Pour les communes elle sera envoyée aux référents de chacune\n\nLorsque le déroulé sera connu, il sera à transmettre aux \
                    contractants :\n\n- Pour la Caf, à l'adresse\na@b.fr\n- Pour chaque commune au service";
        assert_eq!(
            read(text),
            [
                "event 123 >",
                "event 123 > 1",
                "event 123 > 23",
                "event  > 1 a@b.fr",
                "event  > 23",
            ]
        );
    }
}
