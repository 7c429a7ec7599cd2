//! A convention is made without a file: its name, its period, its parties, the first elements of its plan.
//!
//! What is typed enters as an act like any other; the rest is added later, on the page where a reading is corrected.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::people::Called;
use domain::places::Target;
use domain::reading::OrganisationKind;
use domain::search::fold;
use domain::time::Day;
use store::{QueryInfo, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, typed_day};
use web::frame::Frame;
use web::visit::Visit;

use crate::by_hand;
use crate::entry::{Entry, EntryError, enter_within};
use crate::place_recognition;

/// The fields of the parties: a name and a kind each. More are added once the convention stands.
const NAMES: [&str; 12] = [
    "partie1", "partie2", "partie3", "partie4", "partie5", "partie6", "partie7", "partie8", "partie9", "partie10", "partie11",
    "partie12",
];
const KINDS: [&str; 12] = [
    "genre1", "genre2", "genre3", "genre4", "genre5", "genre6", "genre7", "genre8", "genre9", "genre10", "genre11", "genre12",
];
const LEVELS: [&str; 4] = ["niveau1", "niveau2", "niveau3", "niveau4"];

/// Rows shown at first, and added at once.
const ROWS: usize = 4;
/// The longest text of one line, in characters.
const LONGEST: usize = 400;
/// The most elements, or actions, typed at once.
const MOST_LINES: usize = 300;
/// Known organisations offered while one types.
const OFFERED: i64 = 300;

query! {
    /// The organisations of the directory, by name.
    Offered(limit: i64) -> String
    reading ["organisation"]
    "SELECT name FROM organisation WHERE kept IS NULL ORDER BY sort_key, id LIMIT $4"
}

/// The form, as typed.
#[derive(Debug, Clone, Default)]
struct Typed(Vec<(String, String)>);

impl Typed {
    fn of(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// One line, without blanks at its ends or twice inside.
    fn line(&self, name: &str) -> String {
        tidied(self.of(name))
    }

    /// The lines of a long field that hold something.
    fn lines(&self, name: &str) -> Vec<String> {
        self.of(name).lines().map(tidied).filter(|line| !line.is_empty()).collect()
    }

    /// How many rows of parties are shown: those that hold something, and some more.
    fn rows(&self) -> usize {
        let used = NAMES
            .iter()
            .rposition(|name| !self.line(name).is_empty())
            .map_or(0, |last| last + 1);
        let more = if self.of("geste") == "ligne" { used + ROWS } else { used };
        more.clamp(ROWS, NAMES.len())
    }
}

#[derive(Template)]
#[template(path = "convention_new.html")]
struct ConventionNew {
    frame: Frame,
    typed: Typed,
    errors: Errors,
    offered: Vec<String>,
}

/// A row of the form.
struct Row<'a> {
    place: usize,
    name: &'static str,
    kind: &'static str,
    typed: &'a str,
    chosen: &'a str,
}

impl ConventionNew {
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.typed.rows()).map(|index| Row {
            place: index + 1,
            name: NAMES[index],
            kind: KINDS[index],
            typed: self.typed.of(NAMES[index]),
            chosen: self.typed.of(KINDS[index]),
        })
    }

    fn more(&self) -> bool {
        self.typed.rows() < NAMES.len()
    }

    fn kinds(&self) -> [OrganisationKind; 9] {
        OrganisationKind::ALL
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let usual = [
        ("nature", "Convention territoriale globale"),
        ("genre1", OrganisationKind::Commune.code()),
        ("genre2", OrganisationKind::FamilyFund.code()),
        ("niveau1", "Enjeux"),
        ("niveau2", "Orientations"),
    ];
    let typed = usual.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let page = page(&mut visit, Typed(typed.to_vec()), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed = Typed(visit.form()?);
    if typed.of("geste") == "ligne" {
        let page = page(&mut visit, typed, Errors::none()).await?;
        return visit.page(&page);
    }
    let errors = match understand(&typed) {
        Err(errors) => errors,
        Ok(understood) => match enter(&mut visit, &understood).await? {
            Ok(target) => return Ok(Answer::see_other(target)),
            Err(sentence) => Errors::whole(&sentence),
        },
    };
    let page = page(&mut visit, typed, errors).await?;
    Err(visit.invalid(&page))
}

async fn enter(visit: &mut Visit, typed: &by_hand::Typed) -> Result<Result<Target, String>, Failure> {
    let entry = Entry {
        reading: by_hand::reading(typed),
        text: Vec::new(),
        review: false,
    };
    place_recognition::prepare(&entry.reading);
    let tx = visit.begin::<verbs::EnterConvention>(Installation).await?;
    match enter_within(tx, entry).await {
        Ok(convention) => Ok(Ok(Target::EnteredConvention(convention))),
        Err(EntryError::Store(error)) => Err(error.into()),
        Err(EntryError::Known(known)) => Ok(Err(format!(
            "Cette convention est déjà saisie, à l’identique, sous le numéro {known}. Rien n’a été écrit."
        ))),
    }
}

async fn page(visit: &mut Visit, typed: Typed, errors: Errors) -> Result<ConventionNew, Failure> {
    let offered = visit.rows(Offered { limit: OFFERED }).await?;
    let frame = visit.frame("Saisir une convention").await?;
    Ok(ConventionNew {
        frame: frame.crumb("Mes conventions", Target::OwnConventions),
        typed,
        errors,
        offered,
    })
}

fn understand(typed: &Typed) -> Result<by_hand::Typed, Errors> {
    let mut errors = Errors::none();
    let title = short(typed, "titre", "Donnez un nom à la convention.", &mut errors);
    let kind = short(
        typed,
        "nature",
        "Dites ce qu’est ce contrat\u{a0}: convention territoriale globale, charte…",
        &mut errors,
    );
    let (start, end) = (day(typed, "debut", &mut errors), day(typed, "fin", &mut errors));
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        errors.add(
            "fin",
            "Le dernier jour vient avant le premier\u{a0}: corrigez l’une des deux dates.",
        );
    }
    let parties = parties(typed, &mut errors);
    let levels = levels(typed, &mut errors);
    let nodes = many(typed, "enjeux", &mut errors);
    if !nodes.is_empty() && levels.is_empty() {
        errors.add(
            "niveau1",
            "Nommez le premier niveau du cadre, par exemple «\u{a0}Enjeux\u{a0}», pour y ranger ses éléments.",
        );
    }
    let actions = actions(typed, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(by_hand::Typed {
        title,
        kind,
        start,
        end,
        parties,
        levels,
        nodes,
        actions,
    })
}

fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST
}

fn short(typed: &Typed, field: &'static str, missing: &str, errors: &mut Errors) -> String {
    let line = typed.line(field);
    if line.is_empty() {
        errors.add(field, missing);
    } else if is_long(&line) {
        errors.add(
            field,
            format!("Ce texte est trop long. Gardez-en {LONGEST} caractères au plus."),
        );
    }
    line
}

/// A day, as a calendar of the browser sends it or as people write it; none when nothing was typed.
fn day(typed: &Typed, field: &'static str, errors: &mut Errors) -> Option<Day> {
    let line = typed.line(field);
    if line.is_empty() {
        return None;
    }
    let read = typed_day(&line);
    if read.is_none() {
        errors.add(
            field,
            format!("Indiquez une date comme 23/11/2026, ou laissez vide. Vous avez écrit «\u{a0}{line}\u{a0}»."),
        );
    }
    read
}

fn parties(typed: &Typed, errors: &mut Errors) -> Vec<(OrganisationKind, String)> {
    let mut asked = Vec::new();
    let mut places = Vec::new();
    for (index, (name, kind)) in NAMES.into_iter().zip(KINDS).enumerate() {
        let line = typed.line(name);
        if line.is_empty() {
            continue;
        }
        match OrganisationKind::from_code(typed.of(kind)) {
            Some(kind) => {
                asked.push((kind, line));
                places.push(index);
            }
            None => errors.add(
                kind,
                format!("Dites ce qu’est «\u{a0}{line}\u{a0}»\u{a0}: une commune, une Caf…"),
            ),
        }
    }
    if asked.is_empty() && errors.is_empty() {
        errors.add(NAMES[0], "Indiquez au moins une partie\u{a0}: la commune, ou la Caf.");
    }
    let (parties, unknown) = by_hand::named(&asked);
    for index in unknown {
        errors.add(
            NAMES[places[index]],
            format!(
                "Aucune commune de France ne s’appelle aujourd’hui «\u{a0}{}\u{a0}». Vérifiez son nom\u{202f}; un ancien nom peut manquer au référentiel, tapez alors le nouveau, ou le code Insee à cinq caractères.",
                asked[index].1
            ),
        );
    }
    for ((_, name), place) in parties.iter().zip(&places) {
        if let Err(why) = Called::name(name) {
            errors.add(NAMES[*place], why.to_string());
        }
    }
    twice(&parties, &places, errors);
    parties
}

/// The same party is typed once.
fn twice(parties: &[(OrganisationKind, String)], places: &[usize], errors: &mut Errors) {
    for (index, (kind, name)) in parties.iter().enumerate() {
        let before = &parties[..index];
        if before.iter().any(|(other, own)| other == kind && fold(own) == fold(name)) {
            errors.add(NAMES[places[index]], format!("«\u{a0}{name}\u{a0}» est déjà dans la liste."));
        }
    }
}

/// The names of the levels, from the first: none is skipped.
fn levels(typed: &Typed, errors: &mut Errors) -> Vec<String> {
    let all = LEVELS.map(|name| typed.line(name));
    let count = all.iter().take_while(|name| !name.is_empty()).count();
    if let Some(gap) = all[count..].iter().position(|name| !name.is_empty()) {
        errors.add(LEVELS[count + gap], "Nommez d’abord le niveau au-dessus de celui-ci.");
    }
    if let Some(long) = all.iter().position(|name| is_long(name)) {
        errors.add(
            LEVELS[long],
            format!("Ce nom est trop long. Gardez-en {LONGEST} caractères au plus."),
        );
    }
    all.into_iter().take(count).collect()
}

fn many(typed: &Typed, field: &'static str, errors: &mut Errors) -> Vec<String> {
    let lines = typed.lines(field);
    if lines.len() > MOST_LINES {
        errors.add(
            field,
            format!("Gardez {MOST_LINES} lignes au plus\u{a0}: les suivantes s’ajoutent ensuite."),
        );
    }
    if let Some(long) = lines.iter().find(|line| is_long(line)) {
        let start: String = long.chars().take(60).collect();
        errors.add(
            field,
            format!("La ligne «\u{a0}{start}…\u{a0}» est trop longue. Gardez-en {LONGEST} caractères au plus."),
        );
    }
    lines
}

/// Actions with their numbers: those typed before a full stop, or else their rank.
fn actions(typed: &Typed, errors: &mut Errors) -> Vec<(String, String)> {
    let lines = many(typed, "actions", errors);
    let actions: Vec<(String, String)> = (1..).zip(&lines).map(|(rank, line)| numbered(rank, line)).collect();
    for (index, (number, _)) in actions.iter().enumerate() {
        if actions[..index].iter().any(|(other, _)| other == number) {
            errors.add(
                "actions",
                format!("Deux actions portent le numéro «\u{a0}{number}\u{a0}»\u{a0}: donnez à chacune le sien, ou à aucune."),
            );
            break;
        }
    }
    actions
}

/// "2 bis. Ouvrir un lieu" → its number and its title.
fn numbered(rank: usize, line: &str) -> (String, String) {
    let typed = line.split_once(". ").or_else(|| line.split_once(") "));
    match typed {
        Some((number, title)) if number.len() <= 8 && number.starts_with(|c: char| c.is_ascii_digit()) => {
            (number.to_owned(), title.to_owned())
        }
        _ => (rank.to_string(), line.to_owned()),
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Offered>()]
}

#[cfg(test)]
mod tests;
