//! The archives of small texts that office files are: packed the same way each time, words of people told from markup.
//!
//! No entry bears the moment at which it was written, and nothing here knows what the texts say.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The archive of these parts. Where the format has a type, programs read it from the first part, at a fixed place: it is not
/// compressed.
pub(crate) fn pack(mimetype: Option<&str>, parts: &[(&str, String)]) -> Result<Vec<u8>, std::io::Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Every entry is of the first day of the format, never of today.
    let dated = SimpleFileOptions::default().last_modified_time(DateTime::default());
    if let Some(mimetype) = mimetype {
        archive.start_file("mimetype", dated.compression_method(CompressionMethod::Stored))?;
        archive.write_all(mimetype.as_bytes())?;
    }
    for (name, text) in parts {
        archive.start_file(*name, dated.compression_method(CompressionMethod::Deflated))?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Characters of the markup as words, and without those that the format has no way to write.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push('\t'),
            _ if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_markup_would_swallow_is_kept() {
        assert_eq!(escaped("a<b & \"c\"\u{0}"), "a&lt;b &amp; &quot;c&quot;");
    }
}
