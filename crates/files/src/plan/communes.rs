//! The communes that a text names as such: "la commune de Vernouvrel", "les communes suivantes : …", a legend of letters.
//!
//! A name is a commune because the text calls it one, never because of how it looks.

use std::collections::HashMap;

use super::legend::Legend;
use super::tables::{Head, Row, Table};
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::wording::{self, is_capitalised};

/// The communes of a text, each by its own name.
#[derive(Debug, Default)]
pub(super) struct Communes {
    names: Vec<(Vec<String>, String)>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Communes {
    /// Every commune that the text, its legend or its tables name.
    pub(super) fn of<'t>(known: &[String], lines: &[Line], legend: &Legend, tables: impl Iterator<Item = &'t Table>) -> Self {
        let mut communes = Self::default();
        for name in known {
            communes.add(name);
        }
        for window in paragraphs(lines) {
            communes.spoken(&window);
        }
        for line in lines {
            for cell in line.cells.iter().flatten() {
                communes.spoken(&Passage::one(line.number, cell));
            }
        }
        let of_legend: Vec<(u32, String)> = legend
            .names()
            .filter_map(|(_, name)| Some((name.parts().first()?.0, name.joined())))
            .collect();
        for (line, name) in of_legend {
            if announces_communes(lines, line) {
                communes.add(&name);
            }
        }
        for table in tables {
            communes.columns(table);
        }
        communes
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// Whether these words name a commune, and which.
    pub(super) fn exactly(&self, text: &str) -> Option<&str> {
        let words = bare_words(text);
        let at = self
            .by_first
            .get(words.first()?)?
            .iter()
            .find(|at| self.names[**at].0 == words)?;
        Some(&self.names[*at].1)
    }

    /// The communes that a passage names, with the words before each.
    pub(super) fn mentions(&self, passage: &Passage) -> Vec<(&str, Option<String>, Passage)> {
        let tokens = passage.tokens();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            match self.at(&tokens, at) {
                Some((index, length)) => {
                    // "à La Ferté-Brève": the article is of the name.
                    let article = at > 0 && matches!(tokens[at - 1].word.as_str(), "La" | "Le" | "Les" | "L");
                    let before = at.checked_sub(1 + usize::from(article && at > 1));
                    let before = before.map(|before| tokens[before].fold.clone());
                    let words = passage.between(&tokens[at], &tokens[at + length - 1]);
                    found.push((self.names[index].1.as_str(), before, words));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The one commune whose name begins so, where a scan has cut it: "Saint-Ethel".
    pub(super) fn cut(&self, text: &str) -> Option<&str> {
        let words = bare_words(text);
        let (last, head) = words.split_last().filter(|(last, _)| last.chars().count() > 1)?;
        let fits = |(name, _): &&(Vec<String>, String)| {
            let whole = name.get(head.len()).is_some_and(|word| word.starts_with(last.as_str()));
            name.starts_with(head) && whole && words.join("").chars().count() * 2 > name.join("").chars().count()
        };
        let mut found = self.names.iter().filter(fits);
        let (_, name) = found.next()?;
        found.next().is_none().then_some(name)
    }

    fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let first = tokens.get(at).filter(|token| is_capitalised(&token.word))?;
        let fits = |index: &&usize| {
            let words = &self.names[**index].0;
            let named = tokens.get(at..at + words.len());
            named.is_some_and(|named| named.iter().zip(words).all(|(token, word)| token.fold == *word))
        };
        let known = self.by_first.get(&first.fold)?.iter();
        let best = known.filter(fits).max_by_key(|index| self.names[**index].0.len())?;
        Some((*best, self.names[*best].0.len()))
    }

    fn add(&mut self, name: &str) {
        let name = name.trim().trim_end_matches(['.', ';', ',', ':']);
        let words = bare_words(name);
        let long = words.len() > 8
            || words
                .iter()
                .any(|word| matches!(word.as_str(), "communes" | "communaute" | "commune"));
        if words.is_empty() || long || !is_capitalised(name) || self.exactly(name).is_some() {
            return;
        }
        self.by_first.entry(words[0].clone()).or_default().push(self.names.len());
        self.names.push((words, name.to_owned()));
    }

    /// "la commune de X", "les communes de X, de Y et de Z", "communes : X, Y".
    fn spoken(&mut self, passage: &Passage) {
        let tokens = passage.tokens();
        for at in 0..tokens.len() {
            let plural = match tokens[at].fold.as_str() {
                "commune" | "ville" => false,
                "communes" | "villes" => true,
                _ => continue,
            };
            if at.checked_sub(2).is_some_and(|before| tokens[before].fold == "communaute") {
                continue;
            }
            self.named_after(passage, &tokens, at, plural);
        }
    }

    fn named_after(&mut self, passage: &Passage, tokens: &[Token], at: usize, plural: bool) {
        let signs = passage.signs_after(&tokens[at]);
        let listed = plural
            && (signs.contains(':')
                || (at + 1..at + 4).any(|next| tokens.get(next).is_some_and(|token| passage.signs_after(token).contains(':'))));
        let mut next = at + 1;
        if listed {
            while next < tokens.len() && !passage.signs_after(&tokens[next - 1]).contains(':') {
                next += 1;
            }
        }
        let mut linked = listed;
        while let Some((name, after)) = proper_name(passage, tokens, next, linked) {
            self.add(&name);
            let end = &tokens[after - 1];
            let signs = passage.signs_after(end);
            let goes_on = signs == ","
                || signs.is_empty() && tokens.get(after).is_some_and(|token| token.fold == "et")
                || listed && signs.starts_with(';');
            if !plural || !goes_on {
                break;
            }
            next = after + usize::from(tokens.get(after).is_some_and(|token| token.fold == "et"));
            linked = true;
        }
    }

    fn columns(&mut self, table: &Table) {
        let names: Vec<String> = table
            .names
            .iter()
            .map(|name| wording::words(&name.joined()).join(" "))
            .collect();
        let column = names.iter().position(|name| name == "commune" || name == "communes");
        let Some(column) = column.filter(|column| matches!(table.heads[*column], Head::Field(_) | Head::Other)) else {
            return;
        };
        for row in &table.rows {
            if let Row::Cells(cells) = row {
                let cell = cells[column].joined();
                cell.split([',', ';']).for_each(|name| self.add(name));
            }
        }
    }
}

/// The words of a name, its article set aside.
fn bare_words(text: &str) -> Vec<String> {
    let mut words = wording::words(text);
    let article = words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "le" | "la" | "les" | "l"));
    if article && words.len() > 1 {
        words.remove(0);
    }
    words
}

/// Lines without a blank between them, as one passage.
fn paragraphs(lines: &[Line]) -> Vec<Passage> {
    let written = lines.split(|line| line.is_blank() || !line.cells.is_empty());
    written
        .filter(|lines| !lines.is_empty())
        .map(|lines| Passage::new(lines.iter().map(|line| (line.number, line.text.clone())).collect()))
        .collect()
}

/// The proper name that follows a word such as "commune": capitals, with small links inside.
fn proper_name(passage: &Passage, tokens: &[Token], at: usize, linked: bool) -> Option<(String, usize)> {
    let mut start = at;
    let mut article = None;
    while let Some(token) = tokens.get(start) {
        match token.word.as_str() {
            "de" | "d" => {}
            "des" => article = Some("Les"),
            "du" => article = Some("Le"),
            _ => break,
        }
        start += 1;
    }
    if start == at && !linked || !tokens.get(start).is_some_and(|token| is_capitalised(&token.word)) {
        return None;
    }
    let mut end = start;
    while let Some(next) = tokens.get(end + 1) {
        let signs = passage.signs_after(&tokens[end]);
        let hyphen = matches!(signs.as_str(), "-" | "'" | "’");
        let capital = is_capitalised(&next.word) && signs.is_empty() && tokens[end].same_part(next);
        if !(hyphen || capital) {
            break;
        }
        end += 1;
    }
    let name = passage.between(&tokens[start], &tokens[end]).joined();
    let name = article.map_or_else(|| name.clone(), |article| format!("{article} {name}"));
    Some((name, end + 1))
}

/// Whether the lines above a legend speak of communes.
fn announces_communes(lines: &[Line], number: u32) -> bool {
    let at = usize::try_from(number).unwrap_or(0).saturating_sub(1).min(lines.len());
    let above = lines[at.saturating_sub(14)..at].iter().rev();
    above
        .take(14)
        .any(|line| line.words.iter().any(|word| word == "commune" || word == "communes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let communes = Communes::of(&[], &lines, &Legend::of(&lines), std::iter::empty());
        communes.names.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn a_commune_is_called_so() {
        assert_eq!(
            read("la commune d'Hermelles-la-Jonchée et la commune des Tourbes-Claires"),
            ["Hermelles-la-Jonchée", "Les Tourbes-Claires"]
        );
        assert_eq!(read("Communes de Ruchefol et de Mourveil"), ["Ruchefol", "Mourveil"]);
        assert_eq!(
            read("Elle compte cinq communes : Noirvaux, Le Chastelou et Pont-Ribaudon."),
            ["Noirvaux", "Le Chastelou", "Pont-Ribaudon"]
        );
        assert_eq!(read("la communauté de communes Ourmelle et Plateaux"), [""; 0]);
        assert_eq!(
            read("Communes concernées\n\nE : Escarnoux\nF : Fauvelune"),
            ["Escarnoux", "Fauvelune"]
        );
    }
}
