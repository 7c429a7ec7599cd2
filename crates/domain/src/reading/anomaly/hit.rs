//! What a rule finds, before its code, family and severity are written beside it.

use super::{Anomaly, Quote, Rule, RuleCode, Severity};

/// Letters of a quotation that are kept: a passage may run over pages.
const MOST_LETTERS: usize = 300;

/// One place that a rule finds, or two.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) a: Quote,
    b: Option<Quote>,
    reason: String,
    actions: Vec<String>,
    severity: Option<Severity>,
}

impl Hit {
    /// A place, and why it is told.
    pub(super) fn at(a: Quote, reason: impl Into<String>) -> Self {
        Self {
            a,
            b: None,
            reason: reason.into(),
            actions: Vec::new(),
            severity: None,
        }
    }

    /// The other place.
    pub(super) fn and(self, b: impl Into<Option<Quote>>) -> Self {
        Self { b: b.into(), ..self }
    }

    /// The actions concerned, by their printed numbers.
    pub(super) fn of(self, actions: Vec<String>) -> Self {
        Self { actions, ..self }
    }

    /// It matters otherwise than the rule usually does.
    pub(super) fn weighing(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    /// What tells it from another of the same rule.
    pub(super) fn place(&self) -> (u32, String, Option<u32>, String) {
        let b = self.b.as_ref().map(|b| b.line);
        (self.a.line, self.a.quote.clone(), b, self.reason.clone())
    }

    /// Whether its place is in the text: what a person added to the reading has no line, and nothing quotes it.
    pub(super) const fn stands(&self) -> bool {
        self.a.line > 0
    }

    /// The écart that it makes.
    pub(super) fn told(self, code: RuleCode, rule: &Rule) -> Anomaly {
        let b = self.b.filter(|b| b.line > 0).map(shortened);
        let a = shortened(self.a);
        Anomaly {
            rule: Some(code),
            family: rule.family,
            severity: self.severity.unwrap_or(rule.severity),
            b: b.filter(|b| *b != a),
            a,
            reason: self.reason,
            actions: self.actions,
        }
    }
}

fn shortened(quote: Quote) -> Quote {
    if quote.quote.chars().count() <= MOST_LETTERS {
        return quote;
    }
    let start: String = quote.quote.chars().take(MOST_LETTERS).collect();
    let whole = start.rfind(' ').map_or(start.as_str(), |end| &start[..end]);
    Quote {
        line: quote.line,
        quote: format!("{}…", whole.trim_end()),
    }
}
