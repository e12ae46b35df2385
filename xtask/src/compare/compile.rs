//! Compiling a client crate alone, with its dependencies there already.

use std::path::{Path, PathBuf};

use super::cold::{LEAN, OURS};
use super::cost;
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use super::services::SERVICES;
use crate::failure::Failure;

/// A crate, in a workspace that says which features it is compiled with.
type Crate = (&'static str, PathBuf);

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let crates = [("ivsrealtime", runner.copy(OURS)?), ("aws-sdk-ivsrealtime", runner.copy(LEAN)?)];
    let (what, rounds) = ("compile of the crate alone", runner.builds);
    let mut rows = vec![
        both(runner, &crates, "release", &format!("release {what}"), rounds)?
            .goals(Goal::AtMost(4.0), Goal::AtMost(2.0)),
        both(runner, &crates, "dev", &format!("debug {what}"), rounds)?.goals(Goal::AtMost(3.0), Goal::AtMost(1.5)),
    ];
    if let Some(workspace) = runner.services.clone() {
        let manifest = workspace.join("Cargo.toml");
        for service in &SERVICES {
            let crates = [service.ours, service.official].map(|krate| (krate, manifest.clone()));
            let what = format!("release {what}, {}", service.name);
            let row = both(runner, &crates, "release", &what, runner.service_builds)?;
            rows.push(row.goals(Goal::AtMostTimes(1.0 / 8.0), Goal::AtMostTimes(1.0 / 8.0)));
        }
    }
    Ok(rows)
}

fn both(runner: &mut Runner, crates: &[Crate; 2], profile: &str, what: &str, rounds: usize) -> Result<Row, Failure> {
    for (index, (krate, manifest)) in crates.iter().enumerate() {
        runner.tell(index + 1, crates.len(), &format!("building what {krate} depends on"));
        cargo(runner, "build", profile, krate, manifest)?;
    }
    let mut seconds = [const { Vec::new() }; 2];
    for round in 0..rounds {
        runner.tell(round + 1, rounds, what);
        for ((krate, manifest), seconds) in crates.iter().zip(&mut seconds) {
            cargo(runner, "clean", profile, krate, manifest)?;
            seconds.push(cargo(runner, "build", profile, krate, manifest)?);
        }
    }
    let [ours, official] = seconds.map(Samples::new);
    Ok(Row::new(format!("{what}, CPU s"), ours, Some(official)))
}

/// Runs a command of Cargo on a crate of a workspace, and returns the CPU time in seconds.
fn cargo(runner: &Runner, act: &str, profile: &str, krate: &str, manifest: &Path) -> Result<f64, Failure> {
    let args = [act, "--profile", profile, "--offline", "--package", krate, "--manifest-path"];
    Ok(cost::of(runner.cargo(&args).arg(manifest))?.cpu)
}
