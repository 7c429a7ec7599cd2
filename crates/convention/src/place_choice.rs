//! Which place a party is, said by someone who knows: among those of its name, by an official code, or none.
//!
//! The words of the text stay as they are; a later answer replaces this one, and the journal keeps both.

use askama::Template;
use domain::access::verbs::ChoosePlace;
use domain::ids::PartyId;
use domain::perimeter::PlaceChosen;
use domain::places::Target;
use domain::reading::OrganisationKind;
use serde::Deserialize;
use territory::Referential;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::place_rows::{OnePlace, PlaceRow};
use crate::tables::Tables;
use crate::text_show::TextState;

/// The answer that gives a code by hand.
const OTHER: &str = "autre";

/// The answer that gives none.
const NONE: &str = "aucun";

/// The form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    lieu: String,
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "place_choice.html")]
struct PlaceChoice {
    frame: Frame,
    party: PartyId,
    place: PlaceRow,
    /// What there is of the text for this reader.
    text: TextState,
    choices: Vec<(String, String)>,
    typed: Typed,
    errors: Errors,
}

impl PlaceChoice {
    fn back(&self) -> Target {
        Target::Perimeter(self.party.convention)
    }

    fn own(&self) -> Target {
        Target::PartyPlace(self.party)
    }

    fn is(&self, answer: &str) -> bool {
        self.typed.lieu == answer
    }

    /// "Code INSEE", "SIREN", "Code du département".
    fn code_label(&self) -> &'static str {
        match self.place.kind {
            OrganisationKind::Commune => "Code INSEE de la commune",
            OrganisationKind::Intercommunality => "SIREN de l’intercommunalité",
            _ => "Code du département",
        }
    }
}

/// The party of the address, when it may be a place.
async fn asked(visit: &mut Visit) -> Result<(PartyId, PlaceRow), Failure> {
    let party = PartyId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("party")?,
    };
    let place = visit.first(one(party)).await?;
    let place = place.filter(PlaceRow::may_be_a_place).ok_or(Failure::NotFound)?;
    Ok((party, place))
}

const fn one(party: PartyId) -> OnePlace {
    OnePlace {
        convention: party.convention,
        party: party.ordinal,
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let (party, place) = asked(&mut visit).await?;
    let lieu = match (&place.code, place.settled) {
        (Some(code), _) => code.clone(),
        (None, Some(_)) => NONE.to_owned(),
        (None, None) => String::new(),
    };
    let typed = Typed {
        lieu,
        code: String::new(),
    };
    let page = page(&mut visit, party, place, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (party, place) = asked(&mut visit).await?;
    let code = match chosen(place.kind, &typed) {
        Ok(code) => code,
        Err((field, sentence)) => {
            let mut errors = Errors::none();
            errors.add(field, sentence);
            let page = page(&mut visit, party, place, typed, errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    let at = visit.now;
    let mut tx = visit.begin::<ChoosePlace>(party.convention).await?;
    // Read again where nobody else writes: what was there before is kept in the journal.
    let before = tx.load_first(one(party)).await?.ok_or(Failure::NotFound)?.code;
    let fact = PlaceChosen {
        party,
        before,
        code,
        edition: Referential::embedded().edition(),
        at,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Perimeter(party.convention)))
}

async fn page(
    visit: &mut Visit,
    party: PartyId,
    place: PlaceRow,
    typed: Typed,
    errors: Errors,
) -> Result<PlaceChoice, Failure> {
    let mut codes = place.candidates.clone();
    codes.extend(place.code.clone().filter(|code| !place.candidates.contains(code)));
    let text = TextState::of(visit, party.convention).await?;
    let frame = visit.frame("Lieu d’une partie").await?;
    Ok(PlaceChoice {
        frame: frame
            .under(Target::Perimeter(party.convention))
            .crumb("Convention", Target::Convention(party.convention))
            .crumb("Périmètre", Target::Perimeter(party.convention)),
        party,
        choices: codes.into_iter().map(|code| (place_words(&code), code)).collect(),
        place,
        text,
        typed,
        errors,
    })
}

/// The code that the answer gives, when the referential has it.
fn chosen(kind: OrganisationKind, typed: &Typed) -> Result<Option<String>, (&'static str, String)> {
    let written = typed.code.trim().to_uppercase();
    let code = match typed.lieu.as_str() {
        "" if written.is_empty() => return Err(("lieu", "Choisissez un lieu, ou indiquez son code.".to_owned())),
        NONE => return Ok(None),
        "" | OTHER if written.is_empty() => return Err(("code", "Indiquez le code du lieu.".to_owned())),
        "" | OTHER => written,
        listed => listed.to_owned(),
    };
    living(kind, &code).map(Some).ok_or_else(|| {
        let sentence = format!("Le référentiel ne connaît pas le code «\u{a0}{code}\u{a0}»\u{a0}: vérifiez-le, ou choisissez «\u{a0}Aucun de ces lieux\u{a0}».");
        ("code", sentence)
    })
}

/// The code itself, or that of the commune which replaced it.
fn living(kind: OrganisationKind, code: &str) -> Option<String> {
    let all = Referential::embedded();
    let found = match kind {
        OrganisationKind::Commune => {
            let living = all.commune(code).or_else(|| all.formerly(code).map(|found| found.commune));
            living.map(|commune| commune.code())
        }
        OrganisationKind::Intercommunality => all.intercommunality(code).map(|found| found.siren()),
        OrganisationKind::Department => all.department(code).map(|found| found.code()),
        _ => None,
    };
    found.map(str::to_owned)
}

/// The official name of a place, with what tells it from its homonyms: "Sainte-Colombe (69189), Rhône, 1 975 habitants".
pub(crate) fn place_words(code: &str) -> String {
    let all = Referential::embedded();
    if let Some(commune) = all.commune(code) {
        let mut words = vec![format!("{} ({code})", commune.name().plain())];
        words.extend(all.department(commune.department()).map(|found| found.name().plain()));
        words.extend(
            commune
                .population()
                .map(|found| french::count(found.count, "habitant", "habitants")),
        );
        return words.join(", ");
    }
    if let Some(found) = all.intercommunality(code) {
        let communes = french::count(found.communes(), "commune", "communes");
        let mut departments: Vec<&str> = all.members(code).map(|commune| commune.department()).collect();
        departments.dedup();
        let departments = departments
            .iter()
            .filter_map(|code| all.department(code))
            .map(|found| found.name().plain());
        return format!(
            "{} ({code}), {}, {communes}",
            found.name(),
            departments.collect::<Vec<_>>().join(", ")
        );
    }
    all.department(code).map_or_else(
        || code.to_owned(),
        |found| format!("Département {} ({code})", found.name().of()),
    )
}

#[cfg(test)]
mod tests {
    use OrganisationKind::{Commune, Department, Intercommunality};

    use super::*;

    fn typed(lieu: &str, code: &str) -> Typed {
        Typed {
            lieu: lieu.to_owned(),
            code: code.to_owned(),
        }
    }

    #[test]
    fn an_answer_is_a_code_of_the_referential_or_none() {
        assert_eq!(chosen(Commune, &typed("13071", "")), Ok(Some("13071".to_owned())));
        assert_eq!(chosen(Commune, &typed("autre", " 2a004 ")), Ok(Some("2A004".to_owned())));
        assert_eq!(
            chosen(Commune, &typed("", "13106")),
            Ok(Some("13106".to_owned())),
            "without a click"
        );
        assert_eq!(
            chosen(Commune, &typed("autre", "01018")),
            Ok(Some("01033".to_owned())),
            "a code that ceased"
        );
        assert_eq!(chosen(Commune, &typed("aucun", "13071")), Ok(None));
        assert_eq!(
            chosen(Intercommunality, &typed("200054807", "")),
            Ok(Some("200054807".to_owned()))
        );
        assert_eq!(chosen(Department, &typed("autre", "13")), Ok(Some("13".to_owned())));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let field = |lieu: &str, code: &str| chosen(Commune, &typed(lieu, code)).err().map(|(field, _)| field);
        assert_eq!(field("", ""), Some("lieu"));
        assert_eq!(field("autre", " "), Some("code"));
        assert_eq!(field("autre", "99999"), Some("code"));
        assert_eq!(field("200054807", ""), Some("code"), "not a commune");
        let said = chosen(Commune, &typed("autre", "20424")).err().map(|(_, sentence)| sentence);
        assert!(said.is_some_and(|said| said.contains("20424")));
    }

    #[test]
    fn a_place_is_told_with_what_tells_it_apart() {
        assert!(place_words("69189").starts_with("Sainte-Colombe (69189), Rhône, "));
        assert!(place_words("200054807").contains("92\u{a0}communes"));
        assert_eq!(place_words("13"), "Département des Bouches-du-Rhône (13)");
    }
}
