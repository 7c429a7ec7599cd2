//! Any bytes as the content of a text of OpenDocument: the decoder never panics, and no line holds an end of line.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("META-INF/manifest.xml", b"".as_slice()), ("content.xml", bytes)] {
        let opened = archive.start_file(name, SimpleFileOptions::default()).is_ok();
        assert!(opened && archive.write_all(part).is_ok(), "an archive in memory");
    }
    let Ok(archive) = archive.finish() else { return };
    if let Ok(decoded) = files::formats::text("fuzz", &archive.into_inner()) {
        assert!(decoded.lines.iter().all(|line| !line.contains('\n')));
    }
});
