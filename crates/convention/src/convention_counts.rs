//! How much of each thing the agreement holds, with the page that shows it: the way from the overview to everything.
//!
//! It counts; what is counted is shown elsewhere.

use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

use crate::annex_list::AnnexCount;
use crate::convention_rows::lines;
use crate::signed_scan::ScanRow;
use crate::text_show::TextState;
use crate::withheld::Withheld;

/// The counts.
pub(crate) struct CountsRow {
    pub(crate) originals: Option<i64>,
    articles: i64,
    wordings: i64,
    pub(crate) votes: i64,
    bodies: i64,
    posts: i64,
    facilities: i64,
    duties: i64,
    left_open: i64,
    pub(crate) originals_lines: Lines,
    /// A signed scan, when there is one: a row each.
    pub(crate) scan: Option<ScanRow>,
}

query! {
    /// How much of each thing there is, and the signed scans: one row each, and one when there is none.
    pub(crate) Counts(convention: ConventionId) -> CountsRow
    reading ["convention", "document", "document_version", "agreement", "article", "framework_entry", "deliberation", "body", "post", "facility", "duty", "left_open"]
    "SELECT (SELECT originals FROM agreement WHERE convention = $4), (SELECT COUNT(*) FROM article WHERE convention = $4), \
        (SELECT COUNT(DISTINCT place) FROM framework_entry WHERE convention = $4), \
        (SELECT COUNT(*) FROM deliberation WHERE convention = $4), (SELECT COUNT(*) FROM body WHERE convention = $4), \
        (SELECT COUNT(*) FROM post WHERE convention = $4 AND is_total = 0), \
        (SELECT COUNT(*) FROM facility WHERE convention = $4), (SELECT COUNT(*) FROM duty WHERE convention = $4), \
        (SELECT COUNT(*) FROM left_open WHERE convention = $4), d.convention, d.ordinal, d.title, v.number, v.kept_file, v.instant, \
        (SELECT originals_lines FROM agreement WHERE convention = $4) \
        FROM convention c LEFT JOIN document d ON d.convention = c.id AND d.kind = 'signed_scan' \
        LEFT JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE c.id = $4 ORDER BY d.ordinal LIMIT 5"
}

impl FromRow for CountsRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            originals: columns.opt_int(0)?,
            articles: columns.int(1)?,
            wordings: columns.int(2)?,
            votes: columns.int(3)?,
            bodies: columns.int(4)?,
            posts: columns.int(5)?,
            facilities: columns.int(6)?,
            duties: columns.int(7)?,
            left_open: columns.int(8)?,
            scan: ScanRow::joined(columns, 9)?,
            originals_lines: match columns.opt_text(15)? {
                Some(_) => lines(columns, 15)?,
                None => Lines::default(),
            },
        })
    }
}

/// Whether some of what this page shows is kept from this reader.
fn keeps(withheld: &Withheld, page: Target) -> bool {
    match page {
        Target::Bodies(_) => withheld.bodies(),
        Target::Scheme(_) => withheld.scheme(),
        Target::Facilities(_) => withheld.facilities(),
        _ => false,
    }
}

/// A page, with what it holds.
pub(crate) struct Way {
    pub(crate) icon: &'static str,
    pub(crate) label: &'static str,
    pub(crate) target: Target,
    pub(crate) count: i64,
    pub(crate) detail: String,
}

impl Way {
    fn new(icon: &'static str, label: &'static str, target: Target, count: i64, detail: impl Into<String>) -> Self {
        Self {
            icon,
            label,
            target,
            count,
            detail: detail.into(),
        }
    }
}

impl CountsRow {
    /// The pages, in the order in which people look for them.
    pub(crate) fn ways(
        &self,
        convention: ConventionId,
        parties: usize,
        annexes: &AnnexCount,
        (text, withheld): (TextState, &Withheld),
    ) -> Vec<Way> {
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let (parties, joined) = (whole(parties), annexes.joined(text));
        let votes = self.votes(withheld);
        let around = "avec les visas, l’exposé et la clôture";
        let owed = "qui doit quoi, par article et par échéance";
        let mut ways = vec![
            Way::new("i-book", "Articles", Target::Articles(convention), self.articles, around),
            Way::new("i-people", "Parties et votes", Target::Parties(convention), parties, votes),
            Way::new("i-file", "Annexes", Target::Annexes(convention), whole(annexes.all), joined),
            Way::new("i-gavel", "Obligations", Target::Duties(convention), self.duties, owed),
        ];
        ways.extend(self.work(convention, text));
        for way in ways.iter_mut().filter(|way| way.count == 0) {
            let words = match (text, way.target) {
                (TextState::Withheld, Target::Duties(_)) => "non montrées à votre rôle",
                (_, target) if keeps(withheld, target) => "rien qui soit montré à votre rôle",
                (TextState::ByHand, _) => "rien de saisi",
                _ => "rien de lu dans ce texte",
            };
            words.clone_into(&mut way.detail);
        }
        ways
    }

    /// The votes that are joined, as far as this reader sees them.
    fn votes(&self, withheld: &Withheld) -> String {
        let joined = french::count(self.votes, "délibération jointe", "délibérations jointes");
        match (withheld.votes(), self.votes) {
            (false, _) => joined,
            (true, 0) => "délibérations non montrées à votre rôle".to_owned(),
            (true, _) => format!("{joined} parmi celles que votre rôle voit"),
        }
    }

    /// The pages of the organisation, then the wordings compared.
    fn work(&self, convention: ConventionId, text: TextState) -> [Way; 4] {
        let open = french::count(
            self.left_open,
            "point que la convention laisse à décider",
            "points que la convention laisse à décider",
        );
        let posts = french::count(self.posts, "poste de coopération", "postes de coopération");
        let scheme = if text.is_withheld() {
            posts
        } else {
            format!("{posts}, {open}")
        };
        let sites = "lieux d’accueil et absences déclarées";
        let compared = french::count(self.wordings, "passage comparé", "passages comparés");
        let (bodies, wordings) = (Target::Bodies(convention), Target::FrameworkWordings(convention));
        [
            Way::new("i-people", "Instances", bodies, self.bodies, "membres, missions et rythme"),
            Way::new(
                "i-link",
                "Schéma de coopération",
                Target::Scheme(convention),
                self.posts,
                scheme,
            ),
            Way::new(
                "i-building",
                "Équipements",
                Target::Facilities(convention),
                self.facilities,
                sites,
            ),
            Way::new("i-plan", "Rédactions du cadre", wordings, self.wordings, compared),
        ]
    }
}

impl AnnexCount {
    fn joined(&self, text: TextState) -> String {
        let absent = french::count(self.missing, "annoncée et non jointe", "annoncées et non jointes");
        let partial = french::count(self.by_votes, "donnée par ses seuls votes", "données par leurs seuls votes");
        match (self.missing, self.by_votes) {
            (0, 0) if text.is_by_hand() => "toutes jointes".to_owned(),
            (0, 0) => "toutes jointes au texte".to_owned(),
            (_, 0) => absent,
            (0, _) => partial,
            _ => format!("{absent}, {partial}"),
        }
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Counts>()]
}
