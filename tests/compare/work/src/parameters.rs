//! Parameters of SSM.

use std::fmt::Write as _;

/// The number of parameters of a page: more than the service returns at a time, so that their cost stands out.
pub const PARAMETERS: usize = 1000;
/// The token of the next page.
pub const TOKEN: &str = "AAEAAcXwoYd2Dh0OjxIYMW8k6e0x8nZrXcQm1mVq9mPdlVq7";

/// A response of `GetParametersByPath` with 1000 parameters.
pub fn page() -> String {
    let mut text = format!("{{\"NextToken\":\"{TOKEN}\",\"Parameters\":[");
    for number in 0..PARAMETERS {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(text, "{comma}{}", parameter(number));
    }
    text + "]}"
}

/// The body of a response of `GetParameter` with the first parameter.
pub fn answer() -> String {
    format!("{{\"Parameter\":{}}}", parameter(0))
}

/// The headers of that response besides `content-length`.
pub const ANSWER_HEADERS: [(&str, &str); 2] =
    [("content-type", "application/x-amz-json-1.1"), ("x-amzn-requestid", "3f0d9a6e-7f3a-4a9b-8a55-0d1c2b3a4f5e")];

/// The body of the request of `GetParameter`.
pub const GET: &str = "{\"Name\":\"/shop/production/0000000/settings\",\"WithDecryption\":true}";

/// The body of a `PutParameter` with every member set.
pub const PUT: &str = r#"{
  "Name": "/shop/production/0000000/settings",
  "Description": "The database of the orders, and what it is asked with",
  "Value": "{\"database\":\"postgres://orders@0000000.db.internal:5432/orders\",\"pool\":16}",
  "Type": "SecureString",
  "KeyId": "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Overwrite": true,
  "AllowedPattern": "^\\{.*\\}$",
  "Tags": [{ "Key": "team", "Value": "shop" }, { "Key": "stage", "Value": "production" }],
  "Tier": "Advanced",
  "Policies": "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2027-01-01T00:00:00.000Z\"}}]",
  "DataType": "text"
}"#;

/// A parameter as the service writes it: members by name, and a time in seconds with a fraction.
fn parameter(number: usize) -> String {
    let (arn, name, modified, version) = (arn(number), name(number), modified(number), version(number));
    let value = value(number).replace('"', "\\\"");
    format!(
        "{{\"ARN\":\"{arn}\",\"DataType\":\"text\",\"LastModifiedDate\":{modified}.25,\"Name\":\"{name}\",\
         \"Type\":\"SecureString\",\"Value\":\"{value}\",\"Version\":{version}}}"
    )
}

/// The ARN of a parameter.
pub fn arn(number: usize) -> String {
    format!("arn:aws:ssm:us-east-1:123456789012:parameter{}", name(number))
}

/// The name of a parameter.
pub fn name(number: usize) -> String {
    format!("/shop/production/{number:07}/settings")
}

/// The value of a parameter: JSON in one of four, a secret in the others.
pub fn value(number: usize) -> String {
    match number.is_multiple_of(4) {
        true => format!("{{\"database\":\"postgres://orders@{number:07}.db.internal:5432/orders\",\"pool\":16}}"),
        false => format!("wJalrXUtnFEMI/K7MDENG/bPxRfiCY{number:07}"),
    }
}

/// The seconds since 1970 at which a parameter was written, before a quarter of a second.
pub fn modified(number: usize) -> i64 {
    1_696_161_600 + number as i64 * 3_607
}

/// The version of a parameter.
pub fn version(number: usize) -> i64 {
    number as i64 % 12 + 1
}
