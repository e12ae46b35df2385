//! Objects on a server that verifies signatures: `s3s-fs`.
//! `tests/tests/moto.rs` starts it where it is installed, and names it in `TINSMITH_S3S`.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime};
use std::{env, fs, process};

use s3::Client;
use s3::config::RequestChecksumCalculation::WhenRequired;
use s3::config::interceptors::BeforeTransmitInterceptorContextMut;
use s3::config::{Builder, Config, ConfigBag, Credentials, Intercept, Region, RuntimeComponents};
use s3::presigning::{PresignedRequest, PresigningConfig};
use s3::primitives::ByteStream;
use s3::types::{CompletedMultipartUpload, CompletedPart};

/// The server, if there is one, and the keys that it knows.
fn config() -> Option<Builder> {
    let url = env::var("TINSMITH_S3S").ok()?;
    let keys = Credentials::new("AKID", "SECRET", None, None, "tests");
    let config = Config::builder().region(Region::new("us-east-1")).credentials_provider(keys);
    Some(config.endpoint_url(url).force_path_style(true))
}

/// A client and a bucket for one test, if there is a server.
async fn with_bucket(bucket: &str, settings: impl FnOnce(Builder) -> Builder) -> Option<Client> {
    let client = Client::from_conf(settings(config()?).build());
    client.create_bucket().bucket(bucket).send().await.unwrap();
    Some(client)
}

/// More than three chunks, and no round number of them.
fn bytes() -> Vec<u8> {
    (0..200_000_u64).map(|index| (index * index / 7) as u8).collect()
}

/// A file of [`bytes`] that is removed in the end.
struct File(std::path::PathBuf);

impl File {
    fn of(name: &str) -> Self {
        let path = env::temp_dir().join(format!("tinsmith-{name}-{}", process::id()));
        fs::write(&path, bytes()).unwrap();
        Self(path)
    }

    async fn stream(&self) -> ByteStream {
        ByteStream::from_path(&self.0).await.unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

async fn read(client: &Client, bucket: &str, key: &str) -> Vec<u8> {
    let got = client.get_object().bucket(bucket).key(key).send().await.unwrap();
    got.body.collect().await.unwrap().to_vec()
}

#[tokio::test]
async fn bodies_in_memory_have_their_checksum_in_a_header() {
    let Some(client) = with_bucket("memory", |config| config).await else { return };
    for key in ["plain", "a dir/é+ü &#%20=x"] {
        client.put_object().bucket("memory").key(key).body(ByteStream::from(bytes())).send().await.unwrap();
        assert_eq!(read(&client, "memory", key).await, bytes(), "{key}");
    }
}

/// The server knows no chunks with trailers.
fn without_trailers(config: Builder) -> Builder {
    config.request_checksum_calculation(WhenRequired)
}

#[tokio::test]
async fn files_go_up_as_they_are_where_a_setting_says_so() {
    let Some(client) = with_bucket("files", without_trailers).await else { return };
    let file = File::of("s3s-file");
    client.put_object().bucket("files").key("a").body(file.stream().await).send().await.unwrap();
    assert_eq!(read(&client, "files", "a").await, bytes());
}

#[tokio::test]
async fn parts_make_one_object() {
    let Some(client) = with_bucket("parts", without_trailers).await else { return };
    let file = File::of("s3s-parts");
    let upload = client.create_multipart_upload().bucket("parts").key("whole").send().await.unwrap();
    let id = upload.upload_id().unwrap();
    let part = client.upload_part().bucket("parts").key("whole").upload_id(id).part_number(1);
    let part = part.body(file.stream().await).send().await.unwrap();
    let part = CompletedPart::builder().part_number(1).set_e_tag(part.e_tag).build();
    let parts = CompletedMultipartUpload::builder().parts(part).build();
    let complete = client.complete_multipart_upload().bucket("parts").key("whole").upload_id(id);
    complete.multipart_upload(parts).send().await.unwrap();
    assert_eq!(read(&client, "parts", "whole").await, bytes());
}

#[tokio::test]
async fn another_secret_is_refused() {
    let Some(config) = config() else { return };
    let keys = Credentials::new("AKID", "OTHER", None, None, "tests");
    let client = Client::from_conf(config.credentials_provider(keys).build());
    let error = client.list_buckets().send().await.unwrap_err();
    assert_eq!(error.code(), Some("SignatureDoesNotMatch"), "{error}");
}

fn for_a_minute() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(60)).unwrap()
}

/// Sends a request as a program without an SDK would, and gives the status and the body of the answer.
fn send(request: http::Request<&[u8]>) -> (u16, Vec<u8>) {
    let authority = request.uri().authority().unwrap().as_str();
    let target = request.uri().path_and_query().unwrap();
    let mut head = format!("{} {target} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n", request.method());
    for (name, value) in request.headers() {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", request.body().len()));
    let mut stream = TcpStream::connect(authority).unwrap();
    stream.write_all(&[head.as_bytes(), request.body()].concat()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let body = answer.split_off(end + 4);
    let head = String::from_utf8(answer).unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body)
}

fn sent(presigned: &PresignedRequest, body: &[u8]) -> (u16, Vec<u8>) {
    send(presigned.make_http_1x_request(body))
}

#[tokio::test]
async fn presigned_requests_are_good_for_those_without_keys() {
    let Some(client) = with_bucket("presigned", |config| config).await else { return };
    for key in ["plain", "a dir/é+ü &#%20=x"] {
        let put = client.put_object().bucket("presigned").key(key).content_type("image/x").metadata("owner", "me");
        let put = put.presigned(for_a_minute()).await.unwrap();
        assert_eq!(sent(&put, &bytes()).0, 200, "{key}");
        let get = client.get_object().bucket("presigned").key(key).presigned(for_a_minute()).await.unwrap();
        assert_eq!(sent(&get, b""), (200, bytes()), "{key}");
        let head = client.head_object().bucket("presigned").key(key);
        assert_eq!(sent(&head.clone().presigned(for_a_minute()).await.unwrap(), b"").0, 200);
        let head = head.send().await.unwrap();
        assert_eq!(head.metadata().unwrap()["owner"], "me");
        let delete = client.delete_object().bucket("presigned").key(key).presigned(for_a_minute()).await.unwrap();
        assert_eq!(sent(&delete, b"").0, 204);
        assert_eq!(sent(&get, b"").0, 404);
    }
}

#[tokio::test]
async fn presigned_requests_are_good_for_what_was_signed_alone() {
    let Some(client) = with_bucket("signed", |config| config).await else { return };
    let put = client.put_object().bucket("signed").key("a").content_type("image/x");
    let put = put.presigned(for_a_minute()).await.unwrap();
    let mut request = put.make_http_1x_request(&b"hello"[..]);
    request.headers_mut().insert("content-type", "text/html".parse().unwrap());
    assert_eq!(send(request).0, 403, "another header");
    let mut request = put.make_http_1x_request(&b"hello"[..]);
    *request.uri_mut() = put.uri().replace("/a?", "/b?").parse().unwrap();
    assert_eq!(send(request).0, 403, "another key");
    let late = PresigningConfig::builder().start_time(SystemTime::now() - Duration::from_secs(3600));
    let late = late.expires_in(Duration::from_secs(60)).build().unwrap();
    let put = client.put_object().bucket("signed").key("a").presigned(late).await.unwrap();
    assert_eq!(sent(&put, b"hello").0, 403, "another time");
}

/// Adds a header that is signed.
#[derive(Debug)]
struct Tenant;

impl Intercept for Tenant {
    fn name(&self) -> &'static str {
        "Tenant"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), aws_smithy_runtime_api::box_error::BoxError> {
        context.request_mut().headers_mut().insert("x-amz-meta-tenant", "blue");
        Ok(())
    }
}

#[tokio::test]
async fn presigned_requests_of_a_client_with_interceptors_are_good() {
    let Some(client) = with_bucket("hooked", |config| config.interceptor(Tenant)).await else { return };
    let upload = client.create_multipart_upload().bucket("hooked").key("whole").send().await.unwrap();
    let id = upload.upload_id().unwrap();
    let part = client.upload_part().bucket("hooked").key("whole").upload_id(id).part_number(1);
    assert_eq!(sent(&part.presigned(for_a_minute()).await.unwrap(), &bytes()).0, 200);
    let put = client.put_object().bucket("hooked").key("a").presigned(for_a_minute()).await.unwrap();
    assert_eq!(sent(&put, b"hello").0, 200);
    let head = client.head_object().bucket("hooked").key("a").send().await.unwrap();
    assert_eq!(head.metadata().unwrap()["tenant"], "blue");
}
