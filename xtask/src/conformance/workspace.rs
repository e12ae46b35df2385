//! The workspace of emitted crates in which the cases run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cases::{Suite, Verdict};
use crate::failure::Failure;
use crate::libraries::{codegen, model};
use crate::messages::{self, Message};
use crate::progress::Progress;
use crate::scratch;

/// A workspace under `target/conformance`.
pub(super) struct Workspace {
    root: PathBuf,
    dir: PathBuf,
}

impl Workspace {
    /// Generates a crate for each suite whose protocol is spoken. Notes of the generator are kept in the suite.
    pub(super) fn generate(root: &Path, suites: &mut [Suite]) -> Result<Self, Failure> {
        let dir = root.join("target/conformance");
        for suite in suites.iter_mut().filter(|suite| suite.is_spoken()) {
            let generated = generate(suite)?;
            suite.notes = generated.notes;
            for (path, contents) in generated.files {
                scratch::write(&dir.join(suite.package()).join(path), &contents)?;
            }
        }
        let members: Vec<_> = suites.iter().filter(|suite| suite.is_spoken()).map(Suite::package).collect();
        scratch::workspace(&dir, root, &members)?;
        Ok(Self { root: root.to_path_buf(), dir })
    }

    /// Builds the protocol tests of all crates, and the libraries of those without cases. One run of Cargo compiles the
    /// runtime once, with the features that any of them asks for: that each crate asks for what it needs is for `sweep`.
    pub(super) fn build(&self, progress: &mut Progress, steps: usize) -> Result<Built, Failure> {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--workspace", "--lib", "--test", "protocol", "--no-default-features"]);
        cargo.current_dir(&self.dir).env("CARGO_TARGET_DIR", self.root.join(scratch::TARGET));
        let (mut built, mut begun) = (Built::default(), 0);
        let status = messages::run(&mut cargo, &self.dir, |message| {
            if let Message::Begun(package) = &message {
                begun += 1;
                progress.begin(begun, steps, &format!("compile {package}"));
            }
            built.add(message);
            Ok(())
        })?;
        match status.success() || !built.artifacts.is_empty() {
            true => Ok(built),
            false => Err(Failure::new("cargo could not build the crates in target/conformance").why(built.output)),
        }
    }

    /// Runs the protocol tests of a crate; one without cases must compile.
    pub(super) fn test(&self, suite: &Suite, built: &Built) -> Result<BTreeMap<String, Verdict>, Failure> {
        let package = suite.package();
        let artifacts = built.artifacts.get(&package).map(Vec::as_slice).unwrap_or_default();
        if suite.cases == 0 && !artifacts.is_empty() {
            return Ok([("it compiles".to_owned(), Verdict::Passed)].into());
        }
        let failed = Failure::new(format!("the tests of {package} did not run"));
        let Some(test) = artifacts.iter().flatten().next() else {
            return Err(failed.why(built.diagnostics.get(&package).unwrap_or(&built.output).clone()));
        };
        let output = match Command::new(test).current_dir(self.dir.join(&package)).output() {
            Ok(output) => output,
            Err(error) => return Err(Failure::io("run", test, &error)),
        };
        let verdicts = verdicts(&String::from_utf8_lossy(&output.stdout));
        match verdicts.is_empty() {
            true => Err(failed.why(String::from_utf8_lossy(&output.stderr).into_owned())),
            false => Ok(verdicts),
        }
    }
}

/// The result of a build, by packages.
#[derive(Default)]
pub(super) struct Built {
    /// The targets that compile, with the executables of tests.
    artifacts: BTreeMap<String, Vec<Option<PathBuf>>>,
    diagnostics: BTreeMap<String, String>,
    /// Other lines of Cargo.
    output: String,
}

impl Built {
    fn add(&mut self, message: Message) {
        match message {
            Message::Begun(_) => {}
            Message::Done(package, executable) => self.artifacts.entry(package).or_default().push(executable),
            Message::Diagnostic(package, text) => *self.diagnostics.entry(package).or_default() += &text,
            Message::Other(line) => self.output += &(line + "\n"),
        }
    }
}

fn generate(suite: &Suite) -> Result<codegen::Generated, Failure> {
    let name = suite.path.display().to_string();
    let options = model::Options { protocols: &[&suite.protocol], ..model::Options::default() };
    let source = model::Source { name: &name, text: &suite.text };
    let failed = |why: String| Failure::new(format!("{name} cannot be generated from")).why(why);
    let model = model::load(&source, &options).map_err(|report| failed(report.to_string()))?;
    let options = codegen::Options { crate_name: suite.package(), runtime: codegen::Runtime::Workspace };
    codegen::generate(&model, &options)
        .map_err(|problems| failed(problems.iter().map(|problem| format!("{problem}\n")).collect()))
}

/// The lines `test NAME ... ok` and `test NAME ... FAILED` of a test runner.
fn verdicts(output: &str) -> BTreeMap<String, Verdict> {
    let lines = output.lines().filter_map(|line| line.strip_prefix("test ")?.split_once(" ... "));
    let verdict = |outcome: &str| if outcome == "ok" { Verdict::Passed } else { Verdict::Failed };
    lines.map(|(name, outcome)| (name.to_owned(), verdict(outcome))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_from_the_runner() {
        let output = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\ntest result: FAILED. 1 passed; 1 failed\n";
        let verdicts = verdicts(output);
        assert_eq!(verdicts.len(), 2);
        assert!(matches!((&verdicts["a"], &verdicts["b"]), (Verdict::Passed, Verdict::Failed)));
    }
}
