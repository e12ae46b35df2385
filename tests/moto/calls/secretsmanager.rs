//! Secrets Manager: awsJson1_1, idempotency tokens and secrets that are not shown.

use flows::{config, told};
use secretsmanager::Client;
use secretsmanager::primitives::Blob;

#[tokio::test]
async fn secrets_are_kept() {
    let client = Client::from_conf(config().build());
    let made = client.create_secret().name("texts").secret_string("hush \"é\"").send().await.unwrap();
    let got = client.get_secret_value().secret_id(made.arn().unwrap()).send().await.unwrap();
    assert_eq!((got.secret_string(), got.name()), (Some("hush \"é\""), Some("texts")));
    assert_eq!(got.version_stages(), ["AWSCURRENT"]);
    assert!(got.created_date().unwrap().secs() > 1_700_000_000);
    assert!(!format!("{got:?}").contains("hush"), "secrets are not shown");
    // The id of a version is the token of the request that made it.
    assert_eq!(made.version_id().map(str::len), Some(36));
    let put = client.put_secret_value().secret_id("texts").client_request_token("0".repeat(32)).secret_string("b");
    assert_eq!(put.send().await.unwrap().version_id(), Some("0".repeat(32).as_str()));

    client.create_secret().name("bytes").secret_binary(Blob::new([0, 255])).send().await.unwrap();
    let got = client.get_secret_value().secret_id("bytes").send().await.unwrap();
    assert_eq!(got.secret_binary().map(AsRef::as_ref), Some(&[0, 255][..]));

    let mut pages = client.list_secrets().into_paginator().page_size(1).send();
    let mut names = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        assert_eq!(page.secret_list().len(), 1);
        names.extend(page.secret_list()[0].name().map(str::to_owned));
    }
    names.sort();
    assert_eq!(names, ["bytes", "texts"]);
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_secret_value().secret_id("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_resource_not_found_exception());
    let (code, message) = told(missing);
    assert_eq!(code, "ResourceNotFoundException");
    assert!(message.contains("can't find"), "{message}");
}
