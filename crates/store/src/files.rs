//! Which kept files the data refer to: what a backup takes along, and what a sweep leaves.
//!
//! It knows no room: a column whose name ends with `_file` holds the digest of a kept file, in whatever table it stands.

use std::collections::BTreeSet;

use domain::digest::Digest;

use crate::engine::Link;
use crate::error::{Broken, StoreError};
use crate::shape::{Kind, shapes};

/// How the name of such a column ends.
const ENDING: &str = "_file";

/// The digests of all files that the data refer to.
pub(crate) async fn referred(link: &mut Link) -> Result<BTreeSet<Digest>, StoreError> {
    let mut digests = BTreeSet::new();
    for shape in shapes(link).await? {
        let columns = shape.columns.iter();
        for column in columns.filter(|column| column.kind == Kind::Text && column.name.ends_with(ENDING)) {
            let letters: Vec<String> = link.rows(&*shape.values_of(column), &[]).await?;
            let read: Option<Vec<Digest>> = letters.iter().map(|letters| Digest::from_hex(letters)).collect();
            digests.extend(read.ok_or_else(|| StoreError::Engine(Broken::said("a file is known by no digest")))?);
        }
    }
    Ok(digests)
}
