//! The table, in Markdown that reads well in a terminal, too.

use super::row::{Row, Verdict};

const HEAD: [&str; 8] = ["what", "ours", "official", "ratio", "must reach", "aim", "holds", "ceilings"];

pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut cells = vec![HEAD.map(str::to_owned)];
    cells.extend(rows.iter().map(row));
    let widths: Vec<_> = (0..HEAD.len()).map(|column| width(&cells, column)).collect();
    let line = |cells: &[String; 8]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!(" {cell:<width$} |"));
        format!("|{}\n", padded.collect::<String>())
    };
    let rule: String = widths.iter().map(|width| format!("{}|", "-".repeat(width + 2))).collect();
    let mut text = line(&cells[0]) + &format!("|{rule}\n");
    text.extend(cells[1..].iter().map(line));
    text
}

fn width(cells: &[[String; 8]], column: usize) -> usize {
    cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
}

fn row(row: &Row) -> [String; 8] {
    let nothing = || "-".to_owned();
    let must: Vec<_> = row.must.iter().map(|goal| goal.shown()).collect();
    let ceilings: Vec<_> = row.ceilings.iter().map(|(name, samples)| format!("{name} {samples}")).collect();
    let verdict = match row.verdict() {
        Verdict::NoGoal => "-",
        Verdict::Missed => "**no**",
        Verdict::Reached => "yes",
        Verdict::AimReached => "aim",
    };
    [
        row.what.clone(),
        row.ours.to_string(),
        row.official.as_ref().map_or_else(nothing, ToString::to_string),
        row.ratio().map_or_else(nothing, |ratio| ratio.to_string()),
        if must.is_empty() { nothing() } else { must.join(", ") },
        row.aim.map_or_else(nothing, |goal| goal.shown()),
        verdict.to_owned(),
        if ceilings.is_empty() { nothing() } else { ceilings.join("; ") },
    ]
}

#[cfg(test)]
mod tests {
    use super::super::row::Goal;
    use super::super::samples::Samples;
    use super::*;

    #[test]
    fn cells_stand_below_each_other() {
        let ours = Samples::new(vec![4.0, 5.0]);
        let rows = [
            Row::new("a thing, s", ours.clone(), Some(Samples::new(vec![2.0, 2.5])))
                .goals(Goal::AtMostTimes(1.0), Goal::AtMostTimes(0.5))
                .beside(vec![("bare", Samples::exactly(1.0))]),
            Row::new("b", ours, None),
        ];
        let expected = "\
| what       | ours             | official         | ratio | must reach | aim       | holds  | ceilings  |
|------------|------------------|------------------|-------|------------|-----------|--------|-----------|
| a thing, s | 4.00 (4.00-5.00) | 2.00 (2.00-2.50) | 2.00  | <= 1.00 x  | <= 0.50 x | **no** | bare 1.00 |
| b          | 4.00 (4.00-5.00) | -                | -     | -          | -         | -      | -         |
";
        assert_eq!(markdown(&rows), expected);
    }
}
