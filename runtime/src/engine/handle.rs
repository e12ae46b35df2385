//! The state that all calls of a client share.

use std::sync::Arc;
use std::time::SystemTime;

use super::endpoint::{EndpointCache, Regions, account_id_param, built_ins};
use super::identity::{CachedIdentity, Provider};
use super::retry::Retries;
use super::skew::Skew;
use super::stall::Clocks;
use super::timeout::Timeouts;
use super::transport::Transport;
use super::user_agent::UserAgent;
use crate::config::{AuthSchemeId, Builder, Config, IdGenerator, Keeping, Limits, Part, SharedTimeSource};
use crate::endpoint::Params;
use crate::meta::{Auth, OperationMeta, ServiceMeta};
use crate::signing::Keys;
use crate::stages;
use crate::timer::Timer;

/// The largest body of a response of success by default, in bytes. The largest that a service is known to send is a tenth of
/// it.
const BODY: usize = 256 << 20;

/// The most bytes of the body of an error response that are kept by default.
const ERROR_BODY: usize = 1 << 20;

/// The state that all calls of a client share.
pub(super) struct Handle {
    pub(super) service: &'static ServiceMeta,
    config: Config,
    /// The problem of the configuration, if it has one.
    pub(super) problem: Option<String>,
    /// The endpoint parameters that the configuration gives.
    params: Params,
    pub(super) account_id_param: Option<&'static str>,
    pub(super) endpoints: Arc<EndpointCache>,
    /// Absent if nothing gives credentials.
    credentials: Option<Arc<CachedIdentity>>,
    /// Absent if nothing gives tokens.
    tokens: Option<Arc<CachedIdentity>>,
    /// The names of the schemes to try first where several would do, in order.
    pub(super) preference: Vec<AuthSchemeId>,
    /// The signing keys, derived from the secrets of `credentials`.
    pub(super) keys: Arc<Keys>,
    pub(super) retries: Retries,
    pub(super) transport: Transport,
    pub(super) timer: Timer,
    pub(super) timeouts: Timeouts,
    pub(super) time: SharedTimeSource,
    /// The difference between the clocks of the service and this one; absent if signatures are not corrected.
    pub(super) skew: Option<Arc<Skew>>,
    pub(super) user_agent: UserAgent,
    /// Whether this is AWS Lambda, where calls pass the trace id on.
    pub(super) in_lambda: bool,
}

impl Handle {
    pub(super) fn new(service: &'static ServiceMeta, mut config: Config) -> Self {
        config.settings.signing_name = service.signing_name;
        let (url, problem) = match config.checked_url(service.sdk_id) {
            Ok(url) => (url, None),
            Err(problem) => (None, Some(problem)),
        };
        let timer = Timer::new(config.settings.sleep_impl.as_ref());
        let timeouts = Timeouts::new(config.timeout_config(), config.stalled_stream_protection());
        let time = config.time_source().unwrap_or_default();
        let retries = Retries::new(service, &config, &time, None);
        let account_id_param = account_id_param(service);
        let user_agent = UserAgent::new(service, &config, &retries.config(), url.is_some(), account_id_param.is_some());
        Self {
            service,
            problem,
            params: built_ins(service, &config, url.as_deref()),
            account_id_param,
            endpoints: Arc::default(),
            credentials: kept(config.credentials_provider().map(Provider::Credentials), &config, &time, &timer),
            tokens: kept(config.token_provider().map(Provider::Token), &config, &time, &timer),
            preference: config.auth_scheme_preference().cloned().map_or(Vec::new(), |them| them.into_iter().collect()),
            keys: Arc::default(),
            retries,
            transport: Transport::new(&config, &timeouts, &timer),
            timer,
            timeouts,
            time,
            skew: (config.disable_clock_skew_correction() != Some(true)).then(Arc::default),
            user_agent,
            in_lambda: std::env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_some(),
            config,
        }
    }

    /// The same with other settings; what they do not touch is shared.
    pub(super) fn overridden(&self, over: Builder) -> Self {
        let over = over.build();
        let mut new = Self::new(self.service, self.config.overridden(over.to_builder(), self.service.sdk_id));
        let shares = |part| !over.settings.replace(part);
        if shares(Part::Credentials) {
            new.credentials.clone_from(&self.credentials);
        }
        if shares(Part::Tokens) {
            new.tokens.clone_from(&self.tokens);
        }
        new.transport.share(&self.transport);
        if shares(Part::Endpoints) {
            new.endpoints = Arc::clone(&self.endpoints);
        }
        new.retries = Retries::new(new.service, &new.config, &new.time, Some(&self.retries));
        new.keys = Arc::clone(&self.keys);
        if let (Some(new), Some(known)) = (&mut new.skew, &self.skew) {
            new.clone_from(known);
        }
        new
    }

    /// The cached identity of an auth scheme, if there is one.
    pub(super) fn identity_of(&self, scheme: Auth) -> Option<&CachedIdentity> {
        match scheme {
            Auth::SigV4 => self.credentials.as_deref(),
            Auth::Bearer => self.tokens.as_deref(),
        }
    }

    /// The time by which a request is signed.
    pub(super) fn signing_time(&self, now: SystemTime) -> SystemTime {
        self.skew.as_ref().map_or(now, |skew| skew.correct(now))
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn params(&self) -> &Params {
        &self.params
    }

    pub(super) fn regions(&self) -> Regions<'_> {
        let asymmetric = self.config.sigv4a_signing_region_set().map(|set| set.as_ref());
        let region = self.config.region().map(|region| region.as_ref());
        Regions { region, asymmetric, preference: &self.preference }
    }

    /// The settings that stages of an operation go by.
    pub(super) fn stage_context(&self, meta: &'static OperationMeta) -> stages::Context {
        let mut context = stages::Context::new(meta.name);
        if let Some(bytes) = self.config.request_min_compression_size_bytes() {
            context.min_compression_size = Some(usize::try_from(*bytes).unwrap_or(usize::MAX));
        }
        if self.config.disable_request_compression() == Some(&true) {
            context.min_compression_size = None;
        }
        context.calculation = self.config.request_checksum_calculation().copied().unwrap_or_default();
        context.validation = self.config.response_checksum_validation().copied().unwrap_or_default();
        context.chunk = *self.config.aws_chunked_encoding_chunk_size().unwrap_or(&context.chunk);
        context
    }

    pub(super) fn max_body(&self) -> usize {
        self.config.max_body().copied().unwrap_or(BODY)
    }

    pub(super) fn max_error_body(&self) -> usize {
        self.config.max_error_body().copied().unwrap_or(ERROR_BODY)
    }

    pub(super) fn clocks(&self) -> Clocks<'_> {
        (&self.timer, &self.time)
    }

    pub(super) fn idempotency_token(&self) -> String {
        generate(self.config.settings.idempotency_token_provider.as_ref())
    }

    pub(super) fn invocation_id(&self) -> String {
        generate(self.config.settings.invocation_id_generator.as_ref())
    }
}

fn generate(generator: Option<&IdGenerator>) -> String {
    generator.map_or_else(crate::config::uuid, IdGenerator::generate)
}

fn kept(
    provider: Option<Provider>,
    config: &Config,
    time: &SharedTimeSource,
    timer: &Timer,
) -> Option<Arc<CachedIdentity>> {
    let provider = provider?;
    let chosen = config.settings.identity_cache.as_ref();
    let (limits, program) = match chosen.map(|chosen| (chosen, chosen.keeping)) {
        Some((chosen, Keeping::Program(ask))) => {
            (Limits::default(), Some(ask(&chosen.shared, provider.resolver(), config, timer)))
        }
        Some((_, Keeping::Engine(limits))) => (limits, None),
        None => (Limits::default(), None),
    };
    let kept = CachedIdentity::new(provider, limits, time.clone(), timer.clone());
    Some(Arc::new(kept.kept_by(program)))
}
