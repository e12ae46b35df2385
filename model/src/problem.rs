//! Problems of a model, collected while it is read, resolved and checked.

use std::fmt::Display;

use serde_json::Value;

use crate::ShapeId;
use crate::json::Path;
use crate::suggest;

/// The number of problems of a report that get a "did you mean". More of them are not read, and cost time.
const SUGGESTIONS: usize = 50;

/// One of the two sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum File {
    Model,
    Fixups,
}

/// The place of a problem. The report turns it into a line and column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) spot: Where,
    /// The shape or member that it is about.
    pub(crate) subject: Option<String>,
}

/// A position, or the paths by which it is found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Where {
    Exact {
        file: File,
        offset: usize,
    },
    /// Paths to try; the first that exists in full wins. Without a file, both are searched.
    Paths {
        file: Option<File>,
        paths: Vec<Vec<String>>,
    },
}

impl Place {
    pub(crate) fn exact(file: File, offset: usize) -> Self {
        Self { spot: Where::Exact { file, offset }, subject: None }
    }

    /// A value met while walking a document.
    pub(crate) fn path(file: File, path: &Path<'_>) -> Self {
        let steps = path.steps();
        let subject = subject(&steps);
        Self { spot: Where::Paths { file: Some(file), paths: vec![steps] }, subject }
    }

    /// A shape, in whichever source has it.
    pub(crate) fn shape(id: &ShapeId) -> Self {
        let path = vec!["shapes".to_owned(), id.to_string()];
        Self { spot: Where::Paths { file: None, paths: vec![path] }, subject: Some(id.to_string()) }
    }

    /// A member of a shape of any kind, or an entry of its old `enum` trait.
    pub(crate) fn member(id: &ShapeId, member: &str) -> Self {
        let shapes = || "shapes".to_owned();
        let subject = format!("{id}${member}");
        let paths = vec![
            vec![shapes(), id.to_string(), "members".to_owned(), member.to_owned()],
            vec![shapes(), id.to_string(), member.to_owned()],
            vec![shapes(), subject.clone()],
        ];
        Self { spot: Where::Paths { file: None, paths }, subject: Some(subject) }
    }

    /// The value one step below.
    pub(crate) fn then(mut self, step: impl Display) -> Self {
        if let Where::Paths { paths, .. } = &mut self.spot {
            let step = step.to_string();
            paths.iter_mut().for_each(|path| path.push(step.clone()));
        }
        self
    }

    /// A trait of the shape or member.
    pub(crate) fn with_trait(self, id: impl Display) -> Self {
        self.then("traits").then(id)
    }

    /// Another place to look at, if the first does not exist.
    pub(crate) fn or(mut self, other: Self) -> Self {
        if let (Where::Paths { paths, .. }, Where::Paths { paths: others, .. }) = (&mut self.spot, other.spot) {
            paths.extend(others);
        }
        self
    }

    /// Looks in one source only.
    pub(crate) fn within(mut self, source: File) -> Self {
        if let Where::Paths { file, .. } = &mut self.spot {
            *file = Some(source);
        }
        self
    }
}

/// The shape or member that the steps of a path lead into.
fn subject(steps: &[String]) -> Option<String> {
    match steps {
        [root, id, members, member, ..] if root == "shapes" && members == "members" => Some(format!("{id}${member}")),
        [root, id, ..] if root == "shapes" => Some(id.clone()),
        _ => None,
    }
}

/// A problem that is not placed yet.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The problems found so far.
#[derive(Debug)]
pub(crate) struct Problems {
    pub(crate) found: Vec<Found>,
    suggestions_left: usize,
}

impl Default for Problems {
    fn default() -> Self {
        Self { found: Vec::new(), suggestions_left: SUGGESTIONS }
    }
}

impl Problems {
    /// Adds a problem: what is wrong, and what to do.
    pub(crate) fn add(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Found { place, message: message.into(), help: help.into() });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// "did you mean `x`?" for the candidate closest to `word`, or `otherwise` if none is close.
    pub(crate) fn did_you_mean<'c>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
        otherwise: &str,
    ) -> String {
        if self.suggestions_left == 0 {
            return otherwise.to_owned();
        }
        self.suggestions_left -= 1;
        match suggest::closest(word, candidates) {
            Some(close) => format!("did you mean `{close}`?"),
            None => otherwise.to_owned(),
        }
    }
}

/// A value in few characters.
pub(crate) fn shorten(value: &Value) -> String {
    match value {
        Value::Array(items) if !items.is_empty() => "a list".to_owned(),
        Value::Object(entries) if !entries.is_empty() => "an object".to_owned(),
        other => {
            let text = other.to_string();
            match text.char_indices().nth(40) {
                Some((end, _)) => format!("`{}...`", &text[..end]),
                None => format!("`{text}`"),
            }
        }
    }
}
