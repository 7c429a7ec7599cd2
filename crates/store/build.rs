//! Lists the migrations of the house, so that adding one is adding a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "../../migrations";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join(FOLDER);
    let mut migrations: BTreeMap<String, BTreeMap<&str, PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        if let Some((name, part)) = part_of(&path) {
            migrations.entry(name).or_default().insert(part, path);
        }
    }
    let mut list = String::from("const MIGRATIONS: &[Migration] = &[\n");
    for (name, parts) in &migrations {
        let number: u32 = name.get(..4).unwrap_or_default().parse().map_err(io::Error::other)?;
        let text = |part| {
            parts.get(part).map_or_else(
                || "\"\"".to_owned(),
                |path| format!("include_str!({:?})", path.to_string_lossy()),
            )
        };
        let _ = writeln!(
            list,
            "Migration {{ number: {number}, name: {name:?}, both: {}, sqlite: {}, postgres: {} }},",
            text("both"),
            text("sqlite"),
            text("postgres"),
        );
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("migrations.rs"), list)
}

/// The migration a file belongs to, and the engine it is for: `0001_foundation.sqlite.sql`.
fn part_of(path: &Path) -> Option<(String, &'static str)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".sql")?;
    let (name, part) = match name.rsplit_once('.') {
        Some((name, "sqlite")) => (name, "sqlite"),
        Some((name, "postgres")) => (name, "postgres"),
        _ => (name, "both"),
    };
    Some((name.to_owned(), part))
}
