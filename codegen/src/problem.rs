//! What is wrong with a model, found while lowering it.

use std::fmt;

use tinsmith_model::ShapeId;

/// A problem of a model that only shows when it is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The shape.
    pub shape: ShapeId,
    /// The trait, and the JSON pointer inside of its value.
    pub place: Option<(String, String)>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem inside the value of a trait.
    pub(crate) fn in_trait(shape: &ShapeId, id: &str, problem: crate::lower::endpoint::LowerProblem) -> Self {
        Self { shape: shape.clone(), place: Some((id.to_owned(), problem.pointer)), message: problem.message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.shape, self.message)?;
        match &self.place {
            Some((id, pointer)) => write!(f, " (in the trait {id}, at {pointer})"),
            None => Ok(()),
        }
    }
}
