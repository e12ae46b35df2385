//! The table of settings: one row gives the field, the two setters, the getter, the rules for merging and overriding, and
//! `Debug`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_config::SdkConfig;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::env::{Env, Problem};
use super::hooks::Hooks;
use super::identity_cache::ChosenCache;
use super::retry::RetryPartition;
use super::table::{Part, getter, settings, show, take};
use super::tokens::IdGenerator;
use super::{Builder, Config, StsRegionalEndpoint};
use crate::endpoint::{Params, Shown};

settings! {
    /// The region to call, e.g. `us-east-1`. Without one, calls fail unless the service is global.
    region, set_region: Region, |region: impl Into<Option<Region>>| region.into(),
        debug shown, replaces [Endpoints];
    /// The provider of credentials: [`Credentials`](aws_credential_types::Credentials), or any other. They are cached as
    /// [`identity_cache`](Self::identity_cache) says.
    credentials_provider, set_credentials_provider: SharedCredentialsProvider,
        |provider: impl ProvideCredentials + 'static| Some(SharedCredentialsProvider::new(provider)),
        debug set, gets value, replaces [Credentials];
    /// The provider of bearer tokens, for services that take them (`Authorization: Bearer`): a
    /// [`Token`](aws_credential_types::Token), or any other. Tokens are cached as credentials are.
    token_provider, set_token_provider: SharedTokenProvider,
        |provider: impl ProvideToken + 'static| Some(SharedTokenProvider::new(provider)),
        debug hidden, gets value, replaces [Tokens];
    /// Which authentication schemes come first where a service takes several, e.g. `httpBearerAuth` before `sigv4`.
    /// Default: the order of the service.
    auth_scheme_preference, set_auth_scheme_preference: AuthSchemePreference,
        |preference: impl Into<AuthSchemePreference>| Some(preference.into()),
        debug hidden, replaces [Endpoints];
    /// The regions that asymmetric signatures are good for, separated by commas, e.g. `us-east-1,eu-*` or `*`. Effective only
    /// with the feature `sigv4a`, where an endpoint wants such signatures. Default: what the endpoint rules of the service
    /// say, else the region.
    sigv4a_signing_region_set, set_sigv4a_signing_region_set: SigningRegionSet,
        |regions: impl Into<SigningRegionSet>| Some(regions.into()),
        debug hidden, replaces [Endpoints];
    /// Whether requests go out unsigned even if there are credentials. Default: `false`.
    anonymous, set_anonymous: bool, |anonymous: bool| Some(anonymous),
        debug shown, replaces [];
    /// The complete URL to call instead of the one that the service's rules give, e.g. `http://localhost:8000/prefix`.
    /// A scheme is required; a path is put before the path of each operation.
    endpoint_url, set_endpoint_url: String, |url: impl Into<String>| Some(url.into()),
        debug url, replaces [];
    /// Whether to call FIPS endpoints. Default: `false`.
    use_fips, set_use_fips: bool, |use_fips: impl Into<bool>| Some(use_fips.into()),
        debug shown, replaces [];
    /// Whether to call endpoints that have IPv6 addresses too. Default: `false`.
    use_dual_stack, set_use_dual_stack: bool, |use_dual_stack: impl Into<bool>| Some(use_dual_stack.into()),
        debug shown, replaces [];
    /// The number of attempts of a call, and the pauses between them. Default: 3 attempts in standard mode, at random pauses
    /// of at most 1 s, 2 s, ... 20 s. In adaptive mode calls wait besides, once the service has throttled, so that no more
    /// of them go out than it takes.
    retry_config, set_retry_config: RetryConfig, |config: RetryConfig| Some(config),
        debug shown, replaces [];
    /// The clients that share a budget for retries with this one and, in adaptive mode, a rate limiter. Default: those of the
    /// same service and region.
    retry_partition, set_retry_partition: RetryPartition, |partition: RetryPartition| Some(partition),
        debug hidden, replaces [];
    /// Whether calls are retried as the SDKs of AWS are going to from 2026 on
    /// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>): after at most 50 ms, 100 ms, ... where
    /// the service did not throttle; with a budget that pays for fewer retries; heeding `x-amz-retry-after` up to 5 s beyond
    /// the own pause; with one more attempt in clients of DynamoDB; and with a pause before a long poll fails for want of
    /// budget. Default: `false`.
    new_retries_2026, set_new_retries_2026: bool, |new: bool| Some(new),
        debug shown, replaces [];
    /// Whether requests are signed by the clock alone, even where answers of the service say that it is wrong. Default: `false`,
    /// and the difference that the `Date` of the last answer shows is added.
    disable_clock_skew_correction, set_disable_clock_skew_correction: bool,
        |disable: impl Into<Option<bool>>| disable.into(),
        debug shown, gets value, replaces [];
    /// The timeouts for connecting (default: 60 s), for silence while a call is under way (read: nothing comes and
    /// nothing of a body goes out), for one attempt and for the whole operation
    /// (default of all three: none).
    timeout_config, set_timeout_config: TimeoutConfig, |config: TimeoutConfig| Some(config),
        debug shown, replaces [];
    /// The protection from bodies that stall: less than a byte a second goes out of one that is sent, although there is more, or
    /// comes of one that is read. Once that has lasted for a period of grace, the call fails, or the stream. Default: 5 s for both,
    /// but for bodies of responses up to 32 KiB that are not streams, for streams of events, and for `CopyObject` of S3 and
    /// `Invoke` and `InvokeAsync` of Lambda.
    stalled_stream_protection, set_stalled_stream_protection: StalledStreamProtectionConfig,
        |protection: StalledStreamProtectionConfig| Some(protection),
        debug shown, replaces [];
    /// Whether to close each connection once it has answered: requests say `Connection: close`, and every call makes a
    /// new connection. Default: `false`.
    close_connection, set_close_connection: bool, |close: bool| Some(close),
        debug shown, replaces [];
    /// The name of the program, shown in the `User-Agent` header.
    app_name, set_app_name: AppName, |name: AppName| Some(name),
        debug shown, replaces [];
    /// The HTTP client to use instead of the one of the feature `rustls`.
    http_client, set_http_client: SharedHttpClient, |client: impl HttpClient + 'static| Some(shared(client)),
        debug set, gets value, replaces [];
    /// The clock by which requests are signed and credentials expire. Default: the system's.
    time_source, set_time_source: SharedTimeSource,
        |source: impl TimeSource + 'static| Some(SharedTimeSource::new(source)),
        debug hidden, gets value, replaces [Credentials, Tokens];
    /// The timer of pauses and timeouts. Default: Tokio's timer.
    sleep_impl, set_sleep_impl: SharedAsyncSleep, |sleep: impl AsyncSleep + 'static| Some(SharedAsyncSleep::new(sleep)),
        debug hidden, gets value, replaces [Credentials, Tokens];
    /// The source of idempotency tokens for members that are unset. Default: random UUIDs.
    idempotency_token_provider, set_idempotency_token_provider: IdGenerator,
        |provider: impl Into<IdGenerator>| Some(provider.into()),
        debug hidden, gets value, replaces [];
    /// The source of the `amz-sdk-invocation-id` of each call. Default: random UUIDs.
    invocation_id_generator, set_invocation_id_generator: IdGenerator,
        |generator: impl Into<IdGenerator>| Some(generator.into()),
        debug hidden, gets value, replaces [];
    /// The most bytes of the body of an error response that are kept. Default: 1 MiB.
    max_error_body, set_max_error_body: usize, |bytes: usize| Some(bytes),
        debug hidden, replaces [];
    /// The largest body of a response that is read whole, in bytes; a larger one is an error. Default: 256 MiB. Bodies that are
    /// handed on as streams have no limit.
    max_body, set_max_body: usize, |bytes: usize| Some(bytes),
        debug hidden, replaces [];
    /// Whether buckets are named in the path of the URL rather than in the host. Effective only in clients of S3.
    /// Default: `false`.
    s3_force_path_style, set_s3_force_path_style: bool, |force: bool| Some(force),
        debug hidden, replaces [];
    /// Whether the region in an ARN that names a bucket or access point is called rather than the client's. Effective only
    /// in clients of S3. Default: what the endpoint rules of the service say.
    use_arn_region, set_use_arn_region: bool, |follow: bool| Some(follow),
        debug hidden, replaces [];
    /// Whether ARNs of multi-region access points are refused. Effective only in clients of S3. Default: `false`.
    disable_multi_region_access_points, set_disable_multi_region_access_points: bool, |disable: bool| Some(disable),
        debug hidden, replaces [];
    /// Whether to call the endpoints of S3 Transfer Acceleration. Effective only in clients of S3. Default: `false`.
    accelerate, set_accelerate: bool, |accelerate: bool| Some(accelerate),
        debug hidden, replaces [];
    /// Whether requests to S3 Express buckets are signed as those to other buckets are, without a session. Effective only
    /// in clients of S3. Default: `false`.
    disable_s3_express_session_auth, set_disable_s3_express_session_auth: bool, |disable: bool| Some(disable),
        debug hidden, replaces [];
    /// Parameters of the endpoint rules that have no setting of their own, by their names in the model
    /// (`smithy.rules#clientContextParams`). Default: none.
    endpoint_params, set_endpoint_params: Params, |params: Params| Some(params),
        debug hidden, replaces [];
    /// Whether to call the regional or the legacy endpoint of STS. Effective only in clients of STS. Default: regional.
    sts_regional_endpoint, set_sts_regional_endpoint: StsRegionalEndpoint,
        |endpoint: StsRegionalEndpoint| Some(endpoint),
        debug hidden, replaces [];
    /// Whether endpoints have the id of the account in their host. Effective only in clients of services whose rules know of it,
    /// such as DynamoDB. Default: where the credentials say what it is.
    account_id_endpoint_mode, set_account_id_endpoint_mode: AccountIdEndpointMode, |mode: AccountIdEndpointMode| Some(mode),
        debug hidden, replaces [];
    /// Whether bodies stay as they are that operations allow to be compressed (`smithy.api#requestCompression`). Default:
    /// `false`.
    disable_request_compression, set_disable_request_compression: bool, |disable: bool| Some(disable),
        debug hidden, replaces [];
    /// From which size on such bodies are compressed, in bytes. Default: 10,240.
    request_min_compression_size_bytes, set_request_min_compression_size_bytes: u32, |bytes: u32| Some(bytes),
        debug hidden, replaces [];
    /// When requests have a checksum of their body (`aws.protocols#httpChecksum`): wherever the service takes one, or only where it
    /// requires one or the caller chose an algorithm, for stores that refuse them. Default: wherever the service takes one.
    request_checksum_calculation, set_request_checksum_calculation: RequestChecksumCalculation,
        |calculation: RequestChecksumCalculation| Some(calculation),
        debug shown, replaces [];
    /// When bodies of responses are compared with the checksums that the service sends: wherever it can, or only where the caller
    /// asks for it in the input. Default: wherever it can.
    response_checksum_validation, set_response_checksum_validation: ResponseChecksumValidation,
        |validation: ResponseChecksumValidation| Some(validation),
        debug shown, replaces [];
    /// The size in bytes of the chunks in which a stream goes out that has its checksum behind it; 8,192 or more. `None` is one
    /// chunk for the whole, which over plain HTTP is held in memory. Effective only in clients of S3. Default: 65,536.
    aws_chunked_encoding_chunk_size, set_aws_chunked_encoding_chunk_size: Option<usize>,
        |size: Option<usize>| Some(size),
        debug hidden, replaces [];
    /// Accepted so that programs written for the official crates build; it has no effect.
    behavior_version, set_behavior_version: BehaviorVersion, |version: BehaviorVersion| Some(version),
        debug hidden, replaces [];
    /// Whether calls go out unsigned when there are no credentials. Set by [`allow_no_auth`](Builder::allow_no_auth).
    unsigned_without_credentials, set_unsigned_without_credentials: bool, |allow: bool| Some(allow),
        debug hidden, replaces [];
}

/// A client that is shared already is not wrapped again.
fn shared(client: impl HttpClient + 'static) -> SharedHttpClient {
    use aws_smithy_runtime_api::shared::IntoShared;
    client.into_shared()
}

impl Builder {
    /// Sends requests unsigned where there are no credentials, instead of failing.
    #[must_use]
    pub fn allow_no_auth(self) -> Self {
        self.unsigned_without_credentials(true)
    }

    /// Like [`allow_no_auth`](Self::allow_no_auth).
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.set_unsigned_without_credentials(Some(true))
    }

    /// The longest that name lookup, TCP and TLS handshakes may take together. Default: 60 s. The other timeouts stay as
    /// they are.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.set_connect_timeout(Some(limit));
        self
    }

    /// Like [`connect_timeout`](Self::connect_timeout); `None` goes back to the default.
    pub fn set_connect_timeout(&mut self, limit: Option<Duration>) -> &mut Self {
        let current = self.settings.timeout_config.take();
        let mut timeouts = current.map_or_else(TimeoutConfig::builder, TimeoutConfig::into_builder);
        timeouts.set_connect_timeout(limit);
        self.set_timeout_config(Some(timeouts.build()))
    }

    /// The name by which the official crate of S3 knows [`s3_force_path_style`](Self::s3_force_path_style).
    #[must_use]
    pub fn force_path_style(self, force: bool) -> Self {
        self.s3_force_path_style(force)
    }

    /// Like [`force_path_style`](Self::force_path_style); `None` unsets it.
    pub fn set_force_path_style(&mut self, force: Option<bool>) -> &mut Self {
        self.set_s3_force_path_style(force)
    }

    /// Accepted so that programs written for the official crates build; it has no effect.
    #[must_use]
    pub fn behavior_version_latest(self) -> Self {
        self.behavior_version(BehaviorVersion::latest())
    }
}

impl fmt::Debug for Settings {
    /// Leaves out everything that could hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Settings");
        self.show(&mut shown);
        shown.finish_non_exhaustive()
    }
}
