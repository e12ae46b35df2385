//! What is wrong with a model, found while lowering it.

use std::fmt;

use tinsmith_model::ShapeId;

/// A problem of a model that only shows when it is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The shape.
    pub shape: ShapeId,
    /// The trait.
    pub trait_id: String,
    /// The JSON pointer into the trait's value.
    pub pointer: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem inside the value of a trait.
    pub(crate) fn in_trait(shape: &ShapeId, id: &str, problem: crate::lower::endpoint::LowerProblem) -> Self {
        Self { shape: shape.clone(), trait_id: id.to_owned(), pointer: problem.pointer, message: problem.message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (in the trait {}, at {})", self.shape, self.message, self.trait_id, self.pointer)
    }
}
