//! Files of every format, spoilt in every way: each is read or refused with a sentence, and nothing panics.
//!
//! Continuous integration spoils a few of each format. `PACTE_MUTATED=100000` spoils that many of each in a long run; the counts of
//! the last one are in `fuzz/README.md`. A file that breaks something is found again by its number: `PACTE_MUTATED_FROM=4217`.

mod seeds;
mod spoil;

use std::panic::{AssertUnwindSafe, catch_unwind};

use seeds::Seed;

/// Files of each format, when nobody asks for more.
const USUAL: u64 = 48;

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Reads this file spoilt again and again, and says how many were read.
fn endures(seed: &Seed) {
    let (from, count) = (asked("PACTE_MUTATED_FROM", 0), asked("PACTE_MUTATED", USUAL));
    let mut read = 0_u64;
    for number in from..from + count {
        let spoilt = spoil::spoilt(&seed.bytes, number);
        let outcome = catch_unwind(AssertUnwindSafe(|| (seed.reads)(seed.name, &spoilt)));
        let Ok(held) = outcome else {
            panic!("{} breaks its reader: PACTE_MUTATED_FROM={number} PACTE_MUTATED=1", seed.name);
        };
        read += u64::from(held);
    }
    println!("{}: {count} spoilt files, {read} read, {} refused", seed.name, count - read);
    assert!(
        (seed.reads)(seed.name, &seed.bytes),
        "{} is read when nothing is spoilt",
        seed.name
    );
}

macro_rules! formats {
    ($($test:ident: $seed:expr;)+) => {
        $(
            #[test]
            fn $test() {
                endures(&$seed);
            }
        )+
    };
}

formats! {
    plain_text: seeds::of_corpus("text.txt", include_bytes!("../../../../corpus/02-fenouvre-fiches/text.txt"));
    markdown: seeds::of_corpus("text.md", include_bytes!("../../../../corpus/03-ourmelle-trois-niveaux/text.md"));
    web_page: seeds::of_corpus("text.html", include_bytes!("../../../../corpus/05-corvenne-questions/text.html"));
    word: seeds::written("acte.docx", files::consolidated::Form::Docx);
    open_text: seeds::written("acte.odt", files::consolidated::Form::Odt);
    pdf: seeds::pdf();
    excel: seeds::sheets("plan.xlsx", files::consolidated::Form::Xlsx);
    open_sheets: seeds::sheets("plan.ods", files::consolidated::Form::Ods);
    csv: seeds::sheets("plan.csv", files::consolidated::Form::Csv);
    interchange: seeds::interchange();
}
