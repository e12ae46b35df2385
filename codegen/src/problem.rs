//! Problems of a model that are found while it is lowered.

use std::fmt;

use tinsmith_model::text::printed;
use tinsmith_model::{Model, ShapeId};

/// A problem of a model that only shows when it is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The shape.
    pub shape: ShapeId,
    /// The trait.
    pub trait_id: String,
    /// The JSON pointer into the trait's value.
    pub pointer: String,
    /// The problem, and the remedy.
    pub message: String,
}

/// A problem in the value of a trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraitProblem {
    /// The JSON pointer into the value.
    pub pointer: String,
    /// The problem, and the remedy.
    pub message: String,
}

impl Problem {
    /// The problem of a service whose name gives no name of a crate.
    pub(crate) fn of_name(model: &Model, name: &str, why: &str) -> Self {
        Self {
            shape: model.service_id().clone(),
            trait_id: "aws.api#service".to_owned(),
            pointer: "/sdkId".to_owned(),
            message: format!("the crate would be named `{name}`: {why}; name it yourself with --crate-name"),
        }
    }

    /// A problem inside the value of a trait.
    pub(crate) fn in_trait(shape: &ShapeId, id: &str, problem: TraitProblem) -> Self {
        Self { shape: shape.clone(), trait_id: id.to_owned(), pointer: problem.pointer, message: problem.message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, pointer) = (printed(&self.message), printed(&self.pointer));
        write!(f, "{}: {message} (in the trait {}, at {pointer})", self.shape, self.trait_id)
    }
}
