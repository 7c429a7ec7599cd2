//! Which recipients the board of a campaign lists, and in which order: by how far each is, by a name, a page at a time. A campaign has
//! a thousand at most: they are read together, in one query that looks each row up by its key, and sorted here.

use domain::ids::CampaignId;
use domain::places::Target;
use domain::search::{Question, index_words};
use serde::Deserialize;
use web::components::Pager;
use web::failure::Failure;
use web::href::{href, with_query};

use crate::recipient_rows::RecipientRow;

/// How many lines a page shows.
const PAGE: usize = 50;

/// Those whom a figure of the board counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Those who neither answered nor opened their link.
    NeverOpened,
    /// Those who opened it. What was told by telephone opened none.
    Opened,
    /// Those who began and did not send.
    Drafted,
    /// Those who answered, by whatever way.
    Answered,
    /// Those who answered by telephone.
    Telephone,
    /// Those whom the last letter did not reach.
    Refused,
    /// Those who have not answered, whether they opened their link or not.
    Unanswered,
}

impl Counted {
    /// All of them, in the order of the tabs.
    pub(crate) const ALL: [Self; 7] = [
        Self::Unanswered,
        Self::NeverOpened,
        Self::Opened,
        Self::Drafted,
        Self::Answered,
        Self::Telephone,
        Self::Refused,
    ];

    /// The word in an address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NeverOpened => "jamais-ouvert",
            Self::Opened => "ouvert",
            Self::Drafted => "brouillon",
            Self::Answered => "repondu",
            Self::Telephone => "telephone",
            Self::Refused => "refuse",
            Self::Unanswered => "sans-reponse",
        }
    }

    /// Those of a word of an address.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.code() == code)
    }

    /// The words of a tab.
    pub(crate) const fn short(self) -> &'static str {
        match self {
            Self::Unanswered => "Sans réponse",
            Self::NeverOpened => "Jamais ouvert",
            Self::Opened => "Lien ouvert",
            Self::Drafted => "À finir",
            Self::Answered => "Répondu",
            Self::Telephone => "Par téléphone",
            Self::Refused => "Courrier refusé",
        }
    }

    /// The words people read above the list.
    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::NeverOpened => "Destinataires qui n’ont jamais ouvert leur lien",
            Self::Opened => "Destinataires qui ont ouvert leur lien",
            Self::Drafted => "Destinataires qui ont commencé sans envoyer",
            Self::Answered => "Destinataires qui ont répondu",
            Self::Telephone => "Destinataires qui ont répondu par téléphone",
            Self::Refused => "Destinataires que le dernier courrier n’a pas atteints",
            Self::Unanswered => "Destinataires qui n’ont pas répondu",
        }
    }

    /// Whether someone is one of them.
    pub(crate) fn holds(self, recipient: &RecipientRow) -> bool {
        let state = &recipient.state;
        match self {
            Self::Unanswered => state.answered.is_none(),
            Self::NeverOpened => state.answered.is_none() && state.opened.is_none(),
            Self::Opened => state.opened.is_some(),
            Self::Drafted => state.answered.is_none() && state.drafted.is_some(),
            Self::Answered => state.answered.is_some(),
            Self::Telephone => recipient.by_telephone(),
            Self::Refused => recipient.was_refused() && state.answered.is_none(),
        }
    }
}

/// In which order recipients are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// Those who are silent before the others, as they were chosen.
    #[default]
    Silent,
    /// By name.
    Name,
    /// By organisation, then by name.
    Organisation,
    /// The last letter first.
    Letter,
    /// The last answer first.
    Answer,
    /// Those who were reminded most first.
    Reminders,
}

impl Order {
    pub(crate) const ALL: [Self; 6] = [
        Self::Silent,
        Self::Name,
        Self::Organisation,
        Self::Letter,
        Self::Answer,
        Self::Reminders,
    ];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Silent => "",
            Self::Name => "nom",
            Self::Organisation => "organisme",
            Self::Letter => "courrier",
            Self::Answer => "reponse",
            Self::Reminders => "relances",
        }
    }

    fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.code() == code).unwrap_or_default()
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Silent => "Silencieux d’abord",
            Self::Name => "Nom",
            Self::Organisation => "Organisme",
            Self::Letter => "Dernier courrier",
            Self::Answer => "Dernière réponse",
            Self::Reminders => "Le plus de relances",
        }
    }

    fn sort(self, all: &mut [&RecipientRow]) {
        let name = |one: &RecipientRow| domain::search::fold(&one.name);
        match self {
            Self::Silent => all.sort_by_key(|one| (one.state.answered.is_some(), one.ordinal)),
            Self::Name => all.sort_by_cached_key(|one| (name(one), one.ordinal)),
            Self::Organisation => {
                all.sort_by_cached_key(|one| (domain::search::fold(&one.organisation_name), name(one), one.ordinal));
            }
            Self::Letter => all.sort_by_key(|one| (std::cmp::Reverse(one.state.sent), one.ordinal)),
            Self::Answer => all.sort_by_key(|one| (std::cmp::Reverse(one.state.answered.map(|(at, _)| at)), one.ordinal)),
            Self::Reminders => all.sort_by_key(|one| (std::cmp::Reverse(one.state.reminders), one.ordinal)),
        }
    }
}

/// What an address asks of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Whom to list.
    etat: String,
    /// In which order.
    tri: String,
    /// Words of a name, an organisation, an address.
    q: String,
    page: Option<u32>,
}

/// The list that is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    pub(crate) counted: Option<Counted>,
    pub(crate) order: Order,
    pub(crate) words: String,
    page: Option<u32>,
}

impl Listing {
    pub(crate) fn of(asked: &Asked) -> Self {
        Self {
            counted: Counted::from_code(&asked.etat),
            order: Order::from_code(&asked.tri),
            words: asked.q.trim().to_owned(),
            page: asked.page,
        }
    }

    /// Whether some are left out.
    pub(crate) const fn is_narrow(&self) -> bool {
        self.counted.is_some() || !self.words.is_empty()
    }

    /// Those who are listed, on all pages, in their order.
    pub(crate) fn of_all<'r>(&self, all: &'r [RecipientRow]) -> Vec<&'r RecipientRow> {
        let question = Question::parse(&self.words);
        let named = |one: &RecipientRow| {
            let address = one.email.as_deref().unwrap_or_default();
            let words = index_words([one.name.as_str(), one.organisation_name.as_str(), address]);
            question.terms().iter().all(|term| words.iter().any(|word| term.finds(word)))
        };
        let wanted = |one: &&RecipientRow| self.counted.is_none_or(|counted| counted.holds(one));
        let listed = all.iter().filter(wanted).filter(|one| question.is_empty() || named(one));
        let mut listed: Vec<&RecipientRow> = listed.collect();
        self.order.sort(&mut listed);
        listed
    }

    /// The address of the list, whatever its page.
    pub(crate) fn address(&self, board: CampaignId) -> String {
        let counted = self.counted.map_or("", Counted::code);
        let all = [("etat", counted), ("tri", self.order.code()), ("q", &self.words)];
        let asked: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        with_query(href(Target::campaign(board)), &asked)
    }

    /// The same, of those alone whom a figure counts; of all of them without one.
    pub(crate) fn only(&self, board: CampaignId, counted: Option<Counted>) -> String {
        let other = Self {
            counted,
            page: None,
            ..self.clone()
        };
        other.address(board)
    }

    /// The address of the page that is shown.
    pub(crate) fn here(&self, board: CampaignId) -> String {
        let list = self.address(board);
        let joint = if list.contains('?') { '&' } else { '?' };
        self.page
            .map_or_else(|| list.clone(), |page| format!("{list}{joint}page={page}"))
    }

    /// The page that is shown, of so many. One that there is not any more is the last: the list shortens by itself.
    pub(crate) fn pager(&self, board: CampaignId, found: usize) -> Result<Pager, Failure> {
        let last = u32::try_from(found.div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
        let page = self.page.map(|page| page.clamp(1, last));
        Pager::of(page, found, PAGE, &self.address(board))
    }
}

/// Those of the page that is shown.
pub(crate) fn of_page<'r>(listed: Vec<&'r RecipientRow>, pager: &Pager) -> Vec<&'r RecipientRow> {
    let before = (pager.page as usize - 1) * PAGE;
    listed.into_iter().skip(before).take(PAGE).collect()
}
