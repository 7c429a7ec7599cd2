//! Where a text is cut, from its headings.

use super::*;
use crate::lines::normalise;

fn kinds(text: &str) -> Vec<(Kind, usize)> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let lines = normalise(&lines);
    segment(&lines)
        .iter()
        .map(|segment| (segment.kind, segment.lines.len()))
        .collect()
}

#[test]
fn each_part_opens_on_its_words() {
    let text = "CONVENTION\n\nEntre :\nLA CAISSE\nSOMMAIRE\nArticle 1 : Objet.....5\nAnnexe 1 : Plan\n\nIl est convenu ce qui suit :\n\
                Article 1 : Objet\ntexte\nFait à Valmont, le 3 mai 2022\nAnnexe 1\nLe Plan d'actions par enjeux";
    assert_eq!(
        kinds(text),
        [
            (Kind::Front, 2),
            (Kind::Parties, 2),
            (Kind::Contents, 4),
            (Kind::Enacting, 1),
            (Kind::Article, 2),
            (Kind::Closing, 1),
            (Kind::Annex, 1),
            (Kind::Outline, 1),
        ]
    );
}

#[test]
fn contents_without_leaders_end_at_the_first_article() {
    let text = "SOMMAIRE\nArticle 1 : Objet\nArticle 2 : Fin\nArticle 1 : Objet\ntexte";
    assert_eq!(kinds(text), [(Kind::Contents, 3), (Kind::Article, 2)]);
}

#[test]
fn tables_are_told_from_columns() {
    assert_eq!(kinds("Actions\tPilote\tPorteur\nAction 1: x\tA\tB"), [(Kind::Table, 2)]);
    assert_eq!(
        kinds("Actions\n\nThématiques\n\nPilote\n\nPorteur\n\nAction 1 :"),
        [(Kind::Columns, 9)]
    );
    assert_eq!(kinds("Action\t2023\t2024\nAction 1: x\tX\t"), [(Kind::Table, 2)]);
    assert_eq!(kinds("Actions de formation\n\nPilote\nPorteur"), [(Kind::Front, 4)]);
}

#[test]
fn leaders_carry_a_page_number() {
    assert_eq!(leader("Article 7 : Echanges.....11"), Some("Article 7 : Echanges"));
    assert_eq!(leader("Article 7 : Echanges..."), None);
    assert_eq!(leader("le plan 2022"), None);
}
