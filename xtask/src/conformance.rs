//! `conformance`: the protocol tests of the reference folder, run as tests of emitted crates.
//!
//! Every model of `protocol-tests/suite` and `protocol-tests/extra` that speaks a supported protocol becomes a crate of
//! one workspace under `target/conformance`, with its cases as tests. A case that is expected to fail is named in
//! `tests/expected-failures.json` with a reason, and is itself a failure once it passes.

mod cases;
mod expected;
mod rules;
mod workbench;

use std::path::PathBuf;

use cases::{Suite, Verdict};
use expected::Expected;
use workbench::Workbench;

use crate::failure::Failure;
use crate::progress::Progress;
use crate::workspace::root;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The reference folder, which holds `protocol-tests`
    #[arg(long, env = "TINSMITH_REFERENCE", value_name = "DIR")]
    reference: Option<PathBuf>,
}

/// Runs all cases, prints a table, and fails if a case does.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let Some(reference) = &args.reference else {
        return Err(Failure::new("there is no reference folder to take the protocol tests from")
            .help("name it with `--reference DIR` or in TINSMITH_REFERENCE"));
    };
    let mut suites = cases::read(reference)?;
    let mut expected = Expected::read(&root().join("tests/expected-failures.json"))?;
    let workbench = Workbench::lay(&root(), &mut suites)?;
    let mut progress = Progress::stderr();
    let runnable = suites.iter().filter(|suite| suite.is_spoken()).count();
    for (step, suite) in suites.iter_mut().filter(|suite| suite.is_spoken()).enumerate() {
        progress.begin(step + 1, runnable, &suite.name);
        suite.verdicts = workbench.test(&suite.package())?;
        expected.judge(&suite.name, &mut suite.verdicts);
    }
    drop(progress);
    print!("{}", table(&suites));
    conclude(&suites, &expected)
}

fn conclude(suites: &[Suite], expected: &Expected) -> Result<(), Failure> {
    for suite in suites {
        for (test, verdict) in &suite.verdicts {
            match verdict {
                Verdict::Failed => println!("failed: {}: {test}", suite.name),
                Verdict::Surprise => println!("failed: {}: {test} passes now: take it off the list", suite.name),
                Verdict::Expected(reason) => println!("expected failure: {}: {test}: {reason}", suite.name),
                Verdict::Passed => {}
            }
        }
        suite.notes.iter().for_each(|note| println!("left out: {}: {note}", suite.name));
    }
    let unused = expected.unused();
    unused.iter().for_each(|entry| println!("failed: {entry} is expected to fail, but there is no such case"));
    let passed = count(suites, |verdict| matches!(verdict, Verdict::Passed));
    let failed = count(suites, |verdict| matches!(verdict, Verdict::Failed | Verdict::Surprise)) + unused.len();
    println!("{passed} passed, {failed} failed");
    match (passed, failed) {
        (0, 0) => Err(Failure::new("no case was run").why("the reference folder has none for a supported protocol")),
        (_, 0) => Ok(()),
        _ => Err(Failure::new(format!("{failed} protocol tests failed"))
            .help("run `cargo test -p NAME --test protocol` in target/conformance to see how")),
    }
}

fn count(suites: &[Suite], counts: fn(&Verdict) -> bool) -> usize {
    suites.iter().flat_map(|suite| suite.verdicts.values()).filter(|verdict| counts(verdict)).count()
}

/// A row per model, the protocols that are not spoken yet among them.
fn table(suites: &[Suite]) -> String {
    let mut text = format!(
        "{:<44} {:<12} {:>6} {:>6} {:>6} {:>8}\n",
        "model", "protocol", "cases", "passed", "failed", "expected"
    );
    for suite in suites {
        let of = |counts: fn(&Verdict) -> bool| suite.verdicts.values().filter(|verdict| counts(verdict)).count();
        let protocol = suite.protocol.rsplit('#').next().unwrap_or_default();
        text += &format!("{:<44} {:<12} {:>6}", suite.name, protocol, suite.cases);
        text += &match suite.is_spoken() {
            true => format!(
                " {:>6} {:>6} {:>8}\n",
                of(|verdict| matches!(verdict, Verdict::Passed)),
                of(|verdict| matches!(verdict, Verdict::Failed | Verdict::Surprise)),
                of(|verdict| matches!(verdict, Verdict::Expected(_))),
            ),
            false => "      - the protocol is not spoken yet: skipped\n".to_owned(),
        };
    }
    text
}
