//! Keeping a view of the plan under a name, for oneself or for all who hold a mandate; renaming it, sharing it, removing it. Only
//! whoever keeps a view changes it; a shared one whose keeper left is taken over by whoever asks.

use askama::Template;
use domain::access::Viewer;
use domain::access::verbs::SaveViews;
use domain::fact::Fact;
use domain::ids::{ConventionId, PersonId, SavedViewId};
use domain::places::{DeskPlace, Target};
use domain::saved_view::{
    LONGEST_VIEW_NAME, LONGEST_VIEW_QUERY, PlanPage, Sharing, ViewChanged, ViewName, ViewRemoved, ViewSaved, ViewTakenOver,
    WrongViewName,
};
use serde::Deserialize;
use store::{Sequence, StoreError, Writes};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::kept_views::{KeptView, address, filters};
use crate::plan_parts::{Parts, PlanParts};
use crate::tables::Tables;

/// The most views that one person keeps in a convention: a menu stays a menu.
const MOST_VIEWS: usize = 30;

/// What an address asks, or a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    geste: String,
    page: String,
    filtres: String,
    nom: String,
    partage: String,
    /// The view that is changed.
    vue: String,
}

impl Sent {
    fn sharing(&self) -> Sharing {
        if self.partage == "oui" {
            Sharing::Members
        } else {
            Sharing::Own
        }
    }
}

/// The view that one comes from, and may keep.
struct Asked {
    page: PlanPage,
    query: String,
}

#[derive(Template)]
#[template(path = "saved_views.html")]
struct SavedViews {
    frame: Frame,
    convention: ConventionId,
    asked: Option<Asked>,
    sent: Sent,
    views: Vec<KeptView>,
    errors: Errors,
}

impl SavedViews {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn plan(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    fn address(&self, view: &KeptView) -> String {
        address(self.convention, view.page, &view.query)
    }

    fn own(&self) -> Vec<&KeptView> {
        self.views.iter().filter(|view| view.own).collect()
    }

    fn of_others(&self) -> Vec<&KeptView> {
        self.views.iter().filter(|view| !view.own).collect()
    }

    /// Whether a view is kept by nobody of the convention any more.
    fn has_orphans(&self) -> bool {
        self.views.iter().any(|view| view.gone)
    }

    /// Whether this is the view whose form comes back.
    fn is_sent(&self, view: &KeptView) -> bool {
        self.sent.vue.parse() == Ok(view.ordinal)
    }

    /// The field of its name.
    fn field(&self, view: &KeptView) -> String {
        name_field(&view.ordinal.to_string())
    }

    /// Whether its form says that it is shared: what was sent, or what it is.
    fn is_shared(&self, view: &KeptView) -> bool {
        if self.is_sent(view) {
            self.sent.sharing() == Sharing::Members
        } else {
            view.shared
        }
    }

    /// The name in the form of a view: what was typed, or the one it has.
    fn name<'v>(&'v self, view: &'v KeptView) -> &'v str {
        if self.is_sent(view) { &self.sent.nom } else { &view.name }
    }
}

const fn place(convention: ConventionId) -> Target {
    Target::Desk(DeskPlace::SavedViews(convention))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.query()?;
    let page = page(&mut visit, sent, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    match sent.geste.as_str() {
        "changer" => change(visit, sent).await,
        "supprimer" => remove(visit, sent).await,
        "reprendre" => take_over(visit, sent).await,
        _ => save(visit, sent).await,
    }
}

async fn save(mut visit: Visit, sent: Sent) -> Result<Answer, Failure> {
    let (convention, person) = (visit.convention()?, keeper(&visit)?);
    let plan_page = PlanPage::from_code(&sent.page).ok_or(Failure::NotFound)?;
    let query = filters(plan_page, &sent.filtres);
    let mut errors = Errors::none();
    let name = named(&sent.nom, "nom", &mut errors);
    if query.len() > LONGEST_VIEW_QUERY {
        errors.add(
            "",
            "Ces filtres sont trop longs pour être gardés\u{a0}: raccourcissez la recherche.",
        );
    }
    let kept = views(&mut visit, convention).await?;
    if let Some(sentence) = too_many(&kept) {
        errors.add("", sentence);
    }
    let Some(name) = name.filter(|_| errors.is_empty()) else {
        let page = page(&mut visit, sent, errors).await?;
        return Err(visit.invalid(&page));
    };
    let mut tx = visit.begin::<SaveViews>(convention).await?;
    let ordinal = tx.allocate(Sequence::Convention(convention, "saved_view")).await?;
    let fact = ViewSaved {
        view: SavedViewId { convention, ordinal },
        person,
        page: plan_page,
        query,
        name,
        sharing: sent.sharing(),
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(place(convention)))
}

async fn change(mut visit: Visit, sent: Sent) -> Result<Answer, Failure> {
    let (view, person) = own(&mut visit, &sent).await?;
    let mut errors = Errors::none();
    let Some(name) = named(&sent.nom, &name_field(&sent.vue), &mut errors) else {
        let page = page(&mut visit, sent, errors).await?;
        return Err(visit.invalid(&page));
    };
    let fact = ViewChanged {
        view,
        person,
        name,
        sharing: sent.sharing(),
    };
    written(visit, fact).await
}

async fn remove(mut visit: Visit, sent: Sent) -> Result<Answer, Failure> {
    let (view, person) = own(&mut visit, &sent).await?;
    written(visit, ViewRemoved { view, person }).await
}

/// A shared view whose keeper holds no mandate any more is kept by whoever asks first.
async fn take_over(mut visit: Visit, sent: Sent) -> Result<Answer, Failure> {
    let (convention, person) = (visit.convention()?, keeper(&visit)?);
    let ordinal: i64 = sent.vue.parse().map_err(|_| Failure::NotFound)?;
    let kept = views(&mut visit, convention).await?;
    if !kept.iter().any(|view| view.gone && view.ordinal == ordinal) {
        return Err(Failure::NotFound);
    }
    if let Some(sentence) = too_many(&kept) {
        let page = page(&mut visit, Sent::default(), Errors::whole(&sentence)).await?;
        return Err(visit.invalid(&page));
    }
    let view = SavedViewId { convention, ordinal };
    let at = visit.now;
    written(visit, ViewTakenOver { view, person, at }).await
}

/// What is said to someone who keeps as many views as one may.
fn too_many(kept: &[KeptView]) -> Option<String> {
    let full = kept.iter().filter(|view| view.own).count() >= MOST_VIEWS;
    full.then(|| format!("Vous gardez déjà {MOST_VIEWS}\u{a0}vues ici\u{a0}: supprimez-en une."))
}

/// Records what becomes of a view. One that went meanwhile is gone: there is nothing to say.
async fn written<F>(mut visit: Visit, fact: F) -> Result<Answer, Failure>
where
    F: Fact<Needs = SaveViews> + Send + Sync + 'static,
    Tables: Writes<F>,
{
    let convention = fact.place();
    let tx = visit.begin::<SaveViews>(convention).await?;
    let written = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    match written {
        Ok(()) | Err(StoreError::Conflict) => Ok(Answer::see_other(place(convention))),
        Err(error) => Err(error.into()),
    }
}

/// The view that a form names, when whoever sends it keeps it.
async fn own(visit: &mut Visit, sent: &Sent) -> Result<(SavedViewId, PersonId), Failure> {
    let (convention, person) = (visit.convention()?, keeper(visit)?);
    let ordinal: i64 = sent.vue.parse().map_err(|_| Failure::NotFound)?;
    let kept = views(visit, convention).await?;
    let held = kept.iter().any(|view| view.own && view.ordinal == ordinal);
    held.then_some((SavedViewId { convention, ordinal }, person))
        .ok_or(Failure::NotFound)
}

/// Who keeps what this visit keeps.
fn keeper(visit: &Visit) -> Result<PersonId, Failure> {
    match visit.viewer {
        Viewer::Mandate(mandated) => Ok(mandated.person),
        Viewer::Visitor | Viewer::Link(_) | Viewer::Person(_) | Viewer::Job(_) => Err(Failure::NotFound),
    }
}

fn name_field(view: &str) -> String {
    format!("nom-{view}")
}

fn named(typed: &str, field: &str, errors: &mut Errors) -> Option<ViewName> {
    match ViewName::parse(typed) {
        Ok(name) => Some(name),
        Err(WrongViewName::Empty) => {
            errors.add(field.to_owned(), "Donnez un nom à la vue, comme «\u{a0}Mes retards\u{a0}».");
            None
        }
        Err(WrongViewName::TooLong(length)) => {
            errors.add(
                field.to_owned(),
                format!("Ce nom compte {length}\u{a0}caractères. Gardez-en {LONGEST_VIEW_NAME} au plus."),
            );
            None
        }
    }
}

async fn views(visit: &mut Visit, convention: ConventionId) -> Result<Vec<KeptView>, Failure> {
    Ok(Parts::of(visit.rows(PlanParts { convention }).await?).views)
}

async fn page(visit: &mut Visit, sent: Sent, errors: Errors) -> Result<SavedViews, Failure> {
    let convention = visit.convention()?;
    let asked = PlanPage::from_code(&sent.page).map(|page| Asked {
        query: filters(page, &sent.filtres),
        page,
    });
    let frame = visit.frame("Vues enregistrées").await?;
    Ok(SavedViews {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("Vues"),
        convention,
        asked,
        views: views(visit, convention).await?,
        sent,
        errors,
    })
}
