//! Configurations and responses that programs share.

use aws_credential_types::Credentials;
use aws_sdk_ivsrealtime::config::{BehaviorVersion, Builder, Config, Region};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;

/// A configuration with a region and credentials, which sends nothing by itself.
pub(crate) fn config() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "SECRET", None, None, "test"))
}

/// A response with a JSON body.
pub(crate) fn response(status: u16, body: &str) -> http::Response<SdkBody> {
    let builder = http::Response::builder().status(status).header("content-type", "application/json");
    builder.body(SdkBody::from(body)).expect("status and header are valid")
}

/// An HTTP client that answers with these responses, one after another.
pub(crate) fn replay(responses: impl IntoIterator<Item = http::Response<SdkBody>>) -> StaticReplayClient {
    let any = || http::Request::new(SdkBody::empty());
    StaticReplayClient::new(responses.into_iter().map(|response| ReplayEvent::new(any(), response)).collect())
}
