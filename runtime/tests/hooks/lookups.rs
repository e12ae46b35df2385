//! The bag and the components that interceptors look things up in.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::identity::ResolveCachedIdentity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, LoadedRequestBody, Metadata};
use aws_smithy_runtime_api::client::retries::{RequestAttempts, RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use aws_smithy_types::telemetry::CapturedTelemetryAttributes;
use aws_types::SigningName;
use aws_types::region::SigningRegion;
use tinsmith::config::interceptors::*;
use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::config::{AppName, ConfigBag, HttpClient, Intercept, Region, RuntimeComponents};
use tinsmith::error::{BoxError, SdkError};
use tinsmith::test::replay;

use crate::support::{Echo, engine, hello};
use crate::{builder, ok, status};

#[derive(Debug, Clone, Default)]
struct Looks(Arc<Mutex<Vec<String>>>);

#[derive(Debug)]
struct Seen(u32);

impl Storable for Seen {
    type Storer = StoreReplace<Self>;
}

impl Looks {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }
}

impl Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let metadata = bag.load::<Metadata>().ok_or("no metadata")?;
        self.note(format!("{}.{}", metadata.service(), metadata.name()));
        self.note(bag.load::<Region>().ok_or("no region")?.to_string());
        self.note(bag.load::<SigningRegion>().ok_or("no signing region")?.as_ref());
        self.note(bag.load::<SigningName>().ok_or("no signing name")?.as_ref());
        self.note(bag.load::<AppName>().ok_or("no app name")?.to_string());
        self.note(bag.load::<RetryConfig>().ok_or("no retries")?.max_attempts().to_string());
        self.note(format!("{:?}", bag.load::<TimeoutConfig>().ok_or("no timeouts")?.read_timeout()));
        bag.interceptor_state().store_put(Seen(0));
        bag.interceptor_state().store_put(LoadedRequestBody::Requested);
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let seen = bag.load::<Seen>().ok_or("nothing was seen")?.0 + 1;
        bag.interceptor_state().store_put(Seen(seen));
        let attempts = bag.load::<RequestAttempts>().ok_or("no attempts")?.attempts();
        self.note(format!("attempt {attempts}, seen {seen}"));
        let now = components.time_source().ok_or("no clock")?.now();
        self.note(format!("{:?}", now.duration_since(std::time::UNIX_EPOCH)?));
        components.sleep_impl().ok_or("no timer")?;
        assert_eq!(components.interceptors().count(), 1);
        Ok(())
    }

    fn read_after_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let endpoint = bag.load::<aws_smithy_types::endpoint::Endpoint>().ok_or("no endpoint")?;
        self.note(endpoint.url());
        match bag.load::<LoadedRequestBody>() {
            Some(LoadedRequestBody::Loaded(bytes)) => self.note(format!("{} bytes", bytes.len())),
            other => return Err(format!("{other:?}").into()),
        }
        Ok(())
    }
}

#[tokio::test]
async fn settings_and_facts_are_in_the_bag() {
    let (http, looks) = (replay([status(500, ""), ok()]), Looks::default());
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(7)).build();
    let config = builder(&http).app_name(AppName::new("tests").unwrap()).timeout_config(timeouts);
    engine(config.idempotency_token_provider("t").interceptor(looks.clone())).send::<Echo>(hello()).await.unwrap();
    let attempt = |number: u32| {
        let seconds = number - 1;
        [
            format!("attempt {number}, seen {number}"),
            if seconds == 0 { "0ns".into() } else { format!("{seconds}s") },
            "https://echo.us-east-1.example.com".into(),
            "25 bytes".into(),
        ]
    };
    let before = ["Echo Test.Echo", "us-east-1", "us-east-1", "echo", "tests", "3", "Some(7s)"].map(str::to_owned);
    assert_eq!(*looks.0.lock().unwrap(), [before.to_vec(), attempt(1).to_vec(), attempt(2).to_vec()].concat());
}

/// Puts other timeouts into the bag.
#[derive(Debug)]
struct Hurries;

impl Intercept for Hurries {
    fn name(&self) -> &'static str {
        "Hurries"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let timeouts = TimeoutConfig::builder().operation_timeout(Duration::ZERO).build();
        bag.interceptor_state().store_put(timeouts);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn timeouts_in_the_bag_count() {
    let http = aws_smithy_runtime_api::client::http::http_client_fn(|_, _| {
        aws_smithy_runtime_api::client::http::SharedHttpConnector::new(Never)
    });
    let client = engine(crate::support::config().http_client(http).interceptor(Hurries));
    let error = client.send::<Echo>(hello()).await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[derive(Debug)]
struct Never;

impl HttpConnector for Never {
    fn call(&self, _: HttpRequest) -> aws_smithy_runtime_api::client::http::HttpConnectorFuture {
        aws_smithy_runtime_api::client::http::HttpConnectorFuture::new(std::future::pending())
    }
}

/// Keeps the components for the test to look at.
#[derive(Debug, Clone, Default)]
struct Keeps(Arc<Mutex<Option<RuntimeComponents>>>);

impl Intercept for Keeps {
    fn name(&self) -> &'static str {
        "Keeps"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        *self.0.lock().unwrap() = Some(components.clone());
        Ok(())
    }
}

#[tokio::test]
async fn components_do_what_they_are_for() {
    let (http, keeps) = (replay([ok(), status(204, "")]), Keeps::default());
    engine(builder(&http).interceptor(keeps.clone())).send::<Echo>(hello()).await.unwrap();
    let components = keeps.0.lock().unwrap().take().unwrap();
    let bag = ConfigBag::base();

    let sigv4 = AuthSchemeId::new("sigv4");
    let resolver = components.identity_resolver(sigv4.clone()).unwrap();
    let identity = components.identity_cache().resolve_cached_identity(resolver, &components, &bag).await.unwrap();
    assert_eq!(identity.data::<Credentials>().unwrap().access_key_id(), "AKID");
    assert!(components.auth_scheme(sigv4).is_some());

    use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint};
    let endpoint = components.endpoint_resolver();
    let endpoint = endpoint.resolve_endpoint(&EndpointResolverParams::new(())).await.unwrap();
    assert_eq!(endpoint.url(), "https://echo.us-east-1.example.com");

    let settings = HttpConnectorSettings::builder().build();
    let connector = components.http_client().unwrap().http_connector(&settings, &components);
    let mut request = HttpRequest::empty();
    request.set_uri("https://example.com/").unwrap();
    assert_eq!(connector.call(request).await.unwrap().status().as_u16(), 204);
}

/// Asks the retry strategy after each attempt.
#[derive(Debug, Clone, Default)]
struct Foresees(Arc<Mutex<Vec<ShouldAttempt>>>);

impl Intercept for Foresees {
    fn name(&self) -> &'static str {
        "Foresees"
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let strategy = components.retry_strategy();
        assert_eq!(strategy.should_attempt_initial_request(components, bag)?, ShouldAttempt::Yes);
        self.0.lock().unwrap().push(strategy.should_attempt_retry(context.inner(), components, bag)?);
        Ok(())
    }
}

#[tokio::test]
async fn the_retry_strategy_says_what_the_client_does() {
    let pause = |answer: &ShouldAttempt| matches!(answer, ShouldAttempt::YesAfterDelay(_));
    for (answers, retried) in [
        (vec![status(500, ""), status(503, ""), ok()], vec![true, true, false]),
        (vec![status(500, ""), status(500, ""), status(500, "")], vec![true, true, false]),
        (vec![status(409, "code=Conflict")], vec![false]),
    ] {
        let (http, foresees) = (replay(answers), Foresees::default());
        let _ = engine(builder(&http).interceptor(foresees.clone())).send::<Echo>(hello()).await;
        let foreseen: Vec<_> = foresees.0.lock().unwrap().iter().map(pause).collect();
        assert_eq!(foreseen, retried);
        assert_eq!(http.requests().len(), retried.len());
    }
}

/// Keeps the members of the input that are captured.
#[derive(Debug, Clone, Default)]
struct Captures(Arc<Mutex<Vec<(String, String)>>>);

impl Intercept for Captures {
    fn name(&self) -> &'static str {
        "Captures"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let captured = bag.load::<CapturedTelemetryAttributes>().into_iter().flat_map(|captured| captured.iter());
        *self.0.lock().unwrap() = captured.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(())
    }
}

#[tokio::test]
async fn members_that_were_asked_for_are_in_the_bag() {
    let (http, captures) = (replay([ok(), ok()]), Captures::default());
    let config = builder(&http).interceptor(captures.clone());
    engine(config.clone()).send::<Echo>(hello()).await.unwrap();
    assert!(captures.0.lock().unwrap().is_empty());
    let config = config.emit_input_attributes(["name"]).capture_input_attributes(["token", "other"]);
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(*captures.0.lock().unwrap(), [("name".to_owned(), "hello".to_owned())]);
}
