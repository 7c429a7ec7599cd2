//! Posts of the cooperation, by example.

use super::*;
use crate::lines::normalise;

fn show(post: &Post) -> String {
    let share = post
        .fte_hundredths
        .as_ref()
        .map_or("?".to_owned(), |share| share.value.to_string());
    let employer = post
        .employer
        .as_ref()
        .map_or(String::new(), |employer| format!(" @ {}", employer.joined()));
    format!("{} = {share}{employer}", post.title.joined())
}

fn lines(text: &str) -> Vec<Line> {
    normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

#[test]
fn a_table_holds_posts_whatever_its_print() {
    let expected = ["Chef de projet = 100 @ Ville", "Référente familles = 30 @ CCAS"];
    for text in [
        "| Employeur | Poste | ETP |\n|---|---|---|\n| Ville | Chef de projet | 1 |\n| CCAS | Référente familles | 0,3 |\n| | Total | 1,3 |",
        "Fonction            Temps de travail   Employeur\nChef de projet      1 ETP              Ville\nRéférente familles  0,30 ETP           CCAS",
        "Emploi\nQuotité\nEmployeur\nChef de projet\ntemps plein\nVille\nRéférente familles\n30 %\nCCAS\n\nFin",
        "Chef de projet         1 ETP      Ville\nRéférente familles     0,3 équivalent temps plein   CCAS",
    ] {
        let (posts, _) = tabled(&lines(text));
        assert_eq!(posts.iter().map(show).collect::<Vec<_>>(), expected, "{text}");
    }
    let (none, _) = tabled(&lines("Poste   Montant\nChef de projet   12 000 €"));
    assert!(none.is_empty(), "money is no share");
}

#[test]
fn a_sentence_tells_a_post() {
    for (text, expected) in [
        (
            "Une chargée de coopération, employée par la ville à mi-temps, suit le plan.",
            "chargée de coopération = 50 @ la ville",
        ),
        (
            "La Caf met à disposition un quart de temps de conseillère technique.",
            "conseillère technique = 25 @ La Caf",
        ),
        ("Elle recrute un coordinateur à temps plein.", "coordinateur = 100"),
        (
            "Un agent de développement, à hauteur de 0,2 équivalent temps plein, anime le réseau.",
            "agent de développement = 20",
        ),
    ] {
        let read: Vec<String> = in_clause(&Passage::one(1, text)).iter().map(show).collect();
        assert_eq!(read, [expected], "{text}");
    }
    for text in [
        "Le schéma répartit 4,3 équivalents temps plein.",
        "La chargée de coopération suit le plan.",
        "La crèche est ouverte à temps plein.",
    ] {
        assert!(in_clause(&Passage::one(1, text)).is_empty(), "{text}");
    }
}

#[test]
fn a_sentence_may_tell_several_posts() {
    let read = |text: &str| in_clause(&Passage::one(1, text)).iter().map(show).collect::<Vec<_>>();
    assert_eq!(
        read("Le syndicat emploie une coordinatrice (0,75 ETP) et une animatrice jeunesse (0,25 ETP)."),
        ["coordinatrice = 75 @ Le syndicat", "animatrice jeunesse = 25 @ Le syndicat"]
    );
    assert_eq!(
        read("Deux chargés de coopération, l'un à 0,5 ETP, l'autre à 0,75 ETP, préparent ces réunions."),
        ["chargé de coopération = 50", "chargé de coopération = 75"]
    );
    assert_eq!(
        read("Une chargée de coopération à temps plein (1 ETP) suit le plan."),
        ["chargée de coopération = 100"]
    );
}

#[test]
fn a_participle_has_a_subject_after_its_auxiliary_alone() {
    let read = |text: &str| employs(&Passage::one(1, text)).map(|employer| employer.joined());
    for text in [
        "La Ville recrute un agent",
        "La Ville a recruté un agent",
        "La Ville en a employé deux",
        "La Ville employant deux agents",
    ] {
        assert_eq!(read(text).as_deref(), Some("La Ville"), "{text}");
    }
    for text in ["Le conseiller détaché à mi-temps suit le plan", "Le poste créé en 2024"] {
        assert_eq!(read(text), None, "{text}");
    }
    let by = |text: &str| {
        let sentence = Passage::one(1, text);
        employed_by(&sentence, &sentence.tokens()).map(|employer| employer.joined())
    };
    assert_eq!(
        by("Un(e) chargé(e) de coopération, employé(e) par la Ville, suit").as_deref(),
        Some("la Ville")
    );
    assert_eq!(by("Deux agents embauchés par le CCAS").as_deref(), Some("le CCAS"));
}

#[test]
fn an_item_has_the_employer_above_it() {
    let text = "Caisse du Val\n - une conseillère de territoire, 0,3 équivalent temps plein ;\n - le prêt d'une salle.";
    let posts = in_paragraphs(&flow::paragraphs(&lines(text)), true);
    assert_eq!(
        posts.iter().map(show).collect::<Vec<_>>(),
        ["conseillère de territoire = 30 @ Caisse du Val"]
    );
}
