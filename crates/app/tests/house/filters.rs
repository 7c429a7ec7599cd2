//! Forms that only look: each is sent as a browser sends it, every field with what it holds, and none leads nowhere.

use std::collections::BTreeSet;

use people::Persona;

use crate::budgets::addresses;
use crate::cast::{self, Who};

/// The value of an attribute of a tag.
fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// What a browser sends of a form left as it is: its fields, in order, empty ones too.
fn sent(form: &str) -> String {
    let mut pairs: Vec<String> = Vec::new();
    let mut chosen: Option<(String, Option<String>, bool)> = None;
    for tag in form.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = attribute(tag, "name").map(ToOwned::to_owned);
        if tag.starts_with("input") {
            let kind = attribute(tag, "type").unwrap_or("text");
            let ticked = !matches!(kind, "checkbox" | "radio") || tag.contains(" checked");
            let (Some(name), true) = (name, ticked) else { continue };
            pairs.push(format!("{name}={}", attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("select") {
            chosen = name.map(|name| (name, None, false));
        } else if tag.starts_with("option") {
            let Some((_, value, is_chosen)) = &mut chosen else { continue };
            let selected = tag.contains(" selected");
            if value.is_none() || selected && !*is_chosen {
                *value = Some(attribute(tag, "value").unwrap_or_default().to_owned());
                *is_chosen = selected;
            }
        } else if tag.starts_with("/select")
            && let Some((name, value, _)) = chosen.take()
        {
            pairs.push(format!("{name}={}", value.unwrap_or_default()));
        }
    }
    let escaped = |pair: &String| pair.replace(' ', "+").replace("&amp;", "%26").replace("&#39;", "%27");
    pairs.iter().map(escaped).collect::<Vec<_>>().join("&")
}

/// The addresses to which the forms of a page lead, as a browser asks for them.
fn asked(page: &str, here: &str) -> Vec<String> {
    let forms = page.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
    let looks = forms.filter_map(|form| {
        let (tag, _) = form.split_once('>')?;
        let posts = attribute(tag, "method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let bare = here.split('?').next().unwrap_or(here);
        let action = attribute(tag, "action").unwrap_or(bare);
        (!posts).then(|| format!("{}?{}", action.split('?').next().unwrap_or(action), sent(form)))
    });
    looks.collect()
}

#[tokio::test]
async fn a_form_that_only_looks_is_sent_as_it_stands_and_leads_somewhere() {
    let world = cast::world().await;
    let mut wrong = Vec::new();
    let mut tried = BTreeSet::new();
    for persona in [Persona::FirstCoordinator, Persona::PartnerContact, Persona::Administrator] {
        let mut client = Who::Persona(persona).at(&world).await;
        for (address, _) in addresses() {
            let page = client.get(&address).await;
            if page.status != 200 || !page.header("content-type").starts_with("text/html") {
                continue;
            }
            for form in asked(&page.text(), &address) {
                if !tried.insert((persona.name(), form.clone())) {
                    continue;
                }
                let answer = client.get(&form).await;
                if !matches!(answer.status, 200 | 303) {
                    wrong.push(format!("{}: {address} sends {form}: {}", persona.name(), answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried.len() > 60, "{} forms only", tried.len());
}

#[tokio::test]
async fn a_journal_is_filtered_by_a_name_with_every_other_field_left_alone() {
    let world = cast::world().await;
    let address = "/conventions/1/journal?fait=&organisme=&qui=Camille&quoi=&du=&au=";
    let page = Who::Persona(Persona::FirstCoordinator).at(&world).await.get(address).await;
    assert_eq!(page.status, 200);
    assert!(page.words().contains("Camille Roche"), "{}", page.words());
}
