//! Verbatim lines.

/// Whether `code` is laid out in lines on purpose. Most line ends in code are but the model's own wrapping; three lines
/// and more that start a paragraph or open a bracket are not.
pub(super) fn is_listing(code: &str, starts_paragraph: bool) -> bool {
    let count = code.lines().filter(|line| !line.trim().is_empty()).count();
    count > 2 && (starts_paragraph || code.trim_start().starts_with(['{', '[', '<']))
}

/// The lines of `code` without the indentation they share, and without blank lines at the ends.
pub(super) fn lines(code: &str) -> Vec<String> {
    let lines: Vec<String> = code.lines().map(|line| line.replace('\t', "    ").trim_end().to_owned()).collect();
    // What follows the start tag has no indentation of its own.
    let inline_start = lines.first().is_some_and(|line| !line.is_empty());
    let indented = lines.iter().skip(usize::from(inline_start)).filter(|line| !line.is_empty());
    let shared = indented.map(|line| indentation(line)).min().unwrap_or_default();
    let mut lines: Vec<String> = lines.iter().map(|line| line[indentation(line).min(shared)..].to_owned()).collect();
    if let Some(first) = lines.first_mut().filter(|_| inline_start) {
        *first = first.trim_start().to_owned();
    }
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |at| at + 1);
    lines.truncate(end);
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
    lines.split_off(start)
}

/// The number of blanks at the start of `line`.
pub(super) fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_what_indentation_they_share() {
        assert_eq!(lines("\n    {\n\t  \"a\": 1  \n\n    }\n\n"), ["{", "  \"a\": 1", "", "}"]);
        assert_eq!(lines(" {\n    a\n  }"), ["{", "  a", "}"]);
        assert_eq!(lines(" \n\n"), [""; 0]);
    }

    #[test]
    fn wrapped_code_is_no_listing() {
        assert!(!is_listing("a\n b", true));
        assert!(!is_listing("a\n b\n c", false));
        assert!(is_listing("{\n b\n }", false));
    }
}
