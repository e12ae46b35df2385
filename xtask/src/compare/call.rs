//! One call of `CreateStage` on a canned connection, and one of `GetParameter` of SSM.

use super::row::{Goal, Row};
use super::runner::{Figures, Runner, figure};
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    runner.build(&["compare-ours", "compare-official", "compare-ceilings"])?;
    let (programs, counted) = (["ours", "official", "hyper"], ["ours-counted", "official-counted"]);
    let [cpu, allocations, bytes] = call(runner, "CreateStage", &programs, counted)?;
    let mut rows = vec![
        cpu.goals(Goal::AtMost(12.0), Goal::AtMost(8.0)),
        allocations.goals(Goal::AtMostTimes(1.0 / 3.0), Goal::AtMostTimes(1.0 / 3.0)),
        bytes,
    ];
    if let Some(workspace) = runner.services.clone() {
        runner.build_in(&workspace, &["services-ours", "services-official"])?;
        let counted = ["services-ours-counted", "services-official-counted"];
        rows.extend(call(runner, "GetParameter", &["services-ours", "services-official"], counted)?);
    }
    Ok(rows)
}

/// The rows of one call of an operation: its CPU time, its allocations and their bytes. `programs` are that of ours, that of
/// the official client, and at most one that sends the request without a client.
fn call(runner: &mut Runner, operation: &str, programs: &[&str], counted: [&str; 2]) -> Result<[Row; 3], Failure> {
    let what = format!("one `{operation}` on a canned connection");
    let runs: Vec<_> = programs.iter().map(|program| (*program, &["call"][..])).collect();
    let timed = runner.by_turns(&what, &runs)?;
    let counted = runner.by_turns(&what, &counted.map(|program| (program, &["call"][..])))?;
    let cpu = |figures: &Figures| -> Result<_, Failure> { Ok(figure(figures, "cpu_ns")?.map(|ns| ns / 1000.0)) };
    let hyper = timed[2..].iter().map(|figures| Ok(("hyper without a socket", cpu(figures)?)));
    let count = |what, name| -> Result<_, Failure> {
        Ok(Row::new(what, figure(&counted[0], name)?, Some(figure(&counted[1], name)?)))
    };
    Ok([
        Row::new(format!("{what}, CPU us"), cpu(&timed[0])?, Some(cpu(&timed[1])?))
            .beside(hyper.collect::<Result<_, Failure>>()?),
        count("its allocations", "allocations")?,
        count("its bytes allocated", "bytes")?,
    ])
}
