//! Accounts and mandates of the installation, for those who administer it.

use askama::Template;
use domain::access::Role;
use domain::ids::PersonId;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::account_new::TypedAccount;
use crate::account_rows::{AccountRow, Accounts, MandateRow, Mandates, PlaceRow, Places};
use crate::mandate_new::TypedMandate;

/// What was typed in the two forms of the page, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) account: TypedAccount,
    pub(crate) account_errors: Errors,
    pub(crate) mandate: TypedMandate,
    pub(crate) mandate_errors: Errors,
}

#[derive(Template)]
#[template(path = "account_list.html")]
pub(crate) struct AccountList {
    frame: Frame,
    accounts: Vec<AccountRow>,
    mandates: Vec<MandateRow>,
    places: Vec<PlaceRow>,
    typed: Typed,
}

impl AccountList {
    fn mandates_of(&self, person: &PersonId) -> Vec<&MandateRow> {
        self.mandates.iter().filter(|mandate| mandate.person == *person).collect()
    }

    fn roles(&self) -> [Role; 6] {
        Role::ALL
    }
}

impl MandateRow {
    /// "depuis le 1er janv. 2022", "du … au …".
    fn period(&self) -> String {
        match self.until {
            Some(until) => format!("du {} au {}", french::date(self.since), french::date(until)),
            None => format!("depuis le {}", french::date(self.since)),
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
    Ok(AccountList {
        frame: visit.frame("Comptes et mandats").await?,
        accounts: visit.rows(Accounts {}).await?,
        mandates: visit.rows(Mandates {}).await?,
        places: visit.rows(Places {}).await?,
        typed,
    })
}
