//! Rooms of the runtime import from rooms of earlier floors only.

use std::collections::BTreeSet;
use std::fs;

use tinsmith_tests::generate::root;

use super::imports;
use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

/// The rooms, each of which may import those before it.
#[rustfmt::skip] // the order, from the bottom to the top
const FLOORS: [&str; 20] = [
    "text", "walk", "formats", "error", "endpoint", "jmespath", "signing", "stages", "event_stream",
    "timer", "blocking", "meta", "http", "trace", "config", "operation", "protocols", "engine", "client", "emitted",
];

/// Top-level modules on no floor, and why.
const ASIDE: [Exception; 6] = [
    ("internals", "opens the rooms to tests and benchmarks, behind a feature"),
    ("lib", "names the rooms"),
    ("primitives", "values of the official crates, under one name"),
    ("protocol_test", "checks of protocol tests, behind a feature, over everything"),
    ("test", "HTTP clients for tests of programs, over the engine"),
    ("test_support", "shapes and texts for unit tests"),
];

/// A file and a room above it, and the reason for the import.
const EXCEPTIONS: &[Exception] = &[];

/// The top-level module that a file belongs to.
fn room(source: &Source) -> Option<&str> {
    let below = source.path.strip_prefix("runtime/src/")?;
    below.split('/').next().map(|first| first.trim_end_matches(".rs"))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|known| *known == room)
}

/// The imports from a floor that comes later, each file and room once.
fn findings(sources: &[Source]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust() && !source.is_test()) {
        let Some((own, at)) = room(source).and_then(|room| Some((room, floor(room)?))) else { continue };
        for import in imports::of(source) {
            let target = import.path.strip_prefix("crate::").and_then(|path| path.split("::").next());
            let Some(target) = target.filter(|target| floor(target).is_some_and(|floor| floor > at)) else { continue };
            let key = format!("{} {target}", source.path);
            if findings.iter().all(|finding| finding.key != key) {
                let text = format!("{}:{}: `{own}` imports `{target}`, a later floor", source.path, import.line);
                findings.push(Finding { key, text });
            }
        }
    }
    findings
}

#[test]
fn arrows_only_go_down() {
    hold("a room of the runtime imports from a later one", &findings(&all()), EXCEPTIONS);
}

#[test]
fn every_room_has_a_floor() {
    let entries = fs::read_dir(root().join("runtime/src")).expect("the runtime has sources");
    let entries: BTreeSet<_> =
        entries.map(|entry| entry.expect("the folder can be read").file_name().into_string().expect("UTF-8")).collect();
    let rooms: BTreeSet<_> = entries.iter().map(|entry| entry.trim_end_matches(".rs")).collect();
    let known: BTreeSet<_> = FLOORS.into_iter().chain(ASIDE.iter().map(|(room, _)| *room)).collect();
    assert_eq!(rooms, known, "runtime/src beside the floors and what is named aside");
}

#[test]
fn the_map_has_the_rooms_in_the_order_of_floors() {
    let map = include_str!("../../../ARCHITECTURE.md");
    let (_, section) = map.split_once("\n### Rooms of the runtime\n").expect("ARCHITECTURE.md has the heading");
    let (section, _) = section.split_once("\n### ").expect("another section follows");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), FLOORS);
}

#[test]
fn imports_that_go_up_are_found_once() {
    let broken = given([
        ("runtime/src/http/a.rs", "use crate::{engine::Engine, text::line};\nfn a() { crate::engine::b(); }"),
        ("runtime/src/text/b.rs", "use crate::http;\nuse crate::text;"),
        ("runtime/src/text/tests.rs", "use crate::engine;"),
        ("runtime/src/lib.rs", "pub use crate::engine::Engine;"),
        ("runtime/src/engine/mod.rs", "use crate::http;\nmod tests {\n    use crate::client;\n}"),
    ]);
    assert_eq!(keys(&findings(&broken)), ["runtime/src/http/a.rs engine", "runtime/src/text/b.rs http"]);
}
