//! The commands a maintainer types, as `cargo xtask <command>`.
//!
//! This crate is the only one that touches files: it reads models, hands their text to the libraries and puts what
//! comes back where it belongs. A command is one module with an `Args` and a `run`, and one line in [`Command`].

mod aligned;
mod checkout;
mod compare;
mod conformance;
mod failure;
mod generate;
mod libraries;
mod messages;
mod progress;
mod scratch;
mod sweep;
mod text;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", about = "Maintains this checkout of tinsmith")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the client crates from their models
    Generate(generate::Args),
    /// Run the protocol tests of the reference folder against emitted crates
    Conformance(conformance::Args),
    /// Generate every model of a folder and check that each crate compiles without warnings
    Sweep(sweep::Args),
    /// Measure this project's IVS RealTime client beside the official one, and print a table (on Linux)
    Compare(compare::Args),
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Generate(args) => generate::run(args),
        Command::Conformance(args) => conformance::run(args),
        Command::Sweep(args) => sweep::run(args),
        Command::Compare(args) => compare::run(args),
    }
}
