//! Positions of values, of what is missing, and in texts that are not JSON.

use std::cell::Cell;

use super::*;
use crate::{Options, Source, load};

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn count_step() {
    STEPS.set(STEPS.get() + 1);
}

const TEXT: &str = r#"{
  "shapes": {
    "a#B": { "type": "list", "member": { "target": "x#Y" } },
    "é\"": [10, {"deep": true}]
  }
}"#;

fn at(text: &str, path: &[&str]) -> (usize, usize, usize) {
    let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    let spot = locate(text, &[&path])[0];
    let (line, column) = lines_and_columns(text, &[spot.offset])[0];
    (line, column, spot.depth)
}

#[test]
fn points_at_keys_of_nested_values_and_at_plain_values() {
    assert_eq!(at(TEXT, &[]), (1, 1, 0));
    assert_eq!(at(TEXT, &["shapes"]), (2, 3, 1));
    assert_eq!(at(TEXT, &["shapes", "a#B"]), (3, 5, 2));
    assert_eq!(at(TEXT, &["shapes", "a#B", "type"]), (3, 22, 3));
    assert_eq!(at(TEXT, &["shapes", "a#B", "member", "target"]), (3, 52, 4));
}

#[test]
fn counts_columns_in_characters_and_reads_escapes() {
    assert_eq!(at(TEXT, &["shapes", "é\"", "0"]), (4, 13, 3));
    assert_eq!(at(TEXT, &["shapes", "é\"", "1", "deep"]), (4, 26, 4));
}

#[test]
fn stops_at_the_last_step_that_exists() {
    assert_eq!(at(TEXT, &["shapes", "a#B", "members", "c"]), (3, 5, 2));
    assert_eq!(at(TEXT, &["nothing", "here"]), (1, 1, 0));
}

#[test]
fn takes_the_last_of_repeated_keys() {
    assert_eq!(at("{\"a\": 1,\n \"a\": 2}", &["a"]), (2, 7, 1));
}

#[test]
fn finds_many_in_one_pass() {
    let paths = [vec!["shapes".to_owned()], vec!["shapes".to_owned(), "a#B".to_owned()], vec![]];
    let borrowed: Vec<&[String]> = paths.iter().map(Vec::as_slice).collect();
    let depths: Vec<_> = locate(TEXT, &borrowed).iter().map(|spot| spot.depth).collect();
    assert_eq!(depths, [1, 2, 0]);
}

#[test]
fn survives_what_is_not_json() {
    let path = ["a".to_owned(), "0".to_owned(), "b".to_owned()];
    for text in
        ["", "{", "{\"", "{\"a", "{\"a\\", "{\"a\":", "[", "[,", "{\"a\":[", "}{", "{\"a\":[{\"b\":]}", "\"", "é"]
    {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let spot = locate(&text[..end], &[&path])[0];
            assert!(spot.offset <= end);
        }
    }
}

/// A pass for each problem would take steps by the square of their number.
#[test]
fn many_problems_are_placed_in_one_pass() {
    for many in [10, 100, 5_000] {
        let members: Vec<_> =
            (0..many).map(|index| format!(r#""m{index}": {{"target": "a#Nowhere{index}"}}"#)).collect();
        let text = format!(
            r#"{{"smithy": "2.0", "shapes": {{"a#Api": {{"type": "service", "operations": [{{"target": "a#Get"}}]}},
            "a#Get": {{"type": "operation", "input": {{"target": "a#In"}}}},
            "a#In": {{"type": "structure", "members": {{{}}}}}}}}}"#,
            members.join(",\n")
        );
        STEPS.set(0);
        let report = load(&Source { name: "model.json", text: &text }, &Options::default()).expect_err("it is broken");
        let missing = report.problems().iter().filter(|problem| problem.message.contains("a#Nowhere"));
        let places: Vec<_> = missing.map(|problem| problem.line).collect();
        assert_eq!(places, (3..3 + many).collect::<Vec<_>>());
        let (steps, length) = (STEPS.get(), text.len());
        assert!(steps > length && steps < 6 * length, "{steps} steps for {many} problems in {length} bytes");
    }
}
