//! The walk: the traits by which a shape meets a format, the schema that formats know of a shape, and the error of readers.

#[macro_use]
mod tri;

pub mod read_error;
pub mod schema;
pub mod shape;

pub use read_error::ReadError;
