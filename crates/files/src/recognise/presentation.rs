//! Those who sign, as sentences, items or a table present them: "la Caisse …, représentée par …, ci-après « la Caf »".
//!
//! The part of the text that presents them is the one where most of them are represented. Nobody is presented by a sentence that
//! says who represents whom in a body.

mod called;
mod listed;
mod tables;

use domain::reading::{OrganisationKind, Sourced};

use super::parties::Presented;
use super::persons;
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::{Block, Prose};
use crate::wording::{self, begins};

use called::bare_name;
use listed::in_list;
use tables::in_table;

/// Blocks that present the parties, at most.
const MOST_BLOCKS: usize = 80;

/// Places where the presentation may begin, at most.
const MOST_STARTS: usize = 12;

/// Words of a name, at most.
const MOST_NAME_WORDS: usize = 20;

/// The first word of what an organisation is called.
const HEADS: [&str; 40] = [
    "caisse",
    "caf",
    "mutualite",
    "msa",
    "cssm",
    "cgss",
    "cpam",
    "carsat",
    "commune",
    "communes",
    "ville",
    "municipalite",
    "communaute",
    "metropole",
    "agglomeration",
    "syndicat",
    "sivom",
    "sivu",
    "smictom",
    "petr",
    "centre",
    "ccas",
    "cias",
    "departement",
    "conseil",
    "collectivite",
    "region",
    "prefecture",
    "etat",
    "ministere",
    "academie",
    "rectorat",
    "direction",
    "association",
    "federation",
    "etablissement",
    "agence",
    "mission",
    "regie",
    "union",
];

/// The parties that sentences, items or a table present; none when fewer than two are.
pub(crate) fn presented(lines: &[Line], blocks: &[Block]) -> Vec<Presented> {
    let table = in_table(lines);
    let starts = blocks.iter().enumerate().filter(|(_, block)| opens(block)).map(|(at, _)| at);
    let mut best: Vec<Presented> = Vec::new();
    for start in starts.take(MOST_STARTS) {
        let found = from(blocks, start);
        let told = |parties: &[Presented]| parties.iter().filter(|party| !party.persons.is_empty()).count();
        if (told(&found), found.len()) > (told(&best), best.len()) {
            best = found;
        }
    }
    if table.len() >= best.len() {
        best = table;
    }
    let listed = in_list(lines);
    let represented = |parties: &[Presented]| parties.iter().filter(|party| !party.persons.is_empty()).count();
    if listed.len() > represented(&best) {
        best = listed;
    }
    if best.len() < 2 { Vec::new() } else { best }
}

/// Whether the parties may be presented from here.
fn opens(block: &Block) -> bool {
    let words = block.prose.words();
    let announced = wording::position(words, &["conclue", "entre"])
        .or_else(|| wording::position(words, &["conclu", "entre"]))
        .or_else(|| wording::position(words, &["signe", "entre"]))
        .is_some();
    let between = begins(words, &["entre"]) && (words.len() < 7 || after_between(words) < words.len());
    let titled = is_titled(words);
    let aside = begins(words, &["d", "une", "part"]);
    between || titled || aside || announced && block.prose.text().ends_with(':') || represented(words).is_some_and(|at| at > 1)
}

/// "Les parties", "Les signataires et leurs représentants".
fn is_titled(words: &[String]) -> bool {
    let named = |word: &String| {
        matches!(
            word.as_str(),
            "signataires" | "parties" | "contractants" | "contractantes" | "soussignes"
        )
    };
    words.len() <= 7 && words.iter().any(named)
}

/// Where "Entre", "Entre les soussignés" ends, when the name of an organisation follows in the same block.
fn after_between(words: &[String]) -> usize {
    (1..words.len().min(8))
        .find(|at| head(words, *at).is_some())
        .unwrap_or(words.len())
}

/// The place of the word that says what an organisation is, here or after its article.
fn head(words: &[String], at: usize) -> Option<usize> {
    let article = matches!(words.get(at)?.as_str(), "la" | "le" | "les" | "l");
    let at = at + usize::from(article);
    words.get(at).filter(|word| HEADS.contains(&word.as_str())).map(|_| at)
}

/// Where "représentée par" stands.
fn represented(words: &[String]) -> Option<usize> {
    words.windows(2).position(|pair| {
        pair[0].starts_with("represente") && pair[1] == "par" || pair[0] == "que" && pair[1].starts_with("represente")
    })
}

/// The parties presented from this block on.
fn from(blocks: &[Block], start: usize) -> Vec<Presented> {
    let titled = is_titled(blocks[start].prose.words());
    let mut chunks: Vec<(Passage, bool)> = Vec::new();
    let mut communes = false;
    for (at, block) in blocks.iter().enumerate().skip(start).take(MOST_BLOCKS) {
        if at > start && ends(block) || block.row {
            break;
        }
        for (piece, goes_on) in pieces(&block.prose) {
            match chunks.last_mut().filter(|_| goes_on) {
                Some((chunk, _)) => chunk.append(piece),
                None => chunks.push((piece, communes)),
            }
        }
        // "et les communes de", and below it their names.
        communes = block.prose.words().iter().rev().take(2).any(|word| word == "communes") && block.prose.words().len() < 8;
    }
    let mut found: Vec<Presented> = chunks.iter().filter_map(|chunk| presented_by(chunk, titled)).collect();
    // What follows the last person who signs, or the last other name, presents nobody any more.
    let told = |party: &Presented| !party.persons.is_empty() || !party.aliases.is_empty();
    found.truncate(found.iter().rposition(told).map_or(0, |last| last + 1));
    found
}

/// The party of a piece, a commune where its list says so.
fn presented_by((piece, commune): &(Passage, bool), titled: bool) -> Option<Presented> {
    let prose = Prose::of(piece);
    let mut party = party(&prose, titled)?;
    if *commune && head(prose.words(), 0).is_none() {
        party.kind = Some(OrganisationKind::Commune);
    }
    Some(party)
}

/// What comes after the parties.
const ENDS: [&[&str]; 14] = [
    &["il", "est"],
    &["il", "a", "ete"],
    &["preambule"],
    &["considerant"],
    &["vu"],
    &["expose"],
    &["titre"],
    &["sommaire"],
    &["dans", "la", "suite"],
    &["deliberations"],
    &["fait", "a"],
    &["fait", "en"],
    &["pour", "la"],
    &["ceci", "expose"],
];

fn ends(block: &Block) -> bool {
    let words = block.prose.words();
    let article = words.first().is_some_and(|word| matches!(word.as_str(), "article" | "art")) && words.len() > 1;
    article || ENDS.iter().any(|end| begins(words, end))
}

/// The pieces of a block that each present one party, and whether a piece goes on with the one before.
fn pieces(prose: &Prose) -> Vec<(Passage, bool)> {
    let words = prose.words();
    let mut cuts = vec![0];
    let mut told = false;
    for at in 1..words.len() {
        told |= words[at - 1].starts_with("represente") || words[at - 1] == "apres" || words[at - 1] == "part";
        let signs = prose.part(prose.end_of(at - 1), prose.start_of(at));
        let parted = words[at - 1] == "et" || signs.contains([';', ',', '.']);
        let next = told && parted && (head(words, at).is_some() || line_presents(prose, at));
        let first = !told && begins(words, &["entre"]) && at == after_between(words);
        // "Signée entre la Caisse …": what announces them is no part of a name.
        let first = first || !told && at == 2 && words[1] == "entre" && head(words, 2).is_some();
        // "Entre :", alone on its line below a title that no blank line parts from it.
        let named =
            |at: usize| head(words, at).is_some() || words[at..].iter().take(2).any(|word| word.starts_with("soussign"));
        let between = |at: usize| words[at] == "entre" && prose.opens_line(at) && at + 1 < words.len() && named(at + 1);
        let first = first || !told && (between(at) || between(at - 1));
        if signs.contains(';') || next || first {
            cuts.push(prose.start_of(at));
            told = false;
        }
    }
    cuts.push(prose.text().len());
    let goes_on = |from: usize| {
        let word = prose.word_at(from);
        words.get(word..).is_some_and(continues)
    };
    cuts.windows(2)
        .map(|cut| (prose.passage(cut[0], cut[1]), goes_on(cut[0])))
        .filter(|(piece, _)| !piece.is_empty())
        .collect()
}

/// Whether a line begins here with a name that someone represents: "Vilhac, représentée par …".
fn line_presents(prose: &Prose, at: usize) -> bool {
    let words = prose.words();
    let opens = prose.opens_line(at) && wording::is_capitalised(prose.part(prose.start_of(at), prose.text().len()));
    let represents = (at + 1..words.len().min(at + 7)).any(|at| words[at].starts_with("represente"));
    let person = matches!(words[at].as_str(), "madame" | "monsieur" | "mme" | "m");
    opens && represents && !person
}

/// Whether these words go on with a party: who represents it, its other name, its seat.
fn continues(words: &[String]) -> bool {
    const STARTS: [&str; 12] = [
        "represente",
        "dument",
        "agissant",
        "designe",
        "denomme",
        "autoris",
        "habilit",
        "sis",
        "situe",
        "dont",
        "deliberation",
        "ayant",
    ];
    let first = words.first().map_or("", String::as_str);
    let named =
        begins(words, &["ci", "apres"]) || begins(words, &["d", "une", "part"]) || begins(words, &["d", "autre", "part"]);
    let person = matches!(first, "madame" | "monsieur" | "mme" | "m" | "par" | "et") && head(words, 1).is_none();
    named || person && words.len() > 1 || STARTS.iter().any(|start| first.starts_with(start))
}

/// The party that a piece presents, if it presents one.
fn party(prose: &Prose, titled: bool) -> Option<Presented> {
    let words = prose.words();
    let represents = represented(words);
    let start = name_start(prose, represents)?;
    let stop = represents.unwrap_or_else(|| name_stop(words, start));
    let from = prose.start_of(start);
    let whole = prose.part(from, prose.start_of(stop));
    let (name, brackets) = bare_name(whole);
    let last = name.split_whitespace().last().map(wording::fold).unwrap_or_default();
    // "La Caf est représentée par …" presents it only where a heading says so: elsewhere, it sits in a body.
    let is = matches!(last.as_str(), "est" | "sont");
    let name = if titled && is {
        name[..name.len() - last.len()].trim_end()
    } else {
        name
    };
    let said = is && !titled || matches!(last.as_str(), "sera" | "seront" | "y" | "ou");
    // A name that nobody represents opens its piece, and is no sentence.
    let loose = represents.is_none() && (start > 2 || stop - start > MOST_NAME_WORDS);
    // "et les communes de" announces names, and is none.
    let announces = matches!(last.as_str(), "de" | "des" | "du" | "communes");
    if name.is_empty() || said || announces || loose || name.split_whitespace().count() > MOST_NAME_WORDS {
        return None;
    }
    let mut party = Presented {
        name: prose.passage(from, from + name.len()),
        aliases: brackets.into_iter().map(|alias| prose.sourced(alias)).collect(),
        ..Presented::default()
    };
    if let Some(at) = represents {
        let end = persons::end(words, at + 2);
        party.persons = persons::signatories(prose, at + 2, end);
        party.authority = authority(prose, end);
    }
    party.aliases.extend(declared(prose));
    Some(party)
}

/// Where the name begins: at its head, or at a capital where who represents it is told.
fn name_start(prose: &Prose, represents: Option<usize>) -> Option<usize> {
    const BEFORE: [&str; 9] = ["et", "entre", "la", "le", "les", "l", "d", "une", "part"];
    let words = prose.words();
    let most = represents.unwrap_or(words.len()).min(12);
    let headed = (0..most).find_map(|at| head(words, at));
    let leads = |word: &String| BEFORE.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit());
    let first = words.iter().position(|word| !leads(word))?;
    // "Grand Vernois Agglomération, communauté d'agglomération" is called by its first words.
    let own = wording::is_capitalised(prose.part(prose.start_of(first), prose.text().len()));
    let close = represents.is_some_and(|at| first < at && at - first < 12);
    match headed {
        Some(at) if at == first || !(own && close) => Some(at),
        _ => Some(first).filter(|_| own && close),
    }
}

/// Where a name ends when nobody is said to represent it.
fn name_stop(words: &[String], start: usize) -> usize {
    let ends = |at: &usize| {
        let rest = &words[*at..];
        begins(rest, &["ci", "apres"]) || begins(rest, &["d", "une", "part"]) || begins(rest, &["d", "autre", "part"])
    };
    (start + 1..words.len()).find(ends).unwrap_or(words.len())
}

/// "Ci-après dénommée « la Caf »", "désignée ci-après « la Caf »", "ci-après la Caf".
fn declared(prose: &Prose) -> Vec<Sourced<String>> {
    let words = prose.words();
    let Some(at) = words
        .windows(2)
        .position(|pair| pair[0] == "ci" && pair[1].starts_with("apres"))
    else {
        return Vec::new();
    };
    let after = prose.part(prose.end_of(at + 1), prose.text().len());
    let alias = quoted(after).or_else(|| unquoted(after));
    alias.into_iter().map(|alias| prose.sourced(alias)).collect()
}

/// "ci-après dénommée la Caf," without quotes.
fn unquoted(after: &str) -> Option<&str> {
    let naming = |word: &str| {
        let folded = wording::fold(word);
        ["denomm", "design", "appel", "nomm"]
            .iter()
            .any(|start| folded.starts_with(start))
    };
    let end = after.find([',', ';', '.', ')', ':']).unwrap_or(after.len());
    let bare = after[..end].trim();
    let named = bare.split_once(' ').filter(|(word, _)| naming(word));
    let bare = named.map_or(bare, |(_, rest)| rest);
    ((1..=5).contains(&bare.split_whitespace().count()) && bare.contains(char::is_uppercase)).then_some(bare)
}

/// What stands between quotes.
pub(crate) fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['«', '“', '"'])?;
    let mark = text[open..].chars().next()?;
    let rest = &text[open + mark.len_utf8()..];
    let close = rest.find(['»', '”', '"'])?;
    Some(rest[..close].trim()).filter(|text| !text.is_empty())
}

/// By what they are authorised to sign: from the words that say it to the other name.
fn authority(prose: &Prose, end: usize) -> Option<Sourced<String>> {
    let words = prose.words();
    let says = |word: &&String| {
        ["dument", "autoris", "habilit", "agissant", "vertu", "deliberation", "mandate"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let first = words.get(end..end + 2).unwrap_or_default().iter().find(says);
    first?;
    let stop = (end..words.len())
        .find(|at| {
            begins(&words[*at..], &["ci", "apres"])
                || begins(&words[*at..], &["d", "une", "part"])
                || begins(&words[*at..], &["d", "autre", "part"])
        })
        .unwrap_or(words.len());
    let text = prose.part(prose.start_of(end), prose.start_of(stop));
    let text = text.trim_end_matches([';', ',', '.', ' ', '\u{a0}']).trim_end_matches(" et");
    text.contains(' ').then(|| prose.sourced(text.trim_end_matches([',', ' '])))
}
