//! Letters about what happened: a mention at once, the rest together at seven. Asked for by whoever serves, every minute.
//!
//! What a letter tells is read as its person would read it at that moment: it says where something happened, never what was
//! said. When nothing happened, or everything was read, nothing is written.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::discussion::{DigestSent, LetterChoice, NotificationKind};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress};
use domain::places::Target;
use domain::time::Instant;
use store::{Sql, Store, StoreError, Value, Writer, Writes, sql};
use web::href::{href, letters_stop};
use web::session::Token;

use crate::digest_rows::{Candidate, Candidates};
use crate::notification_list::{NotificationRow, OwnNotifications, tell_asked};
use crate::tables::Tables;
use crate::told_asked::{ToldAsked, by_mark};

/// What a letter tells of at most; the rest is on the page it leads to.
pub(crate) const MOST: i64 = 20;

/// How far back a letter looks, in seconds: a week, and a day for mentions.
pub(crate) const WEEK: i64 = 7 * 24 * 3600;
const DAY: i64 = 24 * 3600;

/// How long a letter can be stopped by its link, in seconds: a year.
const STOPPABLE: i64 = 365 * 24 * 3600;

const JOB: Viewer = Viewer::Job(Reason::Digest);

/// A letter that is to be written.
struct Occasion {
    at_once: bool,
    upto: Instant,
    rows: Vec<NotificationRow>,
}

/// Writes the letters that are due, with links under this origin, and tells how many. `random` gives 32 random bytes.
pub async fn send_letters(store: &Store, now: Instant, origin: &str, random: fn() -> [u8; 32]) -> Result<usize, StoreError> {
    let candidates = store.read(now.paris_day()).await?.rows(&JOB, Candidates {}).await?;
    let mut sent = 0;
    for candidate in candidates {
        for occasion in occasions(store, &candidate, now).await? {
            let fact = written(&candidate, occasion, now, (origin, random));
            let tx = store.begin::<verbs::SendDigests>(&JOB, Installation, now).await?;
            tx.record::<Tables, _>(&fact).await?.commit().await?;
            sent += 1;
        }
    }
    Ok(sent)
}

/// What a person is to be written to about now.
async fn occasions(store: &Store, candidate: &Candidate, now: Instant) -> Result<Vec<Occasion>, StoreError> {
    let choice = candidate.choice;
    let mut occasions = Vec::new();
    if choice.mentions_at_once {
        let since = candidate.at_once.max(now.plus_seconds(-DAY));
        let rows = unread(store, candidate, since, now).await?;
        let rows: Vec<NotificationRow> = rows.into_iter().filter(is_mention).collect();
        // The moment of the last one: what happens in the same moment and is seen later is told later.
        let upto = rows.iter().map(|row| row.at).max().unwrap_or(now);
        occasions.push(Occasion {
            at_once: true,
            upto,
            rows,
        });
    }
    if let Some(due) = choice.rhythm.due(now).filter(|due| *due > candidate.together) {
        let since = candidate.together.max(due.plus_seconds(-WEEK));
        let mut rows = unread(store, candidate, since, now).await?;
        rows.retain(|row| row.at <= due && gathered(row, choice));
        occasions.push(Occasion {
            at_once: false,
            upto: due,
            rows,
        });
    }
    occasions.retain(|occasion| !occasion.rows.is_empty());
    Ok(occasions)
}

/// Whether the letter that gathers tells of it: a mention was told at once to whoever asks for that.
pub(crate) fn gathered(row: &NotificationRow, choice: LetterChoice) -> bool {
    !(choice.mentions_at_once && is_mention(row))
}

fn is_mention(row: &NotificationRow) -> bool {
    row.kind == NotificationKind::Mention
}

/// What the person did not read, as they would see it.
async fn unread(
    store: &Store,
    candidate: &Candidate,
    since: Instant,
    now: Instant,
) -> Result<Vec<NotificationRow>, StoreError> {
    let viewer = Viewer::Person(candidate.person);
    let asked = OwnNotifications { since, limit: MOST };
    let mut reader = store.read(now.paris_day()).await?;
    let mut rows = reader.rows(&viewer, asked).await?;
    let asked = reader.rows(&viewer, ToldAsked { since }).await?;
    tell_asked(&mut rows, &by_mark(asked));
    rows.retain(|row| !row.read);
    Ok(rows)
}

fn written(candidate: &Candidate, occasion: Occasion, now: Instant, (origin, random): (&str, fn() -> [u8; 32])) -> DigestSent {
    let token = Token::from_random(random());
    let Occasion { at_once, upto, rows } = occasion;
    let sort = if at_once { "mention" } else { "digest" };
    let letter = Letter {
        to: Recipient {
            person: Some(candidate.person),
            name: candidate.name.clone(),
            email: candidate.email.clone(),
        },
        kind: LetterKind::Digest,
        subject: subject(at_once, &rows),
        paragraphs: paragraphs(at_once, &rows),
        link: Some(LetterLink {
            words: "Voir mes notifications".to_owned(),
            address: SecretAddress::new(format!("{origin}{}", href(Target::NOTIFICATIONS))),
        }),
        list_unsubscribe: Some(SecretAddress::new(format!("{origin}{}", letters_stop(token.expose())))),
        not_before: None,
        key: format!("{sort}/{}/{}", candidate.person, upto.micros()),
    };
    DigestSent {
        person: candidate.person,
        at_once,
        upto,
        count: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        stop: token.digest(),
        letter,
        at: now,
    }
}

pub(crate) fn subject(at_once: bool, rows: &[NotificationRow]) -> String {
    let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let (one, several) = if rows.iter().all(|row| row.kind.is_of_a_message()) {
        ("message", "messages")
    } else {
        ("nouvelle", "nouvelles")
    };
    match (at_once, many) {
        (true, 1) => "Un message parle de vous".to_owned(),
        (true, _) => format!("{many} messages parlent de vous"),
        (false, _) => format!("Vos notifications\u{a0}: {}", web::french::count(many, one, several)),
    }
}

/// What a letter says; how to receive less ends it.
fn paragraphs(at_once: bool, rows: &[NotificationRow]) -> Vec<String> {
    let mut paragraphs = lines(rows);
    paragraphs.push(if at_once {
        "Vous recevez ce courriel parce qu’un message parle de vous. Dans «\u{a0}Mon compte\u{a0}», choisissez ce que vous recevez.".to_owned()
    } else {
        "Vous recevez ce résumé au rythme que vous avez choisi. Dans «\u{a0}Mon compte\u{a0}», changez-le ou arrêtez-le.".to_owned()
    });
    paragraphs
}

/// A line for each, under the name of its convention.
pub(crate) fn lines(rows: &[NotificationRow]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = "";
    for row in rows {
        if row.convention_name != last {
            lines.push(format!("{}\u{a0}:", row.convention_name));
            last = &row.convention_name;
        }
        let about = row.about();
        lines.push(format!("{} ({about}), le {}.", row.sentence(), web::french::moment(row.at)));
    }
    lines
}

const UPTO_AT_ONCE: Sql = sql!(
    "INSERT INTO unscoped_digest (person, at_once, together) VALUES ($1, $2, CAST(0 AS BIGINT)) \
     ON CONFLICT (person) DO UPDATE SET at_once = excluded.at_once WHERE unscoped_digest.at_once < excluded.at_once"
);
const UPTO_TOGETHER: Sql = sql!(
    "INSERT INTO unscoped_digest (person, at_once, together) VALUES ($1, CAST(0 AS BIGINT), $2) \
     ON CONFLICT (person) DO UPDATE SET together = excluded.together WHERE unscoped_digest.together < excluded.together"
);

impl Writes<DigestSent> for Tables {
    async fn apply(fact: &DigestSent, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let upto = if fact.at_once { UPTO_AT_ONCE } else { UPTO_TOGETHER };
        // Of two that write the same letter at once, one does.
        writer.change_one(upto, &[fact.person.into(), fact.upto.into()]).await?;
        let old = sql!("DELETE FROM unscoped_letter_stop WHERE person = $1 AND made < $2");
        let before = fact.at.plus_seconds(-STOPPABLE);
        writer.run(old, &[fact.person.into(), before.into()]).await?;
        let stop = sql!("INSERT INTO unscoped_letter_stop (token, person, made) VALUES ($1, $2, $3)");
        let token: Digest = fact.stop;
        let values = [Value::from(token), fact.person.into(), fact.at.into()];
        writer.run(stop, &values).await
    }
}
