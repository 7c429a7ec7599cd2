//! Cells of roles: names in a row, without any sign between them.

use domain::reading::{Holder, Sourced};

use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::wording::is_link;

/// A longer cell is no list of names.
const MOST_WORDS: usize = 400;

/// Whether a passage is made of names and nothing else.
pub(crate) fn only_names(passage: &Passage, names: &Names) -> bool {
    let tokens = passage.tokens();
    let mut at = 0;
    while at < tokens.len() {
        match names.at(&tokens, at) {
            Some(mention) => at += mention.length,
            None if tokens[at].fold == "et" => at += 1,
            None => return false,
        }
    }
    !tokens.is_empty()
}

/// The holders of a cell, in order. Words that name nobody known are kept as they stand.
pub(crate) fn holders(passage: &Passage, names: &Names, uses: &mut Uses) -> Vec<Sourced<Holder>> {
    let tokens = passage.tokens();
    let mut found: Vec<Sourced<Holder>> = Vec::new();
    if tokens.len() > MOST_WORDS {
        return found;
    }
    let mut add = |holder: Sourced<Holder>| match found.iter_mut().find(|known| known.value == holder.value) {
        Some(known) => known.lines = known.lines.union(&holder.lines),
        None => found.push(holder),
    };
    let (mut at, mut unknown) = (0, None);
    let text = |from: usize, to: usize| passage.between(&tokens[from], &tokens[to]).sourced().map(Holder::Text);
    while at < tokens.len() {
        let Some(mention) = names.at(&tokens, at) else {
            if unknown.is_none() && !is_link(&tokens[at].fold) {
                unknown = Some(at);
            }
            at += 1;
            continue;
        };
        if let Some(from) = unknown.take() {
            add(text(from, at - 1));
        }
        let form = passage.between(&tokens[at], &tokens[at + mention.length - 1]).sourced();
        uses.note(&mention.key, &form);
        add(Sourced::new(Holder::Known(mention.key), form.lines));
        at += mention.length;
    }
    if let Some(from) = unknown {
        add(text(from, tokens.len() - 1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::{Key, OrganisationKind};

    #[test]
    fn names_follow_one_another_over_lines() {
        let names = Names::derive(&[
            (Key("p1".into()), OrganisationKind::Commune, vec!["Commune des Ormes".into()]),
            (Key("p2".into()), OrganisationKind::Commune, vec!["Commune de Valmont".into()]),
        ]);
        let mut uses = Uses::default();
        let cell = Passage::new(vec![
            (4, "Valmont".into()),
            (5, "Les".into()),
            (6, "Ormes".into()),
            (7, "Mission locale".into()),
        ]);
        let read: Vec<_> = holders(&cell, &names, &mut uses)
            .into_iter()
            .map(|holder| (holder.value, holder.lines.to_string()))
            .collect();
        assert_eq!(
            read,
            [
                (Holder::Known(Key("p2".into())), "4".to_owned()),
                (Holder::Known(Key("p1".into())), "5-6".to_owned()),
                (Holder::Text("Mission locale".into()), "7".to_owned()),
            ]
        );
        assert!(!only_names(&cell, &names));
        assert_eq!(
            uses.of(&Key("p1".into())).next().map(|form| form.value).as_deref(),
            Some("Les Ormes")
        );
    }
}
