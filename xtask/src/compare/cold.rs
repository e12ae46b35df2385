//! Building a small program from nothing: static credentials, one call.

use std::fs;
use std::process::Command;

use super::cost::{self, Cost};
use super::load::Server;
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use crate::failure::Failure;

/// The program with this project's client and its default features.
pub(crate) const OURS: &str = "program-ours";
/// The program with the official client in its leanest configuration that works.
pub(crate) const LEAN: &str = "program-official-lean";
/// The program with the official client and its default features.
pub(crate) const DEFAULT: &str = "program-official-default";

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let what = "cold release build of a small program";
    let server = Server::start(runner)?;
    let mut builds = [const { Vec::new() }; 3];
    for round in 0..runner.builds {
        for (program, builds) in [OURS, LEAN, DEFAULT].into_iter().zip(&mut builds) {
            runner.tell(round + 1, runner.builds, &format!("{what}: {program}"));
            builds.push(build(runner, program, &server.url)?);
        }
    }
    let [ours, lean, default] = builds;
    let of =
        |builds: &[(Cost, f64)], figure: fn(&(Cost, f64)) -> f64| Samples::new(builds.iter().map(figure).collect());
    let row =
        |what: &str, official: &[(Cost, f64)], figure| Row::new(what, of(&ours, figure), Some(of(official, figure)));
    let (cpu, wall) = (|it: &(Cost, f64)| it.0.cpu, |it: &(Cost, f64)| it.0.wall);
    let size = |it: &(Cost, f64)| it.1;
    Ok(vec![
        row(&format!("{what}, against leanest, CPU s"), &lean, cpu)
            .goals(Goal::AtMostTimes(0.5), Goal::AtMostTimes(0.4)),
        row("the same, s", &lean, wall),
        row(&format!("{what}, against default features, CPU s"), &default, cpu),
        row("the same, s", &default, wall),
        row("stripped release binary, against leanest, MB", &lean, size)
            .goals(Goal::AtMostTimes(0.6), Goal::AtMostTimes(0.45)),
        row("stripped release binary, against default features, MB", &default, size),
    ])
}

/// Builds a program from nothing, sees that it works, and gives what the build cost and how large the program is in MB.
fn build(runner: &Runner, program: &str, url: &str) -> Result<(Cost, f64), Failure> {
    let target = runner.clear("cold")?;
    let args = ["build", "--release", "--locked", "--offline", "--package", program];
    let cost = cost::of(runner.cargo(&args).env("CARGO_TARGET_DIR", &target))?;
    let binary = target.join("release").join(program);
    let size = fs::metadata(&binary).map_err(|error| Failure::io("read", &binary, &error))?.len();
    let printed = cost::output(Command::new(&binary).arg(url))?;
    if !printed.starts_with("Some(\"arn:aws:ivs:") {
        return Err(Failure::new(format!("{program} does not work")).why(format!("it has printed `{printed}`")));
    }
    runner.clear("cold")?;
    Ok((cost, size as f64 / 1e6))
}
