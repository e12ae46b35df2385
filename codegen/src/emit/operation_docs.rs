//! The documentation of an operation: the model's text, setters, output, errors.

use crate::ir::{Member, Operation, Optionality};
use crate::markdown;

/// Lines are no longer unless a single word is.
const WIDTH: usize = 110;

/// The documentation of the method of the client.
pub(super) fn client_method(operation: &Operation) -> Vec<String> {
    let mut docs = operation.docs.clone();
    if let Some(call) = call(operation) {
        docs.extend((!docs.is_empty()).then(String::new));
        docs.push(call);
    }
    docs.extend((!docs.is_empty()).then(String::new));
    docs.extend(interface(operation, &format!("operation::{}::", operation.method)));
    docs
}

/// The documentation of the type of the operation.
pub(super) fn page(operation: &Operation) -> Vec<String> {
    let mut docs = vec![match call(operation) {
        Some(call) => format!("The operation `{}`: {call}.", operation.wire),
        None => format!("The operation `{}`.", operation.wire),
    }];
    for paragraph in [operation.summary.clone(), interface(operation, "")] {
        docs.extend((!paragraph.is_empty()).then(String::new));
        docs.extend(paragraph);
    }
    docs
}

/// Method and URI as code in Markdown.
fn call(operation: &Operation) -> Option<String> {
    operation.http.as_ref().map(|http| markdown::code(&format!("{} {}", http.method, http.pattern)))
}

/// The setters, output and errors, with links into the module of the operation at `path`.
fn interface(operation: &Operation, path: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (label, optionality) in [("Required:", Optionality::Required), ("Optional:", Optionality::Optional)] {
        let has = |member: &&Member| member.schema.as_ref().is_some_and(|schema| schema.optionality == optionality);
        let setters = operation.input.members.iter().filter(has);
        let links: Vec<_> = setters.map(|it| setter(it, &format!("{path}{}Builder", operation.stem))).collect();
        if !links.is_empty() {
            words.push(label.to_owned());
            words.extend(listed(links));
        }
    }
    words.push("Returns".to_owned());
    words.push(format!("[`{0}`]({path}{0}).", operation.output.ty.name));
    let mut lines = wrapped(words);
    if !operation.errors.is_empty() {
        let links = operation.errors.iter().map(|error| format!("[`{0}`](crate::types::error::{0})", error.ty.shown()));
        lines.extend([String::new(), "# Errors".to_owned(), String::new()]);
        lines.extend(wrapped(listed(links.collect())));
    }
    lines
}

/// A link to a setter. A private field of the builder may have the same name.
fn setter(member: &Member, builder: &str) -> String {
    let method = &member.method;
    let kind = if matches!(method.as_str(), "client" | "input") { "method@" } else { "" };
    format!("[`{method}`]({kind}{builder}::{method})")
}

/// Words with commas between them, and a full stop behind the last.
fn listed(words: Vec<String>) -> Vec<String> {
    let last = words.len().saturating_sub(1);
    let end = |index| if index == last { "." } else { "," };
    words.into_iter().enumerate().map(|(index, word)| word + end(index)).collect()
}

/// As many words on a line as fit.
fn wrapped(words: Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}
