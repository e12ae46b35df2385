//! Endpoints that a program chooses by itself.
//!
//! ```
//! use tinsmith::config::Config;
//! use tinsmith::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
//!
//! #[derive(Debug)]
//! struct Stub;
//!
//! impl ResolveEndpoint for Stub {
//!     fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
//!         let region = params.region().unwrap_or("nowhere");
//!         EndpointFuture::ready(Ok(Endpoint::builder().url(format!("https://{region}.example.com")).build()))
//!     }
//! }
//!
//! let config = Config::builder().endpoint_resolver(Stub).build();
//! # let _ = config;
//! ```

mod params;

use std::fmt;

pub use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, SharedEndpointResolver};
use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint as OfficialResolver};
pub use aws_smithy_types::endpoint::Endpoint;

pub use params::{InvalidParams, Params, ParamsBuilder};

use crate::endpoint;

/// Chooses the endpoint of a call.
pub trait ResolveEndpoint: Send + Sync + fmt::Debug {
    /// The endpoint for these parameters: its URL, perhaps headers to send and the property `authSchemes`.
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a>;

    /// The resolver in the form in which it is shared.
    #[inline]
    fn into_shared_resolver(self) -> SharedEndpointResolver
    where
        Self: Sized + 'static,
    {
        SharedEndpointResolver::new(OfService(self))
    }
}

/// A resolver, which is given the parameters with their type erased.
#[derive(Debug)]
struct OfService<R>(R);

impl<R: ResolveEndpoint> OfficialResolver for OfService<R> {
    #[inline]
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        match params.get::<Params>() {
            Some(params) => self.0.resolve_endpoint(params),
            None => EndpointFuture::ready(Err("the parameters are not those of a client of this crate".into())),
        }
    }
}

/// The rules of the service, for resolvers that change what these say. It knows the parameters of a call only, which carry the
/// rules of their service.
#[derive(Debug, Clone, Copy, Default)]
pub struct DefaultResolver(());

impl DefaultResolver {
    /// Returns the resolver.
    #[inline]
    pub fn new() -> Self {
        Self(())
    }
}

impl ResolveEndpoint for DefaultResolver {
    #[inline]
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::ready(params.by_rules())
    }
}

/// An endpoint of the rules as the official types have it.
#[inline]
pub(crate) fn official(endpoint: &endpoint::Endpoint) -> Endpoint {
    let mut builder = Endpoint::builder().url(endpoint.url.clone());
    for (name, values) in &endpoint.headers {
        for value in values {
            builder = builder.header(name.clone(), value.clone());
        }
    }
    for (name, value) in &endpoint.properties {
        builder = builder.property(name.clone(), value.clone());
    }
    builder.build()
}

/// An endpoint of the official types as the rules would give it.
#[inline]
pub(crate) fn of_rules(endpoint: &Endpoint) -> endpoint::Endpoint {
    let headers = endpoint.headers().map(|(name, values)| (name.to_owned(), values.map(str::to_owned).collect()));
    let mut properties: std::collections::HashMap<_, _> =
        endpoint.properties().iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
    let schemes = endpoint.auth_schemes();
    if !schemes.is_empty() {
        let schemes = schemes.iter().map(|scheme| scheme.as_document()).collect();
        properties.insert("authSchemes".to_owned(), aws_smithy_types::Document::Array(schemes));
    }
    endpoint::Endpoint { url: endpoint.url().to_owned(), headers: headers.collect(), properties }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_smithy_types::Document;

    use super::*;

    #[test]
    fn endpoints_have_two_forms() {
        let schemes = Document::Array(vec![Document::Object(HashMap::from([(
            "name".to_owned(),
            Document::String("sigv4".to_owned()),
        )]))]);
        let endpoint = endpoint::Endpoint {
            url: "https://example.com/base".to_owned(),
            headers: vec![("x-a".to_owned(), vec!["1".to_owned(), "2".to_owned()])],
            properties: HashMap::from([("authSchemes".to_owned(), schemes)]),
        };
        assert_eq!(of_rules(&official(&endpoint)), endpoint);
    }
}
