//! The arrangement of articles, on rows written by hand.

use domain::search::Question;

use super::*;

fn row(kind: ParagraphKind, text: &str, line: u32) -> ParagraphRow {
    ParagraphRow {
        part: "article".to_owned(),
        place: 1,
        kind,
        text: text.to_owned(),
        lines: Lines::one(line),
    }
}

fn article(number: Option<&str>, title: &str) -> ArticleRow {
    ArticleRow {
        ordinal: 1,
        number: number.map(str::to_owned),
        title: title.to_owned(),
        lines: Lines::span(1, 9),
    }
}

fn read(question: &str, rows: &[ParagraphRow]) -> Vec<Section> {
    let mut marker = Marker::of(Question::parse(question));
    sections(vec![article(Some("5"), "Engagements")], rows, &[], &mut marker)
}

fn words(spans: &[Span]) -> String {
    let text = |span: &Span| match span {
        Span::Plain(text) | Span::Hit { text, .. } | Span::Call { mark: text, .. } => text.clone(),
    };
    spans.iter().map(text).collect()
}

#[test]
fn items_nest_and_a_paragraph_ends_their_list() {
    let item = ParagraphKind::Item(1);
    let rows = [
        row(ParagraphKind::Plain, "Les parties :", 2),
        row(item, "une date", 3),
        row(ParagraphKind::Item(2), "pour la Caf", 4),
        row(item, "un discours", 5),
        row(ParagraphKind::Heading, "Effets", 6),
        row(item, "l’arrêt", 7),
    ];
    let sections = read("", &rows);
    let shapes: Vec<String> = sections[0]
        .blocks
        .iter()
        .map(|block| match block {
            Block::Plain(_) => "p".to_owned(),
            Block::Heading(_) => "h".to_owned(),
            Block::Note { .. } => "n".to_owned(),
            Block::List(entries) => format!("{:?}", entries.iter().map(|entry| entry.under.len()).collect::<Vec<_>>()),
        })
        .collect();
    assert_eq!(shapes, ["p", "[1, 0]", "h", "[0]"]);
}

#[test]
fn passages_that_hold_every_word_are_counted_alone_where_there_are_some() {
    let rows = [
        row(ParagraphKind::Plain, "Le comité de pilotage se réunit", 2),
        row(ParagraphKind::Plain, "le pilotage du projet", 3),
    ];
    assert_eq!(read("comité de pilotage", &rows)[0].hits, 1);
    assert_eq!(read("pilotage", &rows)[0].hits, 2);
    assert_eq!(read("projet comité", &rows)[0].hits, 2, "no passage holds both");
}

#[test]
fn a_note_printed_in_the_next_article_keeps_its_own_line() {
    let rows = [
        row(ParagraphKind::Plain, "les financements de N-1¹", 2),
        row(ParagraphKind::Note, "¹ Le montant de référence", 9),
        row(ParagraphKind::Plain, "à ce titre", 4),
    ];
    assert_eq!(read("", &rows)[0].lines.to_string(), "2-4,9");
}

#[test]
fn a_note_and_its_call_lead_to_each_other_once() {
    let rows = [
        row(
            ParagraphKind::Plain,
            "les financements de N-1¹ (PSEJ), et ceux de N-1¹ encore",
            2,
        ),
        row(ParagraphKind::Note, "¹ Le montant de référence", 3),
        row(ParagraphKind::Note, "(2) Sans appel", 4),
    ];
    let sections = read("", &rows);
    let [
        Block::Plain(passage),
        Block::Note { name, .. },
        Block::Note { name: lost, .. },
    ] = &sections[0].blocks[..]
    else {
        panic!("three blocks")
    };
    assert_eq!(words(&passage.spans), rows[0].text, "no word is lost");
    let calls: Vec<&Span> = passage
        .spans
        .iter()
        .filter(|span| matches!(span, Span::Call { .. }))
        .collect();
    assert_eq!(
        calls,
        [&Span::Call {
            mark: "¹".to_owned(),
            note: "article-5-1".to_owned()
        }]
    );
    assert_eq!(name.as_deref(), Some("article-5-1"));
    assert_eq!(*lost, None, "nothing calls it");
}

#[test]
fn words_are_marked_only_where_all_are_found() {
    let rows = [
        row(ParagraphKind::Plain, "un bilan chaque année", 2),
        row(ParagraphKind::Plain, "un relevé annuel est validé", 3),
    ];
    let sections = read("bilans annuels", &rows);
    assert_eq!(sections[0].hits, 2, "each passage holds one of the words");
    let Block::Plain(first) = &sections[0].blocks[0] else {
        panic!("a paragraph")
    };
    assert!(first.spans.contains(&Span::Hit {
        text: "bilan".to_owned(),
        first: true
    }));
    assert_eq!(read("bilan semestriel", &rows)[0].hits, 0);
}

#[test]
fn anchors_are_made_of_the_printed_numbers() {
    assert_eq!(anchor(Some("6")), "article-6");
    assert_eq!(anchor(Some("2 bis")), "article-2-bis");
    assert_eq!(anchor(Some("Ier – 1°")), "article-ier-1");
    assert_eq!(anchor(None), "article-preliminaire");
}

#[test]
fn a_mark_of_a_note_is_known_by_its_shape() {
    assert_eq!(note_mark("¹² Le montant"), Some("¹²"));
    assert_eq!(note_mark("(1) Le montant"), Some("(1)"));
    assert_eq!(note_mark("[12] Le montant"), Some("[12]"));
    assert_eq!(note_mark("(voir) Le montant"), None);
    assert_eq!(note_mark("Le montant"), None);
    assert_eq!(note_mark(""), None);
}
