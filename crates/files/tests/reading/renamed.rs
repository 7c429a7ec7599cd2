//! The same convention between other parties, its sections in another order: the structure must be the same.

use crate::example;
use domain::reading::{Holder, Reading, Sourced, View};

/// Other communes, another fund. The letters of the marks change too.
const RENAMED: [(&str, &str); 28] = [
    (
        "Caisse d'allocations familiales des Bouches-du-Rhône",
        "Caisse commune de sécurité sociale de la Lozère",
    ),
    (
        "CAISSE D'ALLOCATIONS FAMILIALES DES BOUCHES-DU-RHÔNE",
        "CAISSE COMMUNE DE SÉCURITÉ SOCIALE DE LA LOZÈRE",
    ),
    (
        "Caisse d'Allocations Familiales Des\nBouches Du Rhône",
        "Caisse Commune de Sécurité Sociale\nDe La Lozère",
    ),
    (
        "Caisse d'allocations familiales (Caf)",
        "Caisse commune de sécurité sociale (Ccss)",
    ),
    ("« La Caf »", "« La Ccss »"),
    ("CAF", "CCSS"),
    ("Caf", "Ccss"),
    ("aux Pennes", "au Havre"),
    ("Les\nPennes", "Le\nHavre"),
    ("Havre\nMirabeau", "Havre\nNeuf"),
    ("Les Pennes\nMirabeau", "Le Havre\nNeuf"),
    ("Pennes\nMirabeau", "Havre\nNeuf"),
    ("Les Pennes", "Le Havre"),
    ("LES PENNES", "LE HAVRE"),
    ("Les-Pennes", "Le-Havre"),
    ("des Pennes", "du Havre"),
    ("DES PENNES", "DU HAVRE"),
    ("PENNES", "HAVRE"),
    ("Pennes", "Havre"),
    ("Mirabeau", "Neuf"),
    ("MIRABEAU", "NEUF"),
    ("LPM", "LHN"),
    ("x(L)", "x(H)"),
    ("L: 2022", "H: 2022"),
    ("S:2023", "R:2023"),
    ("Septèmes", "Rezé"),
    ("SEPTEMES", "REZÉ"),
    ("SEPTÈMES", "REZÉ"),
];

const VALLONS: [(&str, &str); 3] = [
    ("Les Vallons", "Sur Loire"),
    ("les-Vallons", "sur-Loire"),
    ("LES-VALLONS", "SUR-LOIRE"),
];

const PERSONS: [(&str, &str); 4] = [
    ("UPRAVAN", "DURAND"),
    ("FASANARO", "PETIT"),
    ("MOLINO", "MARTIN"),
    ("AMIEL", "BERNARD"),
];

/// First and last line of each section, in the order of the other text.
const ORDER: [(usize, usize); 13] = [
    (637, 671),
    (469, 502),
    (144, 401),
    (672, 696),
    (409, 468),
    (697, 959),
    (960, 1001),
    (1, 77),
    (402, 408),
    (503, 567),
    (101, 143),
    (568, 636),
    (78, 100),
];

fn other_text() -> String {
    let text = example::text();
    let lines: Vec<&str> = text.lines().collect();
    let mut ordered = String::new();
    for (first, last) in ORDER {
        for line in &lines[first - 1..last.min(lines.len())] {
            ordered.push_str(line);
            ordered.push('\n');
        }
    }
    let all = RENAMED.iter().chain(&VALLONS).chain(&PERSONS);
    let ordered = all.fold(ordered, |text, (from, to)| text.replace(from, to));
    ordered
        .replace("Les-Vallons", "sur-Loire")
        .replace("LES VALLONS", "SUR LOIRE")
        .replace("des Bouches Du Rhône", "de la Lozère")
        .replace("des Bouches-du-Rhône", "de la Lozère")
        .replace("Marseille", "Rouen")
        .replace("Synergie", "Entraide")
}

fn roles(holders: &[Sourced<Holder>]) -> Vec<String> {
    let mut keys: Vec<String> = holders
        .iter()
        .map(|holder| match &holder.value {
            Holder::Known(key) => key.0.clone(),
            Holder::Text(text) => text.clone(),
        })
        .collect();
    keys.sort();
    keys
}

/// What must not change, action by action.
fn shape(reading: &Reading) -> Vec<String> {
    let node = |key: &domain::reading::Key| {
        let node = reading.nodes.iter().find(|node| node.id == *key);
        node.and_then(|node| node.code.as_ref()).map(|code| code.value.clone())
    };
    let theme = |key: &domain::reading::Key| {
        reading
            .themes
            .iter()
            .find(|theme| theme.id == *key)
            .map(|theme| theme.name.value.clone())
    };
    let shape = reading.actions.iter().map(|action| {
        let tracks: Vec<_> = action
            .tracks
            .iter()
            .map(|track| {
                let communes: Vec<&str> = track.communes.iter().map(|key| key.0.as_str()).collect();
                (track.view, communes, track.years.clone())
            })
            .collect();
        format!(
            "{} {:?} titles {} pilots {:?} bearers {:?} others {} themes {:?} details {:?} means {} funding {} tracks {tracks:?}",
            action.number.value,
            action.parent.as_ref().map(|parent| node(&parent.value)),
            action.other_titles.len(),
            roles(&action.pilots),
            roles(&action.bearers),
            action.other_pilots.len() + action.other_bearers.len(),
            action.themes.iter().map(|key| theme(&key.value)).collect::<Vec<_>>(),
            action.details.iter().map(|detail| detail.commune.as_ref().map(|key| key.0.clone())).collect::<Vec<_>>(),
            action.means.len(),
            action.funding.len(),
        )
    });
    shape.collect()
}

#[test]
fn other_names_and_another_order_give_the_same_structure() {
    let real = example::import().reading;
    let text = other_text();
    for gone in [
        "Pennes",
        "Septèmes",
        "SEPTEMES",
        "Mirabeau",
        "Vallons",
        "Bouches",
        "CAF",
        "AMIEL",
    ] {
        assert!(!text.contains(gone), "{gone} is still there");
    }
    let other = files::read("autre.txt", text.as_bytes()).expect("a convention").reading;
    for (other, real) in shape(&other).iter().zip(shape(&real)) {
        assert_eq!(*other, real);
    }
    assert_eq!(other.actions.len(), 24);
    assert_eq!(other.cut(), None, "another order is no cut");
    let nodes = |reading: &Reading| -> Vec<_> {
        let node = |node: &domain::reading::NodeRead| {
            (
                node.code.clone().map(|code| code.value),
                node.level,
                node.title.value.clone(),
                node.parent.clone(),
            )
        };
        reading.nodes.iter().map(node).collect()
    };
    assert_eq!(nodes(&other), nodes(&real));
}

#[test]
fn other_names_are_recognised() {
    let other = files::read("autre.txt", other_text().as_bytes())
        .expect("a convention")
        .reading;
    let parties: Vec<(&str, &str, usize)> = other
        .parties
        .iter()
        .map(|party| (party.name.value.as_str(), party.usual_name(), party.signatories.len()))
        .collect();
    assert_eq!(
        parties,
        [
            ("Caisse commune de sécurité sociale de la Lozère", "CCSS", 2),
            ("Commune du Havre-Neuf", "Le Havre", 1),
            ("Commune de Rezé-sur-Loire", "Rezé", 1),
        ]
    );
    let kinds: Vec<_> = other.parties.iter().map(|party| party.kind.value.code()).collect();
    assert_eq!(kinds, ["family_fund", "commune", "commune"]);
    let vote = other.deliberations.first().expect("a vote");
    assert_eq!(
        (
            vote.organisation.as_ref().map(|key| key.value.0.as_str()),
            vote.signatories.len()
        ),
        (Some("p2"), 2)
    );
    assert!(vote.commission.is_some());
    let agreement = &other.agreement;
    assert_eq!(
        agreement.start.as_ref().map(|day| day.value.to_string()).as_deref(),
        Some("2022-01-01")
    );
    assert_eq!(
        agreement
            .signature
            .as_ref()
            .and_then(|signature| signature.place.as_ref())
            .map(|place| place.value.as_str()),
        Some("Rouen")
    );
    assert!(
        agreement
            .title
            .as_ref()
            .is_some_and(|title| title.value.starts_with("CONVENTION TERRITORIALE"))
    );
    let fifth = &other.actions[4].tracks;
    assert_eq!(
        (fifth[0].view, fifth[0].mark.value.as_str(), fifth[0].communes[0].0.as_str()),
        (View::Deployment, "x(H)", "p2")
    );
    assert_eq!(other.organisations[1].name.value, "Entraide Family");
    assert_eq!((other.articles.len(), other.annexes.len(), other.themes.len()), (15, 6, 8));
}

#[test]
fn communes_that_share_an_initial_are_not_guessed() {
    let text = other_text().replace("Rezé", "Hyères").replace("REZÉ", "HYÈRES");
    let other = files::read("autre.txt", text.as_bytes()).expect("a convention").reading;
    let fifth = &other.actions[4].tracks;
    assert!(
        fifth.iter().all(|track| track.communes.is_empty()),
        "the letter fits two communes"
    );
    assert_eq!(fifth[0].mark.value, "x(H)", "the mark is kept as written");
    assert_eq!(other.actions[4].bearers.len(), 2, "the names still are");
}

#[test]
fn no_proper_noun_of_the_example_stands_in_the_source() {
    const NOUNS: [&str; 20] = [
        "pennes",
        "mirabeau",
        "septèmes",
        "septemes",
        "vallons",
        "bouches",
        "rhône",
        "marseille",
        "synergie",
        "amiel",
        "molino",
        "amaro",
        "upravan",
        "fasanaro",
        "vitrolles",
        "lpm",
        "gavotte",
        "cohésion sociale",
        "solidarité femmes",
        "banque et territoire",
    ];
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("a source").to_lowercase();
            let found: Vec<_> = NOUNS.iter().filter(|noun| source.contains(**noun)).collect();
            assert!(found.is_empty(), "{} names {found:?}", path.display());
            files += 1;
        }
    }
    assert!(files > 20);
}

/// What must not change in how the work is organised.
fn organised(reading: &Reading) -> Vec<String> {
    let keys = |holders: &[Sourced<Holder>]| {
        let known = holders.iter().map(|holder| match &holder.value {
            Holder::Known(key) => key.0.clone(),
            Holder::Text(_) => "text".to_owned(),
        });
        known.collect::<Vec<_>>()
    };
    let facilities = reading.facilities.listed.iter().map(|facility| {
        let owner = facility.owner.as_ref().map(|owner| owner.value.0.clone());
        format!("{} {owner:?} {}", facility.kind.value, facility.sites.len())
    });
    let bodies = reading.bodies.iter().map(|body| {
        let members: Vec<_> = body
            .members
            .iter()
            .map(|member| (&member.organisation, member.replaceable))
            .collect();
        let rhythm = body
            .rhythm
            .as_ref()
            .map(|rhythm| (rhythm.minimum_per_year, rhythm.maximum_per_year));
        format!(
            "{} {members:?} {} {rhythm:?} {:?}",
            body.name.value,
            body.missions.len(),
            keys(&body.chairs)
        )
    });
    let posts = reading.scheme.posts.iter().map(|post| {
        let party = post.party.as_ref().map(|party| &party.value);
        let fte = post.fte_hundredths.as_ref().map(|fte| fte.value);
        format!("{party:?} {fte:?} {}", post.is_total)
    });
    let rules = reading.scheme.statements.iter().map(|rule| {
        let holders: Vec<_> = rule.holders.iter().map(|key| &key.value).collect();
        format!("{:?} {holders:?}", rule.topic)
    });
    let duties = reading.duties.iter().map(|duty| {
        let due = duty.due.as_ref().map(|due| due.value);
        format!(
            "{:?} {:?} > {:?} {due:?}",
            duty.kind,
            keys(&duty.debtors),
            keys(&duty.creditors)
        )
    });
    let before = reading.predecessors.iter().map(|before| {
        let end = before.end.as_ref().map(|day| day.value);
        format!("{:?} {end:?}", before.party.value)
    });
    let open = [format!("{} left open", reading.left_open.len())];
    facilities
        .chain(bodies)
        .chain(posts)
        .chain(rules)
        .chain(duties)
        .chain(before)
        .chain(open)
        .collect()
}

#[test]
fn other_names_and_another_order_organise_the_work_alike() {
    let other = files::read("autre.txt", other_text().as_bytes())
        .expect("a convention")
        .reading;
    let real = organised(&example::import().reading);
    assert_eq!(real.len(), 9 + 3 + 7 + 6 + 36 + 2 + 1);
    assert_eq!(organised(&other), real);
}
