//! A route: method, pattern, who may come, handler, samples. Nothing more.
//!
//! Each slice lists its own in one function; `app` gathers them. Patterns are `/conventions/{convention}/plan`: every
//! parameter is an ordinal.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use domain::digest::Digest;

use crate::access::Access;
use crate::answer::Answer;
use crate::failure::Failure;
use crate::form::{FORM_LIMIT_BYTES, MOST_FIELDS};
use crate::receiving::is_for_files;
use crate::visit::Visit;

/// What a handler answers, later.
pub(crate) type Answering = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// What answers a visit.
pub(crate) type Handler = Box<dyn Fn(Visit) -> Answering + Send + Sync>;

/// Who is let in, before what is sent is received.
pub(crate) type Entrance = Box<dyn Fn(Visit) -> Pin<Box<dyn Future<Output = Result<Entered, Failure>> + Send>> + Send + Sync>;

/// What comes of whoever stands at the entrance of a route that receives files.
pub enum Entered {
    /// Let in; its sender is told apart from others by this.
    As(Digest),
    /// Answered this, before anything is received.
    Instead(Box<Answer>),
}

/// The two verbs of a web page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Reads; also answers HEAD.
    Get,
    /// Changes something.
    Post,
}

/// As in a request line.
impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
        })
    }
}

/// A request that exercises a route, for the tests that visit them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// What it shows: `ordinary`, `empty`, `long`, `error`…
    pub name: &'static str,
    /// Path and query.
    pub address: &'static str,
    /// The URL-encoded form of a POST.
    pub form: &'static str,
}

/// An address of the product.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The pattern of its path.
    pub pattern: &'static str,
    /// Who may come.
    pub access: Access,
    /// Requests that exercise it.
    pub samples: Vec<Sample>,
    /// The largest body it takes.
    pub(crate) largest_body_bytes: usize,
    /// The most fields of a form that it takes.
    pub(crate) most_fields: usize,
    /// Whether those come too who still lack the second proof that the installation demands.
    pub(crate) proves: bool,
    /// Whether its address holds a secret, which no other page is told.
    pub(crate) untold: bool,
    pub(crate) handler: Handler,
    /// Who is let in before a file is received, where no session says it.
    pub(crate) entrance: Option<Entrance>,
    /// What answers when what is sent is longer than the route takes: a page that keeps what was typed.
    pub(crate) beyond: Option<Handler>,
}

impl Route {
    /// A page.
    pub fn get<F, A>(pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Visit) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answer, Failure>> + Send + 'static,
    {
        Self::new(Method::Get, pattern, access, handler)
    }

    /// A change.
    pub fn post<F, A>(pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Visit) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answer, Failure>> + Send + 'static,
    {
        Self::new(Method::Post, pattern, access, handler)
    }

    fn new<F, A>(method: Method, pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Visit) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answer, Failure>> + Send + 'static,
    {
        Self {
            method,
            pattern,
            access,
            samples: Vec::new(),
            largest_body_bytes: FORM_LIMIT_BYTES,
            most_fields: MOST_FIELDS,
            proves: false,
            untold: false,
            handler: Box::new(move |visit| Box::pin(handler(visit))),
            entrance: None,
            beyond: None,
        }
    }

    /// The same, with a request that exercises it.
    #[must_use]
    pub fn sample(mut self, name: &'static str, address: &'static str) -> Self {
        self.samples.push(Sample { name, address, form: "" });
        self
    }

    /// The same, for bodies up to this size: a file is sent there.
    #[must_use]
    pub const fn taking(mut self, largest_body_bytes: usize) -> Self {
        self.largest_body_bytes = largest_body_bytes;
        self
    }

    /// The same, for forms of up to this many fields: a long list is confirmed there.
    #[must_use]
    pub const fn of_fields(mut self, most_fields: usize) -> Self {
        self.most_fields = most_fields;
        self
    }

    /// The same, entered by a link: before anything is received, this looks whether the address opens something, and answers in the
    /// place of the route when it does not.
    #[must_use]
    pub fn entered_by<F, A>(mut self, entrance: F) -> Self
    where
        F: Fn(Visit) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Entered, Failure>> + Send + 'static,
    {
        self.entrance = Some(Box::new(move |visit| Box::pin(entrance(visit))));
        self
    }

    /// The same, with what answers when too much is sent: it receives the visit without its body.
    #[must_use]
    pub fn beyond<F, A>(mut self, handler: F) -> Self
    where
        F: Fn(Visit) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answer, Failure>> + Send + 'static,
    {
        self.beyond = Some(Box::new(move |visit| Box::pin(handler(visit))));
        self
    }

    /// The same, also for those who still lack the passkey or the second step that the installation demands of everyone: it is where
    /// they get one, or leave.
    #[must_use]
    pub const fn proving(mut self) -> Self {
        self.proves = true;
        self
    }

    /// The same, whose address holds a secret: a browser tells it to no page that follows, not even one of ours.
    #[must_use]
    pub const fn untold(mut self) -> Self {
        self.untold = true;
        self
    }

    /// The same, with a form that exercises it.
    #[must_use]
    pub fn sample_form(mut self, name: &'static str, address: &'static str, form: &'static str) -> Self {
        self.samples.push(Sample { name, address, form });
        self
    }
}

/// One line of the list of routes.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:4}  {}  {}", self.method.to_string(), self.pattern, self.access)
    }
}

/// Why a list of routes cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misrouted {
    /// A pattern that cannot be mounted.
    #[error("the pattern {0} must start with / and hold segments of letters, digits and dashes, or {{parameters}}")]
    Pattern(&'static str),
    /// `Access::Inside` needs to know inside what.
    #[error("{0} is inside a convention: its pattern must hold {{convention}}")]
    NoConvention(&'static str),
    /// Two routes for one address.
    #[error("{0} {1} is declared twice")]
    Twice(Method, &'static str),
    /// Anyone could hold the places where files are received.
    #[error("{0} receives files from anyone: it must say who is let in")]
    NoEntrance(&'static str),
    /// A pattern with parameters cannot be visited by the tests without a sample.
    #[error("{0} {1} needs a sample: its pattern has parameters")]
    NoSample(Method, &'static str),
}

/// Refuses a list that could not be served, or not be tested.
pub(crate) fn check(routes: &[Route]) -> Result<(), Misrouted> {
    for (i, route) in routes.iter().enumerate() {
        if !well_formed(route.pattern) {
            return Err(Misrouted::Pattern(route.pattern));
        }
        if matches!(route.access, Access::Inside(_)) && !route.pattern.contains("/{convention}") {
            return Err(Misrouted::NoConvention(route.pattern));
        }
        if routes[..i]
            .iter()
            .any(|other| other.method == route.method && other.pattern == route.pattern)
        {
            return Err(Misrouted::Twice(route.method, route.pattern));
        }
        if route.access == Access::Anyone && is_for_files(route.largest_body_bytes) && route.entrance.is_none() {
            return Err(Misrouted::NoEntrance(route.pattern));
        }
        if route.pattern.contains('{') && route.samples.is_empty() {
            return Err(Misrouted::NoSample(route.method, route.pattern));
        }
    }
    Ok(())
}

fn well_formed(pattern: &str) -> bool {
    let word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let segment = |text: &str| match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(parameter) => word(parameter),
        None => word(text),
    };
    pattern == "/" || pattern.strip_prefix('/').is_some_and(|rest| rest.split('/').all(segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Verb;

    fn page(pattern: &'static str, access: Access) -> Route {
        Route::get(pattern, access, |_| async { Err(Failure::NotFound) })
    }

    #[test]
    fn a_route_says_who_may_come() {
        let route = page("/conventions/{convention}/plan", Access::Inside(Verb::ViewPlan));
        assert_eq!(route.to_string(), "GET   /conventions/{convention}/plan  inside: view_plan");
    }

    #[test]
    fn lists_that_cannot_be_served_are_refused() {
        let inside = Access::Inside(Verb::ViewPlan);
        let cases = [
            (vec![page("plan", Access::Anyone)], Misrouted::Pattern("plan")),
            (vec![page("/a//b", Access::Anyone)], Misrouted::Pattern("/a//b")),
            (vec![page("/Plan", Access::Anyone)], Misrouted::Pattern("/Plan")),
            (vec![page("/plan", inside)], Misrouted::NoConvention("/plan")),
            (
                vec![page("/plan", Access::Anyone), page("/plan", Access::SignedIn)],
                Misrouted::Twice(Method::Get, "/plan"),
            ),
            (
                vec![page("/fichiers", Access::Anyone).taking(20_000_000)],
                Misrouted::NoEntrance("/fichiers"),
            ),
            (
                vec![page("/actions/{action}", Access::Anyone)],
                Misrouted::NoSample(Method::Get, "/actions/{action}"),
            ),
        ];
        for (routes, expected) in cases {
            assert_eq!(check(&routes), Err(expected));
        }
        assert_eq!(check(&[page("/", Access::Anyone), page("/plan", Access::Demo)]), Ok(()));
    }
}
