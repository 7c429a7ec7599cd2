//! Conventions of other shapes, invented: their words around the plan must be found all the same.

use domain::reading::{ParagraphKind, Reading};

fn read(text: &str) -> Reading {
    let import = files::read("f.txt", text.as_bytes()).expect("a convention");
    let document = files::interchange::write(&import.reading);
    assert_eq!(files::interchange::read(&document).as_ref(), Ok(&import.reading));
    import.reading
}

/// "number title: kinds" of each article.
fn articles(reading: &Reading) -> Vec<String> {
    let letter = |kind: ParagraphKind| match kind {
        ParagraphKind::Plain => 'p',
        ParagraphKind::Heading => 'h',
        ParagraphKind::Note => 'n',
        ParagraphKind::Item(depth) => char::from(b'0' + depth),
    };
    let shown = reading.articles.iter().map(|article| {
        let number = article.number.as_ref().map_or("-", |number| number.value.as_str());
        let kinds: String = article.text.iter().map(|paragraph| letter(paragraph.kind)).collect();
        format!("{number} {}: {kinds}", article.title.value)
    });
    shown.collect()
}

fn values(texts: &[domain::reading::Sourced<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

/// Roman numbers, titles below, lines broken by the page, notes in brackets, numbers of pages, no table of contents.
const ROMAN: &str = "\
CONVENTION TERRITORIALE GLOBALE DU VAL D'ORGE

Entre :

La Caisse d'allocations familiales de l'Orge, représentée ci-dessous,
Représentée par Madame Anne PETIT, Directrice, dûment habilitée,
Ci-après dénommée « La Caf »

Et

La Communauté de communes du Val
Représentée par son Président, Monsieur Jean GRAND, dûment autorisé par délibération du 3 mai 2023,
Ci-après dénommée
« La Communauté »

PRÉAMBULE

Le territoire compte douze communes rurales et
une petite ville.

Vu le Code de l'action sociale
et des familles ;
Vu la délibération du 3 mai 2023 ;

Considérant les besoins des familles,

Il a été convenu et arrêté ce qui suit :

ARTICLE I

OBJET DE LA CONVENTION

La présente convention fixe (1) :

• les objectifs ;
   o partagés,
   o mesurables ;
• les moyens.

(1) Dans la limite des crédits ouverts.

Page 2 sur 9

ARTICLE II - ENGAGEMENTS

2.1 De la Caf

La Caf s'engage à maintenir ses financements pendant toute
la durée de la convention.

Page 3 sur 9

2.2 De la Communauté

La Communauté s'engage :
1) à informer ;
2) à suivre.

ARTICLE III – DURÉE

La présente convention est conclue du 01/07/2023 au 31/12/2027. Elle est établie en trois exemplaires.

Fait à Orgeval, le 12 juin 2023
";

#[test]
fn articles_in_roman_numbers_without_a_table_of_contents() {
    let reading = read(ROMAN);
    assert_eq!(
        articles(&reading),
        ["I OBJET DE LA CONVENTION: p1221n", "II ENGAGEMENTS: hphp11", "III DURÉE: p"]
    );
    let second = &reading.articles[1].text;
    assert_eq!(second[0].text.value, "2.1 De la Caf");
    assert!(
        second[1].text.value.ends_with("pendant toute la durée de la convention."),
        "the page broke the line"
    );
    assert_eq!(values(&reading.wording.page_marks), ["Page 2 sur 9", "Page 3 sur 9"]);
    assert_eq!(
        values(&reading.wording.visas),
        [
            "Vu le Code de l'action sociale et des familles ;",
            "Vu la délibération du 3 mai 2023 ;"
        ]
    );
    let set_out: Vec<&str> = reading
        .wording
        .exposition
        .iter()
        .map(|said| said.text.value.as_str())
        .collect();
    assert_eq!(
        set_out,
        [
            "PRÉAMBULE",
            "Le territoire compte douze communes rurales et une petite ville.",
            "Considérant les besoins des familles,"
        ]
    );
    assert_eq!(reading.agreement.originals.as_ref().map(|count| count.value), Some(3));
    let authorities: Vec<Option<&str>> = reading
        .parties
        .iter()
        .map(|party| party.authority.as_ref().map(|authority| authority.value.as_str()))
        .collect();
    assert_eq!(
        authorities,
        [
            Some("dûment habilitée"),
            Some("dûment autorisé par délibération du 3 mai 2023")
        ]
    );
    let functions: Vec<Option<&str>> = reading
        .parties
        .iter()
        .map(|party| party.signatories[0].function.as_ref().map(|function| function.value.as_str()))
        .collect();
    assert_eq!(
        functions,
        [Some("Directrice"), Some("Président")],
        "an authority is no function"
    );
}

/// The annexes, with their logos, stand before the text that announces them.
const ANNEXES_FIRST: &str = "\
Annexe A

Le plan d'actions

COMMUNE DE
LA ROCHE

Le Plan d'actions par axes et objectifs

Accueillir

Garder les enfants

- Action 1: Ouvrir une crèche

Mise en œuvre

ACTIONS\tPilotes\tPorteurs\t2023\t2024
Action 1: Ouvrir une crèche\tLa Caf\tLa Roche\tX\tX

la Roche
une ville qui avance

Annexe B : Diagnostic

La Roche compte 4 000 habitants.

CONVENTION TERRITORIALE GLOBALE 2023-2024

La présente démarche réunit la Caf et la commune autour des familles. Les axes et objectifs définis sont :

1. Accueillir
a) Garder les enfants
b) Informer les parents

Entre les soussignés :

La Caisse d'allocations familiales du Centre
Représentée par Madame Anne PETIT, Directrice,
Ci-après dénommée « La Caf »

Et :

La Commune de La Roche
Représentée par sa Maire, Madame Rose BLANC,
Ci-après dénommée « La Roche »

Sommaire

Préambule
Article 1er : Objet
Article 2 : Fin
Annexe A : Plan d'actions
Annexe B : Diagnostic
Annexe C : Budget
Signatures

Article 1er : Objet

La convention a pour objet l'accueil¹.

Article 2 : Fin

- Dénonciation

Elle peut être dénoncée.

¹ Des enfants de moins de six ans.

Fait en deux exemplaires originaux

A La Roche, le 4 juillet 2023

Pour la Caisse d'allocations familiales du Centre,
Madame la Directrice
Anne PETIT
(Cachet et signature)

Pour la Commune de La Roche,
Madame la Maire
Rose BLANC
";

#[test]
fn annexes_before_the_text_that_announces_them() {
    let reading = read(ANNEXES_FIRST);
    assert_eq!(articles(&reading), ["1er Objet: pn", "2 Fin: hp"]);
    let annexes: Vec<(&str, bool, bool)> = reading
        .annexes
        .iter()
        .map(|annex| (annex.number.value.as_str(), annex.announced, annex.present))
        .collect();
    assert_eq!(annexes, [("A", true, true), ("B", true, true), ("C", true, false)]);
    let missing = reading
        .anomalies
        .iter()
        .filter(|anomaly| anomaly.reason.starts_with("L’annexe"));
    assert_eq!(missing.count(), 1, "only the third is missing");
    assert_eq!(
        values(&reading.wording.page_marks),
        [
            "COMMUNE DE LA ROCHE",
            "Le Plan d'actions par axes et objectifs",
            "Mise en œuvre",
            "ACTIONS Pilotes Porteurs 2023 2024",
            "la Roche une ville qui avance",
            "Sommaire",
            "Signatures",
            "(Cachet et signature)"
        ]
    );
    assert!(
        reading.wording.exposition[0].text.value.starts_with("La présente démarche"),
        "the title is no exposition"
    );
    let places: Vec<Vec<(&str, &str)>> = reading
        .framework_places
        .iter()
        .map(|place| {
            let entries = place.entries.iter().map(|entry| {
                let code = entry.code.as_ref().map_or("-", |code| code.value.as_str());
                (code, entry.title.value.as_str())
            });
            entries.collect()
        })
        .collect();
    assert_eq!(
        places,
        [
            vec![("-", "Accueillir"), ("-", "Garder les enfants")],
            vec![
                ("1.", "Accueillir"),
                ("a)", "Garder les enfants"),
                ("b)", "Informer les parents")
            ]
        ]
    );
    let signature = reading.agreement.signature.as_ref().expect("a signature");
    assert_eq!(signature.place.as_ref().map(|place| place.value.as_str()), Some("La Roche"));
    assert_eq!(
        signature.date.as_ref().map(|day| day.value.to_string()).as_deref(),
        Some("2023-07-04")
    );
    assert_eq!(reading.agreement.originals.as_ref().map(|count| count.value), Some(2));
    assert_eq!(reading.parties[1].signatories.len(), 1);
}

/// No article says its word: what is set out is kept as it is, and nothing is made of it.
const WITHOUT_ARTICLES: &str = "\
CONVENTION TERRITORIALE GLOBALE

Entre

La Caisse d'allocations familiales du Centre
Ci-après dénommée « La Caf »

Et

La Commune de Valmont
Ci-après dénommée « Valmont »

Il est convenu ce qui suit :

I - OBJET

La convention soutient les familles de Valmont.

II - DURÉE

La présente convention est conclue du 1er janvier 2023 au 31 décembre 2024.

Fait à Valmont, le janvier 2023
";

#[test]
fn a_text_without_articles_is_kept_as_it_is() {
    let reading = read(WITHOUT_ARTICLES);
    assert!(reading.articles.is_empty());
    let said: Vec<(String, String)> = reading
        .wording
        .exposition
        .iter()
        .map(|said| (said.kind.code(), said.text.lines.to_string()))
        .collect();
    assert_eq!(
        said,
        [("heading", "15"), ("plain", "17"), ("heading", "19"), ("plain", "21")]
            .map(|(kind, lines)| (kind.to_owned(), lines.to_owned()))
    );
    assert_eq!(
        reading.agreement.end.as_ref().map(|day| day.value.to_string()).as_deref(),
        Some("2024-12-31")
    );
    assert!(reading.framework_places.is_empty() && reading.wording.page_marks.is_empty());
}

#[test]
fn ordinary_and_odd_plans_stop_nothing() {
    for plan in [
        // A cell for a sum, and no sum.
        "| N° | Action | Financeur | Montant |\n|---|---|---|---|\n| 1 | Ouvrir une crèche | Caf | |",
        // A table a cell a line, whose first heading is a letter behind a sign of two bytes.
        "N°\n\nAction\n\nPilote\n\nCalendrier\n\nn°1b) Structurer les temps",
        "№ 3 Ouvrir une crèche",
        "Porteurs : Communéş de A et de B",
        "N = 2023\n\nAction 1 : Ouvrir une crèche\nCalendrier : N+32767, N+1",
    ] {
        read(&format!("{ROMAN}\n\nPlan d'actions\n\n{plan}\n"));
    }
}
