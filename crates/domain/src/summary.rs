//! The sheet of an elected person: one page that tells how a plan stands, opened by a link without a password, until a day.
//!
//! A link opens that page and nothing else. What the page tells is counted elsewhere; here is who holds a link, and until when.

use crate::access::verbs::ShareSummary;
use crate::digest::Digest;
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, SummaryLinkId};
use crate::mail::{Letter, Sends};
use crate::search::fold;
use crate::time::{Day, Instant};

/// How many days a link may open the page at most.
pub const LONGEST_SUMMARY_DAYS: i32 = 366;

/// How many links of one convention may be open at once.
pub const MOST_SUMMARY_LINKS: usize = 40;

/// The fewest actions of which what people said (a weather) is shown outside: below, who said it would be known.
pub const FEWEST_TOLD: usize = 3;

/// For whom a sheet is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryReader {
    /// The name, known to those who run the plan alone.
    pub name: String,
    /// The function, the only thing of them that the sheet says: « Maire de Septèmes-les-Vallons ».
    pub office: String,
    /// Where the link is sent, when it is.
    pub email: Option<String>,
}

/// The shortest name of a place that is looked for in a title, in letters: below, it would be found in any text.
const SHORTEST_PLACE: usize = 3;

/// The places that a title names, each by one of its names in whole words, whatever capitals, accents and hyphens. A name that lies
/// inside a longer one is that of the longer: « Vauxelle-sur-Orne » does not name Vauxelle.
#[must_use]
pub fn places_named<'n>(title: &str, places: impl IntoIterator<Item = (i64, &'n str)>) -> Vec<i64> {
    let mut names: Vec<(i64, String)> = places.into_iter().map(|(place, name)| (place, spaced(name))).collect();
    names.retain(|(_, name)| name.chars().filter(|letter| letter.is_alphanumeric()).count() >= SHORTEST_PLACE);
    names.sort_by_key(|(place, name)| (std::cmp::Reverse(name.len()), *place));
    let mut left = spaced(title);
    let mut found = Vec::new();
    for (place, name) in names {
        if left.contains(&name) {
            left = left.replace(&name, " | ");
            found.push(place);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A text as its folded words, one space around each.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| format!("{text}{word} "))
}

/// Where a link stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummaryLinkState {
    /// It opens the page.
    Open,
    /// Its last day has passed.
    Ended,
    /// Someone took it back.
    Revoked,
}

impl SummaryLinkState {
    /// The state of a link, on `today`.
    #[must_use]
    pub fn of(last_day: Day, revoked: Option<Instant>, today: Day) -> Self {
        match revoked {
            Some(_) => Self::Revoked,
            None if last_day < today => Self::Ended,
            None => Self::Open,
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Open => "Ouvert",
            Self::Ended => "Terminé",
            Self::Revoked => "Retiré",
        }
    }
}

/// Why a last day is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WontOpenUntil {
    /// It has passed.
    Past,
    /// It is more than [`LONGEST_SUMMARY_DAYS`] away.
    TooFar,
}

/// The last day of a link made today.
///
/// # Errors
///
/// When the day has passed, or is too far away.
pub fn open_until(last_day: Day, today: Day) -> Result<Day, WontOpenUntil> {
    match today.days_until(last_day) {
        ..0 => Err(WontOpenUntil::Past),
        0..=LONGEST_SUMMARY_DAYS => Ok(last_day),
        _ => Err(WontOpenUntil::TooFar),
    }
}

/// Someone made a link for an elected person.
#[derive(Debug, Clone)]
pub struct SummaryLinkMade {
    /// Which.
    pub link: SummaryLinkId,
    /// The digest of its secret.
    pub token: Digest,
    /// For whom.
    pub reader: SummaryReader,
    /// The commune of which the sheet tells; all of the plan when absent.
    pub party: Option<i64>,
    /// The last day on which it opens the page.
    pub last_day: Day,
    /// The letter that leaves with it, when one does.
    pub letters: Vec<Letter>,
    /// When.
    pub at: Instant,
}

/// Someone took a link back: it opens nothing any more.
#[derive(Debug, Clone, Copy)]
pub struct SummaryLinkRevoked {
    /// Which.
    pub link: SummaryLinkId,
    /// When.
    pub at: Instant,
}

impl Sends for SummaryLinkMade {
    fn at(&self) -> Instant {
        self.at
    }

    fn letters(&self) -> Vec<Letter> {
        self.letters.clone()
    }
}

fn subject(link: SummaryLinkId) -> String {
    format!("convention/{}/summary_link/{}", link.convention, link.ordinal)
}

impl Fact for SummaryLinkMade {
    type Needs = ShareSummary;
    const NAME: &'static str = "summary_link_made";

    fn place(&self) -> ConventionId {
        self.link.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.place())
    }

    fn account(&self) -> Account {
        let of = self
            .party
            .map_or_else(|| "whole".to_owned(), |party| format!("party/{party}"));
        Account {
            subject: subject(self.link),
            before: None,
            after: Some(format!("{of} until {}", self.last_day)),
            personal: Some(format!("{}\n{}", self.reader.name, self.reader.office)),
        }
    }
}

impl Fact for SummaryLinkRevoked {
    type Needs = ShareSummary;
    const NAME: &'static str = "summary_link_revoked";

    fn place(&self) -> ConventionId {
        self.link.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.place())
    }

    fn account(&self) -> Account {
        Account {
            subject: subject(self.link),
            before: Some("open".to_owned()),
            after: Some("revoked".to_owned()),
            personal: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_title_names_a_place_by_its_whole_name_and_the_longest_one() {
        let places = [(1, "Vauxelle"), (2, "Vauxelle-sur-Orne"), (3, "Brého"), (4, "Y")];
        let named = |title: &str| places_named(title, places);
        assert_eq!(named("Ouvrir une ludothèque à VAUXELLE"), [1]);
        assert_eq!(named("Le relais de Vauxelle sur Orne"), [2]);
        assert_eq!(named("De Vauxelle à Vauxelle-sur-Orne, par Breho"), [1, 2, 3]);
        assert!(named("Les vauxellois y vont").is_empty());
        assert_eq!(places_named("Le centre d’Auxelle", [(5, "Auxelle")]), [5]);
        assert_eq!(
            places_named("Vauxelle", [(1, "Vauxelle"), (1, "Commune de Vauxelle")]),
            [1],
            "by any of its names"
        );
    }

    #[test]
    fn a_link_ends_within_a_year_and_not_before_today() {
        let today = day("2026-11-23");
        assert_eq!(open_until(today, today), Ok(today));
        assert_eq!(open_until(day("2026-11-22"), today), Err(WontOpenUntil::Past));
        assert_eq!(open_until(day("2027-11-24"), today), Ok(day("2027-11-24")));
        assert_eq!(open_until(day("2027-11-25"), today), Err(WontOpenUntil::TooFar));
    }

    #[test]
    fn a_link_works_on_its_last_day_and_never_once_taken_back() {
        let last = day("2026-12-31");
        assert_eq!(SummaryLinkState::of(last, None, last), SummaryLinkState::Open);
        assert_eq!(SummaryLinkState::of(last, None, day("2027-01-01")), SummaryLinkState::Ended);
        let revoked = Some(Instant::from_micros(1));
        assert_eq!(
            SummaryLinkState::of(last, revoked, day("2026-12-01")),
            SummaryLinkState::Revoked
        );
    }

    #[test]
    fn what_is_chained_names_nobody() {
        let link = SummaryLinkId {
            convention: ConventionId::new(1),
            ordinal: 2,
        };
        let fact = SummaryLinkMade {
            link,
            token: Digest::of_parts([b"a secret".as_slice()]),
            reader: SummaryReader {
                name: "Mme Exemple".to_owned(),
                office: "Maire".to_owned(),
                email: None,
            },
            party: Some(3),
            last_day: day("2026-12-31"),
            letters: Vec::new(),
            at: Instant::from_micros(1),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/summary_link/2");
        assert_eq!(account.after.as_deref(), Some("party/3 until 2026-12-31"));
    }
}
