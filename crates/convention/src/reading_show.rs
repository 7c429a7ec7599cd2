//! Correcting what was read: what was corrected, each part field by field, and the form of one field.
//!
//! The signed text and its act never change here; a correction is undone by a newer one.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use files::correction::{Correction, FieldPath, lines_in};
use serde::Deserialize;
use serde_json::Value;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::reading_fields::{Field, Kind, SECTIONS, Section, Spot, spot};
use crate::reading_values::{Names, Written, in_form, typed};
use crate::reading_versions::{self as versions, Made, MadeRow, NotMade};
use crate::text_show::{LineRow, TextLines};

/// Corrections shown on the page; the journal tells the others.
const SHOWN: i64 = 50;
/// Lines of the text shown beside a field.
const BESIDE: u32 = 12;
/// The longest reason.
const LONGEST_REASON: usize = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    partie: Option<String>,
    element: Option<usize>,
    place: Option<String>,
}

/// The form of one field, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    place: String,
    etait: String,
    cause: String,
    valeur: String,
    second: String,
    libre: String,
    lignes: String,
    motif: String,
    geste: String,
    annuler: String,
}

/// The reading as it stands, opened.
struct Desk {
    convention: ConventionId,
    document: String,
    root: Value,
    names: Names,
}

impl Desk {
    async fn open(visit: &mut Visit) -> Result<Self, Failure> {
        let convention = visit.convention()?;
        let document = versions::document(visit, convention).await?;
        let root: Value = serde_json::from_str(&document).map_err(|_| Failure::NotFound)?;
        Ok(Self {
            convention,
            names: Names::of(&root),
            document,
            root,
        })
    }

    fn at(&self, path: &str) -> Option<&Value> {
        self.root.pointer(path)
    }

    fn lines(&self, path: &str) -> Lines {
        let path: Option<FieldPath> = path.parse().ok();
        path.and_then(|path| lines_in(&self.root, &path)).unwrap_or_default()
    }

    fn count(&self, list: &str) -> usize {
        self.at(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn address(&self, pairs: &[(&str, &str)]) -> String {
        with_query(href(Target::Reading(self.convention)), pairs)
    }

    fn cell(&self, path: String) -> Cell {
        Cell {
            words: self.at(&path).map(|value| self.names.words(value)),
            lines: self.lines(&path),
            address: self.address(&[("place", &path)]),
        }
    }

    fn row(&self, base: &str, field: &'static Field) -> Row {
        let path = format!("{base}/{}", field.name);
        if !field.many {
            return Row {
                label: field.label,
                cells: vec![self.cell(path)],
                add: None,
            };
        }
        let count = self.count(&path);
        Row {
            label: field.label,
            cells: (0..count).map(|index| self.cell(format!("{path}/{index}"))).collect(),
            add: Some(self.address(&[("place", &format!("{path}/{count}"))])),
        }
    }

    /// The fields of a section, or of one of its items.
    fn groups(&self, section: &Section, base: &str) -> Vec<Group> {
        let mut groups = vec![Group {
            title: None,
            rows: section.fields.iter().map(|field| self.row(base, field)).collect(),
            add: None,
            drop: None,
        }];
        for inner in section.inner {
            let list = format!("{base}/{}", inner.name);
            let count = self.count(&list);
            groups.extend((0..count).map(|index| {
                Group {
                    title: Some(format!("{} ({})", inner.label, index + 1)),
                    rows: inner
                        .fields
                        .iter()
                        .map(|field| self.row(&format!("{list}/{index}"), field))
                        .collect(),
                    add: None,
                    drop: Some(self.address(&[("place", &format!("{list}/{index}"))])),
                }
            }));
            groups.push(Group {
                title: Some(inner.label.to_owned()),
                rows: Vec::new(),
                add: Some(self.address(&[("place", &format!("{list}/{count}"))])),
                drop: None,
            });
        }
        groups
    }
}

/// One value.
struct Cell {
    words: Option<String>,
    lines: Lines,
    address: String,
}

struct Row {
    label: &'static str,
    cells: Vec<Cell>,
    add: Option<String>,
}

struct Group {
    title: Option<String>,
    rows: Vec<Row>,
    add: Option<String>,
    drop: Option<String>,
}

/// A way to a part of the reading, or to one of its items.
struct Way {
    words: String,
    lines: Lines,
    address: String,
    count: Option<usize>,
}

/// A correction, in words.
struct Said {
    version: i64,
    place: String,
    before: Option<String>,
    after: Option<String>,
    reason: String,
    who: String,
    when: String,
    undone: bool,
}

#[derive(Template)]
#[template(path = "reading_show.html")]
struct ReadingShow {
    frame: Frame,
    convention: ConventionId,
    intro: bool,
    ways: Vec<Way>,
    groups: Vec<Group>,
    add: Option<String>,
    drop: Option<String>,
    made: Vec<Said>,
    errors: Errors,
}

impl ReadingShow {
    fn own(&self) -> Target {
        Target::Reading(self.convention)
    }
}

#[derive(Template)]
#[template(path = "reading_edit.html")]
struct ReadingEdit {
    frame: Frame,
    convention: ConventionId,
    spot: Spot,
    now: Option<String>,
    lines: Lines,
    text: Vec<LineRow>,
    choices: Vec<Vec<(String, String)>>,
    typed: Typed,
    errors: Errors,
    back: String,
}

impl ReadingEdit {
    fn own(&self) -> Target {
        Target::Reading(self.convention)
    }

    /// The fields of the form: its name, its label, what it holds, how it is typed.
    fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        let texts = [("valeur", &self.typed.valeur), ("second", &self.typed.second)];
        let fields = self.spot.fields.iter().zip(texts).zip(&self.choices);
        fields.map(|((field, (id, text)), choices)| Input {
            id,
            label: field.label,
            text,
            kind: field.kind,
            choices,
        })
    }

    fn is(&self, cause: &str) -> bool {
        self.typed.cause == cause
    }
}

struct Input<'a> {
    id: &'static str,
    label: &'static str,
    text: &'a str,
    kind: Kind,
    choices: &'a [(String, String)],
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let desk = Desk::open(&mut visit).await?;
    if let Some(place) = asked.place {
        let page = field_page(&mut visit, &desk, fresh(&desk, place)?, Errors::none()).await?;
        return visit.page(&page);
    }
    let page = match asked.partie {
        None => index(&mut visit, &desk, Errors::none()).await?,
        Some(root) => part(&mut visit, &desk, &root, asked.element).await?,
    };
    visit.page(&page)
}

/// The form of a field nobody typed in yet.
fn fresh(desk: &Desk, place: String) -> Result<Typed, Failure> {
    let path = versions::path(&place)?;
    let value = desk.at(&path.to_string());
    let (valeur, libre) = in_form(value.unwrap_or(&Value::Null));
    Ok(Typed {
        etait: value.map(Value::to_string).unwrap_or_default(),
        lignes: desk.lines(&place).to_string(),
        valeur,
        libre,
        place,
        ..Typed::default()
    })
}

async fn field_page(visit: &mut Visit, desk: &Desk, typed: Typed, errors: Errors) -> Result<ReadingEdit, Failure> {
    let path = versions::path(&typed.place)?;
    let spot = spot(&desk.document, &path).ok_or(Failure::NotFound)?;
    let lines = desk.lines(&typed.place);
    let text = match lines.ranges().first() {
        Some(range) => {
            let last = range.last().min(range.first() + BESIDE - 1);
            visit
                .rows(TextLines {
                    convention: desk.convention,
                    first: range.first().into(),
                    last: last.into(),
                })
                .await?
        }
        None => Vec::new(),
    };
    let frame = visit.frame(format!("Corriger\u{a0}: {}", spot.label)).await?;
    Ok(ReadingEdit {
        frame: frame
            .under(Target::Reading(desk.convention))
            .crumb("Lecture", Target::Reading(desk.convention)),
        convention: desk.convention,
        now: desk.at(&path.to_string()).map(|value| desk.names.words(value)),
        choices: spot.fields.iter().map(|field| desk.names.choices(field.kind)).collect(),
        back: back(desk, &spot),
        spot,
        lines,
        text,
        typed,
        errors,
    })
}

fn back(desk: &Desk, spot: &Spot) -> String {
    match spot.item {
        Some(item) => desk.address(&[("partie", spot.section.root), ("element", &(item + 1).to_string())]),
        None => desk.address(&[("partie", spot.section.root)]),
    }
}

async fn index(visit: &mut Visit, desk: &Desk, errors: Errors) -> Result<ReadingShow, Failure> {
    let convention = desk.convention;
    let made = visit
        .rows(Made {
            convention,
            limit: SHOWN,
        })
        .await?;
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
        made: made.iter().map(|row| said(desk, row, &made)).collect(),
        errors,
    })
}

fn way(desk: &Desk, section: &Section) -> Way {
    Way {
        words: section.title.to_owned(),
        lines: Lines::default(),
        address: desk.address(&[("partie", section.root)]),
        count: section.list.then(|| desk.count(&format!("/{}", section.root))),
    }
}

fn said(desk: &Desk, row: &MadeRow, all: &[MadeRow]) -> Said {
    let words = |text: &Option<String>| {
        let value = text.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok());
        value.map(|value| desk.names.words(&value))
    };
    Said {
        version: row.version,
        place: place_words(&row.place),
        before: words(&row.was),
        after: words(&row.becomes),
        reason: row.reason.clone(),
        who: row.person.clone().unwrap_or_else(|| "Une personne effacée".to_owned()),
        when: web::french::moment(row.at),
        undone: all.iter().any(|other| other.undoes == Some(row.version)),
    }
}

/// "Les actions, 4, Intitulé".
fn place_words(place: &str) -> String {
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let Some((section, rest)) = parts.split_first().and_then(|(root, rest)| Some((Section::of(root)?, rest))) else {
        return place.to_owned();
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
    if let Some(field) = section.field(&joined) {
        words.push(field.label.to_owned());
    } else {
        words.extend(
            rest.iter()
                .filter_map(|part| number(part).or_else(|| label(part).map(str::to_owned))),
        );
    }
    words.join(", ")
}

/// A part of the reading: its items, or the fields of one of them.
async fn part(visit: &mut Visit, desk: &Desk, root: &str, element: Option<usize>) -> Result<ReadingShow, Failure> {
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
        add: (items && !section.new.is_empty()).then(|| desk.address(&[("place", &format!("{list}/{count}"))])),
        drop: item
            .filter(|index| section.gives_up(*index, count))
            .map(|_| desk.address(&[("place", &base)])),
        made: Vec::new(),
        errors: Errors::none(),
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
                shortened(&words)
            },
            lines: Lines::default(),
            address: desk.address(&[("partie", section.root), ("element", &(index + 1).to_string())]),
            count: None,
        }
    };
    (0..count).map(item).collect()
}

/// The beginning of a long text: lists stay light.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let desk = Desk::open(&mut visit).await?;
    if !typed.annuler.is_empty() {
        return undo(visit, desk, &typed.annuler).await;
    }
    let path = versions::path(&typed.place)?;
    let spot = spot(&desk.document, &path).ok_or(Failure::NotFound)?;
    let errors = match asked_correction(&desk, &spot, path, &typed) {
        Err(errors) => errors,
        Ok(correction) => {
            let reason = tidied(&typed.motif);
            match versions::correct(&mut visit, desk.convention, correction, reason).await {
                Ok(()) => return Ok(Answer::see_other(Target::Reading(desk.convention))),
                Err(not_made) => Errors::whole(&sentence(&desk, not_made)?),
            }
        }
    };
    // Read again: what stands there now may be someone else's.
    let desk = Desk::open(&mut visit).await?;
    let etait = desk.at(&typed.place).map(Value::to_string).unwrap_or_default();
    let page = field_page(&mut visit, &desk, Typed { etait, ..typed }, errors).await?;
    Err(visit.invalid(&page))
}

async fn undo(mut visit: Visit, desk: Desk, version: &str) -> Result<Answer, Failure> {
    let version: i64 = version.parse().map_err(|_| Failure::NotFound)?;
    let not_made = match versions::undo(&mut visit, desk.convention, version).await {
        Ok(()) => return Ok(Answer::see_other(Target::Reading(desk.convention))),
        Err(not_made) => not_made,
    };
    let errors = Errors::whole(&sentence(&desk, not_made)?);
    let page = index(&mut visit, &desk, errors).await?;
    Err(visit.invalid(&page))
}

fn sentence(desk: &Desk, not_made: NotMade) -> Result<String, Failure> {
    use files::correction::NotCorrected::Meanwhile;
    match not_made {
        NotMade::Failed(failure) => Err(failure),
        NotMade::Refused(Meanwhile(Some(now))) => {
            let now: Value = serde_json::from_str(&now).unwrap_or_default();
            Ok(Meanwhile(Some(format!("«\u{a0}{}\u{a0}»", desk.names.words(&now)))).to_string())
        }
        NotMade::Refused(refused) => Ok(refused.to_string()),
        NotMade::Undone => Ok("Cette correction est déjà annulée\u{a0}: la liste ci-dessous le montre.".to_owned()),
        NotMade::Dates => {
            Ok("Le dernier jour viendrait avant le premier\u{a0}: vérifiez les deux dates de la convention.".to_owned())
        }
    }
}

fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The correction that the form asks for, or what to change in it.
fn asked_correction(desk: &Desk, spot: &Spot, path: FieldPath, typed: &Typed) -> Result<Correction, Errors> {
    let mut errors = Errors::none();
    if let Some(message) = cause_error(&typed.cause) {
        errors.add("cause", message);
    }
    let reason = tidied(&typed.motif).chars().count();
    if reason == 0 || reason > LONGEST_REASON {
        errors.add(
            "motif",
            format!("Dites en une phrase ce qui était faux, en {LONGEST_REASON} caractères au plus."),
        );
    }
    let taken_out = typed.geste == "retirer" && spot.removable;
    let lines = lines_typed(desk, &typed.lignes);
    if let (false, Err(message)) = (taken_out, &lines) {
        errors.add("lignes", message.clone());
    }
    let lines = lines.unwrap_or_default();
    let becomes = if taken_out {
        None
    } else {
        value_typed(desk, spot, typed, &lines, &mut errors)
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let was = Some(typed.etait.clone()).filter(|was| !was.is_empty());
    Ok(whole_signature(
        desk,
        Correction {
            path,
            was,
            lines: becomes
                .as_ref()
                .map(|_| if lines.is_empty() { Vec::new() } else { vec![lines] }),
            becomes,
        },
    ))
}

fn value_typed(desk: &Desk, spot: &Spot, typed_form: &Typed, lines: &Lines, errors: &mut Errors) -> Option<String> {
    if !spot.typed {
        errors.add("", "Cet élément se retire, ou se corrige champ par champ.");
        return None;
    }
    let written = Written {
        texts: [&typed_form.valeur, &typed_form.second],
        free: &typed_form.libre,
    };
    match typed(&desk.names, spot, &written, lines) {
        Ok(value) => {
            let is_theme = spot.fields.iter().any(|field| field.kind == Kind::Theme);
            let list = typed_form.place.rsplit_once('/').map_or("", |(list, _)| list);
            let held = desk
                .at(list)
                .and_then(Value::as_array)
                .is_some_and(|items| items.contains(&value));
            if is_theme && held {
                errors.add("valeur", "Cette thématique est déjà dans la liste.");
            }
            Some(value.to_string())
        }
        Err((index, sentence)) => {
            errors.add(if index == 0 { "valeur" } else { "second" }, sentence);
            None
        }
    }
}

/// A first word about the signature makes the signature; the others join it.
fn whole_signature(desk: &Desk, correction: Correction) -> Correction {
    let text = correction.path.to_string();
    let (Some(name), Some(value), None) = (
        text.strip_prefix("/convention/signature/"),
        &correction.becomes,
        desk.at("/convention/signature"),
    ) else {
        return correction;
    };
    let value: Value = serde_json::from_str(value).unwrap_or_default();
    let whole = serde_json::json!({ name: value });
    match "/convention/signature".parse() {
        Ok(path) => Correction {
            path,
            becomes: Some(whole.to_string()),
            ..correction
        },
        Err(_) => correction,
    }
}

/// The three questions: only one of them is a correction of the reading.
fn cause_error(cause: &str) -> Option<&'static str> {
    match cause {
        "lecture" => None,
        "texte" => Some(
            "Un texte qui change passe par un avenant, que les parties signent\u{a0}: Pacte ne sait pas encore l’enregistrer. Rien n’a été modifié.",
        ),
        "erreur" => Some(
            "Une erreur du texte signé se règle par un acte rectificatif, ou s’explique dans les écarts\u{a0}: la lecture doit rester fidèle au texte. Rien n’a été modifié.",
        ),
        _ => Some("Dites ce qui s’est passé\u{a0}: choisissez l’une des trois réponses."),
    }
}

fn lines_typed(desk: &Desk, text: &str) -> Result<Lines, String> {
    let text: String = text.split_whitespace().collect();
    let last = desk.at("/source/lines").and_then(Value::as_u64).unwrap_or(0);
    let read: Option<Lines> = text.parse().ok();
    let read = read.filter(|lines| lines.last().is_none_or(|line| u64::from(line) <= last) && lines.ranges().len() <= 50);
    read.ok_or_else(|| {
        format!("Ces lignes ne sont pas dans le texte, qui en a {last}\u{a0}: écrivez par exemple 12-18, ou laissez vide.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_words() {
        assert_eq!(place_words("/actions/3/title"), "Les actions, 4, Intitulé");
        assert_eq!(
            place_words("/facilities/0/sites/1/address"),
            "Les équipements, 1, Adresses, 2, Adresse"
        );
        assert_eq!(place_words("/convention/signature/date"), "La convention, Date de signature");
    }

    #[test]
    fn only_a_wrong_reading_is_corrected_here() {
        assert_eq!(cause_error("lecture"), None);
        assert!(cause_error("texte").is_some_and(|said| said.contains("avenant")));
        assert!(cause_error("erreur").is_some_and(|said| said.contains("rectificatif")));
        assert!(cause_error("").is_some());
    }
}
