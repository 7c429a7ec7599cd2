//! What is said above lanes that someone else changed meanwhile: which they are, that nothing was written, what waits.

use web::french;

use crate::bulk::{Ticket, actions_of};
use crate::plan_table::PlanTable;
use crate::row_clash::Clash;

/// Why what was sent is not written.
pub(crate) fn overtaken(table: &PlanTable, moved: &[Ticket], sent: usize) -> String {
    let others = match sent - moved.len() {
        0 => "",
        _ => ", ni sur les autres lignes cochées",
    };
    format!(
        "Quelqu’un a mis à jour {} pendant que vous choisissiez\u{a0}: rien n’est écrit{others}. Ce que vous avez choisi est \
         gardé\u{a0}; comparez, puis choisissez ce qui reste.",
        table.numbers(&actions_of(moved))
    )
}

impl PlanTable {
    /// "Action 15, volet Vauxelle".
    pub(crate) fn clash_name(&self, clash: &Clash) -> String {
        let party = (clash.party != 0).then_some(clash.party);
        let lane = self.roster.lane_name(party);
        format!(
            "{}, {lane}",
            domain::wording::capitalised(&self.numbers(&[clash.action].into()))
        )
    }

    /// How many more lanes moved than are compared.
    pub(crate) fn uncompared(&self) -> String {
        let count = i64::try_from(self.bulk.uncompared).unwrap_or(i64::MAX);
        format!(
            "{} ont changé aussi\u{a0}: leur page les montre.",
            french::count(count, "autre volet", "autres volets")
        )
    }

    /// What becomes of the lanes that did not move.
    pub(crate) fn waiting(&self) -> String {
        let count = i64::try_from(self.bulk.waiting).unwrap_or(i64::MAX);
        match count {
            0 => "Rien n’est écrit.".to_owned(),
            1 => "Rien n’est écrit\u{a0}: un volet coché n’a pas changé, et attend votre choix.".to_owned(),
            _ => format!("Rien n’est écrit\u{a0}: {count}\u{a0}volets cochés n’ont pas changé, et attendent votre choix."),
        }
    }
}
