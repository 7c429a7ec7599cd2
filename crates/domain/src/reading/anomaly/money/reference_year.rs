//! A sum is that of "N-1", and nothing says which year N is.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::High,
    name: "Année de référence non dite",
    why: "Le montant garanti dépend de l’année retenue : sans elle, il peut changer du simple au double.",
    remedy: "Écrire l’année de référence, commune par commune.",
    shows: "Article 2 : Financement\n\nLa Caf s’engage à conserver le montant des financements de N-1.\n",
    spares: "Article 2 : Financement\n\nLa Caf s’engage à conserver le montant des financements de N-1, soit 2022.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let uses: Vec<(&Passage, usize)> = ground
        .agreed()
        .filter_map(|passage| Some((passage, place(passage)?)))
        .collect();
    let Some((first, at)) = uses
        .iter()
        .find(|(passage, _)| passage.says(&["montant", "financement", "subvention", "bonus"]))
    else {
        return Vec::new();
    };
    let defined = ground
        .passages
        .iter()
        .any(|passage| passage.says(&[" n est l'annee", "annee n est ", "n = 20", "n designe", "n correspond a"]));
    let said = first.plain[*at..].contains("20") || first.says(&["soit l'annee", "soit 20"]);
    if defined || said {
        return Vec::new();
    }
    let other = uses.iter().find(|(passage, _)| passage.line() != first.line());
    let reason = "Le montant est celui d’une année de référence, et le texte ne dit pas laquelle.";
    vec![Hit::at(first.quote(), reason).and(other.map(|(passage, _)| passage.quote()))]
}

fn place(passage: &Passage) -> Option<usize> {
    let year = passage
        .plain
        .find("l'annee de reference")
        .filter(|_| !passage.plain.contains("20"));
    let at = passage.plain.find("n-1").or_else(|| passage.plain.find("n - 1")).or(year)?;
    let begins = at == 0 || !passage.plain[..at].ends_with(char::is_alphanumeric);
    (begins || year.is_some()).then_some(at)
}
