//! Runs Cargo over emitted crates, and finds those that compile without a diagnostic.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Krate;
use super::passed::Passed;
use crate::failure::Failure;
use crate::messages::{Message, listen};
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
        let failed = |error: io::Error| Failure::new("cargo cannot be run").why(error.to_string());
        let mut cargo = self.cargo(group).map_err(failed)?;
        let (Some(stdout), Some(stderr)) = (cargo.stdout.take(), cargo.stderr.take()) else { return Ok(()) };
        let (crates, mut output) = (self.crates.clone(), String::new());
        thread::scope(|scope| {
            listen(scope, stdout, stderr, &crates)
                .into_iter()
                .try_for_each(|message| self.handle(message, group, &mut output))
        })?;
        let status = cargo.wait().map_err(failed)?;
        match status.success() || group.iter().any(|krate| self.verdicts.contains_key(&krate.package)) {
            true => Ok(()),
            false => Err(Failure::new("cargo could not check the crates in target/sweep").why(output)),
        }
    }

    fn cargo(&self, group: &[&Krate]) -> io::Result<Child> {
        Command::new("cargo")
            .args(["check", "--offline", "--keep-going", "--message-format", "json"])
            .args(group.iter().flat_map(|krate| ["--package", &krate.package]))
            .current_dir(self.dir)
            .env("CARGO_TARGET_DIR", self.dir.join("target"))
            // Each crate is compiled once: keeping parts for the next time costs time and a lot of disk.
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
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
