//! One écart: the passages with the lines around them, the rule that found it, all that was said of it, and the form to answer.
//!
//! The text around a passage is shown to those who may read the text; its words alone otherwise.

use askama::Template;
use domain::access::Verb;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::reading::{Lines, Rule};
use domain::settlement::{AnomalyKey, SettlementState};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, sources};
use web::visit::Visit;

use crate::anomaly_list::address_of;
use crate::anomaly_rows::{Cited, LineRow, LinesAround, NamedRow};
use crate::anomaly_settle::TypedSettlement;
use crate::anomaly_undo::undoable;
use crate::register::{Entry, Register, register};
use crate::text_sections::{Sections, sections};
use crate::words::gestures;

/// How many lines stand above and below a passage.
const AROUND: u32 = 2;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    cle: String,
    note: String,
    /// When it was answered a moment ago, to take it back.
    lot: String,
}

/// A passage with the lines around it.
struct Passage {
    place: String,
    cited: Cited,
    /// None for those who may not read the text.
    lines: Vec<LineRow>,
}

impl Passage {
    fn is_cited(&self, line: &LineRow) -> bool {
        line.line == i64::from(self.cited.line)
    }

    fn first(&self) -> i64 {
        self.lines.first().map_or(1, |line| line.line)
    }

    /// A line in three pieces: what stands before the words quoted, those words, and the rest.
    fn parted<'l>(&self, line: &'l LineRow) -> [&'l str; 3] {
        let words = self.cited.words.as_str();
        let found = Some(words).filter(|words| !words.is_empty() && self.is_cited(line));
        match found.and_then(|words| line.text.split_once(words)) {
            Some((before, after)) => {
                let end = line.text.len() - after.len();
                [before, &line.text[before.len()..end], after]
            }
            None => [&line.text, "", ""],
        }
    }
}

#[derive(Template)]
#[template(path = "anomaly_show.html")]
pub(crate) struct AnomalyShow {
    frame: Frame,
    convention: ConventionId,
    register: Register,
    /// Its place in the register.
    at: usize,
    passages: Vec<Passage>,
    bodies: Vec<String>,
    settles: bool,
    noted: bool,
    /// What can be taken back, as its form tells it.
    undo: Option<String>,
    typed: TypedSettlement,
    errors: Errors,
}

impl AnomalyShow {
    fn entry(&self) -> &Entry {
        &self.register.entries[self.at]
    }

    fn rule(&self) -> Option<&'static Rule> {
        self.entry().found.rule.map(domain::reading::RuleCode::rule)
    }

    fn rules(&self) -> String {
        let place = href(Target::Desk(DeskPlace::AnomalyRules(self.convention))).to_string();
        match self.entry().found.rule {
            Some(rule) => format!("{place}#{}", rule.code()),
            None => place,
        }
    }

    fn action(&self, named: &NamedRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: named.action,
        })
    }

    fn own(&self) -> Target {
        Target::Desk(DeskPlace::Anomalies(self.convention))
    }

    fn beside(&self, at: Option<usize>) -> Option<String> {
        let entry = self.register.entries.get(at?)?;
        Some(address_of(self.convention, entry))
    }

    fn previous(&self) -> Option<String> {
        self.beside(self.at.checked_sub(1))
    }

    fn next(&self) -> Option<String> {
        self.beside(self.at.checked_add(1))
    }

    fn gestures(&self) -> [(&'static str, &'static str); 5] {
        gestures()
    }

    fn line(&self, line: &LineRow) -> String {
        line_address(self.convention, line.line)
    }

    fn is_chosen(&self, code: &str) -> bool {
        match self.typed.geste.as_str() {
            "" => code == SettlementState::Explained.code(),
            typed => code == typed,
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let convention = visit.convention()?;
    let register = register(&mut visit, convention).await?;
    let at = if asked.cle.is_empty() {
        // Where one begins who names none: the gravest.
        Some(0).filter(|_| !register.entries.is_empty())
    } else {
        AnomalyKey::from_hex(&asked.cle).and_then(|key| register.place(key))
    };
    let at = at.ok_or(Failure::NotFound)?;
    let mut page = shown(&mut visit, (register, at), TypedSettlement::default(), Errors::none()).await?;
    page.noted = asked.note == "1";
    page.undo = Some(asked.lot).filter(|lot| undoable(&visit, lot, &page.register));
    visit.page(&page)
}

/// The page of an écart, with what was typed.
pub(crate) async fn page(
    visit: &mut Visit,
    key: AnomalyKey,
    typed: TypedSettlement,
    errors: Errors,
) -> Result<AnomalyShow, Failure> {
    let convention = visit.convention()?;
    let register = register(visit, convention).await?;
    let at = register.place(key).ok_or(Failure::NotFound)?;
    shown(visit, (register, at), typed, errors).await
}

async fn shown(
    visit: &mut Visit,
    (register, at): (Register, usize),
    typed: TypedSettlement,
    errors: Errors,
) -> Result<AnomalyShow, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame(&format!("Écart {}", at + 1)).await?;
    let found = &register.entries[at].found;
    let cited: Vec<Cited> = std::iter::once(&found.a).chain(&found.b).cloned().collect();
    let (sections, bodies) = sections(visit, convention).await?;
    Ok(AnomalyShow {
        frame: frame
            .under(Target::Desk(DeskPlace::Anomalies(convention)))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Registre des écarts", Target::Desk(DeskPlace::Anomalies(convention))),
        convention,
        at,
        passages: passages(visit, convention, (&sections, cited)).await?,
        bodies,
        settles: visit.may(Verb::SettleAnomalies),
        noted: false,
        undo: None,
        register,
        typed,
        errors,
    })
}

/// The lines around a passage.
const fn around(cited: &Cited) -> (u32, u32) {
    (cited.line.saturating_sub(AROUND), cited.line.saturating_add(AROUND))
}

async fn passages(
    visit: &mut Visit,
    convention: ConventionId,
    (sections, cited): (&Sections, Vec<Cited>),
) -> Result<Vec<Passage>, Failure> {
    let (first, last) = cited.first().map(around).unwrap_or_default();
    let (also, until) = cited.last().map(around).unwrap_or_default();
    let asked = LinesAround {
        convention,
        first: first.into(),
        last: last.into(),
        also: also.into(),
        until: until.into(),
    };
    let lines = visit.rows(asked).await?;
    let passage = |cited: Cited| {
        let (first, last) = around(&cited);
        let own = lines
            .iter()
            .filter(|line| (i64::from(first)..=i64::from(last)).contains(&line.line));
        Passage {
            place: sections.of(cited.line).1.to_owned(),
            lines: own.cloned().collect(),
            cited,
        }
    };
    Ok(cited.into_iter().map(passage).collect())
}

/// Where a line of the text is read.
fn line_address(convention: ConventionId, line: i64) -> String {
    let lines = u32::try_from(line).map(Lines::one).unwrap_or_default();
    let address = sources(convention, &lines).next().map(|(address, _)| address.to_string());
    address.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_quoted_are_marked_in_their_line() {
        let passage = Passage {
            place: String::new(),
            cited: Cited {
                line: 46,
                words: "25 fiches actions".to_owned(),
            },
            lines: Vec::new(),
        };
        let line = |line: i64, text: &str| LineRow {
            line,
            text: text.to_owned(),
        };
        let cited = line(46, "Ceux-ci sont déclinés en 25 fiches actions.");
        assert_eq!(
            passage.parted(&cited),
            ["Ceux-ci sont déclinés en ", "25 fiches actions", "."]
        );
        let beside = line(47, "25 fiches actions");
        assert_eq!(passage.parted(&beside), ["25 fiches actions", "", ""]);
        let shortened = line(46, "Une autre rédaction");
        assert_eq!(passage.parted(&shortened)[1], "");
    }
}
