//! The summary of a run, a line per crate.

use super::compare::{Change, Plan};
use super::emit::Crate;
use crate::aligned;
use crate::text::counted;

/// An aligned line per crate: its size, its time and its changes.
pub(crate) fn table(crates: &[Crate], plans: &[Plan<'_>]) -> String {
    let mut rows = vec![["crate", "operations", "shapes", "lines", "ms", ""].map(str::to_owned)];
    for plan in plans {
        let emitted = crates.iter().find(|emitted| plan.change != Change::Removed && emitted.name == plan.name);
        rows.push(match emitted {
            Some(emitted) => row(emitted, plan),
            None => [plan.name.clone(), "-".into(), "-".into(), "-".into(), "-".into(), changes(plan)],
        });
    }
    aligned::table(&rows, 1)
}

/// The notes of the generator, a line each.
pub(crate) fn notes(crates: &[Crate]) -> String {
    let notes = crates.iter().flat_map(|emitted| emitted.notes.iter().map(|note| (&emitted.name, note)));
    notes.map(|(name, note)| format!("note: {name}: {note}\n")).collect()
}

fn row(emitted: &Crate, plan: &Plan<'_>) -> [String; 6] {
    [
        emitted.name.clone(),
        emitted.operations.to_string(),
        emitted.shapes.to_string(),
        emitted.lines().to_string(),
        emitted.elapsed.as_millis().to_string(),
        changes(plan),
    ]
}

/// `12 files written, 1 deleted`
fn changes(plan: &Plan<'_>) -> String {
    let files = |number| counted(number, "file");
    match (plan.writes.len(), plan.stale.len()) {
        _ if plan.change == Change::Removed => format!("removed, {} deleted", files(plan.stale.len())),
        (0, 0) => "unchanged".into(),
        (written, 0) => format!("{} written", files(written)),
        (0, deleted) => format!("{} deleted", files(deleted)),
        (written, deleted) => format!("{} written, {deleted} deleted", files(written)),
    }
}
