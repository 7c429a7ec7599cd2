//! A convention that leaves whole: its reading as it now stands, less what the viewer may not see.
//!
//! It reads by the scoped names and writes nothing; how a file is made is a matter of `files::consolidated`.

use std::collections::BTreeSet;

use domain::access::Viewer;
use domain::example::Nature;
use domain::ids::ConventionId;
use domain::reading::{Anomaly, Lines, Reading};
use files::interchange::{self, NotADocument};
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};

use crate::reading_versions::LastVersion;
use crate::rebuild::Document;
use crate::taking::nature;

query! {
    /// What the viewer sees of what may be hidden, each by its kind and its ordinal.
    pub(crate) PartsSeen(convention: ConventionId) -> PartSeen
    reading ["action", "facility", "body", "deliberation", "post", "statement"]
    "SELECT 'action' AS kind, ordinal FROM action WHERE convention = $4 \
        UNION ALL SELECT 'facility', ordinal FROM facility WHERE convention = $4 \
        UNION ALL SELECT 'body', ordinal FROM body WHERE convention = $4 \
        UNION ALL SELECT 'deliberation', ordinal FROM deliberation WHERE convention = $4 \
        UNION ALL SELECT 'post', ordinal FROM post WHERE convention = $4 \
        UNION ALL SELECT 'statement', ordinal FROM statement WHERE convention = $4"
}

/// One of them.
pub(crate) struct PartSeen {
    kind: String,
    ordinal: i64,
}

impl FromRow for PartSeen {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            ordinal: c.int(1)?,
        })
    }
}

/// All that a viewer sees of a convention.
pub(crate) struct Seen(BTreeSet<(String, i64)>);

impl From<Vec<PartSeen>> for Seen {
    fn from(parts: Vec<PartSeen>) -> Self {
        Self(parts.into_iter().map(|part| (part.kind, part.ordinal)).collect())
    }
}

impl Seen {
    fn holds(&self, kind: &str, ordinal: i64) -> bool {
        self.0.contains(&(kind.to_owned(), ordinal))
    }

    fn any(&self, kind: &str) -> bool {
        self.0.iter().any(|(own, _)| own == kind)
    }

    /// Keeps of a list what is seen; the lines of the others.
    fn keep<T>(&self, kind: &str, list: &mut Vec<T>, lines: impl Fn(&T) -> &Lines) -> Lines {
        let (mut ordinal, mut hidden) = (0, Lines::default());
        list.retain(|item| {
            ordinal += 1;
            let seen = self.holds(kind, ordinal);
            if !seen {
                hidden = hidden.union(lines(item));
            }
            seen
        });
        hidden
    }

    /// Whether the cooperation scheme is seen. One that says nothing hides nothing.
    fn sees_the_scheme(&self, reading: &Reading) -> bool {
        match (reading.scheme.posts.is_empty(), reading.scheme.statements.is_empty()) {
            (true, true) => true,
            (true, false) => self.any("statement"),
            (false, _) => self.any("post"),
        }
    }
}

/// A convention, ready to be written as files.
pub struct Whole {
    /// What was read of it, corrections included.
    pub reading: Reading,
    /// What it is.
    pub nature: Nature,
    /// Whether something was taken out because the viewer may not see it.
    pub is_part: bool,
}

/// A convention that cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum NotLeaving {
    /// Its reading does not read any more: the doctor names it.
    #[error("La lecture de la convention ne se lit plus ({}). Lancez «\u{a0}pacte doctor\u{a0}».", .0.place)]
    Unreadable(NotADocument),
    /// The store is broken.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A convention as this viewer sees it; `None` when the viewer sees no text of it.
pub async fn whole(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Option<Whole>, NotLeaving> {
    let last = reader
        .first(viewer, LastVersion { convention })
        .await?
        .map(|last| last.document);
    let document = match last {
        Some(document) => Some(document),
        None => reader.first(viewer, Document { convention }).await?,
    };
    let Some(document) = document else { return Ok(None) };
    let reading = interchange::read(&document).map_err(NotLeaving::Unreadable)?;
    let parts = Seen::from(reader.rows(viewer, PartsSeen { convention }).await?);
    let nature = nature(reader, viewer, convention).await?;
    let (reading, is_part) = seen(reading, &parts);
    Ok(Some(Whole {
        reading,
        nature,
        is_part,
    }))
}

/// What is left of a reading when these parts of it are seen, and whether that is less than all of it. What is said of something
/// hidden goes with it: its doubts, what it leaves open, what is left of its lines, and the écarts of an action.
pub(crate) fn seen(mut reading: Reading, parts: &Seen) -> (Reading, bool) {
    let before = held(&reading);
    let (mut hidden, numbers) = without_hidden_actions(&mut reading, parts);
    hidden = hidden.union(&parts.keep("facility", &mut reading.facilities.listed, |facility| &facility.lines));
    hidden = hidden.union(&parts.keep("body", &mut reading.bodies, |body| &body.lines));
    hidden = hidden.union(&parts.keep("deliberation", &mut reading.deliberations, |vote| &vote.lines));
    if !parts.sees_the_scheme(&reading) {
        let posts = std::mem::take(&mut reading.scheme.posts);
        let said = std::mem::take(&mut reading.scheme.statements);
        hidden = posts.iter().fold(hidden, |all, post| all.union(&post.lines));
        hidden = said.iter().fold(hidden, |all, statement| all.union(&statement.text.lines));
    }
    let apart = |lines: &Lines| lines.is_empty() || lines.iter().any(|line| !hidden.holds(line));
    let quotes = |anomaly: &Anomaly| {
        std::iter::once(&anomaly.a)
            .chain(&anomaly.b)
            .any(|quote| hidden.holds(quote.line))
    };
    reading
        .anomalies
        .retain(|anomaly| !quotes(anomaly) && !anomaly.actions.iter().any(|number| numbers.contains(number)));
    reading.doubts.retain(|doubt| apart(&doubt.lines));
    reading.left_open.retain(|open| apart(&open.text.lines));
    reading.unplaced.retain(|rest| apart(&rest.lines));
    let is_part = before != held(&reading);
    (reading, is_part)
}

/// How much there is of what may be hidden.
fn held(reading: &Reading) -> [usize; 6] {
    [
        reading.actions.len(),
        reading.facilities.listed.len(),
        reading.bodies.len(),
        reading.deliberations.len(),
        reading.scheme.posts.len(),
        reading.scheme.statements.len(),
    ]
}

/// Takes out the actions that are not seen; their lines and their numbers.
fn without_hidden_actions(reading: &mut Reading, parts: &Seen) -> (Lines, Vec<String>) {
    let all = std::mem::take(&mut reading.actions);
    let is_seen: Vec<bool> = (0..all.len())
        .map(|index| parts.holds("action", reading.action_ordinal(index)))
        .collect();
    let (mut hidden, mut numbers, mut ordinals) = (Lines::default(), Vec::new(), Vec::new());
    for (index, (action, is_seen)) in all.into_iter().zip(is_seen).enumerate() {
        if is_seen {
            reading.actions.push(action);
        } else {
            ordinals.push(reading.action_ordinal(index));
            hidden = hidden.union(&action.lines);
            numbers.push(action.number.value);
        }
    }
    // Those that remain keep their ordinals: nobody gets that of a hidden one.
    reading.retired_actions.extend(ordinals);
    reading.retired_actions.sort_unstable();
    (hidden, numbers)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<PartsSeen>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/convention-ctg-2022-2026.txt");
        let bytes = std::fs::read(path).expect("the example stands in the repository");
        files::read("convention.txt", &bytes).expect("a convention").reading
    }

    #[test]
    fn what_is_hidden_leaves_no_word_and_the_others_keep_their_ordinals() {
        let whole = reading();
        let all = || {
            let of = |kind: &'static str, count: usize| (1..).take(count).map(move |ordinal| (kind.to_owned(), ordinal));
            let [actions, facilities, bodies, votes, posts, statements] = held(&whole);
            of("action", actions)
                .chain(of("facility", facilities))
                .chain(of("body", bodies))
                .chain(of("deliberation", votes))
                .chain(of("post", posts))
                .chain(of("statement", statements))
        };
        assert_eq!(seen(whole.clone(), &Seen(all().collect())), (whole.clone(), false));
        let but = |kind: &str, ordinal: i64| Seen(all().filter(|part| *part != (kind.to_owned(), ordinal)).collect());

        let title = whole.actions[14].title.value.clone();
        let (part, is_part) = seen(whole.clone(), &but("action", 15));
        assert!(is_part && !interchange::write(&part).contains(&title));
        assert_eq!(part.actions.len(), whole.actions.len() - 1);
        let ordinals: Vec<i64> = (0..part.actions.len()).map(|index| part.action_ordinal(index)).collect();
        assert!(!ordinals.contains(&15) && ordinals.contains(&16), "{ordinals:?}");

        let name = whole.bodies[1].name.value.clone();
        let (part, is_part) = seen(whole.clone(), &but("body", 2));
        assert!(is_part && part.bodies.iter().all(|body| body.name.value != name));
        let (part, is_part) = seen(whole.clone(), &but("deliberation", 1));
        assert!(is_part && part.deliberations.len() + 1 == whole.deliberations.len());
        let without_posts = Seen(all().filter(|(kind, _)| kind != "post" && kind != "statement").collect());
        let (part, is_part) = seen(whole.clone(), &without_posts);
        assert!(is_part && part.scheme.posts.is_empty() && part.scheme.statements.is_empty());
        assert!(
            part.left_open.len() < whole.left_open.len(),
            "what the scheme leaves open goes with it"
        );
    }
}
