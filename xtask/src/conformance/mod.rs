//! `conformance`: the protocol tests of the reference folder, run as tests of emitted crates.
//!
//! Every model of `protocol-tests/suite` and `protocol-tests/extra` that speaks a supported protocol becomes a crate of
//! one workspace under `target/conformance`, with its cases as tests; a model without cases must compile. The cases of
//! endpoint rules run as a test of the workspace. A case that is expected to fail is named in
//! `tests/expected-failures.json` with a reason, and is itself a failure once it passes.

mod cases;
mod endpoints;
mod expected;
mod rules;
mod table;
mod workspace;

use std::path::PathBuf;

use cases::{Suite, Verdict};
use expected::Expected;
use table::{Tally, table};
use workspace::Workspace;

use crate::checkout::root;
use crate::failure::Failure;
use crate::progress::Progress;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The reference folder, which holds `protocol-tests` [default: the one that TINSMITH_REFERENCE names]
    #[arg(long, value_name = "DIR")]
    reference: Option<PathBuf>,
}

/// Runs all cases, prints a table, and fails if a case does.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let Some(reference) = args.reference.clone().or_else(tinsmith_reference::folder) else {
        return Err(Failure::new("there is no reference folder to take the protocol tests from")
            .help("name it with `--reference DIR` or in TINSMITH_REFERENCE"));
    };
    let mut suites = cases::read(&reference)?;
    let mut expected = Expected::read(&root().join("tests/expected-failures.json"))?;
    let workspace = Workspace::generate(&root(), &mut suites)?;
    let mut progress = Progress::stderr();
    let steps = suites.iter().filter(|suite| suite.is_spoken()).count() + 1;
    let built = workspace.build(&mut progress, steps)?;
    for suite in suites.iter_mut().filter(|suite| suite.is_spoken()) {
        suite.verdicts = workspace.test(suite, &built)?;
        expected.judge(&suite.name, &mut suite.verdicts);
    }
    progress.begin(steps, steps, "endpoint rules");
    let endpoints = endpoints::run(&root(), &reference)?;
    drop(progress);
    print!("{}", table(&suites, endpoints));
    conclude(&suites, endpoints, &expected)
}

fn conclude(suites: &[Suite], endpoints: Tally, expected: &Expected) -> Result<(), Failure> {
    for suite in suites {
        for (test, verdict) in &suite.verdicts {
            match verdict {
                Verdict::Failed => println!("failed: {}: {test}", suite.name),
                Verdict::UnexpectedPass => println!("failed: {}: {test} passes now: take it off the list", suite.name),
                Verdict::Expected(reason) => println!("expected failure: {}: {test}: {reason}", suite.name),
                Verdict::Passed => {}
            }
        }
        suite.notes.iter().for_each(|note| println!("left out: {}: {note}", suite.name));
    }
    let unused = expected.unused();
    unused.iter().for_each(|entry| println!("failed: {entry} is expected to fail, but there is no such case"));
    let all = Tally::of(suites);
    let (passed, failed) = (all.passed + endpoints.passed, all.failed + endpoints.failed + unused.len());
    println!("{passed} passed, {failed} failed");
    match (all.passed, failed) {
        (0, 0) => Err(Failure::new("no case was run").why("the reference folder has none for a supported protocol")),
        (_, 0) => Ok(()),
        _ => Err(Failure::new(format!("{failed} protocol tests failed"))
            .help("run `cargo test -p NAME --test protocol` in target/conformance to see how")),
    }
}
