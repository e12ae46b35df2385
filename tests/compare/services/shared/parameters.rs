//! Reading a page of `GetParametersByPath` and writing a `PutParameter`.

use bytes::Bytes;
use compare_work::measure::{consuming, repeated, throughput};
use compare_work::parameters::{self, PARAMETERS};
use serde_json::Value;
use ssm::operation::get_parameters_by_path::GetParametersByPathOutput;
use ssm::operation::put_parameter::PutParameterInput;
use ssm::types::{Parameter, ParameterTier, ParameterType, Tag};

use crate::side;

/// The speed of reading a page of parameters, in MB/s.
pub fn list() -> f64 {
    let text = Bytes::from(parameters::page());
    let response = side::response(text.clone());
    let read = side::list_parameters();
    check_page(&read(&response));
    throughput(text.len(), repeated(|| read(&response)))
}

fn check_page(output: &GetParametersByPathOutput) {
    assert_eq!(output.next_token(), Some(parameters::TOKEN));
    assert_eq!(output.parameters().len(), PARAMETERS);
    for (number, parameter) in output.parameters().iter().enumerate() {
        check(parameter, number);
    }
}

/// Checks a parameter against the one of `compare_work::parameters`.
pub fn check(parameter: &Parameter, number: usize) {
    assert_eq!(parameter.arn(), Some(&*parameters::arn(number)));
    assert_eq!(parameter.name(), Some(&*parameters::name(number)));
    assert_eq!(parameter.value(), Some(&*parameters::value(number)));
    assert_eq!((parameter.r#type(), parameter.data_type()), (Some(&ParameterType::SecureString), Some("text")));
    assert_eq!(parameter.version(), parameters::version(number));
    let modified = parameter.last_modified_date().map(|time| (time.secs(), time.subsec_nanos()));
    assert_eq!(modified, Some((parameters::modified(number), 250_000_000)));
    assert_eq!((parameter.selector(), parameter.source_result()), (None, None));
}

/// The CPU time in ns of writing a `PutParameter` with every member set.
pub fn put() -> f64 {
    let input = input();
    let mut write = side::put_parameter();
    let body = write(input.clone());
    let written: Value = serde_json::from_slice(body.bytes().expect("it is in memory")).expect("it is JSON");
    assert_eq!(written, serde_json::from_str::<Value>(parameters::PUT).expect("it is JSON"));
    consuming(64, || input.clone(), write)
}

/// The CPU time in ns of dropping such an input, which is part of writing it.
pub fn drop_input() -> f64 {
    let input = input();
    consuming(64, || input.clone(), drop)
}

fn input() -> PutParameterInput {
    let tag = |key, value| Tag::builder().key(key).value(value).build().expect("it is complete");
    PutParameterInput::builder()
        .name(parameters::name(0))
        .description("The database of the orders, and what it is asked with")
        .value(parameters::value(0))
        .r#type(ParameterType::SecureString)
        .key_id("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .overwrite(true)
        .allowed_pattern("^\\{.*\\}$")
        .tags(tag("team", "shop"))
        .tags(tag("stage", "production"))
        .tier(ParameterTier::Advanced)
        .policies(r#"[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2027-01-01T00:00:00.000Z"}}]"#)
        .data_type("text")
        .build()
        .expect("it is complete")
}
