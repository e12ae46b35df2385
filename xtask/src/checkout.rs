//! This checkout: its root, and paths in messages and manifests.

use std::path::{Path, PathBuf};

/// The root of the checkout that this binary was built from, whatever directory it runs in.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// A path for messages: relative to the root of the checkout if it lies below.
pub(crate) fn shown(path: &Path) -> String {
    let short = path.strip_prefix(root()).ok().filter(|rest| !rest.as_os_str().is_empty());
    short.map_or_else(|| path.display().to_string(), slashed)
}

/// A relative path with `/` between its parts, for emitted text, manifests and messages on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("Cargo.toml").is_file());
        assert_eq!(shown(&root().join("model/services/x.json")), "model/services/x.json");
        assert_eq!(shown(&root().join("model").join("services")), "model/services");
        assert_eq!(shown(Path::new("/elsewhere")), "/elsewhere");
    }
}
