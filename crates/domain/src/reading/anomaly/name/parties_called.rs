//! Those who sign are called by a word that elsewhere means others.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Partenaires : parties ou tiers",
    why: "Ce à quoi s’engagent « les partenaires » oblige les signataires, ou des tiers qui n’ont rien signé.",
    remedy: "Écrire « les parties » pour les signataires, et garder « partenaires » pour les autres.",
    shows: "Article 2 : Engagements des partenaires\n\nLa Caf et les communes s’engagent à mettre en œuvre les moyens nécessaires.\n\nArticle 3 : Gouvernance\n\nDes partenaires ressources pourront participer aux instances à titre consultatif.\n",
    spares: "Article 2 : Engagements des parties\n\nLa Caf et les communes s’engagent à mettre en œuvre les moyens nécessaires.\n\nArticle 3 : Gouvernance\n\nDes partenaires ressources pourront participer aux instances à titre consultatif.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let titled = ground.reading.articles.iter().find(|article| {
        let title = plain(&article.title.value);
        title.contains("engagement") && title.contains("partenaires")
    });
    let others = ground.agreed().find(|passage| {
        passage.says(&[
            "partenaires ressources",
            "partenaires habituels",
            "partenaires exterieurs",
            "partenaires associes",
            "partenaires invites",
        ])
    });
    let (Some(article), Some(others)) = (titled, others) else {
        return Vec::new();
    };
    let reason =
        "Les signataires sont appelés «\u{a0}partenaires\u{a0}» ici, et le mot désigne ailleurs ceux qui ne signent pas.";
    vec![Hit::at(quoted(&article.title), reason).and(others.quote())]
}
