//! Agreements in shapes that the corpus does not hold, invented: who signs, when, where, what was voted.

use domain::reading::{Key, OrganisationKind, Reading, SignatoryRead, Sourced};

fn read(text: &str) -> Reading {
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn day<T: ToString>(day: Option<&Sourced<T>>) -> String {
    day.map_or_else(|| "-".to_owned(), |day| day.value.to_string())
}

fn signatory(person: &SignatoryRead) -> String {
    let function = person.function.as_ref().map_or("-", |function| function.value.as_str());
    format!("{}, {function}", person.name.value)
}

/// "name [kind]: person, function; …" of each party.
fn parties(reading: &Reading) -> Vec<String> {
    let shown = |party: &domain::reading::PartyRead| {
        let persons: Vec<String> = party.signatories.iter().map(signatory).collect();
        format!("{} [{}]: {}", party.name.value, party.kind.value.code(), persons.join("; "))
    };
    reading.parties.iter().map(shown).collect()
}

fn name(reading: &Reading, key: &Key) -> String {
    let party = reading.parties.iter().find(|party| party.id == *key).map(|party| &party.name);
    let other = reading
        .organisations
        .iter()
        .find(|other| other.id == *key)
        .map(|other| &other.name);
    party.or(other).map(|name| name.value.clone()).unwrap_or_default()
}

/// "whose day number for/against/abstain" of each vote.
fn votes(reading: &Reading) -> Vec<String> {
    let shown = |vote: &domain::reading::DeliberationRead| {
        let whose = vote
            .organisation
            .as_ref()
            .map_or_else(|| "?".to_owned(), |key| name(reading, &key.value));
        let number = vote.number.as_ref().map_or("-", |number| number.value.as_str());
        let counts = [&vote.votes.favour, &vote.votes.against, &vote.votes.abstain].map(|count| day(count.as_ref()));
        format!("{whose} {} {number} {}", day(vote.date.as_ref()), counts.join("/"))
    };
    reading.deliberations.iter().map(shown).collect()
}

fn perimeter(reading: &Reading) -> Vec<String> {
    reading.perimeter.iter().map(|key| name(reading, &key.value)).collect()
}

fn period(reading: &Reading) -> [String; 2] {
    [day(reading.agreement.start.as_ref()), day(reading.agreement.end.as_ref())]
}

fn articles(reading: &Reading) -> Vec<String> {
    let shown = |article: &domain::reading::ArticleRead| {
        let number = article.number.as_ref().map_or("-", |number| number.value.as_str());
        format!("{number} {}", article.title.value)
    };
    reading.articles.iter().map(shown).collect()
}

/// Numbers before the titles, an address before who represents, "d'une part", two persons for the fund, a duration and no last day.
#[test]
fn a_convention_with_numbered_sections() {
    let reading = read(
        "CONVENTION TERRITORIALE GLOBALE\nDE PORT-HALLAN\n\nEntre :\n\n\
         La Caisse d'Allocations Familiales du Lys, établissement privé chargé d'une mission de service public, dont le siège est\n\
         situé 12 rue des Halles à Castelbray, représentée par sa Directrice, Mme Jeanne DUPRAT, et par le Président de son Conseil\n\
         d'administration, M. Paul MARTEL, ci-après dénommée « la Caf »,\n\nD'une part,\n\nEt :\n\n\
         La Ville de Port-Hallan, sise place de la Mairie, représentée par son Maire en exercice, Monsieur Jean-Pierre LE GALL, dûment\n\
         habilité par délibération n° 2023/45 du Conseil municipal en date du 12/04/2023, ci-après désignée « la Ville »,\n\n\
         D'autre part,\n\nIl est convenu ce qui suit :\n\n1. Objet de la convention\n\nLa présente convention fixe un projet.\n\n\
         2. Engagements des parties\n\nLa Caf et la Ville s'engagent à coopérer.\n\n3. Durée\n\n\
         La présente convention est conclue pour une durée de cinq ans à compter du 01/01/2023.\n\n4. Résiliation\n\n\
         Chacun peut la dénoncer.\n\nFait à Port-Hallan, le 3 mai 2023, en deux exemplaires.\n\nPour la Caf,\nLa Directrice\nJeanne DUPRAT\n",
    );
    assert_eq!(
        parties(&reading),
        [
            "Caisse d'Allocations Familiales du Lys [family_fund]: Jeanne DUPRAT, Directrice; Paul MARTEL, Président de son Conseil \
             d'administration",
            "Ville de Port-Hallan [commune]: Jean-Pierre LE GALL, Maire en exercice"
        ]
    );
    assert_eq!(period(&reading), ["2023-01-01", "2027-12-31"]);
    assert_eq!(votes(&reading), ["Ville de Port-Hallan 2023-04-12 2023/45 -/-/-"]);
    assert_eq!(
        articles(&reading),
        [
            "1 Objet de la convention",
            "2 Engagements des parties",
            "3 Durée",
            "4 Résiliation"
        ]
    );
    assert!(
        reading.doubts.iter().any(|doubt| doubt.reason.contains("comptée")),
        "the last day is counted"
    );
}

/// One paragraph for all, an intercommunality that signs for its communes, no other name.
#[test]
fn a_convention_in_one_paragraph() {
    let reading = read(
        "Convention territoriale globale 2024-2027\n\nEntre les soussignés, la Caisse d'allocations familiales de la Brume, représentée \
         par Madame Ève ROUDIER, directrice par intérim, et la Communauté de communes du Haut-Lys, représentée par son Président, \
         M. Yann PRIGENT, agissant en vertu de la délibération du conseil communautaire du 15 décembre 2023, n° DCC-2023-112, adoptée \
         à l'unanimité des suffrages exprimés, et la Mutualité sociale agricole des Deux Rives, représentée par M. Luc ANSEL,\n\
         directeur adjoint,\n\nil a été arrêté ce qui suit :\n\nARTICLE I - TERRITOIRE\n\nLa convention s'applique aux quatre communes \
         membres de la Communauté de communes (Brélan, Le Gué-Noir, Saint-Aubin-des-Marais, Les Trois-Croix).\n\nARTICLE II - VALIDITÉ\n\n\
         Elle est valable du 1er janvier 2024 jusqu'au 31 décembre 2027 inclus. La première réunion aura lieu avant le 30 juin 2024.\n\n\
         Fait en trois exemplaires à Brélan, le 19 janvier 2024.\n",
    );
    assert_eq!(
        parties(&reading),
        [
            "Caisse d'allocations familiales de la Brume [family_fund]: Ève ROUDIER, directrice par intérim",
            "Communauté de communes du Haut-Lys [intercommunality]: Yann PRIGENT, Président",
            "Mutualité sociale agricole des Deux Rives [family_fund]: Luc ANSEL, directeur adjoint"
        ]
    );
    assert_eq!(
        perimeter(&reading),
        ["Brélan", "Le Gué-Noir", "Saint-Aubin-des-Marais", "Les Trois-Croix"]
    );
    assert_eq!(period(&reading), ["2024-01-01", "2027-12-31"]);
    assert_eq!(
        votes(&reading),
        ["Communauté de communes du Haut-Lys 2023-12-15 DCC-2023-112 -/-/-"]
    );
    let signature = reading.agreement.signature.as_ref().expect("signed");
    assert_eq!(day(signature.date.as_ref()), "2024-01-19");
    assert_eq!(signature.place.as_ref().map(|place| place.value.as_str()), Some("Brélan"));
    assert_eq!(reading.agreement.originals.as_ref().map(|count| count.value), Some(3));
    assert!(
        reading
            .organisations
            .iter()
            .all(|other| other.kind == OrganisationKind::Commune)
    );
}

/// Parties by items without anybody, persons in the blocks of signature side by side, votes with labels, a list of annexes in a sentence.
#[test]
fn a_convention_whose_persons_only_sign() {
    let reading = read(
        "CONVENTION TERRITORIALE GLOBALE\nVAL DE NERVOISE\n2022 - 2025\n\nEntre\n\n- la Caisse d'allocations familiales du Nerval,\n\
         ci-après « la Caf » ;\n- la commune d'Aubrac-le-Vieux ;\n- la commune des Essarts, ci-après « Les Essarts ».\n\nVu le code de \
         l'action sociale ;\n\nLe conseil municipal d'Aubrac-le-Vieux, réuni le 6 décembre 2021, a approuvé la convention (délibération \
         21-88).\nVotants : 19. Pour : 17 ; contre : 2.\n\nArticle 1er : Objet\n\nUn projet.\n\nArticle 2 : Durée\n\nLa convention prend \
         effet au 1er janvier 2022. Elle expirera le 31 décembre 2025.\n\nFait à Aubrac-le-Vieux,\nle 20 décembre 2021\n\n\
         Pour la Caf                     Pour la commune                 Pour la commune\n\
         La Directrice                   d'Aubrac-le-Vieux               des Essarts\n\
         \x20                               Le Maire                        La Maire\n\n\
         Odile FRESNEAU                  Henri COSTE                     Lise BERTHOD\n",
    );
    assert_eq!(
        parties(&reading),
        [
            "Caisse d'allocations familiales du Nerval [family_fund]: Odile FRESNEAU, Directrice",
            "Commune d'Aubrac-le-Vieux [commune]: Henri COSTE, Maire",
            "Commune des Essarts [commune]: Lise BERTHOD, Maire"
        ]
    );
    assert_eq!(perimeter(&reading), ["Commune d'Aubrac-le-Vieux", "Commune des Essarts"]);
    assert_eq!(period(&reading), ["2022-01-01", "2025-12-31"]);
    assert_eq!(votes(&reading), ["Commune d'Aubrac-le-Vieux 2021-12-06 21-88 17/2/-"]);
    let signature = reading.agreement.signature.as_ref().expect("signed");
    assert_eq!(day(signature.date.as_ref()), "2021-12-20");
}

/// A charter: it begins on the day it is signed, and only wishes a date.
#[test]
fn a_charter_has_no_term_that_it_only_wishes() {
    let reading = read(
        "CHARTE D'ENGAGEMENT\n\nEntre\n\nLa Caf de la Vaize, représentée par M. Rémi TALBOT, directeur,\n\net\n\nLa commune de \
         Cormeray-sur-Vaize, représentée par Mme la Maire, Claire FONTAINE,\n\nLes signataires souhaitent signer une convention \
         territoriale globale au plus tard le 31 décembre 2025, pour les années 2026 à 2029.\n\nLa charte prend effet à compter de sa \
         signature.\n\nFait à Cormeray-sur-Vaize, le 4 mars 2025.\n",
    );
    assert_eq!(
        parties(&reading),
        [
            "Caf de la Vaize [family_fund]: Rémi TALBOT, directeur",
            "Commune de Cormeray-sur-Vaize [commune]: Claire FONTAINE, Maire"
        ]
    );
    assert_eq!(period(&reading), ["2025-03-04", "-"]);
    assert_eq!(votes(&reading), [""; 0]);
}

/// An amendment that only puts off the end.
#[test]
fn an_amendment_that_puts_off_the_end() {
    let reading = read(
        "AVENANT N°1 À LA CONVENTION TERRITORIALE GLOBALE DU PAYS D'ORME\n\nENTRE LES SOUSSIGNÉS :\n\nLa Caisse d'allocations familiales \
         d'Orme, représentée par sa directrice, Madame Zoé LARTIGUE,\n\nET\n\nLa communauté de communes du Pays d'Orme, représentée par \
         son président, Monsieur Abel JOUVE,\n\nPréambule\n\nLa convention, signée le 12 mars 2021, court du 1er janvier 2021 au 31 \
         décembre 2024.\n\nArticle 1 : Objet\n\nLe présent avenant a pour objet de prolonger la convention d'un an.\n\nArticle 2 : Durée\n\n\
         La convention est prorogée d'une année, soit jusqu'au 31 décembre 2025.\n\nArticle 3 : Annexe 2\n\nL'annexe 2 est complétée par la \
         liste jointe.\n\nArticle 4 : Entrée en vigueur\n\nL'avenant entre en vigueur à la date de sa signature.\n\nFait à Orme, le 2 \
         décembre 2024\n",
    );
    assert_eq!(period(&reading), ["2021-01-01", "2025-12-31"]);
    let amendment = reading.amendment.as_ref().expect("an amendment");
    let kinds: Vec<&str> = amendment.changes.iter().map(|change| change.kind.code()).collect();
    assert_eq!(kinds, ["change_dates", "change_annex"]);
    assert_eq!(day(amendment.effect.as_ref()), "2024-12-02");
    assert_eq!(amendment.number.as_ref().map(|number| number.value.as_str()), Some("1"));
}
