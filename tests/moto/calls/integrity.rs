//! Objects of S3 with checksums: streams with trailers, downloads that are compared, and dates that need not be dates.

use std::{env, fs, process};

use flows::config;
use http::Response;
use s3::Client;
use s3::config::ResponseChecksumValidation::WhenRequired;
use s3::config::retry::RetryConfig;
use s3::primitives::{ByteStream, DateTime};
use s3::types::ChecksumAlgorithm;
use tinsmith::test::replay;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// More than one chunk, and no round number of them.
fn bytes() -> Vec<u8> {
    (0..200_000_u64).map(|index| (index * index / 7) as u8).collect()
}

async fn with_bucket(bucket: &str) -> Client {
    let client = Client::from_conf(config().build());
    client.create_bucket().bucket(bucket).send().await.unwrap();
    client
}

/// Over plain HTTP chunks and trailers are signed.
#[tokio::test]
async fn a_file_goes_up_with_its_checksum_behind_it() {
    let client = with_bucket("trailers").await;
    let path = env::temp_dir().join(format!("tinsmith-trailer-{}", process::id()));
    fs::write(&path, bytes()).unwrap();
    for algorithm in [None, Some(ChecksumAlgorithm::Crc64Nvme), Some(ChecksumAlgorithm::Sha256)] {
        let body = ByteStream::from_path(&path).await.unwrap();
        let put = client.put_object().bucket("trailers").key("a").set_checksum_algorithm(algorithm.clone());
        put.body(body).send().await.unwrap();
        let got = client.get_object().bucket("trailers").key("a").send().await.unwrap();
        assert_eq!(got.body.collect().await.unwrap().into_bytes(), bytes(), "{algorithm:?}");
    }
    fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn what_was_put_with_a_checksum_comes_back_with_it() {
    let client = with_bucket("checked").await;
    let put = client.put_object().bucket("checked").key("a").body(ByteStream::from_static(b"hello"));
    put.checksum_algorithm(ChecksumAlgorithm::Sha256).send().await.unwrap();
    let got = client.get_object().bucket("checked").key("a").send().await.unwrap();
    assert_eq!(got.checksum_sha256(), Some("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="));
    assert_eq!(got.body.collect().await.unwrap().into_bytes(), "hello");
}

/// A server that answers one request with `hello`, and with the checksum of something else.
async fn wrong() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await.unwrap());
        }
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n";
        stream.write_all(format!("{head}hello").as_bytes()).await.unwrap();
    });
    url
}

#[tokio::test]
async fn a_download_whose_checksum_is_wrong_is_an_error() {
    let client = Client::from_conf(config().endpoint_url(wrong().await).build());
    let got = client.get_object().bucket("b").key("k").send().await.unwrap();
    let error = got.body.collect().await.unwrap_err();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(next) = source {
        text.push_str(&format!(": {next}"));
        source = next.source();
    }
    assert!(text.contains("CRC32 is `NhCmhg==`") && text.contains("`x-amz-checksum-crc32` says `AAAAAA==`"), "{text}");

    let config = config().endpoint_url(wrong().await).response_checksum_validation(WhenRequired);
    let got = Client::from_conf(config.build()).get_object().bucket("b").key("k").send().await.unwrap();
    assert_eq!(got.body.collect().await.unwrap().into_bytes(), "hello");
}

#[tokio::test]
#[allow(deprecated)]
async fn a_date_that_cannot_be_read_costs_nothing_else() {
    for (text, date) in [("Thu, 01 Dec 1994 16:00:00 GMT", Some(786_297_600)), ("tomorrow", None)] {
        let answer = Response::builder().header("expires", text).header("etag", "\"a\"").body("hello").unwrap();
        let config = config().http_client(replay([answer])).retry_config(RetryConfig::disabled());
        let got = Client::from_conf(config.build()).get_object().bucket("b").key("k").send().await.unwrap();
        assert_eq!(got.expires().map(DateTime::secs), date);
        assert_eq!((got.expires_string(), got.e_tag()), (Some(text), Some("\"a\"")));
    }
    let client = with_bucket("dates").await;
    let put = client.put_object().bucket("dates").key("a").body(ByteStream::from_static(b"hello"));
    put.expires(DateTime::from_secs(786_297_600)).send().await.unwrap();
    let head = client.head_object().bucket("dates").key("a").send().await.unwrap();
    assert_eq!(head.expires_string(), Some("Thu, 01 Dec 1994 16:00:00 GMT"));
}
