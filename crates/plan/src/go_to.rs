//! Going somewhere by typing: the pages of the convention and its actions, by their words or their numbers; people, organisations,
//! facilities, bodies and articles, by their names; its documents, by their titles and the words of their files; and the keys that
//! this product knows. The script opens the same page over another one.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::go_pages;
use crate::named_search::named;
use crate::paper_search::papers;
use crate::rows::{ActionRow, Actions};

/// How many links the page shows.
const SHOWN: usize = 12;

/// How many of each kind have a place among them, when there is more to show than room.
const SHARE: usize = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

/// A place found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) icon: &'static str,
    /// What it is, in a word.
    pub(crate) kind: &'static str,
    pub(crate) label: String,
    pub(crate) address: String,
}

#[derive(Template)]
#[template(path = "go_to.html")]
struct GoTo {
    frame: Frame,
    convention: ConventionId,
    asked: Asked,
    found: Vec<Found>,
    more: bool,
}

impl GoTo {
    fn address(&self) -> Target {
        Target::go_to(self.convention)
    }

    /// The words of the text itself, article by article.
    fn articles(&self) -> String {
        with_query(href(Target::Articles(self.convention)), &[("q", &self.asked.q)])
    }

    /// The documents that answer what is typed, all of them.
    fn documents(&self) -> String {
        with_query(href(Target::Documents(self.convention)), &[("q", self.asked.q.as_str())])
    }

    fn count(&self) -> String {
        crate::views::counted(&self.found.len(), "résultat", "résultats")
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let frame = visit.frame("Aller à").await?;
    let actions = visit.rows(Actions { convention }).await?;
    let pages = frame.nav().into_iter().map(|link| Found {
        icon: link.icon,
        kind: "Page",
        label: link.label.to_owned(),
        address: href(link.target).to_string(),
    });
    // The menu first: what is not in it is found by its name.
    let pages = pages.chain(go_pages::pages(&visit, convention)).collect();
    let pages = matching(pages, &actions, &asked.q, convention);
    let [known, written] = named(&mut visit, convention, &asked.q).await?;
    let papers = papers(&mut visit, convention, &asked.q).await?;
    let (found, more) = shared([pages, known, written, papers]);
    let page = GoTo {
        frame: frame.called("Aller à"),
        convention,
        asked,
        found,
        more,
    };
    visit.page(&page)
}

/// The first of each kind, as many as there is room for, and whether some are left out: a kind of which there are many hides no other.
fn shared(kinds: [Vec<Found>; 4]) -> (Vec<Found>, bool) {
    let mut room = SHOWN - kinds.iter().map(|kind| kind.len().min(SHARE)).sum::<usize>();
    let more = kinds.iter().map(Vec::len).sum::<usize>() > SHOWN;
    let mut found = Vec::with_capacity(SHOWN);
    for kind in kinds {
        let beyond = kind.len().saturating_sub(SHARE).min(room);
        room -= beyond;
        found.extend(kind.into_iter().take(SHARE + beyond));
    }
    (found, more)
}

/// Pages first, then actions; an action typed by its number comes before all.
fn matching(pages: Vec<Found>, actions: &[ActionRow], typed: &str, convention: ConventionId) -> Vec<Found> {
    let sought = typed.trim().to_lowercase();
    let number = sought.strip_prefix("action").unwrap_or(&sought).trim();
    let holds = |text: &str| sought.split_whitespace().all(|word| text.to_lowercase().contains(word));
    let link = |action: &ActionRow| Found {
        icon: "i-plan",
        kind: "Action",
        label: format!("{}. {}", action.number, action.title),
        address: href(Target::Action(ActionId {
            convention,
            ordinal: action.ordinal,
        }))
        .to_string(),
    };
    let (exact, others): (Vec<_>, Vec<_>) = actions
        .iter()
        .partition(|action| !number.is_empty() && action.number.to_lowercase() == number);
    let named = pages.into_iter().filter(|page| holds(&page.label));
    let titled = others.into_iter().filter(|action| !sought.is_empty() && holds(&action.title));
    exact.into_iter().map(link).chain(named).chain(titled.map(link)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_leads_to_its_action_and_words_to_pages_and_titles() {
        let convention = ConventionId::new(1);
        let action = |ordinal, number: &str, title: &str| ActionRow {
            ordinal,
            number: number.to_owned(),
            title: title.to_owned(),
            sort_key: String::new(),
            node: None,
        };
        let actions = [action(1, "1", "Soutenir les parents"), action(2, "2 bis", "Crèche")];
        let page = |label: &str| Found {
            icon: "i-plan",
            kind: "Page",
            label: label.to_owned(),
            address: href(Target::Plan(convention)).to_string(),
        };
        let labels = |typed: &str| -> Vec<String> {
            let pages = vec![page("Plan d’actions"), page("Déploiement")];
            matching(pages, &actions, typed, convention)
                .into_iter()
                .map(|found| found.label)
                .collect()
        };
        assert_eq!(labels("2 bis"), ["2 bis. Crèche"]);
        assert_eq!(labels("action 1"), ["1. Soutenir les parents"]);
        assert_eq!(labels("PARENTS"), ["1. Soutenir les parents"]);
        assert_eq!(labels("déploi"), ["Déploiement"]);
        assert_eq!(labels(""), ["Plan d’actions", "Déploiement"]);
        assert!(labels("introuvable").is_empty());
    }

    #[test]
    fn a_kind_of_which_there_are_many_hides_no_other() {
        let many = |kind: &'static str, count: usize| -> Vec<Found> {
            let one = |n: usize| Found {
                icon: "i-plan",
                kind,
                label: n.to_string(),
                address: String::new(),
            };
            (0..count).map(one).collect()
        };
        let counts = |pages, known, written, papers| {
            let kinds = ["Page", "Personne", "Article", "Document"];
            let all = [pages, known, written, papers].into_iter().zip(kinds);
            let (found, more) = shared(
                all.map(|(count, kind)| many(kind, count))
                    .collect::<Vec<_>>()
                    .try_into()
                    .expect("four"),
            );
            let shown = kinds.map(|kind| found.iter().filter(|one| one.kind == kind).count());
            (shown, more)
        };
        assert_eq!(counts(20, 0, 0, 0), ([12, 0, 0, 0], true));
        assert_eq!(counts(20, 9, 9, 9), ([3, 3, 3, 3], true));
        assert_eq!(counts(20, 1, 0, 2), ([9, 1, 0, 2], true));
        assert_eq!(counts(2, 1, 1, 8), ([2, 1, 1, 8], false));
    }
}
