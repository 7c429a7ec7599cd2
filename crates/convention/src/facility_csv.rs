//! The list of facilities as a file that a spreadsheet opens: what the page shows under the same filters, one line a site.
//!
//! It adds nothing to the page.

use web::csv::Table;

use crate::facility_list::Listing;

/// The file.
pub(crate) fn table(listing: &Listing) -> Table {
    let mut table = Table::new();
    table.row(["Liste de", "Type", "Nom", "Lieu d’accueil", "Adresse", "Lignes du texte"]);
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
            table.row([owner, kind, &facility.name, "", "", &facility.lines.to_string()]);
        }
        for site in sites {
            let role = site.role.as_deref().unwrap_or_default();
            let lines = facility.lines.union(&site.lines).to_string();
            table.row([owner, kind, &facility.name, role, &site.address, &lines]);
        }
    }
    for absence in &listing.absences {
        let said = absence.said();
        table.row([name(absence.owner), &absence.kind, &said, "", "", &absence.lines.to_string()]);
    }
    table
}
