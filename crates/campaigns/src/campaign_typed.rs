//! What is typed where a campaign is prepared, and what is wrong with it. Nothing here reads the database.

use std::collections::BTreeSet;

use domain::campaigns::{
    Asked, CampaignQuestion, LONGEST_CAMPAIGN_TITLE, LONGEST_QUESTION, LONGEST_TEXT, MOST_QUESTIONS, MOST_RECIPIENTS, NotDue,
    Questions, ReminderPolicy, check_due,
};
use domain::ids::{ActionId, ConventionId};
use domain::search::fold;
use domain::time::{Day, Instant};
use web::form::Errors;
use web::french;

use crate::asked_rows::{ActionRow, Concerned, ContactRow, PeriodRow};
use crate::form_values::day_of;

/// The form, as it was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    /// When what it takes the place of was written, as the form showed it.
    pub(crate) written: Option<Instant>,
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) due: String,
    pub(crate) listed: Vec<CampaignQuestion>,
    pub(crate) open: Vec<String>,
    pub(crate) gap: String,
    pub(crate) most: String,
    pub(crate) actions: Vec<i64>,
    /// Whether every action is asked about, whichever are ticked.
    pub(crate) all_actions: bool,
    /// Whether all who lead or carry a chosen action are asked.
    pub(crate) everyone: bool,
    /// A person and the organisation for which they answer: `12-5`.
    pub(crate) contacts: Vec<String>,
    /// Others, one a line: name, address, organisation, numbers of actions.
    pub(crate) others: String,
}

/// What is known where it is typed.
pub(crate) struct Known<'k> {
    pub(crate) convention: ConventionId,
    pub(crate) today: Day,
    pub(crate) period: &'k PeriodRow,
    pub(crate) actions: &'k [ActionRow],
    pub(crate) contacts: &'k [ContactRow],
    pub(crate) concerned: &'k Concerned,
}

/// A campaign that can be kept.
pub(crate) struct Prepared {
    pub(crate) due: Day,
    pub(crate) questions: Questions,
    pub(crate) reminders: ReminderPolicy,
    pub(crate) recipients: Vec<Asked>,
}

impl Typed {
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, text) in pairs {
            match name.as_str() {
                "ecrit" => typed.written = text.parse().ok().map(Instant::from_micros),
                "titre" => typed.title = text.split_whitespace().collect::<Vec<_>>().join(" "),
                "message" => text.replace("\r\n", "\n").trim().clone_into(&mut typed.message),
                "echeance" => typed.due = text,
                "question" => typed.listed.extend(CampaignQuestion::from_code(&text)),
                "ouverte" if !text.trim().is_empty() => typed.open.push(text.trim().to_owned()),
                "ecart" => typed.gap = text,
                "relances" => typed.most = text,
                "action" => typed.actions.extend(text.parse::<i64>()),
                "toutes" => typed.all_actions = true,
                "tous" => typed.everyone = true,
                "contact" => typed.contacts.push(text),
                "autres" => typed.others = text.replace("\r\n", "\n"),
                _ => {}
            }
        }
        typed
    }

    /// What can be kept of it, or what is wrong.
    pub(crate) fn check(&self, known: &Known<'_>, errors: &mut Errors) -> Option<Prepared> {
        self.check_texts(errors);
        let due = self.check_due(known, errors);
        let reminders = self.check_reminders(errors);
        if self.listed.is_empty() && self.open.is_empty() {
            errors.add("questions", "Cochez au moins une question, ou écrivez-en une.");
        }
        let unknown = |ordinal: &i64| !known.actions.iter().any(|action| action.ordinal == *ordinal);
        if self.actions.is_empty() || self.actions.iter().any(unknown) {
            errors.add("actions", "Cochez les actions concernées, dans la liste.");
        }
        let recipients = Choosing { typed: self, known }.recipients(errors);
        errors.is_empty().then_some(())?;
        Some(Prepared {
            due: due?,
            questions: Questions {
                listed: self.listed.clone(),
                open: self.open.clone(),
            },
            reminders: reminders?,
            recipients,
        })
    }

    fn check_texts(&self, errors: &mut Errors) {
        if self.title.is_empty() {
            errors.add(
                "titre",
                "Donnez un nom à cette campagne, par exemple «\u{a0}Point d’automne\u{a0}».",
            );
        }
        long("titre", &self.title, LONGEST_CAMPAIGN_TITLE, errors);
        long("message", &self.message, LONGEST_TEXT, errors);
        if self.open.len() > MOST_QUESTIONS {
            errors.add(
                "ouvertes",
                "Gardez trois questions libres au plus\u{a0}: une réponse prend deux minutes.",
            );
        }
        for question in &self.open {
            long("ouvertes", question, LONGEST_QUESTION, errors);
        }
    }

    fn check_due(&self, known: &Known<'_>, errors: &mut Errors) -> Option<Day> {
        let Some(due) = day_of(&self.due) else {
            let sentence = format!(
                "Indiquez la date à laquelle répondre, par exemple 04/12/2026. Vous avez écrit «\u{a0}{}\u{a0}».",
                self.due.trim()
            );
            errors.add("echeance", sentence);
            return None;
        };
        let Err(wrong) = check_due(due, known.today, known.period.start, known.period.end) else {
            return Some(due);
        };
        let start = known.period.start.filter(|start| due < *start);
        let sentence = match (wrong, start.or(known.period.end)) {
            (NotDue::OutsideConvention, Some(start)) if due < start => format!(
                "Le {} précède le début de la convention, le {}. Choisissez une date à partir du {}.",
                french::date(due),
                french::date(start),
                french::date(start.max(known.today))
            ),
            (NotDue::OutsideConvention, Some(end)) => format!(
                "La convention ne court pas le {}\u{a0}: elle prend fin le {}. Choisissez une date avant.",
                french::date(due),
                french::date(end)
            ),
            (NotDue::OutsideConvention, None) => {
                "La convention n’a pas commencé à cette date. Choisissez-en une après.".to_owned()
            }
            (NotDue::Past, _) => format!("Le {} est passé. Choisissez une date à venir.", french::date(due)),
        };
        errors.add("echeance", sentence);
        None
    }

    fn check_reminders(&self, errors: &mut Errors) -> Option<ReminderPolicy> {
        let gap_days = self.gap.trim().parse().ok().filter(|gap| ReminderPolicy::GAPS.contains(gap));
        let most = self
            .most
            .trim()
            .parse()
            .ok()
            .filter(|most| ReminderPolicy::MOSTS.contains(most));
        if gap_days.is_none() {
            errors.add("ecart", "Indiquez un nombre de jours, de 1 à 60.");
        }
        if most.is_none() {
            errors.add("relances", "Indiquez un nombre de relances, de 0 à 5.");
        }
        Some(ReminderPolicy {
            gap_days: gap_days?,
            most: most?,
        })
    }

    /// Whether an action is chosen.
    pub(crate) fn about(&self, action: &ActionRow) -> bool {
        self.actions.contains(&action.ordinal)
    }

    /// Whether someone is chosen.
    pub(crate) fn asks(&self, contact: &ContactRow) -> bool {
        self.contacts.contains(&contact.code())
    }

    /// Whether a question is asked.
    pub(crate) fn listed(&self, question: &CampaignQuestion) -> bool {
        self.listed.contains(question)
    }

    /// An open question, by its rank.
    pub(crate) fn open(&self, rank: &usize) -> &str {
        self.open.get(*rank).map_or("", String::as_str)
    }
}

impl ContactRow {
    /// As it is sent by the form.
    pub(crate) fn code(&self) -> String {
        format!("{}-{}", self.person, self.organisation)
    }
}

fn long(field: &'static str, text: &str, most: usize, errors: &mut Errors) {
    let letters = text.chars().count();
    if letters > most {
        let sentence = format!("Ce texte compte {letters}\u{a0}caractères. Gardez-en {most} au plus.");
        errors.add(field, sentence);
    }
}

/// Who is asked, from what was ticked and typed.
struct Choosing<'c> {
    typed: &'c Typed,
    known: &'c Known<'c>,
}

impl Choosing<'_> {
    fn recipients(&self, errors: &mut Errors) -> Vec<Asked> {
        let mut asked = Vec::new();
        for contact in self.chosen(errors) {
            let own: BTreeSet<i64> = self.known.concerned.actions(contact.organisation).collect();
            let about: Vec<i64> = self
                .typed
                .actions
                .iter()
                .copied()
                .filter(|action| own.contains(action))
                .collect();
            if about.is_empty() {
                let sentence = format!(
                    "{}, {}, n’a de rôle dans aucune des actions cochées. Décochez cette personne, ou cochez une de ses actions.",
                    contact.name, contact.organisation_name
                );
                errors.add("destinataires", sentence);
                continue;
            }
            self.add(
                &mut asked,
                Asked {
                    ordinal: 0,
                    person: Some(contact.person),
                    organisation: Some(contact.organisation),
                    name: contact.name.clone(),
                    email: Some(contact.address.to_lowercase()),
                    organisation_name: contact.organisation_name.clone(),
                    lanes: self.lanes(Some(contact), &about),
                },
            );
        }
        self.others(&mut asked, errors);
        if asked.len() > MOST_RECIPIENTS {
            errors.add(
                "autres",
                "Une campagne va à mille destinataires au plus. Préparez-en plusieurs.",
            );
        }
        asked
    }

    /// Those who were ticked, or all who lead or carry what was chosen.
    fn chosen(&self, errors: &mut Errors) -> Vec<&ContactRow> {
        let known = |code: &String| self.known.contacts.iter().any(|contact| contact.code() == *code);
        if !self.typed.contacts.iter().all(known) {
            errors.add(
                "destinataires",
                "Une des personnes cochées n’a plus de mandat ou d’adresse ici. Vérifiez la liste, puis recommencez.",
            );
        }
        let wanted = |contact: &&ContactRow| {
            self.typed.asks(contact)
                || self.typed.everyone && self.known.concerned.leads(contact.organisation, &self.typed.actions)
        };
        self.known.contacts.iter().filter(wanted).collect()
    }

    fn lanes(&self, contact: Option<&ContactRow>, about: &[i64]) -> Vec<domain::followup::Lane> {
        let organisation = contact.map(|contact| contact.organisation);
        let id = |ordinal: &i64| ActionId {
            convention: self.known.convention,
            ordinal: *ordinal,
        };
        about
            .iter()
            .map(|ordinal| self.known.concerned.lane(organisation, id(ordinal)))
            .collect()
    }

    /// Who is named twice is asked once, about everything. Two people who share a mailbox are asked each about their own.
    fn add(&self, asked: &mut Vec<Asked>, one: Asked) {
        let same = |other: &&mut Asked| other.email.is_some() && other.email == one.email && is_same(other, &one);
        if let Some(before) = asked.iter_mut().find(same) {
            let new: Vec<_> = one.lanes.into_iter().filter(|lane| !before.lanes.contains(lane)).collect();
            before.lanes.extend(new);
            return;
        }
        let ordinal = i64::try_from(asked.len()).unwrap_or(i64::MAX - 1) + 1;
        asked.push(Asked { ordinal, ..one });
    }

    fn others(&self, asked: &mut Vec<Asked>, errors: &mut Errors) {
        for (number, line) in (1..).zip(self.typed.others.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            match self.other(line) {
                Ok(one) => self.add(asked, one),
                Err(why) => errors.add("autres", format!("Ligne {number}\u{a0}: {why}")),
            }
        }
    }

    fn other(&self, line: &str) -> Result<Asked, String> {
        let mut parts = line.split([';', '\t']).map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (name, email, organisation_name, numbers) = (next(), next(), next(), next());
        if name.contains('@') {
            return Err(format!(
                "«\u{a0}{name}\u{a0}» contient une adresse. Séparez par des points-virgules\u{a0}: nom\u{202f}; \
                 adresse\u{202f}; organisme."
            ));
        }
        if name.is_empty() || name.chars().count() > 120 {
            return Err("commencez par un nom, de cent vingt caractères au plus.".to_owned());
        }
        if !email.is_empty() && !is_address(&email) {
            return Err(format!(
                "«\u{a0}{email}\u{a0}» n’est pas une adresse électronique. Écrivez\u{a0}: nom\u{a0}; adresse\u{a0}; organisme."
            ));
        }
        if organisation_name.chars().count() > 200 {
            return Err("le nom de l’organisme dépasse deux cents caractères.".to_owned());
        }
        let about = self.numbered(&numbers)?;
        Ok(Asked {
            ordinal: 0,
            person: None,
            organisation: None,
            name,
            email: (!email.is_empty()).then(|| email.to_lowercase()),
            organisation_name,
            lanes: self.lanes(None, &about),
        })
    }

    /// The actions of these printed numbers; all that were chosen when none is written.
    fn numbered(&self, numbers: &str) -> Result<Vec<i64>, String> {
        let mut about = Vec::new();
        for number in numbers.split([',', ' ']).filter(|number| !number.is_empty()) {
            let found = self.known.actions.iter().find(|action| action.number == number);
            let Some(action) = found.filter(|action| self.typed.about(action)) else {
                return Err(format!(
                    "l’action «\u{a0}{number}\u{a0}» n’est pas de celles qui sont cochées."
                ));
            };
            if !about.contains(&action.ordinal) {
                about.push(action.ordinal);
            }
        }
        Ok(if about.is_empty() { self.typed.actions.clone() } else { about })
    }
}

/// Whether two who are asked at one address are one: the same account, or names of which one holds the other, for one organisation.
fn is_same(one: &Asked, other: &Asked) -> bool {
    if one.person.is_some() && other.person.is_some() {
        return one.person == other.person;
    }
    let words = |text: &str| -> BTreeSet<String> { fold(text).split_whitespace().map(str::to_owned).collect() };
    let (own, theirs) = (words(&one.name), words(&other.name));
    let (for_one, for_other) = (fold(&one.organisation_name), fold(&other.organisation_name));
    let answers_alike = for_one == for_other || for_one.is_empty() || for_other.is_empty();
    answers_alike && (own.is_subset(&theirs) || theirs.is_subset(&own))
}

/// Whether something looks like an address; a letter alone tells whether it is one.
pub(crate) fn is_address(text: &str) -> bool {
    let plain = text.len() <= 254
        && text
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c));
    plain
        && text
            .split_once('@')
            .is_some_and(|(who, place)| !who.is_empty() && place.contains('.') && !place.contains('@'))
}

#[cfg(test)]
mod tests;
