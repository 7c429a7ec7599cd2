//! Facilities, each with its type and the collectivity in whose list it stands.

use domain::reading::{AbsenceRead, FacilitiesRead, FacilityRead, Key, Lines, SiteRead, Sourced};

use crate::names::Names;
use crate::passage::Passage;
use crate::recognise::facilities::{self, Entry, Row};
use crate::recognise::facility_places::{self, typed, without_keeper};
use crate::recognise::facility_prose::{self, quoted};
use crate::recognise::facility_words::{is_kind, is_label, kind_length, looks_like_address};
use crate::segment::Segment;
use crate::wording;

/// The facilities of the text, and the labels that its lists print.
///
/// `places` are the communes that sign nothing: one of them alone on its line is where what follows stands.
pub(crate) fn bind(segments: &[Segment<'_>], names: &Names, places: &[&str]) -> (FacilitiesRead, Vec<Sourced<String>>) {
    let mut binder = Binder {
        names,
        places: places.iter().map(|name| wording::words(name)).collect(),
        place: None,
        owner: None,
        kind: None,
        near: false,
        read: FacilitiesRead::default(),
        labels: Vec::new(),
    };
    for list in facilities::lists(segments) {
        (binder.owner, binder.kind, binder.near) = (None, None, false);
        binder.place = None;
        for entry in list {
            binder.take(entry);
        }
    }
    binder.place = None;
    for (row, around) in facility_prose::told(segments) {
        // Two places may each have one of the same name.
        let again =
            |known: &FacilityRead| same(&known.name, &row.name) && (row.commune.is_none() || known.lines.holds(row.line));
        if !binder.read.listed.iter().any(again) {
            binder.owner = binder.only_named(&around);
            binder.facility(row);
        }
    }
    (binder.read, binder.labels)
}

/// "2. Accueils de loisirs": a type without its number in the list.
fn without_number(passage: &Passage) -> Passage {
    let bare = |(index, (line, text)): (usize, &(u32, String))| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let typed = rest
            .strip_prefix(['.', ')'])
            .map(str::trim_start)
            .filter(|rest| is_kind(&wording::words(rest)));
        let rest = typed.filter(|_| index == 0 && rest.len() < text.len());
        (*line, rest.unwrap_or(text).to_owned())
    };
    Passage::new(passage.parts().iter().enumerate().map(bare).collect())
}

/// "Crèche Les Mésanges": the type that the name begins with.
fn type_in_its_name(row: &Row) -> Option<Sourced<String>> {
    let words = wording::words(&row.name.value);
    let length = kind_length(&words)?;
    let passage = Passage::one(row.line, &row.name.value);
    let tokens = passage.tokens();
    Some(passage.between(tokens.first()?, tokens.get(length - 1)?).sourced())
}

/// "Crèche Les Mésanges (gestionnaire : commune)": who runs it is no part of its name.
fn without_manager(row: Row) -> Row {
    let bare = without_keeper(&row.name.value);
    if row.kind.is_some() || bare.len() >= row.name.value.trim().trim_end_matches(['.', ';', ' ']).len() {
        return row;
    }
    let sourced = |text: String| Sourced::new(text, row.name.lines.clone());
    let (kind, name) = match typed(bare) {
        Some((kind, name)) if name.is_empty() => (Some(sourced(kind.clone())), sourced(kind)),
        Some((kind, name)) => (Some(sourced(kind)), sourced(name)),
        None => (None, sourced(bare.to_owned())),
    };
    Row { kind, name, ..row }
}

/// Whether words say something, or name the convention itself as pages do: neither is the name of a facility.
fn is_sentence(text: &str) -> bool {
    const SAYS: [&str; 7] = ["est", "sont", "sera", "seront", "trouve", "trouvent", "releve"];
    let bare = text.split(['«', '(']).next().unwrap_or_default();
    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // "Crèche Est", "Crèche du quartier est": where it stands, and no verb.
    let last = words.len().checked_sub(1).filter(|_| bare.len() == text.len());
    let is_place = |at: usize, word: &str| word == "Est" || last == Some(at) && wording::fold(word) == "est";
    let mut said = words.iter().enumerate().filter(|(at, word)| !is_place(*at, word));
    let says = said.any(|(_, word)| SAYS.contains(&wording::fold(word).as_str()));
    // The end of what brackets say, on the line below.
    let cut = text.contains(')') && !text.contains('(');
    cut || says || words.first().is_some_and(|word| wording::fold(word) == "ctg")
}

fn same(a: &Sourced<String>, b: &Sourced<String>) -> bool {
    wording::words(&a.value) == wording::words(&b.value)
}

struct Binder<'n> {
    names: &'n Names,
    /// The communes that sign nothing, by their words.
    places: Vec<Vec<String>>,
    /// The one of them that stands above.
    place: Option<Passage>,
    owner: Option<Sourced<Key>>,
    kind: Option<Sourced<String>>,
    /// Whether the entry before touches this one.
    near: bool,
    read: FacilitiesRead,
    labels: Vec<Sourced<String>>,
}

impl Binder<'_> {
    fn take(&mut self, entry: Entry) {
        let mut near = !matches!(entry, Entry::Gap);
        match entry {
            Entry::Label(label) => self.labels.push(label),
            Entry::Alone(words) => near = self.alone(&words),
            Entry::Facility(row) => self.facility(row),
            Entry::Absent(kind, mark) => self.absent(kind, mark),
            Entry::Gap => {}
        }
        self.near = near;
    }

    /// Whether words that stand alone are part of the list.
    fn alone(&mut self, passage: &Passage) -> bool {
        let passage = &without_number(passage);
        let words = passage.words();
        if is_label(&words) {
            self.labels.push(passage.sourced());
        } else if let Some(owner) = self.collectivity(passage) {
            self.owner = Some(owner);
            (self.kind, self.place) = (None, None);
        } else if self.places.contains(&words) {
            self.place = Some(passage.clone());
            (self.kind, self.owner) = (None, None);
        } else if is_kind(&words) {
            self.kind = Some(passage.sourced());
        } else if self.near && looks_like_address(&passage.joined()) {
            self.place(passage);
        } else if self.near && self.kind.is_some() && words.len() < 10 {
            let lines = passage.lines();
            let row = Row {
                line: lines.first().unwrap_or(1),
                kind: None,
                name: passage.sourced(),
                sites: Vec::new(),
                commune: None,
            };
            self.facility(row);
        } else {
            return false;
        }
        true
    }

    /// The one party that the words name.
    fn only_named(&self, passage: &Passage) -> Option<Sourced<Key>> {
        let mut named = self
            .names
            .mentions(passage)
            .into_iter()
            .filter(|(key, _)| self.names.group() != Some(key));
        let (key, form) = named.next()?;
        named.next().is_none().then(|| Sourced::new(key, form.lines))
    }

    /// An address by itself is that of the facility just above.
    fn place(&mut self, address: &Passage) {
        let line = address.lines().first().unwrap_or(1);
        if let Some(facility) = self.read.listed.last_mut().filter(|facility| facility.sites.is_empty()) {
            facility.sites = facilities::sites(line, &address.joined());
            facility.lines = facility.lines.union(&address.lines());
        }
    }

    /// The collectivity that these words name, whatever label precedes it: "Commune : Valmont".
    fn collectivity(&self, passage: &Passage) -> Option<Sourced<Key>> {
        const LABELS: [&str; 9] = [
            "commune",
            "ville",
            "de",
            "la",
            "pour",
            "collectivite",
            "territoire",
            "locale",
            "signataire",
        ];
        let tokens = passage.tokens();
        let at = (0..tokens.len().min(6)).find(|at| self.names.at(&tokens, *at).is_some())?;
        let mention = self.names.at(&tokens, at)?;
        let ends = at + mention.length == tokens.len();
        let labels = tokens[..at].iter().all(|token| LABELS.contains(&token.fold.as_str()));
        (ends && labels && self.names.group() != Some(&mention.key)).then(|| Sourced::new(mention.key, passage.lines()))
    }

    fn facility(&mut self, row: Row) {
        // "Orge : crèche Les Makis (gestionnaire : …) ; accueil de loisirs Soleil (gestionnaire : …)".
        let several = facility_places::placed_in(&Passage::one(row.line, &row.name.value));
        if row.kind.is_none() && several.iter().all(|one| one.name.value != row.name.value) && !several.is_empty() {
            for one in several {
                self.facility(one);
            }
            return;
        }
        let mut row = without_manager(row);
        if is_sentence(&row.name.value) {
            return;
        }
        row.commune = row.commune.or_else(|| self.place.clone());
        let typed = row.kind.is_some() || self.kind.is_some();
        let placed = !row.sites.is_empty();
        let known = |(commune, _): &(String, String)| {
            let brief = wording::is_capitalised(commune) && commune.split(' ').count() <= 4;
            placed && brief || self.collectivity(&Passage::one(row.line, commune)).is_some()
        };
        if let Some((commune, name)) = of_commune(&row).filter(|_| typed).filter(known) {
            row.commune = Some(Passage::one(row.line, &commune));
            row.name.value = name;
        }
        let owner = row.commune.as_ref().and_then(|commune| self.collectivity(commune));
        // A commune that signs nothing is where the facility stands.
        if let Some(commune) = row.commune.as_ref().filter(|_| owner.is_none() && row.sites.is_empty()) {
            row.sites = vec![SiteRead {
                role: None,
                address: commune.sourced(),
            }];
        }
        if let Some((kind, name)) = quoted(&row.name.value).filter(|_| row.kind.is_none()) {
            let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(row.line));
            (row.kind, row.name) = (Some(sourced(kind)), sourced(name));
        }
        let nothing = || Sourced::new(String::new(), Lines::default());
        let kind = row
            .kind
            .clone()
            .or_else(|| self.kind.clone())
            .or_else(|| type_in_its_name(&row))
            .unwrap_or_else(nothing);
        self.read.listed.push(FacilityRead {
            lines: super::union(
                [&kind.lines, &Lines::one(row.line)]
                    .into_iter()
                    .chain(row.sites.iter().map(|site| &site.address.lines)),
            ),
            kind,
            name: row.name,
            sites: row.sites,
            owner: owner.or_else(|| self.owner.clone()),
        });
    }

    fn absent(&mut self, kind: Option<Sourced<String>>, mark: Sourced<String>) {
        let Some(kind) = kind.or_else(|| self.kind.clone()) else {
            return;
        };
        self.read.absent.push(AbsenceRead {
            lines: kind.lines.union(&mark.lines),
            kind,
            mark,
            owner: self.owner.clone(),
        });
    }
}

/// "Grandval : Les Coquelicots": what may be the commune before the name.
fn of_commune(row: &Row) -> Option<(String, String)> {
    let (commune, name) = row.name.value.split_once(" : ").filter(|_| row.commune.is_none())?;
    let words = wording::words(commune);
    let proper = wording::is_capitalised(commune) && wording::is_capitalised(name) && words.len() < 6;
    (proper && !is_kind(&words)).then(|| (commune.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_of_the_town_is_no_verb() {
        for name in [
            "Crèche Est",
            "Crèche du quartier est",
            "Accueil Est (ALSH)",
            "CRÈCHE EST",
            "L'Estran",
        ] {
            assert!(!is_sentence(name), "{name}");
        }
        for said in [
            "La crèche est gérée par la Ville",
            "Son nom est « Les Lutins »",
            "Elle n'est plus ouverte",
            "CTG du Val",
        ] {
            assert!(is_sentence(said), "{said}");
        }
    }
}
