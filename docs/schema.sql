CREATE TABLE unscoped_act (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_digest TEXT NOT NULL,
    source_lines INTEGER NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX act_of_source ON unscoped_act (source_digest);
CREATE TABLE unscoped_acting (
    token TEXT NOT NULL REFERENCES unscoped_session (token) ON DELETE CASCADE,
    convention INTEGER NOT NULL,
    mandate INTEGER NOT NULL REFERENCES unscoped_mandate (id),
    PRIMARY KEY (token, convention)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    node INTEGER NULL,
    title_lines TEXT NOT NULL,
    node_lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_amount (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    party INTEGER NULL,
    payer TEXT NULL,
    year INTEGER NULL CHECK (year BETWEEN 1900 AND 2200),
    cents INTEGER NOT NULL,
    exactness TEXT NOT NULL CHECK (exactness IN ('exact', 'about', 'at_least', 'at_most')),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    CHECK (party IS NULL OR payer IS NULL)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_doubt (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    certainty TEXT NOT NULL CHECK (certainty IN ('probable', 'to_confirm')),
    quote TEXT NOT NULL,
    reason TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_role (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('pilot', 'bearer', 'partner', 'other_pilot', 'other_bearer')),
    ordinal INTEGER NOT NULL,
    party INTEGER NULL,
    text TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, role, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    CHECK (party IS NOT NULL OR text IS NOT NULL)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_text (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('other_title', 'detail', 'means', 'funding', 'public', 'objective', 'indicator',
        'calendar', 'commune')),
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    party INTEGER NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, field, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_theme (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    theme INTEGER NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, action, theme),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal),
    FOREIGN KEY (convention, theme) REFERENCES unscoped_theme (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_action_word (
    convention INTEGER NOT NULL,
    word TEXT NOT NULL,
    action INTEGER NOT NULL,
    PRIMARY KEY (convention, word, action),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_affiliation (
    person_origin INTEGER NOT NULL REFERENCES unscoped_person (id),
    origin INTEGER NOT NULL REFERENCES unscoped_organisation (id),
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    organisation INTEGER NOT NULL REFERENCES unscoped_organisation (id),
    function TEXT,
    PRIMARY KEY (person_origin, origin)
) WITHOUT ROWID, STRICT;
CREATE INDEX affiliation_of_organisation ON unscoped_affiliation (organisation);
CREATE TABLE unscoped_agreement (
    convention INTEGER PRIMARY KEY REFERENCES unscoped_convention (id),
    originals INTEGER NULL,
    originals_lines TEXT NOT NULL
, projection INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE unscoped_alert (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    action INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('late', 'silent')),
    since TEXT NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (convention, action, kind, since)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_annex (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NULL,
    announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_anomaly (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    family TEXT NOT NULL,
    severity TEXT NOT NULL,
    a_line INTEGER NOT NULL,
    a_quote TEXT NOT NULL,
    b_line INTEGER NULL,
    b_quote TEXT NULL,
    reason TEXT NOT NULL, rule TEXT NULL, key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_anomaly_action (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    anomaly INTEGER NOT NULL,
    action INTEGER NOT NULL,
    PRIMARY KEY (convention, action, anomaly)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_anomaly_settlement (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'decided', 'for_amendment', 'closed')),
    words TEXT NOT NULL,
    body TEXT NULL,
    day TEXT NULL,
    owner TEXT NULL,
    due TEXT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    instant INTEGER NOT NULL,
    PRIMARY KEY (convention, key, version)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_article (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    number TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_body (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    rhythm TEXT NULL,
    rhythm_minimum INTEGER NULL,
    rhythm_maximum INTEGER NULL,
    rhythm_lines TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_body_member (
    convention INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    body INTEGER NOT NULL,
    text TEXT NOT NULL,
    replaceable INTEGER NOT NULL CHECK (replaceable IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, body) REFERENCES unscoped_body (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_campaign (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    due TEXT NOT NULL,
    questions TEXT NOT NULL,
    gap_days INTEGER NOT NULL,
    most_reminders INTEGER NOT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    written INTEGER NOT NULL,
    launched INTEGER NULL,
    closed INTEGER NULL,
    origin TEXT NULL, listed INTEGER NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK (closed IS NULL OR launched IS NOT NULL)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_campaign_action (
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    action INTEGER NOT NULL,
    PRIMARY KEY (convention, campaign, action),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_campaign_answer (
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    form TEXT NOT NULL, noted_by INTEGER NULL REFERENCES unscoped_person (id), name TEXT NULL,
    PRIMARY KEY (convention, campaign, recipient, revision),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_campaign_file (
    convention INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    kept_file TEXT NOT NULL,
    shown_file TEXT NULL,
    given_digest TEXT NOT NULL,
    added INTEGER NOT NULL,
    revision INTEGER NULL,
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX campaign_file_of_recipient ON unscoped_campaign_file (convention, campaign, recipient);
CREATE TABLE unscoped_campaign_lane (
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    PRIMARY KEY (convention, campaign, recipient, action, party),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX campaign_lane_of_action ON unscoped_campaign_lane (convention, action, party);
CREATE TABLE unscoped_campaign_link (
    token TEXT PRIMARY KEY,
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    version INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    made INTEGER NOT NULL, ended INTEGER NULL,
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
) STRICT;
CREATE INDEX campaign_link_of_recipient ON unscoped_campaign_link (convention, campaign, recipient);
CREATE TABLE unscoped_campaign_question (
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, campaign, number),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_campaign_recipient (
    convention INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    name TEXT NOT NULL,
    email TEXT NULL,
    organisation_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    draft_key TEXT NOT NULL,
    sent INTEGER NULL,
    letter_key TEXT NULL,
    reminders INTEGER NOT NULL,
    opened INTEGER NULL,
    answered INTEGER NULL,
    outcome TEXT NULL,
    noted_by INTEGER NULL REFERENCES unscoped_person (id),
    revision INTEGER NOT NULL, quiet INTEGER NULL,
    PRIMARY KEY (convention, campaign, ordinal),
    FOREIGN KEY (convention, campaign) REFERENCES unscoped_campaign (convention, ordinal),
    CHECK ((answered IS NULL) = (outcome IS NULL))
) WITHOUT ROWID, STRICT;
CREATE INDEX campaign_recipient_of_person ON unscoped_campaign_recipient (person);
CREATE TABLE unscoped_campaign_report (
    convention INTEGER NOT NULL,
    report INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (convention, report),
    FOREIGN KEY (convention, campaign, recipient) REFERENCES unscoped_campaign_recipient (convention, campaign, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX campaign_report_of_recipient ON unscoped_campaign_report (convention, campaign, recipient);
CREATE TABLE unscoped_checked_point (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    checked INTEGER NOT NULL CHECK (checked IN (0, 1)),
    PRIMARY KEY (convention, key)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_comment (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    topic TEXT NOT NULL CHECK (topic IN ('convention', 'action')),
    action INTEGER NULL,
    answers INTEGER NULL,
    audience TEXT NOT NULL CHECK (audience IN ('internal', 'partners')),
    text TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    organisation INTEGER NOT NULL REFERENCES unscoped_organisation (id),
    instant INTEGER NOT NULL,
    edited INTEGER NULL,
    withdrawn INTEGER NULL,
    withdrawn_by INTEGER NULL REFERENCES unscoped_person (id),
    PRIMARY KEY (convention, ordinal),
    FOREIGN KEY (convention, answers) REFERENCES unscoped_comment (convention, ordinal),
    CHECK ((topic = 'action') = (action IS NOT NULL)),
    CHECK ((withdrawn IS NULL) = (withdrawn_by IS NULL))
) WITHOUT ROWID, STRICT;
CREATE INDEX comment_of_action ON unscoped_comment (convention, action, ordinal);
CREATE INDEX comment_of_person ON unscoped_comment (person);
CREATE INDEX comment_that_answers ON unscoped_comment (convention, answers);
CREATE TABLE unscoped_comparison (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    differences INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    kept_aside INTEGER NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_convention (
    id INTEGER PRIMARY KEY,
    title TEXT NULL,
    kind TEXT NULL,
    name TEXT NOT NULL,
    places TEXT NOT NULL,
    start_day TEXT NULL,
    end_day TEXT NULL,
    signature_place TEXT NULL,
    signature_day TEXT NULL,
    signature_year INTEGER NULL,
    signature_month INTEGER NULL,
    title_lines TEXT NOT NULL,
    period_lines TEXT NOT NULL,
    signature_lines TEXT NOT NULL
, example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))) STRICT;
CREATE TRIGGER nature_is_not_changed BEFORE UPDATE ON unscoped_convention WHEN NEW.example <> OLD.example
BEGIN SELECT RAISE(ABORT, 'what a convention is never changes'); END;
CREATE TABLE unscoped_deliberation (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    party INTEGER NULL,
    day TEXT NULL,
    number TEXT NULL,
    favour INTEGER NULL,
    against INTEGER NULL,
    abstain INTEGER NULL,
    present INTEGER NULL,
    proxies INTEGER NULL,
    commission TEXT NULL,
    commission_day TEXT NULL,
    approves TEXT NULL,
    authority TEXT NULL,
    lines TEXT NOT NULL, commission_opinion TEXT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_deliberation_signatory (
    convention INTEGER NOT NULL,
    deliberation INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    function TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, deliberation, ordinal),
    FOREIGN KEY (convention, deliberation) REFERENCES unscoped_deliberation (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_demand (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    second_proof INTEGER NOT NULL CHECK (second_proof IN (0, 1))
) STRICT;
CREATE TABLE unscoped_detail_mark (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    detail TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('todo', 'going', 'done')),
    signed_by INTEGER NULL REFERENCES unscoped_person (id),
    signed_for INTEGER NULL REFERENCES unscoped_organisation (id),
    written INTEGER NULL,
    PRIMARY KEY (convention, action, party, rank, detail, version)
) WITHOUT ROWID, STRICT;
CREATE INDEX detail_mark_signed_by ON unscoped_detail_mark (signed_by);
CREATE TABLE unscoped_digest (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    at_once INTEGER NOT NULL,
    together INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_distinct (
    kind TEXT NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    PRIMARY KEY (kind, one, other),
    CHECK (one < other)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_document (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    attached TEXT NOT NULL CHECK (attached IN ('convention', 'action')),
    action INTEGER NULL,
    kind TEXT NOT NULL CHECK (kind IN ('signed_scan', 'other')),
    title TEXT NOT NULL,
    current_version INTEGER NOT NULL,
    withdrawn INTEGER NULL, milestone INTEGER NULL, campaign_file INTEGER NULL, meeting_body TEXT NULL, meeting_day TEXT NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((attached = 'action') = (action IS NOT NULL))
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX document_of_campaign_file ON unscoped_document (convention, campaign_file, action);
CREATE TABLE unscoped_document_passage (
    convention INTEGER NOT NULL,
    document INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, document, ordinal),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_document_text (
    convention INTEGER NOT NULL,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    reader INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (convention, document),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_document_version (
    convention INTEGER NOT NULL,
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    media TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    kept_file TEXT NOT NULL,
    shown_file TEXT NULL,
    given_digest TEXT NOT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    instant INTEGER NOT NULL,
    PRIMARY KEY (convention, document, number),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_document_word (
    convention INTEGER NOT NULL,
    word TEXT NOT NULL,
    document INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (convention, word, document),
    FOREIGN KEY (convention, document) REFERENCES unscoped_document (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX document_word_of_document ON unscoped_document_word (convention, document);
CREATE TABLE unscoped_duty (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    article TEXT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    due_text TEXT NULL,
    due TEXT NULL CHECK (due IN ('every_year', 'within', 'on', 'before', 'throughout')),
    due_count INTEGER NULL,
    due_unit TEXT NULL CHECK (due_unit IN ('day', 'month', 'year')),
    due_day TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_election (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    first_round TEXT NOT NULL,
    second_round TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('official', 'provisional')),
    CHECK (second_round >= first_round)
) STRICT;
CREATE TABLE unscoped_email_request (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    email TEXT NOT NULL,
    asked INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_erasure_request (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    asked INTEGER NOT NULL,
    refused INTEGER,
    reason TEXT,
    CHECK ((refused IS NULL) = (reason IS NULL))
) STRICT;
CREATE TABLE unscoped_facility (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner INTEGER NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_facility_absence (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    mark TEXT NOT NULL,
    owner INTEGER NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_follow (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    kind TEXT NOT NULL CHECK (kind IN ('convention', 'action', 'party')),
    ordinal INTEGER NOT NULL,
    hearing TEXT NOT NULL CHECK (hearing IN ('followed', 'muted')),
    PRIMARY KEY (convention, person, kind, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX follow_of_person ON unscoped_follow (person);
CREATE TABLE unscoped_framework_entry (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    node INTEGER NULL,
    code TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, place, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    provider TEXT NOT NULL,
    email TEXT NOT NULL,
    bound INTEGER NOT NULL,
    used INTEGER NULL,
    PRIMARY KEY (issuer, subject)
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX identity_of_person ON unscoped_identity (person, issuer);
CREATE TABLE unscoped_involved (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('debtor', 'creditor', 'chair', 'member', 'post', 'statement', 'predecessor')),
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    party INTEGER NULL,
    text TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal),
    CHECK (party IS NOT NULL OR text IS NOT NULL)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_job (
    name TEXT PRIMARY KEY,
    started INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_journal (
    chain INTEGER NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    instant INTEGER NOT NULL,
    person INTEGER,
    mandate INTEGER,
    organisation INTEGER,
    job TEXT,
    verb TEXT NOT NULL,
    fact TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    personal_digest TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
) WITHOUT ROWID, STRICT;
CREATE INDEX journal_by_fact ON unscoped_journal (chain, fact, seq);
CREATE INDEX journal_by_instant ON unscoped_journal (chain, instant);
CREATE INDEX journal_by_organisation ON unscoped_journal (chain, organisation, seq);
CREATE INDEX journal_by_person ON unscoped_journal (chain, person, seq);
CREATE INDEX journal_by_subject ON unscoped_journal (chain, subject, seq);
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON unscoped_journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON unscoped_journal
WHEN NOT EXISTS (SELECT 1 FROM unscoped_convention c WHERE c.id = OLD.chain AND c.example = 1)
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
CREATE TABLE unscoped_journal_head (
    chain INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
, latest INTEGER NOT NULL DEFAULT 0, turned INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE unscoped_journal_personal (
    chain INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (chain, seq),
    FOREIGN KEY (chain, seq) REFERENCES unscoped_journal (chain, seq)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER journal_personal_is_not_changed BEFORE UPDATE ON unscoped_journal_personal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TABLE unscoped_lane (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    status TEXT NOT NULL,
    weather TEXT NULL,
    progress INTEGER NULL,
    expected TEXT NULL,
    report INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    counted INTEGER NOT NULL, news INTEGER NULL, decided_by INTEGER NULL,
    PRIMARY KEY (convention, action, party)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_left_open (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    settled_by TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_letter (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    convention INTEGER NULL REFERENCES unscoped_convention (id),
    person INTEGER NULL REFERENCES unscoped_person (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NULL,
    body_digest TEXT NOT NULL,
    message_id TEXT NOT NULL,
    queued INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given_up', 'cancelled')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    stage TEXT NULL CHECK (stage IN ('sender', 'recipient', 'content')),
    code INTEGER NULL,
    answer TEXT NULL,
    settled INTEGER NULL, returned INTEGER NULL CHECK (returned IS NULL OR state = 'sent'),
    CHECK ((state = 'waiting') = (settled IS NULL)),
    CHECK ((state IN ('waiting', 'refused')) = (body IS NOT NULL))
) STRICT;
CREATE INDEX letter_by_address ON unscoped_letter (address);
CREATE INDEX letter_by_message_id ON unscoped_letter (message_id);
CREATE INDEX letter_by_person ON unscoped_letter (person);
CREATE INDEX letter_by_state ON unscoped_letter (state, not_before);
CREATE TABLE unscoped_letter_choice (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    mentions_at_once INTEGER NOT NULL CHECK (mentions_at_once IN (0, 1)),
    rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'never'))
) STRICT;
CREATE TABLE unscoped_letter_stop (
    token TEXT PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    made INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX letter_stop_of_person ON unscoped_letter_stop (person, made);
CREATE TABLE unscoped_level (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    depth INTEGER NOT NULL,
    name TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, depth)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_link (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'password')),
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER,
    revoked INTEGER
) STRICT;
CREATE INDEX link_of_person ON unscoped_link (person);
CREATE TABLE unscoped_mail_server (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    works INTEGER NOT NULL CHECK (works IN (0, 1)),
    words TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_mandate (
    id INTEGER PRIMARY KEY,
    convention INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    organisation INTEGER NOT NULL REFERENCES unscoped_organisation (id),
    role TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT, origin INTEGER, person_origin INTEGER, confirmed TEXT,
    CHECK (until IS NULL OR until >= since)
) STRICT;
CREATE INDEX mandate_for_organisation ON unscoped_mandate (organisation);
CREATE INDEX mandate_in_convention ON unscoped_mandate (convention);
CREATE INDEX mandate_of_person ON unscoped_mandate (person, convention);
CREATE TABLE unscoped_migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE TABLE unscoped_milestone (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('milestone', 'task')),
    title TEXT NOT NULL,
    due TEXT NULL,
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    person INTEGER NULL REFERENCES unscoped_person (id),
    follows INTEGER NULL,
    done TEXT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    version INTEGER NOT NULL, despite TEXT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX milestone_of_action ON unscoped_milestone (convention, action);
CREATE INDEX milestone_of_person ON unscoped_milestone (person);
CREATE TABLE unscoped_milestone_version (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    milestone INTEGER NOT NULL,
    version INTEGER NOT NULL,
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    due TEXT NULL,
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    person INTEGER NULL REFERENCES unscoped_person (id),
    follows INTEGER NULL,
    done TEXT NULL,
    removed INTEGER NOT NULL,
    signed_by INTEGER NULL REFERENCES unscoped_person (id),
    signed_for INTEGER NULL REFERENCES unscoped_organisation (id),
    written INTEGER NOT NULL, despite TEXT NULL,
    PRIMARY KEY (convention, milestone, version)
) WITHOUT ROWID, STRICT;
CREATE INDEX milestone_version_of_action ON unscoped_milestone_version (convention, action, written);
CREATE INDEX milestone_version_of_person ON unscoped_milestone_version (person);
CREATE INDEX milestone_version_signed_by ON unscoped_milestone_version (signed_by);
CREATE TABLE unscoped_node (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    parent INTEGER NULL,
    code TEXT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_note (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    at INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID, STRICT;
CREATE INDEX note_by_end ON unscoped_note (expires);
CREATE TABLE unscoped_notice (
    notice TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    written INTEGER NOT NULL,
    PRIMARY KEY (notice, field)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_notification (
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    source TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    action INTEGER NULL,
    internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
    actor INTEGER NULL REFERENCES unscoped_person (id),
    instant INTEGER NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (person, convention, source, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX notification_by_mark ON unscoped_notification (mark);
CREATE INDEX notification_of_source ON unscoped_notification (convention, source, ordinal);
CREATE TABLE unscoped_ordinal (
    kind TEXT NOT NULL,
    convention INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (kind, convention)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL
, merged INTEGER, kept INTEGER) STRICT;
CREATE INDEX organisation_by_name ON unscoped_organisation (sort_key, kind);
CREATE INDEX organisation_kept ON unscoped_organisation (kept);
CREATE TABLE unscoped_organisation_alias (
    organisation INTEGER NOT NULL REFERENCES unscoped_organisation (id),
    sort_key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (organisation, sort_key)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_paragraph (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('exposition', 'visa', 'enacting', 'article', 'closing', 'mission', 'address')),
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_party (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    signs INTEGER NOT NULL CHECK (signs IN (0, 1)),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_party_organisation (
    convention INTEGER NOT NULL,
    party INTEGER NOT NULL,
    organisation INTEGER NOT NULL REFERENCES unscoped_organisation (id), origin INTEGER,
    PRIMARY KEY (convention, party)
) WITHOUT ROWID, STRICT;
CREATE INDEX party_of_organisation ON unscoped_party_organisation (organisation);
CREATE TABLE unscoped_party_place (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    party INTEGER NOT NULL,
    code TEXT NULL,
    reason TEXT NULL CHECK (reason IN ('only_one', 'named_department', 'shared_department', 'former_name')),
    candidates TEXT NOT NULL,
    PRIMARY KEY (convention, party),
    CHECK ((code IS NULL) = (reason IS NULL))
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_party_place_choice (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    party INTEGER NOT NULL,
    code TEXT NULL,
    edition TEXT NOT NULL,
    instant INTEGER NOT NULL,
    PRIMARY KEY (convention, party)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_passkey (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    name TEXT NOT NULL,
    credential TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    added INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX passkey_of_person ON unscoped_passkey (person);
CREATE TABLE unscoped_person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    password_hash TEXT,
    administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
    example INTEGER NOT NULL CHECK (example IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
, account INTEGER NOT NULL DEFAULT 1 CHECK (account IN (0, 1)), contact_email TEXT, closed TEXT, merged INTEGER, kept INTEGER, erased INTEGER, phone TEXT) STRICT;
CREATE TABLE unscoped_place_lookup (
    convention INTEGER PRIMARY KEY REFERENCES unscoped_convention (id),
    edition TEXT NOT NULL
) STRICT;
CREATE TABLE unscoped_post (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    fte_hundredths INTEGER NULL,
    is_total INTEGER NOT NULL CHECK (is_total IN (0, 1)),
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_predecessor (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    end_day TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_proposal (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    action INTEGER NULL,
    field TEXT NULL,
    place TEXT NULL,
    named TEXT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('change', 'error')),
    signed TEXT NOT NULL,
    wanted TEXT NOT NULL,
    why TEXT NOT NULL,
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    proposed INTEGER NOT NULL,
    withdrawn INTEGER NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((field IS NULL) <> (place IS NULL))
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_reading_version (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    version INTEGER NOT NULL,
    place TEXT NOT NULL,
    was TEXT NULL,
    becomes TEXT NULL,
    lines TEXT NULL,
    reason TEXT NOT NULL,
    undoes INTEGER NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    instant INTEGER NOT NULL,
    previous TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (convention, version)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_recovery_code (
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    code TEXT NOT NULL,
    used INTEGER,
    PRIMARY KEY (person, code)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_report (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    action INTEGER NOT NULL,
    party INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('kept', 'awaiting', 'set_aside')),
    rank INTEGER NULL,
    status TEXT NULL,
    weather TEXT NULL,
    progress INTEGER NULL CHECK (progress BETWEEN 0 AND 100),
    done TEXT NULL,
    difficulty TEXT NULL,
    next_step TEXT NULL,
    expected TEXT NULL,
    reason TEXT NULL,
    body INTEGER NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    channel TEXT NOT NULL,
    follows INTEGER NULL,
    written INTEGER NOT NULL,
    counted INTEGER NULL,
    settled_by INTEGER NULL REFERENCES unscoped_person (id),
    set_aside TEXT NULL, undoes INTEGER NULL, cleared TEXT NULL, corrects INTEGER NULL,
    PRIMARY KEY (convention, ordinal),
    CHECK ((standing = 'kept') = (rank IS NOT NULL)),
    CHECK ((standing = 'kept') = (counted IS NOT NULL))
) WITHOUT ROWID, STRICT;
CREATE INDEX report_awaiting ON unscoped_report (convention, ordinal) WHERE standing = 'awaiting';
CREATE INDEX report_of_lane ON unscoped_report (convention, action, party, ordinal);
CREATE INDEX report_of_person ON unscoped_report (person);
CREATE TABLE unscoped_reset_request (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    asked INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_review (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    PRIMARY KEY (convention)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_rule_switch (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    applies INTEGER NOT NULL CHECK (applies IN (0, 1)),
    reason TEXT NOT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    organisation INTEGER NULL REFERENCES unscoped_organisation (id),
    instant INTEGER NOT NULL,
    PRIMARY KEY (convention, rule, version)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_saved_view (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    page TEXT NOT NULL CHECK (page IN ('tree', 'themes', 'table', 'board', 'deployment', 'calendar')),
    query TEXT NOT NULL,
    name TEXT NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    saved INTEGER NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE INDEX saved_view_of_person ON unscoped_saved_view (person);
CREATE TABLE unscoped_second_step (
    person INTEGER PRIMARY KEY REFERENCES unscoped_person (id),
    secret TEXT NOT NULL,
    since INTEGER NOT NULL,
    last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE unscoped_session (
    token TEXT PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES unscoped_person (id),
    opened INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    closed INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX session_of_person ON unscoped_session (person);
CREATE TABLE unscoped_session_browser (
    token TEXT PRIMARY KEY REFERENCES unscoped_session (token),
    browser TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_session_provider (
    token TEXT PRIMARY KEY REFERENCES unscoped_session (token),
    issuer TEXT NOT NULL,
    provider TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_signatory (
    convention INTEGER NOT NULL,
    party INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    function TEXT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, party, ordinal),
    FOREIGN KEY (convention, party) REFERENCES unscoped_party (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_site (
    convention INTEGER NOT NULL,
    facility INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    role TEXT NULL,
    address TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, facility, ordinal),
    FOREIGN KEY (convention, facility) REFERENCES unscoped_facility (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_source_line (
    convention INTEGER NOT NULL,
    act INTEGER NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, act, line),
    FOREIGN KEY (convention, act) REFERENCES unscoped_act (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_statement (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    announced INTEGER NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_status_label (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    status TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (convention, status)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_summary_link (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    office TEXT NOT NULL,
    email TEXT NULL,
    party INTEGER NULL,
    last_day TEXT NOT NULL,
    letter_key TEXT NULL,
    made INTEGER NOT NULL,
    revoked INTEGER NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_theme (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_track (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    source_view TEXT NOT NULL CHECK (source_view IN ('deployment', 'sheet')),
    mark TEXT NOT NULL,
    lines TEXT NOT NULL, half INTEGER NULL CHECK (half IN (1, 2)),
    PRIMARY KEY (convention, action, ordinal),
    FOREIGN KEY (convention, action) REFERENCES unscoped_action (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_track_year (
    convention INTEGER NOT NULL,
    action INTEGER NOT NULL,
    track INTEGER NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    party INTEGER NOT NULL,
    PRIMARY KEY (convention, action, track, year, party),
    FOREIGN KEY (convention, action, track) REFERENCES unscoped_track (convention, action, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_unplaced (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    lines TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (convention, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_visibility (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    level TEXT NOT NULL,
    PRIMARY KEY (convention, kind, ordinal)
) WITHOUT ROWID, STRICT;
CREATE TABLE unscoped_withdrawal (
    convention INTEGER PRIMARY KEY REFERENCES unscoped_convention (id),
    ordinal INTEGER NOT NULL,
    person INTEGER NULL REFERENCES unscoped_person (id),
    instant INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE unscoped_wording (
    convention INTEGER NOT NULL REFERENCES unscoped_convention (id),
    part TEXT NOT NULL CHECK (part IN ('agreement', 'article', 'annex', 'party', 'authority', 'body')),
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (convention, part, place, ordinal)
) WITHOUT ROWID, STRICT;
