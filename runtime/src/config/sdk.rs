//! Settings from the `SdkConfig` that `aws-config` makes.

use std::sync::Arc;

use aws_types::sdk_config::SdkConfig;

use super::{Builder, Config};

impl From<&SdkConfig> for Builder {
    /// Takes everything that this runtime knows. The endpoint URL is looked up when the service is known, since the
    /// environment and profiles have one for each.
    #[inline]
    fn from(sdk: &SdkConfig) -> Self {
        let mut builder = Self::new();
        builder
            .set_region(sdk.region().cloned())
            .set_credentials_provider(sdk.credentials_provider())
            .set_token_provider(sdk.token_provider())
            .set_auth_scheme_preference(sdk.auth_scheme_preference().cloned())
            .set_sigv4a_signing_region_set(sdk.sigv4a_signing_region_set().cloned())
            .set_use_fips(sdk.use_fips())
            .set_use_dual_stack(sdk.use_dual_stack())
            .set_retry_config(sdk.retry_config().cloned())
            .set_disable_clock_skew_correction(sdk.disable_clock_skew_correction())
            .set_timeout_config(sdk.timeout_config().cloned())
            .set_stalled_stream_protection(sdk.stalled_stream_protection())
            .set_app_name(sdk.app_name().cloned())
            .set_http_client(sdk.http_client())
            .set_time_source(sdk.time_source())
            .set_sleep_impl(sdk.sleep_impl())
            .set_account_id_endpoint_mode(sdk.account_id_endpoint_mode().cloned())
            .set_disable_request_compression(sdk.disable_request_compression())
            .set_request_min_compression_size_bytes(sdk.request_min_compression_size_bytes())
            .set_request_checksum_calculation(sdk.request_checksum_calculation())
            .set_response_checksum_validation(sdk.response_checksum_validation())
            .set_behavior_version(sdk.behavior_version());
        builder.settings.frameworks = sdk.framework_metadata().to_vec();
        builder.settings.sdk = Some(Arc::new(sdk.clone()));
        builder
    }
}

impl From<&SdkConfig> for Config {
    #[inline]
    fn from(sdk: &SdkConfig) -> Self {
        Builder::from(sdk).build()
    }
}
