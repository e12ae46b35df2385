//! Generating a crate: from the JSON of its model to formatted files.

use std::process::Command;

use super::cost;
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use crate::checkout::root;
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let what = "generate IVS RealTime, from JSON to formatted files";
    runner.tell(1, 1, "building xtask");
    let build = ["build", "--release", "--locked", "--package", "xtask"];
    cost::output(runner.cargo(&build).current_dir(root()))?;
    let (mut wall, mut cpu) = (Vec::new(), Vec::new());
    for round in 0..runner.runs {
        runner.tell(round + 1, runner.runs, what);
        let out = runner.clear("generated")?;
        let mut command = Command::new(runner.program("xtask"));
        command.current_dir(root()).args(["generate", "--model", "model/services/ivs-realtime.json", "--fixups"]);
        let cost = cost::of(command.args(["model/fixups/ivs-realtime.json", "--out"]).arg(out))?;
        wall.push(cost.wall * 1000.0);
        cpu.push(cost.cpu * 1000.0);
    }
    runner.clear("generated")?;
    Ok(vec![
        Row::new(format!("{what}, ms"), Samples::new(wall), None).goals(Goal::AtMost(300.0), Goal::AtMost(100.0)),
        Row::new("the same, CPU ms", Samples::new(cpu), None),
    ])
}
