//! The duration said in years is not that of the two days.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::High,
    name: "Durée qui ne fait pas le compte",
    why: "On ne sait pas quand la convention finit, ni donc jusqu’à quand elle est financée.",
    remedy: "Corriger la durée ou le dernier jour par avenant.",
    shows: "Article 2 : Suivi\n\nLa présente convention est conclue pour une durée de quatre ans.\n",
    spares: "Article 2 : Suivi\n\nLa présente convention est conclue pour une durée de cinq ans. Les archives sont gardées pour une durée de dix ans.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let (Some(start), Some(end)) = (&agreement.start, &agreement.end) else {
        return Vec::new();
    };
    let months = i32::from(end.value.year() - start.value.year()) * 12 + i32::from(end.value.month())
        - i32::from(start.value.month())
        + 1;
    let said = ground.agreed().filter(|passage| {
        passage.plain.contains("duree de ")
            && passage.says(&[
                "presente convention",
                "convention est conclue",
                "est conclue",
                "ctg est conclue",
            ])
    });
    let told = said.filter_map(|passage| {
        let at = passage.plain.find("duree de ")? + "duree de ".len();
        let words = crate::reading::anomaly::ground::words(&passage.plain[at..]);
        let number = counted(&words).into_iter().next().filter(|number| number.at == 0)?;
        let years = matches!(*words.get(number.next)?, "ans" | "annees").then_some(number.value)?;
        let announced = i32::try_from(years).ok()? * 12;
        // A month more or less is that of a first or of a last day.
        ((announced - months).abs() > 1).then(|| {
            let reason = format!(
                "La durée est de {years} ans ici, et le texte va de {} à {}.",
                start.value.year(),
                end.value.year()
            );
            Hit::at(passage.quote(), reason).and(ground.quote(end.lines.first().unwrap_or_default()))
        })
    });
    told.take(2).collect()
}
