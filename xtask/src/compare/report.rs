//! `PERFORMANCE.md`: text by hand, and between two marks what a full run has measured.

use std::fs;

use super::machine;
use super::runner::Runner;
use crate::checkout::root;
use crate::failure::Failure;
use crate::text::read_text;

const BEGIN: &str = "<!-- measured by `cargo xtask compare` -->\n";
const END: &str = "<!-- end -->\n";

/// Puts a table into the file.
pub(crate) fn write(runner: &Runner, table: &str) -> Result<(), Failure> {
    let path = root().join("PERFORMANCE.md");
    let measured = format!("{}\n{table}", machine::facts(runner)?);
    let Some(text) = replaced(&read_text(&path)?, &measured) else {
        return Err(Failure::new("the table has no place in PERFORMANCE.md")
            .why("the comments between which it stands are missing")
            .help(format!("put `{}` and `{}` back", BEGIN.trim(), END.trim())));
    };
    fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))
}

/// The text with something else between the marks.
fn replaced(text: &str, measured: &str) -> Option<String> {
    let (head, rest) = text.split_once(BEGIN)?;
    let (_, tail) = rest.split_once(END)?;
    Some(format!("{head}{BEGIN}\n{measured}\n{END}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_table_stays() {
        let text = format!("before\n{BEGIN}\nold\n\n{END}after\n");
        assert_eq!(replaced(&text, "new\n"), Some(format!("before\n{BEGIN}\nnew\n\n{END}after\n")));
        assert_eq!(replaced("no marks", "new"), None);
    }
}
