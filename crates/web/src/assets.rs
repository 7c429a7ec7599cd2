//! Styles, scripts, icons and the font: inside the binary, or read from a folder while developing.
//!
//! Their address holds a digest of all of them, so that browsers keep them for ever and never keep an old one.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use askama::filters::HtmlSafe;
use domain::digest::Digest;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Embedded;

/// Where the files are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assets {
    /// Inside the binary.
    Embedded,
    /// In this folder, read again at each request: for those who write styles.
    Disk(PathBuf),
}

/// A file, as it is sent.
#[derive(Debug)]
pub(crate) struct Asset {
    pub(crate) bytes: Cow<'static, [u8]>,
    pub(crate) content_type: &'static str,
    pub(crate) cache: &'static str,
}

impl Assets {
    /// The file of this name, when there is one.
    pub(crate) fn file(&self, name: &str) -> Option<Asset> {
        let content_type = content_type(name)?;
        let (bytes, cache) = match self {
            Self::Embedded => (Embedded::get(name)?.data, "public, max-age=31536000, immutable"),
            Self::Disk(folder) => (read(folder, name)?, "no-cache"),
        };
        Some(Asset {
            bytes,
            content_type,
            cache,
        })
    }
}

/// Reads a file that the binary knows: a name that is not embedded is never looked for on disk.
fn read(folder: &Path, name: &str) -> Option<Cow<'static, [u8]>> {
    Embedded::get(name)?;
    std::fs::read(folder.join(name)).ok().map(Cow::Owned)
}

fn content_type(name: &str) -> Option<&'static str> {
    match Path::new(name).extension()?.to_str()? {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        "txt" => Some("text/plain; charset=utf-8"),
        _ => None,
    }
}

/// A digest of every file, short.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Embedded::iter().collect();
    names.sort();
    let files: Vec<_> = names
        .iter()
        .filter_map(|name| Embedded::get(name))
        .map(|file| file.data)
        .collect();
    let mut text = Digest::of_parts(files.iter().map(AsRef::as_ref)).to_string();
    text.truncate(8);
    text
});

/// The address of a file of the kit.
#[derive(Debug, Clone, Copy)]
pub struct AssetUrl(&'static str);

/// The address of the file `name`, such as `pacte.css`.
#[must_use]
pub const fn url(name: &'static str) -> AssetUrl {
    AssetUrl(name)
}

/// Whether `version`, read in an address, is the one of the files at hand.
pub(crate) fn is_current(version: &str) -> bool {
    *VERSION == version
}

impl fmt::Display for AssetUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/assets/")?;
        f.write_str(&VERSION)?;
        f.write_str("/")?;
        f.write_str(self.0)
    }
}

/// Written by the kit alone: hexadecimal digits and file names.
impl HtmlSafe for AssetUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    /// What pages ask for, with the heaviest each may become.
    const WEIGHTS: [(&str, usize); 8] = [
        ("pacte.css", 64_000),
        ("icons.svg", 16_000),
        ("pacte.js", 10_000),
        ("passkeys.js", 5_000),
        ("suivi.js", 2_000),
        ("htmx.min.js", 40_000),
        ("favicon.svg", 1_000),
        ("fonts/hanken-grotesk-latin-wght-normal.woff2", 40_000),
    ];

    #[test]
    fn files_are_there_and_light() {
        for (name, most) in WEIGHTS {
            let file = Assets::Embedded.file(name).expect(name);
            assert!(file.bytes.len() <= most, "{name}: {} bytes", file.bytes.len());
            assert!(file.bytes.len() > 100, "{name} is empty");
        }
    }

    #[test]
    fn licences_travel_with_what_they_cover() {
        for name in ["LICENSE-htmx.txt", "fonts/LICENSE-hanken-grotesk.txt"] {
            assert!(Assets::Embedded.file(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_folder_serves_only_names_of_the_kit() {
        let folder = Assets::Disk(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/assets")));
        assert!(folder.file("pacte.css").is_some());
        assert!(folder.file("../Cargo.toml").is_none());
        assert!(folder.file("../src/lib.rs").is_none());
    }
}
