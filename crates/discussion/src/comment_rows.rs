//! Comments, those who may be mentioned, and what ties the reader to a topic, as queries give them.

use domain::about::About;
use domain::access::Role;
use domain::discussion::{Audience, Block, Followed, Hearing, shown};
use domain::ids::{CommentId, ConventionId, PersonId};
use domain::places::Target;
use domain::search::fold;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A comment.
#[derive(Debug, Clone)]
pub(crate) struct CommentRow {
    pub(crate) id: CommentId,
    pub(crate) topic: About,
    /// What it answers.
    pub(crate) answers: Option<i64>,
    pub(crate) audience: Audience,
    /// Empty when it was withdrawn, or went with someone it named.
    pub(crate) text: String,
    pub(crate) revision: i64,
    pub(crate) author: PersonId,
    pub(crate) person: String,
    pub(crate) organisation: String,
    pub(crate) at: Instant,
    pub(crate) edited: Option<Instant>,
    pub(crate) withdrawn: Option<Instant>,
    pub(crate) withdrawn_by: Option<String>,
}

query! {
    /// What is said about the convention itself or about one action: so many comments that answer nothing, the last first, and
    /// all that answers them. The action is 0 for the convention.
    pub(crate) Comments(convention: ConventionId, topic: String, action: i64, limit: i64, offset: i64) -> CommentRow
    reading ["comment"]
    "WITH root AS (SELECT ordinal FROM comment WHERE convention = $4 AND topic = $5 AND COALESCE(action, 0) = $6 \
        AND answers IS NULL ORDER BY ordinal DESC LIMIT $7 OFFSET $8) \
        SELECT c.convention, c.ordinal, c.topic, c.action, c.answers, c.audience, c.text, c.revision, c.person_id, c.person, \
        c.organisation, c.instant, c.edited, c.withdrawn, c.withdrawn_by FROM root r \
        JOIN comment c ON c.convention = $4 AND (c.ordinal = r.ordinal OR c.answers = r.ordinal) \
        ORDER BY r.ordinal DESC, c.ordinal"
}

query! {
    /// One comment with the first of its discussion and all that answers it.
    pub(crate) Discussion(convention: ConventionId, comment: i64) -> CommentRow
    reading ["comment"]
    "WITH root AS (SELECT COALESCE(answers, ordinal) AS ordinal FROM comment WHERE convention = $4 AND ordinal = $5) \
        SELECT c.convention, c.ordinal, c.topic, c.action, c.answers, c.audience, c.text, c.revision, c.person_id, c.person, \
        c.organisation, c.instant, c.edited, c.withdrawn, c.withdrawn_by FROM root r \
        JOIN comment c ON c.convention = $4 AND (c.ordinal = r.ordinal OR c.answers = r.ordinal) ORDER BY c.ordinal"
}

impl FromRow for CommentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let action = c.opt_int(3)?;
        Ok(Self {
            id: CommentId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            topic: c.word(2, |code| About::stored(code, action))?,
            answers: c.opt_int(4)?,
            audience: c.word(5, Audience::from_code)?,
            text: c.text(6)?,
            revision: c.int(7)?,
            author: c.id(8)?,
            person: c.text(9)?,
            organisation: c.text(10)?,
            at: c.instant(11)?,
            edited: c.opt_instant(12)?,
            withdrawn: c.opt_instant(13)?,
            withdrawn_by: c.opt_text(14)?,
        })
    }
}

impl CommentRow {
    pub(crate) const fn place(&self) -> Target {
        Target::comment(self.id)
    }

    /// The text as a page shows it.
    pub(crate) fn blocks(&self, people: &[PersonRow]) -> Vec<Block> {
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        shown(&self.text, &names)
    }

    /// In the place of the words that are no longer there.
    pub(crate) fn gone(&self) -> Option<String> {
        match (&self.withdrawn, &self.withdrawn_by) {
            (Some(at), Some(person)) => Some(format!("Message retiré par {person} le {}.", web::french::moment(*at))),
            _ if self.text.is_empty() => {
                Some("Texte effacé\u{a0}: il nommait une personne dont les données ont été effacées.".to_owned())
            }
            _ => None,
        }
    }
}

/// Someone who holds a mandate in the convention today, or held one.
#[derive(Debug, Clone)]
pub(crate) struct PersonRow {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The last day of the last mandate, when none is held any more.
    pub(crate) left: Option<Day>,
}

query! {
    /// Those who hold a mandate today and may sign in, once a mandate; those who hold none any more.
    pub(crate) People(convention: ConventionId) -> PersonRow
    reading ["member_mandate"]
    "SELECT person, name, role, CAST(NULL AS TEXT) AS ended FROM member_mandate WHERE convention = $4 AND active = 1 \
        AND since <= $3 AND (until IS NULL OR until >= $3) \
        UNION ALL \
        SELECT g.person, g.name, MIN(g.role), MAX(g.until) FROM member_mandate g WHERE g.convention = $4 AND g.until < $3 \
        AND NOT EXISTS (SELECT 1 FROM member_mandate h WHERE h.convention = g.convention AND h.person = g.person \
        AND (h.until IS NULL OR h.until >= $3)) GROUP BY g.person, g.name ORDER BY 2, 1"
}

impl FromRow for PersonRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            name: c.text(1)?,
            role: c.word(2, Role::from_code)?,
            left: c.opt_day(3)?,
        })
    }
}

/// What is said of a name that people mention and that nobody bears here any more.
pub(crate) fn gone_since(people: &[PersonRow], mention: &str) -> Option<String> {
    let name = fold(mention.trim_start_matches('@'));
    let bearers = || people.iter().filter(|person| fold(&person.name) == name);
    let last = bearers().filter_map(|person| person.left).max()?;
    let gone = bearers().all(|person| person.left.is_some());
    gone.then(|| format!("n’a plus de mandat depuis le {}", web::french::date(last.plus_days(1))))
}

/// What an action is called.
#[derive(Debug, Clone)]
pub(crate) struct ActionRow {
    pub(crate) ordinal: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    /// How many comments are about it.
    pub(crate) comments: i64,
}

query! {
    /// One action.
    pub(crate) OneAction(convention: ConventionId, action: i64) -> ActionRow
    reading ["action"]
    "SELECT ordinal, number, title, 0 FROM action WHERE convention = $4 AND ordinal = $5"
}

query! {
    /// The actions about which something is said, the last ones first.
    pub(crate) DiscussedActions(convention: ConventionId) -> ActionRow
    reading ["action", "comment"]
    "SELECT a.ordinal, a.number, a.title, COUNT(*) FROM comment c \
        JOIN action a ON a.convention = c.convention AND a.ordinal = c.action \
        WHERE c.convention = $4 AND c.withdrawn IS NULL GROUP BY a.ordinal, a.number, a.title ORDER BY MAX(c.ordinal) DESC"
}

impl FromRow for ActionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            number: c.text(1)?,
            title: c.text(2)?,
            comments: c.int(3)?,
        })
    }
}

/// Something that the reader chose to hear of, or no more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FollowRow {
    pub(crate) followed: Followed,
    pub(crate) hearing: Hearing,
}

query! {
    /// What the reader chose in a convention.
    pub(crate) OwnFollows(convention: ConventionId) -> FollowRow
    reading ["own_follow"]
    "SELECT kind, ordinal, hearing FROM own_follow WHERE convention = $4 ORDER BY kind, ordinal"
}

impl FromRow for FollowRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let ordinal = c.int(1)?;
        Ok(Self {
            followed: c.word(0, |kind| Followed::stored(kind, ordinal))?,
            hearing: c.word(2, Hearing::from_code)?,
        })
    }
}

/// A party that takes part in an action, and whether the reader acts for it while it pilots or bears the action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AroundRow {
    pub(crate) party: i64,
    pub(crate) holder: bool,
}

query! {
    /// The parties that take part in an action.
    pub(crate) Around(convention: ConventionId, action: i64) -> AroundRow
    reading ["action_role", "track_year", "member", "member_mandate"]
    "SELECT r.party, CASE WHEN r.role IN ('pilot', 'bearer') AND EXISTS (SELECT 1 FROM member m \
        JOIN member_mandate x ON x.convention = m.convention AND x.organisation = m.organisation \
        WHERE m.convention = r.convention AND m.party = r.party AND x.person = $1 \
        AND x.since <= $3 AND (x.until IS NULL OR x.until >= $3)) THEN 1 ELSE 0 END \
        FROM action_role r WHERE r.convention = $4 AND r.action = $5 AND r.party IS NOT NULL \
        UNION SELECT y.party, 0 FROM track_year y WHERE y.convention = $4 AND y.action = $5 AND y.party > 0"
}

impl FromRow for AroundRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            party: c.int(0)?,
            holder: c.flag(1)?,
        })
    }
}

query! {
    /// How many times an action is kept among those who sign: once, or not.
    pub(crate) Hidden(convention: ConventionId, action: i64) -> i64
    reading ["visibility"]
    "SELECT COUNT(*) FROM visibility WHERE convention = $4 AND kind = 'action' AND ordinal = $5 AND level = 'internal'"
}

query! {
    /// The last comment of the reader, to know one that is sent twice.
    pub(crate) OwnLast(convention: ConventionId) -> CommentRow
    reading ["comment"]
    "SELECT convention, ordinal, topic, action, answers, audience, text, revision, person_id, person, organisation, instant, \
        edited, withdrawn, withdrawn_by FROM comment WHERE convention = $4 AND person_id = $1 ORDER BY ordinal DESC LIMIT 1"
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Comments>(),
        QueryInfo::of::<Discussion>(),
        QueryInfo::of::<People>(),
        QueryInfo::of::<OneAction>(),
        QueryInfo::of::<DiscussedActions>(),
        QueryInfo::of::<OwnFollows>(),
        QueryInfo::of::<Around>(),
        QueryInfo::of::<Hidden>(),
        QueryInfo::of::<OwnLast>(),
    ]
}
