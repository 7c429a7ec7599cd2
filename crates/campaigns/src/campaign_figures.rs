//! The figures of a board: how many were reached, opened their link, answered, and in how long.

use domain::campaigns::Outcome;
use domain::time::Instant;

use crate::campaign_filter::Counted;
use crate::recipient_rows::RecipientRow;

/// What a board counts of all its recipients, whatever it lists.
pub(crate) struct Figures {
    pub(crate) all: usize,
    counts: [usize; Counted::ALL.len()],
    /// How many letters left, asking or asking again: a link that is handed over since takes none of them back.
    pub(crate) delivered: i64,
    median_minutes: Option<i64>,
}

impl Figures {
    pub(crate) fn of(recipients: &[RecipientRow]) -> Self {
        let count = |counted: Counted| recipients.iter().filter(|one| counted.holds(one)).count();
        Self {
            all: recipients.len(),
            counts: Counted::ALL.map(count),
            delivered: recipients.iter().map(|one| one.letters).sum(),
            median_minutes: median(recipients.iter().filter_map(minutes).collect()),
        }
    }

    /// How many a figure counts.
    pub(crate) fn count(&self, counted: Counted) -> usize {
        let place = Counted::ALL.iter().position(|one| *one == counted);
        place.map_or(0, |place| self.counts[place])
    }

    /// Between opening the link and answering, for half of those who did both by the link.
    pub(crate) fn median_words(&self) -> String {
        match self.median_minutes {
            None => "—".to_owned(),
            Some(0) => "< 1\u{a0}min".to_owned(),
            Some(minutes) => format!("{minutes}\u{a0}min"),
        }
    }
}

/// Minutes between opening the link and answering by it.
fn minutes(recipient: &RecipientRow) -> Option<i64> {
    match (recipient.state.opened, recipient.state.answered) {
        (Some(opened), Some((answered, Outcome::Link))) => Some(between(opened, answered)),
        _ => None,
    }
}

fn between(from: Instant, to: Instant) -> i64 {
    (to.micros().saturating_sub(from.micros()) + 30_000_000) / 60_000_000
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_them_took_no_longer() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 2]), Some(2));
        let at = |seconds: i64| Instant::from_micros(seconds * 1_000_000);
        assert_eq!(between(at(0), at(119)), 2);
    }
}
