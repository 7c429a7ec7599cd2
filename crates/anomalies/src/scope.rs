//! How the register is reached: by those who sign. What people write about an écart is theirs, as the text that it quotes may be.

use domain::access::Verb;
use store::Scope;

pub(crate) fn all() -> Vec<Scope> {
    vec![
        Scope::inside(
            "anomaly_settlement",
            Verb::ViewInternal,
            "SELECT t.convention, t.key, t.version, t.sentence, t.state, t.words, t.body, t.day, t.owner, t.due, t.instant, \
                p.name AS person, o.name AS organisation \
                FROM unscoped_anomaly_settlement t LEFT JOIN unscoped_person p ON p.id = t.person \
                LEFT JOIN unscoped_organisation o ON o.id = t.organisation",
        ),
        Scope::inside(
            "rule_switch",
            Verb::ViewInternal,
            "SELECT t.convention, t.rule, t.version, t.applies, t.reason, t.instant, p.name AS person \
                FROM unscoped_rule_switch t LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
    ]
}
