//! S3: restXml with streams, and buckets in hosts or paths.

use flows::{PATIENCE, config, told};
use s3::Client;
use s3::client::Waiters;
use s3::error::RequestId;
use s3::primitives::ByteStream;
use s3::types::{
    BucketLocationConstraint, CompletedMultipartUpload, CompletedPart, CreateBucketConfiguration, Delete,
    ObjectIdentifier, Tag, Tagging,
};

/// A client, and a bucket for one test.
async fn with_bucket(bucket: &str) -> Client {
    let client = Client::from_conf(config().build());
    client.create_bucket().bucket(bucket).send().await.unwrap();
    client
}

async fn put(client: &Client, bucket: &str, key: &str, text: &'static str) {
    client.put_object().bucket(bucket).key(key).body(ByteStream::from_static(text.as_bytes())).send().await.unwrap();
}

#[tokio::test]
async fn objects_are_put_read_and_deleted() {
    let client = with_bucket("objects").await;
    // What paths and headers must not break.
    let key = "a dir/é+ü?&#%20=../x";
    let put = client.put_object().bucket("objects").key(key).body(ByteStream::from_static(b"hello"));
    let put = put.content_type("text/plain").metadata("color", "blue, or \"green\"").send().await.unwrap();
    assert_eq!(put.e_tag(), Some("\"5d41402abc4b2a76b9719d911017c592\""));
    assert!(put.request_id().is_some_and(|id| !id.is_empty()), "{put:?}");

    let got = client.get_object().bucket("objects").key(key).send().await.unwrap();
    assert_eq!((got.content_length(), got.content_type()), (Some(5), Some("text/plain")));
    assert_eq!(got.metadata().unwrap()["color"], "blue, or \"green\"");
    assert!(got.last_modified().unwrap().secs() > 1_700_000_000);
    assert_eq!(got.body.collect().await.unwrap().into_bytes(), "hello");
    let part = client.get_object().bucket("objects").key(key).range("bytes=1-3").send().await.unwrap();
    assert_eq!(part.content_range(), Some("bytes 1-3/5"));
    assert_eq!(part.body.collect().await.unwrap().into_bytes(), "ell");

    client.wait_until_object_exists().bucket("objects").key(key).wait(PATIENCE).await.unwrap();
    let objects = ["x", key].map(|key| ObjectIdentifier::builder().key(key).build().unwrap());
    let delete = Delete::builder().set_objects(Some(objects.into())).build().unwrap();
    let deleted = client.delete_objects().bucket("objects").delete(delete).send().await.unwrap();
    assert!(deleted.deleted().iter().any(|deleted| deleted.key() == Some(key)), "{deleted:?}");
    client.wait_until_object_not_exists().bucket("objects").key(key).wait(PATIENCE).await.unwrap();
}

#[tokio::test]
async fn errors_are_modeled_or_told_by_the_status() {
    let client = with_bucket("errors").await;
    let missing = client.get_object().bucket("errors").key("missing").send().await;
    let error = missing.as_ref().unwrap_err();
    assert!(error.as_service_error().unwrap().is_no_such_key(), "{error}");
    assert_eq!(told(missing), ("NoSuchKey".to_owned(), "The specified key does not exist.".to_owned()));
    // There is no body that could say more.
    let missing = client.head_object().bucket("errors").key("missing").send().await.unwrap_err();
    assert!(missing.as_service_error().unwrap().is_not_found(), "{missing}");
    let bucket = client.list_objects_v2().bucket("no-such-bucket").send().await;
    assert!(bucket.as_ref().unwrap_err().as_service_error().unwrap().is_no_such_bucket());
    assert_eq!(told(bucket).0, "NoSuchBucket");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let client = with_bucket("pages").await;
    let keys: Vec<_> = (0..7).map(|number| format!("{}/<&>{number}", if number < 5 { "a" } else { "b" })).collect();
    for key in &keys {
        put(&client, "pages", key, "x").await;
    }
    let mut pages = client.list_objects_v2().bucket("pages").into_paginator().page_size(3).send();
    let (mut sizes, mut found) = (Vec::new(), Vec::new());
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.contents().len());
        found.extend(page.contents().iter().map(|object| object.key().unwrap().to_owned()));
    }
    assert_eq!((sizes, found), (vec![3, 3, 1], keys));
    let folders = client.list_objects_v2().bucket("pages").delimiter("/").send().await.unwrap();
    let folders: Vec<_> = folders.common_prefixes().iter().filter_map(|prefix| prefix.prefix()).collect();
    assert_eq!(folders, ["a/", "b/"]);
}

#[tokio::test]
async fn buckets_are_found_in_the_path() {
    let client = with_bucket("paths").await;
    put(&client, "paths", "key", "x").await;
    let styled = Client::from_conf(config().force_path_style(true).build());
    let list = styled.list_objects_v2().bucket("paths").send().await.unwrap();
    assert_eq!(list.contents()[0].key(), Some("key"));
    // The rules put the bucket before a name, unless a setting forbids it.
    let url = config().build().endpoint_url().unwrap().replace("127.0.0.1", "localhost");
    let styled = Client::from_conf(config().endpoint_url(url).force_path_style(true).build());
    assert_eq!(styled.list_objects_v2().bucket("paths").send().await.unwrap().key_count(), Some(1));
}

#[tokio::test]
async fn documents_go_both_ways() {
    let client = with_bucket("documents").await;
    let tag = |key: &str| Tag::builder().key(key).value("<&>").build().unwrap();
    let tags = Tagging::builder().tag_set(tag("a")).tag_set(tag("b")).build().unwrap();
    client.put_bucket_tagging().bucket("documents").tagging(tags).send().await.unwrap();
    let mut tags = client.get_bucket_tagging().bucket("documents").send().await.unwrap().tag_set;
    tags.sort_by(|a, b| a.key().cmp(b.key()));
    assert_eq!(tags, [tag("a"), tag("b")]);

    let there = CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::EuWest1).build();
    let there = client.create_bucket().bucket("over-there").create_bucket_configuration(there);
    there.send().await.unwrap();
    let location = client.get_bucket_location().bucket("over-there").send().await.unwrap();
    assert_eq!(location.location_constraint(), Some(&BucketLocationConstraint::EuWest1));
}

#[tokio::test]
async fn parts_make_one_object() {
    let client = with_bucket("parts").await;
    let upload = client.create_multipart_upload().bucket("parts").key("whole").send().await.unwrap();
    let id = upload.upload_id().unwrap();
    let mut parts = CompletedMultipartUpload::builder();
    for (number, size) in [(1, 5 << 20), (2, 1)] {
        let part = client.upload_part().bucket("parts").key("whole").upload_id(id).part_number(number);
        let part = part.body(ByteStream::from(vec![b'x'; size])).send().await.unwrap();
        let part = CompletedPart::builder().part_number(number).set_e_tag(part.e_tag).build();
        parts = parts.parts(part);
    }
    let complete = client.complete_multipart_upload().bucket("parts").key("whole").upload_id(id);
    let whole = complete.multipart_upload(parts.build()).send().await.unwrap();
    assert!(whole.e_tag().unwrap().ends_with("-2\""), "{whole:?}");
    let copy = client.copy_object().bucket("parts").key("copy").copy_source("parts/whole").send().await.unwrap();
    let head = client.head_object().bucket("parts").key("copy").send().await.unwrap();
    assert_eq!(head.content_length(), Some((5 << 20) + 1));
    assert_eq!(copy.copy_object_result().unwrap().e_tag(), head.e_tag());
}
