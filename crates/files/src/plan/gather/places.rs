//! Where an action takes place: the communes that a field, a column or its title names.

use domain::reading::{ActionRead, Key, Sourced, View};

use super::super::walk::{Mark, Spot};
use super::super::years;
use super::Gatherer;
use super::marks::{Said, add_track};
use crate::passage::Passage;
use crate::wording;

impl Gatherer<'_> {
    /// A column that bears the name of a commune: the action takes place there, in the years that its cell may name.
    pub(super) fn column_of_commune(&mut self, action: &mut ActionRead, mark: &Mark) {
        let Some(name) = mark.commune.as_ref().map(Passage::joined) else {
            return;
        };
        let full = self.around.legend.name(&name).map_or_else(|| name.clone(), Passage::joined);
        let commune = self.around.communes.exactly(&full).map(str::to_owned);
        let years = self.years_of_cell(&mark.sign.value);
        let of_all = !years.is_empty() && self.is_of_all(&full);
        if commune.is_none() && !of_all {
            return;
        }
        if years.is_empty() && !matches!(self.said(&mark.sign), Some(Said::Marked(_))) {
            return;
        }
        let passage = Passage::one(mark.sign.lines.first().unwrap_or(1), &name);
        let key = commune.map(|commune| self.commune(&commune, &passage));
        for year in years {
            let communes = key.iter().cloned().collect();
            add_track(action, View::Deployment, communes, (year, None), &mark.sign);
        }
        if let Some(key) = key {
            add_commune(action, Sourced::new(key, passage.lines()));
        }
    }

    /// The years that a cell names in short, or those of its sign by the legend: "● : toute la convention".
    fn years_of_cell(&self, sign: &str) -> Vec<i16> {
        let Some(term) = self.around.term else { return Vec::new() };
        let told = self.around.legend.told(sign.trim());
        let told = told.map(|told| years::years(told, Some(term)).value).unwrap_or_default();
        if told.is_empty() && years::is_lone(sign) && !self.in_short {
            Vec::new()
        } else if told.is_empty() {
            let years = years::of_cell(sign, term).unwrap_or_default();
            match years.as_slice() {
                [first] if self.around.legend.begins() => (*first..=term.last).collect(),
                _ => years,
            }
        } else {
            told
        }
    }

    /// Whether a column is of the whole territory: "Agglo", "Ensemble", the name of an intercommunality that signs.
    fn is_of_all(&self, name: &str) -> bool {
        const WHOLE: [&str; 9] = [
            "agglo",
            "communaute",
            "interco",
            "epci",
            "ensemble",
            "tous",
            "toutes",
            "territoire",
            "groupement",
        ];
        let words = wording::words(name);
        let said = words
            .first()
            .is_some_and(|first| WHOLE.iter().any(|whole| first.starts_with(whole)) || matches!(first.as_str(), "cc" | "ca"));
        let key = self.around.names.exactly(&Passage::one(1, name));
        said || key.is_some_and(|key| !self.around.names.is_commune(&key))
    }

    /// The field "Lieux".
    pub(super) fn places(&mut self, action: &mut ActionRead, value: &Passage) {
        if self.is_whole(value) {
            self.everywhere(action, value);
            return;
        }
        self.cut_names(action, value);
        let named: Vec<(String, Passage)> = self
            .around
            .communes
            .mentions(value)
            .into_iter()
            .map(|(name, _, words)| (name.to_owned(), words))
            .collect();
        for (name, words) in named {
            // "les communes de Val Agglo" names an intercommunality.
            let other = self.around.names.exactly(&Passage::one(1, &name));
            if other.is_some_and(|key| !self.around.names.is_commune(&key)) {
                continue;
            }
            let key = self.commune(&name, &words);
            add_commune(action, Sourced::new(key, words.lines()));
        }
    }

    /// "Toutes les communes", or "Les 4 communes" where the territory has four.
    pub(super) fn is_whole(&self, value: &Passage) -> bool {
        let words = value.words();
        let counted = match words.as_slice() {
            [the, .., last] if the == "les" && last == "communes" => crate::numbers::count(&words, 1),
            _ => None,
        };
        let parties = self.around.names.communes().len();
        let all = if parties > 1 {
            parties
        } else {
            self.around.communes.all().count()
        };
        let counted = counted.is_some_and(|(count, length)| length + 2 == words.len() && usize::try_from(count) == Ok(all));
        counted || is_everywhere(value)
    }

    /// "… dans les trente communes", where the territory has thirty.
    fn counts_all(&self, title: &Passage) -> bool {
        let words = title.words();
        let all = self.around.communes.all().count();
        let counted = |at: usize| {
            let (count, length) = crate::numbers::count(&words, at)?;
            let named = words.get(at + length).is_some_and(|word| word == "communes");
            (named && count > 1 && usize::try_from(count) == Ok(all)).then_some(())
        };
        // "à cheval sur les deux communes" says for whom as often as where.
        let within = |at: usize| words[at - 2] == "dans" && words[at - 1] == "les";
        (2..words.len()).any(|at| within(at) && counted(at).is_some())
    }

    pub(super) fn everywhere(&mut self, action: &mut ActionRead, value: &Passage) {
        for key in self.all_communes(&value.lines(), &value.joined()) {
            add_commune(action, Sourced::new(key, value.lines()));
        }
    }

    /// Names that a scan has cut: the one commune that begins so, as a probable value.
    pub(super) fn cut_names(&mut self, action: &mut ActionRead, value: &Passage) {
        let text = value.joined();
        for word in text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
            .filter(|word| !word.is_empty())
        {
            if self.around.communes.exactly(word).is_some() {
                continue;
            }
            let Some(name) = self.around.communes.cut(word).map(str::to_owned) else {
                continue;
            };
            let key = self.commune(&name, value);
            add_commune(action, Sourced::new(key, value.lines()));
            self.doubt(
                &value.lines(),
                word,
                format!("Le nom est coupé\u{a0}: la seule commune du texte qui commence ainsi est {name}."),
            );
        }
    }

    /// "Ouvrir une micro-crèche à Vauxmeyrin": a title that says where, when nothing else does.
    pub(super) fn places_of_title(&mut self, action: &mut ActionRead) {
        let placed = !action.communes.is_empty() || action.tracks.iter().any(|track| !track.communes.is_empty());
        if placed {
            return;
        }
        let parts: Vec<(u32, String)> = action
            .title
            .lines
            .first()
            .map(|line| (line, action.title.value.clone()))
            .into_iter()
            .collect();
        let title = Passage::new(parts);
        if self.counts_all(&title) {
            self.everywhere(action, &title);
            return;
        }
        let mut listed = false;
        let mut told: Vec<(String, Passage)> = Vec::new();
        for (name, before, words) in self.around.communes.mentions(&title) {
            let word = before.as_deref().unwrap_or_default();
            let opens = matches!(word, "a" | "au" | "aux" | "et" | "de" | "d" | "des" | "du");
            // "à Aubry, Bréval et Cormont": a name goes on the list that another opens.
            let goes_on = listed
                && told
                    .last()
                    .is_some_and(|(last, _)| wording::words(last).last().is_some_and(|end| end == word));
            listed = opens || goes_on;
            if listed {
                told.push((name.to_owned(), words));
            }
        }
        for (name, words) in told {
            let key = self.commune(&name, &words);
            add_commune(action, Sourced::new(key, words.lines()));
        }
    }
}

impl Gatherer<'_> {
    /// "… se tient à Vauxmeyrin et à Orge", "dans chacune des six communes": where sentences say that the action takes place, when nothing
    /// else does.
    pub(super) fn places_of_prose(&mut self, action: &mut ActionRead, group: &[Spot]) {
        let placed = !action.communes.is_empty() || action.tracks.iter().any(|track| !track.communes.is_empty());
        if placed {
            return;
        }
        let told = group.iter().filter(|spot| spot.told.is_empty() || spot.parted);
        let mut named: Vec<(String, Passage)> = Vec::new();
        let sentences: Vec<Passage> = told.flat_map(|spot| spot.prose.sentences()).collect();
        for sentence in &sentences {
            let mentions = self.around.communes.mentions(sentence);
            let within = mentions
                .into_iter()
                .filter(|(_, before, _)| matches!(before.as_deref(), Some("a" | "au" | "aux")));
            named.extend(within.map(|(name, _, words)| (name.to_owned(), words)));
        }
        if named.is_empty()
            && let Some(each) = sentences.iter().find(|sentence| self.in_each(sentence))
        {
            self.everywhere(action, each);
        }
        for (name, words) in named {
            let key = self.commune(&name, &words);
            add_commune(action, Sourced::new(key, words.lines()));
        }
    }

    /// "dans chacune des six communes", where the territory has six.
    fn in_each(&self, sentence: &Passage) -> bool {
        let words = sentence.words();
        let counted = |at: usize| {
            let (count, length) = crate::numbers::count(&words, at)?;
            let named = words.get(at + length).is_some_and(|word| word == "communes");
            (named && usize::try_from(count) == Ok(self.around.communes.all().count())).then_some(())
        };
        let each = crate::wording::position(&words, &["dans", "chacune", "des"]);
        each.is_some_and(|at| counted(at + 3).is_some() || words.get(at + 3).is_some_and(|word| word == "communes"))
    }
}

/// "Toutes les communes", "l'ensemble des communes".
pub(super) fn is_everywhere(value: &Passage) -> bool {
    let words = value.words();
    let all = words.iter().any(|word| word == "toutes" || word == "ensemble");
    let said = words.iter().any(|word| word.starts_with("commune")) || words == ["toutes"];
    words.len() <= 6 && all && said
}

pub(super) fn add_commune(action: &mut ActionRead, key: Sourced<Key>) {
    let marked = action.tracks.iter().any(|track| track.communes.contains(&key.value));
    if !marked && !action.communes.iter().any(|known| known.value == key.value) {
        action.communes.push(key);
    }
}
