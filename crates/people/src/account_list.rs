//! Accounts and mandates of the installation, for those who administer it.

use std::collections::HashMap;

use askama::Template;
use domain::access::Role;
use domain::ids::{MandateId, PersonId};
use domain::places::Target;
use domain::search::Question;
use domain::time::Day;
use serde::Deserialize;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::account_new::TypedAccount;
use crate::account_rows::{AccountRow, Accounts, MandateRow, Mandates, PlaceRow, Places};
use crate::directory::to_confirm;
use crate::directory_rows::{OnePerson, Someone};
use crate::mandate_end::RefusedEnd;
use crate::mandate_new::{TypedMandate, french_period};
use crate::paging::{answers, page_of};

/// What was typed in the forms of the page, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) account: TypedAccount,
    pub(crate) account_errors: Errors,
    pub(crate) mandate: TypedMandate,
    pub(crate) mandate_errors: Errors,
    pub(crate) end: Option<RefusedEnd>,
}

/// A person, with the mandates given.
struct Holder {
    account: AccountRow,
    mandates: Vec<Held>,
}

/// A mandate as it is shown.
struct Held {
    id: MandateId,
    words: String,
    /// The election after which it is to be confirmed.
    to_confirm: Option<String>,
    /// The form that ends it; a mandate that is over has none.
    ending: Option<Ending>,
}

/// The form that ends a mandate.
struct Ending {
    day: String,
    /// Whether it has not begun: it can be taken back.
    is_to_come: bool,
    sentence: Option<String>,
}

#[derive(Template)]
#[template(path = "account_list.html")]
pub(crate) struct AccountList {
    frame: Frame,
    holders: Vec<Holder>,
    found: usize,
    sought: String,
    pager: Pager,
    /// Those who may receive a mandate: everyone, or as many as one reads among those who are looked for.
    people: Vec<(PersonId, String)>,
    /// How many others there are.
    beyond: usize,
    /// The person chosen for a mandate, when that list does not hold them.
    apart: Option<Someone>,
    places: Vec<PlaceRow>,
    typed: Typed,
}

impl AccountList {
    fn roles(&self) -> [Role; 6] {
        Role::ALL
    }

    /// "100 personnes sur 1 250": when some are left out.
    fn offered(&self) -> String {
        let offered = self.people.len();
        let shown = web::french::count(offered, "personne", "personnes");
        format!("{shown} sur\u{a0}{}", web::french::number(offered + self.beyond))
    }

    fn target(&self, account: &AccountRow) -> Target {
        Target::Person(account.id)
    }
}

impl MandateRow {
    fn shown(self, today: Day, refused: Option<&RefusedEnd>) -> Held {
        let refused = refused.filter(|end| end.mandate == self.id);
        let over = self.tenure.is_over(today);
        let ending = (!over || refused.is_some()).then(|| Ending {
            day: refused.map_or_else(|| today.max(self.tenure.since).to_string(), |end| end.typed.clone()),
            sentence: refused.map(|end| end.sentence.clone()),
            is_to_come: self.tenure.is_to_come(today),
        });
        Held {
            id: self.id,
            words: format!(
                "{}, {}, {}, {}",
                self.role.french(),
                self.organisation,
                self.convention,
                french_period(self.tenure, today)
            ),
            to_confirm: self.election.map(to_confirm),
            ending,
        }
    }
}

impl PlaceRow {
    /// The value of the list: convention and organisation.
    pub(crate) fn value(&self) -> String {
        format!("{}-{}", self.convention, self.organisation)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = list(&mut visit, Typed::default()).await?;
    visit.page(&page)
}

/// What is asked in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    page: String,
    personne: String,
}

/// How many people the form of a mandate offers at most.
const OFFERED: usize = 100;

/// Whether an account answers a question.
fn is_sought(account: &AccountRow, question: &Question) -> bool {
    answers(question, [account.name.as_str(), account.email.as_str()])
}

/// Those whose account is open, and how many of them are left out: when they are many, those who are looked for alone.
fn receivers(accounts: &[AccountRow], question: &Question) -> (Vec<(PersonId, String)>, usize) {
    let open = accounts.iter().filter(|account| account.door.is_open());
    let all = open.clone().count();
    let offered = open.filter(|account| all <= OFFERED || is_sought(account, question));
    let offered: Vec<_> = offered
        .take(OFFERED)
        .map(|account| (account.id, account.name.clone()))
        .collect();
    let beyond = all - offered.len();
    (offered, beyond)
}

/// The page, with what was typed.
pub(crate) async fn list(visit: &mut Visit, mut typed: Typed) -> Result<AccountList, Failure> {
    let asked: Asked = visit.query()?;
    let question = Question::parse(&asked.q);
    let mut accounts = visit.rows(Accounts {}).await?;
    let (people, beyond) = receivers(&accounts, &question);
    accounts.retain(|account| is_sought(account, &question));
    let found = accounts.len();
    if typed.mandate.personne.is_empty() {
        typed.mandate.personne = asked.personne;
    }
    let mut address = with_query(href(Target::Accounts), &[("q", &asked.q)]);
    address.push_str("&page=");
    // The mandate to correct is shown, on whatever page it stands.
    let mandates = visit.rows(Mandates {}).await?;
    let wanted = typed
        .end
        .as_ref()
        .and_then(|end| mandates.iter().find(|mandate| mandate.id == end.mandate));
    let place = wanted.and_then(|mandate| accounts.iter().position(|account| account.id == mandate.person));
    let page = place.map_or(asked.page, |place| (place / crate::paging::PAGE + 1).to_string());
    let (shown, pager) = page_of(accounts, &page, address);
    let mut held: HashMap<PersonId, Vec<Held>> = HashMap::new();
    for mandate in mandates {
        let person = mandate.person;
        held.entry(person)
            .or_default()
            .push(mandate.shown(visit.today, typed.end.as_ref()));
    }
    let apart = match typed.mandate.person() {
        Some(person) if !people.iter().any(|(id, _)| *id == person) => visit.first(OnePerson { person }).await?,
        _ => None,
    };
    let holders = shown.into_iter().map(|account| Holder {
        mandates: held.remove(&account.id).unwrap_or_default(),
        account,
    });
    Ok(AccountList {
        holders: holders.collect(),
        found,
        sought: asked.q,
        pager,
        people,
        beyond,
        apart,
        frame: visit.frame("Comptes et mandats").await?,
        places: visit.rows(Places {}).await?,
        typed,
    })
}
