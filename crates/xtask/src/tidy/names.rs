//! The reader of texts knows no convention by name: no proper noun of `examples/` stands in the source of `files`.
//!
//! The nouns are those of the parties, places and signatories of the example, in lower case without accents. Test code
//! may name them: it reads the example.

use super::{Finding, House};

/// The words of the example that belong to it alone.
const PROPER_NOUNS: [&str; 11] = [
    "pennes",
    "mirabeau",
    "septemes",
    "vallons",
    "marseille",
    "gavotte",
    "cadeneaux",
    "upravan",
    "fasanaro",
    "amiel",
    "molino",
];

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in house
        .sources
        .iter()
        .filter(|source| source.text.path.starts_with("crates/files/src/"))
    {
        for (number, line) in source.lines() {
            let plain = without_accents(line);
            let found = PROPER_NOUNS.iter().filter(|noun| plain.contains(**noun));
            findings.extend(found.map(|noun| {
                Finding::new(
                    &source.text.path,
                    number,
                    format!("`{noun}` is a name of the example: recognise the shape, not the name"),
                )
            }));
        }
    }
    findings
}

/// Lower case, the accents of French folded.
fn without_accents(line: &str) -> String {
    line.to_lowercase()
        .chars()
        .map(|letter| match letter {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_example_is_found_in_the_source_and_not_in_its_tests() {
        let content = "//! x\nconst A: &str = \"Septèmes\";\n#[cfg(test)]\nmod tests {\n    const B: &str = \"Septèmes\";\n}\n";
        let house = House::sample(&[("crates/files/src/bind.rs", content), ("crates/plan/src/a.rs", content)]);
        let found: Vec<String> = check(&house)
            .iter()
            .map(|finding| format!("{}:{}", finding.path, finding.line))
            .collect();
        assert_eq!(found, ["crates/files/src/bind.rs:2"]);
    }
}
