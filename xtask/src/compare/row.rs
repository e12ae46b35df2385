//! A row of the table: the figures of both sides, and their goals.

use super::samples::{Samples, number};

/// A measurement.
#[derive(Debug)]
pub(crate) struct Row {
    /// The name of the measurement, with its unit.
    pub(crate) what: String,
    pub(crate) ours: Samples,
    pub(crate) official: Option<Samples>,
    /// The same work without a client.
    pub(crate) ceilings: Vec<(&'static str, Samples)>,
    pub(crate) must: Vec<Goal>,
    pub(crate) aim: Option<Goal>,
}

/// A goal of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// At most this.
    AtMost(f64),
    /// At most this times the official figure.
    AtMostTimes(f64),
    /// At least this times the official figure.
    AtLeastTimes(f64),
    /// At least every ceiling.
    Ceilings,
}

/// The verdict on the goals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    NoGoal,
    Missed,
    Reached,
    AimReached,
}

impl Row {
    /// A row without goals.
    pub(crate) fn new(what: impl Into<String>, ours: Samples, official: Option<Samples>) -> Self {
        Self { what: what.into(), ours, official, ceilings: Vec::new(), must: Vec::new(), aim: None }
    }

    /// The row with a goal that it must reach, and an aim.
    pub(crate) fn goals(self, must: Goal, aim: Goal) -> Self {
        Self { must: vec![must], aim: Some(aim), ..self }
    }

    /// The same beside what there is without a client.
    pub(crate) fn beside(self, ceilings: Vec<(&'static str, Samples)>) -> Self {
        Self { ceilings, ..self }
    }

    /// Ours divided by the official figure.
    pub(crate) fn ratio(&self) -> Option<Samples> {
        self.official.as_ref().map(|official| self.ours.ratio(official))
    }

    pub(crate) fn verdict(&self) -> Verdict {
        let (must, aim) =
            (self.must.iter().all(|goal| self.reaches(goal)), self.aim.iter().all(|goal| self.reaches(goal)));
        match (self.must.is_empty(), must, aim) {
            (true, ..) => Verdict::NoGoal,
            (_, false, _) => Verdict::Missed,
            (_, _, false) => Verdict::Reached,
            _ => Verdict::AimReached,
        }
    }

    fn reaches(&self, goal: &Goal) -> bool {
        let times = |holds: &dyn Fn(f64) -> bool| self.ratio().is_some_and(|ratio| holds(ratio.median()));
        match goal {
            Goal::AtMost(limit) => self.ours.median() <= *limit,
            Goal::AtMostTimes(limit) => times(&|ratio| ratio <= *limit),
            Goal::AtLeastTimes(limit) => times(&|ratio| ratio >= *limit),
            Goal::Ceilings => self.ceilings.iter().all(|(_, ceiling)| self.ours.ratio(ceiling).median() >= 1.0),
        }
    }
}

impl Goal {
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::AtMost(limit) => format!("<= {}", number(*limit)),
            Self::AtMostTimes(limit) => format!("<= {} x", number(*limit)),
            Self::AtLeastTimes(limit) => format!(">= {} x", number(*limit)),
            Self::Ceilings => ">= ceilings".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, official: f64) -> Row {
        Row::new("a thing", Samples::exactly(ours), Some(Samples::exactly(official)))
    }

    #[test]
    fn goals_are_judged_by_medians() {
        let judged = |ours| row(ours, 10.0).goals(Goal::AtMost(5.0), Goal::AtMostTimes(0.2)).verdict();
        assert_eq!([judged(6.0), judged(5.0), judged(2.0)], [Verdict::Missed, Verdict::Reached, Verdict::AimReached]);
        assert_eq!(row(1.0, 1.0).verdict(), Verdict::NoGoal);
        assert_eq!(row(9.0, 10.0).goals(Goal::AtLeastTimes(1.0), Goal::AtLeastTimes(2.0)).verdict(), Verdict::Missed);
    }

    #[test]
    fn every_ceiling_counts() {
        let beside = |ceiling| {
            let ceilings = vec![("low", Samples::exactly(1.0)), ("high", Samples::exactly(ceiling))];
            row(5.0, 1.0).goals(Goal::Ceilings, Goal::Ceilings).beside(ceilings).verdict()
        };
        assert_eq!((beside(5.0), beside(5.1)), (Verdict::AimReached, Verdict::Missed));
    }
}
