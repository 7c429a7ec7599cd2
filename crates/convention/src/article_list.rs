//! The reader of the agreement: its articles and what stands around them, whole, with a table of contents and a search.
//!
//! It shows the words as they were read; what no value holds is read on the page of the signed text. A long agreement is
//! shown over several pages, cut between sections.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::search::{Marker, Question};
use serde::Deserialize;
use web::answer::Answer;
use web::components::{Pager, ViewLink};
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::article_closing;
use crate::article_rows::{Articles, RunningText, Wordings};
use crate::article_sections::{Block, Section, Span, anchor, sections};
use crate::contract_views::{ContractView, contract_views, counted};
use crate::text_show::{TextState, completion};

/// How much text one page holds, in bytes: what surrounds every page takes the rest of 60 kB.
const PAGE_BYTES: usize = 48_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Words to find.
    q: String,
    /// The printed number of an article, whose page is shown.
    article: String,
    page: Option<u32>,
    /// `oui` for the whole text on one page, to print it.
    tout: String,
}

impl Asked {
    fn is_whole(&self) -> bool {
        self.tout == "oui"
    }
}

#[derive(Template)]
#[template(path = "article_list.html")]
struct ArticleList {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    asked: String,
    question_cut: bool,
    searched: bool,
    /// What there is of the text for this reader.
    text: TextState,
    /// Where a convention typed by hand is completed, for those who may.
    completion: Option<Target>,
    sections: Vec<Section>,
    /// The page of each section.
    pages: Vec<u32>,
    pager: Pager,
}

impl ArticleList {
    fn place(&self) -> Target {
        Target::Articles(self.convention)
    }

    fn whole_text(&self) -> Target {
        Target::WholeText(self.convention)
    }

    /// The sections of this page.
    fn shown(&self) -> impl Iterator<Item = &Section> {
        let on_page = move |(page, section)| (page == self.pager.page).then_some(section);
        self.pages.iter().copied().zip(&self.sections).filter_map(on_page)
    }

    /// Every section with the link that leads to it, from this page.
    fn contents(&self) -> impl Iterator<Item = (String, &Section)> {
        self.pages.iter().zip(&self.sections).map(|(page, section)| {
            let address = if *page == self.pager.page {
                String::new()
            } else {
                format!("{}{page}", self.pager.address)
            };
            (address, section)
        })
    }

    /// The address of the whole text on one page, when it is over several.
    fn whole(&self) -> Option<String> {
        (self.pager.pages > 1).then(|| with_query(href(self.place()), &[("tout", "oui")]))
    }

    fn found(&self) -> Vec<(String, &Section)> {
        self.contents().filter(|(_, section)| section.hits > 0).collect()
    }

    /// "12 passages dans 3 parties du texte".
    fn summary(&self) -> String {
        let found: Vec<usize> = self
            .sections
            .iter()
            .map(|section| section.hits)
            .filter(|hits| *hits > 0)
            .collect();
        format!(
            "{} dans {}",
            passages(&found.iter().sum()),
            counted(&found.len(), "partie du texte", "parties du texte")
        )
    }
}

impl Section {
    fn passages(&self) -> String {
        passages(&self.hits)
    }
}

fn passages(count: &usize) -> String {
    counted(count, "passage", "passages")
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let question = Question::parse(&asked.q);
    let (question_cut, searched) = (question.is_cut(), !question.is_empty());
    let articles = visit.rows(Articles { convention }).await?;
    let mut paragraphs = visit.rows(RunningText { convention }).await?;
    let seen = TextState::of(&mut visit, convention).await?;
    let text = match seen {
        // Paragraphs may be shown where the text as a whole is not.
        TextState::Withheld if !paragraphs.is_empty() => TextState::Shown,
        state => state,
    };
    if !paragraphs.is_empty() {
        article_closing::complete(&mut visit, convention, &mut paragraphs).await?;
    }
    let wordings = visit.rows(Wordings::both(convention, "article", "agreement")).await?;
    let sections = sections(articles, &paragraphs, &wordings, &mut Marker::of(question));
    let pages = if asked.is_whole() {
        vec![1; sections.len()]
    } else {
        pages(&sections)
    };
    let frame = visit.frame("Articles").await?;
    let page = ArticleList {
        frame: frame
            .under(Target::Articles(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Articles),
        pager: pager(convention, &asked, &sections, &pages)?,
        asked: asked.q,
        question_cut,
        searched,
        text,
        completion: completion(&visit, convention),
        sections,
        pages,
    };
    visit.page(&page)
}

/// The page on which each section stands: a page is full once it holds [`PAGE_BYTES`]. What would be left on a last page almost empty
/// stays on the one before: a closing is not printed apart from what it closes.
fn pages(sections: &[Section]) -> Vec<u32> {
    let (mut page, mut held) = (1, 0);
    let mut pages = Vec::with_capacity(sections.len());
    for section in sections {
        if held > 0 && held + section.bytes > PAGE_BYTES {
            (page, held) = (page + 1, 0);
        }
        held += section.bytes;
        pages.push(page);
    }
    if page > 1 && held < PAGE_BYTES / 4 {
        for last in pages.iter_mut().filter(|last| **last == page) {
            *last = page - 1;
        }
    }
    pages
}

/// The page asked for by its number or by an article. One that does not exist is an address that leads nowhere.
fn pager(convention: ConventionId, asked: &Asked, sections: &[Section], pages: &[u32]) -> Result<Pager, Failure> {
    let last = pages.last().copied().unwrap_or(1);
    let sought = anchor(Some(&asked.article));
    let of_article = sections.iter().zip(pages).find(|(section, _)| section.anchor == sought);
    let page = match (asked.article.is_empty(), of_article) {
        (true, _) => asked.page.unwrap_or(1),
        (false, Some((_, page))) => *page,
        (false, None) => return Err(Failure::NotFound),
    };
    if page == 0 || page > last {
        return Err(Failure::NotFound);
    }
    let words: &[(&str, &str)] = &[("q", asked.q.as_str())];
    let base = with_query(
        href(Target::Articles(convention)),
        if asked.q.is_empty() { &[] } else { words },
    );
    let joint = if base.contains('?') { '&' } else { '?' };
    Ok(Pager {
        page,
        pages: last,
        address: format!("{base}{joint}page="),
    })
}

/// The address of an article, by its printed number.
pub(crate) fn article_address(convention: ConventionId, number: &str) -> String {
    let anchor = anchor(Some(number));
    let slug = anchor.strip_prefix("article-").unwrap_or(number);
    format!(
        "{}#{anchor}",
        with_query(href(Target::Articles(convention)), &[("article", slug)])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::Lines;

    fn section(anchor: &str, bytes: usize) -> Section {
        Section {
            anchor: anchor.to_owned(),
            label: None,
            title: Vec::new(),
            name: String::new(),
            lines: Lines::default(),
            others: Vec::new(),
            blocks: Vec::new(),
            hits: 0,
            bytes,
        }
    }

    #[test]
    fn sections_are_never_cut_and_a_page_is_never_empty() {
        let all = [
            section("a", PAGE_BYTES * 2),
            section("b", 10),
            section("c", PAGE_BYTES - 10),
            section("d", PAGE_BYTES / 3),
        ];
        assert_eq!(pages(&all), [1, 2, 2, 3]);
        assert!(pages(&[]).is_empty());
        let closing = [section("a", PAGE_BYTES), section("b", 10), section("c", 10)];
        assert_eq!(pages(&closing), [1, 1, 1], "a closing is not left on a page of its own");
    }

    #[test]
    fn an_article_leads_to_its_page_and_an_unknown_one_nowhere() {
        let convention = ConventionId::new(1);
        let all = [section("article-5", PAGE_BYTES), section("article-6", PAGE_BYTES)];
        let pages = pages(&all);
        let asked = |article: &str, page| Asked {
            q: String::new(),
            article: article.to_owned(),
            page,
            tout: String::new(),
        };
        let page = |asked: Asked| pager(convention, &asked, &all, &pages).ok().map(|pager| pager.page);
        assert_eq!(page(asked("6", None)), Some(2));
        assert_eq!(page(asked("7", None)), None);
        assert_eq!(page(asked("", Some(3))), None);
        assert_eq!(page(asked("", Some(0))), None);
        assert_eq!(page(asked("", None)), Some(1));
        assert_eq!(
            article_address(convention, "2 bis"),
            "/conventions/1/articles?article=2-bis#article-2-bis"
        );
    }
}
