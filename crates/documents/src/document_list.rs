//! The documents of a convention: found by the words of their titles and of their files, filtered, sorted, a page at a time, or as a
//! file.

use std::collections::BTreeSet;

use askama::Template;
use domain::access::Verb;
use domain::documents::{Attachment, DocumentKind};
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::search::{Marked, Marker, Question, fold, index_words};
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::components::{Order, Pager, SortLink};
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::document_rows::{ActionRow, Actions, DocumentRow, Documents, WithdrawnDocuments};
use crate::document_sheet;
use crate::found::{self, Found};

/// What stands before the name of a body, when one filters by its meetings.
const OF_BODY: &str = "instance:";

/// How many lines a page shows.
const PAGE: usize = 50;

/// What is asked in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    objet: String,
    nature: String,
    etat: String,
    tri: String,
    sens: String,
    page: String,
    forme: String,
}

/// A document of the list, with the passage of its text that answers what is looked for.
struct Line {
    document: DocumentRow,
    quote: Vec<Marked>,
}

#[derive(Template)]
#[template(path = "document_list.html")]
struct DocumentList {
    frame: Frame,
    convention: ConventionId,
    asked: Asked,
    keeps: bool,
    sees_withdrawn: bool,
    heads: [SortLink; 4],
    actions: Vec<ActionRow>,
    /// The actions that have a document: those one filters by.
    attached: Vec<ActionRow>,
    /// The bodies that have a document of a meeting.
    bodies: Vec<String>,
    lines: Vec<Line>,
    found: usize,
    all: usize,
    pager: Pager,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let all = if asked.withdrawn() {
        visit.rows(WithdrawnDocuments { convention }).await?
    } else {
        visit.rows(Documents { convention }).await?
    };
    let actions = visit.rows(Actions { convention }).await?;
    let question = Question::parse(&asked.q);
    let texts = texts(&mut visit, convention, &question).await?;
    let count = all.len();
    let attached = attached(&actions, &all);
    let bodies = bodies(&all);
    let lines = asked.answered(all, &actions, &question, &texts);
    if let Some(format) = Format::from_code(&asked.forme) {
        return visit.sheet(document_sheet::sheet(&lines, &actions), format).await;
    }
    let found = lines.len();
    let (lines, pager) = page_of(lines, &asked, convention);
    let lines = quoted(lines, question, &texts);
    let page = DocumentList {
        keeps: visit.may(Verb::KeepDocuments),
        sees_withdrawn: visit.may(Verb::ViewWithdrawnDocuments),
        frame: visit.frame("Documents").await?.under(Target::Documents(convention)),
        convention,
        heads: heads(convention, &asked),
        actions,
        attached,
        bodies,
        lines,
        found,
        all: count,
        pager,
        asked,
    };
    visit.page(&page)
}

/// What the texts of the documents answer.
async fn texts(visit: &mut Visit, convention: ConventionId, question: &Question) -> Result<Found, Failure> {
    if question.is_empty() {
        return Ok(Found::default());
    }
    let rows = visit.rows(found::FoundWords::of(convention, question)).await?;
    Ok(Found::of(question, rows))
}

/// The lines of a page, each with what its text says of the question.
fn quoted(documents: Vec<DocumentRow>, question: Question, texts: &Found) -> Vec<Line> {
    let mut marker = Marker::of(question);
    let line = |document: DocumentRow| Line {
        quote: texts.quote(document.id.ordinal, &mut marker),
        document,
    };
    documents.into_iter().map(line).collect()
}

impl Asked {
    fn withdrawn(&self) -> bool {
        self.etat == "retires"
    }

    fn pairs(&self, without: &[&str]) -> Vec<(&'static str, &str)> {
        [
            ("q", &self.q),
            ("objet", &self.objet),
            ("nature", &self.nature),
            ("etat", &self.etat),
            ("tri", &self.tri),
            ("sens", &self.sens),
        ]
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && !without.contains(name))
        .map(|(name, value)| (name, value.as_str()))
        .collect()
    }

    /// Whether a document is attached to what is asked: what is attached to a milestone is attached to its action too.
    fn is_about(&self, document: &DocumentRow) -> bool {
        let attachment = document.attachment;
        let meeting = document.meeting.as_ref();
        if let Some(body) = self.objet.strip_prefix(OF_BODY) {
            return meeting.is_some_and(|meeting| meeting.body == body);
        }
        match self.objet.as_str() {
            "" => true,
            "seances" => meeting.is_some(),
            "actions" => attachment.action().is_some(),
            "jalons" => attachment.milestone().is_some(),
            one => Attachment::parse(one).is_some_and(|one| one == attachment || one == Attachment::from(attachment.about())),
        }
    }

    /// The documents that answer, in the order asked.
    fn answered(&self, all: Vec<DocumentRow>, actions: &[ActionRow], question: &Question, texts: &Found) -> Vec<DocumentRow> {
        let kind = DocumentKind::from_code(&self.nature);
        let answers = |document: &DocumentRow| {
            let words = index_words([document.title.as_str(), document.current.file.name.as_str()]);
            let titled = words.iter().flat_map(|word| question.answered_by(word));
            question.is_answered(&titled.chain(texts.places(document.id.ordinal)).collect())
        };
        let mut kept: Vec<DocumentRow> = all
            .into_iter()
            .filter(|document| self.is_about(document) && kind.is_none_or(|kind| kind == document.kind))
            .filter(|document| question.is_empty() || answers(document))
            .collect();
        match self.tri.as_str() {
            "titre" => kept.sort_by_cached_key(|document| (fold(&document.title), document.id)),
            "objet" => kept.sort_by_cached_key(|document| (rank(document.attachment, actions), document.id)),
            "taille" => kept.sort_by_key(|document| (document.current.file.bytes, document.id)),
            _ => kept.sort_by_key(|document| (document.current.at, document.id)),
        }
        // Without being asked, the last one comes first.
        if self.descends() {
            kept.reverse();
        }
        kept
    }

    fn descends(&self) -> bool {
        match self.sens.as_str() {
            "desc" => true,
            "asc" => false,
            _ => self.column() == "date",
        }
    }

    fn column(&self) -> &str {
        match self.tri.as_str() {
            column @ ("titre" | "objet" | "taille") => column,
            _ => "date",
        }
    }
}

/// The convention first, then its actions in their order.
fn rank(attachment: Attachment, actions: &[ActionRow]) -> usize {
    let Some(ordinal) = attachment.action() else { return 0 };
    let place = actions.iter().position(|action| action.ordinal == ordinal);
    place.map_or(usize::MAX, |place| place + 1)
}

fn attached(actions: &[ActionRow], documents: &[DocumentRow]) -> Vec<ActionRow> {
    let has = |action: &&ActionRow| {
        documents
            .iter()
            .any(|document| document.attachment.action() == Some(action.ordinal))
    };
    actions.iter().filter(has).cloned().collect()
}

/// The bodies of which some document tells a meeting.
fn bodies(documents: &[DocumentRow]) -> Vec<String> {
    let met = documents.iter().filter_map(|document| document.meeting.as_ref());
    let names: BTreeSet<&str> = met.map(|meeting| meeting.body.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// The lines of the page asked for, and the way to the others.
fn page_of(lines: Vec<DocumentRow>, asked: &Asked, convention: ConventionId) -> (Vec<DocumentRow>, Pager) {
    let count = lines.len().div_ceil(PAGE).max(1);
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, count);
    let mut pairs = asked.pairs(&[]);
    pairs.push(("page", ""));
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let pager = Pager {
        page: number(page),
        pages: number(count),
        address: with_query(href(Target::Documents(convention)), &pairs),
    };
    (lines.into_iter().skip((page - 1) * PAGE).take(PAGE).collect(), pager)
}

fn heads(convention: ConventionId, asked: &Asked) -> [SortLink; 4] {
    let head = |column: &'static str, label: &'static str| {
        let sorted = asked.column() == column;
        let descending = if sorted { !asked.descends() } else { column == "date" };
        let mut pairs = asked.pairs(&["tri", "sens"]);
        pairs.push(("tri", column));
        pairs.push(("sens", if descending { "desc" } else { "asc" }));
        let order = if asked.descends() {
            Order::Descending
        } else {
            Order::Ascending
        };
        SortLink {
            label,
            address: with_query(href(Target::Documents(convention)), &pairs),
            order: sorted.then_some(order),
        }
    };
    [
        head("titre", "Document"),
        head("objet", "Rattaché à"),
        head("date", "Ajouté par, le"),
        head("taille", "Taille"),
    ]
}

impl DocumentList {
    fn attachment(&self, document: &DocumentRow) -> (Target, String) {
        attached_to(document, &self.actions)
    }

    fn count(&self) -> String {
        let words = if self.asked.withdrawn() {
            ("document retiré", "documents retirés")
        } else {
            ("document", "documents")
        };
        web::french::count(self.found, words.0, words.1)
    }

    /// The same documents as files.
    fn files(&self) -> [SheetLink; 3] {
        let address = with_query(href(Target::Documents(self.convention)), &self.asked.pairs(&[]));
        web::sheets::links(&address, "documents")
    }

    fn filtered(&self) -> bool {
        !self.asked.pairs(&["tri", "sens", "etat"]).is_empty()
    }

    fn with(&self, name: &'static str, value: &'static str) -> String {
        let mut pairs = self.asked.pairs(&[name]);
        if !value.is_empty() {
            pairs.push((name, value));
        }
        with_query(href(Target::Documents(self.convention)), &pairs)
    }

    fn is_body(&self, body: &str) -> bool {
        self.asked.objet.strip_prefix(OF_BODY) == Some(body)
    }

    fn is_objet(&self, action: &ActionRow) -> bool {
        self.asked.objet == Attachment::Action(action.ordinal).to_string()
    }
}

/// What a document is attached to: where, and in words.
pub(crate) fn attached_to(document: &DocumentRow, actions: &[ActionRow]) -> (Target, String) {
    let convention = document.id.convention;
    if let Some(meeting) = &document.meeting {
        let words = format!("{}, séance du {}", meeting.body, web::french::date(meeting.day));
        return (Target::Bodies(convention), words);
    }
    let Some(ordinal) = document.attachment.action() else {
        return (Target::Convention(convention), "La convention".to_owned());
    };
    let action = actions.iter().find(|action| action.ordinal == ordinal);
    let words = action.map_or_else(
        || "Une action".to_owned(),
        |action| format!("Action\u{a0}{}, {}", action.number, action.title),
    );
    let words = match &document.milestone {
        Some(milestone) => format!("{milestone} ({words})"),
        None => words,
    };
    (Target::Action(ActionId { convention, ordinal }), words)
}
