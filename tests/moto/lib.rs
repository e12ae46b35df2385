//! Configuration and helpers of the tests of this package.

use std::env;
use std::time::Duration;

use s3::config::timeout::TimeoutConfig;
use s3::config::{Builder, Config, Credentials, Region};
use s3::error::{ProvideErrorMetadata, SdkError};

/// The limit of waiters whose condition holds at once.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// After what time the server is taken to hang.
const LIMIT: Duration = Duration::from_secs(60);

/// The server that `TINSMITH_MOTO` names, with keys that it does not look at.
pub fn config() -> Builder {
    let url = env::var("TINSMITH_MOTO").expect("TINSMITH_MOTO is the URL of a server: `tests/tests/moto.rs` sets it");
    let keys = Credentials::new("AKID", "SECRET", None, None, "tests");
    let limit = TimeoutConfig::builder().operation_timeout(LIMIT).build();
    let config = Config::builder().region(Region::new("us-east-1")).credentials_provider(keys);
    config.endpoint_url(url).timeout_config(limit)
}

/// Code and message of an error that came with the id of its request.
pub fn told<T, E: ProvideErrorMetadata>(result: Result<T, SdkError<E>>) -> (String, String) {
    let Err(error) = result else { panic!("an error was expected") };
    let id = error.request_id().unwrap_or_default();
    assert!(!id.is_empty(), "an error without a request id: {:?}", error.meta());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}
