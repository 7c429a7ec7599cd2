//! The projected tables: how each is written, and how it is read back in the same order.
//!
//! Each entry gives the insertion (run inside the write door) and the reading (through the scoped name, run by `doctor`).

use domain::access::Viewer;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, Reader, Sql, StoreError, Value};

/// One row of one table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) table: Table,
    pub(crate) values: Vec<Value>,
}

/// The values of a row as stored.
pub(crate) struct Cells(Vec<Value>);

impl FromRow for Cells {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.values().map(Self)
    }
}

macro_rules! projected {
    ($($table:ident as $query:ident reads [$name:literal]: $insert:literal, $select:literal;)+) => {
        /// A projected table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Table { $($table),+ }

        impl Table {
            /// All of them, parents before children.
            pub(crate) const ALL: &[Self] = &[$(Self::$table),+];

            /// The scoped name, which people read in what `doctor` says.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$table => $name),+ }
            }

            /// Forgets every row of a convention.
            pub(crate) fn forget(self) -> Sql {
                match self {
                    $(Self::$table => store::sql!(concat!("DELETE FROM unscoped_", $name, " WHERE convention = $1"))),+
                }
            }

            pub(crate) fn insert(self) -> Sql {
                match self { $(Self::$table => store::sql!($insert)),+ }
            }
        }

        $(store::query! {
            /// A projected table as it stands.
            pub(crate) $query(convention: ConventionId) -> Cells
            reading [$name]
            $select
        })+

        /// Every stored row of a convention.
        pub(crate) async fn stored(
            reader: &mut Reader,
            viewer: &Viewer,
            convention: ConventionId,
        ) -> Result<Vec<Row>, StoreError> {
            let mut rows = Vec::new();
            $(
                let read = reader.rows(viewer, $query { convention }).await?;
                rows.extend(read.into_iter().map(|Cells(values)| Row { table: Table::$table, values }));
            )+
            Ok(rows)
        }

        /// The readings above, for the tests that run every query as an outsider.
        pub(crate) fn queries() -> Vec<QueryInfo> {
            vec![$(QueryInfo::of::<$query>()),+]
        }
    };
}

projected! {
    Convention as ConventionRows reads ["convention"]:
        "INSERT INTO unscoped_convention (id, title, kind, name, places, start_day, end_day, signature_place, signature_day, \
            signature_year, signature_month, title_lines, period_lines, signature_lines, example) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        "SELECT id, title, kind, name, places, start_day, end_day, signature_place, signature_day, signature_year, \
            signature_month, title_lines, period_lines, signature_lines, example FROM convention WHERE id = $4";
    Act as ActRows reads ["act"]:
        "INSERT INTO unscoped_act (convention, ordinal, document, digest, text_digest, source_name, source_digest, source_lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        "SELECT convention, ordinal, document, digest, text_digest, source_name, source_digest, source_lines FROM act \
            WHERE convention = $4 ORDER BY ordinal";
    SourceLine as SourceLineRows reads ["source_line"]:
        "INSERT INTO unscoped_source_line (convention, act, line, text) VALUES ($1, $2, $3, $4)",
        "SELECT convention, act, line, text FROM source_line WHERE convention = $4 ORDER BY act, line";
    Party as PartyRows reads ["party"]:
        "INSERT INTO unscoped_party (convention, ordinal, signs, name, short_name, kind, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, ordinal, signs, name, short_name, kind, lines FROM party \
            WHERE convention = $4 ORDER BY ordinal";
    Signatory as SignatoryRows reads ["signatory"]:
        "INSERT INTO unscoped_signatory (convention, party, ordinal, name, function, lines) VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, party, ordinal, name, function, lines FROM signatory WHERE convention = $4 ORDER BY party, ordinal";
    Deliberation as DeliberationRows reads ["deliberation"]:
        "INSERT INTO unscoped_deliberation (convention, ordinal, party, day, number, favour, against, abstain, present, \
            proxies, commission, commission_day, commission_opinion, approves, authority, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        "SELECT convention, ordinal, party, day, number, favour, against, abstain, present, proxies, commission, \
            commission_day, commission_opinion, approves, authority, lines FROM deliberation WHERE convention = $4 ORDER BY ordinal";
    Anomaly as AnomalyRows reads ["anomaly"]:
        "INSERT INTO unscoped_anomaly (convention, ordinal, family, severity, a_line, a_quote, b_line, b_quote, reason, rule, \
            key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        "SELECT convention, ordinal, family, severity, a_line, a_quote, b_line, b_quote, reason, rule, key FROM anomaly \
            WHERE convention = $4 ORDER BY ordinal";
    AnomalyAction as AnomalyActionRows reads ["anomaly_action"]:
        "INSERT INTO unscoped_anomaly_action (convention, anomaly, action) VALUES ($1, $2, $3)",
        "SELECT convention, anomaly, action FROM anomaly_action WHERE convention = $4 ORDER BY action, anomaly";
    Unplaced as UnplacedRows reads ["unplaced"]:
        "INSERT INTO unscoped_unplaced (convention, ordinal, lines, line_count, text) VALUES ($1, $2, $3, $4, $5)",
        "SELECT convention, ordinal, lines, line_count, text FROM unplaced WHERE convention = $4 ORDER BY ordinal";
    Level as LevelRows reads ["level"]:
        "INSERT INTO unscoped_level (convention, depth, name, lines) VALUES ($1, $2, $3, $4)",
        "SELECT convention, depth, name, lines FROM level WHERE convention = $4 ORDER BY depth";
    Node as NodeRows reads ["node"]:
        "INSERT INTO unscoped_node (convention, ordinal, depth, parent, code, title, lines) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, ordinal, depth, parent, code, title, lines FROM node WHERE convention = $4 ORDER BY ordinal";
    Theme as ThemeRows reads ["theme"]:
        "INSERT INTO unscoped_theme (convention, ordinal, name, lines) VALUES ($1, $2, $3, $4)",
        "SELECT convention, ordinal, name, lines FROM theme WHERE convention = $4 ORDER BY ordinal";
    Action as ActionRows reads ["action"]:
        "INSERT INTO unscoped_action (convention, ordinal, number, title, sort_key, node, title_lines, node_lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        "SELECT convention, ordinal, number, title, sort_key, node, title_lines, node_lines FROM action \
            WHERE convention = $4 ORDER BY ordinal";
    ActionTheme as ActionThemeRows reads ["action_theme"]:
        "INSERT INTO unscoped_action_theme (convention, action, theme, lines) VALUES ($1, $2, $3, $4)",
        "SELECT convention, action, theme, lines FROM action_theme WHERE convention = $4 ORDER BY action, theme";
    ActionText as ActionTextRows reads ["action_text"]:
        "INSERT INTO unscoped_action_text (convention, action, field, ordinal, text, party, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, action, field, ordinal, text, party, lines FROM action_text \
            WHERE convention = $4 ORDER BY action, field, ordinal";
    ActionRole as ActionRoleRows reads ["action_role"]:
        "INSERT INTO unscoped_action_role (convention, action, role, ordinal, party, text, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, action, role, ordinal, party, text, lines FROM action_role \
            WHERE convention = $4 ORDER BY action, role, ordinal";
    Track as TrackRows reads ["track"]:
        "INSERT INTO unscoped_track (convention, action, ordinal, source_view, mark, lines, half) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, action, ordinal, source_view, mark, lines, half FROM track \
            WHERE convention = $4 ORDER BY action, ordinal";
    TrackYear as TrackYearRows reads ["track_year"]:
        "INSERT INTO unscoped_track_year (convention, action, track, year, party) VALUES ($1, $2, $3, $4, $5)",
        "SELECT convention, action, track, year, party FROM track_year \
            WHERE convention = $4 ORDER BY action, track, year, party";
    ActionAmount as ActionAmountRows reads ["action_amount"]:
        "INSERT INTO unscoped_action_amount (convention, action, ordinal, text, party, payer, year, cents, exactness, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        "SELECT convention, action, ordinal, text, party, payer, year, cents, exactness, lines FROM action_amount \
            WHERE convention = $4 ORDER BY action, ordinal";
    ActionDoubt as ActionDoubtRows reads ["action_doubt"]:
        "INSERT INTO unscoped_action_doubt (convention, action, ordinal, certainty, quote, reason, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, action, ordinal, certainty, quote, reason, lines FROM action_doubt \
            WHERE convention = $4 ORDER BY action, ordinal";
    ActionWord as ActionWordRows reads ["action_word"]:
        "INSERT INTO unscoped_action_word (convention, word, action) VALUES ($1, $2, $3)",
        "SELECT convention, word, action FROM action_word WHERE convention = $4 ORDER BY word, action";
    Agreement as AgreementRows reads ["agreement"]:
        "INSERT INTO unscoped_agreement (convention, originals, originals_lines, projection) VALUES ($1, $2, $3, $4)",
        "SELECT convention, originals, originals_lines, projection FROM agreement WHERE convention = $4";
    Wording as WordingRows reads ["wording"]:
        "INSERT INTO unscoped_wording (convention, part, place, ordinal, text, lines) VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, part, place, ordinal, text, lines FROM wording \
            WHERE convention = $4 ORDER BY part, place, ordinal";
    Annex as AnnexRows reads ["annex"]:
        "INSERT INTO unscoped_annex (convention, ordinal, number, title, announced, present, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, ordinal, number, title, announced, present, lines FROM annex \
            WHERE convention = $4 ORDER BY ordinal";
    Predecessor as PredecessorRows reads ["predecessor"]:
        "INSERT INTO unscoped_predecessor (convention, ordinal, kind, end_day, lines) VALUES ($1, $2, $3, $4, $5)",
        "SELECT convention, ordinal, kind, end_day, lines FROM predecessor WHERE convention = $4 ORDER BY ordinal";
    FrameworkEntry as FrameworkEntryRows reads ["framework_entry"]:
        "INSERT INTO unscoped_framework_entry (convention, place, ordinal, node, code, title, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, place, ordinal, node, code, title, lines FROM framework_entry \
            WHERE convention = $4 ORDER BY place, ordinal";
    Article as ArticleRows reads ["article"]:
        "INSERT INTO unscoped_article (convention, ordinal, number, title, lines) VALUES ($1, $2, $3, $4, $5)",
        "SELECT convention, ordinal, number, title, lines FROM article WHERE convention = $4 ORDER BY ordinal";
    Paragraph as ParagraphRows reads ["paragraph"]:
        "INSERT INTO unscoped_paragraph (convention, part, place, ordinal, kind, text, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, part, place, ordinal, kind, text, lines FROM paragraph \
            WHERE convention = $4 ORDER BY part, place, ordinal";
    DeliberationSignatory as DeliberationSignatoryRows reads ["deliberation_signatory"]:
        "INSERT INTO unscoped_deliberation_signatory (convention, deliberation, ordinal, name, function, lines) \
            VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, deliberation, ordinal, name, function, lines FROM deliberation_signatory \
            WHERE convention = $4 ORDER BY deliberation, ordinal";
    Facility as FacilityRows reads ["facility"]:
        "INSERT INTO unscoped_facility (convention, ordinal, kind, name, owner, lines) VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, ordinal, kind, name, owner, lines FROM facility WHERE convention = $4 ORDER BY ordinal";
    Site as SiteRows reads ["site"]:
        "INSERT INTO unscoped_site (convention, facility, ordinal, role, address, lines) VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, facility, ordinal, role, address, lines FROM site \
            WHERE convention = $4 ORDER BY facility, ordinal";
    FacilityAbsence as FacilityAbsenceRows reads ["facility_absence"]:
        "INSERT INTO unscoped_facility_absence (convention, ordinal, kind, mark, owner, lines) \
            VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, ordinal, kind, mark, owner, lines FROM facility_absence WHERE convention = $4 ORDER BY ordinal";
    Body as BodyRows reads ["body"]:
        "INSERT INTO unscoped_body (convention, ordinal, name, rhythm, rhythm_minimum, rhythm_maximum, rhythm_lines, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        "SELECT convention, ordinal, name, rhythm, rhythm_minimum, rhythm_maximum, rhythm_lines, lines FROM body \
            WHERE convention = $4 ORDER BY ordinal";
    BodyMember as BodyMemberRows reads ["body_member"]:
        "INSERT INTO unscoped_body_member (convention, ordinal, body, text, replaceable, lines) \
            VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, ordinal, body, text, replaceable, lines FROM body_member \
            WHERE convention = $4 ORDER BY ordinal";
    Post as PostRows reads ["post"]:
        "INSERT INTO unscoped_post (convention, ordinal, title, fte_hundredths, is_total, lines) \
            VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, ordinal, title, fte_hundredths, is_total, lines FROM post \
            WHERE convention = $4 ORDER BY ordinal";
    Statement as StatementRows reads ["statement"]:
        "INSERT INTO unscoped_statement (convention, ordinal, topic, text, announced, lines) \
            VALUES ($1, $2, $3, $4, $5, $6)",
        "SELECT convention, ordinal, topic, text, announced, lines FROM statement WHERE convention = $4 ORDER BY ordinal";
    LeftOpen as LeftOpenRows reads ["left_open"]:
        "INSERT INTO unscoped_left_open (convention, ordinal, text, settled_by, lines) VALUES ($1, $2, $3, $4, $5)",
        "SELECT convention, ordinal, text, settled_by, lines FROM left_open WHERE convention = $4 ORDER BY ordinal";
    Duty as DutyRows reads ["duty"]:
        "INSERT INTO unscoped_duty (convention, ordinal, article, kind, text, due_text, due, due_count, due_unit, due_day, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        "SELECT convention, ordinal, article, kind, text, due_text, due, due_count, due_unit, due_day, lines FROM duty \
            WHERE convention = $4 ORDER BY ordinal";
    Involved as InvolvedRows reads ["involved"]:
        "INSERT INTO unscoped_involved (convention, part, place, ordinal, party, text, lines) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)",
        "SELECT convention, part, place, ordinal, party, text, lines FROM involved \
            WHERE convention = $4 ORDER BY part, place, ordinal";
}
