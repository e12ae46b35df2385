//! Generates crates in memory, from models of the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, Generated, Options, PROTOCOLS, Runtime};
use tinsmith_model::{Model, Source, load};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// The names of the emitted crates of the workspace, which are those of their folders.
///
/// # Panics
///
/// If the folder `generated` cannot be read.
pub fn emitted() -> Vec<String> {
    let folders = fs::read_dir(root().join("generated")).expect("the folder can be read").flatten();
    let folders = folders.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// A relative path with `/` between its parts, whatever the system writes there.
pub fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Reads and checks a model, corrected by the fix-ups of that path if there are any.
///
/// # Panics
///
/// If it cannot be read or has problems.
pub fn model(path: &Path, fixups: Option<&Path>) -> Model {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (text, fixups) = (read(path), fixups.filter(|path| path.exists()).map(read));
    let fixups = fixups.as_deref().map(|text| Source { name: "fix-ups", text });
    let options = tinsmith_model::Options { fixups, protocols: PROTOCOLS, ..Default::default() };
    let source = Source { name: &path.display().to_string(), text: &text };
    load(&source, &options).unwrap_or_else(|report| panic!("{report}"))
}

/// The model of a service of the checkout, with its fix-ups.
pub fn service(name: &str) -> Model {
    let file = format!("{name}.json");
    model(&root().join("model/services").join(&file), Some(&root().join("model/fixups").join(&file)))
}

/// Generates a crate of the workspace.
///
/// # Panics
///
/// If the model has problems that only show when it is lowered.
pub fn generate(model: &Model, crate_name: &str) -> Generated {
    let options = Options { crate_name: crate_name.to_owned(), runtime: Runtime::Workspace };
    tinsmith_codegen::generate(model, &options).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// The models that are fixtures of the code generator, sorted.
pub fn fixture_paths() -> Vec<PathBuf> {
    let folder = root().join("codegen/tests/fixtures");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    paths.sort();
    paths
}

/// The fixtures of the code generator: their names, and the files that each gives.
pub fn fixtures() -> Vec<(String, Files)> {
    let named = fixture_paths().into_iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let files = generate(&model(&path, None), &name).files;
        (name, files)
    });
    named.collect()
}
