//! What the facts of the product are called in the journal, one sentence a fact, and how their accounts are told.
//!
//! It reads what the journal keeps and adds nothing to it: what cannot be told in words stays unsaid.

use domain::time::Day;
use domain::visibility::Visibility;

use crate::journal_changes::{compared, refused};

/// The sentence of a fact, by the name under which it is chained.
#[must_use]
pub fn sentence(fact: &str) -> Option<&'static str> {
    SENTENCES
        .iter()
        .find(|(name, _)| *name == fact)
        .map(|(_, sentence)| *sentence)
}

/// The kinds of fact that a journal holds, each with its sentence: what it can be filtered by.
pub(crate) fn kinds(of_the_installation: bool) -> Vec<(&'static str, &'static str)> {
    let held = |name: &&str| INSIDE.contains(name) != of_the_installation;
    SENTENCES.into_iter().filter(|(name, _)| held(name)).collect()
}

/// Facts told in the chain of a convention.
const INSIDE: [&str; 65] = [
    "point_checked",
    "reading_confirmed",
    "second_file_compared",
    "anomalies_settled",
    "rule_switched",
    "charges_handed_over",
    "plan_watched",
    "reading_renewed",
    "summary_link_made",
    "summary_link_revoked",
    "milestone_added",
    "milestone_changed",
    "milestone_done",
    "milestone_reopened",
    "milestone_removed",
    "milestone_restored",
    "detail_marked",
    "amendment_proposed",
    "changes_kept_aside",
    "proposal_withdrawn",
    "progress_reported",
    "progress_proposed",
    "report_accepted",
    "awaiting_corrected",
    "report_set_aside",
    "status_renamed",
    "comment_written",
    "comment_edited",
    "comment_withdrawn",
    "comment_moderated",
    "visibility_chosen",
    "reading_corrected",
    "convention_entered",
    "convention_withdrawn",
    "convention_reinstated",
    "projection_rebuilt",
    "mandate_given",
    "mandate_ended",
    "mandate_reopened",
    "mandate_withdrawn",
    "mandate_confirmed",
    "mandate_handed_over",
    "places_recognised",
    "place_chosen",
    "organisation_separated",
    "document_added",
    "document_version_added",
    "document_renamed",
    "document_withdrawn",
    "document_restored",
    "document_text_read",
    "campaign_written",
    "campaign_dropped",
    "campaign_launched",
    "campaign_links_sent",
    "campaign_opened",
    "campaign_passed_on",
    "campaign_address_corrected",
    "campaign_reminders_stopped",
    "campaign_file_added",
    "campaign_file_removed",
    "campaign_answered",
    "campaign_answer_noted",
    "campaign_closed",
    "campaign_reopened",
];

const SENTENCES: [(&str, &str); 133] = [
    ("point_checked", "Un point de la lecture a été vu, ou est de nouveau à voir"),
    ("reading_confirmed", "La lecture du texte a été confirmée"),
    ("second_file_compared", "Un deuxième fichier a été comparé à la convention"),
    ("anomalies_settled", "Une réponse a été donnée à des écarts"),
    (
        "rule_switched",
        "Une règle de lecture a été mise de côté, ou appliquée de nouveau",
    ),
    ("charges_handed_over", "Ce qu’une personne tenait est passé à une autre"),
    ("plan_watched", "Des actions sont devenues en retard ou sans nouvelle"),
    ("reading_renewed", "Le texte signé a été relu avec le lecteur d’aujourd’hui"),
    ("summary_link_made", "Un lien vers la fiche d’une page a été fait pour un élu"),
    ("summary_link_revoked", "Un lien vers la fiche d’une page a été retiré"),
    ("example_removed", "Une convention d’exemple a été supprimée"),
    ("milestone_added", "Un jalon a été ajouté"),
    ("milestone_changed", "Un jalon a été modifié"),
    ("milestone_done", "Un jalon a été marqué comme fait"),
    ("milestone_reopened", "Un jalon n’est plus marqué comme fait"),
    ("milestone_removed", "Un jalon a été retiré"),
    ("milestone_restored", "Un jalon retiré a été remis"),
    ("detail_marked", "Un détail du texte a été marqué"),
    ("amendment_proposed", "Une modification du texte signé a été proposée"),
    (
        "changes_kept_aside",
        "Des changements du texte signé ont été gardés pour un avenant",
    ),
    ("proposal_withdrawn", "Une proposition de modification a été retirée"),
    ("progress_reported", "Une action a été mise à jour"),
    ("progress_proposed", "Une mise à jour d’une action a été proposée"),
    ("report_accepted", "Une réponse a été acceptée"),
    ("awaiting_corrected", "Une réponse a été corrigée, puis acceptée"),
    ("report_set_aside", "Une réponse a été écartée"),
    ("status_renamed", "Le nom d’un état a été changé"),
    ("sign_ins_failed", "Des connexions ont été refusées"),
    (
        "second_proof_demanded",
        "L’exigence d’une clé d’accès ou d’un code pour tous a changé",
    ),
    ("campaign_written", "Une campagne de mise à jour a été préparée"),
    ("campaign_dropped", "Une campagne en préparation a été abandonnée"),
    ("campaign_launched", "Une campagne de mise à jour a été lancée"),
    ("campaign_links_sent", "Des liens de réponse ont été envoyés de nouveau"),
    (
        "campaign_opened",
        "Quelqu’un a commencé à répondre à une campagne, par son lien",
    ),
    (
        "campaign_passed_on",
        "Quelqu’un a transmis à un collègue la demande d’une campagne",
    ),
    (
        "campaign_address_corrected",
        "L’adresse d’un destinataire d’une campagne a été corrigée",
    ),
    (
        "campaign_reminders_stopped",
        "Un destinataire ne veut plus de rappels d’une campagne",
    ),
    ("campaign_file_added", "Un fichier a été joint à la réponse à une campagne"),
    (
        "campaign_file_removed",
        "Un fichier joint à une réponse a été retiré avant l’envoi",
    ),
    ("campaign_answered", "Quelqu’un a répondu à une campagne, par son lien"),
    ("campaign_answer_noted", "Une réponse donnée par téléphone a été notée"),
    ("campaign_closed", "Une campagne de mise à jour a été close"),
    ("campaign_reopened", "Une campagne close a été rouverte"),
    ("card_changed", "La fiche d’une personne a été modifiée"),
    (
        "contact_invited",
        "Une personne de l’annuaire a été invitée à ouvrir un compte",
    ),
    ("sessions_ended", "Les sessions d’une personne ont été fermées"),
    ("erasure_asked", "Une personne a demandé l’effacement de ses données"),
    ("erasure_withdrawn", "Une demande d’effacement a été retirée"),
    ("erasure_refused", "Une demande d’effacement a été refusée"),
    ("person_exported", "Copie a été prise des données d’une personne"),
    ("person_erased", "Une personne a été effacée"),
    ("convention_entered", "La convention est entrée dans Pacte"),
    ("convention_withdrawn", "La convention a été retirée de Pacte"),
    ("convention_reinstated", "La convention a été rétablie dans Pacte"),
    (
        "projection_rebuilt",
        "Le texte signé a été relu par une version plus récente de Pacte",
    ),
    ("reading_corrected", "La lecture de la convention a été corrigée"),
    (
        "places_recognised",
        "Les parties ont été cherchées dans le référentiel des communes",
    ),
    ("place_chosen", "Le lieu d’une partie a été précisé"),
    ("visibility_chosen", "Quelqu’un a choisi qui voit un élément de la convention"),
    ("mandate_given", "Un mandat a été donné"),
    ("mandate_ended", "Un mandat a pris fin"),
    ("mandate_reopened", "Un mandat est prolongé"),
    ("mandate_withdrawn", "Un mandat qui n’avait pas commencé est annulé"),
    ("mandate_confirmed", "Un mandat est confirmé après une élection"),
    (
        "mandate_handed_over",
        "Un mandat est passé à une autre personne, ou a pris fin",
    ),
    ("mandate_chosen", "Une personne a choisi le mandat sous lequel elle agit"),
    (
        "organisation_separated",
        "Un organisme n’est plus pris pour un autre du même nom",
    ),
    ("installation_founded", "L’installation a reçu son premier administrateur"),
    ("account_created", "Un compte a été créé"),
    ("account_closed", "Un compte a été fermé"),
    ("account_reopened", "Un compte a été rouvert"),
    ("administration_granted", "Une personne administre désormais l’installation"),
    ("administration_withdrawn", "Une personne n’administre plus l’installation"),
    ("person_invited", "Une personne a été invitée"),
    ("link_made", "Un lien d’accès a été fait"),
    ("link_revoked", "Un lien d’accès a été annulé"),
    ("password_chosen", "Une personne a choisi son mot de passe"),
    ("password_changed", "Une personne a changé son mot de passe"),
    ("reset_asked", "Une personne a dit avoir oublié son mot de passe"),
    ("email_change_asked", "Une personne a demandé à changer d’adresse"),
    ("email_changed", "L’adresse d’une personne a changé"),
    ("address_refused", "Le changement d’adresse d’une personne a été refusé"),
    ("signed_in", "Une personne s’est connectée"),
    ("signed_out", "Une personne s’est déconnectée"),
    ("sessions_closed", "Une personne a fermé des sessions ouvertes ailleurs"),
    (
        "every_session_closed",
        "Toutes les sessions ont été fermées, à la restauration d’une sauvegarde",
    ),
    (
        "every_link_ended",
        "Les liens qui ouvraient sans mot de passe ont pris fin, à la restauration d’une sauvegarde",
    ),
    ("sessions_swept", "Les sessions arrivées à leur terme ont été rangées"),
    ("second_step_enabled", "Une personne a protégé son compte par un code"),
    ("second_step_disabled", "Une personne ne protège plus son compte par un code"),
    ("second_step_removed", "Le code demandé à une personne a été retiré"),
    ("recovery_codes_renewed", "Une personne a de nouveaux codes de secours"),
    ("passkey_added", "Une personne a ajouté une clé d’accès"),
    ("passkey_renamed", "Une personne a renommé une clé d’accès"),
    ("passkey_removed", "Une personne a retiré une clé d’accès"),
    ("identity_bound", "Une personne a relié son compte à un autre service"),
    ("identity_unbound", "Une personne ne se connecte plus par un autre service"),
    ("identity_removed", "Un autre service a été retiré du compte d’une personne"),
    ("contact_recorded", "Un contact a été inscrit à l’annuaire"),
    ("person_attached", "Une personne a été rattachée à un organisme"),
    ("person_detached", "Une personne n’est plus rattachée à un organisme"),
    ("alias_added", "Un autre nom d’un organisme a été noté"),
    ("alias_removed", "Un autre nom d’un organisme a été retiré"),
    ("organisation_recorded", "Un organisme est entré dans l’annuaire"),
    ("merged", "Deux fiches de l’annuaire ont été réunies"),
    ("merge_undone", "Deux fiches réunies ont été séparées"),
    (
        "distinct_declared",
        "Deux fiches qui se ressemblent ont été déclarées distinctes",
    ),
    ("notice_written", "Une page légale de l’installation a été écrite"),
    ("document_added", "Un document a été ajouté"),
    ("document_version_added", "Une version d’un document a été ajoutée"),
    ("document_renamed", "Un document a été renommé"),
    ("document_withdrawn", "Un document a été retiré de la liste"),
    ("document_restored", "Un document retiré a été remis"),
    ("document_text_read", "Le texte d’un document a été lu"),
    (
        "password_link_sent",
        "Un lien est parti par courrier vers une personne qui a oublié son mot de passe",
    ),
    ("comment_written", "Quelqu’un a écrit un message"),
    ("comment_edited", "Un message a été modifié par son auteur"),
    ("comment_withdrawn", "Un message a été retiré par son auteur"),
    ("comment_moderated", "Un message a été retiré par la coordination"),
    ("follow_chosen", "Une personne a choisi ce qui lui est signalé"),
    ("view_saved", "Une vue du plan a été enregistrée"),
    ("view_changed", "Une vue enregistrée a été renommée ou partagée"),
    ("view_taken_over", "Une vue partagée a été reprise par quelqu’un d’autre"),
    ("view_removed", "Une vue enregistrée a été supprimée"),
    ("digest_sent", "Un courriel a été écrit à une personne sur ses notifications"),
    (
        "letters_stopped",
        "Une personne a arrêté ses courriels par le lien de l’un d’eux",
    ),
    ("letters_chosen", "Une personne a choisi ce qu’elle reçoit par courriel"),
    ("letter_handled", "Un courrier a été traité"),
    ("letter_returned", "Un courrier est revenu à l’expéditeur"),
    ("letter_retried", "Un courrier a été remis en attente"),
    ("letter_cancelled", "Un courrier a été annulé"),
    ("trial_letter_asked", "Un courrier d’essai a été demandé"),
    ("mail_server_changed", "Le serveur de messagerie a changé d’état"),
];

/// What changed, from what to what, when the account of the fact can be told in words. `successor` is who received a mandate that
/// was handed over.
pub(crate) fn change(fact: &str, was: Option<&str>, became: Option<&str>, successor: Option<&str>) -> Option<String> {
    let became = became?;
    match fact {
        "mandate_given" => Some(match (after_word(became, "from"), last_day(became)) {
            (Some(since), Some(until)) => format!("Du {since} au {until}"),
            (Some(since), None) => format!("Du {since}, sans date de fin"),
            (None, _) => return None,
        }),
        "mandate_withdrawn" => Some(format!(
            "Il allait du {} {}",
            after_word(was?, "from")?,
            last_day(was?).map_or_else(|| "sans date de fin".to_owned(), |day| format!("au {day}"))
        )),
        "mandate_ended" | "mandate_reopened" => Some(format!("Fin\u{a0}: {} → {}", end(was?), end(became))),
        "mandate_handed_over" => handed_over(became, successor.unwrap_or("une autre personne")),
        "sign_ins_failed" => refused(became),
        "second_proof_demanded" => Some(if became == "demanded" {
            "Demandée à chacun".to_owned()
        } else {
            "Laissée au choix de chacun".to_owned()
        }),
        "link_made" | "summary_link_made" => last_day(became).map(|day| format!("Valable jusqu’au {day}")),
        "mandate_confirmed" => after_word(became, "on").map(|day| format!("Confirmé le {day}")),
        "place_chosen" => Some(format!("Code officiel\u{a0}: {} → {}", place(was?), place(became))),
        "visibility_chosen" => {
            let seen = |code| Visibility::from_code(code).map(Visibility::french);
            Some(format!("{} → {}", seen(was?)?, seen(became)?))
        }
        "places_recognised" => after_word(became, "edition").map(|day| format!("Référentiel du {day}")),
        "document_added" | "document_version_added" => {
            let (told, digest) = became.rsplit_once(" sha256 ")?;
            let version = told.split(", ").find_map(|part| part.strip_prefix("version "))?;
            Some(format!("Version {version}, empreinte {}…", digest.get(..12)?))
        }
        "letter_handled" | "letter_returned" => of_letter(became),
        "mail_server_changed" => match became {
            "working" => Some("Il prend de nouveau les courriers".to_owned()),
            "silent" => Some("Il ne prend plus les courriers".to_owned()),
            _ => None,
        },
        "second_file_compared" => compared(became),
        "convention_entered" => {
            let actions = became.strip_suffix(" actions")?.rsplit(' ').next()?;
            Some(format!("Actions lues\u{a0}: {actions}"))
        }
        _ => None,
    }
}

/// What a mail server said of a letter: whether it took it, and by which code it answered.
fn of_letter(became: &str) -> Option<String> {
    let outcome = became.split(',').next()?;
    let is_of_code = |c: char| c.is_ascii_digit() || c == '.';
    let code = outcome.rsplit(' ').next().filter(|word| word.chars().all(is_of_code));
    let told = match outcome.trim_end_matches(|c: char| is_of_code(c) || c == ' ') {
        "sent" => "Pris par le serveur de messagerie",
        "put off" => "Remis à plus tard",
        "refused" => "Refusé",
        "given up" => "Abandonné",
        "returned" => "Refusé par un autre serveur",
        _ => return None,
    };
    Some(code.map_or_else(|| told.to_owned(), |code| format!("{told} (code {code})")))
}

/// What became of a mandate that was handed over.
fn handed_over(became: &str, successor: &str) -> Option<String> {
    if became.contains(" for organisation/") {
        return Some(format!("Tenu désormais par {successor}, aux mêmes dates"));
    }
    let last = after_word(became, "to")?;
    Some(match after_word(became, "from") {
        Some(since) => format!("Jusqu’au {last}\u{a0}; {successor} le tient à partir du {since}"),
        None => format!("Jusqu’au {last}\u{a0}; personne ne le reprend"),
    })
}

/// The day written after a word of the account.
fn after_word(account: &str, word: &str) -> Option<String> {
    let mut words = account.split([' ', ',']);
    words.find(|candidate| *candidate == word)?;
    words.next()?.parse::<Day>().ok().map(web::french::date)
}

/// The day that ends the account.
fn last_day(account: &str) -> Option<String> {
    account.rsplit(' ').next()?.parse::<Day>().ok().map(web::french::date)
}

fn end(account: &str) -> String {
    last_day(account).unwrap_or_else(|| "sans date".to_owned())
}

/// The code of a place, or that none was known.
fn place(account: &str) -> &str {
    account
        .strip_prefix("place ")
        .and_then(|rest| rest.split(' ').next())
        .unwrap_or("aucun")
}

#[cfg(test)]
mod tests;
