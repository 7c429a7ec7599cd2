//! What stands after the plan in a text for people: bodies, cooperation, facilities, duties, annexes, what is left open.
//!
//! The agreement and the plan are told beside.

use domain::reading::{DutyRead, Reading};

use super::paper::Paper;
use super::said;
use super::sheets_of::sites;
use super::text::{paragraphs, said_of};

/// How the work is organised.
pub(super) fn organisation(paper: &mut Paper, reading: &Reading) {
    bodies(paper, reading);
    scheme(paper, reading);
    facilities(paper, reading);
    duties(paper, reading);
}

/// What closes the text, and what it leaves to be settled.
pub(super) fn end(paper: &mut Paper, reading: &Reading) {
    annexes(paper, reading);
    predecessors(paper, reading);
    if !reading.left_open.is_empty() {
        paper.heading(1, "Ce que le texte laisse à décider");
        for open in &reading.left_open {
            let by = open.settled_by.as_ref().map(|by| format!(" ({})", by.value));
            paper.item(1, format!("{}{}", open.text.value, by.unwrap_or_default()));
        }
    }
    if !reading.wording.closing.is_empty() {
        paper.heading(1, "Fin du texte");
        paragraphs(paper, &reading.wording.closing);
    }
}

fn bodies(paper: &mut Paper, reading: &Reading) {
    if reading.bodies.is_empty() {
        return;
    }
    paper.heading(1, "Les instances");
    for body in &reading.bodies {
        paper.heading(2, body.name.value.clone());
        let members = body.members.iter().map(|member| member.text.value.as_str());
        let rhythm = body.rhythm.as_ref().map(|rhythm| rhythm.text.value.clone());
        let rows = vec![
            ("Présidence", said::holders(reading, &body.chairs)),
            ("Membres", said::lines_of(members)),
            ("Missions", said::texts(&body.missions)),
            ("Rythme", rhythm.unwrap_or_default()),
        ];
        said_of(paper, rows);
    }
}

fn scheme(paper: &mut Paper, reading: &Reading) {
    let scheme = &reading.scheme;
    if scheme.posts.is_empty() && scheme.statements.is_empty() {
        return;
    }
    paper.heading(1, "Le schéma de coopération");
    let posts = scheme.posts.iter().map(|post| {
        let party = post.party.as_ref().map(|party| reading.shown(&party.value).to_owned());
        let time = post
            .fte_hundredths
            .as_ref()
            .map(|fte| format!("{},{:02}", fte.value / 100, fte.value % 100));
        vec![post.title.value.clone(), party.unwrap_or_default(), time.unwrap_or_default()]
    });
    paper.table(&["Poste", "Employeur", "ETP"], posts.collect());
    for statement in &scheme.statements {
        paper.item(1, format!("{}\u{a0}: {}", statement.topic.french(), statement.text.value));
    }
}

fn facilities(paper: &mut Paper, reading: &Reading) {
    let owner = |key: Option<&domain::reading::Key>| key.map(|key| reading.shown(key).to_owned()).unwrap_or_default();
    let listed = reading.facilities.listed.iter().map(|facility| {
        vec![
            owner(facility.owner.as_ref().map(|owner| &owner.value)),
            facility.kind.value.clone(),
            facility.name.value.clone(),
            sites(facility).join("\n"),
        ]
    });
    let absent = reading.facilities.absent.iter().map(|absence| {
        vec![
            owner(absence.owner.as_ref().map(|owner| &owner.value)),
            absence.kind.value.clone(),
            absence.mark.value.clone(),
            String::new(),
        ]
    });
    let rows: Vec<_> = listed.chain(absent).collect();
    if !rows.is_empty() {
        paper.heading(1, "Les équipements et services");
    }
    paper.table(&["Liste de", "Type", "Nom", "Lieux d’accueil"], rows);
}

fn duties(paper: &mut Paper, reading: &Reading) {
    let rows = reading.duties.iter().map(|duty| {
        vec![
            said::text(duty.article.as_ref()),
            duty.text.value.clone(),
            said::holders(reading, &duty.debtors),
            toward(reading, duty),
            said::due(duty.due.as_ref()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        paper.heading(1, "Les obligations");
    }
    paper.table(&["Article", "Obligation", "Qui doit", "Envers qui", "Échéance"], rows);
}

/// "Caf, à l’adresse ctg@exemple.invalid".
fn toward(reading: &Reading, duty: &DutyRead) -> String {
    let creditors = said::holders(reading, &duty.creditors);
    let addresses: Vec<&str> = duty.addresses.iter().map(|address| address.value.as_str()).collect();
    match (creditors.is_empty(), addresses.join(", ")) {
        (_, none) if none.is_empty() => creditors,
        (true, addresses) => format!("à l’adresse {addresses}"),
        (false, addresses) => format!("{creditors}, à l’adresse {addresses}"),
    }
}

fn annexes(paper: &mut Paper, reading: &Reading) {
    if reading.annexes.is_empty() {
        return;
    }
    paper.heading(1, "Les annexes");
    for annex in &reading.annexes {
        let title = annex.title.as_ref().map(|title| format!("\u{a0}: {}", title.value));
        let missing = if annex.present {
            ""
        } else {
            " (annoncée, absente du texte reçu)"
        };
        paper.item(
            1,
            format!("Annexe {}{}{missing}", annex.number.value, title.unwrap_or_default()),
        );
    }
}

fn predecessors(paper: &mut Paper, reading: &Reading) {
    let rows = reading.predecessors.iter().map(|before| {
        let end = before.end.as_ref().map(|end| said::day(end.value));
        vec![
            before.kind.value.clone(),
            reading.shown(&before.party.value).to_owned(),
            end.unwrap_or_default(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        paper.heading(1, "Les contrats précédents");
    }
    paper.table(&["Contrat", "Pour", "Fin"], rows);
}
