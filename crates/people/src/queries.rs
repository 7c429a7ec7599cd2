//! Every query of this room, room by room. It runs none.

use store::QueryInfo;

use crate::{
    account_own, account_rows, charges, contact_edit, data_routes, demo_personas, directory_rows, doctor, duplicate_list,
    election_rows, last_act, mandate_choose, mandate_confirm_list, merge_refusal, person_show, personas, proof_routes,
    session_count, sign_in, taking,
};

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let rooms = [
        account_own::queries(),
        account_rows::queries(),
        charges::queries(),
        contact_edit::queries(),
        data_routes::queries(),
        demo_personas::queries(),
        directory_rows::queries(),
        doctor::queries(),
        duplicate_list::queries(),
        election_rows::queries(),
        last_act::queries(),
        mandate_choose::queries(),
        mandate_confirm_list::queries(),
        merge_refusal::queries(),
        person_show::queries(),
        personas::queries(),
        proof_routes::queries(),
        session_count::queries(),
        sign_in::queries(),
        taking::queries(),
    ];
    rooms.into_iter().flatten().collect()
}
