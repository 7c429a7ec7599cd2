//! The sums of the plan as a file that a spreadsheet opens: what the page lists under the same filters, one line a sum.
//!
//! Sums are numbers; no total is written, so that none is taken for a sum of the text.

use files::sheets::{Cell, Sheet};

use crate::funding_show::Sum;
use crate::orgs::Orgs;
use crate::sheet_rows::Payer;

/// The table.
pub(crate) fn sheet<'a>(sums: impl Iterator<Item = Sum<'a>>, orgs: &Orgs) -> Sheet {
    let heads = [
        "N°",
        "Action",
        "Financeur",
        "Année",
        "Montant (€)",
        "Précision",
        "Peut en compter d’autres",
        "Dans les mots du texte",
        "Lignes du texte",
    ];
    let mut sheet = Sheet::new("Financements", heads);
    for sum in sums {
        let amount = sum.amount;
        let payer = (amount.payer != Payer::Unsaid).then(|| orgs.payer_name(&amount.payer));
        sheet.row([
            Cell::from(sum.action.number.as_str()),
            Cell::from(&sum.action.title),
            Cell::from(payer),
            Cell::from(amount.year),
            Cell::Hundredths(amount.cents),
            Cell::from(amount.precision.french()),
            Cell::from(sum.apart.then_some("oui")),
            Cell::from(&amount.text),
            Cell::from(amount.lines.to_string()),
        ]);
    }
    sheet
}
