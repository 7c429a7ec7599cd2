//! The total given to an action is not the sum of what each pays.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{ActionRead, AmountRead, Precision};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::High,
    name: "Total qui n’est pas la somme des parts",
    why: "Il manque de l’argent, ou il en est compté deux fois.",
    remedy: "Refaire l’addition avec chaque financeur.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCoût total : 30 000 €\nFinancement : Caf : 10 000 € ; Valmont : 15 000 €\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCoût total : 25 000 €\nFinancement : Caf : 10 000 € ; Valmont : 15 000 €\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground
        .reading
        .actions
        .iter()
        .filter_map(|action| of(ground, action))
        .collect()
}

fn of(ground: &Ground<'_>, action: &ActionRead) -> Option<Hit> {
    let exact = action.amounts.iter().all(|sum| sum.precision == Precision::Exact);
    let (shares, totals): (Vec<&AmountRead>, Vec<&AmountRead>) = action.amounts.iter().partition(|sum| sum.funder.is_some());
    let [total] = totals[..] else { return None };
    let first = shares.first()?;
    let made: i64 = shares.iter().map(|sum| sum.cents).sum();
    // Shares of each year make the total of none.
    let yearly = shares.iter().any(|sum| sum.year != total.year);
    let said = total.text.lines.first().is_some_and(|line| {
        let line = ground.plain_line(line);
        line.contains("total") || line.contains("cout")
    });
    (exact && !yearly && said && shares.len() > 1 && made != total.cents).then(|| {
        let reason = format!(
            "L’action {} coûte {} au total, et les parts font {}.",
            action.number.value,
            euros(total.cents),
            euros(made)
        );
        Hit::at(quoted(&total.text), reason)
            .and(quoted(&first.text))
            .of(vec![action.number.value.clone()])
    })
}

/// "12 500 €", as French prints it.
pub(super) fn euros(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    match cents % 100 {
        0 => format!("{grouped}\u{a0}€"),
        part => format!("{grouped},{part:02}\u{a0}€"),
    }
}
