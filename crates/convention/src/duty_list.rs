//! Who owes what to whom: the obligations of the text, by article or by date.
//!
//! It lists what is owed, not whether it was done.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::{Bearing, DutyKind};
use files::sheets::Format;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::article_list::article_address;
use crate::article_rows::{ArticleRow, Articles, ParagraphRow, TextsOf};
use crate::contract_views::counted;
use crate::convention_rows::{AllParties, PartyRow};
use crate::duty_rows::{DutiesOf, DutyRow, Filter, Typed};
use crate::duty_sheet;
use crate::parties::{Holder, InvolvedIn, InvolvedRow, Parties, holders};
use crate::text_show::{TextState, completion};

/// How clauses of each bearing are counted.
const BEARINGS: [(Bearing, &str, &str); 3] = [
    (Bearing::Owed, "obligation", "obligations"),
    (Bearing::Allowed, "faculté", "facultés"),
    (Bearing::Rule, "règle", "règles"),
];

/// Duties under one heading.
struct Group {
    heading: String,
    /// The article, when it is one of the text.
    address: Option<String>,
    duties: Vec<DutyRow>,
}

#[derive(Template)]
#[template(path = "duty_list.html")]
pub(crate) struct DutyList {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    /// What is on screen, as files.
    files: [SheetLink; 3],
    typed: Typed,
    errors: Errors,
    parties: Parties,
    involved: Vec<InvolvedRow>,
    addresses: Vec<ParagraphRow>,
    kinds: Vec<DutyKind>,
    groups: Vec<Group>,
    found: usize,
    total: usize,
    by_date: bool,
    /// What there is of the text, whose words those of the duties are.
    text: TextState,
    /// Where a convention typed by hand is completed, for those who may.
    completion: Option<Target>,
}

impl DutyList {
    fn place(&self) -> Target {
        Target::Duties(self.convention)
    }

    fn articles(&self) -> Target {
        Target::Articles(self.convention)
    }

    /// Those on screen, in their order.
    pub(crate) fn duties(&self) -> impl Iterator<Item = &DutyRow> {
        self.groups.iter().flat_map(|group| &group.duties)
    }

    pub(crate) fn debtors(&self, duty: &DutyRow) -> Vec<Holder> {
        holders(&self.involved, &self.parties, "debtor", duty.ordinal)
    }

    pub(crate) fn creditors(&self, duty: &DutyRow) -> Vec<Holder> {
        holders(&self.involved, &self.parties, "creditor", duty.ordinal)
    }

    pub(crate) fn addresses_of(&self, duty: &DutyRow) -> Vec<&ParagraphRow> {
        self.addresses.iter().filter(|row| row.place == duty.ordinal).collect()
    }

    fn article(&self, duty: &DutyRow) -> Option<String> {
        Some(article_address(self.convention, duty.article.as_deref()?))
    }

    fn signing(&self) -> Vec<&PartyRow> {
        self.parties.signing().map(|(_, party)| party).collect()
    }

    /// "36 clauses : 31 obligations, 2 facultés et 3 règles"; "4 clauses sur 36 : 4 obligations".
    fn count(&self) -> String {
        let all = counted(&self.found, "clause", "clauses");
        let shares = BEARINGS.into_iter().filter_map(|(bearing, one, many)| {
            let count = self.duties().filter(|duty| duty.bearing == bearing).count();
            (count > 0).then(|| counted(&count, one, many))
        });
        let shares = web::french::list(shares);
        let of = if self.found == self.total {
            String::new()
        } else {
            format!(" sur {}", self.total)
        };
        let told = if shares.is_empty() {
            shares
        } else {
            format!("\u{a0}: {shares}")
        };
        format!("{all}{of}{told}")
    }

    fn bears(&self, bearing: &Bearing) -> bool {
        bearing.code() == self.typed.portee
    }

    /// Whether there are enough groups for a summary of them.
    const fn has_summary(&self) -> bool {
        self.groups.len() > 2
    }

    /// The name under which the group of this place is found in the page.
    fn anchor(place: &usize) -> String {
        format!("groupe-{}", place + 1)
    }

    fn filtered(&self) -> bool {
        self.found != self.total || !self.errors.is_empty()
    }

    fn chosen(&self, kind: &DutyKind) -> bool {
        kind.code() == self.typed.nature
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let typed: Typed = visit.query()?;
    let frame = visit.frame("Obligations").await?;
    let parties = Parties::of(visit.rows(AllParties { convention }).await?);
    let involved = visit.rows(InvolvedIn::both(convention, "debtor", "creditor")).await?;
    let part = "address".to_owned();
    let addresses = visit.rows(TextsOf { convention, part }).await?;
    let articles = visit.rows(Articles { convention }).await?;
    let mut duties = visit.rows(DutiesOf { convention }).await?;
    let total = duties.len();
    let kinds = DutyKind::ALL
        .into_iter()
        .filter(|kind| duties.iter().any(|duty| duty.kind == *kind));
    let kinds: Vec<DutyKind> = kinds.collect();
    let (filter, errors) = Filter::parse(&typed, &parties);
    duties.retain(|duty| filter.keeps(duty, &involved));
    let by_date = typed.vue == "echeances";
    let page = DutyList {
        frame: frame
            .under(Target::Duties(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: views(convention, &typed),
        files: web::sheets::links(
            &with_query(href(Target::Duties(convention)), &pairs(&typed, &typed.vue)),
            "obligations",
        ),
        found: duties.len(),
        groups: if by_date {
            by_dates(duties)
        } else {
            by_articles(convention, &articles, duties)
        },
        typed,
        errors,
        parties,
        involved,
        addresses,
        kinds,
        completion: completion(&visit, convention),
        text: TextState::of(&mut visit, convention).await?,
        total,
        by_date,
    };
    if let Some(format) = Format::from_code(&page.typed.forme).filter(|_| page.errors.is_empty()) {
        return visit.sheet(duty_sheet::sheet(&page), format).await;
    }
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

fn views(convention: ConventionId, typed: &Typed) -> Vec<ViewLink> {
    let link = |vue: &str, label: &str, icon: &'static str| {
        let address = with_query(href(Target::Duties(convention)), &pairs(typed, vue));
        ViewLink::new(label, address, typed.vue == vue).icon(icon)
    };
    vec![link("", "Par article", "i-doc"), link("echeances", "Par échéance", "i-cal")]
}

/// The filters of an address, those that are empty left out.
fn pairs<'t>(typed: &'t Typed, vue: &'t str) -> Vec<(&'static str, &'t str)> {
    let pairs = [
        ("vue", vue),
        ("debiteur", &typed.debiteur),
        ("nature", &typed.nature),
        ("portee", &typed.portee),
    ];
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Under the article in which each stands, in the order of the text.
fn by_articles(convention: ConventionId, articles: &[ArticleRow], duties: Vec<DutyRow>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for duty in duties {
        let known = articles
            .iter()
            .find(|article| duty.article.is_some() && article.number == duty.article);
        let heading = match (known, &duty.article) {
            (Some(article), _) => format!("{}, {}", article.label(), article.title),
            (None, Some(number)) => format!("Article\u{a0}{number}"),
            (None, None) => "Hors des articles".to_owned(),
        };
        let address = known.and_then(|article| Some(article_address(convention, article.number.as_deref()?)));
        push(&mut groups, heading, address, duty);
    }
    groups
}

/// Under the time at which each falls: days first, then what comes back, what waits for something, what has no date.
fn by_dates(mut duties: Vec<DutyRow>) -> Vec<Group> {
    duties.sort_by_key(|duty| (duty.when(), duty.day, duty.ordinal));
    let mut groups = Vec::new();
    for duty in duties {
        let heading = duty.when().french().to_owned();
        push(&mut groups, heading, None, duty);
    }
    groups
}

fn push(groups: &mut Vec<Group>, heading: String, address: Option<String>, duty: DutyRow) {
    match groups.iter_mut().find(|group| group.heading == heading) {
        Some(group) => group.duties.push(duty),
        None => groups.push(Group {
            heading,
            address,
            duties: vec![duty],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty_rows::{When, example};

    #[test]
    fn what_has_no_date_stands_apart_and_last() {
        let mut dated = example(1, None);
        dated.due = Some("on".to_owned());
        dated.day = domain::time::Day::new(2026, 6, 30);
        let mut yearly = example(2, None);
        yearly.due = Some("every_year".to_owned());
        let groups = by_dates(vec![example(3, None), yearly, dated]);
        let headings: Vec<&str> = groups.iter().map(|group| group.heading.as_str()).collect();
        assert_eq!(
            headings,
            [When::OnADay.french(), When::EveryYear.french(), When::Undated.french()]
        );
    }

    #[test]
    fn an_article_that_is_not_read_is_still_named() {
        let groups = by_articles(ConventionId::new(1), &[], vec![example(1, Some("8")), example(2, None)]);
        let headings: Vec<&str> = groups.iter().map(|group| group.heading.as_str()).collect();
        assert_eq!(headings, ["Article\u{a0}8", "Hors des articles"]);
        assert_eq!(groups[0].address, None);
    }
}
