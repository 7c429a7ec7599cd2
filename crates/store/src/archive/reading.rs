//! Reads a backup line by line, and believes nothing: every count and every digest is compared before the end is reached.

use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use domain::digest::{Digest, RunningDigest};
use serde::de::DeserializeOwned;
use zstd::stream::read::Decoder;

use super::error::{ArchiveError, Place};
use super::line::{self, After, Close, Ended, FileStart, Head, Start};
use super::{BackedFile, BackedTable, Backup, FORMAT, OLDER_FORMAT};
use crate::shape::{Kind, Shape};
use crate::value::Value;

/// No line of ours is longer: a text of 100 MB. A kept file comes in parts that are far shorter.
const LONGEST_LINE: usize = 192 << 20;

/// What every compressed stream starts with.
const STREAM: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How many bits keep the first bytes from being those of a compressed stream. A file that is shorter is none.
fn flipped(bytes: &[u8]) -> u32 {
    let Some(first) = bytes.first_chunk::<4>() else {
        return u32::MAX;
    };
    (u32::from_be_bytes(*first) ^ u32::from_be_bytes(STREAM)).count_ones()
}

/// A backup being read.
pub(crate) struct Reading {
    file: PathBuf,
    bytes: u64,
    lines: BufReader<Decoder<'static, BufReader<File>>>,
    head: Head,
    shapes: Vec<Shape>,
    whole: RunningDigest,
    tables: Vec<BackedTable>,
    files: Vec<BackedFile>,
    absent: Vec<Digest>,
    close: Option<Close>,
    line: Vec<u8>,
}

/// The rows of the table at hand.
pub(crate) struct Rows<'r> {
    reading: &'r mut Reading,
    name: String,
    kinds: Vec<Kind>,
    digest: RunningDigest,
    count: u64,
}

/// The parts of the kept file at hand.
pub(crate) struct Incoming<'r> {
    reading: &'r mut Reading,
    digest: Digest,
    bytes: u64,
    left: u64,
    running: RunningDigest,
}

/// Reads a whole file, keeps nothing of it, and tells what it holds. `pace` is told the length of each line.
pub(crate) fn check(file: &Path, mut pace: impl FnMut(usize)) -> Result<Backup, ArchiveError> {
    let mut reading = Reading::open(file)?;
    while let Some(mut rows) = reading.table()? {
        while let Some(line) = rows.line()? {
            pace(line.len());
        }
    }
    while let Some(mut file) = reading.file()? {
        while let Some(part) = file.part()? {
            pace(part.len());
        }
    }
    reading.close()
}

impl Reading {
    /// Opens a file and reads what it says of itself.
    pub(crate) fn open(file: &Path) -> Result<Self, ArchiveError> {
        let unread = |source| ArchiveError::Unread {
            file: file.to_owned(),
            source,
        };
        let opened = File::open(file).map_err(unread)?;
        let bytes = opened.metadata().map_err(unread)?.len();
        let mut buffer = BufReader::with_capacity(1 << 17, opened);
        let foreign = || ArchiveError::Foreign { file: file.to_owned() };
        match flipped(buffer.fill_buf().map_err(unread)?) {
            0 => {}
            1 => {
                return Err(ArchiveError::Altered {
                    file: file.to_owned(),
                    place: Place::Beginning,
                });
            }
            _ => return Err(foreign()),
        }
        let mut reading = Self {
            file: file.to_owned(),
            bytes,
            lines: BufReader::with_capacity(1 << 17, Decoder::with_buffer(buffer).map_err(unread)?),
            head: Head::none(),
            shapes: Vec::new(),
            whole: RunningDigest::new(),
            tables: Vec::new(),
            files: Vec::new(),
            absent: Vec::new(),
            close: None,
            line: Vec::new(),
        };
        if !reading.next()? {
            return Err(reading.cut(None));
        }
        reading.whole.add(&reading.line);
        match serde_json::from_slice::<Head>(&reading.line) {
            Ok(head) if [FORMAT, OLDER_FORMAT].contains(&head.format.as_str()) => reading.head = head,
            Ok(_) => return Err(reading.unless_spoilt(ArchiveError::Newer { file: file.to_owned() })),
            Err(_) => return Err(reading.unless_spoilt(foreign())),
        }
        let shapes: Option<Vec<Shape>> = reading.head.tables.iter().map(line::TableHead::shape).collect();
        reading.shapes = shapes.ok_or_else(|| reading.altered(None))?;
        Ok(reading)
    }

    /// This reason, when the stream is whole to its end: one that does not hold was spoilt, whatever its first line seems to say.
    fn unless_spoilt(&mut self, reason: ArchiveError) -> ArchiveError {
        match std::io::copy(&mut self.lines, &mut std::io::sink()) {
            Ok(_) => reason,
            Err(_) => self.altered(None),
        }
    }

    /// What it says of itself.
    pub(crate) const fn head(&self) -> &Head {
        &self.head
    }

    /// The tables it tells, by name.
    pub(crate) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The shape of the table that comes next.
    pub(crate) fn next_shape(&self) -> Option<&Shape> {
        self.shapes.get(self.tables.len())
    }

    /// The next table; nothing when all have been read.
    pub(crate) fn table(&mut self) -> Result<Option<Rows<'_>>, ArchiveError> {
        let Some(shape) = self.next_shape() else { return Ok(None) };
        let name = shape.name.clone();
        let kinds = shape.columns.iter().map(|column| column.kind).collect();
        let start: Start = self.said()?;
        if start.table != name {
            return Err(self.altered(None));
        }
        Ok(Some(Rows {
            reading: self,
            name,
            kinds,
            digest: RunningDigest::new(),
            count: 0,
        }))
    }

    /// The next kept file, once all tables have been read; nothing when the last line has come.
    pub(crate) fn file(&mut self) -> Result<Option<Incoming<'_>>, ArchiveError> {
        loop {
            if self.close.is_some() {
                return Ok(None);
            }
            if !self.next()? {
                return Err(self.cut(None));
            }
            match serde_json::from_slice(&self.line) {
                Ok(After::Close(close)) => self.close = Some(close),
                Ok(After::Absent(absent)) => {
                    self.whole.add(&self.line);
                    let digest = line::digest(&absent.absent).ok_or_else(|| self.altered(None))?;
                    self.absent.push(digest);
                }
                Ok(After::File(start)) => {
                    self.whole.add(&self.line);
                    return self.incoming(&start).map(Some);
                }
                Err(_) => return Err(self.altered(None)),
            }
        }
    }

    fn incoming(&mut self, start: &FileStart) -> Result<Incoming<'_>, ArchiveError> {
        // A file without a byte is never kept.
        let digest = line::digest(&start.file).filter(|_| start.bytes > 0);
        let digest = digest.ok_or_else(|| self.altered(None))?;
        Ok(Incoming {
            reading: self,
            digest,
            bytes: start.bytes,
            left: start.bytes,
            running: RunningDigest::new(),
        })
    }

    /// The end, after which nothing comes.
    pub(crate) fn close(mut self) -> Result<Backup, ArchiveError> {
        let unread = self.file()?.is_some();
        let digest = std::mem::take(&mut self.whole).finish();
        let told = self.close.as_ref().is_some_and(|close| {
            line::digest(&close.digest) == Some(digest)
                && close.closed == self.tables.len() as u64
                && close.files == self.files.len() as u64
        });
        if unread || !told || self.next()? {
            return Err(self.altered(None));
        }
        Ok(Backup {
            tables: self.tables,
            files: self.files,
            absent: self.absent,
            digest,
            bytes: self.bytes,
        })
    }

    /// A line that says something.
    fn said<T: DeserializeOwned>(&mut self) -> Result<T, ArchiveError> {
        if !self.next()? {
            return Err(self.cut(None));
        }
        self.whole.add(&self.line);
        serde_json::from_slice(&self.line).map_err(|_| self.altered(None))
    }

    /// Reads one line; false when there is none any more.
    fn next(&mut self) -> Result<bool, ArchiveError> {
        self.line.clear();
        let mut limited = std::io::Read::take(&mut self.lines, LONGEST_LINE as u64);
        match limited.read_until(b'\n', &mut self.line) {
            Ok(0) => Ok(false),
            Ok(_) if self.line.last() == Some(&b'\n') => Ok(true),
            Ok(_) if self.line.len() >= LONGEST_LINE => Err(self.altered(None)),
            Ok(_) => Err(self.cut(None)),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(self.cut(None)),
            // The stream is compressed: what its decoder does not understand was changed.
            Err(_) => Err(self.altered(None)),
        }
    }

    fn place(&self, row: Option<(&str, u64)>) -> Place {
        let table = |name: &str, row| Place::Table {
            name: name.to_owned(),
            row,
        };
        match (row, self.next_shape()) {
            (Some((name, row)), _) => table(name, row),
            (None, Some(next)) => table(&next.name, 0),
            (None, None) if self.shapes.is_empty() => Place::Beginning,
            (None, None) => Place::End,
        }
    }

    fn cut(&self, row: Option<(&str, u64)>) -> ArchiveError {
        ArchiveError::Cut {
            file: self.file.clone(),
            place: self.place(row),
        }
    }

    fn altered(&self, row: Option<(&str, u64)>) -> ArchiveError {
        ArchiveError::Altered {
            file: self.file.clone(),
            place: self.place(row),
        }
    }
}

impl Rows<'_> {
    /// The next row, as it is written; nothing once the digest of all of them has been compared.
    pub(crate) fn line(&mut self) -> Result<Option<&[u8]>, ArchiveError> {
        let row = Some((self.name.as_str(), self.count));
        match self.reading.next() {
            Ok(true) => {}
            Ok(false) | Err(ArchiveError::Cut { .. }) => return Err(self.reading.cut(row)),
            Err(ArchiveError::Altered { .. }) => return Err(self.reading.altered(row)),
            Err(other) => return Err(other),
        }
        if self.reading.line.first() == Some(&b'[') {
            self.digest.add(&self.reading.line);
            self.count += 1;
            return Ok(Some(&self.reading.line));
        }
        self.ended()?;
        Ok(None)
    }

    /// The next row.
    pub(crate) fn values(&mut self) -> Result<Option<Vec<Value>>, ArchiveError> {
        let kinds = std::mem::take(&mut self.kinds);
        let read = self.line()?.map(|line| line::read_row(line, &kinds));
        self.kinds = kinds;
        match read {
            None => Ok(None),
            Some(Some(values)) => Ok(Some(values)),
            Some(None) => Err(self.reading.altered(Some((&self.name, self.count)))),
        }
    }

    fn ended(&mut self) -> Result<(), ArchiveError> {
        let row = Some((self.name.as_str(), self.count));
        let end: Ended = serde_json::from_slice(&self.reading.line).map_err(|_| self.reading.altered(row))?;
        let digest = std::mem::take(&mut self.digest).finish();
        if end.end != self.name || end.rows != self.count || line::digest(&end.digest) != Some(digest) {
            return Err(self.reading.altered(row));
        }
        let Reading { whole, line, tables, .. } = &mut *self.reading;
        whole.add(line);
        tables.push(BackedTable {
            name: self.name.clone(),
            rows: self.count,
            digest,
        });
        Ok(())
    }
}

impl Incoming<'_> {
    /// The digest of the whole.
    pub(crate) const fn digest(&self) -> Digest {
        self.digest
    }

    /// The next part; nothing after the last one, which is given only when the whole has its digest.
    pub(crate) fn part(&mut self) -> Result<Option<Vec<u8>>, ArchiveError> {
        if self.left == 0 {
            return Ok(None);
        }
        let file = self.reading.file.clone();
        let place = Place::File { digest: self.digest };
        match self.reading.next() {
            Ok(true) => {}
            Ok(false) | Err(ArchiveError::Cut { .. }) => return Err(ArchiveError::Cut { file, place }),
            Err(ArchiveError::Altered { .. }) => return Err(ArchiveError::Altered { file, place }),
            Err(other) => return Err(other),
        }
        let part = line::read_part(&self.reading.line).filter(|part| !part.is_empty());
        let Some(part) = part.filter(|part| part.len() as u64 <= self.left) else {
            return Err(ArchiveError::Altered { file, place });
        };
        self.running.add(&part);
        self.left -= part.len() as u64;
        if self.left == 0 {
            if self.running.clone().finish() != self.digest {
                return Err(ArchiveError::Altered { file, place });
            }
            self.reading.files.push(BackedFile {
                digest: self.digest,
                bytes: self.bytes,
            });
        }
        Ok(Some(part))
    }
}
