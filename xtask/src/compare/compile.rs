//! Compiling a client crate alone, with its dependencies there already.

use super::cost;
use super::row::{Goal, Row};
use super::samples::Samples;
use super::workshop::Workshop;
use crate::failure::Failure;

const CRATES: [&str; 2] = ["ivsrealtime", "aws-sdk-ivsrealtime"];

pub(crate) fn measure(workshop: &mut Workshop) -> Result<Vec<Row>, Failure> {
    let release = both(workshop, "release")?.goals(Goal::AtMost(4.0), Goal::AtMost(2.0));
    let debug = both(workshop, "dev")?.goals(Goal::AtMost(3.0), Goal::AtMost(1.5));
    Ok(vec![release, debug])
}

fn both(workshop: &mut Workshop, profile: &str) -> Result<Row, Failure> {
    let name = if profile == "dev" { "debug" } else { profile };
    let what = format!("{name} compile of the crate alone");
    let mut seconds = [Vec::new(), Vec::new()];
    for (index, krate) in CRATES.iter().enumerate() {
        workshop.tell(index + 1, CRATES.len(), &format!("building what {krate} depends on"));
        compile(workshop, profile, krate)?;
    }
    for round in 0..workshop.builds {
        workshop.tell(round + 1, workshop.builds, &what);
        for (krate, seconds) in CRATES.iter().zip(&mut seconds) {
            cost::output(&mut workshop.cargo(&["clean", "--profile", profile, "--package", krate]))?;
            seconds.push(compile(workshop, profile, krate)?);
        }
    }
    let [ours, official] = seconds.map(Samples::new);
    Ok(Row::new(format!("{what}, CPU s"), ours, Some(official)))
}

/// Compiles what of a crate is not compiled yet, and gives the CPU time in seconds.
fn compile(workshop: &Workshop, profile: &str, krate: &str) -> Result<f64, Failure> {
    let args = ["build", "--profile", profile, "--locked", "--offline", "--package", krate];
    Ok(cost::of(&mut workshop.cargo(&args))?.cpu)
}
