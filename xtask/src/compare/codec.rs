//! Reading responses and writing requests, without a connection.

use super::row::{Goal, Row};
use super::runner::{Figures, Runner, figure};
use super::samples::Samples;
use crate::failure::Failure;

/// The programs, the ceilings last.
const PROGRAMS: [&str; 4] = ["ours", "official", "serde-json", "sonic"];

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    runner.build(&["compare-ours", "compare-official", "compare-ceilings"])?;
    let reads = [
        ("ordered", "read a page of 1000 participants, 233 KB", 2.5),
        ("unknown", "the same, all members of participants unknown", 3.0),
        ("reversed", "the same, members in reverse order", 3.0),
    ];
    let mut rows = Vec::new();
    for (layout, what, aim) in reads {
        let mut row = compared(runner, &["parse", layout], &format!("{what}, MB/s"), "mb_per_s")?
            .goals(Goal::AtLeastTimes(2.0), Goal::AtLeastTimes(aim));
        if layout == "ordered" {
            row.must.push(Goal::Ceilings);
        }
        rows.push(row);
    }
    let write =
        compared(runner, &["write"], "write `StartComposition` with every member set, 1000/s", "thousands_per_s")?;
    rows.push(write.goals(Goal::AtLeastTimes(3.0), Goal::AtLeastTimes(5.0)));
    let what = "part of that: dropping the input, 1000/s";
    rows.push(both(runner, ["ours", "official"], "write-drop", what, "thousands_per_s")?);
    if let Some(workspace) = runner.services.clone() {
        runner.build_in(&workspace, &["services-ours", "services-official"])?;
        rows.extend(services(runner)?);
    }
    Ok(rows)
}

/// The rows of bodies of DynamoDB, S3 and SSM.
fn services(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let mut row = |task, what, name| both(runner, ["services-ours", "services-official"], task, what, name);
    let twice = |row: Row| row.goals(Goal::AtLeastTimes(2.0), Goal::AtLeastTimes(2.0));
    Ok(vec![
        twice(row("query", "read a `Query` page of 1000 items, 397 KB, MB/s", "mb_per_s")?),
        row("query-drop", "part of that: dropping the output, MB/s", "mb_per_s")?,
        twice(row("batch-write", "write a `BatchWriteItem` of 25 items, 1000/s", "thousands_per_s")?),
        row("batch-write-drop", "part of that: dropping the input, 1000/s", "thousands_per_s")?,
        twice(row("list-objects", "read a `ListObjectsV2` page of 1000 keys, 401 KB, MB/s", "mb_per_s")?),
        row("list-parameters", "read a `GetParametersByPath` page of 1000, 275 KB, MB/s", "mb_per_s")?,
        twice(row("put-parameter", "write `PutParameter` with every member set, 1000/s", "thousands_per_s")?),
        row("put-parameter-drop", "part of that: dropping the input, 1000/s", "thousands_per_s")?,
    ])
}

/// The row of a task, of our program and the official one.
fn both(runner: &mut Runner, programs: [&'static str; 2], task: &str, what: &str, name: &str) -> Result<Row, Failure> {
    let figures = runner.by_turns(what, &programs.map(|program| (program, std::slice::from_ref(&task))))?;
    Ok(Row::new(what, figure(&figures[0], name)?, Some(figure(&figures[1], name)?)))
}

/// The row of a task, with its ceilings.
fn compared(runner: &mut Runner, args: &[&str], what: &str, name: &str) -> Result<Row, Failure> {
    let figures = runner.by_turns(what, &PROGRAMS.map(|program| (program, args)))?;
    let of = |figures: &Figures| -> Result<Samples, Failure> { figure(figures, name) };
    let ceilings = vec![("serde_json", of(&figures[2])?), ("sonic-rs", of(&figures[3])?)];
    Ok(Row::new(what, of(&figures[0])?, Some(of(&figures[1])?)).beside(ceilings))
}
