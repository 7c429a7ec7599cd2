//! The votes with whose council they are: named by its words, by its kind when one party has such a council, by the party that it
//! authorises to sign.
//!
//! The same vote told twice is one. A vote of another time is that of another text.

use domain::reading::{AgreementRead, DeliberationRead, Key, Lines, OrganisationKind, PartyRead, Sourced, Votes};
use domain::time::Day;

use crate::names::Names;
use crate::passage::Passage;
use crate::prose::Block;
use crate::recognise::votes::{Vote, minutes};
use crate::wording;

/// A vote this long before the signature, in days, was on something else; after it, a vote confirms it for a while.
const LONG_BEFORE_DAYS: i32 = 730;
const LONG_AFTER_DAYS: i32 = 365;

/// A party is authorised within so many lines of its name.
const NEAR_LINES: u32 = 8;

/// Those whom a vote may be of.
#[derive(Clone, Copy)]
pub(crate) struct Councils<'a> {
    pub(crate) names: &'a Names,
    pub(crate) parties: &'a [PartyRead],
    pub(crate) agreement: &'a AgreementRead,
}

impl Councils<'_> {
    /// The votes: those whose extract is in the text first, then those that are told.
    pub(crate) fn deliberations(
        self,
        mut extracts: Vec<DeliberationRead>,
        told: Vec<Vote>,
        blocks: &[Block],
    ) -> Vec<DeliberationRead> {
        for extract in &mut extracts {
            self.date(extract, blocks);
        }
        let mut found: Vec<DeliberationRead> = extracts;
        let told = told
            .into_iter()
            .filter(|vote| vote.day.as_ref().is_none_or(|day| self.is_of_this_time(day.value)));
        // What has a day comes first: a vote told again without it is known by its number.
        let (dated, undated): (Vec<Vote>, Vec<Vote>) = told.partition(|vote| vote.day.is_some());
        for vote in dated.into_iter().chain(undated) {
            let organisation = self.organisation(&vote);
            let same = found.iter_mut().find(|known| is_same(known, &vote, organisation.as_ref()));
            match same {
                Some(known) => add(known, vote, organisation),
                // Counts without a day nor a number are told of a vote that is known, or of nothing.
                None if vote.day.is_none() && vote.number.is_none() => {}
                None => found.push(deliberation(vote, organisation)),
            }
        }
        found
    }

    /// The extract of minutes that say their day above it.
    fn date(self, extract: &mut DeliberationRead, blocks: &[Block]) {
        let Some(first) = extract.lines.first() else { return };
        let above = blocks
            .iter()
            .take_while(|block| block.prose.all_lines().first().is_some_and(|line| line < first));
        extract.date = above.filter_map(minutes).last().filter(|day| self.is_of_this_time(day.value));
        if let Some(day) = &extract.date {
            extract.lines = extract.lines.union(&day.lines);
        }
    }

    fn is_of_this_time(self, day: Day) -> bool {
        let signed = self
            .agreement
            .signature
            .as_ref()
            .and_then(|signature| signature.date.as_ref());
        let Some(near) = signed.or(self.agreement.start.as_ref()) else {
            return true;
        };
        let days = day.days_until(near.value);
        (-LONG_AFTER_DAYS..=LONG_BEFORE_DAYS).contains(&days)
    }

    /// Whose vote it is, when the text lets it be known.
    fn organisation(self, vote: &Vote) -> Option<Sourced<Key>> {
        let lines = vote.assembly.lines();
        let group = self.names.group();
        let named = self
            .names
            .mentions(&vote.assembly)
            .into_iter()
            .filter(|(key, _)| Some(key) != group);
        let named: Vec<(Key, Sourced<String>)> = named.collect();
        let key = match named.as_slice() {
            [] => self.by_place(vote).or_else(|| self.by_kind(&vote.assembly)),
            [(key, _), rest @ ..] if rest.iter().all(|(other, _)| other == key) => self.of_kind(key, &vote.assembly),
            _ => self.by_kind(&vote.assembly),
        };
        key.map(|key| Sourced::new(key, lines))
    }

    /// The board of the centre of a commune is not its council.
    fn of_kind(self, key: &Key, assembly: &Passage) -> Option<Key> {
        let words = assembly.words();
        let centre = words.iter().any(|word| matches!(word.as_str(), "ccas" | "cias" | "sociale"));
        let board = centre && self.names.is_commune(key);
        if board { self.centre() } else { Some(key.clone()) }
    }

    fn centre(self) -> Option<Key> {
        self.only(|party| {
            let words = wording::words(&party.name.value);
            words.first().is_some_and(|word| word == "centre") && words.iter().any(|word| word == "sociale")
        })
    }

    /// The party beside whose name the vote is told: "autorisé par la délibération …".
    fn by_place(self, vote: &Vote) -> Option<Key> {
        let line = vote.lines.first()?;
        let first = |party: &PartyRead| party.name.lines.iter().filter(|first| *first <= line).max();
        let near = self.parties.iter().filter_map(|party| Some((first(party)?, party)));
        let (first, party) = near.max_by_key(|(first, _)| *first)?;
        let council = self.by_kind(&vote.assembly);
        let beside = line - first <= NEAR_LINES;
        let fits = council.is_none() || council.as_ref() == Some(&party.id) || self.fits(party, &vote.assembly);
        (beside && fits).then(|| party.id.clone())
    }

    fn fits(self, party: &PartyRead, assembly: &Passage) -> bool {
        kind_of(&assembly.words()).is_some_and(|kind| kind == party.kind.value)
    }

    /// The only party that has a council of this kind, where the words name a council and nobody else whose it is.
    fn by_kind(self, assembly: &Passage) -> Option<Key> {
        let words = assembly.words();
        if !is_council(&words) || names_another(assembly) {
            return None;
        }
        if words.iter().any(|word| matches!(word.as_str(), "ccas" | "cias")) {
            return self.centre();
        }
        let kind = kind_of(&words)?;
        self.only(|party| party.kind.value == kind)
    }

    fn only(self, fits: impl Fn(&PartyRead) -> bool) -> Option<Key> {
        let mut fitting = self.parties.iter().filter(|party| fits(party));
        let party = fitting.next()?;
        fitting.next().is_none().then(|| party.id.clone())
    }
}

/// Words of a cell that names whose vote it is, at most; longer, it must say what assembly it is.
const CELL_WORDS: usize = 4;

/// Whether words name an assembly, or are the short cell of a table that does.
fn is_council(words: &[String]) -> bool {
    let assembly = |word: &String| {
        matches!(
            word.as_str(),
            "conseil" | "conseils" | "bureau" | "comite" | "commission" | "assemblee" | "ccas" | "cias"
        )
    };
    words.len() <= CELL_WORDS || words.iter().any(assembly)
}

/// "conseil municipal d'Aubry", "conseil d'administration du centre social": the council of someone who is no party.
fn names_another(assembly: &Passage) -> bool {
    let tokens = assembly.tokens();
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let Some(council) = (0..tokens.len()).find(|at| kind_of_council(fold(*at))) else {
        return false;
    };
    let link = |at: usize| matches!(fold(at), "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l");
    let kind = |at: usize| {
        matches!(
            fold(at),
            "commune"
                | "communes"
                | "ville"
                | "communaute"
                | "agglomeration"
                | "metropole"
                | "caf"
                | "caisse"
                | "departement"
                | "region"
                | "ccas"
                | "cias"
                | "syndicat"
        )
    };
    let linked = matches!(fold(council + 1), "de" | "du" | "des" | "d");
    let owner = (council + 1..tokens.len()).find(|at| !link(*at) && !kind(*at));
    let Some(owner) = owner.filter(|_| linked) else {
        return false;
    };
    // Words in capitals do not tell a name from another word.
    let proper = wording::is_capitalised(&tokens[owner].word) && !wording::is_capitals(&tokens[council].word);
    let other = matches!(
        fold(owner),
        "centre" | "association" | "foyer" | "federation" | "mission" | "maison" | "college" | "lycee"
    );
    other || proper && !is_day(fold(owner))
}

fn is_day(word: &str) -> bool {
    matches!(
        word,
        "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi" | "dimanche"
    )
}

/// The word that ends what kind of council it is.
fn kind_of_council(word: &str) -> bool {
    matches!(
        word,
        "municipal"
            | "communautaire"
            | "administration"
            | "departemental"
            | "regional"
            | "syndical"
            | "metropolitain"
            | "intercommunal"
            | "communal"
            | "permanente"
    )
}

/// What has such an assembly.
fn kind_of(words: &[String]) -> Option<OrganisationKind> {
    let has = |sought: &[&str]| words.iter().any(|word| sought.contains(&word.as_str()));
    if has(&[
        "communautaire",
        "metropolitain",
        "communaute",
        "agglomeration",
        "intercommunal",
    ]) {
        Some(OrganisationKind::Intercommunality)
    } else if has(&["municipal"]) {
        Some(OrganisationKind::Commune)
    } else if has(&["syndical", "syndicat", "sivom", "sivu"]) {
        Some(OrganisationKind::Syndicate)
    } else if has(&["regional", "region"]) {
        Some(OrganisationKind::Region)
    } else if has(&["departemental", "departement", "permanente"]) {
        Some(OrganisationKind::Department)
    } else if has(&["caf", "caisse", "administration"]) {
        Some(OrganisationKind::FamilyFund)
    } else {
        None
    }
}

fn is_same(known: &DeliberationRead, vote: &Vote, organisation: Option<&Sourced<Key>>) -> bool {
    let whose = match (&known.organisation, organisation) {
        (Some(known), Some(told)) => known.value == told.value,
        _ => true,
    };
    let number = match (&known.number, &vote.number) {
        (Some(known), Some(told)) => Some(known.value == told.value),
        _ => None,
    };
    let day = match (&known.date, &vote.day) {
        (Some(known), Some(told)) => Some(known.value == told.value),
        _ => None,
    };
    let told_again = number != Some(false) && day != Some(false) && (number, day) != (None, None);
    let inside = day.is_none() && vote.lines.iter().any(|line| known.lines.holds(line));
    whose && (told_again || inside || counted_alone(known, vote))
}

/// Counts told below minutes, without a day nor a number, by a council whose vote is not counted yet.
fn counted_alone(known: &DeliberationRead, vote: &Vote) -> bool {
    let alone = vote.day.is_none() && vote.number.is_none();
    let after = known.lines.first() <= vote.lines.first();
    alone && after && known.votes == Votes::default()
}

fn add(known: &mut DeliberationRead, vote: Vote, organisation: Option<Sourced<Key>>) {
    known.lines = known.lines.union(&vote.lines);
    known.organisation = known.organisation.take().or(organisation);
    known.date = known.date.take().or(vote.day);
    known.number = known.number.take().or(vote.number);
    let Votes {
        favour,
        against,
        abstain,
        ..
    } = vote.counts;
    if known.votes.favour.is_none() && known.votes.against.is_none() && known.votes.abstain.is_none() {
        known.votes.favour = favour;
        known.votes.against = against;
        known.votes.abstain = abstain;
    }
}

fn deliberation(vote: Vote, organisation: Option<Sourced<Key>>) -> DeliberationRead {
    let named: Lines = organisation.iter().flat_map(|key| key.lines.iter()).collect();
    DeliberationRead {
        lines: vote.lines.union(&named),
        organisation,
        date: vote.day,
        number: vote.number,
        votes: vote.counts,
        commission: None,
        approves: None,
        authority: None,
        signatories: Vec::new(),
        text: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn councils(text: &str) -> Option<String> {
        let party = |id: &str, kind: OrganisationKind, name: &str| PartyRead {
            lines: Lines::one(1),
            id: Key(id.to_owned()),
            name: Sourced::new(name.to_owned(), Lines::one(1)),
            kind: Sourced::new(kind, Lines::one(1)),
            aliases: Vec::new(),
            signatories: Vec::new(),
            authority: None,
        };
        let parties = [
            party("p1", OrganisationKind::FamilyFund, "Caisse d'allocations familiales du Val"),
            party("p2", OrganisationKind::Commune, "Commune d'Orge"),
        ];
        let known: Vec<_> = parties
            .iter()
            .map(|party| (party.id.clone(), party.kind.value, vec![party.name.value.clone()]))
            .collect();
        let names = Names::derive(&known);
        let agreement = AgreementRead::default();
        let councils = Councils {
            names: &names,
            parties: &parties,
            agreement: &agreement,
        };
        let vote = Vote {
            lines: Lines::one(90),
            assembly: Passage::one(90, text),
            ..Vote::default()
        };
        councils.organisation(&vote).map(|key| key.value.0)
    }

    #[test]
    fn a_council_that_is_named_is_of_its_party() {
        assert_eq!(councils("conseil municipal d'Orge en date").as_deref(), Some("p2"));
        assert_eq!(councils("conseil municipal, réuni en séance publique").as_deref(), Some("p2"));
        assert_eq!(councils("conseil d'administration de la Caf").as_deref(), Some("p1"));
        assert_eq!(councils("Conseil municipal").as_deref(), Some("p2"));
    }

    #[test]
    fn the_council_of_nobody_known_is_nobodys() {
        for text in [
            "délibération relative au soutien de la commune, en date",
            "la délibération prise avec la caisse des écoles en date",
            "conseil municipal d'Aubry en date",
            "conseil d'administration du centre social en date",
        ] {
            assert_eq!(councils(text), None, "{text}");
        }
    }
}
