//! Who writes while the process is killed: half of them give mandates, half report on actions of the plan, one after the other, until
//! nobody answers any more.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

use crate::command::Server;

pub(crate) const WRITERS: u32 = 16;

/// How many mandates each writer may give: days enough for all runs.
const DAYS: u32 = 36_000 / WRITERS;

/// What was answered to.
#[derive(Debug, Default)]
pub(crate) struct Acknowledged {
    /// The first day of each mandate.
    pub(crate) mandates: BTreeSet<String>,
    /// What each report says was done.
    pub(crate) reports: BTreeSet<String>,
}

impl Acknowledged {
    pub(crate) fn len(&self) -> usize {
        self.mandates.len() + self.reports.len()
    }

    /// Keeps what this writer was answered to.
    pub(crate) fn extend(&mut self, number: u32, told: Vec<String>) {
        let kept = if reports(number) {
            &mut self.reports
        } else {
            &mut self.mandates
        };
        kept.extend(told);
    }
}

/// Whether the writer of this number reports, or gives mandates.
fn reports(number: u32) -> bool {
    number % 2 == 1
}

/// Someone who writes one fact after the other, each of its own.
pub(crate) struct Writer {
    pub(crate) address: String,
    pub(crate) cookie: String,
    pub(crate) number: u32,
    pub(crate) next: Arc<[AtomicU32]>,
    pub(crate) stop: Arc<AtomicBool>,
    pub(crate) answered: Arc<AtomicUsize>,
}

impl Writer {
    /// What was answered to.
    pub(crate) fn work(self) -> Vec<String> {
        let mut kept = Vec::new();
        // What a killed process kept without a word is the last report: the page of the form says which.
        let mut seen = if reports(self.number) {
            self.last()
        } else {
            Some(String::new())
        };
        while let Some(last) = seen.filter(|_| !self.stop.load(Ordering::Relaxed)) {
            let rank = self.next[self.number as usize].fetch_add(1, Ordering::Relaxed);
            let (told, answer) = if reports(self.number) {
                self.report(rank, &last)
            } else {
                let day = day_of(self.number * DAYS + rank);
                let answer = send(&self.address, &self.cookie, &day);
                (day, answer)
            };
            seen = match answer {
                Some((303, head)) => {
                    self.answered.fetch_add(1, Ordering::Relaxed);
                    kept.push(told);
                    Some(led_to(&head))
                }
                Some((status, page)) => panic!("{told} answers {status}: {page}"),
                None => None,
            };
        }
        kept
    }

    /// The address of the form: an action of one's own.
    fn form(&self) -> String {
        format!("/conventions/1/actions/{}/suivi", self.number / 2 + 1)
    }

    /// The last report on one's own action, empty when there is none; nothing when nobody answers.
    fn last(&self) -> Option<String> {
        let (status, page) = ask(&self.address, &self.cookie, ("GET", &self.form()), "")?;
        // A page that was cut says nothing.
        let (_, rest) = page.split_once("name=\"vu\" value=\"").filter(|_| status == 200)?;
        rest.split_once('"').map(|(last, _)| last.to_owned())
    }

    fn report(&self, rank: u32, last: &str) -> (String, Option<(u16, String)>) {
        let (number, progress) = (self.number, rank % 100);
        let form = format!("etat=going&avancement={progress}&meteo=bright&fait=Rencontre+{number}.{rank}&vu={last}");
        let answer = ask(&self.address, &self.cookie, ("POST", &self.form()), &form);
        (format!("Rencontre {number}.{rank}"), answer)
    }
}

/// The ordinal at the end of where an answer leads; empty when its head was cut before.
fn led_to(head: &str) -> String {
    let location = head.lines().find_map(|line| line.strip_prefix("location: "));
    let ordinal = location.and_then(|location| location.rsplit(['-', '=']).next());
    ordinal.unwrap_or_default().to_owned()
}

/// Gives the mandate of this rank.
pub(crate) fn give(server: &mut Server, rank: u32) -> crate::command::Page {
    server.post("/mandats", &form(&day_of(rank)))
}

/// A mandate for one day.
fn form(day: &str) -> String {
    let (year, rest) = day.split_at(4);
    let french = format!("{}%2F{}%2F{year}", &rest[4..6], &rest[1..3]);
    format!("personne=1&place=1-2&role=coordinator&debut={french}&fin={french}")
}

/// The mandate under which the plan is reported on: longer than any run, before all days of the others.
pub(crate) fn appoint(server: &mut Server) {
    let given = server.post("/mandats", "personne=1&place=1-3&role=coordinator&debut=01%2F01%2F2000&fin=");
    assert_eq!(given.status, 303, "{}", given.body);
}

/// Gives the mandate of this day: the status and the page, when an answer came.
pub(crate) fn send(host: &str, cookie: &str, day: &str) -> Option<(u16, String)> {
    ask(host, cookie, ("POST", "/mandats"), &form(day))
}

fn ask(host: &str, cookie: &str, (method, path): (&str, &str), form: &str) -> Option<(u16, String)> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut stream = TcpStream::connect(host).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    // An answer that is cut is no acknowledgement, unless its first line came whole.
    let _ = stream.read_to_string(&mut answer);
    let (first, rest) = answer.split_once("\r\n")?;
    Some((first.split(' ').nth(1)?.parse().ok()?, rest.replace('\r', "")))
}

/// A day of the years 2001 to 2100, by its rank: those in which mandates are given.
pub(crate) fn day_of(rank: u32) -> String {
    let (year, of_year) = (2001 + rank / 365, rank % 365);
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = of_year;
    for (month, length) in (1..).zip(lengths) {
        if left < length {
            return format!("{year}-{month:02}-{:02}", left + 1);
        }
        left -= length;
    }
    unreachable!("a year has 365 days here")
}
