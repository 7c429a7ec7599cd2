//! Nothing of one machine or one account in the repository: no path of a home, no key, no address of a registry.
//!
//! The needles are written in two halves, so that this file does not find itself.

use super::{Finding, House};

/// What may not stand in any text, and what it is.
const REFUSED: [(&str, &str); 13] = [
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("/wo", "rk/main"), "a path of one machine"),
    (concat!("/Us", "ers/"), "a path of one machine"),
    (concat!("BEGIN PRI", "VATE KEY"), "a private key"),
    (concat!("BEGIN RSA PRI", "VATE KEY"), "a private key"),
    (concat!("BEGIN OPENSSH PRI", "VATE KEY"), "a private key"),
    (concat!("gh", "p_"), "an access token"),
    (concat!("github_", "pat_"), "an access token"),
    (concat!("gl", "pat-"), "an access token"),
    (concat!("registry.npm", "js.org"), "the address of a registry"),
    (concat!("static.cra", "tes.io"), "the address of a registry"),
    (concat!("pypi", ".org"), "the address of a registry"),
];

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in &house.texts {
        for (index, line) in text.content.lines().enumerate() {
            let found = REFUSED.iter().filter(|(word, _)| stands_alone(line, word));
            findings.extend(found.map(|(word, what)| Finding::new(&text.path, index + 1, format!("{what}: `{word}`"))));
        }
    }
    findings
}

/// Whether the needle is there, not in the middle of a longer word.
fn stands_alone(line: &str, needle: &str) -> bool {
    line.match_indices(needle)
        .any(|(at, _)| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(line: &str) -> usize {
        check(&House::sample(&[("README.md", line)])).len()
    }

    #[test]
    fn a_path_a_key_and_a_registry_are_found() {
        assert_eq!(count(concat!("see /ro", "ot/notes.txt")), 1);
        assert_eq!(count(concat!("-----BEGIN PRI", "VATE KEY-----")), 1);
        assert_eq!(count(concat!("\"resolved\": \"https://registry.npm", "js.org/x\"")), 1);
    }

    #[test]
    fn an_address_of_ours_is_not_a_path() {
        assert_eq!(count(concat!("GET /conventions/ho", "me/x and ./ro", "ot/x")), 0);
    }
}
