//! Building a small program again after an edit of its `main.rs`.

use std::fs;
use std::path::PathBuf;

use super::cold::{LEAN, OURS};
use super::cost::{self, Cost};
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use crate::failure::Failure;
use crate::text::read_text;

/// The text that is edited: the name of the stage.
const LITERAL: &str = "\"lobby\"";

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let what = "debug build of a small program after an edit";
    let mut programs = Vec::new();
    for (step, name) in [OURS, LEAN].into_iter().enumerate() {
        runner.tell(step + 1, 2, &format!("building {name} in debug"));
        let program = Program::copy(runner, name)?;
        program.edit_and_build(runner, 0)?;
        programs.push((program, Vec::new()));
    }
    for round in 1..=runner.runs {
        runner.tell(round, runner.runs, what);
        for (program, costs) in &mut programs {
            costs.push(program.edit_and_build(runner, round)?);
        }
    }
    let samples = |side: usize, figure: fn(&Cost) -> f64| Samples::new(programs[side].1.iter().map(figure).collect());
    let row = |what: &str, figure| {
        let row = Row::new(what, samples(0, figure), Some(samples(1, figure)));
        row.goals(Goal::AtMostTimes(0.7), Goal::AtMostTimes(0.4))
    };
    Ok(vec![row(&format!("{what}, s"), |cost| cost.wall), row("the same, CPU s", |cost| cost.cpu)])
}

/// A copy of a small program.
struct Program {
    manifest: PathBuf,
    /// Its `main.rs` before any edit.
    text: String,
}

impl Program {
    fn copy(runner: &Runner, name: &str) -> Result<Self, Failure> {
        let manifest = runner.copy(name)?;
        let text = read_text(&manifest.with_file_name("src").join("main.rs"))?;
        match text.contains(LITERAL) {
            true => Ok(Self { manifest, text }),
            false => Err(Failure::new(format!("there is no {LITERAL} to edit in {name} of tests/compare"))),
        }
    }

    /// Edits the program so that it differs from all rounds before, and builds it.
    fn edit_and_build(&self, runner: &Runner, round: usize) -> Result<Cost, Failure> {
        let main = self.manifest.with_file_name("src").join("main.rs");
        let edited = self.text.replace(LITERAL, &format!("\"lobby {round}\""));
        fs::write(&main, edited).map_err(|error| Failure::io("write", &main, &error))?;
        cost::of(runner.cargo(&["build", "--offline", "--manifest-path"]).arg(&self.manifest))
    }
}
