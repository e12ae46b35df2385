//! `cargo xtask generate`: models in, client crates out.
//!
//! The guarantees:
//!
//! - Nothing is written for any crate before every model has been read and generated from without a problem.
//! - Only files whose bytes differ are written, each by renaming a whole file into place, so there is never half a
//!   file, and Cargo sees no reason to rebuild what has not changed.
//! - A file is deleted only if it is stale and carries the mark of the generator ([`mark`]). Other people's files are
//!   neither deleted nor overwritten.
//! - A run that is interrupted is finished by the next one ([`mod@write`]), and between the two the workspace still loads.
//! - `--check` is the same path up to the point of writing.
//!
//! Not guarded against: two runs on the same crates at once, and a power cut (nothing is flushed to the disk).

mod check;
mod compare;
pub(crate) mod emit;
mod mark;
pub(crate) mod place;
pub(crate) mod source;
mod summary;
#[cfg(test)]
mod tests;
mod write;

use std::path::{Path, PathBuf};

use crate::checkout;
use crate::failure::Failure;
use crate::progress::Progress;
use place::Place;
use source::Job;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail and show the first difference if the crates are out of date
    #[arg(long)]
    check: bool,
    /// Generate from this Smithy JSON model instead of those in model/services
    #[arg(long, value_name = "FILE", requires = "out")]
    model: Option<PathBuf>,
    /// Write the crate of --model to this directory, as a crate that builds on its own
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The service of --model to take, where it has several: a shape id or its name
    #[arg(long, value_name = "ID", requires = "model")]
    service: Option<String>,
    /// The name of the crate, instead of the one that follows from the model
    #[arg(long, value_name = "NAME", requires = "model", value_parser = source::crate_name)]
    crate_name: Option<String>,
    /// The protocol to speak, where --model offers several: a trait id or its name, such as `restJson1`
    #[arg(long, value_name = "NAME", requires = "model", value_parser = source::protocol)]
    protocol: Option<&'static str>,
    /// A file of `apply` statements that correct --model
    #[arg(long, value_name = "FILE", requires = "model")]
    fixups: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (jobs, place) = args.task()?;
    let outcome = generate(&jobs, &place, args.check.then(|| command(std::env::args().skip(1))))?;
    eprint!("{}", outcome.notes);
    println!("{}", outcome.text.trim_end());
    Ok(())
}

/// Writes the crate of a model to a directory, as one that builds on its own.
pub(crate) fn alone(model: &Path, out: &Path) -> Result<(), Failure> {
    let job = Job { model: model.to_path_buf(), fixups: None, service: None, crate_name: None, protocol: None };
    generate(&[job], &Place::alone(out, &checkout::root())?, None).map(drop)
}

/// The output of a run without failure.
struct Outcome {
    notes: String,
    text: String,
}

/// Generates and writes, or only compares if `check` holds the command that would write.
fn generate(jobs: &[Job], place: &Place, check: Option<String>) -> Result<Outcome, Failure> {
    let crates = emit::all(jobs, place, &mut Progress::stderr())?;
    let plans = compare::all(&crates, place)?;
    let text = match check {
        Some(command) => check::verdict(&plans, &command)?,
        None => {
            compare::nothing_in_the_way(&plans)?;
            write::all(&place.staging, &plans)?;
            summary::table(&crates, &plans)
        }
    };
    let notes = summary::notes(&crates) + &place.note().map(|note| format!("note: {note}\n")).unwrap_or_default();
    Ok(Outcome { notes, text })
}

impl Args {
    /// The crates to generate, and their place.
    fn task(&self) -> Result<(Vec<Job>, Place), Failure> {
        let root = checkout::root();
        match (&self.model, &self.out) {
            (Some(model), Some(out)) => Ok((vec![self.job(model)], Place::alone(out, &root)?)),
            _ => Ok((source::of_checkout(&root)?, Place::checkout(&root))),
        }
    }

    fn job(&self, model: &Path) -> Job {
        Job {
            model: model.to_path_buf(),
            fixups: self.fixups.clone(),
            service: self.service.clone(),
            crate_name: self.crate_name.clone(),
            protocol: self.protocol,
        }
    }
}

/// The command that writes what this one checks.
fn command(args: impl Iterator<Item = String>) -> String {
    let args = args.filter(|arg| arg != "--check");
    let quoted = args.map(|arg| if arg.contains(char::is_whitespace) { format!("'{arg}'") } else { arg });
    std::iter::once("cargo xtask".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}
