//! Interceptors that fail, and the interceptors that run all the same.

use std::time::Duration;

use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::error::SdkError;
use tinsmith::test::replay;

use crate::recorder::{POINTS, Recorder};
use crate::support::{Echo, EchoError, engine, hello};
use crate::{builder, hooked, ok, status};

/// The points after one at which an interceptor fails, in a call of one attempt.
fn after_failure(index: usize) -> Vec<&'static str> {
    let (attempt, execution) = (&POINTS[15..17], &POINTS[17..]);
    let met = &POINTS[..=index];
    match index {
        0..5 => [met, execution].concat(),
        5..15 => [met, attempt, execution].concat(),
        // Those at the end run whatever others of them say.
        _ => POINTS.to_vec(),
    }
}

/// The kind of error for a failure at a point, by the phase of the official orchestrator.
pub(crate) fn kind(error: &SdkError<EchoError>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::DispatchFailure(_) => "dispatch",
        SdkError::ResponseError(_) => "response",
        SdkError::ServiceError(_) => "service",
        _ => "another",
    }
}

#[tokio::test]
async fn a_failure_ends_the_call_and_the_last_points_are_met() {
    for (index, point) in POINTS.into_iter().enumerate() {
        let (http, recorder) = (replay([ok()]), Recorder::default());
        let error = hooked(&http, &recorder.failing_at(&[point])).send::<Echo>(hello()).await.unwrap_err();
        assert_eq!(recorder.points(), after_failure(index), "{point}");
        let expected = match index {
            0..3 => "construction",
            3..11 => "dispatch",
            _ => "response",
        };
        assert_eq!(kind(&error), expected, "{point}: {error}");
        let text = error.to_string();
        assert!(text.starts_with("Echo failed: ") && text.contains(&format!("recorder fails at {point}")), "{text}");
        assert_eq!(http.requests().len(), usize::from(index >= 11), "{point}");
    }
}

#[tokio::test]
async fn all_interceptors_of_a_point_run_and_the_last_error_counts() {
    let (http, log) = (replay([ok()]), Recorder::default());
    let failing = |name| log.named(name).failing_at(&["read_before_signing"]);
    let client = engine(builder(&http).interceptor(failing("one")).interceptor(failing("two")));
    let error = client.send::<Echo>(hello()).await.unwrap_err();
    assert!(error.to_string().contains("two fails at"), "{error}");
    let names = log.log().into_iter().filter(|(_, point)| *point == "read_before_signing").map(|(name, _)| name);
    assert_eq!(names.collect::<Vec<_>>(), ["one", "two"]);
}

#[tokio::test]
async fn an_error_at_the_end_takes_the_place_of_the_one_before() {
    let (http, recorder) = (replay([ok()]), Recorder::default());
    let failing = recorder.failing_at(&["read_before_signing", "read_after_execution"]);
    let error = hooked(&http, &failing).send::<Echo>(hello()).await.unwrap_err();
    assert!(error.to_string().contains("recorder fails at read_after_execution"), "{error}");
}

#[tokio::test]
async fn errors_of_the_service_are_told_as_without_hooks() {
    for body in ["Conflict: there is one", "Late: sorry", "nonsense"] {
        let http = replay([status(409, body), status(409, body)]);
        let plain = engine(builder(&http)).send::<Echo>(hello()).await.unwrap_err();
        let seen = hooked(&http, &Recorder::default()).send::<Echo>(hello()).await.unwrap_err();
        assert_eq!(seen.to_string(), plain.to_string());
        assert_eq!((seen.code(), seen.request_id(), kind(&seen)), (plain.code(), plain.request_id(), kind(&plain)));
        assert_eq!(seen.raw_response().unwrap().body().bytes(), plain.raw_response().unwrap().body().bytes());
    }
}

#[tokio::test]
async fn other_errors_are_told_as_without_hooks() {
    let unreadable = || replay([status(200, "nonsense")]);
    let configs = [
        builder(&unreadable()),
        builder(&unreadable()).endpoint_url("localhost:8000"),
        builder(&replay::<&str>([])).retry_config(RetryConfig::disabled()),
        tinsmith::config::Config::builder().region(tinsmith::config::Region::new("us-east-1")),
    ];
    for config in configs {
        let config = config.http_client(unreadable());
        let plain = engine(config.clone()).send::<Echo>(hello()).await.unwrap_err();
        let seen =
            engine(config.http_client(unreadable()).interceptor(Recorder::default())).send::<Echo>(hello()).await;
        let seen = seen.unwrap_err();
        assert_eq!(seen.to_string(), plain.to_string());
        assert_eq!(kind(&seen), kind(&plain));
    }
}

#[tokio::test]
async fn a_call_that_is_tried_again_says_how_often() {
    let http = replay([status(500, ""), status(500, ""), status(500, "")]);
    let error = hooked(&http, &Recorder::default()).send::<Echo>(hello()).await.unwrap_err();
    assert!(error.to_string().ends_with("(after 3 attempts in 2.0 s)"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn timeouts_end_a_call_and_the_last_points_are_met() {
    let second = Duration::from_secs(1);
    let attempt = TimeoutConfig::builder().operation_attempt_timeout(second).build();
    let operation = TimeoutConfig::builder().operation_timeout(second).build();
    for (timeouts, words) in [(attempt, "operation attempt timeout"), (operation, "operation timeout")] {
        let recorder = Recorder::default();
        let config = crate::support::config().timeout_config(timeouts).retry_config(RetryConfig::disabled());
        let client = engine(config.http_client(Never).interceptor(recorder.clone()));
        let error = client.send::<Echo>(hello()).await.unwrap_err();
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(recorder.points(), [&POINTS[..11], &POINTS[15..]].concat());
    }
}

/// An HTTP client that never answers.
#[derive(Debug, Clone, Copy)]
struct Never;

mod never {
    use aws_smithy_runtime_api::client::http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    };
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

    use super::Never;

    impl HttpConnector for Never {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            HttpConnectorFuture::new(std::future::pending())
        }
    }

    impl HttpClient for Never {
        fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
            SharedHttpConnector::new(*self)
        }
    }
}
