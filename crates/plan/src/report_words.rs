//! Reports in words: what changed from one to the next, and what two people wrote of the same field.

use domain::followup::{Content, Late, Percent, Status, Update, Weather};
use web::french;

use crate::report_form::TypedReport;
use crate::report_rows::Names;

/// What is said of a body that a corrected reading names no more.
pub(crate) const GONE_BODY: &str = "une instance qui n’est plus dans le texte";

/// A field that two people wrote differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) field: &'static str,
    pub(crate) theirs: String,
    pub(crate) yours: String,
}

/// The fields of a form that say something else than a report: what it says, and what was typed.
pub(crate) fn differences(typed: &TypedReport, report: &Content, names: &Names) -> Vec<Difference> {
    let theirs = TypedReport::saying(report);
    let status = |code: &str| Status::from_code(code).map_or_else(String::new, |status| names.name(&status).to_owned());
    let body = |typed: &str| {
        let found = typed.parse().ok().and_then(|ordinal| names.body(&ordinal));
        found.unwrap_or_default().to_owned()
    };
    let weather = |code: &str| Weather::from_code(code).map_or_else(String::new, |weather| weather.french().to_owned());
    // What cannot be read stands as it was typed.
    let progress = |typed: &str| {
        let read = typed.trim().trim_end_matches('%').trim().parse::<i64>();
        read.map_or_else(|_| typed.to_owned(), french::percent)
    };
    let day = |typed: &str| web::form::typed_day(typed.trim()).map_or_else(|| typed.to_owned(), french::date);
    let fields = [
        ("État", status(&theirs.etat), status(&typed.etat)),
        ("Météo", weather(&theirs.meteo), weather(&typed.meteo)),
        ("Avancement", progress(&theirs.avancement), progress(&typed.avancement)),
        ("Ce qui a été fait", theirs.fait, typed.fait.clone()),
        ("Difficulté", theirs.difficulte, typed.difficulte.clone()),
        ("Prochaine étape", theirs.suite, typed.suite.clone()),
        ("Nouvelle échéance", day(&theirs.echeance), day(&typed.echeance)),
        ("Motif", theirs.motif, typed.motif.clone()),
        ("Instance", body(&theirs.instance), body(&typed.instance)),
    ];
    fields
        .into_iter()
        .filter(|(_, theirs, yours)| theirs.trim() != yours.trim())
        .map(|(field, theirs, yours)| Difference {
            field,
            theirs: or_dash(theirs),
            yours: or_dash(yours),
        })
        .collect()
}

fn or_dash(text: String) -> String {
    if text.trim().is_empty() { "—".to_owned() } else { text }
}

/// A share, as people read it.
pub(crate) fn share(progress: &Percent) -> String {
    french::percent(i64::from(progress.get()))
}

/// What a report says beside its texts: "En cours, 40 %, éclaircies, échéance au 30 juin 2027".
pub(crate) fn in_short(content: &Content, names: &Names) -> String {
    let said = [
        content.status.map(|status| names.name(&status).to_owned()),
        spoken(content.progress.map(|progress| share(&progress)), "avancement retiré"),
        spoken(
            content.weather.map(|weather| weather.french().to_lowercase()),
            "météo retirée",
        ),
        spoken(
            content.day.map(|day| format!("échéance au {}", french::date(day))),
            "échéance retirée",
        ),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A value as it is said; `cleared` when it is taken back.
fn spoken(value: Update<String>, cleared: &str) -> Option<String> {
    match value {
        Update::Keep => None,
        Update::Clear => Some(cleared.to_owned()),
        Update::Set(value) => Some(value),
    }
}

/// Why a lane is late.
pub(crate) fn late_words(late: Late) -> String {
    match late {
        Late::DayPassed(day) => format!("échéance du {} dépassée", french::date(day)),
        Late::NotDoneIn(year) => format!("prévue jusqu’en {year}"),
        Late::NotStartedIn(year) => format!("prévue dès {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_and_both_texts_are_kept() {
        let report = Content {
            status: Some(Status::Going),
            done: Some("Deux ateliers".to_owned()),
            ..Content::default()
        };
        let typed = TypedReport {
            etat: "going".to_owned(),
            fait: "Trois ateliers".to_owned(),
            ..TypedReport::default()
        };
        let expected = Difference {
            field: "Ce qui a été fait",
            theirs: "Deux ateliers".to_owned(),
            yours: "Trois ateliers".to_owned(),
        };
        assert_eq!(differences(&typed, &report, &Names::default()), [expected]);
    }

    #[test]
    fn shares_and_days_are_compared_as_people_read_them() {
        let report = Content {
            progress: Percent::new(45).into(),
            day: Update::Set("2027-06-30".parse().expect("a day")),
            ..Content::default()
        };
        let typed = |avancement: &str, echeance: &str| TypedReport {
            avancement: avancement.to_owned(),
            echeance: echeance.to_owned(),
            ..TypedReport::saying(&report)
        };
        let names = Names::default();
        assert_eq!(differences(&typed("45 %", "30/06/2027"), &report, &names), []);
        let shown = differences(&typed("beaucoup", "1/7/2027"), &report, &names);
        let shown: Vec<_> = shown.iter().map(|one| (one.theirs.as_str(), one.yours.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("45\u{a0}%", "beaucoup"),
                ("30\u{a0}juin\u{a0}2027", "1er\u{a0}juil.\u{a0}2027")
            ]
        );
    }

    #[test]
    fn a_report_is_told_in_short() {
        let content = Content {
            status: Some(Status::Going),
            progress: Percent::new(40).into(),
            weather: Update::Set(Weather::Bright),
            day: Update::Clear,
            ..Content::default()
        };
        assert_eq!(
            in_short(&content, &Names::default()),
            "En cours, 40\u{a0}%, éclaircies, échéance retirée"
        );
    }
}
