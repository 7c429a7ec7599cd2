//! What stands on each page, one after the other: its letters, or those that a recogniser finds on its picture.
//!
//! A page is recognised only where it shows a picture and no text; one that is not is said to be without text, never guessed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::ink::{self, Ink};
use super::{hocr, scan, swelling};
use crate::formats::Trouble;
use crate::recognition::{Course, Means, Recogniser, Unrecognised};

/// The most pages: the longest conventions known have three hundred, annexes included.
const MOST_PAGES: usize = 1_000;

/// The most pages that are recognised in one document: each takes seconds.
const MOST_RECOGNISED: usize = 400;

/// How many pages a recogniser may fail at before it is left alone.
const MOST_FAILED: usize = 3;

/// The most letters of a document: those of the largest text.
const MOST_LETTERS: usize = 8_000_000;

/// Fewer letters than this on a page, beside a picture, are its number or a stamp.
const BARE_LETTERS: usize = 20;

/// The pages, read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) inks: Vec<Ink>,
    /// How many words a recogniser read and hardly believed.
    pub(super) doubtful: usize,
    /// Whether a recogniser was asked.
    pub(super) asked: bool,
}

/// Who recognises, as long as it does.
struct Helper<'m> {
    recogniser: &'m dyn Recogniser,
    course: &'m Course,
    failed: usize,
}

/// Whether a page has no text of its own.
pub(super) fn is_bare(ink: &Ink) -> bool {
    ink.letters.is_empty() || (ink.pictures > 0 && ink.letters.len() < BARE_LETTERS && !ink.recognised)
}

/// What stands on each page.
pub(super) fn read(bytes: &[u8], means: Means<'_>) -> Result<Read, Trouble> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Trouble::Locked,
        // A closed file whose table of contents is cut does not say why it stays closed.
        LoadPdfError::Invalid if swelling::holds(bytes, b"/Encrypt") => Trouble::Locked,
        LoadPdfError::Invalid => Trouble::Damaged("le document".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Trouble::Swollen);
    }
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let (mut read, mut letters) = (Read::default(), 0);
    for (number, page) in (1..).zip(pages.iter()) {
        turned(means.course, number, pages.len())?;
        let ink = ink::of(page, &cache, pdf.xref(), &settings);
        letters += ink.letters.len();
        read.inks.push(ink);
        if letters > MOST_LETTERS {
            return Err(Trouble::Swollen);
        }
    }
    let pictured = |ink: &Ink| is_bare(ink) && ink.pictures > 0;
    let bare: Vec<usize> = (0..read.inks.len()).filter(|place| pictured(&read.inks[*place])).collect();
    let mut helper = if bare.is_empty() { None } else { Helper::found(bytes, means)? };
    if helper.is_some() && bare.len() > MOST_RECOGNISED {
        return Err(Trouble::TooManyPictures(MOST_RECOGNISED));
    }
    read.asked = helper.is_some();
    for place in bare {
        let Some(helper) = &mut helper else { break };
        turned(means.course, place + 1, pages.len())?;
        // Pictures are kept out of the shared cache: each is seen once.
        read.doubtful += helper.recognise(&mut read.inks[place], &pages[place], pdf.xref(), &settings)?;
        letters += read.inks[place].letters.len();
        if letters > MOST_LETTERS {
            return Err(Trouble::Swollen);
        }
    }
    if read.inks.is_empty() {
        return Err(Trouble::Damaged("le document".to_owned()));
    }
    Ok(read)
}

/// Tells that the turn of a page has come, unless somebody stopped the reading.
fn turned(course: &Course, number: usize, pages: usize) -> Result<(), Trouble> {
    if course.is_stopped() {
        return Err(Trouble::Stopped);
    }
    course.at(number, pages);
    Ok(())
}

impl<'m> Helper<'m> {
    /// Whoever is there, when the pictures of the document may be opened.
    fn found(bytes: &[u8], means: Means<'m>) -> Result<Option<Self>, Trouble> {
        let Some(recogniser) = means.recogniser.filter(|recogniser| recogniser.is_ready()) else {
            return Ok(None);
        };
        if swelling::pictures_swell(bytes) {
            return Err(Trouble::Swollen);
        }
        Ok(Some(Self {
            recogniser,
            course: means.course,
            failed: 0,
        }))
    }

    /// Gives a page the letters of its picture; tells how many words were left out.
    fn recognise(
        &mut self,
        ink: &mut Ink,
        page: &Page<'_>,
        objects: &XRef,
        settings: &InterpreterSettings,
    ) -> Result<usize, Trouble> {
        if self.failed >= MOST_FAILED {
            return Ok(0);
        }
        // A picture that breaks the library is one that is not recognised.
        let picture = catch_unwind(AssertUnwindSafe(|| {
            scan::picture(page, &InterpreterCache::new(), objects, settings)
        }));
        let Ok(Some(picture)) = picture else { return Ok(0) };
        let said = match self.recogniser.page(&picture, self.course) {
            Ok(said) => said,
            Err(Unrecognised::Stopped) => return Err(Trouble::Stopped),
            Err(Unrecognised::TooLong | Unrecognised::Failed) => {
                self.failed += 1;
                return Ok(0);
            }
        };
        let Some(read) = hocr::letters(&said, picture.dots) else {
            self.failed += 1;
            return Ok(0);
        };
        if !read.letters.is_empty() {
            ink.recognised = true;
            // What is drawn beside the picture, its number or a stamp, is not in it.
            ink.letters.extend(read.letters);
        }
        Ok(read.doubtful)
    }
}
