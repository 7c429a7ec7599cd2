//! Cells of means and money: where one item ends and the next begins.
//!
//! Bullets decide when there are any. Otherwise a name stands for itself, and a line that opens with a capital opens an item.

use domain::reading::Key;

use crate::lines::bullet;
use crate::names::Names;
use crate::passage::{Passage, Token};
use crate::wording::{is_capitalised, is_capitals};

/// A longer cell is prose, and one item.
const MOST_WORDS: usize = 400;

/// Splits a cell into its items.
pub(crate) fn split(cell: &Passage, names: &Names) -> Vec<Passage> {
    let prose = cell.words().len() > MOST_WORDS;
    let items = if prose {
        vec![cell.clone()]
    } else if cell.parts().iter().any(|(_, text)| bullet(text).is_some()) {
        bulleted(cell)
    } else {
        by_words(cell, names)
    };
    items
        .into_iter()
        .map(|item| trimmed(&item))
        .filter(|item| !item.is_empty())
        .collect()
}

fn bulleted(cell: &Passage) -> Vec<Passage> {
    let mut items: Vec<Passage> = Vec::new();
    for (line, text) in cell.parts() {
        match (bullet(text), items.last_mut()) {
            (Some(item), _) => items.push(Passage::one(*line, item)),
            (None, Some(item)) => item.push(*line, text),
            (None, None) => items.push(Passage::one(*line, text)),
        }
    }
    items
}

fn by_words(cell: &Passage, names: &Names) -> Vec<Passage> {
    let tokens = cell.tokens();
    let (mut items, mut start, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        let length = if at == start { name_length(&tokens, at, names) } else { None };
        if let Some(length) = length.filter(|length| stands_alone(cell, &tokens, at + length)) {
            items.push(cell.between(&tokens[at], &tokens[at + length - 1]));
            at += length;
            start = at;
            continue;
        }
        at += length.unwrap_or(1);
        let opens = tokens
            .get(at)
            .is_some_and(|token| token.opens_part() && (is_capitalised(&token.word)));
        if opens && !goes_on(cell, &tokens, start, at, names) {
            items.push(cell.between(&tokens[start], &tokens[at - 1]));
            start = at;
        }
    }
    if start < tokens.len() {
        items.push(cell.between(&tokens[start], &tokens[tokens.len() - 1]));
    }
    items
}

fn name_length(tokens: &[Token], at: usize, names: &Names) -> Option<usize> {
    names
        .at(tokens, at)
        .map(|mention| mention.length)
        .or_else(|| is_institution(&tokens[at]).then_some(1))
}

/// A département, a région, the State, or an acronym that is no scheme of the family branch.
pub(crate) fn is_institution(token: &Token) -> bool {
    const SCHEMES: [&str; 16] = [
        "alsh", "bafa", "cej", "clas", "cog", "ctg", "cof", "eaje", "evs", "fpt", "laep", "pedt", "psej", "pso", "psu", "reaap",
    ];
    let common = is_capitalised(&token.word) && matches!(token.fold.as_str(), "departement" | "region" | "etat");
    let acronym = is_capitals(&token.word) && token.word.len() > 2 && token.word.chars().all(char::is_alphabetic);
    common || acronym && !SCHEMES.contains(&token.fold.as_str())
}

/// A name is an item of its own when nothing in small letters and no sign ties it to what follows.
fn stands_alone(cell: &Passage, tokens: &[Token], next: usize) -> bool {
    let Some(following) = tokens.get(next) else { return true };
    let tied = cell.signs_after(&tokens[next - 1]);
    is_capitalised(&following.word) && !tied.starts_with(['+', '&', ':', '\'', '’'])
}

/// A line opens with a capital and yet goes on: the fund of a call for projects, the name of a payee.
fn goes_on(cell: &Passage, tokens: &[Token], start: usize, at: usize, names: &Names) -> bool {
    let item = &tokens[start..at];
    let folds: Vec<&str> = item.iter().map(|token| token.fold.as_str()).collect();
    let for_projects = matches!(folds.as_slice(), [.., "appel", "a", "projet" | "projets"]);
    let alone = tokens.get(at + 1).is_none_or(|next| !next.same_part(&tokens[at]));
    let payee = payee_at(item, names).is_some() && alone && names.at(tokens, at).is_none() && !is_institution(&tokens[at]);
    let tied = cell.signs_after(&tokens[at - 1]).starts_with(['+', '&', '/']);
    for_projects || payee || tied
}

/// "CAF à Entraide": where the payee begins in an item.
pub(crate) fn payee_at(item: &[Token], names: &Names) -> Option<usize> {
    let mention = names.at(item, 0)?;
    let linked = item
        .get(mention.length)
        .is_some_and(|token| token.fold == "a" && !is_capitalised(&token.word));
    let payee = item
        .get(mention.length + 1)
        .filter(|token| linked && is_capitalised(&token.word));
    payee.map(|_| mention.length + 1)
}

/// The commune to which a passage is bound by its first words, and what follows: "Valmont: deux lits".
pub(crate) fn bound(passage: &Passage, names: &Names) -> Option<(Key, Passage, Passage)> {
    let tokens = passage.tokens();
    let mention = names.at(&tokens, 0).filter(|mention| names.is_commune(&mention.key))?;
    let last = &tokens[mention.length - 1];
    let rest = passage.after(last);
    let colon = passage.signs_after(last).starts_with(':') && !rest.is_empty();
    colon.then(|| (mention.key, passage.between(&tokens[0], last), rest))
}

fn trimmed(item: &Passage) -> Passage {
    let parts = item.parts();
    let last = parts.len().saturating_sub(1);
    let clean = |(index, (line, text)): (usize, &(u32, String))| {
        let text = if index == last {
            text.trim_end_matches([',', ';', ' '])
        } else {
            text
        };
        (*line, text.to_owned())
    };
    Passage::new(parts.iter().enumerate().map(clean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::OrganisationKind;

    fn names() -> Names {
        Names::derive(&[
            (
                Key("p1".into()),
                OrganisationKind::FamilyFund,
                vec!["Caisse d'allocations familiales du Centre".into(), "La Caf".into()],
            ),
            (
                Key("p2".into()),
                OrganisationKind::Commune,
                vec!["Commune des Ormes sur Loire".into()],
            ),
            (Key("p3".into()), OrganisationKind::Commune, vec!["Commune de Valmont".into()]),
        ])
    }

    fn read(cell: &[&str]) -> Vec<String> {
        let cell = Passage::new((1..).zip(cell).map(|(line, text)| (line, (*text).to_owned())).collect());
        split(&cell, &names()).iter().map(Passage::joined).collect()
    }

    #[test]
    fn bullets_decide() {
        assert_eq!(
            read(&["- Chargés de", "coopération,", "- Outils"]),
            ["Chargés de coopération", "Outils"]
        );
    }

    #[test]
    fn names_stand_for_themselves() {
        assert_eq!(read(&["Les 2 communes CAF"]), ["Les 2 communes", "CAF"]);
        assert_eq!(read(&["Département ADIL"]), ["Département", "ADIL"]);
        assert_eq!(read(&["Région Caisse des dépôts"]), ["Région", "Caisse des dépôts"]);
        assert_eq!(
            read(&["Les Ormes", "Sur Loire", "Associations"]),
            ["Les Ormes Sur Loire", "Associations"]
        );
    }

    #[test]
    fn what_is_tied_stays_together() {
        assert_eq!(
            read(&["Les 2", "communes", "Appel à Projet", "CAF", "DREETS"]),
            ["Les 2 communes", "Appel à Projet CAF", "DREETS"]
        );
        assert_eq!(
            read(&["SF Parentalité CAF", "ou SF CTG", "Département"]),
            ["SF Parentalité CAF ou SF CTG", "Département"]
        );
        assert_eq!(
            read(&["Politique de la ville", "CAF à Entraide", "Familles"]),
            ["Politique de la ville", "CAF à Entraide Familles"]
        );
        assert_eq!(
            read(&["Associations", "TS CAF +", "département"]),
            ["Associations", "TS CAF + département"]
        );
    }

    #[test]
    fn a_detail_may_be_bound_to_a_commune() {
        let (key, form, rest) = bound(
            &Passage::new(vec![(1, "Les Ormes".into()), (2, "sur Loire: deux lits".into())]),
            &names(),
        )
        .expect("bound");
        assert_eq!(
            (key.0.as_str(), form.joined().as_str(), rest.joined().as_str()),
            ("p2", "Les Ormes sur Loire", "deux lits")
        );
        assert!(bound(&Passage::one(1, "Valmont ouvre une crèche"), &names()).is_none());
    }
}
