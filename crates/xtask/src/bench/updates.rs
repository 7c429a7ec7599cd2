//! Updates of the plan, durable and told in the journal, by sixteen people at once; the same of the other product; and what reads
//! lose while one request in ten writes.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::clients::{CLIENTS, Client, Measured, Works, work};
use super::{PAGE, directus, product};
use crate::demo::Demo;
use crate::house;
use crate::progress::Step;

/// Kinds of request.
const WRITE: usize = 0;
const READ: usize = 1;

/// Measures them side by side.
pub(crate) fn run(step: &mut Step, root: &Path, work_folder: &Path, seconds: u32) -> Result<()> {
    let pacte = house::release(root)?;
    let data = work_folder.join("updates");
    drop(Demo::fresh(&pacte, &data)?);
    let served = product::Served::start(&pacte, &data)?;
    let own = updates(&served, seconds, 1)?;
    say(step, "pacte, updates", &own[WRITE], seconds);
    let reads = updates(&served, seconds, 0)?;
    say(step, "pacte, pages alone", &reads[READ], seconds);
    let mixed = updates(&served, seconds, 10)?;
    say(step, "pacte, pages while one request in ten writes", &mixed[READ], seconds);
    say(step, "pacte, those writes", &mixed[WRITE], seconds);
    let kept = 100.0 * mixed[READ].rate(seconds) / reads[READ].rate(seconds);
    step.say(&format!("reads keep {kept:.0} % of their rate"));
    let copy = directus::Served::start(step, &pacte, root, work_folder)?;
    let workers = (1..=CLIENTS)
        .map(|row| Patching::new(&copy, row))
        .collect::<Result<Vec<_>>>()?;
    let other = work(workers, seconds, 1)?;
    say(step, "directus, updates", &other[WRITE], seconds);
    let ratio = own[WRITE].rate(seconds) / other[WRITE].rate(seconds);
    step.say(&format!("ratio of the two: {ratio:.0}"));
    Ok(())
}

fn say(step: &mut Step, what: &str, measured: &Measured, seconds: u32) {
    let (rate, p99, refused) = (measured.rate(seconds), measured.p99_ms(), measured.refused);
    step.say(&format!("{what}: {rate:.0} a second, p99 {p99:.1} ms, {refused} refused"));
}

/// Sixteen people, each on a lane of their own; one request in `every` is an update, and none when it is 0.
fn updates(served: &product::Served, seconds: u32, every: u32) -> Result<Vec<Measured>> {
    let workers = (1..=CLIENTS)
        .map(|action| Updating::new(served, action, every))
        .collect::<Result<Vec<_>>>()?;
    work(workers, seconds, 2)
}

/// Someone who keeps one lane up to date.
struct Updating {
    client: Client,
    address: String,
    /// The last report on the lane.
    seen: String,
    every: u32,
    turn: u32,
}

impl Updating {
    fn new(served: &product::Served, action: usize, every: u32) -> Result<Self> {
        let mut client = Client::connect(served.address(), &served.headers())?;
        let address = format!("/conventions/1/actions/{action}/suivi");
        // What a former round left is the last one: the page of the form says which.
        let form = served.page(&format!("{address}?volet=2"))?;
        let seen = form
            .split("name=\"vu\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let seen = seen.context("the form says no last report")?.to_owned();
        client.ask("GET", PAGE, "")?;
        Ok(Self {
            client,
            address,
            seen,
            every,
            turn: 0,
        })
    }

    fn update(&mut self) -> Result<bool> {
        let progress = self.turn % 100;
        let body = format!(
            "volet=2&etat=going&avancement={progress}&meteo=bright&fait=Une+s%C3%A9ance+de+plus&vu={}",
            self.seen
        );
        let head = self.client.ask("POST", &self.address, &body)?;
        let told = head.header("location").and_then(|location| location.rsplit('=').next());
        if let (303, Some(told)) = (head.status, told) {
            told.clone_into(&mut self.seen);
        }
        Ok(head.status == 303)
    }
}

impl Works for Updating {
    fn turn(&mut self) -> Result<(usize, bool)> {
        self.turn = self.turn.wrapping_add(1);
        if self.every > 0 && self.turn.is_multiple_of(self.every) {
            return Ok((WRITE, self.update()?));
        }
        let head = self.client.ask("GET", PAGE, "")?;
        Ok((READ, head.status == 200))
    }
}

/// Someone who keeps one row of the other product up to date.
struct Patching {
    client: Client,
    path: String,
    turn: u32,
}

impl Patching {
    fn new(copy: &directus::Served, row: usize) -> Result<Self> {
        Ok(Self {
            client: Client::connect(copy.base(), &directus::writer())?,
            path: format!("/items/actions/{row}"),
            turn: 0,
        })
    }
}

impl Works for Patching {
    fn turn(&mut self) -> Result<(usize, bool)> {
        self.turn = self.turn.wrapping_add(1);
        let body = format!("{{\"title\":\"going {}\"}}", self.turn);
        let head = self.client.ask("PATCH", &self.path, &body)?;
        Ok((WRITE, head.status == 200))
    }
}
