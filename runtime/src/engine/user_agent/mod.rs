//! The `User-Agent` header: what is calling, and which features it uses.

mod features;

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::retry::RetryConfig;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) use features::Caller;
use features::Features;

use super::call::Call;
use crate::config::{Config, FrameworkMetadata};
use crate::meta::ServiceMeta;

const X_AMZ_USER_AGENT: HeaderName = HeaderName::from_static("x-amz-user-agent");

/// The most headers that are kept. A client uses few sets of features.
const KEPT: usize = 16;

/// The most frameworks that are named, as in the official crates.
const FRAMEWORKS: usize = 10;

/// The user agent of a client.
pub(super) struct UserAgent {
    /// The text before the features, and that behind them.
    text: [String; 2],
    /// The features of all calls.
    features: Features,
    made: Mutex<Vec<(Features, HeaderValue)>>,
}

impl UserAgent {
    /// The user agent of a client; `has_url` if its configuration has the URL of an endpoint, and `takes_account` if its endpoints
    /// depend on the account.
    pub(super) fn new(
        service: &ServiceMeta,
        config: &Config,
        retry: &RetryConfig,
        has_url: bool,
        takes_account: bool,
    ) -> Self {
        let mut features = Features::retries(retry);
        if has_url {
            features = features.and(Features::ENDPOINT_OVERRIDE);
        }
        if takes_account {
            features = features.and(Features::account_ids(config.account_id_endpoint_mode()));
        }
        let environment = std::env::var("AWS_EXECUTION_ENV").ok();
        Self { text: text(service, config, environment.as_deref()), features, made: Mutex::default() }
    }

    /// The header of a request that uses these features beside those of all calls.
    fn header(&self, features: Features) -> HeaderValue {
        let features = self.features.and(features);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, header)) = made.iter().find(|(made, _)| *made == features) {
            return header.clone();
        }
        let header = self.make(features);
        if made.len() < KEPT {
            made.push((features, header.clone()));
        }
        header
    }

    /// `tinsmith/0.1.0 ua/2.1 api/ivs_realtime#1.0.0 os/linux lang/rust m/C,E app/name`
    fn make(&self, features: Features) -> HeaderValue {
        let [before, behind] = &self.text;
        let text = format!("{before} m/{}{behind}", features.ids());
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("tinsmith"))
    }
}

impl Call {
    /// Adds the user agent of a request with these headers so far and this identity.
    pub(super) fn add_user_agent(&self, identity: Option<&Identity>, headers: &mut HeaderMap) {
        let mut features = Features::from(self.caller).and(Features::headers(headers));
        if let Some(identity) = identity {
            features = features.and(Features::identity(identity));
        }
        if !self.meta.stages.is_empty() {
            features = features.and(self.stage_features());
        }
        let header = self.handle.user_agent.header(features);
        headers.insert(USER_AGENT, header.clone());
        headers.insert(X_AMZ_USER_AGENT, header);
    }

    fn stage_features(&self) -> Features {
        let context = self.handle.stage_context(self.meta);
        let stages = self.meta.stages.iter().map(|stage| stage.features(&context));
        let per_attempt = self.request.per_attempt.iter().map(|part| part.features());
        let places = stages.chain(per_attempt).map(Features::places);
        places.fold(Features::default(), Features::and)
    }
}

/// The text before the features, and that behind them. AWS names the environment in which its services run programs.
fn text(service: &ServiceMeta, config: &Config, environment: Option<&str>) -> [String; 2] {
    let api = service.sdk_id.to_lowercase().replace(' ', "_");
    let (version, os) = (env!("CARGO_PKG_VERSION"), family());
    let mut before = format!("tinsmith/{version} ua/2.1 api/{api}#{} os/{os} lang/rust", service.crate_version);
    if let Some(environment) = environment.filter(|it| !it.is_empty() && it.bytes().all(is_of_token)) {
        before = before + " exec-env/" + environment;
    }
    let mut behind = String::new();
    let mut named: Vec<&FrameworkMetadata> = Vec::new();
    for framework in &config.settings.frameworks {
        if named.len() < FRAMEWORKS && !named.contains(&framework) {
            named.push(framework);
            let _ = write!(behind, " {framework}");
        }
    }
    if let Some(name) = config.app_name() {
        let _ = write!(behind, " app/{name}");
    }
    [before, behind]
}

/// Whether a byte can stand in a word of the user agent (<https://www.rfc-editor.org/rfc/rfc9110#name-tokens>).
const fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// The family of the operating system, by the names of the user agent specification.
fn family() -> &'static str {
    match std::env::consts::OS {
        family @ ("linux" | "windows" | "macos" | "android" | "ios") => family,
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{AccountIdEndpointMode, Builder};

    #[test]
    fn the_use_of_account_ids_is_named_where_endpoints_depend_on_them() {
        let agent = |config: Builder, takes_account| {
            let (config, retry) = (config.build(), RetryConfig::standard());
            let agent = UserAgent::new(&ServiceMeta::PLAIN, &config, &retry, false, takes_account);
            agent.header(Features::default()).to_str().unwrap().to_owned()
        };
        let of = |mode| Config::builder().account_id_endpoint_mode(mode);
        assert!(agent(Config::builder(), false).ends_with(" m/E"));
        assert!(agent(Config::builder(), true).ends_with(" m/E,P"));
        assert!(agent(of(AccountIdEndpointMode::Preferred), true).ends_with(" m/E,P"));
        assert!(agent(of(AccountIdEndpointMode::Disabled), true).ends_with(" m/E,Q"));
        assert!(agent(of(AccountIdEndpointMode::Required), true).ends_with(" m/E,R"));
    }

    #[test]
    fn the_environment_is_named_if_that_is_a_word() {
        let before = |environment| text(&ServiceMeta::PLAIN, &Config::default(), environment)[0].clone();
        let bare = before(None);
        assert!(bare.ends_with(" lang/rust"), "{bare}");
        assert_eq!(before(Some("AWS_Lambda_rust1.0")), format!("{bare} exec-env/AWS_Lambda_rust1.0"));
        for no_word in ["", "a b", "a\nb", "a/b", "\u{e9}"] {
            assert_eq!(before(Some(no_word)), bare, "{no_word:?}");
        }
    }
}
