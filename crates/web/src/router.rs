//! From a request to an answer: the address, the session, the access, the handler, the headers.
//!
//! It knows no capability. What nobody may see and what does not exist take the same way out, with the same bytes.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{self, Extensions, HeaderMap, StatusCode, Version, request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get};
use domain::access::{Standing, Viewer, allows};
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::Instant;
use store::{Known, SESSION_SEEN};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;

use crate::access::Access;
use crate::answer::Answer;
use crate::failure::{self, Failure, Told};
use crate::given_back::Sent;
use crate::params::Params;
use crate::receiving::{Place, is_for_files};
use crate::respond::{Responder, asset, favicon};
use crate::route::{Entered, Handler, Method, Misrouted, Route, check};
use crate::site::Site;
use crate::visit::Visit;
use crate::watch::watched;
use crate::{caller, csrf, headers, receiving, session, session_ended, stay, watch};

/// How long a page may take, a slow client apart.
const PATIENCE: Duration = Duration::from_secs(20);

/// Bodies under this size are sent as they are.
const WORTH_COMPRESSING_BYTES: u64 = 1400;

/// The product as one service: every route, the assets, and "introuvable" for the rest.
pub fn router(routes: Vec<Route>, site: Site) -> Result<Router, Misrouted> {
    check(&routes)?;
    let site = Arc::new(site);
    let mut patterns: BTreeMap<&'static str, Vec<Route>> = BTreeMap::new();
    for route in routes {
        patterns.entry(route.pattern).or_default().push(route);
    }
    let mounted = patterns.into_iter().fold(Router::new(), |mounted, (pattern, routes)| {
        mounted.route(pattern, mount(routes, &site))
    });
    Ok(around(outside(mounted, &site), &site))
}

/// What is served without a route.
fn outside(router: Router, site: &Arc<Site>) -> Router {
    let (files, icon) = (Arc::clone(site), Arc::clone(site));
    let nothing = |site: &Arc<Site>| {
        let site = Arc::clone(site);
        move |request: Request| {
            let site = Arc::clone(&site);
            async move { Responder::new(&site, request.headers(), request.uri()).told(failure::NOT_FOUND) }
        }
    };
    router
        .route(
            "/assets/{version}/{*name}",
            get(move |params, request| asset(files, params, request)),
        )
        .route("/favicon.ico", get(move || favicon(icon)))
        .fallback(nothing(site))
        .method_not_allowed_fallback(nothing(site))
}

/// What every answer goes through, from the inside out.
fn around(router: Router, site: &Arc<Site>) -> Router {
    let (foreign, panicked, silent, watching) = (Arc::clone(site), Arc::clone(site), Arc::clone(site), Arc::clone(site));
    let https = site.secure_cookies;
    router
        .layer(CatchPanicLayer::custom(move |_| {
            Responder::nowhere(&panicked).failure(Failure::Broken("a handler panicked".to_owned()))
        }))
        .layer(CsrfLayer::new().with_rejection_response(move |_| Responder::nowhere(&foreign).told(failure::FOREIGN)))
        .layer(from_fn(move |request: Request, next: Next| {
            let site = Arc::clone(&silent);
            async move {
                if csrf::says_nothing(request.method(), request.headers()) {
                    return Responder::nowhere(&site).told(failure::FOREIGN);
                }
                next.run(request).await
            }
        }))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(
                SizeAbove::new(WORTH_COMPRESSING_BYTES)
                    .and(NotForContentType::const_new("font/"))
                    .and(NotForContentType::SSE)
                    .and(is_a_page),
            ),
        )
        .layer(axum::middleware::map_response(move |mut response: Response| async move {
            headers::guard(response.headers_mut(), https);
            Ok::<_, Infallible>(response)
        }))
        .layer(from_fn(move |request, next| watched(Arc::clone(&watching), request, next)))
}

/// A kept file is sent as it is, with its length: those that are worth it are compressed already.
fn is_a_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(CONTENT_DISPOSITION)
}

/// The routes of one pattern. Methods are told apart here and not by the framework, which would answer to the wrong one
/// with the list of the right ones: an address that is not for you has none.
fn mount(routes: Vec<Route>, site: &Arc<Site>) -> MethodRouter {
    let (site, routes) = (Arc::clone(site), Arc::new(routes));
    any(move |params: RawPathParams, request: Request| {
        let (site, routes) = (Arc::clone(&site), Arc::clone(&routes));
        async move { respond(&site, &routes, &params, request).await }
    })
}

fn method(request: &http::Method) -> Option<Method> {
    match *request {
        http::Method::GET | http::Method::HEAD => Some(Method::Get),
        http::Method::POST => Some(Method::Post),
        _ => None,
    }
}

async fn respond(site: &Arc<Site>, routes: &[Route], params: &RawPathParams, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let responder = Responder::new(site, &parts.headers, &parts.uri).writing(!parts.method.is_safe());
    let route = method(&parts.method).and_then(|method| routes.iter().find(|route| route.method == method));
    let (Some(route), Some(params)) = (route, Params::read(params)) else {
        return responder.told(failure::NOT_FOUND);
    };
    watch::goes_by(route.pattern);
    let mut sent = None;
    let mut response = match answered(site, route, params, (parts, body), &mut sent).await {
        Ok(answer) => responder.answer(answer),
        Err(Instead::Failure(failure)) => responder.giving_back(sent).failure(failure),
        Err(Instead::Told(told)) => responder.giving_back(sent).told(told),
    };
    if route.untold {
        headers::untold(response.headers_mut());
    }
    response
}

/// Why a page is not answered.
enum Instead {
    Failure(Failure),
    Told(Told),
}

impl From<Failure> for Instead {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Told> for Instead {
    fn from(told: Told) -> Self {
        Self::Told(told)
    }
}

async fn answered(
    site: &Arc<Site>,
    route: &Route,
    params: Params,
    (parts, mut body): (request::Parts, Body),
    sent: &mut Option<Sent>,
) -> Result<Answer, Instead> {
    let mut place = None;
    if is_for_files(route.largest_body_bytes) {
        match entered(site, route, &params, &parts).await? {
            Entered::As(sender) => place = Some(Place::wait(sender).await?),
            Entered::Instead(answer) => return Ok(*answer),
        }
    }
    // Read before any transaction opens: a slow client holds nothing but its own connection.
    let received = receiving::receive(&mut body, &parts.headers, (route.largest_body_bytes, route.most_fields)).await;
    let (handler, received) = match (received, &route.beyond) {
        (Ok(received), _) => (&route.handler, received),
        (Err(failure::TOO_LARGE), Some(beyond)) => {
            place = None;
            receiving::throw_away(body, &parts.headers, route.largest_body_bytes).await;
            (beyond, Bytes::new())
        }
        (Err(told), _) => return Err(told.into()),
    };
    *sent = Sent::new(&parts.uri, &parts.headers, &received);
    let visit = receive(site, params, parts, received);
    let answered = tokio::time::timeout(PATIENCE, answer(site, route, handler, visit)).await;
    drop(place);
    answered.map_err(|_| failure::TOO_LONG)?.map_err(Instead::from)
}

/// Who may send here, or what someone who may not is answered, before a long body is read of them.
async fn entered(site: &Arc<Site>, route: &Route, params: &Params, parts: &request::Parts) -> Result<Entered, Failure> {
    let visit = receive(site, params.clone(), parts.clone(), Bytes::new()).await?;
    match (refusal(route, &visit)?, &route.entrance) {
        (Some(answer), _) => Ok(Entered::Instead(Box::new(answer))),
        (None, Some(entrance)) => entrance(visit).await,
        (None, None) => visit.session.map(Entered::As).ok_or(Failure::NotFound),
    }
}

async fn answer(
    site: &Arc<Site>,
    route: &Route,
    handler: &Handler,
    visit: impl Future<Output = Result<Visit, Failure>>,
) -> Result<Answer, Failure> {
    let visit = visit.await?;
    let (seen, nature) = (seen(&visit), visit.nature());
    let answer = match refusal(route, &visit) {
        Ok(None) => handler(entering(visit).await).await.map(|answer| match nature {
            Nature::Signed => answer,
            Nature::Example => answer.of_an_example(route.pattern),
        }),
        Ok(Some(answer)) => Ok(answer),
        Err(failure) => Err(failure),
    };
    if let Some(seen) = seen {
        seen.note(site).await;
    }
    answer
}

/// The same visit, that knows when one was last there before.
async fn entering(mut visit: Visit) -> Visit {
    visit.stay = stay::enter(&mut visit).await;
    visit
}

/// A session that was not noted as seen for some minutes.
struct Seen {
    session: Digest,
    now: Instant,
}

/// How long a session is used before it is noted again, in seconds: a page costs no write.
const SEEN_EVERY_SECONDS: i64 = 5 * 60;

fn seen(visit: &Visit) -> Option<Seen> {
    let (known, session) = (visit.known()?, visit.session?);
    let due = known.seen.plus_seconds(SEEN_EVERY_SECONDS) <= visit.now;
    due.then_some(Seen { session, now: visit.now })
}

impl Seen {
    /// Notes it. A page that was read is answered even when nothing can be written.
    async fn note(self, site: &Site) {
        let noted = async {
            let mut notes = site.store.notes(self.now).await?;
            let expires = self.now.plus_seconds(site.door.lifetimes.idle_seconds);
            notes.keep(SESSION_SEEN, self.session, "", expires).await?;
            notes.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a session could not be noted as seen");
        }
    }
}

/// Finds who comes, in the transaction that the page will read from.
async fn receive(site: &Arc<Site>, params: Params, parts: request::Parts, body: Bytes) -> Result<Visit, Failure> {
    let now = (site.clock)();
    let today = now.paris_day();
    let session = session::received(&parts.headers, site.secure_cookies);
    let (mut reader, mut known) = (None, None);
    if let Some(token) = &session {
        let convention = params.get("convention").map(ConventionId::new);
        let mut opened = site.store.read(today).await?;
        known = opened.known(token, now, site.door.lifetimes.idle_seconds, convention).await?;
        reader = Some(opened);
    }
    Ok(Visit {
        viewer: known.as_ref().map_or(Viewer::Visitor, Known::viewer),
        now,
        today,
        site: Arc::clone(site),
        session: known.as_ref().and(session),
        caller: caller(site, &parts),
        known,
        reader,
        closed_queries: 0,
        held: Nature::default(),
        stay: None,
        params,
        uri: parts.uri,
        headers: parts.headers,
        body,
    })
}

/// The address of whoever calls, when there is a connection.
fn caller(site: &Site, parts: &request::Parts) -> Option<IpAddr> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(caller::caller(peer.ip(), &parts.headers, &site.door.trusted_proxies))
}

/// What is answered in the place of the page, when something is.
fn refusal(route: &Route, visit: &Visit) -> Result<Option<Answer>, Failure> {
    match admit(route, visit) {
        Admission::Granted => Ok(None),
        Admission::ProveFirst => Ok(Some(Answer::see_other(Target::OwnAccount))),
        Admission::SignInFirst => Ok(Some(Answer::sign_in_first(&crate::asked::address_of(&visit.uri)))),
        Admission::SignInAgain => Err(session_ended::page(visit).unwrap_or(Failure::NotFound)),
        Admission::NotFound => Err(Failure::NotFound),
    }
}

enum Admission {
    Granted,
    ProveFirst,
    SignInFirst,
    SignInAgain,
    NotFound,
}

fn admit(route: &Route, visit: &Visit) -> Admission {
    let known = visit.known();
    let admitted = match route.access {
        Access::Anyone => true,
        Access::Demo => {
            return if visit.demo() {
                Admission::Granted
            } else {
                Admission::NotFound
            };
        }
        Access::SignedIn => known.is_some(),
        Access::Administrator(verb) => {
            known.is_some_and(|known| known.administrator && allows(Standing::Administrator, verb).is_ok())
        }
        Access::Inside(verb) => known.is_some_and(|known| known.may(verb)),
    };
    let open_to_all = matches!(route.access, Access::Anyone) || route.proves;
    match (admitted, known, route.method) {
        (true, Some(known), _) if known.unproved && !open_to_all => Admission::ProveFirst,
        (true, _, _) => Admission::Granted,
        // Asked of every visitor alike, so that it tells nothing of what exists.
        (false, None, Method::Get) => Admission::SignInFirst,
        (false, None, Method::Post) => Admission::SignInAgain,
        (false, Some(_), _) => Admission::NotFound,
    }
}
