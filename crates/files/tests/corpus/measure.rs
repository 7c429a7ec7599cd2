//! What is found beside what is expected, field by field: what agrees, what is missing, what is invented.
//!
//! Things are paired by their names first; what is said of a thing counts in its own field, and of a thing that is missing, all is.

use std::collections::BTreeMap;

use crate::alike::{nearly, plain, share, words};
use crate::expected::{Action, Expected};
use crate::found::{Found, FoundAction, Said};

/// How often one field agrees.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) right: u32,
    pub(crate) missing: u32,
    pub(crate) invented: u32,
}

impl Score {
    pub(crate) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.missing += other.missing;
        self.invented += other.invented;
    }

    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.right + self.invented)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missing)
    }

    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.missing + self.invented)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.right + self.missing + self.invented == 0
    }
}

/// Nothing expected and nothing found agree.
fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// The scores of one text, and what to say of what does not agree.
#[derive(Debug, Default)]
pub(crate) struct Measure {
    pub(crate) scores: BTreeMap<&'static str, Score>,
    pub(crate) missing: Vec<(&'static str, String)>,
    pub(crate) invented: Vec<(&'static str, String)>,
}

/// How two values are compared.
type Same = fn(&str, &str) -> bool;

fn exactly(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A sum of the same year, from the same payer, whatever is said before its name.
fn paid(a: &str, b: &str) -> bool {
    let parts = |text: &str| {
        let (head, cents) = text.rsplit_once(' ')?;
        let (payer, year) = head.rsplit_once(' ')?;
        Some((payer.to_owned(), year.to_owned(), cents.to_owned()))
    };
    match (parts(a), parts(b)) {
        (Some((payer, year, cents)), Some((other, other_year, other_cents))) => {
            year == other_year && cents == other_cents && (named(&payer, &other) || exactly(&payer, &other))
        }
        _ => exactly(a, b),
    }
}

/// What was wanted says it in its own words, taken out of those of the text.
fn roughly(wanted: &str, found: &str) -> bool {
    share(wanted, found) >= 60
}

impl Measure {
    fn score(&mut self, field: &'static str) -> &mut Score {
        self.scores.entry(field).or_default()
    }

    /// Pairs the values of a field, each with one other at most; tells the pairs.
    fn pair(&mut self, field: &'static str, wanted: &[String], found: &[Said], same: Same) -> Vec<(usize, usize)> {
        let mut free: Vec<usize> = (0..found.len()).collect();
        let mut pairs = Vec::new();
        for (index, value) in wanted.iter().enumerate() {
            let at = free.iter().position(|at| found[*at].iter().any(|said| same(value, said)));
            match at {
                Some(at) => pairs.push((index, free.remove(at))),
                None => self.missing.push((field, value.clone())),
            }
        }
        for at in &free {
            self.invented.push((field, found[*at].first().cloned().unwrap_or_default()));
        }
        let (right, missing, invented) = (count(pairs.len()), count(wanted.len() - pairs.len()), count(free.len()));
        self.score(field).add(Score {
            right,
            missing,
            invented,
        });
        pairs
    }

    fn one(&mut self, field: &'static str, wanted: Option<&String>, found: Option<&String>, same: Same) {
        let wanted: Vec<String> = wanted.into_iter().cloned().collect();
        let found: Vec<Said> = found.into_iter().map(|value| vec![value.clone()]).collect();
        self.pair(field, &wanted, &found, same);
    }

    /// What was found beyond what was asked is not held against the reader: where such a thing begins is a matter of judgement.
    fn held(&mut self, field: &'static str, wanted: &[String], found: &[Said]) -> Vec<(usize, usize)> {
        let pairs = self.pair(field, wanted, found, roughly);
        self.score(field).invented = 0;
        self.invented.retain(|(other, _)| *other != field);
        pairs
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).expect("a count")
}

fn each(values: &[String]) -> Vec<Said> {
    values.iter().map(|value| vec![value.clone()]).collect()
}

/// Compares a text of the corpus with what was found in it.
pub(crate) fn compare(expected: &Expected, found: &Found) -> Measure {
    let mut measure = Measure::default();
    agreement(&mut measure, expected, found);
    parties(&mut measure, expected, found);
    framework(&mut measure, expected, found);
    plan(&mut measure, expected, found);
    organisation(&mut measure, expected, found);
    text(&mut measure, expected, found);
    measure
}

fn agreement(m: &mut Measure, expected: &Expected, found: &Found) {
    m.one("title", expected.title.as_ref(), found.title.as_ref(), nearly);
    m.one("start", expected.start.as_ref(), found.start.as_ref(), exactly);
    m.one("end", expected.end.as_ref(), found.end.as_ref(), exactly);
    m.pair("signed on", &expected.signed_on, &each(&found.signed_on), exactly);
    m.one("signed at", expected.signed_at.as_ref(), found.signed_at.as_ref(), exactly);
    let originals = expected.originals.map(|count| count.to_string());
    m.one("originals", originals.as_ref(), found.originals.as_ref(), exactly);
    let kind = expected.kind.as_deref().map(|kind| match kind {
        "charter" => "charte d'engagement".to_owned(),
        "amendment" => "avenant".to_owned(),
        _ => "convention territoriale globale".to_owned(),
    });
    m.one("kind", kind.as_ref(), found.kind.as_ref(), exactly);
}

fn parties(m: &mut Measure, expected: &Expected, found: &Found) {
    let names: Vec<String> = expected.parties.iter().map(|party| party.name.clone()).collect();
    for (wanted, at) in m.pair("parties", &names, &found.parties, named) {
        let kind = organisation_kind(&expected.parties[wanted].kind).to_owned();
        m.one("parties: kind", Some(&kind), found.party_kinds.get(at), |a, b| a == b);
    }
    let signing: Vec<_> = expected
        .parties
        .iter()
        .flat_map(|party| std::iter::once(party).chain(&party.and_by))
        .filter_map(|party| Some((party.represented_by.clone()?, party.function.as_ref())))
        .collect();
    let signatories: Vec<String> = signing.iter().map(|(name, _)| name.clone()).collect();
    for (wanted, at) in m.pair("signatories", &signatories, &found.signatories, named) {
        m.one(
            "signatories: function",
            signing[wanted].1,
            found.functions[at].as_ref(),
            exactly,
        );
    }
    m.pair("perimeter", &expected.perimeter, &found.perimeter, named);
    let vote = |parts: [Option<&str>; 2]| parts.map(Option::unwrap_or_default).join(" ");
    let days: Vec<String> = expected
        .votes
        .iter()
        .filter_map(|read| Some(vote([Some(read.date.as_deref()?), None])))
        .collect();
    let read_days: Vec<Said> = found
        .votes
        .iter()
        .filter_map(|read| Some(vec![vote([Some(read[1].as_deref()?), None])]))
        .collect();
    m.pair("votes: day", &days, &read_days, exactly);
    let counts = |day: Option<&str>, counts: [Option<String>; 3]| {
        let counts = counts.map(Option::unwrap_or_default);
        (counts != ["", "", ""]).then(|| format!("{} {}", day.unwrap_or_default(), counts.join("/")))
    };
    let wanted: Vec<String> = expected
        .votes
        .iter()
        .filter_map(|read| {
            let voted = [read.favour, read.against, read.abstain].map(|count| count.map(|count| count.to_string()));
            counts(read.date.as_deref(), voted)
        })
        .collect();
    let said: Vec<Said> = found
        .votes
        .iter()
        .filter_map(|read| {
            Some(vec![counts(
                read[1].as_deref(),
                [read[3].clone(), read[4].clone(), read[5].clone()],
            )?])
        })
        .collect();
    let numbers: Vec<String> = expected.votes.iter().filter_map(|read| read.number.clone()).collect();
    let said_numbers: Vec<Said> = found.votes.iter().filter_map(|read| Some(vec![read[2].clone()?])).collect();
    m.pair("votes: number", &numbers, &said_numbers, exactly);
    m.pair("votes: counts", &wanted, &said, |a, b| a == b);
}

/// What a party is for the product, by the word of the corpus.
fn organisation_kind(kind: &str) -> &'static str {
    match kind {
        "caf" | "msa" | "cssm" => "family_fund",
        "commune" => "commune",
        "epci" => "intercommunality",
        "syndicate" | "syndicat" => "syndicate",
        "departement" => "department",
        "region" => "region",
        "prefecture" => "state",
        "association" => "association",
        _ => "other",
    }
}

/// A name, whatever is said before it: "la commune de Valmont" is Valmont, "la Caf du Val" the fund of that name.
fn named(a: &str, b: &str) -> bool {
    let bare = |text: &str| {
        let plain = plain(text);
        let without = ["commune ", "ville ", "communes ", "madame ", "monsieur ", "mme ", "m "];
        without
            .iter()
            .find_map(|before| plain.strip_prefix(before))
            .unwrap_or(&plain)
            .to_owned()
    };
    bare(a) == bare(b)
}

fn framework(m: &mut Measure, expected: &Expected, found: &Found) {
    m.pair("levels", &expected.levels, &each(&found.levels), level);
    let titles: Vec<String> = expected.nodes.iter().map(|node| node.title.clone()).collect();
    let said: Vec<Said> = found.nodes.iter().map(|node| node[2].clone().into_iter().collect()).collect();
    let pairs = m.pair("nodes", &titles, &said, nearly);
    for (wanted, at) in pairs {
        let (node, read) = (&expected.nodes[wanted], &found.nodes[at]);
        let parent = node.parent.as_ref().and_then(|id| title_of(expected, id));
        m.one("nodes: code", node.code.as_ref(), read[1].as_ref(), exactly);
        m.one("nodes: parent", parent.as_ref(), read[3].as_ref(), nearly);
        m.one("nodes: level", Some(&node.level), read[0].as_ref(), level);
    }
    m.pair("themes", &expected.themes, &each(&found.themes), nearly);
}

/// "Enjeux" names the level of an "Enjeu".
fn level(a: &str, b: &str) -> bool {
    let one = |text: &str| {
        let words: Vec<String> = plain(text)
            .split(' ')
            .map(|word| word.trim_end_matches(['s', 'x']).to_owned())
            .collect();
        words.join(" ")
    };
    one(a) == one(b)
}

fn title_of(expected: &Expected, id: &str) -> Option<String> {
    let node = expected.nodes.iter().find(|node| node.id == id)?;
    Some(node.title.clone())
}

fn plan(m: &mut Measure, expected: &Expected, found: &Found) {
    let titles: Vec<String> = expected.actions.iter().map(|action| action.title.clone()).collect();
    let said: Vec<Said> = found.actions.iter().map(|action| vec![action.title.clone()]).collect();
    let pairs = m.pair("actions", &titles, &said, nearly);
    for (index, action) in expected.actions.iter().enumerate() {
        let none = FoundAction::default();
        let read = pairs
            .iter()
            .find(|(wanted, _)| *wanted == index)
            .map(|(_, at)| &found.actions[*at]);
        one_action(m, expected, action, read.unwrap_or(&none));
    }
    for (at, read) in found.actions.iter().enumerate() {
        if !pairs.iter().any(|(_, paired)| *paired == at) {
            one_action(m, expected, &Action::default(), read);
        }
    }
}

fn one_action(m: &mut Measure, expected: &Expected, action: &Action, read: &FoundAction) {
    let code = Some(&read.code).filter(|code| !code.is_empty());
    m.one("actions: code", action.code.as_ref(), code, exactly);
    let parent = action.parent.as_ref().and_then(|id| title_of(expected, id));
    m.one("actions: parent", parent.as_ref(), read.parent.as_ref(), nearly);
    m.pair("actions: themes", &action.themes, &read.themes, nearly);
    m.pair("actions: pilots", &action.pilots, &read.pilots, named);
    m.pair("actions: bearers", &action.bearers, &read.bearers, named);
    m.pair("actions: partners", &action.partners, &read.partners, named);
    m.pair("actions: communes", &action.communes, &read.communes, named);
    years(m, action, read);
    let amount = |amount: &crate::expected::Amount| {
        let year = amount.year.map(|year| year.to_string()).unwrap_or_default();
        format!("{} {year} {}", amount.funder.as_deref().unwrap_or_default(), amount.cents)
    };
    let amounts: Vec<String> = action.amounts.iter().map(amount).collect();
    m.pair("actions: amounts", &amounts, &read.amounts, paid);
    m.one("actions: public", action.public.as_ref(), read.public.as_ref(), nearly);
    m.pair("actions: objectives", &action.objectives, &each(&read.objectives), nearly);
    m.pair("actions: indicators", &action.indicators, &each(&read.indicators), nearly);
    // Where whoever read a text kept the words of no calendar, they are not compared: its years are.
    if expected.actions.iter().any(|action| action.calendar.is_some()) {
        m.one("actions: calendar", action.calendar.as_ref(), read.calendar.as_ref(), nearly);
    }
    let means: Option<String> = Some(read.means.join(" ")).filter(|means| !means.is_empty());
    m.one("actions: means", action.means.as_ref(), means.as_ref(), nearly);
    let details: Vec<String> = action.details.iter().map(|detail| detail.text.clone()).collect();
    m.pair("actions: details", &details, &each(&read.details), nearly);
}

fn years(m: &mut Measure, action: &Action, read: &FoundAction) {
    let half = |half: Option<u8>| half.map(|half| format!("S{half} ")).unwrap_or_default();
    let wanted: Vec<String> = action
        .years
        .iter()
        .map(|mark| {
            let commune = mark.commune.as_deref().map(name_alone).unwrap_or_default();
            format!("{} {}{commune}", mark.year, half(mark.half))
        })
        .collect();
    let found: Vec<Said> = read
        .years
        .iter()
        .map(|(year, read_half, communes)| {
            let nobody = [String::new()];
            let names = if communes.is_empty() { &nobody[..] } else { &communes[..] };
            let said = |name: &String| format!("{year} {}{}", half(*read_half), name_alone(name));
            names.iter().map(said).collect()
        })
        .collect();
    m.pair("actions: years", &wanted, &found, exactly);
}

fn name_alone(name: &str) -> String {
    let plain = plain(name);
    plain.strip_prefix("commune ").unwrap_or(&plain).to_owned()
}

fn organisation(m: &mut Measure, expected: &Expected, found: &Found) {
    let names: Vec<String> = expected.bodies.iter().map(|body| body.name.clone()).collect();
    let said: Vec<Said> = found.bodies.iter().map(|body| vec![body.name.clone()]).collect();
    for (wanted, at) in m.pair("bodies", &names, &said, nearly) {
        let (body, read) = (&expected.bodies[wanted], &found.bodies[at]);
        let rhythm = |least: Option<u16>, most: Option<u16>| {
            let said = |count: Option<u16>| count.map(|count| count.to_string()).unwrap_or_default();
            (least.is_some() || most.is_some()).then(|| format!("{}-{}", said(least), said(most)))
        };
        // Without an upper bound, a reading holds the lower one twice.
        let bounded = body.max_per_year.is_some();
        let upper = |(least, most): (u16, u16)| {
            if !bounded && least == most {
                String::new()
            } else {
                most.to_string()
            }
        };
        let read_rhythm = read.rhythm.map(|times| format!("{}-{}", times.0, upper(times)));
        let rhythm = rhythm(body.min_per_year, body.max_per_year);
        m.one("bodies: rhythm", rhythm.as_ref(), read_rhythm.as_ref(), |a, b| a == b);
        m.pair("bodies: members", &body.members, &each(&read.members), nearly);
        m.pair("bodies: missions", &body.missions, &each(&read.missions), nearly);
    }
    posts(m, expected, found);
    facilities(m, expected, found);
    duties(m, expected, found);
}

/// Where several posts have one title, that of the same employer is meant.
fn posts(m: &mut Measure, expected: &Expected, found: &Found) {
    let titles: Vec<String> = expected.posts.iter().map(|post| post.title.clone()).collect();
    let said: Vec<Said> = found.posts.iter().map(|post| vec![post.title.clone()]).collect();
    for (wanted, at) in m.pair("posts", &titles, &said, nearly) {
        let (post, read) = (&expected.posts[wanted], &found.posts[at]);
        let hundredths = post.fte.as_ref().map(|fte| hundredths(fte).to_string());
        m.one("posts: fte", hundredths.as_ref(), read.fte.as_ref(), exactly);
        let wanted: Vec<String> = post.employer.iter().cloned().collect();
        let employer = [read.employer.clone()];
        let read = if read.employer.is_empty() { &[][..] } else { &employer[..] };
        m.pair("posts: employer", &wanted, read, holds);
    }
}

/// "0.25" of a full time is 25 hundredths.
fn hundredths(fte: &str) -> u32 {
    let (whole, part) = fte.split_once('.').unwrap_or((fte, ""));
    let part: u32 = format!("{part:0<2}").parse().expect("hundredths");
    whole.parse::<u32>().expect("a share") * 100 + part
}

/// The words wanted stand among those found.
fn holds(wanted: &str, found: &str) -> bool {
    share(wanted, found) == 100 || share(found, wanted) == 100
}

fn facilities(m: &mut Measure, expected: &Expected, found: &Found) {
    let names: Vec<String> = expected.facilities.iter().map(|facility| facility.name.clone()).collect();
    let said: Vec<Said> = found.facilities.iter().map(|facility| vec![facility.name.clone()]).collect();
    for (wanted, at) in m.pair("facilities", &names, &said, nearly) {
        let (facility, read) = (&expected.facilities[wanted], &found.facilities[at]);
        m.one("facilities: type", Some(&facility.kind), Some(&read.kind), nearly);
        let wanted: Vec<String> = facility.commune.iter().cloned().collect();
        let places = [read.places.clone()];
        let read = if read.places.is_empty() { &[][..] } else { &places[..] };
        m.pair("facilities: commune", &wanted, read, holds);
    }
}

fn duties(m: &mut Measure, expected: &Expected, found: &Found) {
    let wanted: Vec<String> = expected.duties.iter().map(|duty| duty.what.clone()).collect();
    let said: Vec<Said> = found.duties.iter().map(|duty| vec![duty.what.clone()]).collect();
    for (wanted, at) in m.held("duties", &wanted, &said) {
        let (duty, read) = (&expected.duties[wanted], &found.duties[at]);
        m.one("duties: due", duty.due.as_ref(), read.due.as_ref(), times);
        // "Chaque partie" is all of them, by their keys.
        let together = duty.who.as_ref().filter(|who| read.who.len() > 1 && means_all(who)).cloned();
        let names: Option<String> = together
            .or_else(|| Some(read.who.concat().join(" ")))
            .filter(|names| !names.is_empty());
        m.one("duties: who", duty.who.as_ref(), names.as_ref(), |a, b| share(a, b) >= 60);
    }
}

/// Words that stand for those who sign, together or one by one.
fn means_all(who: &str) -> bool {
    let whole = ["communes", "partie", "parties", "signataire", "signataires"];
    words(who).iter().any(|word| whole.contains(&word.as_str()))
}

/// The same time, with more or fewer of the words around it.
fn times(wanted: &str, found: &str) -> bool {
    share(wanted, found) >= 60 || share(found, wanted) >= 60
}

fn text(m: &mut Measure, expected: &Expected, found: &Found) {
    let annexes: Vec<String> = expected.annexes.iter().filter_map(|annex| annex.number.clone()).collect();
    let said: Vec<Said> = found.annexes.iter().map(|(number, ..)| vec![number.clone()]).collect();
    for (wanted, at) in m.pair("annexes", &annexes, &said, exactly) {
        let (annex, (_, present, title)) = (&expected.annexes[wanted], &found.annexes[at]);
        let there = |present: bool| if present { "present" } else { "absent" }.to_owned();
        m.one(
            "annexes: present",
            annex.present.map(there).as_ref(),
            Some(&there(*present)),
            exactly,
        );
        m.one("annexes: title", annex.title.as_ref(), title.as_ref(), nearly);
    }
    let articles: Vec<String> = expected.articles.iter().filter_map(|article| article.title.clone()).collect();
    let titled = found.articles.iter().filter(|(_, title)| !title.is_empty());
    let said: Vec<Said> = titled.map(|(_, title)| vec![title.clone()]).collect();
    m.pair("articles", &articles, &said, nearly);
    let changes: Vec<String> = expected
        .amendment
        .iter()
        .flat_map(|amendment| &amendment.changes)
        .map(|change| format!("{} {}", change.kind, change.target.as_deref().unwrap_or_default()))
        .collect();
    m.pair("amendment: changes", &changes, &found.changes, changed);
    let effect = expected.amendment.as_ref().and_then(|amendment| amendment.effect.clone());
    m.one("amendment: effect", effect.as_ref(), found.effect.as_ref(), exactly);
}

/// The same change: its kind, and the number of what it bears on, with or without the title that is quoted beside it.
fn changed(wanted: &str, found: &str) -> bool {
    let bears = |text: &str| {
        let (kind, target) = text.split_once(' ').unwrap_or((text, ""));
        let words = words(target);
        let at = words
            .iter()
            .position(|word| matches!(word.as_str(), "article" | "annexe" | "action" | "fiche"))?;
        let number = words.get(at + 1).filter(|word| word.contains(|c: char| c.is_ascii_digit()))?;
        let rest = words[at + 2..].iter();
        let more =
            rest.take_while(|word| word.contains(|c: char| c.is_ascii_digit()) || matches!(word.as_str(), "bis" | "ter"));
        Some(format!(
            "{kind} {} {number} {}",
            words[at],
            more.cloned().collect::<Vec<_>>().join(" ")
        ))
    };
    nearly(wanted, found) || bears(wanted).is_some_and(|wanted| bears(found) == Some(wanted))
}
