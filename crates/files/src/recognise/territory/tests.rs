//! Perimeters that are told, and lists of communes that are none.

use super::*;
use crate::lines::normalise;
use crate::prose::blocks;

fn said(text: &str) -> Vec<String> {
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    communes(&lines, &blocks(&lines))
        .into_iter()
        .map(|commune| commune.name.value)
        .collect()
}

#[test]
fn a_sentence_lists_communes() {
    let text =
        "Article 2 - Territoire\n\nLa convention couvre les communes d'Aubry, du Val-Noir, de La Roche et des\nOrmes-Hauts.";
    assert_eq!(said(text), ["Aubry", "Le Val-Noir", "La Roche", "Les Ormes-Hauts"]);
    let text = "La communauté de communes réunit trois communes (Aubry, Saint Jean de Brou et Le Val) depuis 2014.";
    assert_eq!(said(text), ["Aubry", "Saint Jean de Brou", "Le Val"]);
    let text = "Périmètre :\n\nLes communes concernées sont :\n- Aubry (1 200 habitants) ;\n- Le Val ;\n- La Roche.\n\nAutre";
    assert_eq!(said(text), ["Aubry", "Le Val", "La Roche"]);
}

#[test]
fn a_part_of_the_communes_is_no_list() {
    assert_eq!(said("Les communes d'Aubry et du Val ont déjà travaillé ensemble."), [""; 0]);
    assert_eq!(
        said("La convention concerne les neuf communes, dont Aubry, Le Val et La Roche."),
        [""; 0]
    );
    assert_eq!(said("Elle concerne les communes de la Communauté."), [""; 0]);
}

#[test]
fn the_list_that_holds_from_now_on_is_kept() {
    let text = "Elle couvre les communes d'Aubry et de La Roche.\n\nLes communes concernées sont désormais : Aubry, La Roche et\nLe Val.";
    assert_eq!(said(text), ["Aubry", "La Roche", "Le Val"]);
}

#[test]
fn codes_and_names_side_by_side() {
    let text = "Vallée (4 communes)\n\n   AU  Aubry            VL  Le Val\n   RO  La Roche         SJ  Saint-Jean\n";
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let found = communes(&lines, &blocks(&lines));
    let codes: Vec<_> = found
        .iter()
        .filter_map(|commune| commune.code.as_ref())
        .map(|code| code.value.as_str())
        .collect();
    assert_eq!((found.len(), codes), (4, vec!["AU", "VL", "RO", "SJ"]));
}

#[track_caller]
fn read(text: &str) -> Vec<String> {
    let lines = crate::lines::normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let found = communes(&lines, &crate::prose::blocks(&lines));
    found.into_iter().map(|commune| commune.name.value).collect()
}

#[test]
fn a_name_that_holds_et_is_one_and_what_is_left_out_is_not_in() {
    let text = "Article 2 – Périmètre\n\nLa convention concerne les 4 communes suivantes : Gerbisac (siège), Les Deux-Fonts, \
                    Fontorbe et Marnas et Vic-sur-Gerbise. Ne font pas partie du périmètre les communes de Pechmarou et de Villegoudou.";
    assert_eq!(read(text), Vec::<String>::new(), "nothing tells which « et » is which");
    let text = "Article 2 – Périmètre\n\nLa convention concerne les 4 communes suivantes : Gerbisac (siège), Fontorbe et Marnas, \
                    Les Deux-Fonts et Vic-sur-Gerbise. Ne font pas partie du périmètre les communes de Pechmarou et de Villegoudou.";
    assert_eq!(
        read(text),
        ["Gerbisac", "Fontorbe et Marnas", "Les Deux-Fonts", "Vic-sur-Gerbise"]
    );
}

#[test]
fn what_stands_on_the_territory_is_no_commune() {
    for text in [
        "Les partenaires mobilisés sur le territoire sont : Caf, MSA et Département.",
        "Les enjeux du territoire sont les suivants : Parentalité, Jeunesse et Handicap.",
        "Le territoire compte des acteurs engagés : Parentalité, Jeunesse et Handicap.",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
    let told = "Le périmètre de la convention est celui de la communauté : Ardenois, Bréval et Corval.";
    assert_eq!(read(told), ["Ardenois", "Bréval", "Corval"]);
}

#[test]
fn communes_are_named_one_a_line_in_an_annex() {
    let text = "ANNEXE 1 : COMMUNES DU TERRITOIRE\n\nCommunauté de communes du Val (2 communes)\n    Ornaize-le-Château, siège\n    \
                    Saint-Fargelin, avec sa commune déléguée\n\nCommune hors communauté\n    Échaugny-la-Forge\n\n\
                    Pour mémoire : la commune de Villardouze n’est plus concernée.";
    assert_eq!(read(text), ["Ornaize-le-Château", "Saint-Fargelin", "Échaugny-la-Forge"]);
    let text = "ANNEXE 1 – COMMUNES DE BRIZAIS AGGLOMÉRATION\n\nCourdemange, Anzeville, Bois-Jarrot, Les Authieux, Nuillé.\n\nANNEXE 2 – FICHES";
    assert_eq!(
        read(text),
        ["Courdemange", "Anzeville", "Bois-Jarrot", "Les Authieux", "Nuillé"]
    );
}

#[test]
fn a_table_of_names_follows_the_sentence_that_announces_it() {
    let text = "La convention concerne les quatre communes de la CCV :\n\n| Aubry | Bréval |\n|---|---|\n| Corval | La Roche |\n\nArticle 3 - Suite";
    assert_eq!(said(text), ["Aubry", "Bréval", "Corval", "La Roche"]);
}

#[test]
fn names_stand_one_a_line_beside_their_inhabitants() {
    let text = "ANNEXE 1 – COMMUNES DU TERRITOIRE\n\n   Val Agglo (3 communes concernées)\n      Aubry            742 hab.\n      Bréval         3 908 hab.\n\
                      Corval           611 hab.\n\n   Total           5 261 hab.";
    assert_eq!(said(text), ["Aubry", "Bréval", "Corval"]);
}
