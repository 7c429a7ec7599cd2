//! What is done about it, commune by commune: the plan by framework, by theme, as a table; its deployment; one action.
//!
//! It never changes what was signed. Reports are written one after the other; what nobody reported on is shown as planned, no more.

mod action_history;
mod action_rows;
mod action_show;
mod actual;
mod amendment_list;
mod amendment_new;
mod answer_files;
mod attachments;
mod awaiting_lane;
mod awaiting_list;
mod awaiting_show;
mod board_sheet;
mod board_show;
mod bulk;
mod calendar_dates;
mod calendar_file;
mod calendar_filter;
mod calendar_sheet;
mod calendar_show;
mod dashboard_board;
mod dashboard_dates;
mod dashboard_own;
mod dashboard_show;
mod dashboard_since;
mod dashboard_term;
mod dashboard_todo;
mod day_limits;
mod deployment_sheet;
mod deployment_show;
mod derivation_said;
mod detail_mark;
mod detail_rows;
mod doctor;
mod erasure;
mod exchanges;
mod filter_bar;
mod folded_rows;
mod follow_many;
mod follow_undo;
mod followup_rows;
mod followup_show;
mod funding_sheet;
mod funding_show;
mod go_pages;
mod go_to;
mod history_events;
mod history_rows;
mod history_ties;
mod kept_views;
mod lanes;
mod mayor_lines;
mod mayor_links;
mod mayor_rows;
mod mayor_scope;
mod mayor_sheet;
mod mayor_tables;
mod milestone_edit;
mod milestone_filter;
mod milestone_form;
mod milestone_line;
mod milestone_list;
mod milestone_new;
mod milestone_rows;
mod milestone_tables;
mod milestone_tick;
mod named_search;
mod nav;
mod orgs;
mod outline;
mod paper_search;
mod plan_as_of;
mod plan_export;
mod plan_filter;
mod plan_import;
mod plan_parts;
mod plan_sheet;
mod plan_show;
mod plan_table;
mod plan_themes;
mod progress_filter;
mod remarks;
mod report_form;
mod report_list;
mod report_new;
mod report_rows;
mod report_words;
mod roster;
mod routes;
mod row_clash;
mod row_clash_said;
mod rows;
mod saved_views;
mod scope;
mod selection;
mod sheet_cells;
mod sheet_changes;
mod sheet_mark;
mod sheet_rows;
mod standing;
mod status_names;
mod summary_chart;
mod summary_lines;
mod summary_show;
mod sums;
mod table_links;
mod tables;
mod team_rows;
mod today_rows;
mod view_tables;
mod views;
mod watching;

use store::{QueryInfo, Scope};

pub use doctor::check;
pub use nav::nav;
pub use routes::routes;
pub use tables::Tables;
pub use watching::{Look, watch};

/// The names under which other rooms read what this one writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let mut queries = rows::queries();
    queries.extend(sheet_rows::queries());
    queries.extend(action_rows::queries());
    queries.extend(remarks::queries());
    queries.extend(plan_filter::queries());
    queries.extend(plan_parts::queries());
    queries.extend(amendment_list::queries());
    queries.extend(follow_undo::queries());
    queries.extend(report_rows::queries());
    queries.extend(report_list::queries());
    queries.extend(row_clash::queries());
    queries.extend(folded_rows::queries());
    queries.extend(followup_rows::queries());
    queries.extend(awaiting_list::queries());
    queries.extend(awaiting_lane::queries());
    queries.extend(awaiting_show::queries());
    queries.extend(answer_files::queries());
    queries.extend(milestone_rows::queries());
    queries.extend(named_search::queries());
    queries.extend(paper_search::queries());
    queries.extend(detail_rows::queries());
    queries.extend(watching::queries());
    queries.extend(history_rows::queries());
    queries.extend(today_rows::queries());
    queries.extend(calendar_dates::queries());
    queries.extend(plan_as_of::queries());
    queries.extend(mayor_rows::queries());
    queries
}
