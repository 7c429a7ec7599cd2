//! French on screen: days, durations, numbers, amounts, counts and lists, written as people read them.
//!
//! One place for no-break spaces and abbreviations (DESIGN.md §6). It never knows what a value means, and it never reads
//! the clock: "today" is always an argument.

mod days;
mod numbers;
mod words;

pub use days::{date, day_and_month, days, from_today, long_date, moment, month_and_year, months, period, weekday_and_date};
pub use numbers::{amount, decimal, number, number_mark, percent, rounded_amount, size};
pub use words::{beginning, count, in_eights, list, list_to, of, ordinal, spaced};

/// The no-break space: in numbers, in dates, before `:`, `%` and `€`, inside « ».
pub const NBSP: char = '\u{a0}';
/// The thin no-break space: before `;`, `!` and `?`.
pub const THIN: char = '\u{202f}';
