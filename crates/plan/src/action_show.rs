//! One action: what the text says of it, on paper colour, each value with its lines; and what is still silent.
//!
//! Nothing signed is edited here. The follow-up has its place beside, empty until someone reports.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::reading::Lines;
use web::answer::Answer;
use web::components::ThemeMark;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::action_rows::{Above, Head, HeadRow, OwnLinkRow, OwnLinks, OwnMarkRow, OwnMarks, TextRow, Texts};
use crate::lanes::{Cell, Lane, lanes};
use crate::orgs::{Badge, Orgs};
use crate::outline::singular;
use crate::remarks::{RemarkRow, Remarks};
use crate::rows::{MarkRow, Parties, Tie};

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
    remarks: Vec<RemarkRow>,
    gaps: Vec<&'static str>,
}

impl ActionShow {
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

    fn lane_class(&self, lane: &Lane) -> &'static str {
        lane.party
            .and_then(|party| self.orgs.badge(&party))
            .map_or("ln-open", |badge| web::components::party_class(&badge.place))
    }

    fn lane_bar(&self, lane: &Lane, index: &usize) -> String {
        match lane.cells[*index] {
            Cell::Off => "ln off".to_owned(),
            Cell::Planned { starts, ends } => {
                let start = if starts { " s" } else { "" };
                let end = if ends { " e" } else { "" };
                format!("ln {}{start}{end}", self.lane_class(lane))
            }
        }
    }

    fn planned(&self, lane: &Lane, index: &usize) -> bool {
        lane.cells[*index] != Cell::Off
    }

    /// The marks as written, each once, with its view and lines.
    fn written(&self) -> Vec<(&str, &'static str, &Lines)> {
        let mut written: Vec<(&str, &'static str, &Lines)> = Vec::new();
        for mark in &self.marks {
            let view = match mark.view {
                domain::reading::View::Deployment => "tableau de déploiement",
                domain::reading::View::Sheet => "fiche de l’action",
            };
            if !written.contains(&(mark.mark.as_str(), view, &mark.lines)) {
                written.push((mark.mark.as_str(), view, &mark.lines));
            }
        }
        written
    }

    fn level(&self, above: &Above) -> String {
        above.level.as_deref().map_or_else(|| "Rubrique".to_owned(), singular)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let ActionId {
        convention,
        ordinal: action,
    } = visit.action()?;
    let head = visit.first(Head { convention, action }).await?.ok_or(Failure::NotFound)?;
    let frame = visit.frame(head.title.clone()).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let texts = visit.rows(Texts { convention, action }).await?;
    let links = visit.rows(OwnLinks { convention, action }).await?;
    let marks = visit.rows(OwnMarks { convention, action }).await?;
    let all = visit.rows(Remarks { convention }).await?;
    let quoted = quoted(&head, &texts, &links, &marks);
    let years = years(&head, &marks);
    let page = ActionShow {
        frame: framed(frame, convention, &head),
        convention,
        gaps: gaps(&texts, &links, &marks),
        lanes: drawn(&marks, &orgs, &years),
        remarks: all.into_iter().filter(|remark| remark.touches(&quoted)).collect(),
        years,
        head,
        orgs,
        texts,
        links,
        marks,
    };
    visit.page(&page)
}

fn framed(frame: Frame, convention: ConventionId, head: &HeadRow) -> Frame {
    frame
        .under(Target::Plan(convention))
        .crumb("Convention", Target::Convention(convention))
        .crumb("Plan d’actions", Target::Plan(convention))
        .called(format!("Action {}", head.number))
}

/// Every line that a value of this action was read on.
fn quoted(head: &HeadRow, texts: &[TextRow], links: &[OwnLinkRow], marks: &[OwnMarkRow]) -> Lines {
    let own = std::iter::once(&head.title_lines).chain(texts.iter().map(|text| &text.lines));
    let own = own.chain(links.iter().filter(|link| link.tie != Tie::Theme).map(|link| &link.lines));
    own.chain(marks.iter().map(|mark| &mark.lines))
        .fold(Lines::default(), |all, own| all.union(own))
}

fn years(head: &HeadRow, marks: &[OwnMarkRow]) -> Vec<i64> {
    let signed = [head.start, head.end].into_iter().flatten().map(|day| i64::from(day.year()));
    let all: Vec<i64> = signed.chain(marks.iter().map(|mark| mark.year)).collect();
    match (all.iter().min(), all.iter().max()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    }
}

fn drawn(marks: &[OwnMarkRow], orgs: &Orgs, years: &[i64]) -> Vec<Lane> {
    let marks: Vec<MarkRow> = marks
        .iter()
        .map(|mark| MarkRow {
            action: 0,
            view: mark.view,
            year: mark.year,
            party: mark.party,
        })
        .collect();
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    lanes(&marks, &communes, years)
}

/// What the text does not say of this action.
fn gaps(texts: &[TextRow], links: &[OwnLinkRow], marks: &[OwnMarkRow]) -> Vec<&'static str> {
    let has = |field: &str| texts.iter().any(|text| text.field == field);
    let tied = |tie| links.iter().any(|link| link.tie == tie);
    let checks = [
        (has("detail"), "les détails"),
        (has("means"), "les moyens techniques et humains"),
        (has("funding"), "les moyens financiers"),
        (tied(Tie::Theme), "les thématiques"),
        (tied(Tie::Pilot), "le pilote"),
        (tied(Tie::Bearer), "le porteur"),
        (!marks.is_empty(), "les années"),
    ];
    checks
        .into_iter()
        .filter(|(present, _)| !present)
        .map(|(_, name)| name)
        .collect()
}
