//! The filters of the list of milestones, as they stand in the address: read, explained when wrong, applied.
//!
//! Nothing here renders.

use domain::search::{Question, index_words};
use domain::time::Day;
use serde::Deserialize;
use web::form::Errors;

use crate::milestone_rows::MilestoneRow;

/// What the address says, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) q: String,
    pub(crate) commune: String,
    /// `o3` for an organisation, `p5` for a person.
    pub(crate) responsable: String,
    pub(crate) etat: String,
    pub(crate) tri: String,
    pub(crate) sens: String,
    pub(crate) forme: String,
    pub(crate) page: Option<u32>,
}

impl Typed {
    /// The filters that say something.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("commune", &self.commune),
            ("responsable", &self.responsable),
            ("etat", &self.etat),
            ("tri", &self.tri),
            ("sens", &self.sens),
        ];
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.as_str())).collect()
    }
}

/// Which milestones are shown, by how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Progress {
    /// All that were not taken out.
    #[default]
    All,
    Open,
    Late,
    /// Due within thirty days.
    Soon,
    Done,
    /// Given to a person who holds no mandate any more.
    Orphaned,
    Removed,
}

/// Within how many days something is due soon.
pub(crate) const SOON_DAYS: i32 = 30;

impl Progress {
    pub(crate) const ALL: [Self; 7] = [
        Self::All,
        Self::Open,
        Self::Late,
        Self::Soon,
        Self::Done,
        Self::Orphaned,
        Self::Removed,
    ];

    /// The word of the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "a-faire",
            Self::Late => "retard",
            Self::Soon => "bientot",
            Self::Done => "fait",
            Self::Orphaned => "sans-mandat",
            Self::Removed => "retire",
        }
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::All => "Tous",
            Self::Open => "À faire",
            Self::Late => "En retard",
            Self::Soon => "Sous 30 jours",
            Self::Done => "Faits",
            Self::Orphaned => "Responsable sans mandat",
            Self::Removed => "Retirés",
        }
    }

    fn keeps(self, row: &MilestoneRow, today: Day) -> bool {
        match self {
            Self::All => !row.removed,
            Self::Open => row.is_open(),
            Self::Late => row.is_late(today),
            Self::Soon => is_soon(row, today),
            Self::Done => row.done.is_some() && !row.removed,
            Self::Orphaned => row.orphaned().is_some(),
            Self::Removed => row.removed,
        }
    }
}

/// Whether it is still to come, within thirty days.
pub(crate) fn is_soon(row: &MilestoneRow, today: Day) -> bool {
    let left = row.content.due.map(|due| today.days_until(due));
    row.is_open() && left.is_some_and(|left| (0..=SOON_DAYS).contains(&left))
}

/// The column sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    #[default]
    Due,
    Title,
    Action,
}

impl Sort {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Due => "",
            Self::Title => "titre",
            Self::Action => "action",
        }
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Due => "Échéance",
            Self::Title => "Jalon",
            Self::Action => "Action",
        }
    }
}

/// The filters understood.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    question: Question,
    commune: Option<i64>,
    owner: Option<String>,
    pub(crate) progress: Progress,
    pub(crate) sort: Sort,
    /// From the last to the first.
    pub(crate) down: bool,
    today: Day,
}

impl Filter {
    /// Understands what was typed; each filter that makes no sense is left out, with a sentence.
    pub(crate) fn parse(typed: &Typed, communes: &[i64], owners: &[(String, String)], today: Day) -> (Self, Errors) {
        let mut errors = Errors::none();
        let commune = typed.commune.parse().ok().filter(|commune| communes.contains(commune));
        let owner = owners
            .iter()
            .find(|(word, _)| *word == typed.responsable)
            .map(|(word, _)| word.clone());
        let unknown = |typed: &str| format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}».");
        if !typed.commune.is_empty() && commune.is_none() {
            errors.add("commune", unknown(&typed.commune));
        }
        if !typed.responsable.is_empty() && owner.is_none() {
            errors.add("responsable", unknown(&typed.responsable));
        }
        let progress = Progress::ALL.into_iter().find(|progress| progress.code() == typed.etat);
        let sorts = [Sort::Due, Sort::Title, Sort::Action];
        let sort = sorts.into_iter().find(|sort| sort.code() == typed.tri);
        if progress.is_none() || sort.is_none() || !matches!(typed.sens.as_str(), "" | "desc") {
            errors.add(
                "",
                "L’adresse demande une vue ou un tri inconnus\u{a0}: choisissez une vue au-dessus du tableau.",
            );
        }
        let filter = Self {
            question: Question::parse(&typed.q),
            commune,
            owner,
            progress: progress.unwrap_or_default(),
            sort: sort.unwrap_or_default(),
            down: typed.sens == "desc",
            today,
        };
        (filter, errors)
    }

    /// The same filters, by another progress.
    pub(crate) fn with(&self, progress: Progress) -> Self {
        Self {
            progress,
            ..self.clone()
        }
    }

    pub(crate) fn keeps(&self, row: &MilestoneRow) -> bool {
        self.progress.keeps(row, self.today)
            && self.commune.is_none_or(|commune| row.party == commune)
            && self.owner.as_ref().is_none_or(|owner| answers_for(row, owner))
            && self.finds(row)
    }

    fn finds(&self, row: &MilestoneRow) -> bool {
        if self.question.is_empty() {
            return true;
        }
        let owner = row.owner().unwrap_or_default();
        let words = index_words([row.content.title.as_str(), row.action_title.as_str(), owner.as_str()]);
        let mut terms = self.question.terms().iter();
        terms.all(|term| words.iter().any(|word| term.finds(word)))
    }

    pub(crate) fn sort(&self, rows: &mut [MilestoneRow]) {
        match self.sort {
            Sort::Due => rows.sort_by_key(|row| (row.content.due.is_none(), row.content.due, row.ordinal)),
            Sort::Title => rows.sort_by_key(|row| (domain::search::fold(&row.content.title), row.ordinal)),
            Sort::Action => rows.sort_by_key(|row| (row.action, row.content.due.is_none(), row.content.due, row.ordinal)),
        }
        if self.down {
            rows.reverse();
        }
    }
}

fn answers_for(row: &MilestoneRow, owner: &str) -> bool {
    let organisation = row.content.organisation.is_some_and(|id| owner == format!("o{id}"));
    organisation || row.content.person.is_some_and(|id| owner == format!("p{id}"))
}
