//! A number leads to the rows that it counts: every number that is a link on the first pages of every role is followed, and the rows of the
//! page reached are counted.

use people::Persona;
use testkit::Client;

use crate::cast::{self, Who};

const ROLES: [Persona; 7] = [
    Persona::FirstCoordinator,
    Persona::SecondCoordinator,
    Persona::Mayor,
    Persona::FundOfficer,
    Persona::FundDirector,
    Persona::PartnerContact,
    Persona::Auditor,
];

/// A link of a page: where it leads, what it says, and the words of the line that follow it.
struct Link {
    address: String,
    words: String,
    beside: String,
}

/// The links of the page, without its menu and its actions shown as pips, whose numbers are their names.
fn links(html: &str) -> Vec<Link> {
    let (_, main) = html.split_once("<main").expect("a page");
    let main = main.split("</main>").next().unwrap_or(main);
    let parts: Vec<&str> = main.split("<a ").skip(1).collect();
    let link = |part: &&str| {
        let (tag, rest) = part.split_once('>')?;
        let (inside, after) = rest.split_once("</a>")?;
        let address = testkit::page::links(tag).into_iter().next()?;
        let beside = after.split(['<', '\n']).find(|words| !words.trim().is_empty());
        let line = after.split("</dd>").next().unwrap_or_default();
        let beside = if line.len() < after.len() && line.len() < 400 {
            testkit::page::words(line)
        } else {
            beside.unwrap_or_default().to_owned()
        };
        (!tag.contains("class=\"pip")).then(|| Link {
            address,
            words: testkit::page::words(inside).replace('\n', " "),
            beside,
        })
    };
    parts.iter().filter_map(link).collect()
}

/// The number that a link says: its first word, or its last; of a mean, how many it is of.
fn number(link: &Link) -> Option<usize> {
    let words: Vec<&str> = link.words.split_whitespace().collect();
    // The name of an action, or the line of a source, is no count.
    if matches!(words.first(), Some(&"Ligne" | &"Lignes" | &"Donner")) {
        return None;
    }
    let parsed = |word: Option<&&str>| word.and_then(|word| word.parse::<usize>().ok());
    if link.words.ends_with('%') && !link.words.contains("sur") {
        let (_, of) = link.beside.split_once("moyenne sur ")?;
        return of.split_whitespace().next()?.parse().ok();
    }
    // A day is no count.
    if words.len() == 3 && words[2].len() == 4 && words[2].parse::<usize>().is_ok() {
        return None;
    }
    let after_sur = words.iter().position(|word| *word == "sur");
    match (parsed(words.first()), after_sur) {
        (Some(first), _) => Some(first),
        (None, Some(at)) if at <= 1 => parsed(words.get(at + 1)),
        _ => parsed(words.last()),
    }
}

/// How many rows a page shows, at the place that the address names; nothing when the page is no list.
fn rows(address: &str, html: &str) -> Option<usize> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let count = |mark: &str| html.matches(mark).count();
    let rest = path.strip_prefix("/conventions/1").unwrap_or(path);
    let anchor = address.split_once('#').map(|(_, anchor)| anchor);
    let section = |id: &str| {
        let (_, part) = html.split_once(&format!("id=\"{id}\""))?;
        part.split("</section>").next().map(str::to_owned)
    };
    match (rest, anchor) {
        ("/plan/tableau", _) => Some(count("<td data-l=\"N°\"")),
        ("/jalons", _) => Some(count("<td data-l=\"Jalon\"")),
        ("/a-confirmer", _) => Some(count("id=\"reponse-")),
        // The list has pages: the state shown says how many there are under the filters.
        ("/ecarts", _) => {
            let (_, chip) = html.split_once("aria-current=\"true\">")?;
            let words = testkit::page::words(chip.split("</a>").next()?);
            words.split_whitespace().last()?.parse().ok()
        }
        ("/nouveautes", _) => Some(count("<li><div class=\"grow\">")),
        ("/convention", Some("ecarts")) => Some(section("ecarts")?.matches("<li").count()),
        ("/convention", Some("reste")) => {
            let words = testkit::page::words(&section("reste")?);
            words.split_whitespace().find_map(|word| word.parse().ok())
        }
        ("/parties", Some("h-v")) => Some(section("h-v")?.matches("Délibération non jointe").count()),
        (campaign, _) if campaign.starts_with("/campagnes/") => Some(count("<td data-l=\"Actions\"")),
        ("", Some(id)) => Some(section(id)?.matches("<li").count()),
        _ => None,
    }
}

/// Follows every number of a page; what does not hold.
async fn followed(client: &mut Client, start: &str) -> (usize, Vec<String>) {
    let page = client.get(start).await;
    assert_eq!(page.status, 200, "{start}");
    let (mut checked, mut wrong) = (0, Vec::new());
    for link in links(&page.text()) {
        let Some(said) = number(&link) else { continue };
        let address = if link.address.starts_with('#') {
            format!("{start}{}", link.address)
        } else {
            link.address.clone()
        };
        let (visited, _) = address.split_once('#').unwrap_or((&address, ""));
        let reached = client.get(visited).await;
        match rows(&address, &reached.text()) {
            Some(rows) if rows == said => checked += 1,
            found => wrong.push(format!("{start}: « {} » leads to {address}: {found:?}", link.words)),
        }
    }
    (checked, wrong)
}

#[tokio::test]
async fn every_number_of_a_first_page_leads_to_exactly_its_rows() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    // Something of each kind: late, under a storm, abandoned, a milestone past its day and one that comes.
    for (address, form) in [
        (
            "/conventions/1/actions/6/suivi",
            "volet=&etat=going&avancement=30&meteo=storm&echeance=2026-10-01&vu=",
        ),
        ("/conventions/1/actions/7/suivi", "volet=&etat=done&meteo=sun&vu="),
        (
            "/conventions/1/actions/8/suivi",
            "volet=&etat=abandoned&avancement=20&meteo=overcast&motif=Plus+de+local&instance=1&vu=",
        ),
        (
            "/conventions/1/actions/15/jalons",
            "titre=Ouvrir+le+local&echeance=2026-12-10&organisme=1&volet=",
        ),
    ] {
        let answer = coordinator.post(address, form).await;
        assert_eq!(answer.status, 303, "{address}: {}", answer.words());
    }
    let mut all_wrong = Vec::new();
    for persona in ROLES {
        let mut client = Who::Persona(persona).at(&world).await;
        let mut checked = 0;
        for start in ["/conventions/1", "/conventions/1/synthese"] {
            let (held, wrong) = followed(&mut client, start).await;
            checked += held;
            all_wrong.extend(wrong.into_iter().map(|line| format!("{persona:?} {line}")));
        }
        assert!(checked >= 15, "{persona:?}: {checked} numbers only");
    }
    assert!(all_wrong.is_empty(), "{}", all_wrong.join("\n"));
}
