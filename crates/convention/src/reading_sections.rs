//! The parts of a reading that people correct, in the order of the document: each with its fields, and what is asked for a new item.
//!
//! What is not listed here is not corrected on screen.

use crate::reading_fields::build::{many, needed, of_text, section, text, typed};
use crate::reading_fields::{Beside, Inner, Kind, Section};

const SIGNATORIES: Inner = Inner {
    name: "signatories",
    label: "Signataires",
    fields: &[needed(text("name", "Nom")), text("function", "Fonction")],
    beside: &[],
};

/// Every section, in the order of the document.
pub(crate) const SECTIONS: [Section; 19] = [
    Section {
        list: false,
        ..section(
            "convention",
            "La convention",
            "La convention",
            &[
                text("title", "Titre"),
                text("kind", "Nature"),
                typed("start", "Premier jour", Kind::Day),
                typed("end", "Dernier jour", Kind::Day),
                text("signature/place", "Lieu de signature"),
                typed("signature/date", "Date de signature", Kind::Day),
                typed(
                    "signature/month",
                    "Mois de signature, quand le jour est resté en blanc",
                    Kind::Month,
                ),
                typed(
                    "signature/year",
                    "Année de signature, quand le jour est resté en blanc",
                    Kind::Year,
                ),
                typed("originals", "Exemplaires originaux", Kind::Count),
                many(text("other_titles", "Autres titres")),
            ],
        )
    },
    Section {
        inner: &[SIGNATORIES],
        new: &[
            needed(text("name", "Nom complet")),
            needed(typed("kind", "Nature", Kind::Nature)),
        ],
        key: Some('p'),
        ..section(
            "parties",
            "Les parties",
            "Partie",
            &[
                needed(text("name", "Nom")),
                needed(typed("kind", "Nature", Kind::Nature)),
                many(text("aliases", "Autres noms")),
                text("authority", "Délibération ou délégation visée"),
            ],
        )
    },
    // What stands before the first article and after the last one.
    Section {
        list: false,
        ..section(
            "wording",
            "L’exposé, les visas et la clôture",
            "Texte hors des articles",
            &[
                many(text("exposition", "Exposé, paragraphe par paragraphe")),
                many(text("visas", "Visas")),
                text("enacting", "Formule qui engage"),
                many(text("closing", "Clôture, paragraphe par paragraphe")),
            ],
        )
    },
    Section {
        inner: &[SIGNATORIES],
        new: &[needed(typed("org", "Organisme", Kind::Organisation))],
        ..section(
            "deliberations",
            "Les délibérations",
            "Délibération",
            &[
                typed("org", "Organisme", Kind::Organisation),
                typed("date", "Date", Kind::Day),
                text("number", "Numéro"),
                typed("for", "Voix pour", Kind::Count),
                typed("against", "Voix contre", Kind::Count),
                typed("abstain", "Abstentions", Kind::Count),
                typed("present", "Présents", Kind::Count),
                typed("proxies", "Pouvoirs", Kind::Count),
                text("approves", "Ce qu’elle approuve"),
                text("authority", "Délégation"),
                text("commission/name", "Commission entendue"),
                typed("commission/date", "Séance de la commission", Kind::Day),
                text("commission/opinion", "Avis de la commission"),
                many(text("text", "Texte de la délibération, paragraphe par paragraphe")),
            ],
        )
    },
    Section {
        list: false,
        ..section(
            "levels",
            "Les niveaux du cadre",
            "Niveau",
            &[many(text("", "Niveaux, du plus haut au plus bas"))],
        )
    },
    Section {
        new: &[
            needed(text("title", "Intitulé")),
            typed("parent", "Sous quel élément", Kind::Under),
        ],
        key: Some('n'),
        ..section(
            "nodes",
            "Le cadre",
            "Élément du cadre",
            &[
                text("code", "Numéro"),
                needed(text("title", "Intitulé")),
                many(text("other_titles", "Autres intitulés")),
            ],
        )
    },
    Section {
        new: &[needed(text("name", "Nom"))],
        key: Some('t'),
        ..section(
            "themes",
            "Les thématiques",
            "Thématique",
            &[needed(text("name", "Nom")), many(text("other_names", "Autres noms"))],
        )
    },
    Section {
        inner: &[
            Inner {
                name: "details",
                label: "Détails",
                fields: &[needed(text("text", "Texte"))],
                beside: &[],
            },
            // A line of the deployment: what the text marks, for whom, in which years.
            Inner {
                name: "tracks",
                label: "Années prévues",
                fields: &[
                    needed(typed("years", "Années", Kind::Years)),
                    of_text(needed(text("mark", "Marque, telle qu’écrite"))),
                    typed("half", "Semestre", Kind::Half),
                    many(typed("communes", "Communes", Kind::Organisation)),
                ],
                beside: &[("view", Beside::Word("deployment")), ("mark", Beside::Word(""))],
            },
            Inner {
                name: "amounts",
                label: "Montants",
                fields: &[
                    needed(text("text", "Mots du texte")),
                    needed(typed("cents", "Montant", Kind::Amount)),
                    typed("funder", "Financeur", Kind::Holder),
                    typed("year", "Année", Kind::Year),
                    needed(typed("precision", "Précision", Kind::Precision)),
                ],
                beside: &[("precision", Beside::Word("exact"))],
            },
        ],
        new: &[needed(text("number", "Numéro")), needed(text("title", "Intitulé"))],
        removable: true,
        ..section(
            "actions",
            "Les actions",
            "Action",
            &[
                needed(text("number", "Numéro")),
                needed(text("title", "Intitulé")),
                many(text("other_titles", "Autres intitulés")),
                typed("parent", "Place dans le cadre", Kind::Node),
                many(typed("themes", "Thématiques", Kind::Theme)),
                many(text("means", "Moyens")),
                many(text("funding", "Financements")),
                many(typed("pilots", "Pilotes", Kind::Holder)),
                many(typed("bearers", "Porteurs", Kind::Holder)),
                many(typed("partners", "Partenaires", Kind::Holder)),
                text("public", "Public"),
                many(text("objectives", "Objectifs")),
                many(text("indicators", "Indicateurs")),
                text("calendar", "Calendrier"),
                many(typed("communes", "Communes où elle a lieu", Kind::Organisation)),
            ],
        )
    },
    Section {
        new: &[needed(text("number", "Numéro")), needed(text("title", "Titre"))],
        beside: &[("announced", Beside::Flag(true)), ("present", Beside::Flag(false))],
        ..section(
            "annexes",
            "Les annexes",
            "Annexe",
            &[
                needed(text("number", "Numéro")),
                text("title", "Titre"),
                needed(typed("announced", "Annoncée dans le texte", Kind::Flag)),
                needed(typed("present", "Jointe au texte", Kind::Flag)),
            ],
        )
    },
    Section {
        new: &[needed(text("number", "Numéro")), needed(text("title", "Titre"))],
        ..section(
            "articles",
            "Les articles",
            "Article",
            &[
                text("number", "Numéro"),
                needed(text("title", "Titre")),
                many(text("text", "Texte, paragraphe par paragraphe")),
            ],
        )
    },
    Section {
        inner: &[Inner {
            name: "sites",
            label: "Adresses",
            fields: &[needed(text("address", "Adresse")), text("role", "Nature de l’adresse")],
            beside: &[],
        }],
        new: &[needed(text("name", "Nom")), needed(text("type", "Type, tel qu’écrit"))],
        removable: true,
        ..section(
            "facilities",
            "Les équipements",
            "Équipement",
            &[
                needed(text("name", "Nom")),
                needed(text("type", "Type, tel qu’écrit")),
                typed("owner", "Liste de", Kind::Organisation),
            ],
        )
    },
    // The text says that there is none: a declared absence is no missing answer.
    Section {
        new: &[
            needed(text("type", "Type, tel qu’écrit")),
            needed(text("mark", "Marque, telle qu’écrite")),
        ],
        removable: true,
        ..section(
            "absent_facilities",
            "Les équipements déclarés absents",
            "Absence déclarée",
            &[
                needed(text("type", "Type, tel qu’écrit")),
                needed(text("mark", "Marque, telle qu’écrite")),
                typed("owner", "Organisme qui n’en a pas", Kind::Organisation),
            ],
        )
    },
    Section {
        inner: &[Inner {
            name: "members",
            label: "Membres",
            fields: &[
                needed(text("text", "Membre, tel qu’écrit")),
                typed("org", "Organisme", Kind::Organisation),
                needed(typed("replaceable", "Peut être représenté", Kind::Flag)),
            ],
            beside: &[("replaceable", Beside::Flag(false))],
        }],
        new: &[needed(text("name", "Nom"))],
        removable: true,
        ..section(
            "bodies",
            "Les instances",
            "Instance",
            &[
                needed(text("name", "Nom")),
                many(text("other_names", "Autres noms")),
                many(text("missions", "Missions")),
                many(typed("chairs", "Présidence", Kind::Holder)),
                needed(text("rhythm/text", "Rythme des réunions, tel qu’écrit")),
                needed(typed("rhythm/min_per_year", "Réunions par an, au moins", Kind::Count)),
                needed(typed("rhythm/max_per_year", "Réunions par an, au plus", Kind::Count)),
            ],
        )
    },
    Section {
        new: &[needed(text("title", "Intitulé"))],
        beside: &[("total", Beside::Flag(false))],
        removable: true,
        ..section(
            "posts",
            "Les postes de coopération",
            "Poste",
            &[
                needed(text("title", "Intitulé")),
                typed("party", "Employeur", Kind::Organisation),
                typed("fte_hundredths", "Équivalents temps plein", Kind::Fte),
            ],
        )
    },
    Section {
        new: &[needed(text("text", "Texte")), needed(typed("topic", "Sujet", Kind::Topic))],
        removable: true,
        ..section(
            "cooperation",
            "Le schéma de coopération",
            "Énoncé",
            &[
                needed(text("text", "Texte")),
                needed(typed("topic", "Sujet", Kind::Topic)),
                many(typed("holders", "Organismes", Kind::Organisation)),
                typed("count", "Nombre annoncé", Kind::Count),
            ],
        )
    },
    Section {
        new: &[needed(text("text", "Texte")), needed(typed("kind", "Nature", Kind::Duty))],
        removable: true,
        ..section(
            "duties",
            "Les obligations",
            "Obligation",
            &[
                needed(text("text", "Texte")),
                needed(typed("kind", "Nature", Kind::Duty)),
                text("article", "Article"),
                many(typed("debtors", "Qui doit", Kind::Holder)),
                many(typed("creditors", "À qui", Kind::Holder)),
                needed(text("due/text", "Échéance, telle qu’écrite")),
                typed("due/value", "Échéance, jour ou délai", Kind::DueDay),
                many(text("addresses", "Adresse où s’en acquitter")),
            ],
        )
    },
    Section {
        new: &[
            needed(text("kind", "Contrat, tel qu’écrit")),
            needed(typed("party", "Partie qui l’avait signé", Kind::Organisation)),
        ],
        removable: true,
        ..section(
            "predecessors",
            "Les contrats précédents",
            "Contrat précédent",
            &[
                needed(text("kind", "Contrat, tel qu’écrit")),
                needed(typed("party", "Partie qui l’avait signé", Kind::Organisation)),
                typed("end", "Dernier jour", Kind::Day),
            ],
        )
    },
    Section {
        new: &[needed(text("text", "Texte"))],
        removable: true,
        ..section(
            "left_open",
            "Ce que la convention laisse ouvert",
            "Point ouvert",
            &[
                needed(text("text", "Texte")),
                text("settled_by", "Ce qui le réglera, selon le texte"),
            ],
        )
    },
    // What was read in two ways, or through some noise: lifted once someone looked, and never typed.
    Section {
        removable: true,
        ..section("doubts", "Ce qui n’est pas sûr", "Doute", &[])
    },
];
