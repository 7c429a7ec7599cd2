//! What changed since one was last in the convention, on any page of it: how many entries of the journal, and how many actions gave news;
//! each number leads to the rows that it counts.
//!
//! Pure. Whoever comes for the first time is told of nothing: all is new.

use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::Instant;
use web::french;
use web::href::{href, with_query};

use crate::standing::Standing;
use crate::views::counted;

/// How many entries are counted at most: as many as the page of news shows, and one.
pub(crate) const MOST: i64 = 101;

/// A number, and the rows behind it.
pub(crate) struct Changed {
    pub(crate) words: String,
    pub(crate) address: String,
}

/// What changed since a moment.
pub(crate) struct Since {
    pub(crate) before: Instant,
    pub(crate) changes: Vec<Changed>,
}

impl Since {
    /// Since this moment. `told` entries of the journal, for those who read it.
    pub(crate) fn of(convention: ConventionId, before: Instant, told: i64, standings: &[Standing]) -> Self {
        let news = standings.iter().filter(|one| one.state.last >= Some(before)).count();
        let moment = before.micros().to_string();
        let entries = (told > 0).then(|| Changed {
            words: if told >= MOST {
                format!("plus de {} changements", french::number(MOST - 1))
            } else {
                french::count(told, "changement", "changements")
            },
            address: href(Target::news(convention)).to_string(),
        });
        let actions = (news > 0).then(|| Changed {
            words: format!(
                "{} {}",
                counted(&news, "action", "actions"),
                if news > 1 {
                    "ont donné de leurs nouvelles"
                } else {
                    "a donné de ses nouvelles"
                }
            ),
            address: with_query(href(Target::PlanTable(convention)), &[("depuis", moment.as_str())]),
        });
        Self {
            before,
            changes: entries.into_iter().chain(actions).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::ActionState;

    #[test]
    fn what_was_told_since_is_counted_and_leads_to_its_rows() {
        let before = Instant::from_micros(5_000_000);
        let told_at = |at: Option<i64>| Standing {
            state: ActionState {
                last: at.map(Instant::from_micros),
                ..ActionState::default()
            },
            ..Standing::default()
        };
        let standings = [
            told_at(None),
            told_at(Some(4_999_999)),
            told_at(Some(5_000_000)),
            told_at(Some(9_000_000)),
        ];
        let since = Since::of(ConventionId::new(1), before, 3, &standings);
        let said: Vec<_> = since
            .changes
            .iter()
            .map(|one| (one.words.as_str(), one.address.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("3\u{a0}changements", "/conventions/1/nouveautes"),
                (
                    "2\u{a0}actions ont donné de leurs nouvelles",
                    "/conventions/1/plan/tableau?depuis=5000000"
                ),
            ]
        );
        assert!(Since::of(ConventionId::new(1), before, 0, &standings[..2]).changes.is_empty());
        let many = Since::of(ConventionId::new(1), before, MOST, &[]);
        assert_eq!(many.changes[0].words, "plus de 100 changements");
    }
}
