//! Amendments, article by article.

use super::*;
use crate::lines::normalise;
use crate::prose::blocks;

fn read(text: &str) -> Amended {
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let title = Sourced::new(lines[0].text.clone(), Lines::one(1));
    amended(&title, &lines, &blocks(&lines))
}

fn shown(amended: &Amended) -> Vec<String> {
    let text = |text: &Option<Sourced<String>>| text.as_ref().map_or("-", |text| text.value.as_str()).to_owned();
    let one = |change: &ChangeRead| {
        format!(
            "{} {} / {} / {}",
            change.kind.code(),
            text(&change.target),
            text(&change.before),
            text(&change.after)
        )
    };
    amended.changes.iter().map(one).collect()
}

#[test]
fn what_is_added_in_so_many_words_is_added() {
    let read = |text: &str| shown(&read(&format!("AVENANT N° 1 À LA CTG\n\nArticle 1 - Plan\n\n{text}")));
    assert_eq!(
        read(
            "Dans l'axe 2, après l'action 11, il est ajouté une action 12 ainsi rédigée :\n\nAction 12 : Ouvrir un lieu\nPilote : Caf"
        ),
        ["add_action Action 12 : Ouvrir un lieu / - / -"]
    );
    assert_eq!(
        read("Il est ajouté un article 9 bis ainsi rédigé : « Un bilan est remis. »"),
        ["add_article article 9 bis / - / Un bilan est remis."]
    );
    assert_eq!(
        read("Une annexe 5, « Fiche de calcul », est jointe au présent avenant."),
        ["add_annex annexe 5, « Fiche de calcul » / - / -"]
    );
    assert_eq!(
        read(
            "L'article 9, second alinéa, est supprimé. Les actions 2, 4 et 5 se poursuivent jusqu'en 2026. L'action 6 est abandonnée."
        ),
        [
            "change_article article 9, second alinéa / - / -",
            "modify_action actions 2, 4 et 5 / - / -",
            "drop_action action 6 / - / -"
        ]
    );
}

#[test]
fn a_term_moves_once_however_many_sentences_say_so() {
    let read = |text: &str| shown(&read(&format!("AVENANT N° 1 À LA CTG\n\nArticle 1 - Durée\n\n{text}")));
    assert_eq!(
        read("La convention est prolongée de six mois. Son terme est reporté du 31 décembre 2025 au 30 juin 2026."),
        ["change_dates La convention / 31 décembre 2025 / 30 juin 2026"]
    );
    let quoted = "L'article 9 est modifié comme suit.\n\nAncienne rédaction :\n« Elle dure du 1er janvier 2022 au 31 décembre 2026. »\n\n\
                      Nouvelle rédaction :\n« Elle dure du 1er janvier 2022 au 31 décembre 2027. »";
    assert!(
        read(quoted)[0].starts_with("change_dates article 9 / Elle dure"),
        "{:?}",
        read(quoted)
    );
    let words = quoted.replace("2027", "2026, sans plus");
    assert!(read(&words)[0].starts_with("change_article article 9"), "{:?}", read(&words));
}

#[test]
fn what_is_quoted_words_the_change_told_just_before() {
    let quoted = |old: &str, new: &str| format!("Ancienne rédaction :\n« {old} »\n\nNouvelle rédaction :\n« {new} »");
    let text = format!(
        "AVENANT N° 1 À LA CTG\n\nArticle 1 - Textes\n\nL'article 3 est abrogé.\n\nL'article 9 est modifié comme suit.\n\n{}\n\n\
         L'article 10 est modifié comme suit.\n\n{}\n\nL'annexe 2 est supprimée.",
        quoted("Un.", "Deux."),
        quoted("Trois.", "Quatre.")
    );
    assert_eq!(
        shown(&read(&text)),
        [
            "drop_article article 3 / - / -",
            "change_article article 9 / Un. / Deux.",
            "change_article article 10 / Trois. / Quatre.",
            "drop_annex annexe 2 / - / -"
        ]
    );
}

#[test]
fn a_list_of_targets_may_have_a_comma_before_its_last() {
    let text = "AVENANT N° 1 À LA CTG\n\nArticle 1 - Plan\n\nLes actions 2, 4, et 5 sont modifiées.";
    assert_eq!(shown(&read(text)), ["modify_action actions 2, 4, et 5 / - / -"]);
}

#[test]
fn a_line_of_an_annex_is_replaced_by_another() {
    let text = "AVENANT N° 1 À LA CTG\n\nArticle 1 - Équipements\n\nÀ l'annexe 2, la ligne :\n\n    « Crèche - Les Lutins -\n    rue Basse »\n\n\
                    est remplacée par la ligne :\n\n    « Crèche - Les Lutins - rue Haute »";
    assert_eq!(
        shown(&read(text)),
        ["change_annex annexe 2 / Crèche - Les Lutins - rue Basse / Crèche - Les Lutins - rue Haute"]
    );
}

#[test]
fn a_party_may_join_by_the_amendment_itself() {
    let text = "AVENANT N° 1 À LA CTG\n\nEntre\n\n- La Caf, représentée par M. A ;\n- La commune de Valmont, représentée par M. B, maire, qui \
                    adhère par le présent avenant ;\n\nArticle 1 - Objet\n\nRien.";
    assert_eq!(shown(&read(text)), ["change_parties Valmont / - / -"]);
}

#[test]
fn each_article_says_what_it_changes() {
    let amended = read(
        "AVENANT N° 3 À LA CONVENTION TERRITORIALE GLOBALE\n\nPréambule\n\nL'article 2 avait été modifié en 2023.\n\n\
             Article 1 - Objet\n\nL'avenant a pour objet de modifier l'article 4.\n\nArticle 2 - Durée\n\n\
             La durée de la convention est prolongée jusqu'au 31 décembre 2027.\n\nArticle 3 - Textes\n\n\
             L'article 12 est abrogé.\n\nIl est inséré un article 14 bis intitulé « Données ».\n\n\
             À l'article 7, les mots « une fois » sont remplacés par les mots « deux fois ».\n\nL'annexe 2 est supprimée.\n\n\
             Article 4 - Effet\n\nIl entre en vigueur le 1er mai 2025.\n\nFait à Valmont, le 2 mai 2025",
    );
    assert_eq!(
        shown(&amended),
        [
            "change_dates La durée de la convention / - / 31 décembre 2027",
            "drop_article article 12 / - / -",
            "add_article article 14 bis / - / Données",
            "change_article article 7 / une fois / deux fois",
            "drop_annex annexe 2 / - / -"
        ]
    );
    assert_eq!(amended.effect.map(|day| day.value.to_string()).as_deref(), Some("2025-05-01"));
    assert_eq!(amended.number.map(|number| number.value).as_deref(), Some("3"));
}

#[test]
fn a_heading_says_what_two_wordings_change() {
    let amended = read(
        "Avenant n° 1\n\n## Article 2 – Modification de l'article 5\n\n| Ancienne rédaction | « Un. » |\n|---|---|\n\
             | Nouvelle rédaction | « Deux. » |\n\n## Article 3 : Territoire\n\nLa commune des Ormes se retire de la convention.",
    );
    assert_eq!(
        shown(&amended),
        ["change_article article 5 / Un. / Deux.", "change_perimeter Ormes / - / -"]
    );
}

#[test]
fn words_are_replaced_in_the_article_of_the_heading() {
    let text = "AVENANT N° 1 À LA CTG\n\nArticle 2 : Modification de l’article 10 « Durée »\n\nLes mots « jusqu’au 31 décembre 2024 » sont \
                remplacés par les mots « jusqu’au 31 décembre 2025 ».\n\nArticle 3 : Signataires\n\nLa MSA devient partie à la convention.\n\n\
                Article 4 : Plan\n\nDeux fiches actions sont ajoutées ; elles figurent en annexe A :\n- fiche action 1.6, dans l’axe 1 ;";
    let told = [
        "change_dates article 10 « Durée » / jusqu’au 31 décembre 2024 / jusqu’au 31 décembre 2025",
        "change_parties MSA / - / -",
        "add_action fiche action 1.6 / - / -",
    ];
    assert_eq!(shown(&read(text)), told);
}

#[test]
fn actions_numbered_one_after_the_other_are_added_each() {
    let read = |text: &str| shown(&read(&format!("AVENANT N° 1 À LA CTG\n\nArticle 1 - Plan\n\n{text}")));
    assert_eq!(
        read(
            "Trois actions sont ajoutées au plan figurant en annexe 2 : les actions 12, 13 et 14, dont les fiches sont jointes."
        ),
        [
            "add_action action 12 / - / -",
            "add_action action 13 / - / -",
            "add_action action 14 / - / -"
        ]
    );
    assert_eq!(
        read("Les actions 2, 4 et 5 sont modifiées.").len(),
        1,
        "what is changed together is one change"
    );
}
