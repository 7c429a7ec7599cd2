//! Everything that is held about one person, read in one moment: the same for whoever asks it about oneself and for those who
//! administer. It holds no secret, and no text about anyone else.

use domain::access::Role;
use domain::ids::PersonId;
use domain::people::{Erased, Tenure, answer_due, tombstone};
use domain::time::{Day, Instant};
use web::failure::Failure;
use web::visit::Visit;

use crate::directory_rows::Door;
use crate::dossier_rows::{
    DossierJournal, DossierMandates, DossierPeople, DossierProofs, DossierTies, DossierWritings, WritingHeld,
};

/// How the person is known, under one of the numbers.
pub(crate) struct Identity {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) contact_email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) administrator: bool,
    pub(crate) example: bool,
    pub(crate) door: Door,
    pub(crate) closed: Option<Day>,
    pub(crate) erased: Option<Instant>,
}

/// A mandate held, to come or over.
pub(crate) struct MandateHeld {
    pub(crate) id: i64,
    pub(crate) role: Role,
    pub(crate) organisation: String,
    pub(crate) convention: String,
    pub(crate) tenure: Tenure,
    pub(crate) confirmed: Option<Day>,
}

/// An organisation for which the person works.
pub(crate) struct TieHeld {
    pub(crate) organisation: String,
    pub(crate) function: Option<String>,
}

/// Something that proves the person, a session, or what was asked: its kind and its dates.
pub(crate) struct ProofHeld {
    pub(crate) kind: String,
    pub(crate) label: Option<String>,
    pub(crate) made: Option<Instant>,
    pub(crate) expires: Option<Instant>,
    pub(crate) used: Option<Instant>,
    pub(crate) ended: Option<Instant>,
}

/// An entry of the journal that the person wrote, or that is about them.
pub(crate) struct EntryHeld {
    /// Whether the person did it.
    pub(crate) done: bool,
    /// Whether it is about the person.
    pub(crate) about: bool,
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) instant: Instant,
    pub(crate) fact: String,
    pub(crate) subject: String,
    pub(crate) was: Option<String>,
    pub(crate) became: Option<String>,
    pub(crate) text: Option<String>,
}

/// A correction of a reading, with the reason that the person gave.
pub(crate) struct CorrectionHeld {
    pub(crate) convention: String,
    pub(crate) version: i64,
    pub(crate) place: String,
    pub(crate) reason: String,
    pub(crate) instant: Instant,
}

/// A message that the person wrote.
pub(crate) struct CommentHeld {
    pub(crate) convention: String,
    pub(crate) number: i64,
    pub(crate) text: String,
    pub(crate) instant: Instant,
}

/// What a campaign asked of the person, as someone of the directory or by an address typed by hand, and what was answered.
pub(crate) struct AskedHeld {
    pub(crate) convention: String,
    pub(crate) campaign: i64,
    pub(crate) title: String,
    /// The name, with the address.
    pub(crate) known_as: String,
    /// The last answer, and the one that is not sent yet: each field after its name.
    pub(crate) answer: String,
    pub(crate) draft: String,
    pub(crate) instant: Instant,
}

/// A file that came with what the person answered to a campaign, or that waits to be sent with it.
pub(crate) struct FileHeld {
    pub(crate) convention: String,
    pub(crate) campaign: i64,
    /// Of the campaign.
    pub(crate) title: String,
    pub(crate) name: String,
    pub(crate) sent: bool,
    /// When it was joined.
    pub(crate) instant: Instant,
}

/// A link to the sheet of an elected person, made for an address of the person.
pub(crate) struct SheetHeld {
    pub(crate) convention: String,
    pub(crate) number: i64,
    /// The name and the function, with the address.
    pub(crate) known_as: String,
    pub(crate) last_day: Day,
    pub(crate) revoked: bool,
    /// When it was made.
    pub(crate) instant: Instant,
}

/// What the person said of an écart, or of a rule that was put aside.
pub(crate) struct SettlementHeld {
    pub(crate) convention: String,
    /// What the écart said, or the name of the rule.
    pub(crate) about: String,
    pub(crate) text: String,
    pub(crate) instant: Instant,
}

/// A report on the plan, that the person signed.
pub(crate) struct ReportHeld {
    pub(crate) convention: String,
    pub(crate) ordinal: i64,
    /// The ordinal of the action.
    pub(crate) action: String,
    /// What the person wrote, a paragraph each.
    pub(crate) text: String,
    pub(crate) instant: Instant,
}

/// All of it.
pub(crate) struct Dossier {
    pub(crate) person: PersonId,
    /// The person, then those merged into them.
    pub(crate) identities: Vec<Identity>,
    pub(crate) mandates: Vec<MandateHeld>,
    pub(crate) ties: Vec<TieHeld>,
    pub(crate) proofs: Vec<ProofHeld>,
    /// The last first.
    pub(crate) entries: Vec<EntryHeld>,
    pub(crate) corrections: Vec<CorrectionHeld>,
    pub(crate) reports: Vec<ReportHeld>,
    pub(crate) comments: Vec<CommentHeld>,
    pub(crate) asked: Vec<AskedHeld>,
    pub(crate) files: Vec<FileHeld>,
    pub(crate) sheets: Vec<SheetHeld>,
    pub(crate) settlements: Vec<SettlementHeld>,
}

/// A request to be erased.
pub(crate) struct Request<'d> {
    pub(crate) asked: Day,
    pub(crate) due: Day,
    /// When it was refused, and why.
    pub(crate) refused: Option<(Day, &'d str)>,
}

impl Dossier {
    /// Reads it. Nothing is found about nobody, nor about someone whom the reader may not see.
    pub(crate) async fn of(visit: &mut Visit, person: PersonId) -> Result<Self, Failure> {
        let identities = visit.rows(DossierPeople { person }).await?;
        if identities.first().is_none_or(|own| own.id != person) {
            return Err(Failure::NotFound);
        }
        let (mut corrections, mut reports, mut comments) = (Vec::new(), Vec::new(), Vec::new());
        let (mut asked, mut files, mut sheets, mut settlements) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for writing in visit.rows(DossierWritings { person }).await? {
            match writing {
                WritingHeld::Correction(made) => corrections.push(made),
                WritingHeld::Report(made) => reports.push(made),
                WritingHeld::Comment(said) => comments.push(said),
                WritingHeld::Asked(one) => asked.push(one),
                WritingHeld::File(one) => files.push(one),
                WritingHeld::Sheet(one) => sheets.push(one),
                WritingHeld::Settlement(one) => settlements.push(one),
            }
        }
        Ok(Self {
            person,
            identities,
            mandates: visit.rows(DossierMandates { person }).await?,
            ties: visit.rows(DossierTies { person }).await?,
            proofs: visit.rows(DossierProofs { person }).await?,
            entries: once(visit.rows(DossierJournal { person }).await?),
            corrections,
            reports,
            comments,
            asked,
            files,
            sheets,
            settlements,
        })
    }

    /// Fields as they are kept, one a line.
    pub(crate) fn fields(kept: &str) -> String {
        kept.replace('\u{1e}', "\n").replace('\u{1f}', "\u{a0}: ")
    }

    /// Whether the person was erased already.
    pub(crate) fn is_erased(&self) -> bool {
        self.identities.iter().any(|one| one.erased.is_some())
    }

    /// The name as shown.
    pub(crate) fn name(&self) -> &str {
        self.identities.first().map_or("", |own| own.name.as_str())
    }

    /// What will stand in the place of the name, should the person be erased.
    pub(crate) fn tombstone(&self) -> String {
        tombstone(self.person)
    }

    /// The request that stands, if any.
    pub(crate) fn request(&self) -> Option<Request<'_>> {
        let proof = self.proofs.iter().find(|proof| proof.kind == "erasure_request")?;
        let asked = proof.made?.paris_day();
        let refused = proof.ended.zip(proof.label.as_deref());
        Some(Request {
            asked,
            due: answer_due(asked),
            refused: refused.map(|(at, reason)| (at.paris_day(), reason)),
        })
    }

    /// The addresses in use, each once.
    pub(crate) fn addresses(&self) -> Vec<&str> {
        let own = self.identities.iter();
        let mut all: Vec<&str> = own
            .flat_map(|one| [one.email.as_deref(), one.contact_email.as_deref()])
            .flatten()
            .collect();
        dedup(&mut all);
        all
    }

    /// The addresses that the texts of the journal still tell, and that are no longer in use.
    pub(crate) fn addresses_before(&self) -> Vec<&str> {
        let now = self.addresses();
        let texts = self.entries.iter().filter_map(|entry| entry.text.as_deref());
        let mut before: Vec<&str> = texts
            .flat_map(addresses_in)
            .filter(|address| !now.contains(address))
            .collect();
        dedup(&mut before);
        before
    }

    /// Whether an address was once in use: some were only asked for, and may be somebody else's.
    pub(crate) fn was_in_use(&self, address: &str) -> bool {
        let told = self.entries.iter().filter(|entry| entry.fact != "email_change_asked");
        told.filter_map(|entry| entry.text.as_deref())
            .flat_map(addresses_in)
            .any(|told| told == address)
    }

    /// The texts about the person, each with the entry it stands beside.
    pub(crate) fn texts(&self) -> usize {
        self.entries.iter().filter(|entry| entry.text.is_some()).count()
    }

    /// Whom an erasure is about, and by what they were known.
    pub(crate) fn erased(&self) -> Erased {
        let names = self.identities.iter().map(|one| one.name.as_str());
        let asked = self.proofs.iter().filter(|proof| proof.kind == "email_request");
        let mut known_as: Vec<&str> = names.chain(self.addresses()).chain(self.addresses_before()).collect();
        known_as.extend(asked.filter_map(|proof| proof.label.as_deref()));
        known_as.extend(self.identities.iter().filter_map(|one| one.phone.as_deref()));
        dedup(&mut known_as);
        Erased {
            person: self.person,
            merged: self
                .identities
                .iter()
                .map(|one| one.id)
                .filter(|id| *id != self.person)
                .collect(),
            known_as: known_as.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// What the person did about themselves comes twice, one after the other: it is one entry.
fn once(entries: Vec<EntryHeld>) -> Vec<EntryHeld> {
    let mut all: Vec<EntryHeld> = Vec::with_capacity(entries.len());
    for entry in entries {
        match all.last_mut() {
            Some(last) if (last.chain, last.seq) == (entry.chain, entry.seq) => {
                last.done |= entry.done;
                last.about |= entry.about;
            }
            _ => all.push(entry),
        }
    }
    all
}

/// What stands between `<` and `>`, as the facts of accounts write an address.
fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(address, _)| address)
        .filter(|address| address.contains('@'))
}

fn dedup(texts: &mut Vec<&str>) {
    let mut seen: Vec<&str> = Vec::with_capacity(texts.len());
    for text in texts.iter() {
        if !seen.contains(text) {
            seen.push(text);
        }
    }
    *texts = seen;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_where_facts_write_them() {
        let read = |text| addresses_in(text).collect::<Vec<_>>();
        assert_eq!(read("Ana Roux <ana@exemple.invalid>"), ["ana@exemple.invalid"]);
        assert_eq!(read("<a@b.fr> -> <c@d.fr>"), ["a@b.fr", "c@d.fr"]);
        assert!(read("Ana < Roux").is_empty() && read("<Ana>").is_empty());
    }
}
