//! Concurrent calls over loopback.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::row::{Goal, Row};
use super::runner::{Runner, figure};
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    runner.build(&["compare-ours", "compare-official", "compare-ceilings"])?;
    let server = Server::start(runner)?;
    let args = ["load", &server.url];
    let what = "64 concurrent calls over loopback";
    let figures = runner.by_turns(what, &["ours", "official", "hyper"].map(|program| (program, &args[..])))?;
    let row = |unit: &str, name: &str| -> Result<Row, Failure> {
        let row = Row::new(format!("{what}, {unit}"), figure(&figures[0], name)?, Some(figure(&figures[1], name)?));
        let row = row.goals(Goal::AtLeastTimes(1.5), Goal::Ceilings);
        Ok(row.beside(vec![("hyper alone", figure(&figures[2], name)?)]))
    };
    Ok(vec![row("calls/s", "calls_per_s")?, row("calls/CPU s of the client", "calls_per_cpu_s")?])
}

/// A server in a process of its own. It ends with its standard input, so also when this process is killed.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start(runner: &mut Runner) -> Result<Self, Failure> {
        runner.build(&["compare-server"])?;
        let failed = |why: String| Failure::new("the server of tests/compare cannot be run").why(why);
        let mut command = Command::new(runner.program("compare-server"));
        let process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = process.map_err(|error| failed(error.to_string()))?;
        let stdout = process.stdout.take().ok_or_else(|| failed("it has no standard output".to_owned()))?;
        let mut url = String::new();
        BufReader::new(stdout).read_line(&mut url).map_err(|error| failed(error.to_string()))?;
        Ok(Self { process, url: url.trim_end().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
