//! The choice of a protocol.

use tinsmith_model::{Options, Source, load};

use crate::{PROTOCOLS, document};

/// The protocol of a service with these traits, or the first problem.
fn protocol(traits: &str, wanted: Option<&str>) -> Result<String, String> {
    let text = document("2.0", &format!(r#""a#Api": {{"type": "service", "version": "1", "traits": {{{traits}}}}}"#));
    let options = Options { protocols: PROTOCOLS, protocol: wanted, ..Options::default() };
    let model = load(&Source { name: "model.json", text: &text }, &options);
    model.map(|model| model.protocol().to_owned()).map_err(|report| report.problems()[0].message.clone())
}

fn spoken(protocol: &str) -> Result<String, String> {
    Ok(format!("aws.protocols#{protocol}"))
}

#[test]
fn the_generator_decides_between_several() {
    let traits = r#""aws.protocols#restJson1": {}, "aws.protocols#awsJson1_1": {}, "smithy.protocols#rpcv2Cbor": {}"#;
    assert_eq!(protocol(traits, None), spoken("awsJson1_1"));
    assert_eq!(protocol(traits, Some("aws.protocols#restJson1")), spoken("restJson1"));
    assert_eq!(protocol(r#""aws.protocols#restJson1": {}"#, None), spoken("restJson1"));
}

#[test]
fn a_service_without_any_speaks_what_is_asked_for_and_nothing_else() {
    let none = "the service declares no protocol";
    let unless = |which| Err(format!("{none} that is known, unless {which}"));
    for (traits, said) in [
        ("", Err(none.to_owned())),
        (r#""aws.protocols#awsQueryCompatible": {}"#, Err(none.to_owned())),
        (r#""alloy#simpleRestJson": {}"#, unless("`alloy#simpleRestJson` is one")),
        (r#""alloy#a": {}, "smithy.api#title": "A", "b#c": {}"#, unless("one of `alloy#a` and `b#c` is")),
        (
            r#""aws.protocols#awsJson2_0": {}"#,
            Err("no protocol of the service is supported: it speaks `aws.protocols#awsJson2_0`".to_owned()),
        ),
    ] {
        assert_eq!(protocol(traits, None), said, "{traits}");
        let wanted = Some("aws.protocols#awsJson1_1");
        assert_eq!(protocol(traits, wanted), spoken("awsJson1_1"), "{traits}");
    }
}

#[test]
fn what_is_asked_for_does_not_go_over_what_is_supported() {
    let said =
        "the service does not speak `aws.protocols#restJson1`, which was asked for, but `aws.protocols#awsJson1_1`";
    let traits = r#""aws.protocols#awsJson1_1": {}"#;
    assert_eq!(protocol(traits, Some("aws.protocols#restJson1")), Err(said.to_owned()));
}
