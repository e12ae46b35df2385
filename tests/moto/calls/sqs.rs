//! SQS: awsJson1_0 whose errors keep the codes of the query protocol.

use std::collections::HashMap;

use flows::{config, told};
use sqs::Client;
use sqs::primitives::Blob;
use sqs::types::{MessageAttributeValue, QueueAttributeName, SendMessageBatchRequestEntry};

#[tokio::test]
async fn messages_are_sent_and_received() {
    let client = Client::from_conf(config().build());
    let queue = client.create_queue().queue_name("messages").attributes(QueueAttributeName::DelaySeconds, "0");
    let url = queue.send().await.unwrap().queue_url.unwrap();
    let text = MessageAttributeValue::builder().data_type("String").string_value("a & b").build().unwrap();
    let bytes = MessageAttributeValue::builder().data_type("Binary").binary_value(Blob::new([0, 255])).build().unwrap();
    let send = client.send_message().queue_url(&url).message_body("hello, é\n");
    let sent = send.message_attributes("text", text.clone()).message_attributes("bytes", bytes.clone());
    let sent = sent.send().await.unwrap();
    assert_eq!(sent.md5_of_message_body(), Some("1e14295f637e48ca24769338f6a5c5ff"));

    let receive = client.receive_message().queue_url(&url).message_attribute_names("All").wait_time_seconds(1);
    let received = receive.send().await.unwrap();
    let [message] = received.messages() else { panic!("{received:?}") };
    assert_eq!((message.body(), message.message_id()), (Some("hello, é\n"), sent.message_id()));
    let attributes = HashMap::from([("text".to_owned(), text), ("bytes".to_owned(), bytes)]);
    assert_eq!(message.message_attributes(), Some(&attributes));
    let delete = client.delete_message().queue_url(&url).receipt_handle(message.receipt_handle().unwrap());
    delete.send().await.unwrap();
    let left = client.get_queue_attributes().queue_url(&url).attribute_names(QueueAttributeName::All);
    let left = left.send().await.unwrap();
    assert_eq!(left.attributes().unwrap()[&QueueAttributeName::ApproximateNumberOfMessages], "0");
}

#[tokio::test]
async fn batches_tell_which_entries_failed() {
    let client = Client::from_conf(config().build());
    let url = client.create_queue().queue_name("batches").send().await.unwrap().queue_url.unwrap();
    let entry = |id: &str, delay| {
        let entry = SendMessageBatchRequestEntry::builder().id(id).message_body(id).delay_seconds(delay);
        entry.build().unwrap()
    };
    let sent = client.send_message_batch().queue_url(&url).entries(entry("a", 0)).entries(entry("b", 0));
    let sent = sent.send().await.unwrap();
    let ids: Vec<_> = sent.successful().iter().map(|entry| entry.id()).collect();
    assert_eq!((ids, sent.failed().len()), (vec!["a", "b"], 0));
}

#[tokio::test]
async fn codes_are_those_of_the_query_protocol() {
    let client = Client::from_conf(config().build());
    let missing = client.get_queue_url().queue_name("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_queue_does_not_exist());
    let (code, message) = told(missing);
    assert_eq!(code, "AWS.SimpleQueueService.NonExistentQueue");
    assert!(message.contains("does not exist"), "{message}");
}
