//! Building a small program again after an edit of its `main.rs`.

use std::fs;
use std::path::Path;

use super::cold::{LEAN, OURS};
use super::cost::{self, Cost};
use super::row::{Goal, Row};
use super::samples::Samples;
use super::workshop::Workshop;
use crate::failure::Failure;

/// What is edited: the name of the stage.
const LITERAL: &str = "\"lobby\"";

pub(crate) fn measure(workshop: &mut Workshop) -> Result<Vec<Row>, Failure> {
    let what = "debug build of a small program after an edit";
    let programs = [OURS, LEAN];
    let mut costs = [const { Vec::new() }; 2];
    for (step, program) in programs.iter().enumerate() {
        workshop.tell(step + 1, programs.len(), &format!("building {program} in debug"));
        lay(workshop, program)?;
        build(workshop, program, 0)?;
    }
    for round in 1..=workshop.runs {
        workshop.tell(round, workshop.runs, what);
        for (program, costs) in programs.iter().zip(&mut costs) {
            costs.push(build(workshop, program, round)?);
        }
    }
    let row = |what: &str, figure: fn(&Cost) -> f64| {
        let [ours, official] = costs.each_ref().map(|costs| Samples::new(costs.iter().map(figure).collect()));
        Row::new(what, ours, Some(official)).goals(Goal::AtMostTimes(0.7), Goal::AtMostTimes(0.4))
    };
    Ok(vec![row(&format!("{what}, s"), |cost| cost.wall), row("the same, CPU s", |cost| cost.cpu)])
}

/// Copies a program to the target directory, where it may be edited. It is as deep there as in `programs`, so that the
/// relative paths of its manifest lead where they should.
fn lay(workshop: &Workshop, program: &str) -> Result<(), Failure> {
    let (from, to) =
        (workshop.dir.join("programs").join(program.trim_start_matches("program-")), workshop.target.join(program));
    let sources = to.join("src");
    fs::create_dir_all(&sources).map_err(|error| Failure::io("create", &sources, &error))?;
    copy(&from.join("Cargo.toml"), &to.join("Cargo.toml"))?;
    copy(&from.join("src/main.rs"), &to.join("src/main.rs"))?;
    copy(&workshop.dir.join("Cargo.lock"), &to.join("Cargo.lock"))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map(drop).map_err(|error| Failure::io("copy", from, &error))
}

/// Edits the program so that it differs from all rounds before, and builds it.
fn build(workshop: &Workshop, program: &str, round: usize) -> Result<Cost, Failure> {
    let dir = workshop.target.join(program);
    let (main, manifest) = (dir.join("src/main.rs"), dir.join("Cargo.toml").display().to_string());
    let name = program.trim_start_matches("program-");
    let source = workshop.dir.join("programs").join(name).join("src/main.rs");
    let text = fs::read_to_string(&source).map_err(|error| Failure::io("read", &source, &error))?;
    let edited = text.replace(LITERAL, &format!("\"lobby {round}\""));
    if edited == text {
        return Err(Failure::new(format!("there is no {LITERAL} to edit in the program {name} of tests/compare")));
    }
    fs::write(&main, edited).map_err(|error| Failure::io("write", &main, &error))?;
    cost::of(&mut workshop.cargo(&["build", "--offline", "--manifest-path", &manifest]))
}
