//! Parses JSON and words what is wrong with it.

use super::foreign;
use crate::json::Node;
use crate::problem::{File, Place, Problems};

/// The deepest nesting that is read.
const DEPTH: usize = 127;

pub(crate) fn parse<'t>(text: &'t str, file: File, problems: &mut Problems) -> Option<Node<'t>> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(json) {
        Ok(node) => Some(node),
        Err(error) => {
            let (offset, message, help) = match foreign::text(json) {
                Some((what, help)) => (0, what.to_owned(), help),
                None => {
                    let offset = offset(json, &error);
                    let (message, help) = explain(json, &error, offset);
                    (offset, message, help)
                }
            };
            problems.add(Place::exact(file, text.len() - json.len() + offset), message, help);
            None
        }
    }
}

fn explain(json: &str, error: &serde_json::Error, offset: usize) -> (String, &'static str) {
    let detail = error.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    if json.trim().is_empty() {
        ("the file is empty".to_owned(), "give a Smithy model in JSON, as `smithy ast` writes it")
    } else if detail.starts_with("recursion limit") {
        let message = format!("values are nested more than {DEPTH} deep here");
        (message, "no Smithy model needs this; check that the right file was given")
    } else if error.is_eof() || offset >= json.trim_end().len() {
        let message = "the text ends in the middle of a value".to_owned();
        (message, "the file looks cut short; copy or download it again")
    } else {
        let message = format!("this is not JSON: {detail}");
        (message, "correct the text here, or just before; a Smithy model in JSON is what `smithy ast` writes")
    }
}

/// The byte offset of the line and column that `serde_json` states, but not beyond the last character.
fn offset(json: &str, error: &serde_json::Error) -> usize {
    let before: usize = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = (before + error.column().saturating_sub(1)).min(json.trim_end().len());
    (0..=offset).rev().find(|&at| json.is_char_boundary(at)).unwrap_or(0)
}
