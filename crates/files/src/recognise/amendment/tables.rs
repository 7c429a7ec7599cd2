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
    grids.iter().flat_map(|grid| &grid.rows).filter_map(change).collect()
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
