//! Any bytes: reading never panics, loses no line, and what it reads survives the interchange document.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(import) = files::read("fuzz.txt", bytes) else { return };
    let written = import.text.iter().filter(|line| !line.trim().is_empty()).count();
    let placed = domain::reading::coverage(&import.reading, &import.text).placed_count();
    let unplaced: usize = import.reading.unplaced.iter().map(|block| block.lines.iter().count()).sum();
    assert_eq!(placed + unplaced, written, "a line is placed or it is not");
    let document = files::interchange::write(&import.reading);
    assert_eq!(files::interchange::read(&document).as_ref(), Ok(&import.reading));
    assert!(!files::summary(&import).is_empty());
});
