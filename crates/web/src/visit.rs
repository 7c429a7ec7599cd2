//! One request, as a handler sees it: who, when, where, and the doors of the store.
//!
//! No type of the web framework is reachable from here; the session and the access were settled before.

use std::net::IpAddr;
use std::sync::Arc;

use askama::Template;
use axum::body::Bytes;
use axum::http::{HeaderMap, Uri};
use domain::access::{Verb, VerbType, Viewer};
use domain::compliance::Conformity;
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::{ActionId, ConventionId};
use domain::time::{Day, Instant};
use serde::de::DeserializeOwned;
use store::{Known, KnownMandate, Notes, Permitted, Query, Reader, Tx};

use crate::answer::Answer;
use crate::appearance::{self, Theme};
use crate::asked;
use crate::caller;
use crate::door::Door;
use crate::failure::Failure;
use crate::form::decode;
use crate::frame::{Frame, OtherMandate, Place, User};
use crate::params::Params;
use crate::reminder::{self, Reminder};
use crate::scanner::Scanner;
use crate::session::{self, Token, cookie};
use crate::site::{Mailing, Site};
use crate::stay::Stay;
use crate::upload;

/// One request.
pub struct Visit {
    /// In whose name things are read and written.
    pub viewer: Viewer,
    /// The moment of the request.
    pub now: Instant,
    /// The day it is in Paris.
    pub today: Day,
    pub(crate) site: Arc<Site>,
    pub(crate) known: Option<Known>,
    pub(crate) session: Option<Digest>,
    pub(crate) caller: Option<IpAddr>,
    pub(crate) reader: Option<Reader>,
    pub(crate) closed_queries: u32,
    /// What the convention of a link is, once it was opened.
    pub(crate) held: Nature,
    /// The stay of which this visit is a page.
    pub(crate) stay: Option<Stay>,
    pub(crate) params: Params,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Visit {
    /// The person signed in, with the mandate held in the convention of the address.
    #[must_use]
    pub const fn known(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// Whether whoever visits may do this where they are, by the mandate they hold there.
    #[must_use]
    pub fn may(&self, verb: Verb) -> bool {
        self.known.as_ref().is_some_and(|known| known.may(verb))
    }

    /// One's stay in the convention of the address, when it is known: when one was last there before.
    #[must_use]
    pub const fn stay(&self) -> Option<Stay> {
        self.stay
    }

    /// What the convention of the address is, or that of the link: outside of any, nothing is an example.
    #[must_use]
    pub fn nature(&self) -> Nature {
        let mandate = self.known.as_ref().and_then(|known| known.mandate.as_ref());
        mandate.map_or(self.held, |mandate| mandate.nature)
    }

    /// What follows is in the convention of a link: its pages say so when it is an example.
    pub const fn holds(&mut self, nature: Nature) {
        self.held = nature;
    }

    /// Whether pages remind whoever visits of the first steps.
    #[must_use]
    pub fn reminder(&self) -> Reminder {
        cookie(&self.headers, reminder::COOKIE).map_or_else(Reminder::default, Reminder::from_code)
    }

    /// The digest of the session, to close it.
    #[must_use]
    pub const fn session(&self) -> Option<Digest> {
        self.session
    }

    /// The digest of the token of a proof asked in several steps, which this browser is in the middle of.
    #[must_use]
    pub fn ceremony(&self) -> Option<Digest> {
        session::ceremony(&self.headers, self.site.secure_cookies)
    }

    /// How people come in to this installation.
    #[must_use]
    pub fn door(&self) -> &Door {
        &self.site.door
    }

    /// Who looks at the files that come in, when a scanner is set up.
    #[must_use]
    pub fn scanner(&self) -> Option<Scanner> {
        self.site.scanner.clone()
    }

    /// The address that attempts are counted under: the caller's own, or its network.
    #[must_use]
    pub fn counted_address(&self) -> String {
        self.caller
            .map_or_else(|| "inconnue".to_owned(), |address| caller::counted(address).to_string())
    }

    /// What the browser says it is.
    #[must_use]
    pub fn user_agent(&self) -> &str {
        self.headers
            .get("user-agent")
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    }

    /// The origin of the pages as this person reaches them: the one that was configured, or the one that was asked.
    #[must_use]
    pub fn origin(&self) -> String {
        if let Some(origin) = self.site.door.origin() {
            return origin.to_owned();
        }
        let host = self
            .headers
            .get("host")
            .and_then(|value| value.to_str().ok())
            .unwrap_or("localhost");
        let scheme = if self.site.secure_cookies { "https" } else { "http" };
        format!("{scheme}://{host}")
    }

    /// Whether the browser says that a page of another site led here.
    #[must_use]
    pub fn led_by_another_site(&self) -> bool {
        self.headers
            .get("sec-fetch-site")
            .is_some_and(|site| site == "cross-site" || site == "same-site")
    }

    /// Whether the page was asked under this origin.
    #[must_use]
    pub fn reached_at(&self, origin: &str) -> bool {
        let host = self.headers.get("host").and_then(|value| value.to_str().ok()).unwrap_or("");
        origin
            .split_once("://")
            .is_some_and(|(_, expected)| expected.eq_ignore_ascii_case(host))
    }

    /// A turn at the notes. The read transaction is left first.
    pub async fn notes(&mut self) -> Result<Notes, Failure> {
        self.leave();
        Ok(self.site.store.notes(self.now).await?)
    }

    /// The convention of the address.
    pub fn convention(&self) -> Result<ConventionId, Failure> {
        self.ordinal("convention").map(ConventionId::new)
    }

    /// The action of the address.
    pub fn action(&self) -> Result<ActionId, Failure> {
        Ok(ActionId {
            convention: self.convention()?,
            ordinal: self.ordinal("action")?,
        })
    }

    /// A parameter of the pattern.
    pub fn ordinal(&self, name: &str) -> Result<i64, Failure> {
        self.params.get(name).ok_or(Failure::NotFound)
    }

    /// What follows `?` in the address. A query that does not have the expected form is an address that leads nowhere.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        asked::understood(self.uri.query().unwrap_or(""))
    }

    /// The form that was sent. When a field is missing, people are told to send it again.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        decode(&self.body)
    }

    /// Does long work of the processor where it holds back no other request. The read transaction is left first.
    pub async fn apart<T: Send + 'static>(&mut self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        self.leave();
        upload::apart(work).await
    }

    /// Whether a script of the page asked, and wants a part of it only.
    #[must_use]
    pub fn htmx(&self) -> bool {
        self.headers.get("hx-request-type").is_some_and(|kind| kind == "partial")
    }

    /// Whether this is the demo.
    #[must_use]
    pub fn demo(&self) -> bool {
        self.site.demo
    }

    /// What becomes of the letters of this installation.
    #[must_use]
    pub fn mailing(&self) -> &Mailing {
        &self.site.mailing
    }

    /// Whether a letter that is kept will be read by someone: else what it would tell must be shown here.
    #[must_use]
    pub fn sends_letters(&self) -> bool {
        self.site.mailing != Mailing::None
    }

    /// Whether the installation saves itself regularly.
    #[must_use]
    pub fn saves_itself(&self) -> bool {
        self.site.backups.is_some()
    }

    /// 32 random bytes: for a salt.
    #[must_use]
    pub fn random(&self) -> [u8; 32] {
        (self.site.randomness)()
    }

    /// A new session token.
    #[must_use]
    pub fn new_token(&self) -> Token {
        Token::from_random(self.random())
    }

    /// The read transaction of the request: the one in which the session was resolved, opened if it was not yet.
    pub async fn reader(&mut self) -> Result<&mut Reader, Failure> {
        if self.reader.is_none() {
            self.reader = Some(self.site.store.read(self.today).await?);
        }
        self.reader
            .as_mut()
            .ok_or_else(|| Failure::Broken("the reader is gone".to_owned()))
    }

    /// The rows of a query, as the viewer may see them.
    pub async fn rows<Q: Query>(&mut self, query: Q) -> Result<Vec<Q::Row>, Failure> {
        let viewer = self.viewer;
        Ok(self.reader().await?.rows(&viewer, query).await?)
    }

    /// The first row of a query, when there is one.
    pub async fn first<Q: Query>(&mut self, query: Q) -> Result<Option<Q::Row>, Failure> {
        let viewer = self.viewer;
        Ok(self.reader().await?.first(&viewer, query).await?)
    }

    /// A write transaction in which `V` is permitted at `place`. The read transaction is left first: nobody waits for a
    /// turn to write while holding it.
    pub async fn begin<V: VerbType>(&mut self, place: V::Place) -> Result<Tx<Permitted<V>>, Failure> {
        let viewer = self.viewer;
        self.begin_as(&viewer, place).await
    }

    /// The same as someone else: whoever just proved a password is nobody yet for this request.
    pub async fn begin_as<V: VerbType>(&mut self, viewer: &Viewer, place: V::Place) -> Result<Tx<Permitted<V>>, Failure> {
        self.leave();
        Ok(self.site.store.begin::<V>(viewer, place, self.now).await?)
    }

    /// From now on, every page says this of the accessibility of the installation.
    pub fn declare(&self, conformity: Conformity) {
        self.site.conformity.set(conformity);
    }

    /// The frame of a page of this title, inside the convention of the address when there is one.
    pub async fn frame(&mut self, title: impl Into<String>) -> Result<Frame, Failure> {
        let place = self.place().await?;
        let bare = self.bare(&title.into());
        Ok(Frame {
            user: self.user(),
            place,
            held: self.held,
            ..bare
        })
    }

    /// The frame of a page that shows nobody and no convention.
    pub(crate) fn bare(&self, title: &str) -> Frame {
        Frame::bare(&self.site, title, theme_of(&self.headers), &asked::address_of(&self.uri))
    }

    /// A page of status 200.
    pub fn page(&self, template: &impl Template) -> Result<Answer, Failure> {
        Ok(Answer::html(template)?.counting(self.queries()))
    }

    /// The page again, with what was typed and what to correct: status 422.
    pub fn invalid(&self, template: &impl Template) -> Failure {
        match self.page(template) {
            Ok(page) => Failure::Invalid(Box::new(page)),
            Err(failure) => failure,
        }
    }

    /// The page again, with what was typed: what it changes was taken away meanwhile, status 409.
    pub fn overtaken(&self, template: &impl Template) -> Failure {
        match self.page(template) {
            Ok(page) => Failure::Overtaken(Box::new(page)),
            Err(failure) => failure,
        }
    }

    /// The page again, with what was typed, to be sent later: status 503.
    pub fn later(&self, template: &impl Template) -> Failure {
        match self.page(template) {
            Ok(page) => Failure::Later(Box::new(page)),
            Err(failure) => failure,
        }
    }

    /// A page that says when to come back: status 429.
    pub fn too_often(&self, template: &impl Template) -> Failure {
        match self.page(template) {
            Ok(page) => Failure::TooOften(Box::new(page)),
            Err(failure) => failure,
        }
    }

    fn queries(&self) -> u32 {
        self.closed_queries + self.reader.as_ref().map_or(0, Reader::queries)
    }

    /// Ends the read transaction, before slow work: a password hash, a turn to write.
    pub fn leave(&mut self) {
        self.closed_queries = self.queries();
        self.reader = None;
    }

    pub(crate) async fn place(&mut self) -> Result<Option<Place>, Failure> {
        let Viewer::Mandate(mandated) = self.viewer else {
            return Ok(None);
        };
        let nature = self.nature();
        let (viewer, read) = (self.viewer, self.site.heading);
        let heading = read(self.reader().await?, &viewer, mandated.convention).await?;
        Ok(heading.map(|heading| Place {
            convention: mandated.convention,
            role: mandated.role,
            nature,
            heading,
        }))
    }

    fn user(&self) -> Option<User> {
        let known = self.known.as_ref()?;
        Some(User {
            name: known.name.clone(),
            role: known.mandate.as_ref().map(|mandate| mandate.mandated.role),
            organisation: known.mandate.as_ref().map(|mandate| mandate.organisation_name.clone()),
            administrator: known.administrator,
            to_confirm: known.to_confirm,
            unread: known.unread,
            example: known.example,
            others: known.others.iter().map(other).collect(),
        })
    }
}

/// A mandate under which one could act, in words.
fn other(mandate: &KnownMandate) -> OtherMandate {
    OtherMandate {
        mandate: mandate.mandated.mandate,
        words: format!("{}, {}", mandate.organisation_name, mandate.mandated.role.inside_a_sentence()),
    }
}

/// The theme chosen in this browser.
pub(crate) fn theme_of(headers: &HeaderMap) -> Theme {
    cookie(headers, appearance::COOKIE).map_or(Theme::Auto, Theme::from_code)
}
