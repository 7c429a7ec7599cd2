//! What a long command says while it works: a moving line on a terminal, plain lines elsewhere.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A step that takes more than a moment.
pub struct Step {
    bar: ProgressBar,
    name: &'static str,
}

/// Starts a step; `count` is how many things it goes through, when it is known.
#[must_use]
pub fn step(name: &'static str, count: Option<u64>) -> Step {
    if !std::io::stderr().is_terminal() {
        eprintln!("{name}…");
    }
    let bar = match count {
        Some(count) => ProgressBar::new(count).with_style(style("{msg} [{bar:30}] {pos} sur {len}")),
        None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}")),
    };
    bar.set_message(name);
    bar.enable_steady_tick(Duration::from_millis(120));
    Step { bar, name }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Step {
    /// One thing more is done.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// The step is done.
    pub fn done(self) {
        self.bar.finish_and_clear();
        if std::io::stderr().is_terminal() {
            eprintln!("✓ {}", self.name);
        }
    }
}
