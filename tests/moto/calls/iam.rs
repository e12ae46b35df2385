//! IAM: awsQuery with pages, documents in texts, and one endpoint for all regions.

use flows::{PATIENCE, config, told};
use iam::Client;
use iam::client::Waiters;
use iam::types::{StatusType, Tag};

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}"#;

#[tokio::test]
async fn users_come_in_pages() {
    let client = Client::from_conf(config().build());
    for number in 0..5 {
        let tag = Tag::builder().key("number").value(number.to_string()).build().unwrap();
        client.create_user().user_name(format!("user-{number}")).path("/pages/").tags(tag).send().await.unwrap();
    }
    client.wait_until_user_exists().user_name("user-4").wait(PATIENCE).await.unwrap();
    let users = client.list_users().path_prefix("/pages/").into_paginator().page_size(2).items().send();
    let users: Vec<_> = users.collect::<Result<Vec<_>, _>>().await.unwrap();
    let names: Vec<_> = users.iter().map(|user| user.user_name()).collect();
    assert_eq!(names, ["user-0", "user-1", "user-2", "user-3", "user-4"]);
    let tags = client.list_user_tags().user_name("user-3").send().await.unwrap();
    assert_eq!(tags.tags()[0].value(), "3");

    let key = client.create_access_key().user_name("user-0").send().await.unwrap().access_key.unwrap();
    assert_eq!((key.user_name(), key.status()), ("user-0", &StatusType::Active));
    assert!(!format!("{key:?}").contains(key.secret_access_key()), "secrets are not shown");
}

#[tokio::test]
async fn roles_keep_their_documents() {
    let client = Client::from_conf(config().build());
    let role = client.create_role().role_name("role").assume_role_policy_document(TRUST).description("a+b c&d");
    let role = role.max_session_duration(7200).send().await.unwrap().role.unwrap();
    assert_eq!(role.arn(), "arn:aws:iam::123456789012:role/role");
    let role = client.get_role().role_name("role").send().await.unwrap().role.unwrap();
    assert_eq!((role.description(), role.max_session_duration()), (Some("a+b c&d"), Some(7200)));
    // The service gives documents percent-encoded (RFC 3986).
    assert!(role.assume_role_policy_document().unwrap().contains("lambda.amazonaws.com"), "{role:?}");
    assert!(role.create_date().secs() > 1_700_000_000);
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_user().user_name("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_no_such_entity_exception());
    let (code, message) = told(missing);
    assert_eq!(code, "NoSuchEntity");
    assert!(message.contains("missing"), "{message}");
}
