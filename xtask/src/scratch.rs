//! Workspaces of emitted crates that are thrown away: under `target`, on this checkout's runtime.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::libraries::codegen::RUST_VERSION;

/// The target folder that throwaway workspaces share, those of tests too: what they depend on is compiled once.
pub(crate) const TARGET: &str = "target/tmp/target";

/// Writes the manifest of a workspace in `dir`, from which the crates inherit, and the lock of the checkout beside it.
pub(crate) fn workspace(dir: &Path, root: &Path, members: &[String]) -> Result<(), Failure> {
    let members: Vec<_> = members.iter().map(|member| format!("    \"{member}\",\n")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\nrepository = \"\"\n\
         publish = false\n\n\
         [workspace.dependencies]\ntinsmith = {{ path = {:?}, default-features = false }}\n\n\
         [profile.dev]\ndebug = false\n",
        members.concat(),
        root.join("runtime"),
    );
    write(&dir.join("Cargo.toml"), &manifest)?;
    let lock = root.join("Cargo.lock");
    fs::copy(&lock, dir.join("Cargo.lock")).map_err(|error| Failure::io("copy", &lock, &error))?;
    Ok(())
}

/// Writes a file unless it is there already, so that Cargo sees only what changed.
pub(crate) fn write(path: &Path, contents: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|present| present == contents) {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(|error| Failure::io("create", parent, &error))?;
    fs::write(path, contents).map_err(|error| Failure::io("write", path, &error))
}
