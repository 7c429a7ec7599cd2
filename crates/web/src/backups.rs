//! The backups that this installation makes by itself, as those who administer see them: when, how big, where, and how to have some.
//!
//! It makes none and opens none: `app` says what is in the folder. What is saved by hand elsewhere is not known here.

use std::sync::Arc;

use askama::Template;
use domain::digest::Digest;
use domain::time::Instant;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::french;
use crate::upload::apart;
use crate::visit::Visit;

/// How many of them the page shows.
const SHOWN: usize = 60;

/// Whoever knows the backups of an installation.
pub trait Backups: Send + Sync {
    /// What stands in the folder now. It reads the disk.
    fn look(&self) -> Scheduled;
}

/// Backups that are made by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// The folder, as whoever runs the server wrote it.
    pub folder: String,
    /// The time between two of them, in microseconds.
    pub every_micros: i64,
    /// How many are kept.
    pub keep: usize,
    /// Those that are there, the last first.
    pub made: Vec<Made>,
    /// When the last attempt of this server failed, if none has succeeded since.
    pub failed: Option<Instant>,
}

/// A backup. It was read back line by line before it took its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The name of its file.
    pub name: String,
    /// When it was begun.
    pub at: Instant,
    /// How long the file is.
    pub bytes: u64,
    /// The digest of its content, which another backup of the same data bears too; unknown when nothing was noted beside it.
    pub content: Option<Digest>,
}

/// Who knows them, when they are scheduled.
pub type KnownBackups = Option<Arc<dyn Backups>>;

#[derive(Template)]
#[template(path = "backups.html")]
struct BackupList {
    frame: Frame,
    now: Instant,
    scheduled: Option<Scheduled>,
}

impl Made {
    fn print(&self) -> Option<String> {
        self.content.map(|digest| french::in_eights(&digest.to_string()))
    }

    fn size(&self) -> String {
        let bytes = i64::try_from(self.bytes).unwrap_or(i64::MAX);
        match bytes {
            0..1_000_000 => format!("{}\u{a0}ko", (bytes + 999) / 1000),
            1_000_000..1_000_000_000 => format!("{}\u{a0}Mo", french::decimal(bytes / 100_000, 1)),
            _ => format!("{}\u{a0}Go", french::decimal(bytes / 100_000_000, 1)),
        }
    }
}

impl Scheduled {
    fn shown(&self) -> &[Made] {
        &self.made[..self.made.len().min(SHOWN)]
    }

    /// "Toutes les 24 heures".
    fn rhythm(&self) -> String {
        const MINUTE: i64 = 60_000_000;
        let minutes = self.every_micros / MINUTE;
        match (minutes / 60, minutes % 60) {
            (0, 0) => "Plusieurs fois par minute".to_owned(),
            (0, 1) => "Toutes les minutes".to_owned(),
            (0, minutes) => format!("Toutes les {minutes}\u{a0}minutes"),
            (1, 0) => "Toutes les heures".to_owned(),
            (hours, 0) => format!("Toutes les {hours}\u{a0}heures"),
            (hours, minutes) => format!("Toutes les {hours}\u{a0}h\u{a0}{minutes:02}"),
        }
    }

    /// Whether the last one is older than two turns: something is wrong.
    fn is_late(&self, now: &Instant) -> bool {
        let late = |made: &Made| now.micros().saturating_sub(made.at.micros()) > self.every_micros.saturating_mul(2);
        self.made.first().is_some_and(late)
    }
}

pub(crate) async fn show(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Sauvegardes").await?;
    visit.leave();
    let scheduled = match visit.site.backups.clone() {
        Some(backups) => Some(apart(move || backups.look()).await?),
        None => None,
    };
    let page = BackupList {
        frame,
        now: visit.now,
        scheduled,
    };
    visit.page(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    fn scheduled(every_micros: i64, made: &[i64]) -> Scheduled {
        Scheduled {
            folder: "/srv".to_owned(),
            every_micros,
            keep: 14,
            made: made
                .iter()
                .map(|at| Made {
                    name: String::new(),
                    at: Instant::from_micros(*at),
                    bytes: 1,
                    content: None,
                })
                .collect(),
            failed: None,
        }
    }

    #[test]
    fn a_rhythm_is_said_as_people_say_it() {
        for (micros, words) in [
            (24 * HOUR, "Toutes les 24\u{a0}heures"),
            (HOUR, "Toutes les heures"),
            (HOUR + HOUR / 2, "Toutes les 1\u{a0}h\u{a0}30"),
            (HOUR / 6, "Toutes les 10\u{a0}minutes"),
            (1, "Plusieurs fois par minute"),
        ] {
            assert_eq!(scheduled(micros, &[]).rhythm(), words);
        }
    }

    #[test]
    fn the_last_one_is_late_after_two_turns() {
        let now = Instant::from_micros(100 * HOUR);
        assert!(!scheduled(24 * HOUR, &[]).is_late(&now), "there is none: the page says so");
        assert!(!scheduled(24 * HOUR, &[60 * HOUR, 10 * HOUR]).is_late(&now));
        assert!(scheduled(24 * HOUR, &[51 * HOUR]).is_late(&now));
    }
}
