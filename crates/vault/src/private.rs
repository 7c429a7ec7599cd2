//! Files that only this account of the machine may read: they hold what people gave, or what is known of them.
//!
//! It makes and opens a file, and writes nothing in it.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// A new file; an error when something bears its name already.
pub fn create_new(path: &Path) -> std::io::Result<File> {
    options().create_new(true).open(path)
}

/// A file, empty, in the place of the one that bears its name.
pub fn create(path: &Path) -> std::io::Result<File> {
    options().create(true).truncate(true).open(path)
}

fn options() -> OpenOptions {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
