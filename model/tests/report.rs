//! One broken model per rule, with the exact text that its author reads.

use std::path::{Path, PathBuf};

use tinsmith_model::{Options, Source, load};

const PROTOCOLS: &[&str] = &["aws.protocols#restJson1", "aws.protocols#awsQuery", "aws.protocols#awsJson1_1"];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn read(name: &str) -> Option<String> {
    std::fs::read_to_string(fixtures().join(name)).ok()
}

/// The report for the fixture of that name, with its fix-ups if it has some.
fn report(name: &str, service: Option<&str>, protocols: &[&str]) -> String {
    let (file, fixups_file) = (format!("{name}.json"), format!("{name}.fixups.json"));
    let text = read(&file).expect("the fixture exists");
    let fixups = read(&fixups_file);
    let fixups = fixups.as_deref().map(|text| Source { name: &fixups_file, text });
    let options = Options { service, fixups, protocols, protocol: None };
    match load(&Source { name: &file, text: &text }, &options) {
        Ok(_) => "no problems".to_owned(),
        Err(report) => report.to_string(),
    }
}

macro_rules! reports {
    ($($name:ident)*) => {
        const FIXTURES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), report(stringify!($name), None, PROTOCOLS));
            }
        )*
    };
}

reports! {
    all_at_once applies broken_fixups checksum_members cut_short defaults discovery_operation duplicate_keys empty enum_values
    errors_without_trait fixups host_prefix invalid_names labels labels_without_input list_or_map_without_members
    literal_query malformed_uri map_keys misplaced_traits mixins no_address no_protocol no_service no_shapes
    no_version not_an_object not_json not_json_either nothing_in_it operation_names pagination payload_and_body
    recursion renames required_recursion same_address same_header service_version several_services shape_names
    stream_in_a_list streams streams_in_documents test_params trait_values two_event_payloads two_payloads
    unit_as_a_member unknown_keys unknown_shape_type unknown_target unknown_trait unsupported_protocol
    unsupported_version wrong_json_types wrong_target_kinds
}

#[test]
fn unknown_service() {
    insta::assert_snapshot!(report("several_services", Some("Third"), PROTOCOLS));
}

#[test]
fn unknown_service_without_any() {
    insta::assert_snapshot!(report("no_service", Some("Api"), PROTOCOLS));
}

#[test]
fn no_protocols() {
    insta::assert_snapshot!(report("several_services", Some("a#Second"), &[]));
}

#[test]
fn one_of_several_services() {
    assert_eq!(report("several_services", Some("Second"), PROTOCOLS), "no problems");
}

#[test]
fn every_fixture_is_tested() {
    let mut files: Vec<String> = std::fs::read_dir(fixtures())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".json").map(str::to_owned))
        .filter(|name| !name.ends_with(".fixups"))
        .collect();
    files.sort();
    assert_eq!(files, FIXTURES);
}
