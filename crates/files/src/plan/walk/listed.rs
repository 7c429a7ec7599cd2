//! Actions that their place announces: a number at the start of a line, an item under a heading, a title below its number.

use domain::reading::Lines;

use super::super::codes;
use super::apart::{parted, said};
use super::{Region, Shown, Spot, Walker, is_infinitive, labelled, opening};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::is_capitalised;

use opening::sentence;

/// "Pilote : la crèche. Partenaire : la Caf.": sentences that are fields leave those that are not.
fn labelled_sentences(spot: &mut Spot) {
    let is_field = |sentence: &Passage| labelled::labelled(&sentence.joined()).is_some_and(|(_, _, value)| !value.is_empty());
    let (fields, rest): (Vec<Passage>, Vec<Passage>) = spot.prose.sentences().into_iter().partition(is_field);
    if fields.is_empty() {
        return;
    }
    spot.told.extend(fields.iter().map(said));
    spot.parted = true;
    spot.prose = rest.into_iter().fold(Passage::default(), |mut all, sentence| {
        all.append(sentence);
        all
    });
}

/// "Action 1 : Regrouper les accueils. La communauté en est chargée": what is said after a title is no part of it.
pub(super) fn told_after(mut spot: Spot) -> Spot {
    let text = spot.title.joined();
    let (title, more) = sentence(&text);
    let verb = title.split_whitespace().next().is_some_and(is_infinitive);
    if !verb || more.split_whitespace().count() < FEWEST_SAID || labelled::labelled(more).is_some() {
        return spot;
    }
    let sentences = spot.title.sentences();
    spot.title = sentences.first().map(super::levels::bare_end).unwrap_or_default();
    spot.prose = sentences.into_iter().skip(1).fold(Passage::default(), |mut all, sentence| {
        all.append(sentence);
        all
    });
    spot
}

/// "- 1.2 Faire circuler le relais. …", right below "- 1.1 Agrandir la crèche. …": a number of the same depth and a verb.
fn opens_another(line: &Line, spot: &Spot) -> bool {
    let Some((code, title)) = codes::leading(line.item().unwrap_or(&line.text)) else {
        return false;
    };
    let verb = title
        .split_whitespace()
        .next()
        .is_some_and(|word| is_capitalised(word) && is_infinitive(word));
    let depth = |code: &str| code.split(['.', '-']).count();
    verb && spot
        .code
        .as_ref()
        .is_some_and(|own| depth(&own.value) == depth(&code.text) && own.value != code.text)
}

/// Words that are said of an action after its title, at least.
const FEWEST_SAID: usize = 4;

impl Walker<'_> {
    /// An action that its number alone announces: "12. Créer un lieu d'accueil", "A1 - Ouvrir".
    pub(super) fn numbered(&mut self, at: usize, passage: &Passage) -> Option<usize> {
        let (line, first) = passage.parts().first()?;
        let text = self.text.lines[at].item().unwrap_or(first);
        let (code, title) = codes::leading(text)?;
        let lettered = code.text.len() == 1 && text.trim_start().get(1..).is_some_and(|rest| rest.starts_with(['.', ')']));
        let verb = title.split_whitespace().next().is_some_and(is_infinitive);
        let figures = code.text.chars().any(|c| c.is_ascii_digit()) || lettered && verb;
        let clause = self
            .article
            .as_ref()
            .is_some_and(|article| code.text.starts_with(&format!("{article}.")) && !self.counts_below(article));
        // "94 OOO € en 2025" goes on a sum that its line cut.
        let sum = title.split_whitespace().take(2).any(|word| word.contains('€'));
        if sum || !figures || clause || !is_capitalised(title) || title.chars().count() < 8 {
            return None;
        }
        let (title, prose) = sentence(title);
        let mut spot = Spot::new(Shown::Numbered, Passage::one(*line, title)).coded(code, Lines::one(*line));
        let mut end = at + 1;
        if prose.is_empty() {
            for (line, part) in passage.parts().iter().skip(1) {
                spot.title.push(*line, part);
            }
            end = super::past(passage, at);
        } else {
            spot.prose.push(*line, prose);
            while let Some(next) = self.text.lines.get(end).filter(|next| {
                !next.is_blank() && !self.text.runs(next) && !self.is_alinea(next) && !opens_another(next, &spot)
            }) {
                spot.prose.push(next.number, &next.text);
                end += 1;
            }
            let dashed = parted(&spot.prose, '—');
            if dashed.iter().filter(|told| !told.name.is_empty()).count() > 1 {
                spot.told = dashed;
                spot.prose = Passage::default();
            }
            labelled_sentences(&mut spot);
        }
        self.open(spot);
        Some(end)
    }

    /// "1.2", "2.1", "3.1" under the headings of one article: the numbers go on those of the headings, and "3.1" is no clause of article 3.
    fn counts_below(&self, article: &str) -> bool {
        let Some(article) = article.parse::<u32>().ok().filter(|article| *article > 1) else {
            return false;
        };
        let before = |spot: &Spot| {
            let (first, _) = spot.code.as_ref()?.value.split_once('.')?;
            first.parse::<u32>().ok().filter(|first| *first + 1 == article)
        };
        self.spots
            .iter()
            .any(|spot| spot.shown == Shown::Numbered && before(spot).is_some())
    }

    /// An action without a number: an item right under a heading of the framework, or under a year.
    pub(super) fn item(&mut self, at: usize, line: &Line) -> Option<usize> {
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
        spot.told = parted(&Passage::one(line.number, inside), ';');
        spot.node = self.framework.here();
        spot.chapter = self.chapter.clone();
        self.spots.push(spot);
        Some(end)
    }

    /// A few words above the items of a plan whose level another sentence names: "rangées par année puis par domaine".
    pub(super) fn subject(&mut self, at: usize, line: &Line) -> bool {
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

    /// The title of a sheet, on the line below its number.
    pub(super) fn title_below(&mut self, passage: &Passage) -> bool {
        let untitled = self.current.filter(|current| {
            let spot = &self.spots[*current];
            spot.shown == Shown::Sheet && spot.title.is_empty() && spot.told.is_empty()
        });
        let Some(current) = untitled.filter(|_| self.field.is_none()) else {
            return false;
        };
        let text = passage.joined();
        let is_label = labelled::labelled(&text).is_some();
        if is_label || passage.words().len() < 2 || !is_capitalised(text.trim()) {
            return false;
        }
        self.spots[current].title = passage.clone();
        true
    }

    /// "### 1.3 – Doubler les matinées": a heading that gives the number of an action that is known.
    pub(super) fn headed_by_code(&self, line: &Line) -> Option<Spot> {
        let (code, title) = codes::leading(&line.text).filter(|_| line.level.is_some())?;
        let known = |spot: &Spot| spot.code.as_ref().is_some_and(|own| own.value == code.text);
        let figures = code.text.contains(|c: char| c.is_ascii_digit());
        // "## 3. Les instances", after "## 2. Le plan", is another part of the text.
        let first = self
            .spots
            .first()
            .and_then(|spot| spot.title.lines().first())
            .unwrap_or(u32::MAX);
        let numbers_parts = |other: &Line| {
            let numbered =
                codes::leading(&other.text).is_some_and(|(code, _)| code.text.bytes().all(|byte| byte.is_ascii_digit()));
            other.level == line.level && other.number < first && numbered
        };
        let part = self.text.lines.iter().any(numbers_parts);
        (figures && !part && !title.is_empty() && self.spots.iter().any(known))
            .then(|| Spot::new(Shown::Sheet, Passage::one(line.number, title)).coded(code, Lines::one(line.number)))
    }
}
