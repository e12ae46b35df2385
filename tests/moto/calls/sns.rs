//! SNS: awsQuery with maps and lists of structures.

use flows::{config, told};
use sns::Client;
use sns::types::{MessageAttributeValue, PublishBatchRequestEntry, Tag};

#[tokio::test]
async fn topics_are_made_tagged_and_listed() {
    let client = Client::from_conf(config().build());
    let tag = |key: &str| Tag::builder().key(key).value("a=b & c").build().unwrap();
    let topic = client.create_topic().name("topic").attributes("DisplayName", "Über <alles>").tags(tag("a"));
    let arn = topic.tags(tag("b")).send().await.unwrap().topic_arn.unwrap();
    assert_eq!(arn, "arn:aws:sns:us-east-1:123456789012:topic");
    let attributes = client.get_topic_attributes().topic_arn(&arn).send().await.unwrap();
    assert_eq!(attributes.attributes().unwrap()["DisplayName"], "Über <alles>");
    let tags = client.list_tags_for_resource().resource_arn(&arn).send().await.unwrap();
    assert_eq!(tags.tags(), [tag("a"), tag("b")]);
    let topics = client.list_topics().into_paginator().items().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    assert!(topics.iter().any(|topic| topic.topic_arn() == Some(&arn)), "{topics:?}");

    let value = MessageAttributeValue::builder().data_type("String").string_value("v").build().unwrap();
    let publish = client.publish().topic_arn(&arn).message("hello\n").message_attributes("key", value);
    assert_eq!(publish.send().await.unwrap().message_id().map(str::len), Some(36));
    let entry = |id: &str| PublishBatchRequestEntry::builder().id(id).message(id).build().unwrap();
    let batch = client.publish_batch().topic_arn(&arn).publish_batch_request_entries(entry("a"));
    let batch = batch.publish_batch_request_entries(entry("b")).send().await.unwrap();
    let ids: Vec<_> = batch.successful().iter().filter_map(|result| result.id()).collect();
    assert_eq!((ids, batch.failed().len()), (vec!["a", "b"], 0));
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_topic_attributes().topic_arn("arn:aws:sns:us-east-1:123456789012:missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_not_found_exception());
    let (code, message) = told(missing);
    assert_eq!((code.as_str(), message.is_empty()), ("NotFound", false));
}
