//! The links that open the sheet to elected people: made for someone, until a day, for one commune or all of the plan; seen; taken
//! back. A link is shown once, to whoever made it, and leaves by letter where letters leave.
//!
//! The secret is kept nowhere: a lost link is made again.

use askama::Template;
use domain::access::verbs::ShareSummary;
use domain::ids::{ConventionId, SummaryLinkId};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress};
use domain::places::{DeskPlace, Target};
use domain::summary::{
    LONGEST_SUMMARY_DAYS, MOST_SUMMARY_LINKS, SummaryLinkMade, SummaryLinkRevoked, SummaryLinkState, SummaryReader,
    WontOpenUntil, open_until,
};
use domain::time::Day;
use serde::Deserialize;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, typed_day};
use web::frame::Frame;
use web::french;
use web::session::Token;
use web::visit::Visit;

use crate::mayor_rows::{LinkRow, SummaryLinks};
use crate::rows::{Parties, PartyRow};
use crate::tables::Tables;

/// How many days a link lasts when nobody says otherwise.
const USUAL_DAYS: i64 = 30;

/// The longest name, function or address, in characters.
const LONGEST: usize = 120;

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    geste: String,
    lien: String,
    nom: String,
    fonction: String,
    courriel: String,
    commune: String,
    jusqu: String,
}

/// A link just made.
struct Made {
    name: String,
    address: String,
    /// Where a letter is leaving, when one is.
    sent_to: Option<String>,
}

#[derive(Template)]
#[template(path = "mayor_links.html")]
struct MayorLinks {
    frame: Frame,
    convention: ConventionId,
    links: Vec<LinkRow>,
    communes: Vec<PartyRow>,
    typed: Typed,
    made: Option<Made>,
    /// Whether letters leave.
    sends: bool,
    today: Day,
    errors: Errors,
}

impl MayorLinks {
    fn place(&self) -> Target {
        Target::Desk(DeskPlace::SummaryLinks(self.convention))
    }

    fn summary(&self) -> Target {
        Target::Desk(DeskPlace::Summary(self.convention))
    }

    fn is_chosen(&self, party: &i64) -> bool {
        self.typed.commune == party.to_string()
    }

    fn is_open(&self, link: &LinkRow) -> bool {
        link.state(&self.today) == SummaryLinkState::Open
    }

    fn open(&self) -> usize {
        self.links.iter().filter(|link| self.is_open(link)).count()
    }

    const fn email_hint(&self) -> &'static str {
        if self.sends {
            "Le lien y part aussitôt."
        } else {
            "Aucun courrier ne part d’ici\u{a0}: vous remettrez le lien vous-même."
        }
    }

    fn latest(&self) -> String {
        french::date(self.today.plus_days(i64::from(LONGEST_SUMMARY_DAYS)))
    }
}

/// What is checked of a form.
struct Checked {
    reader: SummaryReader,
    party: Option<i64>,
    last_day: Day,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Typed::default()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    match typed.geste.as_str() {
        "creer" => make(visit, typed).await,
        "retirer" => revoke(&mut visit, &typed.lien).await,
        _ => Err(Failure::NotFound),
    }
}

async fn page(visit: &mut Visit, typed: Typed) -> Result<MayorLinks, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Fiches pour les élus").await?;
    let parties = visit.rows(Parties { convention }).await?;
    let usual = Typed {
        jusqu: visit.today.plus_days(USUAL_DAYS).to_string(),
        ..Typed::default()
    };
    Ok(MayorLinks {
        frame: frame
            .under(Target::Desk(DeskPlace::Summary(convention)))
            .crumb("L’essentiel", Target::Desk(DeskPlace::Summary(convention)))
            .called("Fiches pour les élus"),
        convention,
        links: visit.rows(SummaryLinks { convention }).await?,
        communes: parties.into_iter().filter(|party| party.kind.has_council()).collect(),
        typed: if typed.geste.is_empty() { usual } else { typed },
        made: None,
        sends: visit.sends_letters(),
        today: visit.today,
        errors: Errors::none(),
    })
}

async fn make(mut visit: Visit, typed: Typed) -> Result<Answer, Failure> {
    let shown = page(&mut visit, typed).await?;
    if visit.is_under_review().await? {
        let why =
            "La lecture de cette convention n’est pas confirmée\u{a0}: terminez la relecture avant d’en montrer la fiche.";
        let errors = Errors::whole(why);
        return Err(visit.invalid(&MayorLinks { errors, ..shown }));
    }
    let checked = match check(&shown) {
        Ok(checked) => checked,
        Err(errors) => return Err(visit.invalid(&MayorLinks { errors, ..shown })),
    };
    let (convention, token) = (shown.convention, visit.new_token());
    let mut tx = visit.begin::<ShareSummary>(convention).await?;
    let ordinal = tx.allocate(series(convention)).await?;
    let address = format!("{}/fiche?cle={}", visit.origin(), token.expose());
    let fact = fact(&visit, SummaryLinkId { convention, ordinal }, (checked, &token, &address));
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let mut after = page(&mut visit, Typed::default()).await?;
    after.made = Some(Made {
        sent_to: fact.letters.first().map(|letter| letter.to.email.clone()),
        name: fact.reader.name,
        address,
    });
    visit.page(&after)
}

/// The series of the ordinals of links.
pub(crate) const fn series(convention: ConventionId) -> Sequence {
    Sequence::Convention(convention, "summary_link")
}

fn fact(visit: &Visit, link: SummaryLinkId, (checked, token, address): (Checked, &Token, &str)) -> SummaryLinkMade {
    let letter = checked.reader.email.clone().filter(|_| visit.sends_letters()).map(|email| Letter {
        to: Recipient {
            person: None,
            name: checked.reader.name.clone(),
            email,
        },
        kind: LetterKind::SummaryLink,
        subject: "Une fiche d’une page vous est adressée".to_owned(),
        paragraphs: vec![
            "Cette fiche dit en une page où en est la convention territoriale globale\u{a0}: ce qui avance, ce qui est en retard, ce qui vient. Lecture\u{a0}: 2\u{a0}minutes.".to_owned(),
            format!(
                "Elle s’ouvre sans compte ni mot de passe, et se met à jour toute seule. Ce lien vous est personnel\u{202f}; il fonctionne jusqu’au {}.",
                french::date(checked.last_day)
            ),
        ],
        link: Some(LetterLink {
            words: "Ouvrir la fiche".to_owned(),
            address: SecretAddress::new(address.to_owned()),
        }),
        list_unsubscribe: None,
        not_before: None,
        key: format!("convention/{}/summary_link/{}", link.convention, link.ordinal),
    });
    SummaryLinkMade {
        link,
        token: token.digest(),
        reader: checked.reader,
        party: checked.party,
        last_day: checked.last_day,
        letters: letter.into_iter().collect(),
        at: visit.now,
    }
}

fn check(page: &MayorLinks) -> Result<Checked, Errors> {
    let (typed, mut errors) = (&page.typed, Errors::none());
    let [name, office, email] = [&typed.nom, &typed.fonction, &typed.courriel].map(|text| text.trim());
    if name.is_empty() {
        errors.add(
            "nom",
            "Écrivez le nom de la personne\u{a0}: la liste des liens le redit, la fiche non.",
        );
    }
    if office.is_empty() {
        errors.add(
            "fonction",
            "Écrivez sa fonction, telle que la fiche la dira\u{a0}: «\u{a0}Maire de …\u{a0}».",
        );
    }
    for (field, text) in [("nom", name), ("fonction", office), ("courriel", email)] {
        if text.chars().count() > LONGEST {
            errors.add(field, format!("Gardez {LONGEST}\u{a0}caractères au plus."));
        }
    }
    if !email.is_empty() && !looks_like_an_address(email) {
        errors.add(
            "courriel",
            "Cette adresse n’a pas la forme «\u{a0}nom@domaine.fr\u{a0}». Corrigez-la, ou laissez vide.",
        );
    }
    let party = commune(page, &mut errors);
    let last_day = last_day(page, &mut errors);
    if page.open() >= MOST_SUMMARY_LINKS {
        errors.add(
            "",
            format!("{MOST_SUMMARY_LINKS} liens sont déjà ouverts. Retirez ceux qui ne servent plus."),
        );
    }
    match last_day.filter(|_| errors.is_empty()) {
        Some(last_day) => Ok(Checked {
            reader: SummaryReader {
                name: name.to_owned(),
                office: office.to_owned(),
                email: Some(email.to_owned()).filter(|email| !email.is_empty()),
            },
            party,
            last_day,
        }),
        None => Err(errors),
    }
}

/// The commune chosen; all of the plan when none is.
fn commune(page: &MayorLinks, errors: &mut Errors) -> Option<i64> {
    if page.typed.commune.is_empty() {
        return None;
    }
    let found = page.communes.iter().find(|party| page.is_chosen(&party.ordinal));
    if found.is_none() {
        errors.add("commune", "Choisissez une commune de la liste, ou tout le plan.");
    }
    found.map(|party| party.ordinal)
}

fn last_day(page: &MayorLinks, errors: &mut Errors) -> Option<Day> {
    let said = match typed_day(page.typed.jusqu.trim()).map(|day| open_until(day, page.today)) {
        Some(Ok(day)) => return Some(day),
        Some(Err(WontOpenUntil::Past)) => "Cette date est passée. Choisissez aujourd’hui ou un jour à venir.".to_owned(),
        Some(Err(WontOpenUntil::TooFar)) => {
            format!("Un lien dure un an au plus. Choisissez une date jusqu’au {}.", page.latest())
        }
        None => "Écrivez une date, comme 31/12/2026.".to_owned(),
    };
    errors.add("jusqu", said);
    None
}

/// Something on each side of one `@`, and a point on the right.
fn looks_like_an_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    text.chars().count() <= 254
        && !name.is_empty()
        && !domain.contains('@')
        && domain.trim_matches('.').contains('.')
        && !text.contains(char::is_whitespace)
}

async fn revoke(visit: &mut Visit, link: &str) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let ordinal: i64 = link.parse().map_err(|_| Failure::NotFound)?;
    let at = visit.now;
    let mut tx = visit.begin::<ShareSummary>(convention).await?;
    let links = tx.load(SummaryLinks { convention }).await?;
    let known = links
        .iter()
        .find(|known| known.id.ordinal == ordinal)
        .ok_or(Failure::NotFound)?;
    let fact = SummaryLinkRevoked { link: known.id, at };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // It was taken back from another window: once is enough.
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::Desk(DeskPlace::SummaryLinks(convention))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_sides() {
        assert!(looks_like_an_address("maire@exemple.invalid"));
        for wrong in [
            "maire",
            "@exemple.fr",
            "maire@",
            "maire@exemple",
            "a b@exemple.fr",
            "a@b@exemple.fr",
            "a@.fr.",
        ] {
            assert!(!looks_like_an_address(wrong), "{wrong}");
        }
    }
}
