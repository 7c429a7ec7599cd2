//! Duties: each sentence of the articles that obliges, with who owes, to whom, when, at which address.
//!
//! Who owes is the subject, or the one named after "par"; where the words name nobody, nobody is put there.

use domain::reading::{DutyKind, DutyRead, Holder, Lines, Sourced};

use super::due::due;
use super::holders::Who;
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::recognise::duties::{self, Form, Obliges};
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
        let named = self.recipients(item, &item.tokens());
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
            creditors: read.creditors(found, &debtors, self),
            debtors,
            due: due(sentence, kind),
            addresses: addresses(sentence),
        })
    }

    /// "Pour la Caf, …": to whom an item says that something goes.
    fn recipients(&self, passage: &Passage, tokens: &[Token]) -> Vec<Sourced<Holder>> {
        let Some(first) = tokens.first().filter(|token| token.fold == "pour") else {
            return Vec::new();
        };
        let end = tokens
            .iter()
            .position(|token| {
                matches!(token.fold.as_str(), "cette" | "ce" | "sera" | "devra") || passage.signs_after(token).starts_with(',')
            })
            .unwrap_or(6);
        let last = &tokens[end.min(tokens.len() - 1)];
        self.who.named(&passage.between(first, last))
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

struct Sentence<'t> {
    passage: &'t Passage,
    tokens: &'t [Token],
    who: Who<'t>,
}

impl Sentence<'_> {
    fn fold(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.fold.as_str())
    }

    fn is_closed(&self, at: usize, signs: &[char]) -> bool {
        self.tokens
            .get(at)
            .is_none_or(|token| self.passage.signs_after(token).starts_with(signs))
    }

    /// "Lorsque …, il sera": where what follows the condition begins.
    fn main_clause(&self) -> usize {
        if !matches!(self.fold(0), "lorsque" | "quand" | "si") {
            return 0;
        }
        let comma = (0..self.tokens.len()).find(|at| self.is_closed(*at, &[',']));
        comma.map_or(0, |at| at + 1)
    }

    /// "La Caf transmettra": a future right after the name of who is obliged.
    fn party_will(&self) -> Option<Obliges> {
        let first = (1..self.tokens.len()).find(|at| {
            let ends = |from: usize| self.who.at(self.tokens, from).is_some_and(|(_, length)| from + length == *at);
            let subject = || (at.saturating_sub(12)..*at).any(|from| ends(from) && !self.is_complement(from));
            duties::is_future(self.fold(*at)) && subject()
        })?;
        Some(Obliges {
            form: Form::Active,
            first,
            last: first,
        })
    }

    /// "Celui de Valmont": a name that completes another word. "La commune de Valmont" is Valmont.
    fn is_complement(&self, from: usize) -> bool {
        let before = |back: usize| from.checked_sub(back).map_or("", |at| self.fold(at));
        matches!(before(1), "de" | "des" | "du" | "d")
            && !matches!(before(2), "commune" | "communes" | "ville" | "villes" | "et")
    }

    fn debtors(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        match found.form {
            Form::Active => self.subject(found),
            Form::Passive => self.agent(found),
            Form::Noun => {
                let to = (found.last..self.tokens.len())
                    .find(|at| self.fold(*at) == "a")
                    .unwrap_or(found.last);
                self.named(found.last + 1, to)
            }
            Form::Need => {
                let end = (found.last + 1..self.tokens.len())
                    .find(|at| self.is_closed(*at, &[',', ';', '.']))
                    .map_or(found.last + 1, |at| at + 1);
                self.named_or_words(found.last + 1, end, 10)
            }
            Form::Rule => Vec::new(),
        }
    }

    fn named(&self, from: usize, to: usize) -> Vec<Sourced<Holder>> {
        match (
            self.tokens.get(from),
            to.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if from < to => self.who.named(&self.passage.between(first, last)),
            _ => Vec::new(),
        }
    }

    /// Those named, else the words themselves when they are few and begin as people do.
    fn named_or_words(&self, from: usize, to: usize, most: usize) -> Vec<Sourced<Holder>> {
        let named = self.named(from, to);
        let article = matches!(self.fold(from), "le" | "la" | "les" | "l" | "chaque" | "tout" | "toute");
        if !named.is_empty() || !article || to <= from || to - from > most {
            return named;
        }
        let words = self.passage.between(&self.tokens[from], &self.tokens[to - 1]).sourced();
        vec![words.map(Holder::Text)]
    }

    /// The subject: what stands before the verb, without the circumstances that precede it.
    fn subject(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        const CIRCUMSTANCES: [&str; 15] = [
            "dans",
            "concernant",
            "de",
            "pour",
            "en",
            "a",
            "au",
            "aux",
            "afin",
            "si",
            "lorsque",
            "par",
            "sous",
            "selon",
            "conformement",
        ];
        let commas = (0..found.first).filter(|at| self.is_closed(*at, &[',', ')']));
        let from = match commas.last() {
            Some(at) if CIRCUMSTANCES.contains(&self.fold(0)) && at + 1 < found.first => at + 1,
            _ => 0,
        };
        let commits = matches!(self.fold(found.first), "s" | "sont" | "est");
        let mut who = if commits {
            self.named_or_words(from, found.first, 8)
        } else {
            self.named(from, found.first)
        };
        if self.fold(found.last).starts_with("tenu")
            && self.fold(found.last + 1) == "ainsi"
            && self.fold(found.last + 2) == "que"
        {
            let from = found.last + 3;
            let end = (from..self.tokens.len())
                .find(|at| self.is_closed(*at, &[',']))
                .map_or(from, |at| at + 1);
            who.extend(self.named_or_words(from, end, 8));
        }
        who
    }

    /// The one named after "par", unless another participle stands before it: "des actions engagées par la Caf".
    fn agent(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        let by = (found.last + 1..self.tokens.len()).find(|at| self.fold(*at) == "par");
        let participle = |at: usize| duties::is_participle(&self.tokens[at]);
        let joined = |by: usize| (found.last + 1..by).all(|at| participle(at) || matches!(self.fold(at), "et" | "ou" | "co"));
        let Some(by) = by.filter(|by| joined(*by) || !participle(by - 1)) else {
            return Vec::new();
        };
        let stop = |at: &usize| self.fold(*at) == "par" || self.is_closed(at - 1, &[',', ';', '.', '(']) && *at > by + 1;
        let end = (by + 1..self.tokens.len())
            .find(stop)
            .unwrap_or(self.tokens.len())
            .min(by + 14);
        if by == found.last + 1 {
            self.named_or_words(by + 1, end, 6)
        } else {
            self.named(by + 1, end)
        }
    }

    fn creditors(&self, found: Obliges, debtors: &[Sourced<Holder>], article: &Article<'_>) -> Vec<Sourced<Holder>> {
        let mutual = self
            .tokens
            .iter()
            .any(|token| matches!(token.fold.as_str(), "reciproquement" | "mutuellement"));
        if mutual {
            return debtors.to_vec();
        }
        let moved = |token: &Token| {
            let stems = [
                "adress",
                "envoy",
                "transm",
                "communiqu",
                "fourni",
                "soumis",
                "soumettre",
                "remis",
                "remettre",
                "inform",
            ];
            stems.iter().any(|stem| token.fold.starts_with(stem))
        };
        let moves = self.tokens.iter().any(moved);
        if moves {
            let first = article.recipients(self.passage, self.tokens);
            return if first.is_empty() {
                self.recipients_after(found)
            } else {
                first
            };
        }
        let others = (found.last..self.tokens.len()).find(|at| {
            matches!(self.fold(*at), "autre" | "autres")
                && self.fold(at + 1).starts_with("partie")
                && !(at.saturating_sub(5)..*at).any(|by| self.fold(by) == "par")
        });
        if let Some(at) = others {
            return self.named(at, at + 2);
        }
        let benefit = (found.last + 1..found.last + 3).find(|at| self.fold(*at) == "pour");
        benefit
            .map(|at| self.named(at + 1, (at + 4).min(self.tokens.len())))
            .unwrap_or_default()
    }

    /// "adressée aux représentants des contractants", "soumises au Délégué à la Protection des Données".
    fn recipients_after(&self, found: Obliges) -> Vec<Sourced<Holder>> {
        for at in (found.last..self.tokens.len()).filter(|at| matches!(self.fold(*at), "a" | "au" | "aux")) {
            let end = (at + 1..at + 7)
                .find(|end| self.is_closed(*end, &[',', ';', '.', ':', '(']))
                .map_or(at + 7, |end| end + 1);
            let named = self.named(at + 1, end.min(self.tokens.len()));
            if !named.is_empty() {
                return named;
            }
            if let Some(title) = self.title_at(at + 1) {
                return vec![title];
            }
        }
        Vec::new()
    }

    /// Words with capitals, small links between them: the title of a person.
    fn title_at(&self, from: usize) -> Option<Sourced<Holder>> {
        let capital = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| crate::wording::is_capitalised(&token.word))
        };
        if !capital(from) {
            return None;
        }
        let mut last = from;
        for at in from + 1..self.tokens.len().min(from + 12) {
            if capital(at) {
                last = at;
            } else if !crate::wording::is_link(self.fold(at)) || at > last + 2 {
                break;
            }
        }
        let words = self.passage.between(&self.tokens[from], &self.tokens[last]).sourced();
        Some(words.map(Holder::Text))
    }
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
