//! The agreement: parties and those who sign, period, votes, what the text contradicts or leaves unread.

use askama::Template;
use domain::access::Verb;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::{Lines, Severity};
use domain::time::Day;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::annex_list::AnnexCount;
use crate::contract_views::{ContractView, contract_views};
use crate::convention_counts::{Counts, CountsRow};
use crate::convention_rows::{
    Agreement, AgreementRow, Anomalies, AnomalyRow, PartyRow, Rest, RestRow, SignatoryRow, Signing, SigningRow,
};
use crate::parties::Parties;
use crate::signed_scan::{self, ScanRow};
use crate::text_show::TextState;
use crate::withheld::Withheld;

impl AnomalyRow {
    fn line_of(line: i64) -> Lines {
        u32::try_from(line).map_or_else(|_| Lines::default(), Lines::one)
    }

    fn a(&self) -> Lines {
        Self::line_of(self.a_line)
    }

    fn b(&self) -> Lines {
        self.b_line.map_or_else(Lines::default, Self::line_of)
    }

    fn tag(&self) -> &'static str {
        severity_tag(self.severity)
    }

    fn weight(&self) -> String {
        self.severity.french().to_lowercase()
    }
}

/// The classes of the tag of a severity.
pub(crate) const fn severity_tag(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "tag",
        Severity::Medium => "tag tag-warn",
        Severity::High => "tag tag-late",
    }
}

/// The first words of a part of the text that no value holds.
const REST_CHARS: usize = 90;

impl RestRow {
    fn start(&self) -> String {
        let flat = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        french::beginning(&flat, REST_CHARS)
    }
}

#[derive(Template)]
#[template(path = "convention_show.html")]
struct ConventionShow {
    frame: Frame,
    convention: ConventionId,
    today: Day,
    agreement: AgreementRow,
    views: Vec<ViewLink>,
    parties: Parties,
    signatories: Vec<SignatoryRow>,
    counts: CountsRow,
    anomalies: Vec<AnomalyRow>,
    /// Whether this person reads the register of écarts.
    registers: bool,
    rest: Vec<RestRow>,
    scans: Vec<ScanRow>,
    annexes: AnnexCount,
    /// What is kept from this reader.
    withheld: Withheld,
    /// Whether the reader may complete what was typed.
    corrects: bool,
    /// Where the signed scan is added, for those who may.
    addition: Option<Target>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let agreement = visit.first(Agreement { convention }).await?.ok_or(Failure::NotFound)?;
    let mut counts = visit.rows(Counts { convention }).await?;
    let votes = counts.first().map_or(0, |row| row.votes);
    let withheld = Withheld::of(&mut visit, convention).await?;
    let (parties, signatories) = SigningRow::apart(visit.rows(Signing { convention }).await?);
    let page = ConventionShow {
        frame: visit
            .frame("Convention")
            .await?
            .under(Target::Convention(convention))
            .crumb("Mes conventions", Target::OwnConventions),
        convention,
        today: visit.today,
        views: contract_views(convention, ContractView::Overview),
        parties: Parties::of(parties),
        signatories,
        scans: counts.iter_mut().filter_map(|row| row.scan.take()).collect(),
        counts: counts.into_iter().next().ok_or(Failure::NotFound)?,
        anomalies: visit.rows(Anomalies { convention }).await?,
        registers: visit.may(Verb::ViewInternal),
        rest: visit.rows(Rest { convention }).await?,
        annexes: AnnexCount::of(&mut visit, convention, votes, withheld.votes()).await?,
        withheld,
        corrects: visit.may(Verb::CorrectReading),
        addition: signed_scan::addition(&visit, convention),
        agreement,
    };
    visit.page(&page)
}

/// The écarts told on the page: the register has them all.
const GRAVEST: usize = 12;

impl ConventionShow {
    fn gravest(&self) -> &[AnomalyRow] {
        &self.anomalies[..self.anomalies.len().min(GRAVEST)]
    }

    /// How many écarts are not on the page.
    fn others(&self) -> usize {
        self.anomalies.len().saturating_sub(GRAVEST)
    }

    fn register(&self) -> Target {
        Target::Desk(DeskPlace::Anomalies(self.convention))
    }

    fn plan(&self) -> Target {
        Target::Plan(self.convention)
    }

    fn leaving(&self) -> Target {
        Target::Desk(DeskPlace::Leaving(self.convention))
    }

    fn text(&self) -> Target {
        Target::WholeText(self.convention)
    }

    fn reading(&self) -> Target {
        Target::Reading(self.convention)
    }

    /// "Saisie à la main le 23 nov. 2026, 10 h, par Camille Martin", when there is no text.
    fn by_hand(&self) -> Option<String> {
        let (at, person) = self.agreement.by_hand.as_ref()?;
        let when = at.map(|at| format!(" le {}", french::moment(at))).unwrap_or_default();
        let who = person.as_ref().map(|person| format!(", par {person}")).unwrap_or_default();
        Some(format!("Saisie à la main{when}{who}"))
    }

    fn ways(&self) -> Vec<crate::convention_counts::Way> {
        let parties = self.parties.signing().count();
        let seen = (self.agreement.text, &self.withheld);
        self.counts.ways(self.convention, parties, &self.annexes, seen)
    }

    fn questions(&self) -> Target {
        Target::OpenQuestions(self.convention)
    }

    fn signatories_of(&self, party: &PartyRow) -> Vec<&SignatoryRow> {
        self.signatories
            .iter()
            .filter(|signatory| signatory.party == party.ordinal)
            .collect()
    }

    /// "En vigueur", by the period alone.
    fn state(&self) -> (&'static str, &'static str) {
        match (self.agreement.start, self.agreement.end) {
            (Some(start), _) if self.today < start => ("tag tag-info", "À venir"),
            (_, Some(end)) if self.today > end => ("tag tag-late", "Terminée"),
            (Some(_), Some(_)) => ("tag tag-ok", "En vigueur"),
            _ => ("tag tag-guess", "Période à compléter"),
        }
    }

    fn period(&self) -> Option<String> {
        match (self.agreement.start, self.agreement.end) {
            (Some(start), Some(end)) => Some(format!("Du {} au {}", french::date(start), french::date(end))),
            (Some(start), None) => Some(format!("À partir du {}", french::date(start))),
            (None, Some(end)) => Some(format!("Jusqu’au {}", french::date(end))),
            (None, None) => None,
        }
    }

    fn period_is_open(&self) -> bool {
        self.agreement.start.is_none() || self.agreement.end.is_none()
    }

    /// "Marseille, décembre 2022, jour non indiqué": what the closing formula says, and what it leaves blank.
    fn signature(&self) -> Option<String> {
        let when = match (self.agreement.day, self.agreement.month, self.agreement.year) {
            (Some(day), ..) => Some(french::date(day)),
            (None, Some(month), Some(year)) => month_of(year, month).map(|month| format!("{month}, jour non indiqué")),
            (None, None, Some(year)) => Some(format!("{year}, jour et mois non indiqués")),
            _ => None,
        };
        let parts: Vec<String> = self.agreement.place.clone().into_iter().chain(when).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn rest_lines(&self) -> String {
        let lines: i64 = self.rest.iter().map(|rest| rest.line_count).sum();
        french::count(lines, "ligne", "lignes")
    }
}

fn month_of(year: i64, month: i64) -> Option<String> {
    let day = Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1)?;
    Some(french::month_and_year(day))
}
