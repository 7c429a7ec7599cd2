//! The words of the fields of the notices: their labels, and what to write in each.

use domain::compliance::NoticeField;

/// How a field is called.
pub(crate) const fn label(field: NoticeField) -> &'static str {
    match field {
        NoticeField::Conformity => "État de conformité",
        NoticeField::Assessment => "Évaluation",
        NoticeField::Exceptions => "Contenus non accessibles",
        NoticeField::AccessibilityContact => "Signaler un obstacle",
        NoticeField::Publisher => "Éditeur",
        NoticeField::PublisherContact => "Joindre l’éditeur",
        NoticeField::Director => "Direction de la publication",
        NoticeField::Host => "Hébergeur",
        NoticeField::Controller => "Responsable du traitement",
        NoticeField::Purposes => "Finalités",
        NoticeField::LegalBasis => "Base légale",
        NoticeField::Recipients => "Destinataires",
        NoticeField::Retention => "Durées de conservation",
        NoticeField::DataContact => "Exercer vos droits",
    }
}

/// What to write in it.
pub(crate) const fn hint(field: NoticeField) -> &'static str {
    match field {
        NoticeField::Conformity => "Le résultat de l’évaluation au regard du RGAA.",
        NoticeField::Assessment => "Qui a évalué, à quelle date, avec quel taux de critères respectés.",
        NoticeField::Exceptions => {
            "Ce qui n’est pas accessible, et pourquoi\u{a0}: non-conformité, dérogation, contenu exempté."
        }
        NoticeField::AccessibilityContact => "Une adresse électronique, un téléphone, un formulaire.",
        NoticeField::Publisher => "Le nom de l’organisme et sa forme, l’adresse de son siège, son numéro SIREN.",
        NoticeField::PublisherContact => "Un téléphone et une adresse électronique.",
        NoticeField::Director => "Le prénom et le nom de la personne, et sa fonction.",
        NoticeField::Host => "Le nom, l’adresse et le téléphone de qui héberge les données.",
        NoticeField::Controller => "Le nom et l’adresse de l’organisme qui décide de l’emploi des données.",
        NoticeField::Purposes => "À quoi servent les données, une finalité par ligne.",
        NoticeField::LegalBasis => "Mission d’intérêt public, obligation légale, contrat, consentement ou intérêt légitime.",
        NoticeField::Recipients => "Qui reçoit les données, en dehors des personnes titulaires d’un mandat.",
        NoticeField::Retention => "Pour chaque sorte de données, combien de temps elles sont gardées.",
        NoticeField::DataContact => "L’adresse du délégué à la protection des données, ou de qui répond aux demandes.",
    }
}
