//! What a run has done, one line per crate.

use super::compare::{Fate, Plan};
use super::emit::Crate;
use crate::workspace::counted;

/// An aligned line per crate: what it holds, how long it took, what changed.
pub(crate) fn table(crates: &[Crate], plans: &[Plan<'_>]) -> String {
    let mut rows = vec![["crate", "operations", "shapes", "lines", "ms", ""].map(str::to_owned)];
    for plan in plans {
        let emitted = crates.iter().find(|emitted| plan.fate != Fate::Goes && emitted.name == plan.name);
        rows.push(match emitted {
            Some(emitted) => row(emitted, plan),
            None => [plan.name.clone(), "-".into(), "-".into(), "-".into(), "-".into(), changes(plan)],
        });
    }
    align(&rows)
}

/// What was left out and the like, a line each.
pub(crate) fn notes(crates: &[Crate]) -> String {
    let notes = crates.iter().flat_map(|emitted| emitted.notes.iter().map(|note| (&emitted.name, note)));
    notes.map(|(name, note)| format!("note: {name}: {note}\n")).collect()
}

fn row(emitted: &Crate, plan: &Plan<'_>) -> [String; 6] {
    [
        emitted.name.clone(),
        emitted.operations.to_string(),
        emitted.shapes.to_string(),
        emitted.files.values().map(|text| text.lines().count()).sum::<usize>().to_string(),
        emitted.elapsed.as_millis().to_string(),
        changes(plan),
    ]
}

/// `12 files written, 1 deleted`
fn changes(plan: &Plan<'_>) -> String {
    let files = |number| counted(number, "file");
    match (plan.writes.len(), plan.stale.len()) {
        _ if plan.fate == Fate::Goes => format!("removed, {} deleted", files(plan.stale.len())),
        (0, 0) => "unchanged".into(),
        (written, 0) => format!("{} written", files(written)),
        (0, deleted) => format!("{} deleted", files(deleted)),
        (written, deleted) => format!("{} written, {deleted} deleted", files(written)),
    }
}

/// Names to the left, figures to the right, the changes after them.
fn align(rows: &[[String; 6]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4].map(width);
    let line = |[name, figures @ .., changes]: &[String; 6]| {
        let mut line = format!("{name:<0$}", widths[0]);
        for (figure, width) in figures.iter().zip(&widths[1..]) {
            line.push_str(&format!("  {figure:>width$}"));
        }
        format!("{line}  {changes}").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let rows = [
            ["crate", "operations", "shapes", "lines", "ms", ""],
            ["s3", "107", "912", "40312", "1250", "unchanged"],
            ["ivsrealtime", "40", "151", "9842", "210", "3 files written, 1 deleted"],
        ];
        let expected = "\
crate        operations  shapes  lines    ms
s3                  107     912  40312  1250  unchanged
ivsrealtime          40     151   9842   210  3 files written, 1 deleted
";
        assert_eq!(align(&rows.map(|row| row.map(str::to_owned))), expected);
    }
}
