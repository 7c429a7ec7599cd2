//! Whom a comment reaches, in the transaction that keeps it. Only those who may read it, and never whoever wrote it.
//!
//! What a person is told holds no word of the comment; when they may no longer read it, it is no longer shown.

use std::collections::BTreeMap;

use domain::access::{Role, Standing, Verb, allows};
use domain::digest::Digest;
use domain::discussion::{Audience, Followed, Hearing, NotificationKind, Ties, heard};
use domain::ids::{CommentId, ConventionId, PersonId};
use domain::time::Instant;
use store::{Columns, FromRow, NOTIFICATION_SECONDS, StoreError, Value, Writer, sql};

/// A comment that was just written, or changed.
pub(crate) struct News<'f> {
    pub(crate) comment: CommentId,
    pub(crate) mentioned: &'f [PersonId],
    pub(crate) person: PersonId,
    pub(crate) at: Instant,
    /// Whether those whom it mentions alone are told.
    pub(crate) mentions_only: bool,
}

/// What the comment is about, and who may read of it.
struct Ground {
    action: Option<i64>,
    answers: Option<i64>,
    internal: bool,
    hidden: bool,
}

/// A mandate in force in the convention.
struct Listener {
    person: PersonId,
    role: Role,
    holder: bool,
    answered: bool,
}

/// What one person chose to hear of something.
pub(crate) struct Choice {
    pub(crate) person: PersonId,
    pub(crate) followed: Followed,
    pub(crate) hearing: Hearing,
}

/// Tells them.
pub(crate) async fn tell(news: &News<'_>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let ground = ground(news, writer).await?;
    let mut ties = listeners(news, &ground, writer).await?;
    if !news.mentions_only {
        for choice in choices(news.comment.convention, ground.action, writer).await? {
            if let Some(ties) = ties.get_mut(&choice.person) {
                ties.chosen.push((choice.followed, choice.hearing));
            }
        }
    }
    let CommentId { convention, ordinal } = news.comment;
    let notice = Notice {
        convention,
        source: "comment",
        ordinal,
        action: ground.action,
        internal: ground.internal,
        actor: Some(news.person),
        at: news.at,
    };
    for (person, ties) in ties {
        if let Some(kind) = heard(&ties) {
            notice.note(person, kind, writer).await?;
        }
    }
    Ok(())
}

async fn ground(news: &News<'_>, writer: &mut Writer<'_>) -> Result<Ground, StoreError> {
    let ground = sql!(
        "SELECT c.action, c.answers, c.audience, (SELECT COUNT(*) FROM unscoped_visibility v WHERE v.convention = c.convention \
         AND v.kind = 'action' AND v.ordinal = c.action AND v.level = 'internal') \
         FROM unscoped_comment c WHERE c.convention = $1 AND c.ordinal = $2"
    );
    let values = [Value::from(news.comment.convention), news.comment.ordinal.into()];
    match writer.first(ground, &values).await? {
        Some(ground) => Ok(ground),
        None => Err(writer.refuse()),
    }
}

impl FromRow for Ground {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.opt_int(0)?,
            answers: c.opt_int(1)?,
            internal: c.word(2, Audience::from_code)? == Audience::Internal,
            hidden: c.int(3)? > 0,
        })
    }
}

/// Those who may read it, each once, with what ties them to it whatever they chose.
async fn listeners(news: &News<'_>, ground: &Ground, writer: &mut Writer<'_>) -> Result<BTreeMap<PersonId, Ties>, StoreError> {
    let mandates = sql!(
        "SELECT m.person, m.role, \
         CASE WHEN EXISTS (SELECT 1 FROM unscoped_party_organisation o JOIN unscoped_action_role r ON r.convention = o.convention \
         AND r.action = $2 AND r.party = o.party AND r.role IN ('pilot', 'bearer') \
         WHERE o.convention = m.convention AND o.organisation = m.organisation) THEN 1 ELSE 0 END, \
         CASE WHEN EXISTS (SELECT 1 FROM unscoped_comment c WHERE c.convention = m.convention AND c.ordinal = $3 \
         AND c.person = m.person) THEN 1 ELSE 0 END \
         FROM unscoped_mandate m JOIN unscoped_person p ON p.id = m.person AND p.active = 1 \
         WHERE m.convention = $1 AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4) ORDER BY m.person"
    );
    let values = [
        Value::from(news.comment.convention),
        ground.action.into(),
        ground.answers.into(),
        news.at.paris_day().into(),
    ];
    let all: Vec<Listener> = writer.rows(mandates, &values).await?;
    let mut ties: BTreeMap<PersonId, Ties> = BTreeMap::new();
    for one in all.iter().filter(|one| one.person != news.person && ground.shows(one.role)) {
        let own = ties.entry(one.person).or_default();
        own.mentioned = news.mentioned.contains(&one.person);
        own.holder |= one.holder && !news.mentions_only;
        own.answered |= one.answered && !news.mentions_only;
    }
    Ok(ties)
}

impl Ground {
    /// Whether a mandate of this role reads it.
    fn shows(&self, role: Role) -> bool {
        let carries = |verb| allows(Standing::Mandated(role), verb).is_ok();
        carries(Verb::ViewComments) && (carries(Verb::ViewInternal) || !self.internal && !self.hidden)
    }
}

impl FromRow for Listener {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            role: c.word(1, Role::from_code)?,
            holder: c.flag(2)?,
            answered: c.flag(3)?,
        })
    }
}

/// What was chosen for the convention, for the action, and for the parties that take part in it.
pub(crate) async fn choices(
    convention: ConventionId,
    action: Option<i64>,
    writer: &mut Writer<'_>,
) -> Result<Vec<Choice>, StoreError> {
    let chosen = sql!(
        "SELECT f.person, f.kind, f.ordinal, f.hearing FROM unscoped_follow f WHERE f.convention = $1 \
         AND (f.kind = 'convention' OR f.kind = 'action' AND f.ordinal = $2 OR f.kind = 'party' AND (\
         EXISTS (SELECT 1 FROM unscoped_action_role r WHERE r.convention = $1 AND r.action = $2 AND r.party = f.ordinal) \
         OR EXISTS (SELECT 1 FROM unscoped_track_year y WHERE y.convention = $1 AND y.action = $2 AND y.party = f.ordinal)))"
    );
    writer.rows(chosen, &[Value::from(convention), action.into()]).await
}

impl FromRow for Choice {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let ordinal = c.int(2)?;
        Ok(Self {
            person: c.id(0)?,
            followed: c.word(1, |kind| Followed::stored(kind, ordinal))?,
            hearing: c.word(3, Hearing::from_code)?,
        })
    }
}

/// Something of which people are told.
pub(crate) struct Notice<'n> {
    pub(crate) convention: ConventionId,
    /// Which sort of thing, and its ordinal among those: one notice of it a person.
    pub(crate) source: &'n str,
    pub(crate) ordinal: i64,
    pub(crate) action: Option<i64>,
    pub(crate) internal: bool,
    pub(crate) actor: Option<PersonId>,
    pub(crate) at: Instant,
}

impl Notice<'_> {
    /// Notes it for one person, whose old ones go.
    pub(crate) async fn note(
        &self,
        person: PersonId,
        kind: NotificationKind,
        writer: &mut Writer<'_>,
    ) -> Result<(), StoreError> {
        let old = sql!("DELETE FROM unscoped_notification WHERE person = $1 AND instant < $2");
        let before = self.at.plus_seconds(-NOTIFICATION_SECONDS);
        writer.run(old, &[person.into(), before.into()]).await?;
        let insert = sql!(
            "INSERT INTO unscoped_notification (person, convention, source, ordinal, kind, action, internal, actor, instant, mark) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (person, convention, source, ordinal) DO NOTHING"
        );
        let mark = format!("notification/{person}/{}/{}/{}", self.convention, self.source, self.ordinal);
        let values = [
            person.into(),
            self.convention.into(),
            self.source.into(),
            self.ordinal.into(),
            kind.code().into(),
            self.action.into(),
            self.internal.into(),
            self.actor.into(),
            self.at.into(),
            Digest::of(mark.as_bytes()).into(),
        ];
        writer.run(insert, &values).await
    }
}
