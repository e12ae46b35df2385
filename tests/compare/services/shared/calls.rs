//! Calls of `GetParameter` on a canned connection.

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use compare_work::measure::repeated;
use compare_work::parameters::{ANSWER_HEADERS, GET, answer, name};
use ssm::Client;
use ssm::config::{BehaviorVersion, Config, Credentials, Region};
use tokio::runtime::{Builder, Runtime};

use super::canned::Canned;
use super::parameters::check;

/// The CPU time in ns of one call.
pub fn one() -> f64 {
    let (runtime, client) = canned();
    repeated(|| runtime.block_on(get_parameter(&client)))
}

/// A client on a canned connection that has made a call, whose answer is checked, and the runtime of it.
pub fn canned() -> (Runtime, Client) {
    let body = Bytes::from(answer());
    let connection = Canned::new(move |request| {
        assert_eq!(request.uri(), "https://ssm.us-east-1.amazonaws.com/");
        assert_eq!(request.headers().get("x-amz-target"), Some("AmazonSSM.GetParameter"));
        assert_eq!(request.body().bytes(), Some(GET.as_bytes()));
        assert!(request.headers().get("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 ")));
        let mut response = http::Response::builder().header("content-length", body.len());
        for (name, value) in ANSWER_HEADERS {
            response = response.header(name, value);
        }
        response.body(SdkBody::from(body.clone())).expect("it is valid")
    });
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", None, None, "compare"))
        .http_client(connection);
    let client = Client::from_conf(config.build());
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime needs nothing");
    runtime.block_on(get_parameter(&client));
    (runtime, client)
}

/// Makes one call.
pub async fn get_parameter(client: &Client) {
    let output = client.get_parameter().name(name(0)).with_decryption(true).send().await;
    let output = output.expect("the answer is one of success");
    check(output.parameter().expect("it is there"), 0);
}
