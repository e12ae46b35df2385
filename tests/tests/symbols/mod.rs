//! The functions that a program is linked with. A test that looks is such a program.

use std::fs;

use object::{File, Object, ObjectSymbol};

/// Parts of names of functions that only calls with hooks run.
pub(crate) const HOOKED: [&str; 3] = ["modify_before_retry_loop", "finish_attempt", "take_back"];

/// Parts of names of functions that only presigned requests need.
pub(crate) const PRESIGNING: [&str; 3] = ["assemble_presigned", "say_unsigned", "without_signature"];

/// The parts that occur in names of functions of the runtime in this program.
pub(crate) fn linked<'p>(parts: &[&'p str]) -> Vec<&'p str> {
    let program = fs::read(std::env::current_exe().expect("the test is a file")).expect("the test can be read");
    let program = File::parse(&*program).expect("the test is an object");
    let symbols: Vec<_> = program.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
    let of_runtime: Vec<_> = symbols.iter().filter(|symbol| symbol.contains("tinsmith")).collect();
    assert!(of_runtime.len() > 20, "the names of functions are there");
    parts.iter().copied().filter(|part| of_runtime.iter().any(|symbol| symbol.contains(part))).collect()
}
