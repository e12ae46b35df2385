//! From a checked Smithy model to the text of a Rust client crate: lower, emit, render.
//!
//! Nothing here touches a file, the clock or the environment: a [`Model`] goes in, [`Files`] come out, and the same
//! model gives the same bytes.

mod emit;
pub mod ir;
mod keywords;
pub mod lower;
mod markdown;
mod problem;
mod protocol;
mod render;
mod text;
mod traits;

use std::collections::BTreeMap;

use tinsmith_model::Model;

pub use problem::{Problem, TraitProblem};
pub use protocol::{PROTOCOLS, Protocol};
pub use traits::{Support, TRAITS};

/// The oldest Rust that compiles emitted crates and the runtime: that of their dependencies
/// (<https://doc.rust-lang.org/cargo/reference/rust-version.html>).
pub const RUST_VERSION: &str = "1.94.1";

/// Contents of files by their paths in the crate's folder.
pub type Files = BTreeMap<String, String>;

/// The choices of the caller about a crate.
#[derive(Debug, Clone)]
pub struct Options {
    /// The package name; [`crate_name`] gives the usual one.
    pub crate_name: String,
    /// The place of the runtime.
    pub runtime: Runtime,
}

/// The place of the runtime, as seen from an emitted crate.
#[derive(Debug, Clone)]
pub enum Runtime {
    /// In the workspace that both are members of.
    Workspace,
    /// At a path, for a crate that takes nothing from the workspace that it lies in.
    Path {
        /// The path.
        path: String,
        /// Whether it is the root of a workspace of its own, because it lies below one that it is no member of.
        own_workspace: bool,
    },
}

/// An emitted crate.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The files.
    pub files: Files,
    /// The number of operations.
    pub operations: usize,
    /// The number of shapes that have types.
    pub shapes: usize,
    /// Notes on operations that were left out, and on calls that lack something.
    pub notes: Vec<String>,
}

/// The package name of a service: `ivsrealtime` for the `sdkId` `IVS RealTime`.
pub fn crate_name(model: &Model) -> String {
    let service = model.service_shape();
    lower::package(service.traits.service_info().map_or(model.service_id().name(), |info| info.sdk_id))
}

/// Checks the name of a crate.
///
/// # Errors
///
/// Fails if Cargo rejects the name, if code cannot name the crate, or if the emitted crate depends on one of that name.
pub fn check_crate_name(name: &str) -> Result<(), &'static str> {
    lower::check_package(name)
}

/// Generates the crate of a service.
///
/// # Errors
///
/// Fails with every problem of the model that only shows when it is lowered, such as an endpoint rule with an unknown function or an
/// `sdkId` that no crate can be named by.
pub fn generate(model: &Model, options: &Options) -> Result<Generated, Vec<Problem>> {
    check_crate_name(&options.crate_name).map_err(|why| vec![Problem::of_name(model, &options.crate_name, why)])?;
    let lowered = lower::lower(model, &options.crate_name)?;
    let sources = emit::emit(&lowered.krate, &options.runtime);
    Ok(Generated {
        files: render::render(&sources),
        operations: lowered.krate.operations.len(),
        shapes: lowered.shapes,
        notes: lowered.notes,
    })
}
