//! The lists of the page: what was corrected, the parts of a reading, the items and the fields of a part.
//!
//! Nothing is changed here.

use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use serde_json::Value;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use super::rows::Life;
use super::{Desk, ReadingShow, SHOWN, Said, Way, told_there, whole};
use crate::reading_again::is_renewal;
use crate::reading_fields::{Kind, Section};
use crate::reading_sections::SECTIONS;
use crate::reading_spot::Spot;
use crate::reading_values::Names;
use crate::reading_versions::{Made, MadeRow, OneMade, is_list};

/// The beginning of a long text, in characters: lists stay light.
const LONGEST: usize = 160;

pub(super) fn back(desk: &Desk, spot: &Spot) -> String {
    match spot.item {
        Some(item) => desk.address(&[("partie", spot.section.root), ("element", &(item + 1).to_string())]),
        None => desk.address(&[("partie", spot.section.root)]),
    }
}

pub(super) async fn index(visit: &mut Visit, desk: &Desk, errors: Errors) -> Result<ReadingShow, Failure> {
    let convention = desk.convention;
    let made = corrections(visit, convention, &desk.names).await?;
    let frame = visit.frame("Corriger la lecture").await?;
    Ok(ReadingShow {
        frame: frame
            .under(Target::Reading(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        intro: true,
        ways: SECTIONS.iter().map(|section| way(desk, section)).collect(),
        groups: Vec::new(),
        add: None,
        drop: None,
        whole: None,
        together: None,
        made,
        kept: None,
        errors,
        by_hand: desk.is_by_hand(),
        recognised: !desk.recognised.is_empty(),
    })
}

/// The last corrections of a reading, in words.
pub(crate) async fn corrections(visit: &mut Visit, convention: ConventionId, names: &Names) -> Result<Vec<Said>, Failure> {
    let made = Made {
        convention,
        limit: SHOWN,
    };
    let made = visit.rows(made).await?;
    Ok(made.iter().map(|row| said(names, row, &made)).collect())
}

fn way(desk: &Desk, section: &Section) -> Way {
    Way {
        words: section.title.to_owned(),
        lines: Lines::default(),
        address: desk.address(&[("partie", section.root)]),
        count: section.list.then(|| desk.count(&format!("/{}", section.root))),
    }
}

/// What has just been kept, when the address tells its number.
pub(super) async fn kept(visit: &mut Visit, desk: &Desk, version: Option<i64>) -> Result<Option<Said>, Failure> {
    let Some(version) = version else { return Ok(None) };
    let convention = desk.convention;
    let Some(row) = visit.first(OneMade { convention, version }).await? else {
        return Ok(None);
    };
    let elsewhere = told_there::elsewhere(visit, desk, &row).await?;
    Ok(Some(Said {
        elsewhere: elsewhere.map(|lines| (lines, desk.address(&[("place", &row.place)]))),
        ..said(&desk.names, &row, &[])
    }))
}

fn said(names: &Names, row: &MadeRow, all: &[MadeRow]) -> Said {
    let whole = is_renewal(&row.place);
    let words = |text: &Option<String>| {
        let value = text
            .as_ref()
            .filter(|_| !is_list(&row.place))
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        value.map(|value| {
            match value.as_array() {
                // Several texts at once: nobody reads them in one line.
                Some(items) if items.iter().any(Value::is_string) => web::french::count(items.len(), "texte", "textes"),
                _ => names.told(kind_at(&row.place), &value),
            }
        })
    };
    Said {
        version: row.version,
        place: if whole {
            "Texte relu par Pacte".to_owned()
        } else {
            place_words(&row.place)
        },
        whole,
        list: is_list(&row.place),
        before: words(&row.was),
        after: words(&row.becomes),
        reason: told_reason(&row.reason),
        who: row.person.clone().unwrap_or_else(|| "Une personne effacée".to_owned()),
        when: web::french::moment(row.at),
        elsewhere: None,
        life: match row.undoes {
            _ if all.iter().any(|other| other.undoes == Some(row.version)) => Life::Undone,
            Some(_) => Life::Undoes,
            None => Life::Stands,
        },
    }
}

/// How the value at a place is typed.
pub(crate) fn kind_at(place: &str) -> Option<Kind> {
    let mut parts = place.split('/').skip(1);
    let section = Section::of(parts.next()?)?;
    let is_name = |part: &&str| !part.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit());
    let names: Vec<&str> = parts.filter(is_name).collect();
    section.kind_at(&names)
}

/// "Les actions, 4, Intitulé".
pub(crate) fn place_words(place: &str) -> String {
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let Some((section, rest)) = parts.split_first().and_then(|(root, rest)| Some((Section::of(root)?, rest))) else {
        let whole = if place == "/perimeter" { "Le périmètre" } else { place };
        return whole.to_owned();
    };
    let number = |part: &str| {
        part.trim_start_matches('+')
            .parse::<usize>()
            .ok()
            .map(|index| (index + 1).to_string())
    };
    let inner = |name: &str| section.inner.iter().find(|inner| inner.name == name).map(|inner| inner.label);
    let nested = |name: &str| {
        section
            .inner
            .iter()
            .flat_map(|inner| inner.fields)
            .find(|field| field.name == name)
    };
    let label = |name: &str| {
        let own = section.field(name).or_else(|| nested(name)).map(|field| field.label);
        own.or_else(|| inner(name))
    };
    let joined = rest.join("/");
    let mut words = vec![section.title.to_owned()];
    let of_an_item = rest
        .split_first()
        .filter(|(_, name)| !name.is_empty())
        .and_then(|(first, name)| {
            let field = section.field(&name.join("/"))?;
            Some([number(first)?, field.label.to_owned()])
        });
    if let Some(field) = section.field(&joined) {
        words.push(field.label.to_owned());
    } else if let Some(said) = of_an_item {
        words.extend(said);
    } else {
        words.extend(
            rest.iter()
                .filter_map(|part| number(part).or_else(|| label(part).map(str::to_owned))),
        );
    }
    words.join(", ")
}

/// A part of the reading: its items, or the fields of one of them.
pub(super) async fn part(visit: &mut Visit, desk: &Desk, root: &str, element: Option<usize>) -> Result<ReadingShow, Failure> {
    let section = Section::of(root).ok_or(Failure::NotFound)?;
    let list = format!("/{root}");
    let count = desk.count(&list);
    let item = match element {
        Some(number) if section.list && (1..=count).contains(&number) => Some(number - 1),
        Some(_) => return Err(Failure::NotFound),
        None => None,
    };
    let base = item.map_or_else(|| list.clone(), |index| format!("{list}/{index}"));
    let title = match item.and_then(|_| desk.at(&base)) {
        Some(value) => format!("{}\u{a0}: {}", section.one, desk.names.words(value)),
        None => section.title.to_owned(),
    };
    let items = section.list && item.is_none();
    let frame = visit.frame(title).await?;
    Ok(ReadingShow {
        frame: frame
            .under(Target::Reading(desk.convention))
            .crumb("Lecture", Target::Reading(desk.convention)),
        convention: desk.convention,
        intro: false,
        ways: if items { item_ways(desk, section, count) } else { Vec::new() },
        groups: if items { Vec::new() } else { desk.groups(section, &base) },
        add: (items && section.takes()).then(|| desk.address(&[("place", &format!("{list}/{count}"))])),
        drop: item
            .filter(|index| section.gives_up(*index, count))
            .map(|_| desk.address(&[("place", &base)])),
        whole: (item.is_some() || !section.list)
            .then_some(section)
            .filter(|section| whole::has_whole(section))
            .map(|section| whole::address(desk, section.root, item)),
        together: None,
        made: Vec::new(),
        kept: None,
        errors: Errors::none(),
        by_hand: desk.is_by_hand(),
        recognised: !desk.recognised.is_empty(),
    })
}

fn item_ways(desk: &Desk, section: &Section, count: usize) -> Vec<Way> {
    let item = |index: usize| {
        let path = format!("/{}/{index}", section.root);
        let words = desk.at(&path).map(|value| desk.names.words(value)).unwrap_or_default();
        Way {
            words: if words.is_empty() {
                format!("{} {}", section.one, index + 1)
            } else {
                web::french::beginning(&words, LONGEST)
            },
            lines: Lines::default(),
            address: desk.address(&[("partie", section.root), ("element", &(index + 1).to_string())]),
            count: None,
        }
    };
    (0..count).map(item).collect()
}

impl ReadingShow {
    /// What is said of a part that holds nothing.
    pub(super) fn nothing(&self) -> &'static str {
        if self.by_hand {
            "Rien n’est saisi ici"
        } else {
            "Rien n’a été lu ici"
        }
    }
}

/// The reason as it was written, or that it was erased with the person who gave it.
pub(crate) fn told_reason(reason: &str) -> String {
    let told = if reason.is_empty() {
        "Le motif a été effacé."
    } else {
        reason
    };
    told.to_owned()
}
