//! The number of packages that the build of a small program compiles.

use std::collections::BTreeSet;

use super::cold::{DEFAULT, LEAN, OURS};
use super::cost;
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let ours = packages(runner, OURS)?;
    let (lean, default) = (packages(runner, LEAN)?, packages(runner, DEFAULT)?);
    Ok(vec![
        Row::new("packages in that build, against leanest", ours.clone(), Some(lean))
            .goals(Goal::AtMost(85.0), Goal::AtMost(60.0)),
        Row::new("packages in that build, against default features", ours, Some(default)),
    ])
}

/// The packages that a program needs on this machine, build scripts and macros among them, and without the program.
fn packages(runner: &Runner, program: &str) -> Result<Samples, Failure> {
    let args = ["tree", "--locked", "--offline", "--edges", "normal,build", "--prefix", "none", "--package", program];
    Ok(Samples::exactly((distinct(&cost::output(&mut runner.cargo(&args))?) - 1) as f64))
}

/// The names and versions in the output of `cargo tree`, where a package stands as often as it is needed.
fn distinct(tree: &str) -> usize {
    let package = |line: &str| line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    tree.lines().filter(|line| !line.is_empty()).map(package).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_count_once() {
        assert_eq!(distinct("program v0.0.0 (/a)\nb v1.0.0\nb v2.0.0\nc v1.0.0 (proc-macro)\n\nb v1.0.0 (*)\n"), 4);
    }
}
