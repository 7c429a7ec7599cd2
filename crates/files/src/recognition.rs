//! What recognises the characters of a page that is a picture, seen from here: a picture goes out, a page of hOCR comes back.
//!
//! No program is started in this room, and no clock is looked at: who recognises, for how long, and how far the work is told belong to
//! whoever asks for a file to be read.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The picture of a page, in grey: a byte a point, from the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Points across.
    pub width: usize,
    /// Points down.
    pub height: usize,
    /// From black (0) to white (255).
    pub grey: Vec<u8>,
    /// Points an inch.
    pub dots: u32,
}

impl Picture {
    /// The same, as a file that every program for pictures opens (PGM).
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }
}

/// Why a page was not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unrecognised {
    /// It took too long.
    TooLong,
    /// Whoever recognises gave up.
    Failed,
    /// Nobody waits for it any more.
    Stopped,
}

/// Recognises characters: a program beside this one, or a test.
pub trait Recogniser: Send + Sync {
    /// Whether it can read French, now.
    fn is_ready(&self) -> bool;

    /// The words of a picture with their places, as a page of hOCR. Gives up once `course` is stopped.
    fn page(&self, picture: &Picture, course: &Course) -> Result<String, Unrecognised>;
}

/// How far the reading of a file is, and whether someone still waits for it. Whoever reads writes it, others look.
#[derive(Debug, Default)]
pub struct Course {
    page: AtomicUsize,
    pages: AtomicUsize,
    stopped: AtomicBool,
}

impl Course {
    /// The page being read and how many there are; nothing before the first one, or for a file without pages.
    #[must_use]
    pub fn page(&self) -> Option<(usize, usize)> {
        let (page, pages) = (self.page.load(Ordering::Relaxed), self.pages.load(Ordering::Relaxed));
        (page > 0).then_some((page, pages))
    }

    /// Nobody waits any more: the reading ends at the next page.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(crate) fn at(&self, page: usize, pages: usize) {
        self.pages.store(pages, Ordering::Relaxed);
        self.page.store(page, Ordering::Relaxed);
    }
}

/// With what a file is read.
#[derive(Clone, Copy)]
pub struct Means<'m> {
    /// Who recognises the pages that are pictures; without one they are said to be pictures.
    pub recogniser: Option<&'m dyn Recogniser>,
    /// How far it is.
    pub course: &'m Course,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_file_with_its_size_in_front() {
        let picture = Picture {
            width: 2,
            height: 1,
            grey: vec![0, 255],
            dots: 300,
        };
        assert_eq!(picture.file(), b"P5\n2 1\n255\n\x00\xff");
    }

    #[test]
    fn a_course_tells_where_it_is_and_whether_it_goes_on() {
        let course = Course::default();
        assert_eq!((course.page(), course.is_stopped()), (None, false));
        course.at(12, 40);
        course.stop();
        assert_eq!((course.page(), course.is_stopped()), (Some((12, 40)), true));
    }
}
