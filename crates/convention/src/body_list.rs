//! Governance bodies as the text sets them up: who chairs, who sits, what they do, how often they meet.
//!
//! Meetings that are held are not here: this is the rule, not the calendar.

use askama::Template;
use domain::access::Verb;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::article_rows::WordingRow;
use crate::contract_views::{WorkView, counted, work_views};
use crate::convention_rows::{AllParties, lines};
use crate::parties::{Holder, InvolvedIn, InvolvedRow, Parties, holders};
use crate::text_show::{TextState, completion};
use crate::told_in_articles::{Told, told_in_articles};
use crate::withheld::Withheld;

struct BodyRow {
    ordinal: i64,
    name: String,
    rhythm: Option<String>,
    minimum: Option<i64>,
    maximum: Option<i64>,
    rhythm_lines: Lines,
    lines: Lines,
}

query! {
    /// The bodies.
    BodiesOf(convention: ConventionId) -> BodyRow
    reading ["body"]
    "SELECT ordinal, name, rhythm, rhythm_minimum, rhythm_maximum, rhythm_lines, lines FROM body \
        WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for BodyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            name: columns.text(1)?,
            rhythm: columns.opt_text(2)?,
            minimum: columns.opt_int(3)?,
            maximum: columns.opt_int(4)?,
            rhythm_lines: lines(columns, 5)?,
            lines: lines(columns, 6)?,
        })
    }
}

struct MemberRow {
    ordinal: i64,
    body: i64,
    text: String,
    replaceable: bool,
    lines: Lines,
}

query! {
    /// Who sits in the bodies.
    Members(convention: ConventionId) -> MemberRow
    reading ["body_member"]
    "SELECT ordinal, body, text, replaceable, lines FROM body_member WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for MemberRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            body: columns.int(1)?,
            text: columns.text(2)?,
            replaceable: columns.flag(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

query! {
    /// What the bodies do, and their other names.
    BodyWords(convention: ConventionId) -> WordingRow
    reading ["paragraph", "wording", "article"]
    concat!(
        "SELECT w.part, w.place, w.text, w.lines FROM (SELECT part, place, ordinal, text, lines FROM paragraph \
         WHERE convention = $4 AND part = 'mission' UNION ALL SELECT part, place, ordinal, text, lines FROM wording \
         WHERE convention = $4 AND part = 'body' \
         UNION ALL SELECT 'told' || COALESCE(' ' || a.number, '') AS part, p.place, p.ordinal, p.text, p.lines",
        told_in_articles!("%titre consultatif%", "%voix consultative%", "%voix délibérative%"),
        ") w ORDER BY w.part, w.place, w.ordinal"
    )
}

impl BodyRow {
    /// "De 1 à 2 réunions par an".
    fn meetings(&self) -> Option<String> {
        meetings(self.minimum?, self.maximum?)
    }
}

/// What a rhythm asks for, in words.
fn meetings(minimum: i64, maximum: i64) -> Option<String> {
    let plural = |count: i64| web::french::count(count, "réunion par an", "réunions par an");
    match (minimum, maximum) {
        (0, 0) => None,
        (least, most) if least == most => Some(plural(most)),
        (0, most) => Some(format!("{} au plus", plural(most))),
        (least, most) if most < least => Some(format!("{} au moins", plural(least))),
        (least, most) => Some(format!("De {least} à {}", plural(most))),
    }
}

#[derive(Template)]
#[template(path = "body_list.html")]
struct BodyList {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    parties: Parties,
    bodies: Vec<BodyRow>,
    members: Vec<MemberRow>,
    /// What they do, and their other names.
    words: Vec<WordingRow>,
    involved: Vec<InvolvedRow>,
    /// What the articles say of those who sit without a vote.
    told: Vec<Told>,
    /// Whether some bodies are kept among those who sign.
    withheld: bool,
    /// What there is of the text for this reader.
    text: TextState,
    /// Where a convention typed by hand is completed, for those who may.
    completion: Option<Target>,
    /// Whether whoever visits keeps documents.
    keeps: bool,
}

impl BodyList {
    fn told_title(&self) -> &'static str {
        "Qui participe sans voix"
    }

    fn articles(&self) -> Target {
        Target::Articles(self.convention)
    }

    fn members_of(&self, body: &BodyRow) -> Vec<&MemberRow> {
        self.members.iter().filter(|member| member.body == body.ordinal).collect()
    }

    fn words_of(&self, part: &str, body: &BodyRow) -> Vec<&WordingRow> {
        let own = self.words.iter();
        own.filter(|row| row.part == part && row.place == body.ordinal).collect()
    }

    /// The documents of the meetings of a body.
    fn documents(&self, body: &BodyRow) -> String {
        let named = format!("instance:{}", body.name);
        with_query(href(Target::Documents(self.convention)), &[("objet", &named)])
    }

    /// Where a document of one of its meetings is added.
    fn new_document(&self, body: &BodyRow) -> String {
        format!(
            "{}/ajout?objet=instance-{}",
            href(Target::Documents(self.convention)),
            body.ordinal
        )
    }

    fn missions_of(&self, body: &BodyRow) -> Vec<&WordingRow> {
        self.words_of("mission", body)
    }

    fn names_of(&self, body: &BodyRow) -> Vec<&WordingRow> {
        self.words_of("body", body)
    }

    fn chairs(&self, body: &BodyRow) -> Vec<Holder> {
        holders(&self.involved, &self.parties, "chair", body.ordinal)
    }

    fn chair_lines(&self, body: &BodyRow) -> Lines {
        let own = self
            .involved
            .iter()
            .filter(|row| row.part == "chair" && row.place == body.ordinal);
        own.fold(Lines::default(), |all, row| all.union(&row.lines))
    }

    fn named(&self, member: &MemberRow) -> Vec<Holder> {
        holders(&self.involved, &self.parties, "member", member.ordinal)
    }

    fn summary(&self) -> String {
        let (one, many) = if self.text.is_by_hand() {
            ("instance saisie", "instances saisies")
        } else {
            ("instance prévue par le texte", "instances prévues par le texte")
        };
        counted(&self.bodies.len(), one, many)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Instances").await?;
    let (words, told) = parted(visit.rows(BodyWords { convention }).await?);
    let page = BodyList {
        frame: frame
            .under(Target::Bodies(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: work_views(convention, WorkView::Bodies),
        parties: Parties::of(visit.rows(AllParties { convention }).await?),
        bodies: visit.rows(BodiesOf { convention }).await?,
        members: visit.rows(Members { convention }).await?,
        words,
        involved: visit.rows(InvolvedIn::both(convention, "chair", "member")).await?,
        told,
        withheld: Withheld::of(&mut visit, convention).await?.bodies(),
        text: TextState::of(&mut visit, convention).await?,
        completion: completion(&visit, convention),
        keeps: visit.may(Verb::KeepDocuments),
    };
    visit.page(&page)
}

/// The words of bodies, and what the articles say of those who sit without a vote: their part bears the number of the article.
fn parted(rows: Vec<WordingRow>) -> (Vec<WordingRow>, Vec<Told>) {
    let (told, words): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.part.starts_with("told"));
    let article = |row: WordingRow| {
        let number = row.part.strip_prefix("told ").map(str::to_owned);
        Told::new(number, row.text, row.lines)
    };
    (words, told.into_iter().map(article).collect())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<BodiesOf>(),
        QueryInfo::of::<Members>(),
        QueryInfo::of::<BodyWords>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_is_said_as_it_can_be_counted() {
        let said = |minimum, maximum| meetings(minimum, maximum).unwrap_or_default();
        assert_eq!(said(1, 2), "De 1 à 2\u{a0}réunions par an");
        assert_eq!(said(1, 1), "1\u{a0}réunion par an");
        assert_eq!(said(0, 4), "4\u{a0}réunions par an au plus");
        assert_eq!(meetings(0, 0), None);
    }
}
