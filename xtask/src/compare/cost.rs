//! What a child process costs, with all that it starts.

use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::failure::Failure;

/// What a command took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds of CPU, in user and system mode.
    pub(crate) cpu: f64,
    /// Seconds that went by.
    pub(crate) wall: f64,
}

/// Runs a command to its end. Nothing else may run below this process meanwhile.
pub(crate) fn of(command: &mut Command) -> Result<Cost, Failure> {
    let (before, begin) = (children()?, Instant::now());
    output(command)?;
    let wall = begin.elapsed().as_secs_f64();
    Ok(Cost { cpu: (children()? - before).as_secs_f64(), wall })
}

/// The standard output of a command that must succeed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let what = format!("could not run {}", shown(command));
    let failed = |why: String| Failure::new(&what).why(why);
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(failed(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end()))),
    }
}

/// A command as it would be typed.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// The CPU time of all children that have ended, and of theirs.
fn children() -> Result<Duration, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN);
    let usage = usage.map_err(|error| Failure::new("the system does not tell CPU time").why(error.to_string()))?;
    let duration = |time: TimeVal| {
        Duration::from_secs(time.tv_sec().unsigned_abs()) + Duration::from_micros(time.tv_usec().unsigned_abs())
    };
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_that_of_the_whole_family() {
        let busy = "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done";
        let cost = of(Command::new("sh").args(["-c", &format!("sh -c '{busy}'; sleep 0.1")])).unwrap();
        assert!(cost.wall >= 0.1 && cost.cpu > 0.0, "{cost:?}");
    }

    #[test]
    fn a_command_that_fails_says_why() {
        let failure = output(Command::new("sh").args(["-c", "echo no >&2; exit 1"])).unwrap_err().to_string();
        assert_eq!(failure, "error: could not run sh -c echo no >&2; exit 1\n  why: exit status: 1\n    no");
    }
}
