//! Lines that make a paragraph, and lines that do not.

use super::*;
use crate::lines::normalise;

fn read(text: &str) -> Vec<String> {
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let lines: Vec<&Line> = lines.iter().collect();
    let shown = paragraphs(&lines).into_iter().map(|paragraph| {
        let lines = paragraph.text.lines.to_string();
        format!("{} {lines} {}", paragraph.kind.code(), paragraph.text.value)
    });
    shown.collect()
}

#[test]
fn items_nest_by_their_place_and_by_their_sign() {
    assert_eq!(
        read("Le process\u{a0}:\n\n- une date\n - pour la caisse\u{a0}:\nx@y.fr\n - pour les communes\n- un logo"),
        [
            "plain 1 Le process :",
            "item 3 une date",
            "item2 4-5 pour la caisse : x@y.fr",
            "item2 6 pour les communes",
            "item 7 un logo"
        ]
    );
    assert_eq!(
        read("• un\no deux\n▪ trois\n• quatre"),
        ["item 1 un", "item2 2 deux", "item3 3 trois", "item 4 quatre"]
    );
    assert_eq!(
        read("1. L'offre\n\n- a) Ouvrir\n- b) Garder\n- 2. Les droits\n- a) Dire"),
        [
            "item 1 1. L'offre",
            "item2 3 a) Ouvrir",
            "item2 4 b) Garder",
            "item 5 2. Les droits",
            "item2 6 a) Dire"
        ]
    );
}

#[test]
fn an_item_alone_between_paragraphs_is_a_heading() {
    assert_eq!(
        read("- Résiliation\n\nElle se résilie.\n\n- Effets\n\nElle cesse."),
        [
            "heading 1 Résiliation",
            "plain 3 Elle se résilie.",
            "heading 5 Effets",
            "plain 7 Elle cesse."
        ]
    );
    assert_eq!(
        read("Il est prévu :\n\n- Une réunion\n\nElle est annuelle."),
        ["plain 1 Il est prévu :", "item 3 Une réunion", "plain 5 Elle est annuelle."]
    );
    assert_eq!(
        read("Texte.\n\n- Une fin"),
        ["plain 1 Texte.", "item 3 Une fin"],
        "nothing stands below it"
    );
}

#[test]
fn leads_that_alternate_with_lists_stand_above_them() {
    let two = "- Promouvoir\n\n- assurer,\n- diminuer.\n\n- Accompagner\n\n- garder,\n- aider.";
    let kinds: Vec<String> = read(two)
        .iter()
        .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(kinds, ["item", "item2", "item2", "item", "item2", "item2"]);
    let loose = read("- un\n\n- deux\n- trois");
    assert!(
        loose.iter().all(|line| line.starts_with("item ")),
        "once is no rule: {loose:?}"
    );
}

#[test]
fn headings_may_have_numbers_or_capitals() {
    assert_eq!(
        read("4.1 La caisse\n\nElle paie.\n\nII - Les communes\n\nElles gèrent.\n\nLES SUITES\n\nRien."),
        [
            "heading 1 4.1 La caisse",
            "plain 3 Elle paie.",
            "heading 5 II - Les communes",
            "plain 7 Elles gèrent.",
            "heading 9 LES SUITES",
            "plain 11 Rien."
        ]
    );
    assert_eq!(
        read("4.1 La caisse s'engage à payer chaque année.\n\nFin."),
        ["plain 1 4.1 La caisse s'engage à payer chaque année.", "plain 3 Fin."]
    );
}

#[test]
fn a_sentence_broken_by_the_page_is_one_paragraph() {
    assert_eq!(
        read("Les parties décident de\nse réunir\n\n- un professionnel chargé de\nla coordination\n- deux"),
        [
            "plain 1-2 Les parties décident de se réunir",
            "item 4-5 un professionnel chargé de la coordination",
            "item 6 deux"
        ]
    );
    assert_eq!(
        read("- Suivre\nValider le bilan\n- Veiller"),
        ["item 1 Suivre", "item 2 Valider le bilan", "item 3 Veiller"],
        "its bullet was lost"
    );
    assert_eq!(read("POUR : 35\nCONTRE : 0").len(), 2);
}

#[test]
fn figures_in_a_sentence_open_no_item() {
    assert_eq!(label("1.5 ETP"), None);
    assert_eq!(label("2022. Fin"), None);
    assert_eq!(label("d.g.s. Fin"), None);
    assert_eq!(label("1.L'offre"), Some(('1', '.')));
    assert_eq!((label("(iv) dire"), label("2° dire")), (Some(('i', ')')), Some(('1', '°'))));
}
