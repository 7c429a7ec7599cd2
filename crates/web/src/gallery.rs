//! The gallery: every component, in its states, with long and empty texts.
//!
//! Its people, places and numbers are invented; it reads nothing.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::reading::{LineRange, Lines};

use crate::answer::Answer;
use crate::components::{Order, Pager, Pip, SortLink, Status, ThemeMark, ViewLink};
use crate::failure::Failure;
use crate::form::Errors;
use crate::frame::Frame;
use crate::french;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    convention: ConventionId,
    lines: Lines,
    no_lines: Lines,
    parties: [(&'static str, usize); 5],
    themes: [(&'static str, ThemeMark); 8],
    pips: Vec<Pip>,
    views: Vec<ViewLink>,
    saved: Vec<ViewLink>,
    columns: [SortLink; 3],
    pager: Pager,
    errors: Errors,
    fine: Errors,
    known: Option<&'static str>,
    unknown: Option<&'static str>,
    months: [&'static str; 12],
    amounts: Vec<(&'static str, String)>,
    text: Vec<(u32, &'static str, bool)>,
}

/// `GET /composants`.
pub(crate) async fn show(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Composants").await?;
    visit.page(&gallery(frame))
}

fn gallery(frame: Frame) -> Gallery {
    let convention = ConventionId::new(1);
    Gallery {
        frame,
        convention,
        lines: [LineRange::new(12, 18), LineRange::new(40, 40)]
            .into_iter()
            .flatten()
            .collect(),
        no_lines: Lines::default(),
        parties: PARTIES,
        themes: THEMES.map(|name| (name, ThemeMark::of(name))),
        pips: pips(convention),
        views: views(),
        saved: vec![
            ViewLink::new("Toutes", "/composants?vue=toutes", true).count(24),
            ViewLink::new("Sans pilote", "/composants?vue=sans-pilote", false).count(3),
        ],
        columns: columns(),
        pager: Pager {
            page: 2,
            pages: 9,
            address: "/composants?page=".to_owned(),
        },
        errors: errors(),
        fine: Errors::none(),
        known: Some("Les deux communes, les services communaux, les associations"),
        unknown: None,
        months: MONTHS,
        amounts: amounts(),
        text: TEXT.to_vec(),
    }
}

const LONG: &str = "Communauté de communes des Hautes-Vallées-et-Plateaux-de-Saint-Exemple-sur-Rivière-la-Très-Longue";
const PARTIES: [(&str, usize); 5] = [
    ("Saint-Exemple", 1),
    ("Le Bourg-Témoin", 2),
    ("Caf d’Exemple", 3),
    ("Maison des Lilas", 4),
    (LONG, 5),
];
const THEMES: [&str; 8] = [
    "Petite enfance",
    "Enfance et jeunesse",
    "Parentalité",
    "Logement",
    "Accès aux droits",
    "Vie sociale",
    "Handicap",
    "Lisibilité de l’offre",
];
const MONTHS: [&str; 12] = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const TEXT: [(u32, &str, bool); 5] = [
    (11, "", false),
    (12, "ARTICLE 10 : DUREE DE LA CONVENTION", true),
    (13, "La présente convention est conclue pour cinq ans.", true),
    (14, "x(L)\tx(L)\tx(L)\txx\txx", false),
    (
        15,
        "Unmottrèslongsansaucuneespacequidoitpourtanttenirdanslalargeurdelapagesurunpetittéléphonetenuàunemain",
        false,
    ),
];

fn pips(convention: ConventionId) -> Vec<Pip> {
    let states = [None].into_iter().chain(Status::ALL.map(Some));
    states
        .zip(1_i64..)
        .map(|(status, ordinal)| Pip {
            target: Target::Action(ActionId { convention, ordinal }),
            number: if ordinal == 2 {
                "2 bis".to_owned()
            } else {
                ordinal.to_string()
            },
            title: "Action d’exemple".to_owned(),
            status,
            own: None,
            late: status == Some(Status::Going),
        })
        .collect()
}

fn views() -> Vec<ViewLink> {
    vec![
        ViewLink::new("Enjeux", "/composants?vue=enjeux", true).icon("i-plan"),
        ViewLink::new("Thématiques", "/composants?vue=thematiques", false)
            .icon("i-tag")
            .count(8),
        ViewLink::new("Tableau", "/composants?vue=tableau", false).icon("i-table"),
    ]
}

fn columns() -> [SortLink; 3] {
    let column = |label, order| SortLink {
        label,
        address: format!("/composants?tri={label}"),
        order,
    };
    [
        column("Action", Some(Order::Ascending)),
        column("Pilote", Some(Order::Descending)),
        column("Année", None),
    ]
}

fn errors() -> Errors {
    let mut errors = Errors::none();
    errors.add(
        "annee",
        "Indiquez une année de 2022 à 2026. Vous avez écrit «\u{a0}20424\u{a0}».",
    );
    errors.add("motif", "Dites pourquoi l’année change.");
    errors
}

fn amounts() -> Vec<(&'static str, String)> {
    vec![
        ("Budget", french::amount(850_000)),
        ("Estimation", french::rounded_amount(123_456_789)),
        ("Postes", format!("{}\u{a0}ETP", french::decimal(25, 1))),
        ("Part", french::percent(74)),
        ("Inconnu", "—".to_owned()),
    ]
}
