//! Second pass, segment: where each part of a convention begins and ends.
//!
//! Parts may come in any order and any of them may be missing. Nothing is read here.

mod sections;

use crate::calendar;
use crate::lines::Line;
use crate::numbers;
use crate::recognise::title;
use crate::wording::{self, begins, fold, position};

/// What a run of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What precedes everything: title and exposition.
    Front,
    /// The council decides: approval, authority, votes.
    Council,
    /// The announced themes.
    Themes,
    /// Sheets whose columns were read one after the other.
    Columns,
    /// A tabbed table of actions: sheets or deployment grid.
    Table,
    /// The plan as nested headings and bullets.
    Outline,
    /// "Entre … et …".
    Parties,
    /// The table of contents.
    Contents,
    /// "Il est convenu…" and the texts in view.
    Enacting,
    /// One article.
    Article,
    /// The heading of an annex and what follows it.
    Annex,
    /// "Fait à …" and the signatures.
    Closing,
}

/// A run of lines of one kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<'t> {
    pub(crate) kind: Kind,
    pub(crate) lines: &'t [Line],
}

/// Cuts the text into segments that follow one another without gap.
pub(crate) fn segment(lines: &[Line]) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let titles: Vec<&Line> = lines.iter().filter(|line| is_title(line)).take(MOST_TITLES).collect();
    let sections = sections::articles(lines);
    let (mut kind, mut start) = (Kind::Front, 0);
    for at in 0..lines.len() {
        let section = sections.contains(&at).then_some(Kind::Article);
        if let Some(next) = section.or_else(|| opening(lines, start, at, kind, &titles)) {
            if start < at {
                segments.push(Segment {
                    kind,
                    lines: &lines[start..at],
                });
            }
            (kind, start) = (next, at);
        }
    }
    if start < lines.len() {
        segments.push(Segment {
            kind,
            lines: &lines[start..],
        });
    }
    segments
}

/// The kind of the segment that line `at` opens, if it opens one.
fn opening(lines: &[Line], start: usize, at: usize, current: Kind, titles: &[&Line]) -> Option<Kind> {
    let line = lines.get(at)?;
    if line.is_blank() {
        return None;
    }
    if current == Kind::Contents && is_contents_entry(lines, start, at) {
        return None;
    }
    if is_table_header(line) {
        return Some(Kind::Table);
    }
    if !line.cells.is_empty() {
        return None;
    }
    if is_bare_article(lines, at) {
        return Some(Kind::Article);
    }
    let before = matches!(current, Kind::Front | Kind::Parties | Kind::Contents | Kind::Enacting);
    if before && is_preamble(line) {
        return Some(Kind::Front);
    }
    if current == Kind::Closing && at - start < CLOSING_LINES && begins(&line.words, &["fait", "a"]) {
        return None;
    }
    if matches!(current, Kind::Closing | Kind::Annex | Kind::Council) && is_front_title(line, titles) {
        return Some(Kind::Front);
    }
    opening_by_words(line).or_else(|| is_column_header(lines, at).then_some(Kind::Columns))
}

/// A title in capitals that pages repeat more often than this is furniture.
const MOST_TITLES: usize = 40;

fn is_title(line: &Line) -> bool {
    title::kind_words(&line.words).is_some() && wording::is_capitals(&line.text) && line.text.len() < 160
}

/// The title of the whole text, where another part stands first. A heading that pages repeat is none.
fn is_front_title(line: &Line, titles: &[&Line]) -> bool {
    let same = titles.iter().filter(|other| other.words == line.words).count();
    is_title(line) && titles.len() < MOST_TITLES && same == 1
}

/// "PRÉAMBULE" by itself, before the articles: what is set out goes on.
pub(crate) fn is_preamble(line: &Line) -> bool {
    let named = begins(&line.words, &["preambule"]) || begins(&line.words, &["expose", "des", "motifs"]);
    named && line.words.len() < 5 && line.cells.is_empty()
}

/// "Fait en deux exemplaires", and "A Valmont, le 3 mai" or "Fait à Valmont" a little below: one closing.
const CLOSING_LINES: usize = 8;

fn opening_by_words(line: &Line) -> Option<Kind> {
    let words = &line.words;
    let short = line.text.len() < 160;
    if words.len() == 1 && begins(words, &["sommaire"]) || short && begins(words, &["table", "des", "matieres"]) {
        return Some(Kind::Contents);
    }
    if begins(words, &["entre"]) && (words.len() == 1 || words.len() < 5 && line.text.ends_with(':')) {
        return Some(Kind::Parties);
    }
    let copies = begins(words, &["fait", "en"]) && words.iter().any(|word| word.starts_with("exemplaire"));
    if short && (begins(words, &["fait", "a"]) || copies) {
        return Some(Kind::Closing);
    }
    let agreed = words.iter().take(8).any(|word| word == "convenu") && position(words, &["ce", "qui", "suit"]).is_some();
    if begins(words, &["il"]) && words.len() < 15 && agreed {
        return Some(Kind::Enacting);
    }
    if begins(words, &["il", "est", "convenu"]) || begins(words, &["il", "a", "ete", "convenu"]) {
        return Some(Kind::Enacting);
    }
    if is_article_heading(line) {
        return Some(Kind::Article);
    }
    if is_annex_heading(line) {
        return Some(Kind::Annex);
    }
    if short && let Some(after) = position(words, &["plan", "d", "actions", "par"]) {
        let by_theme = words[after + 4..]
            .iter()
            .any(|word| word.starts_with("thematique") || word.starts_with("theme"));
        return Some(if by_theme { Kind::Themes } else { Kind::Outline });
    }
    let council = begins(words, &["le", "conseil"]) || begins(words, &["l", "assemblee"]);
    let decides = words
        .iter()
        .any(|word| word.starts_with("entendu") || word.starts_with("deliber"));
    (council && decides).then_some(Kind::Council)
}

/// "Article 4 : Objet", "ARTICLE IV - Objet", "Article 4. Objet. Le texte.", and not the line of a table of contents nor what a council
/// decides article by article.
pub(crate) fn is_article_heading(line: &Line) -> bool {
    let Some((word, rest)) = line.text.split_once(' ') else {
        return false;
    };
    let article = || matches!(fold(word).as_str(), "article" | "art.");
    if !word.starts_with(['a', 'A']) || !article() || decides(&line.words) || leader(&line.text).is_some() {
        return false;
    }
    let preliminary = line.words.get(1).is_some_and(|word| word == "preliminaire");
    let numbered = preliminary || number(rest).is_some() || noisy_number(rest).is_some();
    let signed = rest.chars().take(32).any(|c| matches!(c, ':' | '-' | '–' | '—' | '.'));
    let short = line.text.len() < 200 || runs_in(&line.text).is_some();
    numbered && short && (signed || titled_at_once(line, rest))
}

/// "## Article 3 Objet", "ARTICLE 3 OBJET": a title without any sign before it.
fn titled_at_once(line: &Line, rest: &str) -> bool {
    let title = number(rest).map_or("", |number| rest[number.len()..].trim());
    let said = wording::is_capitalised(title) && !title.ends_with(['.', ',', ';', ':']);
    said && line.words.len() <= 10 && (line.level.is_some() || wording::is_capitals(title))
}

/// "Article 2 : AUTORISE le maire": what a council decides is no article of the text.
fn decides(words: &[String]) -> bool {
    const VERBS: [&str; 16] = [
        "approuve",
        "autorise",
        "prend",
        "dit",
        "decide",
        "donne",
        "mandate",
        "charge",
        "precise",
        "adopte",
        "valide",
        "habilite",
        "sollicite",
        "inscrit",
        "s",
        "designe",
    ];
    words.get(2).is_some_and(|verb| VERBS.contains(&verb.as_str())) && words.len() > 3
}

/// Where the text of an article begins on the line of its title: "Article 2. Suivi. Chaque partie …".
pub(crate) fn runs_in(text: &str) -> Option<usize> {
    // The title begins after the word and its number; the point of "Article 1er." stands before it.
    let blank = |from: usize| text.get(from..)?.find(char::is_whitespace).map(|at| from + at);
    let first = blank(blank(0)? + 1)?;
    let mut stops = text.get(first..)?.match_indices(". ").map(|(at, _)| first + at + 2);
    let at = stops.find(|at| *at > first + 5)?;
    let below = text.get(at..)?.trim();
    let sentence = wording::is_capitalised(below) && below.split_whitespace().count() > 2;
    (at < 120 && sentence).then_some(at)
}

/// A number that a scan spoilt, "l" for 1 or "1O" for 10: its length as printed, and the number.
pub(crate) fn noisy_number(text: &str) -> Option<(usize, String)> {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'))
        .unwrap_or(text.len());
    let printed = text[..end].trim_end_matches('.');
    let figures: Option<Vec<(String, bool)>> = printed.split('.').map(numbers::cleaned).collect();
    let figures =
        figures.filter(|parts| printed.len() < 5 && !printed.contains('I') && parts.iter().any(|(_, noisy)| *noisy))?;
    let parts: Vec<String> = figures.into_iter().map(|(figures, _)| figures).collect();
    Some((printed.len(), parts.join(".")))
}

/// The number that a text begins with, as printed: `4`, `4.2`, `1er`, `2 bis`, `IV`, "premier".
pub(crate) fn number(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits;
    if digits == 0 {
        end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        let word = &text[..end];
        return (is_roman(word) || matches!(fold(word).as_str(), "premier" | "unique")).then_some(word);
    }
    while let Some(part) = text[end..].strip_prefix('.') {
        let more = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    let suffixes = ["er", "bis", "ter", " bis", " ter"];
    end += suffixes
        .iter()
        .find(|suffix| text[end..].starts_with(**suffix))
        .map_or(0, |suffix| suffix.len());
    let apart = !text[end..].starts_with(char::is_alphanumeric);
    (digits <= 3 && apart).then(|| &text[..end])
}

fn is_roman(printed: &str) -> bool {
    (1..=5).contains(&printed.len()) && printed.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

/// "ARTICLE 4" by itself, its title below.
pub(crate) fn is_bare_article(lines: &[Line], at: usize) -> bool {
    let blank = |line: Option<&Line>| line.is_none_or(Line::is_blank);
    let apart = blank(at.checked_sub(1).and_then(|at| lines.get(at))) && blank(lines.get(at + 1));
    let bare = |text: &str| number(text).is_some_and(|number| number.len() == text.len());
    let (word, rest) = lines[at].text.split_once(' ').unwrap_or_default();
    apart && fold(word) == "article" && bare(rest.trim_end_matches(['.', ' ']))
}

/// "Annexe 4 - Instances", "ANNEXE II", and not a sentence that starts with these words.
pub(crate) fn is_annex_heading(line: &Line) -> bool {
    let Some((word, rest)) = line.text.split_once(' ') else {
        return false;
    };
    if !word.starts_with(['a', 'A']) || fold(word) != "annexe" {
        return false;
    }
    let numbered = annex_number(rest).is_some() || noisy_number(rest).is_some();
    // "énumérés en / annexe 1 ;": the end of a sentence that its line has cut.
    let number = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let cut = rest[number..].trim_start().starts_with([';', ',', ')']);
    numbered && !cut && line.text.len() < 200
}

/// The number or the letter of an annex.
pub(crate) fn annex_number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = &text[..end];
    let figures = word.len() < 4 && word.starts_with(|c: char| c.is_ascii_digit());
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    // "ANNEXE A LA CONVENTION" is a preposition without its accent.
    let next = wording::words(&text[end..]).into_iter().next();
    let preposition = word == "A" && next.is_some_and(|word| matches!(word.as_str(), "la" | "l" | "le" | "cette"));
    (figures || (is_roman(word) || letter) && !preposition).then_some(word)
}

/// Cuts `Objet.....7` into its title and nothing else: the page number is no part of it.
pub(crate) fn leader(text: &str) -> Option<&str> {
    let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    // The number may be announced: "…. p. 7", "…. page 7".
    let bare = [" p.", " page", " p"]
        .iter()
        .find_map(|word| end.strip_suffix(word))
        .unwrap_or(end);
    (end.len() < text.len())
        .then_some(bare.trim_end())?
        .strip_suffix("...")
        .map(|title| title.trim_end_matches('.').trim_end())
}

/// The entries of a table of contents look like headings; the first that comes a second time is the heading itself.
fn is_contents_entry(lines: &[Line], start: usize, at: usize) -> bool {
    let words = &lines[at].words;
    let start = start.max(at.saturating_sub(200));
    let entry = ["article", "annexe", "signataires", "preambule"]
        .iter()
        .any(|first| begins(words, &[first]));
    let preamble = begins(words, &["preambule"]);
    let again = |before: &Line| {
        let numbered = before.words.len() > 1 && before.words.get(..2) == words.get(..2);
        numbered || preamble && begins(&before.words, &["preambule"])
    };
    entry && !lines[start..at].iter().any(again)
}

/// A tabbed line that names an action column, and a role column or years.
pub(crate) fn is_table_header(line: &Line) -> bool {
    let Some(first) = line
        .cells
        .first()
        .and_then(|cell| cell.first())
        .filter(|_| line.cells.len() > 2)
    else {
        return false;
    };
    let first = wording::words(first);
    let actions = first.len() <= 4 && first.iter().any(|word| word == "action" || word == "actions");
    let roles = || {
        line.words
            .iter()
            .any(|word| word.starts_with("pilote") || word.starts_with("porteur"))
    };
    let is_year = |cell: &&Vec<String>| matches!(cell.as_slice(), [only] if calendar::year(only).is_some());
    let years = || line.cells.iter().filter(is_year).count() > 1;
    actions && (roles() || years())
}

/// A line "Actions" followed by the other column names, one below the other.
fn is_column_header(lines: &[Line], at: usize) -> bool {
    let alone =
        |line: &Line, start: &str| line.words.len() <= 4 && line.words.first().is_some_and(|word| word.starts_with(start));
    if lines[at].words.len() != 1 || !alone(&lines[at], "action") {
        return false;
    }
    let next = &lines[at + 1..lines.len().min(at + 24)];
    next.iter().any(|line| alone(line, "pilote")) && next.iter().any(|line| alone(line, "porteur"))
}

#[cfg(test)]
mod tests;
