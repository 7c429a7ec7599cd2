//! The directory as a list: organisations or people, searched, filtered, sorted, a page at a time, or as a file.

use askama::Template;
use domain::ids::{ConventionId, OrganisationId};
use domain::places::Target;
use domain::reading::OrganisationKind;
use domain::search::{Question, fold};
use serde::Deserialize;
use web::answer::Answer;
use web::components::{Order, Pager, SortLink, ViewLink};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::contact_new::TypedContact;
use crate::directory::Directory;
use crate::directory_rows::{Door, Org, Someone};
use crate::organisation_new::TypedOrganisation;
use crate::paging::{answers, page_of};

/// What is asked in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    vue: String,
    q: String,
    nature: String,
    convention: String,
    compte: String,
    tri: String,
    page: String,
    pub(crate) forme: String,
}

impl Asked {
    pub(crate) fn people(&self) -> bool {
        self.vue == "personnes"
    }

    /// The pairs that are not empty, but for those named.
    fn pairs(&self, without: &[&str]) -> Vec<(&'static str, &str)> {
        [
            ("vue", &self.vue),
            ("q", &self.q),
            ("nature", &self.nature),
            ("convention", &self.convention),
            ("compte", &self.compte),
            ("tri", &self.tri),
        ]
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && !without.contains(name))
        .map(|(name, value)| (name, value.as_str()))
        .collect()
    }

    fn door(&self) -> Option<Door> {
        match self.compte.as_str() {
            "ouvert" => Some(Door::Open),
            "invite" => Some(Door::Invited),
            "ferme" => Some(Door::Closed),
            "sans" => Some(Door::None),
            _ => None,
        }
    }
}

/// An organisation on its line.
pub(crate) struct OrgLine {
    pub(crate) target: Target,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) names: String,
    pub(crate) conventions: Vec<String>,
    pub(crate) signs: bool,
    pub(crate) people: usize,
}

/// A person on a line.
pub(crate) struct PersonLine {
    pub(crate) target: Target,
    pub(crate) name: String,
    pub(crate) address: Option<String>,
    pub(crate) door: Door,
    pub(crate) example: bool,
    pub(crate) administrator: bool,
    /// What the person does for whom; and whether it is to be confirmed.
    pub(crate) qualities: Vec<(String, bool)>,
}

/// What was typed to add someone, or an organisation.
#[derive(Default)]
pub(crate) struct Forms {
    /// Whether it is someone: the form stands on the page of people.
    pub(crate) people: bool,
    pub(crate) contact: TypedContact,
    pub(crate) organisation: TypedOrganisation,
}

#[derive(Template)]
#[template(path = "directory_list.html")]
pub(crate) struct DirectoryList {
    frame: Frame,
    place: Option<ConventionId>,
    asked: Asked,
    views: Vec<ViewLink>,
    heads: [SortLink; 2],
    organisations: Vec<OrgLine>,
    people: Vec<PersonLine>,
    found: usize,
    pager: Pager,
    conventions: Vec<(i64, String)>,
    /// The organisations for which a contact can be recorded.
    choices: Vec<(OrganisationId, String)>,
    files: [SheetLink; 3],
    forms: Forms,
    errors: Errors,
}

impl DirectoryList {
    fn kinds(&self) -> [OrganisationKind; 9] {
        OrganisationKind::ALL
    }

    fn base(&self) -> Target {
        base(self.place)
    }

    fn count(&self) -> String {
        if self.asked.people() {
            web::french::count(self.found, "personne", "personnes")
        } else {
            web::french::count(self.found, "organisme", "organismes")
        }
    }

    fn filtered(&self) -> bool {
        !self.asked.pairs(&["vue", "tri"]).is_empty()
    }
}

pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let page = list(&mut visit, None, Forms::default(), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn convention(mut visit: Visit) -> Result<Answer, Failure> {
    let place = visit.convention()?;
    let page = list(&mut visit, Some(place), Forms::default(), Errors::none()).await?;
    visit.page(&page)
}

/// The page, with what was typed. After a form, the address holds no question.
pub(crate) async fn list(
    visit: &mut Visit,
    place: Option<ConventionId>,
    forms: Forms,
    errors: Errors,
) -> Result<DirectoryList, Failure> {
    let mut asked: Asked = visit.query()?;
    if !errors.is_empty() {
        let vue = if forms.people { "personnes" } else { "" };
        asked = Asked {
            vue: vue.to_owned(),
            ..Asked::default()
        };
    }
    let directory = match place {
        None => Directory::of_installation(visit).await?,
        Some(convention) => Directory::of_convention(visit, convention).await?,
    };
    let frame = visit.frame("Annuaire").await?;
    let frame = match place {
        None => frame,
        Some(convention) => frame.under(Target::Members(convention)),
    };
    Ok(page(frame, &directory, asked, forms, errors))
}

fn page(frame: Frame, directory: &Directory, asked: Asked, forms: Forms, errors: Errors) -> DirectoryList {
    let place = directory.place;
    let (mut organisations, mut people) = (Vec::new(), Vec::new());
    let mut address = with_query(href(base(place)), &asked.pairs(&[]));
    address.push_str(if address.contains('?') { "&page=" } else { "?page=" });
    let (found, pager);
    if asked.people() {
        let lines = person_lines(directory, &asked);
        found = lines.len();
        (people, pager) = page_of(lines, &asked.page, address);
    } else {
        let lines = org_lines(directory, &asked);
        found = lines.len();
        (organisations, pager) = page_of(lines, &asked.page, address);
    }
    let standing = directory.organisations.iter().filter(|org| org.kept.is_none());
    DirectoryList {
        views: views(place, &asked),
        heads: heads(place, &asked),
        choices: match place {
            None => standing.map(|org| (org.id, org.name.clone())).collect(),
            Some(_) => Vec::new(),
        },
        conventions: directory.conventions.iter().map(|(id, name)| (*id, name.clone())).collect(),
        files: web::sheets::links(
            &with_query(href(base(place)), &asked.pairs(&[])).replacen("/annuaire", "/annuaire/export", 1),
            "annuaire",
        ),
        frame,
        place,
        asked,
        organisations,
        people,
        found,
        pager,
        forms,
        errors,
    }
}

fn base(place: Option<ConventionId>) -> Target {
    place.map_or(Target::Directory, Target::Members)
}

fn views(place: Option<ConventionId>, asked: &Asked) -> Vec<ViewLink> {
    let people = place.map_or(Target::PeopleDirectory, Target::MemberPeople);
    vec![
        ViewLink::new("Organismes", href(base(place)), !asked.people()).icon("i-building"),
        ViewLink::new("Personnes", href(people), asked.people()).icon("i-people"),
    ]
}

fn heads(place: Option<ConventionId>, asked: &Asked) -> [SortLink; 2] {
    let (second, tri) = if asked.people() {
        ("Pour qui, en quelle qualité", "organisme")
    } else {
        ("Nature", "nature")
    };
    [head(place, asked, "Nom", ""), head(place, asked, second, tri)]
}

fn head(place: Option<ConventionId>, asked: &Asked, label: &'static str, tri: &'static str) -> SortLink {
    let mut pairs = asked.pairs(&["tri"]);
    if !tri.is_empty() {
        pairs.push(("tri", tri));
    }
    let current = if matches!(asked.tri.as_str(), "nature" | "organisme") {
        asked.tri.as_str()
    } else {
        ""
    };
    SortLink {
        label,
        address: with_query(href(base(place)), &pairs),
        order: (current == tri).then_some(Order::Ascending),
    }
}

pub(crate) fn org_lines(directory: &Directory, asked: &Asked) -> Vec<OrgLine> {
    let question = Question::parse(&asked.q);
    let kind = OrganisationKind::from_code(&asked.nature);
    let convention: Option<i64> = asked.convention.parse().ok();
    let mut kept: Vec<(&Org, Vec<String>)> = Vec::new();
    for org in directory.organisations.iter().filter(|org| org.kept.is_none()) {
        let names = directory.names(org.id);
        let texts = names.iter().map(String::as_str).chain([org.name.as_str()]);
        let here = |id: ConventionId| convention.is_none_or(|asked| id.ordinal() == asked);
        let inside =
            directory.place.is_some() || convention.is_none() || directory.conventions_of(org.id).into_iter().any(here);
        if inside && kind.is_none_or(|kind| kind == org.kind) && answers(&question, texts) {
            kept.push((org, names));
        }
    }
    let by_kind = asked.tri == "nature";
    kept.sort_by_cached_key(|(org, _)| (if by_kind { org.kind.french() } else { "" }, fold(&org.name), org.id));
    kept.into_iter()
        .map(|(org, names)| org_line(directory, org, &names))
        .collect()
}

fn org_line(directory: &Directory, org: &Org, names: &[String]) -> OrgLine {
    let acting = directory
        .mandates
        .iter()
        .filter(|given| given.organisation == org.id && given.tenure.holds(directory.today))
        .map(|given| given.person);
    let tied = directory
        .ties
        .iter()
        .filter(|tie| tie.organisation == org.id)
        .map(|tie| tie.person);
    let mut people: Vec<_> = acting.chain(tied).collect();
    people.sort_unstable();
    people.dedup();
    OrgLine {
        target: directory.organisation_target(org.id),
        name: org.name.clone(),
        kind: org.kind.french(),
        names: names.join(", "),
        conventions: match directory.place {
            Some(_) => Vec::new(),
            None => directory
                .conventions_of(org.id)
                .into_iter()
                .map(|id| directory.convention_name(id))
                .collect(),
        },
        signs: directory.signing.contains(&org.id),
        people: people.len(),
    }
}

pub(crate) fn person_lines(directory: &Directory, asked: &Asked) -> Vec<PersonLine> {
    let question = Question::parse(&asked.q);
    let convention: Option<i64> = asked.convention.parse().ok();
    let mut kept: Vec<PersonLine> = Vec::new();
    for person in directory.people.iter().filter(|person| person.stands()) {
        let own = || directory.mandates.iter().filter(|given| given.person == person.id);
        let there = convention.is_none_or(|asked| own().any(|given| given.convention.ordinal() == asked));
        let door = asked.door().is_none_or(|door| door == person.door);
        if !(there || directory.place.is_some()) || !door {
            continue;
        }
        let line = person_line(directory, person);
        let told = line.qualities.iter().map(|(words, _)| words.as_str());
        let texts = told.chain([person.name.as_str()]).chain(person.address.as_deref());
        if answers(&question, texts) {
            kept.push(line);
        }
    }
    let by_org = asked.tri == "organisme";
    kept.sort_by_cached_key(|line| {
        let first = line.qualities.first().filter(|_| by_org);
        (
            by_org && first.is_none(),
            first.map(|(words, _)| fold(words)),
            fold(&line.name),
        )
    });
    kept
}

fn person_line(directory: &Directory, person: &Someone) -> PersonLine {
    let held = directory
        .mandates
        .iter()
        .filter(|given| given.person == person.id && given.tenure.holds(directory.today))
        .map(|given| {
            let name = directory.organisation_name(given.organisation);
            (
                format!("{name}, {}", given.role.inside_a_sentence()),
                given.election.is_some(),
            )
        });
    let tied = directory.ties.iter().filter(|tie| tie.person == person.id).map(|tie| {
        let name = directory.organisation_name(tie.organisation);
        let function = tie.function.as_ref().map(|function| format!(", {function}"));
        (name + function.as_deref().unwrap_or(""), false)
    });
    let mut qualities: Vec<(String, bool)> = held.chain(tied).collect();
    qualities.dedup();
    PersonLine {
        target: directory.person_target(person.id),
        name: person.name.clone(),
        address: person.address.clone(),
        door: person.door,
        example: person.example,
        administrator: person.administrator && person.door.is_open(),
        qualities,
    }
}
