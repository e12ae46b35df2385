//! Generates crates from model files, and shows parts of them.

use std::fs;
use std::path::Path;

use tinsmith_codegen::{Files, Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Source, load};

/// The files of the crate that a model gives.
pub fn files_of(path: &Path, crate_name: &str) -> Files {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let source = Source { name: &path.display().to_string(), text: &text };
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&source, &options).unwrap_or_else(|report| panic!("{report}"));
    let options = Options { crate_name: crate_name.to_owned(), runtime: Runtime::Workspace };
    generate(&model, &options).unwrap_or_else(|problems| panic!("{problems:?}")).files
}

/// The named files one after the other.
pub fn shown(files: &Files, paths: &[&str]) -> String {
    let present = || files.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let text = |path: &str| files.get(path).unwrap_or_else(|| panic!("there is no {path}, but {}", present()));
    paths.iter().map(|path| format!("===== {path} =====\n{}\n", text(path))).collect()
}
