//! `cargo x bench`: the figures of speed, measured side by side in one run and written to `docs/bench.md`.
//!
//! Nothing is asserted here, and nothing is kept from a former run. The other product is installed by this chore only,
//! from its package, with its own defaults.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::demo::Demo;
use crate::progress::{Chore, Step, Stopwatch};
use crate::{command, house, seed};

mod campaign;
mod clients;
mod directus;
mod durability;
mod http;
mod load;
mod pages;
mod product;
mod report;
mod sheets;
mod updates;

use load::Load;
use report::Figures;

/// The page that everyone opens: 24 actions, full layout.
const PAGE: &str = "/conventions/1/plan";

/// The text of the example.
const EXAMPLE: &str = "examples/convention-ctg-2022-2026.txt";

/// How often what is quick is measured.
const TIMES: usize = 20;

/// How often each load is run, one product after the other.
const ROUNDS: usize = 3;

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Pages, imports and starts, side by side with another product.
    Speed,
    /// The walk of a journal of a million lines.
    Journal,
    /// A backup of a gigabyte while pages are asked for.
    Backup,
    /// Durable updates of the plan, side by side with another product.
    Updates,
    /// A page of forty articles, and sign-ins that check a password.
    Pages,
    /// A campaign of five hundred recipients, launched.
    Campaign,
    /// Five thousand rows of a spreadsheet, side by side with other libraries.
    Sheets,
    /// Two thousand kills on each engine while sixteen people write.
    Kills,
}

/// Measures everything, or one part of it; says whether it could.
pub(crate) fn run(seconds: u32, only: Option<Part>) -> Result<bool> {
    let root = house::root();
    let target = house::target(&root)?;
    let work = target.join("bench");
    let mut chore = Chore::begin(work.join("logs"))?;
    let mut figures = Figures::default();
    let asked = |part| only.is_none_or(|only| only == part);
    let ready = chore.step("build", |step| {
        step.run(command::cargo(&root, "build --release --package app"))
    }) && chore.step("the load generator", |step| load::install(step, &root));
    if ready && asked(Part::Journal) {
        chore.step("the journal", |step| durability::journal(step, &root, &work));
    }
    if ready && asked(Part::Backup) {
        chore.step("the backup", |step| durability::backup(step, &root, &work, seconds));
    }
    if ready && asked(Part::Pages) {
        chore.step("the pages", |step| pages::run(step, &root, &work, seconds));
    }
    if ready && asked(Part::Campaign) {
        chore.step("the campaign", |step| campaign::run(step, &root, &work));
    }
    if ready && asked(Part::Sheets) {
        chore.step("the spreadsheets", |step| sheets::run(step, &root, &target, &work));
    }
    if ready && asked(Part::Kills) {
        chore.step("the kills", |step| durability::kills(step, &root, &target));
    }
    if ready && asked(Part::Updates) && chore.step("the other product, to be written", |step| directus::install(step, &work)) {
        chore.step("the updates", |step| updates::run(step, &root, &work, seconds));
    }
    if ready && asked(Part::Speed) && chore.step("the other product", |step| directus::install(step, &work)) {
        chore.step("once", |step| once(step, &root, &work, &mut figures));
        chore.step("under load", |step| under_load(step, &root, &work, seconds, &mut figures));
        chore.step("report", |step| report::write(step, &root, &figures));
    }
    Ok(chore.end())
}

/// What is measured without load: size, import, start, memory at rest.
fn once(step: &mut Step, root: &Path, work: &Path, figures: &mut Figures) -> Result<()> {
    let pacte = house::release(root)?;
    figures.binary_bytes = pacte.metadata()?.len();
    figures.import_ms = median(times(|| import(&pacte, root))?);
    step.say(&format!("import: {:.1} ms", figures.import_ms));
    let data = work.join("reference");
    drop(Demo::fresh(&pacte, &data)?);
    figures.start_ms = median(times(|| product::first_page(&pacte, &data))?);
    step.say(&format!("start: {:.1} ms", figures.start_ms));
    Ok(())
}

/// The whole command, from its start to its end: reading, recognising, printing.
fn import(pacte: &Path, root: &Path) -> Result<f64> {
    let mut command = Command::new(pacte);
    command
        .current_dir(root)
        .args(["import", EXAMPLE, "--check"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let clock = Stopwatch::start();
    ensure!(command.status()?.success(), "the example is not read");
    Ok(clock.passed().as_secs_f64() * 1000.0)
}

/// The same page of the reference, of the reference among the whole country, and the same rows of the other product.
fn under_load(step: &mut Step, root: &Path, work: &Path, seconds: u32, figures: &mut Figures) -> Result<()> {
    let pacte = house::release(root)?;
    let national = national(step, &pacte, work)?;
    let reference = product::Served::start(&pacte, &work.join("reference"))?;
    let country = product::Served::start(&pacte, &national)?;
    let other = directus::Served::start(step, &pacte, root, work)?;
    figures.page_bytes = reference.page_bytes(PAGE)?;
    figures.idle_bytes = reference.anonymous_bytes()?;
    for round in 1..=ROUNDS {
        for (name, loads, ask) in [
            ("pacte", &mut figures.reference, reference.asked(PAGE)),
            ("pacte, the whole country", &mut figures.national, country.asked(PAGE)),
            ("directus", &mut figures.other, other.asked()),
        ] {
            let load = Load::run(root, &ask, seconds)?;
            step.say(&format!("round {round}, {name}: {load}"));
            loads.push(load);
        }
    }
    figures.loaded_bytes = reference.anonymous_bytes()?;
    figures.other_bytes = product::anonymous_bytes(other.process())?;
    Ok(())
}

/// The data of the demo with as many synthetic conventions as the country has, made anew.
fn national(step: &mut Step, pacte: &Path, work: &Path) -> Result<PathBuf> {
    let data = work.join("national");
    drop(Demo::fresh(pacte, &data)?);
    let clock = Stopwatch::start();
    step.run(seed::command(pacte, seed::NATIONAL, &data))?;
    step.say(&format!(
        "{} conventions in {:.0} s",
        seed::NATIONAL,
        clock.passed().as_secs_f64()
    ));
    Ok(data)
}

fn times(mut work: impl FnMut() -> Result<f64>) -> Result<Vec<f64>> {
    (0..TIMES).map(|_| work()).collect()
}

/// The middle of the measures.
fn median(mut measures: Vec<f64>) -> f64 {
    measures.sort_by(f64::total_cmp);
    measures.get(measures.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_measure_does_not_move_the_median() {
        assert!((median(vec![3.0, 1.0, 900.0]) - 3.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
