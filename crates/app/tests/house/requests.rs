//! The requests of the matrix of rights: every route, with what exists here, elsewhere and nowhere in the place of each number
//! of its address, of what follows `?` and of its form.

use std::collections::BTreeSet;

use app::rooms;
use domain::access::{Standing, Verb, allows};
use domain::ids::ConventionId;
use testkit::{Answer, Client};
use web::Route;
use web::access::Access;
use web::route::Method;

use crate::cast::Who;
use crate::forms::form_of;

/// What stands in the place of a number, with the conventions where it is found; 0 is the installation.
type Value = (&'static str, &'static [i64]);

/// For each parameter of a pattern: what exists, here or elsewhere, then what exists and is of another kind.
const EXISTING: [(&str, &[Value]); 12] = [
    // There are two conventions; the fifteenth is an action.
    ("convention", &[("1", &[0]), ("2", &[0]), ("15", &[])]),
    // There are twenty-four actions.
    ("action", &[("15", &[1, 2]), ("25", &[])]),
    // Three parties sign; the twelfth is a person.
    ("party", &[("2", &[1, 2]), ("12", &[])]),
    ("organisation", &[("1", &[0, 1, 2]), ("2", &[0, 1])]),
    // The first works for the organisation that signed both conventions; the ninth is a stranger.
    ("person", &[("1", &[0, 1, 2]), ("9", &[0])]),
    // Each convention has its signed scan, of which there is one version.
    ("document", &[("1", &[1, 2]), ("2", &[])]),
    // Each convention has a comment that all who hold a mandate read; the ninth is of none.
    ("comment", &[("1", &[1, 2]), ("9", &[])]),
    ("version", &[("1", &[1, 2]), ("2", &[])]),
    // In each convention, the second report waits; the first one counts; nobody writes five hundred here.
    ("report", &[("2", &[1, 2]), ("500", &[])]),
    // Each convention has two campaigns, with three recipients each; the twenty-fourth is an action.
    ("campaign", &[("1", &[1, 2]), ("24", &[])]),
    ("recipient", &[("1", &[1, 2]), ("24", &[])]),
    // Each convention has one milestone.
    ("milestone", &[("1", &[1, 2]), ("9", &[])]),
];

/// What would be a number, and is the one of nothing.
pub(crate) const UNKNOWN: &str = "999999";

/// What is no number, in an address.
const MALFORMED: [&str; 5] = ["0", "-1", "texte", "01", "9223372036854775808"];

/// What is no number, or the one of nothing, in a form.
const BENT: [&str; 5] = [UNKNOWN, "0", "-1", "texte", "9223372036854775808"];

/// Addresses of what was entrusted to someone, or to who pilots it: nothing of the kind is of the partner of the world.
const OWN_ALONE: [&str; 2] = [
    "/conventions/{convention}/a-confirmer/{report}",
    "/conventions/{convention}/jalons/{milestone}/fait",
];

/// What a request leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answered,
    SignInFirst,
    NotFound,
}

/// An address made from a pattern.
#[derive(Clone)]
pub(crate) struct Address {
    text: String,
    /// The number of the convention, or 0.
    place: i64,
    exists: bool,
    malformed: bool,
}

impl Address {
    /// Every address of a pattern; the first leads somewhere.
    fn of(pattern: &str) -> Vec<Self> {
        let start = Self {
            text: pattern.to_owned(),
            place: 0,
            exists: true,
            malformed: false,
        };
        let all = EXISTING.iter().fold(vec![start], |addresses, (name, values)| {
            addresses.into_iter().flat_map(|address| address.with(name, values)).collect()
        });
        assert!(!all[0].text.contains('{'), "{pattern}: what stands for its parameter?");
        all
    }

    /// The same with each value in the place of a parameter.
    fn with(self, name: &str, values: &[Value]) -> Vec<Self> {
        let parameter = format!("{{{name}}}");
        if !self.text.contains(&parameter) {
            return vec![self];
        }
        let put = |value: &str, found: &[i64], malformed: bool| Self {
            text: self.text.replace(&parameter, value),
            place: if name == "convention" {
                value.parse().unwrap_or(0)
            } else {
                self.place
            },
            exists: self.exists && found.contains(&self.place),
            malformed: self.malformed || malformed,
        };
        let existing = values.iter().map(|(value, found)| put(value, found, false));
        let malformed = MALFORMED.iter().map(|value| put(value, &[], true));
        existing.chain([put(UNKNOWN, &[], false)]).chain(malformed).collect()
    }

    /// What a sample asks, in the reference convention or in the other one.
    fn sampled(sample: &str) -> Vec<Self> {
        let inside = sample.starts_with("/conventions/1");
        let places: &[i64] = if inside { &[1, 2] } else { &[0] };
        let put = |place: &i64| Self {
            text: sample.replacen("/conventions/1", &format!("/conventions/{place}"), 1),
            place: *place,
            exists: true,
            malformed: false,
        };
        places.iter().map(put).collect()
    }
}

/// One request of the matrix.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pattern: &'static str,
    access: Access,
    address: Address,
    form: String,
    /// Whether a number of the form, or of what follows `?`, was replaced by one of nothing.
    pub(crate) bent: bool,
}

impl Request {
    /// The answer of the policy.
    pub(crate) fn expected(&self, who: Who) -> Outcome {
        if self.address.malformed || self.pattern == "/installation" {
            return Outcome::NotFound;
        }
        let place = Some(self.address.place).filter(|place| *place > 0).map(ConventionId::new);
        let allowed = match self.access {
            Access::Anyone | Access::Demo => true,
            Access::SignedIn => who != Who::Visitor,
            Access::Administrator(verb) => allows(who.standing(None), verb).is_ok(),
            // A right held in the installation opens no door of a convention.
            Access::Inside(verb) => match who.standing(place) {
                held @ Standing::Mandated(_) => allows(held, verb).is_ok(),
                _ => false,
            },
        };
        // Of these, what is not theirs is unknown to those who do not run the plan.
        let held = who.standing(place);
        let own_alone = OWN_ALONE.contains(&self.pattern) && allows(held, Verb::ReportProgress).is_err();
        match (allowed, who, self.method) {
            (true, ..) if own_alone => Outcome::NotFound,
            (true, ..) if self.address.exists => Outcome::Answered,
            (false, Who::Visitor, Method::Get) => Outcome::SignInFirst,
            _ => Outcome::NotFound,
        }
    }

    /// Sends it from another window: what is received stays there.
    pub(crate) async fn send(&self, client: &Client) -> Answer {
        let mut client = client.clone();
        match self.method {
            Method::Get => client.get(&self.address.text).await,
            Method::Post => client.post(&self.address.text, &self.form).await,
        }
    }

    pub(crate) fn line(&self) -> String {
        format!("{} {} {}", self.method, self.address.text, self.form)
    }
}

/// The fields of a form, or of what follows `?`, with one number after another replaced.
pub(crate) fn bent(fields: &str, with: &[&str]) -> Vec<String> {
    let pairs: Vec<(&str, &str)> = fields.split('&').filter_map(|field| field.split_once('=')).collect();
    let put = |at: usize, value: &str| {
        let with = |(i, (name, kept)): (usize, &(&str, &str))| format!("{name}={}", if i == at { value } else { kept });
        pairs.iter().enumerate().map(with).collect::<Vec<_>>().join("&")
    };
    let mut all = Vec::new();
    for (at, (_, value)) in pairs.iter().enumerate() {
        for replaced in with {
            match value.split('-').collect::<Vec<_>>()[..] {
                [one] if is_number(one) => all.push(put(at, replaced)),
                // Two numbers together: of a convention, and of something in it. Three are a day.
                [one, two] if is_number(one) && is_number(two) => {
                    all.push(put(at, &format!("{replaced}-{two}")));
                    all.push(put(at, &format!("{one}-{replaced}")));
                }
                _ => {}
            }
        }
    }
    all
}

fn is_number(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

/// Every request of a route.
fn requests_of(route: &Route) -> Vec<Request> {
    let request = |address: &Address, form: &str, bent: bool| Request {
        method: route.method,
        pattern: route.pattern,
        access: route.access,
        address: address.clone(),
        form: form.to_owned(),
        bent,
    };
    let written = match route.method {
        Method::Get => "",
        Method::Post => form_of(route.pattern).fields,
    };
    let addresses = Address::of(route.pattern);
    let mut requests: Vec<Request> = addresses.iter().map(|address| request(address, written, false)).collect();
    requests.extend(bent(written, &BENT).iter().map(|form| request(&addresses[0], form, true)));
    for sample in &route.samples {
        for address in Address::sampled(sample.address) {
            requests.extend(bent(sample.form, &BENT).iter().map(|form| request(&address, form, true)));
            let Some((path, query)) = address.text.split_once('?') else {
                continue;
            };
            requests.push(request(&address, written, false));
            for query in bent(query, &BENT) {
                let text = format!("{path}?{query}");
                requests.push(request(&Address { text, ..address.clone() }, written, true));
            }
        }
    }
    requests
}

/// Every request, once. Pages come first: signing out, or a new password, ends the sessions.
pub(crate) fn requests() -> Vec<Request> {
    let mut routes = rooms::routes(None);
    routes.sort_by_key(|route| route.method);
    let mut seen = BTreeSet::new();
    let all = routes.iter().flat_map(requests_of);
    all.filter(|request| seen.insert(request.line())).collect()
}
