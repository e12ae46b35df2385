//! The cases of `smithy.rules#endpointTests`, which a test of the workspace runs through the interpreter of rules.

use std::path::Path;
use std::process::Command;

use super::table::Tally;
use crate::failure::Failure;

/// Runs the test, and counts its results.
pub(super) fn run(root: &Path, reference: &Path) -> Result<Tally, Failure> {
    let reference = std::path::absolute(reference).map_err(|error| Failure::io("find", reference, &error))?;
    let output = Command::new("cargo")
        // With the features of the whole workspace, for which `cargo test` compiles it anyway.
        .args(["test", "--locked", "--quiet", "--workspace", "--test", "endpoints"])
        .current_dir(root)
        .env(tinsmith_reference::VARIABLE, reference)
        .output()
        .map_err(|error| Failure::new("cargo cannot be run").why(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let tally = tally(&text);
    match tally.passed + tally.failed {
        0 => Err(Failure::new("the cases of endpoint rules did not run").why(text.into_owned())),
        _ if !output.status.success() && tally.failed == 0 => {
            Err(Failure::new("the test of endpoint rules failed").why(text.into_owned()))
        }
        _ => Ok(tally),
    }
}

/// The sum of the lines `N passed, M failed`.
fn tally(text: &str) -> Tally {
    let counts = text.lines().filter_map(|line| {
        let (passed, failed) = line.split_once(" passed, ")?;
        Some((passed.parse::<usize>().ok()?, failed.strip_suffix(" failed")?.parse::<usize>().ok()?))
    });
    counts.fold(Tally::default(), |sum, (passed, failed)| Tally {
        passed: sum.passed + passed,
        failed: sum.failed + failed,
        ..sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_all_tests_are_summed() {
        let sum = tally("1 passed, 2 failed\ntest x\nmany passed, 1 failed\n40 passed, 0 failed\n");
        assert_eq!((sum.passed, sum.failed), (41, 2));
    }
}
