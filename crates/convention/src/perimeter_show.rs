//! The perimeter: its communes on a map and in a table, what they make together, and the parties whose place someone has
//! to say.
//!
//! Official names stand here; the words of the text stay on the page of the convention.

use askama::Template;
use domain::access::Verb;
use domain::ids::{ConventionId, PartyId};
use domain::places::Target;
use domain::time::Day;
use files::sheets::Format;
use serde::Deserialize;
use territory::{Area, Drawing, Referential};
use web::answer::Answer;
use web::components::{Order, Pager, SortLink};
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::map::{Map, MapLabel, MapPiece};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::perimeter::{Column, Ground, Group, Member, Perimeter};
use crate::perimeter_sheet;
use crate::place_rows::{Edition, EditionRow, PlaceRow, Places};

/// Communes on one page of the table.
const PAGE: usize = 60;

/// Characters that the lines of a map may take.
const MAP_BUDGET: usize = 17_000;

/// Communes that have their own colour; more are of one colour.
const COLOURS: usize = 4;

/// Names said in the description of a map.
const TOLD: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    tri: String,
    sens: String,
    page: Option<usize>,
    forme: String,
}

impl Asked {
    fn column(&self) -> Column {
        match self.tri.as_str() {
            "code" => Column::Code,
            "epci" => Column::Intercommunality,
            "departement" => Column::Department,
            "population" => Column::Population,
            "surface" => Column::Surface,
            _ => Column::Name,
        }
    }
}

#[derive(Template)]
#[template(path = "perimeter_show.html")]
struct PerimeterShow {
    frame: Frame,
    convention: ConventionId,
    places: Vec<PlaceRow>,
    perimeter: Perimeter,
    groups: Vec<Group>,
    map: Option<Map>,
    heads: [SortLink; 6],
    pager: Pager,
    first: usize,
    /// Whether the reader may say which place a party is.
    chooses: bool,
    edition: Option<Day>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let places = visit.rows(Places { convention }).await?;
    let mut perimeter = Perimeter::of(&places);
    perimeter.sort(asked.column(), asked.sens == "desc");
    if let Some(format) = Format::from_code(&asked.forme) {
        return visit.sheet(perimeter_sheet::sheet(&perimeter), format).await;
    }
    let pages = perimeter.members.len().div_ceil(PAGE).max(1);
    let page = asked.page.unwrap_or(1);
    if page == 0 || page > pages {
        return Err(Failure::NotFound);
    }
    let frame = visit.frame("Périmètre").await?;
    let shown = PerimeterShow {
        frame: frame
            .under(Target::Perimeter(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        groups: perimeter.groups(),
        map: map(&perimeter),
        heads: heads(convention, &asked),
        pager: pager(convention, &asked, page, pages),
        first: (page - 1) * PAGE,
        chooses: visit.may(Verb::ChoosePlace),
        edition: visit.first(Edition { convention }).await?.map(|EditionRow(day)| day),
        perimeter,
        places,
    };
    visit.page(&shown)
}

fn heads(convention: ConventionId, asked: &Asked) -> [SortLink; 6] {
    let head = |column: &'static str, label: &'static str| {
        let sorted = asked.tri == column;
        let ascending = asked.sens != "desc";
        let sens = if sorted && ascending { "desc" } else { "" };
        let pairs: Vec<(&str, &str)> = [("tri", column), ("sens", sens)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        SortLink {
            label,
            address: with_query(href(Target::Perimeter(convention)), &pairs),
            order: sorted.then_some(if ascending { Order::Ascending } else { Order::Descending }),
        }
    };
    [
        head("", "Commune"),
        head("code", "Code INSEE"),
        head("epci", "Intercommunalité"),
        head("departement", "Département"),
        head("population", "Population"),
        head("surface", "Surface"),
    ]
}

fn pager(convention: ConventionId, asked: &Asked, page: usize, pages: usize) -> Pager {
    let count = |pages: usize| u32::try_from(pages).unwrap_or(u32::MAX);
    let address = with_query(
        href(Target::Perimeter(convention)),
        &[("tri", &asked.tri), ("sens", &asked.sens), ("page", "")],
    );
    Pager {
        page: count(page),
        pages: count(pages),
        address,
    }
}

/// The map of the communes that have limits; none when there is nothing to draw.
fn map(perimeter: &Perimeter) -> Option<Map> {
    let area = Area::of(perimeter.members.iter().map(|member| member.code));
    let all = Referential::embedded();
    let named = |code: &str| all.commune(code).map(|commune| (commune.name().plain(), commune.point()));
    let drawing = Drawing::of(&area, MAP_BUDGET, named)?;
    let known = |code: &str| perimeter.members.iter().find(|member| member.code == code);
    let coloured = perimeter.members.len() <= COLOURS;
    let class = |member: Option<&Member>| match member.filter(|_| coloured).map(|member| member.badge) {
        Some(1) => "z1",
        Some(2) => "z2",
        Some(3) => "z3",
        Some(4) => "z4",
        _ => "zp",
    };
    let pieces = drawing.pieces.iter().map(|piece| MapPiece {
        class: class(known(&piece.code)),
        path: piece.path.clone(),
        name: known(&piece.code).map(|member| member.name.clone()).unwrap_or_default(),
    });
    let labels = drawing.labels.iter().map(|label| MapLabel {
        x: label.x,
        y: label.y,
        text: label.text.clone(),
        anchor: known(&label.code).map(|member| format!("c-{}", member.code)),
    });
    Some(Map {
        id: "carte",
        title: "Carte du périmètre".to_owned(),
        description: told(perimeter, &area, &drawing),
        pieces: pieces.collect(),
        labels: labels.collect(),
        width: drawing.width,
        height: drawing.height,
        around: drawing.around,
        outline: drawing.outline,
        bar: drawing.scale.length,
        kilometres: drawing.scale.kilometres,
    })
}

/// What the map shows, in words.
fn told(perimeter: &Perimeter, area: &Area, drawing: &Drawing) -> String {
    let all = Referential::embedded();
    let drawn = perimeter
        .members
        .iter()
        .filter(|member| drawing.sides.contains_key(member.code));
    let told: Vec<String> = drawn
        .clone()
        .take(TOLD)
        .map(|member| match drawing.sides.get(member.code) {
            Some(side) => format!("{} {}", member.name, side.french()),
            None => member.name.clone(),
        })
        .collect();
    let more = drawn.count().saturating_sub(told.len());
    let more = if more > 0 {
        format!(", et {more} autres")
    } else {
        String::new()
    };
    let pieces = match area.pieces() {
        1 => "D’un seul tenant".to_owned(),
        pieces => format!("En {pieces} morceaux, îles comprises"),
    };
    let around = area.neighbours();
    let names: Vec<String> = around
        .iter()
        .filter_map(|code| all.commune(code))
        .take(TOLD)
        .map(|commune| commune.name().plain())
        .collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let beside = match around.len() {
        0 => "Aucune commune voisine.".to_owned(),
        n if n > names.len() => format!("En gris, {} autour.", french::count(count(n), "commune", "communes")),
        _ => format!("En gris, autour\u{a0}: {}.", names.join(", ")),
    };
    format!(
        "{}\u{a0}: {}{more}. {pieces}. {beside}",
        french::count(count(area.len()), "commune", "communes"),
        told.join(", ")
    )
}

impl PerimeterShow {
    fn members(&self) -> impl Iterator<Item = &Member> {
        self.perimeter.members.iter().skip(self.first).take(PAGE)
    }

    fn files(&self) -> [SheetLink; 3] {
        web::sheets::links(&href(Target::Perimeter(self.convention)).to_string(), "perimetre")
    }

    /// The parties whose place someone has to say.
    fn open(&self) -> Vec<&PlaceRow> {
        self.places.iter().filter(|place| place.is_open()).collect()
    }

    /// The parties whose place is known, or of which someone said that they are none.
    fn known(&self) -> Vec<&PlaceRow> {
        self.places
            .iter()
            .filter(|place| place.may_be_a_place() && (place.code.is_some() || place.settled.is_some()))
            .collect()
    }

    fn place(&self, place: &PlaceRow) -> Target {
        Target::PartyPlace(PartyId {
            convention: self.convention,
            ordinal: place.party,
        })
    }

    /// "34 532 habitants (2023), 50,1 km²".
    fn sums(&self) -> String {
        let mut sums = vec![french::count(self.perimeter.members.len(), "commune", "communes")];
        if self.perimeter.uncounted() < self.perimeter.members.len() {
            let year = self.perimeter.census().map_or_else(String::new, |year| format!(" ({year})"));
            sums.push(format!(
                "{}{year}",
                french::count(self.perimeter.inhabitants(), "habitant", "habitants")
            ));
        }
        sums.extend(
            self.perimeter
                .hectares()
                .map(|hectares| format!("{}\u{a0}km²", square_kilometres(hectares))),
        );
        format!("{}. {}", sums.join(", "), self.perimeter.departments().join(", "))
    }

    fn surface(&self) -> Option<String> {
        self.perimeter.hectares().map(square_kilometres)
    }

    fn edition_day(&self) -> Option<String> {
        self.edition.map(french::date)
    }
}

/// "33,66": hectares as square kilometres.
fn square_kilometres(hectares: i64) -> String {
    french::decimal(hectares, 2)
}

impl Member {
    fn population_words(&self, census: Option<i16>) -> Option<String> {
        let found = self.population?;
        let count = french::number(found.count);
        Some(match found.year {
            Some(year) if Some(year) == census => count,
            Some(year) => format!("{count} ({year})"),
            None => format!("{count} (année inconnue)"),
        })
    }

    fn surface_words(&self) -> Option<String> {
        self.hectares.map(square_kilometres)
    }

    fn signs(&self) -> bool {
        matches!(self.ground, Ground::Signs(_))
    }
}

impl Group {
    /// "en entier", "2 communes sur 92".
    fn share(&self) -> String {
        if self.inside == self.total {
            return format!("en entier, {}", french::count(self.total, "commune", "communes"));
        }
        format!(
            "en partie, {} sur\u{a0}{}",
            french::count(self.inside, "commune", "communes"),
            self.total
        )
    }
}

impl PlaceRow {
    /// The official name of the place: "Les Pennes-Mirabeau (13071)".
    pub(crate) fn place_words(&self) -> Option<String> {
        self.code.as_deref().map(crate::place_choice::place_words)
    }

    /// Why this place: the reason of the product, or the day on which someone said so.
    fn why(&self) -> String {
        match (self.settled, self.reason) {
            (Some(at), _) => format!("Précisé le {}", french::date(at.paris_day())),
            (None, Some(reason)) => reason.french().to_owned(),
            (None, None) => String::new(),
        }
    }

    fn question(&self) -> String {
        match self.candidates.len() {
            0 => "Aucun lieu de ce nom dans le référentiel.".to_owned(),
            1 => "Un lieu porte ce nom, ou l’a porté, hors du département nommé par le texte.".to_owned(),
            n => format!("{n}\u{a0}lieux portent ce nom."),
        }
    }
}
