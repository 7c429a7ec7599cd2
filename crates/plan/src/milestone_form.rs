//! The form of a milestone: what was typed becomes what it says, or sentences about what to correct; and what two people wrote of
//! the same one, field by field.
//!
//! It writes nothing, and knows no page.

use domain::followup::{
    Despite, LONGEST_DESPITE, LONGEST_MILESTONE_TITLE, MilestoneContent, MilestoneKind, NotDoneYet, closes_a_circle,
    may_be_done,
};
use domain::ids::Id;
use serde::Deserialize;
use web::form::{Errors, typed_day};
use web::french;

use crate::milestone_rows::{AllOwners, MilestoneRow};
use crate::report_words::Difference;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct TypedMilestone {
    pub(crate) nature: String,
    pub(crate) titre: String,
    pub(crate) echeance: String,
    pub(crate) organisme: String,
    pub(crate) personne: String,
    pub(crate) apres: String,
    /// The party of the lane, empty for the action as a whole.
    pub(crate) volet: String,
    /// The version that the page showed.
    pub(crate) vu: String,
    pub(crate) geste: String,
    /// Where the person came from: `liste`, or the page of the action.
    pub(crate) retour: String,
}

impl TypedMilestone {
    /// The form as a milestone fills it.
    pub(crate) fn saying(content: &MilestoneContent, version: i64) -> Self {
        let ordinal = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            nature: content.kind.code().to_owned(),
            titre: content.title.clone(),
            echeance: content.due.map(|day| day.to_string()).unwrap_or_default(),
            organisme: ordinal(content.organisation.map(Id::ordinal)),
            personne: ordinal(content.person.map(Id::ordinal)),
            apres: ordinal(content.after),
            vu: version.to_string(),
            ..Self::default()
        }
    }

    pub(crate) fn is_kind(&self, kind: &MilestoneKind) -> bool {
        self.nature == kind.code() || (self.nature.is_empty() && *kind == MilestoneKind::default())
    }

    /// What was chosen.
    pub(crate) fn chosen_kind(&self) -> MilestoneKind {
        MilestoneKind::from_code(&self.nature).unwrap_or_default()
    }

    pub(crate) fn is_organisation(&self, id: &i64) -> bool {
        self.organisme.parse() == Ok(*id)
    }

    pub(crate) fn is_person(&self, id: &i64) -> bool {
        self.personne.parse() == Ok(*id)
    }

    pub(crate) fn is_after(&self, milestone: &MilestoneRow) -> bool {
        self.apres.parse() == Ok(milestone.ordinal)
    }

    /// The version that was last when the form was shown.
    pub(crate) fn seen(&self) -> Option<i64> {
        self.vu.parse().ok()
    }

    /// What it says, or what to correct. `own` is the milestone that is changed, 0 for one that is added.
    pub(crate) fn understood(&self, own: i64, owners: &AllOwners, all: &[MilestoneRow]) -> Result<MilestoneContent, Errors> {
        let mut errors = Errors::none();
        let content = MilestoneContent {
            kind: self.kind(&mut errors),
            title: self.title(&mut errors),
            due: errors.day("echeance", &self.echeance),
            organisation: owners.organisation(&self.organisme),
            person: owners.person(&self.personne),
            after: self.after(own, all, &mut errors),
        };
        if !self.organisme.is_empty() && content.organisation.is_none() {
            errors.add("organisme", "Choisissez un organisme de la convention.");
        }
        if !self.personne.is_empty() && content.person.is_none() {
            errors.add("personne", "Choisissez une personne de l’annuaire de la convention.");
        }
        if errors.is_empty() { Ok(content) } else { Err(errors) }
    }

    fn kind(&self, errors: &mut Errors) -> MilestoneKind {
        if self.nature.is_empty() {
            return MilestoneKind::default();
        }
        MilestoneKind::from_code(&self.nature).unwrap_or_else(|| {
            errors.add("nature", "Choisissez jalon ou tâche.");
            MilestoneKind::default()
        })
    }

    fn title(&self, errors: &mut Errors) -> String {
        let title = self.titre.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = title.chars().count();
        if letters == 0 {
            errors.add(
                "titre",
                "Donnez un titre\u{a0}: ce qui doit être atteint ou fait, en quelques mots.",
            );
        } else if letters > LONGEST_MILESTONE_TITLE {
            errors.add(
                "titre",
                format!("Ce titre compte {letters}\u{a0}caractères. Gardez-en {LONGEST_MILESTONE_TITLE} au plus."),
            );
        }
        title
    }

    fn after(&self, own: i64, all: &[MilestoneRow], errors: &mut Errors) -> Option<i64> {
        if self.apres.is_empty() {
            return None;
        }
        let known = |ordinal: &i64| all.iter().any(|one| one.ordinal == *ordinal);
        let Some(before) = self.apres.parse().ok().filter(known) else {
            errors.add("apres", "Choisissez un jalon de la convention.");
            return None;
        };
        let ties: Vec<(i64, Option<i64>)> = all.iter().map(|one| (one.ordinal, one.content.after)).collect();
        if closes_a_circle(&ties, own, before) {
            errors.add(
                "apres",
                "Celui-ci attend déjà le jalon que vous modifiez\u{a0}: aucun des deux ne pourrait commencer. Choisissez-en un autre.",
            );
        }
        Some(before)
    }
}

/// Why a milestone is done before what it comes after, when it waits for something; or what to correct.
pub(crate) fn despite(row: &MilestoneRow, why: &str) -> Result<Option<Despite>, Errors> {
    let waited = row.waits_for();
    may_be_done(waited.is_some(), why).map_err(|not_yet| {
        let mut errors = Errors::none();
        errors.add("pourquoi", not_done(not_yet, waited.unwrap_or_default()));
        errors
    })
}

fn not_done(not_yet: NotDoneYet, waited: &str) -> String {
    match not_yet {
        NotDoneYet::Waits => format!(
            "«\u{a0}{waited}\u{a0}» doit venir avant et n’est pas fait. Marquez-le d’abord, ou dites en une phrase pourquoi celui-ci \
             est fait quand même."
        ),
        NotDoneYet::TooShort => "Un mot ne suffit pas\u{a0}: dites pourquoi en une phrase, elle sera lue plus tard.".to_owned(),
        NotDoneYet::TooLong(letters) => {
            format!("Cette raison compte {letters}\u{a0}caractères. Gardez-en {LONGEST_DESPITE} au plus.")
        }
    }
}

/// The fields that two people wrote differently: what is kept, and what was typed.
pub(crate) fn differences(
    typed: &TypedMilestone,
    kept: &MilestoneRow,
    owners: &AllOwners,
    all: &[MilestoneRow],
) -> Vec<Difference> {
    let theirs = TypedMilestone::saying(&kept.content, kept.version);
    let kind = |code: &str| MilestoneKind::from_code(code).unwrap_or_default().french().to_owned();
    let named = |offered: &[(i64, String)], typed: &str| {
        let found = offered.iter().find(|(id, _)| typed.parse() == Ok(*id));
        found.map_or_else(String::new, |(_, name)| name.clone())
    };
    let title = |typed: &str| {
        let found = all.iter().find(|one| typed.parse() == Ok(one.ordinal));
        found.map_or_else(String::new, |one| one.content.title.clone())
    };
    let day = |typed: &str| typed_day(typed.trim()).map_or_else(|| typed.to_owned(), french::date);
    let fields = [
        ("Nature", kind(&theirs.nature), kind(&typed.nature)),
        ("Titre", theirs.titre.clone(), typed.titre.clone()),
        ("Échéance", day(&theirs.echeance), day(&typed.echeance)),
        (
            "Organisme",
            named(&owners.organisations, &theirs.organisme),
            named(&owners.organisations, &typed.organisme),
        ),
        (
            "Personne",
            named(&owners.people, &theirs.personne),
            named(&owners.people, &typed.personne),
        ),
        ("Après", title(&theirs.apres), title(&typed.apres)),
    ];
    let differ = fields.into_iter().filter(|(_, theirs, yours)| theirs.trim() != yours.trim());
    differ
        .map(|(field, theirs, yours)| Difference {
            field,
            theirs: or_dash(theirs),
            yours: or_dash(yours),
        })
        .collect()
}

fn or_dash(text: String) -> String {
    if text.trim().is_empty() { "—".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(titre: &str, echeance: &str) -> TypedMilestone {
        TypedMilestone {
            titre: titre.to_owned(),
            echeance: echeance.to_owned(),
            ..TypedMilestone::default()
        }
    }

    #[test]
    fn a_title_is_asked_and_a_day_is_one() {
        let owners = AllOwners::default();
        let errors = typed("  ", "31/02/2027")
            .understood(0, &owners, &[])
            .expect_err("wrong twice");
        assert!(errors.has("titre") && errors.has("echeance"));
        let said = typed(" Deux \n ateliers", "30/06/2027")
            .understood(0, &owners, &[])
            .expect("a milestone");
        assert_eq!((said.title.as_str(), said.due), ("Deux ateliers", "2027-06-30".parse().ok()));
    }

    #[test]
    fn who_is_not_of_the_convention_answers_for_nothing() {
        let owners = AllOwners {
            organisations: vec![(3, "Caf".to_owned())],
            people: Vec::new(),
        };
        let mut wrong = typed("Ateliers", "");
        wrong.organisme = "9".to_owned();
        wrong.personne = "3".to_owned();
        wrong.apres = "4".to_owned();
        let errors = wrong.understood(0, &owners, &[]).expect_err("nobody of these");
        assert!(errors.has("organisme") && errors.has("personne") && errors.has("apres"));
    }
}
