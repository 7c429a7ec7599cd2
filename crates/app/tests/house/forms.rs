//! A form that does its work for each POST route, sent by someone who may.

use people::Persona;

use crate::cast::Who;

/// A form, and what comes of it.
pub(crate) struct Form {
    /// The pattern of the route.
    pub(crate) pattern: &'static str,
    /// The fields.
    pub(crate) fields: &'static str,
    /// Someone for whom it works.
    pub(crate) sender: Who,
    /// The facts recorded, by name.
    pub(crate) facts: &'static [&'static str],
}

impl Form {
    /// The address to which it is sent: of the reference convention, and of its first commune.
    pub(crate) fn address(&self) -> String {
        self.pattern
            .replace("{convention}", "1")
            .replace("{party}", "2")
            .replace("{document}", "1")
            .replace("{action}", "15")
            .replace("{report}", "2")
            .replace("{comment}", "1")
            .replace("{milestone}", "1")
            .replace("{recipient}", "1")
            .replace("{campaign}", "1")
    }
}

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);

/// One for each POST route; each may count on those before it: the account created is the thirteenth.
pub(crate) const FORMS: [Form; 127] = [
    // What a second file becomes is tried in `second_file.rs`.
    Form {
        pattern: "/conventions/{convention}/lecture/comparer",
        fields: "",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/lecture/comparer/suite",
        fields: "geste=ecrire&vu=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    // The reader of today read that text: nothing is to be kept. What it does is tried in `again.rs`.
    Form {
        pattern: "/conventions/{convention}/lecture/relire",
        fields: "vu=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/synthese/liens",
        fields: "geste=creer&nom=Camille+Exemple&fonction=Maire&jusqu=2026-12-31",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["summary_link_made"],
    },
    Form {
        pattern: "/conventions/{convention}/plan/tableau",
        fields: "n=1.0.0&etat=going",
        sender: Who::Persona(Persona::SecondCoordinator),
        facts: &["progress_reported"],
    },
    Form {
        pattern: "/conventions/{convention}/vues",
        fields: "page=table&filtres=q%3Dparents&nom=Les+parents&partage=oui",
        sender: Who::Persona(Persona::Mayor),
        facts: &["view_saved"],
    },
    // What needs a file is tried in `sheets.rs`.
    Form {
        pattern: "/conventions/{convention}/plan/tableau/import",
        fields: "",
        sender: Who::Persona(Persona::SecondCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/plan/tableau/import/confirmation",
        fields: "l=repere%3D1.1.0.0%257Cunspecified%257C%257C%257C%26etat%3Ddone",
        sender: Who::Persona(Persona::SecondCoordinator),
        facts: &[],
    },
    // What a spreadsheet becomes is tried in `plan_mapping.rs`.
    Form {
        pattern: "/conventions/{convention}/lecture/tableur",
        fields: "",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/lecture/tableur/suite",
        fields: "geste=reprendre&vu=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    // A card that was seen before the row was changed: what it does is tried in `views.rs`.
    Form {
        pattern: "/conventions/{convention}/plan/etats",
        fields: "n=1.0.0&etat=done",
        sender: Who::Persona(Persona::SecondCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/actions/{action}/avenant",
        fields: "champ=years&voulu=De+2024+%C3%A0+2026&pourquoi=Le+chantier+dure",
        sender: Who::Persona(Persona::Mayor),
        facts: &["amendment_proposed"],
    },
    Form {
        pattern: "/conventions/{convention}/ecarts",
        fields: "ecart=3e80efd2c906bd36d694f63f72a4cab96ba39606f67318b645904f29bd8b0cfe.0&geste=explained&dit=Une+fiche+a+ete+retiree&instance=&jour=&confie=&pour=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["anomalies_settled"],
    },
    Form {
        pattern: "/conventions/{convention}/ecarts/regles",
        fields: "regle=court_unnamed&geste=ecarter&motif=Comptees+ailleurs&vu=0",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["rule_switched"],
    },
    Form {
        pattern: "/conventions/{convention}/propositions",
        fields: "proposition=1",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["proposal_withdrawn"],
    },
    Form {
        pattern: "/conventions/{convention}/actions/{action}/jalons",
        fields: "nature=task&titre=R%C3%A9server+la+salle&echeance=2026-12-15&organisme=1&personne=&apres=1&volet=2",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["milestone_added"],
    },
    Form {
        pattern: "/conventions/{convention}/jalons/{milestone}",
        fields: "geste=enregistrer&nature=milestone&titre=Convier+les+parents&echeance=2026-06-30&organisme=1&vu=1",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["milestone_changed"],
    },
    Form {
        pattern: "/conventions/{convention}/jalons/{milestone}/fait",
        fields: "geste=fait&retour=liste",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["milestone_done"],
    },
    Form {
        pattern: "/conventions/{convention}/actions/{action}/details",
        fields: "detail=1&etat=done",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["detail_marked"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/nouvelle",
        // Numbers are written so that what stands in their place is none.
        fields: "titre=Point&message=&echeance=2026-12-11&question=status&ecart=7&relances=2+&action=10&autres=Nom",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_written"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/{campaign}/preparation",
        fields: "titre=Point&message=&echeance=2026-12-11&question=status&ecart=7&relances=2+&action=10&autres=Nom",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_written"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/{campaign}",
        fields: "geste=lancer",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_launched"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/{campaign}/liens",
        fields: "remise=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_links_sent"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/{campaign}/destinataires/{recipient}",
        fields: "etat-10-0=going",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_answer_noted"],
    },
    Form {
        pattern: "/conventions/{convention}/campagnes/{campaign}/cloture",
        fields: "geste=clore",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["campaign_closed"],
    },
    Form {
        pattern: "/repondre",
        fields: "cle=1111111111111111111111111111111111111111111111111111111111111111",
        sender: Who::Visitor,
        facts: &["campaign_opened"],
    },
    // A form that is not sent yet is a note.
    Form {
        pattern: "/repondre/brouillon",
        fields: "cle=1111111111111111111111111111111111111111111111111111111111111111&etat-10-0=going",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/repondre/formulaire",
        fields: "cle=1111111111111111111111111111111111111111111111111111111111111111&etat-10-0=going",
        sender: Who::Visitor,
        facts: &[],
    },
    // The digest of the form above, as it was read again.
    Form {
        pattern: "/repondre/envoi",
        fields: "cle=1111111111111111111111111111111111111111111111111111111111111111&empreinte=275f1a12021d0463c50075ee34b90fc6fd21bd44df7b771e49ef744c6dd9b222",
        sender: Who::Visitor,
        facts: &["campaign_answered"],
    },
    // No letter leaves from this world, and no link is made for nobody: it is tried in `campaigns/links.rs`.
    Form {
        pattern: "/repondre/nouveau-lien",
        fields: "cle=1212121212121212121212121212121212121212121212121212121212121212",
        sender: Who::Visitor,
        facts: &[],
    },
    // What needs a file is tried in `campaigns/joining.rs`.
    Form {
        pattern: "/repondre/fichiers",
        fields: "",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/repondre/fichiers/retrait",
        fields: "cle=1212121212121212121212121212121212121212121212121212121212121212&piece=1",
        sender: Who::Visitor,
        facts: &["campaign_file_removed"],
    },
    // The address holds the secret: it is tried in `campaigns/letters.rs`.
    Form {
        pattern: "/repondre/rappels",
        fields: "List-Unsubscribe=One-Click",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/repondre/transmettre",
        fields: "cle=1313131313131313131313131313131313131313131313131313131313131313&nom=Jo+Essai&mel=jo.essai%40exemple.invalid",
        sender: Who::Visitor,
        facts: &["campaign_passed_on"],
    },
    Form {
        pattern: "/conventions/{convention}/actions/{action}/suivi",
        fields: "volet=2&etat=going&avancement=60+%25&meteo=bright&fait=Deux+ateliers&vu=1",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["progress_reported"],
    },
    // A partner speaks of the actions in which it has a part: what it says of them is tried in `followup.rs`.
    Form {
        pattern: "/conventions/{convention}/actions/{action}/proposition",
        fields: "",
        sender: Who::Persona(Persona::PartnerContact),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/a-confirmer/{report}",
        fields: "geste=accepter",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["report_accepted"],
    },
    Form {
        pattern: "/conventions/{convention}/etats",
        fields: "going=Lanc%C3%A9e&sustained=Install%C3%A9e",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["status_renamed"],
    },
    // Nothing changes: what a demand changes for everyone is tried in `identity/demand.rs`.
    Form {
        pattern: "/comptes/exigence",
        fields: "exigence=non",
        sender: ADMINISTRATOR,
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/visibilite",
        fields: "element=action%2F3%3Dpartners&niveau=internal",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["visibility_chosen"],
    },
    Form {
        pattern: "/conventions/{convention}/lecture/salle",
        fields: "geste=vu&point=46-3e80efd2c906bd36d694f63f72a4cab96ba39606f67318b645904f29bd8b0cfe",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["point_checked"],
    },
    // A reading that was confirmed already: the rest is tried in `room.rs`.
    Form {
        pattern: "/conventions/{convention}/lecture/salle/fin",
        fields: "geste=confirmer",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    // What the form of a whole element keeps is tried in `hand_whole.rs`.
    Form {
        pattern: "/conventions/{convention}/lecture/fiche",
        fields: "partie=convention&element=1&vu=&cause=&motif=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/lecture",
        fields: "place=/convention/signature/date&etait=&cause=lecture&valeur=2022-12-19&motif=Mal+lu&geste=corriger",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["reading_corrected"],
    },
    Form {
        pattern: "/conventions/{convention}/perimetre/parties/{party}",
        fields: "lieu=13071&code=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["place_chosen"],
    },
    Form {
        pattern: "/conventions/{convention}/documents/{document}",
        fields: "geste=renommer&titre=Convention+num%C3%A9ris%C3%A9e",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["document_renamed"],
    },
    // What needs a file is tried in `documents.rs`.
    Form {
        pattern: "/conventions/{convention}/documents/ajout",
        fields: "",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/documents/{document}/versions",
        fields: "",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/echanges",
        fields: "texte=Bonjour+%C3%A0+tous&portee=partners&prevenir=&malgre=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["comment_written"],
    },
    Form {
        pattern: "/conventions/{convention}/actions/{action}/echanges",
        fields: "texte=O%C3%B9+en+est-on+%3F&portee=internal&prevenir=&malgre=",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["comment_written"],
    },
    Form {
        pattern: "/conventions/{convention}/echanges/{comment}",
        fields: "geste=modifier&texte=Le+devis+est+sign%C3%A9.&revision=1",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["comment_edited"],
    },
    Form {
        pattern: "/conventions/{convention}/abonnements",
        fields: "objet=action-15&choix=muted&retour=echanges",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["follow_chosen"],
    },
    // What one read is a note: nothing is told.
    Form {
        pattern: "/notifications",
        fields: "vers=&lu=tout",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    // A letter holds the secret: it is used in `discussion/letters.rs`.
    Form {
        pattern: "/courriels/arret",
        fields: "List-Unsubscribe=One-Click",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/compte/courriels",
        fields: "rythme=never&mentions=oui",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["letters_chosen"],
    },
    Form {
        pattern: "/comptes",
        fields: "nom=Jo+Essai&mel=jo.essai%40exemple.invalid&mdp=un+long+mot+de+passe",
        sender: ADMINISTRATOR,
        facts: &["account_created"],
    },
    Form {
        pattern: "/comptes/fermeture",
        fields: "personne=13",
        sender: ADMINISTRATOR,
        facts: &["account_closed"],
    },
    Form {
        pattern: "/comptes/reouverture",
        fields: "personne=13",
        sender: ADMINISTRATOR,
        facts: &["account_reopened"],
    },
    Form {
        pattern: "/comptes/administration",
        fields: "personne=13&geste=donner",
        sender: ADMINISTRATOR,
        facts: &["administration_granted"],
    },
    Form {
        pattern: "/annuaire/passation",
        fields: "personne=1&vers=13&jour=2026-11-25&fermer=",
        sender: ADMINISTRATOR,
        facts: &["mandate_handed_over", "charges_handed_over"],
    },
    Form {
        pattern: "/mandats",
        fields: "personne=13&place=1-1&role=auditor&debut=2026-01-01&fin=",
        sender: ADMINISTRATOR,
        facts: &["mandate_given"],
    },
    Form {
        pattern: "/mandats/fin",
        fields: "mandat=8&fin=2026-12-31",
        sender: ADMINISTRATOR,
        facts: &["mandate_ended"],
    },
    Form {
        pattern: "/mandats/annulation",
        fields: "mandat=10",
        sender: ADMINISTRATOR,
        facts: &["mandate_withdrawn"],
    },
    Form {
        pattern: "/mandats/reprise",
        fields: "mandat=9&fin=2025-06-30",
        sender: ADMINISTRATOR,
        facts: &["mandate_reopened"],
    },
    Form {
        pattern: "/mandats/confirmation",
        // Written so that what is left of it when it is cut names nothing.
        fields: "mandat=0003",
        sender: ADMINISTRATOR,
        facts: &["mandate_confirmed"],
    },
    Form {
        pattern: "/mandat",
        fields: "agir_sous=2",
        sender: Who::Persona(Persona::SecondCoordinator),
        facts: &["mandate_chosen"],
    },
    Form {
        pattern: "/annuaire/contacts",
        fields: "nom=Ana+Contact&mel=ana%40exemple.invalid&organisme=1&fonction=Directrice",
        sender: ADMINISTRATOR,
        facts: &["contact_recorded", "person_attached"],
    },
    Form {
        pattern: "/annuaire/organismes",
        fields: "nom=Association+de+quartier&nature=association",
        sender: ADMINISTRATOR,
        facts: &["organisation_recorded"],
    },
    Form {
        pattern: "/annuaire/rattachements",
        fields: "personne=2&organisme=5&fonction=",
        sender: ADMINISTRATOR,
        facts: &["person_attached"],
    },
    Form {
        pattern: "/annuaire/rattachements/retrait",
        fields: "personne=2&organisme=5",
        sender: ADMINISTRATOR,
        facts: &["person_detached"],
    },
    Form {
        pattern: "/annuaire/noms",
        fields: "organisme=5&autre=Un+autre+nom",
        sender: ADMINISTRATOR,
        facts: &["alias_added"],
    },
    Form {
        pattern: "/annuaire/noms/retrait",
        fields: "organisme=5&autre=Un+autre+nom",
        sender: ADMINISTRATOR,
        facts: &["alias_removed"],
    },
    Form {
        pattern: "/annuaire/fusion",
        fields: "quoi=organisation&garde=5&autre=6",
        sender: ADMINISTRATOR,
        facts: &["merged"],
    },
    Form {
        pattern: "/annuaire/fusion/retour",
        fields: "quoi=organisation&garde=5&autre=6",
        sender: ADMINISTRATOR,
        facts: &["merge_undone"],
    },
    Form {
        pattern: "/annuaire/distincts",
        fields: "quoi=organisation&garde=5&autre=6",
        sender: ADMINISTRATOR,
        facts: &["distinct_declared"],
    },
    Form {
        pattern: "/annuaire/separation",
        fields: "organisme=5&convention=2",
        sender: ADMINISTRATOR,
        facts: &["organisation_separated"],
    },
    Form {
        pattern: "/connexion",
        fields: "mel=personne10%40exemple.invalid&mdp=un+long+mot+de+passe&vers=",
        sender: Who::Visitor,
        facts: &["signed_in"],
    },
    Form {
        pattern: "/compte/adresse",
        fields: "mel=autre%40exemple.invalid&mdp=un+long+mot+de+passe",
        sender: Who::Neighbour,
        facts: &["email_change_asked"],
    },
    // The provider of identity of the world.
    Form {
        pattern: "/compte/services/fin",
        fields: "fournisseur=https%3A%2F%2Fauth.exemple.invalid&mdp_lien=un+long+mot+de+passe",
        sender: Who::Neighbour,
        facts: &["identity_unbound"],
    },
    Form {
        pattern: "/compte",
        fields: "actuel=un+long+mot+de+passe&nouveau=un+autre+mot+de+passe",
        sender: Who::Neighbour,
        facts: &["password_changed"],
    },
    Form {
        pattern: "/demo",
        fields: "personne=1",
        sender: Who::Visitor,
        facts: &["signed_in"],
    },
    Form {
        pattern: "/accessibilite/modifier",
        fields: "conformity=partial&assessment=Audit+du+3+mars+2026&exceptions=&accessibility_contact=",
        sender: ADMINISTRATOR,
        facts: &["notice_written"],
    },
    Form {
        pattern: "/mentions-legales/modifier",
        fields: "publisher=Commune+d%E2%80%99Exemple&publisher_contact=&director=&host=",
        sender: ADMINISTRATOR,
        facts: &["notice_written"],
    },
    Form {
        pattern: "/donnees-personnelles/modifier",
        fields: "controller=Commune+d%E2%80%99Exemple&purposes=&legal_basis=&recipients=&retention=&data_contact=",
        sender: ADMINISTRATOR,
        facts: &["notice_written"],
    },
    Form {
        pattern: "/deconnexion",
        fields: "",
        sender: ADMINISTRATOR,
        facts: &["signed_out"],
    },
    Form {
        pattern: "/conventions/exemple/creation",
        fields: "",
        sender: ADMINISTRATOR,
        facts: &["convention_entered"],
    },
    Form {
        pattern: "/premiers-pas/rappel",
        fields: "geste=ranger&vers=%2F",
        sender: ADMINISTRATOR,
        facts: &[],
    },
    Form {
        pattern: "/apparence",
        fields: "theme=dark&vers=%2F",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/compte/sessions",
        fields: "session=autres",
        sender: Who::Neighbour,
        facts: &["sessions_closed"],
    },
    // The passkey of the world.
    Form {
        pattern: "/compte/cles/nom",
        fields: "cle=1&nom=Ordinateur",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["passkey_renamed"],
    },
    Form {
        pattern: "/compte/cles/fin",
        fields: "sure=oui&cle=1",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &["passkey_removed"],
    },
    // The link of the world, for the neighbour.
    Form {
        pattern: "/lien",
        fields: "cle=0707070707070707070707070707070707070707070707070707070707070707&mdp=un+troisieme+mot+de+passe",
        sender: Who::Visitor,
        facts: &["password_chosen", "signed_in"],
    },
    Form {
        pattern: "/connexion/oubli",
        fields: "mel=personne10%40exemple.invalid",
        sender: Who::Visitor,
        facts: &["reset_asked"],
    },
    Form {
        pattern: "/comptes/invitations",
        fields: "nom=Lou+Essai&mel=lou.essai%40exemple.invalid",
        sender: ADMINISTRATOR,
        facts: &["person_invited", "link_made"],
    },
    Form {
        pattern: "/comptes/liens/fin",
        fields: "lien=2&personne=14",
        sender: ADMINISTRATOR,
        facts: &["link_revoked"],
    },
    Form {
        pattern: "/comptes/liens",
        fields: "personne=10",
        sender: ADMINISTRATOR,
        facts: &["link_made"],
    },
    // What the world asks of those who administer.
    Form {
        pattern: "/comptes/adresses",
        fields: "personne=1&mel=camille%40exemple.invalid&reponse=oui",
        sender: ADMINISTRATOR,
        facts: &["email_changed"],
    },
    Form {
        pattern: "/comptes/code/fin",
        fields: "personne=1",
        sender: ADMINISTRATOR,
        facts: &["second_step_removed"],
    },
    Form {
        pattern: "/comptes/services/fin",
        fields: "personne=1&fournisseur=https%3A%2F%2Fauth.exemple.invalid",
        sender: ADMINISTRATOR,
        facts: &["identity_removed"],
    },
    Form {
        pattern: "/compte/donnees/effacement",
        fields: "sure=oui",
        sender: Who::Persona(Persona::Mayor),
        facts: &["erasure_asked"],
    },
    Form {
        pattern: "/compte/donnees/effacement/retrait",
        fields: "geste=retirer",
        sender: Who::Persona(Persona::Mayor),
        facts: &["erasure_withdrawn"],
    },
    // The world holds a request of the neighbour.
    Form {
        pattern: "/annuaire/effacement/refus",
        fields: "personne=10&motif=Mandat+en+cours",
        sender: ADMINISTRATOR,
        facts: &["erasure_refused"],
    },
    Form {
        pattern: "/comptes/sessions",
        fields: "personne=1",
        sender: ADMINISTRATOR,
        facts: &["sessions_ended"],
    },
    // The contact recorded above.
    Form {
        pattern: "/annuaire/export-personne",
        fields: "personne=14&forme=page",
        sender: ADMINISTRATOR,
        facts: &["person_exported"],
    },
    Form {
        pattern: "/annuaire/fiches",
        fields: "personne=14&nom=Ana+Contact&mel=ana%40exemple.invalid&telephone=04+91+00+00+00",
        sender: ADMINISTRATOR,
        facts: &["card_changed"],
    },
    Form {
        pattern: "/comptes/invitations/contact",
        fields: "personne=14&mel=ana.compte%40exemple.invalid",
        sender: ADMINISTRATOR,
        facts: &["contact_invited", "link_made"],
    },
    Form {
        pattern: "/annuaire/effacement",
        fields: "personne=14&sure=oui",
        sender: ADMINISTRATOR,
        facts: &["account_closed", "person_erased"],
    },
    // What needs a phone, or a device that keeps a passkey, is tried in `identity.rs`.
    Form {
        pattern: "/connexion/code",
        fields: "code=123456",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/connexion/cle/debut",
        fields: "",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/connexion/cle",
        fields: "reponse=%7B%7D&vers=",
        sender: Who::Visitor,
        facts: &[],
    },
    Form {
        pattern: "/compte/code/debut",
        fields: "",
        sender: Who::Neighbour,
        facts: &[],
    },
    Form {
        pattern: "/compte/code",
        fields: "code=123456",
        sender: Who::Neighbour,
        facts: &[],
    },
    Form {
        pattern: "/compte/code/secours",
        fields: "code=123456&mdp=un+long+mot+de+passe",
        sender: Who::Neighbour,
        facts: &[],
    },
    Form {
        pattern: "/compte/code/fin",
        fields: "code=123456&mdp=un+long+mot+de+passe",
        sender: Who::Neighbour,
        facts: &[],
    },
    Form {
        pattern: "/compte/cles/debut",
        fields: "",
        sender: Who::Neighbour,
        facts: &[],
    },
    Form {
        pattern: "/compte/cles",
        fields: "nom=Telephone&reponse=%7B%7D",
        sender: Who::Neighbour,
        facts: &[],
    },
    // The world has an administrator already: this one is tried on an empty installation, in `facts.rs`.
    Form {
        pattern: "/installation",
        fields: "code=AAAA-BBBB-CCCC&nom=A&mel=a%40exemple.invalid&mdp=un+long+mot+de+passe",
        sender: Who::Visitor,
        facts: &[],
    },
    // A file is sent in `hand.rs`; here no text waits.
    Form {
        pattern: "/conventions/importer",
        fields: "fichier=convention.txt",
        sender: ADMINISTRATOR,
        facts: &[],
    },
    Form {
        pattern: "/conventions/importer/suite",
        fields: "geste=entrer&empreinte=aucune",
        sender: ADMINISTRATOR,
        facts: &[],
    },
    Form {
        pattern: "/conventions/nouvelle",
        fields: "titre=Convention+d%E2%80%99essai&nature=Charte&partie1=Les+Pennes-Mirabeau&genre1=commune&geste=creer",
        sender: ADMINISTRATOR,
        facts: &["convention_entered"],
    },
    Form {
        pattern: "/conventions/retrait",
        fields: "convention=2&nom=CTG+2022+2026+Les+Sources+Mirabeau+Septemes+les+Vallons&motif=Erreur",
        sender: ADMINISTRATOR,
        facts: &["convention_withdrawn"],
    },
    Form {
        pattern: "/conventions/retablissement",
        fields: "convention=2",
        sender: ADMINISTRATOR,
        facts: &["convention_reinstated"],
    },
    // What was signed stays: see `example.rs` for what goes.
    Form {
        pattern: "/conventions/exemple",
        fields: "convention=1",
        sender: ADMINISTRATOR,
        facts: &[],
    },
    Form {
        pattern: "/conventions/{convention}/exemple",
        fields: "",
        sender: Who::Persona(Persona::FirstCoordinator),
        facts: &[],
    },
    // The letter that brings the link of the neighbour.
    Form {
        pattern: "/courriers/reprise",
        fields: "courrier=1",
        sender: ADMINISTRATOR,
        facts: &["letter_retried"],
    },
    Form {
        pattern: "/courriers/annulation",
        fields: "courrier=1",
        sender: ADMINISTRATOR,
        facts: &["letter_cancelled"],
    },
    // Where no mail server is known, nothing is tried: see `mail/`.
    Form {
        pattern: "/courriers/essai",
        fields: "",
        sender: ADMINISTRATOR,
        facts: &[],
    },
];

/// The form of a route.
///
/// # Panics
/// When nobody wrote one: a new POST route has its line above.
pub(crate) fn form_of(pattern: &str) -> &'static Form {
    let form = FORMS.iter().find(|form| form.pattern == pattern);
    form.unwrap_or_else(|| panic!("POST {pattern} has no form in forms.rs"))
}
