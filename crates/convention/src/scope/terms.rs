//! How the tables of what was signed are reached: the plan, the words around it, how the text organises the work.
//!
//! No gate is made here: each row belongs to one convention, and what is hidden says so.

use domain::access::Verb;
use store::Scope;

use super::{OF_ACTION, TEXT, inside, shared};

pub(super) fn plan() -> Vec<Scope> {
    use Verb::ViewPlan;
    vec![
        inside(
            "level",
            ViewPlan,
            "SELECT t.convention, t.depth, t.name, t.lines FROM unscoped_level t",
        ),
        inside(
            "node",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.depth, t.parent, t.code, t.title, t.lines FROM unscoped_node t",
        ),
        inside(
            "theme",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.name, t.lines FROM unscoped_theme t",
        ),
        shared(
            "action",
            ViewPlan,
            "hidden.kind = 'action' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.number, t.title, t.sort_key, t.node, t.title_lines, t.node_lines \
                FROM unscoped_action t",
        ),
        shared(
            "action_theme",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.theme, t.lines FROM unscoped_action_theme t",
        ),
        shared(
            "action_text",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.field, t.ordinal, t.text, t.party, t.lines FROM unscoped_action_text t",
        ),
        shared(
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
        shared(
            "track",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.ordinal, t.source_view, t.mark, t.lines FROM unscoped_track t",
        ),
        shared(
            "track_year",
            ViewPlan,
            OF_ACTION,
            "SELECT t.convention, t.action, t.track, t.year, t.party FROM unscoped_track_year t",
        ),
        shared(
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
        inside(
            "agreement",
            ViewConvention,
            "SELECT t.convention, t.originals, t.originals_lines FROM unscoped_agreement t",
        ),
        inside(
            "wording",
            ViewConvention,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.text, t.lines FROM unscoped_wording t",
        ),
        inside(
            "annex",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.announced, t.present, t.lines FROM unscoped_annex t",
        ),
        inside(
            "predecessor",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.end_day, t.lines FROM unscoped_predecessor t",
        ),
        inside(
            "framework_entry",
            ViewConvention,
            "SELECT t.convention, t.place, t.ordinal, t.node, t.code, t.title, t.lines FROM unscoped_framework_entry t",
        ),
        inside(
            "article",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.lines FROM unscoped_article t",
        ),
        shared(
            "paragraph",
            ViewText,
            TEXT,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.kind, t.text, t.lines FROM unscoped_paragraph t",
        ),
        inside(
            "deliberation_signatory",
            ViewConvention,
            "SELECT t.convention, t.deliberation, t.ordinal, t.name, t.function, \
                t.lines FROM unscoped_deliberation_signatory t",
        ),
    ]
}

/// How the text organises the work.
pub(super) fn organisation() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        shared(
            "facility",
            ViewConvention,
            "hidden.kind = 'facility' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.kind, t.name, t.owner, t.lines FROM unscoped_facility t",
        ),
        shared(
            "site",
            ViewConvention,
            "hidden.kind = 'facility' AND hidden.ordinal = t.facility",
            "SELECT t.convention, t.facility, t.ordinal, t.role, t.address, t.lines FROM unscoped_site t",
        ),
        inside(
            "facility_absence",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.mark, t.owner, t.lines FROM unscoped_facility_absence t",
        ),
        inside(
            "body",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.name, t.rhythm, t.rhythm_minimum, t.rhythm_maximum, \
                t.rhythm_lines, t.lines FROM unscoped_body t",
        ),
        inside(
            "body_member",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.body, t.text, t.replaceable, t.lines FROM unscoped_body_member t",
        ),
        inside(
            "post",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.title, t.fte_hundredths, t.is_total, t.lines FROM unscoped_post t",
        ),
        inside(
            "statement",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.topic, t.text, t.announced, t.lines FROM unscoped_statement t",
        ),
        inside(
            "left_open",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.text, t.settled_by, t.lines FROM unscoped_left_open t",
        ),
    ]
}

/// Who owes what, and who is involved in anything.
pub(super) fn duties() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        inside(
            "duty",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.article, t.kind, t.text, t.due_text, t.due, t.due_count, \
                t.due_unit, t.due_day, t.lines FROM unscoped_duty t",
        ),
        inside(
            "involved",
            ViewConvention,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.party, t.text, t.lines FROM unscoped_involved t",
        ),
    ]
}
