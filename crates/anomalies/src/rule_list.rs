//! What the rules look for: each with its reason, what to do about it and two examples; put aside for a convention, with a reason.
//!
//! It explains rules and counts what they found here; it never changes one.

use std::collections::BTreeMap;

use askama::Template;
use domain::access::Verb;
use domain::access::verbs::SettleAnomalies;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::{Family, RuleCode};
use domain::settlement::{LONGEST_SETTLEMENT, RuleSwitched};
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::anomaly_rows::{SwitchRow, SwitchesIn, last_switches};
use crate::register::{Register, register};
use crate::register_tabs::{Tab, tabs};
use crate::tables::Tables;
use crate::words::severity_class;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    montrer: String,
    /// The rule that is told whole.
    regle: String,
}

/// The form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedSwitch {
    regle: String,
    geste: String,
    motif: String,
    vu: String,
}

/// Which rules are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Finding,
    Aside,
}

impl Shown {
    const ALL: [Self; 3] = [Self::All, Self::Finding, Self::Aside];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Finding => "trouve",
            Self::Aside => "ecart",
        }
    }

    const fn french(self) -> &'static str {
        match self {
            Self::All => "Toutes",
            Self::Finding => "Qui ont trouvé",
            Self::Aside => "Mises de côté",
        }
    }
}

#[derive(Template)]
#[template(path = "rule_list.html")]
struct RuleList {
    frame: Frame,
    convention: ConventionId,
    tabs: Vec<ViewLink>,
    chips: Vec<ViewLink>,
    shown: Shown,
    /// How many écarts each rule tells here.
    found: BTreeMap<RuleCode, usize>,
    switches: BTreeMap<String, SwitchRow>,
    settles: bool,
    typed: TypedSwitch,
    errors: Errors,
}

impl RuleList {
    fn families(&self) -> Vec<(Family, Vec<RuleCode>)> {
        let of = |family: Family| {
            let rules = RuleCode::ALL.iter().copied();
            let rules = rules.filter(|code| code.rule().family == family && self.shows(*code, self.shown));
            (family, rules.collect::<Vec<_>>())
        };
        Family::ALL
            .into_iter()
            .map(of)
            .filter(|(_, rules)| !rules.is_empty())
            .collect()
    }

    fn shows(&self, code: RuleCode, shown: Shown) -> bool {
        match shown {
            Shown::All => true,
            Shown::Finding => self.count(&code) > 0,
            Shown::Aside => self.aside(&code).is_some(),
        }
    }

    fn count(&self, code: &RuleCode) -> usize {
        self.found.get(code).copied().unwrap_or_default()
    }

    /// The switch that puts it aside.
    fn aside(&self, code: &RuleCode) -> Option<&SwitchRow> {
        self.switches.get(code.code()).filter(|switch| !switch.applies)
    }

    fn version(&self, code: &RuleCode) -> i64 {
        self.switches.get(code.code()).map_or(0, |switch| switch.version)
    }

    fn asked(&self, code: &RuleCode) -> &'static str {
        code.rule().severity.french()
    }

    fn asked_class(&self, code: &RuleCode) -> &'static str {
        severity_class(code.rule().severity)
    }

    fn own(&self) -> Target {
        Target::Desk(DeskPlace::AnomalyRules(self.convention))
    }

    /// Where a rule is told whole.
    fn whole(&self, code: &RuleCode) -> String {
        let pairs = [("montrer", self.shown.code()), ("regle", code.code())];
        let pairs = if self.shown == Shown::All { &pairs[1..] } else { &pairs[..] };
        format!("{}#{}", with_query(href(self.own()), pairs), code.code())
    }

    /// The écarts of its family, in the register.
    fn found_by(&self, code: &RuleCode) -> String {
        let pairs = [
            ("vue", "famille"),
            ("famille", code.rule().family.code()),
            ("regle", code.code()),
        ];
        with_query(href(Target::Desk(DeskPlace::Anomalies(self.convention))), &pairs)
    }

    fn is_typed(&self, code: &RuleCode) -> bool {
        self.typed.regle == code.code()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let shown = Shown::ALL.into_iter().find(|shown| shown.code() == asked.montrer);
    let shown = shown.ok_or(Failure::NotFound)?;
    let typed = TypedSwitch {
        regle: asked.regle,
        ..TypedSwitch::default()
    };
    let page = page(&mut visit, shown, typed, Errors::none()).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, shown: Shown, typed: TypedSwitch, errors: Errors) -> Result<RuleList, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Ce que Pacte vérifie").await?;
    let register = register(visit, convention).await?;
    let mut page = RuleList {
        frame: frame
            .under(Target::Desk(DeskPlace::Anomalies(convention)))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Registre des écarts", Target::Desk(DeskPlace::Anomalies(convention))),
        convention,
        tabs: tabs(convention, Tab::Rules, &register),
        chips: Vec::new(),
        shown,
        found: found(&register),
        switches: register.switches,
        settles: visit.may(Verb::SettleAnomalies),
        typed,
        errors,
    };
    page.chips = chips(&page);
    Ok(page)
}

fn found(register: &Register) -> BTreeMap<RuleCode, usize> {
    let mut found = BTreeMap::new();
    for rule in register.entries.iter().filter_map(|entry| entry.found.rule) {
        *found.entry(rule).or_default() += 1;
    }
    found
}

fn chips(page: &RuleList) -> Vec<ViewLink> {
    let link = |shown: Shown| {
        let count = RuleCode::ALL.iter().filter(|code| page.shows(**code, shown)).count();
        let pairs = [("montrer", shown.code())];
        let pairs = if shown == Shown::All { &pairs[..0] } else { &pairs[..] };
        let link = ViewLink::new(shown.french(), with_query(href(page.own()), pairs), shown == page.shown);
        link.count(i64::try_from(count).unwrap_or(i64::MAX))
    };
    Shown::ALL.into_iter().map(link).collect()
}

const MEANWHILE: &str =
    "Quelqu’un d’autre vient de changer cette règle\u{a0}: rien n’a été enregistré. Regardez où elle en est.";

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: TypedSwitch = visit.form()?;
    let rule = RuleCode::from_code(&typed.regle).ok_or(Failure::NotFound)?;
    let seen: i64 = typed.vu.parse().map_err(|_| Failure::NotFound)?;
    let mut errors = understood(&typed);
    let switches = last_switches(visit.rows(SwitchesIn { convention }).await?);
    if switches.get(rule.code()).map_or(0, |switch| switch.version) != seen {
        errors = Errors::whole(MEANWHILE);
    }
    if !errors.is_empty() {
        let page = page(&mut visit, Shown::All, typed, errors).await?;
        return Err(visit.invalid(&page));
    }
    let fact = RuleSwitched {
        convention,
        rule: rule.code().to_owned(),
        applies: typed.geste == "appliquer",
        reason: typed.motif.trim().to_owned(),
        seen,
        by: visit.signature(),
        at: visit.now,
    };
    let tx = visit.begin::<SettleAnomalies>(convention).await?;
    let kept = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(Answer::see_other(Target::Desk(DeskPlace::AnomalyRules(convention)))),
        Err(StoreError::Conflict) => {
            let page = page(&mut visit, Shown::All, typed, Errors::whole(MEANWHILE)).await?;
            Err(visit.invalid(&page))
        }
        Err(error) => Err(error.into()),
    }
}

fn understood(typed: &TypedSwitch) -> Errors {
    let mut errors = Errors::none();
    let motive = typed.motif.trim();
    if !["appliquer", "ecarter"].contains(&typed.geste.as_str()) {
        errors.add("motif", "Choisissez de mettre la règle de côté ou de l’appliquer de nouveau.");
    } else if motive.is_empty() && typed.geste == "ecarter" {
        errors.add("motif", "Dites pourquoi cette règle ne sert pas à cette convention.");
    } else if motive.chars().count() > LONGEST_SETTLEMENT {
        errors.add("motif", "Ce texte est trop long. Gardez-en 2\u{a0}000 caractères au plus.");
    }
    errors
}
