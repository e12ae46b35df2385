//! The machine and the versions behind the figures.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::cost;
use super::runner::Runner;
use super::services::{self, SERVICES};
use crate::failure::Failure;
use crate::text::read_text;

/// Crates whose versions belong to the figures.
const CRATES: [&str; 6] = ["aws-sdk-ivsrealtime", "aws-smithy-runtime", "hyper", "rustls", "serde_json", "sonic-rs"];

/// Machine, date and versions, as a list in Markdown.
pub(crate) fn facts(runner: &Runner) -> Result<String, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = line("/proc/cpuinfo", "model name");
    let memory = line("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0 / 1024.0;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let release: String = kernel.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let date = cost::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let rustc = cost::output(Command::new("rustc").arg("--version").current_dir(&runner.dir))?;
    let left_out = if runner.services.is_some() { String::new() } else { format!("- {}\n", services::LEFT_OUT) };
    Ok(format!(
        "- Machine: {cores} cores of {model}, {memory:.0} GiB of memory, Linux {release}\n- Date: {}\n\
         - Versions: {}, {}\n- Rounds: {} of builds, {} of those of S3, DynamoDB and SSM, {} of programs\n",
        date.trim(),
        rustc.trim(),
        versions(runner)?,
        runner.builds,
        runner.service_builds,
        runner.runs,
    ) + &left_out)
}

/// The value after a name and a colon in a file of `/proc`.
fn line(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    value.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}

/// The versions in the lock files of the programs.
fn versions(runner: &Runner) -> Result<String, Failure> {
    let mut found = locked(&runner.dir, &CRATES)?;
    if let Some(workspace) = &runner.services {
        found.extend(locked(workspace, &SERVICES.map(|service| service.official))?);
    }
    Ok(found.join(", "))
}

/// The versions of crates in the lock file of a workspace.
fn locked(workspace: &Path, crates: &[&str]) -> Result<Vec<String>, Failure> {
    let path = workspace.join("Cargo.lock");
    let lock = read_text(&path)?;
    let versions = |name: &&str| {
        let head = format!("name = \"{name}\"\nversion = \"");
        let found = lock.match_indices(&head).filter_map(|(at, _)| lock[at + head.len()..].split('"').next());
        found.map(|version| format!("{name} {version}")).collect::<Vec<_>>()
    };
    Ok(crates.iter().flat_map(versions).collect())
}
