//! The workspace in which emitted crates are checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::check::{Check, Verdict};
use super::passed::Passed;
use super::{Krate, Outcome, Swept};
use crate::failure::Failure;
use crate::generate::emit::Crate;
use crate::progress::Progress;
use crate::scratch;

/// A workspace under `target/sweep`.
pub(super) struct Workspace {
    root: PathBuf,
    dir: PathBuf,
    passed: Passed,
    names: Mutex<BTreeSet<String>>,
    /// Keeps other sweeps out for as long as this one lasts, however it ends.
    _lock: File,
}

impl Workspace {
    pub(super) fn of(root: &Path) -> Result<Self, Failure> {
        let dir = root.join("target/sweep");
        let lock = lock(&dir)?;
        let passed = Passed::of(dir.join("passed"), root)?;
        Ok(Self { root: root.to_path_buf(), dir, passed, names: Mutex::default(), _lock: lock })
    }

    /// Writes a crate, unless it has passed as it is.
    pub(super) fn add(&self, krate: &mut Krate, emitted: &Crate) -> Result<Outcome, Failure> {
        if !self.names.lock().is_ok_and(|mut names| names.insert(krate.package.clone())) {
            return Err(Failure::new(format!("another model gives a crate named `{}` too", krate.package)));
        }
        krate.key = self.passed.key(&emitted.files);
        krate.checking = self.passed.get(&krate.package, krate.key);
        if krate.checking.is_some() {
            return Ok(Outcome::PassedBefore);
        }
        let dir = self.dir.join("crates").join(&krate.package);
        match fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::io("delete", &dir, &error)),
            _ => emitted.files.iter().try_for_each(|(path, text)| scratch::write(&dir.join(path), text))?,
        }
        Ok(Outcome::Generated)
    }

    /// Checks the crates that have not passed before: together where they use the runtime with the same features.
    pub(super) fn check(&self, swept: &mut [Swept]) -> Result<(), Failure> {
        let pending = || swept.iter().filter(|it| matches!(it.outcome, Outcome::Generated));
        let mut groups = BTreeMap::<&str, Vec<&Krate>>::new();
        for krate in pending().filter_map(|it| it.krate.as_ref()) {
            groups.entry(&krate.runtime).or_default().push(krate);
        }
        let members: Vec<_> = groups.values().flatten().map(|krate| format!("crates/{}", krate.package)).collect();
        scratch::workspace(&self.dir, &self.root, &members)?;
        let mut check = Check::new(&self.dir, &self.passed, members.len(), Progress::stderr());
        for group in groups.values() {
            check.run(group)?;
        }
        let verdicts = check.verdicts();
        for it in swept.iter_mut().filter(|it| matches!(it.outcome, Outcome::Generated)) {
            let Some(krate) = &mut it.krate else { continue };
            it.outcome = match verdicts.get(&krate.package) {
                Some(Verdict::Passed(took)) => {
                    krate.checking = Some(*took);
                    Outcome::Passed
                }
                Some(Verdict::Failed(diagnostics)) => Outcome::Failed(shortened(diagnostics)),
                None => Outcome::Failed("cargo did not get to this crate".to_owned()),
            };
        }
        Ok(())
    }
}

/// Takes the folder for one sweep: two would overwrite each other's workspace.
fn lock(dir: &Path) -> Result<File, Failure> {
    let path = dir.join("lock");
    let failed = |error: &io::Error| Failure::io("lock", &path, error);
    fs::create_dir_all(dir).map_err(|error| Failure::io("create", dir, &error))?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| failed(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::new("another sweep is checking crates in this checkout")
            .help("wait for it to end; `--no-check` needs no place of its own and can run beside it")),
        Err(TryLockError::Error(error)) => Err(failed(&error)),
    }
}

/// The greatest number of diagnostics of one crate that are shown.
const SHOWN: usize = 5;

fn shortened(diagnostics: &[String]) -> String {
    let mut text = diagnostics.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("\n");
    if diagnostics.len() > SHOWN {
        text += &format!("\n... and {} more", diagnostics.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_for_one_sweep_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let first = lock(&dir.path().join("sweep")).unwrap();
        let failure = lock(&dir.path().join("sweep")).unwrap_err().to_string();
        assert!(failure.starts_with("error: another sweep is checking crates in this checkout"), "{failure}");
        drop(first);
        lock(&dir.path().join("sweep")).unwrap();
    }
}
