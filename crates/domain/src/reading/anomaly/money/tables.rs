//! The last row of a table says a total that its column does not make.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::money::sums::euros;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::High,
    name: "Total d’un tableau",
    why: "Il manque de l’argent, ou il en est compté deux fois.",
    remedy: "Refaire l’addition, puis corriger la ligne ou le total.",
    shows: "Annexe 1 : Budget\n\nFinanceur\t2023\t2024\nCaf\t10 000 €\t12 000 €\nValmont\t5 000 €\t6 000 €\nTotal\t15 000 €\t19 000 €\n",
    spares: "Annexe 1 : Budget\n\nFinanceur\t2023\t2024\nCaf\t10 000 €\t12 000 €\nValmont\t5 000 €\t6 000 €\nTotal\t15 000 €\t18 000 €\n",
    reads_amendments: true,
    find,
};

/// Rows above a total that are looked at.
const MOST_ROWS: usize = 60;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut above: Vec<(u32, Vec<Option<i64>>)> = Vec::new();
    for (line, raw) in (1_u32..).zip(ground.text) {
        if !raw.contains('\t') {
            above.clear();
            continue;
        }
        let cells: Vec<&str> = raw.split('\t').collect();
        let values: Vec<Option<i64>> = cells.iter().map(|cell| cents(cell)).collect();
        let head = plain(cells[0].trim());
        if head.starts_with("total") || head.starts_with("ensemble") {
            found.extend(column(ground, line, &values, &above));
            above.clear();
        } else if head.starts_with("sous-total") {
            above.clear();
        } else if above.len() < MOST_ROWS {
            above.push((line, values));
        }
    }
    found
}

/// The first column whose sum is another one: every row of it holds a sum of money.
fn column(ground: &Ground<'_>, line: u32, totals: &[Option<i64>], above: &[(u32, Vec<Option<i64>>)]) -> Option<Hit> {
    (1..totals.len()).find_map(|at| {
        let total = totals[at]?;
        let rows: Vec<(u32, Option<i64>)> = above
            .iter()
            .filter(|(_, values)| values.len() == totals.len())
            .map(|(line, values)| (*line, values[at]))
            .skip_while(|(_, value)| value.is_none())
            .collect();
        let sum: i64 = rows.iter().filter_map(|(_, value)| *value).sum();
        let whole = rows.len() > 1 && rows.iter().all(|(_, value)| value.is_some());
        (whole && sum != total).then(|| {
            let reason = format!("Le total écrit est de {} et la colonne fait {}.", euros(total), euros(sum));
            Hit::at(ground.quote(line), reason).and(ground.quote(rows[0].0))
        })
    })
}

/// A sum of money alone in its cell: "12 000 €".
fn cents(cell: &str) -> Option<i64> {
    let told = cell.trim().trim_end_matches('.').trim();
    let figures = told.strip_suffix('€').or_else(|| told.strip_suffix("euros"))?.trim();
    let whole: String = figures
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\u{a0}' && *letter != '\u{202f}')
        .collect();
    let (euros, part) = whole.split_once(',').unwrap_or((&whole, "00"));
    let part = format!("{part:0<2}");
    let figure = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (figure(euros) && figure(&part) && part.len() == 2)
        .then(|| Some(euros.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?))?
}
