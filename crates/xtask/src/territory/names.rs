//! The pack of names: one text, a part a table, compressed whole.
//!
//! A part opens with its name and its number of rows; cells are separated by tabs; an empty cell is unknown.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail};

use super::compressed;
use super::source::Table;

/// The day for which the codes hold.
const EDITION: &str = "2026-01-01";

/// Names that ended while their code lived: kept beside the packs, for no published table of today tells them.
const RENAMED: &str = "communes-renommees";

/// Parts of the pack: the name, the file, the columns kept.
const PARTS: [(&str, &str, &[&str]); 9] = [
    (
        "commune",
        "communes-2026",
        &[
            "code",
            "nom",
            "liaison",
            "zone",
            "departement",
            "region",
            "epci",
            "ept",
            "siren",
            "population_municipale",
            "population_totale",
            "codes_postaux",
            "lon",
            "lat",
            "surface_km2",
        ],
    ),
    ("attached", "communes-rattachees", &["code", "nom", "type", "commune_2026"]),
    (
        "former",
        "passage-communes",
        &["ancien_code", "ancien_nom", "code_2026", "date_effet"],
    ),
    ("renamed", RENAMED, &["ancien_nom", "code_2026", "date_fin"]),
    (
        "split",
        "scissions-communes",
        &["date_effet", "code_avant", "nom_avant", "code_apres"],
    ),
    ("epci", "epci-2026", &["siren", "nom", "nature", "communes", "departements"]),
    ("ept", "ept-2026", &["siren", "nom"]),
    (
        "department",
        "departements-2026",
        &["code", "nom", "liaison", "region", "zone"],
    ),
    ("region", "regions-2026", &["code", "nom", "liaison"]),
];

/// Reads the tables of a folder, and the names that ended in `kept`.
pub(crate) fn pack(folder: &Path, kept: &Path) -> Result<Vec<u8>> {
    compressed(text(folder, kept)?.as_bytes())
}

fn text(folder: &Path, kept: &Path) -> Result<String> {
    let mut text = format!("#edition\t{EDITION}\n");
    for (part, file, columns) in PARTS {
        let table = Table::read(if file == RENAMED { kept } else { folder }, file)?;
        let rows = table.columns(columns)?;
        let _ = writeln!(text, "#{part}\t{}", rows.len());
        for row in rows {
            if row.iter().any(|cell| cell.contains(['\t', '#'])) {
                bail!("a cell of {file} holds a tab or a #: {row:?}");
            }
            let _ = writeln!(text, "{}", row.join("\t"));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A country of one commune, with the columns that the sources have and the pack leaves.
    fn country(folder: &Path) {
        for (_, file, columns) in PARTS {
            let header = columns.join(";");
            let row = columns.join("_;");
            std::fs::write(folder.join(format!("{file}.csv")), format!("extra;{header}\nx;{row}_\n")).expect("a file");
        }
    }

    #[test]
    fn a_small_country_is_packed() {
        let folder = tempfile::tempdir().expect("a folder");
        country(folder.path());
        let packed = pack(folder.path(), folder.path()).expect("a pack");
        let text = String::from_utf8(zstd::decode_all(packed.as_slice()).expect("opens")).expect("a text");
        assert!(
            text.starts_with("#edition\t2026-01-01\n#commune\t1\ncode_\tnom_\tliaison_\t"),
            "{text}"
        );
        assert!(text.ends_with("#region\t1\ncode_\tnom_\tliaison_\n"), "{text}");
        assert_eq!(text.matches('#').count(), PARTS.len() + 1);
    }

    #[test]
    fn a_source_that_lost_a_file_or_a_column_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        country(folder.path());
        std::fs::write(folder.path().join("ept-2026.csv"), "siren\n1\n").expect("a file");
        assert!(pack(folder.path(), folder.path()).is_err());
        std::fs::remove_file(folder.path().join("ept-2026.csv")).expect("a file");
        assert!(pack(folder.path(), folder.path()).is_err());
    }
}
