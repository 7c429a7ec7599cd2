//! A list says where to send something for one party, and does not say it for another.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Low,
    name: "Adresse donnée pour l’un et non pour l’autre",
    why: "Un envoi dû sans adresse finit chez personne, et le délai court quand même.",
    remedy: "Compléter par l’adresse ou par la fonction de qui reçoit.",
    shows: "Article 2 : Communication\n\nLe carton d’invitation est envoyé :\n\n- Pour la Caf, à l’adresse suivante : communication@vauxelle.example\n- Pour les communes, cette proposition sera envoyée aux référents\n",
    spares: "Article 2 : Communication\n\nLe carton d’invitation est envoyé :\n\n- Pour la Caf, à l’adresse suivante : communication@vauxelle.example\n- Pour les communes, à l’adresse : mairie@valmont.example\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    let items: Vec<&Passage> = ground.passages.iter().collect();
    for pair in items.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        let to = |passage: &Passage| passage.kind == Kind::Item && passage.plain.starts_with("pour ");
        if to(first) && to(second) && first.text.contains('@') && sends(second) && !second.text.contains('@') {
            let reason = "Le texte donne une adresse d’envoi pour l’un et n’en donne pas pour l’autre.";
            found.push(Hit::at(first.quote(), reason).and(second.quote()));
        }
    }
    found
}

fn sends(passage: &Passage) -> bool {
    passage.says(&["envoy", "adress", "transm"])
}
