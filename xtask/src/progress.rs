//! Progress on standard error: a bar and a line that replace themselves on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal, Write};

/// Longer lines would wrap, and a wrapped line cannot be replaced.
const WIDTH: usize = 79;
const CLEAR: &str = "\r\x1b[2K";

/// The number of characters of the bar.
const BAR: usize = 20;

/// Shows the progress of a command.
pub(crate) struct Progress<W: Write = io::Stderr> {
    out: W,
    terminal: bool,
}

impl Progress {
    /// Progress on standard error.
    pub(crate) fn stderr() -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { out: io::stderr(), terminal: io::stderr().is_terminal() && !dumb }
    }
}

impl<W: Write> Progress<W> {
    /// Shows that the `step`th of `of` steps begins. A standard error that is closed is no reason to stop.
    pub(crate) fn begin(&mut self, step: usize, of: usize, what: &str) {
        let _ = if self.terminal {
            let filled = "#".repeat(BAR * step.min(of) / of.max(1));
            let line: String = format!("{filled:.<BAR$} {step}/{of} {what}").chars().take(WIDTH).collect();
            write!(self.out, "{CLEAR}{line}").and_then(|()| self.out.flush())
        } else {
            writeln!(self.out, "[{step}/{of}] {what}")
        };
    }
}

/// Clears the line for the next output.
impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        if self.terminal {
            let _ = write!(self.out, "{CLEAR}").and_then(|()| self.out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(terminal: bool) -> String {
        let mut out = Vec::new();
        let mut progress = Progress { out: &mut out, terminal };
        progress.begin(1, 2, "a");
        progress.begin(2, 2, &"b".repeat(100));
        drop(progress);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_has_one_line_that_is_replaced_and_cleared() {
        let (half, whole) = ("##########..........", "####################");
        let b = "b".repeat(WIDTH - BAR - 5);
        assert_eq!(shown(true), format!("{CLEAR}{half} 1/2 a{CLEAR}{whole} 2/2 {b}{CLEAR}"));
    }

    #[test]
    fn elsewhere_there_is_a_whole_line_for_each_step() {
        assert_eq!(shown(false), format!("[1/2] a\n[2/2] {}\n", "b".repeat(100)));
    }
}
