//! Every file begins with `//!`, and the runtime names no service.

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

/// Services whose names would mean that the runtime knows them. IVS is there for the sake of completeness; `ec2` is not,
/// since ec2Query is a protocol.
const SERVICES: [&str; 22] = [
    "cloudformation",
    "cloudfront",
    "cloudwatch",
    "dynamo",
    "dynamodb",
    "glacier",
    "iam",
    "ivs",
    "ivsrealtime",
    "kinesis",
    "kms",
    "lambda",
    "polly",
    "route53",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "sts",
    "timestream",
    "transcribe",
];

/// Files of the runtime that name a service, each with the reason.
const NAMING: &[Exception] = &[
    ("runtime/src/config/endpoint/params.rs", "parameters of endpoint rules that are named after a service"),
    ("runtime/src/config/env.rs", "variables of the environment that AWS has named after a service"),
    ("runtime/src/config/mod.rs", "a type of the official interface, `StsRegionalEndpoint`"),
    ("runtime/src/config/settings.rs", "setters of the official interface that are named after a service"),
    ("runtime/src/endpoint/functions.rs", "the function `aws.isVirtualHostableS3Bucket` of endpoint rules"),
    ("runtime/src/endpoint/resolve/mod.rs", "the function `aws.isVirtualHostableS3Bucket` of endpoint rules"),
    ("runtime/src/endpoint/rules.rs", "the function `aws.isVirtualHostableS3Bucket` of endpoint rules"),
    (
        "runtime/src/error/request_id_ext.rs",
        "the key in metadata that the official interface has named after a service",
    ),
    ("runtime/src/engine/endpoint.rs", "settings and an authentication scheme that AWS has named after a service"),
    ("runtime/src/engine/handle.rs", "the environment of AWS Lambda, in which any client may run"),
    ("runtime/src/engine/user_agent/features.rs", "sources of credentials that AWS has named after a service"),
    ("runtime/src/engine/request.rs", "the environment of AWS Lambda, in which any client may run"),
];

/// The files of the runtime whose code names a service.
fn naming(sources: &[Source]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for source in sources.iter().filter(|source| source.is_below("runtime/src") && !source.is_test()) {
        let is_service = |word: &String| SERVICES.contains(&word.as_str());
        let named = source.shipped().find_map(|(line, code)| Some((line, words(code).find(is_service)?)));
        if let Some((line, service)) = named {
            let text = format!("{}:{line}: names the service `{service}`", source.path);
            findings.push(Finding { key: source.path.clone(), text });
        }
    }
    findings
}

/// The words of a line in lower case: `S3UseArnRegion`, `AWS_S3_X` and `s3_x` have `s3`.
fn words(code: &str) -> impl Iterator<Item = String> {
    code.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|part| {
        let mut words = vec![String::new()];
        let mut lower = false;
        for c in part.chars() {
            if lower && c.is_ascii_uppercase() {
                words.push(String::new());
            }
            lower = !c.is_ascii_uppercase();
            words.last_mut().expect("there is one").push(c.to_ascii_lowercase());
        }
        words
    })
}

#[test]
fn every_file_says_what_it_is_for() {
    hold("a file begins without a doc comment", &undocumented(&all()), UNDOCUMENTED);
    let broken = given([("a.rs", "//! A.\n"), ("b.rs", "use c;\n//! B.\n"), ("Cargo.toml", "[package]")]);
    assert_eq!(keys(&undocumented(&broken)), ["b.rs"]);
}

#[test]
fn no_service_is_named_in_the_runtime() {
    hold(
        "the runtime names a service; a row in codegen/src/lower/customization.rs gives it data",
        &naming(&all()),
        NAMING,
    );
}

#[test]
fn services_are_found_in_any_case() {
    let broken = given([
        ("runtime/src/a.rs", "/// As S3 does.\nlet s32 = steps; // S3"),
        ("runtime/src/b.rs", "if service.signing_name == \"s3\" {"),
        ("runtime/src/c.rs", "StsRegionalEndpoint"),
        ("runtime/src/d.rs", "\"AWS::S3::ForcePathStyle\""),
        ("runtime/src/tests/e.rs", "\"s3\""),
        ("codegen/src/f.rs", "\"s3\""),
    ]);
    assert_eq!(keys(&naming(&broken)), ["runtime/src/b.rs", "runtime/src/c.rs", "runtime/src/d.rs"]);
}
