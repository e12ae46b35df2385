//! Tables for terminals: words to the left, figures to the right.

/// The rows with their columns aligned: the first `words` of them to the left, the others to the right, and the last one,
/// which may be long, as it is.
pub(crate) fn table<const N: usize>(rows: &[[String; N]], words: usize) -> String {
    let widths: Vec<usize> =
        (0..N).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    let cell = |(at, text): (usize, &String)| match at {
        _ if at + 1 == N => text.clone(),
        _ if at < words => format!("{text:<0$}", widths[at]),
        _ => format!("{text:>0$}", widths[at]),
    };
    let line = |row: &[String; N]| row.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ");
    rows.iter().map(|row| line(row).trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_are_aligned() {
        let rows = [
            ["crate", "operations", "lines", ""],
            ["s3", "107", "40312", "unchanged"],
            ["ivsrealtime", "40", "9842", "3 files written, 1 deleted"],
        ];
        let expected = "\
crate        operations  lines
s3                  107  40312  unchanged
ivsrealtime          40   9842  3 files written, 1 deleted
";
        assert_eq!(table(&rows.map(|row| row.map(str::to_owned)), 1), expected);
    }
}
