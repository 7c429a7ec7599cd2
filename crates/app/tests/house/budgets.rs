//! What a page costs, counted and never timed: at most 8 queries and 60 kB of HTML on the reference convention.

use app::rooms;
use people::Persona;
use web::access::Access;
use web::route::Method;

use crate::cast::{self, Who};

const QUERIES: usize = 8;
const BYTES: usize = 60_000;

/// What is made to be printed whole, and read by nobody on a telephone.
const ON_PAPER: [&str; 1] = ["/conventions/1/ecarts/annexe"];

/// Every sample of every page, every action, and the text around several lines. The gallery of the kit shows everything
/// at once and is nobody's page.
pub(crate) fn addresses() -> Vec<(String, bool)> {
    let routes = rooms::routes(None);
    let pages = routes
        .iter()
        .filter(|route| route.method == Method::Get && route.access != Access::Demo);
    let mut addresses: Vec<(String, bool)> = pages
        .flat_map(|route| {
            let administers = matches!(route.access, Access::Administrator(_));
            let samples = route
                .samples
                .iter()
                .map(move |sample| (sample.address.to_owned(), administers));
            let bare = (!route.pattern.contains('{')).then(|| (route.pattern.to_owned(), administers));
            bare.into_iter().chain(samples)
        })
        .collect();
    addresses.extend((1..=24).map(|action| (format!("/conventions/1/actions/{action}"), false)));
    addresses.extend((0..8).map(|part| (format!("/conventions/1/texte?lignes={}", 1 + part * 120), false)));
    addresses.sort();
    addresses.dedup();
    addresses
}

#[tokio::test]
async fn every_page_keeps_to_its_budget() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    let mut over = Vec::new();
    println!("{:>7}  {:>6}  address", "queries", "bytes");
    for (address, administers) in addresses() {
        let client = if administers { &mut administrator } else { &mut coordinator };
        let mut answer = client.get(&address).await;
        if answer.status == 404 {
            answer = partner.get(&address).await;
        }
        let (queries, bytes) = (answer.header("x-pacte-queries").to_owned(), answer.body.len());
        println!("{queries:>7}  {bytes:>6}  {address}");
        if answer.status == 404 {
            assert_eq!(address, "/installation", "only the page of an empty installation is gone");
            continue;
        }
        assert!(matches!(answer.status, 200 | 303 | 422), "{address}: {}", answer.status);
        let within = queries.parse::<usize>().is_ok_and(|queries| queries <= QUERIES)
            && (bytes <= BYTES || ON_PAPER.contains(&address.as_str()));
        if !within {
            over.push(format!("{address}: {queries} queries, {bytes} bytes"));
        }
    }
    assert!(
        over.is_empty(),
        "over {QUERIES} queries or {BYTES} bytes:\n{}",
        over.join("\n")
    );
}
