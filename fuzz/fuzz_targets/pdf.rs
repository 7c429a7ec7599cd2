//! Any bytes after the mark of a PDF: the decoder never panics, and no line holds an end of line.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let document = [b"%PDF-1.7\n".as_slice(), bytes].concat();
    if let Ok(decoded) = files::formats::text("fuzz", &document) {
        assert!(decoded.lines.iter().all(|line| !line.contains('\n')));
    }
});
