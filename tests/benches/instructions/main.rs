//! Instructions that the codecs and a call take, counted by valgrind: unlike times, they do not move with the load.
//!
//! `cargo bench -p tinsmith-tests --bench instructions` runs this program under valgrind once for each row and number of
//! repetitions; what the process does besides is the same in both and drops out of the difference. Valgrind shows the
//! program a processor without SHA extensions, so hashes count more than they cost.

#![allow(missing_docs, clippy::unwrap_used)]

#[allow(unreachable_pub)] // shared with the benches of the runtime
#[path = "../../../runtime/benches/support/page.rs"]
mod page;
mod work;

use std::env;
use std::process::{Command, ExitCode};

use work::WORK;

/// Set in the process that is counted: the index of the work, and how often it is done.
const CHILD: &str = "TINSMITH_COUNTED";

fn main() -> ExitCode {
    if let Ok(child) = env::var(CHILD) {
        work(&child);
        return ExitCode::SUCCESS;
    }
    if let Err(error) = Command::new("valgrind").arg("--version").output() {
        println!("skipped: no instructions were counted, because valgrind cannot be started: {error}");
        return ExitCode::SUCCESS;
    }
    println!("| work | instructions |\n|---|--:|");
    for (index, work) in WORK.iter().enumerate() {
        let (few, many) = (count(index, 1), count(index, 1 + work.times));
        println!("| {} | {} |", work.name, thousands((many - few) / work.times));
    }
    ExitCode::SUCCESS
}

/// Does what the process was started for.
fn work(child: &str) {
    let (index, times) = child.split_once(' ').unwrap();
    let mut work = (WORK[index.parse::<usize>().unwrap()].prepare)();
    for _ in 0..times.parse::<u64>().unwrap() {
        work();
    }
}

/// The instructions of a process that does the work so many times.
fn count(index: usize, times: u64) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .env(CHILD, format!("{index} {times}"))
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "valgrind fails:\n{report}");
    let collected = report.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    collected.unwrap_or_else(|| panic!("valgrind says no number of instructions:\n{report}"))
}

/// `1234567` as `1,234,567`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}
