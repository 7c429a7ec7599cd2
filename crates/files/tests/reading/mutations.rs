//! The real text, spoilt in every way: reading never panics, and never loses a line.

use std::collections::HashSet;

use crate::example;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// One way of spoiling a text.
#[derive(Debug, Clone)]
enum Mutation {
    Delete(Index, usize),
    Duplicate(Index),
    Swap(Index, Index),
    Move(Index, Index, usize),
    Insert(Index, String),
    Glue(Index),
    Split(Index, Index),
    Digit(Index, char),
    Cut(Index),
    Byte(Index, u8),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let line = any::<Index>;
    prop_oneof![
        (line(), 1_usize..40).prop_map(|(at, count)| Mutation::Delete(at, count)),
        line().prop_map(Mutation::Duplicate),
        (line(), line()).prop_map(|(a, b)| Mutation::Swap(a, b)),
        (line(), line(), 1_usize..200).prop_map(|(from, to, count)| Mutation::Move(from, to, count)),
        (line(), noise()).prop_map(|(at, text)| Mutation::Insert(at, text)),
        line().prop_map(Mutation::Glue),
        (line(), line()).prop_map(|(at, cut)| Mutation::Split(at, cut)),
        (line(), "[0-9]").prop_map(|(at, digit)| Mutation::Digit(at, digit.chars().next().unwrap_or('0'))),
        line().prop_map(Mutation::Cut),
        (line(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
    ]
}

/// Lines that open parts where none is expected, and lines of any characters.
fn noise() -> impl Strategy<Value = String> {
    let openings = [
        "Entre :",
        "Et",
        "SOMMAIRE",
        "Action 7 :",
        "Article 3 : x",
        "Annexe 9",
        "Fait à",
        "Pour la Commune de",
        "POUR : 9999999999",
        "Actions",
        "Pilote",
        "Porteur",
        "- a)",
        "1. x :",
        "L: 2022-2020",
        "20424",
        "x(L",
        "<p>",
        "**",
        "^{",
        "« »",
        "\t\t\t\t",
        "le 31/02/2026",
        "- Action 3:",
    ];
    prop_oneof![
        proptest::sample::select(openings.to_vec()).prop_map(str::to_owned),
        ".{0,60}",
        "[\\tX x(LS)0-9–:<>/pé]{0,40}"
    ]
}

fn spoil(lines: &mut Vec<String>, mutation: &Mutation) {
    if lines.is_empty() {
        return;
    }
    let count = lines.len();
    match mutation {
        Mutation::Delete(at, many) => {
            let at = at.index(count);
            lines.drain(at..count.min(at + many));
        }
        Mutation::Duplicate(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
        Mutation::Swap(a, b) => lines.swap(a.index(count), b.index(count)),
        Mutation::Move(from, to, many) => {
            let from = from.index(count);
            let moved: Vec<String> = lines.drain(from..count.min(from + many)).collect();
            let to = to.index(lines.len() + 1);
            lines.splice(to..to, moved);
        }
        Mutation::Insert(at, text) => lines.insert(at.index(count), text.clone()),
        Mutation::Glue(at) => {
            let at = at.index(count);
            let next = if at + 1 < count { lines.remove(at + 1) } else { String::new() };
            lines[at].push_str(&next);
        }
        Mutation::Split(at, cut) => {
            let at = at.index(count);
            let length = lines[at].chars().count();
            let cut = cut.index(length + 1);
            let rest: String = lines[at].chars().skip(cut).collect();
            lines[at] = lines[at].chars().take(cut).collect();
            lines.insert(at + 1, rest);
        }
        Mutation::Digit(at, digit) => {
            let numbered: Vec<usize> = (0..count)
                .filter(|at| lines[*at].contains(|c: char| c.is_ascii_digit()))
                .collect();
            if !numbered.is_empty() {
                let line = &mut lines[numbered[at.index(numbered.len())]];
                if let Some(place) = line.rfind(|c: char| c.is_ascii_digit()) {
                    line.insert(place, *digit);
                }
            }
        }
        Mutation::Cut(at) => lines.truncate(at.index(count).max(1)),
        Mutation::Byte(..) => {}
    }
}

fn spoilt(mutations: &[Mutation]) -> Vec<u8> {
    let mut lines: Vec<String> = example::text().lines().map(str::to_owned).collect();
    for mutation in mutations {
        spoil(&mut lines, mutation);
    }
    let mut bytes = lines.join("\n").into_bytes();
    for mutation in mutations {
        if let Mutation::Byte(at, byte) = mutation
            && !bytes.is_empty()
        {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
    }
    bytes
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let import = match files::read("f.txt", bytes) {
        Ok(import) => import,
        Err(refusal) => {
            prop_assert!(refusal.to_string().contains("f.txt"));
            return Ok(());
        }
    };
    let reading = &import.reading;
    let written = import.text.iter().filter(|line| !line.trim().is_empty()).count();
    let placed = domain::reading::coverage(reading, &import.text).placed_count();
    let unplaced: usize = reading.unplaced.iter().map(|block| block.lines.iter().count()).sum();
    prop_assert_eq!(placed + unplaced, written);
    // A text may give one number to two actions: never to one title twice.
    let mut actions: Vec<(&str, &str)> = reading
        .actions
        .iter()
        .map(|action| (action.number.value.as_str(), action.title.value.as_str()))
        .collect();
    let count = actions.len();
    actions.sort_unstable();
    actions.dedup();
    prop_assert_eq!(actions.len(), count, "an action is read once");
    let years = reading
        .actions
        .iter()
        .flat_map(|action| &action.tracks)
        .flat_map(|track| &track.years);
    prop_assert!(
        years.clone().all(|year| (1990..=2100).contains(year)),
        "a year has four digits"
    );
    let said: HashSet<u32> = reading
        .articles
        .iter()
        .flat_map(|article| &article.text)
        .flat_map(|paragraph| paragraph.text.lines.iter())
        .collect();
    for mark in &reading.wording.page_marks {
        prop_assert!(
            !mark.lines.iter().any(|line| said.contains(&line)),
            "no word of an article is a mark of a page"
        );
    }
    let document = files::interchange::write(reading);
    let back = files::interchange::read(&document);
    prop_assert_eq!(back.as_ref(), Ok(reading));
    prop_assert_eq!(files::interchange::write(reading), document);
    prop_assert!(files::summary(&import).contains("lignes non vides"));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_text_never_panics(mutations in vec(mutation(), 1..40)) {
        check(&spoilt(&mutations))?;
    }

    #[test]
    fn noise_alone_never_panics(lines in vec(noise(), 0..120)) {
        check(lines.join("\n").as_bytes())?;
        check(format!("Convention territoriale globale\n{}", lines.join("\n")).as_bytes())?;
    }
}
