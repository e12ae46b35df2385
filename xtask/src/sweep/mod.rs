//! `sweep`: every model of a folder becomes a crate that compiles without warnings.
//!
//! Crates are generated in memory, on all cores. Those that have not passed before, with these files on this runtime,
//! are written to one workspace under `target/sweep` and checked there by Cargo, with the lints of their manifests.
//! A crate that passes is recorded at once, so that a run after an interruption, or after a change that concerns few
//! crates, compiles only the others.

mod check;
mod emission;
mod models;
mod passed;
mod table;
mod workspace;

use std::path::PathBuf;
use std::time::Duration;

use workspace::Workspace;

use crate::checkout::root;
use crate::failure::Failure;
use crate::text::counted;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of Smithy JSON models, instead of `models` in the reference folder
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// The reference folder, which holds `models` [default: the one that TINSMITH_REFERENCE names]
    #[arg(long, value_name = "DIR")]
    reference: Option<PathBuf>,
    /// Only these models: names of files without `.json`, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Generate in memory; write and compile nothing
    #[arg(long)]
    no_check: bool,
}

/// A model and its outcome.
struct Swept {
    /// The name of its file without the ending.
    model: String,
    krate: Option<Krate>,
    outcome: Outcome,
}

/// The facts of an emitted crate, without its files.
struct Krate {
    package: String,
    protocol: String,
    operations: usize,
    lines: usize,
    /// Notes of the generator.
    notes: Vec<String>,
    generating: Duration,
    checking: Option<Duration>,
    /// The runtime as its manifest asks for it: crates with the same features are checked together.
    runtime: String,
    /// The hash of its files and of all that they are compiled with.
    key: u64,
}

enum Outcome {
    /// The crate was generated, and is checked next unless the options say not to.
    Generated,
    Passed,
    /// The crate has passed in an earlier run.
    PassedBefore,
    /// For this reason.
    Skipped(String),
    /// With this text.
    Failed(String),
}

/// Sweeps, prints a table, and fails if a model does.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let models = models::select(&args.folder()?, &args.only)?;
    let workspace = if args.no_check { None } else { Some(Workspace::of(&root())?) };
    let mut swept = emission::all(&models, workspace.as_ref());
    if let Some(workspace) = &workspace {
        workspace.check(&mut swept)?;
    }
    print!("{}", table::of(&swept));
    for (it, krate) in swept.iter().filter_map(|it| Some((it, it.krate.as_ref()?))) {
        krate.notes.iter().for_each(|note| println!("note: {}: {note}", it.model));
    }
    conclude(&swept)
}

impl Args {
    fn folder(&self) -> Result<PathBuf, Failure> {
        let reference = || self.reference.clone().or_else(tinsmith_reference::folder);
        let of_reference = || reference().map(|reference| reference.join("models"));
        self.models.clone().or_else(of_reference).ok_or_else(|| {
            Failure::new("there is no folder to take models from")
                .help("name it with `--models DIR`, or the reference folder in TINSMITH_REFERENCE")
        })
    }
}

fn conclude(swept: &[Swept]) -> Result<(), Failure> {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for it in swept {
        match &it.outcome {
            Outcome::Failed(text) => {
                failed += 1;
                println!("\nfailed: {}\n{}", it.model, text.trim_end());
            }
            Outcome::Skipped(_) => skipped += 1,
            Outcome::Generated | Outcome::Passed | Outcome::PassedBefore => passed += 1,
        }
    }
    if skipped > 0 {
        println!("skipped, and not passed: {} of protocols that are not spoken yet", counted(skipped, "model"));
    }
    println!("{passed} passed, {failed} failed");
    match (passed, failed) {
        (0, 0) => Err(Failure::new("no model was generated from")),
        (_, 0) => Ok(()),
        _ => Err(Failure::new(format!("{} failed", counted(failed, "model")))
            .help("the crates are in target/sweep/crates; `--only NAME` tries one again")),
    }
}
