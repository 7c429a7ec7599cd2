//! How letters are reached: by those who administer, without what they hold; by the product that sends them, whole.

use domain::access::Verb;
use store::{Gate, Scope, letter_state};

pub(crate) fn all() -> Vec<Scope> {
    let administered = |name, columns_sql| Scope {
        name,
        columns_sql,
        gate: Gate::Installation { verb: Verb::ViewLetters },
    };
    vec![
        administered(
            "letter",
            concat!(
                "SELECT t.id, t.key, t.convention, t.person, t.name, t.address, t.kind, t.subject, t.queued, t.not_before, ",
                letter_state!("t"),
                " AS state, t.attempts, t.stage, t.code, t.answer, COALESCE(t.returned, t.settled) AS settled FROM unscoped_letter t"
            ),
        ),
        administered("mail_server", "SELECT t.works, t.words, t.since FROM unscoped_mail_server t"),
        Scope {
            name: "whole_letter",
            columns_sql: "SELECT t.id, t.name, t.address, t.kind, t.subject, t.body, t.message_id, t.queued, t.not_before, t.state, \
                t.attempts, t.returned FROM unscoped_letter t",
            gate: Gate::Installation { verb: Verb::SendLetters },
        },
        // What a letter of the demo held stays in a note once it is sent: no other installation has such notes.
        Scope {
            name: "mailbox_letter",
            columns_sql: "SELECT t.id, t.name, t.address, t.subject, COALESCE(t.body, n.value) AS body, t.message_id, t.queued, t.state, \
                t.attempts FROM unscoped_letter t LEFT JOIN unscoped_note n ON n.kind = 'demo_letter' AND n.key = t.body_digest",
            gate: Gate::Installation { verb: Verb::SendLetters },
        },
    ]
}
