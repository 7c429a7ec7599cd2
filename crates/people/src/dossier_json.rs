//! What is held about one person, as a file that other programs read (`docs/personal-data.md` describes it).
//!
//! It writes what was read and decides nothing; moments are in universal time.

use domain::time::{Day, Instant};
use serde_json::{Value, json};
use web::answer::Answer;

use crate::directory_rows::Door;
use crate::dossier::{Dossier, EntryHeld, FileHeld, Identity, MandateHeld, ProofHeld, SheetHeld};

/// The file.
pub(crate) fn file(dossier: &Dossier, now: Instant) -> Answer {
    let mut bytes = document(dossier, now).to_string().into_bytes();
    bytes.push(b'\n');
    Answer::bytes(bytes, "application/json; charset=utf-8")
}

fn document(dossier: &Dossier, now: Instant) -> Value {
    let told = dossier.addresses_before().into_iter();
    let (before, asked): (Vec<&str>, Vec<&str>) = told.partition(|address| dossier.was_in_use(address));
    json!({
        "format": "pacte-person-1",
        "made": now.rfc3339(),
        "person": dossier.person.ordinal(),
        "identities": dossier.identities.iter().map(identity).collect::<Vec<_>>(),
        "addresses_before": before,
        "addresses_only_asked_for": asked,
        "mandates": dossier.mandates.iter().map(mandate).collect::<Vec<_>>(),
        "organisations": dossier.ties.iter().map(|tie| json!({
            "organisation": tie.organisation,
            "function": tie.function,
        })).collect::<Vec<_>>(),
        "proofs_and_requests": dossier.proofs.iter().map(proof).collect::<Vec<_>>(),
        "corrections": dossier.corrections.iter().map(|made| json!({
            "convention": made.convention,
            "correction": made.version,
            "field": made.place,
            "reason": made.reason,
            "at": made.instant.rfc3339(),
        })).collect::<Vec<_>>(),
        "reports": dossier.reports.iter().map(|made| json!({
            "convention": made.convention,
            "report": made.ordinal,
            "action": made.action,
            "text": made.text,
            "at": made.instant.rfc3339(),
        })).collect::<Vec<_>>(),
        "messages": dossier.comments.iter().map(|written| json!({
            "convention": written.convention,
            "message": written.number,
            "text": written.text,
            "at": written.instant.rfc3339(),
        })).collect::<Vec<_>>(),
        "anomalies": dossier.settlements.iter().map(|said| json!({
            "convention": said.convention,
            "about": said.about,
            "text": said.text,
            "at": said.instant.rfc3339(),
        })).collect::<Vec<_>>(),
        "campaigns": dossier.asked.iter().map(|asked| json!({
            "convention": asked.convention,
            "campaign": asked.campaign,
            "title": asked.title,
            "known_as": asked.known_as,
            "answer": Dossier::fields(&asked.answer),
            "draft": Dossier::fields(&asked.draft),
            "at": asked.instant.rfc3339(),
        })).collect::<Vec<_>>(),
        "files_of_campaigns": dossier.files.iter().map(joined).collect::<Vec<_>>(),
        "sheets_by_link": dossier.sheets.iter().map(sheet).collect::<Vec<_>>(),
        "journal": dossier.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

fn joined(file: &FileHeld) -> Value {
    json!({
        "convention": file.convention,
        "campaign": file.campaign,
        "title": file.title,
        "file": file.name,
        "sent": file.sent,
        "at": file.instant.rfc3339(),
    })
}

fn sheet(sheet: &SheetHeld) -> Value {
    json!({
        "convention": sheet.convention,
        "link": sheet.number,
        "known_as": sheet.known_as,
        "last_day": sheet.last_day.to_string(),
        "taken_back": sheet.revoked,
        "at": sheet.instant.rfc3339(),
    })
}

fn day(day: Option<Day>) -> Value {
    day.map_or(Value::Null, |day| day.to_string().into())
}

fn moment(at: Option<Instant>) -> Value {
    at.map_or(Value::Null, |at| at.rfc3339().into())
}

fn identity(one: &Identity) -> Value {
    json!({
        "number": one.id.ordinal(),
        "name": one.name,
        "account_address": one.email,
        "contact_address": one.contact_email,
        "telephone": one.phone,
        "account": one.door != Door::None,
        "open": one.door.is_open(),
        "closed_on": day(one.closed),
        "administrator": one.administrator,
        "invented_for_the_demo": one.example,
    })
}

fn mandate(held: &MandateHeld) -> Value {
    json!({
        "number": held.id,
        "convention": held.convention,
        "organisation": held.organisation,
        "role": held.role.code(),
        "first_day": held.tenure.since.to_string(),
        "last_day": day(held.tenure.until),
        "confirmed_on": day(held.confirmed),
    })
}

fn proof(held: &ProofHeld) -> Value {
    json!({
        "kind": held.kind,
        "label": held.label,
        "made": moment(held.made),
        "expires": moment(held.expires),
        "used": moment(held.used),
        "ended": moment(held.ended),
    })
}

fn entry(held: &EntryHeld) -> Value {
    json!({
        "did_it": held.done,
        "about_them": held.about,
        "chain": held.chain,
        "entry": held.seq,
        "at": held.instant.rfc3339(),
        "fact": held.fact,
        "subject": held.subject,
        "before": held.was,
        "after": held.became,
        "text": held.text,
    })
}
