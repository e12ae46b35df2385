//! The peak of memory in a call whose response is a list of 50 MB.

use super::row::{Goal, Row};
use super::runner::{Runner, figure};
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    runner.build(&["compare-ours", "compare-official"])?;
    let what = "peak memory in a call with a response of 50 MB";
    let run = |program: &'static str| (program, &["memory"][..]);
    let programs = ["ours-counted", "official-counted", "ours", "official"];
    let figures = runner.by_turns(what, &programs.map(run))?;
    let (ours, official) = (&figures[0], &figures[1]);
    let least = figure(ours, "output_mb")?.median() + figure(ours, "body_mb")?.median();
    Ok(vec![
        Row::new(
            format!("{what}, MB allocated at a time"),
            figure(ours, "peak_mb")?,
            Some(figure(official, "peak_mb")?),
        )
        .goals(Goal::AtMostTimes(0.7), Goal::AtMost(least)),
        Row::new("the output of it, MB", figure(ours, "output_mb")?, Some(figure(official, "output_mb")?)),
        Row::new(
            format!("{what}, MB resident in the process"),
            figure(&figures[2], "resident_mb")?,
            Some(figure(&figures[3], "resident_mb")?),
        )
        .goals(Goal::AtMostTimes(0.7), Goal::AtMost(least)),
    ])
}
