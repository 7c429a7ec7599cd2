//! Several corrections of one reading, one after the other, kept together or not at all.
//!
//! It says nothing of whether a correction is right.

use domain::convention::ReadingCorrected;
use domain::digest::Digest;
use domain::reading::Reading;
use files::correction::{Correction, NotCorrected, value_at};
use store::Sequence;
use web::visit::Visit;

use super::{Bench, NotMade, path};
use crate::tables::Tables;

impl Bench {
    /// Refuses what was prepared over another reading.
    pub(crate) fn stands(&self, seen: Digest) -> Result<(), NotMade> {
        if Digest::of(self.before.as_bytes()) == seen {
            return Ok(());
        }
        Err(NotMade::Moved)
    }

    /// What gives each of these places the value that it has in `reading`, a correction each, one after the other. What would leave
    /// a place empty is passed over.
    pub(crate) async fn corrections(
        &mut self,
        visit: &Visit,
        reading: &Reading,
        places: &[&str],
        reason: &str,
    ) -> Result<Vec<ReadingCorrected>, NotMade> {
        let wanted = files::interchange::write(reading);
        let mut facts: Vec<ReadingCorrected> = Vec::new();
        for place in places {
            let path = path(place)?;
            let before = facts.last().map_or(&self.before, |fact| &fact.made.document);
            let (was, becomes) = (value_at(before, &path), value_at(&wanted, &path));
            if was == becomes || becomes.is_none() {
                continue;
            }
            let made = Correction {
                path,
                was,
                becomes,
                lines: None,
                revives: None,
            };
            self.add(visit, &mut facts, made, reason).await?;
        }
        Ok(facts)
    }

    /// One more correction, over what those before it leave.
    pub(crate) async fn add(
        &mut self,
        visit: &Visit,
        facts: &mut Vec<ReadingCorrected>,
        made: Correction,
        reason: &str,
    ) -> Result<(), NotMade> {
        let version = if facts.is_empty() {
            self.version
        } else {
            self.tx.allocate(Sequence::Convention(self.convention, "reading")).await?
        };
        let before = facts.last().map_or(&self.before, |fact| &fact.made.document);
        let fact = self.fact(visit, (version, before), made, reason.to_owned())?;
        facts.push(fact);
        Ok(())
    }

    /// Keeps them all, or none.
    pub(crate) async fn keep_all(self, facts: Vec<ReadingCorrected>) -> Result<(), NotMade> {
        let mut facts = facts.into_iter();
        let first = facts.next().ok_or(NotMade::Refused(NotCorrected::Same))?;
        let mut tx = self.tx.record::<Tables, _>(&first).await?;
        for fact in facts {
            tx = tx.record::<Tables, _>(&fact).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
