//! Retries: how many, how fast, and the budgets for them that clients share.

mod bucket;
mod limiter;
mod partition;
mod terms;

pub use aws_smithy_runtime_api::client::retries::ShouldAttempt;
pub use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
pub use aws_smithy_types::retry::{ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode};

use super::{Config, Settings};
pub use bucket::{MAXIMUM_CAPACITY, TokenBucket, TokenBucketBuilder};
pub(crate) use limiter::Cost;
pub use limiter::{ClientRateLimiter, ClientRateLimiterBuilder};
pub use partition::{RetryPartition, RetryPartitionBuilder};

impl Config {
    /// Whether somebody gave the number of attempts, rather than taking the default one.
    pub(crate) fn attempts_are_given(&self) -> bool {
        let Settings { retry_config, sdk, env, .. } = &*self.settings;
        let Some(given) = retry_config else { return false };
        let default = RetryConfig::standard().max_attempts();
        if given.max_attempts() != default {
            true
        } else if let Some(sdk) = sdk {
            sdk.retry_config() != Some(given) || sdk.get_origin("retry_config").is_client_config()
        } else {
            env.as_ref().is_none_or(|env| env.get("AWS_MAX_ATTEMPTS").is_some())
        }
    }
}
