//! A chain that holds, and the first row of one that does not.

use super::*;

fn stored(seq: i64, previous: Digest) -> Stored {
    let row = Row {
        chain: 0,
        seq,
        instant: 0,
        person: None,
        mandate: None,
        organisation: None,
        job: None,
        verb: String::new(),
        fact: String::new(),
        subject: String::new(),
        before: None,
        after: None,
        personal_digest: None,
        previous,
    };
    Stored {
        hash: row.hash(),
        row,
        personal: None,
    }
}

#[test]
fn a_row_that_is_whole_in_itself_still_has_to_follow_the_one_before() {
    let first = stored(1, Digest::zero());
    let last = Head {
        seq: 1,
        hash: first.hash,
    };
    assert_eq!(follows(&last, &stored(2, first.hash)), Ok(()));
    let forged = stored(2, Digest::of(b"another past"));
    assert_eq!(follows(&last, &forged), Err(Fault::Altered { chain: 0, seq: 2 }));
}

#[test]
fn what_is_absent_is_not_what_is_empty() {
    let absent = stored(1, Digest::zero());
    let mut empty = stored(1, Digest::zero());
    empty.row.after = Some(String::new());
    assert_ne!(absent.row.hash(), empty.row.hash());
}
