//! How the real convention organises the work, compared with tables written by hand from its text.

use std::fmt::Write as _;

use crate::example;
use domain::reading::{Due, DutyRead, Family, Holder, Key, Lines, Reading, RuleCode, Sourced, Topic, Unit};

/// Each facility: its line, its type, its name; the sites follow.
const FACILITIES: &str = "\
84 EAJE: Mac La Gavotte
85 EAJE: Mac Les Bouroumettes
86 EAJE: Mac La Renardière
87 EAJE: Mac La Petite Farandole
88 EAJE: Mic Bulle d'Azur
90 ALSH: Jean Giono
91 ALSH: Les Charmes
93 LAEP: La Maison Câlins
95 RPE: Planète Bébés
";

/// Each duty: lines, article, kind, who owes, to whom, when. C is the fund, P and S the communes, `-` nobody named.
const DUTIES: &str = "\
824 5 means CPS > - -
832 5 funding CPS > - -
836 5 funding C > - -
838 5 funding PS > - -
842 6 means CPS > - -
844 6 governance CPS > - -
864 6 governance CPS > - -
866 6 governance CPS > - -
870 6 funding - > - -
876 7 data_protection CPS > CPS -
878 7 data_protection CPS > - -
878 7 data_protection - > «Délégué à la Protection des Données» before
880 7 data_protection - > - -
880 7 data_protection «les responsables de traitement concernés» > - -
884 8 communication CPS > - -
886 8 communication CPS > CPS -
888 8 communication - > - -
890 8 communication - > - -
892 8 event CPS > - -
894 8 event CPS > CPS before
895-896 8 event CPS > C -
897 8 event CPS > PS -
898 8 event CPS > - -
899 8 event CPS > CPS -
901,903 8 event - > C said
901,904 8 event - > PS said
908 9 review - > - yearly
910 9 evaluation - > - -
922 11 amendment CPS > - -
924 11 amendment - > - -
934 12 termination CPS > - 1 month
936 12 termination C > - 1 month
940 12 termination C > - -
944 12 termination CPS > - 6 month
954 13 dispute - > - -
958 14 confidentiality CPS«l'ensemble de leur personnel» > - throughout
";

fn letter(key: &Key) -> &'static str {
    match key.0.as_str() {
        "p1" => "C",
        "p2" => "P",
        "p3" => "S",
        _ => "?",
    }
}

fn letters(holders: &[Sourced<Holder>]) -> String {
    let shown = holders.iter().map(|holder| match &holder.value {
        Holder::Known(key) => letter(key).to_owned(),
        Holder::Text(text) => format!("«{text}»"),
    });
    let shown: String = shown.collect();
    if shown.is_empty() { "-".to_owned() } else { shown }
}

fn when(duty: &DutyRead) -> String {
    let unit = |unit| match unit {
        Unit::Day => "day",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    match &duty.due {
        None => "-".to_owned(),
        Some(due) => match due.value {
            None => "said".to_owned(),
            Some(Due::EveryYear) => "yearly".to_owned(),
            Some(Due::Within(count, of)) => format!("{count} {}", unit(of)),
            Some(Due::On(day)) => day.to_string(),
            Some(Due::Before) => "before".to_owned(),
            Some(Due::Throughout) => "throughout".to_owned(),
        },
    }
}

fn read() -> Reading {
    example::import().reading
}

#[test]
fn facilities_have_their_type_their_owner_and_their_sites() {
    let facilities = read().facilities;
    let mut shown = String::new();
    for facility in &facilities.listed {
        let line = facility.name.lines.first().expect("a line");
        writeln!(shown, "{line} {}: {}", facility.kind.value, facility.name.value).expect("a text");
        let owner = facility.owner.as_ref().expect("an owner");
        assert_eq!((letter(&owner.value), owner.lines.to_string().as_str()), ("P", "81"));
        assert_eq!(facility.sites.len(), if line == 95 { 2 } else { 1 }, "sites of line {line}");
    }
    assert_eq!(shown, FACILITIES);
    let sites = &facilities.listed[8].sites;
    let roles: Vec<&str> = sites
        .iter()
        .map(|site| site.role.as_ref().map_or("", |role| role.value.as_str()))
        .collect();
    assert_eq!(roles, ["Siège", "Antenne Pennoise"]);
    assert_eq!(
        sites[1].address.value,
        "Impasse Merlusse, Parc St Georges 13170 Les Pennes Mirabeau"
    );
    let [absence] = facilities.absent.as_slice() else {
        panic!("one absence")
    };
    assert_eq!(
        (
            absence.kind.value.as_str(),
            absence.mark.value.as_str(),
            absence.mark.lines.to_string().as_str()
        ),
        ("LUDOTHEQUE", "/", "97")
    );
}

#[test]
fn bodies_have_members_missions_and_a_rhythm() {
    let bodies = read().bodies;
    let shown: Vec<_> = bodies
        .iter()
        .map(|body| {
            let rhythm = body
                .rhythm
                .as_ref()
                .map(|rhythm| (rhythm.minimum_per_year, rhythm.maximum_per_year));
            (
                body.name.value.as_str(),
                body.members.len(),
                body.missions.len(),
                rhythm,
                letters(&body.chairs),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Comité de pilotage", 3, 11, Some((1, 2)), "CPS".to_owned()),
            ("Comité technique", 5, 5, Some((1, 2)), "-".to_owned()),
            ("Groupe projet", 3, 7, None, "-".to_owned()),
        ]
    );
    let others: Vec<Vec<&str>> = bodies
        .iter()
        .map(|body| body.other_names.iter().map(|name| name.value.as_str()).collect())
        .collect();
    assert_eq!(others, [vec!["COPIL"], vec!["COTECH"], vec![]]);
}

#[test]
fn members_sit_for_those_whom_their_words_name() {
    let bodies = read().bodies;
    let members: Vec<(Option<&str>, bool)> = bodies
        .iter()
        .flat_map(|body| &body.members)
        .map(|member| (member.organisation.as_ref().map(|key| key.0.as_str()), member.replaceable))
        .collect();
    assert_eq!(
        members,
        [
            (Some("g1"), true),
            (None, true),
            (Some("p1"), true),
            (None, true),
            (Some("p1"), true),
            (Some("p1"), false),
            (Some("p1"), false),
            (None, false),
            (None, false),
            (Some("p1"), false),
            (Some("g1"), false),
        ]
    );
}

#[test]
fn what_is_glued_or_lost_its_bullet_is_found() {
    let bodies = read().bodies;
    let glued = bodies[1].rhythm.as_ref().expect("a rhythm");
    assert_eq!(
        (glued.text.value.as_str(), glued.text.lines.to_string().as_str()),
        ("Se réunit 1 à 2 fois par an", "548")
    );
    let missions = &bodies[0].missions;
    assert_eq!(missions[2].lines, Lines::one(529), "a mission that lost its bullet");
    assert_eq!(
        (missions[5].value.as_str(), missions[10].lines.clone()),
        ("D'assurer le suivi de la réalisation des objectifs", Lines::one(862)),
        "those of the article, past the note"
    );
}

#[test]
fn the_scheme_has_posts_and_rules() {
    let scheme = read().scheme;
    let posts: Vec<(&str, &str, Option<u32>, bool)> = scheme
        .posts
        .iter()
        .map(|post| {
            let party = post.party.as_ref().map_or("-", |party| letter(&party.value));
            let fte = post.fte_hundredths.as_ref().map(|fte| fte.value);
            (party, post.title.value.as_str(), fte, post.is_total)
        })
        .collect();
    assert_eq!(
        posts,
        [
            ("S", "Chargée de coopération", Some(100), true),
            ("S", "Coopération Chef de projet", None, false),
            ("C", "Référent CAF", None, false),
            ("P", "Chargées de coopération", Some(150), true),
            ("P", "Coopération Chef de projet", Some(50), false),
            ("P", "coopération Petite Enfance", Some(50), false),
            ("P", "Coopération Loisirs Jeunesse", Some(50), false),
        ]
    );
    let rules: Vec<(Topic, String, String, Option<u32>)> = scheme
        .statements
        .iter()
        .map(|rule| {
            let holders: String = rule.holders.iter().map(|key| letter(&key.value)).collect();
            (
                rule.topic,
                rule.text.lines.to_string(),
                holders,
                rule.count.as_ref().map(|count| count.value),
            )
        })
        .collect();
    let rule = |topic, lines: &str, holders: &str, count| (topic, lines.to_owned(), holders.to_owned(), count);
    assert_eq!(
        rules,
        [
            rule(Topic::OwnActions, "587-589", "S", None),
            rule(Topic::Composition, "596-597", "PS", None),
            rule(Topic::Steering, "598-602", "PS", None),
            rule(Topic::Secretariat, "606-610", "P", None),
            rule(Topic::OwnActions, "619-621", "P", None),
            rule(Topic::Pooled, "625-631", "PS", Some(4)),
        ]
    );
}

#[test]
fn what_is_left_open_says_when_it_will_be_settled() {
    let open: Vec<(String, Option<String>)> = read()
        .left_open
        .into_iter()
        .map(|open| (open.text.lines.to_string(), open.settled_by.map(|by| by.value)))
        .collect();
    let first = Some("lors de la première instance de coopération".to_owned());
    assert_eq!(open, [("598-602".to_owned(), first.clone()), ("626-631".to_owned(), first)]);
}

#[test]
fn each_duty_says_who_owes_what_to_whom_and_when() {
    let mut shown = String::new();
    for duty in &read().duties {
        let article = duty.article.as_ref().map_or("-", |number| number.value.as_str());
        writeln!(
            shown,
            "{} {article} {} {} > {} {}",
            duty.lines,
            duty.kind.code(),
            letters(&duty.debtors),
            letters(&duty.creditors),
            when(duty)
        )
        .expect("a text");
    }
    assert_eq!(shown, DUTIES);
}

#[test]
fn each_address_says_what_it_is_for() {
    let duties = read().duties;
    let addresses: Vec<(&str, String, &str)> = duties
        .iter()
        .flat_map(|duty| duty.addresses.iter().map(move |address| (duty, address)))
        .map(|(duty, address)| (address.value.as_str(), letters(&duty.creditors), duty.text.value.as_str()))
        .collect();
    let [(first, first_to, first_text), (second, second_to, second_text)] = addresses.as_slice() else {
        panic!("two addresses, not {addresses:?}")
    };
    assert_eq!((*first, first_to.as_str()), ("direction.cafmarseille@caf.cnafmail.fr", "C"));
    assert!(
        first_text.starts_with("Pour la Caf, cette proposition sera envoyée"),
        "{first_text}"
    );
    assert_eq!(
        (*second, second_to.as_str()),
        ("communication.cafmarseille@caf.cnafmail.fr", "C")
    );
    assert!(second_text.starts_with("Lorsque le déroulé sera connu"), "{second_text}");
}

#[test]
fn the_contracts_before_ended_on_their_days() {
    let before: Vec<(&str, String)> = read()
        .predecessors
        .iter()
        .map(|before| {
            assert_eq!(before.kind.value, "Contrat Enfance Jeunesse");
            (
                letter(&before.party.value),
                before.end.as_ref().map_or(String::new(), |day| day.value.to_string()),
            )
        })
        .collect();
    assert_eq!(before, [("S", "2021-12-31".to_owned()), ("P", "2022-12-31".to_owned())]);
}

#[test]
fn every_line_of_the_three_annexes_is_held() {
    let import = example::import();
    let coverage = domain::reading::coverage(&import.reading, &import.text);
    let lines = (78..=97).chain(517..=564).chain(568..=631);
    let written = lines.filter(|line| !import.text[usize::try_from(*line).expect("a line") - 1].trim().is_empty());
    let left: Vec<u32> = written.filter(|line| !coverage.placed.holds(*line)).collect();
    assert_eq!(left, [0_u32; 0]);
}

const HEAD: &str = "\
CONVENTION TERRITORIALE GLOBALE 2023-2027

Entre les soussignés :

La Caisse commune de sécurité sociale du Centre
Représentée par Madame Anne PETIT, Directrice,
Ci-après dénommée « La CCSS »

Et :

La Commune de La Roche
Représentée par sa Maire, Madame Rose BLANC,
Ci-après dénommée « La Roche »

Et

La Commune de Valmont
Représentée par son Maire, Monsieur Jean GRAND,
Ci-après dénommée « Valmont »

Il est convenu ce qui suit :

";

fn other(rest: &str) -> Reading {
    let text = format!("{HEAD}{rest}");
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn listed(reading: &Reading) -> Vec<String> {
    let shown = reading.facilities.listed.iter().map(|facility| {
        let owner = facility.owner.as_ref().map_or("-", |owner| owner.value.0.as_str());
        let address = facility.sites.first().map_or("", |site| site.address.value.as_str());
        format!("{owner} {} | {} | {address}", facility.kind.value, facility.name.value)
    });
    shown.collect()
}

#[test]
fn a_table_may_have_a_column_of_communes() {
    let reading = other(
        "Annexe 3 : Équipements financés\n\nCommune\tType\tNom de la structure\tAdresse\tPlaces\n\
         La Roche\tMulti-accueil\tLes Lutins\t3 rue Haute 48000 La Roche\t20\n\
         Valmont\tALSH\tLe Phare\tplace du Port\t40\nValmont\tLudothèque\tnéant\t\t\n",
    );
    assert_eq!(
        listed(&reading),
        [
            "p2 Multi-accueil | Les Lutins | 3 rue Haute 48000 La Roche",
            "p3 ALSH | Le Phare | place du Port"
        ]
    );
    assert_eq!(reading.facilities.absent.len(), 1);
}

#[test]
fn a_list_may_be_one_a_line_or_in_a_sentence() {
    let reading = other(
        "Annexe 3 : Liste des équipements soutenus\n\nCommune de La Roche\n\nMulti-accueils\n- Les Lutins, 3 rue Haute 48000 La Roche\n\
         - La Ruche\n\nVALMONT :\n\nEAJE : Les Canaris, Les Mésanges\nLudothèque : néant\nCentre social Jean Moulin – 2 place Basse\n",
    );
    assert_eq!(
        listed(&reading),
        [
            "p2 Multi-accueils | Les Lutins | 3 rue Haute 48000 La Roche",
            "p2 Multi-accueils | La Ruche | ",
            "p3 EAJE | Les Canaris | ",
            "p3 EAJE | Les Mésanges | ",
            "p3 Centre social | Centre social Jean Moulin | 2 place Basse",
        ]
    );
}

#[test]
fn bodies_may_be_told_in_prose_and_posts_with_a_comma() {
    let reading = other(
        "Article 6 : Gouvernance\n\nLe COPIL se réunit deux fois par an. Il est composé de la maire de La Roche et d'un représentant de la \
         CCSS.\n\nLe comité technique est présidé par la CCSS et se réunit au moins une fois par trimestre.\n\n\
         Annexe 2 : Schéma de coopération\n\nLA ROCHE\n\nCoordinatrice enfance : 2,5 ETP\n",
    );
    let bodies: Vec<(&str, usize, Option<u16>, String)> = reading
        .bodies
        .iter()
        .map(|body| {
            let rhythm = body.rhythm.as_ref().map(|rhythm| rhythm.minimum_per_year);
            (body.name.value.as_str(), body.members.len(), rhythm, letters(&body.chairs))
        })
        .collect();
    assert_eq!(
        bodies,
        [
            ("COPIL", 2, Some(2), "-".to_owned()),
            ("Comité technique", 0, Some(4), "C".to_owned())
        ]
    );
    let [post] = reading.scheme.posts.as_slice() else {
        panic!("one post")
    };
    assert_eq!(
        (
            post.fte_hundredths.as_ref().map(|fte| fte.value),
            post.party.as_ref().map(|party| party.value.0.as_str())
        ),
        (Some(250), Some("p2"))
    );
}

fn ecarts(reading: &Reading) -> Vec<String> {
    let own = ["post_sum", "facility_list_missing", "body_bare"].map(RuleCode::from_code);
    let said = reading.anomalies.iter().filter(|anomaly| own.contains(&anomaly.rule));
    said.map(|anomaly| anomaly.reason.replace('\u{a0}', " ")).collect()
}

#[test]
fn what_does_not_add_up_is_said() {
    let reading = other(
        "Article 6 : Gouvernance\n\nLes parties décident de mettre en place un comité de pilotage et un groupe projet.\n\n\
         Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Décider\n\n\
         Annexe 2 : Schéma de coopération\n\nLA ROCHE\n\nChargées de coopération : 2 ETP\nCoopération enfance 0,5 ETP\n\
         Coopération jeunesse 1 ETP\n\nVALMONT\n\nChargée de coopération : 1 ETP\nCoopération enfance 1 ETP\n\n\
         Annexe 3 : Liste des équipements soutenus\n\nCommune de La Roche\n\nEAJE\n- Les Lutins\n",
    );
    assert_eq!(
        ecarts(&reading),
        [
            "L’instance « Groupe projet » est nommée et le texte ne dit ni qui y siège ni ce qu’elle fait.",
            "Le texte annonce 2 ETP pour La Roche et les postes énumérés en font 1,5.",
            "La liste des équipements et services est donnée pour La Roche, et non pour Valmont.",
        ]
    );
}

#[test]
fn the_real_lists_stop_at_one_commune_and_its_posts_add_up() {
    let reading = read();
    assert_eq!(
        ecarts(&reading),
        ["La liste des équipements et services est donnée pour Les Pennes-Mirabeau, et non pour Septèmes-les-Vallons."]
    );
    let lists = reading
        .anomalies
        .iter()
        .find(|anomaly| anomaly.reason.contains("équipements et services"));
    let lists = lists.expect("an écart");
    assert_eq!(
        (lists.family, lists.a.line, lists.b.as_ref().map(|b| b.line)),
        (Family::Missing, 691, Some(81))
    );
}
