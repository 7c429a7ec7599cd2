//! A reading as a text for people: what was agreed, by whom, the articles, the framework, every action, its deployment.
//!
//! What the text is silent about has no line; nothing is shortened.

use domain::example::Nature;
use domain::reading::{ActionRead, ArticleRead, DeliberationRead, Paragraph, ParagraphKind, Reading, Track};

use super::paper::Paper;
use super::said;
use super::sheets_of::{signatories, theme_name};
use super::text_rest;

/// What an example says on its first page.
const EXAMPLE: &str = "Exemple\u{a0}: une copie de la convention, dont le suivi est inventé.";

/// What every such text says of itself.
const WHAT: &str =
    "Ce document reprend ce qui a été lu du texte signé, corrections comprises. Seul l’exemplaire signé fait foi.";

/// What it says of a convention that was typed.
const WHAT_BY_HAND: &str = "Ce document reprend ce qui a été saisi de la convention. Seul l’exemplaire signé fait foi.";

/// The text of a convention.
pub(super) fn paper(reading: &Reading, nature: Nature) -> Paper {
    let mut paper = Paper {
        title: title(reading),
        under: under(reading, nature),
        blocks: Vec::new(),
    };
    agreement(&mut paper, reading);
    parties(&mut paper, reading);
    deliberations(&mut paper, reading);
    words_before(&mut paper, reading);
    articles(&mut paper, reading);
    framework(&mut paper, reading);
    actions(&mut paper, reading);
    deployment(&mut paper, reading);
    text_rest::organisation(&mut paper, reading);
    text_rest::end(&mut paper, reading);
    paper
}

fn title(reading: &Reading) -> String {
    let title = reading.agreement.title.as_ref();
    title.map_or_else(|| "Convention".to_owned(), |title| title.value.clone())
}

fn under(reading: &Reading, nature: Nature) -> Vec<String> {
    let mut under = Vec::new();
    let places: Vec<&str> = reading.perimeter.iter().map(|key| reading.shown(&key.value)).collect();
    if !places.is_empty() {
        under.push(places.join(", "));
    }
    if let (Some(start), Some(end)) = (&reading.agreement.start, &reading.agreement.end) {
        under.push(format!("Du {} au {}", said::day(start.value), said::day(end.value)));
    }
    if nature.is_example() {
        under.push(EXAMPLE.to_owned());
    }
    let what = if reading.is_by_hand() { WHAT_BY_HAND } else { WHAT };
    under.push(what.to_owned());
    under
}

/// A table of what is said, under two heads.
pub(super) fn said_of(paper: &mut Paper, rows: Vec<(&str, String)>) {
    let rows = rows.into_iter().filter(|(_, words)| !words.is_empty());
    let rows = rows.map(|(head, words)| vec![head.to_owned(), words]).collect();
    paper.table(&["Rubrique", "Ce que dit la convention"], rows);
}

fn agreement(paper: &mut Paper, reading: &Reading) {
    let read = &reading.agreement;
    paper.heading(1, "La convention");
    let signature = read.signature.as_ref().map(said::signature);
    let originals = read.originals.as_ref().map(|count| count.value.to_string());
    let rows = vec![
        ("Intitulé", said::text(read.title.as_ref())),
        ("Nature", said::text(read.kind.as_ref())),
        (
            "Début",
            read.start.as_ref().map(|day| said::day(day.value)).unwrap_or_default(),
        ),
        ("Fin", read.end.as_ref().map(|day| said::day(day.value)).unwrap_or_default()),
        ("Signature", signature.unwrap_or_default()),
        ("Exemplaires originaux", originals.unwrap_or_default()),
    ];
    said_of(paper, rows);
}

fn parties(paper: &mut Paper, reading: &Reading) {
    if reading.parties.is_empty() {
        return;
    }
    paper.heading(1, "Les parties");
    let rows = reading.parties.iter().map(|party| {
        let own = [party.name.value.clone(), party.kind.value.french().to_owned()];
        own.into_iter().chain([signatories(party).join("\n")]).collect()
    });
    paper.table(&["Partie", "Nature", "Représentée par"], rows.collect());
}

fn deliberations(paper: &mut Paper, reading: &Reading) {
    let row = |vote: &DeliberationRead| {
        vec![
            vote.organisation
                .as_ref()
                .map(|key| reading.shown(&key.value).to_owned())
                .unwrap_or_default(),
            vote.date.as_ref().map(|day| said::day(day.value)).unwrap_or_default(),
            said::text(vote.number.as_ref()),
            said::votes(&vote.votes),
            said::text(vote.approves.as_ref()),
        ]
    };
    let rows: Vec<_> = reading.deliberations.iter().map(row).collect();
    if !rows.is_empty() {
        paper.heading(2, "Délibérations");
    }
    paper.table(&["Conseil", "Date", "Numéro", "Vote", "Objet"], rows);
}

/// What stands before the articles.
fn words_before(paper: &mut Paper, reading: &Reading) {
    let words = &reading.wording;
    if !words.visas.is_empty() {
        paper.heading(1, "Textes visés");
        words.visas.iter().for_each(|text| paper.item(1, text.value.clone()));
    }
    if !words.exposition.is_empty() {
        paper.heading(1, "Préambule");
        paragraphs(paper, &words.exposition);
    }
    if let Some(formula) = &words.enacting {
        paper.paragraph(formula.value.clone());
    }
}

fn articles(paper: &mut Paper, reading: &Reading) {
    if reading.articles.is_empty() {
        return;
    }
    paper.heading(1, "Les articles");
    for article in &reading.articles {
        paper.heading(2, article_name(article));
        paragraphs(paper, &article.text);
    }
}

/// "Article 3 : Engagements".
fn article_name(article: &ArticleRead) -> String {
    match &article.number {
        Some(number) => format!("Article {}\u{a0}: {}", number.value, article.title.value),
        None => article.title.value.clone(),
    }
}

/// Paragraphs under a heading of level 2.
pub(super) fn paragraphs(paper: &mut Paper, read: &[Paragraph]) {
    for paragraph in read {
        let words = paragraph.text.value.clone();
        match paragraph.kind {
            ParagraphKind::Plain => paper.paragraph(words),
            ParagraphKind::Heading => paper.heading(3, words),
            ParagraphKind::Item(depth) => paper.item(depth, words),
            ParagraphKind::Note => paper.paragraph(format!("Note\u{a0}: {words}")),
        }
    }
}

fn framework(paper: &mut Paper, reading: &Reading) {
    if reading.nodes.is_empty() && reading.themes.is_empty() {
        return;
    }
    paper.heading(1, "Le cadre");
    for node in &reading.nodes {
        let level = said::level(reading, node.level);
        let name = said::node_name(node.code.as_ref(), &node.title.value);
        paper.item(node.level + 1, format!("{level}\u{a0}: {name}"));
    }
    for theme in &reading.themes {
        paper.item(1, format!("Thématique\u{a0}: {}", theme.name.value));
    }
}

fn actions(paper: &mut Paper, reading: &Reading) {
    if reading.actions.is_empty() {
        return;
    }
    paper.heading(1, "Les fiches des actions");
    for action in &reading.actions {
        paper.heading(2, format!("Action {}\u{a0}: {}", action.number.value, action.title.value));
        said_of(paper, sheet(reading, action));
    }
}

/// What is said of an action, head by head.
fn sheet<'w>(reading: &Reading, action: &ActionRead) -> Vec<(&'w str, String)> {
    let themes = action.themes.iter().map(|theme| theme_name(reading, &theme.value));
    let details: Vec<String> = action.details.iter().map(|detail| detail_of(reading, detail)).collect();
    let amounts: Vec<String> = action.amounts.iter().map(|amount| amount_of(reading, amount)).collect();
    vec![
        (
            "Rattachement",
            said::above(reading, action.parent.as_ref().map(|parent| &parent.value)),
        ),
        ("Thématiques", said::lines_of(themes)),
        ("Pilotes", said::holders(reading, &action.pilots)),
        ("Porteurs", said::holders(reading, &action.bearers)),
        ("Partenaires", said::holders(reading, &action.partners)),
        ("Communes", said::names(reading, action.communes.iter().map(|key| &key.value))),
        ("Années au contrat", said::years(action)),
        ("Calendrier", said::text(action.calendar.as_ref())),
        ("Public", said::text(action.public.as_ref())),
        ("Objectifs", said::texts(&action.objectives)),
        ("Détails", details.join("\n")),
        ("Moyens", said::texts(&action.means)),
        ("Financement", said::texts(&action.funding)),
        ("Montants", amounts.join("\n")),
        ("Indicateurs", said::texts(&action.indicators)),
        ("Autres intitulés", said::texts(&action.other_titles)),
        ("Pilotes selon la fiche", said::holders(reading, &action.other_pilots)),
        ("Porteurs selon la fiche", said::holders(reading, &action.other_bearers)),
    ]
}

fn detail_of(reading: &Reading, detail: &domain::reading::Detail) -> String {
    match &detail.commune {
        Some(commune) => format!("{} ({})", detail.text.value, reading.shown(commune)),
        None => detail.text.value.clone(),
    }
}

fn amount_of(reading: &Reading, amount: &domain::reading::AmountRead) -> String {
    let funder = amount
        .funder
        .as_ref()
        .map(|funder| format!("{}\u{a0}: ", said::holder(reading, funder)));
    let year = amount.year.map(|year| format!(" en {year}"));
    let precision = amount.precision.french();
    let space = if precision.is_empty() { "" } else { " " };
    format!(
        "{}{precision}{space}{}{}",
        funder.unwrap_or_default(),
        said::euros(amount.cents),
        year.unwrap_or_default()
    )
}

fn deployment(paper: &mut Paper, reading: &Reading) {
    let years = said::all_years(reading);
    if years.is_empty() {
        return;
    }
    paper.heading(1, "Le déploiement");
    let heads: Vec<String> = years.iter().map(i16::to_string).collect();
    let heads: Vec<&str> = ["Action", "Communes"]
        .into_iter()
        .chain(heads.iter().map(String::as_str))
        .collect();
    let row = |action: &ActionRead, track: &Track| {
        let own = [
            format!("{} {}", action.number.value, action.title.value),
            said::names(reading, &track.communes),
        ];
        let marked = |year: &i16| {
            if track.years.contains(year) {
                said::planned(track.half)
            } else {
                ""
            }
        };
        own.into_iter()
            .chain(years.iter().map(|year| marked(year).to_owned()))
            .collect()
    };
    let rows = reading
        .actions
        .iter()
        .flat_map(|action| said::shown_tracks(action).map(move |track| row(action, track)));
    paper.table(&heads, rows.collect());
}
