//! The crates that have passed in earlier runs.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::libraries::codegen::Files;
use crate::scratch;

/// A folder with a file for each crate that has passed: the key of the crate, and the seconds that its check took.
pub(super) struct Passed {
    dir: PathBuf,
    /// The hash of all that crates are compiled with.
    common: u64,
}

impl Passed {
    pub(super) fn of(dir: PathBuf, root: &Path) -> Result<Self, Failure> {
        let mut hasher = DefaultHasher::new();
        for part in ["runtime/Cargo.toml", "runtime/src", "Cargo.lock", "rust-toolchain.toml"] {
            let path = root.join(part);
            hash(&path, &mut hasher).map_err(|error| Failure::io("read", &path, &error))?;
        }
        let rustc = Command::new("rustc").arg("-vV").current_dir(root).output();
        rustc.map_err(|error| Failure::new("rustc cannot be run").why(error.to_string()))?.stdout.hash(&mut hasher);
        Ok(Self { dir, common: hasher.finish() })
    }

    /// The hash of these files and of all that they are compiled with.
    pub(super) fn key(&self, files: &Files) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.common, files).hash(&mut hasher);
        hasher.finish()
    }

    /// The time that the check of a crate took, if the crate has passed with this key.
    pub(super) fn get(&self, package: &str, key: u64) -> Option<Duration> {
        let note = fs::read_to_string(self.dir.join(package)).ok()?;
        let (noted, seconds) = note.trim_end().split_once(' ')?;
        (noted == format!("{key:016x}")).then(|| seconds.parse().map(Duration::from_secs_f64).ok())?
    }

    /// Records that a crate has passed.
    pub(super) fn add(&self, package: &str, key: u64, took: Duration) -> Result<(), Failure> {
        scratch::write(&self.dir.join(package), &format!("{key:016x} {:.1}\n", took.as_secs_f64()))
    }
}

/// Hashes a file, or all of a folder in the order of their names.
fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    path.file_name().hash(hasher);
    if !path.is_dir() {
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| hash(entry, hasher))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_passed_is_remembered_until_something_changes() {
        let dir = tempfile::tempdir().unwrap();
        let passed = Passed { dir: dir.path().join("passed"), common: 1 };
        let files = |text: &str| Files::from([("src/lib.rs".to_owned(), text.to_owned())]);
        let key = passed.key(&files("mod a;"));
        assert_eq!(passed.get("s3", key), None);
        passed.add("s3", key, Duration::from_millis(1540)).unwrap();
        assert_eq!(passed.get("s3", key), Some(Duration::from_millis(1500)));
        assert_eq!(passed.get("s3", passed.key(&files("mod b;"))), None);
        let other = Passed { dir: passed.dir.clone(), common: 2 };
        assert_eq!(other.get("s3", other.key(&files("mod a;"))), None);
    }

    #[test]
    fn every_file_of_a_folder_counts() {
        let dir = tempfile::tempdir().unwrap();
        let of = || {
            let mut hasher = DefaultHasher::new();
            hash(dir.path(), &mut hasher).unwrap();
            hasher.finish()
        };
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/b.rs"), "1").unwrap();
        let before = of();
        assert_eq!(of(), before);
        fs::write(dir.path().join("a/b.rs"), "2").unwrap();
        assert_ne!(of(), before);
    }
}
