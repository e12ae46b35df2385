//! Presigned requests of clients with hooks: the points that they meet, and the changes that take effect.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::provider::future;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_types::body::SdkBody;
use tinsmith::config::interceptors::*;
use tinsmith::config::retry::{ClassifyRetry, RetryAction};
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::config::{Builder, ConfigBag, Intercept, ProvideCredentials, RuntimeComponents, Token};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::{BoxError, SdkError};
use tinsmith::presigning::{PresignedRequest, PresigningConfig};
use tinsmith::test::{Replay, replay};
use tinsmith::{Engine, Operation};

use crate::builder;
use crate::recorder::{POINTS, Recorder};
use crate::support::{Echo, EchoError, EchoWithTokenFirst, Input, engine, hello};

pub(crate) fn a_minute() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(60)).unwrap()
}

pub(crate) async fn presigned<O: Operation<Input = Input>>(
    client: Engine,
) -> Result<PresignedRequest, SdkError<O::Error>> {
    CustomizableOperation::<O>::new(client, Ok(hello())).presigned(a_minute()).await
}

/// The request and what was sent for it, which is nothing.
async fn of(config: impl FnOnce(Builder) -> Builder) -> Result<PresignedRequest, SdkError<EchoError>> {
    let http = replay(Vec::<http::Response<&str>>::new());
    let presigned = presigned::<Echo>(engine(config(builder(&http).idempotency_token_provider("t")))).await;
    assert!(http.requests().is_empty(), "nothing is sent");
    presigned
}

fn header<'r>(request: &'r PresignedRequest, name: &str) -> Option<&'r str> {
    request.headers().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The points that the official orchestrator meets when it stops before it sends: those before and those at the end.
fn points() -> Vec<&'static str> {
    [&POINTS[..11], &POINTS[15..]].concat()
}

#[tokio::test]
async fn the_points_before_transmission_and_at_the_end_are_met() {
    let recorder = Recorder::default();
    let request = of(|config| config.interceptor(recorder.clone())).await.unwrap();
    assert_eq!(recorder.points(), points());
    assert!(request.uri().contains("&X-Amz-Signature="), "{}", request.uri());
    let recorder = Recorder::default();
    let call = CustomizableOperation::<Echo>::new(engine(builder(&replay([crate::ok()]))), Ok(hello()));
    call.interceptor(recorder.clone()).presigned(a_minute()).await.unwrap();
    assert_eq!(recorder.points(), points());
}

#[tokio::test]
async fn interceptors_that_only_look_change_nothing() {
    let plain = of(|config| config).await.unwrap();
    let seen = of(|config| config.interceptor(Recorder::default())).await.unwrap();
    assert_eq!((seen.method(), seen.uri(), seen.body()), (plain.method(), plain.uri(), plain.body()));
    assert_eq!(seen.headers().collect::<Vec<_>>(), plain.headers().collect::<Vec<_>>());
}

/// A request is signed, whatever other schemes a call might prefer.
#[tokio::test]
async fn a_signature_is_preferred_to_a_token() {
    let config = builder(&replay([crate::ok()])).token_provider(Token::new("TOKEN", None));
    let request = presigned::<EchoWithTokenFirst>(engine(config.interceptor(Recorder::default()))).await.unwrap();
    assert!(request.uri().contains("&X-Amz-Signature="), "{}", request.uri());
}

/// Asks for another attempt whatever happened.
#[derive(Debug)]
struct Again;

impl ClassifyRetry for Again {
    fn classify_retry(&self, _: &InterceptorContext) -> RetryAction {
        RetryAction::transient_error()
    }

    fn name(&self) -> &'static str {
        "Again"
    }
}

#[tokio::test]
async fn a_failure_ends_the_one_attempt_and_the_last_points_are_met() {
    for (index, point) in points().into_iter().enumerate() {
        let recorder = Recorder::default();
        let failing = recorder.failing_at(&[point]);
        let error = of(|config| config.interceptor(failing).retry_classifier(Again)).await.unwrap_err();
        let (met, attempt, execution) = (&POINTS[..=index.min(10)], &POINTS[15..17], &POINTS[17..]);
        let expected = if index < 5 { [met, execution].concat() } else { [met, attempt, execution].concat() };
        assert_eq!(recorder.points(), expected, "{point}");
        let kind = if index < 3 { "construction" } else { "dispatch" };
        assert_eq!(crate::failures::kind(&error), kind, "{point}: {error}");
        let text = error.to_string();
        assert!(text.starts_with("Echo failed: ") && text.contains(&format!("recorder fails at {point}")), "{text}");
    }
}

/// Changes what it can at each point.
#[derive(Debug)]
struct Changes;

macro_rules! changes {
    ($($point:ident($type:ident) |$context:ident| $change:block)+) => {
        $(
            fn $point(&self, $context: &mut $type<'_>, _: &RuntimeComponents, _: &mut ConfigBag) -> Result<(), BoxError> {
                $change
                Ok(())
            }
        )+
    };
}

impl Intercept for Changes {
    fn name(&self) -> &'static str {
        "Changes"
    }

    changes! {
        modify_before_serialization(BeforeSerializationInterceptorContextMut) |context| {
            context.input_mut().downcast_mut::<Input>().ok_or("another input")?.name = Some("renamed".into());
        }
        modify_before_retry_loop(BeforeTransmitInterceptorContextMut) |context| {
            let request = context.request_mut();
            assert_eq!((request.uri(), request.headers().get("content-length")), ("/echo/arn%3Aaws%2Fx?a=b", None));
            assert!(request.body().bytes().unwrap().starts_with(b"name=renamed\n"));
            request.set_uri("/other?c=d")?;
            *request.body_mut() = SdkBody::from("another");
        }
        modify_before_signing(BeforeTransmitInterceptorContextMut) |context| {
            assert_eq!(context.request().uri(), "https://echo.us-east-1.example.com/other?c=d");
            assert_eq!(context.request().headers().get("user-agent"), None);
            context.request_mut().headers_mut().insert("x-signed", "1");
        }
        modify_before_transmit(BeforeTransmitInterceptorContextMut) |context| {
            let uri = format!("{}&late=1", context.request().uri());
            context.request_mut().set_uri(uri)?;
            context.request_mut().headers_mut().insert("x-late", "1");
        }
    }
}

#[tokio::test]
async fn changes_take_effect() {
    let request = of(|config| config.interceptor(Changes)).await.unwrap();
    let uri = request.uri();
    assert!(uri.starts_with("https://echo.us-east-1.example.com/other?c=d&X-Amz-Algorithm="), "{uri}");
    assert!(
        uri.contains("&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-endpoint%3Bx-signed&") && uri.ends_with("&late=1")
    );
    assert_eq!((header(&request, "x-signed"), header(&request, "x-late")), (Some("1"), Some("1")));
    assert_eq!(request.body(), b"another");
}

/// Interceptors see the time at which the request is signed.
#[derive(Debug)]
struct Watch(SystemTime);

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "Watch"
    }

    fn read_before_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        assert_eq!(components.time_source().ok_or("no clock")?.now(), self.0);
        Ok(())
    }
}

#[tokio::test]
async fn the_clock_stands_at_the_start() {
    let start = UNIX_EPOCH + Duration::from_secs(1_234_567_891);
    let validity = PresigningConfig::builder().start_time(start).expires_in(Duration::from_secs(30)).build().unwrap();
    let client = |now| engine(builder(&replay([crate::ok()])).interceptor(Watch(now)));
    let call = |client| CustomizableOperation::<Echo>::new(client, Ok(hello()));
    let request = call(client(start)).presigned(validity).await.unwrap();
    assert!(request.uri().contains("&X-Amz-Date=20090213T233131Z&X-Amz-Expires=30&"), "{}", request.uri());
    let request = call(client(UNIX_EPOCH)).presigned(a_minute()).await.unwrap();
    assert!(request.uri().contains("&X-Amz-Date=19700101T000000Z&X-Amz-Expires=60&"), "{}", request.uri());
}

#[tokio::test(start_paused = true)]
async fn credentials_that_never_come_are_not_waited_for_for_ever() {
    let limit = TimeoutConfig::builder().operation_timeout(Duration::from_millis(10)).build();
    let slow = |http: &Replay| {
        let config = crate::support::config().http_client(http.clone()).timeout_config(limit.clone());
        config.credentials_provider(Never)
    };
    let http = replay([crate::ok()]);
    for config in [slow(&http), slow(&http).interceptor(Recorder::default())] {
        let error = presigned::<Echo>(engine(config)).await.unwrap_err();
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    }
}

/// A provider that is waited for.
#[derive(Debug)]
struct Never;

impl ProvideCredentials for Never {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(std::future::pending())
    }
}
