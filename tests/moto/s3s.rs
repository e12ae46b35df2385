//! Objects on a server that verifies signatures: `s3s-fs`.
//! `tests/tests/moto.rs` starts it where it is installed, and names it in `TINSMITH_S3S`.

use std::{env, fs, process};

use s3::Client;
use s3::config::RequestChecksumCalculation::WhenRequired;
use s3::config::{Builder, Config, Credentials, Region};
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
