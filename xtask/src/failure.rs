//! The failure of a command, in words for the person who typed it.

use std::fmt;
use std::io;
use std::path::Path;

use crate::checkout::shown;

/// The failure of a command: the act and its place, the reason, and the remedy.
#[derive(Debug)]
pub(crate) struct Failure {
    reports: Vec<String>,
    what: String,
    details: Vec<(&'static str, String)>,
}

impl Failure {
    /// A failure of an act, with its place.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { reports: Vec::new(), what: what.into(), details: Vec::new() }
    }

    /// A failure to `act` (read, write, ...) on a path, with the hint that goes with the kind of error.
    pub(crate) fn io(act: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Self::new(format!("could not {act} {}", shown(path))).why(error.to_string());
        match hint(error.kind()) {
            Some(hint) => failure.help(hint),
            None => failure,
        }
    }

    /// Puts longer texts before it, such as the report of a model.
    pub(crate) fn after(self, reports: Vec<String>) -> Self {
        Self { reports, ..self }
    }

    /// Adds the reason.
    pub(crate) fn why(self, why: impl Into<String>) -> Self {
        self.detail("why", why)
    }

    /// Adds the remedy.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.detail("help", help)
    }

    /// Adds another fact.
    pub(crate) fn detail(mut self, label: &'static str, text: impl Into<String>) -> Self {
        self.details.push((label, text.into()));
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for report in &self.reports {
            writeln!(f, "{}\n", report.trim_end())?;
        }
        write!(f, "error: {}", self.what)?;
        for (label, text) in &self.details {
            write!(f, "\n  {label}: {}", text.replace('\n', "\n    "))?;
        }
        Ok(())
    }
}

fn hint(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check who may read and write there",
        io::ErrorKind::StorageFull => "make room on that disk and run the command again",
        io::ErrorKind::IsADirectory => "a directory is where a file belongs; move it away",
        io::ErrorKind::NotADirectory => "a file is where a directory belongs; move it away",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_where_why_and_what_to_do() {
        let error = io::Error::new(io::ErrorKind::NotFound, "No such file");
        let failure = Failure::io("read", Path::new("/nowhere/model.json"), &error);
        assert_eq!(
            failure.to_string(),
            "error: could not read /nowhere/model.json\n  why: No such file\n  help: check the path"
        );
        assert_eq!(Failure::new("no").to_string(), "error: no");
        assert_eq!(Failure::new("no").after(vec!["a\nb\n".into()]).to_string(), "a\nb\n\nerror: no");
    }
}
