//! What the page shows of the second file that waits: the organisations that look alike, then each group of differences with what may
//! become of it.
//!
//! It writes nothing.

use askama::Template;
use domain::access::Verb;
use domain::comparison::Choice;
use domain::ids::{ComparisonId, ConventionId};
use domain::places::{DeskPlace, Target};
use files::comparison::{Difference, Group, SameReason};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use super::{MOST_GROUPS, Understood, place};
use crate::comparison_rows::{ComparisonRow, Comparisons};

/// What the file picker offers.
const OFFERED: &str = ".pdf,.docx,.odt,.fodt,.html,.htm,.txt,.md,.xlsx,.ods,.csv,text/plain,text/markdown";

/// What is said of the file.
const HINT: &str = "Un texte (PDF dont le texte se copie, DOCX, ODT, HTML\u{a0}: 25\u{a0}Mo au plus\u{a0}; TXT, MD\u{a0}: 5\u{a0}Mo au plus), ou un \
     tableur (XLSX, ODS, CSV\u{a0}: 4\u{a0}Mo au plus).";

/// How many differences of a group are told one by one.
const TOLD: usize = 30;

/// How many are open at once.
const OPEN: usize = 4;

/// The longest value on the page, in characters.
const LONGEST: usize = 400;

/// Former comparisons shown beside the form.
const FORMER: usize = 10;

/// A difference, in words.
pub(super) struct Told {
    pub(super) called: String,
    aspect: &'static str,
    was: Option<String>,
    says: Option<String>,
    lines: String,
}

/// A choice that a group offers.
struct Offer {
    choice: Choice,
    chosen: bool,
    /// On how many of its differences it bears, when not on all.
    partly: Option<usize>,
}

/// A group, as it is settled.
struct Shown {
    key: String,
    title: String,
    total: usize,
    offers: Vec<Offer>,
    told: Vec<Told>,
    more: usize,
    open: bool,
    /// Why it can only be ignored.
    closed: bool,
}

/// An organisation that looks like one of the convention.
struct Resembling {
    name: String,
    own: String,
    reasons: String,
}

/// An organisation taken for one of the convention.
struct Taken {
    name: String,
    own: String,
    reason: &'static str,
    /// How it is said that they are not the same after all.
    undo: Option<String>,
}

/// What is shown of the file.
struct Waiting {
    name: String,
    notes: Vec<String>,
    is_spreadsheet: bool,
    is_of_another: bool,
    matched: usize,
    expected: usize,
    total: usize,
    slight: usize,
    by_element: bool,
    beyond: usize,
    alike: Vec<Resembling>,
    taken: Vec<Taken>,
    groups: Vec<Shown>,
    /// How many of its rows say how an action stands, for whoever reports on the plan.
    followed: usize,
    /// When the same file was compared before.
    known: Option<i64>,
}

#[derive(Template)]
#[template(path = "second_file.html")]
pub(super) struct SecondFilePage {
    frame: Frame,
    convention: ConventionId,
    errors: Errors,
    waiting: Option<Waiting>,
    former: Vec<ComparisonRow>,
}

impl SecondFilePage {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn settling(&self) -> String {
        settling(self.convention)
    }

    fn back(&self) -> Target {
        Target::Reading(self.convention)
    }

    fn report(&self, ordinal: &i64) -> Target {
        Target::Desk(DeskPlace::Comparison(ComparisonId {
            convention: self.convention,
            ordinal: *ordinal,
        }))
    }

    fn counted(&self, count: usize, one: &str, many: &str) -> String {
        crate::contract_views::counted(&count, one, many)
    }
}

/// Where a file that waits is settled.
pub(super) fn settling(convention: ConventionId) -> String {
    format!("{}/suite", web::href::href(place(convention)))
}

pub(super) async fn page(
    visit: &mut Visit,
    understood: Option<&Understood>,
    errors: Errors,
) -> Result<SecondFilePage, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Comparer un autre fichier").await?;
    let mut former = visit.rows(Comparisons { convention }).await?;
    let follows = visit.may(Verb::ReportProgress);
    let waiting = understood.map(|understood| waiting(understood, &former, follows));
    former.truncate(FORMER);
    Ok(SecondFilePage {
        frame: framed(frame, convention),
        convention,
        errors,
        waiting,
        former,
    })
}

pub(super) fn framed(frame: Frame, convention: ConventionId) -> Frame {
    frame
        .under(Target::Reading(convention))
        .crumb("Convention", Target::Convention(convention))
        .crumb("Lecture", Target::Reading(convention))
}

fn waiting(understood: &Understood, former: &[ComparisonRow], follows: bool) -> Waiting {
    let (draft, comparison) = (&understood.draft, &understood.comparison);
    let known = former.iter().find(|row| Some(row.digest) == draft.digest());
    let alike = comparison.alike.iter().map(|alike| Resembling {
        name: alike.name.clone(),
        own: alike.own.clone(),
        reasons: web::french::list(alike.reasons.iter().map(|reason| reason.french())),
    });
    let groups = understood.groups.iter().take(MOST_GROUPS);
    Waiting {
        name: draft.name.clone(),
        notes: draft.notes.clone(),
        is_spreadsheet: understood.second.is_spreadsheet,
        is_of_another: comparison.is_of_another(),
        matched: comparison.matched,
        expected: comparison.expected,
        total: comparison.differences.len(),
        slight: comparison.slight,
        by_element: draft.by_element,
        beyond: understood.groups.len().saturating_sub(MOST_GROUPS),
        alike: alike.collect(),
        taken: taken(understood),
        groups: groups.map(|group| shown(understood, group)).collect(),
        followed: if follows { draft.followed } else { 0 },
        known: known.map(|row| row.ordinal),
    }
}

/// The organisations taken for one of the convention under another name than its own.
fn taken(understood: &Understood) -> Vec<Taken> {
    let same = understood.comparison.same.iter().filter(|same| same.name != same.own);
    same.map(|same| Taken {
        name: same.name.clone(),
        own: same.own.clone(),
        reason: match same.reason {
            SameReason::Name => "même nom",
            SameReason::Alias => "autre nom que le texte lui donne",
            SameReason::Said => "vous l’avez dit",
        },
        undo: (same.reason == SameReason::Said).then(|| files::comparison::folded_name(&same.name)),
    })
    .collect()
}

fn shown(understood: &Understood, group: &Group) -> Shown {
    let total = group.ranks.len();
    let bears = |choice: Choice| {
        let done = understood.differences(group);
        done.filter(|one| Understood::does(choice, one)).count()
    };
    let offers = Choice::ALL.into_iter().filter_map(|choice| {
        let count = bears(choice);
        let offered = choice == Choice::Ignored || count > 0;
        offered.then(|| Offer {
            choice,
            chosen: understood.choice(group) == choice,
            partly: (choice != Choice::Ignored && count < total).then_some(count),
        })
    });
    let offers: Vec<Offer> = offers.collect();
    Shown {
        key: group.key.clone(),
        title: group.title.clone(),
        total,
        closed: offers.len() == 1,
        offers,
        told: understood.differences(group).take(TOLD).map(told).collect(),
        more: total.saturating_sub(TOLD),
        open: total <= OPEN,
    }
}

pub(super) fn told(difference: &Difference) -> Told {
    Told {
        called: difference.called.clone(),
        aspect: difference.aspect.french(),
        was: difference.was.as_deref().map(|words| web::french::beginning(words, LONGEST)),
        says: difference.says.as_deref().map(|words| web::french::beginning(words, LONGEST)),
        lines: difference.lines.to_string(),
    }
}
