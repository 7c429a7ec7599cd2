//! The words around the articles: what is set out first, the texts in view, the formula that concludes, what signatories
//! acknowledge. A cover page is no exposition, and a block of signature is no paragraph.

use std::collections::HashSet;

use domain::reading::{Lines, Paragraph, ParagraphKind, Sourced};

use super::paragraphs::paragraphs;
use super::parties::is_person;
use super::signature;
use crate::lines::Line;
use crate::numbers;
use crate::passage::Passage;
use crate::prose::Block;
use crate::segment::{Kind, Segment, is_preamble};
use crate::wording::begins;

/// A sentence without its full stop is at least this long.
const SENTENCE_WORDS: usize = 15;

/// What is set out before the parties or the articles. `around` are the lines that pages print around the text.
pub(crate) fn exposition(segments: &[Segment<'_>], around: &HashSet<u32>) -> Vec<Paragraph> {
    let mut set_out = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let council = segments.get(at + 1).is_some_and(|next| next.kind == Kind::Council);
        let lines = match segment.kind {
            // The texts in view of a deliberation are its own.
            Kind::Front if council => segment.lines.iter().collect(),
            Kind::Front | Kind::Enacting => without_formulas(segment.lines),
            Kind::Parties => after_parties(segment.lines),
            _ => continue,
        };
        let lines: Vec<&Line> = lines
            .into_iter()
            .filter(|line| !around.contains(&line.number) && line.cells.is_empty())
            .collect();
        let read = paragraphs(&lines);
        let titled = lines.first().is_some_and(|first| is_preamble(first));
        let sentence = read.iter().position(is_sentence);
        let start = match segment.kind {
            _ if titled => Some(0),
            // What stands above the first sentence of a title page is no heading.
            Kind::Enacting => sentence.map(|at| at - headings_above(&read[..at])),
            _ => sentence,
        };
        set_out.extend(start.into_iter().flat_map(|start| read[start..].iter().cloned()));
    }
    set_out
}

fn headings_above(read: &[Paragraph]) -> usize {
    let heading = |paragraph: &&Paragraph| paragraph.kind == ParagraphKind::Heading;
    read.iter().rev().take_while(heading).count()
}

/// A whole sentence, or what announces a list.
fn is_sentence(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.value.split_whitespace().count();
    words >= SENTENCE_WORDS || words >= 4 && paragraph.text.value.ends_with(['.', ':', ';'])
}

/// The lines that neither name a text in view nor conclude.
fn without_formulas(lines: &[Line]) -> Vec<&Line> {
    let said = views(lines).into_iter().chain(enacted(lines));
    let formulas: HashSet<u32> = said.flat_map(|text| text.lines().iter().collect::<Vec<_>>()).collect();
    lines.iter().filter(|line| !formulas.contains(&line.number)).collect()
}

/// What follows the presentation of the parties: the first text in view or reason opens it.
fn after_parties(lines: &[Line]) -> Vec<&Line> {
    let opens = |line: &Line| begins(&line.words, &["considerant"]) || begins(&line.words, &["vu"]);
    let Some(start) = lines.iter().position(opens) else {
        return Vec::new();
    };
    without_formulas(&lines[start..])
}

/// The texts in view, one each.
pub(crate) fn visas(segments: &[Segment<'_>]) -> Vec<Sourced<String>> {
    let mut visas = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let council = segments.get(at + 1).is_some_and(|next| next.kind == Kind::Council);
        let own = matches!(segment.kind, Kind::Enacting | Kind::Parties) || segment.kind == Kind::Front && !council;
        if own {
            visas.extend(views(segment.lines).iter().map(Passage::sourced));
        }
    }
    visas
}

/// "Vu …", to the end of its block or to the next "Vu".
fn views(lines: &[Line]) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut open = false;
    for line in lines {
        let opens = line.words.len() > 2 && begins(&line.words, &["vu"]) && line.cells.is_empty();
        if opens {
            found.push(Passage::one(line.number, line.item().unwrap_or(&line.text)));
            open = !line.text.ends_with([';', '.']);
        } else if line.is_blank() || line.item().is_some() {
            open = false;
        } else if let Some(last) = found.last_mut().filter(|_| open) {
            last.push(line.number, &line.text);
            open = !line.text.ends_with([';', '.']);
        }
    }
    found
}

/// The formula that opens the agreement.
pub(crate) fn enacting(segments: &[Segment<'_>]) -> Option<Sourced<String>> {
    let mut concluding = segments.iter().filter(|segment| segment.kind == Kind::Enacting);
    concluding.find_map(|segment| enacted(segment.lines).map(|formula| formula.sourced()))
}

fn enacted(lines: &[Line]) -> Option<Passage> {
    let concludes = |line: &&Line| {
        begins(&line.words, &["il"])
            && line.words.iter().take(6).any(|word| word.starts_with("convenu"))
            && line.words.len() < 30
    };
    lines.iter().find(concludes).map(|line| Passage::one(line.number, &line.text))
}

/// What the signatories acknowledge, between the closing formula and the first block of signature.
pub(crate) fn closing(segments: &[Segment<'_>], around: &HashSet<u32>) -> Vec<Paragraph> {
    let mut acknowledged = Vec::new();
    let closing = segments.iter().find(|segment| segment.kind == Kind::Closing);
    let lines = closing.and_then(|segment| segment.lines.get(1..)).unwrap_or_default();
    let above = lines.iter().take_while(|line| !is_signature(line));
    let above: Vec<&Line> = above
        .filter(|line| !around.contains(&line.number) && line.cells.is_empty() && !begins(&line.words, &["fait"]))
        .collect();
    for paragraph in paragraphs(&above) {
        let listed = matches!(paragraph.kind, ParagraphKind::Item(_)) && !acknowledged.is_empty();
        if listed || is_sentence(&paragraph) {
            acknowledged.push(paragraph);
        }
    }
    acknowledged
}

/// A block of signature begins: "Pour la Commune", a function, a name.
fn is_signature(line: &Line) -> bool {
    let short = !line.is_blank() && line.words.len() <= 15 && !line.text.ends_with(['.', ':', ';']);
    let titles = [
        &["pour"][..],
        &["le", "maire"],
        &["la", "maire"],
        &["madame"],
        &["monsieur"],
        &["le", "president"],
        &["la", "presidente"],
    ];
    short && (titles.iter().any(|title| begins(&line.words, title)) || is_person(&line.text))
}

/// "En 4 exemplaires originaux": how many are signed. The closing says it, or else the first sentence that does.
pub(crate) fn originals(segments: &[Segment<'_>], blocks: &[Block]) -> Option<Sourced<u32>> {
    let said = |kind: Kind| {
        let mut lines = segments
            .iter()
            .filter(move |segment| segment.kind == kind)
            .flat_map(|segment| segment.lines);
        lines.find_map(|line| copies(&line.words).map(|count| Sourced::new(count, Lines::one(line.number))))
    };
    let signed = || {
        let formula = |block: &&Block| signature::opens(block.prose.words());
        blocks
            .iter()
            .filter(formula)
            .find_map(|block| copies(block.prose.words()).map(|count| Sourced::new(count, block.prose.all_lines())))
    };
    said(Kind::Closing).or_else(signed).or_else(|| said(Kind::Article))
}

/// "en quatre exemplaires", "en 3 originaux".
fn copies(words: &[String]) -> Option<u32> {
    (1..words.len()).filter(|at| words[at - 1] == "en").find_map(|at| {
        let (count, length) = numbers::count(words, at)?;
        let named = words.get(at + length)?;
        let named = named.starts_with("exemplaire") || named.starts_with("origina");
        Some(count).filter(|count| named && (1..1000).contains(count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::prose;
    use crate::segment::segment;

    fn with<T>(text: &str, read: impl FnOnce(&[Segment<'_>]) -> T) -> T {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        read(&segment(&lines))
    }

    fn said(paragraphs: &[Paragraph]) -> Vec<String> {
        let said = paragraphs
            .iter()
            .map(|paragraph| format!("{} {}", paragraph.kind.code(), paragraph.text.value));
        said.collect()
    }

    #[test]
    fn a_preamble_between_parties_and_articles_is_set_out() {
        let text = "VILLE\nConvention 2023\n\nEntre\nLa Caf\nCi-après « La Caf »\n\nVu le code de l'action sociale\net des familles ;\n\
                    Vu la loi du 2 mars 1982 ;\n\nConsidérant les besoins des familles ;\n\nPRÉAMBULE\n\nUn territoire.\n\nIl a été convenu ce qui suit :\n\nArticle 1 : x";
        let none = HashSet::new();
        let (visas, set_out, formula) = with(text, |segments| {
            (visas(segments), exposition(segments, &none), enacting(segments))
        });
        let visas: Vec<&str> = visas.iter().map(|visa| visa.value.as_str()).collect();
        assert_eq!(
            visas,
            [
                "Vu le code de l'action sociale et des familles ;",
                "Vu la loi du 2 mars 1982 ;"
            ]
        );
        assert_eq!(
            said(&set_out),
            [
                "plain Considérant les besoins des familles ;",
                "heading PRÉAMBULE",
                "plain Un territoire."
            ],
            "the cover is no exposition"
        );
        assert_eq!(
            formula.map(|formula| formula.value).as_deref(),
            Some("Il a été convenu ce qui suit :")
        );
    }

    #[test]
    fn the_texts_in_view_of_a_council_are_its_own() {
        let text = "Une convention est proposée.\n\nVu l'avis de la commission.\n\nLe conseil, après avoir délibéré :\n- APPROUVE\n\nIl est convenu :\nVu le code civil ;";
        let (visas, set_out) = with(text, |segments| (visas(segments), exposition(segments, &HashSet::new())));
        assert_eq!((visas.len(), said(&set_out).len()), (1, 2));
    }

    #[test]
    fn what_is_acknowledged_stands_above_the_signatures() {
        let text = "Fait à Valmont, le 3 mai 2023\n\nEn deux exemplaires originaux,\n\nEn signant, la commune reconnaît :\n\n- la charte\n\n\
                    Pour la Commune de Valmont,\n\nMonsieur le Maire\n\nUne dernière phrase du tampon.";
        let (closing, originals) = with(text, |segments| {
            (closing(segments, &HashSet::new()), originals(segments, &[]))
        });
        assert_eq!(said(&closing), ["plain En signant, la commune reconnaît :", "item la charte"]);
        assert_eq!(originals, Some(Sourced::new(2, Lines::one(3))));
    }

    #[test]
    fn originals_may_be_said_in_an_article_or_nowhere() {
        let read = |text: &str| {
            let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
            originals(&segment(&lines), &prose::blocks(&lines)).map(|count| count.value)
        };
        assert_eq!(
            read("Article 9 : Suites\nElle est établie en 3 exemplaires, un pour chacun."),
            Some(3)
        );
        assert_eq!(read("Fait en quatre originaux, à Valmont"), None, "no closing begins so");
        assert_eq!(read("Fait en quatre exemplaires à Valmont"), Some(4));
        assert_eq!(read("Fait à Valmont\nen plusieurs exemplaires"), None);
    }
}
