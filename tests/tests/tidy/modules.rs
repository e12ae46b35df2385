//! Every file begins with `//!`.

use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

/// Files without, each with the reason.
const UNDOCUMENTED: &[Exception] =
    &[("codegen/src/emit/endpoint/fixture.rs", "holds what is emitted, to the byte, for a test to compare")];

/// The Rust files whose first line is no inner doc comment.
fn undocumented(sources: &[Source]) -> Vec<Finding> {
    let bare = sources.iter().filter(|source| source.is_rust() && !source.text.starts_with("//! "));
    bare.map(|source| Finding {
        key: source.path.clone(),
        text: format!("{}:1: begins without `//!`: say what the module is for", source.path),
    })
    .collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    hold("a file begins without a doc comment", &undocumented(&all()), UNDOCUMENTED);
    let broken = given([("a.rs", "//! A.\n"), ("b.rs", "use c;\n//! B.\n"), ("Cargo.toml", "[package]")]);
    assert_eq!(keys(&undocumented(&broken)), ["b.rs"]);
}
