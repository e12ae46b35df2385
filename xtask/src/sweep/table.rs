//! The table of a sweep: a row per model, and one for all of them.

use std::time::Duration;

use super::{Krate, Outcome, Swept};
use crate::aligned;
use crate::text::counted;

type Row = [String; 7];

/// A row per model: the crate, its cost and its outcome.
pub(super) fn of(swept: &[Swept]) -> String {
    let header = ["service", "protocol", "operations", "lines", "generate ms", "check s", ""];
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(swept.iter().map(row));
    rows.push(total(swept));
    aligned::table(&rows, 2)
}

fn row(it: &Swept) -> Row {
    let outcome = match &it.outcome {
        Outcome::Generated => "generated".to_owned(),
        Outcome::Passed => "passed".to_owned(),
        Outcome::PassedBefore => "passed before".to_owned(),
        Outcome::Skipped(protocols) => format!("skipped: {protocols} is not spoken yet"),
        Outcome::Failed(_) => "FAILED".to_owned(),
    };
    let dash = || "-".to_owned();
    let Some(krate) = &it.krate else {
        return [it.model.clone(), dash(), dash(), dash(), dash(), dash(), outcome];
    };
    [
        it.model.clone(),
        krate.protocol.clone(),
        krate.operations.to_string(),
        krate.lines.to_string(),
        krate.generating.as_millis().to_string(),
        krate.checking.map_or_else(dash, |took| format!("{:.1}", took.as_secs_f64())),
        outcome,
    ]
}

fn total(swept: &[Swept]) -> Row {
    let sum = |of: fn(&Krate) -> usize| swept.iter().filter_map(|it| it.krate.as_ref()).map(of).sum::<usize>();
    let checking: Duration = swept.iter().filter_map(|it| it.krate.as_ref()?.checking).sum();
    [
        counted(swept.len(), "model"),
        String::new(),
        sum(|krate| krate.operations).to_string(),
        sum(|krate| krate.lines).to_string(),
        sum(|krate| krate.generating.as_millis() as usize).to_string(),
        format!("{:.1}", checking.as_secs_f64()),
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_aligned_and_added_up() {
        let swept = |model: &str, lines, outcome| Swept {
            model: model.to_owned(),
            krate: Some(Krate {
                package: model.to_owned(),
                protocol: "restJson1".to_owned(),
                operations: 3,
                lines,
                notes: Vec::new(),
                generating: Duration::from_millis(20),
                checking: Some(Duration::from_millis(1500)),
                runtime: String::new(),
                key: 0,
            }),
            outcome,
        };
        let skipped = Outcome::Skipped("awsQuery".to_owned());
        let rows = [
            swept("a", 5, Outcome::Passed),
            swept("lambda", 1234, Outcome::Failed("no".to_owned())),
            Swept { model: "sns".to_owned(), krate: None, outcome: skipped },
        ];
        let expected = "\
service   protocol   operations  lines  generate ms  check s
a         restJson1           3      5           20      1.5  passed
lambda    restJson1           3   1234           20      1.5  FAILED
sns       -                   -      -            -        -  skipped: awsQuery is not spoken yet
3 models                      6   1239           40      3.0
";
        assert_eq!(of(&rows), expected);
    }
}
