//! Generates crates from model files, and shows parts of them.

use std::fs;
use std::path::Path;

use tinsmith_codegen::{Files, Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Model, Source, load};

/// Reads and checks a model, corrected by the fix-ups of that path.
pub(crate) fn model_of(path: &Path, fixups: Option<&Path>) -> Model {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (text, fixups) = (read(path), fixups.map(read));
    let fixups = fixups.as_deref().map(|text| Source { name: "fix-ups", text });
    let options = tinsmith_model::Options { fixups, protocols: PROTOCOLS, ..Default::default() };
    let source = Source { name: &path.display().to_string(), text: &text };
    load(&source, &options).unwrap_or_else(|report| panic!("{report}"))
}

/// The files of the crate that a model gives.
pub(crate) fn files_of(model: &Model, crate_name: &str) -> Files {
    let options = Options { crate_name: crate_name.to_owned(), runtime: Runtime::Workspace };
    generate(model, &options).unwrap_or_else(|problems| panic!("{problems:?}")).files
}

/// The named files one after the other. `path @ text` is only the first item of the file that begins with the text.
pub(crate) fn shown(files: &Files, parts: &[&str]) -> String {
    parts.iter().map(|part| format!("===== {part} =====\n{}\n", shown_part(files, part))).collect()
}

fn shown_part(files: &Files, part: &str) -> String {
    let (path, start) = match part.split_once(" @ ") {
        Some((path, start)) => (path, Some(start)),
        None => (part, None),
    };
    let present = || files.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let text = files.get(path).unwrap_or_else(|| panic!("there is no {path}, but {}", present()));
    start.map_or_else(|| text.clone(), |start| item(text, start))
}

/// The first item that begins with `start`, its docs and attributes included.
fn item(text: &str, start: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let begins = |line: &&str| line.trim_start().trim_start_matches("#[inline] ").starts_with(start);
    let at = lines.iter().position(begins).unwrap_or_else(|| panic!("nothing begins with `{start}`"));
    let above = lines[..at].iter().rev().take_while(|line| line.trim_start().starts_with(['/', '#']));
    let indent = &lines[at][..lines[at].len() - lines[at].trim_start().len()];
    let closes = |line: &str| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with(['}', ')']));
    let below =
        if lines[at].ends_with([';', '}']) { Some(0) } else { lines[at..].iter().position(|line| closes(line)) };
    let end = at + below.unwrap_or(lines.len() - at - 1);
    lines[at - above.count()..=end].iter().map(|line| format!("{line}\n")).collect()
}
