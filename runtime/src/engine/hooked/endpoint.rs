//! The endpoint of an attempt, where the program may choose it.

use std::sync::Arc;

use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver};
use aws_smithy_types::endpoint::Endpoint;

use super::auth::Chosen;
use super::outcome::not_sent;
use super::{Halt, Hooked};
use crate::config::endpoint::{Params, of_rules};
use crate::engine::call::{Call, Target};
use crate::engine::endpoint::Destination;

impl Hooked {
    /// The target of a call. The bag has its endpoint and parameters at the end.
    #[inline]
    pub(super) async fn target(&mut self, call: &mut Call, chosen: &Chosen) -> Result<Target, Halt> {
        let resolver = self.hooks.endpoint_resolver.clone();
        let (target, endpoint) = match &resolver {
            Some(resolver) => {
                let endpoint = self.resolve(resolver, call, chosen).await?;
                (self.target_at(&endpoint, call)?, endpoint)
            }
            None => {
                let target = call.target().await.map_err(|error| self.halt(error))?;
                (target, self.params(call).by_rules().map_err(not_sent)?)
            }
        };
        self.bag.interceptor_state().store_put(endpoint);
        Ok(target)
    }

    #[inline]
    async fn resolve(
        &mut self,
        resolver: &SharedEndpointResolver,
        call: &mut Call,
        chosen: &Chosen,
    ) -> Result<Endpoint, Halt> {
        if let (Some(param), Some(identity)) = (self.handle.account_id_param, chosen.own()) {
            call.add_account_id(param, identity.clone());
        }
        let params = EndpointResolverParams::new(self.params(call));
        let endpoint = resolver.resolve_endpoint(&params).await.map_err(not_sent)?;
        self.bag.interceptor_state().store_put(params);
        Ok(endpoint)
    }

    #[inline]
    fn target_at(&self, endpoint: &Endpoint, call: &Call) -> Result<Target, Halt> {
        let destination = Destination::new(&of_rules(endpoint), self.handle.service, self.handle.regions());
        let destination = destination.map_err(not_sent)?;
        let uri = destination.base.uri(&call.request.host_prefix, &call.request.target).map_err(not_sent)?;
        Ok(Target { uri, destination: Arc::new(destination) })
    }

    #[inline]
    fn params(&self, call: &Call) -> Params {
        Params::of_call(call.params.clone(), self.handle.service)
    }
}
