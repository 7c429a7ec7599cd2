//! The agreement: parties and those who sign, period, votes, what the text contradicts or leaves unread.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::{Lines, OrganisationKind, Severity, rank};
use domain::time::Day;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::convention_rows::{
    Agreement, AgreementRow, AllParties, Anomalies, AnomalyRow, DeliberationRow, Deliberations, PartyRow, Rest, RestRow,
    Signatories, SignatoryRow,
};

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
        match self.severity {
            Severity::Low => "tag",
            Severity::Medium => "tag tag-warn",
            Severity::High => "tag tag-late",
        }
    }

    fn weight(&self) -> &'static str {
        match self.severity {
            Severity::Low => "à savoir",
            Severity::Medium => "à expliquer",
            Severity::High => "à trancher",
        }
    }
}

/// The first words of a part of the text that no value holds.
const REST_CHARS: usize = 90;

impl RestRow {
    fn start(&self) -> String {
        let flat = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match flat.char_indices().nth(REST_CHARS) {
            Some((cut, _)) => format!("{}…", flat[..cut].trim_end()),
            None => flat,
        }
    }
}

#[derive(Template)]
#[template(path = "convention_show.html")]
struct ConventionShow {
    frame: Frame,
    convention: ConventionId,
    today: Day,
    agreement: AgreementRow,
    parties: Vec<PartyRow>,
    signatories: Vec<SignatoryRow>,
    deliberations: Vec<DeliberationRow>,
    anomalies: Vec<AnomalyRow>,
    rest: Vec<RestRow>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let agreement = visit.first(Agreement { convention }).await?.ok_or(Failure::NotFound)?;
    let page = ConventionShow {
        frame: visit
            .frame("Convention")
            .await?
            .under(Target::Convention(convention))
            .crumb("Mes conventions", Target::OwnConventions),
        convention,
        today: visit.today,
        parties: visit.rows(AllParties { convention }).await?,
        signatories: visit.rows(Signatories { convention }).await?,
        deliberations: visit.rows(Deliberations { convention }).await?,
        anomalies: visit.rows(Anomalies { convention }).await?,
        rest: visit.rows(Rest { convention }).await?,
        agreement,
    };
    visit.page(&page)
}

impl ConventionShow {
    fn plan(&self) -> Target {
        Target::Plan(self.convention)
    }

    fn text(&self) -> Target {
        Target::WholeText(self.convention)
    }

    fn signing(&self) -> impl Iterator<Item = (usize, &PartyRow)> {
        self.ranked().filter(|(_, party)| party.signs)
    }

    fn others(&self) -> Vec<&PartyRow> {
        self.parties.iter().filter(|party| !party.signs).collect()
    }

    /// Parties with the place of their badge: communes that sign come first.
    fn ranked(&self) -> impl Iterator<Item = (usize, &PartyRow)> {
        let mut order: Vec<&PartyRow> = self.parties.iter().collect();
        order.sort_by_key(|party| rank(party.signs, party.kind, party.ordinal));
        order.into_iter().enumerate().map(|(index, party)| (index + 1, party))
    }

    fn signatories_of(&self, party: &PartyRow) -> Vec<&SignatoryRow> {
        self.signatories
            .iter()
            .filter(|signatory| signatory.party == party.ordinal)
            .collect()
    }

    fn votes_of(&self, party: &PartyRow) -> Vec<&DeliberationRow> {
        self.deliberations
            .iter()
            .filter(|vote| vote.party == Some(party.ordinal))
            .collect()
    }

    /// Parties that have a council and whose vote is not joined.
    fn unvoted(&self) -> Vec<&PartyRow> {
        let signing = self.parties.iter().filter(|party| party.signs && self.has_council(party));
        signing.filter(|party| self.votes_of(party).is_empty()).collect()
    }

    fn has_council(&self, party: &PartyRow) -> bool {
        matches!(
            party.kind,
            OrganisationKind::Commune | OrganisationKind::Intercommunality | OrganisationKind::Syndicate
        )
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
        let (start, end) = (self.agreement.start?, self.agreement.end?);
        Some(format!("Du {} au {}", french::date(start), french::date(end)))
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

    /// Whose council voted.
    fn council(&self, vote: &DeliberationRow) -> Option<&str> {
        self.parties
            .iter()
            .find(|party| Some(party.ordinal) == vote.party)
            .map(|party| party.name.as_str())
    }

    fn rest_lines(&self) -> String {
        let lines: i64 = self.rest.iter().map(|rest| rest.line_count).sum();
        french::count(lines, "ligne", "lignes")
    }
}

impl DeliberationRow {
    /// "35 pour, 0 contre, 0 abstention": only the counts that the text gives.
    fn counts(&self) -> Option<String> {
        let pour = self.favour.map(|n| format!("{n} pour"));
        let contre = self.against.map(|n| format!("{n} contre"));
        let abstention = self.abstain.map(|n| french::count(n, "abstention", "abstentions"));
        let present = self.present.map(|n| french::count(n, "présent", "présents"));
        let proxies = self.proxies.map(|n| french::count(n, "pouvoir", "pouvoirs"));
        let counts: Vec<String> = [pour, contre, abstention, present, proxies].into_iter().flatten().collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }

    fn day(&self) -> Option<String> {
        self.day.map(french::date)
    }

    fn heard(&self) -> Option<String> {
        let name = self.commission.clone()?;
        Some(match self.commission_day {
            Some(day) => format!("{name}, réunie le {}", french::date(day)),
            None => name,
        })
    }
}

fn month_of(year: i64, month: i64) -> Option<String> {
    let day = Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1)?;
    Some(french::month_and_year(day))
}
