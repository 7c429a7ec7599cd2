//! How campaigns are reached: by those who sign, by whoever holds a link for what it opens, by the product to go on with them.

use domain::access::Verb;
use store::{Gate, Scope, letter_state};

/// Rows of one convention, for those who see its campaigns.
const fn inside(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Convention {
            column: "t.convention",
            verb: Verb::ViewCampaigns,
        },
    }
}

/// Rows that a link opens: `held` ties them to it.
const fn held(name: &'static str, held: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Link { held },
    }
}

/// What the product reads to send reminders and new links: nobody else does.
const fn by_itself(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Installation {
            verb: Verb::RunCampaigns,
        },
    }
}

/// What a recipient is asked about, and how it stands before the answer.
macro_rules! asked {
    ($key:literal) => {
        concat!(
            "SELECT ",
            $key,
            "t.recipient, t.action, t.party, a.number, a.title, y.short_name AS commune, l.status, l.weather, l.progress, \
             l.expected, l.counted, l.report, k.done, k.difficulty, k.next_step FROM unscoped_campaign_lane t \
             JOIN unscoped_action a ON a.convention = t.convention AND a.ordinal = t.action \
             LEFT JOIN unscoped_party y ON y.convention = t.convention AND y.ordinal = t.party \
             LEFT JOIN unscoped_lane l ON l.convention = t.convention AND l.action = t.action AND l.party = t.party \
             LEFT JOIN unscoped_report k ON k.convention = l.convention AND k.ordinal = l.report"
        )
    };
}

/// What became of a report that an answer made, and what it says. `r` is the report.
macro_rules! reported {
    () => {
        "r.standing, r.channel, r.action, r.party, r.set_aside, r.counted, r.status, r.weather, r.progress, r.done, r.difficulty, \
         r.next_step, r.expected, r.reason, r.cleared"
    };
}

/// When the question was passed on last, and by whom and to whom as the journal keeps it beside its chain: joined as `j` and `x`.
macro_rules! passed_on {
    () => {
        " LEFT JOIN unscoped_journal j ON t.version > 1 AND j.chain = t.convention AND j.seq = (SELECT MAX(k.seq) \
         FROM unscoped_journal k WHERE k.chain = t.convention AND k.fact = 'campaign_passed_on' \
         AND k.subject = 'convention/' || t.convention || '/campaign/' || t.campaign || '/recipient/' || t.ordinal) \
         LEFT JOIN unscoped_journal_personal x ON x.chain = j.chain AND x.seq = j.seq"
    };
}

/// The organisation for which whoever asks acts: the one in whose name the journal says that they prepared it, else the only one for
/// which they hold a mandate that day. Of several, none is named rather than a wrong one. `p` is the person.
macro_rules! acts_for {
    ($campaign:literal) => {
        concat!(
            "COALESCE((SELECT o.name FROM unscoped_journal j JOIN unscoped_organisation g ON g.id = j.organisation \
             JOIN unscoped_organisation o ON o.id = COALESCE(g.kept, g.id) WHERE j.chain = ",
            $campaign,
            ".convention AND j.subject = 'convention/' || ",
            $campaign,
            ".convention || '/campaign/' || ",
            $campaign,
            ".ordinal AND j.fact = 'campaign_written' AND j.person = ",
            $campaign,
            ".person ORDER BY j.seq DESC LIMIT 1), \
             (SELECT CASE WHEN COUNT(DISTINCT m.organisation) = 1 THEN MIN(o.name) END FROM unscoped_mandate m \
             JOIN unscoped_organisation o ON o.id = m.organisation WHERE m.convention = ",
            $campaign,
            ".convention AND m.person = COALESCE(p.kept, p.id) AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3)))"
        )
    };
}

const OF_RECIPIENT: &str = "held.convention = t.convention AND held.campaign = t.campaign AND held.recipient = t.recipient";

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = for_those_who_sign();
    scopes.extend(answers());
    scopes.extend(for_links());
    scopes.extend(about_people());
    scopes.extend(left_behind());
    scopes.extend([
        by_itself(
            "campaign_link",
            "SELECT t.token, t.convention, t.campaign, t.recipient, t.last_day, r.name, r.email, r.answered, c.due, c.title, \
             c.closed, c.origin, CASE WHEN t.version = r.version THEN 1 ELSE 0 END AS current, t.ended, \
             n.made AS passed, (SELECT MIN(x.text) FROM unscoped_journal j \
             JOIN unscoped_journal_personal x ON x.chain = j.chain AND x.seq = j.seq WHERE j.chain = t.convention \
             AND j.fact = 'campaign_passed_on' AND j.subject = 'convention/' || t.convention || '/campaign/' || t.campaign \
             || '/recipient/' || t.recipient AND j.instant = n.made) AS passed_told FROM unscoped_campaign_link t \
             JOIN unscoped_campaign_recipient r ON r.convention = t.convention AND r.campaign = t.campaign AND r.ordinal = t.recipient \
             JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign \
             AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention) \
             AND NOT EXISTS (SELECT 1 FROM unscoped_review r WHERE r.convention = t.convention) \
             LEFT JOIN unscoped_campaign_link n ON n.convention = t.convention AND n.campaign = t.campaign \
             AND n.recipient = t.recipient AND n.version = t.version + 1 AND NOT EXISTS (SELECT 1 FROM unscoped_campaign_link e \
             WHERE e.convention = n.convention AND e.campaign = n.campaign AND e.recipient = n.recipient AND e.version = n.version \
             AND (e.made < n.made OR e.made = n.made AND e.token < n.token))",
        ),
        // The links that would open a question, for whoever restores a backup: none of them is told.
        Scope {
            name: "open_campaign_link",
            columns_sql: "SELECT t.last_day FROM unscoped_campaign_link t JOIN unscoped_campaign_recipient r \
             ON r.convention = t.convention AND r.campaign = t.campaign AND r.ordinal = t.recipient AND r.version = t.version \
             JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign AND c.closed IS NULL AND t.ended IS NULL",
            gate: Gate::Installation {
                verb: Verb::SweepSessions,
            },
        },
        // How often links that open nothing were tried.
        by_itself(
            "tried_link",
            "SELECT t.kind, t.key, t.value, t.at, t.expires FROM (SELECT kind, key, value, at, expires FROM unscoped_note \
             WHERE kind IN ('tried_wrong_link', 'tried_wrong_address')) t",
        ),
        by_itself(
            "running_campaign",
            "SELECT t.convention, t.ordinal FROM unscoped_campaign t JOIN unscoped_convention v ON v.id = t.convention \
             AND t.launched IS NOT NULL AND t.closed IS NULL \
             AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention) \
             AND NOT EXISTS (SELECT 1 FROM unscoped_review r WHERE r.convention = t.convention)",
        ),
    ]);
    scopes
}

/// What passes when someone leaves, and nothing of what it asks.
fn left_behind() -> [Scope; 2] {
    [
        Scope {
            name: "left_campaign",
            columns_sql: "SELECT t.convention, t.ordinal, COALESCE(p.kept, p.id) AS person FROM unscoped_campaign t \
                JOIN unscoped_person p ON p.id = t.person AND t.closed IS NULL",
            gate: Gate::Standing {
                column: "t.convention",
                verb: Verb::KeepAccounts,
            },
        },
        // The questions that wait for someone, and pass with the rest.
        Scope {
            name: "left_question",
            columns_sql: "SELECT t.convention, t.campaign, t.ordinal, COALESCE(p.kept, p.id) AS person \
                FROM unscoped_campaign_recipient t JOIN unscoped_person p ON p.id = t.person AND t.answered IS NULL \
                JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign AND c.closed IS NULL",
            gate: Gate::Standing {
                column: "t.convention",
                verb: Verb::KeepAccounts,
            },
        },
    ]
}

/// What is held about one person: what they were asked, and what they leave.
fn about_people() -> [Scope; 3] {
    [
        Scope {
            name: "own_asked",
            columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.convention, t.campaign, t.ordinal, c.title, \
                t.name || COALESCE(' <' || t.email || '>', '') AS known_as, \
                (SELECT a.form FROM unscoped_campaign_answer a WHERE a.convention = t.convention AND a.campaign = t.campaign \
                AND a.recipient = t.ordinal AND a.revision = t.revision) AS form, n.value AS draft, \
                COALESCE(t.answered, t.sent, c.written) AS instant, v.name || ' · ' || v.places AS convention_name \
                FROM unscoped_person w JOIN unscoped_campaign_recipient t ON t.person = w.id \
                OR t.person IS NULL AND t.email IN (w.email, w.contact_email) \
                JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign \
                JOIN unscoped_convention v ON v.id = t.convention \
                LEFT JOIN unscoped_note n ON n.kind = 'campaign_draft' AND n.key = t.draft_key",
            gate: Gate::About {
                column: "COALESCE(w.kept, w.id)",
                verb: Verb::KeepAccounts,
            },
        },
        // The campaigns that someone may see, wherever they hold a mandate.
        Scope {
            name: "own_campaign",
            columns_sql: "SELECT w.person, t.convention, t.ordinal, t.launched, t.closed FROM unscoped_campaign t \
                JOIN unscoped_mandate w ON w.convention = t.convention",
            gate: Gate::Told {
                person: "w.person",
                column: "t.convention",
                verb: Verb::ViewCampaigns,
                hidden: "1 = 0",
                internal: "1 = 0",
            },
        },
        Scope {
            name: "own_asked_file",
            columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, f.convention, f.campaign, f.ordinal, c.title, f.file_name, \
                CASE WHEN f.revision IS NULL THEN 0 ELSE 1 END AS sent, f.added, v.name || ' · ' || v.places AS convention_name \
                FROM unscoped_person w JOIN unscoped_campaign_recipient t ON t.person = w.id \
                OR t.person IS NULL AND t.email IN (w.email, w.contact_email) \
                JOIN unscoped_campaign_file f ON f.convention = t.convention AND f.campaign = t.campaign AND f.recipient = t.ordinal \
                JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign \
                JOIN unscoped_convention v ON v.id = t.convention",
            gate: Gate::About {
                column: "COALESCE(w.kept, w.id)",
                verb: Verb::KeepAccounts,
            },
        },
    ]
}

fn for_those_who_sign() -> Vec<Scope> {
    vec![
        inside(
            "campaign",
            concat!(
                "SELECT t.convention, t.ordinal, t.title, t.message, t.due, t.questions, t.gap_days, t.most_reminders, \
                 p.name AS person, t.written, t.launched, t.closed, t.listed, t.origin, v.name AS convention_name, v.places, v.start_day, \
                 v.end_day, ",
                acts_for!("t"),
                " AS organisation FROM unscoped_campaign t JOIN unscoped_convention v ON v.id = t.convention \
                 LEFT JOIN unscoped_person p ON p.id = t.person"
            ),
        ),
        inside(
            "campaign_question",
            "SELECT t.convention, t.campaign, t.number, t.text FROM unscoped_campaign_question t",
        ),
        inside(
            "campaign_action",
            "SELECT t.convention, t.campaign, t.action FROM unscoped_campaign_action t",
        ),
        inside(
            "campaign_recipient",
            concat!(
                "SELECT t.convention, t.campaign, t.ordinal, t.person, t.organisation, t.name, t.email, t.organisation_name, t.sent, \
             t.reminders, t.opened, t.answered, t.outcome, t.revision, t.version, b.name AS noted_by, n.at AS drafted, \
             ",
                letter_state!("m"),
                " AS letter, COALESCE(m.returned, m.settled) AS settled, m.stage, m.code, m.answer AS server_answer, t.quiet, \
             (SELECT COUNT(*) FROM unscoped_campaign_link h JOIN unscoped_letter z ON z.key = 'convention/' || h.convention \
             || '/campaign/' || h.campaign || '/recipient/' || h.recipient || '/' || h.token AND z.state = 'sent' AND z.returned IS NULL \
             WHERE h.convention = t.convention AND h.campaign = t.campaign AND h.recipient = t.ordinal) AS letters_left, \
             (SELECT MAX(e.until) FROM unscoped_mandate e JOIN unscoped_person w ON w.id = t.person \
             WHERE e.convention = t.convention AND e.person = COALESCE(w.kept, w.id) \
             AND NOT EXISTS (SELECT 1 FROM unscoped_mandate o WHERE o.convention = e.convention AND o.person = e.person \
             AND (o.until IS NULL OR o.until > e.until))) AS mandate_until, \
             j.instant AS passed, x.text AS passed_told FROM unscoped_campaign_recipient t LEFT JOIN unscoped_person b ON b.id = t.noted_by \
             LEFT JOIN unscoped_note n ON n.kind = 'campaign_draft' AND n.key = t.draft_key \
             LEFT JOIN unscoped_letter m ON m.key = t.letter_key",
                passed_on!()
            ),
        ),
        inside("campaign_lane", asked!("t.convention, t.campaign, ")),
    ]
}

/// What each of them answered, and by which links they may.
fn answers() -> Vec<Scope> {
    vec![
        // The links that a recipient may hold: of its last version, and not replaced.
        inside(
            "campaign_recipient_link",
            "SELECT t.convention, t.campaign, t.recipient, t.last_day FROM unscoped_campaign_link t \
             JOIN unscoped_campaign_recipient r ON r.convention = t.convention AND r.campaign = t.campaign \
             AND r.ordinal = t.recipient AND r.version = t.version AND t.ended IS NULL",
        ),
        inside(
            "campaign_answer",
            "SELECT t.convention, t.campaign, t.recipient, t.revision, t.at, t.form FROM unscoped_campaign_answer t",
        ),
        inside(
            "campaign_file",
            "SELECT t.convention, t.campaign, t.recipient, t.ordinal, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, \
             t.given_digest, t.added, t.revision FROM unscoped_campaign_file t \
             JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign AND t.revision IS NOT NULL",
        ),
        inside(
            "campaign_report",
            concat!(
                "SELECT t.convention, t.campaign, t.recipient, t.report, t.revision, ",
                reported!(),
                " FROM unscoped_campaign_report t \
                 JOIN unscoped_report r ON r.convention = t.convention AND r.ordinal = t.report"
            ),
        ),
    ]
}

fn for_links() -> Vec<Scope> {
    let mut scopes = asked_by_links();
    scopes.extend([
        held(
            "held_campaign",
            "held.convention = t.convention AND held.campaign = t.campaign AND held.recipient = t.ordinal",
            concat!(
                "SELECT t.convention, t.campaign, t.ordinal, t.name, t.email, t.organisation_name, t.person, t.organisation, t.opened, \
                 t.answered, t.outcome, t.revision, t.version, b.name AS noted_by, c.title, c.message, c.due, c.questions, c.launched, \
                 c.closed, c.origin, v.name AS convention_name, v.places, v.start_day, v.end_day, p.name AS author, v.example, \
                 t.quiet, j.instant AS passed, x.text AS passed_told, ",
                acts_for!("c"),
                " AS author_organisation FROM unscoped_campaign_recipient t \
                 JOIN unscoped_campaign c ON c.convention = t.convention AND c.ordinal = t.campaign \
                 JOIN unscoped_convention v ON v.id = t.convention LEFT JOIN unscoped_person p ON p.id = c.person \
                 LEFT JOIN unscoped_person b ON b.id = t.noted_by",
                passed_on!()
            ),
        ),
        held(
            "held_link",
            "held.token = t.token",
            "SELECT t.convention, t.last_day FROM unscoped_campaign_link t",
        ),
        held(
            "held_question",
            "held.convention = t.convention AND held.campaign = t.campaign",
            "SELECT t.convention, t.number, t.text FROM unscoped_campaign_question t",
        ),
        held(
            "held_status_label",
            "held.convention = t.convention",
            "SELECT t.convention, t.status, t.label FROM unscoped_status_label t",
        ),
        held(
            "held_answer",
            OF_RECIPIENT,
            "SELECT t.convention, t.revision, t.at, t.form, t.name FROM unscoped_campaign_answer t",
        ),
        held(
            "held_file",
            OF_RECIPIENT,
            "SELECT t.convention, t.ordinal, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, t.given_digest, t.added, \
             t.revision FROM unscoped_campaign_file t",
        ),
        held(
            "held_report",
            OF_RECIPIENT,
            concat!(
                "SELECT t.convention, t.report, t.revision, ",
                reported!(),
                " FROM unscoped_campaign_report t JOIN unscoped_report r ON r.convention = t.convention AND r.ordinal = t.report"
            ),
        ),
    ]);
    scopes
}

/// What a link asks about, and what is known of it.
fn asked_by_links() -> Vec<Scope> {
    vec![
        held("held_lane", OF_RECIPIENT, asked!("t.convention, ")),
        held(
            "held_part",
            OF_RECIPIENT,
            "SELECT t.convention, t.action, l.party, y.short_name AS commune, l.status, l.progress FROM unscoped_campaign_lane t \
             JOIN unscoped_lane l ON l.convention = t.convention AND l.action = t.action AND t.party = 0 AND l.party <> 0 \
             AND l.status <> 'unspecified' JOIN unscoped_party y ON y.convention = l.convention AND y.ordinal = l.party",
        ),
    ]
}
