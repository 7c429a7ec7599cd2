//! Articles, their headings and what stands in each, on short texts.

use super::*;
use crate::lines::normalise;

fn with<T>(text: &str, read: impl FnOnce(&[Segment<'_>]) -> T) -> T {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let lines = normalise(&lines);
    read(&segment::segment(&lines))
}

#[test]
fn articles_have_numbers_titles_and_paragraphs() {
    let text =
        "Article préliminaire : Préambule\n\nun\n\nArticle 1 :Objet\ndeux N-1¹\n\ntrois\n\nArticle 2 - Fin\nquatre\n¹ La note.";
    let found = with(text, |segments| articles(segments, &HashSet::new()));
    let shown: Vec<_> = found
        .iter()
        .map(|article| {
            (
                article.heading.number.as_ref().map(|n| n.value.as_str()),
                article.paragraphs.len(),
            )
        })
        .collect();
    assert_eq!(shown, [(None, 1), (Some("1"), 3), (Some("2"), 1)]);
    assert_eq!(
        found[0].heading.title.as_ref().map(|title| title.value.as_str()),
        Some("Préambule")
    );
    let note = &found[1].paragraphs[1];
    assert_eq!(
        (note.kind, note.text.value.as_str()),
        (ParagraphKind::Note, "¹ La note."),
        "the note goes home, below the paragraph that calls it"
    );
}

#[test]
fn articles_are_numbered_in_many_ways() {
    let text = "ARTICLE I - OBJET\n\nun\n\nArticle 1er : Objet\n\ndeux\n\nArticle 2.1 – Suite\n\ntrois\n\nARTICLE 3\n\nFin du texte\n\nquatre\n\n\
                Art. 4 : Annexes\n\ncinq\n\nArticle premier : Titre\n\nsix\n\nL'article 5 : non";
    let found = with(text, |segments| articles(segments, &HashSet::new()));
    let shown: Vec<_> = found
        .iter()
        .map(|article| {
            let number = article.heading.number.as_ref().map_or("", |number| number.value.as_str());
            let title = article.heading.title.as_ref().map_or("", |title| title.value.as_str());
            (number, title, article.paragraphs.len())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("I", "OBJET", 1),
            ("1er", "Objet", 1),
            ("2.1", "Suite", 1),
            ("3", "Fin du texte", 1),
            ("4", "Annexes", 1),
            ("premier", "Titre", 2)
        ]
    );
}

#[test]
fn what_a_page_prints_around_is_no_part_of_an_article() {
    let text = "Article 1 : Objet\n\nun\n\nPage 3 sur 8\n\ndeux";
    let found = with(text, |segments| articles(segments, &HashSet::from([5])));
    assert_eq!(found[0].paragraphs.len(), 2);
}

#[test]
fn an_annex_may_have_its_title_below() {
    let found = with(
        "Annexe 6\n\nLe schéma\n\nANNEXE 2 – LISTE\ntexte\nAnnexe 3:\n\nLe Plan d'actions par thématiques",
        annexes,
    );
    let titles: Vec<_> = found
        .iter()
        .map(|annex| annex.title.as_ref().map(|title| title.value.as_str()))
        .collect();
    assert_eq!(
        titles,
        [Some("Le schéma"), Some("LISTE"), Some("Le Plan d'actions par thématiques")]
    );
}

#[test]
fn a_list_of_annexes_announces_them() {
    let listed = |text: &str| -> (Vec<String>, usize) {
        with(text, |segments| {
            let numbers = listed_annexes(segments).into_iter().filter_map(|annex| annex.number);
            (numbers.map(|number| number.value).collect(), annexes(segments).len())
        })
    };
    let items =
        "Article 9 : Annexes\n\nSont annexés :\n- Annexe 1 : le diagnostic ;\n- Annexe 2 – le plan\n- Annexe 3 de la charte\n";
    assert_eq!(listed(items), (vec!["1".to_owned(), "2".to_owned()], 0));
    let headings =
        "Article 9 : Annexes\n\nAnnexe 1 : Diagnostic\nAnnexe 2 : Plan\n\nFait à Valmont\n\nAnnexe 2 : Plan\nUn texte.";
    assert_eq!(
        listed(headings),
        (vec!["1".to_owned(), "2".to_owned()], 1),
        "only the second is there"
    );
    let one = "Annexe 1 : Diagnostic\n\nAnnexe 2 : Plan\n\nUn texte.";
    assert_eq!(listed(one), (Vec::new(), 2), "a page of title alone is an annex");
}

#[test]
fn a_sentence_after_a_number_is_no_title() {
    let text = "Art. 1er. – Les parties mettent en œuvre le projet de la première\npartie.\n\nArt. 2. – Durée\n\nQuatre ans.\n";
    let told = with(text, |segments| {
        let one = |article: &Article| {
            let title = article
                .heading
                .title
                .as_ref()
                .map_or("-", |title| title.value.as_str())
                .to_owned();
            let text: Vec<&str> = article
                .paragraphs
                .iter()
                .map(|paragraph| paragraph.text.value.as_str())
                .collect();
            format!("{title} / {}", text.join(" | "))
        };
        articles(segments, &HashSet::new()).iter().map(one).collect::<Vec<_>>()
    });
    assert_eq!(
        told,
        [
            "- / Les parties mettent en œuvre le projet de la première partie.",
            "Durée / Quatre ans."
        ]
    );
}

#[test]
fn contents_lose_their_page_numbers() {
    let (articles, annexes) = with(
        "SOMMAIRE\n- Article 1 : Objet.....7\nAnnexe 1 : Diagnostic\t\nSignataires :.....9",
        contents,
    );
    assert_eq!(articles[0].title.as_ref().map(|title| title.value.as_str()), Some("Objet"));
    assert_eq!(annexes[0].number.as_ref().map(|number| number.value.as_str()), Some("1"));
}
