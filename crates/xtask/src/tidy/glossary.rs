//! One word for each thing: every public type of the law book and every table has its line in `GLOSSARY.md`, with the
//! French word shown to people; and the glossary names nothing that no longer exists.
//!
//! A line is `| word in code | mot à l'écran | meaning |`, the first cell between backticks.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::{Finding, House};

const GLOSSARY: &str = "GLOSSARY.md";

pub(super) fn check(house: &House) -> Vec<Finding> {
    let Some(text) = house.text(GLOSSARY) else {
        return vec![Finding::new(GLOSSARY, 1, "is missing")];
    };
    let (words, mut findings) = lines(&text.content);
    let (types, tables) = (types(house), tables(house));
    for name in types.iter().filter(|name| !words.contains(*name)) {
        findings.push(Finding::new(
            GLOSSARY,
            1,
            format!("the type `{name}` of the law book has no line"),
        ));
    }
    for table in tables
        .iter()
        .filter(|table| !words.contains(*table) && !words.contains(&type_name(table)))
    {
        findings.push(Finding::new(GLOSSARY, 1, format!("the table `{table}` has no line")));
    }
    for word in words.iter().filter(|word| !tables.contains(*word) && !stands(house, word)) {
        findings.push(Finding::new(
            GLOSSARY,
            1,
            format!("`{word}` stands neither in the law book nor among the tables"),
        ));
    }
    findings
}

/// The words explained, and the lines that explain badly.
fn lines(content: &str) -> (BTreeSet<String>, Vec<Finding>) {
    let (mut words, mut findings) = (BTreeSet::new(), Vec::new());
    for (index, line) in content.lines().enumerate().filter(|(_, line)| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, word, french, meaning, _] = cells.as_slice() else {
            findings.push(Finding::new(GLOSSARY, index + 1, "a line has three cells"));
            continue;
        };
        if french.is_empty() || meaning.is_empty() {
            findings.push(Finding::new(GLOSSARY, index + 1, "a word without its French or its meaning"));
        }
        let names = word.split('`').skip(1).step_by(2).map(str::to_owned);
        for name in names {
            if !words.insert(name.clone()) {
                findings.push(Finding::new(GLOSSARY, index + 1, format!("`{name}` has two lines")));
            }
        }
    }
    (words, findings)
}

/// The public types of the law book, verbs included.
fn types(house: &House) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for source in house
        .sources
        .iter()
        .filter(|source| source.text.path.starts_with("crates/domain/src/"))
    {
        read_items(&source.file.items, &mut names);
    }
    names
}

fn read_items(items: &[syn::Item], names: &mut BTreeSet<String>) {
    for item in items {
        let (visibility, name) = match item {
            syn::Item::Struct(item) => (&item.vis, &item.ident),
            syn::Item::Enum(item) => (&item.vis, &item.ident),
            syn::Item::Trait(item) => (&item.vis, &item.ident),
            syn::Item::Type(item) => (&item.vis, &item.ident),
            syn::Item::Mod(module) => {
                read_items(module.content.as_ref().map_or(&[], |(_, items)| items), names);
                continue;
            }
            syn::Item::Macro(call) if call.ident.is_none() => {
                read_macro(&call.mac.tokens, names);
                continue;
            }
            _ => continue,
        };
        if matches!(visibility, syn::Visibility::Public(_)) {
            names.insert(name.to_string());
        }
    }
}

/// The types that a macro makes, written as a list of names: `Name,` or `Name @ Place = "code",`.
fn read_macro(tokens: &TokenStream, names: &mut BTreeSet<String>) {
    let mut after_sign = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) if !after_sign && word.to_string().starts_with(char::is_uppercase) => {
                names.insert(word.to_string());
                after_sign = false;
            }
            TokenTree::Punct(sign) => after_sign = sign.as_char() == '@',
            _ => after_sign = false,
        }
    }
}

/// Whether the law book holds this word, as a type that a macro writes whole would.
fn stands(house: &House, word: &str) -> bool {
    let law = house.texts.iter().filter(|text| text.path.starts_with("crates/domain/src/"));
    law.flat_map(|text| text.content.split(|letter: char| !letter.is_alphanumeric() && letter != '_'))
        .any(|held| held == word)
}

/// The tables, by their short name.
fn tables(house: &House) -> BTreeSet<String> {
    let migrations = house.texts.iter().filter(|text| text.path.starts_with("migrations/"));
    let created = migrations.flat_map(|text| text.content.lines()).filter_map(|line| {
        let name = line.trim_start().strip_prefix("CREATE TABLE unscoped_")?;
        Some(
            name.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .next()?
                .to_owned(),
        )
    });
    created.collect()
}

/// `action_detail` is kept by the type `ActionDetail`.
fn type_name(table: &str) -> String {
    table.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: (&str, &str) = (
        "crates/domain/src/plan.rs",
        "//! x\npub struct Action;\nstruct Hidden;\npub mod kinds { pub enum Person {} }\nverbs! { /// d\n ViewPlan @ Installation = \"view_plan\", }\nmacro_rules! m { () => {} }\n",
    );
    const TABLES: (&str, &str) = (
        "migrations/1.sql",
        "CREATE TABLE unscoped_action (\n);\nCREATE TABLE unscoped_journal_head (\n);\n",
    );

    fn said(glossary: &str) -> Vec<String> {
        check(&House::sample(&[LAW, TABLES, (GLOSSARY, glossary)]))
            .into_iter()
            .map(|finding| finding.says)
            .collect()
    }

    #[test]
    fn every_type_verb_and_table_has_a_line() {
        let lines = "| `Action` | action | What is done. |\n| `Person` | personne | Who. |\n| `ViewPlan` | voir le plan | Verb. |\n| `journal_head` | journal | Last row. |\n";
        assert!(said(lines).is_empty(), "{:?}", said(lines));
        assert_eq!(said("").len(), 5);
    }

    #[test]
    fn a_line_without_french_or_for_nothing_is_found() {
        let said =
            said("| `Action` |  | What. |\n| `Person` `ViewPlan` `journal_head` | a | b |\n| `Gone` | parti | No more. |\n");
        assert_eq!(said.len(), 2, "{said:?}");
    }
}
