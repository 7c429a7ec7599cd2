//! Writes a backup beside its final name; it takes that name only once it is whole, on the disk, and read back.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use domain::digest::{Digest, RunningDigest};
use vault::{Kept, private};
use zstd::stream::write::Encoder;

use super::error::ArchiveError;
use super::line::{Close, Ended, FileAbsent, FileStart, Head, Start, said, write_part, write_row};
use crate::columns::Columns;
use crate::shape::{Kind, Shape};

/// How hard the stream is compressed: the speed of a disk, a tenth of the size.
const LEVEL: i32 = 1;

/// A backup on its way.
pub(crate) struct Writing {
    file: PathBuf,
    draft: Draft,
    out: Encoder<'static, BufWriter<File>>,
    // Of the lines that are no rows.
    whole: RunningDigest,
    // Of the rows of the table at hand.
    rows: RunningDigest,
    count: u64,
    tables: u64,
    files: u64,
    kinds: Vec<Kind>,
    line: Vec<u8>,
}

/// The unfinished file. Dropped, it is removed.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Writing {
    /// Begins; a file that is already there is never touched.
    pub(crate) fn begin(file: &Path, head: &Head) -> Result<Self, ArchiveError> {
        if file.symlink_metadata().is_ok() {
            return Err(ArchiveError::Exists { file: file.to_owned() });
        }
        let draft = draft_of(file);
        let opened = private::create(&draft).map_err(|source| ArchiveError::unwritten(file, source))?;
        let draft = Draft(draft);
        let out = Encoder::new(BufWriter::new(opened), LEVEL).and_then(|mut out| {
            out.include_checksum(true)?;
            Ok(out)
        });
        let mut writing = Self {
            file: file.to_owned(),
            draft,
            out: out.map_err(|source| ArchiveError::unwritten(file, source))?,
            whole: RunningDigest::new(),
            rows: RunningDigest::new(),
            count: 0,
            tables: 0,
            files: 0,
            kinds: Vec::new(),
            line: Vec::new(),
        };
        writing.say(head)?;
        Ok(writing)
    }

    /// A table begins.
    pub(crate) fn table(&mut self, shape: &Shape) -> Result<(), ArchiveError> {
        self.kinds = shape.columns.iter().map(|column| column.kind).collect();
        self.rows = RunningDigest::new();
        self.count = 0;
        self.say(&Start {
            table: shape.name.clone(),
        })
    }

    /// One of its rows; tells how long the line is.
    pub(crate) fn row(&mut self, row: &Columns<'_>) -> Result<usize, ArchiveError> {
        self.line.clear();
        write_row(&mut self.line, &self.kinds, row)?;
        self.rows.add(&self.line);
        self.count += 1;
        let written = self.out.write_all(&self.line);
        written.map_err(|source| ArchiveError::unwritten(&self.file, source))?;
        Ok(self.line.len())
    }

    /// The table ends.
    pub(crate) fn end(&mut self, shape: &Shape) -> Result<(), ArchiveError> {
        self.tables += 1;
        let digest = std::mem::take(&mut self.rows).finish();
        self.say(&Ended {
            end: shape.name.clone(),
            rows: self.count,
            digest: digest.to_string(),
        })
    }

    /// A kept file, part after part. `pace` is told the length of each line.
    pub(crate) fn file(&mut self, kept: Kept, mut pace: impl FnMut(usize)) -> Result<(), ArchiveError> {
        self.files += 1;
        self.say(&FileStart {
            file: kept.digest().to_string(),
            bytes: kept.bytes(),
        })?;
        let mut parts = kept.parts();
        while let Some(part) = parts.part()? {
            self.line.clear();
            write_part(&mut self.line, &part);
            let written = self.out.write_all(&self.line);
            written.map_err(|source| ArchiveError::unwritten(&self.file, source))?;
            pace(self.line.len());
        }
        Ok(())
    }

    /// A file that the data refer to is not there as it was kept.
    pub(crate) fn absent(&mut self, digest: Digest) -> Result<(), ArchiveError> {
        self.say(&FileAbsent {
            absent: digest.to_string(),
        })
    }

    /// Closes the stream, waits for the disk, reads everything back, and only then gives the file its name.
    pub(crate) fn close(mut self, read_back: impl FnOnce(&Path) -> Result<Digest, ArchiveError>) -> Result<(), ArchiveError> {
        let digest = std::mem::take(&mut self.whole).finish();
        let last = said(&Close {
            closed: self.tables,
            files: self.files,
            digest: digest.to_string(),
        });
        let Self {
            file, draft, mut out, ..
        } = self;
        let kept = out.write_all(&last).and_then(|()| out.finish()).and_then(|buffer| {
            let opened = buffer.into_inner()?;
            opened.sync_all()
        });
        kept.map_err(|source| ArchiveError::unwritten(&file, source))?;
        if read_back(&draft.0)? != digest {
            return Err(ArchiveError::NotKept { file });
        }
        take_name(&draft.0, &file)
    }

    fn say(&mut self, line: &impl serde::Serialize) -> Result<(), ArchiveError> {
        let line = said(line);
        self.whole.add(&line);
        // What comes before is then readable by itself: a file that is cut says where.
        let written = self.out.write_all(&line).and_then(|()| self.out.flush());
        written.map_err(|source| ArchiveError::unwritten(&self.file, source))
    }
}

/// The name of the unfinished file, in the same folder: that of the backup, and of this process.
fn draft_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.partial", std::process::id()));
    file.with_file_name(name)
}

/// Gives the draft its name, unless something took it meanwhile, and waits for the folder to be on the disk.
fn take_name(draft: &Path, file: &Path) -> Result<(), ArchiveError> {
    match fs::hard_link(draft, file) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(ArchiveError::Exists { file: file.to_owned() });
        }
        // A disk without links: nothing but the check of a moment ago protects the name.
        Err(_) => fs::rename(draft, file).map_err(|source| ArchiveError::unwritten(file, source))?,
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    #[cfg(unix)]
    File::open(folder.unwrap_or_else(|| Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(|source| ArchiveError::unwritten(file, source))?;
    Ok(())
}
