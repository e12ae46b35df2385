//! `compare`: this project's clients beside the official ones, on the same work and the same machine: IVS RealTime, and
//! with a reference folder S3, DynamoDB and SSM.
//!
//! The work is done by the programs of `tests/compare`, a workspace of its own; this module builds them, runs them by
//! turns and makes a table of what they print. All that a run leaves is in `tests/compare/target`, and, after a full run,
//! the table in `PERFORMANCE.md`. CPU time and memory are read from what Linux has in `/proc`; elsewhere the command compiles,
//! and ends by saying so.

mod call;
mod codec;
mod cold;
mod compile;
mod cost;
mod generate;
mod incremental;
mod lines;
mod load;
mod machine;
mod memory;
mod packages;
mod report;
mod row;
mod runner;
mod samples;
mod services;
mod table;

use std::path::PathBuf;

use crate::failure::Failure;
use row::Row;
use runner::Runner;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Leave out what measures compilers: done within two minutes once its programs are built
    #[arg(long)]
    quick: bool,
    /// Measure these only; PERFORMANCE.md stays as it is
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    only: Vec<Kind>,
    /// Measure everything this often [default: 3 times what compiles, 5 times what else]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,
    /// The reference folder, which holds the models of S3, DynamoDB and SSM [default: the one that TINSMITH_REFERENCE names]
    #[arg(long, value_name = "DIR")]
    reference: Option<PathBuf>,
}

/// A kind of work, which gives one or several rows.
#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Kind {
    /// Lines of emitted code
    Lines,
    /// Packages in the build of a small program
    Packages,
    /// Compiling the client crate alone
    Compile,
    /// Building a small program again after an edit
    Incremental,
    /// Building a small program from nothing, and how large it is
    Cold,
    /// Reading and writing bodies
    Codec,
    /// One call on a canned connection
    Call,
    /// Concurrent calls over loopback
    Load,
    /// Reading a response of 50 MB
    Memory,
    /// Generating the crate from its model
    Generate,
}

const ALL: [Kind; 10] = [
    Kind::Lines,
    Kind::Compile,
    Kind::Incremental,
    Kind::Cold,
    Kind::Packages,
    Kind::Codec,
    Kind::Call,
    Kind::Load,
    Kind::Memory,
    Kind::Generate,
];

impl Kind {
    /// Returns `true` if it measures compilers, which takes long.
    fn compiles(self) -> bool {
        matches!(self, Self::Compile | Self::Incremental | Self::Cold)
    }

    /// Returns `true` if it has rows of S3, DynamoDB or SSM, too.
    fn has_services(self) -> bool {
        matches!(self, Self::Lines | Self::Compile | Self::Codec | Self::Call)
    }

    fn measure(self, runner: &mut Runner) -> Result<Vec<Row>, Failure> {
        match self {
            Self::Lines => lines::measure(runner),
            Self::Packages => packages::measure(runner),
            Self::Compile => compile::measure(runner),
            Self::Incremental => incremental::measure(runner),
            Self::Cold => cold::measure(runner),
            Self::Codec => codec::measure(runner),
            Self::Call => call::measure(runner),
            Self::Load => load::measure(runner),
            Self::Memory => memory::measure(runner),
            Self::Generate => generate::measure(runner),
        }
    }
}

/// Measures, prints the table, and after a full run puts it into `PERFORMANCE.md`.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    cost::of_children()?;
    let kinds = args.kinds();
    let mut runner = Runner::open(args.rounds)?;
    if kinds.iter().any(|kind| kind.has_services()) {
        let reference = args.reference.clone().or_else(tinsmith_reference::folder);
        runner.services = services::open(&mut runner, reference.as_deref())?;
    }
    let mut rows = Vec::new();
    let measured = kinds.iter().try_for_each(|kind| kind.measure(&mut runner).map(|measured| rows.extend(measured)));
    let table = table::markdown(&rows);
    print!("{table}");
    if kinds.iter().any(|kind| kind.has_services()) && runner.services.is_none() {
        println!("{}", services::LEFT_OUT);
    }
    // What was measured before a failure is worth an hour.
    measured?;
    if kinds == ALL { report::write(&runner, &table) } else { Ok(()) }
}

impl Args {
    fn kinds(&self) -> Vec<Kind> {
        let asked = |kind: &Kind| self.only.is_empty() || self.only.contains(kind);
        ALL.into_iter().filter(asked).filter(|kind| !self.quick || !kind.compiles()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_leaves_out_compilers_and_only_the_rest() {
        let kinds = |quick, only: &[Kind]| Args { quick, only: only.to_vec(), rounds: None, reference: None }.kinds();
        assert_eq!(kinds(false, &[]), ALL);
        assert!(kinds(true, &[]).iter().all(|kind| !kind.compiles()));
        assert_eq!(kinds(false, &[Kind::Load, Kind::Cold]), [Kind::Cold, Kind::Load]);
    }
}
