//! The table of a run: a row for each model, grouped by protocol, and a total for each protocol.

use super::cases::{Suite, Verdict};

const SKIPPED: &str = "the protocol is not spoken yet: skipped";

/// The numbers of cases by their verdicts.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) expected: usize,
}

impl Tally {
    pub(super) fn of<'s>(suites: impl IntoIterator<Item = &'s Suite>) -> Self {
        suites.into_iter().flat_map(|suite| suite.verdicts.values()).fold(Self::default(), |tally, verdict| {
            let Self { passed, failed, expected } = tally;
            match verdict {
                Verdict::Passed => Self { passed: passed + 1, ..tally },
                Verdict::Failed | Verdict::UnexpectedPass => Self { failed: failed + 1, ..tally },
                Verdict::Expected(_) => Self { expected: expected + 1, ..tally },
            }
        })
    }

    fn columns(self) -> String {
        format!("{:>6} {:>6} {:>8}", self.passed, self.failed, self.expected)
    }
}

/// The table of all suites, which are sorted by protocol, and of the cases of endpoint rules.
pub(super) fn table(suites: &[Suite], endpoints: Tally) -> String {
    let mut text = row("protocol", "model", "cases", "passed failed expected");
    for suite in suites {
        let columns = if suite.is_spoken() { Tally::of([suite]).columns() } else { SKIPPED.to_owned() };
        text += &row(suite.protocol_name(), &suite.name, &suite.cases.to_string(), &columns);
    }
    text.push('\n');
    for group in suites.chunk_by(|one, other| one.protocol == other.protocol) {
        let cases: usize = group.iter().map(|suite| suite.cases).sum();
        let columns = if group[0].is_spoken() { Tally::of(group).columns() } else { SKIPPED.to_owned() };
        let models = format!("{} model{}", group.len(), if group.len() == 1 { "" } else { "s" });
        text += &row(group[0].protocol_name(), &models, &cases.to_string(), &columns);
    }
    let cases = endpoints.passed + endpoints.failed;
    text + &row("endpoints", "rules of all models", &cases.to_string(), &endpoints.columns())
}

fn row(protocol: &str, model: &str, cases: &str, columns: &str) -> String {
    format!("{protocol:<11} {model:<56} {cases:>6} {columns}\n")
}
