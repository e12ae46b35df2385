//! Retries: the failures that lead to another attempt, the pauses, and the error of the last attempt.

use tinsmith::config::Intercept;

use super::*;

#[tokio::test]
async fn server_errors_and_throttling_are_retried() {
    for first in [
        status(500, ""),
        status(503, "<html>"),
        status(429, "<html>"),
        status(400, "Throttling: slow"),
        status(400, "Busy: later"),
    ] {
        let http = replay([first, ok()]);
        client(&http).send::<Echo>(hello()).await.unwrap();
        let [one, two] = &http.requests()[..] else { panic!("two requests") };
        assert_eq!(header(one, "amz-sdk-invocation-id"), header(two, "amz-sdk-invocation-id"));
        assert_eq!(header(two, "amz-sdk-request"), Some("attempt=2; max=3"));
        assert_eq!(one.body(), two.body());
    }
}

#[tokio::test]
async fn errors_with_a_status_of_success_are_retried_like_those_of_the_server() {
    let http = replay([status(200, "Late: sorry"), ok()]);
    let output = client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!((output.text.as_deref(), http.requests().len()), (Some("hi"), 2));

    let http = replay(vec![status(200, "Late: sorry"); 3]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: Late: sorry (status 200, request id id-1) (after 3 attempts in 2.0 s)");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!(http.requests().len(), 3);
}

#[tokio::test]
async fn other_errors_are_not_retried() {
    let http = replay([status(409, "Conflict: there is one")]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
    assert_eq!(error.to_string(), "Echo failed: Conflict: there is one (status 409, request id id-1)");
    assert_eq!((error.code(), error.message()), (Some("Conflict"), Some("there is one")));
    assert!(matches!(error.as_service_error(), Some(EchoError::Conflict(_))));
    let EchoError::Conflict(error) = error.into_service_error() else { panic!("conflict") };
    assert_eq!(error.meta().extra("aws_request_id"), Some("id-1"));
}

#[tokio::test]
async fn retries_end_with_the_attempts_or_the_budget() {
    let http = respond(|_| Ok(Response::builder().status(500).body(SdkBody::empty()).unwrap()));
    let client = client(&http);
    let error = client.send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 3);
    let text =
        "Echo failed: the service answered with an error that has no code (status 500) (after 3 attempts in 2.0 s)";
    assert_eq!(error.to_string(), text);
    for _ in 0..60 {
        client.send::<Echo>(hello()).await.unwrap_err();
    }
    assert_eq!(http.requests().len(), 61 + 50, "the budget pays for 50 retries");
}

#[tokio::test]
async fn how_often_a_call_was_tried_is_told() {
    type Answer = fn() -> Result<Response<SdkBody>, ConnectorError>;
    fn respond_with(status: u16, body: &'static str) -> Result<Response<SdkBody>, ConnectorError> {
        Ok(Response::builder().status(status).body(SdkBody::from(body)).unwrap())
    }
    let failures: [(Answer, &str); 6] = [
        (|| respond_with(409, "Conflict: there is one"), "Conflict: there is one (status 409)"),
        (|| respond_with(200, "Late: sorry"), "Late: sorry (status 200)"),
        (|| respond_with(200, "nonsense"), "the response could not be read: a line without `=` (status 200)"),
        (|| Err(ConnectorError::io("broken".into())), "broken"),
        (|| Err(ConnectorError::timeout("slow".into())), "slow"),
        (|| Err(ConnectorError::user("odd".into())), "odd"),
    ];
    for (last, cause) in failures {
        for (attempts, tries) in [(1, ""), (2, " (after 2 attempts in 1.0 s)"), (4, " (after 4 attempts in 3.0 s)")] {
            let mut number = 0;
            let http = respond(move |_| {
                number += 1;
                if number < attempts { Err(ConnectorError::io("broken".into())) } else { last() }
            });
            let retries = RetryConfig::standard().with_max_attempts(attempts);
            let engine = engine(Clock::default().of(config().http_client(http)).retry_config(retries));
            let error = engine.send::<Echo>(hello()).await.unwrap_err();
            assert_eq!(error.to_string(), format!("Echo failed: {cause}{tries}"));
        }
    }
}

#[tokio::test]
async fn retries_can_be_disabled_and_counted() {
    let five = RetryConfig::standard().with_max_attempts(5).with_max_backoff(Duration::from_secs(1));
    for (retries, attempts) in [(RetryConfig::disabled(), 1), (five, 5), (RetryConfig::adaptive(), 3)] {
        let http = respond(|_| Ok(Response::builder().status(500).body(SdkBody::empty()).unwrap()));
        let config = Clock::default().of(config().http_client(http.clone())).retry_config(retries);
        engine(config).send::<Echo>(hello()).await.unwrap_err();
        assert_eq!(http.requests().len(), attempts);
        let max = format!("attempt=1; max={attempts}");
        assert_eq!(header(&http.requests()[0], "amz-sdk-request"), Some(&*max));
    }
}

#[tokio::test]
async fn broken_connections_are_retried_and_refused_requests_are_not() {
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let http = respond(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => Err(ConnectorError::io("broken pipe".into())),
        1 => Err(ConnectorError::timeout("too slow".into())),
        _ => Ok(Response::new(SdkBody::from("text=hi"))),
    });
    client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!(tries.load(Ordering::SeqCst), 3);

    let http = respond(|_| Err(ConnectorError::user("no such thing".into())));
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
    assert_eq!(error.to_string(), "Echo failed: no such thing");
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_user()));
}

/// A service may learn how long a retry is waited for.
#[tokio::test]
async fn retries_tell_until_when_they_are_of_use() {
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(59)).build();
    for most in [3, 4] {
        let http = replay([status(500, ""), ok()]);
        let config = config().http_client(http.clone()).timeout_config(timeouts.clone());
        let config = config.retry_config(RetryConfig::standard().with_max_attempts(most));
        engine(Clock::default().of(config)).send::<Echo>(hello()).await.unwrap();
        let [one, two] = &http.requests()[..] else { panic!("two requests") };
        assert_eq!(header(one, "amz-sdk-request").unwrap(), format!("attempt=1; max={most}"));
        assert_eq!(header(two, "amz-sdk-request").unwrap(), format!("ttl=19700101T000100Z; attempt=2; max={most}"));
    }
}

/// An interceptor that does nothing. Its call takes the path of those with hooks.
#[derive(Debug)]
struct Nothing;

impl Intercept for Nothing {
    fn name(&self) -> &'static str {
        "Nothing"
    }
}

/// HTTP clients show their connections, and are asked to retire them.
#[tokio::test]
async fn connections_that_met_a_transient_error_are_retired() {
    use tinsmith::config::retry::{ReconnectMode, RetryMode};

    let of = async |first: Response<&'static str>, reconnect: RetryConfig, hooked: bool| {
        let retired = Arc::new(AtomicUsize::new(0));
        let (count, mut answers) = (Arc::clone(&retired), [ok(), first].to_vec());
        let http = respond(move |request| {
            if let Some(line) = request.extensions().get::<CaptureSmithyConnection>() {
                let count = Arc::clone(&count);
                line.set_connection_retriever(move || {
                    let count = Arc::clone(&count);
                    let poison = move || {
                        count.fetch_add(1, Ordering::SeqCst);
                    };
                    Some(ConnectionMetadata::builder().proxied(false).poison_fn(poison).build())
                });
            }
            Ok(answers.pop().unwrap().map(SdkBody::from))
        });
        let config = Clock::default().of(config().http_client(http)).retry_config(reconnect);
        let config = if hooked { config.interceptor(Nothing) } else { config };
        engine(config).send::<Echo>(hello()).await.unwrap();
        retired.load(Ordering::SeqCst)
    };
    let retired = async |first: Response<&'static str>, reconnect: RetryConfig| {
        let (plain, hooked) = (of(first.clone(), reconnect.clone(), false).await, of(first, reconnect, true).await);
        assert_eq!(plain, hooked);
        plain
    };
    let standard = RetryConfig::standard;
    assert_eq!(retired(status(503, ""), standard()).await, 1);
    assert_eq!(retired(status(503, ""), standard().with_retry_mode(RetryMode::Adaptive)).await, 1);
    assert_eq!(retired(status(503, "Throttling: slow"), standard()).await, 0, "the service is well");
    let reuse = standard().with_reconnect_mode(ReconnectMode::ReuseAllConnections);
    assert_eq!(retired(status(503, ""), reuse).await, 0);
}

#[tokio::test]
async fn a_body_shorter_than_announced_is_retried_and_then_told() {
    let short = || Response::builder().header("content-length", "100").body("text=hi").unwrap();
    let http = replay([short(), ok()]);
    client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);

    let http = replay([short(), short(), short()]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    let text = "Echo failed: the response could not be read: the body ended after 7 of 100 bytes (status 200) \
         (after 3 attempts in 2.0 s)";
    assert_eq!(error.to_string(), text);
}
