//! Proposing that the signed text say something else of an action. Nothing signed changes: the proposal is kept aside for an
//! amendment. A change of a term that is sent to the follow-up is refused here, with the text that was typed.

use askama::Template;
use domain::access::verbs::ProposeAmendment;
use domain::amendment::{AmendmentProposed, LONGEST_PROPOSAL, ProposalCause, Proposed, TermField};
use domain::ids::{ActionId, ConventionId, ProposalId};
use domain::places::Target;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::lanes::year_spans;
use crate::outline::heading;
use crate::roster::Roster;
use crate::rows::{ActionRow, Actions, MarkRow, Marks, NodeRow, Nodes, Tie};
use crate::tables::Tables;

/// What is said to whoever sends another text for a term.
const GUARDED: &str = "Ce que vous avez changé est signé\u{a0}: seul un avenant le change. Votre texte est gardé ci-dessous\u{a0}: dites \
     pourquoi, et proposez-le.";

/// The fields of a form that would change a term, and the term.
const TERMS: [(&str, TermField); 6] = [
    ("titre", TermField::Title),
    ("rattachement", TermField::Node),
    ("thematiques", TermField::Themes),
    ("pilotes", TermField::Pilots),
    ("porteurs", TermField::Bearers),
    ("annees", TermField::Years),
];

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    champ: String,
    voulu: String,
    pourquoi: String,
}

#[derive(Template)]
#[template(path = "amendment_new.html")]
struct AmendmentNew {
    frame: Frame,
    action: ActionId,
    number: String,
    /// What the text says of each term.
    signed: Vec<(TermField, String)>,
    typed: Typed,
    errors: Errors,
}

impl AmendmentNew {
    fn is_chosen(&self, field: &TermField) -> bool {
        self.typed.champ == field.code()
    }

    fn address(&self) -> Target {
        Target::amend(self.action)
    }

    fn back(&self) -> Target {
        Target::Action(self.action)
    }

    fn all(&self) -> Target {
        Target::amendments(self.action.convention)
    }

    fn of(&self, field: TermField) -> &str {
        let found = self.signed.iter().find(|(own, _)| *own == field);
        found.map_or("", |(_, text)| text.as_str())
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let action = visit.action()?;
    let page = page(&mut visit, action, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let action = visit.action()?;
    let page = page(&mut visit, action, typed, Errors::none()).await?;
    let (field, errors) = check(&page.typed);
    let Some(field) = field.filter(|_| errors.is_empty()) else {
        return Err(visit.invalid(&AmendmentNew { errors, ..page }));
    };
    let mut tx = visit.begin::<ProposeAmendment>(action.convention).await?;
    let ordinal = tx.allocate(series(action.convention)).await?;
    let fact = AmendmentProposed {
        proposal: ProposalId {
            convention: action.convention,
            ordinal,
        },
        about: Proposed::Term(action, field),
        cause: ProposalCause::Changes,
        signed: page.of(field).to_owned(),
        wanted: page.typed.voulu.trim().to_owned(),
        why: page.typed.pourquoi.trim().to_owned(),
        organisation: visit.signature().organisation,
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::amendments(action.convention)))
}

/// The series of the ordinals of proposals.
pub(crate) const fn series(convention: ConventionId) -> Sequence {
    Sequence::Convention(convention, "proposal")
}

fn check(typed: &Typed) -> (Option<TermField>, Errors) {
    let mut errors = Errors::none();
    let field = TermField::from_code(&typed.champ);
    if field.is_none() {
        errors.add("champ", "Choisissez ce qui devrait changer.");
    }
    if typed.voulu.trim().is_empty() {
        errors.add("voulu", "Écrivez ce que le texte devrait dire.");
    }
    if typed.pourquoi.trim().is_empty() {
        errors.add(
            "pourquoi",
            "Dites pourquoi\u{a0}: les signataires le liront avant de décider.",
        );
    }
    for (name, text) in [("voulu", &typed.voulu), ("pourquoi", &typed.pourquoi)] {
        let letters = text.trim().chars().count();
        if letters > LONGEST_PROPOSAL {
            errors.add(
                name,
                format!(
                    "Ce texte compte {}\u{a0}caractères. Gardez-en {} au plus.",
                    web::french::number(i64::try_from(letters).unwrap_or(i64::MAX)),
                    web::french::number(4_000),
                ),
            );
        }
    }
    (field, errors)
}

/// The term that a form sent to the follow-up would change, with what was typed for it.
pub(crate) fn guarded(pairs: &[(String, String)]) -> Option<Typed> {
    let named = |(name, text): &(String, String)| {
        let (_, field) = TERMS.iter().find(|(term, _)| term == name)?;
        Some(Typed {
            champ: field.code().to_owned(),
            voulu: text.clone(),
            pourquoi: String::new(),
        })
    };
    pairs.iter().find_map(named)
}

/// The form of the proposal instead, with what was typed.
pub(crate) async fn instead(mut visit: Visit, action: ActionId, typed: Typed) -> Result<Answer, Failure> {
    let page = page(&mut visit, action, typed, Errors::whole(GUARDED)).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, action: ActionId, typed: Typed, errors: Errors) -> Result<AmendmentNew, Failure> {
    let convention = action.convention;
    let frame = visit.frame("Proposer une modification du texte signé").await?;
    let actions = visit.rows(Actions { convention }).await?;
    let row = actions
        .into_iter()
        .find(|row| row.ordinal == action.ordinal)
        .ok_or(Failure::NotFound)?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let roster = Roster::read(visit, convention).await?;
    let marks = visit.rows(Marks { convention }).await?;
    Ok(AmendmentNew {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .crumb(format!("Action {}", row.number), Target::Action(action))
            .called("Proposer une modification"),
        action,
        signed: TermField::ALL
            .map(|field| (field, signed_text(field, &row, &nodes, &roster, &marks)))
            .to_vec(),
        number: row.number,
        typed,
        errors,
    })
}

/// What the signed text says of a term; nothing when it is silent.
pub(crate) fn signed_text(
    field: TermField,
    action: &ActionRow,
    nodes: &[NodeRow],
    roster: &Roster,
    marks: &[MarkRow],
) -> String {
    match field {
        TermField::Title => action.title.clone(),
        TermField::Node => {
            let node = nodes.iter().find(|node| Some(node.ordinal) == action.node);
            node.map(heading).unwrap_or_default()
        }
        TermField::Themes => roster.names_of(action, Tie::Theme),
        TermField::Pilots => roster.names_of(action, Tie::Pilot),
        TermField::Bearers => roster.names_of(action, Tie::Bearer),
        TermField::Years => year_spans(marks, action.ordinal, &roster.orgs).join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_names_a_term_is_recognised() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let typed = guarded(&[pair("n", "15.2.1"), pair("annees", "2024-2026")]).expect("a term");
        assert_eq!((typed.champ.as_str(), typed.voulu.as_str()), ("years", "2024-2026"));
        assert!(guarded(&[pair("n", "15.2.1"), pair("etat", "done"), pair("avancement", "40")]).is_none());
    }

    #[test]
    fn a_proposal_says_what_and_why() {
        let (_, errors) = check(&Typed::default());
        assert!(errors.has("champ") && errors.has("voulu") && errors.has("pourquoi"));
        let (field, errors) = check(&Typed {
            champ: "pilots".to_owned(),
            voulu: "Caf".to_owned(),
            pourquoi: "x".repeat(LONGEST_PROPOSAL + 1),
        });
        assert_eq!(field, Some(TermField::Pilots));
        assert!(
            errors
                .of("pourquoi")
                .is_some_and(|said| said.starts_with("Ce texte compte 4\u{202f}001") || said.contains("4\u{a0}001"))
        );
    }
}
