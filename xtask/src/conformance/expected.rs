//! The named list of cases that are expected to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::cases::Verdict;
use crate::failure::Failure;
use crate::text::read_text;

/// `{"suite/name": {"test": "reason"}}`, and which entries were met.
pub(super) struct Expected {
    reasons: BTreeMap<(String, String), String>,
    met: BTreeSet<(String, String)>,
}

impl Expected {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bad = |why: String| {
            Failure::new(format!("{} cannot be read", path.display()))
                .why(why)
                .help("write it as {\"suite/name\": {\"test\": \"reason\"}}")
        };
        let list: Value = serde_json::from_str(&read_text(path)?).map_err(|error| bad(error.to_string()))?;
        let mut reasons = BTreeMap::new();
        for (suite, tests) in list.as_object().ok_or_else(|| bad("it is not an object".to_owned()))? {
            for (test, reason) in tests.as_object().ok_or_else(|| bad(format!("{suite} is not an object")))? {
                let reason = reason.as_str().ok_or_else(|| bad(format!("{suite}: {test} has no reason")))?;
                reasons.insert((suite.clone(), test.clone()), reason.to_owned());
            }
        }
        Ok(Self { reasons, met: BTreeSet::new() })
    }

    /// Turns the failures that are expected into such, and passes that are not into failures.
    pub(super) fn judge(&mut self, suite: &str, verdicts: &mut BTreeMap<String, Verdict>) {
        for (test, verdict) in verdicts {
            let entry = (suite.to_owned(), test.clone());
            let Some(reason) = self.reasons.get(&entry) else { continue };
            *verdict = match verdict {
                Verdict::Failed => Verdict::Expected(reason.clone()),
                _ => Verdict::UnexpectedPass,
            };
            self.met.insert(entry);
        }
    }

    /// Entries for which there was no case.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self.reasons.keys().filter(|entry| !self.met.contains(entry));
        unused.map(|(suite, test)| format!("{suite}: {test}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected() -> Expected {
        let entry = |test: &str| (("suite/a".to_owned(), test.to_owned()), "because".to_owned());
        Expected { reasons: [entry("fails"), entry("passes"), entry("is_gone")].into(), met: BTreeSet::new() }
    }

    #[test]
    fn failures_on_the_list_are_expected_and_passes_are_not() {
        let mut verdicts: BTreeMap<_, _> =
            [("fails", Verdict::Failed), ("passes", Verdict::Passed), ("other", Verdict::Failed)]
                .map(|(test, verdict)| (test.to_owned(), verdict))
                .into();
        let mut expected = expected();
        expected.judge("suite/a", &mut verdicts);
        assert!(matches!(verdicts["fails"], Verdict::Expected(_)));
        assert!(matches!(verdicts["passes"], Verdict::UnexpectedPass));
        assert!(matches!(verdicts["other"], Verdict::Failed));
        assert_eq!(expected.unused(), ["suite/a: is_gone"]);
    }
}
