//! Reading a page of `Query` and writing a `BatchWriteItem`.

use std::collections::HashMap;

use aws_smithy_types::Blob;
use bytes::Bytes;
use compare_work::items::{self, BATCH, ITEMS, TABLE};
use compare_work::measure::{consuming, repeated, throughput};
use dynamodb::operation::batch_write_item::BatchWriteItemInput;
use dynamodb::operation::query::QueryOutput;
use dynamodb::types::{AttributeValue, PutRequest, ReturnConsumedCapacity, WriteRequest};
use serde_json::Value;

use crate::side;

/// The speed of reading a page of items, in MB/s.
pub fn query() -> f64 {
    let text = Bytes::from(items::page());
    let response = side::response(text.clone());
    let read = side::query();
    check(&read(&response));
    throughput(text.len(), repeated(|| read(&response)))
}

fn check(output: &QueryOutput) {
    assert_eq!((output.count(), output.scanned_count()), (ITEMS as i32, ITEMS as i32));
    assert_eq!(output.items().len(), ITEMS);
    for (number, read) in output.items().iter().enumerate() {
        assert_eq!(*read, item(number));
    }
    let last = output.last_evaluated_key().expect("there are more items");
    assert_eq!(*last, HashMap::from([named("customer", AttributeValue::S(items::customer(ITEMS - 1)))]));
}

/// The CPU time in ns of writing a `BatchWriteItem` of 25 items.
pub fn batch_write() -> f64 {
    let input = batch();
    let mut write = side::batch_write();
    let body = write(input.clone());
    let written: Value = serde_json::from_slice(body.bytes().expect("it is in memory")).expect("it is JSON");
    assert_eq!(written, serde_json::from_str::<Value>(&items::batch()).expect("it is JSON"));
    consuming(4, || input.clone(), write)
}

/// The same if nothing but dropping the output took time.
pub fn drop_page() -> f64 {
    let text = Bytes::from(items::page());
    let output = side::query()(&side::response(text.clone()));
    throughput(text.len(), consuming(1, || output.clone(), drop))
}

/// The CPU time in ns of dropping such an input, which is part of writing it.
pub fn drop_batch() -> f64 {
    let input = batch();
    consuming(4, || input.clone(), drop)
}

fn batch() -> BatchWriteItemInput {
    let put = |number| PutRequest::builder().set_item(Some(item(number))).build().expect("it is complete");
    let requests = (0..BATCH).map(|number| WriteRequest::builder().put_request(put(number)).build()).collect();
    BatchWriteItemInput::builder()
        .request_items(TABLE, requests)
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .build()
        .expect("it is complete")
}

/// The item that `compare_work::items` has as JSON.
fn item(number: usize) -> HashMap<String, AttributeValue> {
    let digest = Blob::new((0..16).collect::<Vec<u8>>());
    let labels = ["gift", "express"].map(str::to_owned).to_vec();
    HashMap::from([
        named("customer", AttributeValue::S(items::customer(number))),
        named("order", AttributeValue::S(items::order(number))),
        named("total", AttributeValue::N(items::total(number))),
        named("paid", AttributeValue::Bool(items::paid(number))),
        named("note", AttributeValue::Null(true)),
        named("labels", AttributeValue::Ss(labels)),
        named("digest", AttributeValue::B(digest)),
        named("lines", AttributeValue::L(vec![line(number, "2"), line(0, "1")])),
    ])
}

fn line(number: usize, count: &str) -> AttributeValue {
    AttributeValue::M(HashMap::from([
        named("sku", AttributeValue::S(format!("SKU-{number:07}"))),
        named("count", AttributeValue::N(count.to_owned())),
    ]))
}

fn named(name: &str, value: AttributeValue) -> (String, AttributeValue) {
    (name.to_owned(), value)
}
