//! One call over an official test client.

use aws_sdk_ivsrealtime::Client;

use crate::support::{config, replay, response};

#[tokio::test]
async fn a_call_sends_and_reads() {
    let http = replay([response(200, r#"{"stage":{"arn":"arn:aws:ivs:us-east-1:1:stage/a"}}"#)]);
    let client = Client::from_conf(config().http_client(http.clone()).build());
    let output = client.get_stage().arn("arn:aws:ivs:us-east-1:1:stage/a").send().await.expect("an answer of success");
    assert_eq!(output.stage().expect("a stage").arn(), "arn:aws:ivs:us-east-1:1:stage/a");
    let request = http.actual_requests().next().expect("one request");
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://ivsrealtime.us-east-1.amazonaws.com/GetStage");
    assert_eq!(request.body().bytes(), Some(br#"{"arn":"arn:aws:ivs:us-east-1:1:stage/a"}"#.as_slice()));
    assert!(
        request.headers().get("authorization").expect("a signature").starts_with("AWS4-HMAC-SHA256 Credential=AKID")
    );
}
