//! How the notices are reached: by those who write them, and by the product when it publishes them to everyone.

use domain::access::Verb;
use store::{Gate, Scope};

pub(crate) fn all() -> Vec<Scope> {
    vec![Scope {
        name: "notice",
        columns_sql: "SELECT t.notice, t.field, t.text, t.written FROM unscoped_notice t",
        gate: Gate::Installation { verb: Verb::ViewNotices },
    }]
}
