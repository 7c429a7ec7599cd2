//! The address of every place of the product: one match, in French as people see it.
//!
//! Slices and templates never write an address by hand; the room that owns a place mounts the pattern written here.

#[cfg(test)]
mod tests;

use std::fmt;

use askama::filters::HtmlSafe;
use domain::compliance::Notice;
use domain::followup::Lane;
use domain::ids::{ConventionId, DocumentId};
use domain::places::{DeskPlace, DiscussionPlace, DocumentPlace, FollowUpPlace, Safeguard, Target};
use domain::reading::{LineRange, Lines};

use crate::given::Given;

/// The address of a place, ready for a template or a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Href(Target);

/// The address of `target`.
#[must_use]
pub fn href(target: impl Given<Target>) -> Href {
    Href(target.given())
}

/// The address of lines of the signed text.
#[must_use]
pub fn text_href(convention: impl Given<ConventionId>, range: impl Given<LineRange>) -> Href {
    Href(Target::Text(convention.given(), range.given()))
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Target::Notice(notice) => f.write_str(notice_address(notice)),
            Target::NoticeEdition(notice) => write!(f, "{}/modifier", notice_address(notice)),
            Target::EnteredConvention(convention) => write!(f, "/conventions/registre?entree={convention}"),
            Target::ConventionWithdrawal(convention) => write!(f, "/conventions/retrait?convention={convention}"),
            Target::FirstSteps(convention) => write!(f, "/conventions/{convention}/premiers-pas"),
            Target::ExampleRemoval(convention) => write!(f, "/conventions/{convention}/exemple"),
            Target::RegisteredExampleRemoval(convention) => write!(f, "/conventions/exemple?convention={convention}"),
            Target::Safeguard(place) => f.write_str(safeguard_address(place)),
            Target::Organisation(organisation) => write!(f, "/annuaire/organismes/{organisation}"),
            Target::Person(person) => write!(f, "/annuaire/personnes/{person}"),
            Target::PersonCard(person) => write!(f, "/annuaire/personnes/{person}/fiche"),
            Target::Erasure(person) => write!(f, "/annuaire/personnes/{person}/effacement"),
            Target::HandOver(person) => write!(f, "/annuaire/personnes/{person}/passation"),
            Target::Members(convention) => write!(f, "/conventions/{convention}/annuaire"),
            Target::MemberPeople(convention) => write!(f, "/conventions/{convention}/annuaire?vue=personnes"),
            Target::MemberOrganisation(place, one) => write!(f, "/conventions/{place}/annuaire/organismes/{one}"),
            Target::MemberPerson(place, one) => write!(f, "/conventions/{place}/annuaire/personnes/{one}"),
            Target::Dashboard(convention) => write!(f, "/conventions/{convention}"),
            Target::Convention(convention) => write!(f, "/conventions/{convention}/convention"),
            Target::Articles(convention) => write!(f, "/conventions/{convention}/articles"),
            Target::Parties(convention) => write!(f, "/conventions/{convention}/parties"),
            Target::Annexes(convention) => write!(f, "/conventions/{convention}/annexes"),
            Target::FrameworkWordings(convention) => write!(f, "/conventions/{convention}/redactions"),
            Target::Bodies(convention) => write!(f, "/conventions/{convention}/instances"),
            Target::Scheme(convention) => write!(f, "/conventions/{convention}/cooperation"),
            Target::Facilities(convention) => write!(f, "/conventions/{convention}/equipements"),
            Target::Duties(convention) => write!(f, "/conventions/{convention}/obligations"),
            Target::OpenQuestions(convention) => write!(f, "/conventions/{convention}/a-completer"),
            Target::WholeText(convention) => write!(f, "/conventions/{convention}/texte"),
            Target::Text(place, range) => write!(f, "/conventions/{place}/texte?lignes={range}#l{}", range.first()),
            Target::Journal(convention) => write!(f, "/conventions/{convention}/journal"),
            Target::Perimeter(convention) => write!(f, "/conventions/{convention}/perimetre"),
            Target::Reading(convention) => write!(f, "/conventions/{convention}/lecture"),
            Target::ReadingAgain(convention) => write!(f, "/conventions/{convention}/lecture/relire"),
            Target::Visibility(convention) => write!(f, "/conventions/{convention}/visibilite"),
            Target::PartyPlace(party) => write!(f, "/conventions/{}/perimetre/parties/{}", party.convention, party.ordinal),
            Target::Plan(convention) => write!(f, "/conventions/{convention}/plan"),
            Target::PlanByTheme(convention) => write!(f, "/conventions/{convention}/plan/thematiques"),
            Target::PlanTable(convention) => write!(f, "/conventions/{convention}/plan/tableau"),
            Target::Deployment(convention) => write!(f, "/conventions/{convention}/deploiement"),
            Target::Action(action) => write!(f, "/conventions/{}/actions/{}", action.convention, action.ordinal),
            Target::Documents(convention) => write!(f, "/conventions/{convention}/documents"),
            Target::DocumentPlace(place) => document_address(place, f),
            Target::FollowUp(place) => follow_up_address(place, f),
            Target::Desk(place) => desk_address(place, f),
            Target::DiscussionPlace(place) => discussion_address(place, f),
            fixed => f.write_str(fixed_address(fixed)),
        }
    }
}

/// The address of a place of the installation of which there is one.
const fn fixed_address(place: Target) -> &'static str {
    match place {
        Target::SignIn => "/connexion",
        Target::OwnAccount => "/compte",
        Target::OwnData => "/compte/donnees",
        Target::OwnDataFile => "/compte/donnees/fichier",
        Target::OwnSecondStep => "/compte/code",
        Target::SecondStep => "/connexion/code",
        Target::OwnConventions => "/conventions",
        Target::ImportConvention => "/conventions/importer",
        Target::NewConvention => "/conventions/nouvelle",
        Target::ConventionRegister => "/conventions/registre",
        Target::InstallationSteps => "/premiers-pas",
        Target::Accounts => "/comptes",
        Target::ToConfirm => "/mandats/a-confirmer",
        Target::Access => "/comptes/acces",
        Target::InstallationJournal => "/journal",
        Target::Directory => "/annuaire",
        Target::PeopleDirectory => "/annuaire?vue=personnes",
        Target::Duplicates => "/annuaire/doublons",
        Target::Letters => "/courriers",
        Target::DemoMailbox => "/demo/courriers",
        // A place that is written nowhere leads to the door: the tests of the house look for it.
        _ => "/",
    }
}

fn follow_up_address(place: FollowUpPlace, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let lane = |lane: Lane, page: &str| {
        let action = Href(Target::Action(lane.action));
        match lane.party {
            Some(party) => format!("{action}/{page}?volet={party}"),
            None => format!("{action}/{page}"),
        }
    };
    match place {
        FollowUpPlace::Report(about) => f.write_str(&lane(about, "suivi")),
        FollowUpPlace::Proposal(about) => f.write_str(&lane(about, "proposition")),
        FollowUpPlace::Told(action, report) => write!(f, "{}#mise-a-jour-{report}", Href(Target::Action(action))),
        FollowUpPlace::Awaiting(convention) => write!(f, "/conventions/{convention}/a-confirmer"),
        FollowUpPlace::AwaitingOne(id) => write!(f, "/conventions/{}/a-confirmer/{}", id.convention, id.ordinal),
        FollowUpPlace::StatusNames(convention) => write!(f, "/conventions/{convention}/etats"),
        FollowUpPlace::Campaigns(convention) => write!(f, "/conventions/{convention}/campagnes"),
        FollowUpPlace::Campaign(id) => write!(f, "/conventions/{}/campagnes/{}", id.convention, id.ordinal),
        FollowUpPlace::Recipient(id) => {
            let campaign = Href(Target::campaign(id.campaign));
            write!(f, "{campaign}/destinataires/{}", id.ordinal)
        }
        FollowUpPlace::Board(convention) => write!(f, "/conventions/{convention}/plan/etats"),
        FollowUpPlace::Amendments(convention) => write!(f, "/conventions/{convention}/propositions"),
        FollowUpPlace::GoTo(convention) => write!(f, "/conventions/{convention}/aller"),
        FollowUpPlace::Amend(action) => write!(f, "{}/avenant", Href(Target::Action(action))),
    }
}

fn desk_address(place: DeskPlace, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let action = |action| Href(Target::Action(action));
    match place {
        DeskPlace::Milestones(convention) => write!(f, "/conventions/{convention}/jalons"),
        DeskPlace::Milestone(id) => write!(f, "/conventions/{}/jalons/{}", id.convention, id.ordinal),
        DeskPlace::MilestoneTick(id) => write!(f, "/conventions/{}/jalons/{}/fait", id.convention, id.ordinal),
        DeskPlace::NewMilestone(lane) => match lane.party {
            Some(party) => write!(f, "{}/jalons?volet={party}", action(lane.action)),
            None => write!(f, "{}/jalons", action(lane.action)),
        },
        DeskPlace::History(id) => write!(f, "{}/historique", action(id)),
        DeskPlace::Calendar(convention) => write!(f, "/conventions/{convention}/calendrier"),
        DeskPlace::CalendarFile(convention) => write!(f, "/conventions/{convention}/calendrier/fichier"),
        DeskPlace::AsOf(convention) => write!(f, "/conventions/{convention}/plan/au"),
        DeskPlace::Summary(convention) => write!(f, "/conventions/{convention}/synthese"),
        DeskPlace::Reports(convention) => write!(f, "/conventions/{convention}/mises-a-jour"),
        DeskPlace::Funding(convention) => write!(f, "/conventions/{convention}/financements"),
        DeskPlace::PlanImport(convention) => write!(f, "/conventions/{convention}/plan/tableau/import"),
        DeskPlace::SavedViews(convention) => write!(f, "/conventions/{convention}/vues"),
        DeskPlace::SummaryLinks(convention) => write!(f, "/conventions/{convention}/synthese/liens"),
        DeskPlace::Leaving(convention) => write!(f, "/conventions/{convention}/exporter"),
        DeskPlace::PlanMapping(convention) => write!(f, "/conventions/{convention}/lecture/tableur"),
        DeskPlace::ReadingWhole(convention) => write!(f, "/conventions/{convention}/lecture/fiche"),
        DeskPlace::ReadingRoom(convention) => write!(f, "/conventions/{convention}/lecture/salle"),
        DeskPlace::ReadingConfirmation(convention) => write!(f, "/conventions/{convention}/lecture/salle/fin"),
        DeskPlace::SecondFile(convention) => write!(f, "/conventions/{convention}/lecture/comparer"),
        DeskPlace::Comparison(id) => write!(f, "/conventions/{}/lecture/comparaisons?numero={}", id.convention, id.ordinal),
        DeskPlace::Anomalies(convention) => write!(f, "/conventions/{convention}/ecarts"),
        DeskPlace::Anomaly(convention) => write!(f, "/conventions/{convention}/ecarts/ecart"),
        DeskPlace::AnomalyAnnex(convention) => write!(f, "/conventions/{convention}/ecarts/annexe"),
        DeskPlace::AnomalyRules(convention) => write!(f, "/conventions/{convention}/ecarts/regles"),
        DeskPlace::InterchangeSchema => f.write_str("/schemas/pacte-reading-1"),
    }
}

fn document_address(place: DocumentPlace, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let own = |id: DocumentId| format!("/conventions/{}/documents/{}", id.convention, id.ordinal);
    match place {
        DocumentPlace::About(convention, attachment) => write!(f, "/conventions/{convention}/documents?objet={attachment}"),
        DocumentPlace::NewScan(convention) => write!(f, "/conventions/{convention}/documents/ajout?nature=signed_scan"),
        DocumentPlace::New(convention, attachment) => {
            write!(f, "/conventions/{convention}/documents/ajout?objet={attachment}")
        }
        DocumentPlace::One(id) => f.write_str(&own(id)),
        DocumentPlace::File(id, version) => write!(f, "{}/versions/{version}", own(id)),
        DocumentPlace::Picture(id, version) => write!(f, "{}/versions/{version}/apercu", own(id)),
    }
}

const fn safeguard_address(place: Safeguard) -> &'static str {
    match place {
        Safeguard::SecondProof => "/comptes/exigence",
        Safeguard::Backups => "/sauvegardes",
    }
}

fn discussion_address(place: DiscussionPlace, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match place {
        DiscussionPlace::All(convention) => write!(f, "/conventions/{convention}/echanges"),
        DiscussionPlace::OfAction(action) => {
            write!(f, "/conventions/{}/actions/{}/echanges", action.convention, action.ordinal)
        }
        DiscussionPlace::One(id) => write!(f, "/conventions/{}/echanges/{}", id.convention, id.ordinal),
        DiscussionPlace::Following(convention) => write!(f, "/conventions/{convention}/abonnements"),
        DiscussionPlace::News(convention) => write!(f, "/conventions/{convention}/nouveautes"),
        DiscussionPlace::Notifications => f.write_str("/notifications"),
        DiscussionPlace::OwnLetters => f.write_str("/compte/courriels"),
    }
}

const fn notice_address(notice: Notice) -> &'static str {
    match notice {
        Notice::Accessibility => "/accessibilite",
        Notice::Legal => "/mentions-legales",
        Notice::Privacy => "/donnees-personnelles",
    }
}

/// Digits, letters, `/`, `?`, `=`, `#`, `-`: nothing that HTML would take for something else.
impl HtmlSafe for Href {}

/// The address of a place with filters: pairs of names and values, encoded.
#[must_use]
pub fn with_query(place: Href, pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return place.to_string();
    }
    format!("{place}?{}", write_query(pairs))
}

/// Pairs of names and values, encoded as after `?`.
#[must_use]
pub fn write_query(pairs: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// What [`write_query`] wrote, read again; nothing when it is something else, or holds the character that no text has.
#[must_use]
pub fn read_query<T: serde::de::DeserializeOwned>(query: &str) -> Option<T> {
    crate::form::decode(query.as_bytes()).ok()
}

/// Where signing in by another provider of identity begins, to come back to `back`.
#[must_use]
pub fn provider_sign_in(back: &str) -> String {
    if back.is_empty() {
        return "/connexion/service".to_owned();
    }
    format!(
        "/connexion/service?{}",
        serde_urlencoded::to_string([("vers", back)]).unwrap_or_default()
    )
}

/// The address, after the origin, that stops letters by the secret of one of them.
#[must_use]
pub fn letters_stop(key: &str) -> String {
    format!("/courriels/arret?cle={key}")
}

/// `Ligne 12`, `Lignes 12 à 18`: how a source is named.
#[must_use]
pub fn lines_label(range: impl Given<LineRange>) -> String {
    let range = range.given();
    if range.first() == range.last() {
        format!("Ligne\u{a0}{}", range.first())
    } else {
        format!("Lignes\u{a0}{} à\u{a0}{}", range.first(), range.last())
    }
}

/// The links to the source of a value: one a range of lines.
pub fn sources(convention: impl Given<ConventionId>, lines: &Lines) -> impl Iterator<Item = (Href, String)> {
    let convention = convention.given();
    lines
        .ranges()
        .iter()
        .map(move |range| (text_href(convention, *range), lines_label(*range)))
}

/// An address inside this site, as received in `vers`: where to go back after signing in or choosing a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    /// Takes `text` when it is a path of this site; anything that a browser could read as another site is refused.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
        (plain && text.starts_with('/') && !text.starts_with("//") && text.len() <= 1024).then(|| Self(text.to_owned()))
    }

    /// The path, with its query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
