//! Items of DynamoDB: orders of customers.

use std::fmt::Write as _;

/// The table that they are in.
pub const TABLE: &str = "orders";
/// The number of items of a page.
pub const ITEMS: usize = 1000;
/// The number of items of a batch.
pub const BATCH: usize = 25;

/// A response of `Query` with 1000 items, about 420 KB.
pub fn page() -> String {
    let items = list(ITEMS, item);
    format!(
        "{{\"Count\":{ITEMS},\"Items\":{items},\"LastEvaluatedKey\":{{\"customer\":{{\"S\":\"{}\"}}}},\
         \"ScannedCount\":{ITEMS}}}",
        customer(ITEMS - 1)
    )
}

/// The body of a `BatchWriteItem` that puts 25 items.
pub fn batch() -> String {
    let requests = list(BATCH, |number| format!("{{\"PutRequest\":{{\"Item\":{}}}}}", item(number)));
    format!("{{\"RequestItems\":{{\"{TABLE}\":{requests}}},\"ReturnConsumedCapacity\":\"TOTAL\"}}")
}

fn list(length: usize, element: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..length {
        let before = if number == 0 { '[' } else { ',' };
        let _ = write!(text, "{before}{}", element(number));
    }
    text + "]"
}

/// An item, with values of most types.
fn item(number: usize) -> String {
    let (customer, order, total, paid) = (customer(number), order(number), total(number), paid(number));
    format!(
        "{{\"customer\":{{\"S\":\"{customer}\"}},\"order\":{{\"S\":\"{order}\"}},\"total\":{{\"N\":\"{total}\"}},\
         \"paid\":{{\"BOOL\":{paid}}},\"note\":{{\"NULL\":true}},\"labels\":{{\"SS\":[\"gift\",\"express\"]}},\
         \"digest\":{{\"B\":\"AAECAwQFBgcICQoLDA0ODw==\"}},\
         \"lines\":{{\"L\":[{{\"M\":{{\"sku\":{{\"S\":\"SKU-{number:07}\"}},\"count\":{{\"N\":\"2\"}}}}}},\
         {{\"M\":{{\"sku\":{{\"S\":\"SKU-0000000\"}},\"count\":{{\"N\":\"1\"}}}}}}]}}}}"
    )
}

/// The customer of an order.
pub fn customer(number: usize) -> String {
    format!("customer#{:07}", number / 10)
}

/// The id of an order.
pub fn order(number: usize) -> String {
    format!("order#2023-10-01T12:00:00Z#{number:07}")
}

/// The price of an order.
pub fn total(number: usize) -> String {
    format!("{}.{:02}", number * 3 + 10, number % 100)
}

/// Whether an order is paid.
pub fn paid(number: usize) -> bool {
    number.is_multiple_of(3)
}
