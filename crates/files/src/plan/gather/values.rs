//! Words of a field, kept as they stand.

use domain::reading::{AmountRead, Detail, Holder, Key, Sourced, ThemeRead};

use super::super::holders::{self, Commas};
use super::super::labels::{Label, is_nothing, label};
use super::super::legend::{without_article, without_place};
use super::super::payers::Payers;
use super::super::prose;
use super::super::sums;
use super::super::walk::{Spot, Told};
use super::{Gatherer, Role};
use crate::bind::roles::{holders as holders_of_names, only_names};
use crate::passage::Passage;
use crate::wording;
use domain::reading::ActionRead;

/// Keeps the first value that says something.
pub(super) fn first(kept: &mut Option<Sourced<String>>, value: &Passage) {
    let text = value.sourced();
    if kept.is_none() && !is_nothing(&text.value) {
        *kept = Some(text);
    }
}

/// Keeps a text once.
pub(super) fn text(kept: &mut Vec<Sourced<String>>, value: &Passage) {
    let text = value.sourced();
    if !is_nothing(&text.value) && !kept.iter().any(|known| known.value == text.value) {
        kept.push(text);
    }
}

/// Keeps the items of a value: semicolons part them.
pub(super) fn items(kept: &mut Vec<Sourced<String>>, value: &Passage) {
    for part in parted(value) {
        text(kept, &part);
    }
}

/// "Nombre de visiteurs, nombre de stands": what is counted after a comma is told apart.
fn counted(text: &str) -> Vec<&str> {
    const COUNTS: [&str; 4] = [", nombre d", ", taux d", ", part d", ", pourcentage d"];
    let mut cuts: Vec<usize> = COUNTS
        .iter()
        .flat_map(|count| text.match_indices(count))
        .map(|(at, _)| at)
        .collect();
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = 0;
    for cut in cuts {
        pieces.push(&text[from..cut]);
        from = cut + 1;
    }
    pieces.push(&text[from..]);
    pieces
}

/// A passage cut at its semicolons, and where one thing counted follows another.
fn parted(value: &Passage) -> Vec<Passage> {
    let mut parts = vec![Passage::default()];
    for (line, text) in value.parts() {
        for (index, piece) in text.split(';').flat_map(counted).enumerate() {
            if index > 0 {
                parts.push(Passage::default());
            }
            if let Some(part) = parts.last_mut() {
                part.push(*line, piece.trim());
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

impl Gatherer<'_> {
    pub(super) fn holders(&mut self, action: &mut ActionRead, value: &Passage, role: Role) {
        let parts = self.roles_inside(value);
        if parts.is_empty() {
            self.names(action, value, role);
        }
        for (role, part) in parts {
            self.names(action, &part, role);
        }
    }

    /// "Pilote : commune", in the chapter of a commune, is that commune.
    fn of_chapter(&self, value: &Passage) -> Passage {
        match &self.chapter {
            Some(name) if matches!(wording::words(&value.joined()).join(" ").as_str(), "commune" | "la commune") => {
                Passage::one(value.parts()[0].0, &format!("commune de {}", name.joined()))
            }
            _ => value.clone(),
        }
    }

    /// "P : Syndicat mixte / R : Commune": roles told inside a cell, by their names or by letters that a legend explains.
    fn roles_inside(&self, value: &Passage) -> Vec<(Role, Passage)> {
        let mut found = Vec::new();
        for (line, text) in value.parts() {
            for piece in text.split(['/', ';', '|']) {
                let Some((head, rest)) = piece.split_once(':') else { continue };
                let head = head.trim();
                let full = self.around.legend.name(head).map_or_else(|| head.to_owned(), Passage::joined);
                let role = role_of(&full).or_else(|| role_of(head));
                found.extend(role.map(|role| (role, Passage::one(*line, rest.trim()))));
            }
        }
        found
    }

    fn names(&mut self, action: &mut ActionRead, value: &Passage, role: Role) {
        let value = &self.of_chapter(value);
        let named = if only_names(value, self.around.names) {
            holders_of_names(value, self.around.names, &mut self.uses)
        } else {
            let commas = if matches!(role, Role::Partner) {
                Commas::Part
            } else {
                Commas::MayPart
            };
            let names = holders::split(value, self.around.names, self.around.legend, commas);
            let parted: Vec<Passage> = names.iter().flat_map(|name| self.parted(name)).collect();
            parted.iter().map(|name| self.holder(name)).collect()
        };
        for holder in named {
            let kept = match role {
                Role::Pilot => &mut action.pilots,
                Role::Bearer => &mut action.bearers,
                Role::Partner => &mut action.partners,
            };
            match kept.iter_mut().find(|known| known.value == holder.value) {
                Some(known) => known.lines = known.lines.union(&holder.lines),
                None => kept.push(holder),
            }
        }
    }

    /// "Val Agglo et Sous-la-Roche": several names, where each stands alone elsewhere.
    fn parted(&self, name: &Passage) -> Vec<Passage> {
        let tokens = name.tokens();
        let is_alone = |piece: &Passage| self.alone.contains(&piece.words());
        let (mut found, mut from) = (Vec::new(), 0);
        for at in 1..tokens.len().saturating_sub(1) {
            if at <= from || tokens[at].fold != "et" {
                continue;
            }
            let piece = name.between(&tokens[from], &tokens[at - 1]);
            if is_alone(&piece) {
                found.push(piece);
                from = at + 1;
            }
        }
        let rest = tokens.get(from).map(|first| name.from(first)).filter(is_alone);
        match rest {
            Some(rest) if !found.is_empty() => found.into_iter().chain([rest]).collect(),
            _ => vec![name.clone()],
        }
    }

    /// Who a name means: a party, what a legend writes out, or the words themselves.
    pub(super) fn holder(&mut self, name: &Passage) -> Sourced<Holder> {
        let lines = name.lines();
        if let Some(key) = self.around.names.exactly(name) {
            self.uses.note(&key, &name.sourced());
            return Sourced::new(Holder::Known(key), lines);
        }
        let text = name.joined();
        if let Some(full) = self.around.legend.name(&text) {
            if let Some(key) = self.around.names.exactly(full) {
                return Sourced::new(Holder::Known(key), lines);
            }
            return Sourced::new(Holder::Text(full.joined()), lines);
        }
        let text = text.trim_end_matches('.').to_owned();
        Sourced::new(Holder::Text(text), lines)
    }

    pub(super) fn funding(&mut self, action: &mut ActionRead, value: &Passage) {
        if is_nothing(&value.joined()) {
            return;
        }
        text(&mut action.funding, value);
        let mut years: Vec<i16> = action.tracks.iter().flat_map(|track| track.years.iter().copied()).collect();
        years.sort_unstable();
        years.dedup();
        for sum in sums::without_total(sums::sums(value, self.around.term, &years, self.payers())) {
            let funder = sum.funder.as_ref().map(|funder| self.funder(funder));
            push_amount(
                action,
                AmountRead {
                    text: sum.text.sourced(),
                    funder,
                    year: sum.year,
                    cents: sum.cents,
                    precision: sum.precision,
                },
            );
        }
    }

    /// What sentences say, where no field says it: roles, sums, years.
    pub(super) fn prose(&mut self, action: &mut ActionRead, spot: &Spot) {
        if spot.prose.is_empty() || !(spot.told.is_empty() || spot.parted) {
            return;
        }
        let known = |told: &Told| spot.told.iter().any(|own| own.label == told.label);
        for told in prose::told(&spot.prose, self.around.names, self.around.legend) {
            // What a field tells, no sentence tells otherwise.
            if !known(&told) {
                self.field(action, &told);
            }
        }
        self.sums_of_prose(action, &spot.prose);
        if action.tracks.is_empty() {
            self.years_of_prose(action, &spot.prose);
        }
    }

    /// The sums that sentences give, of payers whom they name: a sum of nobody may be of anything.
    fn sums_of_prose(&mut self, action: &mut ActionRead, prose: &Passage) {
        for sentence in prose.sentences() {
            // A line that ends parts nothing in a sentence.
            let Some((line, _)) = sentence.parts().first() else { continue };
            let whole = Passage::one(*line, &sentence.joined());
            for sum in sums::sums(&whole, self.around.term, &[], self.payers()) {
                let Some(funder) = sum.funder.as_ref().map(|funder| self.funder(funder)) else {
                    continue;
                };
                text(&mut action.funding, &sentence);
                push_amount(
                    action,
                    AmountRead {
                        text: Sourced::new(sum.text.joined(), sentence.lines()),
                        funder: Some(funder),
                        year: sum.year,
                        cents: sum.cents,
                        precision: sum.precision,
                    },
                );
            }
        }
    }

    fn payers(&self) -> Payers<'_> {
        Payers {
            names: self.around.names,
            legend: self.around.legend,
            communes: self.around.communes,
        }
    }

    fn funder(&mut self, name: &Passage) -> Holder {
        let text = name.joined();
        let bare = Passage::one(name.parts()[0].0, without_article(&text));
        self.holder(&bare).value
    }

    /// Sums that a table gives, by payer and by year.
    pub(super) fn table_sums(&mut self, action: &mut ActionRead, spot: &Spot) {
        for (year, funder, cell) in &spot.sums {
            let Some((line, _)) = cell.parts().first() else {
                continue;
            };
            let text = cell.joined();
            let told = if text.contains(['€']) || text.contains("euro") {
                cell.clone()
            } else {
                Passage::one(*line, &format!("{text} €"))
            };
            if funder
                .as_ref()
                .is_some_and(|funder| label(&funder.joined()) == Some(Label::Total))
            {
                continue;
            }
            // Where no column names who pays, the words beside the sums may.
            let most = if funder.is_some() { 1 } else { usize::MAX };
            for sum in sums::sums(&told, None, &[], self.payers()).into_iter().take(most) {
                let funder = funder.as_ref().or(sum.funder.as_ref());
                let funder = funder.filter(|funder| !funder.is_empty()).map(|funder| self.funder(funder));
                push_amount(
                    action,
                    AmountRead {
                        text: cell.sourced(),
                        funder,
                        year: Some(*year).filter(|year| *year > 0),
                        cents: sum.cents,
                        precision: sum.precision,
                    },
                );
            }
        }
    }

    /// A step of the action, bound to the commune that its first words name.
    pub(super) fn detail(&mut self, action: &mut ActionRead, value: &Passage) {
        let text = value.joined();
        if is_nothing(&text) {
            return;
        }
        let bound = text
            .split_once(" : ")
            .or_else(|| text.split_once(": "))
            .and_then(|(head, rest)| {
                let head = without_place(head.trim());
                let name = self.around.communes.exactly(head).map(str::to_owned).or_else(|| {
                    let full = self.around.legend.name(head)?.joined();
                    self.around.communes.exactly(&full).map(str::to_owned)
                })?;
                Some((self.commune(&name, value), rest.to_owned()))
            });
        let detail = match bound {
            Some((key, rest)) => Detail {
                text: Sourced::new(rest.trim().to_owned(), value.lines()),
                commune: Some(key),
            },
            None => Detail {
                text: Sourced::new(text, value.lines()),
                commune: None,
            },
        };
        if !action.details.contains(&detail) {
            action.details.push(detail);
        }
    }

    pub(super) fn themes(&mut self, action: &mut ActionRead, value: &Passage) {
        for (line, part) in value.parts() {
            for name in part.split([',', ';', '/']).map(str::trim).filter(|name| !is_nothing(name)) {
                let full = self.around.legend.name(name).map_or_else(|| name.to_owned(), Passage::joined);
                let key = self.theme(Sourced::new(full, Passage::one(*line, name).lines()));
                if !action.themes.iter().any(|known| known.value == key.value) {
                    action.themes.push(key);
                }
            }
        }
    }

    fn theme(&mut self, name: Sourced<String>) -> Sourced<Key> {
        let words = wording::words(&name.value);
        let lines = name.lines.clone();
        if let Some(known) = self
            .themes
            .iter_mut()
            .find(|known| wording::words(&known.name.value) == words)
        {
            known.lines = known.lines.union(&lines);
            return Sourced::new(known.id.clone(), lines);
        }
        let id = Key(format!("t{}", self.themes.len() + 1));
        self.themes.push(ThemeRead {
            lines: lines.clone(),
            id: id.clone(),
            name,
            other_names: Vec::new(),
        });
        Sourced::new(id, lines)
    }
}

/// The role that a name tells.
fn role_of(name: &str) -> Option<Role> {
    let first = wording::words(name).into_iter().next()?;
    match label(name) {
        Some(Label::Pilots) => Some(Role::Pilot),
        Some(Label::Bearers) => Some(Role::Bearer),
        Some(Label::Partners) if first.starts_with("partenaire") => Some(Role::Partner),
        _ if wording::words(name)
            .iter()
            .any(|word| word.starts_with("realis") || word.starts_with("execut")) =>
        {
            Some(Role::Bearer)
        }
        _ => None,
    }
}

/// Keeps a sum once: a table and a sheet may both give it.
fn push_amount(action: &mut ActionRead, amount: AmountRead) {
    let same = |known: &AmountRead| known.funder == amount.funder && known.year == amount.year && known.cents == amount.cents;
    if !action.amounts.iter().any(same) {
        action.amounts.push(amount);
    }
}
