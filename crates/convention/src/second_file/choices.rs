//! What a person says of a second file that waits: what becomes of each group, how differences are put together, which organisations
//! are the same.
//!
//! It writes nothing: what is said is kept with the file, by the page.

use std::collections::BTreeMap;

use domain::comparison::Choice;
use files::comparison::{Group, Grouping};

use super::draft::Draft;
use super::{MOST_GROUPS, Understood};

/// The fields of a form, in their order.
type Pairs = [(String, String)];

impl Understood {
    /// What becomes of each group that the form shows; of the others nothing is said.
    pub(super) fn choose(&mut self, pairs: &Pairs) {
        for group in self.groups.iter().take(MOST_GROUPS) {
            let said = pairs.iter().find(|(name, _)| *name == group.key);
            if let Some(choice) = said.and_then(|(_, code)| Choice::from_code(code)) {
                self.draft.choose(group, choice);
            }
        }
    }

    /// Differences are put together another way: a choice that was made for all those of a new group is made for it, and a group of
    /// which some were chosen otherwise is ignored, as nobody said what becomes of it whole.
    pub(super) fn regroup(&mut self, pairs: &Pairs, grouping: Grouping) {
        self.choose(pairs);
        let chosen = self.chosen();
        self.draft.by_element = grouping == Grouping::Element;
        for group in self.comparison.groups(grouping) {
            self.draft.choose(&group, shared(&group, &chosen).unwrap_or_default());
        }
    }

    /// What was chosen of each difference, by its rank.
    fn chosen(&self) -> BTreeMap<usize, Choice> {
        by_rank(&self.groups, |group| self.choice(group))
    }

    /// The organisations that look alike and that a person says are the same, and those that are not after all.
    pub(super) fn choose_and_say_same(&mut self, pairs: &Pairs) {
        self.choose(pairs);
        let ticked = |rank: usize| pairs.iter().any(|(name, value)| name == "meme" && *value == rank.to_string());
        for (rank, alike) in self.comparison.alike.iter().enumerate() {
            if ticked(rank) {
                self.draft.said.insert(alike.folded.clone(), alike.key.0.clone());
            }
        }
        let kept = |name: &String| !pairs.iter().any(|(own, value)| own == "autre" && value == name);
        self.draft.said.retain(|name, _| kept(name));
    }
}

impl Draft {
    fn choose(&mut self, group: &Group, choice: Choice) {
        self.choices.insert(group.key.clone(), choice.code().to_owned());
    }
}

/// What was chosen of each difference of these groups, those that no page shows any more too.
fn by_rank(groups: &[Group], choice: impl Fn(&Group) -> Choice) -> BTreeMap<usize, Choice> {
    let of_group = |group: &Group| {
        let chosen = choice(group);
        group.ranks.clone().into_iter().map(move |rank| (rank, chosen))
    };
    groups.iter().flat_map(of_group).collect()
}

/// The one choice made for every difference of a group.
fn shared(group: &Group, chosen: &BTreeMap<usize, Choice>) -> Option<Choice> {
    let mut choices = group.ranks.iter().map(|rank| chosen.get(rank).copied().unwrap_or_default());
    let first = choices.next()?;
    choices.all(|choice| choice == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_of_many_groups_is_kept_of_all_of_them() {
        let group = |rank: usize| Group {
            key: format!("actions-{rank}"),
            title: String::new(),
            ranks: vec![rank],
        };
        let groups: Vec<Group> = (0..MOST_GROUPS + 2).map(group).collect();
        let chosen = by_rank(&groups, |_| Choice::Misread);
        assert_eq!(chosen.len(), groups.len());
        let whole = Group {
            key: "actions-intitule".to_owned(),
            title: String::new(),
            ranks: (0..groups.len()).collect(),
        };
        assert_eq!(shared(&whole, &chosen), Some(Choice::Misread));
    }
}
