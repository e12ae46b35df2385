//! Which protocol is spoken.

use crate::two;

fn protocol(traits: &str) -> Option<String> {
    let model = two(&format!(r#""a#Api": {{"type": "service", "version": "1", "traits": {{{traits}}}}}"#));
    model.protocol().map(str::to_owned)
}

#[test]
fn the_generator_decides_between_several() {
    let traits = r#""aws.protocols#restJson1": {}, "aws.protocols#awsJson1_1": {}, "smithy.protocols#rpcv2Cbor": {}"#;
    assert_eq!(protocol(traits).as_deref(), Some("aws.protocols#awsJson1_1"));
    assert_eq!(protocol(r#""aws.protocols#restJson1": {}"#).as_deref(), Some("aws.protocols#restJson1"));
}

#[test]
fn a_service_may_declare_none() {
    assert_eq!(protocol(""), None);
    assert_eq!(protocol(r#""aws.protocols#awsQueryCompatible": {}"#), None);
}
