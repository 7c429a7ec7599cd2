//! What an amendment says that it changes, in the order of its articles: each with its target, and the wordings before and after.
//!
//! Only what its articles decide counts: what its preamble tells, what its purpose announces, what other articles keep, change nothing.

use domain::reading::{ChangeKind, ChangeRead, Lines, Sourced};
use domain::time::Day;

use super::period;
use super::presentation::quoted;
use super::rows;
use super::target::{self, Object, Target, Verb};
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::{Block, Prose};
use crate::recognise::signature;
use crate::segment;
use crate::wording::{self, is_capitalised};

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
    let decided = blocks.iter().skip_while(|block| !is_article(block));
    let decided: Vec<&Block> = decided.take_while(|block| !signature::opens(block.prose.words())).collect();
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
            self.effect = sentence.dates().first().map(|date| period::sourced(&sentence, date));
            self.from_signature = period::from_signature(&sentence);
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
    words
        .iter()
        .rev()
        .take(4)
        .any(|word| word.starts_with("redig") || matches!(word.as_str(), "suit" | "redaction" | "suivante" | "formulation"))
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
    before: Option<Sourced<String>>,
    after: Option<Sourced<String>>,
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
                let sentences = if self.about_object { Vec::new() } else { prose.sentences() };
                for sentence in &sentences {
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
            _ => {}
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
        let found = dates(sentence).or_else(|| perimeter(sentence));
        let found = found.or_else(|| object(sentence, verb)).or_else(|| matter(sentence));
        if let Some(change) = found {
            let known = self.changes.iter_mut().find(|known| {
                known.kind == change.kind
                    && known.target.as_ref().map(|target| &target.value) == change.target.as_ref().map(|target| &target.value)
            });
            match known {
                Some(known) => known.lines = known.lines.union(&change.lines),
                None => self.changes.push(change),
            }
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
        if let [only] = changes.as_mut_slice() {
            only.before = only.before.take().or(self.before.take());
            only.after = only.after.take().or(self.after.take());
            let quoted = only.before.iter().chain(&only.after).flat_map(|text| text.lines.iter());
            only.lines = only.lines.iter().chain(quoted).collect();
        }
        changes
    }
}

/// "Sont ajoutées les deux actions suivantes :" is no change by itself: the actions stand below.
fn announces_actions(words: &[String], verb: Verb) -> bool {
    let list = words
        .iter()
        .any(|word| matches!(word.as_str(), "actions" | "fiches" | "fiche" | "action"));
    let list = list
        && words
            .iter()
            .any(|word| word.starts_with("suivant") || word.starts_with("redige"));
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
        if !title.is_empty() && (is_capitalised(text) || text.contains(" :")) {
            break;
        }
        title.push(*line, text);
    }
    title.sourced()
}

/// "La date de fin de la convention, fixée au …, est reportée au …", "La durée est prolongée jusqu'au …".
fn dates(sentence: &Prose) -> Option<ChangeRead> {
    let words = sentence.words();
    let put_off = |word: &String| {
        ["report", "prolong", "prorog", "repouss", "ramen", "avanc"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let verb = words
        .iter()
        .position(put_off)
        .or_else(|| words.iter().position(|word| word.starts_with("porte") || word == "desormais"))?;
    let lasting = words[..verb]
        .iter()
        .position(|word| matches!(word.as_str(), "fin" | "duree" | "terme" | "echeance" | "convention"))?;
    let date = sentence.dates();
    let years = words
        .iter()
        .any(|word| matches!(word.as_str(), "an" | "ans" | "annee" | "annees" | "mois"));
    let lasts = words[lasting] != "convention" || put_off(&words[verb]);
    if date.is_empty() && !years || !lasts {
        return None;
    }
    // The subject ends at the first sign, or before its verb.
    let end = (1..verb)
        .find(|at| {
            sentence.part(sentence.end_of(at - 1), sentence.start_of(*at)).contains(',')
                || matches!(words[*at].as_str(), "est" | "sera" | "fixee")
        })
        .unwrap_or(verb);
    let subject = sentence.part(0, sentence.end_of(end - 1));
    let said = |date: &crate::calendar::Dated| {
        sentence.sourced(sentence.part(sentence.start_of(date.at), sentence.end_of(date.at + date.length - 1)))
    };
    let mut found = change(ChangeKind::ChangeDates, Some(sentence.sourced(subject)), sentence);
    found.before = (date.len() > 1).then(|| date.first().map(said)).flatten();
    found.after = date.last().map(said);
    Some(found)
}

/// "La commune de Valmont rejoint la convention".
fn perimeter(sentence: &Prose) -> Option<ChangeRead> {
    const MOVES: [&str; 7] = ["rejoint", "adhere", "integre", "quitte", "retire", "associee", "entre"];
    let words = sentence.words();
    let at = words
        .iter()
        .take(4)
        .position(|word| word == "commune" || word == "communes")?;
    let verb = (at..words.len()).find(|at| MOVES.iter().any(|verb| words[*at].starts_with(verb)) && words[*at] != "entree")?;
    words[verb..]
        .iter()
        .find(|word| matches!(word.as_str(), "convention" | "perimetre" | "demarche"))?;
    let end = (at + 1..verb)
        .find(|at| sentence.part(sentence.end_of(at - 1), sentence.start_of(*at)).contains(','))
        .unwrap_or(if words[verb - 1] == "se" || words[verb - 1] == "est" {
            verb - 1
        } else {
            verb
        });
    let text = sentence.part(sentence.end_of(at), sentence.end_of(end - 1)).trim();
    let name = ["de ", "d'", "d’", "du ", "des "]
        .iter()
        .find_map(|lead| text.strip_prefix(lead))
        .unwrap_or(text);
    Some(change(ChangeKind::ChangePerimeter, Some(sentence.sourced(name)), sentence))
}

/// What happens to the article, the annex or the action that the sentence names first.
fn object(sentence: &Prose, verb: Verb) -> Option<ChangeRead> {
    let mut targets = target::targets(sentence, 0).into_iter();
    let target = targets.next()?;
    let kind = target.object.changed(if target.within && verb == Verb::Add {
        Verb::Change
    } else {
        verb
    });
    let mut found = change(kind, Some(target.text.clone()), sentence);
    let (before, after) = wordings(sentence, target.end, target.object);
    (found.before, found.after) = (before, after);
    // What the new words say tells what is changed: who signs, from when to when.
    let words = wording::words(found.after.as_ref().map_or("", |text| &text.value));
    let signs = ["est", "sont", "devient", "deviennent"].iter().any(|verb| {
        let one = wording::position(&words, &[verb, "signataire"]);
        one.or_else(|| wording::position(&words, &[verb, "signataires"])).is_some()
    });
    let day = |text: &Option<Sourced<String>>| text.as_ref().is_some_and(|text| is_day(&text.value));
    if found.kind == ChangeKind::ChangeArticle && signs {
        found.kind = ChangeKind::ChangeParties;
    } else if found.kind == ChangeKind::ChangeArticle && day(&found.before) && day(&found.after) {
        found.kind = ChangeKind::ChangeDates;
    }
    Some(found)
}

/// The wordings that a sentence quotes, or the times that it changes.
fn wordings(sentence: &Prose, from: usize, object: Object) -> (Option<Sourced<String>>, Option<Sourced<String>>) {
    let mut quotes = Vec::new();
    let mut at = from;
    while let Some(text) = quoted(sentence.part(at, sentence.text().len())) {
        let quote = sentence.sourced(text);
        at = (text.as_ptr() as usize - sentence.text().as_ptr() as usize) + text.len();
        quotes.push(quote);
    }
    let mut quotes = quotes.into_iter();
    match (quotes.next(), quotes.next()) {
        (Some(before), Some(after)) => (Some(before), Some(after)),
        (Some(after), None) => (None, Some(after)),
        _ if object == Object::Action => times(sentence, from),
        _ => (None, None),
    }
}

/// "prévue en 2023, est désormais prévue en 2025": the piece before the word, and the piece after it.
fn times(sentence: &Prose, from: usize) -> (Option<Sourced<String>>, Option<Sourced<String>>) {
    let words = sentence.words();
    let Some(at) = words.iter().position(|word| word == "desormais") else {
        return (None, None);
    };
    let led = words
        .get(at.wrapping_sub(1))
        .is_some_and(|word| matches!(word.as_str(), "est" | "sont" | "sera" | "seront"));
    let to = sentence.start_of(at - usize::from(led));
    let trimmed = |text: &str| -> Option<Sourced<String>> {
        let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '»'));
        let start = text.find(bare)?;
        (!bare.is_empty()).then(|| sentence.sourced(&text[start..start + bare.len()]))
    };
    (
        trimmed(sentence.part(from, to)),
        trimmed(sentence.part(sentence.end_of(at), sentence.text().len())),
    )
}

/// A date and nothing else.
fn is_day(text: &str) -> bool {
    let words = wording::words(text);
    matches!(crate::calendar::dated(&words).as_slice(), [date] if date.length == words.len())
}

/// A table of actions, what they were and what they become.
fn in_tables(lines: &[Line]) -> Vec<ChangeRead> {
    let worded = |words: &Vec<String>| words.iter().any(|word| word == "redaction" || word == "version");
    let is_header = |header: &[Vec<String>]| {
        let actions = header.first().is_some_and(|words| {
            words
                .iter()
                .any(|word| word.starts_with("action") || word.starts_with("fiche"))
        });
        actions && header.iter().skip(1).filter(|words| worded(words)).count() == 2
    };
    let change = |row: &rows::Row| {
        let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(row.line));
        let after = row.cell(Some(2)).map(wording::words).unwrap_or_default();
        let says = |start: &str| after.len() < 4 && after.iter().any(|word| word.starts_with(start));
        let kind = match (says("supprim") || says("retir"), says("nouve")) {
            (true, _) => ChangeKind::DropAction,
            (_, true) => ChangeKind::AddAction,
            _ => ChangeKind::ModifyAction,
        };
        let worded = kind == ChangeKind::ModifyAction;
        Some(ChangeRead {
            lines: Lines::one(row.line),
            kind,
            target: Some(sourced(row.cell(Some(0))?)),
            before: row.cell(Some(1)).filter(|_| worded).map(sourced),
            after: row.cell(Some(2)).filter(|_| worded).map(sourced),
        })
    };
    let grids = rows::grids(lines, is_header);
    grids.iter().flat_map(|grid| &grid.rows).filter_map(change).collect()
}

/// What is changed that no number names: who signs, the cooperation, the money.
fn matter(sentence: &Prose) -> Option<ChangeRead> {
    let words = sentence.words();
    let any = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    let replaces = any(&["substitue"]) && any(&["commune", "communaute", "syndicat"]);
    let kind = if any(&["signataire", "cocontractant"]) || replaces {
        ChangeKind::ChangeParties
    } else if any(&["cooperation", "coordination"]) {
        ChangeKind::ChangeCooperation
    } else if any(&["financement", "montant", "subvention", "enveloppe", "participation"]) {
        ChangeKind::ChangeFunding
    } else {
        return None;
    };
    // What is said of it stands before its verb.
    let verb = words
        .iter()
        .position(|word| matches!(word.as_str(), "est" | "sont" | "devient" | "deviennent" | "se" | "sera"))?;
    let text = sentence.part(0, sentence.end_of(verb.checked_sub(1)?));
    let subject = ["Le ", "La ", "Les ", "L'", "L’"]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    Some(change(kind, Some(sentence.sourced(subject)), sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::prose::blocks;

    fn read(text: &str) -> Amended {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let title = Sourced::new(lines[0].text.clone(), Lines::one(1));
        amended(&title, &lines, &blocks(&lines))
    }

    fn shown(amended: &Amended) -> Vec<String> {
        let text = |text: &Option<Sourced<String>>| text.as_ref().map_or("-", |text| text.value.as_str()).to_owned();
        let one = |change: &ChangeRead| {
            format!(
                "{} {} / {} / {}",
                change.kind.code(),
                text(&change.target),
                text(&change.before),
                text(&change.after)
            )
        };
        amended.changes.iter().map(one).collect()
    }

    #[test]
    fn each_article_says_what_it_changes() {
        let amended = read(
            "AVENANT N° 3 À LA CONVENTION TERRITORIALE GLOBALE\n\nPréambule\n\nL'article 2 avait été modifié en 2023.\n\n\
             Article 1 - Objet\n\nL'avenant a pour objet de modifier l'article 4.\n\nArticle 2 - Durée\n\n\
             La durée de la convention est prolongée jusqu'au 31 décembre 2027.\n\nArticle 3 - Textes\n\n\
             L'article 12 est abrogé.\n\nIl est inséré un article 14 bis intitulé « Données ».\n\n\
             À l'article 7, les mots « une fois » sont remplacés par les mots « deux fois ».\n\nL'annexe 2 est supprimée.\n\n\
             Article 4 - Effet\n\nIl entre en vigueur le 1er mai 2025.\n\nFait à Valmont, le 2 mai 2025",
        );
        assert_eq!(
            shown(&amended),
            [
                "change_dates La durée de la convention / - / 31 décembre 2027",
                "drop_article article 12 / - / -",
                "add_article article 14 bis / - / Données",
                "change_article article 7 / une fois / deux fois",
                "drop_annex annexe 2 / - / -"
            ]
        );
        assert_eq!(amended.effect.map(|day| day.value.to_string()).as_deref(), Some("2025-05-01"));
        assert_eq!(amended.number.map(|number| number.value).as_deref(), Some("3"));
    }

    #[test]
    fn a_heading_says_what_two_wordings_change() {
        let amended = read(
            "Avenant n° 1\n\n## Article 2 – Modification de l'article 5\n\n| Ancienne rédaction | « Un. » |\n|---|---|\n\
             | Nouvelle rédaction | « Deux. » |\n\n## Article 3 : Territoire\n\nLa commune des Ormes se retire de la convention.",
        );
        assert_eq!(
            shown(&amended),
            ["change_article article 5 / Un. / Deux.", "change_perimeter Ormes / - / -"]
        );
    }
}
