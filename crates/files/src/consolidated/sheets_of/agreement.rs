//! The tables of what was agreed: the convention, its parties, its articles, its annexes.
//!
//! The plan is told beside.

use domain::reading::{OrganisationKind, PartyRead, Reading, SignatureRead, Sourced};
use domain::time::Day;

use super::{LINES, Tab, lines};
use crate::consolidated::said;
use crate::sheets::Cell;

pub(super) fn agreement(reading: &Reading) -> Tab {
    let columns = [
        ("Rubrique", "Ce dont il s’agit"),
        ("Valeur", "Ce que le texte en dit"),
        ("Lignes du texte", LINES.1),
    ];
    let read = &reading.agreement;
    let text = |head: &'static str, value: &Option<Sourced<String>>| {
        value
            .as_ref()
            .map(|value| vec![head.into(), value.value.as_str().into(), lines(&value.lines)])
    };
    let day = |head: &'static str, value: &Option<Sourced<Day>>| {
        value
            .as_ref()
            .map(|value| vec![head.into(), Cell::Day(value.value), lines(&value.lines)])
    };
    let originals = read.originals.as_ref().map(|count| {
        vec![
            "Exemplaires originaux".into(),
            i64::from(count.value).into(),
            lines(&count.lines),
        ]
    });
    let rows = [
        text("Intitulé", &read.title),
        text("Nature", &read.kind),
        day("Début", &read.start),
        day("Fin", &read.end),
        read.signature.as_ref().and_then(signature),
        originals,
    ];
    Tab::new("Convention", &columns, rows.into_iter().flatten())
}

fn signature(read: &SignatureRead) -> Option<Vec<Cell>> {
    let words = said::signature(read);
    (!words.is_empty()).then(|| vec!["Signature".into(), words.into(), lines(&read.lines)])
}

pub(super) fn parties(reading: &Reading) -> Tab {
    let columns = [
        ("Nom", "Le nom de l’organisme"),
        ("Nature", "Ce qu’il est"),
        (
            "Signe",
            "«\u{a0}oui\u{a0}» pour une partie, «\u{a0}non\u{a0}» pour un organisme nommé sans signer",
        ),
        ("Autres noms", "Comment le texte l’appelle aussi, un nom par ligne"),
        ("Signataires", "Qui signe pour lui, avec sa fonction, une personne par ligne"),
        LINES,
    ];
    let party = |party: &PartyRead| {
        vec![
            party.name.value.as_str().into(),
            party.kind.value.french().into(),
            "oui".into(),
            said::texts(&party.aliases).into(),
            said::lines_of(signatories(party).iter().map(String::as_str)).into(),
            lines(&party.lines),
        ]
    };
    let others = reading.organisations.iter().map(|other| {
        let kind: OrganisationKind = other.kind;
        vec![
            other.name.value.as_str().into(),
            kind.french().into(),
            "non".into(),
            Cell::Empty,
            Cell::Empty,
            lines(&other.lines),
        ]
    });
    Tab::new("Parties", &columns, reading.parties.iter().map(party).chain(others))
}

/// "Jeanne Martin, maire".
pub(in crate::consolidated) fn signatories(party: &PartyRead) -> Vec<String> {
    let said = party.signatories.iter().map(|signatory| match &signatory.function {
        Some(function) => format!("{}, {}", signatory.name.value, function.value),
        None => signatory.name.value.clone(),
    });
    said.collect()
}

pub(super) fn articles(reading: &Reading) -> Tab {
    let columns = [
        ("Article", "Son numéro imprimé"),
        ("Titre", "Son titre"),
        ("Texte", "Ses paragraphes, un par ligne"),
        LINES,
    ];
    let rows = reading.articles.iter().map(|article| {
        let paragraphs: Vec<&str> = article.text.iter().map(|paragraph| paragraph.text.value.as_str()).collect();
        vec![
            said::text(article.number.as_ref()).into(),
            article.title.value.as_str().into(),
            paragraphs.join("\n").into(),
            lines(&article.lines),
        ]
    });
    Tab::new("Articles", &columns, rows)
}

pub(super) fn annexes(reading: &Reading) -> Tab {
    let columns = [
        ("Annexe", "Son numéro"),
        ("Titre", "Son titre"),
        ("Annoncée", "«\u{a0}oui\u{a0}» quand le texte l’annonce"),
        ("Jointe", "«\u{a0}oui\u{a0}» quand le texte reçu la contient"),
        LINES,
    ];
    let yes = |held: bool| if held { "oui" } else { "non" };
    let rows = reading.annexes.iter().map(|annex| {
        vec![
            annex.number.value.as_str().into(),
            said::text(annex.title.as_ref()).into(),
            yes(annex.announced).into(),
            yes(annex.present).into(),
            lines(&annex.lines),
        ]
    });
    Tab::new("Annexes", &columns, rows)
}
