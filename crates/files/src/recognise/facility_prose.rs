//! Facilities that sentences name, between quotes, after their types.
//!
//! Only where a text says that someone supports them: an action is about what will be.

use super::facilities::{self, Entry, Row};
use super::facility_places::placed_in;
use super::facility_words::{is_kind, kind_length};
use super::flow;
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment::{Kind, Segment};
use crate::wording;

/// Facilities beyond this are noise.
const MOST: usize = 500;

/// Facilities that a sentence names with their types, where it says that someone supports them: "la commune soutient la
/// crèche « Les Lutins »". With each, the words before it.
pub(crate) fn told(segments: &[Segment<'_>]) -> Vec<(Row, Passage)> {
    let kinds = [Kind::Article, Kind::Front, Kind::Enacting, Kind::Council];
    // What stands below the parties or the signatures names facilities by their types alone.
    let typed = [Kind::Parties, Kind::Closing];
    let mut found = Vec::new();
    let read = |segment: &&Segment<'_>| kinds.contains(&segment.kind) || typed.contains(&segment.kind);
    let annexes = segments.iter().filter(|segment| segment.kind == Kind::Annex);
    for segment in annexes {
        let paragraphs = flow::paragraphs(segment.lines.get(1..).unwrap_or_default());
        found.extend(paragraphs.iter().flat_map(|paragraph| placed(&paragraph.passage)));
    }
    for segment in segments.iter().filter(read) {
        let title = segment.lines.first().map(|line| line.words.as_slice()).unwrap_or_default();
        let lists = segment.kind == Kind::Article
            && title
                .iter()
                .take(10)
                .any(|word| word.starts_with("equipement") || word.starts_with("etablissement"));
        // An action is about what will be.
        if title.iter().take(10).any(|word| word == "actions") {
            continue;
        }
        found.extend(typed_in(segment.lines));
        if typed.contains(&segment.kind) {
            continue;
        }
        let paragraphs = flow::paragraphs(segment.lines.get(1..).unwrap_or_default());
        for paragraph in paragraphs {
            let places = placed(&paragraph.passage);
            if !places.is_empty() {
                found.extend(places);
                continue;
            }
            let mut supported = lists;
            for sentence in paragraph.passage.sentences() {
                supported |= supports(&sentence);
                if supported {
                    found.extend(quoted_in(&sentence));
                    found.extend(listed_in(&sentence));
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

/// What a paragraph that opens with a place tells of it.
fn placed(paragraph: &Passage) -> Vec<(Row, Passage)> {
    let rows = placed_in(paragraph).into_iter();
    rows.map(|row| (row, Passage::default())).collect()
}

/// "Crèches municipales : Les Lucioles, Pirouette." below "Accueil de loisirs : La Ferme.": types that open paragraphs, one after the
/// other, are a list wherever they stand.
fn typed_in(lines: &[Line]) -> Vec<(Row, Passage)> {
    let paragraphs = flow::paragraphs(lines);
    let typed = |paragraph: &flow::Paragraph| {
        let text = paragraph.passage.joined();
        let (kind, rest) = text.split_once(':')?;
        let line = paragraph.passage.lines().first()?;
        is_named_kind(&wording::words(kind)).then(|| facilities::typed(line, kind.trim(), rest.trim()))
    };
    let mut found = Vec::new();
    let mut run: Vec<Vec<Entry>> = Vec::new();
    for entries in paragraphs.iter().map(typed).chain([None]) {
        match entries {
            Some(entries) => run.push(entries),
            None if run.len() > 1 => found.extend(run.drain(..).flatten()),
            None => run.clear(),
        }
    }
    let rows = found.into_iter().filter_map(|entry| match entry {
        Entry::Facility(row) => Some((row, Passage::default())),
        _ => None,
    });
    rows.collect()
}

/// "Crèches municipales": a type, and whose it is.
fn is_named_kind(words: &[String]) -> bool {
    const OWNERS: [&str; 7] = [
        "municipal",
        "communal",
        "intercommunal",
        "associati",
        "prive",
        "public",
        "departemental",
    ];
    let owned = |word: &String| OWNERS.iter().any(|stem| word.starts_with(stem));
    kind_length(words).is_some_and(|length| words.len() <= length + 1 && words[length..].iter().all(owned))
}

fn supports(sentence: &Passage) -> bool {
    let stems = ["soutien", "soutenu", "financ", "cofinanc", "gere", "gestion"];
    sentence
        .words()
        .iter()
        .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

fn quoted_in(sentence: &Passage) -> Vec<(Row, Passage)> {
    let tokens = sentence.tokens();
    let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let Some(length) = kind_length(&words[at..]) else { continue };
        let (last, name) = (at + length - 1, at + length);
        let opens = sentence.signs_after(&tokens[last]).starts_with(['«', '“', '"']);
        let end = (name..tokens.len().min(name + 10)).find(|end| sentence.signs_after(&tokens[*end]).contains(['»', '”', '"']));
        let (Some(end), true, true) = (end, opens, at > 0) else {
            continue;
        };
        let name = sentence.between(&tokens[name], &tokens[end]).sourced();
        let row = Row {
            line: name.lines.first().unwrap_or(1),
            kind: Some(sentence.between(&tokens[at], &tokens[last]).sourced()),
            name,
            sites: Vec::new(),
            commune: None,
        };
        found.push((row, sentence.between(&tokens[0], &tokens[at - 1])));
    }
    found
}

/// "Sont soutenus : la crèche Les Lutins à Val et le multi-accueil Calinou": a list in which each item is a type and a name.
fn listed_in(sentence: &Passage) -> Vec<(Row, Passage)> {
    let text = sentence.joined();
    let Some((before, list)) = text.split_once(':') else {
        return Vec::new();
    };
    let said = wording::words(before).iter().any(|word| word.starts_with("souten"));
    let line = sentence.lines().first().unwrap_or(1);
    let items = list.split([',', ';']).flat_map(|item| item.split(" et "));
    let rows: Option<Vec<Row>> = items
        .map(|item| typed_item(line, item.trim().trim_end_matches('.')))
        .collect();
    let rows = rows.filter(|rows| said && rows.len() > 1).unwrap_or_default();
    rows.into_iter().map(|row| (row, Passage::default())).collect()
}

/// "le multi-accueil Calinou à Fontclaire": the type, the name, the place.
fn typed_item(line: u32, item: &str) -> Option<Row> {
    let bare = ["le ", "la ", "l'", "l’", "les "]
        .iter()
        .find_map(|article| item.strip_prefix(article))?;
    let passage = Passage::one(line, bare);
    let tokens = passage.tokens();
    let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
    let length = kind_length(&words)?;
    let kind = passage.between(tokens.first()?, tokens.get(length - 1)?).sourced();
    let rest = passage.from(tokens.get(length)?).joined();
    let (name, place) = rest
        .split_once(" à ")
        .map_or((rest.as_str(), None), |(name, place)| (name, Some(place)));
    let named = wording::words(name).len() <= MOST_NAME_WORDS && name.split_whitespace().any(wording::is_capitalised);
    let sourced = |text: &str| domain::reading::Sourced::new(text.to_owned(), passage.lines());
    named.then(|| Row {
        line,
        kind: Some(kind),
        name: sourced(name),
        sites: Vec::new(),
        commune: place.map(|place| Passage::one(line, place)),
    })
}

/// Words of the name of a facility, at most.
const MOST_NAME_WORDS: usize = 6;

/// "Crèche « Les Lutins »": the type, and the name between the quotes.
pub(crate) fn quoted(text: &str) -> Option<(&str, &str)> {
    let (kind, rest) = text.split_once(['«', '“', '"'])?;
    let (name, _) = rest.split_once(['»', '”', '"'])?;
    let (kind, name) = (kind.trim(), name.trim());
    (is_kind(&wording::words(kind)) && !name.is_empty()).then_some((kind, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_may_open_paragraphs() {
        let text = "LES LIEUX\n\nCrèches municipales : Les Lucioles (14 rue Marceau), Le\nChemin (2 allée Basse).\nLudothèque : aucune.\n\
                    Accueil de loisirs : La Ferme (chemin Vert), géré par la Ville.";
        let lines = crate::lines::normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let read: Vec<String> = typed_in(&lines).into_iter().map(|(row, _)| row.name.value).collect();
        assert_eq!(read, ["Les Lucioles", "Le Chemin", "La Ferme"]);
        let alone = crate::lines::normalise(&["La crèche : Les Lutins".to_owned()]);
        assert!(typed_in(&alone).is_empty());
    }

    #[test]
    fn a_sentence_names_what_is_supported() {
        let text = "La commune soutient la crèche familiale « Les Galets », douze places, et l'accueil de loisirs « La Grange », ouvert le mercredi.";
        let read: Vec<(String, String)> = quoted_in(&Passage::one(1, text))
            .into_iter()
            .map(|(row, _)| (row.kind.map_or(String::new(), |kind| kind.value), row.name.value))
            .collect();
        let expected = [("crèche familiale", "Les Galets"), ("accueil de loisirs", "La Grange")];
        assert_eq!(read, expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
    }
}
