//! PDF: pages written letter by letter, as programs write them.

use std::fmt::Write as _;
use std::io::Write as _;

use files::Refusal;
use files::formats::{Kind, text};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use crate::sheaf::{Sheet, sheaf};

/// How high a page is, in points.
const HIGH: i32 = 842;

/// A page being drawn, from the top left.
#[derive(Default)]
struct Drawn(String);

impl Drawn {
    fn words(mut self, left: i32, down: i32, size: i32, words: &str) -> Self {
        let bytes = encoding_rs::WINDOWS_1252.encode(words).0.into_owned();
        let _ = write!(self.0, "BT /F1 {size} Tf {left} {} Td <", HIGH - down);
        for byte in bytes {
            let _ = write!(self.0, "{byte:02x}");
        }
        self.0.push_str("> Tj ET\n");
        self
    }

    fn lines(mut self, left: i32, down: i32, lines: &[&str]) -> Self {
        for (place, line) in (0..).zip(lines) {
            self = self.words(left, down + 14 * place, 11, line);
        }
        self
    }

    fn line(mut self, [x0, y0, x1, y1]: [i32; 4]) -> Self {
        let _ = writeln!(self.0, "{x0} {} m {x1} {} l S", HIGH - y0, HIGH - y1);
        self
    }
}

/// A document of these pages.
fn document(pages: &[Drawn]) -> Vec<u8> {
    let sheet = |page: &Drawn| Sheet {
        drawn: page.0.clone(),
        image: None,
    };
    sheaf((595, HIGH), &pages.iter().map(sheet).collect::<Vec<_>>())
}

fn read(pages: &[Drawn]) -> (Vec<String>, Vec<String>) {
    let decoded = text("acte.pdf", &document(pages)).expect("read");
    assert_eq!(decoded.kind, Kind::Pdf);
    (decoded.lines, decoded.notes)
}

fn refused(bytes: &[u8]) -> Refusal {
    text("acte.pdf", bytes).expect_err("refused")
}

#[test]
fn lines_become_sentences_items_and_headings() {
    let page = Drawn::default()
        .words(72, 80, 20, "Article 1")
        .lines(
            72,
            120,
            &[
                "La présente convention de coopé-",
                "ration fixe la coopération de la sous-",
                "préfecture et de Saint-",
                "Thiboire.",
                "Elle dure autant qu’elle.",
            ],
        )
        .lines(72, 220, &["• un premier engagement de la Caf", "• un second"])
        .words(72, 300, 11, "12 places de crèche")
        .words(174, 296, 7, "3");
    let (lines, notes) = read(&[page]);
    assert_eq!(
        lines,
        [
            "# Article 1",
            "",
            "La présente convention de coopération fixe la coopération de la sous-préfecture et de Saint-Thiboire.",
            "Elle dure autant qu’elle.",
            "",
            "- un premier engagement de la Caf",
            "- un second",
            "",
            "12 places de crèche[^3]",
        ]
    );
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn what_lines_draw_is_a_table_and_a_line_that_lacks_merges_two_cells() {
    let mut page = Drawn::default().words(72, 60, 11, "Avant le tableau");
    for down in [100, 130, 160, 190] {
        // The first column spreads over the last two rows.
        page = page.line([if down == 160 { 200 } else { 72 }, down, 500, down]);
    }
    for right in [72, 200, 350, 500] {
        page = page.line([right, 100, right, 190]);
    }
    let page = page
        .words(80, 118, 11, "Axe")
        .words(208, 118, 11, "Action")
        .words(358, 118, 11, "Pilote")
        .words(80, 148, 11, "Axe 1")
        .words(208, 142, 11, "Ouvrir une crèche de")
        .words(208, 154, 11, "vingt places")
        .words(358, 148, 11, "Caf")
        .words(208, 178, 11, "Relier")
        .words(72, 230, 11, "Après");
    let (lines, _) = read(&[page]);
    assert_eq!(
        lines,
        [
            "Avant le tableau",
            "",
            "Axe\tAction\tPilote",
            "Axe 1\tOuvrir une crèche de vingt places\tCaf",
            "▴\tRelier\t",
            "",
            "Après"
        ]
    );
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "Les caisses contribuent à une offre",
        "globale de services aux familles au",
        "moyen du versement de prestations,",
        "du financement des services et des",
        "structures, et de l’accompagnement",
        "des familles. Cette action est inscrite",
    ];
    let right = [
        "dans une démarche territoriale, que",
        "la convention définit avec l’ensemble",
        "des partenaires du territoire, pour",
        "la durée du présent engagement, et",
        "selon les moyens que chacun y met,",
        "année après année.",
    ];
    let page = Drawn::default()
        .words(
            72,
            60,
            11,
            "Un titre qui court sur toute la largeur de la page, au-dessus des deux colonnes",
        )
        .lines(72, 120, &left)
        .lines(320, 120, &right);
    let (lines, _) = read(&[page]);
    assert_eq!(lines[2], [left.join(" "), right.join(" ")].join(" "));
}

#[test]
fn headers_and_numbers_of_pages_are_left_out_and_sheets_keep_their_titles() {
    let page = |number: i32| {
        Drawn::default()
            .words(72, 30, 9, "Convention de Brume 2022-2026")
            .words(72, 70, 11, &format!("Fiche action {number}"))
            .words(72, 200, 11, "Texte")
            .words(280, 820, 9, &format!("Page {number} sur 4"))
    };
    let (lines, notes) = read(&[page(1), page(2), page(3), page(4)]);
    let sheet = |number| {
        [
            format!("{}Fiche action {number}", if number > 1 { "\u{c}" } else { "" }),
            String::new(),
            "Texte".to_owned(),
        ]
    };
    let expected = [sheet(1), sheet(2), sheet(3), sheet(4)]
        .map(|lines| lines.join("\n"))
        .join("\n\n");
    assert_eq!(lines.join("\n"), expected);
    assert!(notes[0].contains("«\u{a0}Convention de Brume 2022-2026\u{a0}»"), "{notes:?}");
}

#[test]
fn pages_without_letters_are_told_and_a_document_without_any_is_refused() {
    let (lines, notes) = read(&[Drawn::default().words(72, 400, 11, "Texte"), Drawn::default()]);
    assert_eq!(lines, ["Texte"]);
    assert!(notes[0].contains("sur 1 page (2)"), "{notes:?}");
    let none = document(&[Drawn::default(), Drawn::default()]);
    assert!(matches!(refused(&none), Refusal::NoTextLayer { pages: 2, .. }));
}

#[test]
fn what_is_closed_cut_or_swells_is_refused() {
    let whole = String::from_utf8_lossy(&document(&[Drawn::default().words(72, 72, 11, "Texte")])).into_owned();
    let lock = format!(
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{0}> /U <{0}> >> /Root 1 0 R",
        "ab".repeat(32)
    );
    let closed = whole.replace("/Root 1 0 R", &lock);
    assert!(matches!(refused(closed.as_bytes()), Refusal::Locked { .. }));
    assert!(matches!(refused(b"%PDF-1.7\n1 0 obj"), Refusal::Damaged { .. }));
    let pages: Vec<Drawn> = (0..1001).map(|_| Drawn::default()).collect();
    assert!(matches!(refused(&document(&pages)), Refusal::Swollen { .. }));
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let blanks = vec![b' '; 1_000_000];
    for _ in 0..60 {
        packed.write_all(&blanks).expect("packed");
    }
    let packed = packed.finish().expect("packed");
    let bomb = [
        b"%PDF-1.7\n4 0 obj << /Filter /FlateDecode >> stream\n".as_slice(),
        &packed,
        b"\nendstream endobj\n",
        whole.as_bytes(),
    ];
    assert!(matches!(refused(&bomb.concat()), Refusal::Swollen { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn spoilt_documents_never_panic(blows in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let page = || Drawn::default().words(72, 72, 11, "Texte").line([72, 100, 200, 100]).line([72, 100, 72, 200]);
        let mut bytes = document(&[page(), page()]);
        for (place, byte) in blows {
            let at = place.index(bytes.len());
            if byte % 8 == 0 { bytes.truncate(at.max(9)); } else { bytes[at] = byte; }
        }
        let _ = text("acte.pdf", &bytes);
    }
}
