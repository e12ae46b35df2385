//! JSON with what Smithy models need beyond `serde_json`: the order of keys, duplicates and positions.

mod duplicates;
mod path;
mod position;
mod tree;

pub(crate) use duplicates::duplicates;
pub(crate) use path::Path;
pub(crate) use position::{Spot, lines_and_columns, locate};
pub(crate) use tree::{Node, Object};
