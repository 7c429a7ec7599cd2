//! What a handler answers when it cannot answer: not found, to correct, or broken.
//!
//! A refusal reads "introuvable" like an address that does not exist; nothing raw ever reaches the page.

use domain::access::WhyNot;
use store::StoreError;

use crate::answer::Answer;

/// Why there is no ordinary answer.
pub enum Failure {
    /// There is nothing here, or nothing for this person.
    NotFound,
    /// The policy refuses; people read "introuvable", the log keeps the reason.
    Refused(WhyNot),
    /// The page, rendered again with what was typed and what to correct (422).
    Invalid(Box<Answer>),
    /// The page, rendered again with what was typed: what it changes was taken away meanwhile (409).
    Overtaken(Box<Answer>),
    /// The page, rendered again with what was typed: too many ask at once, and it is to be sent later (503).
    Later(Box<Answer>),
    /// The page, with when to come back: it was asked for too often (429).
    TooOften(Box<Answer>),
    /// What was sent came after the session of its sender ended: the page gives it back (403).
    SessionEnded(Box<Answer>),
    /// The form cannot be read at all: a field is missing, or the text is damaged.
    Unreadable,
    /// Too many people ask at once for work that only a few may do together.
    Busy,
    /// The database refused or did not answer.
    Store(StoreError),
    /// A kept file is missing or was altered; the text is for the log.
    Spoilt(String),
    /// Something of ours is wrong; the text is for the log.
    Broken(String),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused { why, .. } => Self::Refused(why),
            other => Self::Store(other),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Broken(format!("a template failed: {error}"))
    }
}

/// How a failure is told: a status, a title, sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) title: &'static str,
    pub(crate) sentence: &'static str,
    pub(crate) next: &'static str,
}

impl Told {
    /// Whether what was sent may be sent again as it is: nothing of it was kept, and the next time may do better.
    pub(crate) fn may_be_sent_again(self) -> bool {
        [UNREACHABLE, NOT_WRITTEN, READ_ONLY, OTHER_VERSION, BUSY, BROKEN].contains(&self)
    }
}

/// The page of an address that does not exist, or not for this person.
pub(crate) const NOT_FOUND: Told = Told {
    status: 404,
    title: "Page introuvable",
    sentence: "Cette adresse ne mène à rien, ou à une page que votre compte ne voit pas.",
    next: "Vérifiez l’adresse, ou demandez un mandat à la personne qui administre Pacte.",
};

/// The answer to a request that comes from another site.
pub(crate) const FOREIGN: Told = Told {
    status: 403,
    title: "Demande refusée",
    sentence: "Cette demande ne vient pas d’une page de Pacte\u{a0}: rien n’a été enregistré.",
    next: "Ouvrez la page dans Pacte, puis recommencez. Si un serveur intermédiaire modifie les en-têtes Origin ou Host, il doit les transmettre tels quels.",
};

/// The answer to a body that is too long.
pub(crate) const TOO_LARGE: Told = Told {
    status: 413,
    title: "Envoi trop volumineux",
    sentence: "Cet envoi dépasse la taille que cette page accepte\u{a0}: rien n’a été enregistré.",
    next: "Revenez en arrière et raccourcissez les textes, ou choisissez un fichier plus petit.",
};

/// The answer to a form with more fields than any page has.
pub(crate) const TOO_MANY_FIELDS: Told = Told {
    status: 413,
    title: "Formulaire trop long",
    sentence: "Ce formulaire a plus de champs qu’aucune page de Pacte\u{a0}: rien n’a été enregistré.",
    next: "Revenez en arrière, rechargez la page, puis envoyez-le de nouveau.",
};

/// The answer to a body that does not arrive.
pub(crate) const TOO_SLOW: Told = Told {
    status: 408,
    title: "Envoi interrompu",
    sentence: "Le formulaire n’est pas arrivé à temps\u{a0}: rien n’a été enregistré.",
    next: "Vérifiez votre connexion, revenez en arrière, puis envoyez-le de nouveau.",
};

/// The answer to an address longer than any link.
pub(crate) const ENDLESS: Told = Told {
    status: 414,
    title: "Adresse trop longue",
    sentence: "Cette adresse est plus longue qu’aucune page de Pacte.",
    next: "Raccourcissez la recherche, ou repartez de l’accueil.",
};

/// The answer to a form that cannot be read.
const UNREADABLE: Told = Told {
    status: 422,
    title: "Formulaire illisible",
    sentence: "Le formulaire reçu est incomplet ou abîmé\u{a0}: rien n’a été enregistré.",
    next: "Revenez en arrière, rechargez la page, puis envoyez-le de nouveau.",
};

const UNREACHABLE: Told = Told {
    status: 503,
    title: "Base de données injoignable",
    sentence: "Pacte ne peut pas joindre sa base de données. Rien n’a été perdu, rien n’a été enregistré.",
    next: "Réessayez dans une minute. Si cela dure, prévenez la personne qui administre Pacte.",
};

/// The same, when a page was asked for: what was recorded just before stays.
const UNREACHABLE_PAGE: Told = Told {
    sentence: "Pacte ne peut pas joindre sa base de données. Cette page ne peut pas être montrée\u{a0}; ce qui vient d’être enregistré l’est toujours.",
    ..UNREACHABLE
};

/// The same, when the database went away while it was keeping what was sent.
const UNKNOWN: Told = Told {
    status: 503,
    title: "Enregistrement incertain",
    sentence: "La base de données s’est arrêtée pendant l’enregistrement\u{a0}: il a peut-être eu lieu, en entier, ou pas du tout.",
    next: "Dans une minute, regardez si ce que vous avez envoyé est là, et ne recommencez que s’il n’y est pas.",
};

/// The same, when the disk did not confirm what was sent: a start may find it there.
const UNCONFIRMED: Told = Told {
    status: 503,
    title: "Enregistrement incertain",
    sentence: "Le disque n’a pas confirmé ce que vous avez envoyé\u{a0}: il est peut-être enregistré, peut-être pas. L’écriture est arrêtée, la lecture reste possible.",
    next: "Gardez ce que vous avez écrit et prévenez la personne qui administre Pacte. Après le redémarrage, regardez s’il est là, et ne recommencez que s’il n’y est pas.",
};

const READ_ONLY: Told = Told {
    status: 503,
    title: "Écriture impossible",
    sentence: "Pacte n’a pas pu enregistrer\u{a0}: la lecture reste possible, l’écriture est arrêtée.",
    next: "Gardez ce que vous avez écrit et prévenez la personne qui administre Pacte.",
};

/// The same, when the next write may succeed: a disk that is full does not stay so.
const NOT_WRITTEN: Told = Told {
    status: 503,
    title: "Écriture impossible",
    sentence: "Pacte n’a pas pu enregistrer\u{a0}: rien n’a été enregistré, la lecture reste possible.",
    next: "Gardez ce que vous avez écrit, réessayez dans une minute. Si cela dure, prévenez la personne qui administre Pacte\u{a0}: le disque est peut-être plein.",
};

const OTHER_VERSION: Told = Told {
    status: 503,
    title: "Mise à jour en cours",
    sentence: "La base de données et ce serveur ne sont pas de la même version de Pacte.",
    next: "Réessayez dans une minute. Si cela dure, prévenez la personne qui administre Pacte.",
};

/// The answer when too many sign in together.
pub(crate) const BUSY: Told = Told {
    status: 503,
    title: "Trop de connexions à la fois",
    sentence: "Pacte vérifie déjà d’autres mots de passe\u{a0}: le vôtre n’a pas été lu et rien n’a été enregistré.",
    next: "Réessayez dans une minute. Si cela dure, prévenez la personne qui administre Pacte.",
};

/// The answer when too many send files together.
pub(crate) const CROWDED: Told = Told {
    status: 503,
    title: "Trop d’envois à la fois",
    sentence: "Pacte reçoit déjà d’autres fichiers\u{a0}: le vôtre n’a pas été lu et rien n’a été enregistré.",
    next: "Réessayez dans quelques minutes. Si cela dure, prévenez la personne qui administre Pacte.",
};

/// The answer when one sender sends files from many windows.
pub(crate) const CROWDED_BY_YOU: Told = Told {
    status: 503,
    title: "Vos envois précédents arrivent encore",
    sentence: "Pacte reçoit déjà deux envois de fichiers de votre part\u{a0}: celui-ci n’a pas été lu et rien n’a été enregistré.",
    next: "Attendez qu’ils soient arrivés, puis recommencez.",
};

/// The answer when a kept file is not what it was.
pub(crate) const SPOILT: Told = Told {
    status: 500,
    title: "Fichier abîmé",
    sentence: "Ce fichier manque, ou n’est plus celui qui a été gardé\u{a0}: Pacte ne le remet pas.",
    next: "Prévenez la personne qui administre Pacte\u{a0}: «\u{a0}pacte doctor\u{a0}» nomme ce fichier, et les sauvegardes le contiennent.",
};

/// The answer when the page takes too long.
pub(crate) const TOO_LONG: Told = Told {
    status: 503,
    title: "Réponse trop longue",
    sentence: "La page n’a pas pu être préparée à temps.",
    next: "Réessayez dans une minute.",
};

/// The answer when something of ours is wrong.
pub(crate) const BROKEN: Told = Told {
    status: 500,
    title: "Erreur de Pacte",
    sentence: "Pacte a rencontré une erreur\u{a0}: rien n’a été enregistré.",
    next: "Réessayez. Si l’erreur revient, transmettez son numéro à la personne qui administre Pacte.",
};

/// How the database's refusal is told.
pub(crate) const fn told(error: &StoreError, writes: bool) -> Told {
    match error {
        StoreError::Unavailable(_) if writes => UNREACHABLE,
        // Nobody is told that nothing was recorded who only asked for a page.
        StoreError::Unavailable(_) => UNREACHABLE_PAGE,
        StoreError::Unknown => UNKNOWN,
        StoreError::NotWritten => NOT_WRITTEN,
        StoreError::Unconfirmed => UNCONFIRMED,
        StoreError::WritesStopped => READ_ONLY,
        StoreError::Refused { .. } | StoreError::NoChain { .. } => NOT_FOUND,
        StoreError::OtherPlace { .. }
        | StoreError::Conflict
        | StoreError::Column { .. }
        | StoreError::UnknownScope(_)
        | StoreError::Engine(_) => BROKEN,
        StoreError::OtherVersion => OTHER_VERSION,
    }
}

/// How a form that cannot be read is told.
pub(crate) const fn unreadable() -> Told {
    UNREADABLE
}
