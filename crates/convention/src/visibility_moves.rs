//! What was chosen of who sees a facility, a body or a vote follows it when a correction moves it in its list.
//!
//! Actions keep their ordinals and documents have their own: they never move. What leaves the reading leaves nothing hidden behind.

use std::collections::BTreeMap;

use domain::ids::ConventionId;
use store::{Columns, FromRow, Sql, StoreError, Value, Writer, sql};

/// The lists whose items have no other name than their place, and the words that tell one item from another.
const LISTS: [(&str, Sql); 3] = [
    (
        "facility",
        sql!("SELECT kind || '|' || name FROM unscoped_facility WHERE convention = $1 ORDER BY ordinal"),
    ),
    (
        "body",
        sql!("SELECT name FROM unscoped_body WHERE convention = $1 ORDER BY ordinal"),
    ),
    (
        "deliberation",
        sql!(
            "SELECT COALESCE(number, '') || '|' || COALESCE(day, '') || '|' || COALESCE(CAST(party AS TEXT), '') \
             FROM unscoped_deliberation WHERE convention = $1 ORDER BY ordinal"
        ),
    ),
];

/// What was chosen of one item.
struct Choice {
    kind: String,
    ordinal: i64,
    level: String,
}

impl FromRow for Choice {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            ordinal: c.int(1)?,
            level: c.text(2)?,
        })
    }
}

/// What was chosen of the items of a convention, and what they are called before they move.
pub(crate) struct Chosen {
    convention: ConventionId,
    lists: Vec<(&'static str, Sql, Vec<String>, Vec<Choice>)>,
}

impl Chosen {
    /// What stands before the reading is projected again.
    pub(crate) async fn load(convention: ConventionId, writer: &mut Writer<'_>) -> Result<Self, StoreError> {
        let all = sql!(
            "SELECT kind, ordinal, level FROM unscoped_visibility WHERE convention = $1 \
             AND kind IN ('facility', 'body', 'deliberation') ORDER BY kind, ordinal"
        );
        let mut left: Vec<Choice> = writer.rows(all, &[convention.into()]).await?;
        let mut lists = Vec::new();
        for (kind, named) in LISTS {
            let (own, others): (Vec<Choice>, Vec<Choice>) = left.into_iter().partition(|choice| choice.kind == kind);
            left = others;
            if !own.is_empty() {
                lists.push((kind, named, writer.rows(named, &[convention.into()]).await?, own));
            }
        }
        Ok(Self { convention, lists })
    }

    /// Gives each item, once the reading is projected again, what was chosen of it.
    pub(crate) async fn follow(self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for (kind, named, before, choices) in self.lists {
            let after: Vec<String> = writer.rows(named, &[self.convention.into()]).await?;
            if before == after {
                continue;
            }
            let moved = aligned(&before, &after);
            let forget = sql!("DELETE FROM unscoped_visibility WHERE convention = $1 AND kind = $2");
            writer.run(forget, &[self.convention.into(), kind.into()]).await?;
            let keep = sql!("INSERT INTO unscoped_visibility (convention, kind, ordinal, level) VALUES ($1, $2, $3, $4)");
            let mut chosen: BTreeMap<usize, String> = BTreeMap::new();
            for choice in choices {
                let index = usize::try_from(choice.ordinal)
                    .ok()
                    .and_then(|ordinal| ordinal.checked_sub(1));
                let Some((index, name)) = index.and_then(|index| Some((index, before.get(index)?))) else {
                    continue;
                };
                // Of two of one name, one that left may be the hidden one or the other: what stands of that name is hidden too.
                let namesake = || (0..after.len()).find(|place| after[*place] == *name);
                if let Some(place) = moved[index].or_else(namesake) {
                    let level = chosen.entry(place).or_insert_with(|| choice.level.clone());
                    if choice.level == "internal" {
                        level.clone_from(&choice.level);
                    }
                }
            }
            let rows: Vec<Vec<Value>> = chosen
                .into_iter()
                .filter_map(|(place, level)| {
                    let place = i64::try_from(place + 1).ok()?;
                    Some(vec![self.convention.into(), kind.into(), place.into(), level.into()])
                })
                .collect();
            writer.run_all(keep, &rows).await?;
        }
        Ok(())
    }
}

/// Where each item of a list is in the next one: what both begin and end with stays where it is; between them an item is found under
/// its name, or else under another one between the same neighbours.
fn aligned(before: &[String], after: &[String]) -> Vec<Option<usize>> {
    let mut taken = vec![false; after.len()];
    let mut moved: Vec<Option<usize>> = vec![None; before.len()];
    let mut stays = |index: usize, place: usize, moved: &mut Vec<Option<usize>>| {
        moved[index] = Some(place);
        taken[place] = true;
    };
    let both = before.iter().zip(after);
    let first = both.take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - first;
    let ends = before.iter().rev().zip(after.iter().rev()).take(rest);
    let last = ends.take_while(|(one, other)| one == other).count();
    (0..first).for_each(|index| stays(index, index, &mut moved));
    (1..=last).for_each(|back| stays(before.len() - back, after.len() - back, &mut moved));
    for (index, name) in before.iter().enumerate() {
        let place = (0..after.len()).find(|place| !taken[*place] && after[*place] == *name);
        if let Some(place) = place.filter(|_| moved[index].is_none()) {
            taken[place] = true;
            moved[index] = Some(place);
        }
    }
    for index in 0..before.len() {
        if moved[index].is_some() {
            continue;
        }
        let previous = moved[..index].iter().rev().flatten().next();
        let place = previous.map_or(0, |previous| previous + 1);
        if taken.get(place) == Some(&false) {
            taken[place] = true;
            moved[index] = Some(place);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(before: &str, after: &str) -> Vec<Option<usize>> {
        let names = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        aligned(&names(before), &names(after))
    }

    #[test]
    fn an_item_is_followed_by_its_name() {
        assert_eq!(moved("abc", "bc"), [None, Some(0), Some(1)], "the first left");
        assert_eq!(moved("abc", "xabc"), [Some(1), Some(2), Some(3)], "another came before");
        assert_eq!(moved("abc", "axc"), [Some(0), Some(1), Some(2)], "it is called otherwise");
        assert_eq!(moved("abc", "cab"), [Some(1), Some(2), Some(0)], "they changed places");
        assert_eq!(moved("aab", "aab"), [Some(0), Some(1), Some(2)], "two of one name");
        assert_eq!(
            moved("aa", "xa"),
            [Some(0), Some(1)],
            "the first of two namesakes is called otherwise"
        );
        assert_eq!(moved("aab", "xab"), [Some(0), Some(1), Some(2)]);
        assert_eq!(
            moved("aab", "ab"),
            [Some(0), None, Some(1)],
            "one of two namesakes left: nobody knows which"
        );
        assert_eq!(moved("ab", ""), [None, None]);
    }
}
