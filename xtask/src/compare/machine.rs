//! On what the figures were measured, and of what.

use std::fs;
use std::process::Command;

use super::cost;
use super::workshop::Workshop;
use crate::failure::Failure;

/// Crates whose versions belong to the figures.
const CRATES: [&str; 6] = ["aws-sdk-ivsrealtime", "aws-smithy-runtime", "hyper", "rustls", "serde_json", "sonic-rs"];

/// Machine, date and versions, as a list in Markdown.
pub(crate) fn facts(workshop: &Workshop) -> Result<String, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = line("/proc/cpuinfo", "model name");
    let memory = line("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0 / 1024.0;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let release: String = kernel.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let date = cost::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let rustc = cost::output(Command::new("rustc").arg("--version").current_dir(&workshop.dir))?;
    Ok(format!(
        "- Machine: {cores} cores of {model}, {memory:.0} GiB of memory, Linux {release}\n- Date: {}\n\
         - Versions: {}, {}\n- Rounds: {} of builds, {} of programs\n",
        date.trim(),
        rustc.trim(),
        versions(workshop)?,
        workshop.builds,
        workshop.runs,
    ))
}

/// What stands behind a name and a colon in a file of `/proc`.
fn line(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    value.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}

/// The versions in the lock file of the programs.
fn versions(workshop: &Workshop) -> Result<String, Failure> {
    let path = workshop.dir.join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let versions = |name: &str| {
        let head = format!("name = \"{name}\"\nversion = \"");
        let found = lock.match_indices(&head).filter_map(|(at, _)| lock[at + head.len()..].split('"').next());
        found.map(|version| format!("{name} {version}")).collect::<Vec<_>>()
    };
    Ok(CRATES.into_iter().flat_map(versions).collect::<Vec<_>>().join(", "))
}
