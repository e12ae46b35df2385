//! Measurements of one thing: one for each round.

use std::fmt;

/// The measurements, in the order of the rounds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    /// At least one measurement.
    pub(crate) fn new(rounds: Vec<f64>) -> Self {
        debug_assert!(!rounds.is_empty(), "nothing was measured");
        Self(rounds)
    }

    /// A figure that is the same in each round.
    pub(crate) fn exactly(value: f64) -> Self {
        Self(vec![value])
    }

    /// The measurements in another unit.
    pub(crate) fn map(&self, convert: impl Fn(f64) -> f64) -> Self {
        Self(self.0.iter().copied().map(convert).collect())
    }

    /// The one in the middle, or the lower of two.
    pub(crate) fn median(&self) -> f64 {
        let sorted = self.sorted();
        sorted[(sorted.len() - 1) / 2]
    }

    /// This divided by another, round by round: what slows the machine down for a while slows both.
    pub(crate) fn ratio(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(own, other)| own / other).collect())
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// The median, and least and most where they differ from it.
impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorted = self.sorted();
        let shown = |value: f64| number(value);
        let (median, least, most) = (shown(self.median()), shown(sorted[0]), shown(sorted[sorted.len() - 1]));
        match least == most {
            true => f.write_str(&median),
            false => write!(f, "{median} ({least}-{most})"),
        }
    }
}

/// A number with three significant digits, and whole from 100 on.
pub(crate) fn number(value: f64) -> String {
    match value {
        _ if value >= 10_000.0 => {
            let whole = format!("{value:.0}");
            let groups: Vec<_> = whole.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
            groups.join(",")
        }
        _ if value >= 100.0 => format!("{value:.0}"),
        _ if value >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_stands_with_least_and_most() {
        let samples = Samples::new(vec![3.0, 1.0, 200.4]);
        assert_eq!((samples.median(), samples.to_string()), (3.0, "3.00 (1.00-200)".to_owned()));
        assert_eq!(Samples::exactly(23_560.0).to_string(), "23,560");
        assert_eq!(Samples::new(vec![1.0, 2.0]).median(), 1.0);
        assert_eq!(number(1_234_567.0), "1,234,567");
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        let (ours, official) = (Samples::new(vec![1.0, 4.0, 1.0]), Samples::new(vec![2.0, 8.0, 4.0]));
        assert_eq!(ours.ratio(&official).to_string(), "0.50 (0.25-0.50)");
    }
}
