//! What is said of one écart or of several at once: kept whole or not at all, after what its author had read.
//!
//! Whoever settles an écart that someone else settled meanwhile is shown what was said, and loses nothing of what was typed.

use domain::access::verbs::SettleAnomalies;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::settlement::{AnomaliesSettled, AnomalyKey, SettledAnomaly, Settlement, SettlementState};
use domain::time::Day;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::anomaly_filter::Typed;
use crate::anomaly_undo::{Lot, undo};
use crate::register::{Register, register};
use crate::tables::Tables;
use crate::words::refusal;
use crate::{anomaly_list, anomaly_show};

/// The form, as typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct TypedSettlement {
    /// Each écart with the version that its reader saw: `3f….0`.
    pub(crate) ecarts: Vec<String>,
    pub(crate) geste: String,
    pub(crate) dit: String,
    pub(crate) instance: String,
    pub(crate) jour: String,
    pub(crate) confie: String,
    pub(crate) pour: String,
    /// The answers that are taken back.
    lot: String,
    /// Whether it was sent from the page of one écart.
    pub(crate) alone: bool,
}

impl TypedSettlement {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "ecart" => typed.ecarts.push(value),
                "geste" => typed.geste = value,
                "dit" => typed.dit = value,
                "instance" => typed.instance = value,
                "jour" => typed.jour = value,
                "confie" => typed.confie = value,
                "pour" => typed.pour = value,
                "lot" => typed.lot = value,
                "seul" => typed.alone = true,
                _ => {}
            }
        }
        typed
    }

    /// Whether an écart is among those that were ticked.
    pub(crate) fn is_ticked(&self, key: &AnomalyKey) -> bool {
        let key = key.to_string();
        self.ecarts
            .iter()
            .any(|ticked| ticked.split('.').next() == Some(key.as_str()))
    }

    /// The écarts with the versions seen, each once; nothing when one of them is no écart.
    fn keys(&self) -> Option<Vec<(AnomalyKey, i64)>> {
        let mut keys: Vec<(AnomalyKey, i64)> = Vec::new();
        for ticked in &self.ecarts {
            let (key, version) = ticked.split_once('.')?;
            let key = AnomalyKey::from_hex(key)?;
            let version = version.parse().ok().filter(|version| *version >= 0)?;
            // An écart that stands under two headings is ticked twice.
            if keys.iter().all(|(other, _)| *other != key) {
                keys.push((key, version));
            }
        }
        Some(keys)
    }

    /// What is said, or what is wrong with it.
    fn settlement(&self, today: Day) -> Result<Settlement, Errors> {
        let mut errors = Errors::none();
        let text = |typed: &str| Some(typed.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
        let state = SettlementState::from_code(&self.geste);
        if state.is_none() {
            errors.add("geste", "Choisissez une réponse dans la liste.");
        }
        let settlement = Settlement {
            state: state.unwrap_or_default(),
            words: self.dit.trim().to_owned(),
            body: text(&self.instance),
            day: errors.day("jour", &self.jour),
            owner: text(&self.confie),
            due: errors.day("pour", &self.pour),
        }
        .kept();
        if errors.is_empty()
            && let Err(why) = settlement.check(today)
        {
            let (field, sentence) = refusal(why);
            errors.add(field, sentence);
        }
        if errors.is_empty() { Ok(settlement) } else { Err(errors) }
    }
}

const NOTHING_TICKED: &str = "Cochez au moins un écart\u{a0}: rien n’a été enregistré.";

const MEANWHILE: &str = "Quelqu’un d’autre vient de répondre à l’un de ces écarts\u{a0}: rien n’a été enregistré. Lisez sa réponse, puis \
     enregistrez la vôtre si elle tient toujours\u{a0}: elle s’ajoutera à la sienne.";

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let (typed, filtered) = (TypedSettlement::of(visit.form()?), visit.query::<Typed>()?);
    if typed.geste == "annuler" {
        return undo(visit, &typed.lot, filtered).await;
    }
    let errors = match typed.settlement(visit.today) {
        Ok(settlement) => match settle(&mut visit, convention, &typed, settlement).await? {
            Ok(count) => return Ok(settled(&visit, convention, (&typed, &filtered), count)),
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    again(&mut visit, (typed, filtered), errors).await
}

/// Keeps it, and says of how many.
async fn settle(
    visit: &mut Visit,
    convention: ConventionId,
    typed: &TypedSettlement,
    settlement: Settlement,
) -> Result<Result<usize, Errors>, Failure> {
    let keys = typed.keys().ok_or(Failure::NotFound)?;
    if keys.is_empty() {
        return Ok(Err(Errors::whole(NOTHING_TICKED)));
    }
    let register = register(visit, convention).await?;
    let anomalies = chosen(&register, &keys).ok_or(Failure::NotFound)?;
    if anomalies.iter().any(|(settled, version)| settled.seen != *version) {
        return Ok(Err(Errors::whole(MEANWHILE)));
    }
    let anomalies = anomalies.into_iter().map(|(settled, _)| settled).collect();
    let fact = AnomaliesSettled {
        convention,
        anomalies,
        settlement,
        by: visit.signature(),
        at: visit.now,
    };
    let tx = visit.begin::<SettleAnomalies>(convention).await?;
    let kept = match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(Ok(keys.len())),
        Err(StoreError::Conflict) => Ok(Err(Errors::whole(MEANWHILE))),
        Err(error) => Err(error.into()),
    }
}

/// The écarts of these keys with how many times each was settled, when all of them are in the register of this reader.
fn chosen(register: &Register, keys: &[(AnomalyKey, i64)]) -> Option<Vec<(SettledAnomaly, i64)>> {
    let one = |(key, seen): &(AnomalyKey, i64)| {
        let entry = register.entries.iter().find(|entry| entry.found.key == *key)?;
        let settled = SettledAnomaly {
            key: *key,
            sentence: entry.found.sentence.clone(),
            seen: *seen,
        };
        Some((settled, entry.version()))
    };
    keys.iter().map(one).collect()
}

/// Back to the écart, or to the list as it was filtered.
fn settled(visit: &Visit, convention: ConventionId, (typed, filtered): (&TypedSettlement, &Typed), count: usize) -> Answer {
    let lot = Lot::told(visit.now);
    let first = typed.ecarts.first().and_then(|ticked| ticked.split('.').next());
    if let Some(key) = first.filter(|_| typed.alone) {
        let pairs = [("cle", key), ("note", "1"), ("lot", lot.as_str())];
        return Answer::see_other_with(Target::Desk(DeskPlace::Anomaly(convention)), &pairs);
    }
    filtered.back(convention, ("note", &count.to_string()), Some(&lot))
}

/// The page from which it was sent, as it was filtered, with what was typed.
pub(crate) async fn again(
    visit: &mut Visit,
    (typed, filtered): (TypedSettlement, Typed),
    errors: Errors,
) -> Result<Answer, Failure> {
    let first = typed.keys().and_then(|keys| keys.first().copied());
    if let Some((key, _)) = first.filter(|_| typed.alone) {
        let page = anomaly_show::page(visit, key, typed, errors).await?;
        return Err(visit.invalid(&page));
    }
    let page = anomaly_list::page(visit, filtered, typed, errors).await?;
    Err(visit.invalid(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> TypedSettlement {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        TypedSettlement::of(pairs.iter().map(owned).collect())
    }

    fn today() -> Day {
        Day::new(2026, 12, 1).expect("a day")
    }

    #[test]
    fn an_ecart_ticked_under_two_headings_is_settled_once() {
        let key = AnomalyKey::of("action_count", "25 fiches", None);
        let ticked = format!("{key}.2");
        let typed = typed(&[("ecart", &ticked), ("ecart", &ticked)]);
        assert_eq!(typed.keys(), Some(vec![(key, 2)]));
        assert!(typed.is_ticked(&key));
        for wrong in ["", "25.1", "x.0", &format!("{key}.-1"), &key.to_string()] {
            let wrong = TypedSettlement {
                ecarts: vec![wrong.to_owned()],
                ..TypedSettlement::default()
            };
            assert_eq!(wrong.keys(), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_the_state_does_not_speak_of_is_left_out() {
        let said = typed(&[
            ("geste", "explained"),
            ("dit", " Une fiche a été retirée "),
            ("instance", "Copil"),
            ("confie", "Valmont"),
        ]);
        let said = said.settlement(today()).expect("complete");
        assert_eq!(
            (said.words.as_str(), said.body, said.owner),
            ("Une fiche a été retirée", None, None)
        );
    }

    #[test]
    fn what_is_missing_is_said_where_it_is() {
        for (pairs, field) in [
            (vec![("geste", "")], "geste"),
            (vec![("geste", "closed")], "dit"),
            (vec![("geste", "decided"), ("dit", "x")], "instance"),
            (vec![("geste", "decided"), ("dit", "x"), ("instance", "Copil")], "jour"),
            (
                vec![
                    ("geste", "decided"),
                    ("dit", "x"),
                    ("instance", "Copil"),
                    ("jour", "2026-12-02"),
                ],
                "jour",
            ),
            (vec![("geste", "open"), ("pour", "2026-12-02")], "confie"),
            (vec![("geste", "open"), ("pour", "bientôt")], "pour"),
        ] {
            let errors = typed(&pairs).settlement(today()).expect_err("refused");
            assert!(errors.has(field), "{pairs:?}: {errors:?}");
        }
    }
}
