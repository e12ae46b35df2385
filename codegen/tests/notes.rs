//! What is left out of a crate is told by name.

use tinsmith_codegen::{Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Source, load};

#[test]
fn a_protocol_of_forms_has_no_event_streams() {
    let text = include_str!("fixtures/event_streams.json").replace("aws.protocols#restJson1", "aws.protocols#awsQuery");
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model", text: &text }, &options).unwrap_or_else(|report| panic!("{report}"));
    let options = Options { crate_name: "events".to_owned(), runtime: Runtime::Workspace };
    let generated = generate(&model, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
    let left_out = |operation: &str| format!("operation {operation} left out: awsQuery has no event streams");
    assert_eq!(generated.notes, ["Talk", "Tell", "Watch"].map(left_out));
    assert!(!generated.files.keys().any(|path| path.contains("error/chat")), "{:?}", generated.files.keys());
}
