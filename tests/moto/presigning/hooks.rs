//! Presigned requests of programs with interceptors, resolvers and auth schemes of their own.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use s3::Client;
use s3::config::auth::{Params as AuthParams, ResolveAuthScheme};
use s3::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use s3::config::interceptors::*;
use s3::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use s3::presigning::PresignedRequest;
use s3::primitives::ByteStream;

use super::{BUCKET, address, client, config, headers, parameter, run, start, validity};

/// Notes the points at which it runs.
#[derive(Debug, Clone, Default)]
struct Points(Arc<Mutex<Vec<&'static str>>>);

macro_rules! points {
    ($($point:ident($($context:tt)+);)+) => {
        impl Intercept for Points {
            fn name(&self) -> &'static str {
                "Points"
            }

            fn read_before_execution(
                &self,
                _: &BeforeSerializationInterceptorContextRef<'_>,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                self.0.lock().unwrap().push("read_before_execution");
                Ok(())
            }

            $(
                fn $point(&self, _: $($context)+, _: &RuntimeComponents, _: &mut ConfigBag) -> Result<(), BoxError> {
                    self.0.lock().unwrap().push(stringify!($point));
                    Ok(())
                }
            )+
        }
    };
}

points! {
    modify_before_serialization(&mut BeforeSerializationInterceptorContextMut<'_>);
    read_before_serialization(&BeforeSerializationInterceptorContextRef<'_>);
    read_after_serialization(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_retry_loop(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_attempt(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_signing(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_signing(&BeforeTransmitInterceptorContextRef<'_>);
    read_after_signing(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_transmit(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_transmit(&BeforeTransmitInterceptorContextRef<'_>);
    read_after_transmit(&BeforeDeserializationInterceptorContextRef<'_>);
    modify_before_deserialization(&mut BeforeDeserializationInterceptorContextMut<'_>);
    read_before_deserialization(&BeforeDeserializationInterceptorContextRef<'_>);
    read_after_deserialization(&AfterDeserializationInterceptorContextRef<'_>);
    modify_before_attempt_completion(&mut FinalizerInterceptorContextMut<'_>);
    read_after_attempt(&FinalizerInterceptorContextRef<'_>);
    modify_before_completion(&mut FinalizerInterceptorContextMut<'_>);
    read_after_execution(&FinalizerInterceptorContextRef<'_>);
}

/// All points but those of a response.
const MET: [&str; 15] = [
    "read_before_execution",
    "modify_before_serialization",
    "read_before_serialization",
    "read_after_serialization",
    "modify_before_retry_loop",
    "read_before_attempt",
    "modify_before_signing",
    "read_before_signing",
    "read_after_signing",
    "modify_before_transmit",
    "read_before_transmit",
    "modify_before_attempt_completion",
    "read_after_attempt",
    "modify_before_completion",
    "read_after_execution",
];

fn get(config: Builder) -> PresignedRequest {
    let client = Client::from_conf(config.build());
    run(client.get_object().bucket("photos").key("a").presigned(validity())).expect("it can be signed")
}

#[test]
fn interceptors_run_at_all_points_but_those_of_a_response() {
    let points = Points::default();
    let seen = get(config().interceptor(points.clone()));
    assert_eq!(*points.0.lock().unwrap(), MET);
    assert_eq!(seen.uri(), get(config()).uri(), "an interceptor that only looks changes nothing");

    let points = Points::default();
    let call = client().get_object().bucket("photos").key("a").customize().interceptor(points.clone());
    run(call.presigned(validity())).expect("it can be signed");
    assert_eq!(*points.0.lock().unwrap(), MET);
}

/// Length, type and checksum of a body are left out for interceptors, too.
#[test]
fn uploads_are_the_same_with_interceptors() {
    let put = |config: Builder, length| {
        let put = Client::from_conf(config.build()).put_object().bucket("photos").key("a").set_content_length(length);
        run(put.body(ByteStream::from_static(b"hello")).presigned(validity())).expect("it can be signed")
    };
    for length in [None, Some(5), Some(6)] {
        let (plain, seen) = (put(config(), length), put(config().interceptor(Points::default()), length));
        assert_eq!((seen.uri(), headers(&seen)), (plain.uri(), headers(&plain)));
        assert_eq!(headers(&plain).len(), usize::from(length.is_some()));
    }
}

#[test]
fn a_payload_that_is_not_to_be_signed_makes_no_difference() {
    let put = || client().put_object().bucket("photos").key("a");
    let plain = run(put().presigned(validity())).expect("it can be signed");
    let unsigned = run(put().customize().disable_payload_signing().presigned(validity())).expect("it can be signed");
    assert_eq!((unsigned.uri(), headers(&unsigned)), (plain.uri(), headers(&plain)));
}

/// Changes the request before and after it is signed.
#[derive(Debug)]
struct Tenant;

impl Intercept for Tenant {
    fn name(&self) -> &'static str {
        "Tenant"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        assert_eq!(components.time_source().ok_or("no clock")?.now(), start());
        let uri = context.request().uri();
        let uri = format!("{uri}{}x-tenant=blue", if uri.contains('?') { '&' } else { '?' });
        context.request_mut().set_uri(uri)?;
        context.request_mut().headers_mut().insert("x-tenant", "blue");
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("x-unsigned", "1");
        Ok(())
    }
}

#[test]
fn changes_of_interceptors_take_effect() {
    let request = get(config().interceptor(Tenant));
    assert_eq!(address(&request), format!("{BUCKET}/a?x-id=GetObject&x-tenant=blue"));
    assert_eq!(headers(&request), [("x-tenant", "blue"), ("x-unsigned", "1")]);
    assert_eq!(parameter(&request, "X-Amz-SignedHeaders"), Some("host%3Bx-tenant"));
}

#[test]
fn changes_of_a_call_take_effect() {
    let call = client().get_object().bucket("photos").key("a").customize();
    let call = call.mutate_request(|request| {
        request.headers_mut().insert("x-one", "1");
    });
    let call = call.map_request(|mut request| {
        request.headers_mut().insert("x-two", "2");
        Ok::<_, std::convert::Infallible>(request)
    });
    let request = run(call.presigned(validity())).expect("it can be signed");
    assert_eq!(headers(&request), [("x-one", "1"), ("x-two", "2")]);
    assert_eq!(parameter(&request, "X-Amz-SignedHeaders"), Some("host%3Bx-one%3Bx-two"));
}

/// Lets nothing be signed.
#[derive(Debug)]
struct Forbids;

impl Intercept for Forbids {
    fn name(&self) -> &'static str {
        "Forbids"
    }

    fn read_before_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Err("links are not for everyone".into())
    }
}

#[test]
fn an_interceptor_that_fails_ends_it() {
    let points = Points::default();
    let client = Client::from_conf(config().interceptor(Forbids).interceptor(points.clone()).build());
    let error = run(client.get_object().bucket("photos").key("a").presigned(validity())).expect_err("it is forbidden");
    let text = format!("{}", aws_smithy_types::error::display::DisplayErrorContext(&error));
    assert!(text.contains("links are not for everyone"), "{text}");
    assert_eq!(points.0.lock().unwrap()[7..], ["read_before_signing", MET[11], MET[12], MET[13], MET[14]]);
}

/// Sends everything through one host.
#[derive(Debug)]
struct Proxy;

impl ResolveEndpoint for Proxy {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        let bucket = params.bucket().unwrap_or_default();
        let url = format!("https://proxy.example.com/{bucket}");
        EndpointFuture::ready(Ok(Endpoint::builder().url(url).build()))
    }
}

#[test]
fn the_endpoint_is_that_of_the_resolver() {
    let request = get(config().endpoint_resolver(Proxy));
    assert_eq!(address(&request), "https://proxy.example.com/photos/a?x-id=GetObject");
    assert!(parameter(&request, "X-Amz-Signature").is_some());
}

/// Chooses one scheme.
#[derive(Debug)]
struct Chooses(&'static str);

impl ResolveAuthScheme for Chooses {
    fn resolve_auth_scheme<'a>(
        &'a self,
        _: &'a AuthParams,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        AuthSchemeOptionsFuture::ready(Ok(vec![AuthSchemeOption::from(AuthSchemeId::new(self.0))]))
    }
}

/// A scheme with a signer of its own, for the credentials of the client.
#[derive(Debug)]
struct Ticket;

impl AuthScheme for Ticket {
    fn scheme_id(&self) -> AuthSchemeId {
        AuthSchemeId::new("ticket")
    }

    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(AuthSchemeId::new("sigv4"))
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Ticket {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        let keys = identity.data::<s3::config::Credentials>().ok_or("no credentials")?;
        let uri = format!("{}&ticket={}", request.uri(), keys.access_key_id());
        Ok(request.set_uri(uri)?)
    }
}

#[test]
fn the_auth_scheme_is_that_of_the_resolver() {
    let ticket = config().endpoint_resolver(Proxy).push_auth_scheme(Ticket).auth_scheme_resolver(Chooses("ticket"));
    assert_eq!(get(ticket).uri(), "https://proxy.example.com/photos/a?x-id=GetObject&ticket=AKID");
    let signed = config().auth_scheme_resolver(Chooses("sigv4"));
    assert_eq!(get(signed).uri(), get(config()).uri());
    let public = config().allow_no_auth().auth_scheme_resolver(Chooses("noAuth"));
    assert_eq!(get(public).uri(), format!("{BUCKET}/a?x-id=GetObject"));
}
