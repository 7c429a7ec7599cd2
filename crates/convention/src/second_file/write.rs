//! What was chosen, written in one transaction: the corrections of the reading, what is kept aside for an amendment, and the report.
//!
//! Nothing is written when the reading is another one by now, nor when one of the corrections does not hold.

use domain::amendment::{AmendmentProposed, ProposalCause, Proposed};
use domain::comparison::{Choice, SecondFileCompared};
use domain::ids::{ComparisonId, ConventionId, ProposalId};
use domain::reading::Reading;
use files::comparison::{Difference, Part, taken};
use store::Sequence;
use web::failure::Failure;
use web::visit::Visit;

use super::report::Report;
use super::{MOST_GROUPS, Understood};
use crate::reading_versions::{Bench, NotMade};
use crate::tables::Tables;

/// The places that a comparison corrects, those that others refer to before them.
const LISTS: [&str; 6] = ["/parties", "/perimeter", "/nodes", "/themes", "/actions", "/articles"];

/// Writes all of it, or nothing; the ordinal of the comparison.
pub(super) async fn write(visit: &mut Visit, convention: ConventionId, understood: &Understood) -> Result<i64, NotMade> {
    let digest = understood.draft.digest().ok_or(Failure::NotFound)?;
    let misread = chosen(understood, Choice::Misread);
    let reading = taken(
        &understood.here,
        &understood.second,
        &understood.draft.said,
        misread.iter().copied(),
    );
    let mut bench = Bench::open(visit, convention).await?;
    bench.stands(understood.before)?;
    let places: Vec<&str> = of_the_agreement(&understood.here, &reading)
        .into_iter()
        .chain(LISTS)
        .collect();
    let reason = format!("Comparaison avec le fichier «\u{a0}{}\u{a0}»", understood.draft.name);
    let corrections = bench.corrections(visit, &reading, &places, &reason).await?;
    let ordinal = bench.tx.allocate(Sequence::Convention(convention, "comparison")).await?;
    let mut proposals = Vec::new();
    for difference in chosen(understood, Choice::Reworded) {
        let number = bench.tx.allocate(Sequence::Convention(convention, "proposal")).await?;
        proposals.push(proposal(visit, (convention, number), understood, difference));
    }
    let report = Report::of(understood);
    let fact = SecondFileCompared {
        comparison: ComparisonId { convention, ordinal },
        name: understood.draft.name.clone(),
        digest,
        before: understood.before,
        differences: report.total(),
        corrected: report.done(Choice::Misread),
        proposals,
        report: report.written(),
    };
    let mut corrections = corrections.into_iter();
    let tx = match corrections.next() {
        None => bench.tx.record::<Tables, _>(&fact).await?,
        Some(first) => {
            let mut tx = bench.tx.record::<Tables, _>(&first).await?;
            for correction in corrections {
                tx = tx.record::<Tables, _>(&correction).await?;
            }
            tx.record::<Tables, _>(&fact).await?
        }
    };
    tx.commit().await?;
    Ok(ordinal)
}

/// The differences of which this was chosen and can be done.
fn chosen(understood: &Understood, choice: Choice) -> Vec<&Difference> {
    let groups = understood.groups.iter().take(MOST_GROUPS);
    let groups = groups.filter(|group| understood.choice(group) == choice);
    let differences = groups.flat_map(|group| understood.differences(group));
    differences.filter(|one| Understood::does(choice, one)).collect()
}

/// What is said once of a convention, in an order in which its two days follow each other at each step.
fn of_the_agreement(before: &Reading, after: &Reading) -> [&'static str; 4] {
    let (start, end) = (&after.agreement.start, &before.agreement.end);
    let later = matches!((start, end), (Some(start), Some(end)) if start.value > end.value);
    if later {
        [
            "/convention/title",
            "/convention/kind",
            "/convention/end",
            "/convention/start",
        ]
    } else {
        [
            "/convention/title",
            "/convention/kind",
            "/convention/start",
            "/convention/end",
        ]
    }
}

/// What one difference would make the signed text say.
fn proposal(
    visit: &Visit,
    (convention, ordinal): (ConventionId, i64),
    understood: &Understood,
    difference: &Difference,
) -> AmendmentProposed {
    let lines = if difference.lines.is_empty() {
        String::new()
    } else {
        format!(", ligne {}", difference.lines)
    };
    let term = difference.term(&understood.here, convention);
    let says = difference.says.as_deref().unwrap_or("Rien\u{a0}: le fichier ne le dit pas.");
    AmendmentProposed {
        proposal: ProposalId { convention, ordinal },
        about: term.map_or_else(
            || value(understood, difference),
            |(action, field)| Proposed::Term(action, field),
        ),
        cause: ProposalCause::Changes,
        signed: difference.was.clone().unwrap_or_default(),
        wanted: says.to_owned(),
        why: format!("Rédaction du fichier «\u{a0}{}\u{a0}»{lines}", understood.draft.name),
        organisation: match visit.viewer {
            domain::access::Viewer::Mandate(mandated) => Some(mandated.organisation),
            _ => None,
        },
        at: visit.now,
    }
}

/// What differs, but for the terms of actions: named by its element and by what is said of it.
fn value(understood: &Understood, difference: &Difference) -> Proposed {
    let actions = difference.here.filter(|_| difference.part == Part::Actions);
    Proposed::Value {
        action: actions.map(|index| understood.here.action_ordinal(index)),
        place: format!(
            "/{}/{}/{}",
            root(difference.part),
            difference.element(),
            difference.aspect.code()
        ),
        words: format!("{}, {}", difference.called, difference.aspect.french()),
    }
}

/// Why nothing was written, and what to do.
pub(super) fn sentence(not_made: &NotMade) -> String {
    use files::correction::NotCorrected::Meanwhile;
    match not_made {
        NotMade::Impossible(sentence) => {
            format!("{sentence} Rien n’est écrit\u{a0}: ne gardez pas du fichier ce qui ne va pas ensemble.")
        }
        NotMade::Refused(Meanwhile(_)) | NotMade::Moved | NotMade::Undone | NotMade::Numbered | NotMade::Failed(_) => {
            "La lecture a changé depuis que vous avez ouvert cette page\u{a0}: rien n’est écrit, vos choix sont gardés. Relisez, puis \
             confirmez."
                .to_owned()
        }
        NotMade::Refused(refused) => format!("Rien n’est écrit. {refused}"),
    }
}

/// The list of the reading of which a difference is.
const fn root(part: Part) -> &'static str {
    match part {
        Part::Agreement => "convention",
        Part::Parties => "parties",
        Part::Perimeter => "perimeter",
        Part::Framework => "nodes",
        Part::Themes => "themes",
        Part::Actions => "actions",
        Part::Articles => "articles",
        Part::Facilities => "facilities",
        Part::Bodies => "bodies",
    }
}
