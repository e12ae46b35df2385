//! Programs written for the official crate of S3, about checksums, dates and presigned requests. They run with the emitted crate
//! here, and with the official one in `tests/compare/services/official`, by the same assertions.

mod presigning;

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::retry::RetryConfig;
use s3::Client;
use s3::config::{BehaviorVersion, Builder, Config, Credentials, Region};
use s3::primitives::{ByteStream, DateTime};
use s3::types::{ChecksumAlgorithm, Delete, ObjectIdentifier};

/// A request as it went out.
#[derive(Debug, Clone)]
struct Sent {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }
}

/// An HTTP client that answers from memory and remembers what it was asked.
#[derive(Debug, Clone, Default)]
struct Answers {
    answers: Arc<Mutex<VecDeque<http::Response<SdkBody>>>>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Answers {
    fn of(answers: impl IntoIterator<Item = http::Response<SdkBody>>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        Self { answers, ..Self::default() }
    }

    fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    async fn answer(self, mut request: HttpRequest) -> HttpResponse {
        let headers = request.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        let body = ByteStream::new(body).collect().await.expect("the body can be read").to_vec();
        self.sent.lock().unwrap().push(Sent { headers, body });
        let answer = self.answers.lock().unwrap().pop_front();
        HttpResponse::try_from(answer.expect("there is another answer")).expect("it is a response")
    }
}

impl HttpConnector for Answers {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.clone().answer(request);
        HttpConnectorFuture::new(async move { Ok(answer.await) })
    }
}

impl HttpClient for Answers {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &'static str) -> http::Response<SdkBody> {
    let mut answer = http::Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    answer.body(SdkBody::from(body)).expect("it is a response")
}

fn config(http: &Answers) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_nanos(1)))
        .http_client(http.clone())
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

/// A file that is removed in the end.
struct File(std::path::PathBuf);

impl File {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("integrity-{name}-{}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }

    async fn stream(&self) -> ByteStream {
        ByteStream::from_path(&self.0).await.unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn hello() -> ByteStream {
    ByteStream::from_static(b"hello")
}

/// Puts a body with these settings, and gives what was sent.
async fn put(body: ByteStream, settings: impl FnOnce(Builder) -> Builder) -> Sent {
    let http = Answers::of([answer(200, &[], "")]);
    let client = Client::from_conf(settings(config(&http)).build());
    client.put_object().bucket("b").key("k").body(body).send().await.expect("it is put");
    http.sent().remove(0)
}

#[test]
fn bytes_have_a_crc32_in_a_header() {
    let sent = run(put(hello(), |config| config));
    assert_eq!(sent.header("x-amz-checksum-crc32"), Some("NhCmhg=="));
    assert_eq!(sent.header("x-amz-sdk-checksum-algorithm"), Some("CRC32"));
    assert_eq!((sent.text(), sent.header("x-amz-trailer")), ("hello", None));
}

#[test]
fn the_algorithm_is_the_callers_choice() {
    for (algorithm, header, value) in [
        (ChecksumAlgorithm::Crc32C, "x-amz-checksum-crc32c", "mnG7TA=="),
        (ChecksumAlgorithm::Crc64Nvme, "x-amz-checksum-crc64nvme", "M3eFcAZSQlc="),
        (ChecksumAlgorithm::Sha1, "x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="),
        (ChecksumAlgorithm::Sha256, "x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
    ] {
        let http = Answers::of([answer(200, &[], "")]);
        let client = Client::from_conf(config(&http).build());
        let put = client.put_object().bucket("b").key("k").body(hello()).checksum_algorithm(algorithm.clone());
        run(put.send()).expect("it is put");
        let sent = http.sent().remove(0);
        assert_eq!(sent.header(header), Some(value));
        assert_eq!(sent.header("x-amz-sdk-checksum-algorithm"), Some(algorithm.as_str()));
        assert_eq!(sent.header("x-amz-checksum-crc32"), None);
    }
}

#[test]
fn a_file_has_its_checksum_behind_it() {
    let file = File::of("trailer", b"hello");
    let sent = run(async { put(file.stream().await, |config| config).await });
    assert_eq!(sent.text(), "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
    for (name, value) in [
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-decoded-content-length", "5"),
        ("content-length", "46"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-sdk-checksum-algorithm", "CRC32"),
    ] {
        assert_eq!(sent.header(name), Some(value), "{name}");
    }
    assert_eq!((sent.header("x-amz-checksum-crc32"), sent.header("transfer-encoding")), (None, None));
}

#[test]
fn chunks_are_64_kib_unless_a_setting_says_another_size() {
    let file = File::of("chunks", &[b'a'; 70_000]);
    let heads = |sent: &Sent| {
        let lines = sent.text().split("\r\n");
        lines.filter(|line| line.len() < 10 && !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let usual = run(async { put(file.stream().await, |config| config).await });
    assert_eq!(heads(&usual), ["10000", "1170", "0"]);
    let larger = |config: Builder| config.aws_chunked_encoding_chunk_size(Some(69_632));
    let larger = run(async { put(file.stream().await, larger).await });
    assert_eq!(heads(&larger), ["11000", "170", "0"]);
    let whole = run(async { put(file.stream().await, |config| config.aws_chunked_encoding_chunk_size(None)).await });
    assert_eq!(heads(&whole), ["11170", "0"]);
}

#[test]
fn chunks_over_plain_http_are_signed() {
    let file = File::of("signed", b"hello");
    let over_http = |config: Builder| config.endpoint_url("http://127.0.0.1:1");
    let sent = run(async { put(file.stream().await, over_http).await });
    assert_eq!(sent.header("x-amz-content-sha256"), Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
    assert_eq!(sent.header("content-length"), Some(&*sent.body.len().to_string()));
    let lines: Vec<_> =
        sent.text().split("\r\n").map(|line| line.split_once('=').map_or(line, |(name, _)| name)).collect();
    let trailer = lines[4].split_once(':').map_or("", |(name, _)| name);
    assert_eq!(lines[..4], ["5;chunk-signature", "hello", "0;chunk-signature", "x-amz-checksum-crc32:NhCmhg"]);
    assert_eq!((trailer, &lines[5..]), ("x-amz-trailer-signature", &["", ""][..]));
}

#[test]
fn an_attempt_that_fails_is_followed_by_the_same_chunks() {
    let file = File::of("retried", b"hello");
    let http = Answers::of([answer(503, &[], ""), answer(200, &[], "")]);
    let client = Client::from_conf(config(&http).build());
    run(async {
        let put = client.put_object().bucket("b").key("k").body(file.stream().await);
        put.send().await.expect("the second attempt succeeds");
    });
    let bodies: Vec<_> = http.sent().iter().map(|sent| sent.text().to_owned()).collect();
    assert_eq!(bodies, ["5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"; 2]);
}

#[test]
fn stores_that_refuse_checksums_get_none() {
    let off = |config: Builder| config.request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
    let file = File::of("refused", b"hello");
    let [bytes, stream] = run(async { [put(hello(), off).await, put(file.stream().await, off).await] });
    for sent in [bytes, stream] {
        assert_eq!((sent.text(), sent.header("content-encoding"), sent.header("x-amz-trailer")), ("hello", None, None));
        assert!(!sent.headers.iter().any(|(name, _)| name.contains("checksum")), "{:?}", sent.headers);
    }
    // This operation requires one.
    let http = Answers::of([answer(200, &[], "<DeleteResult/>")]);
    let client = Client::from_conf(off(config(&http)).build());
    let delete = Delete::builder().objects(ObjectIdentifier::builder().key("k").build().unwrap()).build().unwrap();
    run(client.delete_objects().bucket("b").delete(delete).send()).expect("it is deleted");
    assert!(http.sent()[0].header("x-amz-checksum-crc32").is_some());
}

#[test]
fn a_checksum_of_the_callers_own_is_sent_as_it_is() {
    let file = File::of("own", b"hello");
    let http = Answers::of([answer(200, &[], "")]);
    let client = Client::from_conf(config(&http).build());
    run(async {
        let put = client.put_object().bucket("b").key("k").body(file.stream().await);
        put.checksum_sha256("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=").send().await.expect("it is put");
    });
    let sent = http.sent().remove(0);
    assert_eq!(sent.header("x-amz-checksum-sha256"), Some("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="));
    assert_eq!((sent.text(), sent.header("x-amz-trailer")), ("hello", None));
}

/// Gets an object that comes with these headers, and reads it.
async fn got(headers: &[(&str, &str)], settings: impl FnOnce(Builder) -> Builder) -> (Sent, Result<Vec<u8>, String>) {
    let http = Answers::of([answer(200, headers, "hello")]);
    let client = Client::from_conf(settings(config(&http)).build());
    let got = client.get_object().bucket("b").key("k").send().await.expect("it comes");
    let body = got.body.collect().await.map(|body| body.to_vec()).map_err(|error| error.to_string());
    (http.sent().remove(0), body)
}

#[test]
fn downloads_ask_for_checksums_and_are_compared() {
    let hello = Ok(b"hello".to_vec());
    let (sent, body) = run(got(&[("x-amz-checksum-crc32", "NhCmhg==")], |config| config));
    assert_eq!((sent.header("x-amz-checksum-mode"), body), (Some("ENABLED"), hello.clone()));
    let wrong = [("x-amz-checksum-crc32", "AAAAAA==")];
    assert!(run(got(&wrong, |config| config)).1.is_err());
    let off = |config: Builder| config.response_checksum_validation(ResponseChecksumValidation::WhenRequired);
    let (sent, body) = run(got(&wrong, off));
    assert_eq!((sent.header("x-amz-checksum-mode"), body), (None, hello));
}

#[test]
fn the_first_of_several_checksums_is_compared() {
    let [crc64, crc32c, crc32] = ["x-amz-checksum-crc64nvme", "x-amz-checksum-crc32c", "x-amz-checksum-crc32"];
    assert!(run(got(&[(crc32c, "mnG7TA=="), (crc32, "AAAAAA==")], |config| config)).1.is_ok());
    assert!(run(got(&[(crc32c, "AAAAAA=="), (crc32, "NhCmhg==")], |config| config)).1.is_err());
    assert!(run(got(&[(crc64, "M3eFcAZSQlc="), (crc32c, "AAAAAA==")], |config| config)).1.is_ok());
    // That of the parts is not that of the whole.
    assert!(run(got(&[("x-amz-checksum-crc32", "AAAAAA==-2")], |config| config)).1.is_ok());
}

#[test]
#[allow(deprecated)]
fn a_date_that_cannot_be_read_costs_nothing_else() {
    for (text, date) in [("Thu, 01 Dec 1994 16:00:00 GMT", Some(786_297_600)), ("tomorrow", None)] {
        let http = Answers::of([answer(200, &[("expires", text), ("etag", "\"a\"")], "hello")]);
        let client = Client::from_conf(config(&http).build());
        let got = run(client.get_object().bucket("b").key("k").send()).expect("it comes");
        assert_eq!(got.expires().map(DateTime::secs), date);
        assert_eq!((got.expires_string(), got.e_tag()), (Some(text), Some("\"a\"")));
    }
    let http = Answers::of([answer(200, &[], "")]);
    let client = Client::from_conf(config(&http).build());
    let put = client.put_object().bucket("b").key("k").body(hello()).expires(DateTime::from_secs(786_297_600));
    run(put.send()).expect("it is put");
    assert_eq!(http.sent()[0].header("expires"), Some("Thu, 01 Dec 1994 16:00:00 GMT"));
}
