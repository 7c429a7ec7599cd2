//! Accounts and mandates of the installation, for those who administer it.

use std::collections::HashMap;

use askama::Template;
use domain::access::Role;
use domain::ids::{MandateId, PersonId};
use domain::time::Day;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::TypedAccount;
use crate::account_rows::{AccountRow, Accounts, MandateRow, Mandates, Period, PlaceRow, Places};
use crate::mandate_end::RefusedEnd;
use crate::mandate_new::{TypedMandate, french_period};

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
    /// The form that ends it; a mandate that is over has none.
    ending: Option<Ending>,
}

/// The form that ends a mandate.
struct Ending {
    day: String,
    sentence: Option<String>,
}

#[derive(Template)]
#[template(path = "account_list.html")]
pub(crate) struct AccountList {
    frame: Frame,
    holders: Vec<Holder>,
    places: Vec<PlaceRow>,
    typed: Typed,
}

impl AccountList {
    fn roles(&self) -> [Role; 6] {
        Role::ALL
    }
}

impl MandateRow {
    fn shown(self, today: Day, refused: Option<&RefusedEnd>) -> Held {
        let period = Period {
            since: self.since,
            until: self.until,
        };
        let refused = refused.filter(|end| end.mandate == self.id);
        let over = self.until.is_some_and(|until| until < today);
        let ending = (!over || refused.is_some()).then(|| Ending {
            day: refused.map_or_else(|| today.max(self.since).to_string(), |end| end.typed.clone()),
            sentence: refused.map(|end| end.sentence.clone()),
        });
        Held {
            id: self.id,
            words: format!(
                "{}, {}, {}, {}",
                self.role.french(),
                self.organisation,
                self.convention,
                french_period(period)
            ),
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

/// The page, with what was typed.
pub(crate) async fn list(visit: &mut Visit, typed: Typed) -> Result<AccountList, Failure> {
    let mut mandates: HashMap<PersonId, Vec<Held>> = HashMap::new();
    for mandate in visit.rows(Mandates {}).await? {
        let person = mandate.person;
        let held = mandate.shown(visit.today, typed.end.as_ref());
        mandates.entry(person).or_default().push(held);
    }
    let accounts = visit.rows(Accounts {}).await?.into_iter();
    let holders = accounts.map(|account| Holder {
        mandates: mandates.remove(&account.id).unwrap_or_default(),
        account,
    });
    Ok(AccountList {
        holders: holders.collect(),
        frame: visit.frame("Comptes et mandats").await?,
        places: visit.rows(Places {}).await?,
        typed,
    })
}
