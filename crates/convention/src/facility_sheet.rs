//! The list of facilities as a file that a spreadsheet opens: what the page shows under the same filters, one line a site.
//!
//! It adds nothing to the page.

use files::sheets::{Cell, Sheet};

use crate::facility_list::Listing;

/// The table.
pub(crate) fn sheet(listing: &Listing) -> Sheet {
    let heads = ["Liste de", "Type", "Nom", "Lieu d’accueil", "Adresse", "Lignes du texte"];
    let mut sheet = Sheet::new("Équipements", heads);
    let name = |owner: Option<i64>| {
        let found = owner.and_then(|owner| listing.parties.find(owner));
        found.map_or("", |(_, party)| party.short_name.as_str())
    };
    for facility in &listing.facilities {
        let (owner, kind) = (name(facility.owner), facility.kind.as_str());
        let sites: Vec<_> = listing
            .sites
            .iter()
            .filter(|site| site.facility == facility.ordinal)
            .collect();
        if sites.is_empty() {
            let lines = facility.lines.to_string();
            sheet.row([owner, kind, &facility.name, "", "", &lines].map(Cell::from));
        }
        for site in sites {
            let role = site.role.as_deref().unwrap_or_default();
            let lines = facility.lines.union(&site.lines).to_string();
            sheet.row([owner, kind, &facility.name, role, &site.address, &lines].map(Cell::from));
        }
    }
    for absence in &listing.absences {
        let said = absence.said();
        let lines = absence.lines.to_string();
        sheet.row([name(absence.owner), &absence.kind, &said, "", "", &lines].map(Cell::from));
    }
    sheet
}
