//! Changes as people read them in the journal.

use super::*;

#[test]
fn what_a_report_says_is_told_in_words() {
    let names = Names::default();
    let told = report(
        Some("not_started"),
        "report 12, going, 40 %, no weather, by page, after 11",
        &names,
    );
    let (was, becomes) = (Status::NotStarted.french(), Status::Going.french());
    assert_eq!(told, Some(format!("État\u{a0}: {was} → {becomes}, 40\u{a0}%, météo retirée")));
    assert_eq!(report(Some("going"), "report 12, by page", &names), None);
}

#[test]
fn what_is_chained_of_a_campaign_or_a_milestone_is_told_in_words() {
    let names = Names::default();
    assert_eq!(
        written("due 2026-12-04, 3 actions, 1 recipients, asks status, 0 open questions, reminders every 7 days, 2 at most"),
        Some("Réponses attendues pour le 4\u{a0}déc.\u{a0}2026, 3\u{a0}actions, 1\u{a0}destinataire".to_owned())
    );
    assert_eq!(links("launched, 2 links"), Some("2\u{a0}liens de réponse".to_owned()));
    assert_eq!(
        links("reminder, 1 links"),
        Some("Relance\u{a0}: 1\u{a0}lien de réponse".to_owned())
    );
    assert_eq!(
        answered("answer 2 by link, correcting 3 4, reports 5 6"),
        Some("2\u{a0}mises à jour, corrige les mises à jour n°\u{a0}3 et 4".to_owned())
    );
    assert_eq!(answered("answer 1 by link, reports 5"), Some("1\u{a0}mise à jour".to_owned()));
    assert_eq!(
        corrected("corrected by report 15, done, by page, after 9, correcting 12", &names),
        Some(format!(
            "Remplacée par la mise à jour n°\u{a0}15\u{a0}; État\u{a0}: {}",
            Status::Done.french()
        ))
    );
    assert_eq!(
        passed_on("passed on, actions 10 12", &names),
        Some("2\u{a0}actions".to_owned()),
        "nobody knows them here"
    );
    let task = milestone("task, due 2026-12-01, of organisation/3, after 2", &names);
    assert_eq!(
        task,
        format!("{}, pour le 1er\u{a0}déc.\u{a0}2026", MilestoneKind::Task.french())
    );
    assert_eq!(
        watched("action/15 late since 2026-07-01", &names),
        None,
        "nobody knows it here"
    );
    assert_eq!(
        charges("person/9 milestone/3 milestone/5 followed/action-15", None).as_deref(),
        Some("Repris par une autre personne\u{a0}: 2\u{a0}jalons ou tâches, 1\u{a0}suivi")
    );
    let cut = shown(&Value::String("a".repeat(200))).expect("shown");
    assert!(cut.ends_with("…\u{a0}»") && cut.chars().count() < 170, "{cut}");
}
