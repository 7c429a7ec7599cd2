//! What the plan holds when a file is read against it, and what the file says of it.
//!
//! It writes nothing.

use domain::amendment::TermField;
use domain::ids::ActionId;
use domain::places::Target;
use files::following::{KnownAction, following};
use files::mapping::Chosen;
use files::sheets::formulas::Formulas;
use files::sheets::read;
use web::failure::Failure;
use web::form::Errors;
use web::href::{href, with_query};
use web::visit::Visit;

use super::{PlanImport, Shown, Term, framed};
use crate::amendment_new::signed_text;
use crate::roster::Roster;
use crate::rows::{ActionRow, Actions, MarkRow, Marks, NodeRow, Nodes, PeriodOf, PeriodRow};
use crate::sheet_changes::{Judged, Plan, Said, understand};
use crate::standing::Standings;
use crate::team_rows::said_by;

/// What the plan holds.
pub(super) struct Loaded {
    pub(super) roster: Roster,
    actions: Vec<ActionRow>,
    nodes: Vec<NodeRow>,
    marks: Vec<MarkRow>,
    standings: Standings,
    period: Option<PeriodRow>,
    numbers: Vec<(i64, String)>,
}

impl Loaded {
    pub(super) async fn read(visit: &mut Visit) -> Result<Self, Failure> {
        let convention = visit.convention()?;
        let actions = visit.rows(Actions { convention }).await?;
        let nodes = visit.rows(Nodes { convention }).await?;
        let roster = Roster::read(visit, convention).await?;
        let marks = visit.rows(Marks { convention }).await?;
        Ok(Self {
            period: visit.first(PeriodOf { convention }).await?,
            standings: Standings::of(actions.iter().map(|action| action.ordinal), &marks, &roster, visit.today),
            numbers: actions.iter().map(|action| (action.ordinal, action.number.clone())).collect(),
            roster,
            actions,
            nodes,
            marks,
        })
    }

    pub(super) fn plan(&self) -> Plan<'_> {
        Plan {
            standings: &self.standings,
            period: self.period.as_ref(),
            roster: &self.roster,
            numbers: &self.numbers,
        }
    }

    /// What a file says: one of ours by its marks, that of a team by the heads of its columns.
    pub(super) fn said(&self, bytes: &[u8]) -> Result<Said, String> {
        let tables = read::read(bytes).map_err(|unread| unread.to_string())?;
        let ours = understand(&tables, &self.plan(), |action, field| self.signed(action, field));
        let Err(sentence) = ours else {
            return ours.map_err(str::to_owned);
        };
        let known = self.actions.iter().map(|action| KnownAction {
            number: &action.number,
            title: &action.title,
        });
        let known: Vec<KnownAction<'_>> = known.collect();
        let following = following(bytes, &Chosen::default(), &known).map_err(|unread| unread.to_string())?;
        let ordinals: Vec<i64> = self.actions.iter().map(|action| action.ordinal).collect();
        following
            .map(|following| said_by(&following, &self.plan(), &ordinals))
            .ok_or_else(|| sentence.to_owned())
    }

    fn signed(&self, action: i64, field: TermField) -> String {
        let found = self.actions.iter().find(|row| row.ordinal == action);
        found.map_or_else(String::new, |row| {
            signed_text(field, row, &self.nodes, &self.roster, &self.marks)
        })
    }

    pub(super) fn shown(&self, name: &str, said: Said, mut judged: Judged) -> Shown {
        judged.wrong.extend(said.wrong);
        judged.wrong.sort_by_key(|(line, _)| *line);
        Shown {
            name: name.to_owned(),
            rows: said.rows,
            judged,
            emptied: said.emptied,
            notes: said.notes,
            formulas: Formulas::default(),
            terms: said.terms.into_iter().map(|term| self.term(term)).collect(),
        }
    }

    fn term(&self, (action, field, wanted): (i64, TermField, String)) -> Term {
        let number = self.numbers.iter().find(|(ordinal, _)| *ordinal == action);
        let proposed = Target::amend(ActionId {
            convention: self.roster.convention,
            ordinal: action,
        });
        Term {
            number: number.map(|(_, number)| number.clone()).unwrap_or_default(),
            field,
            signed: self.signed(action, field),
            address: with_query(href(proposed), &[("champ", field.code()), ("voulu", &wanted)]),
            wanted,
        }
    }

    pub(super) async fn page(self, visit: &mut Visit, errors: Errors, shown: Option<Shown>) -> Result<PlanImport, Failure> {
        let convention = self.roster.convention;
        Ok(PlanImport {
            frame: framed(visit, convention).await?,
            convention,
            errors,
            shown,
        })
    }
}
