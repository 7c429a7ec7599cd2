//! The figures of a board.

use super::*;

#[test]
fn half_of_them_took_no_longer() {
    assert_eq!(median(vec![]), None);
    assert_eq!(median(vec![9, 1, 2]), Some(2));
    let at = |seconds: i64| Instant::from_micros(seconds * 1_000_000);
    assert_eq!(between(at(0), at(119)), 2);
}
