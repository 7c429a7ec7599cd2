//! Going somewhere by typing: the pages of the convention and its actions, by their words or their numbers; its documents, by their
//! titles and the words of their files; and the keys that
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

use crate::paper_search::papers;
use crate::rows::{ActionRow, Actions};

/// How many links the page shows.
const SHOWN: usize = 12;

/// How many of them are documents, when there is more to show than room.
const DOCUMENTS_SHOWN: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
}

/// A place found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) icon: &'static str,
    pub(crate) label: String,
    pub(crate) target: Target,
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
        label: link.label.to_owned(),
        target: link.target,
    });
    let mut found = matching(pages.collect(), &actions, &asked.q, convention);
    let papers = papers(&mut visit, convention, &asked.q).await?;
    let more = found.len() + papers.len() > SHOWN;
    found.truncate(SHOWN - papers.len().min(DOCUMENTS_SHOWN));
    found.extend(papers);
    found.truncate(SHOWN);
    let page = GoTo {
        frame: frame.called("Aller à"),
        convention,
        asked,
        found,
        more,
    };
    visit.page(&page)
}

/// Pages first, then actions; an action typed by its number comes before all.
fn matching(pages: Vec<Found>, actions: &[ActionRow], typed: &str, convention: ConventionId) -> Vec<Found> {
    let sought = typed.trim().to_lowercase();
    let number = sought.strip_prefix("action").unwrap_or(&sought).trim();
    let holds = |text: &str| sought.split_whitespace().all(|word| text.to_lowercase().contains(word));
    let link = |action: &ActionRow| Found {
        icon: "i-plan",
        label: format!("{}. {}", action.number, action.title),
        target: Target::Action(ActionId {
            convention,
            ordinal: action.ordinal,
        }),
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
            label: label.to_owned(),
            target: Target::Plan(convention),
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
}
