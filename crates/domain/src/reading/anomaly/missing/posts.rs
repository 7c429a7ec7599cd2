//! A post of the cooperation scheme has no time, while others have theirs.

use crate::reading::PostRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Low,
    name: "Poste sans temps de travail",
    why: "La Caf finance des équivalents temps plein : un poste sans temps ne peut pas être financé.",
    remedy: "Dire quelle part de temps plein le poste représente.",
    shows: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 1 ETP\nCoopération enfance\nCoopération jeunesse 0,5 ETP\nCoopération parentalité 0,5 ETP\n\nBRÉVAL\n\nChargées de coopération : 1 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 0,5 ETP\n",
    spares: "Annexe 1 : Schéma de coopération\n\nVALMONT\n\nChargées de coopération : 1 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 0,5 ETP\nCoopération parentalité 0,5 ETP\n\nBRÉVAL\n\nChargées de coopération : 1 ETP\nCoopération enfance 0,5 ETP\nCoopération jeunesse 0,5 ETP\n",
    reads_amendments: false,
    find,
};

fn same(a: &PostRead, b: &PostRead) -> bool {
    a.party.as_ref().map(|party| &party.value) == b.party.as_ref().map(|party| &party.value)
}

/// A referent of the Caf is no post of the scheme; the only post below a sum has the time of that sum.
fn financed(ground: &Ground<'_>, post: &PostRead) -> bool {
    let alone = |total: &PostRead| {
        let own = |other: &&PostRead| !other.is_total && same(other, total);
        total.is_total
            && total.party.is_some()
            && same(post, total)
            && ground.reading.scheme.posts.iter().filter(own).count() == 1
    };
    let referent = crate::reading::coverage::plain(&post.title.value).starts_with("referent");
    !referent && !ground.reading.scheme.posts.iter().any(alone)
}

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let (with, without): (Vec<&PostRead>, Vec<&PostRead>) = ground
        .reading
        .scheme
        .posts
        .iter()
        .filter(|post| !post.is_total && financed(ground, post))
        .partition(|post| post.fte_hundredths.is_some());
    let Some(shown) = with.first().filter(|_| with.len() >= without.len()) else {
        return Vec::new();
    };
    let told = without.into_iter().map(|post| {
        let reason = format!(
            "Le poste «\u{a0}{}\u{a0}» n’a pas de temps de travail, alors que d’autres en ont un.",
            post.title.value
        );
        Hit::at(quoted(&post.title), reason).and(ground.quote(shown.lines.first().unwrap_or_default()))
    });
    told.collect()
}
