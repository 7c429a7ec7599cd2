//! The tables of a convention: for each, its columns with what they mean, and its rows.
//!
//! A cell holds what the text says, with its type; several values of one cell stand a line each. Nothing is computed from them.

mod agreement;
mod organisation;

use std::borrow::Cow;

use domain::reading::{ActionRead, AmountRead, Key, Lines, Reading, Sourced};

use super::said;
use crate::sheets::Cell;

pub(super) use agreement::signatories;
pub(super) use organisation::sites;

/// A column: its head, and what it holds.
pub(super) struct Column {
    pub(super) head: Cow<'static, str>,
    pub(super) meaning: &'static str,
}

/// A table.
pub(super) struct Tab {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Tab {
    fn new(name: &'static str, columns: &[(&'static str, &'static str)], rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let column = |(head, meaning): &(&'static str, &'static str)| Column {
            head: Cow::Borrowed(head),
            meaning,
        };
        Self {
            name,
            columns: columns.iter().map(column).collect(),
            rows: rows.into_iter().collect(),
        }
    }
}

/// What the last column of every table holds.
const LINES: (&str, &str) = (
    "Lignes du texte",
    "Les lignes du texte signé où c’est écrit\u{a0}; vide quand la valeur a été saisie",
);

/// Every table, the actions first.
pub(super) fn all(reading: &Reading) -> Vec<Tab> {
    vec![
        actions(reading),
        deployment(reading),
        amounts(reading),
        framework(reading),
        agreement::agreement(reading),
        agreement::parties(reading),
        organisation::bodies(reading),
        organisation::scheme(reading),
        organisation::facilities(reading),
        organisation::duties(reading),
        agreement::articles(reading),
        agreement::annexes(reading),
    ]
}

fn lines(lines: &Lines) -> Cell {
    said::lines(lines).into()
}

fn actions(reading: &Reading) -> Tab {
    let columns = [
        ("N°", "Le numéro imprimé de l’action, comme le texte l’écrit"),
        ("Action", "L’intitulé retenu"),
        (
            "Rattachement",
            "Les éléments du cadre au-dessus de l’action, du plus général au plus proche, un par ligne",
        ),
        ("Thématiques", "Les thématiques de l’action, une par ligne"),
        ("Pilotes", "Qui pilote l’action, un par ligne"),
        ("Porteurs", "Qui met l’action en œuvre, un par ligne"),
        ("Partenaires", "Qui y prend part, un par ligne"),
        ("Communes", "Les communes que les marques ou le texte nomment, une par ligne"),
        (
            "Années au contrat",
            "Les années que le tableau de déploiement marque, ou la fiche quand le tableau se tait",
        ),
        ("Calendrier", "Le calendrier, dans les mots du texte"),
        ("Public", "Pour qui l’action est faite"),
        ("Objectifs", "Ce que l’action vise, un objectif par ligne"),
        ("Détails", "Les étapes et précisions de l’action, une par ligne"),
        ("Moyens", "Moyens humains et techniques, un par ligne"),
        ("Financement", "Financeurs et fonds dans les mots du texte, un par ligne"),
        ("Indicateurs", "À quoi l’action est jugée, un indicateur par ligne"),
        LINES,
    ];
    Tab::new(
        "Actions",
        &columns,
        reading.actions.iter().map(|action| action_row(reading, action)),
    )
}

fn action_row(reading: &Reading, action: &ActionRead) -> Vec<Cell> {
    let keys = |keys: &[Sourced<Key>]| -> Vec<Key> { keys.iter().map(|key| key.value.clone()).collect() };
    let themes = action.themes.iter().map(|theme| theme_name(reading, &theme.value));
    let marked = said::shown_tracks(action).flat_map(|track| track.communes.iter().cloned());
    let communes: Vec<_> = marked.chain(keys(&action.communes)).collect();
    let details = action.details.iter().map(|detail| detail.text.value.as_str());
    let words = [
        action.number.value.clone(),
        action.title.value.clone(),
        said::above(reading, action.parent.as_ref().map(|parent| &parent.value)),
        said::lines_of(themes),
        said::holders(reading, &action.pilots),
        said::holders(reading, &action.bearers),
        said::holders(reading, &action.partners),
        said::names(reading, &communes),
        said::years(action),
        said::text(action.calendar.as_ref()),
        said::text(action.public.as_ref()),
        said::texts(&action.objectives),
        said::lines_of(details),
        said::texts(&action.means),
        said::texts(&action.funding),
        said::texts(&action.indicators),
        said::lines(&action.lines),
    ];
    words.into_iter().map(Cell::from).collect()
}

/// The name of a theme.
pub(super) fn theme_name<'r>(reading: &'r Reading, key: &'r Key) -> &'r str {
    let theme = reading.themes.iter().find(|theme| theme.id == *key);
    theme.map_or(key.0.as_str(), |theme| theme.name.value.as_str())
}

fn deployment(reading: &Reading) -> Tab {
    let years = said::all_years(reading);
    let columns = [
        ("N°", "Le numéro de l’action"),
        ("Action", "L’intitulé de l’action"),
        (
            "Communes",
            "Les communes que la marque nomme\u{a0}; vide quand elle n’en nomme aucune",
        ),
        (
            "Où c’est écrit",
            "Le tableau de déploiement, ou la fiche de l’action\u{a0}: les deux peuvent différer",
        ),
        ("Marque", "La marque telle qu’elle est écrite"),
    ];
    let tracks = reading
        .actions
        .iter()
        .flat_map(|action| action.tracks.iter().map(move |track| (action, track)));
    let rows = tracks.map(|(action, track)| {
        let own = [
            action.number.value.as_str().into(),
            action.title.value.as_str().into(),
            said::names(reading, &track.communes).into(),
            said::view(track.view).into(),
            track.mark.value.as_str().into(),
        ];
        let marked = |year: &i16| track.years.contains(year).then(|| said::planned(track.half)).into();
        let by_year: Vec<Cell> = years.iter().map(marked).collect();
        own.into_iter().chain(by_year).chain([lines(&track.mark.lines)]).collect()
    });
    let mut tab = Tab::new("Déploiement", &columns, rows);
    tab.columns.extend(years.iter().map(|year| Column {
        head: Cow::Owned(year.to_string()),
        meaning: "Une croix quand la marque vaut pour cette année, ou le semestre qu’elle nomme",
    }));
    tab.columns.push(Column {
        head: Cow::Borrowed(LINES.0),
        meaning: LINES.1,
    });
    tab
}

fn amounts(reading: &Reading) -> Tab {
    let columns = [
        ("N°", "Le numéro de l’action"),
        ("Action", "L’intitulé de l’action"),
        ("Financeur", "Qui paie, quand le texte le dit"),
        ("Année", "L’année, quand le texte la dit"),
        ("Montant (€)", "La somme, en euros"),
        (
            "Précision",
            "«\u{a0}environ\u{a0}», «\u{a0}au moins\u{a0}», «\u{a0}au plus\u{a0}»\u{a0}; vide quand la somme est exacte",
        ),
        ("Texte", "Les mots qui portent la somme"),
        LINES,
    ];
    let all = reading
        .actions
        .iter()
        .flat_map(|action| action.amounts.iter().map(move |amount| (action, amount)));
    let row = |(action, amount): (&ActionRead, &AmountRead)| {
        vec![
            action.number.value.as_str().into(),
            action.title.value.as_str().into(),
            amount.funder.as_ref().map(|funder| said::holder(reading, funder)).into(),
            amount.year.map(i64::from).into(),
            Cell::Hundredths(amount.cents),
            amount.precision.french().into(),
            amount.text.value.as_str().into(),
            lines(&amount.text.lines),
        ]
    };
    Tab::new("Montants", &columns, all.map(row))
}

fn framework(reading: &Reading) -> Tab {
    let columns = [
        ("Niveau", "Le nom du niveau, comme le texte l’appelle"),
        ("Code", "Le code imprimé"),
        ("Intitulé", "L’intitulé retenu"),
        ("Sous", "L’élément au-dessus"),
        (
            "Autres rédactions",
            "Ce que d’autres endroits du texte écrivent, une rédaction par ligne",
        ),
        LINES,
    ];
    let nodes = reading.nodes.iter().map(|node| {
        let above = node
            .parent
            .as_ref()
            .and_then(|key| reading.nodes.iter().find(|above| above.id == *key));
        vec![
            said::level(reading, node.level).into(),
            said::text(node.code.as_ref()).into(),
            node.title.value.as_str().into(),
            above
                .map(|above| said::node_name(above.code.as_ref(), &above.title.value))
                .into(),
            said::texts(&node.other_titles).into(),
            lines(&node.lines),
        ]
    });
    let themes = reading.themes.iter().map(|theme| {
        vec![
            "Thématique".into(),
            Cell::Empty,
            theme.name.value.as_str().into(),
            Cell::Empty,
            said::texts(&theme.other_names).into(),
            lines(&theme.lines),
        ]
    });
    Tab::new("Cadre", &columns, nodes.chain(themes))
}
