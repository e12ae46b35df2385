//! Responses that are compared with their checksums.

use super::*;
use crate::config::ResponseChecksumValidation::WhenRequired;

/// The mode that the request asked for, and the outcome of a call that is answered with these headers and [`TEXT`].
async fn compared(
    headers: &[(&'static str, &str)],
    input: Input,
    settings: impl FnOnce(Builder) -> Builder,
) -> (Option<String>, Result<(), String>) {
    let mut response = Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let http = replay([response.body(SdkBody::from(TEXT)).expect("it is a response")]);
    let config = settings(config(&http)).retry_config(crate::config::retry::RetryConfig::disabled());
    let outcome = Engine::new(Compared::META.service, config.build()).send::<Compared>(input).await;
    let mode = http.requests()[0].headers().get(MODE).map(|mode| mode.to_str().expect("it is text").to_owned());
    (mode, outcome.map(|_| ()).map_err(|error| format!("{error}")))
}

fn plain(builder: Builder) -> Builder {
    builder
}

#[tokio::test]
async fn a_body_that_is_not_what_was_sent_is_an_error() {
    for (name, header, value) in VALUES {
        let (mode, outcome) = compared(&[(header, value)], Input::default(), plain).await;
        assert_eq!((mode.as_deref(), outcome), (Some("ENABLED"), Ok(())), "{name}");
        let wrong = super::base64(&vec![1; aws_smithy_types::base64::decode(value).unwrap().len()]);
        let (_, outcome) = compared(&[(header, &wrong)], Input::default(), plain).await;
        let told = format!("its checksum by {name} is `{value}`, and `{header}` says `{wrong}`");
        let error = outcome.unwrap_err();
        assert!(error.contains(&told), "{error}");
    }
}

/// The order is that of `CHECKSUM_ALGORITHMS_IN_PRIORITY_ORDER` in `aws-smithy-checksums`.
#[tokio::test]
async fn the_fastest_of_several_checksums_counts() {
    let order = ["CRC64NVME", "CRC32C", "CRC32", "SHA1", "SHA256"];
    for (index, first) in order.iter().enumerate() {
        let mut headers = Vec::new();
        for name in &order[index..] {
            let (_, header, value) = VALUES.iter().find(|(known, ..)| known == name).unwrap();
            headers.push((*header, if name == first { *value } else { "AAAA" }));
        }
        assert_eq!(compared(&headers, Input::default(), plain).await.1, Ok(()), "{first}");
    }
}

#[tokio::test]
async fn checksums_of_parts_and_of_nothing_known_are_passed_over() {
    for headers in [
        [("x-amz-checksum-crc32", "AAAAAA==-2")],
        [("x-amz-checksum-sha256", "not Base64!")],
        [("x-amz-checksum-xxhash64", "AAAAAA==")],
        [("x-amz-checksum-type", "FULL_OBJECT")],
    ] {
        assert_eq!(compared(&headers, Input::default(), plain).await.1, Ok(()), "{headers:?}");
    }
}

#[tokio::test]
async fn responses_are_compared_where_it_is_asked_for() {
    let wrong = [("x-amz-checksum-crc32", "AAAAAA==")];
    let when_required = |builder: Builder| builder.response_checksum_validation(WhenRequired);
    assert_eq!(compared(&wrong, Input::default(), when_required).await, (None, Ok(())));
    let asked = Input { mode: Some("ENABLED".to_owned()), ..Input::default() };
    assert!(compared(&wrong, asked, when_required).await.1.is_err());
}
