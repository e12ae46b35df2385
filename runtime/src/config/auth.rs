//! Auth schemes that a program chooses or brings by itself.

use std::borrow::Cow;
use std::fmt;

pub use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture,
    SharedAuthSchemeOptionResolver, Sign,
};
use aws_smithy_runtime_api::client::auth::{AuthSchemeOptionResolverParams, ResolveAuthSchemeOptions};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::meta::{Auth, OperationMeta, WithoutIdentity};

/// The id of unsigned calls.
pub(crate) const NO_AUTH: AuthSchemeId = AuthSchemeId::new("noAuth");
/// The id of signatures.
pub(crate) const SIGV4: AuthSchemeId = AuthSchemeId::new("sigv4");
/// The id of bearer tokens.
const BEARER: AuthSchemeId = AuthSchemeId::new("httpBearerAuth");

/// The id of a scheme.
#[inline]
pub(crate) fn id_of(scheme: Auth) -> AuthSchemeId {
    match scheme {
        Auth::SigV4 => SIGV4,
        Auth::Bearer => BEARER,
    }
}

/// The scheme of an id, if clients have it by themselves. Identities for both kinds of signatures are the same.
pub(crate) fn scheme_of(id: &AuthSchemeId) -> Option<Auth> {
    match id.inner() {
        "sigv4" | "sigv4a" => Some(Auth::SigV4),
        "httpBearerAuth" => Some(Auth::Bearer),
        _ => None,
    }
}

/// Chooses the auth schemes by which a call may be authenticated.
pub trait ResolveAuthScheme: Send + Sync + fmt::Debug {
    /// The schemes for a call, the preferred one first. The first that has an identity is taken.
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a Params,
        cfg: &'a ConfigBag,
        runtime_components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a>;

    /// The resolver in the form in which it is shared.
    #[inline]
    fn into_shared_resolver(self) -> SharedAuthSchemeOptionResolver
    where
        Self: Sized + 'static,
    {
        SharedAuthSchemeOptionResolver::new(OfService(self))
    }
}

/// A resolver, which is given the parameters with their type erased.
#[derive(Debug)]
struct OfService<R>(R);

impl<R: ResolveAuthScheme> ResolveAuthSchemeOptions for OfService<R> {
    #[inline]
    fn resolve_auth_scheme_options_v2<'a>(
        &'a self,
        params: &'a AuthSchemeOptionResolverParams,
        bag: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        match params.get::<Params>() {
            Some(params) => self.0.resolve_auth_scheme(params, bag, components),
            None => {
                AuthSchemeOptionsFuture::ready(Err("the parameters are not those of a client of this crate".into()))
            }
        }
    }
}

/// The schemes of the model, for resolvers that change their order.
#[derive(Debug, Clone, Copy, Default)]
pub struct DefaultAuthSchemeResolver(());

impl ResolveAuthScheme for DefaultAuthSchemeResolver {
    /// Gives the schemes of the operation; none for parameters that a builder made.
    #[inline]
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a Params,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        AuthSchemeOptionsFuture::ready(Ok(params.meta.map_or(Vec::new(), of_model)))
    }
}

#[inline]
fn of_model(meta: &'static OperationMeta) -> Vec<AuthSchemeOption> {
    let mut options = Vec::new();
    for scheme in meta.auth {
        options.push(AuthSchemeOption::from(id_of(*scheme)));
    }
    if meta.auth.is_empty() || meta.without_identity == WithoutIdentity::GoesUnsigned {
        options.push(AuthSchemeOption::from(NO_AUTH));
    }
    options
}

/// The facts of a call that its auth schemes depend on.
#[derive(Clone)]
pub struct Params {
    operation_name: Cow<'static, str>,
    /// Absent in parameters that a builder made.
    meta: Option<&'static OperationMeta>,
}

impl Params {
    #[inline]
    pub(crate) fn of_call(meta: &'static OperationMeta) -> Self {
        Self { operation_name: meta.name.into(), meta: Some(meta) }
    }

    /// Starts with nothing set.
    #[inline]
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }

    /// The name of the operation, e.g. `CreateStage`.
    #[inline]
    pub fn operation_name(&self) -> &str {
        &self.operation_name
    }
}

impl PartialEq for Params {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.operation_name == other.operation_name
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Params").field("operation_name", &self.operation_name).finish()
    }
}

/// Makes [`Params`], as tests of resolvers need them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParamsBuilder {
    operation_name: Option<Cow<'static, str>>,
}

impl ParamsBuilder {
    /// Sets the name of the operation.
    #[must_use]
    #[inline]
    pub fn operation_name(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.set_operation_name(Some(name.into()))
    }

    /// Like [`operation_name`](Self::operation_name); `None` unsets it.
    #[must_use]
    #[inline]
    pub fn set_operation_name(mut self, name: Option<Cow<'static, str>>) -> Self {
        self.operation_name = name;
        self
    }

    /// Builds the parameters.
    ///
    /// # Errors
    ///
    /// Fails if the name of the operation is not set.
    #[inline]
    pub fn build(self) -> Result<Params, BuildError> {
        Ok(Params { operation_name: self.operation_name.ok_or(BuildError(()))?, meta: None })
    }
}

/// The error of parameters without the name of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildError(());

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`operation_name` is not set; set it with ParamsBuilder::operation_name")
    }
}

impl std::error::Error for BuildError {}
