//! One call of `CreateStage` on a canned connection.

use super::row::{Goal, Row};
use super::runner::{Runner, figure};
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    runner.build(&["compare-ours", "compare-official", "compare-ceilings"])?;
    let what = "one `CreateStage` on a canned connection";
    let timed = runner.by_turns(what, &["ours", "official", "hyper"].map(|program| (program, &["call"][..])))?;
    let cpu = |index: usize| Ok(figure(&timed[index], "cpu_ns")?.map(|ns| ns / 1000.0));
    let counted =
        runner.by_turns(what, &["ours-counted", "official-counted"].map(|program| (program, &["call"][..])))?;
    let count = |name| -> Result<_, Failure> { Ok((figure(&counted[0], name)?, Some(figure(&counted[1], name)?))) };
    let (allocations, bytes) = (count("allocations")?, count("bytes")?);
    Ok(vec![
        Row::new(format!("{what}, CPU us"), cpu(0)?, Some(cpu(1)?))
            .goals(Goal::AtMost(12.0), Goal::AtMost(8.0))
            .beside(vec![("hyper without a socket", cpu(2)?)]),
        Row::new("its allocations", allocations.0, allocations.1)
            .goals(Goal::AtMostTimes(1.0 / 3.0), Goal::AtMostTimes(1.0 / 3.0)),
        Row::new("its bytes allocated", bytes.0, bytes.1),
    ])
}
