//! Runs Cargo over emitted crates, and finds those that compile without a diagnostic.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::Krate;
use super::passed::Passed;
use crate::failure::Failure;
use crate::messages::{self, Message};
use crate::progress::Progress;

/// The verdict on a crate.
pub(super) enum Verdict {
    /// It compiles, after this time.
    Passed(Duration),
    /// The diagnostics of the compiler, warnings included.
    Failed(Vec<String>),
}

/// Checks group after group of the crates in a workspace.
pub(super) struct Check<'a> {
    dir: &'a Path,
    crates: PathBuf,
    passed: &'a Passed,
    total: usize,
    progress: Progress,
    began: BTreeMap<String, Instant>,
    verdicts: BTreeMap<String, Verdict>,
}

impl<'a> Check<'a> {
    pub(super) fn new(dir: &'a Path, passed: &'a Passed, total: usize, progress: Progress) -> Self {
        let (began, verdicts) = (BTreeMap::new(), BTreeMap::new());
        Self { dir, crates: dir.join("crates"), passed, total, progress, began, verdicts }
    }

    /// The crates that Cargo got to.
    pub(super) fn verdicts(self) -> BTreeMap<String, Verdict> {
        self.verdicts
    }

    /// Checks crates that use the runtime with the same features.
    pub(super) fn run(&mut self, group: &[&Krate]) -> Result<(), Failure> {
        let mut cargo = Command::new("cargo");
        cargo.arg("check").args(group.iter().flat_map(|krate| ["--package", &krate.package]));
        cargo.current_dir(self.dir).env("CARGO_TARGET_DIR", self.dir.join("target"));
        let (crates, mut output) = (self.crates.clone(), String::new());
        let status = messages::run(&mut cargo, &crates, |message| self.handle(message, group, &mut output))?;
        match status.success() || group.iter().any(|krate| self.verdicts.contains_key(&krate.package)) {
            true => Ok(()),
            false => Err(Failure::new("cargo could not check the crates in target/sweep").why(output)),
        }
    }

    fn handle(&mut self, message: Message, group: &[&Krate], output: &mut String) -> Result<(), Failure> {
        match message {
            Message::Begun(package) => {
                self.progress.begin(self.began.len() + 1, self.total, &format!("check {package}"));
                self.began.insert(package, Instant::now());
            }
            Message::Done(package, _) => self.done(package, group)?,
            Message::Diagnostic(package, text) => match self.verdicts.get_mut(&package) {
                Some(Verdict::Failed(texts)) => texts.push(text),
                _ => drop(self.verdicts.insert(package, Verdict::Failed(vec![text]))),
            },
            Message::Other(line) => *output += &(line + "\n"),
        }
        Ok(())
    }

    /// Records a crate that compiles, unless there was a warning.
    fn done(&mut self, package: String, group: &[&Krate]) -> Result<(), Failure> {
        if self.verdicts.contains_key(&package) {
            return Ok(());
        }
        let took = self.began.get(&package).map(Instant::elapsed).unwrap_or_default();
        if let Some(krate) = group.iter().find(|krate| krate.package == package) {
            self.passed.add(&package, krate.key, took)?;
        }
        self.verdicts.insert(package, Verdict::Passed(took));
        Ok(())
    }
}
