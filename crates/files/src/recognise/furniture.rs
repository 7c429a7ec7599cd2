//! What pages print around the text: headings of tables and of plans, the title of the contents, numbers of pages, stamps.
//!
//! Each rule looks for one shape in the part of the text where it belongs. A sentence is never furniture.

use crate::lines::Line;
use crate::passage::Passage;
use crate::recognise::{columns, heading};
use crate::segment::{self, Kind, Segment};
use crate::wording::begins;

/// The furniture of each segment, in order.
pub(crate) fn furniture(segments: &[Segment<'_>]) -> Vec<Passage> {
    let mut found = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let next = segments.get(at + 1).map(|next| next.kind);
        match segment.kind {
            Kind::Contents => found.extend(contents(segment.lines)),
            Kind::Columns => found.extend(columns::names(segment.lines)),
            Kind::Table => found.extend(headers(segment.lines)),
            Kind::Closing => found.extend(stamps(segment.lines)),
            Kind::Themes | Kind::Outline => found.extend(plan_headings(segment, next)),
            _ => {}
        }
    }
    found
}

fn whole(line: &Line) -> Passage {
    Passage::one(line.number, &line.text)
}

/// A few words that end no sentence.
pub(crate) fn is_brief(line: &Line, words: usize) -> bool {
    (1..=words).contains(&line.words.len()) && line.cells.is_empty() && !line.text.ends_with(['.', ';', ',', '!', '?'])
}

/// The title of the contents, and the entry of the signatures.
fn contents(lines: &[Line]) -> Vec<Passage> {
    let signatures = |line: &&Line| line.words.len() <= 4 && line.words.first().is_some_and(|word| word.starts_with("signat"));
    let entries = lines.iter().skip(1).filter(signatures);
    lines.first().into_iter().chain(entries).map(whole).collect()
}

/// The names of the columns, repeated where a table goes on.
fn headers(lines: &[Line]) -> Vec<Passage> {
    lines
        .iter()
        .filter(|line| segment::is_table_header(line))
        .map(whole)
        .collect()
}

/// "(Cachet)", "(Cachet et signature)".
fn stamps(lines: &[Line]) -> Vec<Passage> {
    let place = |line: &&Line| {
        let bare = line.text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let named = |word: &String| word.starts_with("cachet") || word.starts_with("signature") || word.starts_with("tampon");
        bare.is_some() && line.words.len() <= 4 && line.words.iter().any(named)
    };
    lines.iter().filter(place).map(whole).collect()
}

/// The heading that opens a plan, the word "Thématiques" by itself, and the heading of the table that follows the plan.
fn plan_headings(segment: &Segment<'_>, next: Option<Kind>) -> Vec<Passage> {
    let Some((first, rest)) = segment.lines.split_first() else {
        return Vec::new();
    };
    let mut found = vec![whole(first)];
    if segment.kind == Kind::Themes {
        let label = |line: &&Line| line.words.len() == 1 && begins(&line.words, &["thematiques"]);
        found.extend(rest.iter().filter(label).map(whole));
        return found;
    }
    let last_action = rest
        .iter()
        .rposition(|line| heading::action(line.item().unwrap_or(&line.text)).is_some());
    let after = &rest[last_action.map_or(0, |at| at + 1)..];
    // What goes on below the last action belongs to it.
    let after = after
        .iter()
        .skip_while(|line| !line.is_blank())
        .filter(|line| !line.is_blank());
    if next == Some(Kind::Table) && last_action.is_some() {
        found.extend(after.filter(|line| is_brief(line, 6) && line.item().is_none()).map(whole));
    }
    found
}

/// "Page 3", "Page 3 sur 12", "Page 3/12".
pub(crate) fn page_numbers(lines: &[Line]) -> Vec<Passage> {
    let numbered = |line: &&Line| {
        let figures = line
            .words
            .iter()
            .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
            .count();
        let joining = line.words.iter().filter(|word| word.as_str() == "sur").count();
        begins(&line.words, &["page"]) && (1..=2).contains(&figures) && line.words.len() == 1 + figures + joining
    };
    lines.iter().filter(numbered).map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let found = furniture(&segment::segment(&lines));
        found
            .iter()
            .map(|mark| format!("{} {}", mark.lines(), mark.joined()))
            .collect()
    }

    #[test]
    fn headings_of_plans_and_tables_are_furniture() {
        let text = "Le Plan d'actions par thématiques\n\nSanté\n\nThématiques\n\nActions\n\nMoyens\nfinanciers\n\nPilote\n\nPorteur\n\nAction 1 : Dire\n\n\
                    Le Plan d'actions par enjeux\n\nL'offre\n\n- Action 1: Dire\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\nAction 1: Dire\tA\tB\tX";
        assert_eq!(
            read(text),
            [
                "1 Le Plan d'actions par thématiques",
                "5 Thématiques",
                "7 Actions",
                "9-10 Moyens financiers",
                "12 Pilote",
                "14 Porteur",
                "18 Le Plan d'actions par enjeux",
                "24 Le Déploiement",
                "26 ACTIONS Pilotes Porteurs 2023"
            ]
        );
    }

    #[test]
    fn contents_and_stamps_are_furniture() {
        let text = "SOMMAIRE\nArticle 1 : Objet\t3\nSignataires :\t15\n\nArticle 1 : Objet\nLe texte (cachet).\nFait à Valmont\nPour X\n(Cachet)\n(la signature engage chaque partie)";
        assert_eq!(read(text), ["1 SOMMAIRE", "3 Signataires : 15", "9 (Cachet)"]);
    }

    #[test]
    fn a_sentence_about_a_page_is_no_number_of_page() {
        let lines = normalise(&[
            "Page 3 sur 12".into(),
            "Page 3/12".into(),
            "Page 3 du plan".into(),
            "Pages".into(),
        ]);
        assert_eq!(page_numbers(&lines).len(), 2);
    }
}
