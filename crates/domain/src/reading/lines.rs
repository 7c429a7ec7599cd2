//! Line numbers of a text, and values that remember theirs.

use std::fmt;
use std::str::FromStr;

/// Lines from `first` to `last`, both included, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineRange {
    first: u32,
    last: u32,
}

impl LineRange {
    /// A range; `None` when it would be empty or start before line 1.
    #[must_use]
    pub const fn new(first: u32, last: u32) -> Option<Self> {
        if first == 0 || last < first {
            None
        } else {
            Some(Self { first, last })
        }
    }

    /// The first line.
    #[must_use]
    pub const fn first(self) -> u32 {
        self.first
    }

    /// The last line.
    #[must_use]
    pub const fn last(self) -> u32 {
        self.last
    }

    /// Whether the range holds this line.
    #[must_use]
    pub const fn holds(self, line: u32) -> bool {
        self.first <= line && line <= self.last
    }

    /// Whether both hold some line.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// A set of lines, kept as sorted ranges that neither touch nor overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Lines(Vec<LineRange>);

impl Lines {
    /// One line.
    #[must_use]
    pub fn one(line: u32) -> Self {
        line_range(line, line).into_iter().collect()
    }

    /// Lines `first` to `last`.
    #[must_use]
    pub fn span(first: u32, last: u32) -> Self {
        line_range(first, last).into_iter().collect()
    }

    /// The ranges, in order.
    #[must_use]
    pub fn ranges(&self) -> &[LineRange] {
        &self.0
    }

    /// Whether no line is held.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first line, when there is one.
    #[must_use]
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|range| range.first)
    }

    /// The last line, when there is one.
    #[must_use]
    pub fn last(&self) -> Option<u32> {
        self.0.last().map(|range| range.last)
    }

    /// Whether this line is held.
    #[must_use]
    pub fn holds(&self, line: u32) -> bool {
        self.0.iter().any(|range| range.holds(line))
    }

    /// Whether a line is in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().any(|own| other.0.iter().any(|range| own.meets(*range)))
    }

    /// Every line, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|range| range.first..=range.last)
    }

    /// Both sets together.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.0.iter().chain(&other.0).copied().collect()
    }
}

const fn line_range(first: u32, last: u32) -> Option<LineRange> {
    LineRange::new(first, last)
}

impl FromIterator<LineRange> for Lines {
    fn from_iter<T: IntoIterator<Item = LineRange>>(ranges: T) -> Self {
        let mut ranges: Vec<_> = ranges.into_iter().collect();
        ranges.sort_unstable();
        let mut merged: Vec<LineRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(previous) if range.first <= previous.last.saturating_add(1) => {
                    previous.last = previous.last.max(range.last);
                }
                _ => merged.push(range),
            }
        }
        Self(merged)
    }
}

impl FromIterator<u32> for Lines {
    fn from_iter<T: IntoIterator<Item = u32>>(lines: T) -> Self {
        lines.into_iter().filter_map(|line| LineRange::new(line, line)).collect()
    }
}

/// Written `12-18,20`, as tables and addresses keep it.
impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, range) in self.0.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(f, "{comma}{range}")?;
        }
        Ok(())
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// The text is not a list of line ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLines;

impl FromStr for LineRange {
    type Err = NotLines;

    fn from_str(text: &str) -> Result<Self, NotLines> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let number = |part: &str| part.parse::<u32>().map_err(|_| NotLines);
        Self::new(number(first)?, number(last)?).ok_or(NotLines)
    }
}

impl FromStr for Lines {
    type Err = NotLines;

    fn from_str(text: &str) -> Result<Self, NotLines> {
        text.split(',')
            .filter(|part| !part.is_empty())
            .map(str::parse::<LineRange>)
            .collect()
    }
}

/// A value and the lines whose words it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its lines.
    pub lines: Lines,
}

impl<T> Sourced<T> {
    /// A value read on these lines.
    pub const fn new(value: T, lines: Lines) -> Self {
        Self { value, lines }
    }

    /// The same lines, another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: change(self.value),
            lines: self.lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_merge_and_sort() {
        let lines: Lines = [7, 3, 4, 9, 3].into_iter().collect();
        let ranges: Vec<_> = lines.ranges().iter().map(|range| (range.first(), range.last())).collect();
        assert_eq!(ranges, [(3, 4), (7, 7), (9, 9)]);
        assert_eq!(lines.iter().count(), 4);
    }

    #[test]
    fn written_and_read_back() {
        let lines: Lines = [12, 13, 14, 20].into_iter().collect();
        assert_eq!(lines.to_string(), "12-14,20");
        assert_eq!("12-14,20".parse(), Ok(lines));
        assert_eq!("14-12".parse::<Lines>(), Err(NotLines));
        assert_eq!(String::new().parse(), Ok(Lines::default()));
    }

    #[test]
    fn line_zero_is_no_line() {
        assert!(Lines::one(0).is_empty());
        assert_eq!(LineRange::new(5, 4), None);
    }
}
