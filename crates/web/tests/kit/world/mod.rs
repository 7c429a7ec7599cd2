//! A small world for the tests of the kit: two conventions, a few people, a real store, toy routes.

use askama::Template;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use domain::access::verbs::{CreateAccount, GiveMandate, SignIn, ViewPlan};
use domain::access::{Installation, Reason, Role, Verb, Viewer};
use domain::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use domain::people::{AccountCreated, MandateGiven, SignedIn, Way};
use domain::places::Target;
use domain::time::Instant;
use http_body_util::BodyExt as _;
use store::{House, Store, StoreError, Writer, Writes, sql};
use tower::ServiceExt as _;
use web::assets::Assets;
use web::form::{Errors, Secret};
use web::session::Token;
use web::site::{Heading, NavEntry};
use web::watch::Requests;
use web::{Access, Answer, Failure, Frame, Route, Site, Visit};

/// 24 November 2026, half past seven in the evening in Paris.
pub(crate) const NOW: Instant = Instant::from_micros(1_795_545_000_000_000);

/// Who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Not signed in.
    Visitor,
    /// Coordinator in convention 1.
    Coordinator,
    /// Contact of a partner in convention 1.
    Partner,
    /// The installation role, and no mandate.
    Administrator,
    /// An account without anything.
    Stranger,
    /// Coordinator in convention 1, whose mandate ended.
    Former,
}

impl Who {
    const SIGNED_IN: [Self; 5] = [
        Self::Coordinator,
        Self::Partner,
        Self::Administrator,
        Self::Stranger,
        Self::Former,
    ];

    fn person(self) -> PersonId {
        PersonId::new(self as i64)
    }

    /// The token in this person's browser.
    pub(crate) fn token(self) -> Token {
        Token::from_random([self as u8; 32])
    }
}

/// The product, with toy routes, on a store of its own.
pub(crate) struct World {
    router: Router,
    _data: tempfile::TempDir,
}

/// An answer, read whole.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or(""))
    }
}

impl World {
    /// A demo, on http.
    pub(crate) async fn demo() -> Self {
        Self::new(|_| ()).await
    }

    pub(crate) async fn new(change: impl FnOnce(&mut Site)) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let target = store::Target::Sqlite {
            dir: data.path().to_owned(),
        };
        let store = Store::open(target, House::new()).await.expect("a store");
        store.migrate().await.expect("tables");
        populate(&store).await;
        let mut site = site(store);
        change(&mut site);
        let mut routes = toy_routes();
        routes.extend(web::routes());
        Self {
            router: web::router(routes, site).expect("routes"),
            _data: data,
        }
    }

    pub(crate) async fn get(&self, who: Who, address: &str) -> Received {
        self.send(as_who(who, Request::get(address)).body(Body::empty()).expect("a request"))
            .await
    }

    /// A form sent from a page of the site.
    pub(crate) async fn post(&self, who: Who, address: &str, form: &str) -> Received {
        let request = as_who(who, Request::post(address)).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(form.to_owned())).expect("a request")).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Received {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Received {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.len(),
        }
    }
}

/// The request of this person.
pub(crate) fn as_who(who: Who, request: axum::http::request::Builder) -> axum::http::request::Builder {
    match who {
        Who::Visitor => request,
        who => request.header("cookie", who.token().cookie(false)),
    }
}

fn site(store: Store) -> Site {
    Site {
        store,
        clock: || NOW,
        randomness: || [42; 32],
        demo: true,
        secure_cookies: false,
        door: web::door::Door::default(),
        count_queries: true,
        assets: Assets::Embedded,
        nav: vec![
            NavEntry {
                group: "",
                label: "Tableau de bord",
                icon: "i-home",
                target: Target::Dashboard,
                verb: Verb::ViewPlan,
            },
            NavEntry {
                group: "Le plan",
                label: "Plan d’actions",
                icon: "i-plan",
                target: Target::Plan,
                verb: Verb::ViewPlan,
            },
            NavEntry {
                group: "Le plan",
                label: "Journal",
                icon: "i-history",
                target: Target::PlanTable,
                verb: Verb::ViewJournal,
            },
        ],
        heading: |_, _, _| {
            Box::pin(async {
                Ok(Some(Heading {
                    title: "CTG 2022-2026".to_owned(),
                    territory: "Saint-Exemple · <Témoin>".to_owned(),
                    review: false,
                }))
            })
        },
        search: Some(Target::PlanTable),
        conformity: Arc::default(),
        backups: None,
        scanner: None,
        recogniser: None,
        patience: std::time::Duration::from_secs(1),
        stays: web::stay::Stays::default(),
        requests: Requests::default(),
        mailing: web::site::Mailing::default(),
        observer: None,
    }
}

// Toy routes.

fn toy_routes() -> Vec<Route> {
    vec![
        Route::get("/conventions", Access::SignedIn, conventions),
        Route::get("/connexion", Access::Anyone, sign_in_page),
        Route::post("/connexion", Access::Anyone, sign_in),
        Route::post("/deconnexion", Access::SignedIn, sign_out),
        Route::get("/comptes", Access::Administrator(Verb::ViewAccounts), conventions),
        Route::get("/conventions/{convention}/plan", Access::Inside(Verb::ViewPlan), plan)
            .sample("ordinary", "/conventions/1/plan"),
        Route::post("/conventions/{convention}/plan", Access::Inside(Verb::ViewPlan), change_plan).sample_form(
            "ordinary",
            "/conventions/1/plan",
            "titre=Plan",
        ),
        Route::get("/conventions/{convention}/journal", Access::Inside(Verb::ViewJournal), plan)
            .sample("ordinary", "/conventions/1/journal"),
        Route::get(
            "/conventions/{convention}/actions/{action}",
            Access::Inside(Verb::ViewPlan),
            action,
        )
        .sample("ordinary", "/conventions/1/actions/15"),
        Route::get("/panne", Access::Anyone, |_| async { panic!("on purpose") }),
        Route::get("/casse", Access::Anyone, |_| async {
            Err(Failure::Broken("a secret reason".to_owned()))
        }),
        Route::get("/injoignable", Access::Anyone, |_| async {
            Err(StoreError::WritesStopped.into())
        }),
        Route::get("/refus", Access::Anyone, refused),
        Route::get("/petit", Access::Anyone, |_| async {
            Ok(Answer::bytes(b"ok".to_vec(), "text/plain; charset=utf-8"))
        }),
    ]
}

#[derive(Template)]
#[template(
    source = "{% extends \"layout.html\" %}{% block content %}<h1>{{ frame.title() }}</h1><p>{{ words }}</p>{% endblock %}",
    ext = "html"
)]
struct Page {
    frame: Frame,
    words: String,
}

#[derive(Template)]
#[template(
    source = "{% extends \"layout_bare.html\" %}{% import \"components.html\" as c %}{% block content %}<h1>Bonjour</h1>{{ c::err_summary(errors) }}{{ c::field(\"mel\", \"Adresse\", mel, errors) }}{% endblock %}",
    ext = "html"
)]
struct SignInPage {
    frame: Frame,
    mel: String,
    errors: Errors,
}

async fn conventions(mut visit: Visit) -> Result<Answer, Failure> {
    let words = visit.known().map_or_else(String::new, |known| known.name.clone());
    let frame = visit.frame("Mes conventions").await?;
    visit.page(&Page { frame, words })
}

async fn plan(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit
        .frame("Plan d’actions")
        .await?
        .under(Target::Plan(convention))
        .crumb("Convention", Target::Convention(convention));
    visit.page(&Page {
        frame,
        words: format!("htmx {}", visit.htmx()),
    })
}

#[derive(serde::Deserialize)]
struct Change {
    titre: String,
}

async fn change_plan(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let change: Change = visit.form()?;
    if change.titre.is_empty() {
        let frame = visit.frame("Plan d’actions").await?;
        return Err(visit.invalid(&Page {
            frame,
            words: "Écrivez un titre.".to_owned(),
        }));
    }
    drop(visit.begin::<ViewPlan>(convention).await?);
    Ok(Answer::see_other(Target::Plan(convention)))
}

async fn action(mut visit: Visit) -> Result<Answer, Failure> {
    let action = visit.action()?;
    let frame = visit.frame("Action").await?;
    visit.page(&Page {
        frame,
        words: action.ordinal.to_string(),
    })
}

/// Asks the write door for what a stranger may not.
async fn refused(mut visit: Visit) -> Result<Answer, Failure> {
    drop(visit.begin::<CreateAccount>(Installation).await?);
    Ok(Answer::see_other(Target::Accounts))
}

#[derive(serde::Deserialize)]
struct Credentials {
    mel: String,
    mdp: Secret<String>,
}

async fn sign_in_page(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Connexion").await?;
    visit.page(&SignInPage {
        frame,
        mel: String::new(),
        errors: Errors::none(),
    })
}

async fn sign_in(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Credentials = visit.form()?;
    if form.mdp.expose() != "juste" {
        let mut errors = Errors::none();
        errors.add("mel", "Adresse ou mot de passe inconnus.");
        let frame = visit.frame("Connexion").await?;
        return Err(visit.invalid(&SignInPage {
            frame,
            mel: form.mel,
            errors,
        }));
    }
    let (person, token) = (Who::Stranger.person(), visit.new_token());
    let fact = SignedIn {
        person,
        token: token.digest(),
        at: visit.now,
        expires: visit.now.plus_seconds(3600),
        replaces: None,
        way: Way::Password,
        browser: None,
    };
    let tx = visit.begin_as::<SignIn>(&Viewer::Person(person), Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::OwnConventions).opening(token, 3600))
}

async fn sign_out(visit: Visit) -> Result<Answer, Failure> {
    visit.session().ok_or(Failure::NotFound)?;
    Ok(Answer::see_other(Target::SignIn).closing())
}

// People.

struct Tables;

impl Writes<AccountCreated> for Tables {
    async fn apply<'w>(fact: &'w AccountCreated, w: &'w mut Writer<'_>) -> Result<(), StoreError> {
        w.run(
            sql!("INSERT INTO unscoped_person (id, name, email, password_hash, administrator, example, active) VALUES ($1, $2, $3, $4, $5, $6, 1)"),
            &[
                fact.person.into(),
                fact.name.as_str().into(),
                fact.email.as_str().into(),
                fact.password_hash.clone().into(),
                fact.administrator.into(),
                fact.example.into(),
            ],
        )
        .await?;
        w.run(
            sql!("INSERT INTO unscoped_organisation (id, name, sort_key, kind) VALUES ($1, $2, $2, 'commune')"),
            &[fact.person.into(), "Ville de Saint-Exemple".into()],
        )
        .await
    }
}

impl Writes<MandateGiven> for Tables {
    async fn apply<'w>(fact: &'w MandateGiven, w: &'w mut Writer<'_>) -> Result<(), StoreError> {
        w.run(
            sql!("INSERT INTO unscoped_mandate (id, convention, person, organisation, role, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7)"),
            &[
                fact.mandate.into(),
                fact.convention.into(),
                fact.person.into(),
                fact.organisation.into(),
                fact.role.code().into(),
                fact.since.into(),
                fact.until.into(),
            ],
        )
        .await
    }
}

impl Writes<SignedIn> for Tables {
    async fn apply<'w>(fact: &'w SignedIn, w: &'w mut Writer<'_>) -> Result<(), StoreError> {
        w.run(
            sql!("INSERT INTO unscoped_session (token, person, opened, expires) VALUES ($1, $2, $3, $4)"),
            &[fact.token.into(), fact.person.into(), fact.at.into(), fact.expires.into()],
        )
        .await
    }
}

async fn populate(store: &Store) {
    let demo = Viewer::Job(Reason::Demo);
    for who in Who::SIGNED_IN {
        let tx = store
            .begin::<CreateAccount>(&demo, Installation, NOW)
            .await
            .expect("permitted");
        tx.record::<Tables, _>(&account(who))
            .await
            .expect("recorded")
            .commit()
            .await
            .expect("kept");
        if let Some(mandate) = mandate(who) {
            let tx = store.begin::<GiveMandate>(&demo, Installation, NOW).await.expect("permitted");
            tx.record::<Tables, _>(&mandate)
                .await
                .expect("recorded")
                .commit()
                .await
                .expect("kept");
        }
        let fact = SignedIn {
            person: who.person(),
            token: who.token().digest(),
            at: NOW,
            expires: NOW.plus_seconds(3600),
            replaces: None,
            way: Way::Demo,
            browser: None,
        };
        let tx = store
            .begin::<SignIn>(&Viewer::Person(who.person()), Installation, NOW)
            .await
            .expect("permitted");
        tx.record::<Tables, _>(&fact)
            .await
            .expect("recorded")
            .commit()
            .await
            .expect("kept");
    }
}

fn account(who: Who) -> AccountCreated {
    AccountCreated {
        person: who.person(),
        name: format!("Camille {who:?}"),
        email: format!("{who:?}@exemple.fr").to_lowercase(),
        password_hash: None,
        administrator: who == Who::Administrator,
        example: true,
    }
}

fn mandate(who: Who) -> Option<MandateGiven> {
    let (role, until) = match who {
        Who::Coordinator => (Role::Coordinator, None),
        Who::Partner => (Role::PartnerContact, None),
        Who::Former => (Role::Coordinator, Some("2026-11-23")),
        Who::Visitor | Who::Administrator | Who::Stranger => return None,
    };
    Some(MandateGiven {
        mandate: MandateId::new(who as i64),
        person: who.person(),
        convention: ConventionId::new(1),
        organisation: OrganisationId::new(who as i64),
        role,
        since: "2022-01-01".parse().expect("a day"),
        until: until.map(|day| day.parse().expect("a day")),
    })
}
