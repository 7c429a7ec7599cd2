//! The directory in memory, for one page: of the whole installation, or of one convention and of nothing else.
//!
//! What a viewer may not see was never read.

use std::collections::{BTreeMap, HashMap};

use domain::ids::{ConventionId, OrganisationId, PersonId};
use domain::people::Tenure;
use domain::places::Target;
use domain::time::Day;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::account_rows::Places;
use crate::directory_rows::{
    Alias, Aliases, Given, GivenMandates, MemberAliases, MemberContacts, MemberMandates, MemberOrganisations, Org,
    Organisations, People, Someone, Tie, Ties,
};
use crate::mandate_new::french_period;

/// Where an organisation is named.
pub(crate) struct Link {
    pub(crate) convention: ConventionId,
    pub(crate) organisation: OrganisationId,
}

/// Everything that one viewer finds.
pub(crate) struct Directory {
    /// The convention it belongs to; the whole installation otherwise.
    pub(crate) place: Option<ConventionId>,
    pub(crate) today: Day,
    pub(crate) organisations: Vec<Org>,
    pub(crate) people: Vec<Someone>,
    pub(crate) mandates: Vec<Given>,
    pub(crate) ties: Vec<Tie>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) links: Vec<Link>,
    /// Those that sign, inside one convention.
    pub(crate) signing: Vec<OrganisationId>,
    /// What each convention is called, over the installation.
    pub(crate) conventions: BTreeMap<i64, String>,
}

/// A mandate in words.
pub(crate) struct Shown {
    pub(crate) given: Given,
    pub(crate) person: String,
    pub(crate) person_target: Target,
    pub(crate) organisation: String,
    pub(crate) organisation_target: Target,
    pub(crate) convention: Option<String>,
    pub(crate) period: String,
    /// The election after which it is to be confirmed.
    pub(crate) to_confirm: Option<String>,
}

impl Directory {
    /// The directory of the installation, for those who administer it.
    pub(crate) async fn of_installation(visit: &mut Visit) -> Result<Self, Failure> {
        let aliases = visit.rows(Aliases {}).await?;
        let people = Self::people_of_installation(visit).await?;
        Ok(Self { aliases, ..people })
    }

    /// The same for the page of someone, which tells no other name of an organisation.
    pub(crate) async fn people_of_installation(visit: &mut Visit) -> Result<Self, Failure> {
        let bare = Self::bare(visit).await?;
        Ok(Self {
            mandates: visit.rows(GivenMandates {}).await?,
            ties: visit.rows(Ties {}).await?,
            ..bare
        })
    }

    /// Who is called what, and where organisations are named: for pages that tell neither mandates nor functions.
    pub(crate) async fn names_of_installation(visit: &mut Visit) -> Result<Self, Failure> {
        let aliases = visit.rows(Aliases {}).await?;
        let bare = Self::bare(visit).await?;
        Ok(Self { aliases, ..bare })
    }

    async fn bare(visit: &mut Visit) -> Result<Self, Failure> {
        let places = visit.rows(Places {}).await?;
        Ok(Self {
            place: None,
            today: visit.today,
            organisations: visit.rows(Organisations {}).await?,
            people: visit.rows(People {}).await?,
            mandates: Vec::new(),
            ties: Vec::new(),
            aliases: Vec::new(),
            links: places
                .iter()
                .map(|place| Link {
                    convention: place.convention,
                    organisation: place.organisation,
                })
                .collect(),
            signing: Vec::new(),
            conventions: places
                .into_iter()
                .map(|place| (place.convention.ordinal(), place.convention_name))
                .collect(),
        })
    }

    /// The directory of one convention, for those who hold a mandate there.
    pub(crate) async fn of_convention(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let members = visit.rows(MemberOrganisations { convention }).await?;
        let acting = visit.rows(MemberMandates { convention }).await?;
        let contacts = visit.rows(MemberContacts { convention }).await?;
        let aliases = visit.rows(MemberAliases { convention }).await?;
        let mut people: HashMap<i64, Someone> = HashMap::new();
        let (mut mandates, mut ties) = (Vec::new(), Vec::new());
        for row in acting {
            mandates.push(row.given);
            people.insert(row.someone.id.ordinal(), row.someone);
        }
        for row in contacts {
            ties.push(row.tie);
            people.insert(row.someone.id.ordinal(), row.someone);
        }
        let mut people: Vec<Someone> = people.into_values().collect();
        people.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(Self {
            place: Some(convention),
            today: visit.today,
            signing: members
                .iter()
                .filter(|member| member.signs)
                .map(|member| member.organisation.id)
                .collect(),
            links: members
                .iter()
                .map(|member| Link {
                    convention,
                    organisation: member.organisation.id,
                })
                .collect(),
            organisations: members.into_iter().map(|member| member.organisation).collect(),
            people,
            mandates,
            ties,
            aliases,
            conventions: BTreeMap::new(),
        })
    }

    pub(crate) fn organisation(&self, id: OrganisationId) -> Option<&Org> {
        self.organisations.iter().find(|org| org.id == id)
    }

    pub(crate) fn person(&self, id: PersonId) -> Option<&Someone> {
        self.people.iter().find(|person| person.id == id)
    }

    pub(crate) fn organisation_name(&self, id: OrganisationId) -> String {
        self.organisation(id)
            .map_or_else(|| "Organisme inconnu".to_owned(), |org| org.name.clone())
    }

    fn person_name(&self, id: PersonId) -> String {
        self.person(id)
            .map_or_else(|| "Personne inconnue".to_owned(), |person| person.name.clone())
    }

    pub(crate) fn organisation_target(&self, id: OrganisationId) -> Target {
        self.place.map_or(Target::Organisation(id), |convention| {
            Target::MemberOrganisation(convention, id)
        })
    }

    pub(crate) fn person_target(&self, id: PersonId) -> Target {
        self.place
            .map_or(Target::Person(id), |convention| Target::MemberPerson(convention, id))
    }

    /// The other names of an organisation: those given by hand, and the names of those merged into it.
    pub(crate) fn names(&self, id: OrganisationId) -> Vec<String> {
        let given = self
            .aliases
            .iter()
            .filter(|alias| alias.organisation == id)
            .map(|alias| &alias.name);
        let merged = self
            .organisations
            .iter()
            .filter(|org| org.kept == Some(id))
            .map(|org| &org.name);
        let own = self.organisation(id).map(|org| &org.name);
        let mut names: Vec<String> = Vec::new();
        for name in given.chain(merged).filter(|name| Some(*name) != own) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The conventions in which an organisation is named, once each.
    pub(crate) fn conventions_of(&self, id: OrganisationId) -> Vec<ConventionId> {
        let mut conventions: Vec<ConventionId> = self
            .links
            .iter()
            .filter(|link| link.organisation == id)
            .map(|link| link.convention)
            .collect();
        conventions.sort_unstable();
        conventions.dedup();
        conventions
    }

    pub(crate) fn convention_name(&self, id: ConventionId) -> String {
        self.conventions
            .get(&id.ordinal())
            .cloned()
            .unwrap_or_else(|| format!("Convention\u{a0}{id}"))
    }

    /// A mandate in words.
    pub(crate) fn shown(&self, given: &Given) -> Shown {
        Shown {
            person: self.person_name(given.person),
            person_target: self.person_target(given.person),
            organisation: self.organisation_name(given.organisation),
            organisation_target: self.organisation_target(given.organisation),
            convention: self.place.is_none().then(|| self.convention_name(given.convention)),
            period: french_period(given.tenure, self.today),
            to_confirm: given.election.map(to_confirm),
            given: given.clone(),
        }
    }

    /// The mandates of a person: in force, to come, over.
    pub(crate) fn mandates_of(&self, person: PersonId) -> [Vec<Shown>; 3] {
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        for given in self.mandates.iter().filter(|given| given.person == person) {
            sorted[when(given.tenure, self.today)].push(self.shown(given));
        }
        sorted
    }
}

/// In force, to come, over.
pub(crate) fn when(tenure: Tenure, today: Day) -> usize {
    if tenure.is_to_come(today) {
        1
    } else if tenure.is_over(today) {
        2
    } else {
        0
    }
}

/// "après l’élection du 22 mars 2026".
pub(crate) fn to_confirm(second_round: Day) -> String {
    format!("depuis l’élection du {}", french::date(second_round))
}
