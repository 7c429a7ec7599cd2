//! The sites of a facility: a seat and a branch are one facility at two addresses. What is no address is told apart elsewhere.

use domain::reading::SiteRead;

use crate::passage::{Passage, Token};
use crate::wording::is_capitalised;

/// The sites of an address: "Siège : … Antenne du Port : …" are two.
pub(crate) fn sites(line: u32, text: &str) -> Vec<SiteRead> {
    let passage = Passage::one(line, text);
    let tokens = passage.tokens();
    let roles: Vec<(usize, usize)> = (0..tokens.len())
        .filter_map(|at| Some((at, role_end(&passage, &tokens, at)?)))
        .collect();
    let Some((first, _)) = roles.first() else {
        return vec![SiteRead {
            role: None,
            address: passage.sourced(),
        }];
    };
    let mut found = Vec::new();
    if *first > 0 {
        let address = passage.between(&tokens[0], &tokens[first - 1]).sourced();
        found.push(SiteRead { role: None, address });
    }
    for (index, (at, end)) in roles.iter().enumerate() {
        let next = roles.get(index + 1).map_or(tokens.len(), |(next, _)| *next);
        if end + 1 < next {
            found.push(SiteRead {
                role: Some(passage.between(&tokens[*at], &tokens[*end]).sourced()),
                address: passage.between(&tokens[end + 1], &tokens[next - 1]).sourced(),
            });
        }
    }
    found
}

/// "Antenne du Port :": where the name of a site ends.
fn role_end(passage: &Passage, tokens: &[Token], at: usize) -> Option<usize> {
    const ROLES: [&str; 6] = ["siege", "antenne", "site", "annexe", "permanence", "locaux"];
    let opens = ROLES.contains(&tokens[at].fold.as_str()) && is_capitalised(&tokens[at].word);
    let within = tokens.len().min(at + 5);
    let end = (at..within).find(|end| !passage.signs_after(&tokens[*end]).is_empty())?;
    (opens && passage.signs_after(&tokens[end]).starts_with(':')).then_some(end)
}
