//! The features that a call uses, which AWS counts by the user agent.
//!
//! Their ids are facts of AWS, `FEATURES` in the specification of the user agent: the n-th feature has the n-th id of one or two
//! characters. The list has about a hundred, so that the official limit of 1024 bytes is never met.

use aws_credential_types::credential_feature::AwsCredentialFeature as Credential;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::config_bag::FrozenLayer;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::endpoint_config::AccountIdEndpointMode;
use http::HeaderMap;

/// The characters of ids, in their order.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

/// A set of features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Features(u128);

/// The caller of an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Caller {
    /// The program itself.
    #[default]
    Program,
    /// A paginator.
    Paginator,
    /// A waiter.
    Waiter,
}

impl From<Caller> for Features {
    fn from(caller: Caller) -> Self {
        match caller {
            Caller::Program => Self::default(),
            Caller::Paginator => Self::PAGINATOR,
            Caller::Waiter => Self::WAITER,
        }
    }
}

impl Features {
    const WAITER: Self = Self::of(1);
    const PAGINATOR: Self = Self::of(2);
    const RETRY_MODE_STANDARD: Self = Self::of(4);
    const RETRY_MODE_ADAPTIVE: Self = Self::of(5);
    const GZIP: Self = Self::of(11);
    const RPC_V2_CBOR: Self = Self::of(12);
    pub(super) const ENDPOINT_OVERRIDE: Self = Self::of(13);
    const ACCOUNT_ID_PREFERRED: Self = Self::of(15);
    const ACCOUNT_ID_DISABLED: Self = Self::of(16);
    const ACCOUNT_ID_REQUIRED: Self = Self::of(17);

    /// The feature at a place of the list.
    const fn of(place: u32) -> Self {
        Self(1 << place)
    }

    /// These features and others.
    #[must_use]
    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// The retry mode.
    pub(super) fn retries(config: &RetryConfig) -> Self {
        match config.mode() {
            RetryMode::Adaptive => Self::RETRY_MODE_ADAPTIVE,
            _ => Self::RETRY_MODE_STANDARD,
        }
    }

    /// The use of account ids in endpoints.
    pub(super) fn account_ids(mode: Option<&AccountIdEndpointMode>) -> Self {
        match mode {
            Some(AccountIdEndpointMode::Disabled) => Self::ACCOUNT_ID_DISABLED,
            Some(AccountIdEndpointMode::Required) => Self::ACCOUNT_ID_REQUIRED,
            _ => Self::ACCOUNT_ID_PREFERRED,
        }
    }

    /// The features of protocol and compression, which have left their headers.
    pub(super) fn headers(headers: &HeaderMap) -> Self {
        let mut features = Self::default();
        for (name, value) in headers {
            features = features.and(match name.as_str() {
                "content-encoding" if value == "gzip" => Self::GZIP,
                "smithy-protocol" if value == "rpc-v2-cbor" => Self::RPC_V2_CBOR,
                _ => continue,
            });
        }
        features
    }

    /// The features of stages.
    pub(super) fn places(places: &[u32]) -> Self {
        places.iter().fold(Self::default(), |features, place| features.and(Self::of(*place)))
    }

    /// The source of an identity, as its provider gives it.
    pub(super) fn identity(identity: &Identity) -> Self {
        let mut features = Self::default();
        if let Some(layer) = identity.property::<FrozenLayer>() {
            for feature in layer.load::<Credential>() {
                features = features.and(place(feature).map_or(Self::default(), Self::of));
            }
        }
        features
    }

    /// The ids, with commas between them.
    pub(super) fn ids(self) -> String {
        let mut ids = String::new();
        for place in (0..128).filter(|place| self.0 & 1 << place != 0) {
            if !ids.is_empty() {
                ids.push(',');
            }
            if place >= 64 {
                ids.push(char::from(DIGITS[place / 64 - 1]));
            }
            ids.push(char::from(DIGITS[place % 64]));
        }
        ids
    }
}

/// The place of a source of credentials in the list; `None` for one that is newer than this crate.
fn place(feature: &Credential) -> Option<u32> {
    Some(match feature {
        Credential::ResolvedAccountId => 19,
        Credential::CredentialsCode => 30,
        Credential::CredentialsEnvVars => 32,
        Credential::CredentialsEnvVarsStsWebIdToken => 33,
        Credential::CredentialsStsAssumeRole => 34,
        Credential::CredentialsStsAssumeRoleSaml => 35,
        Credential::CredentialsStsAssumeRoleWebId => 36,
        Credential::CredentialsStsFederationToken => 37,
        Credential::CredentialsStsSessionToken => 38,
        Credential::CredentialsProfile => 39,
        Credential::CredentialsProfileSourceProfile => 40,
        Credential::CredentialsProfileNamedProvider => 41,
        Credential::CredentialsProfileStsWebIdToken => 42,
        Credential::CredentialsProfileSso => 43,
        Credential::CredentialsSso => 44,
        Credential::CredentialsProfileProcess => 47,
        Credential::CredentialsProcess => 48,
        Credential::CredentialsHttp => 51,
        Credential::CredentialsImds => 52,
        Credential::BearerServiceEnvVars => 55,
        Credential::CredentialsProfileLogin => 66,
        Credential::CredentialsLogin => 67,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;
    use http::HeaderValue;

    use super::*;

    #[test]
    fn ids_are_those_of_the_list() {
        let id = |place| Features::of(place).ids();
        let ids = [0, 25, 26, 51, 52, 61, 62, 63, 64, 65, 68, 127].map(id);
        assert_eq!(ids, ["A", "Z", "a", "z", "0", "9", "+", "-", "AA", "AB", "AE", "A-"]);
        let all = Features(u128::MAX).ids();
        assert!(all.len() <= 1024, "{} bytes", all.len());
        assert_eq!(Features::WAITER.and(Features::PAGINATOR).and(Features::WAITER).ids(), "B,C");
        assert_eq!(Features::default().ids(), "");
    }

    #[test]
    fn headers_show_what_made_them() {
        let of = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
            Features::headers(&pairs.collect()).ids()
        };
        assert_eq!(of(&[("content-type", "application/json"), ("x-amz-checksum-mode", "ENABLED")]), "");
        assert_eq!(of(&[("content-encoding", "gzip"), ("smithy-protocol", "rpc-v2-cbor")]), "L,M");
        assert_eq!(of(&[("content-encoding", "br"), ("smithy-protocol", "rpc-v2-json")]), "");
        assert_eq!(Features::places(&[20, 25]).ids(), "U,Z");
    }

    #[test]
    fn credentials_tell_where_they_are_from() {
        let mut keys = Credentials::builder().access_key_id("a").secret_access_key("b").provider_name("test").build();
        assert_eq!(Features::identity(&keys.clone().into()).ids(), "");
        let sources = vec![Credential::CredentialsProfileSso, Credential::CredentialsSso, Credential::CredentialsLogin];
        keys.set_property(sources);
        assert_eq!(Features::identity(&keys.into()).ids(), "r,s,AD");
        let with_account = Credentials::builder().account_id("123456789012").access_key_id("a").secret_access_key("b");
        assert_eq!(Features::identity(&with_account.provider_name("test").build().into()).ids(), "T");
    }
}
