//! A campaign of five hundred recipients, launched: from the click to the answer, durable, with every letter in the queue.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::clients::Client;
use super::{ROUNDS, http, median, product};
use crate::demo::Demo;
use crate::house;
use crate::progress::{Step, Stopwatch};

/// How many are asked: the associations, schools and services of a large intercommunality.
const RECIPIENTS: usize = 500;

const LIST: &str = "/conventions/1/campagnes";

/// Launches one campaign a round, and says how long the answer took.
pub(crate) fn run(step: &mut Step, root: &Path, work_folder: &Path) -> Result<()> {
    let pacte = house::release(root)?;
    let data = work_folder.join("campaign");
    drop(Demo::fresh(&pacte, &data)?);
    let served = product::Served::start(&pacte, &data)?;
    let took = (0..ROUNDS).map(|_| launched_ms(&served)).collect::<Result<Vec<f64>>>()?;
    let rounds: Vec<String> = took.iter().map(|ms| format!("{ms:.0}")).collect();
    step.say(&format!(
        "{RECIPIENTS} recipients queued in {:.0} ms (rounds: {})",
        median(took),
        rounds.join(", ")
    ));
    Ok(())
}

/// From the click to the answer; every letter is in the queue then.
fn launched_ms(served: &product::Served) -> Result<f64> {
    let place = prepared(served)?;
    let mut client = Client::connect(served.address(), &served.headers())?;
    let clock = Stopwatch::start();
    let head = client.ask("POST", &place, "geste=lancer")?;
    let passed = clock.passed().as_secs_f64() * 1000.0;
    ensure!(head.status == 303, "launching {place} answers {}", head.status);
    // The page shows fifty of them, the file all.
    let queued = served.page(&format!("{place}?forme=csv"))?.matches("En file depuis").count();
    ensure!(queued == RECIPIENTS, "{queued} letters are in the queue");
    Ok(passed)
}

/// A campaign that was prepared: where it is.
fn prepared(served: &product::Served) -> Result<String> {
    let new = format!("{LIST}/nouvelle");
    let form = served.page(&new)?;
    let due = form
        .split("id=\"echeance\"")
        .nth(1)
        .and_then(|rest| rest.split("value=\"").nth(1));
    let due = due
        .and_then(|rest| rest.split('"').next())
        .context("the form offers no day")?;
    let lines: Vec<String> = (1..=RECIPIENTS)
        .map(|n| format!("Nom%20{n}%20;%20nom{n}%40exemple.invalid%20;%20Asso%20{n}%0A"))
        .collect();
    let lines = lines.concat();
    let fields =
        format!("titre=Mesure&message=Bonjour&echeance={due}&question=status&ecart=7&relances=2&action=10&autres={lines}");
    let answer = http::post(served.address(), &new, &served.headers(), &fields)?;
    ensure!(answer.status == 303, "preparing a campaign answers {}", answer.status);
    answer
        .header("location")
        .map(str::to_owned)
        .context("no campaign was prepared")
}
