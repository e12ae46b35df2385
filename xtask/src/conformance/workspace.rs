//! The workspace of emitted crates in which the cases run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cases::{Suite, Verdict};
use crate::failure::Failure;
use crate::libraries::{codegen, model};
use crate::scratch;

/// A workspace under `target/conformance`.
pub(super) struct Workspace {
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
        Ok(Self { dir })
    }

    /// Runs the protocol tests of a crate; one without cases must compile.
    pub(super) fn test(&self, suite: &Suite) -> Result<BTreeMap<String, Verdict>, Failure> {
        let package = suite.package();
        let what: &[&str] = if suite.cases > 0 { &["--test", "protocol"] } else { &["--lib", "--no-run"] };
        let output = Command::new("cargo")
            .args(["test", "--offline", "--package", &package])
            .args(what)
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", self.dir.join("target"))
            .output()
            .map_err(|error| Failure::new("cargo cannot be run").why(error.to_string()))?;
        if suite.cases == 0 && output.status.success() {
            return Ok([("it compiles".to_owned(), Verdict::Passed)].into());
        }
        let verdicts = verdicts(&String::from_utf8_lossy(&output.stdout));
        match verdicts.is_empty() {
            true => Err(Failure::new(format!("the tests of {package} did not run"))
                .why(String::from_utf8_lossy(&output.stderr).into_owned())),
            false => Ok(verdicts),
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
