//! Actions: the outline, the grid and the sheets put together, action by action.

use domain::reading::{ActionRead, Detail, Holder, Key, Lines, Sourced};

use super::framework::Framework;
use super::organisations::Organisations;
use super::themes::Themes;
use super::{items, marks, roles, union};
use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::recognise::Seen;
use crate::recognise::heading::order;

/// Places and marks of one action beyond this are noise, and stay in the unplaced text.
const MOST_PLACES: usize = 60;

/// What is needed to bind an action, and what grows on the way.
pub(crate) struct Binder<'b> {
    pub(crate) names: &'b Names,
    pub(crate) themes: &'b mut Themes,
    pub(crate) framework: &'b mut Framework,
    pub(crate) organisations: &'b mut Organisations,
    pub(crate) uses: &'b mut Uses,
}

impl Binder<'_> {
    /// The actions, in the order of their numbers.
    pub(crate) fn actions(mut self, mut seen: Vec<Seen>) -> Vec<ActionRead> {
        seen.sort_by_cached_key(|seen| (order(&seen.number.value), seen.place));
        let same = |a: &Seen, b: &Seen| a.number.value == b.number.value;
        seen.chunk_by(same).filter_map(|places| self.action(places)).collect()
    }

    fn action(&mut self, places: &[Seen]) -> Option<ActionRead> {
        let mut action = begun(places)?;
        for seen in places.iter().take(MOST_PLACES) {
            let parent = self.framework.place(&seen.headings);
            action.parent = action.parent.take().or(parent);
            self.title(&mut action, seen);
            self.sheet(&mut action, seen);
            self.roles(&mut action, seen);
            let tracks = marks::grid(&seen.marks, self.names, self.uses);
            let dated = marks::sheets(&seen.years, self.names, self.uses);
            for track in tracks.into_iter().chain(dated) {
                if action.tracks.len() < MOST_PLACES && !action.tracks.contains(&track) {
                    action.tracks.push(track);
                }
            }
        }
        action.lines = lines(&action);
        Some(action)
    }

    fn title(&mut self, action: &mut ActionRead, seen: &Seen) {
        for (key, form) in self.names.mentions(&seen.title) {
            self.uses.note(&key, &form);
        }
        if let Some(carrier) = self.organisations.carrier(&seen.title, self.names) {
            add_holder(&mut action.partners, carrier.map(Holder::Known));
        }
        let title = seen.title.sourced();
        if title.value.is_empty() {
            return;
        }
        if title.value == action.title.value {
            action.title.lines = action.title.lines.union(&title.lines);
        } else {
            add_text(&mut action.other_titles, title);
        }
    }

    fn sheet(&mut self, action: &mut ActionRead, seen: &Seen) {
        for block in &seen.themes {
            for theme in self.themes.take(block) {
                match action.themes.iter_mut().find(|known| known.value == theme.value) {
                    Some(known) => known.lines = known.lines.union(&theme.lines),
                    None => action.themes.push(theme),
                }
            }
        }
        for block in &seen.details {
            let detail = self.detail(block);
            if !action.details.contains(&detail) {
                action.details.push(detail);
            }
        }
        for item in seen.means.iter().flat_map(|cell| items::split(cell, self.names)) {
            self.note(&item);
            add_text(&mut action.means, item.sourced());
        }
        for item in seen.funding.iter().flat_map(|cell| items::split(cell, self.names)) {
            self.note(&item);
            self.organisations.funder(&item, self.names);
            add_text(&mut action.funding, item.sourced());
        }
    }

    fn note(&mut self, item: &Passage) {
        for (key, form) in self.names.mentions(item) {
            self.uses.note(&key, &form);
        }
    }

    /// A detail, bound to the commune that its first words name.
    fn detail(&mut self, block: &Passage) -> Detail {
        let lines = block.lines();
        match items::bound(block, self.names) {
            Some((key, form, rest)) => {
                self.uses.note(&key, &form.sourced());
                Detail {
                    text: Sourced::new(rest.joined(), lines),
                    commune: Some(key),
                }
            }
            None => Detail {
                text: Sourced::new(block.joined(), lines),
                commune: None,
            },
        }
    }

    /// The first place that speaks is shown; another that says the same adds its lines, one that differs is kept beside.
    fn roles(&mut self, action: &mut ActionRead, seen: &Seen) {
        let mut read = |cell: &Passage| roles::holders(cell, self.names, self.uses);
        let (pilots, bearers, partners) = (read(&seen.pilots), read(&seen.bearers), read(&seen.partners));
        second(&mut action.pilots, &mut action.other_pilots, pilots);
        second(&mut action.bearers, &mut action.other_bearers, bearers);
        for partner in partners {
            add_holder(&mut action.partners, partner);
        }
    }
}

/// An action with its number and the title of the first place that gives one.
fn begun(places: &[Seen]) -> Option<ActionRead> {
    let number = places.first()?.number.value.clone();
    let titled = places.iter().find(|seen| !seen.title.is_empty())?;
    let title = Sourced::new(titled.title.joined(), Lines::default());
    let number = Sourced::new(number, union(places.iter().map(|seen| &seen.number.lines)));
    Some(ActionRead::named(number, title))
}

fn second(shown: &mut Vec<Sourced<Holder>>, other: &mut Vec<Sourced<Holder>>, read: Vec<Sourced<Holder>>) {
    if read.is_empty() {
        return;
    }
    let within = |a: &[Sourced<Holder>], b: &[Sourced<Holder>]| a.iter().all(|x| b.iter().any(|y| x.value == y.value));
    let agree = shown.is_empty() || within(shown, &read) && within(&read, shown);
    let kept = if agree { shown } else { other };
    for holder in read {
        add_holder(kept, holder);
    }
}

fn add_holder(holders: &mut Vec<Sourced<Holder>>, holder: Sourced<Holder>) {
    match holders.iter_mut().find(|known| known.value == holder.value) {
        Some(known) => known.lines = known.lines.union(&holder.lines),
        None => holders.push(holder),
    }
}

fn add_text(texts: &mut Vec<Sourced<String>>, text: Sourced<String>) {
    match texts.iter_mut().find(|known| known.value == text.value) {
        Some(known) => known.lines = known.lines.union(&text.lines),
        None => texts.push(text),
    }
}

/// Where an action is spoken of, heading of its node excepted.
fn lines(action: &ActionRead) -> Lines {
    let texts = action
        .other_titles
        .iter()
        .chain(&action.means)
        .chain(&action.funding)
        .map(|text| &text.lines);
    let holders = [
        &action.pilots,
        &action.bearers,
        &action.other_pilots,
        &action.other_bearers,
        &action.partners,
    ];
    let holders = holders.into_iter().flatten().map(|holder| &holder.lines);
    let themes = action.themes.iter().map(|theme: &Sourced<Key>| &theme.lines);
    let details = action.details.iter().map(|detail| &detail.text.lines);
    let tracks = action.tracks.iter().map(|track| &track.mark.lines);
    let own = [&action.number.lines, &action.title.lines];
    union(
        own.into_iter()
            .chain(texts)
            .chain(holders)
            .chain(themes)
            .chain(details)
            .chain(tracks),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::Place;
    use domain::reading::OrganisationKind;

    fn seen(place: Place, line: u32, title: &str, pilots: &str) -> Seen {
        let mut seen = Seen::new(
            place,
            Sourced::new("2".to_owned(), Lines::one(line)),
            Passage::one(line, title),
        );
        seen.pilots = Passage::one(line, pilots);
        seen
    }

    fn bound(places: Vec<Seen>) -> ActionRead {
        let names = Names::derive(&[
            (Key("p1".into()), OrganisationKind::Commune, vec!["Commune des Ormes".into()]),
            (Key("p2".into()), OrganisationKind::Commune, vec!["Commune de Valmont".into()]),
        ]);
        let binder = Binder {
            names: &names,
            themes: &mut Themes::new(Vec::new()),
            framework: &mut Framework::default(),
            organisations: &mut Organisations::default(),
            uses: &mut Uses::default(),
        };
        binder.actions(places).remove(0)
    }

    #[test]
    fn the_framework_gives_the_title_and_the_grid_the_roles() {
        let action = bound(vec![
            seen(Place::Sheet, 9, "Relier", "Valmont"),
            seen(Place::Grid, 5, "Relier (santé)", "Valmont Les Ormes"),
            seen(Place::Outline, 3, "Relier", ""),
        ]);
        assert_eq!(
            (action.title.value.as_str(), action.title.lines.to_string()),
            ("Relier", "3,9".to_owned())
        );
        assert_eq!(action.other_titles[0].value, "Relier (santé)");
        assert_eq!(action.pilots.len(), 2);
        assert_eq!(
            (action.other_pilots.len(), action.other_pilots[0].lines.to_string()),
            (1, "9".to_owned())
        );
    }

    #[test]
    fn views_that_agree_add_their_lines() {
        let action = bound(vec![
            seen(Place::Sheet, 9, "Relier", "Les Ormes Valmont"),
            seen(Place::Grid, 5, "Relier", "Valmont Les Ormes"),
        ]);
        assert!(action.other_pilots.is_empty());
        assert_eq!(
            action.pilots[0].value,
            Holder::Known(Key("p2".into())),
            "the grid gives the order"
        );
        assert_eq!(action.pilots[0].lines.to_string(), "5,9");
    }
}
