//! Any bytes as an interchange document: it is refused, or what it says is written and read again the same.

#![no_main]

use files::interchange::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(reading) = read(text) else { return };
    let written = write(&reading);
    assert!(read(&written).is_ok_and(|again| write(&again) == written), "it comes back");
});
