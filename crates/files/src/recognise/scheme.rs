//! The cooperation scheme: boxes of a drawing, read one after the other. Some hold posts, others rule who steers what.
//!
//! Whose box it is, is settled later, when names are known.

use std::collections::HashSet;

use domain::reading::{Lines, Sourced, Topic};

use crate::lines::{Line, bullet};
use crate::passage::{Passage, Token};
use crate::segment::{Kind, Segment};
use crate::wording::{self, is_capitalised, is_capitals, position};

/// What a box says, piece by piece.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// A line in capitals above the rest: a commune, or what the box is about.
    Heading(Passage),
    /// A post, or a sum of posts.
    Post(Post),
    /// A sentence, put together from its lines.
    Statement(Topic, Passage),
}

/// A post as printed.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) title: Passage,
    pub(crate) fte_hundredths: Option<Sourced<u32>>,
    /// Whether a colon stands between the title and the figure.
    pub(crate) colon: bool,
    /// Who employs, in the words of the text, where they stand apart from the title.
    pub(crate) employer: Option<Passage>,
    /// Whether a letter stands for a figure.
    pub(crate) noisy: bool,
}

/// The pieces of every scheme, box by box.
/// The lines that a table of posts holds are left out.
pub(crate) fn boxes(segments: &[Segment<'_>], tabled: &HashSet<u32>) -> Vec<Vec<Piece>> {
    let schemes = segments
        .iter()
        .filter(|segment| segment.kind == Kind::Annex && is_announced(segment.lines));
    schemes
        .flat_map(|segment| {
            let lines = segment.lines.iter().skip(1).filter(|line| !tabled.contains(&line.number));
            read(&lines.cloned().collect::<Vec<_>>())
        })
        .collect()
}

/// The heading speaks of cooperation, on its line or just below.
fn is_announced(lines: &[Line]) -> bool {
    let written = lines.iter().filter(|line| !line.is_blank()).take(2);
    let mut short = written.filter(|line| line.text.len() < 160);
    short.any(|line| line.words.iter().any(|word| word == "cooperation"))
}

fn read(lines: &[Line]) -> Vec<Vec<Piece>> {
    let blocks = lines.split(Line::is_blank).filter(|block| !block.is_empty());
    let mut topic = None;
    let mut found = Vec::new();
    for block in blocks {
        let pieces = block_pieces(block, topic);
        if let Some(Piece::Heading(words)) = pieces.iter().rfind(|piece| matches!(piece, Piece::Heading(_))) {
            topic = heading_topic(&words.words());
        }
        found.push(pieces);
    }
    found
}

/// What a heading announces: the topic of the sentences below it.
fn heading_topic(words: &[String]) -> Option<Topic> {
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    if has("secretariat") {
        Some(Topic::Secretariat)
    } else if has("mutualis") {
        Some(Topic::Pooled)
    } else if has("instance") || has("composition") {
        Some(Topic::Composition)
    } else {
        None
    }
}

fn block_pieces(block: &[Line], under: Option<Topic>) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Option<Passage> = None;
    for line in block {
        let text = bullet(&line.text).unwrap_or(&line.text);
        let post = post(line.number, text);
        let opens = post.is_some() || opens_statement(line, open.as_ref());
        if opens && let Some(words) = open.take() {
            found.push(statement(words, under));
        }
        match post {
            Some(post) => found.push(Piece::Post(post)),
            None if open.is_none() && is_heading(line) => found.push(Piece::Heading(Passage::one(line.number, text))),
            None => open.get_or_insert_with(Passage::default).push(line.number, text),
        }
    }
    found.extend(open.map(|words| statement(words, under)));
    found.retain(|piece| !matches!(piece, Piece::Statement(_, words) if is_noise(words)));
    found
}

/// Words without a label nor an end: the running title of a page, a logo.
fn is_noise(words: &Passage) -> bool {
    let text = words.joined();
    !text.contains(':') && !text.ends_with(['.', ')', ';'])
}

/// Capitals and no figure.
fn is_heading(line: &Line) -> bool {
    let figures = line.text.contains(|c: char| c.is_ascii_digit());
    is_capitals(&line.text) && !figures && line.words.len() <= 8
}

/// "Temporalité : …": a label opens a sentence, unless the line before has just announced it.
fn opens_statement(line: &Line, open: Option<&Passage>) -> bool {
    let Some((_, before)) = open.and_then(|open| open.parts().last()) else {
        return true;
    };
    let label = line.text.split_once(':').is_some_and(|(label, _)| {
        let words = wording::words(label).len();
        (1..=6).contains(&words) && is_capitalised(label)
    });
    let bullet = line.item().is_some();
    let sentence = before.ends_with('.') && is_capitalised(&line.text);
    (label && !before.ends_with(',')) || bullet || sentence
}

fn statement(words: Passage, under: Option<Topic>) -> Piece {
    if let Some(post) = title_alone(&words) {
        return Piece::Post(post);
    }
    Piece::Statement(topic(&words.words(), under), words)
}

/// "Référent Caf" in a box of its own, "Coopération Chef de projet": a function without a figure.
fn title_alone(words: &Passage) -> Option<Post> {
    let folds = words.words();
    let function = folds.first().is_some_and(|word| is_function(word));
    let text = words.joined();
    let bare = folds.len() <= 6 && !text.contains([':', '.', '(', ';']);
    (function && bare).then(|| Post {
        title: words.clone(),
        fte_hundredths: None,
        colon: false,
        employer: None,
        noisy: false,
    })
}

pub(super) fn is_function(word: &str) -> bool {
    const STARTS: [&str; 15] = [
        "secretaire",
        "agent",
        "animat",
        "assistant",
        "conseill",
        "charge",
        "coordinat",
        "coordonnat",
        "cooperation",
        "referent",
        "chef",
        "cheffe",
        "responsable",
        "directeur",
        "directrice",
    ];
    STARTS.iter().any(|start| word.starts_with(start))
}

/// "Coordinateur jeunesse 0,5 ETP", "Chargées de coopération : 1.5 ETP".
fn post(line: u32, text: &str) -> Option<Post> {
    let passage = Passage::one(line, text);
    let tokens = passage.tokens();
    let unit = tokens.iter().position(|token| {
        token.fold == "etp" || token.fold == "etpt" || token.fold.starts_with("equivalent") || token.fold == "temps"
    })?;
    let (from, value) = hundredths(text, &tokens[unit])?;
    let title = text.get(..from)?.trim_end();
    let colon = title.ends_with(':');
    let title = title.trim_end_matches([':', '-', '–', '(', ' ', ',']);
    let title = if title.is_empty() {
        let rest = passage.after(&tokens[unit]).joined();
        let rest = rest.trim_start_matches("de ").trim_start_matches("d'").trim();
        rest.trim_end_matches(['.', ')', ';', ',']).to_owned()
    } else {
        title.to_owned()
    };
    let function = wording::words(&title).iter().any(|word| is_function(word));
    (function && wording::words(&title).len() <= 15).then(|| Post {
        title: Passage::one(line, &title),
        fte_hundredths: Some(Sourced::new(value, Lines::one(line))),
        colon,
        employer: None,
        noisy: false,
    })
}

/// The figure just before the unit, in hundredths, and where it begins in the text.
fn hundredths(text: &str, unit: &Token) -> Option<(usize, u32)> {
    let before = text.get(..unit.start())?.trim_end();
    let from = before
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let figure = &before[from..];
    let (whole, part) = figure.split_once(['.', ',']).unwrap_or((figure, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    Some((from, whole.parse::<u32>().ok()? * 100 + part))
}

fn topic(words: &[String], under: Option<Topic>) -> Topic {
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    let own = ["mutualisees", "mutualisee"]
        .iter()
        .any(|word| position(words, &["non", word]).is_some());
    if own {
        Topic::OwnActions
    } else if has("secretariat") {
        Topic::Secretariat
    } else if has("mutualis") {
        Topic::Pooled
    } else if has("alternan") || has("pilotage") {
        Topic::Steering
    } else {
        under.unwrap_or(Topic::Other)
    }
}

/// "4 actions mutualisées": the number announced.
pub(crate) fn announced(passage: &Passage) -> Option<Sourced<u32>> {
    let tokens = passage.tokens();
    let at = tokens.windows(3).position(|window| {
        let actions = window[1].fold == "actions" || window[1].fold == "action";
        actions && window[2].fold.starts_with("mutualis") && window[0].fold.parse::<u32>().is_ok()
    })?;
    let lines = passage.between(&tokens[at], &tokens[at]).lines();
    Some(Sourced::new(tokens[at].fold.parse().ok()?, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let pieces = read(&normalise(&lines)).into_iter().flatten();
        let show = |piece| match piece {
            Piece::Heading(words) => format!("# {}", words.joined()),
            Piece::Post(post) => format!(
                "{} = {}",
                post.title.joined(),
                post.fte_hundredths.map_or("?".to_owned(), |fte| fte.value.to_string())
            ),
            Piece::Statement(topic, words) => format!("{} ({}): {}", topic.code(), words.lines(), words.joined()),
        };
        pieces.map(show).collect()
    }

    #[test]
    fn boxes_hold_posts_and_sentences() {
        let text = "VALMONT\n\nChargées de coopération : 1.5 ETP\nCoopération Enfance 0,5 ETP\nActions non mutualisées :\nPilote et suit\n\
                    les actions.\n\nRéférent\nCAF\n\nINSTANCE DE COOPERATION\n\nChargées de coopération :\nChefs de projet\n\
                    Temporalité : Le pilotage est\nassuré par alternance (année à déterminer).\n\n4 actions mutualisées :\nDeux chacune.\n\nConvention de Valmont";
        assert_eq!(
            shown(text),
            [
                "# VALMONT",
                "Chargées de coopération = 150",
                "Coopération Enfance = 50",
                "own_actions (5-7): Actions non mutualisées : Pilote et suit les actions.",
                "Référent CAF = ?",
                "# INSTANCE DE COOPERATION",
                "composition (14-15): Chargées de coopération : Chefs de projet",
                "steering (16-17): Temporalité : Le pilotage est assuré par alternance (année à déterminer).",
                "pooled (19-20): 4 actions mutualisées : Deux chacune.",
            ]
        );
    }

    #[test]
    fn a_figure_is_read_in_hundredths() {
        let read = |text: &str| {
            let post = post(1, text)?;
            Some((post.title.joined(), post.fte_hundredths?.value))
        };
        let some = |title: &str, value: u32| Some((title.to_owned(), value));
        assert_eq!(read("Chargés de coopération : 2,5 ETP"), some("Chargés de coopération", 250));
        assert_eq!(read("Coordinateur jeunesse (0.25 ETP)"), some("Coordinateur jeunesse", 25));
        assert_eq!(read("0,50 ETP de coordination enfance"), some("coordination enfance", 50));
        assert_eq!(read("Coordinatrice : 1 équivalent temps plein"), some("Coordinatrice", 100));
        assert_eq!(read("Le service compte 12 agents, 9000 ETP"), None);
        assert_eq!(read("des personnels qualifiés et ETP"), None);
    }
}
