//! What the real convention leaves to be answered, compared with a list written by hand from its text.

use crate::example;
use domain::reading::{OpenQuestion, QuestionKind, Reading, open_questions};

fn shown(reading: &Reading, question: &OpenQuestion) -> String {
    let by: Vec<String> = question.answered_by.iter().map(|by| by.french(reading)).collect();
    let place = question
        .place
        .as_ref()
        .map_or("-".to_owned(), domain::reading::TextPlace::french);
    let what = question.what.replace('\u{a0}', " ");
    let line = question.lines.first().map_or("-".to_owned(), |line| line.to_string());
    format!("{line} [{place}] {what} ({})\n", by.join(", "))
}

const QUESTIONS: &str = "\
60 [-] La délibération jointe pour Les Pennes-Mirabeau ne porte ni date ni numéro. (Conseil municipal (Les Pennes-Mirabeau))
196 [Annexe 3] Aucun montant n’accompagne les moyens financiers des actions 3, 4, 14, 15, 16, 22, 23 et 24. (Les Pennes-Mirabeau, Septèmes-les-Vallons)
417 [Annexe 3] Les thématiques, les moyens et le financement des actions 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 20 et 21 ne sont pas donnés. (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
474 [Annexe 3] La marque « X » ne dit pas quelle commune agit chaque année (actions 1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 16, 17, 18, 20, 21, 22 et 24). (Les Pennes-Mirabeau, Septèmes-les-Vallons)
478 [Annexe 3] La marque « xx » ne dit pas quelle commune agit chaque année (action 5). (Les Pennes-Mirabeau, Septèmes-les-Vallons)
534 [Annexe 4] La convention ne dit pas qui préside l’instance « Comité technique ». (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
550 [Annexe 4] La convention ne dit pas qui préside l’instance « Groupe projet ». (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
550 [Annexe 4] La convention ne dit pas à quel rythme se réunit l’instance « Groupe projet ». (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
586 [Annexe 6] Le temps de travail du poste « Coopération Chef de projet » n’est pas donné pour Septèmes-les-Vallons. (Septèmes-les-Vallons)
591 [Annexe 6] Le temps de travail du poste « Référent CAF » n’est pas donné. (Caf des Bouches-du-Rhône)
598 [Annexe 6] La convention laisse à régler : « Temporalité : Le pilotage global est assuré par alternance entre les deux communes (année à déterminer lors de la première instance de coopération) ». (lors de la première instance de coopération, Les Pennes-Mirabeau, Septèmes-les-Vallons)
625 [Annexe 6] Les 4 actions mutualisées ne sont pas nommées. (lors de la première instance de coopération, Les Pennes-Mirabeau, Septèmes-les-Vallons)
690 [Annexe 1] L’annexe 1 (« Diagnostic territorial ») est annoncée et n’est pas jointe. (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
691 [Annexe 2] La liste des équipements et services n’est pas donnée pour Septèmes-les-Vallons. (Septèmes-les-Vallons)
694 [Annexe 5] La délibération n’est pas jointe pour Septèmes-les-Vallons. (Conseil municipal (Septèmes-les-Vallons))
836 [Article 5] L’article 5 parle d’un montant, et la convention ne le donne pas. (Caf des Bouches-du-Rhône)
910 [Article 9] L’article 9 demande des indicateurs d’évaluation, et la convention n’en donne aucun. (Groupe projet)
960 [-] Le jour de la signature n’est pas écrit : le texte dit seulement « décembre 2022 ». (Caf des Bouches-du-Rhône, Les Pennes-Mirabeau, Septèmes-les-Vallons)
";

#[test]
fn each_question_says_what_where_and_who_can_answer() {
    let reading = example::import().reading;
    let asked = open_questions(&reading);
    let said: String = asked.iter().map(|question| shown(&reading, question)).collect();
    assert_eq!(said, QUESTIONS);
    assert!(
        asked
            .iter()
            .all(|question| !question.lines.is_empty() && !question.quote.is_empty())
    );
}

#[test]
fn what_is_answered_is_no_longer_asked() {
    let mut reading = example::import().reading;
    let asks = |reading: &Reading, kind: QuestionKind| {
        open_questions(reading)
            .iter()
            .filter(|question| question.kind == kind)
            .count()
    };
    for action in &mut reading.actions {
        for track in &mut action.tracks {
            track.communes = vec![domain::reading::Key("p2".to_owned())];
        }
    }
    assert_eq!(asks(&reading, QuestionKind::Marks), 0);
    reading.scheme.statements.clear();
    assert_eq!(asks(&reading, QuestionKind::Pooled), 0);
    assert_eq!(asks(&reading, QuestionKind::LeftOpen), 2, "the sentence still leaves it open");
    reading.left_open.clear();
    reading.deliberations.clear();
    assert_eq!(asks(&reading, QuestionKind::Vote), 0);
    assert_eq!(
        asks(&reading, QuestionKind::Annex),
        2,
        "the annex of the votes is asked whole"
    );
    let nothing = Reading::nothing_of(reading.source);
    assert!(open_questions(&nothing).is_empty());
}

#[test]
fn kinds_have_their_words() {
    for kind in QuestionKind::ALL {
        assert_eq!(QuestionKind::from_code(kind.code()), Some(kind));
        assert!(!kind.french().is_empty());
    }
}
