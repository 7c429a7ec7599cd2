//! The cooperation scheme: posts and their full-time equivalents by commune, what is ruled, what is left open.
//!
//! It adds up what the text gives and says where an announced sum differs; people in post are not here.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::{Lines, Topic};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::contract_views::{WorkView, work_views};
use crate::convention_rows::{AllParties, lines};
use crate::parties::{Holder, InvolvedIn, InvolvedRow, Parties, holders};
use crate::text_show::{TextState, completion};
use crate::told_in_articles::{Told, told_in_articles};
use crate::withheld::Withheld;

struct PostRow {
    ordinal: i64,
    title: String,
    fte_hundredths: Option<i64>,
    is_total: bool,
    lines: Lines,
}

query! {
    /// Posts and announced sums.
    Posts(convention: ConventionId) -> PostRow
    reading ["post"]
    "SELECT ordinal, title, fte_hundredths, is_total, lines FROM post WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for PostRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            title: columns.text(1)?,
            fte_hundredths: columns.opt_int(2)?,
            is_total: columns.flag(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

struct StatementRow {
    ordinal: i64,
    topic: Topic,
    text: String,
    announced: Option<i64>,
    lines: Lines,
}

query! {
    /// What the scheme rules.
    Statements(convention: ConventionId) -> StatementRow
    reading ["statement"]
    "SELECT ordinal, topic, text, announced, lines FROM statement WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for StatementRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            topic: columns.word(1, Topic::from_code)?,
            text: columns.text(2)?,
            announced: columns.opt_int(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

/// What the text leaves to be settled, or what an article says of the work.
enum Left {
    Open(OpenRow),
    Told(Told),
}

struct OpenRow {
    text: String,
    settled_by: Option<String>,
    lines: Lines,
}

query! {
    /// What the text leaves to be settled, then what the articles say of the secretariat and of the posts of cooperation.
    LeftAndTold(convention: ConventionId) -> Left
    reading ["left_open", "paragraph", "article"]
    concat!(
        "SELECT 0 AS told, ordinal AS place, 0 AS rank, text, settled_by AS beside, lines FROM left_open WHERE convention = $4 \
         UNION ALL SELECT 1 AS told, p.place, p.ordinal AS rank, p.text, a.number AS beside, p.lines",
        told_in_articles!("%secrétariat%", "%secretariat%", "%charg%de coopération%"),
        " ORDER BY 1, 2, 3"
    )
}

impl FromRow for Left {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let (text, beside, lines) = (columns.text(3)?, columns.opt_text(4)?, lines(columns, 5)?);
        Ok(if columns.flag(0)? {
            Self::Told(Told::new(beside, text, lines))
        } else {
            Self::Open(OpenRow {
                text,
                settled_by: beside,
                lines,
            })
        })
    }
}

/// Those that are open, and those that are told.
fn parted(rows: Vec<Left>) -> (Vec<OpenRow>, Vec<Told>) {
    let (mut open, mut told) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Left::Open(row) => open.push(row),
            Left::Told(row) => told.push(row),
        }
    }
    (open, told)
}

/// The posts of one commune, with their sum.
struct Team {
    holder: Option<Holder>,
    posts: Vec<PostRow>,
    announced: Option<i64>,
}

impl Team {
    /// The sum of the posts whose share is given.
    fn sum(&self) -> Option<i64> {
        let given: Vec<i64> = self.own().filter_map(|post| post.fte_hundredths).collect();
        (!given.is_empty()).then(|| given.iter().sum())
    }

    /// The posts, without the sums that the text announces.
    fn own(&self) -> impl Iterator<Item = &PostRow> {
        self.posts.iter().filter(|post| !post.is_total)
    }

    /// What the commune puts in: what the text announces, else what its posts add up to.
    fn total(&self) -> Option<i64> {
        self.announced.or_else(|| self.sum())
    }

    /// Whether every post has its share and the text announces another sum.
    fn differs(&self) -> bool {
        let whole = self.own().all(|post| post.fte_hundredths.is_some());
        whole && matches!((self.sum(), self.announced), (Some(sum), Some(announced)) if sum != announced)
    }
}

impl PostRow {
    fn share(&self) -> Option<String> {
        self.fte_hundredths.map(fte)
    }
}

/// "1,5 ETP".
pub(crate) fn fte(hundredths: i64) -> String {
    format!("{}\u{a0}ETP", french::decimal(hundredths, 2))
}

#[derive(Template)]
#[template(path = "scheme_show.html")]
struct SchemeShow {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    parties: Parties,
    teams: Vec<Team>,
    statements: Vec<StatementRow>,
    involved: Vec<InvolvedRow>,
    open: Vec<OpenRow>,
    /// What the articles say of it, beside the annex.
    told: Vec<Told>,
    /// Whether the scheme is kept among those who sign.
    withheld: bool,
    /// What there is of the text, whose words the statements are.
    text: TextState,
    /// Where a convention typed by hand is completed, for those who may.
    completion: Option<Target>,
}

impl SchemeShow {
    fn topics(&self) -> Vec<(&'static str, Vec<&StatementRow>)> {
        let under = |topic: Topic| {
            self.statements
                .iter()
                .filter(move |statement| statement.topic == topic)
                .collect()
        };
        let all = Topic::ALL.map(|topic| (topic.french(), under(topic)));
        all.into_iter().filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty()).collect()
    }

    fn named(&self, statement: &StatementRow) -> Vec<Holder> {
        holders(&self.involved, &self.parties, "statement", statement.ordinal)
    }

    fn share(&self, hundredths: Option<i64>) -> Option<String> {
        hundredths.map(fte)
    }

    /// What they put in together, as far as it is given; nothing when only one says it.
    fn whole(&self) -> Option<i64> {
        let given: Vec<i64> = self.teams.iter().filter_map(Team::total).collect();
        (given.len() > 1).then(|| given.iter().sum())
    }

    fn is_empty(&self) -> bool {
        self.teams.is_empty() && self.statements.is_empty()
    }

    fn told_title(&self) -> &'static str {
        "Ce que les articles en disent"
    }

    fn articles(&self) -> Target {
        Target::Articles(self.convention)
    }

    fn questions(&self) -> Target {
        Target::OpenQuestions(self.convention)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Schéma de coopération").await?;
    let parties = Parties::of(visit.rows(AllParties { convention }).await?);
    let involved = visit.rows(InvolvedIn::both(convention, "post", "statement")).await?;
    let posts = visit.rows(Posts { convention }).await?;
    let statements = visit.rows(Statements { convention }).await?;
    let (open, told) = parted(visit.rows(LeftAndTold { convention }).await?);
    let page = SchemeShow {
        frame: frame
            .under(Target::Bodies(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: work_views(convention, WorkView::Scheme),
        teams: teams(posts, &involved, &parties),
        statements,
        withheld: Withheld::of(&mut visit, convention).await?.scheme(),
        text: TextState::of(&mut visit, convention).await?,
        completion: completion(&visit, convention),
        open,
        told,
        parties,
        involved,
    };
    visit.page(&page)
}

/// The posts by commune, in the order of the badges; those of nobody last.
fn teams(posts: Vec<PostRow>, involved: &[InvolvedRow], parties: &Parties) -> Vec<Team> {
    let mut teams: Vec<Team> = Vec::new();
    for post in posts {
        let holder = holders(involved, parties, "post", post.ordinal).into_iter().next();
        let announced = post.fte_hundredths.filter(|_| post.is_total);
        match teams.iter_mut().find(|team| team.holder == holder) {
            Some(team) => {
                team.announced = team.announced.or(announced);
                team.posts.push(post);
            }
            None => teams.push(Team {
                holder,
                announced,
                posts: vec![post],
            }),
        }
    }
    teams.sort_by_key(|team| team.holder.as_ref().map_or(usize::MAX, |holder| holder.place));
    teams
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Posts>(),
        QueryInfo::of::<Statements>(),
        QueryInfo::of::<LeftAndTold>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(fte_hundredths: Option<i64>, is_total: bool) -> PostRow {
        PostRow {
            ordinal: 1,
            title: "Coopération".to_owned(),
            fte_hundredths,
            is_total,
            lines: Lines::default(),
        }
    }

    fn team(posts: Vec<PostRow>) -> Team {
        teams(posts, &[], &Parties::of(Vec::new())).remove(0)
    }

    #[test]
    fn an_announced_sum_is_shown_and_compared() {
        let three = || (0..3).map(|_| post(Some(50), false));
        let right = team(std::iter::once(post(Some(150), true)).chain(three()).collect());
        assert_eq!((right.total(), right.sum(), right.differs()), (Some(150), Some(150), false));
        let wrong = team(std::iter::once(post(Some(200), true)).chain(three()).collect());
        assert!(wrong.differs());
        assert_eq!(fte(150), "1,5\u{a0}ETP");
    }

    #[test]
    fn a_post_without_its_share_lets_nothing_be_compared() {
        let open = team(vec![post(Some(100), true), post(None, false)]);
        assert_eq!((open.total(), open.sum(), open.differs()), (Some(100), None, false));
        assert_eq!(team(vec![post(None, false)]).total(), None, "unknown is not zero");
    }
}
