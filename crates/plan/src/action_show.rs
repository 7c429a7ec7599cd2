//! One action: what the text says of it, on paper colour, each value with its lines; and what is still silent.
//!
//! Nothing signed is edited here. The follow-up stands before it: what people reported, and what follows from it.

use askama::Template;
use domain::access::Verb;
use domain::ids::{ActionId, ConventionId, Id};
use domain::places::{DeskPlace, Target};
use domain::reading::{Half, Lines, View};
use serde::Deserialize;
use web::answer::Answer;
use web::components::ThemeMark;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::action_rows::{Above, DoubtRow, Head, HeadRow, OwnLinkRow, OwnMarkRow, Said, SaidOf, TextRow};
use crate::attachments::{ASKED, Attachments};
use crate::exchanges::{Exchanges, SHOWN};
use crate::followup_rows::{FollowUpOf, Pieces};
use crate::followup_show::{FollowUp, TOLD};
use crate::lanes::{Lane, lanes, spans, years};
use crate::milestone_line::Expected;
use crate::milestone_rows::{Steps, StepsOf};
use crate::orgs::{Badge, Orgs};
use crate::outline::singular;
use crate::remarks::{RemarkRow, Remarks};
use crate::rows::{MarkRow, Parties, Tie};
use crate::sheet_rows::AmountRow;
use crate::sums::Grid;

#[derive(Template)]
#[template(path = "action_show.html")]
struct ActionShow {
    frame: Frame,
    convention: ConventionId,
    head: HeadRow,
    orgs: Orgs,
    texts: Vec<TextRow>,
    links: Vec<OwnLinkRow>,
    marks: Vec<OwnMarkRow>,
    years: Vec<i64>,
    lanes: Vec<Lane>,
    amounts: Vec<AmountRow>,
    sums: Grid,
    doubts: Vec<DoubtRow>,
    /// Whether this person corrects the reading.
    corrects: bool,
    remarks: Vec<RemarkRow>,
    /// Whether this person reads the register of écarts.
    registers: bool,
    gaps: Vec<&'static str>,
    attachments: Attachments,
    follow: FollowUp,
    exchanges: Exchanges,
    expected: Expected,
    /// The report that was saved a moment ago, and what is said of it.
    saved: Option<(i64, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    enregistre: String,
}

impl ActionShow {
    /// How many écarts name this action among many others.
    fn shared_remarks(&self) -> usize {
        self.remarks.iter().filter(|remark| !remark.is_own()).count()
    }

    /// The register, where it tells of this action.
    fn register(&self) -> String {
        let pairs = [("vue", "action"), ("action", self.head.number.as_str())];
        with_query(href(Target::Desk(DeskPlace::Anomalies(self.convention))), &pairs)
    }

    fn field(&self, field: &str) -> Vec<&TextRow> {
        self.texts.iter().filter(|text| text.field == field).collect()
    }

    fn tied(&self, tie: Tie) -> Vec<&OwnLinkRow> {
        self.links.iter().filter(|link| link.tie == tie).collect()
    }

    fn number(&self) -> String {
        format!("Action {}", self.head.number)
    }

    fn neighbour(&self, ordinal: &i64) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: *ordinal,
        })
    }

    fn funding(&self) -> Target {
        Target::Desk(DeskPlace::Funding(self.convention))
    }

    /// Where what was read of this action is corrected.
    fn reading(&self) -> String {
        let rank = self.head.rank.to_string();
        let asked = [("partie", "actions"), ("element", rank.as_str())];
        with_query(href(Target::Reading(self.convention)), &asked)
    }

    /// Where a doubt is settled.
    fn settling(&self, doubt: &DoubtRow) -> String {
        let place = format!("/doubts/{}", doubt.ordinal - 1);
        with_query(href(Target::Reading(self.convention)), &[("place", place.as_str())])
    }

    /// What is not sure of a value that reads so, on these lines.
    fn doubts_on(&self, words: &str, lines: &Lines) -> Vec<&DoubtRow> {
        self.doubts.iter().filter(|doubt| doubt.is_about(words, lines)).collect()
    }

    /// The words that bear the sums, each once.
    fn sums_said(&self) -> Vec<(&str, &Lines)> {
        let mut said: Vec<(&str, &Lines)> = Vec::new();
        for amount in &self.amounts {
            let own = (amount.text.as_str(), &amount.lines);
            if !said.contains(&own) {
                said.push(own);
            }
        }
        said
    }

    /// The lines of several values as one set of links.
    fn lines_of<'a>(&self, lines: impl IntoIterator<Item = &'a Lines>) -> Lines {
        lines.into_iter().fold(Lines::default(), |all, own| all.union(own))
    }

    /// The same as [`Self::tied`], for a template that holds its tie by reference.
    fn holders(&self, tie: &Tie) -> Vec<&OwnLinkRow> {
        self.tied(*tie)
    }

    fn holder_lines(&self, tie: &Tie) -> Lines {
        self.link_lines(*tie)
    }

    fn text_lines(&self, field: &str) -> Lines {
        self.lines_of(self.field(field).into_iter().map(|text| &text.lines))
    }

    fn link_lines(&self, tie: Tie) -> Lines {
        self.lines_of(self.links.iter().filter(|link| link.tie == tie).map(|link| &link.lines))
    }

    fn commune(&self, text: &TextRow) -> Option<&Badge> {
        text.party.and_then(|party| self.orgs.badge(&party))
    }

    fn lane_name(&self, lane: &Lane) -> &str {
        lane.party
            .and_then(|party| self.orgs.badge(&party))
            .map_or("Commune non nommée", |badge| badge.name.as_str())
    }

    fn lane_bar(&self, lane: &Lane, index: &usize) -> String {
        let badge = lane.party.and_then(|party| self.orgs.badge(&party));
        lane.bar(*index, badge.map(|badge| badge.place))
    }

    /// What the bar says, in words.
    fn lane_words(&self, lane: &Lane, index: &usize) -> String {
        let said = match (lane.planned(*index), lane.by_sheet(*index)) {
            (false, _) => "rien de prévu",
            (true, false) => "prévu",
            (true, true) => "prévu selon la fiche",
        };
        let half = lane.half(*index).map(|half| format!(", {}", half.french()));
        format!("{said}{}", half.unwrap_or_default())
    }

    /// The marks as written, each once, with its view, its years and its lines.
    fn written(&self) -> Vec<Written<'_>> {
        let mut written: Vec<Written<'_>> = Vec::new();
        for mark in &self.marks {
            match written.iter_mut().find(|other| other.is(mark)) {
                Some(same) if same.years.last() == Some(&mark.year) => {}
                Some(same) => same.years.push(mark.year),
                None => written.push(Written {
                    mark: &mark.mark,
                    view: mark.view,
                    half: mark.half,
                    years: vec![mark.year],
                    lines: &mark.lines,
                }),
            }
        }
        written
    }

    fn level(&self, above: &Above) -> String {
        above.level.as_deref().map_or_else(|| "Rubrique".to_owned(), singular)
    }
}

/// A mark of the text, with every year it bears.
struct Written<'a> {
    mark: &'a str,
    view: View,
    half: Option<Half>,
    years: Vec<i64>,
    lines: &'a Lines,
}

impl Written<'_> {
    fn is(&self, mark: &OwnMarkRow) -> bool {
        self.mark == mark.mark && self.view == mark.view && self.half == mark.half && *self.lines == mark.lines
    }

    fn place(&self) -> &'static str {
        match self.view {
            View::Deployment => "tableau de déploiement",
            View::Sheet => "fiche de l’action",
        }
    }

    fn span(&self) -> String {
        let years = spans(self.years.iter().copied());
        match self.half {
            Some(half) => format!("{years}, {}", half.french()),
            None => years,
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let id = visit.action()?;
    let (convention, action) = (id.convention, id.ordinal);
    let head = Head {
        convention,
        action,
        documents: ASKED,
        comments: SHOWN,
    };
    let mut heads = visit.rows(head).await?;
    let attachments = heads.iter_mut().filter_map(|head| head.attachment.take()).collect();
    let exchanged = heads.iter_mut().filter_map(|head| head.said.take()).collect();
    let head = heads.into_iter().next().ok_or(Failure::NotFound)?;
    let frame = visit.frame(format!("Action {}, {}", head.number, head.title)).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let said = Said::of(visit.rows(SaidOf { convention, action }).await?);
    let follow = FollowUpOf {
        convention,
        action,
        limit: TOLD,
        organisation: visit.signature().organisation.map_or(0, Id::ordinal),
    };
    let pieces = Pieces::of(visit.rows(follow).await?);
    let steps = Steps::of(visit.rows(StepsOf { convention, action }).await?);
    let remarks = visit.rows(Remarks { convention, action }).await?;
    let years = years(head.start, head.end, said.marks.iter().map(|mark| mark.year));
    let lanes = drawn(&said.marks, &orgs, &years);
    let term = (head.start, head.end);
    let mut page = ActionShow {
        saved: None,
        expected: Expected::of(&visit, id, steps, &said.texts, (&orgs, term)),
        frame: framed(frame, convention, &head),
        convention,
        gaps: gaps(&said),
        corrects: visit.may(Verb::CorrectReading),
        registers: visit.may(Verb::ViewInternal),
        sums: Grid::of(&said.amounts, &orgs),
        attachments: Attachments::of(&visit, id, attachments),
        follow: FollowUp::of(&visit, id, pieces, &orgs, (&lanes, &years, term)),
        exchanges: Exchanges::of(&visit, id, exchanged),
        remarks,
        lanes,
        years,
        head,
        orgs,
        texts: said.texts,
        links: said.links,
        marks: said.marks,
        amounts: said.amounts,
        doubts: said.doubts,
    };
    page.saved = page.follow.saved(&visit.query::<Asked>()?.enregistre, visit.now);
    visit.page(&page)
}

fn framed(frame: Frame, convention: ConventionId, head: &HeadRow) -> Frame {
    frame
        .under(Target::Plan(convention))
        .crumb("Convention", Target::Convention(convention))
        .crumb("Plan d’actions", Target::Plan(convention))
        .called(format!("Action {}", head.number))
}

fn drawn(marks: &[OwnMarkRow], orgs: &Orgs, years: &[i64]) -> Vec<Lane> {
    let marks: Vec<MarkRow> = marks
        .iter()
        .map(|mark| MarkRow {
            action: 0,
            view: mark.view,
            year: mark.year,
            party: mark.party,
            half: mark.half,
        })
        .collect();
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    lanes(&marks, &communes, years)
}

/// What the text does not say of this action.
fn gaps(said: &Said) -> Vec<&'static str> {
    let has = |field: &str| said.texts.iter().any(|text| text.field == field);
    let tied = |tie| said.links.iter().any(|link| link.tie == tie);
    let checks = [
        (has("detail"), "les détails"),
        (has("objective"), "les objectifs"),
        (has("public"), "le public"),
        (has("means"), "les moyens techniques et humains"),
        (has("funding"), "les moyens financiers"),
        (!said.amounts.is_empty(), "les montants"),
        (has("indicator"), "les indicateurs"),
        (has("calendar"), "le calendrier"),
        (tied(Tie::Theme), "les thématiques"),
        (tied(Tie::Pilot), "le pilote"),
        (tied(Tie::Bearer), "le porteur"),
        (!said.marks.is_empty(), "les années"),
    ];
    checks
        .into_iter()
        .filter(|(present, _)| !present)
        .map(|(_, name)| name)
        .collect()
}
