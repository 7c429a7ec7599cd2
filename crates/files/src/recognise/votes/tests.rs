//! Votes of councils, counted or not.

use super::*;
use crate::lines::normalise;
use crate::prose::blocks;

fn said(text: &str) -> Vec<String> {
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let count = |count: &Option<Sourced<u32>>| count.as_ref().map_or_else(|| "-".to_owned(), |count| count.value.to_string());
    let shown = |vote: &Vote| {
        let day = vote.day.as_ref().map_or_else(|| "?".to_owned(), |day| day.value.to_string());
        let number = vote.number.as_ref().map_or("-", |number| number.value.as_str());
        let counts = [&vote.counts.favour, &vote.counts.against, &vote.counts.abstain]
            .map(count)
            .join("/");
        format!("{day} {number} {counts}")
    };
    votes(&lines, &blocks(&lines)).iter().map(shown).collect()
}

#[test]
fn a_sentence_may_tell_several_votes() {
    let text = "La convention a été approuvée par le conseil communautaire du Val le 4 mai 2023 (délibération 23-05, 12 voix pour, 1 \
                    contre) et par les conseils municipaux d'Aubry le 5 mai 2023 (à l'unanimité), du Val le 9 mai 2023 (neuf voix pour, \
                    aucune contre et deux abstentions).";
    assert_eq!(
        said(text),
        ["2023-05-04 23-05 12/1/-", "2023-05-05 - -/-/-", "2023-05-09 - 9/0/2"]
    );
}

#[test]
fn other_days_and_other_matters_are_no_vote() {
    let text = "Le conseil municipal, convoqué le 4 mai 2023, a délibéré.\n\nLe comité de pilotage a approuvé le plan le 6 mai 2023.\n\n\
                    Vu la délibération n° 12 du conseil municipal du 3 mars 2019 approuvant le contrat précédent,\n\n\
                    Délibération transmise en préfecture le 8 mai 2023.\n\nArticle 3 : Suivi\n\nLe conseil municipal a approuvé le budget le 5 juin 2023.";
    assert_eq!(said(text), [""; 0]);
}

#[test]
fn a_table_tells_votes() {
    let text = "| Conseil | Date de la délibération | N° | Pour | Contre | Abstentions |\n|---|---|---|---|---|---|\n\
                    | Aubry | 4 mai 2023 | 2023/12 | 14 | 0 | 1 |\n| Le Val | à venir | | | | |";
    assert_eq!(said(text), ["2023-05-04 2023/12 14/0/1"]);
}

#[test]
fn a_list_of_deliberations_tells_each_by_its_number() {
    let text = "Délibérations : communauté de communes n° 24-112 du 19 novembre 2024 ; Val n° 24-087 du 25 novembre 2024 ; Aubry n° 46 du \
                27 novembre 2024";
    assert_eq!(
        said(text),
        ["2024-11-19 24-112 -/-/-", "2024-11-25 24-087 -/-/-", "2024-11-27 46 -/-/-"]
    );
    assert_eq!(
        said(
            "Le conseil municipal l'a approuvée le 12 décembre 2024 (délibération n° CP 24-403) par 44 voix pour et 3 contre."
        ),
        ["2024-12-12 CP 24-403 44/3/-"]
    );
}
