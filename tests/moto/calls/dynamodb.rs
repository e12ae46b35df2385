//! DynamoDB: awsJson1_0 with a union of all types.

use std::collections::HashMap;

use dynamodb::Client;
use dynamodb::client::Waiters;
use dynamodb::error::SdkError;
use dynamodb::operation::transact_write_items::TransactWriteItemsError;
use dynamodb::primitives::Blob;
use dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put, ScalarAttributeType, TableStatus,
    TransactWriteItem,
};
use flows::{PATIENCE, config, told};

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// A client, and a table with the keys `id` and `at`.
async fn with_table(table: &str) -> Client {
    let client = Client::from_conf(config().build());
    let key = |name: &str, ty| KeySchemaElement::builder().attribute_name(name).key_type(ty).build().unwrap();
    let attribute = |name: &str, ty| AttributeDefinition::builder().attribute_name(name).attribute_type(ty).build();
    let created = client
        .create_table()
        .table_name(table)
        .key_schema(key("id", KeyType::Hash))
        .key_schema(key("at", KeyType::Range))
        .attribute_definitions(attribute("id", ScalarAttributeType::S).unwrap())
        .attribute_definitions(attribute("at", ScalarAttributeType::N).unwrap())
        .billing_mode(BillingMode::PayPerRequest);
    created.send().await.unwrap();
    let there = client.wait_until_table_exists().table_name(table).wait(PATIENCE).await.unwrap();
    let description = there.into_result().unwrap();
    assert_eq!(description.table().unwrap().table_status(), Some(&TableStatus::Active));
    client
}

#[tokio::test]
async fn items_of_every_type_come_back_as_they_were() {
    let client = with_table("types").await;
    let blob = |bytes: &[u8]| Blob::new(bytes);
    let inner =
        HashMap::from([("deep".to_owned(), AttributeValue::L(vec![AttributeValue::Null(true), text("é\n\"")]))]);
    let item = HashMap::from(
        [
            ("id", text("all")),
            ("at", number(1)),
            ("number", number("-1.5E-7")),
            ("binary", AttributeValue::B(blob(b"\x00\xff"))),
            ("flag", AttributeValue::Bool(false)),
            ("nothing", AttributeValue::Null(true)),
            ("map", AttributeValue::M(inner)),
            ("list", AttributeValue::L(vec![number(1), AttributeValue::L(vec![]), AttributeValue::M(HashMap::new())])),
            ("texts", AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()])),
            ("numbers", AttributeValue::Ns(vec!["1".to_owned(), "2".to_owned()])),
            ("binaries", AttributeValue::Bs(vec![blob(b"a"), blob(b"\xfe")])),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    client.put_item().table_name("types").set_item(Some(item.clone())).send().await.unwrap();
    let get = client.get_item().table_name("types").key("id", text("all")).key("at", number(1)).consistent_read(true);
    assert_eq!(get.send().await.unwrap().item(), Some(&item));
    let none = client.get_item().table_name("types").key("id", text("none")).key("at", number(1)).send().await.unwrap();
    assert_eq!(none.item(), None);
}

#[tokio::test]
async fn queries_and_scans_come_in_pages() {
    let client = with_table("pages").await;
    for at in 0..7 {
        let put = client.put_item().table_name("pages").item("id", text("a")).item("at", number(at));
        put.item("even", AttributeValue::Bool(at % 2 == 0)).send().await.unwrap();
    }
    let query = client
        .query()
        .table_name("pages")
        .key_condition_expression("id = :id AND #at >= :least")
        .expression_attribute_names("#at", "at")
        .expression_attribute_values(":id", text("a"))
        .expression_attribute_values(":least", number(2));
    let items = query.into_paginator().page_size(2).items().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    let at: Vec<_> = items.iter().map(|item| item["at"].as_n().unwrap().as_str()).collect();
    assert_eq!(at, ["2", "3", "4", "5", "6"]);
    assert_eq!(items[0]["even"], AttributeValue::Bool(true));
    let mut pages = client.scan().table_name("pages").into_paginator().page_size(3).send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.count());
    }
    assert_eq!(sizes.iter().sum::<i32>(), 7);
    assert!(sizes.len() >= 3, "{sizes:?}");
}

#[tokio::test]
async fn errors_have_their_members() {
    let client = with_table("errors").await;
    let put = client.put_item().table_name("errors").item("id", text("a")).item("at", number(1));
    put.clone().send().await.unwrap();
    let again = put.condition_expression("attribute_not_exists(id)").send().await;
    assert!(again.as_ref().unwrap_err().as_service_error().unwrap().is_conditional_check_failed_exception());
    assert_eq!(told(again).0, "ConditionalCheckFailedException");

    let put = Put::builder().table_name("errors").item("id", text("a")).item("at", number(1));
    let put = put.condition_expression("attribute_not_exists(id)").build().unwrap();
    let canceled = client.transact_write_items().transact_items(TransactWriteItem::builder().put(put).build());
    let Err(TransactWriteItemsError::TransactionCanceledException(canceled)) =
        canceled.send().await.map_err(SdkError::into_service_error)
    else {
        panic!("another outcome")
    };
    let reasons: Vec<_> = canceled.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(reasons, [Some("ConditionalCheckFailed")]);
    assert!(canceled.message().unwrap().contains("[ConditionalCheckFailed]"), "{canceled:?}");

    let missing = client.describe_table().table_name("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_resource_not_found_exception());
    let (code, message) = told(missing);
    assert_eq!(code, "ResourceNotFoundException");
    assert!(message.contains("missing"), "{message}");
}
