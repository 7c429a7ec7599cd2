//! The product as the bench meets it: started on data that is there, signed in, asked for a page.
//!
//! Sign-in, rights and journal are on: the cookie is that of the persona who runs the plan.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::http;
use super::load::Ask;
use crate::demo::Demo;
use crate::progress::Stopwatch;

/// A running product with someone signed in.
pub(crate) struct Served {
    demo: Demo,
    cookie: String,
}

impl Served {
    /// Starts it and signs in.
    pub(crate) fn start(pacte: &Path, data: &Path) -> Result<Self> {
        Self::start_as(pacte, data, "coopération")
    }

    /// The same, as the first persona whose role has this word.
    pub(crate) fn start_as(pacte: &Path, data: &Path, role: &str) -> Result<Self> {
        let demo = Demo::again(pacte, data)?;
        let cookie = sign_in(demo.address(), role)?;
        Ok(Self { demo, cookie })
    }

    /// A page, as the load asks for it.
    pub(crate) fn asked(&self, path: &str) -> Ask {
        Ask {
            address: format!("{}{path}", self.demo.address()),
            header: format!("Cookie: {}", self.cookie),
        }
    }

    /// Where it is served.
    pub(crate) fn address(&self) -> &str {
        self.demo.address()
    }

    /// The headers of someone signed in who sends forms from its pages.
    pub(crate) fn headers(&self) -> [String; 4] {
        [
            format!("Cookie: {}", self.cookie),
            format!("Origin: {}", self.demo.address()),
            "Sec-Fetch-Site: same-origin".to_owned(),
            "Content-Type: application/x-www-form-urlencoded".to_owned(),
        ]
    }

    /// A page.
    pub(crate) fn page(&self, path: &str) -> Result<String> {
        let answer = http::get(self.demo.address(), path, &[format!("Cookie: {}", self.cookie)])?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        Ok(answer.body)
    }

    /// How heavy the page is, uncompressed; also that it is the page and not a door.
    pub(crate) fn page_bytes(&self, path: &str) -> Result<usize> {
        Ok(self.page(path)?.len())
    }

    /// From the question to the end of the answer, alone: the connection, the session, the page.
    pub(crate) fn page_ms(&self, path: &str) -> Result<f64> {
        let clock = Stopwatch::start();
        self.page_bytes(path)?;
        Ok(clock.passed().as_secs_f64() * 1000.0)
    }

    /// The memory that is its own.
    pub(crate) fn anonymous_bytes(&self) -> Result<u64> {
        anonymous_bytes(self.demo.process())
    }
}

/// From the start of the process to the end of its first page, on data that is there.
pub(crate) fn first_page(pacte: &Path, data: &Path) -> Result<f64> {
    let clock = Stopwatch::start();
    let demo = Demo::again(pacte, data)?;
    let answer = http::get(demo.address(), "/connexion", &[])?;
    let passed = clock.passed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "the first page answers {}", answer.status);
    Ok(passed)
}

/// The resident memory of a process that no file backs.
pub(crate) fn anonymous_bytes(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).context("the process is gone")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))
        .context("no RssAnon in the status of the process")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

fn sign_in(base: &str, role: &str) -> Result<String> {
    let page = http::get(base, "/demo", &[])?.body;
    let person = persona(&page, role).context("the page of the demo offers nobody of this role")?;
    let headers = [
        "Content-Type: application/x-www-form-urlencoded".to_owned(),
        format!("Origin: {base}"),
        "Sec-Fetch-Site: same-origin".to_owned(),
    ];
    let answer = http::post(base, "/demo", &headers, &format!("personne={person}"))?;
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    cookie
        .map(str::to_owned)
        .with_context(|| format!("signing in answers {} without a cookie", answer.status))
}

/// The number of the first persona whose role has this word.
fn persona<'p>(page: &'p str, role: &str) -> Option<&'p str> {
    let entry = page
        .split("<li")
        .find(|entry| entry.contains(role) && entry.contains("name=\"personne\""))?;
    entry.split("name=\"personne\" value=\"").nth(1)?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persona_is_found_on_the_page_of_the_demo() {
        let page = "<ul><li>Maire<button name=\"personne\" value=\"2\"></li><li>Chargée de coopération<button name=\"personne\" value=\"3\"></li></ul>";
        assert_eq!(persona(page, "coopération"), Some("3"));
        assert_eq!(persona("<ul></ul>", "coopération"), None);
    }
}
