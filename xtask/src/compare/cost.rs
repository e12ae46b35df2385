//! The cost of a child process, with the processes that it starts.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// The file in which Linux shows the CPU time of a process (`proc_pid_stat(5)`).
const STAT: &str = "/proc/self/stat";

/// The unit of times there: `USER_HZ` is 100 on every architecture for which there is Rust on Linux.
const TICK: Duration = Duration::from_millis(10);

/// The cost of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds of CPU, in user and system mode.
    pub(crate) cpu: f64,
    /// Seconds of wall time.
    pub(crate) wall: f64,
}

/// Runs a command to its end. Nothing else may run below this process meanwhile.
pub(crate) fn of(command: &mut Command) -> Result<Cost, Failure> {
    let (before, begin) = (of_children()?, Instant::now());
    output(command)?;
    let wall = begin.elapsed().as_secs_f64();
    Ok(Cost { cpu: (of_children()? - before).as_secs_f64(), wall })
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
///
/// # Errors
///
/// Fails off Linux.
pub(crate) fn of_children() -> Result<Duration, Failure> {
    let failure = |why: String| {
        Failure::new("the system does not tell CPU time").why(why).help("`cargo xtask compare` measures on Linux only")
    };
    let stat = fs::read_to_string(STAT).map_err(|error| failure(format!("{STAT}: {error}")))?;
    read(&stat).ok_or_else(|| failure(format!("{STAT} has another form than is known: {stat}")))
}

/// Reads `cutime` and `cstime`, the fields 16 and 17.
fn read(stat: &str) -> Option<Duration> {
    // The second field is the name of the program in brackets, which may hold anything.
    let (_, third) = stat.rsplit_once(") ")?;
    let mut ticks = third.split_whitespace().skip(16 - 3).map(|field| field.parse::<u32>().ok());
    Some(TICK * (ticks.next()?? + ticks.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_that_of_children_that_have_ended() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 120 999 0 0 31 32 150 25 20 0 1 0 100 8192 1 18446744073709551615";
        assert_eq!(read(stat), Some(Duration::from_millis(1750)));
        for broken in ["", "7 (a) S 1 7 7 0 -1 4194560 120 999 0 0 31 32 150", "7 (a) S 1 7 7 0 -1 4 1 9 0 0 3 3 x 25"]
        {
            assert_eq!(read(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_command_that_fails_says_why() {
        let failure = output(Command::new(env!("CARGO")).arg("--no-such-option")).unwrap_err().to_string();
        assert!(failure.starts_with("error: could not run "), "{failure}");
        assert!(failure.contains("cargo --no-such-option\n  why: exit "), "{failure}");
        assert!(failure.contains("unexpected argument '--no-such-option'"), "{failure}");
    }
}
