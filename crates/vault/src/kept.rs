//! A kept file, read part by part. Its digest is compared before its last part is given: nobody receives a whole that is not
//! what was kept.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};

use domain::digest::{Digest, RunningDigest};

use crate::Vault;
use crate::error::VaultError;

/// How long a part is, in bytes: a multiple of three, which base64 writes without padding.
pub const PART_BYTES: usize = 3 << 18;

/// An open file.
#[derive(Debug)]
pub struct Kept {
    file: File,
    digest: Digest,
    bytes: u64,
}

impl Kept {
    pub(crate) fn open(vault: &Vault, digest: Digest) -> Result<Self, VaultError> {
        let unread = |source: std::io::Error| match source.kind() {
            ErrorKind::NotFound => VaultError::Missing { digest },
            _ => VaultError::Unread { digest, source },
        };
        let file = File::open(vault.path(digest)).map_err(unread)?;
        let bytes = file.metadata().map_err(unread)?.len();
        // It has no last part, before which the digest would be compared.
        if bytes == 0 && digest != Digest::of(&[]) {
            return Err(VaultError::Altered { digest });
        }
        Ok(Self { file, digest, bytes })
    }

    /// Its digest.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// How long it is.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads it all, compares it with its digest, and comes back to its beginning.
    pub fn check(self) -> Result<Self, VaultError> {
        let digest = self.digest;
        let mut parts = self.parts();
        while parts.part()?.is_some() {}
        let mut kept = parts.kept;
        let rewound = kept.file.seek(SeekFrom::Start(0));
        rewound.map_err(|source| VaultError::Unread { digest, source })?;
        Ok(kept)
    }

    /// All of it in memory, for what is small enough to be: nothing when it is not what was kept.
    pub fn whole(self) -> Result<Vec<u8>, VaultError> {
        let (mut parts, mut bytes) = (self.parts(), Vec::new());
        while let Some(part) = parts.part()? {
            bytes.extend(part);
        }
        Ok(bytes)
    }

    /// Its parts, one after the other.
    #[must_use]
    pub fn parts(self) -> Parts {
        Parts {
            left: self.bytes,
            kept: self,
            running: RunningDigest::new(),
        }
    }
}

/// The parts of a file that are still to be read.
pub struct Parts {
    kept: Kept,
    left: u64,
    running: RunningDigest,
}

impl Parts {
    /// The next part; nothing after the last one, which is given only when the whole is what was kept.
    pub fn part(&mut self) -> Result<Option<Vec<u8>>, VaultError> {
        if self.left == 0 {
            return Ok(None);
        }
        let digest = self.kept.digest;
        let size = usize::try_from(self.left).unwrap_or(PART_BYTES).min(PART_BYTES);
        let mut part = vec![0; size];
        self.kept.file.read_exact(&mut part).map_err(|source| match source.kind() {
            ErrorKind::UnexpectedEof => VaultError::Altered { digest },
            _ => VaultError::Unread { digest, source },
        })?;
        self.running.add(&part);
        self.left -= size as u64;
        if self.left == 0 && self.running.clone().finish() != digest {
            return Err(VaultError::Altered { digest });
        }
        Ok(Some(part))
    }
}
