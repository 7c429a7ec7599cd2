//! How the tables of what was signed are reached: the plan, the words around it, how the text organises the work.
//!
//! No gate is made here: each row belongs to one convention, and what is hidden says so.

use domain::access::Verb;
use store::Scope;

use super::{OF_ACTION, TEXT};

pub(super) fn plan() -> Vec<Scope> {
    use Verb::ViewPlan;
    vec![
        Scope::inside(
            "level",
            ViewPlan,
            "SELECT t.convention, t.depth, t.name, t.lines FROM unscoped_level t",
        ),
        Scope::inside(
            "node",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.depth, t.parent, t.code, t.title, t.lines FROM unscoped_node t",
        ),
        Scope::inside(
            "theme",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.name, t.lines FROM unscoped_theme t",
        ),
        Scope::shared(
            "action",
            ViewPlan,
            "hidden.kind = 'action' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.number, t.title, t.sort_key, t.node, t.title_lines, t.node_lines \
                FROM unscoped_action t",
        ),
        Scope::shared(
            "action_theme",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.theme, t.lines FROM unscoped_action_theme t",
        ),
        Scope::shared(
            "action_text",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.field, t.ordinal, t.text, t.party, t.lines FROM unscoped_action_text t",
        ),
        Scope::shared(
            "action_amount",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.ordinal, t.text, t.party, t.payer, t.year, t.cents, t.exactness, \
                t.lines FROM unscoped_action_amount t",
        ),
        Scope::shared(
            "action_doubt",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.ordinal, t.certainty, t.quote, t.reason, t.lines FROM unscoped_action_doubt t",
        ),
        Scope::shared(
            "action_role",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.role, t.ordinal, t.party, t.text, t.lines FROM unscoped_action_role t",
        ),
    ]
}

/// When actions take place, and the words under which they are found.
pub(super) fn tracks() -> Vec<Scope> {
    use Verb::ViewPlan;
    vec![
        Scope::shared(
            "track",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.ordinal, t.source_view, t.mark, t.lines, t.half FROM unscoped_track t",
        ),
        Scope::shared(
            "track_year",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.track, t.year, t.party FROM unscoped_track_year t",
        ),
        Scope::shared(
            "action_word",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.word, t.action FROM unscoped_action_word t",
        ),
    ]
}

/// The words of the text that are no plan, and what is said around them.
pub(super) fn words() -> Vec<Scope> {
    use Verb::{ViewConvention, ViewText};
    vec![
        Scope::inside(
            "agreement",
            ViewConvention,
            "SELECT t.convention, t.originals, t.originals_lines, t.projection FROM unscoped_agreement t",
        ),
        Scope::shared(
            "wording",
            ViewConvention,
            "hidden.kind = 'body' AND t.part = 'body' AND hidden.ordinal = t.place",
            "SELECT t.convention, t.part, t.place, t.ordinal, t.text, t.lines FROM unscoped_wording t",
        ),
        Scope::inside(
            "annex",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.announced, t.present, t.lines FROM unscoped_annex t",
        ),
        Scope::inside(
            "predecessor",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.end_day, t.lines FROM unscoped_predecessor t",
        ),
        Scope::inside(
            "framework_entry",
            ViewConvention,
            "SELECT t.convention, t.place, t.ordinal, t.node, t.code, t.title, t.lines FROM unscoped_framework_entry t",
        ),
        Scope::inside(
            "article",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.lines FROM unscoped_article t",
        ),
        Scope::shared(
            "paragraph",
            ViewText,
            "hidden.kind = 'text' OR hidden.kind = 'body' AND t.part = 'mission' AND hidden.ordinal = t.place",
            "SELECT t.convention, t.part, t.place, t.ordinal, t.kind, t.text, t.lines FROM unscoped_paragraph t",
        ),
        Scope::shared(
            "deliberation_signatory",
            ViewConvention,
            "hidden.kind = 'deliberation' AND hidden.ordinal = t.deliberation",
            "SELECT t.convention, t.deliberation, t.ordinal, t.name, t.function, \
                t.lines FROM unscoped_deliberation_signatory t",
        ),
    ]
}

/// How the text organises the work.
pub(super) fn organisation() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        Scope::shared(
            "facility",
            ViewConvention,
            "hidden.kind = 'facility' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.kind, t.name, t.owner, t.lines FROM unscoped_facility t",
        ),
        Scope::shared(
            "site",
            ViewConvention,
            "hidden.kind = 'facility' AND hidden.ordinal = t.facility",
            "SELECT t.convention, t.facility, t.ordinal, t.role, t.address, t.lines FROM unscoped_site t",
        ),
        Scope::inside(
            "facility_absence",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.mark, t.owner, t.lines FROM unscoped_facility_absence t",
        ),
        Scope::shared(
            "body",
            ViewConvention,
            "hidden.kind = 'body' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.name, t.rhythm, t.rhythm_minimum, t.rhythm_maximum, \
                t.rhythm_lines, t.lines FROM unscoped_body t",
        ),
        Scope::shared(
            "body_member",
            ViewConvention,
            "hidden.kind = 'body' AND hidden.ordinal = t.body",
            "SELECT t.convention, t.ordinal, t.body, t.text, t.replaceable, t.lines FROM unscoped_body_member t",
        ),
        Scope::shared(
            "post",
            ViewConvention,
            "hidden.kind = 'scheme'",
            "SELECT t.convention, t.ordinal, t.title, t.fte_hundredths, t.is_total, t.lines FROM unscoped_post t",
        ),
        Scope::shared(
            "statement",
            ViewConvention,
            "hidden.kind IN ('text', 'scheme')",
            "SELECT t.convention, t.ordinal, t.topic, t.text, t.announced, t.lines FROM unscoped_statement t",
        ),
        Scope::shared(
            "left_open",
            ViewConvention,
            TEXT,
            "SELECT t.convention, t.ordinal, t.text, t.settled_by, t.lines FROM unscoped_left_open t",
        ),
    ]
}

/// Who owes what, and who is involved in anything.
pub(super) fn duties() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        // The words of a duty are those of the text: who may not read the text reads none of them.
        Scope::shared(
            "duty",
            ViewConvention,
            TEXT,
            "SELECT t.convention, t.ordinal, t.article, t.kind, t.text, t.due_text, t.due, t.due_count, \
                t.due_unit, t.due_day, t.lines FROM unscoped_duty t",
        ),
        // So are those of whoever is named in a duty or in a statement; who is of a body goes with it.
        Scope::shared(
            "involved",
            ViewConvention,
            "hidden.kind = 'text' AND t.part IN ('debtor', 'creditor', 'statement') \
                OR hidden.kind = 'scheme' AND t.part IN ('post', 'statement') \
                OR hidden.kind = 'body' AND (t.part = 'chair' AND hidden.ordinal = t.place OR t.part = 'member' \
                AND hidden.ordinal IN (SELECT m.body FROM unscoped_body_member m WHERE m.convention = t.convention AND m.ordinal = t.place))",
            "SELECT t.convention, t.part, t.place, t.ordinal, t.party, t.text, t.lines FROM unscoped_involved t",
        ),
    ]
}
