//! Prints how long the referential takes to open and to answer. Nothing is asserted.

use std::hint::black_box;
use std::time::Instant;

use territory::{Area, Drawing, Referential};

fn timed<T>(what: &str, times: u32, mut work: impl FnMut() -> T) {
    #[expect(clippy::disallowed_methods, reason = "a measure, outside the product")]
    let start = Instant::now();
    for _ in 0..times {
        black_box(work());
    }
    println!("{what}: {:?}", start.elapsed() / times);
}

fn main() {
    timed("open the names", 1, Referential::embedded);
    let all = Referential::embedded();
    timed("first name (builds the index)", 1, || {
        all.communes_named("Les Pennes-Mirabeau", None)
    });
    timed("a name", 10_000, || all.communes_named("commune des Pennes-Mirabeau", None));
    timed("a homonym", 10_000, || all.communes_named("Sainte-Colombe", Some("69")));
    timed("a code", 100_000, || all.commune("13071"));
    timed("members of an EPCI", 20, || all.members("200054807").count());
    timed("an EPCI by name", 20, || {
        all.intercommunalities_named("Métropole Aix-Marseille-Provence")
    });
    let named = |code: &str| all.commune(code).map(|commune| (commune.name().plain(), commune.point()));
    timed("limits of two communes, opened", 1, || Area::of(["13071", "13106"]).len());
    timed("a picture of two communes", 20, || {
        Drawing::of(&Area::of(["13071", "13106"]), 14_000, named)
    });
    let codes: Vec<&str> = all.members("200054807").map(|commune| commune.code()).collect();
    timed("a picture of 92 communes", 10, || {
        Drawing::of(&Area::of(codes.iter().copied()), 20_000, named)
    });
}
