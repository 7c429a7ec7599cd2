//! Backups that nobody has to think of: one every so often into a folder, the oldest removed, failures said in the log.
//!
//! It removes nothing but files that bear the names it gives. Of several servers that share a folder, one writes each backup.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::digest::Digest;
use domain::time::Instant;
use store::Store;
use web::backups::{Backups, Made, Scheduled};

use crate::backup::holds;
use crate::cli::ScheduleOptions;
use crate::clock;
use crate::figures::Figures;
use crate::speech::Because;

/// How often the clock is looked at: it may be set, and the machine may sleep.
const LOOK: Duration = Duration::from_secs(20);

/// How long one waits after a failure, unless the next backup comes sooner.
const AGAIN: i64 = 15 * 60 * 1_000_000;

const START: &str = "pacte-";
const END: &str = ".sauvegarde";

/// What the name of the file beside a backup adds to its own.
const PRINT: &str = ".empreinte";

/// When and where. Clones share what happened.
#[derive(Debug, Clone)]
pub struct Schedule {
    folder: PathBuf,
    every_micros: i64,
    keep: usize,
    /// When the last attempt failed, if it did.
    failed: Arc<Mutex<Option<Instant>>>,
}

/// What the page of backups shows of the folder.
impl Backups for Schedule {
    fn look(&self) -> Scheduled {
        let made = |name: String| {
            Some(Made {
                at: instant_of(&name)?,
                bytes: self.folder.join(&name).metadata().ok()?.len(),
                content: std::fs::read_to_string(self.print_of(&name))
                    .ok()
                    .and_then(|told| Digest::from_hex(told.trim())),
                name,
            })
        };
        Scheduled {
            folder: self.folder.display().to_string(),
            every_micros: self.every_micros,
            keep: self.keep,
            made: self.kept().into_iter().rev().filter_map(made).collect(),
            failed: *self.failed.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

impl Schedule {
    /// What the options ask for, when they ask for anything.
    #[must_use]
    pub fn asked(options: &ScheduleOptions) -> Option<Self> {
        Some(Self {
            folder: options.backup_into.clone()?,
            every_micros: i64::try_from(options.backup_every.as_micros()).unwrap_or(i64::MAX),
            keep: usize::from(options.backup_keep),
            failed: Arc::default(),
        })
    }

    /// Works until the server stops. Whoever watches is told of each backup.
    pub async fn run(self, store: Store, figures: Option<Figures>) {
        let mut failed: Option<Instant> = None;
        loop {
            let made = self.turn(&store, clock::now(), &mut failed).await;
            *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = failed;
            if let (true, Some(figures)) = (made, &figures) {
                figures.backed_up(clock::now().micros() / 1_000_000);
            }
            let pause = Duration::from_micros(self.every_micros.unsigned_abs()).min(LOOK);
            tokio::time::sleep(pause).await;
        }
    }

    /// Makes a backup when it is time, unless another server has just begun one. Tells whether one was made.
    pub async fn turn(&self, store: &Store, now: Instant, failed: &mut Option<Instant>) -> bool {
        if !self.is_due(now, *failed) || !self.begins(store, now).await {
            return false;
        }
        let made = self.backup(store, now).await;
        *failed = (!made).then_some(now);
        made
    }

    /// Whether this server is the one that begins. The turn is no longer than the wait after a failure: a server that dies
    /// while it writes, or has a folder of its own, keeps nobody from making theirs.
    async fn begins(&self, store: &Store, now: Instant) -> bool {
        let begun = store.begin_job("backup", now, AGAIN.min(self.every_micros)).await;
        begun.unwrap_or_else(|error| {
            tracing::error!(%error, "the backup could not begin");
            false
        })
    }

    /// Whether it is time. A backup that bears a name of the future was made while the clock was wrong: it proves nothing.
    fn is_due(&self, now: Instant, failed: Option<Instant>) -> bool {
        let passed = |since: Instant| now.micros().saturating_sub(since.micros());
        if failed.is_some_and(|failed| (0..AGAIN.min(self.every_micros)).contains(&passed(failed))) {
            return false;
        }
        let past = self
            .kept()
            .into_iter()
            .filter_map(|name| instant_of(&name))
            .filter(|made| *made <= now);
        past.max().is_none_or(|last| passed(last) >= self.every_micros)
    }

    async fn backup(&self, store: &Store, now: Instant) -> bool {
        let file = self.folder.join(name_of(now));
        let made = std::fs::create_dir_all(&self.folder);
        if let Err(error) = made {
            tracing::error!(folder = %self.folder.display(), %error, "the folder of the backups cannot be made");
            return false;
        }
        match store.backup(&file, now).await {
            Ok(kept) => {
                tracing::info!(file = %file.display(), holds = holds(&kept).replace('\u{a0}', " "), "backed up");
                if !kept.absent.is_empty() {
                    tracing::error!(
                        files = kept.absent.len(),
                        "kept files were missing or altered: the backup is without them"
                    );
                }
                self.note(&file, kept.content());
                self.forget();
                true
            }
            Err(error) => {
                tracing::error!(file = %file.display(), "the backup failed: {error}");
                false
            }
        }
    }

    /// Writes the digest of the content beside the backup: the page shows it, and nobody has to read the whole file for it.
    fn note(&self, file: &Path, content: Digest) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if let Err(error) = std::fs::write(self.print_of(&name), format!("{content}\n")) {
            tracing::error!(file = %file.display(), %error, "the digest of a backup cannot be written beside it");
        }
    }

    /// The file that holds the digest of a backup.
    fn print_of(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{PRINT}"))
    }

    /// Removes the oldest ones.
    fn forget(&self) {
        let kept = self.kept();
        for name in kept.iter().take(kept.len().saturating_sub(self.keep)) {
            if let Err(error) = std::fs::remove_file(self.folder.join(name)) {
                tracing::error!(name, %error, "an old backup cannot be removed");
            }
            // It may never have been written.
            drop(std::fs::remove_file(self.print_of(name)));
        }
    }

    /// The names of ours, the oldest first.
    fn kept(&self) -> Vec<String> {
        let mut names = names(&self.folder);
        names.sort_by_key(|name| instant_of(name));
        names
    }
}

/// The names of this folder that are ours.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| instant_of(name).is_some()).collect()
}

/// `pacte-20261128-070501.sauvegarde`: the instant, in universal time, to the second.
fn name_of(now: Instant) -> String {
    let stamp = jiff::Timestamp::from_microsecond(now.micros()).unwrap_or_default();
    format!("{START}{}{END}", stamp.strftime("%Y%m%d-%H%M%S"))
}

fn instant_of(name: &str) -> Option<Instant> {
    let told = name.strip_prefix(START)?.strip_suffix(END)?;
    let civil = jiff::civil::DateTime::strptime("%Y%m%d-%H%M%S", told).ok()?;
    let stamp = jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()?;
    Some(Instant::from_micros(stamp.as_microsecond()))
}

/// `24h`, `90m`, `1h30m`: at least a second.
pub(crate) fn every(text: &str) -> Result<Duration, Because> {
    let example = Because("écrivez par exemple 24h");
    let asked: jiff::SignedDuration = text.parse().map_err(|_| example)?;
    let asked = Duration::try_from(asked).map_err(|_| example)?;
    if asked < Duration::from_secs(1) {
        return Err(Because("au moins une seconde"));
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    fn at(hours: i64) -> Instant {
        Instant::from_micros(1_795_518_000_000_000 + hours * HOUR)
    }

    fn schedule(folder: &Path) -> Schedule {
        Schedule {
            folder: folder.to_owned(),
            every_micros: 24 * HOUR,
            keep: 2,
            failed: Arc::default(),
        }
    }

    #[test]
    fn a_name_tells_its_instant() {
        assert_eq!(name_of(at(0)), "pacte-20261124-110000.sauvegarde");
        assert_eq!(instant_of(&name_of(at(7))), Some(at(7)));
        for foreign in [
            "pacte-20261124.sauvegarde",
            "pacte.sqlite",
            "pacte-20261324-110000.sauvegarde",
        ] {
            assert_eq!(instant_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn it_is_time_a_day_after_the_last_one_whatever_the_clock_did() {
        let folder = tempfile::tempdir().expect("a folder");
        let schedule = schedule(&folder.path().join("not yet"));
        assert!(schedule.is_due(at(0), None), "there is none");
        assert!(!schedule.is_due(at(0), Some(at(0))), "it has just failed");
        assert!(schedule.is_due(at(1), Some(at(0))), "it failed an hour ago");
        assert!(
            schedule.is_due(at(0), Some(at(9))),
            "it failed in the future: the clock went back"
        );
        let schedule = self::schedule(folder.path());
        std::fs::write(folder.path().join(name_of(at(0))), "").expect("written");
        assert!(!schedule.is_due(at(23), None));
        assert!(schedule.is_due(at(24), None));
        std::fs::write(folder.path().join(name_of(at(24 * 365))), "").expect("written");
        assert!(schedule.is_due(at(24), None), "a name of the future proves nothing");
    }

    #[test]
    fn the_oldest_go_and_nothing_else_does() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [name_of(at(48)), name_of(at(0)), name_of(at(24)), "autre.txt".to_owned()] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        let schedule = schedule(folder.path());
        schedule.forget();
        assert_eq!(schedule.kept(), [name_of(at(24)), name_of(at(48))]);
        assert!(folder.path().join("autre.txt").exists());
    }

    #[test]
    fn what_is_in_the_folder_is_shown_the_last_first() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(schedule(&folder.path().join("not yet")).look().made, []);
        for (name, bytes) in [
            (name_of(at(0)), "old"),
            (name_of(at(24)), "the last"),
            ("autre.txt".to_owned(), "x"),
        ] {
            std::fs::write(folder.path().join(name), bytes).expect("written");
        }
        let made = schedule(folder.path()).look().made;
        let seen: Vec<_> = made.iter().map(|made| (made.at, made.bytes, made.content)).collect();
        assert_eq!(seen, [(at(24), 8, None), (at(0), 3, None)]);
    }

    #[test]
    fn the_digest_of_a_content_is_noted_beside_it_and_goes_with_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let schedule = schedule(folder.path());
        let content = Digest::of(b"content");
        for hours in [0, 24, 48] {
            let file = folder.path().join(name_of(at(hours)));
            std::fs::write(&file, "").expect("written");
            schedule.note(&file, content);
        }
        schedule.forget();
        let made = schedule.look().made;
        assert_eq!(
            made.iter().map(|made| made.content).collect::<Vec<_>>(),
            [Some(content), Some(content)]
        );
        let entries = std::fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(entries, 4, "two backups and what is noted beside them");
    }

    #[test]
    fn a_rhythm_is_read_as_people_write_it() {
        assert_eq!(every("24h"), Ok(Duration::from_hours(24)));
        assert_eq!(every("1h30m"), Ok(Duration::from_mins(90)));
        for wrong in ["", "jamais", "0s", "-1h"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }
}
