//! The rules of écarts, each on its two examples; and the two pages that tell them, compared with what is kept.

use std::fmt::Write as _;
use std::path::Path;

use domain::reading::{Anomaly, EXAMPLE_OPENING, Family, Reading, Rule, RuleCode};

use crate::example;

fn read(text: &str) -> Reading {
    files::read("f.txt", text.as_bytes()).expect("a convention").reading
}

fn of(reading: &Reading, code: RuleCode) -> usize {
    reading.anomalies.iter().filter(|anomaly| anomaly.rule == Some(code)).count()
}

#[test]
fn each_rule_finds_its_example_and_leaves_the_other_alone() {
    let mut wrong = Vec::new();
    for code in RuleCode::ALL {
        let rule = code.rule();
        let (shows, spares) = (read(&Rule::example(rule.shows)), read(&Rule::example(rule.spares)));
        if of(&shows, *code) == 0 {
            wrong.push(format!("{} finds nothing in its example", code.code()));
        }
        if of(&spares, *code) > 0 {
            wrong.push(format!("{} finds something in the text that it leaves alone", code.code()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn codes_are_apart_and_come_back() {
    let mut codes: Vec<&str> = RuleCode::ALL.iter().map(|code| code.code()).collect();
    for code in RuleCode::ALL {
        assert_eq!(RuleCode::from_code(code.code()), Some(*code));
        let rule = code.rule();
        for words in [rule.name, rule.why, rule.remedy] {
            assert!(!words.is_empty(), "{}", code.code());
        }
        assert!(
            rule.why.ends_with('.') && rule.remedy.ends_with('.'),
            "{} says sentences",
            code.code()
        );
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RuleCode::ALL.len());
}

#[test]
fn what_a_rule_would_say_too_often_is_said_once_for_all() {
    let mut many = String::new();
    for n in 1..400 {
        let _ = write!(many, "Le maire signe pour le compte la commune de Valmont, lot {n}.\n\n");
    }
    let reading = read(&format!("{EXAMPLE_OPENING}{many}"));
    let of_rule: Vec<&Anomaly> = reading
        .anomalies
        .iter()
        .filter(|anomaly| anomaly.rule == RuleCode::from_code("word_missing"))
        .collect();
    assert_eq!(of_rule.len(), 41);
    let last = of_rule.iter().find(|anomaly| anomaly.reason.contains("359 autres passages"));
    assert!(last.is_some_and(|last| last.b.is_some()), "{:?}", of_rule.last());
}

#[test]
fn a_long_passage_is_quoted_by_its_beginning() {
    let long = "Le maire signe pour le compte la commune ".repeat(100);
    let reading = read(&format!("{EXAMPLE_OPENING}{long}.\n"));
    assert!(!reading.anomalies.is_empty());
    for anomaly in &reading.anomalies {
        assert!(anomaly.a.quote.chars().count() <= 301, "{anomaly:?}");
    }
}

fn kept(name: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("PACTE_ACCEPT").is_some() {
        std::fs::write(&file, now).expect("written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == now,
        "docs/{name} no longer says what the rules are: cargo x ecarts --accept"
    );
}

#[test]
fn the_page_of_the_rules_is_kept() {
    kept("ecarts.md", &rules());
}

#[test]
fn the_page_of_the_reference_is_kept() {
    kept("ecarts-reference.md", &reference(&example::import().reading));
}

/// Every rule by family, with its words and its examples.
fn rules() -> String {
    let mut page = format!(
        "# Les règles qui relèvent les écarts\n\n\
         Page produite par `cargo x ecarts --accept` ; ne pas modifier à la main. {} règles, rangées par famille. Chaque exemple se lit à la \
         suite de ces lignes, sauf quand il ouvre lui-même une convention :\n\n```text\n{}```\n",
        RuleCode::ALL.len(),
        EXAMPLE_OPENING
    );
    for family in Family::ALL {
        let own: Vec<&RuleCode> = RuleCode::ALL.iter().filter(|code| code.rule().family == family).collect();
        let _ = write!(page, "\n## {} (`{}`)\n", family.french(), family.code());
        for code in own {
            let rule = code.rule();
            let _ = write!(
                page,
                "\n### {} (`{}`)\n\n- Gravité : {}.\n- Pourquoi : {}\n- Que faire : {}\n\nRelevé :\n\n```text\n{}```\n\nLaissé de côté :\n\n```text\n{}```\n",
                rule.name,
                code.code(),
                rule.severity.french().to_lowercase(),
                rule.why,
                rule.remedy,
                rule.shows,
                rule.spares
            );
        }
    }
    page
}

/// Every écart of the reference text, with its quotations.
fn reference(reading: &Reading) -> String {
    let mut page = format!(
        "# Les écarts du texte de référence\n\n\
         Page produite par `cargo x ecarts --accept` ; ne pas modifier à la main. {} écarts relevés dans \
         `examples/convention-ctg-2022-2026.txt`, par famille, avec les lignes citées.\n",
        reading.anomalies.len()
    );
    for family in Family::ALL {
        let own: Vec<&Anomaly> = reading.anomalies.iter().filter(|anomaly| anomaly.family == family).collect();
        if own.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {}\n\n", family.french());
        for anomaly in own {
            let code = anomaly.rule.map_or("", RuleCode::code);
            let _ = writeln!(
                page,
                "- {} ({}, `{code}`)",
                anomaly.reason,
                anomaly.severity.french().to_lowercase()
            );
            for quote in std::iter::once(&anomaly.a).chain(&anomaly.b) {
                let _ = writeln!(page, "  - ligne {} : {}", quote.line, quote.quote.replace('\t', " | "));
            }
        }
    }
    page
}
