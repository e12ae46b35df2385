//! Messages of Cargo while it compiles emitted crates: begun crates, finished crates, and diagnostics.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Scope};

use serde_json::Value;

use crate::failure::Failure;

/// A message of Cargo, with the package if it is about an emitted crate.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// The crate begins to be compiled.
    Begun(String),
    /// A target of the crate compiles: its library, or a test with its executable.
    Done(String, Option<PathBuf>),
    /// The compiler has a diagnostic about the crate.
    Diagnostic(String, String),
    /// Another line.
    Other(String),
}

/// Runs a command of Cargo, and hands on its messages as they come. `crates` is the folder of the emitted crates. Each of them is
/// compiled once: keeping parts for the next time costs time and a lot of disk.
///
/// # Errors
///
/// Fails if Cargo cannot be run, or a message cannot be handled.
pub(crate) fn run(
    cargo: &mut Command,
    crates: &Path,
    handle: impl FnMut(Message) -> Result<(), Failure>,
) -> Result<ExitStatus, Failure> {
    let failed = |error: io::Error| Failure::new("cargo cannot be run").why(error.to_string());
    let cargo = cargo.args(["--offline", "--keep-going", "--message-format", "json"]);
    let cargo = cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TERM_COLOR", "never");
    let cargo = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = cargo.spawn().map_err(failed)?;
    if let (Some(stdout), Some(stderr)) = (running.stdout.take(), running.stderr.take()) {
        thread::scope(|scope| listen(scope, stdout, stderr, crates).into_iter().try_for_each(handle))?;
    }
    running.wait().map_err(failed)
}

/// Reads Cargo's two outputs until both are closed.
fn listen<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    stdout: impl Read + Send + 'scope,
    stderr: impl Read + Send + 'scope,
    crates: &'scope Path,
) -> Receiver<Message> {
    let (sender, receiver) = channel();
    let other = sender.clone();
    scope.spawn(move || forward(stdout, &sender, |line| of_stdout(&line, crates)));
    scope.spawn(move || forward(stderr, &other, |line| Some(of_stderr(line, crates))));
    receiver
}

fn forward(from: impl Read, to: &Sender<Message>, read: impl Fn(String) -> Option<Message>) {
    let lines = BufReader::new(from).lines().map_while(Result::ok);
    // The receiver is gone once something has failed.
    let _ = lines.filter_map(read).try_for_each(|message| to.send(message));
}

/// Reads a line of `--message-format json`.
fn of_stdout(line: &str, crates: &Path) -> Option<Message> {
    let message: Value = serde_json::from_str(line).ok()?;
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let package = package(Path::new(text("/manifest_path")?).parent()?, crates)?;
    match text("/reason")? {
        "compiler-artifact" => Some(Message::Done(package, text("/executable").map(PathBuf::from))),
        "compiler-message" => Some(Message::Diagnostic(package, text("/message/rendered")?.to_owned())),
        _ => None,
    }
}

/// Reads a line such as `Checking s3 v0.1.0 (/path/to/s3)` or `Compiling s3 v0.1.0 (/path/to/s3)`.
fn of_stderr(line: String, crates: &Path) -> Message {
    let begun = ["Checking ", "Compiling "].into_iter().find_map(|verb| line.trim().strip_prefix(verb));
    let path = begun.and_then(|rest| rest.split_once('(')?.1.strip_suffix(')'));
    match path.and_then(|path| package(Path::new(path), crates)) {
        Some(package) => Message::Begun(package),
        None => Message::Other(line),
    }
}

fn package(dir: &Path, crates: &Path) -> Option<String> {
    let name = dir.strip_prefix(crates).ok()?.to_str()?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_assigned_by_folder() {
        let read = |line: &str| of_stdout(line, Path::new("/t/crates"));
        let done = r#"{"reason":"compiler-artifact","manifest_path":"/t/crates/s3/Cargo.toml"}"#;
        assert_eq!(read(done), Some(Message::Done("s3".into(), None)));
        let test = r#"{"reason":"compiler-artifact","manifest_path":"/t/crates/s3/Cargo.toml","executable":"/t/s3-1"}"#;
        assert_eq!(read(test), Some(Message::Done("s3".into(), Some("/t/s3-1".into()))));
        let said = r#"{"reason":"compiler-message","manifest_path":"/t/crates/s3/Cargo.toml",
                       "message":{"rendered":"error: no"}}"#;
        assert_eq!(read(said), Some(Message::Diagnostic("s3".into(), "error: no".into())));
        assert_eq!(read(r#"{"reason":"compiler-artifact","manifest_path":"/registry/http-1/Cargo.toml"}"#), None);
        assert_eq!(read(r#"{"reason":"build-finished","success":true}"#), None);
    }

    #[test]
    fn a_crate_that_begins_is_known_by_its_folder() {
        let read = |line: &str| of_stderr(line.to_owned(), Path::new("/t/crates"));
        for begun in ["    Checking s3 v0.1.0 (/t/crates/s3)", "   Compiling s3 v0.1.0 (/t/crates/s3)"] {
            assert_eq!(read(begun), Message::Begun("s3".into()));
        }
        for other in ["    Checking http v1.5.0", "    Checking tinsmith v0.1.0 (/project/runtime)", "error: no"] {
            assert_eq!(read(other), Message::Other(other.into()));
        }
    }
}
