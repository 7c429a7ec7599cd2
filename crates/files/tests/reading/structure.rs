//! The words of the real convention that are no plan, place by place: each test reads lines of the text by their numbers.

use crate::example;
use domain::reading::{ArticleRead, Lines, Paragraph, ParagraphKind, Reading, Sourced};
use files::Import;

/// A line of the text, as it stands.
fn line(import: &Import, number: usize) -> &str {
    import.text[number - 1].trim()
}

fn article<'r>(reading: &'r Reading, number: &str) -> &'r ArticleRead {
    let numbered = |article: &&ArticleRead| article.number.as_ref().is_some_and(|printed| printed.value == number);
    reading.articles.iter().find(numbered).expect("an article")
}

/// Kind and lines of each paragraph: "plain 748".
fn shape(paragraphs: &[Paragraph]) -> Vec<String> {
    let shape = paragraphs
        .iter()
        .map(|paragraph| format!("{} {}", paragraph.kind.code(), paragraph.text.lines));
    shape.collect()
}

fn at(paragraphs: &[Paragraph], number: u32) -> &Paragraph {
    let stands = |paragraph: &&Paragraph| paragraph.text.lines.holds(number);
    paragraphs.iter().find(stands).expect("a paragraph of this line")
}

#[test]
fn every_article_has_its_structure() {
    let reading = example::import().reading;
    let shapes: Vec<(&str, String)> = reading
        .articles
        .iter()
        .map(|article| {
            let number = article.number.as_ref().map_or("-", |number| number.value.as_str());
            let letters = article.text.iter().map(|paragraph| match paragraph.kind {
                ParagraphKind::Plain => "p".to_owned(),
                ParagraphKind::Heading => "h".to_owned(),
                ParagraphKind::Note => "n".to_owned(),
                ParagraphKind::Item(depth) => depth.to_string(),
            });
            (number, letters.collect())
        })
        .collect();
    let expected = [
        ("-", "pp1111ppppppppp"),
        ("1", "ppp1111"),
        ("2", "p11111"),
        ("3", "ppp12222122221222"),
        ("4", "ppp12221222122"),
        ("5", "pppppppnp"),
        ("6", "pppppp111111ppppp"),
        ("7", "ppp"),
        ("8", "ppppp12211p11"),
        ("9", "ppp"),
        ("10", "pp"),
        ("11", "pppp"),
        ("12", "hpphphphp"),
        ("13", "hp"),
        ("14", "p"),
    ];
    let shapes: Vec<(&str, &str)> = shapes.iter().map(|(number, shape)| (*number, shape.as_str())).collect();
    assert_eq!(shapes, expected);
}

#[test]
fn no_line_of_an_article_is_lost() {
    let import = example::import();
    let held: Lines = import
        .reading
        .articles
        .iter()
        .flat_map(|article| {
            let text = article.text.iter().flat_map(|paragraph| paragraph.text.lines.iter());
            article.title.lines.iter().chain(text)
        })
        .collect();
    let lost: Vec<usize> = (717..960)
        .filter(|number| !line(&import, *number).is_empty() && !held.holds(u32::try_from(*number).expect("a line")))
        .collect();
    assert_eq!(lost, [0_usize; 0]);
}

#[test]
fn a_heading_stands_alone_between_paragraphs() {
    let import = example::import();
    let article = article(&import.reading, "12");
    let headings = article
        .text
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
    let headings: Vec<String> = headings.map(|heading| format!("- {}", heading.text.value)).collect();
    assert_eq!(headings, [932, 938, 942, 946].map(|number| line(&import, number)));
}

#[test]
fn items_nest_and_an_address_belongs_to_the_sentence_above() {
    let import = example::import();
    let text = &article(&import.reading, "8").text;
    assert_eq!(
        shape(&text[5..10]),
        ["item 894", "item2 895-896", "item2 897", "item 898", "item 899"]
    );
    let whole = format!("{} {}", line(&import, 895), line(&import, 896));
    assert_eq!(format!("- {}", at(text, 895).text.value), whole);
    assert_eq!(at(text, 903).kind, ParagraphKind::Item(1), "another list begins again");
    let third = &article(&import.reading, "3").text;
    assert_eq!(
        (at(third, 777).kind, at(third, 779).kind),
        (ParagraphKind::Item(1), ParagraphKind::Item(2))
    );
}

#[test]
fn the_note_goes_home_and_the_list_that_it_cut_goes_on() {
    let import = example::import();
    let fifth = &article(&import.reading, "5").text;
    let call = fifth
        .iter()
        .position(|paragraph| paragraph.text.lines == Lines::one(836))
        .expect("the call");
    let note = &fifth[call + 1];
    assert_eq!(
        (note.kind, note.text.value.as_str()),
        (ParagraphKind::Note, line(&import, 860))
    );
    let sixth = &article(&import.reading, "6").text;
    assert!(sixth.iter().all(|paragraph| !paragraph.text.lines.holds(860)));
    let last = at(sixth, 862);
    assert_eq!(
        (last.kind, format!("- {}", last.text.value).as_str()),
        (ParagraphKind::Item(1), line(&import, 862))
    );
}

#[test]
fn the_texts_in_view_are_nine_and_whole() {
    let import = example::import();
    let wording = &import.reading.wording;
    let visas: Vec<&str> = wording.visas.iter().map(|visa| visa.value.as_str()).collect();
    let printed: Vec<&str> = (699..=715).step_by(2).map(|number| line(&import, number)).collect();
    assert_eq!(visas, printed);
    let formula = Sourced::new(line(&import, 697).to_owned(), Lines::one(697));
    assert_eq!(wording.enacting, Some(formula));
}

#[test]
fn the_exposition_is_set_out_and_its_list_is_a_place_of_the_framework() {
    let import = example::import();
    let set_out = &import.reading.wording.exposition;
    assert_eq!(set_out.first().map(|first| first.text.value.as_str()), Some(line(&import, 7)));
    assert_eq!(set_out.last().map(|last| last.text.value.as_str()), Some(line(&import, 56)));
    assert_eq!(shape(&set_out[3..7]), ["plain 13", "item 15", "item 16", "item 17"]);
    assert_eq!(
        (at(set_out, 32).kind, at(set_out, 37).kind),
        (ParagraphKind::Item(1), ParagraphKind::Item(2))
    );
    let lines: Lines = set_out.iter().flat_map(|paragraph| paragraph.text.lines.iter()).collect();
    let written = (7..=56).filter(|number| !line(&import, *number).is_empty()).count();
    assert_eq!(lines.iter().count(), written, "no line of the exposition is lost");
}

#[test]
fn the_extract_of_the_council_is_kept_in_its_words() {
    let import = example::import();
    let text = &import.reading.deliberations[0].text;
    assert_eq!(
        shape(text),
        [
            "plain 58", "item 60", "item 62", "item 64", "plain 66", "plain 67", "plain 68", "plain 70"
        ]
    );
    assert_eq!(at(text, 70).text.value, line(&import, 70));
}

#[test]
fn the_closing_counts_the_originals_and_says_what_is_acknowledged() {
    let import = example::import();
    let agreement = &import.reading.agreement;
    assert_eq!(agreement.originals, Some(Sourced::new(4, Lines::one(962))));
    assert_eq!(shape(&import.reading.wording.closing), ["plain 964", "item 966", "item 967"]);
    let signature = agreement.signature.as_ref().expect("a signature");
    assert_eq!(
        (signature.date.as_ref(), signature.month.as_ref().map(|month| month.value)),
        (None, Some(12)),
        "the blank day stays blank"
    );
}

#[test]
fn each_party_signs_under_an_authority() {
    let reading = example::import().reading;
    let authority = |at: usize| {
        reading.parties[at]
            .authority
            .as_ref()
            .map(|words| (words.value.as_str(), words.lines.to_string()))
    };
    let council = "Dûment autorisé à signer la présente convention par délibération de son Conseil Municipal";
    assert_eq!(
        authority(0),
        Some(("Dûment autorisés à signer la présente convention", "645".to_owned()))
    );
    assert_eq!(authority(1), Some((council, "656".to_owned())));
    assert_eq!(authority(2), Some((council, "667".to_owned())));
    for (at, announced) in [(0, 637), (1, 650), (2, 661)] {
        assert!(
            reading.parties[at].name.lines.holds(announced),
            "line {announced} announces a name"
        );
    }
    for (at, label, alias) in [
        (0, 647, "La Caf"),
        (1, 658, "La Commune des Pennes-Mirabeau"),
        (2, 669, "La Commune de Septèmes-Les-Vallons"),
    ] {
        let declared = reading.parties[at]
            .aliases
            .iter()
            .find(|known| known.value == alias)
            .expect("the declared name");
        assert!(declared.lines.holds(label) && declared.lines.holds(label + 1), "{alias}");
    }
}

#[test]
fn the_framework_is_kept_as_each_place_words_it() {
    let reading = example::import().reading;
    let shown: Vec<String> = reading
        .framework_places
        .iter()
        .map(|place| {
            let entries = place.entries.iter().map(|entry| {
                let code = entry.code.as_ref().map_or("-", |code| code.value.as_str());
                format!("{}{code}", entry.node.0)
            });
            entries.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let listed = "n11. n1aa) n1bb) n1cc) n22. n2aa) n2bb) n2cc) n33. n3aa) n3bb)";
    let planned = "n3- n3b- n3a- n1- n1a- n1b- n1c- n2- n2a- n2c- n2b-";
    assert_eq!(shown, [listed, planned, listed]);
    let places: Vec<(Option<u32>, Option<u32>)> = reading
        .framework_places
        .iter()
        .map(|place| (place.lines.first(), place.lines.last()))
        .collect();
    assert_eq!(places, [(Some(32), Some(44)), (Some(413), Some(460)), (Some(805), Some(820))]);
    let worded = |place: usize| {
        let entry = reading.framework_places[place]
            .entries
            .iter()
            .find(|entry| entry.node.0 == "n2c");
        entry.map(|entry| entry.title.value.as_str())
    };
    assert_eq!(
        (worded(0), worded(1)),
        (
            Some("Lutter contre le non-recours aux droits"),
            Some("Lutter contre le non recours aux droits")
        )
    );
}

#[test]
fn marks_of_pages_are_furniture_and_never_a_sentence() {
    let import = example::import();
    let marks = &import.reading.wording.page_marks;
    let shown: Vec<(String, &str)> = marks
        .iter()
        .map(|mark| (mark.lines.to_string(), mark.value.as_str()))
        .collect();
    let shown: Vec<(&str, &str)> = shown.iter().map(|(lines, words)| (lines.as_str(), *words)).collect();
    assert_eq!(
        shown,
        [
            ("80", "NOM DE LA COLLECTIVITE LOCALE SIGNATAIRE"),
            ("82", "TYPE DE STRUCTURE ADRESSE DE LA STRUCTURE"),
            ("105,508,572", "VILLE DE"),
            ("110-111,512-513,576-577", "SEPTÈMES LES VALLONS"),
            ("117", "Le Plan d'actions par thématiques"),
            ("127,146,264", "Thématiques"),
            ("144,262", "Actions"),
            ("148,266", "Détails actions"),
            ("150-151,268-269", "Moyens techniques et humains"),
            ("153-154,271-272", "Moyens financiers"),
            ("156,274", "Pilote"),
            ("158,276", "Porteur"),
            (
                "402",
                "Actions Thématiques Détails actions Moyens techniques et humains Moyens financiers Pilote Porteur"
            ),
            ("409", "Le Plan d'actions par Enjeux et orientations"),
            ("469", "Le Déploiement"),
            ("473,484", "ACTIONS Pilotes Porteurs 2022 2023 2024 2025 2026"),
            ("503-504", "es Pennes-Mirabeau une ville au pluriel"),
            ("581", "SCHEMA DE COOPERATION"),
            ("594", "INSTANCE DE COOPERATION"),
            ("604", "SECRETARIAT DES INSTANCES"),
            ("623", "ACTION MUTUALISEES"),
            ("672", "SOMMAIRE"),
            ("689", "Signataires : 15"),
            ("982,990,998", "(Cachet)"),
        ]
    );
}

/// Every line of the convention is placed.
#[test]
fn no_line_is_left() {
    let import = example::import();
    let unplaced = import.reading.unplaced.iter();
    let left: Vec<u32> = unplaced.flat_map(|block| block.lines.iter()).collect();
    assert_eq!(left, [0_u32; 0]);
}
