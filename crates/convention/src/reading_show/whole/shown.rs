//! The form as it was shown, when the reading has moved since: what a person changed is told from what others did.
//!
//! What nobody but that person touched is kept; a field that both changed is shown to them with what the other wrote.

use domain::digest::Digest;
use serde_json::Value;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use super::entry::{Entry, entries};
use super::wanted::{Wanted, same};
use super::{Pairs, Place, Sent};
use crate::reading_show::Desk;
use crate::reading_show::lists::kind_at;
use crate::reading_versions::document_of;

/// What was on screen when someone began to type.
pub(super) struct Shown {
    /// The reading of that moment, when it is another one by now.
    pub(super) desk: Option<Desk>,
    pub(super) entries: Vec<Entry>,
    /// Whether nobody knows what was on screen.
    unknown: bool,
}

impl Shown {
    pub(super) async fn of(visit: &mut Visit, desk: &Desk, place: &Place, sent: &Sent) -> Result<Self, Failure> {
        let seen = Digest::from_hex(&sent.seen);
        if seen == Some(Digest::of(desk.document.as_bytes())) {
            return Ok(Self::now(desk, place, false));
        }
        let document = match seen {
            Some(seen) => document_of(visit, desk.convention, seen).await?,
            None => None,
        };
        let Some(document) = document else {
            return Ok(Self::now(desk, place, true));
        };
        let mut then = Desk::open(visit).await?;
        then.renew(&document)?;
        Ok(Self {
            entries: entries(&then, place),
            desk: Some(then),
            unknown: false,
        })
    }

    fn now(desk: &Desk, place: &Place, unknown: bool) -> Self {
        Self {
            desk: None,
            entries: entries(desk, place),
            unknown,
        }
    }

    /// Says what someone else changed of the same values, and what can no longer be found.
    pub(super) fn compare(&self, desk: &Desk, place: &Place, wanted: &[Wanted], errors: &mut Errors) {
        if self.unknown {
            errors.add(
                "",
                "La lecture a changé depuis que cette page est ouverte\u{a0}: rien n’est écrit, et votre saisie est gardée. Relisez, puis enregistrez \
                 de nouveau.",
            );
        }
        let Some(then) = &self.desk else { return };
        let list = format!("/{}", place.section.root);
        let moved = place.section.list && then.count(&list) != desk.count(&list);
        let stands = |one: &&Wanted| then.at(&one.place) != desk.at(&one.place) && !one.is_there(desk);
        for one in wanted.iter().filter(|_| !moved).filter(stands) {
            errors.add(one.field, said_meanwhile(desk, &one.place));
        }
        let called = |desk: &Desk| desk.at(&place.base()).map(|element| desk.names.words(element));
        if moved || errors.is_empty() && called(then) != called(desk) {
            errors.add(
                "",
                "Des éléments sont entrés dans cette liste, en sont sortis ou y ont changé de nom pendant que vous écriviez\u{a0}: vérifiez que \
                 cette fiche est encore la bonne, puis enregistrez de nouveau.",
            );
        }
    }

    /// The form again: what the person typed, and what now stands in the fields that they left as they were.
    pub(super) fn typed(self, desk: &Desk, place: &Place, pairs: &Pairs) -> Vec<Entry> {
        let shown = self.entries.into_iter().zip(entries(desk, place));
        shown
            .map(|(then, now)| {
                if same(&then.received(pairs), &then.content) {
                    now
                } else {
                    now.typed(pairs)
                }
            })
            .collect()
    }
}

fn said_meanwhile(desk: &Desk, place: &str) -> String {
    let now = match desk.at(place) {
        None | Some(Value::Null) => "a retiré ce qui était ici".to_owned(),
        Some(now) => format!("a écrit ici «\u{a0}{}\u{a0}»", desk.names.told(kind_at(place), now)),
    };
    format!(
        "Quelqu’un {now} pendant que vous écriviez. Votre texte est gardé\u{a0}: enregistrez de nouveau pour le mettre à la place, ou \
         reprenez le sien."
    )
}
