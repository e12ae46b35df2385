//! Presigned requests of S3.

mod hooks;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use s3::Client;
use s3::config::{BehaviorVersion, Builder, Config, Credentials, Region};
use s3::error::SdkError;
use s3::operation::put_object::PutObjectError;
use s3::presigning::{PresignedRequest, PresigningConfig};
use s3::primitives::ByteStream;

use super::run;

fn config() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"))
}

fn client() -> Client {
    Client::from_conf(config().build())
}

fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_234_567_891)
}

/// A quarter of an hour, from a time on that tests know.
fn validity() -> PresigningConfig {
    PresigningConfig::builder().start_time(start()).expires_in(Duration::from_secs(900)).build().expect("it is short")
}

/// The address before the parameters of the signature.
fn address(request: &PresignedRequest) -> &str {
    request.uri().split_once("X-Amz-Algorithm=").map_or(request.uri(), |(address, _)| &address[..address.len() - 1])
}

fn parameter<'r>(request: &'r PresignedRequest, name: &str) -> Option<&'r str> {
    let (_, query) = request.uri().split_once('?')?;
    let mut parameters = query.split('&').filter_map(|parameter| parameter.split_once('='));
    parameters.find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn headers(request: &PresignedRequest) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = request.headers().collect();
    headers.sort_unstable();
    headers
}

const BUCKET: &str = "https://photos.s3.us-east-1.amazonaws.com";

#[test]
fn a_link_is_read_by_a_browser() {
    let get = client().get_object().bucket("photos").key("2024/a cat+é.jpg");
    let get = get.response_content_disposition("attachment; filename=\"cat.jpg\"");
    let link = run(get.presigned(validity())).expect("it can be signed");
    assert_eq!((link.method(), link.headers().count()), ("GET", 0));
    let disposition = "response-content-disposition=attachment%3B%20filename%3D%22cat.jpg%22";
    assert_eq!(address(&link), format!("{BUCKET}/2024/a%20cat%2B%C3%A9.jpg?x-id=GetObject&{disposition}"));
    for (name, value) in [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", "AKID%2F20090213%2Fus-east-1%2Fs3%2Faws4_request"),
        ("X-Amz-Date", "20090213T233131Z"),
        ("X-Amz-Expires", "900"),
        ("X-Amz-SignedHeaders", "host"),
        ("X-Amz-Signature", "d2be0e7474a81368cc37b766d5d3d15023d138185ca92a06e1e13ff0ac0db41e"),
    ] {
        assert_eq!(parameter(&link, name), Some(value), "{name}");
    }
    assert!(format!("{link:?}").starts_with("PresignedRequest { method: "), "{link:?}");
}

#[test]
fn whoever_uploads_sends_the_headers() {
    let put = client().put_object().bucket("photos").key("a").content_type("image/jpeg").metadata("owner", "me");
    let put = put.content_length(5).storage_class(s3::types::StorageClass::StandardIa);
    let put = run(put.presigned(validity())).expect("it can be signed");
    let expected = [
        ("content-length", "5"),
        ("content-type", "image/jpeg"),
        ("x-amz-meta-owner", "me"),
        ("x-amz-storage-class", "STANDARD_IA"),
    ];
    assert_eq!((put.method(), headers(&put)), ("PUT", expected.to_vec()));
    let names = "content-length%3Bcontent-type%3Bhost%3Bx-amz-meta-owner%3Bx-amz-storage-class";
    assert_eq!(parameter(&put, "X-Amz-SignedHeaders"), Some(names));
    let signature = "e02dab6b9f9c9b42a266888988fbbd6e0cdbe201991044e2cf45ae3baaab052a";
    assert_eq!(parameter(&put, "X-Amz-Signature"), Some(signature));

    let request = put.make_http_1x_request("hello");
    assert_eq!(
        (request.method().as_str(), request.uri().to_string(), *request.body()),
        ("PUT", put.uri().into(), "hello")
    );
    assert_eq!(request.headers()["content-type"], "image/jpeg");
    assert_eq!(request.headers().len(), 4);
    let again = put.clone().into_http_1x_request(());
    assert_eq!((again.uri(), again.headers()), (request.uri(), request.headers()));
}

#[test]
#[allow(deprecated)]
fn requests_of_the_older_http_are_the_same() {
    let put = client().put_object().bucket("photos").key("a").content_type("image/jpeg");
    let put = run(put.presigned(validity())).expect("it can be signed");
    let request = put.make_http_02x_request("hello");
    assert_eq!(
        (request.method().as_str(), request.uri().to_string(), *request.body()),
        ("PUT", put.uri().into(), "hello")
    );
    assert_eq!(request.headers()["content-type"], "image/jpeg");
    assert_eq!(request.headers().len(), 1);
    assert_eq!(put.into_http_02x_request(7).into_body(), 7);
}

/// A body is the business of whoever sends it, and so are its length, type and checksum.
#[test]
fn a_body_is_left_out() {
    let put = client().put_object().bucket("photos").key("a").body(ByteStream::from_static(b"hello"));
    let put = run(put.presigned(validity())).expect("it can be signed");
    assert_eq!((headers(&put), parameter(&put, "X-Amz-SignedHeaders")), (vec![], Some("host")));
    let empty = client().put_object().bucket("photos").key("a");
    assert_eq!(run(empty.presigned(validity())).expect("it can be signed").uri(), put.uri());

    let given =
        client().put_object().bucket("photos").key("a").checksum_sha256("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    let given = run(given.presigned(validity())).expect("it can be signed");
    let expected = [("x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")];
    assert_eq!(headers(&given), expected);
}

#[test]
fn parts_are_uploaded_one_by_one() {
    let client = client();
    let part = |number| {
        let part = client.upload_part().bucket("photos").key("film").upload_id("id").part_number(number);
        run(part.presigned(validity())).expect("it can be signed")
    };
    let parts: Vec<_> = (1..=3).map(part).collect();
    for (part, number) in parts.iter().zip(1..) {
        let expected = format!("{BUCKET}/film?x-id=UploadPart&partNumber={number}&uploadId=id");
        assert_eq!((part.method(), address(part)), ("PUT", &*expected));
    }
    assert!(parts[0].uri() != parts[1].uri());
}

#[test]
fn objects_are_looked_at_and_deleted() {
    let client = client();
    let head = run(client.head_object().bucket("photos").key("a").presigned(validity())).expect("it can be signed");
    assert_eq!((head.method(), address(&head)), ("HEAD", &*format!("{BUCKET}/a")));
    let delete = client.delete_object().bucket("photos").key("a").version_id("v1");
    let delete = run(delete.presigned(validity())).expect("it can be signed");
    assert_eq!((delete.method(), address(&delete)), ("DELETE", &*format!("{BUCKET}/a?x-id=DeleteObject&versionId=v1")));
}

#[test]
fn a_week_is_the_longest_time() {
    let week = Duration::from_secs(7 * 24 * 60 * 60);
    let config = PresigningConfig::expires_in(week).expect("a week is allowed");
    assert_eq!(config.expires(), week);
    assert!(config.start_time() <= SystemTime::now());
    let error = PresigningConfig::expires_in(week + Duration::from_secs(1)).expect_err("it is longer than a week");
    assert!(error.to_string().contains("must be no longer than one week"), "{error}");
    let mut builder = PresigningConfig::builder();
    builder.set_start_time(Some(start()));
    builder.set_expires_in(None);
    let error = builder.build().expect_err("nothing says how long");
    assert!(error.to_string().starts_with("`expires_in` is required"), "{error}");
    assert_eq!(validity().start_time(), start());
}

#[test]
fn a_session_has_its_token_in_the_link() {
    let session = Credentials::new("AKID", "SECRET", Some("to/ken=".into()), None, "test");
    let client = Client::from_conf(config().credentials_provider(session).build());
    let get = run(client.get_object().bucket("photos").key("a").presigned(validity())).expect("it can be signed");
    assert_eq!(parameter(&get, "X-Amz-Security-Token"), Some("to%2Fken%3D"));
}

#[test]
fn settings_of_the_address_count() {
    let of = |builder: Builder| {
        let client = Client::from_conf(builder.build());
        run(client.get_object().bucket("photos").key("a").presigned(validity())).expect("it can be signed")
    };
    let local = of(config().endpoint_url("http://localhost:9000").force_path_style(true));
    assert_eq!(address(&local), "http://localhost:9000/photos/a?x-id=GetObject");
    let fast = of(config().accelerate(true));
    assert_eq!(address(&fast), "https://photos.s3-accelerate.amazonaws.com/a?x-id=GetObject");
    let call = client().get_object().bucket("photos").key("a").customize();
    let call = call.config_override(Config::builder().region(Region::new("eu-west-1")));
    let override_ = run(call.presigned(validity())).expect("it can be signed");
    assert_eq!(address(&override_), "https://photos.s3.eu-west-1.amazonaws.com/a?x-id=GetObject");
}

#[test]
fn a_public_bucket_needs_no_signature() {
    let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("us-east-1"));
    for config in [config.clone().allow_no_auth(), config] {
        let client = Client::from_conf(config.build());
        let get = client.get_object().bucket("photos").key("a").presigned(validity());
        assert_eq!(run(get).expect("no credentials are wanted").uri(), format!("{BUCKET}/a?x-id=GetObject"));
    }
}

#[test]
fn an_input_that_is_not_complete_is_an_error() {
    let put = run(client().put_object().key("a").presigned(validity()));
    let error: SdkError<PutObjectError> = put.expect_err("there is no bucket");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
}
