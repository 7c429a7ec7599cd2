//! `pacte backup` and `pacte restore`: everything to one file, and back into an installation where there is nothing.
//!
//! The store does both; here they are only asked for, and told in French.

use domain::people::EveryLinkEnded;
use store::Backup;

use crate::cli::{BackupOptions, RestoreOptions};
use crate::out::say;
use crate::{clock, doctor, progress, target};

/// `pacte backup`.
pub async fn backup(options: &BackupOptions) -> anyhow::Result<()> {
    let store = target::open_any(&options.data).await?;
    let step = progress::step("Sauvegarde et relecture", None);
    let kept = store.backup(&options.file, clock::now()).await?;
    step.done();
    say!("Sauvegarde écrite et relue\u{a0}: {}", holds(&kept));
    say!("Fichier\u{a0}: {}", options.file.display());
    prints(&kept);
    absent(&kept);
    Ok(())
}

/// What tells this file from any other, and what tells its content from any other content.
fn prints(backup: &Backup) {
    say!("Empreinte vérifiée\u{a0}: {}", backup.digest);
    say!("Empreinte du contenu\u{a0}: {}", backup.content());
}

/// Says which kept files a backup could not take along.
fn absent(backup: &Backup) {
    for digest in &backup.absent {
        eprintln!(
            "Attention\u{a0}: le fichier d’empreinte {digest} manquait ou était abîmé\u{a0}: cette sauvegarde ne le contient pas. « pacte doctor » dit de quel document il s’agit."
        );
    }
}

/// `pacte restore`.
pub async fn restore(options: &RestoreOptions) -> anyhow::Result<()> {
    if options.check {
        let read = store::check_backup(options.file.clone()).await?;
        say!("Sauvegarde entière\u{a0}: {}", holds(&read));
        prints(&read);
        absent(&read);
        return Ok(());
    }
    let step = progress::step("Lecture, restauration et vérification", None);
    let restored = store::restore(target::target(&options.data), options.file.clone()).await?;
    step.done();
    // Before a word is written: whoever reads the answer may stop listening at any time.
    if !restored.migrations.is_empty() {
        target::complete(&target::open(target::target(&options.data)).await?).await?;
    }
    let closed = if options.keep_sessions {
        None
    } else {
        Some(close_ways_in(options).await?)
    };
    say!("Sauvegarde restaurée\u{a0}: {}", holds(&restored.backup));
    prints(&restored.backup);
    say!("{}", doctor::journal(&restored.journal));
    absent(&restored.backup);
    if !restored.migrations.is_empty() {
        say!("Évolutions appliquées\u{a0}: {}.", restored.migrations.join(", "));
    }
    if let Some(closed) = closed {
        closed.say();
    }
    say!("Vous pouvez ouvrir Pacte sur ces données, et « pacte doctor » les vérifie entièrement.");
    Ok(())
}

/// The ways in that a restore closed.
struct Closed {
    sessions: u64,
    links: EveryLinkEnded,
}

/// A session that was closed since the backup would open again, and a link that was used, taken back or replaced since would open again.
async fn close_ways_in(options: &RestoreOptions) -> anyhow::Result<Closed> {
    let store = target::open(target::target(&options.data)).await?;
    Ok(Closed {
        sessions: people::close_every_session(&store, clock::now()).await?.unsigned_abs(),
        links: people::end_every_link(&store, clock::now()).await?,
    })
}

impl Closed {
    fn say(&self) {
        for (count, one, several, then) in [
            (
                self.sessions,
                "session fermée",
                "sessions fermées",
                "chaque personne se connecte de nouveau",
            ),
            (
                self.links.accounts.unsigned_abs(),
                "lien en attente terminé",
                "liens en attente terminés",
                "invitez de nouveau les personnes qui n’étaient pas encore entrées",
            ),
            (
                self.links.campaigns.unsigned_abs(),
                "lien de campagne terminé",
                "liens de campagne terminés",
                "qui doit encore répondre en redemande un par le lien reçu, ou à qui suit la campagne\u{202f}; rien de ce qui était commencé n’est perdu",
            ),
            (
                self.links.sheets.unsigned_abs(),
                "lien vers une fiche terminé",
                "liens vers une fiche terminés",
                "refaites-les pour les élus qui la lisent",
            ),
        ] {
            if count > 0 {
                say!("{} à la restauration\u{a0}: {then}.", doctor::count(count, one, several));
            }
        }
    }
}

/// `1 204 lignes en 31 tables, 12 fichiers, 2,1 Mo.`
#[must_use]
pub fn holds(backup: &Backup) -> String {
    let tables = backup.tables.len() as u64;
    format!(
        "{} en {}, {}, {}.",
        doctor::count(backup.rows(), "ligne", "lignes"),
        doctor::count(tables, "table", "tables"),
        doctor::count(backup.files.len() as u64, "fichier", "fichiers"),
        size(backup.bytes)
    )
}

/// A size as people say it.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes * 10 / unit;
        format!("{},{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000_000 => format!("{}\u{a0}ko", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{}\u{a0}Mo", tenths(1_000_000)),
        _ => format!("{}\u{a0}Go", tenths(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_the_unit_that_suits_it() {
        assert_eq!(size(1), "1\u{a0}ko");
        assert_eq!(size(999_999), "1000\u{a0}ko");
        assert_eq!(size(2_190_000), "2,1\u{a0}Mo");
        assert_eq!(size(3_000_000_000), "3,0\u{a0}Go");
    }
}
