//! Compiling a client crate alone, with its dependencies there already.

use std::path::Path;

use super::cold::{LEAN, OURS};
use super::cost;
use super::row::{Goal, Row};
use super::samples::Samples;
use super::workshop::Workshop;
use crate::failure::Failure;

/// The crates, each with a program that says which features it is compiled with.
const CRATES: [(&str, &str); 2] = [("ivsrealtime", OURS), ("aws-sdk-ivsrealtime", LEAN)];

pub(crate) fn measure(workshop: &mut Workshop) -> Result<Vec<Row>, Failure> {
    let release = both(workshop, "release")?.goals(Goal::AtMost(4.0), Goal::AtMost(2.0));
    let debug = both(workshop, "dev")?.goals(Goal::AtMost(3.0), Goal::AtMost(1.5));
    Ok(vec![release, debug])
}

fn both(workshop: &mut Workshop, profile: &str) -> Result<Row, Failure> {
    let name = if profile == "dev" { "debug" } else { profile };
    let what = format!("{name} compile of the crate alone");
    let mut sides = Vec::new();
    for (index, (krate, program)) in CRATES.into_iter().enumerate() {
        workshop.tell(index + 1, CRATES.len(), &format!("building what {krate} depends on"));
        let manifest = workshop.copy(program)?;
        cargo(workshop, "build", profile, krate, &manifest)?;
        sides.push((krate, manifest, Vec::new()));
    }
    for round in 0..workshop.builds {
        workshop.tell(round + 1, workshop.builds, &what);
        for (krate, manifest, seconds) in &mut sides {
            cargo(workshop, "clean", profile, krate, manifest)?;
            seconds.push(cargo(workshop, "build", profile, krate, manifest)?);
        }
    }
    let [ours, official] = [0, 1].map(|side: usize| Samples::new(sides[side].2.clone()));
    Ok(Row::new(format!("{what}, CPU s"), ours, Some(official)))
}

/// Lets Cargo do something with a crate in the workspace of a program, and gives the CPU time in seconds.
fn cargo(workshop: &Workshop, act: &str, profile: &str, krate: &str, manifest: &Path) -> Result<f64, Failure> {
    let args = [act, "--profile", profile, "--offline", "--package", krate, "--manifest-path"];
    Ok(cost::of(workshop.cargo(&args).arg(manifest))?.cpu)
}
