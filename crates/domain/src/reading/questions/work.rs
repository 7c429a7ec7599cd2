//! What the organisation of the work leaves open: bodies, posts, pooled actions, facilities, indicators, amounts.

use super::{Answerer, OpenQuestion, QuestionKind, communes, everyone, name_of};
use crate::reading::coverage::plain;
use crate::reading::{DutyKind, DutyRead, Holder, LeftOpenRead, Lines, Reading, Topic, words_of};

/// Actions carried in common, announced by their number and not named.
pub(super) fn pooled(reading: &Reading) -> Vec<OpenQuestion> {
    let announced = reading.scheme.statements.iter().filter(|rule| rule.topic == Topic::Pooled);
    let asked = announced.filter_map(|rule| {
        let count = rule.count.as_ref()?.value;
        let what = if count == 1 {
            "L’action mutualisée n’est pas nommée.".to_owned()
        } else {
            format!("Les {count} actions mutualisées ne sont pas nommées.")
        };
        let settled = reading
            .left_open
            .iter()
            .filter(|open| touch(&open.text.lines, &rule.text.lines));
        let settled = settled.filter_map(|open| open.settled_by.as_ref());
        let mut by: Vec<Answerer> = settled.map(|words| Answerer::Words(words.value.clone())).collect();
        by.extend(rule.holders.iter().map(|key| Answerer::Party(key.value.clone())));
        Some(OpenQuestion::new(QuestionKind::Pooled, what, &rule.text.lines, &rule.text.value).by(by))
    });
    asked.collect()
}

/// What the text says is left to be settled, when nothing else asks it.
pub(super) fn left_open(reading: &Reading) -> Vec<OpenQuestion> {
    let counted = |rule: &&crate::reading::StatementRead| rule.topic == Topic::Pooled && rule.count.is_some();
    let asked_elsewhere = |open: &&LeftOpenRead| {
        let mut rules = reading.scheme.statements.iter().filter(counted);
        rules.any(|rule| touch(&rule.text.lines, &open.text.lines))
    };
    let rest = reading.left_open.iter().filter(|open| !asked_elsewhere(open));
    rest.map(|open| {
        let what = format!(
            "La convention laisse à régler\u{a0}: «\u{a0}{}\u{a0}»",
            open.text.value.trim_end_matches('.')
        );
        let mut by: Vec<Answerer> = open
            .settled_by
            .iter()
            .map(|words| Answerer::Words(words.value.clone()))
            .collect();
        let rule = reading
            .scheme
            .statements
            .iter()
            .find(|rule| touch(&rule.text.lines, &open.text.lines));
        by.extend(
            rule.iter()
                .flat_map(|rule| &rule.holders)
                .map(|key| Answerer::Party(key.value.clone())),
        );
        OpenQuestion::new(QuestionKind::LeftOpen, format!("{what}."), &open.text.lines, &open.text.value).by(by)
    })
    .collect()
}

fn touch(a: &Lines, b: &Lines) -> bool {
    a.iter().any(|line| b.holds(line))
}

/// Communes without a list of facilities, while another has one.
pub(super) fn facilities(reading: &Reading) -> Vec<OpenQuestion> {
    let owners = reading.facilities.owners();
    let Some(shown) = owners.first() else { return Vec::new() };
    let title = reading.facilities_annex();
    let (lines, quote) = title.map_or((&shown.lines, ""), |title| (&title.lines, title.value.as_str()));
    let without = communes(reading)
        .into_iter()
        .filter(|party| !owners.iter().any(|owner| owner.value == party.id));
    without
        .map(|party| {
            let what = format!(
                "La liste des équipements et services n’est pas donnée pour {}.",
                name_of(reading, &party.id)
            );
            OpenQuestion::new(QuestionKind::Facilities, what, lines, quote).by(vec![Answerer::Party(party.id.clone())])
        })
        .collect()
}

/// Bodies without someone who chairs, without members, without missions or without a rhythm.
pub(super) fn bodies(reading: &Reading) -> Vec<OpenQuestion> {
    let mut found = Vec::new();
    for body in &reading.bodies {
        let name = &body.name;
        let mut ask = |what: String| found.push(OpenQuestion::new(QuestionKind::Body, what, &name.lines, &name.value));
        if body.chairs.is_empty() {
            ask(format!(
                "La convention ne dit pas qui préside l’instance «\u{a0}{}\u{a0}».",
                name.value
            ));
        }
        if body.missions.is_empty() {
            ask(format!(
                "La convention ne dit pas quelles sont les missions de l’instance «\u{a0}{}\u{a0}».",
                name.value
            ));
        }
        if body.members.is_empty() {
            ask(format!(
                "La convention ne dit pas qui siège dans l’instance «\u{a0}{}\u{a0}».",
                name.value
            ));
        }
        if body.rhythm.is_none() {
            ask(format!(
                "La convention ne dit pas à quel rythme se réunit l’instance «\u{a0}{}\u{a0}».",
                name.value
            ));
        }
    }
    found
}

/// Posts without a working time: a sum that is announced beside them does not say how it is shared.
pub(super) fn posts(reading: &Reading) -> Vec<OpenQuestion> {
    let without = reading
        .scheme
        .posts
        .iter()
        .filter(|post| post.fte_hundredths.is_none() && !post.is_total);
    let asked = without.map(|post| {
        let party = post.party.as_ref();
        let commune = party.filter(|party| reading.is_commune(&party.value));
        let whose = commune.map(|party| format!(" pour {}", name_of(reading, &party.value)));
        let what = format!(
            "Le temps de travail du poste «\u{a0}{}\u{a0}» n’est pas donné{}.",
            post.title.value,
            whose.unwrap_or_default()
        );
        let by = party.map_or_else(|| everyone(reading), |party| vec![Answerer::Party(party.value.clone())]);
        OpenQuestion::new(QuestionKind::Post, what, &post.title.lines, &post.title.value).by(by)
    });
    asked.collect()
}

fn says(duty: &DutyRead, start: &str) -> bool {
    words_of(&duty.text.value).iter().any(|word| plain(word).starts_with(start))
}

fn article(duty: &DutyRead) -> String {
    match &duty.article {
        Some(number) => format!("L’article {}", number.value),
        None => "Un article".to_owned(),
    }
}

/// Indicators that an article asks for. The body charged with them answers, else everyone.
pub(super) fn indicators(reading: &Reading) -> Vec<OpenQuestion> {
    let asks = |duty: &&DutyRead| duty.kind == DutyKind::Evaluation && says(duty, "indicateur");
    let charged = reading.bodies.iter().filter(|body| {
        let mut missions = body.missions.iter().flat_map(|mission| words_of(&mission.value));
        missions.any(|word| plain(&word).starts_with("indicateur"))
    });
    let by: Vec<Answerer> = charged.map(|body| Answerer::Words(body.name.value.clone())).collect();
    let asked = reading.duties.iter().filter(asks).map(|duty| {
        let what = format!(
            "{} demande des indicateurs d’évaluation, et la convention n’en donne aucun.",
            article(duty)
        );
        OpenQuestion::new(QuestionKind::Indicators, what, &duty.text.lines, &duty.text.value).by(by.clone())
    });
    asked.collect()
}

/// Money that an article speaks of by its amount, without giving it.
pub(super) fn amounts(reading: &Reading) -> Vec<OpenQuestion> {
    let given = |duty: &&DutyRead| duty.text.value.contains('€') || says(duty, "euro");
    let asks = |duty: &&DutyRead| duty.kind == DutyKind::Funding && says(duty, "montant") && !given(duty);
    let asked = reading.duties.iter().filter(asks).map(|duty| {
        let what = format!("{} parle d’un montant, et la convention ne le donne pas.", article(duty));
        let owing = duty.debtors.iter().filter_map(|debtor| match &debtor.value {
            Holder::Known(key) => Some(Answerer::Party(key.clone())),
            Holder::Text(_) => None,
        });
        let owing: Vec<Answerer> = owing.collect();
        let by = if owing.is_empty() { everyone(reading) } else { owing };
        OpenQuestion::new(QuestionKind::Amounts, what, &duty.text.lines, &duty.text.value).by(by)
    });
    asked.collect()
}
