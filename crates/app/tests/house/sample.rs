//! What a text may say and its reader left out here: small hand-made values, so that every table and every page has
//! something to show. What was read is never replaced.

use domain::reading::{
    AbsenceRead, BodyRead, Due, DueRead, DutyKind, DutyRead, FacilityRead, FrameworkEntry, FrameworkPlace, Holder, Key,
    LeftOpenRead, Lines, MemberRead, Paragraph, ParagraphKind, PostRead, PredecessorRead, Reading, Rhythm, SiteRead, Sourced,
    StatementRead, Topic, Unit,
};

fn told<T>(value: T, line: u32) -> Sourced<T> {
    Sourced::new(value, Lines::one(line))
}

fn words(text: &str, line: u32) -> Sourced<String> {
    told(text.to_owned(), line)
}

fn filled<T>(list: &mut Vec<T>, value: impl FnOnce() -> Vec<T>) {
    if list.is_empty() {
        *list = value();
    }
}

/// The same reading with something of everything, when it has parties.
pub(crate) fn complete(mut reading: Reading) -> Reading {
    let keys: Vec<Key> = reading.parties.iter().map(|party| party.id.clone()).collect();
    let Some((fund, commune)) = keys.first().zip(keys.last()) else {
        return reading;
    };
    wording(&mut reading);
    organisation(&mut reading, commune);
    filled(&mut reading.duties, || vec![duty(fund, commune)]);
    filled(&mut reading.predecessors, || {
        vec![PredecessorRead {
            lines: Lines::one(834),
            kind: words("Contrat Enfance Jeunesse", 834),
            party: told(commune.clone(), 834),
            end: domain::time::Day::new(2021, 12, 31).map(|day| told(day, 834)),
        }]
    });
    reading
}

fn wording(reading: &mut Reading) {
    reading.agreement.originals.get_or_insert(told(4, 962));
    let paragraph = |kind, text, line| Paragraph {
        kind,
        text: words(text, line),
    };
    let own = &mut reading.wording;
    filled(&mut own.exposition, || {
        vec![paragraph(
            ParagraphKind::Plain,
            "La CTG est une convention de partenariat.",
            7,
        )]
    });
    filled(&mut own.visas, || {
        vec![words("Vu le Code de l'action sociale et des familles", 701)]
    });
    if let Some(party) = reading.parties.first_mut() {
        party.authority.get_or_insert(words("Dûment autorisés à signer", 645));
    }
    let node = reading.nodes.first().map(|node| node.id.clone());
    let entry = |line| {
        node.iter().map(move |node| FrameworkEntry {
            node: node.clone(),
            code: Some(words("1.", line)),
            title: words("L'adaptation et le développement de l'offre", line),
        })
    };
    let place = |line: u32| FrameworkPlace {
        lines: Lines::one(line),
        entries: entry(line).collect(),
    };
    filled(&mut reading.framework_places, || vec![place(32), place(805)]);
}

fn organisation(reading: &mut Reading, commune: &Key) {
    let owner = || Some(told(commune.clone(), 81));
    let site = |role: &str, address: &str| SiteRead {
        role: Some(words(role, 95)),
        address: words(address, 95),
    };
    filled(&mut reading.facilities.listed, || {
        vec![FacilityRead {
            lines: Lines::one(95),
            kind: words("RPE", 94),
            name: words("Planète Bébés", 95),
            sites: vec![site("Siège", "5 Rue Fernand Benoit"), site("Antenne", "Impasse Merlusse")],
            owner: owner(),
        }]
    });
    filled(&mut reading.facilities.absent, || {
        vec![AbsenceRead {
            lines: Lines::span(96, 97),
            kind: words("LUDOTHEQUE", 96),
            mark: words("/", 97),
            owner: owner(),
        }]
    });
    filled(&mut reading.bodies, || vec![body(commune)]);
    filled(&mut reading.scheme.posts, || {
        vec![PostRead {
            lines: Lines::one(585),
            title: words("Chargée de coopération", 585),
            party: Some(told(commune.clone(), 583)),
            fte_hundredths: Some(told(100, 585)),
            is_total: false,
        }]
    });
    filled(&mut reading.scheme.statements, || {
        vec![StatementRead {
            topic: Topic::Pooled,
            text: words("4 actions mutualisées", 625),
            holders: vec![told(commune.clone(), 627)],
            count: Some(told(4, 625)),
        }]
    });
    filled(&mut reading.left_open, || {
        vec![LeftOpenRead {
            text: words("à définir", 630),
            settled_by: Some(words("lors de la première instance de coopération", 630)),
        }]
    });
}

fn body(commune: &Key) -> BodyRead {
    BodyRead {
        lines: Lines::span(519, 532),
        name: words("Comité de pilotage", 519),
        other_names: vec![words("COPIL", 606)],
        members: vec![MemberRead {
            text: words("Les Maires et/ou leurs représentants", 521),
            organisation: Some(commune.clone()),
            replaceable: true,
        }],
        missions: vec![words("Suivre l'avancée du contrat", 528)],
        rhythm: Some(Rhythm {
            text: words("Se réunit 1 à 2 fois par an", 532),
            minimum_per_year: 1,
            maximum_per_year: 2,
        }),
        chairs: vec![told(Holder::Known(commune.clone()), 864)],
    }
}

fn duty(fund: &Key, commune: &Key) -> DutyRead {
    DutyRead {
        lines: Lines::one(944),
        article: Some(words("12", 930)),
        kind: DutyKind::Termination,
        text: words("prévenir avant de dénoncer la convention", 944),
        debtors: vec![told(Holder::Known(commune.clone()), 944)],
        creditors: vec![told(Holder::Known(fund.clone()), 944)],
        due: Some(DueRead {
            text: words("moyennant un délai de prévenance de 6 mois", 944),
            value: Some(Due::Within(6, Unit::Month)),
        }),
        addresses: vec![words("direction.cafmarseille@caf.cnafmail.fr", 896)],
    }
}
