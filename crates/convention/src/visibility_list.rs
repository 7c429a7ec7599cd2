//! Who sees what, inside a convention: the signed text, each action, facility and document; and where it is chosen, several at once.
//!
//! Choosing shows nothing by itself and hides nothing from those who sign: the gates of the tables do both.

use std::collections::BTreeMap;

use askama::Template;
use domain::access::verbs::ChooseVisibility;
use domain::ids::{ActionId, ConventionId, DocumentId};
use domain::places::Target;
use domain::visibility::{Shared, Visibility, VisibilityChosen};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::tables::Tables;

/// In the address: every row comes ticked.
const ALL: &str = "cocher";

/// Something shared, as the page lists it.
#[derive(Debug)]
struct Row {
    shared: Shared,
    number: String,
    name: String,
    level: Visibility,
}

query! {
    /// All that is shared, with who sees it: the text, the actions, the facilities, the bodies, the scheme, the votes, the documents.
    SharedThings(convention: ConventionId) -> Row
    reading ["action", "facility", "document", "body", "post", "statement", "deliberation", "party", "convention", "visibility"]
    "SELECT s.kind, s.ordinal, s.number, s.name, v.level FROM ( \
        SELECT 1 AS rank, 'text' AS kind, 1 AS ordinal, '' AS number, c.name AS name FROM convention c WHERE c.convention = $4 \
        UNION ALL SELECT 2, 'action', a.ordinal, a.number, a.title FROM action a WHERE a.convention = $4 \
        UNION ALL SELECT 3, 'facility', f.ordinal, f.kind, f.name FROM facility f WHERE f.convention = $4 \
        UNION ALL SELECT 4, 'body', b.ordinal, '', b.name FROM body b WHERE b.convention = $4 \
        UNION ALL SELECT 5, 'scheme', 1, '', 'Schéma de coopération' FROM convention c WHERE c.convention = $4 \
            AND (EXISTS (SELECT 1 FROM post p WHERE p.convention = $4) OR EXISTS (SELECT 1 FROM statement k WHERE k.convention = $4)) \
        UNION ALL SELECT 6, 'deliberation', r.ordinal, COALESCE(r.number, ''), COALESCE(q.short_name, '') FROM deliberation r \
            LEFT JOIN party q ON q.convention = r.convention AND q.ordinal = r.party WHERE r.convention = $4 \
        UNION ALL SELECT 7, 'document', d.ordinal, '', d.title FROM document d WHERE d.convention = $4) s \
        LEFT JOIN visibility v ON v.convention = $4 AND v.kind = s.kind AND v.ordinal = s.ordinal ORDER BY s.rank, s.ordinal"
}

impl FromRow for Row {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let ordinal = columns.int(1)?;
        let level = columns.opt_text(4)?;
        Ok(Self {
            shared: columns.word(0, |kind| Shared::of(kind, ordinal))?,
            number: columns.text(2)?,
            name: columns.text(3)?,
            level: level.and_then(|code| Visibility::from_code(&code)).unwrap_or_default(),
        })
    }
}

/// What was ticked and chosen, as typed.
#[derive(Debug, Default)]
struct Typed {
    ticked: BTreeMap<String, String>,
    level: String,
}

impl Typed {
    /// A ticked box says what it stands for and who saw it when the page was shown: `action/3=partners`.
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "niveau" => typed.level = value,
                "element" => typed
                    .ticked
                    .extend(value.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned()))),
                _ => {}
            }
        }
        typed
    }
}

#[derive(Template)]
#[template(path = "visibility_list.html")]
struct VisibilityList {
    frame: Frame,
    convention: ConventionId,
    chips: Vec<ViewLink>,
    rows: Vec<Row>,
    typed: Typed,
    /// Whether every row comes ticked.
    all: bool,
    /// Where every row is ticked, or none of them.
    tick_all: String,
    tick_none: String,
    errors: Errors,
    written_elsewhere: usize,
}

impl VisibilityList {
    fn place(&self) -> Target {
        Target::Visibility(self.convention)
    }

    fn is_ticked(&self, row: &Row) -> bool {
        self.all || self.typed.ticked.contains_key(&row.shared.to_string())
    }

    fn chosen(&self, level: Visibility) -> bool {
        self.typed.level == level.code()
    }

    fn target(&self, row: &Row) -> Target {
        let convention = self.convention;
        match row.shared {
            Shared::Text => Target::WholeText(convention),
            Shared::Action(ordinal) => Target::Action(ActionId { convention, ordinal }),
            Shared::Facility(_) => Target::Facilities(convention),
            Shared::Body(_) => Target::Bodies(convention),
            Shared::Scheme => Target::Scheme(convention),
            Shared::Deliberation(_) => Target::Parties(convention),
            Shared::Document(ordinal) => Target::document(DocumentId { convention, ordinal }),
        }
    }
}

impl Row {
    /// "Action 4", "EAJE", "Texte signé".
    fn what(&self) -> String {
        match self.shared {
            Shared::Text => "Texte signé".to_owned(),
            Shared::Action(_) => format!("Action {}", self.number),
            Shared::Facility(_) => self.number.clone(),
            Shared::Document(_) => "Document".to_owned(),
            Shared::Body(_) => "Instance".to_owned(),
            Shared::Scheme => "Coopération".to_owned(),
            Shared::Deliberation(_) if self.number.is_empty() => "Délibération".to_owned(),
            Shared::Deliberation(_) => format!("Délibération n°\u{a0}{}", self.number),
        }
    }

    fn mark(&self) -> &'static str {
        match self.level {
            Visibility::Internal => "warn",
            Visibility::Partners => "",
            Visibility::Public => "ok",
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Typed::default(), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed = Typed::of(visit.form()?);
    let mut errors = Errors::none();
    let level = Visibility::from_code(&typed.level);
    if typed.ticked.is_empty() {
        errors.add("elements", "Cochez au moins un élément de la liste.");
    }
    let (Some(becomes), true) = (level, errors.is_empty()) else {
        if level.is_none() {
            errors.add("niveau", "Choisissez qui voit les éléments cochés.");
        }
        let page = page(&mut visit, typed, errors).await?;
        return Err(visit.invalid(&page));
    };
    let mut tx = visit.begin::<ChooseVisibility>(convention).await?;
    let rows = tx.load(SharedThings { convention }).await?;
    let facts = match facts(convention, &rows, &typed, becomes)? {
        Ok(facts) => facts,
        Err(changed) => {
            drop(tx);
            errors.add("elements", changed);
            let page = page(&mut visit, typed, errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    let mut facts = facts.iter();
    let Some(first) = facts.next() else {
        return Ok(Answer::see_other(Target::Visibility(convention)));
    };
    let mut tx = tx.record::<Tables, _>(first).await?;
    for fact in facts {
        tx = tx.record::<Tables, _>(fact).await?;
    }
    tx.commit().await?;
    Ok(Answer::see_other(Target::Visibility(convention)))
}

/// One fact for each thing that changes; or what someone else changed since the page was shown. A thing that is not there is
/// unknown, like any other address.
fn facts(
    convention: ConventionId,
    rows: &[Row],
    typed: &Typed,
    becomes: Visibility,
) -> Result<Result<Vec<VisibilityChosen>, String>, Failure> {
    let mut facts = Vec::with_capacity(typed.ticked.len());
    for (shared, seen) in &typed.ticked {
        let shared: Shared = shared.parse().map_err(|_| Failure::NotFound)?;
        let row = rows.iter().find(|row| row.shared == shared).ok_or(Failure::NotFound)?;
        if row.level.code() != seen.as_str() {
            return Ok(Err(format!(
                "Quelqu’un a changé entre-temps «\u{a0}{}\u{a0}»\u{a0}: le niveau est maintenant «\u{a0}{}\u{a0}». Rien n’a été enregistré\u{a0}; vérifiez la liste et recommencez.",
                row.what(),
                row.level.french()
            )));
        }
        facts.push(VisibilityChosen {
            convention,
            shared,
            was: row.level,
            becomes,
        });
    }
    facts.retain(|fact| fact.was != fact.becomes);
    Ok(Ok(facts))
}

async fn page(visit: &mut Visit, typed: Typed, errors: Errors) -> Result<VisibilityList, Failure> {
    let convention = visit.convention()?;
    let asked: BTreeMap<String, String> = visit.query()?;
    let level = asked.get("niveau").and_then(|code| Visibility::from_code(code));
    let mut rows = visit.rows(SharedThings { convention }).await?;
    let chips = chips(convention, &rows, level);
    let written_elsewhere = written_elsewhere(&rows);
    rows.retain(|row| level.is_none_or(|level| row.level == level));
    let kept: Vec<(&str, &str)> = level.iter().map(|level| ("niveau", level.code())).collect();
    let ticking = |pairs: &[(&str, &str)]| with_query(href(Target::Visibility(convention)), &[&kept[..], pairs].concat());
    let frame = visit.frame("Qui voit quoi").await?;
    Ok(VisibilityList {
        frame: frame
            .under(Target::Visibility(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        chips,
        rows,
        all: asked.contains_key(ALL) && typed.ticked.is_empty(),
        tick_all: ticking(&[(ALL, "tous")]),
        tick_none: ticking(&[]),
        typed,
        errors,
        written_elsewhere,
    })
}

/// How many things are kept among those who sign while the text in which they are written is not.
fn written_elsewhere(rows: &[Row]) -> usize {
    let internal = |row: &&Row| row.level == Visibility::Internal;
    let text = rows.iter().filter(internal).any(|row| row.shared == Shared::Text);
    let in_the_text = |row: &&Row| !matches!(row.shared, Shared::Document(_));
    if text {
        0
    } else {
        rows.iter().filter(internal).filter(in_the_text).count()
    }
}

/// All of them, then those of each level that there is.
fn chips(convention: ConventionId, rows: &[Row], current: Option<Visibility>) -> Vec<ViewLink> {
    let counted = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let place = || href(Target::Visibility(convention));
    let mut chips = vec![ViewLink::new("Tout", place(), current.is_none()).count(counted(rows.len()))];
    for level in Visibility::ALL {
        let count = rows.iter().filter(|row| row.level == level).count();
        if count > 0 {
            let address = with_query(place(), &[("niveau", level.code())]);
            chips.push(ViewLink::new(level.french(), address, current == Some(level)).count(counted(count)));
        }
    }
    chips
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SharedThings>()]
}
