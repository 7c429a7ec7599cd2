//! A page of forty articles and a board of sixty actions under load, and sign-ins by password: each of these checks one that is made
//! slow on purpose.
//!
//! Articles and actions are added to the reference convention by its own pages, as someone would who completes it by hand.

use std::fmt::Write as _;
use std::path::Path;
use std::thread;

use anyhow::{Result, ensure};

use super::load::Load;
use super::{ROUNDS, http, median, product};
use crate::demo::Demo;
use crate::house;
use crate::progress::{Step, Stopwatch};

/// The articles of a long convention.
const ARTICLES: usize = 40;

/// The actions of a long plan.
const ACTIONS: usize = 60;

/// How many sign in, one after the other and then together.
const PEOPLE: usize = 16;

const READING: &str = "/conventions/1/lecture";

/// A paragraph as long as those of the reference.
const PARAGRAPH: &str = "Les parties conviennent de se tenir informées, au moins une fois par an, des moyens engagés par chacune et des effets constatés sur le territoire, et d’en rendre compte devant l’instance de pilotage.";

/// Measures both.
pub(crate) fn run(step: &mut Step, root: &Path, work: &Path, seconds: u32) -> Result<()> {
    let pacte = house::release(root)?;
    let data = work.join("pages");
    drop(Demo::fresh(&pacte, &data)?);
    let served = product::Served::start(&pacte, &data)?;
    let articles = (forty_articles(&served)?, format!("{ARTICLES} articles"));
    let board = (sixty_actions(&served)?, format!("board of {ACTIONS} actions"));
    for (page, what) in [articles, board] {
        let bytes = served.page_bytes(page)?;
        for round in 1..=ROUNDS {
            let load = Load::run(root, &served.asked(page), seconds)?;
            step.say(&format!("round {round}, {what}, {bytes} bytes: {load}"));
        }
    }
    drop(served);
    let keeper = product::Served::start_as(&pacte, &data, "dministr")?;
    let accounts = accounts(&keeper)?;
    let alone = accounts
        .iter()
        .map(|account| sign_in_ms(&keeper, account))
        .collect::<Result<Vec<f64>>>()?;
    step.say(&format!("signing in, alone: {:.0} ms", median(alone)));
    step.say(&format!(
        "{PEOPLE} who sign in together: {:.0} a second",
        together(&keeper, &accounts)?
    ));
    Ok(())
}

/// Adds what the reference lacks of forty articles, three paragraphs each; tells where they are read.
fn forty_articles(served: &product::Served) -> Result<&'static str> {
    // Beyond some of them the text is shown over several pages: all of it is asked for.
    const PAGE: &str = "/conventions/1/articles?tout=oui";
    let known = served.page(PAGE)?.matches("id=\"article-").count();
    ensure!(known < ARTICLES, "the reference has {known} articles");
    for article in known..ARTICLES {
        let title = format!("second=Article%20ajout%C3%A9&valeur={}", article + 1);
        correct(served, &format!("/articles/{article}"), &title)?;
        for paragraph in 0..3 {
            let place = format!("/articles/{article}/text/{paragraph}");
            correct(served, &place, &format!("valeur={}", encoded(PARAGRAPH)))?;
        }
    }
    let shown = served.page(PAGE)?.matches("id=\"article-").count();
    ensure!(shown == ARTICLES, "{shown} articles are shown");
    Ok(PAGE)
}

/// Adds what the reference lacks of sixty actions; tells where their board is.
fn sixty_actions(served: &product::Served) -> Result<&'static str> {
    const BOARD: &str = "/conventions/1/plan/etats";
    let shown = |page: &str, action: usize| page.contains(&format!("/conventions/1/actions/{action}\""));
    let page = served.page(BOARD)?;
    let known = (1..=ACTIONS).take_while(|action| shown(&page, *action)).count();
    for action in known..ACTIONS {
        let title = format!("second=Action%20ajout%C3%A9e&valeur={}", action + 1);
        correct(served, &format!("/actions/{action}"), &title)?;
    }
    let page = served.page(BOARD)?;
    ensure!((1..=ACTIONS).all(|action| shown(&page, action)), "the board lacks actions");
    Ok(BOARD)
}

fn correct(served: &product::Served, place: &str, value: &str) -> Result<()> {
    let fields = format!("place={place}&etait=&cause=lecture&lignes=12&motif=Mesure&geste=corriger&{value}");
    let answer = http::post(served.address(), READING, &served.headers(), &fields)?;
    ensure!(answer.status == 303, "{place} answers {}", answer.status);
    Ok(())
}

/// Opens accounts with a password; tells what each types to sign in.
fn accounts(keeper: &product::Served) -> Result<Vec<String>> {
    let open = |rank: usize| {
        let who = format!("mel=mesure{rank}%40exemple.invalid&mdp=quatre+mots+sans+lien");
        let fields = format!("nom=Mesure+Num{rank}&{who}");
        let answer = http::post(keeper.address(), "/comptes", &keeper.headers(), &fields)?;
        ensure!(answer.status == 303, "opening an account answers {}", answer.status);
        Ok(format!("{who}&vers="))
    };
    (1..=PEOPLE).map(open).collect()
}

fn sign_in_ms(served: &product::Served, account: &str) -> Result<f64> {
    let clock = Stopwatch::start();
    sign_in(served, account)?;
    Ok(clock.passed().as_secs_f64() * 1000.0)
}

fn sign_in(served: &product::Served, account: &str) -> Result<()> {
    let [_, origin, site, form] = served.headers();
    let answer = http::post(served.address(), "/connexion", &[origin, site, form], account)?;
    ensure!(answer.status == 303, "signing in answers {}", answer.status);
    Ok(())
}

/// How many sign in by the second when all come at once.
fn together(served: &product::Served, accounts: &[String]) -> Result<f64> {
    let clock = Stopwatch::start();
    thread::scope(|scope| {
        let asked: Vec<_> = accounts
            .iter()
            .map(|account| scope.spawn(|| sign_in(served, account)))
            .collect();
        asked.into_iter().try_for_each(|one| match one.join() {
            Ok(answered) => answered,
            Err(_) => anyhow::bail!("a sign-in ended without an answer"),
        })
    })?;
    let people = u32::try_from(accounts.len()).map_or(f64::NAN, f64::from);
    Ok(people / clock.passed().as_secs_f64())
}

/// A text as a form sends it.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_sent_whatever_its_letters() {
        assert_eq!(encoded("né à"), "%6E%C3%A9%20%C3%A0");
    }
}
