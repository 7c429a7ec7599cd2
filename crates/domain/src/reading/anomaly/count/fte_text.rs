//! An article counts posts, and the scheme has another sum.

use super::fte::decimal;
use crate::reading::PostRead;
use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Temps de travail annoncé",
    why: "La Caf finance des équivalents temps plein : l’article et le schéma ne promettent pas le même.",
    remedy: "Dire lequel des deux est juste.",
    shows: "Article 2 : Moyens\n\nLes postes de coopération représentent 2,5 équivalents temps plein.\n\nAnnexe 1 : Schéma de coopération\n\nVALMONT\n\nChargée de coopération enfance : 1 ETP\n\nBRÉVAL\n\nChargée de coopération jeunesse : 1 ETP\n",
    spares: "Article 2 : Moyens\n\nLes postes de coopération représentent 2 équivalents temps plein.\n\nAnnexe 1 : Schéma de coopération\n\nVALMONT\n\nChargée de coopération enfance : 1 ETP\n\nBRÉVAL\n\nChargée de coopération jeunesse : 1 ETP\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let posts: Vec<&PostRead> = ground.reading.scheme.posts.iter().filter(|post| !post.is_total).collect();
    let sum: Option<u32> = posts
        .iter()
        .map(|post| post.fte_hundredths.as_ref().map(|fte| fte.value))
        .sum();
    let (Some(sum), Some(last)) = (sum.filter(|_| posts.len() > 1), posts.last()) else {
        return Vec::new();
    };
    let articles = ground.agreed().filter(|passage| ground.article_at(passage.line()).is_some());
    let told = articles.filter_map(|passage| {
        let announced = announced(passage)?;
        let near = announced.abs_diff(sum) <= 100 && announced >= 150 && announced != sum;
        near.then(|| {
            let reason = format!(
                "L’article annonce {} ETP et les postes énumérés en font {}.",
                decimal(announced),
                decimal(sum)
            );
            Hit::at(passage.quote(), reason).and(quoted(&last.title))
        })
    });
    told.take(1).collect()
}

/// "3,5 équivalents temps plein", in hundredths.
fn announced(passage: &Passage) -> Option<u32> {
    let at = ["equivalents temps plein", "equivalent temps plein", " etp"]
        .iter()
        .find_map(|words| passage.plain.find(words))?;
    let before = passage.plain[..at].trim_end();
    let figures = before.rsplit(' ').next()?;
    let (whole, part) = figures.split_once([',', '.']).unwrap_or((figures, ""));
    let part = format!("{part:0<2}");
    Some(whole.parse::<u32>().ok()? * 100 + part.get(..2)?.parse::<u32>().ok()?)
}
