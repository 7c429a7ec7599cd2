//! What is held about one person, in words: sections of lines, the same on every page that shows them and on paper.

use domain::access::Role;
use domain::people::LinkPurpose;
use domain::time::{Day, Instant};
use web::french;

use crate::directory_rows::Door;
use crate::dossier::{Dossier, EntryHeld, Identity, ProofHeld};
use crate::mandate_new::french_period;

/// How a fact is told, by the name under which it is chained: given by the room that owns the words, through `app`.
pub type Sentence = fn(&str) -> Option<&'static str>;

/// Entries of the journal shown unless all are asked for: a page stays small.
pub(crate) const ENTRIES_SHOWN: usize = 100;

/// One thing that is held.
pub(crate) struct Line {
    pub(crate) title: String,
    pub(crate) about: String,
}

/// Things of one kind.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) lines: Vec<Line>,
}

/// Everything, in the order in which people look for it.
pub(crate) fn sections(dossier: &Dossier, sentence: Sentence, shown: usize, today: Day) -> Vec<Section> {
    let (sessions, proofs): (Vec<&ProofHeld>, Vec<&ProofHeld>) =
        dossier.proofs.iter().partition(|proof| proof.kind == "session");
    let journal = dossier.entries.iter().take(shown).map(|entry| told(entry, sentence));
    let mut sections = vec![
        section("h-identite", "Identité et adresses", "", identities(dossier)),
        section("h-mandats", "Mandats", "Aucun mandat.", mandates(dossier, today)),
        section(
            "h-organismes",
            "Organismes",
            "Aucun organisme n’est noté en dehors des mandats.",
            ties(dossier),
        ),
        section(
            "h-sessions",
            "Sessions",
            "Aucune session.",
            sessions.into_iter().map(session).collect(),
        ),
        section(
            "h-preuves",
            "Preuves d’identité et demandes",
            "Aucune preuve, aucune demande.",
            proofs_lines(&proofs),
        ),
        section(
            "h-corrections",
            "Corrections de lecture",
            "Aucune correction.",
            corrections(dossier),
        ),
        section(
            "h-mises-a-jour",
            "Mises à jour du plan",
            "Aucune mise à jour signée.",
            reports(dossier),
        ),
        section("h-messages", "Messages", "Aucun message.", messages(dossier)),
        section(
            "h-ecarts",
            "Réponses aux écarts du texte",
            "Aucune réponse.",
            settlements(dossier),
        ),
        section(
            "h-campagnes",
            "Campagnes",
            "Aucune campagne n’a rien demandé.",
            asked(dossier),
        ),
    ];
    sections.extend(by_links(dossier));
    sections.push(section("h-journal", "Journal", "Le journal ne dit rien.", journal.collect()));
    sections
}

/// What came by a link, or opens by one.
fn by_links(dossier: &Dossier) -> [Section; 2] {
    [
        section(
            "h-fichiers",
            "Fichiers joints aux réponses",
            "Aucun fichier n’accompagne une réponse.",
            files(dossier),
        ),
        section(
            "h-fiches",
            "Fiches d’une page reçues par un lien",
            "Aucun lien n’a été fait pour ces adresses.",
            sheets(dossier),
        ),
    ]
}

fn section(id: &'static str, title: &'static str, nothing: &'static str, lines: Vec<Line>) -> Section {
    Section {
        id,
        title,
        nothing,
        lines,
    }
}

fn line(title: impl Into<String>, about: impl Into<String>) -> Line {
    Line {
        title: title.into(),
        about: about.into(),
    }
}

fn identities(dossier: &Dossier) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in &dossier.identities {
        lines.push(line(one.name.clone(), known_as(one, dossier)));
        let told = [
            ("Adresse du compte", &one.email),
            ("Adresse de contact", &one.contact_email),
            ("Téléphone", &one.phone),
        ];
        lines.extend(
            told.into_iter()
                .filter_map(|(label, value)| Some(line(value.clone()?, label))),
        );
    }
    let before = dossier.addresses_before();
    lines.extend(
        before
            .into_iter()
            .map(|address| line(address, if dossier.was_in_use(address) { BEFORE } else { ASKED_ONLY })),
    );
    lines
}

const BEFORE: &str = "Adresse d’avant, que le journal garde";

const ASKED_ONLY: &str = "Adresse demandée pour ce compte et jamais confirmée, que le journal garde";

fn known_as(one: &Identity, dossier: &Dossier) -> String {
    let number = format!("Personne n°\u{a0}{}", one.id);
    if one.id != dossier.person {
        return format!("{number}, fiche réunie avec la première");
    }
    let account = match (one.door, one.closed) {
        (Door::Open, _) if one.administrator => "compte ouvert, administration de Pacte".to_owned(),
        (Door::Open, _) => "compte ouvert".to_owned(),
        (Door::Invited, _) if one.administrator => "invitation en attente, administration de Pacte".to_owned(),
        (Door::Invited, _) => "invitation en attente".to_owned(),
        (Door::Closed, Some(day)) => format!("compte fermé depuis le {}", french::date(day)),
        (Door::Closed, None) => "compte fermé".to_owned(),
        (Door::None, _) => "sans compte".to_owned(),
    };
    format!("{number}, {account}")
}

fn mandates(dossier: &Dossier, today: Day) -> Vec<Line> {
    let words = |role: Role, organisation: &str| format!("{}, {organisation}", role.french());
    let lines = dossier.mandates.iter().map(|held| {
        let confirmed = held
            .confirmed
            .map(|day| format!(", confirmé le {}", french::date(day)))
            .unwrap_or_default();
        let about = format!("{}, {}{confirmed}.", held.convention, french_period(held.tenure, today));
        line(words(held.role, &held.organisation), about)
    });
    lines.collect()
}

fn ties(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.ties.iter().map(|tie| {
        let function = tie.function.clone().unwrap_or_else(|| "Fonction non notée".to_owned());
        line(tie.organisation.clone(), function)
    });
    lines.collect()
}

fn session(held: &ProofHeld) -> Line {
    let browser = held.label.as_deref().unwrap_or("Navigateur inconnu");
    line(browser, dates(held, "Ouverte", "vue", "fermée"))
}

fn proofs_lines(proofs: &[&ProofHeld]) -> Vec<Line> {
    let recovery: Vec<&&ProofHeld> = proofs.iter().filter(|proof| proof.kind == "recovery_code").collect();
    let others = proofs.iter().filter(|proof| proof.kind != "recovery_code");
    let mut lines: Vec<Line> = others.map(|proof| proof_line(proof)).collect();
    if !recovery.is_empty() {
        let used = recovery.iter().filter(|proof| proof.used.is_some()).count();
        let about = format!(
            "{}, dont {}.",
            french::count(recovery.len(), "code gardé", "codes gardés"),
            french::count(used, "utilisé", "utilisés")
        );
        lines.push(line("Codes de secours", about));
    }
    lines
}

fn proof_line(held: &ProofHeld) -> Line {
    let label = held.label.as_deref();
    match held.kind.as_str() {
        "password" => line("Mot de passe", "Gardé sous une forme qui ne le redonne pas."),
        "passkey" => line(
            format!("Clé d’accès «\u{a0}{}\u{a0}»", label.unwrap_or("sans nom")),
            dates(held, "Ajoutée", "utilisée", "retirée"),
        ),
        "second_step" => line("Code à usage unique", dates(held, "Activé", "utilisé", "retiré")),
        "link" => {
            let purpose = label.and_then(LinkPurpose::from_code);
            let title = match purpose {
                Some(LinkPurpose::Password) => "Lien pour un nouveau mot de passe",
                Some(LinkPurpose::Invitation) | None => "Lien d’invitation",
            };
            line(title, dates(held, "Fait", "utilisé", "annulé"))
        }
        "email_request" => line(
            format!("Nouvelle adresse demandée\u{a0}: {}", label.unwrap_or_default()),
            dates(held, "Demandée", "acceptée", "refusée"),
        ),
        "reset_request" => line("Mot de passe oublié", dates(held, "Demande faite", "suivie", "annulée")),
        "erasure_request" => {
            let reason = label
                .map(|reason| format!(" Motif du refus\u{a0}: {reason}"))
                .unwrap_or_default();
            line("Demande d’effacement", dates(held, "Faite", "acceptée", "refusée") + &reason)
        }
        other => line(other, dates(held, "Depuis", "utilisé", "fini")),
    }
}

/// "Ouverte le 3 mars 2026 à 10 h 12, vue le …, prend fin le …".
fn dates(held: &ProofHeld, made: &str, used: &str, ended: &str) -> String {
    let told = |word: &str, at: Option<Instant>| at.map(|at| format!("{word} le {}", french::moment(at)));
    let parts = [
        told(made, held.made),
        told(used, held.used),
        told(ended, held.ended),
        held.expires
            .filter(|_| held.ended.is_none())
            .and_then(|at| told("fin au plus tard", Some(at))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ") + "."
}

fn corrections(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.corrections.iter().map(|made| {
        let title = format!("{}, correction {}", made.convention, made.version);
        let about = format!("Le {}, motif écrit\u{a0}: {}", french::moment(made.instant), made.reason);
        line(title, about)
    });
    lines.collect()
}

fn reports(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.reports.iter().map(|made| {
        let title = format!(
            "{}, mise à jour {}, action de rang {}",
            made.convention, made.ordinal, made.action
        );
        let about = match made.text.as_str() {
            "" => format!("Le {}, sans texte.", french::moment(made.instant)),
            text => format!("Le {}, texte écrit\u{a0}: {text}", french::moment(made.instant)),
        };
        line(title, about)
    });
    lines.collect()
}

fn messages(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.comments.iter().map(|written| {
        let title = format!("{}, message {}", written.convention, written.number);
        let about = format!("Le {}\u{a0}: «\u{a0}{}\u{a0}»", french::moment(written.instant), written.text);
        line(title, about)
    });
    lines.collect()
}

fn settlements(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.settlements.iter().map(|said| {
        let title = format!("{}, {}", said.convention, said.about);
        let about = match said.text.as_str() {
            "" => format!("Le {}, sans texte.", french::moment(said.instant)),
            text => format!("Le {}\u{a0}: «\u{a0}{text}\u{a0}»", french::moment(said.instant)),
        };
        line(title, about)
    });
    lines.collect()
}

fn asked(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.asked.iter().map(|asked| {
        let title = format!("{}, campagne «\u{a0}{}\u{a0}»", asked.convention, asked.title);
        let said = |label: &str, kept: &str| match kept {
            "" => String::new(),
            kept => format!(" {label}\u{a0}: {}.", Dossier::fields(kept).replace('\n', ", ")),
        };
        let (answer, draft) = (said("Réponse", &asked.answer), said("Réponse commencée", &asked.draft));
        line(
            title,
            format!("{}, le {}.{answer}{draft}", asked.known_as, french::moment(asked.instant)),
        )
    });
    lines.collect()
}

fn files(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.files.iter().map(|file| {
        let about = if file.sent {
            "envoyé avec la réponse"
        } else {
            "pas encore envoyé"
        };
        let when = french::moment(file.instant);
        let campaign = format!("{}, campagne «\u{a0}{}\u{a0}»", file.convention, file.title);
        line(file.name.clone(), format!("{campaign}, joint le {when}, {about}."))
    });
    lines.collect()
}

fn sheets(dossier: &Dossier) -> Vec<Line> {
    let lines = dossier.sheets.iter().map(|sheet| {
        let title = format!("{}, lien {} vers la fiche", sheet.convention, sheet.number);
        let end = if sheet.revoked {
            "retiré".to_owned()
        } else {
            format!("valable jusqu’au {}", french::date(sheet.last_day))
        };
        line(
            title,
            format!("{}, fait le {}, {end}.", sheet.known_as, french::moment(sheet.instant)),
        )
    });
    lines.collect()
}

fn told(entry: &EntryHeld, sentence: Sentence) -> Line {
    let chain = match entry.chain {
        0 => "Journal de l’installation".to_owned(),
        convention => format!("Journal de la convention {convention}"),
    };
    let who = match (entry.done, entry.about) {
        (true, true) => "fait par la personne, à son sujet",
        (true, false) => "fait par la personne",
        (false, _) => "au sujet de la personne",
    };
    let text = entry
        .text
        .as_deref()
        .map(|text| format!("\u{a0}: «\u{a0}{text}\u{a0}»"))
        .unwrap_or_default();
    line(
        sentence(&entry.fact).unwrap_or(&entry.fact),
        format!(
            "{}. {chain}, entrée {}, {who}{text}",
            french::moment(entry.instant),
            entry.seq
        ),
    )
}
