//! `pacte doctor`: every chain of the journal, every row projected from an act, every mandate, every kept file. Says the first
//! fault, changes nothing.

use std::process::ExitCode;

use store::{Store, Verification};

use crate::cli::DataOptions;
use crate::out::say;
use crate::{clock, target};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What is right, a line each.
    pub right: Vec<String>,
    /// What is wrong, a line each.
    pub wrong: Vec<String>,
}

/// Runs the command; fails when something is wrong.
pub async fn run(options: &DataOptions) -> anyhow::Result<ExitCode> {
    let store = target::open_existing(options).await?;
    let report = examine(&store).await?;
    for line in &report.right {
        say!("✓ {line}");
    }
    for line in &report.wrong {
        say!("✗ {line}");
    }
    Ok(if report.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Examines everything.
pub async fn examine(store: &Store) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let began = clock::now();
    let chains = store.verify().await?;
    let millis = clock::now().micros().saturating_sub(began.micros()) / 1000;
    tracing::info!(rows = chains.rows, millis, "journal walked");
    match chains.fault {
        Some(fault) => report.wrong.push(fault.to_string()),
        None => report.right.push(journal(&chains)),
    }
    report.right.extend(clock_set_back(&chains));
    let mut reader = store.read(clock::now().paris_day()).await?;
    let (conventions, findings) = convention::check(&mut reader).await?;
    if findings.is_empty() {
        report
            .right
            .push(format!("Conventions : {conventions}, chaque ligne vient de son acte signé."));
    }
    report.wrong.extend(
        findings
            .iter()
            .map(|found| format!("Convention {} : {}", found.convention, found.sentence)),
    );
    let (mandates, findings) = people::check(&mut reader).await?;
    if findings.is_empty() {
        report.right.push(format!(
            "Mandats : {mandates}, chacun d’une personne connue, pour une organisation de sa convention."
        ));
    }
    report.wrong.extend(findings);
    let (reports, fault) = plan::check(&mut reader).await?;
    match fault {
        Some(fault) => report.wrong.push(fault),
        None => report.right.push(format!(
            "Suivi\u{a0}: {}, chaque état est celui qu’elles disent.",
            count(reports, "mise à jour", "mises à jour")
        )),
    }
    let (versions, fault) = documents::check(&mut reader, store.vault()).await?;
    match fault {
        Some(fault) => report.wrong.push(fault),
        None => report.right.push(format!(
            "Documents\u{a0}: {}, chaque fichier est celui qui a été gardé.",
            count(versions, "version", "versions")
        )),
    }
    let (files, fault) = campaigns::check_files(&mut reader, store.vault()).await?;
    match fault {
        Some(fault) => report.wrong.push(fault),
        None => report.right.push(format!(
            "Campagnes\u{a0}: {} avec les réponses, chacun est celui qui a été gardé.",
            count(files, "fichier", "fichiers")
        )),
    }
    Ok(report)
}

/// What a walk of the journal that found nothing wrong went through.
#[must_use]
pub fn journal(chains: &Verification) -> String {
    let told = format!(
        "Journal\u{a0}: {} en {}, rien d’altéré.",
        count(chains.rows, "entrée", "entrées"),
        count(chains.chains, "chaîne", "chaînes"),
    );
    match chains.erased {
        0 => told,
        erased => format!(
            "{told} {}.",
            count(erased, "texte personnel effacé", "textes personnels effacés")
        ),
    }
}

/// What is said of entries that go back in time: no fault of the journal, and something to know when its dates are read.
fn clock_set_back(chains: &Verification) -> Option<String> {
    let turned = (chains.turned > 0).then_some(chains.turned)?;
    Some(format!(
        "Horloge\u{a0}: {} du journal, à une date plus ancienne que celle d’une entrée qui précède. L’horloge du serveur a été \
         reculée\u{a0}; l’ordre des entrées reste sûr, leur date est à lire avec prudence.",
        count(turned, "entrée", "entrées"),
    ))
}

/// So many things, in French.
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    web::french::count(i64::try_from(n).unwrap_or(i64::MAX), one, many)
}
