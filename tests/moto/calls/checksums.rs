//! The checksums that requests of S3 carry, of every operation that wants or takes one. Nothing is sent.

use flows::config;
use http::{Request, Response};
use s3::Client;
use s3::config::RequestChecksumCalculation::{self, WhenRequired, WhenSupported};
use s3::config::retry::RetryConfig;
use s3::primitives::ByteStream;
use s3::types::ChecksumAlgorithm::{self, Crc32, Crc32C, Crc64Nvme, Sha1, Sha256};
use tinsmith::test::{Replay, replay};

/// A client that computes checksums then, and its connection, which answers one request.
fn client(calculation: RequestChecksumCalculation) -> (Client, Replay) {
    let http = replay([Response::new("")]);
    let config = config().http_client(http.clone()).retry_config(RetryConfig::disabled());
    (Client::from_conf(config.request_checksum_calculation(calculation).build()), http)
}

/// Looks at the request that a builder makes.
macro_rules! look {
    ($when:expr, |$client:ident| $builder:expr) => {{
        let ($client, http) = client($when);
        let outcome = $builder.send().await;
        let request = http.requests().pop();
        request.unwrap_or_else(|| panic!("there is no request: {:?}", outcome.err().map(|error| error.to_string())))
    }};
}

/// The headers of checksums in a request, without `x-amz-checksum-`.
fn checksums<B>(request: &Request<B>) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| value.to_str().expect("it is text").to_owned();
    let headers = request.headers().iter();
    headers
        .filter_map(|(name, value)| Some((name.as_str().strip_prefix("x-amz-checksum-")?.to_owned(), text(value))))
        .collect()
}

fn crc32(request: &Request<impl AsRef<[u8]>>) -> Vec<(String, String)> {
    let crc = crc32fast::hash(request.body().as_ref());
    vec![("crc32".to_owned(), base64_simd::STANDARD.encode_to_string(crc.to_be_bytes()))]
}

macro_rules! check {
    ($($wants:ident $operation:ident($($setter:ident: $value:expr),*);)*) => {
        $(
            let name = stringify!($operation);
            for when in [WhenSupported, WhenRequired] {
                let request = look!(when, |client| client.$operation().bucket("checksums")$(.$setter($value))*);
                let has_one = when == WhenSupported || check!(@ $wants);
                let default = if has_one { crc32(&request) } else { Vec::new() };
                assert_eq!(checksums(&request), default, "{name}");
            }
            for algorithm in [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256] {
                let request = look!(WhenRequired, |client| {
                    client.$operation().bucket("checksums")$(.$setter($value))*.checksum_algorithm(algorithm.clone())
                });
                assert_eq!(request.headers()["x-amz-sdk-checksum-algorithm"], algorithm.as_str(), "{name}");
                let found = checksums(&request);
                let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
                assert_eq!(names, [algorithm.as_str().to_ascii_lowercase()], "{name}");
                if algorithm == ChecksumAlgorithm::Crc32 {
                    assert_eq!(found, crc32(&request), "{name}");
                }
            }
        )*
    };
    (@ always) => { true };
    (@ chosen) => { false };
}

#[tokio::test]
async fn every_request_has_its_checksum() {
    check! {
        always create_bucket_metadata_configuration();
        always create_bucket_metadata_table_configuration();
        always delete_objects();
        chosen put_bucket_abac();
        chosen put_bucket_accelerate_configuration();
        always put_bucket_acl();
        always put_bucket_cors();
        always put_bucket_encryption();
        always put_bucket_lifecycle_configuration();
        always put_bucket_logging();
        always put_bucket_ownership_controls();
        always put_bucket_policy(policy: "{}");
        always put_bucket_replication();
        always put_bucket_request_payment();
        always put_bucket_tagging();
        always put_bucket_versioning();
        always put_bucket_website();
        chosen put_object(key: "a", body: ByteStream::from_static(b"bytes"));
        always put_object_acl(key: "a");
        chosen put_object_annotation(key: "a", annotation_name: "b", annotation_payload: ByteStream::from_static(b"bytes"));
        always put_object_legal_hold(key: "a");
        always put_object_lock_configuration();
        always put_object_retention(key: "a");
        always put_object_tagging(key: "a");
        always put_public_access_block();
        chosen restore_object(key: "a");
        always update_bucket_metadata_annotation_table_configuration();
        always update_bucket_metadata_inventory_table_configuration();
        always update_bucket_metadata_journal_table_configuration();
        always update_object_encryption(key: "a");
        chosen upload_part(key: "a", part_number: 1, upload_id: "b", body: ByteStream::from_static(b"bytes"));
    }
}
