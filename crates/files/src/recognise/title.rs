//! What the text calls itself, and its wordings.

use domain::reading::Sourced;

use crate::calendar;
use crate::lines::Line;
use crate::numbers;
use crate::passage::Passage;
use crate::wording::{self, begins};

/// The title, its other wordings, and what the text calls itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Title {
    pub(crate) retained: Option<Sourced<String>>,
    pub(crate) others: Vec<Sourced<String>>,
    pub(crate) kind: Option<Sourced<String>>,
}

/// Wordings beyond this are noise.
const MOST_WORDINGS: usize = 40;

/// Reads the title: the block in capitals that begins with what the text is, else the first block that does.
pub(crate) fn title(lines: &[Line]) -> Title {
    let mut blocks: Vec<Passage> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if blocks.len() < MOST_WORDINGS && opens(lines, at) && !line.text.ends_with(['.', ',']) {
            blocks.push(block(lines, at));
        }
    }
    let capitals = |block: &Passage| block.parts().first().is_some_and(|(_, text)| wording::is_capitals(text));
    let first = blocks.iter().position(capitals).unwrap_or(0);
    if first >= blocks.len() {
        return Title::default();
    }
    let title = blocks.remove(first);
    let kind = kind(&title);
    let mut others: Vec<Sourced<String>> = Vec::new();
    for block in blocks
        .iter()
        .map(Passage::sourced)
        .filter(|block| block.value != title.joined())
    {
        match others.iter_mut().find(|other| other.value == block.value) {
            Some(other) => other.lines = other.lines.union(&block.lines),
            None => others.push(block),
        }
    }
    Title {
        retained: Some(title.sourced()),
        others,
        kind,
    }
}

/// Whether a title may begin on this line: it says what the text is, with the line below where it is cut.
fn opens(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let cut = || {
        let next = lines.get(at + 1).filter(|_| (1..3).contains(&line.words.len()));
        next.is_some_and(|next| kind_words(&[line.words.as_slice(), next.words.as_slice()].concat()).is_some())
    };
    line.text.len() < 160 && line.cells.is_empty() && (kind_words(&line.words).is_some() || cut())
}

/// How many words say what the text is: "convention territoriale globale", one letter more or less; "charte d'engagement"; "avenant".
pub(crate) fn kind_words(words: &[String]) -> Option<usize> {
    let convention = begins(words, &["convention"]) && words.get(1)?.starts_with("territoir") && words.get(2)? == "globale"
        || begins(words, &["convention", "territoriale", "globale"]);
    let before = [
        "engagement",
        "intention",
        "preparation",
        "prefiguration",
        "cooperation",
        "partenariat",
    ];
    let charter = begins(words, &["charte", "d"]) || begins(words, &["charte", "de"]);
    let charter = charter && words.get(2).is_some_and(|word| before.contains(&word.as_str()));
    // "Avenant n° 2 à la convention" says its number at once.
    let numbered = begins(words, &["avenant", "n"]) && words.get(2).is_some_and(|word| word.len() <= 2);
    let amendment = numbered || begins(words, &["avenant", "a", "la", "convention"]);
    match (convention || charter, amendment) {
        (true, _) => Some(3),
        (_, true) => Some(1),
        _ => None,
    }
}

fn kind(title: &Passage) -> Option<Sourced<String>> {
    let count = kind_words(&title.words())?;
    let tokens = title.tokens();
    let said = title.between(tokens.first()?, tokens.get(count - 1)?).sourced();
    Some(said.map(|text| wording::sentence_case(&text)))
}

/// The lines of a title follow one another; its years, its place, or the heading below it, may stand apart.
fn block(lines: &[Line], at: usize) -> Passage {
    let mut block = Passage::default();
    // Letters alone above, "CTG", are no line of a paragraph.
    let lone = at
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_none_or(|before| before.is_blank() || before.words == ["ctg"]);
    let mut end = at;
    for (place, line) in lines.iter().enumerate().skip(at).take(6) {
        if !goes_on(&block, &lines[at], line, lone) || !block.is_empty() && names_a_party(line, lines.get(place + 1)) {
            break;
        }
        // The noise of a scan before the first word is no part of it.
        let noise = if block.is_empty() {
            line.text.find(char::is_alphanumeric).unwrap_or(0)
        } else {
            0
        };
        block.push(line.number, &printed(&line.text[noise..]));
        end += 1;
    }
    if lone {
        apart(&lines[at], &lines[end..], &mut block);
    }
    block
}

/// Whether a line belongs to the title that begins on `first`.
fn goes_on(block: &Passage, first: &Line, line: &Line, stands_apart: bool) -> bool {
    if line.is_blank() || line.text.len() >= 160 || line.item().is_some() {
        return false;
    }
    let words = block.words();
    let cut = block.parts().len() == 1 && kind_words(&words).is_none();
    let capitals = wording::is_capitals(&first.text) && wording::is_capitals(&line.text);
    // "à la convention territoriale globale du Val, signée le 18 octobre" names what an amendment changes.
    let amended = begins(&words, &["avenant"]) && begins(&line.words, &["a", "la", "convention"]);
    block.is_empty() || cut || capitals || amended || stands_apart && completes(line)
}

/// A line of years as it was printed, before a scan took figures for letters.
fn printed(text: &str) -> String {
    let mended = |word: &str| {
        let figures = numbers::figures(word).map(|(figures, _)| figures);
        figures.filter(|figures| calendar::year(figures).is_some())
    };
    let words = text.split(' ').map(|word| mended(word).unwrap_or_else(|| word.to_owned()));
    words.collect::<Vec<_>>().join(" ")
}

/// A line that goes on with a title in other letters: "du Val d'Orge", "2023 - 2026", a name by itself.
fn completes(line: &Line) -> bool {
    let words = &line.words;
    let linked = words.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "de" | "du" | "des" | "d" | "a" | "pour" | "entre" | "prealable"
        )
    });
    let short = words.len() <= 8 && !line.text.ends_with(['.', ':', ';', ',']) && line.cells.is_empty();
    let begins_otherwise = [
        "convention",
        "signee",
        "signe",
        "entre",
        "annees",
        "annee",
        "preambule",
        "article",
        "page",
        "sommaire",
        "vu",
    ];
    let other = words.first().is_some_and(|word| begins_otherwise.contains(&word.as_str()));
    let dated = words.iter().any(|word| calendar::month(word).is_some());
    let named = wording::is_capitalised(line.text.trim_start_matches(['«', '"', ' ', '\u{a0}', '\u{202f}']));
    short && !other && !dated && (linked || is_years(words) || named && line.level.is_none() && words.len() <= 8)
}

/// "Commune de Valmont" below a title is who signs, unless the title goes on after it.
fn names_a_party(line: &Line, next: Option<&Line>) -> bool {
    let named = line
        .words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "commune" | "ville" | "communes" | "caisse" | "communaute"));
    let several = line.words.iter().any(|word| word == "et");
    let goes_on = next.is_some_and(|next| is_years(&next.words) || next.words.first().is_some_and(|word| word == "et"));
    named && line.words.len() <= 8 && !several && !goes_on
}

fn is_years(words: &[String]) -> bool {
    let year = |word: &&String| {
        let figures = numbers::figures(word).map(|(figures, _)| figures);
        figures.is_some_and(|figures| calendar::year(&figures).is_some())
    };
    let years = words.iter().filter(year).count();
    // "Juillet 2023 – juin 2027".
    let months = words.iter().filter(|word| calendar::month(word).is_some()).count();
    let span = years == 2 && months == 2 && words.len() == 4;
    (1..=2).contains(&years) && words.len() <= years + 1 || span
}

/// Adds what stands apart below a title and belongs to it: its years, its place in capitals above its years, the heading below it that
/// names a place or has years.
fn apart(first: &Line, below: &[Line], block: &mut Passage) {
    let mut below = below.iter().take(6).filter(|line| !line.is_blank());
    let Some(line) = below.next() else { return };
    let words = block.words();
    // "Avenant n° 1", and apart below it which convention it changes.
    if begins(&words, &["avenant"]) && words.len() <= 3 && begins(&line.words, &["a", "la", "convention"]) {
        block.push(line.number, &line.text);
        return;
    }
    let bare = kind_words(&words) == Some(words.len());
    let has_years = words.iter().any(|word| calendar::year(word).is_some());
    let years = |line: &Line| line.words.iter().filter(|word| calendar::year(word).is_some()).count();
    let alone = is_years(&line.words) && (bare || !has_years && years(line) == 2);
    let headed = first.level.is_some() && line.level.is_some_and(|level| Some(level) >= first.level);
    let placed = line.words.first().is_some_and(|word| PLACES.contains(&word.as_str()));
    let heading = headed && line.words.len() < 15 && (years(line) == 2 || placed && !has_years);
    if alone || heading {
        block.push(line.number, &printed(&line.text));
        return;
    }
    let capitals = wording::is_capitals(&first.text) && wording::is_capitals(&line.text) && (1..=6).contains(&line.words.len());
    let capitals = capitals || bare && is_place(line);
    let Some(years) = below.next().filter(|next| capitals && !has_years && is_years(&next.words)) else {
        return;
    };
    block.push(line.number, &line.text);
    block.push(years.number, &printed(&years.text));
}

/// "Coteaux de l'Orge", "Communauté de communes du Val": a few words that say whose text it is, between its kind and its years.
fn is_place(line: &Line) -> bool {
    let plain = line.cells.is_empty() && line.item().is_none() && !line.text.ends_with(['.', ':', ';', ',']);
    let signs = line
        .words
        .first()
        .is_some_and(|word| matches!(word.as_str(), "entre" | "caisse" | "sommaire" | "page"));
    plain && !signs && (2..=10).contains(&line.words.len()) && wording::is_capitalised(&line.text)
}

/// How a heading begins that names a place.
const PLACES: [&str; 7] = [
    "commune",
    "communes",
    "communaute",
    "ville",
    "pays",
    "territoire",
    "agglomeration",
];

/// Whether the text speaks of a convention of this kind at all.
pub(crate) fn speaks_of_convention(lines: &[Line]) -> bool {
    let named = |line: &Line| {
        wording::position(&line.words, &["convention", "territoriale", "globale"]).is_some()
            || wording::position(&line.words, &["conventions", "territoriales", "globales"]).is_some()
            || wording::position(&line.words, &["charte", "d", "engagement"]).is_some()
            || line.words.iter().any(|word| word == "ctg")
    };
    lines.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use domain::reading::Lines;

    #[test]
    fn a_place_and_its_years_may_stand_apart() {
        assert!(is_years(&wording::words("Juillet 2023 – juin 2027")) && !is_years(&wording::words("Le 3 juillet 2023")));
        let text = "CONVENTION TERRITORIALE GLOBALE\n\nCommunauté de communes du Val\n\n2024 – 2028\n\nEntre";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(
            title(&normalise(&lines)).retained.map(|title| title.value).as_deref(),
            Some("CONVENTION TERRITORIALE GLOBALE Communauté de communes du Val 2024 – 2028")
        );
    }

    #[test]
    fn the_title_in_capitals_is_retained() {
        let text = "Convention Territoriale Globale de Valmont\n\n**CONVENTION TERRITORIALE GLOBALE\nDE SERVICES 2022-2026 (CTG)\nCAF**\n\n\
                    La Convention Territoriale Globale est utile.\n\nConvention Territoire Globale de Valmont";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let read = title(&normalise(&lines));
        assert_eq!(
            read.retained.map(|title| title.value).as_deref(),
            Some("CONVENTION TERRITORIALE GLOBALE DE SERVICES 2022-2026 (CTG) CAF")
        );
        assert_eq!(
            read.kind,
            Some(Sourced::new("Convention territoriale globale".to_owned(), Lines::one(3)))
        );
        let others: Vec<_> = read.others.iter().map(|other| other.value.as_str()).collect();
        assert_eq!(
            others,
            [
                "Convention Territoriale Globale de Valmont",
                "Convention Territoire Globale de Valmont"
            ]
        );
    }

    #[track_caller]
    fn retained(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        title(&normalise(&lines)).retained.expect("a title").value
    }

    #[test]
    fn a_title_goes_on_to_its_place_and_its_years() {
        for (text, expected) in [
            (
                "CONVENTION TERRITORIALE GLOBALE\nCommunauté de communes du Val\n2023 - 2027\n\nEntre :",
                "CONVENTION TERRITORIALE GLOBALE Communauté de communes du Val 2023 - 2027",
            ),
            (
                "CONVENTION TERRITORIALE GLOBALE\nCommune de Valmont\nAnnées 2023 à 2026\n\nEntre",
                "CONVENTION TERRITORIALE GLOBALE",
            ),
            (
                "CONVENTION TERRITORIALE GLOBALE\n2O22 - 2O26\n\nENTRE",
                "CONVENTION TERRITORIALE GLOBALE 2022 - 2026",
            ),
            (
                "# Convention territoriale globale\n\n## Communauté de communes du Val – Caf du Val\n\nEntre",
                "Convention territoriale globale Communauté de communes du Val – Caf du Val",
            ),
            (
                "# Convention territoriale globale du Val\n\n## Les signataires\n\nEntre",
                "Convention territoriale globale du Val",
            ),
            (
                "CONVENTION TERRITORIALE GLOBALE\n\nVAL AGGLOMÉRATION\n\n2021-2025\n\nSOMMAIRE",
                "CONVENTION TERRITORIALE GLOBALE VAL AGGLOMÉRATION 2021-2025",
            ),
            (
                "AVENANT N° 3\nà la convention territoriale globale du Val signée le 18 octobre 2021\n\nEntre :",
                "AVENANT N° 3 à la convention territoriale globale du Val signée le 18 octobre 2021",
            ),
            (
                "AVENANT N° 1\n\nà la Convention territoriale globale du Val 2023-2027\n\nENTRE",
                "AVENANT N° 1 à la Convention territoriale globale du Val 2023-2027",
            ),
            (
                "CONVENTION TERRITORIALE GLOBALE\n« Grandir en Val »\n2024-2028\n\nCaf du Val",
                "CONVENTION TERRITORIALE GLOBALE « Grandir en Val » 2024-2028",
            ),
        ] {
            assert_eq!(retained(text), expected);
        }
    }
}
