//! Retry classifiers of the program among those of the client.

use std::time::Duration;

use aws_smithy_runtime_api::client::retries::classifiers::{RetryClassifierPriority, SharedRetryClassifier};
use aws_smithy_types::retry::ErrorKind;
use tinsmith::config::interceptors::InterceptorContext;
use tinsmith::config::retry::{ClassifyRetry, RetryAction, RetryConfig, RetryPartition, TokenBucket};
use tinsmith::config::{Builder, Config};
use tinsmith::test::replay;

use crate::support::{Echo, EchoError, engine, hello};
use crate::{builder, ok, status};

#[derive(Debug, Clone)]
struct Says(RetryAction, RetryClassifierPriority);

impl ClassifyRetry for Says {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.output_or_error() {
            Some(Err(_)) => self.0.clone(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "Says"
    }

    fn priority(&self) -> RetryClassifierPriority {
        self.1
    }
}

fn says(action: RetryAction) -> Says {
    Says(action, RetryClassifierPriority::default())
}

#[tokio::test]
async fn what_is_not_retried_may_be() {
    let http = replay([status(409, "Conflict: there is one"), ok()]);
    let config = builder(&http).retry_classifier(says(RetryAction::transient_error()));
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);
}

#[tokio::test]
async fn what_is_retried_may_be_forbidden() {
    for priority in [RetryClassifierPriority::default(), RetryClassifierPriority::transient_error_classifier()] {
        let http = replay([status(500, ""), ok()]);
        let config = builder(&http).retry_classifier(Says(RetryAction::RetryForbidden, priority));
        let error = engine(config).send::<Echo>(hello()).await.unwrap_err();
        assert_eq!((http.requests().len(), error.raw_response().unwrap().status().as_u16()), (1, 500));
    }
}

#[tokio::test]
async fn the_number_of_attempts_is_that_of_the_configuration() {
    let http = replay([status(409, ""), status(409, ""), ok()]);
    let config = builder(&http).retry_config(RetryConfig::standard().with_max_attempts(2));
    let config = config.retry_classifier(says(RetryAction::client_error()));
    engine(config).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 2);
}

#[tokio::test]
async fn a_classifier_without_an_opinion_leaves_it_to_the_client() {
    let http = replay([status(500, ""), ok(), status(409, "Conflict: there is one")]);
    let client = engine(builder(&http).retry_classifier(says(RetryAction::NoActionIndicated)));
    client.send::<Echo>(hello()).await.unwrap();
    let error = client.send::<Echo>(hello()).await.unwrap_err();
    assert!(matches!(error.as_service_error(), Some(EchoError::Conflict(_))));
    assert_eq!(http.requests().len(), 3);
}

/// A classifier that asks for a pause by its priority: the last that has an opinion is heeded.
#[tokio::test(start_paused = true)]
async fn the_last_opinion_counts() {
    let hour = Duration::from_secs(15);
    let asks = RetryAction::retryable_error_with_explicit_delay(ErrorKind::ClientError, hour);
    let status_code = RetryClassifierPriority::http_status_code_classifier();
    let modeled = RetryClassifierPriority::modeled_as_retryable_classifier;
    for (code, priority, asked) in [
        (500, RetryClassifierPriority::run_before(status_code), false),
        (500, RetryClassifierPriority::default(), true),
        (500, modeled(), true),
        (409, RetryClassifierPriority::run_before(status_code), true),
        // The model says of the code that it is retried.
        (400, modeled(), false),
    ] {
        let http = replay([status(code, if code == 400 { "Busy: later" } else { "" }), ok()]);
        let config = crate::support::config().http_client(http).retry_classifier(Says(asks.clone(), priority));
        let began = tokio::time::Instant::now();
        engine(config).send::<Echo>(hello()).await.unwrap();
        let waited = began.elapsed();
        assert_eq!(waited >= hour, asked, "{code} {priority:?}: {waited:?}");
    }
}

/// The time that a call takes which is answered by this status first.
async fn waits(code: u16, config: impl FnOnce(Builder) -> Builder) -> Duration {
    let http = replay([status(code, ""), ok()]);
    let began = tokio::time::Instant::now();
    engine(config(crate::support::config().http_client(http))).send::<Echo>(hello()).await.unwrap();
    began.elapsed()
}

#[tokio::test(start_paused = true)]
async fn classifiers_run_by_their_priority() {
    let asks = |seconds| {
        RetryAction::retryable_error_with_explicit_delay(ErrorKind::ClientError, Duration::from_secs(seconds))
    };
    let last = RetryClassifierPriority::transient_error_classifier;
    let waited = waits(409, |config| {
        let config = config.retry_classifier(Says(asks(15), RetryClassifierPriority::run_after(last())));
        config.retry_classifier(Says(asks(5), RetryClassifierPriority::run_before(last())))
    });
    assert_eq!(waited.await.as_secs(), 15);
}

/// Makes the pause of others longer.
#[derive(Debug)]
struct Patient;

impl ClassifyRetry for Patient {
    fn classify_retry(&self, _: &InterceptorContext) -> RetryAction {
        RetryAction::NoActionIndicated
    }

    fn classify_retry_v2(&self, _: &InterceptorContext, previous: &RetryAction) -> RetryAction {
        match previous {
            RetryAction::NoActionIndicated => RetryAction::NoActionIndicated,
            _ => RetryAction::retryable_error_with_explicit_delay(ErrorKind::ServerError, Duration::from_secs(15)),
        }
    }

    fn name(&self) -> &'static str {
        "Patient"
    }
}

#[tokio::test(start_paused = true)]
async fn a_classifier_is_given_the_opinion_before_it() {
    assert_eq!(waits(500, |config| config.retry_classifier(Patient)).await.as_secs(), 15);
    let http = replay([status(409, ""), ok()]);
    engine(builder(&http).retry_classifier(Patient)).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
}

#[tokio::test]
async fn a_success_gives_back_what_its_retry_took() {
    let bucket = TokenBucket::new(20);
    let partition = RetryPartition::custom("hooked").token_bucket(bucket.clone()).build();
    let http = replay([status(500, ""), ok()]);
    let config = builder(&http).retry_partition(partition).retry_classifier(says(RetryAction::NoActionIndicated));
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert!(http.requests().len() == 2 && bucket.is_full());
}

#[test]
fn classifiers_are_added_and_replaced() {
    let shared = || SharedRetryClassifier::new(says(RetryAction::RetryForbidden));
    let mut builder = Config::builder().retry_classifier(says(RetryAction::RetryForbidden));
    builder.push_retry_classifier(shared());
    assert_eq!(builder.clone().build().retry_classifiers().count(), 2);
    builder.set_retry_classifiers([shared()]);
    assert_eq!(builder.build().retry_classifiers().count(), 1);
}
