//! What was read of a text, for the eyes of the person who brings it: what is there, what is missing, what contradicts.
//!
//! Plain text in French. It never says more than the reading does.

use std::fmt::Write as _;

use domain::reading::{ActionRead, Coverage, DeliberationRead, Holder, PartyRead, Reading, Sourced, View, coverage};
use domain::time::Day;

use crate::Import;

/// What stands where the text is silent.
pub(crate) const MISSING: &str = "à compléter";

/// A readable summary of an import, which writes nothing.
#[must_use]
pub fn summary(import: &Import) -> String {
    let reading = &import.reading;
    let mut out = Page::default();
    out.notes(&import.notes);
    out.agreement(reading);
    out.parties(reading);
    for deliberation in &reading.deliberations {
        out.deliberation(reading, deliberation);
    }
    out.framework(reading);
    out.actions(reading);
    out.wording(reading);
    out.annexes(reading);
    out.rest(reading);
    out.doubts(reading);
    out.anomalies(reading);
    out.coverage(&coverage(reading, &import.text));
    out.0
}

#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    pub(crate) fn title(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.line(text);
        let width = text.chars().count();
        self.0.extend(std::iter::repeat_n('─', width));
        self.0.push('\n');
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    pub(crate) fn field(&mut self, name: &str, value: &str) {
        let value = if value.is_empty() { MISSING } else { value };
        self.line(&format!("  {name}\u{a0}: {value}"));
    }

    fn agreement(&mut self, reading: &Reading) {
        let agreement = &reading.agreement;
        let kind = agreement.kind.as_ref().map_or("Convention", |kind| kind.value.as_str());
        self.title(&format!(
            "{kind}, lue dans «\u{a0}{}\u{a0}» ({} lignes)",
            reading.source.name, reading.source.lines
        ));
        self.field("Titre", text(agreement.title.as_ref()));
        self.field("Début", &day(agreement.start.as_ref()));
        self.field("Fin", &day(agreement.end.as_ref()));
        let signature = agreement.signature.as_ref();
        self.field(
            "Lieu de signature",
            signature.map_or("", |signature| text(signature.place.as_ref())),
        );
        let date = signature.map(|signature| match (&signature.date, &signature.month, &signature.year) {
            (Some(date), _, _) => day(Some(date)),
            (None, Some(month), Some(year)) => format!("{} {} (jour {MISSING})", month_name(month.value), year.value),
            (None, None, Some(year)) => format!("{} (jour et mois {MISSING}s)", year.value),
            _ => String::new(),
        });
        self.field("Date de signature", &date.unwrap_or_default());
        let originals = agreement.originals.as_ref().map(|count| count.value.to_string());
        self.field("Exemplaires originaux", &originals.unwrap_or_default());
    }

    fn parties(&mut self, reading: &Reading) {
        self.title(&format!("Parties\u{a0}: {}", reading.parties.len()));
        for party in &reading.parties {
            self.party(party);
        }
        if !reading.organisations.is_empty() {
            let names: Vec<&str> = reading.organisations.iter().map(|known| known.name.value.as_str()).collect();
            self.field("Autres organismes nommés", &names.join(", "));
        }
        for group in &reading.groups {
            let members: Vec<&str> = group.members.iter().map(|key| reading.shown(key)).collect();
            self.field(&format!("«\u{a0}{}\u{a0}»", group.name.value), &members.join(", "));
        }
    }

    fn party(&mut self, party: &PartyRead) {
        self.line(&format!("  {} ({})", party.name.value, party.kind.value.french()));
        let names: Vec<&str> = party.aliases.iter().map(|alias| alias.value.as_str()).collect();
        if !names.is_empty() {
            self.line(&format!("    autres noms\u{a0}: {}", names.join(", ")));
        }
        let persons: Vec<String> = party
            .signatories
            .iter()
            .map(|person| match &person.function {
                Some(function) => format!("{} ({})", person.name.value, function.value),
                None => person.name.value.clone(),
            })
            .collect();
        let persons = if persons.is_empty() {
            MISSING.to_owned()
        } else {
            persons.join(", ")
        };
        self.line(&format!("    signataires\u{a0}: {persons}"));
    }

    fn deliberation(&mut self, reading: &Reading, read: &DeliberationRead) {
        let whose = read.organisation.as_ref().map_or(MISSING, |key| reading.shown(&key.value));
        self.title(&format!("Délibération\u{a0}: {whose}"));
        let count = |count: &Option<Sourced<u32>>| count.as_ref().map_or(MISSING.to_owned(), |count| count.value.to_string());
        let votes = &read.votes;
        let shown = format!(
            "{} pour, {} contre, abstentions\u{a0}: {}",
            count(&votes.favour),
            count(&votes.against),
            count(&votes.abstain)
        );
        self.field("Votes", &shown);
        self.field("Date du vote", &day(read.date.as_ref()));
        self.field("Numéro", text(read.number.as_ref()));
        if let Some(commission) = &read.commission {
            let heard = format!("{}, {}", commission.name.value, day(commission.date.as_ref()));
            let heard = match &commission.opinion {
                Some(opinion) => format!("{heard}, {}", opinion.value),
                None => heard,
            };
            self.field("Avis", heard.trim_end_matches(", "));
        }
        self.field("Autorité de signer", text(read.authority.as_ref()));
    }

    fn framework(&mut self, reading: &Reading) {
        let levels: Vec<&str> = reading.levels.iter().map(|level| level.value.as_str()).collect();
        let levels = if levels.is_empty() {
            format!("niveaux {MISSING}")
        } else {
            levels.join(", ")
        };
        self.title(&format!("Cadre\u{a0}: {levels}"));
        for node in &reading.nodes {
            let indent = "  ".repeat(usize::from(node.level) + 1);
            let code = node.code.as_ref().map_or("–", |code| code.value.as_str());
            self.line(&format!("{indent}{code}  {}", node.title.value));
        }
        let themes: Vec<&str> = reading.themes.iter().map(|theme| theme.name.value.as_str()).collect();
        self.field(&counted(themes.len(), "thématique", "thématiques"), &themes.join(" | "));
    }

    fn actions(&mut self, reading: &Reading) {
        self.title(&format!(
            "Plan\u{a0}: {}",
            counted(reading.actions.len(), "action", "actions")
        ));
        for action in &reading.actions {
            self.line(&format!("  {}. {}", action.number.value, action.title.value));
            let roles = |holders: &[Sourced<Holder>]| names(reading, holders);
            self.line(&format!(
                "     pilotes\u{a0}: {}\u{a0}; porteurs\u{a0}: {}",
                roles(&action.pilots),
                roles(&action.bearers)
            ));
            self.line(&format!("     années\u{a0}: {}", years(reading, action)));
            self.aims(reading, action);
            let absent = absent(action);
            if !absent.is_empty() {
                self.line(&format!("     {MISSING}\u{a0}: {}", absent.join(", ")));
            }
        }
    }

    fn wording(&mut self, reading: &Reading) {
        let wording = &reading.wording;
        self.title(&format!(
            "Texte\u{a0}: {}",
            counted(reading.articles.len(), "article", "articles")
        ));
        let said = |count: usize, one: &str, many: &str| match count {
            0 => "aucun".to_owned(),
            count => counted(count, one, many),
        };
        self.field("Exposé", &said(wording.exposition.len(), "paragraphe", "paragraphes"));
        self.field("Textes visés", &said(wording.visas.len(), "texte", "textes"));
        for article in &reading.articles {
            let number = article.number.as_ref().map(|number| format!("{}. ", number.value));
            let length = counted(article.text.len(), "paragraphe", "paragraphes");
            let title = text(Some(&article.title));
            self.line(&format!("  {}{title} ({length})", number.unwrap_or_default()));
        }
    }

    fn annexes(&mut self, reading: &Reading) {
        if reading.annexes.is_empty() {
            return;
        }
        self.title("Annexes");
        for annex in &reading.annexes {
            let state = match (annex.announced, annex.present) {
                (true, false) => "annoncée, absente du texte",
                (false, _) => "présente, non annoncée",
                (true, true) => "présente",
            };
            self.line(&format!("  {}. {} ({state})", annex.number.value, text(annex.title.as_ref())));
        }
    }

    fn anomalies(&mut self, reading: &Reading) {
        self.title(&format!("Écarts relevés\u{a0}: {}", reading.anomalies.len()));
        for anomaly in &reading.anomalies {
            let weight = anomaly.severity.french().to_lowercase();
            let second = anomaly.b.as_ref().map(|b| format!(" et {}", b.line)).unwrap_or_default();
            let lines = if second.is_empty() { "ligne" } else { "lignes" };
            self.line(&format!(
                "  [{weight}] {} ({lines} {}{second})",
                anomaly.reason, anomaly.a.line
            ));
        }
    }

    fn coverage(&mut self, coverage: &Coverage) {
        self.title("Lignes du texte");
        let written = usize::try_from(coverage.written).unwrap_or(usize::MAX);
        let placed = coverage.placed_count();
        // Tenths of a percent, rounded to the nearest.
        let share = (placed * 1000 + written / 2).checked_div(written).unwrap_or(0);
        let _ = writeln!(
            self.0,
            "  {placed} placées + {} non placées = {written} lignes non vides ({},{}\u{a0}% placées)",
            written.saturating_sub(placed),
            share / 10,
            share % 10
        );
        self.line("  Une ligne est placée quand une valeur tient ses mots\u{a0}; les autres sont conservées telles quelles.");
    }
}

fn text(value: Option<&Sourced<String>>) -> &str {
    value.map_or("", |value| value.value.as_str())
}

pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}

pub(crate) fn day(day: Option<&Sourced<Day>>) -> String {
    let Some(day) = day.map(|day| day.value) else {
        return String::new();
    };
    let first = if day.day_of_month() == 1 { "er" } else { "" };
    format!("{}{first} {} {}", day.day_of_month(), month_name(day.month()), day.year())
}

/// A month, in full letters.
pub(crate) fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let index = usize::try_from(month).unwrap_or(0).wrapping_sub(1);
    NAMES.get(index).copied().unwrap_or_default()
}

pub(crate) fn names(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    let names: Vec<&str> = holders
        .iter()
        .map(|holder| match &holder.value {
            Holder::Known(key) => reading.shown(key),
            Holder::Text(text) => text.as_str(),
        })
        .collect();
    if names.is_empty() {
        MISSING.to_owned()
    } else {
        names.join(", ")
    }
}

/// The years of the view that is shown, with the communes that the marks name.
fn years(reading: &Reading, action: &ActionRead) -> String {
    let grid = action.tracks.iter().any(|track| track.view == View::Deployment);
    let shown = action.tracks.iter().filter(|track| (track.view == View::Deployment) == grid);
    let tracks: Vec<String> = shown
        .map(|track| {
            let years: Vec<String> = track.years.iter().map(ToString::to_string).collect();
            let communes: Vec<&str> = track.communes.iter().map(|key| reading.shown(key)).collect();
            let who = if communes.is_empty() {
                "commune non nommée".to_owned()
            } else {
                communes.join(" et ")
            };
            let mark = Some(track.mark.value.as_str()).filter(|mark| !mark.is_empty());
            let said: Vec<&str> = mark.into_iter().chain([who.as_str()]).collect();
            format!("{} ({})", years.join(" "), said.join(", "))
        })
        .collect();
    if tracks.is_empty() {
        MISSING.to_owned()
    } else {
        tracks.join("\u{a0}; ")
    }
}

fn absent(action: &ActionRead) -> Vec<&'static str> {
    let fields = [
        (action.parent.is_none(), "place dans le cadre"),
        (action.themes.is_empty(), "thématiques"),
        (action.means.is_empty(), "moyens"),
        (action.funding.is_empty(), "financement"),
    ];
    fields
        .into_iter()
        .filter(|(absent, _)| *absent)
        .map(|(_, name)| name)
        .collect()
}
