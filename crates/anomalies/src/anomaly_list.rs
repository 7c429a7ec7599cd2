//! The register of écarts: by family, by place of the text, by action, by who can answer; several settled at once.
//!
//! It counts what the filters keep, and never says of an écart what its reader may not see of the text.

use askama::Template;
use domain::access::Verb;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::reading::{Family, Severity};
use domain::settlement::SettlementState;
use domain::time::Day;
use files::sheets::Format;
use web::answer::Answer;
use web::components::{Pager, ViewLink};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::anomaly_filter::{Filter, Group, Grouping, NOBODY, Stand, Typed, WAITING, grouped, page_of};
use crate::anomaly_rows::NamedRow;
use crate::anomaly_settle::TypedSettlement;
use crate::anomaly_sheet;
use crate::anomaly_undo::undoable;
use crate::register::{Entry, Register, register};
use crate::register_tabs::{Tab, tabs};
use crate::text_sections::{Sections, sections};
use crate::words::gestures;

/// An écart of the whole plan names all its actions: the page of the écart lists them.
const ACTIONS_SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "anomaly_list.html")]
pub(crate) struct AnomalyList {
    frame: Frame,
    convention: ConventionId,
    tabs: Vec<ViewLink>,
    register: Register,
    sections: Sections,
    /// Those that the filters keep, by their place in the register.
    kept: Vec<usize>,
    /// Those of this page, under their headings.
    groups: Vec<Group>,
    pager: Pager,
    grouping: Grouping,
    views: Vec<ViewLink>,
    states: Vec<ViewLink>,
    files: [SheetLink; 3],
    typed: Typed,
    errors: Errors,
    bodies: Vec<String>,
    settles: bool,
    today: Day,
    /// Whether what was said a moment ago can be taken back.
    undoable: bool,
    /// What was typed for several at once, when it could not be kept.
    pub(crate) lot: TypedSettlement,
}

impl AnomalyList {
    fn place(&self) -> Target {
        Target::Desk(DeskPlace::Anomalies(self.convention))
    }

    fn rules(&self) -> Target {
        Target::Desk(DeskPlace::AnomalyRules(self.convention))
    }

    fn action(&self, named: &NamedRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: named.action,
        })
    }

    fn severities(&self) -> [(&'static str, &'static str); 3] {
        [Severity::High, Severity::Medium, Severity::Low].map(|severity| (severity.code(), severity.french()))
    }

    fn gestures(&self) -> [(&'static str, &'static str); 5] {
        gestures()
    }

    fn annex(&self) -> String {
        let pairs = self.typed.pairs("", &self.typed.etat);
        with_query(href(Target::Desk(DeskPlace::AnomalyAnnex(self.convention))), &pairs)
    }

    fn one(&self, entry: &Entry) -> String {
        address_of(self.convention, entry)
    }

    pub(crate) fn kept(&self) -> Vec<&Entry> {
        self.kept.iter().map(|place| &self.register.entries[*place]).collect()
    }

    pub(crate) fn sections(&self) -> &Sections {
        &self.sections
    }

    fn entry(&self, place: &usize) -> &Entry {
        &self.register.entries[*place]
    }

    /// The page itself, as it is filtered: what is sent from it comes back to it.
    fn own(&self) -> String {
        let mut pairs = self.typed.pairs(&self.typed.vue, &self.typed.etat);
        pairs.extend(Some(("page", self.typed.page.as_str())).filter(|(_, page)| !page.is_empty()));
        with_query(href(self.place()), &pairs)
    }

    /// The first actions that an écart names, and how many others.
    fn actions<'e>(&self, entry: &'e Entry) -> (&'e [NamedRow], usize) {
        let shown = entry.actions.len().min(ACTIONS_SHOWN);
        (&entry.actions[..shown], entry.actions.len() - shown)
    }

    fn summary(&self) -> String {
        summary(&self.register.entries)
    }

    fn active(&self) -> usize {
        let typed = &self.typed;
        [
            &typed.gravite,
            &typed.famille,
            &typed.regle,
            &typed.qui,
            &typed.action,
            &typed.mots,
        ]
        .into_iter()
        .filter(|value| !value.is_empty())
        .count()
    }

    fn families(&self) -> Vec<Family> {
        let has = |family: &Family| self.register.entries.iter().any(|entry| entry.found.family == *family);
        Family::ALL.into_iter().filter(has).collect()
    }

    fn owners(&self) -> Vec<&str> {
        let mut owners: Vec<&str> = self.register.entries.iter().filter_map(Entry::owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    fn numbers(&self) -> Vec<&str> {
        let mut numbers: Vec<(i64, &str)> = self
            .register
            .entries
            .iter()
            .flat_map(|entry| entry.actions.iter().map(|action| (action.action, action.number.as_str())))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|(_, number)| number).collect()
    }

    /// "3 écarts ont reçu cette réponse."
    fn noted(&self) -> Option<String> {
        let count: i64 = self.typed.note.parse().ok().filter(|count| *count > 0)?;
        Some(match count {
            1 => "La réponse est enregistrée.".to_owned(),
            _ => format!("{} ont reçu cette réponse.", french::count(count, "écart", "écarts")),
        })
    }

    /// "C’est annulé".
    fn undone(&self) -> Option<String> {
        let count: i64 = self.typed.annule.parse().ok().filter(|count| *count > 0)?;
        Some(match count {
            1 => "C’est annulé\u{a0}: l’écart est revenu à ce qu’il était.".to_owned(),
            _ => format!(
                "C’est annulé\u{a0}: {} sont revenus à ce qu’ils étaient.",
                french::count(count, "écart", "écarts")
            ),
        })
    }

    /// What can be taken back, as its form tells it.
    fn undoable(&self) -> Option<&str> {
        self.undoable.then_some(self.typed.lot.as_str())
    }

    fn is_late(&self, entry: &Entry) -> bool {
        entry.is_late(self.today)
    }
}

/// Where an écart is read.
pub(crate) fn address_of(convention: ConventionId, entry: &Entry) -> String {
    let key = entry.found.key.to_string();
    with_query(href(Target::Desk(DeskPlace::Anomaly(convention))), &[("cle", key.as_str())])
}

/// "26 écarts : 3 à trancher, 7 à expliquer, 16 pour information."
pub(crate) fn summary(entries: &[Entry]) -> String {
    let count = |severity: Severity| entries.iter().filter(|entry| entry.found.severity == severity).count();
    let parts = [Severity::High, Severity::Medium, Severity::Low]
        .into_iter()
        .map(|severity| (count(severity), severity.french().to_lowercase()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count}\u{a0}{words}"));
    let parts: Vec<String> = parts.collect();
    format!(
        "{}\u{a0}: {}",
        french::count(entries.len(), "écart", "écarts"),
        parts.join(", ")
    )
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let page = page(&mut visit, typed, TypedSettlement::default(), Errors::none()).await?;
    if let Some(format) = Format::from_code(&page.typed.forme).filter(|_| page.errors.is_empty()) {
        return visit.sheet(anomaly_sheet::sheet(&page), format).await;
    }
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// The page, with what was typed for several at once.
pub(crate) async fn page(
    visit: &mut Visit,
    typed: Typed,
    lot: TypedSettlement,
    errors: Errors,
) -> Result<AnomalyList, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Registre des écarts").await?;
    let register = register(visit, convention).await?;
    let (filter, grouping, mut wrong) = Filter::parse(&typed);
    wrong.extend(errors);
    let kept = register.entries.iter().enumerate().filter(|(_, entry)| filter.keeps(entry));
    let kept: Vec<usize> = kept.map(|(place, _)| place).collect();
    let (sections, bodies) = sections(visit, convention).await?;
    let (groups, page, pages) = page_of(grouped(&register.entries, &kept, grouping, &sections), &typed.page);
    let place = || href(Target::Desk(DeskPlace::Anomalies(convention)));
    let mut pairs = typed.pairs(&typed.vue, &typed.etat);
    let address = with_query(place(), &pairs);
    pairs.push(("page", ""));
    let turned = with_query(place(), &pairs);
    Ok(AnomalyList {
        frame: frame
            .under(Target::Desk(DeskPlace::Anomalies(convention)))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        tabs: tabs(convention, Tab::Anomalies, &register),
        views: views(convention, &typed, grouping),
        states: states(convention, &typed, &filter, &register),
        files: web::sheets::links(&address, "ecarts"),
        sections,
        settles: visit.may(Verb::SettleAnomalies),
        today: visit.today,
        undoable: undoable(visit, &typed.lot, &register),
        bodies,
        register,
        kept,
        groups,
        pager: pager(page, pages, turned),
        grouping,
        typed,
        errors: wrong,
        lot,
    })
}

fn pager(page: usize, pages: usize, address: String) -> Pager {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Pager {
        page: number(page),
        pages: number(pages),
        address,
    }
}

fn views(convention: ConventionId, typed: &Typed, current: Grouping) -> Vec<ViewLink> {
    let link = |grouping: Grouping| {
        let pairs = typed.pairs(grouping.code(), &typed.etat);
        let address = with_query(href(Target::Desk(DeskPlace::Anomalies(convention))), &pairs);
        ViewLink::new(grouping.french(), address, grouping == current).icon(grouping.icon())
    };
    Grouping::ALL.into_iter().map(link).collect()
}

/// All states, then each with how many it holds under the other filters.
fn states(convention: ConventionId, typed: &Typed, filter: &Filter, register: &Register) -> Vec<ViewLink> {
    let held: Vec<&Entry> = register
        .entries
        .iter()
        .filter(|entry| filter.keeps_of_any_state(entry))
        .collect();
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let address = |etat: &str| {
        with_query(
            href(Target::Desk(DeskPlace::Anomalies(convention))),
            &typed.pairs(&typed.vue, etat),
        )
    };
    let link = |label: &str, code: &str, stand: Option<Stand>| {
        let count = held
            .iter()
            .filter(|entry| stand.is_none_or(|stand| stand.holds(entry.state())))
            .count();
        let current = filter.state == stand;
        (count > 0 || current).then(|| ViewLink::new(label, address(code), current).count(counted(count)))
    };
    let ends = [link("Tous", "", None), link("En attente", WAITING, Some(Stand::Waiting))];
    let each = SettlementState::ALL.map(|state| link(state.french(), state.code(), Some(Stand::In(state))));
    ends.into_iter().chain(each).flatten().collect()
}
