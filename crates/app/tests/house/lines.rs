//! Lists are gone through by « j » and « k »: each list of links of each page is made of what the script calls a line, or is named here
//! with the reason why it is none.

use people::Persona;

use crate::budgets::addresses;
use crate::cast::{self, Who};

/// What the script goes through, as `pacte.js` says it.
const SCRIPT: &str = include_str!("../../../web/assets/pacte.js");

/// Lists that are no rows, by their class: what leads around a page, or tells of one row.
const NO_ROWS: [(&str, &str); 10] = [
    ("legend", "the colours of a picture, each with its rows elsewhere"),
    ("pips", "actions shown side by side: read along, not down"),
    ("row tight", "the views of one list"),
    ("toc", "the contents of the text"),
    ("steps", "steps of one task"),
    ("errors", "what to correct"),
    ("prose", "sentences, with links in them"),
    ("ten", "ten figures"),
    ("sources", "lines of the text"),
    ("lines", "the text itself: its points are listed beside it"),
];

/// The lists of the page that hold at least two lines with a link, and are made of nothing that the script goes through.
fn missed(html: &str) -> Vec<String> {
    let Some((_, main)) = html.split_once("<main") else {
        return Vec::new();
    };
    let main = without_navigation(main.split("</main>").next().unwrap_or(main));
    let lists = main.split("<ul").skip(1).chain(main.split("<ol").skip(1));
    lists
        .filter_map(|list| {
            let (tag, rest) = list.split_once('>')?;
            let inside = rest.split("</ul>").next()?.split("</ol>").next()?;
            let lines = inside.split("<li").skip(1).filter(|line| leads(line)).count();
            let class = tag
                .split("class=\"")
                .nth(1)
                .and_then(|class| class.split('"').next())
                .unwrap_or_default();
            let walked = ["list", "timeline", "acts"]
                .iter()
                .any(|own| class.split(' ').any(|word| word == *own));
            let cards = inside.contains("class=\"lane-card") || inside.contains("<li class=\"card");
            // The bars of a picture: each has its rows in its legend.
            let drawn = inside.contains("role=\"img\"") && inside.contains("class=\"legend\"");
            let excused = NO_ROWS.iter().any(|(own, _)| class.contains(own));
            (lines > 1 && !walked && !cards && !excused && !drawn)
                .then(|| format!("<ul class=\"{class}\"> {}", inside.chars().take(120).collect::<String>()))
        })
        .collect()
}

/// Whether a line leads to a page: the lines of the text that a value was read on are its source.
fn leads(line: &str) -> bool {
    let links = testkit::page::links(line);
    links
        .iter()
        .any(|link| link.starts_with('/') && !link.contains("/texte?lignes="))
}

/// The page without its `nav` elements and what folds over a button.
fn without_navigation(main: &str) -> String {
    let mut kept = String::new();
    let mut rest = main;
    while let Some((before, after)) = rest.split_once("<nav") {
        kept.push_str(before);
        rest = after.split_once("</nav>").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let mut shown = String::new();
    let mut rest = kept.as_str();
    while let Some((before, after)) = rest.split_once("<details class=\"drop") {
        shown.push_str(before);
        rest = after.split_once("</details>").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}

#[tokio::test]
async fn every_list_of_links_is_gone_through_by_keys() {
    for class in [".list", ".timeline", ".acts", ".lane-card", "li.card", ".msg", "tbody tr"] {
        assert!(SCRIPT.contains(class), "the script does not go through {class}");
    }
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let mut all = Vec::new();
    for (address, administers) in addresses() {
        let client = if administers { &mut administrator } else { &mut coordinator };
        let answer = client.get(&address).await;
        if answer.status == 200 && answer.header("content-type").starts_with("text/html") {
            all.extend(missed(&answer.text()).into_iter().map(|list| format!("{address}: {list}")));
        }
    }
    assert!(all.is_empty(), "no key goes through:\n{}", all.join("\n"));
}
