//! PDF whose pages are pictures: the picture goes to whoever recognises characters, and the words come back with their places.

use std::io::Write as _;
use std::sync::Mutex;

use domain::reading::Lines;
use files::Refusal;
use files::formats::{Decoded, text, text_by};
use files::recognition::{Course, Means, Picture, Recogniser, Unrecognised};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::sheaf::{Sheet, sheaf};

/// What stands on a page.
enum Page {
    Words(&'static str),
    /// An image over the whole page: its entries, its bytes.
    Image(String, Vec<u8>),
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

/// A white image whose upper left quarter is black, one bit a point.
fn two_tones() -> Page {
    let (wide, high) = (800, 1_200);
    let row = |y: usize| (0..wide / 8).map(move |x| if x < wide / 16 && y < high / 2 { 0 } else { 0xff });
    let bytes: Vec<u8> = (0..high).flat_map(row).collect();
    Page::Image(
        format!("/Width {wide} /Height {high} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"),
        packed(&bytes),
    )
}

/// The same, as a photograph.
fn photographed() -> Page {
    let picture = image::RgbImage::from_fn(800, 1_200, |x, y| {
        image::Rgb(if x < 400 && y < 600 { [0, 0, 0] } else { [255, 255, 255] })
    });
    let mut bytes = Vec::new();
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg)
        .expect("written");
    Page::Image(
        "/Width 800 /Height 1200 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode".to_owned(),
        bytes,
    )
}

/// A document of these pages, four inches by six.
fn document(pages: &[Page]) -> Vec<u8> {
    let sheet = |page: &Page| match page {
        Page::Words(words) => Sheet {
            drawn: format!("BT /F1 11 Tf 40 380 Td ({words}) Tj ET"),
            image: None,
        },
        Page::Image(entries, bytes) => Sheet {
            drawn: "q 288 0 0 432 0 0 cm /S Do Q".to_owned(),
            image: Some((entries.clone(), bytes.clone())),
        },
    };
    sheaf((288, 432), &pages.iter().map(sheet).collect::<Vec<_>>())
}

/// Answers what it was told to, and keeps what it was shown.
struct Said {
    answer: Result<&'static str, Unrecognised>,
    ready: bool,
    shown: Mutex<Vec<Picture>>,
}

impl Recogniser for Said {
    fn is_ready(&self) -> bool {
        self.ready
    }

    fn page(&self, picture: &Picture, _: &Course) -> Result<String, Unrecognised> {
        self.shown.lock().expect("nobody broke").push(picture.clone());
        self.answer.map(str::to_owned)
    }
}

fn saying(answer: Result<&'static str, Unrecognised>) -> Said {
    Said {
        answer,
        ready: true,
        shown: Mutex::default(),
    }
}

fn read(pages: &[Page], recogniser: &Said, course: &Course) -> Result<Decoded, Refusal> {
    let means = Means {
        recogniser: Some(recogniser),
        course,
    };
    text_by("acte.pdf", &document(pages), means)
}

/// Two lines, the second with a word that is hardly believed, at two hundred points an inch.
const TWO_LINES: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"y\">\n<html><body><div class='ocr_page'>\
    <span class='ocr_line' title=\"bbox 100 100 500 130; baseline 0 -6; x_size 30\">\
    <span class='ocrx_word' title='bbox 100 100 300 130; x_wconf 95'>La</span> <span class='ocrx_word' title='bbox 312 100 500 130; x_wconf 95'>Caf</span></span>\
    <span class='ocr_line' title=\"bbox 100 140 700 170; baseline 0 -6; x_size 33\">\
    <span class='ocrx_word' title='bbox 100 140 400 170; x_wconf 91'>s’engage.</span> <span class='ocrx_word' title='bbox 412 140 700 170; x_wconf 4'>~~~</span></span>\
    </div></body></html>";

#[test]
fn a_picture_is_shown_as_the_page_shows_it_and_its_words_come_back() {
    for page in [two_tones(), photographed()] {
        let (recogniser, course) = (saying(Ok(TWO_LINES)), Course::default());
        let decoded = read(&[page], &recogniser, &course).expect("read");
        let words: Vec<&str> = decoded.lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(words, ["La", "Caf", "s’engage."], "{:?}", decoded.lines);
        assert_eq!(
            decoded.recognised,
            Lines::span(1, u32::try_from(decoded.lines.len()).expect("few"))
        );
        assert!(
            decoded.notes[0].starts_with("Texte reconnu sur une image\u{a0}: 1 page (1)."),
            "{:?}",
            decoded.notes
        );
        assert!(
            decoded.notes[1].starts_with("Un mot illisible a été laissé de côté"),
            "{:?}",
            decoded.notes
        );
        assert_eq!(course.page(), Some((1, 1)));
        let shown = recogniser.shown.lock().expect("nobody broke");
        let picture = &shown[0];
        assert_eq!((picture.width, picture.height, picture.dots), (800, 1_200, 200));
        let at = |x: usize, y: usize| picture.grey[y * picture.width + x];
        assert!(at(200, 300) < 10, "the upper left quarter is black");
        assert!([at(600, 300), at(200, 900), at(600, 900)].iter().all(|grey| *grey > 245));
    }
}

#[test]
fn only_pages_that_are_pictures_are_recognised_and_only_their_lines_are_told() {
    let pages = [
        Page::Words("Article 1. Objet de la convention"),
        two_tones(),
        Page::Words("Article 2. Les moyens mis en commun"),
    ];
    let (recogniser, course) = (saying(Ok(TWO_LINES)), Course::default());
    let decoded = read(&pages, &recogniser, &course).expect("read");
    assert_eq!(recogniser.shown.lock().expect("nobody broke").len(), 1);
    let told: Vec<&str> = decoded
        .recognised
        .iter()
        .map(|line| decoded.lines[line as usize - 1].trim())
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(told.join(" "), "La Caf s’engage.", "{:?}", decoded.lines);
    assert_eq!(decoded.pictures, 0);
    let alone = text("acte.pdf", &document(&pages)).expect("read");
    assert_eq!((alone.pictures, alone.recognised.is_empty()), (1, true));
    assert!(alone.notes[0].contains("leur texte manque"), "{:?}", alone.notes);
}

#[test]
fn without_anyone_to_recognise_what_to_install_is_said() {
    let absent = Said {
        ready: false,
        ..saying(Ok(TWO_LINES))
    };
    let course = Course::default();
    for refused in [
        read(&[two_tones()], &absent, &course).expect_err("refused"),
        text("acte.pdf", &document(&[two_tones()])).expect_err("refused"),
    ] {
        assert!(matches!(refused, Refusal::NoTextLayer { pages: 1, .. }), "{refused}");
        let said = refused.to_string();
        assert!(said.contains("apt install tesseract-ocr-fra"), "{said}");
    }
}

#[test]
fn a_recogniser_that_fails_is_left_alone_and_what_it_did_not_read_is_said() {
    let failing = saying(Err(Unrecognised::TooLong));
    let pages: Vec<Page> = (0..6).map(|_| two_tones()).collect();
    let refused = read(&pages, &failing, &Course::default()).expect_err("refused");
    assert!(matches!(refused, Refusal::Unrecognised { pages: 6, .. }), "{refused}");
    assert_eq!(
        failing.shown.lock().expect("nobody broke").len(),
        3,
        "it is asked three times"
    );
    let mixed = [Page::Words("Article 1. Objet de la convention signée"), two_tones()];
    let decoded = read(&mixed, &saying(Ok("no page")), &Course::default()).expect("read");
    assert!(
        decoded.notes[0].contains("1 page (2)\u{a0}: rien n’y a été reconnu"),
        "{:?}",
        decoded.notes
    );
}

#[test]
fn what_is_stopped_stops() {
    let stopped = read(&[two_tones()], &saying(Err(Unrecognised::Stopped)), &Course::default()).expect_err("stopped");
    assert!(matches!(stopped, Refusal::Stopped { .. }), "{stopped}");
    let course = Course::default();
    course.stop();
    let unread = saying(Ok(TWO_LINES));
    assert!(matches!(read(&[two_tones()], &unread, &course), Err(Refusal::Stopped { .. })));
    assert!(unread.shown.lock().expect("nobody broke").is_empty());
}

#[test]
fn a_picture_that_swells_is_not_opened() {
    let huge = |filter: &str, bytes: Vec<u8>| {
        Page::Image(
            format!("/Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter {filter}"),
            bytes,
        )
    };
    let recogniser = saying(Ok(TWO_LINES));
    let large = read(&[huge("/FlateDecode", packed(&[0; 1000]))], &recogniser, &Course::default()).expect_err("refused");
    assert!(matches!(large, Refusal::Unrecognised { .. }), "{large}");
    let bomb = packed(&vec![0; 120_000_000]);
    let swollen = read(&[huge("/FlateDecode", bomb)], &recogniser, &Course::default()).expect_err("refused");
    assert!(matches!(swollen, Refusal::Swollen { .. }), "{swollen}");
    // A size told inside that is not the one told outside.
    let lying = Page::Image(
        "/Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode".to_owned(),
        [
            &[0xff, 0x4f, 0xff, 0x51, 0, 47, 0, 0][..],
            &60_000_u32.to_be_bytes(),
            &60_000_u32.to_be_bytes(),
        ]
        .concat(),
    );
    // A width told beside the filter, which the library makes room for; a form whose size nothing tells.
    for (entries, bytes) in [
        (
            "/Width 1 /Height 30000000 /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /Columns 900000 >>",
            vec![0; 8],
        ),
        (
            "/Width 1 /Height 30000000 /BitsPerComponent 1 /Filter [/CCITTFaxDecode] /DecodeParms [<< /Columns 900000 >>]",
            vec![0; 8],
        ),
        (
            "/Width 900 /Height 900 /BitsPerComponent 8 /Filter /LZWDecode",
            vec![0x80, 0x0b],
        ),
        (
            "/Width 900 /Height 900 /BitsPerComponent 8 /F /LZW /Filter /FlateDecode",
            vec![0x80, 0x0b],
        ),
        (
            "/Width 1000 /Height 30000 /BitsPerComponent 1 /F /CCF /DP << /K -1 /Columns 2000 >>",
            vec![0xff; 3750],
        ),
        (
            "/Width 1000 /Height 30000 /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 >>",
            vec![0xff; 3750],
        ),
    ] {
        let image = Page::Image(format!("{entries} /ColorSpace /DeviceGray"), bytes);
        let refused = read(&[image], &recogniser, &Course::default()).expect_err("refused");
        assert!(matches!(refused, Refusal::Unrecognised { .. }), "{entries}: {refused}");
    }
    let wide = "/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /Columns 4000000000 >>";
    let refused = read(&[Page::Image(wide.to_owned(), vec![0; 8])], &recogniser, &Course::default()).expect_err("refused");
    assert!(matches!(refused, Refusal::Swollen { .. }), "{refused}");
    let refused = read(&[lying], &recogniser, &Course::default()).expect_err("refused");
    assert!(matches!(refused, Refusal::Unrecognised { .. }), "{refused}");
    assert!(recogniser.shown.lock().expect("nobody broke").is_empty());
}
