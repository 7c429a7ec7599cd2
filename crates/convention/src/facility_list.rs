//! Facilities and services that the text lists, by type and by commune, with those it says to be absent.
//!
//! Places, hours and money come with other rooms; here is what was signed.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::search::fold;
use files::sheets::Format;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::contract_views::counted;
use crate::convention_rows::{AllParties, PartyRow};
use crate::facility_rows::{AbsenceRow, Absences, FacilitiesOf, FacilityRow, Filter, SiteRow, Sites, Typed};
use crate::facility_sheet;
use crate::parties::{Holder, Parties};
use crate::text_show::{TextState, completion};

/// Facilities on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "facility_list.html")]
struct FacilityList {
    frame: Frame,
    convention: ConventionId,
    typed: Typed,
    errors: Errors,
    parties: Parties,
    kinds: Vec<String>,
    owners: Vec<i64>,
    facilities: Vec<FacilityRow>,
    sites: Vec<SiteRow>,
    absences: Vec<AbsenceRow>,
    /// Communes that sign and whose list is not in the text.
    unlisted: Vec<String>,
    found: usize,
    total: usize,
    pager: Pager,
    /// What there is of the text for this reader.
    text: TextState,
    /// Where a convention typed by hand is completed, for those who may.
    completion: Option<Target>,
    files: [SheetLink; 3],
}

impl FacilityList {
    fn place(&self) -> Target {
        Target::Facilities(self.convention)
    }

    fn sites_of(&self, facility: &FacilityRow) -> Vec<&SiteRow> {
        self.sites.iter().filter(|site| site.facility == facility.ordinal).collect()
    }

    #[expect(clippy::ref_option, reason = "a template hands its fields over by reference")]
    fn owner(&self, owner: &Option<i64>) -> Option<Holder> {
        self.parties.holder(*owner, None)
    }

    fn owners(&self) -> Vec<&PartyRow> {
        let listed = self
            .parties
            .ranked()
            .filter(|(_, party)| self.owners.contains(&party.ordinal));
        listed.map(|(_, party)| party).collect()
    }

    fn count(&self) -> String {
        let all = counted(&self.found, "équipement ou service", "équipements et services");
        if self.found == self.total {
            all
        } else {
            format!("{all} sur {}", self.total)
        }
    }

    fn filtered(&self) -> bool {
        self.found != self.total || !self.errors.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.total == 0 && self.absences.is_empty() && !self.filtered()
    }
}

/// Everything that the text lists, filtered.
pub(crate) struct Listing {
    pub(crate) parties: Parties,
    pub(crate) facilities: Vec<FacilityRow>,
    pub(crate) sites: Vec<SiteRow>,
    pub(crate) absences: Vec<AbsenceRow>,
    pub(crate) errors: Errors,
    kinds: Vec<String>,
    owners: Vec<i64>,
    total: usize,
}

impl Listing {
    /// Reads and filters.
    pub(crate) async fn read(visit: &mut Visit, convention: ConventionId, typed: &Typed) -> Result<Self, Failure> {
        let parties = Parties::of(visit.rows(AllParties { convention }).await?);
        let mut facilities = visit.rows(FacilitiesOf { convention }).await?;
        let sites = visit.rows(Sites { convention }).await?;
        let mut absences = visit.rows(Absences { convention }).await?;
        let kinds = kinds(&facilities, &absences);
        let owners: Vec<i64> = facilities.iter().filter_map(|facility| facility.owner).collect();
        let owners = [owners, absences.iter().filter_map(|absence| absence.owner).collect()].concat();
        let (filter, errors) = Filter::parse(typed, &kinds, &owners);
        let total = facilities.len();
        facilities.retain(|facility| filter.keeps(facility, &sites, &parties));
        absences.retain(|absence| filter.keeps_absence(absence));
        Ok(Self {
            parties,
            facilities,
            sites,
            absences,
            errors,
            kinds,
            owners,
            total,
        })
    }

    /// Communes that sign, when the text lists something and nothing of theirs.
    fn unlisted(&self) -> Vec<String> {
        let communes = self.parties.signing().filter(|(_, party)| party.has_council());
        let without = communes.filter(|(_, party)| !self.owners.is_empty() && !self.owners.contains(&party.ordinal));
        without.map(|(_, party)| party.short_name.clone()).collect()
    }
}

/// The types, each once, in the order of the text.
fn kinds(facilities: &[FacilityRow], absences: &[AbsenceRow]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    let all = facilities.iter().map(|facility| &facility.kind);
    for kind in all.chain(absences.iter().map(|absence| &absence.kind)) {
        if !kinds.iter().any(|known| fold(known) == fold(kind)) {
            kinds.push(kind.clone());
        }
    }
    kinds
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Équipements et services").await?;
    let mut listing = Listing::read(&mut visit, convention, &typed).await?;
    if let Some(format) = Format::from_code(&typed.forme).filter(|_| listing.errors.is_empty()) {
        return visit.sheet(facility_sheet::sheet(&listing), format).await;
    }
    let found = listing.facilities.len();
    let pager = pager(convention, &typed, found)?;
    let skipped = (pager.page as usize - 1) * PAGE;
    let facilities = listing.facilities.drain(..).skip(skipped).take(PAGE).collect();
    let page = FacilityList {
        frame: frame
            .under(Target::Facilities(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        unlisted: listing.unlisted(),
        files: web::sheets::links(
            &with_query(href(Target::Facilities(convention)), &pairs(&typed)),
            "equipements",
        ),
        typed,
        errors: listing.errors,
        parties: listing.parties,
        kinds: listing.kinds,
        owners: listing.owners,
        facilities,
        sites: listing.sites,
        absences: listing.absences,
        found,
        total: listing.total,
        pager,
        text: TextState::of(&mut visit, convention).await?,
        completion: completion(&visit, convention),
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// The filters that say something.
fn pairs(typed: &Typed) -> Vec<(&'static str, &str)> {
    let all = [("q", &typed.q), ("type", &typed.kind), ("commune", &typed.commune)];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (name, value.as_str())).collect()
}

fn pager(convention: ConventionId, typed: &Typed, found: usize) -> Result<Pager, Failure> {
    let list = with_query(href(Target::Facilities(convention)), &pairs(typed));
    Pager::of(typed.page, found, PAGE, &list)
}
