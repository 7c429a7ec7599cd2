//! The last item of a list ends as if another followed.

use crate::reading::anomaly::ground::{Ground, Kind};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Liste qui s’arrête sur une virgule",
    why: "Un engagement a pu être perdu à la copie.",
    remedy: "Vérifier avec le fichier d’origine.",
    shows: "Article 2 : Objet\n\nLes communes veulent :\n\n- soutenir les initiatives associatives ;\n- favoriser l’exercice de la citoyenneté,\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    spares: "Article 2 : Objet\n\nLes communes veulent :\n\n- soutenir les initiatives associatives ;\n- favoriser l’exercice de la citoyenneté.\n\nArticle 3 : Recours\n\nLe tribunal administratif de Vauxelle est compétent.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for pair in ground.passages.windows(2) {
        let (last, next) = (&pair[0], &pair[1]);
        if last.kind != Kind::Item || !last.closes || !last.text.ends_with(',') {
            continue;
        }
        if ground
            .reading
            .articles
            .iter()
            .any(|article| article.title.lines.holds(next.line()))
        {
            let reason = "La dernière ligne de la liste finit comme si une autre suivait.";
            found.push(Hit::at(last.quote_at(last.plain.len()), reason).and(next.quote()));
        }
    }
    found
}
