//! Changes told in a table: what is changed, its wording before, its wording after.

use domain::reading::{ChangeKind, ChangeRead, Lines, Sourced};

use super::super::rows;
use super::super::target::{self, Object, Verb};
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::Prose;
use crate::wording;

/// A table of articles, of annexes or of actions: what they were and what they become.
pub(super) fn in_tables(lines: &[Line]) -> Vec<ChangeRead> {
    let is_header = |header: &[Vec<String>]| {
        let [what, before, after, ..] = header else { return false };
        let named = |word: &String| {
            ["action", "fiche", "article", "annexe", "disposition"]
                .iter()
                .any(|stem| word.starts_with(stem))
        };
        what.iter().any(named) && is_before(before) && is_after(after)
    };
    let grids = rows::grids(lines, is_header);
    let drawn = grids.iter().flat_map(|grid| &grid.rows).filter_map(change);
    drawn.chain(torn(lines)).collect()
}

/// The same, torn a cell a line: the names of three columns, each after a blank line, then what is changed and its two wordings.
fn torn(lines: &[Line]) -> Vec<ChangeRead> {
    let plain: Vec<&[Line]> = lines.split(Line::is_blank).filter(|run| !run.is_empty()).collect();
    let cell = |run: &&[Line]| {
        let cell = run.len() < 4 && run.iter().all(|line| line.cells.is_empty() && line.pieces.is_empty());
        cell.then(|| Passage::new(run.iter().map(|line| (line.number, line.text.clone())).collect()))
    };
    let mut found = Vec::new();
    for (at, names) in plain.windows(3).enumerate() {
        // What announces the table may stand right above its first name.
        let (Some(what), Some(before), Some(after)) = (names[0].last(), cell(&names[1]), cell(&names[2])) else {
            continue;
        };
        let (what, before, after) = (&what.words, &before.words(), &after.words());
        let sheets = matches!(what.first().map(String::as_str), Some("fiche" | "action")) && what.len() <= 2;
        let named = plain
            .get(at + 3)
            .and_then(cell)
            .filter(|_| sheets && is_before(before) && is_after(after));
        let numbered = named.filter(|named| named.joined().starts_with(|c: char| c.is_ascii_digit()));
        let Some(named) = numbered else { continue };
        let wording = |rank: usize| plain.get(at + rank).and_then(cell).map(|cell| cell.sourced());
        // Two wordings on one line cannot be told apart.
        let (old, new) = (wording(4), wording(5));
        let both = new
            .as_ref()
            .is_some_and(|new| !new.value.starts_with(|c: char| c.is_ascii_digit()) && wording::words(&new.value).len() < 9);
        found.push(ChangeRead {
            lines: named.lines(),
            kind: ChangeKind::ModifyAction,
            target: Some(Sourced::new(format!("{} {}", what.join(" "), named.joined()), named.lines())),
            before: old.filter(|_| both),
            after: new.filter(|_| both),
        });
    }
    found
}

fn is_before(words: &[String]) -> bool {
    let says = |word: &String| {
        [
            "ancien",
            "initial",
            "actuel",
            "avant",
            "precedent",
            "lieu",
            "redaction",
            "version",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
    };
    words.len() <= 4 && words.iter().any(says)
}

fn is_after(words: &[String]) -> bool {
    let says = |word: &String| {
        ["nouve", "modifi", "apres", "lire", "redaction", "version", "remplac"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    words.len() <= 4 && words.iter().any(says)
}

fn change(row: &rows::Row) -> Option<ChangeRead> {
    let sourced = |text: &str| Sourced::new(unquoted(text).to_owned(), Lines::one(row.line));
    let named = row.cell(Some(0))?;
    let (before, after) = (row.cell(Some(1)), row.cell(Some(2)));
    if [before, after].into_iter().flatten().any(is_unchanged) {
        return None;
    }
    let words = after.map(wording::words).unwrap_or_default();
    let says = |start: &str| words.len() < 4 && words.iter().any(|word| word.starts_with(start));
    let verb = match (says("supprim") || says("retir"), says("nouve")) {
        (true, _) => Verb::Drop,
        (_, true) => Verb::Add,
        _ => Verb::Change,
    };
    let targets = target::targets(&Prose::of(&Passage::one(row.line, named)), 0);
    let object = targets.first().map_or(Object::Action, |target| target.object);
    // "Article 2 – Périmètre": the title says what the article holds.
    let territory = wording::words(named).iter().any(|word| word.starts_with("perimetre"));
    let kind = match (object, verb) {
        (Object::Article, Verb::Change) if territory => ChangeKind::ChangePerimeter,
        _ => object.changed(verb),
    };
    let worded = verb == Verb::Change;
    Some(ChangeRead {
        lines: Lines::one(row.line),
        kind,
        target: Some(sourced(named)),
        before: before.filter(|_| worded).map(sourced),
        after: after.filter(|_| worded).map(sourced),
    })
}

/// "(sans changement)": the row only recalls.
fn is_unchanged(text: &str) -> bool {
    let words = wording::words(text);
    let says = wording::position(&words, &["sans", "changement"]).is_some()
        || words.first().is_some_and(|word| word.starts_with("inchange"));
    says && words.len() <= 4
}

/// A wording without the quotes around the whole of it.
fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
    inner.filter(|inner| !inner.contains('«')).map_or(text, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let said = |text: &Option<Sourced<String>>| text.as_ref().map_or("-", |text| text.value.as_str()).to_owned();
        let one = |change: &ChangeRead| {
            let [target, before, after] = [&change.target, &change.before, &change.after].map(said);
            format!("{} {target} / {before} / {after}", change.kind.code())
        };
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        in_tables(&normalise(&lines)).iter().map(one).collect()
    }

    #[test]
    fn a_torn_row_says_what_becomes_otherwise() {
        let text = "Le pilote est modifié comme suit :\nFiche action\n\nPilote (ancienne rédaction)\n\nPilote (nouvelle rédaction)\n\n\
                    2.3 Coordonner les\naccueils\n\nCommune\n\nCaf\n\n5.2 Une suite";
        assert_eq!(
            read(text),
            ["modify_action fiche action 2.3 Coordonner les accueils / Commune / Caf"]
        );
    }

    #[test]
    fn a_row_says_what_was_and_what_becomes() {
        let text = "| Article de la convention | Au lieu de | Lire |\n|---|---|---|\n\
                    | Article 5 – Gouvernance | « une fois par an » | « deux fois par an » |\n\
                    | Article 2 – Périmètre | « onze communes » | « douze communes » |\n\
                    | Article 8 | (sans changement) | (sans changement) |";
        let told = [
            "change_article Article 5 – Gouvernance / une fois par an / deux fois par an",
            "change_perimeter Article 2 – Périmètre / onze communes / douze communes",
        ];
        assert_eq!(read(text), told);
        let text = "Fiche\tTexte actuel\tTexte modifié\nFiche 3\tTravaux en 2023\tTravaux en 2025\nFiche 4\t–\tFiche nouvelle\nFiche 5\t2024\tsupprimée";
        let told = [
            "modify_action Fiche 3 / Travaux en 2023 / Travaux en 2025",
            "add_action Fiche 4 / - / -",
            "drop_action Fiche 5 / - / -",
        ];
        assert_eq!(read(text), told);
        assert_eq!(read("Article\tThème\tPage\nArticle 5\tGouvernance\t3"), [""; 0]);
    }
}
