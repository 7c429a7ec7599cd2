//! Values as templates give them: themselves, or references of references.
//!
//! A template passes most arguments by reference; asking for `impl Given<Day>` rather than `Day` keeps every `*` out of it.

use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::LineRange;
use domain::time::{Day, Instant};

/// Something that stands for a `T`.
pub trait Given<T> {
    /// The value.
    fn given(self) -> T;
}

impl<T, G: Given<T> + Copy> Given<T> for &G {
    fn given(self) -> T {
        (*self).given()
    }
}

/// Values that stand for themselves.
macro_rules! themselves {
    ($($kind:ty),+ $(,)?) => {$(
        impl Given<Self> for $kind {
            fn given(self) -> Self {
                self
            }
        }
    )+};
}

themselves!(ConventionId, Day, Instant, LineRange, Target, i32, i64, u32, usize);

impl Given<i64> for i32 {
    fn given(self) -> i64 {
        self.into()
    }
}

impl Given<i64> for u32 {
    fn given(self) -> i64 {
        self.into()
    }
}

impl Given<i64> for usize {
    fn given(self) -> i64 {
        self.try_into().unwrap_or(i64::MAX)
    }
}

impl Given<usize> for i32 {
    fn given(self) -> usize {
        self.try_into().unwrap_or(0)
    }
}

impl Given<usize> for i64 {
    fn given(self) -> usize {
        self.try_into().unwrap_or(0)
    }
}
