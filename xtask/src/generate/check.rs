//! The verdict of `--check`: the directories are up to date, or the first difference.

use super::compare::{Change, Plan, Write};
use crate::checkout::shown;
use crate::failure::Failure;
use crate::text::counted;

/// The greatest number of missing or stale files that are named.
const NAMED: usize = 10;
/// The greatest number of characters of a line that are shown.
const EXCERPT: usize = 100;

/// Returns that all is up to date, or fails with the differences and the command that writes them.
pub(crate) fn verdict(plans: &[Plan<'_>], command: &str) -> Result<String, Failure> {
    let drifted: Vec<_> = plans.iter().filter(|plan| !plan.is_done()).collect();
    if drifted.is_empty() {
        return Ok("up to date".into());
    }
    let mut failure = Failure::new(format!("{} of {} out of date", drifted.len(), counted(plans.len(), "crate")));
    for plan in &drifted {
        failure = failure.detail("crate", overview(plan));
    }
    if let Some(text) = drifted.iter().find_map(|plan| first_difference(plan)) {
        failure = failure.detail("first difference", text);
    }
    for (label, path) in absences(&drifted).take(NAMED) {
        failure = failure.detail(label, path);
    }
    let more = absences(&drifted).skip(NAMED).count();
    if more > 0 {
        failure = failure.detail("and", format!("{more} more missing or stale"));
    }
    Err(failure.help(format!("run `{command}`")))
}

/// `generated/s3: 3 differ, 1 missing, 0 stale`
fn overview(plan: &Plan<'_>) -> String {
    let dir = shown(&plan.dir);
    let missing = plan.writes.iter().filter(|write| write.found.is_none()).count();
    match plan.change {
        Change::New => format!("{dir} does not exist"),
        Change::Removed => format!("{dir} is no model's crate any more"),
        Change::Kept => {
            format!("{dir}: {} differ, {missing} missing, {} stale", plan.writes.len() - missing, plan.stale.len())
        }
    }
}

/// The missing and stale files of the crates that stay.
fn absences<'p>(plans: &'p [&'p Plan<'_>]) -> impl Iterator<Item = (&'static str, String)> + 'p {
    let plans = plans.iter().filter(|plan| plan.change == Change::Kept);
    plans.flat_map(|plan| {
        let missing = plan.writes.iter().filter(|write| write.found.is_none()).map(|write| ("missing", write.path));
        let stale = plan.stale.iter().map(|path| ("stale", path.as_path()));
        missing.chain(stale).map(|(label, path)| (label, shown(&plan.dir.join(path))))
    })
}

fn first_difference(plan: &Plan<'_>) -> Option<String> {
    let differs = |write: &Write<'_>| write.found.as_ref().map(|found| difference(write.text, found));
    plan.writes.iter().find_map(|write| {
        let (line, expected, found) = differs(write)?;
        let place = shown(&plan.dir.join(write.path));
        Some(format!("{place}:{line}\nexpected: {expected}\n   found: {found}"))
    })
}

/// The number of the first line that differs, from 1, and both of its versions.
fn difference(expected: &str, found: &[u8]) -> (usize, String, String) {
    let found = String::from_utf8_lossy(found);
    let (mut wanted, mut present) = (expected.split_inclusive('\n'), found.split_inclusive('\n'));
    let mut number = 0;
    loop {
        number += 1;
        match (wanted.next(), present.next()) {
            // Both end at once only if what differs are bytes that are not UTF-8 and look the same.
            (None, None) => {
                return (number, "the end, in UTF-8".into(), "the end, with bytes that are not UTF-8".into());
            }
            (wanted, present) if wanted != present => {
                return (number, excerpt(wanted, present), excerpt(present, wanted));
            }
            _ => {}
        }
    }
}

/// A line as far as it serves to see how it differs from the other one. Line ends are shown if nothing else differs.
fn excerpt(line: Option<&str>, other: Option<&str>) -> String {
    let Some(line) = line else { return "the end of the file".into() };
    let body = |line: &str| line.trim_end_matches(['\r', '\n']).to_owned();
    let whole = other.is_some_and(|other| body(other) == body(line));
    let text = if whole { line.escape_debug().to_string() } else { body(line) };
    let other = other.unwrap_or_default();
    let same = line.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let skipped = if text.chars().count() > EXCERPT { same.saturating_sub(EXCERPT / 2) } else { 0 };
    let shown: String = text.chars().skip(skipped).take(EXCERPT).collect();
    let before = if skipped > 0 { "..." } else { "" };
    let after = if text.chars().count() > skipped + EXCERPT { "..." } else { "" };
    format!("`{before}{shown}{after}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expected: &str, found: &[u8]) -> (usize, String, String) {
        difference(expected, found)
    }

    #[test]
    fn the_first_line_that_differs_is_shown_in_both_versions() {
        assert_eq!(found("a\nb\nc\n", b"a\nB\nC\n"), (2, "`b`".into(), "`B`".into()));
        assert_eq!(found("a\nb\n", b"a\n"), (2, "`b`".into(), "the end of the file".into()));
        assert_eq!(found("a\n", b"a\nb\n"), (2, "the end of the file".into(), "`b`".into()));
        assert_eq!(found("a\n", b""), (1, "`a`".into(), "the end of the file".into()));
    }

    #[test]
    fn line_ends_are_shown_if_nothing_else_differs() {
        assert_eq!(found("a\n", b"a\r\n"), (1, "`a\\n`".into(), "`a\\r\\n`".into()));
        assert_eq!(found("a\n", b"a"), (1, "`a\\n`".into(), "`a`".into()));
        assert_eq!(found("\u{fffd}", b"\xff").0, 2);
    }

    #[test]
    fn a_long_line_is_shown_around_the_difference() {
        let line = |middle: &str| format!("{}{middle}{}\n", "x".repeat(500), "y".repeat(500));
        let (number, expected, found) = found(&line("new"), line("old").as_bytes());
        assert_eq!(number, 1);
        assert_eq!(expected, format!("`...{}new{}...`", "x".repeat(50), "y".repeat(47)));
        assert!(found.contains("old"), "{found}");
    }
}
