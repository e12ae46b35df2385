//! Decisions of a program in the place of the client's: retries, endpoints, auth schemes.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_http_client::test_util::StaticReplayClient;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, IdentityFuture, ResolveIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use ivs::config::endpoint::{DefaultResolver, Endpoint, EndpointFuture, Params, ResolveEndpoint};
use ivs::config::retry::{ClassifyRetry, RetryAction};
use ivs::config::{ConfigBag, RuntimeComponents};

use crate::support;

const STAGE: &str = r#"{"stage":{"arn":"arn:aws:ivs:us-east-1:123456789012:stage/a"}}"#;

fn replay(answers: impl IntoIterator<Item = (u16, &'static str)>) -> StaticReplayClient {
    support::replay(answers.into_iter().map(|(status, body)| support::response(status, body)))
}

fn config(http: &StaticReplayClient) -> ivs::config::Builder {
    support::config().http_client(http.clone())
}

/// Decides by the status of the response.
#[derive(Debug)]
struct ByStatus(u16, RetryAction);

impl ClassifyRetry for ByStatus {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.response().map(|response| response.status().as_u16()) {
            Some(status) if status == self.0 => self.1.clone(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "ByStatus"
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_client_does_not_retry_may_be() {
    let http = replay([(409, "{}"), (200, STAGE)]);
    let config = config(&http).retry_classifier(ByStatus(409, RetryAction::transient_error()));
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert_eq!(http.actual_requests().count(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_the_client_retries_may_be_forbidden() {
    let http = replay([(500, "{}"), (200, STAGE)]);
    let config = config(&http).retry_classifier(ByStatus(500, RetryAction::RetryForbidden));
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(http.actual_requests().count(), 1);
}

/// Sends everything to one host, and says in which region it would have been.
#[derive(Debug)]
struct Proxy;

impl ResolveEndpoint for Proxy {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        let url = format!("https://proxy.example.com/{}", params.region().unwrap_or_default());
        EndpointFuture::ready(Ok(Endpoint::builder().url(url).header("x-proxy", "1").build()))
    }
}

#[tokio::test(start_paused = true)]
async fn endpoints_are_chosen_by_the_program() {
    let http = replay([(200, STAGE)]);
    let config = config(&http).endpoint_resolver(Proxy);
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    let request = http.actual_requests().next().unwrap();
    assert_eq!(request.uri(), "https://proxy.example.com/us-east-1/GetStage");
    assert_eq!(request.headers().get("x-proxy"), Some("1"));
}

/// The endpoint of the rules, by another scheme.
#[derive(Debug)]
struct Plain(DefaultResolver);

impl ResolveEndpoint for Plain {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::new(async move {
            let endpoint = self.0.resolve_endpoint(params).await?;
            let url = endpoint.url().replace("https://", "http://");
            Ok(endpoint.into_builder().url(url).build())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn endpoints_of_the_rules_are_changed() {
    let http = replay([(200, STAGE)]);
    let config = config(&http).endpoint_resolver(Plain(DefaultResolver::new()));
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    let request = http.actual_requests().next().unwrap();
    assert_eq!(request.uri(), "http://ivsrealtime.us-east-1.amazonaws.com/GetStage");
}

#[tokio::test(start_paused = true)]
async fn no_endpoint_is_an_error() {
    #[derive(Debug)]
    struct Nowhere;

    impl ResolveEndpoint for Nowhere {
        fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
            EndpointFuture::ready(Err("there is none".into()))
        }
    }

    let http = replay([(200, STAGE)]);
    let config = config(&http).endpoint_resolver(Nowhere);
    let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    assert!(ivs::error::DisplayErrorContext(&error).to_string().contains("there is none"));
    assert_eq!(http.actual_requests().count(), 0);
}

const CUSTOM: AuthSchemeId = AuthSchemeId::new("custom");

/// A scheme with a signer and an identity of its own.
#[derive(Debug)]
struct Custom;

impl AuthScheme for Custom {
    fn scheme_id(&self) -> AuthSchemeId {
        CUSTOM
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        Some(SharedIdentityResolver::new(Ticket))
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

#[derive(Debug)]
struct Ticket;

impl ResolveIdentity for Ticket {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::ready(Ok(Identity::new("ticket-1".to_owned(), None)))
    }
}

impl Sign for Custom {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        let ticket = identity.data::<String>().ok_or("no ticket")?;
        request.headers_mut().insert("authorization", format!("Ticket {ticket}"));
        Ok(())
    }
}

#[derive(Debug)]
struct ByOperation;

impl ivs::config::auth::ResolveAuthScheme for ByOperation {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a ivs::config::auth::Params,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        let scheme = if params.operation_name() == "GetStage" { CUSTOM } else { AuthSchemeId::new("sigv4") };
        AuthSchemeOptionsFuture::ready(Ok(vec![AuthSchemeOption::from(scheme)]))
    }
}

#[tokio::test(start_paused = true)]
async fn auth_schemes_are_added_and_chosen() {
    let http = replay([(200, STAGE), (200, "{}")]);
    let config = config(&http).push_auth_scheme(Custom).auth_scheme_resolver(ByOperation);
    let client = ivs::Client::from_conf(config.build());
    client.get_stage().arn("a").send().await.unwrap();
    client.delete_stage().arn("a").send().await.unwrap();
    let requests: Vec<_> = http.actual_requests().collect();
    assert_eq!(requests[0].headers().get("authorization"), Some("Ticket ticket-1"));
    assert!(requests[1].headers().get("authorization").unwrap().starts_with("AWS4-HMAC-SHA256 "));
}
