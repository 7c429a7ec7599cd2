//! The tables of how the work is organised: bodies, cooperation, facilities, duties.
//!
//! What was done of it is no part of the text.

use domain::reading::{BodyRead, DutyRead, FacilityRead, Key, Reading, Sourced};

use super::{LINES, Tab, lines};
use crate::consolidated::said;
use crate::sheets::Cell;

pub(super) fn bodies(reading: &Reading) -> Tab {
    let columns = [
        ("Instance", "Le nom de l’instance"),
        ("Présidence", "Qui la préside, un par ligne"),
        ("Membres", "Ses membres, dans les mots du texte, un par ligne"),
        ("Missions", "Ses missions, une par ligne"),
        ("Rythme", "Quand elle se réunit, dans les mots du texte"),
        LINES,
    ];
    let row = |body: &BodyRead| {
        let members = body.members.iter().map(|member| member.text.value.as_str());
        let rhythm = body.rhythm.as_ref().map(|rhythm| rhythm.text.value.as_str());
        vec![
            body.name.value.as_str().into(),
            said::holders(reading, &body.chairs).into(),
            said::lines_of(members).into(),
            said::texts(&body.missions).into(),
            rhythm.into(),
            lines(&body.lines),
        ]
    };
    Tab::new("Instances", &columns, reading.bodies.iter().map(row))
}

pub(super) fn scheme(reading: &Reading) -> Tab {
    let columns = [
        ("Sujet", "Ce dont il s’agit"),
        ("Texte", "Le poste ou la disposition, dans les mots du texte"),
        ("Organismes", "Qui l’emploie ou s’y engage, un par ligne"),
        ("ETP", "Le temps de travail, en équivalents temps plein"),
        LINES,
    ];
    let posts = reading.scheme.posts.iter().map(|post| {
        let party = post.party.as_ref().map(|party| reading.shown(&party.value));
        let time = post.fte_hundredths.as_ref().map(|fte| Cell::Hundredths(i64::from(fte.value)));
        let subject = if post.is_total { "Total des postes" } else { "Poste" };
        vec![
            subject.into(),
            post.title.value.as_str().into(),
            party.into(),
            time.unwrap_or_default(),
            lines(&post.lines),
        ]
    });
    let statements = reading.scheme.statements.iter().map(|statement| {
        let holders = statement.holders.iter().map(|key| &key.value);
        vec![
            statement.topic.french().into(),
            statement.text.value.as_str().into(),
            said::names(reading, holders).into(),
            Cell::Empty,
            lines(&statement.text.lines),
        ]
    });
    Tab::new("Coopération", &columns, posts.chain(statements))
}

pub(super) fn facilities(reading: &Reading) -> Tab {
    let columns = [
        ("Liste de", "La commune dont la liste le nomme"),
        ("Type", "Son type"),
        ("Nom", "Son nom, ou la marque qui dit qu’il n’y en a pas"),
        ("Lieux d’accueil", "Ses adresses, une par ligne"),
        LINES,
    ];
    let owner = |owner: &Option<Sourced<Key>>| owner.as_ref().map(|key| reading.shown(&key.value).to_owned()).into();
    let listed = reading.facilities.listed.iter().map(|facility| {
        vec![
            owner(&facility.owner),
            facility.kind.value.as_str().into(),
            facility.name.value.as_str().into(),
            sites(facility).join("\n").into(),
            lines(&facility.lines),
        ]
    });
    let absent = reading.facilities.absent.iter().map(|absence| {
        vec![
            owner(&absence.owner),
            absence.kind.value.as_str().into(),
            absence.mark.value.as_str().into(),
            Cell::Empty,
            lines(&absence.lines),
        ]
    });
    Tab::new("Équipements", &columns, listed.chain(absent))
}

/// "Siège : 12 rue des Écoles".
pub(in crate::consolidated) fn sites(facility: &FacilityRead) -> Vec<String> {
    let said = facility.sites.iter().map(|site| match &site.role {
        Some(role) => format!("{}\u{a0}: {}", role.value, site.address.value),
        None => site.address.value.clone(),
    });
    said.collect()
}

pub(super) fn duties(reading: &Reading) -> Tab {
    let columns = [
        ("Article", "L’article qui l’écrit"),
        ("Nature", "De quoi il s’agit"),
        ("Obligation", "Dans les mots du texte"),
        ("Qui doit", "Qui s’oblige, un par ligne"),
        ("Envers qui", "À qui c’est dû, un par ligne"),
        ("Échéance", "Quand, dans les mots du texte"),
        ("Adresses", "Où l’envoyer, une adresse par ligne"),
        LINES,
    ];
    let row = |duty: &DutyRead| {
        vec![
            said::text(duty.article.as_ref()).into(),
            duty.kind.french().into(),
            duty.text.value.as_str().into(),
            said::holders(reading, &duty.debtors).into(),
            said::holders(reading, &duty.creditors).into(),
            said::due(duty.due.as_ref()).into(),
            said::texts(&duty.addresses).into(),
            lines(&duty.lines),
        ]
    };
    Tab::new("Obligations", &columns, reading.duties.iter().map(row))
}
