//! Keeping, giving back, sweeping, on a real folder.

use std::collections::BTreeSet;
use std::fs;

use super::*;

const NOW: Instant = Instant::from_micros(1_795_518_000_000_000);
const TWO_DAYS: i64 = 48 * 3600;

struct Place {
    vault: Vault,
    _folder: tempfile::TempDir,
}

fn place() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    Place {
        vault: Vault::at(folder.path().join("deep/files")),
        _folder: folder,
    }
}

fn read(vault: &Vault, digest: Digest) -> Result<Vec<u8>, VaultError> {
    let mut parts = vault.open(digest)?.parts();
    let mut whole = Vec::new();
    while let Some(part) = parts.part()? {
        whole.extend(part);
    }
    Ok(whole)
}

/// Every file of the folder.
fn files(vault: &Vault) -> Vec<PathBuf> {
    let folders = fs::read_dir(vault.folder()).expect("a folder").flatten();
    let inside = folders.flat_map(|entry| fs::read_dir(entry.path()).expect("a folder").flatten());
    inside.map(|entry| entry.path()).collect()
}

#[test]
fn what_is_kept_is_given_back_and_kept_once() {
    let Place { vault, _folder } = place();
    let bytes: Vec<u8> = (0..PART_BYTES * 2 + 5)
        .map(|n| u8::try_from(n % 251).expect("small"))
        .collect();
    let digest = vault.keep(&bytes, NOW).expect("kept");
    assert_eq!(digest, Digest::of(&bytes));
    assert_eq!(read(&vault, digest).expect("read"), bytes);
    assert_eq!(vault.keep(&bytes, NOW).expect("kept again"), digest);
    assert_eq!(files(&vault).len(), 1);
    assert_eq!(vault.check(digest).expect("whole"), bytes.len() as u64);
}

#[test]
fn a_private_file_is_read_by_this_account_alone_and_takes_no_name_that_is_borne() {
    let folder = tempfile::tempdir().expect("a folder");
    let (new, over) = (folder.path().join("new"), folder.path().join("over"));
    private::create_new(&new).expect("made");
    assert!(private::create_new(&new).is_err(), "something bears that name");
    private::create(&over).expect("made");
    fs::write(&over, b"of before").expect("written");
    assert_eq!(
        private::create(&over).expect("made again").metadata().expect("there").len(),
        0
    );
    #[cfg(unix)]
    for file in [new, over] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

#[test]
fn a_file_that_was_altered_or_cut_or_lost_is_never_given_whole() {
    let Place { vault, _folder } = place();
    let digest = vault.keep(b"le texte signe", NOW).expect("kept");
    let path = files(&vault).remove(0);
    fs::write(&path, b"le texte saigne").expect("written");
    assert!(matches!(read(&vault, digest), Err(VaultError::Altered { .. })));
    assert!(matches!(vault.check(digest), Err(VaultError::Altered { .. })));
    fs::write(&path, b"le texte").expect("written");
    assert!(matches!(vault.check(digest), Err(VaultError::Altered { .. })));
    fs::write(&path, b"").expect("written");
    assert!(matches!(vault.check(digest), Err(VaultError::Altered { .. })));
    fs::remove_file(&path).expect("removed");
    assert!(matches!(vault.check(digest), Err(VaultError::Missing { .. })));
    // Given again, it is whole again.
    vault.keep(b"le texte signe", NOW).expect("kept");
    fs::write(&path, b"autre chose").expect("written");
    vault.keep(b"le texte signe", NOW).expect("kept");
    assert_eq!(read(&vault, digest).expect("read"), b"le texte signe");
}

#[test]
fn bytes_that_are_not_those_announced_leave_nothing() {
    let Place { vault, _folder } = place();
    let mut draft = vault.begin(Digest::of(b"un")).expect("begun");
    draft.write(b"autre").expect("written");
    assert!(matches!(draft.close(), Err(VaultError::Altered { .. })));
    assert!(files(&vault).is_empty());
}

#[test]
fn a_sweep_removes_what_is_old_and_referred_to_by_nothing() {
    let Place { vault, _folder } = place();
    assert_eq!(vault.sweep(&BTreeSet::new(), NOW).expect("nothing yet"), 0);
    let referred = vault.keep(b"cite", NOW).expect("kept");
    let orphan = vault.keep(b"orphelin", NOW).expect("kept");
    let draft = vault.begin(Digest::of(b"jamais fini")).expect("begun");
    // As a process that dies leaves it.
    std::mem::forget(draft);
    for path in files(&vault) {
        let file = File::options().write(true).open(path).expect("opened");
        file.set_modified(moment(NOW)).expect("touched");
    }
    let known = BTreeSet::from([referred]);
    assert_eq!(vault.sweep(&known, NOW).expect("swept"), 0, "too young");
    let later = NOW.plus_seconds(TWO_DAYS);
    assert_eq!(vault.sweep(&known, later).expect("swept"), 2);
    assert_eq!(files(&vault).len(), 1);
    assert!(vault.check(referred).is_ok());
    assert!(matches!(vault.check(orphan), Err(VaultError::Missing { .. })));
}

#[test]
fn a_folder_belongs_to_the_first_installation_that_sweeps_it() {
    let Place { vault, _folder } = place();
    let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
    assert!(vault.belongs_to(one).expect("asked"));
    assert!(vault.belongs_to(one).expect("asked"));
    assert!(!vault.belongs_to(other).expect("asked"));
}

#[test]
fn what_is_kept_again_is_no_longer_old() {
    let Place { vault, _folder } = place();
    let digest = vault.keep(b"orphelin", NOW).expect("kept");
    let later = NOW.plus_seconds(TWO_DAYS);
    vault.keep(b"orphelin", later).expect("kept again");
    assert_eq!(vault.sweep(&BTreeSet::new(), later).expect("swept"), 0);
    // An interrupted sweep had taken it aside: the next one puts it back.
    let path = files(&vault).remove(0);
    fs::rename(&path, path.with_extension("aside")).expect("moved");
    assert_eq!(vault.sweep(&BTreeSet::new(), later).expect("swept"), 0);
    assert!(vault.check(digest).is_ok());
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), b"").expect("written");
    let vault = Vault::at(folder.path().join("file/files"));
    let refused = vault.keep(b"x", NOW).expect_err("refused");
    assert!(refused.to_string().contains("n’a pas pu être conservé"), "{refused}");
}
