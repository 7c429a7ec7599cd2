//! Legends told in sentences and in tables: "« ● » signifie…", "(A) la Ville, (B) la Caf", a column of abbreviations.

use domain::reading::Half;

use super::super::labels::Label;
use super::{is_mark, quotes, without_article};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// Turns by which a sentence says what a sign means.
const SAYS: [&str; 8] = [
    "désign",
    "signifi",
    "se lit",
    "indiqu",
    "marqu",
    "veut dire",
    "vaut",
    "correspond",
];

/// More signs than this on one line are no legend.
const MOST_ON_A_LINE: usize = 12;

/// An abbreviation has no more letters.
const MOST_LETTERS: usize = 6;

/// "« ● » signifie pendant toute la convention ; « ○ » désigne une commune intéressée".
pub(super) fn signs(passage: &Passage) -> Vec<(String, Passage)> {
    let text = passage.joined();
    let Some((line, first)) = passage.parts().first().filter(|(_, first)| first.contains('«')) else {
        return Vec::new();
    };
    let quotes = quotes(&text);
    let said = quotes.iter().filter(|(from, _, quote)| *from < first.len() && is_mark(quote));
    said.filter_map(|(_, end, quote)| {
        let told = text[*end..].trim_start().split([';', '.']).next()?;
        let says = SAYS.iter().any(|says| told.starts_with(says));
        says.then(|| ((*quote).to_owned(), Passage::one(*line, told.trim())))
    })
    .collect()
}

/// "● : toute l’année   ◐ : au second semestre   ○ : préparation": signs on one line, each with what it says.
pub(super) fn on_one_line(line: &Line) -> Vec<(String, Passage)> {
    let words: Vec<&str> = line.text.split(' ').collect();
    let drawn = |word: &str| is_mark(word) && !word.is_ascii() && !word.chars().any(|c| "–—«»’…·".contains(c));
    let opens = |at: &usize| drawn(words[*at]) && words.get(at + 1).is_some_and(|next| matches!(*next, ":" | "="));
    let heads: Vec<usize> = (0..words.len()).filter(opens).collect();
    if heads.len() < 2 || heads.len() > MOST_ON_A_LINE {
        return Vec::new();
    }
    let ends = heads.iter().skip(1).copied().chain([words.len()]);
    let told = |(at, end): (&usize, usize)| {
        let said = words[at + 2..end].join(" ");
        let said = said.trim_end_matches([',', ';', '.', ' ', '/']);
        (words[*at].to_owned(), Passage::one(line.number, said))
    };
    heads.iter().zip(ends).map(told).collect()
}

/// "Lecture : //// mise en œuvre · : : : préparation": hatches, each before what it says, without a colon between.
pub(super) fn drawn(line: &Line) -> Vec<(String, Passage)> {
    let said = line.words.iter().take(3).any(|word| word == "legende" || word == "lecture");
    let Some((_, told)) = line.text.split_once(':').filter(|_| said) else {
        return Vec::new();
    };
    let entry = |part: &str| {
        let part = part.trim();
        let sign = part[..part.find(char::is_alphanumeric)?].trim();
        let told = part[sign.len()..].trim().split('.').next().unwrap_or_default();
        is_hatch(sign).then(|| (sign.to_owned(), Passage::one(line.number, told.trim())))
    };
    told.split(['·', '•', '|', ';', ',']).filter_map(entry).collect()
}

/// "////", ": : :": one stroke, several times, and nothing else.
pub(in crate::plan) fn is_hatch(sign: &str) -> bool {
    let mut strokes = sign.chars().filter(|c| !c.is_whitespace());
    let first = strokes.next().filter(|c| !c.is_alphanumeric());
    let rest: Vec<char> = strokes.collect();
    first.is_some_and(|first| !rest.is_empty() && rest.iter().all(|next| *next == first))
}

/// The half that what is told of a sign names: "mise en œuvre au second semestre".
pub(super) fn half(told: &Passage) -> Option<Half> {
    let words = told.words();
    // What goes on to tell another sign is of that one.
    if told.joined().contains([':', ';', '=']) {
        return None;
    }
    let named = words.windows(2).find(|pair| pair[1].starts_with("semestre"))?;
    match named[0].as_str() {
        "1er" | "premier" => Some(Half::First),
        "2e" | "2eme" | "2nd" | "second" | "deuxieme" => Some(Half::Second),
        _ => None,
    }
}

/// "La lettre après le titre désigne le pilote : (A) la Ville, (B) la Caf": the names, and the field that letters after a title tell.
pub(super) fn letters(passage: &Passage) -> (Vec<(String, Passage)>, Option<Label>) {
    let text = passage.joined();
    let first = passage.parts().first();
    let nothing = (Vec::new(), None);
    // A legend is told by the line that announces it.
    let Some((line, _)) = first.filter(|(_, first)| first.contains(':')) else {
        return nothing;
    };
    let Some(opened) = text
        .find(": (")
        .filter(|at| first.is_some_and(|(_, first)| *at < first.len()))
    else {
        return nothing;
    };
    let told = &text[opened + 2..];
    let told = &told[..told.find(". ").unwrap_or(told.len())];
    let mut found = Vec::new();
    for part in told.split('(').skip(1) {
        let Some((letters, name)) = part.split_once(')') else {
            return nothing;
        };
        let name = name
            .trim()
            .trim_end_matches(" et")
            .trim_end_matches([',', ';', '.', ' ', '–']);
        let short = (1..=MOST_LETTERS).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
        if !short || name.is_empty() || name.split(' ').count() > 9 {
            return nothing;
        }
        found.push((letters.to_owned(), Passage::one(*line, without_article(name))));
    }
    if found.len() < 2 {
        return nothing;
    }
    let before = &text[..opened];
    let sentence = wording::words(&before[before.rfind(['.', ';']).map_or(0, |at| at + 1)..]);
    let says = |stem: &str| sentence.iter().any(|word| word.starts_with(stem));
    let role = if says("pilot") {
        Some(Label::Pilots)
    } else if says("porte") || says("realis") {
        Some(Label::Bearers)
    } else {
        None
    };
    let named = sentence.iter().any(|word| is_name(word));
    (found, role.filter(|_| says("titre") || says("intitul") || named))
}

/// "(N) action nouvelle – (P) action poursuivie": signs in brackets before what each says, and nothing else on the line.
pub(super) fn bracketed(line: &Line) -> Vec<(String, Passage)> {
    let text = line
        .text
        .trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | ':'));
    let mut parts = text.split('(');
    if !parts.next().is_some_and(str::is_empty) {
        return Vec::new();
    }
    let told = |part: &str| {
        let (letters, told) = part.split_once(')')?;
        let short = (1..=3).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
        let told = told.trim().trim_matches([':', '=', '–', '—', '-', ',', ';', '.', ' ']);
        // "(C) et (M) désignent la Caf et la MSA": a sentence about the signs.
        let named = told.chars().count() > 3 && !SAYS.iter().any(|says| told.contains(says));
        (short && named).then(|| (letters.to_owned(), Passage::one(line.number, told)))
    };
    let found: Option<Vec<(String, Passage)>> = parts.map(told).collect();
    found.filter(|found| found.len() > 1).unwrap_or_default()
}

/// "les initiales des pilotes (S : CCSS, V : CCVM, I : CIAS)": short names in one pair of brackets, each with what it stands for.
pub(super) fn listed_in_brackets(line: &Line) -> Vec<(String, Passage)> {
    let inside = line.text.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    let entry = |part: &str| {
        let (short, name) = part.split_once([':', '='])?;
        let (short, name) = (short.trim(), without_article(name.trim()));
        let letters = (1..=4).contains(&short.chars().count()) && short.chars().all(char::is_uppercase);
        let named = name.chars().count() > 2 && name.chars().all(|c| c != '€' && !c.is_ascii_digit());
        (letters && named).then(|| (short.to_owned(), Passage::one(line.number, name)))
    };
    let mut found = Vec::new();
    for (inside, _) in inside {
        let entries: Option<Vec<(String, Passage)>> = inside.split([',', ';']).map(entry).collect();
        found.extend(entries.filter(|entries| entries.len() > 1).unwrap_or_default());
    }
    found
}

/// "L'année est celle où l'action commence ; elle se poursuit jusqu'à la fin de la convention".
pub(super) fn begins(lines: &[Line]) -> bool {
    let written = lines.iter().take_while(|line| !line.is_blank() && line.cells.is_empty());
    let words: Vec<&str> = written.flat_map(|line| line.words.iter().map(String::as_str)).collect();
    let says = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    let first = words.iter().take(4).any(|word| matches!(*word, "annee" | "annees" | "date"));
    first && says(&["commence", "debut", "demarr"]) && says(&["poursui", "continu", "maint"]) && says(&["fin", "terme"])
}

/// Neither "nombre" nor "nommé".
fn is_name(word: &str) -> bool {
    matches!(word, "nom" | "noms")
}

/// A table that gives to each name its abbreviation: "Commune | … | Abrégé".
pub(super) fn abbreviated(lines: &[Line]) -> Vec<(String, Passage)> {
    let mut found = Vec::new();
    let mut columns: Option<(usize, usize, usize)> = None;
    for line in lines {
        if line.is_blank() {
            continue;
        }
        let width = line.cells.len();
        let texts: Vec<String> = line.cells.iter().map(|cell| cell.join(" ")).collect();
        match columns.filter(|(_, _, wide)| *wide == width) {
            Some((name, short, _)) => {
                let (name, short) = (&texts[name], &texts[short]);
                let letters = short.chars().all(char::is_alphabetic) && is_capitalised(short);
                if letters && (1..=MOST_LETTERS).contains(&short.chars().count()) && !name.is_empty() {
                    found.push((short.clone(), Passage::one(line.number, name)));
                }
            }
            None => columns = header(&texts),
        }
    }
    found
}

/// The column of names, that of abbreviations, and how many there are.
fn header(texts: &[String]) -> Option<(usize, usize, usize)> {
    let column = |stems: &[&str]| {
        let named = |text: &String| {
            let words = wording::words(text);
            words.len() < 4
                && words
                    .first()
                    .is_some_and(|first| is_name(first) || stems.iter().any(|stem| first.starts_with(stem)))
        };
        texts.iter().position(named)
    };
    let short = column(&["abreg", "abrev", "sigle", "initiale", "lettre"])?;
    let name = column(&["commune", "organis", "structure", "partenaire", "signataire"])?;
    Some((name, short, texts.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{Legend, Sign};
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Legend {
        Legend::of(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>()))
    }

    #[test]
    fn signs_in_brackets_stand_before_what_they_say() {
        let legend = read("(N) action nouvelle – (P) action poursuivie du plan");
        assert_eq!(legend.name("N").map(Passage::joined).as_deref(), Some("action nouvelle"));
        assert!(read("(N) et (P) indiquent les actions").name("P").is_none());
    }

    #[test]
    fn a_year_may_be_the_first_of_all_that_follow() {
        let text = "L'année est celle où l'action commence ; elle s'y poursuit jusqu'à la fin de la\nconvention.";
        assert!(read(text).begins() && !read("L'année est celle où l'action commence.").begins());
    }

    #[test]
    fn brackets_may_list_short_names() {
        let legend = read("Les initiales sont celles des pilotes (S : CCSS, V : la Ville).");
        let name = |short: &str| legend.name(short).map(Passage::joined).unwrap_or_default();
        assert_eq!((name("S"), name("V")), ("CCSS".to_owned(), "Ville".to_owned()));
        assert!(read("Le coût (A : 12 000 €, B : 3 000 €).").name("A").is_none());
    }

    #[test]
    fn hatches_stand_before_what_they_say() {
        let legend = read("Lecture : //// mise en œuvre · : : : préparation · case vide : rien de prévu.");
        assert_eq!((legend.sign("////"), legend.sign(": : :")), (Sign::Yes, Sign::Yes));
        assert_eq!(legend.sign("XXXX"), Sign::Unknown);
        assert_eq!(read("Lecture : la Ville, le Département").sign("////"), Sign::Unknown);
    }

    #[test]
    fn sentences_say_what_signs_and_letters_mean() {
        let legend = read("« ● » signifie toute la convention ; « ○ » désigne une commune qui ne s'engage\npas encore.");
        assert_eq!((legend.sign("●"), legend.sign("○")), (Sign::Yes, Sign::No));
        let legend = read("Après l'intitulé, le porteur : (V) la Ville de Val, (C) la Caf et (M) la MSA.");
        let name = |short: &str| legend.name(short).map(Passage::joined).unwrap_or_default();
        assert_eq!((name("V"), name("M")), ("Ville de Val".to_owned(), "MSA".to_owned()));
        assert_eq!(legend.after_titles(), Some(Label::Bearers));
        assert_eq!(read("Le total : (A) et (B) sont à revoir.").after_titles(), None);
    }

    #[test]
    fn a_number_is_no_name() {
        let text = "Le nombre d'agents, et le porteur : (V) la Ville de Val, (C) la Caf.";
        assert_eq!(read(text).after_titles(), None);
        let table = "Nombre d'habitants\tCommune\tSigle\nmille\tValmont\tVal";
        assert_eq!(read(table).name("Val").map(Passage::joined).as_deref(), Some("Valmont"));
    }

    #[test]
    fn a_table_may_give_abbreviations() {
        for table in [
            "| Abrégé | Commune |\n|---|---|\n| Val | Valmont |",
            "Commune\tPopulation\tSigle\nValmont\t1 200\tVal",
        ] {
            let legend = read(table);
            assert_eq!(legend.name("Val").map(Passage::joined).as_deref(), Some("Valmont"), "{table}");
        }
    }
}
