//! Answers and failures as HTTP: statuses, cookies, the pages that say what went wrong, the files of the kit.
//!
//! A failure is logged once, with the number of its request, which its page shows; nothing raw reaches the page.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{RawPathParams, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use futures_util::StreamExt as _;
use tokio::sync::mpsc::Receiver;

use crate::answer::{Answer, Ceremony, Content, News, SentFile, SessionChange};
use crate::appearance::{self, Theme};
use crate::asked::address_of;
use crate::assets::is_current;
use crate::failure::{self, Failure, Told};
use crate::frame::Frame;
use crate::given_back::{GivenBack, Sent};
use crate::reminder::{self, Reminder};
use crate::session::{CEREMONY_SECONDS, ceremony_name, cookie_name};
use crate::site::Site;
use crate::visit::theme_of;
use crate::watch::{self, Number};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// What a browser may have kept of the pages of someone who leaves.
const KEPT_PAGES: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");
const QUERIES: HeaderName = HeaderName::from_static("x-pacte-queries");
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
const REFRESH: HeaderName = HeaderName::from_static("refresh");
/// What makes a part of a page give its place to a whole one.
const WHOLE: [(HeaderName, HeaderValue); 3] = [
    (HeaderName::from_static("hx-retarget"), HeaderValue::from_static("body")),
    (HeaderName::from_static("hx-reswap"), HeaderValue::from_static("innerHTML")),
    (HeaderName::from_static("hx-reselect"), HeaderValue::from_static(".signin")),
];
const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    frame: Frame,
    told: Told,
    number: Option<Number>,
    back: GivenBack,
}

/// Turns what a handler answered into what the browser receives.
pub(crate) struct Responder {
    site: Arc<Site>,
    theme: Theme,
    address: String,
    htmx: bool,
    sent: Option<Sent>,
    /// Whether something was asked to be recorded.
    writes: bool,
}

impl Responder {
    pub(crate) fn new(site: &Arc<Site>, headers: &HeaderMap, uri: &Uri) -> Self {
        Self {
            site: Arc::clone(site),
            theme: theme_of(headers),
            address: address_of(uri),
            htmx: headers.contains_key("hx-request"),
            sent: None,
            writes: false,
        }
    }

    /// What goes wrong is told as of a page that was asked for, or of something that was to be recorded.
    pub(crate) const fn writing(mut self, writes: bool) -> Self {
        self.writes = writes;
        self
    }

    /// A page that says what went wrong gives back what people wrote.
    pub(crate) fn giving_back(self, sent: Option<Sent>) -> Self {
        Self { sent, ..self }
    }

    /// Answers without knowing what was asked.
    pub(crate) fn nowhere(site: &Arc<Site>) -> Self {
        Self::new(site, &HeaderMap::new(), &Uri::from_static("/"))
    }

    pub(crate) fn answer(&self, answer: Answer) -> Response {
        self.send(StatusCode::OK, answer)
    }

    pub(crate) fn failure(self, failure: Failure) -> Response {
        match failure {
            Failure::NotFound => self.told(failure::NOT_FOUND),
            Failure::Refused(why) => {
                tracing::info!(request = request(), ?why, "refused");
                self.told(failure::NOT_FOUND)
            }
            Failure::Invalid(page) => self.send(StatusCode::UNPROCESSABLE_ENTITY, *page),
            Failure::Overtaken(page) => self.send(StatusCode::CONFLICT, *page),
            Failure::TooOften(page) => self.send(StatusCode::TOO_MANY_REQUESTS, *page),
            Failure::Later(page) => self.send(StatusCode::SERVICE_UNAVAILABLE, *page),
            Failure::SessionEnded(page) => self.whole(self.send(StatusCode::FORBIDDEN, *page)),
            Failure::Unreadable => self.told(failure::unreadable()),
            Failure::Busy => {
                tracing::warn!(request = request(), "too many at once");
                self.told(failure::BUSY)
            }
            Failure::Store(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::error!(request = request(), %error, cause, "the store failed");
                let told = failure::told(&error, self.writes);
                self.page(told, watch::number())
            }
            Failure::Spoilt(reason) => {
                tracing::error!(request = request(), reason, "a kept file is not what it was");
                self.page(failure::SPOILT, watch::number())
            }
            Failure::Broken(reason) => {
                tracing::error!(request = request(), reason, "broken");
                self.page(failure::BROKEN, watch::number())
            }
        }
    }

    /// An answer that takes the place of the whole page, even where a part of it was asked for.
    fn whole(&self, mut response: Response) -> Response {
        if self.htmx {
            response.headers_mut().extend(WHOLE);
        }
        response
    }

    /// A page that says what went wrong.
    pub(crate) fn told(self, told: Told) -> Response {
        self.page(told, None)
    }

    fn page(mut self, told: Told, number: Option<Number>) -> Response {
        let frame = Frame::bare(&self.site, told.title, self.theme, &self.way_back(told));
        let sent = self.sent.take();
        let back = sent.map(|sent| {
            if told.may_be_sent_again() {
                sent.again()
            } else {
                sent.for_copying()
            }
        });
        let back = back.unwrap_or_default();
        let page = FailurePage {
            frame,
            told,
            number,
            back,
        };
        let html = page.render().unwrap_or_else(|_| told.sentence.to_owned());
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = StatusCode::from_u16(told.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HTML);
        self.whole(response)
    }

    /// An address that leads nowhere is not written in its page: all such pages are the same.
    fn way_back(&self, told: Told) -> String {
        if told == failure::NOT_FOUND {
            "/".to_owned()
        } else {
            self.address.clone()
        }
    }

    fn send(&self, status: StatusCode, answer: Answer) -> Response {
        let Answer {
            content,
            session,
            ceremony,
            theme,
            reminder,
            onwards,
            saved_as,
            queries,
        } = answer;
        watch::took(queries);
        let mut response = self.content(status, content);
        let headers = response.headers_mut();
        if let Some(change) = session {
            append_cookie(headers, &self.session_cookie(&change));
            if matches!(change, SessionChange::Closed) {
                headers.insert(CLEAR_SITE_DATA, KEPT_PAGES);
            }
        }
        if let Some(ceremony) = ceremony {
            append_cookie(headers, &self.ceremony_cookie(&ceremony));
        }
        if let Some(value) = onwards.and_then(|address| HeaderValue::try_from(format!("0; url={address}")).ok()) {
            headers.insert(REFRESH, value);
        }
        if let Some(value) = saved_as.and_then(|name| HeaderValue::try_from(attachment(&name)).ok()) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        if let Some(theme) = theme {
            append_cookie(headers, &self.theme_cookie(theme));
        }
        if let Some(reminder) = reminder {
            append_cookie(headers, &self.reminder_cookie(reminder));
        }
        if self.site.count_queries {
            headers.insert(QUERIES, HeaderValue::from(queries));
        }
        response
    }

    fn content(&self, status: StatusCode, content: Content) -> Response {
        let (status, body, name, value) = match content {
            Content::File(file) => return sent_file(status, file),
            Content::News(news) => return told(news),
            Content::Html(html) => (status, Body::from(html), CONTENT_TYPE, Some(HTML)),
            Content::Unchanged => (StatusCode::NO_CONTENT, Body::empty(), CONTENT_TYPE, None),
            Content::Bytes { bytes, content_type } => (
                status,
                Body::from(bytes),
                CONTENT_TYPE,
                Some(HeaderValue::from_static(content_type)),
            ),
            // A script that asked for a part of a page must not receive another page in its place.
            Content::SeeOther(to) if self.htmx => (StatusCode::OK, Body::empty(), HX_REDIRECT, HeaderValue::try_from(to).ok()),
            Content::SeeOther(to) => (StatusCode::SEE_OTHER, Body::empty(), LOCATION, HeaderValue::try_from(to).ok()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        if let Some(value) = value {
            response.headers_mut().insert(name, value);
        }
        response
    }

    fn session_cookie(&self, change: &SessionChange) -> String {
        let (secure, attributes) = (self.site.secure_cookies, self.attributes());
        match change {
            SessionChange::Opened { token, lifetime_seconds } => {
                format!("{}; {attributes}; Max-Age={lifetime_seconds}", token.cookie(secure))
            }
            SessionChange::Closed => format!("{}=; {attributes}; Max-Age=0", cookie_name(secure)),
        }
    }

    fn ceremony_cookie(&self, ceremony: &Ceremony) -> String {
        let (name, attributes) = (ceremony_name(self.site.secure_cookies), self.attributes());
        match ceremony {
            Ceremony::Begun(token) => format!("{name}={}; {attributes}; Max-Age={CEREMONY_SECONDS}", token.expose()),
            Ceremony::Over => format!("{name}=; {attributes}; Max-Age=0"),
        }
    }

    fn theme_cookie(&self, theme: Theme) -> String {
        let age = if theme == Theme::Auto { 0 } else { 31_536_000 };
        format!(
            "{}={}; {}; Max-Age={age}",
            appearance::COOKIE,
            theme.code(),
            self.attributes()
        )
    }

    fn reminder_cookie(&self, reminder: Reminder) -> String {
        let age = if reminder == Reminder::Shown { 0 } else { 31_536_000 };
        let (name, code) = (reminder::COOKIE, reminder.code());
        format!("{name}={code}; {}; Max-Age={age}", self.attributes())
    }

    fn attributes(&self) -> &'static str {
        if self.site.secure_cookies {
            "Path=/; HttpOnly; SameSite=Lax; Secure"
        } else {
            "Path=/; HttpOnly; SameSite=Lax"
        }
    }
}

/// A kept file, part after part: its length is told, and it is cut short rather than ended when it is not what was kept.
fn sent_file(status: StatusCode, file: SentFile) -> Response {
    let SentFile { kept, media, name } = file;
    let bytes = kept.bytes();
    let parts = futures_util::stream::try_unfold(kept.parts(), |mut parts| async move {
        let read = tokio::task::spawn_blocking(move || parts.part().map(|part| part.map(|part| (part, parts))));
        read.await.map_err(std::io::Error::other)?.map_err(std::io::Error::other)
    });
    let mut response = Response::new(Body::from_stream(parts));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.code()));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
    let disposition = name.map_or_else(|| "inline".to_owned(), |name| attachment(name.as_str()));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// What is told as it comes (server-sent events, HTML standard §9.2).
fn told(mut news: Receiver<News>) -> Response {
    let event = |news: News| match news {
        News::Told(line) => format!("data: {}\n\n", line.replace(['\r', '\n'], " ")),
        News::End => "event: fin\ndata:\n\n".to_owned(),
    };
    // A body may be asked for more after its end.
    let events = futures_util::stream::poll_fn(move |context| news.poll_recv(context));
    let events = events.map(move |news| Ok::<_, std::convert::Infallible>(event(news)));
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // Proxies that gather what they send would tell everything at the end.
    headers.insert(BUFFERING, HeaderValue::from_static("no"));
    response
}

/// `attachment; filename="ete.pdf"; filename*=UTF-8''%C3%A9t%C3%A9.pdf` (RFC 6266, RFC 8187): the first name for those that read no
/// other.
fn attachment(name: &str) -> String {
    use std::fmt::Write as _;
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " ._-()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut out = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The number of the request, for the log: its address may hold what the log must not.
fn request() -> String {
    watch::number().map(|number| number.to_string()).unwrap_or_default()
}

fn append_cookie(headers: &mut HeaderMap, text: &str) {
    if let Ok(value) = HeaderValue::try_from(text) {
        headers.append(SET_COOKIE, value);
    }
}

/// `GET /assets/{version}/{name}`.
pub(crate) async fn asset(site: Arc<Site>, params: RawPathParams, request: Request) -> Response {
    watch::goes_by("/assets/{version}/{name}");
    let part = |name: &str| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    let current = is_current(part("version"));
    match site.assets.file(part("name")).filter(|_| current) {
        Some(file) => sent(file),
        None => Responder::new(&site, request.headers(), request.uri()).told(failure::NOT_FOUND),
    }
}

/// `GET /favicon.ico`, which browsers ask for by themselves.
pub(crate) async fn favicon(site: Arc<Site>) -> Response {
    watch::goes_by("/favicon.ico");
    match site.assets.file("favicon.svg") {
        Some(file) => sent(crate::assets::Asset {
            cache: "public, max-age=86400",
            ..file
        }),
        None => Response::new(Body::empty()),
    }
}

fn sent(file: crate::assets::Asset) -> Response {
    let body = match file.bytes {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(file.cache));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_accents_is_told_in_both_ways_and_breaks_no_header() {
        assert_eq!(
            attachment("Convention signée (1).pdf"),
            "attachment; filename=\"Convention sign_e (1).pdf\"; filename*=UTF-8''Convention%20sign%C3%A9e%20%281%29.pdf"
        );
        let broken = attachment("a\"; x=\r\n.pdf");
        assert!(
            HeaderValue::try_from(&broken).is_ok() && broken.matches('"').count() == 2,
            "{broken}"
        );
    }
}
