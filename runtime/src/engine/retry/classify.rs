//! The failures that lead to another attempt.

use std::time::Duration;

use aws_smithy_types::retry::ErrorKind;
use http::{HeaderMap, StatusCode};

use crate::meta::{OperationMeta, Retryable};

/// A failure that another attempt may not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Retry {
    /// The kind of the failure, by which the budget and the pause go.
    pub(crate) kind: ErrorKind,
    /// The pause that the service asks for.
    pub(crate) after: Option<Duration>,
}

impl Retry {
    /// After a timeout, or a connection that failed or broke.
    pub(crate) const TRANSIENT: Self = Self::of(ErrorKind::TransientError);

    pub(crate) const fn of(kind: ErrorKind) -> Self {
        Self { kind, after: None }
    }

    /// Whether the connection itself may be to blame.
    pub(crate) fn is_transient(self) -> bool {
        self.kind == ErrorKind::TransientError
    }

    /// Whether the service asks for fewer calls.
    pub(crate) fn is_throttling(self) -> bool {
        self.kind == ErrorKind::ThrottlingError
    }
}

/// Error codes by which AWS services ask for fewer calls.
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Error codes of AWS services that another attempt may not meet.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// Error codes that a wrong clock may have caused.
const CLOCK: [&str; 5] = [
    "AccessDeniedException",
    "AuthFailure",
    "InvalidSignatureException",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// An error of the service that may go away by itself: the model says so of its code, or the code is known to, or the clock
/// was wrong and is now corrected, or the status says so. The first of them that does gives the kind.
pub(crate) fn classify(
    meta: &OperationMeta,
    status: StatusCode,
    headers: &HeaderMap,
    code: Option<&str>,
    clock_was_wrong: bool,
) -> Option<Retry> {
    let of_clock = |code| (clock_was_wrong && CLOCK.contains(&code)).then_some(ErrorKind::ServerError);
    let of_code = || code.and_then(|code| modeled(meta, code).or_else(|| known(meta, code)).or_else(|| of_clock(code)));
    let kind = of_code().or_else(|| of_status(status))?;
    Some(Retry { kind, after: asked_to_wait(headers) })
}

fn modeled(meta: &OperationMeta, code: &str) -> Option<ErrorKind> {
    match meta.errors.iter().find(|error| error.code == code)?.retryable? {
        Retryable::Transient => Some(ErrorKind::ServerError),
        Retryable::Throttling => Some(ErrorKind::ThrottlingError),
    }
}

fn known(meta: &OperationMeta, code: &str) -> Option<ErrorKind> {
    if THROTTLING.contains(&code) {
        Some(ErrorKind::ThrottlingError)
    } else {
        (TRANSIENT.contains(&code) || meta.service.transient_errors.contains(&code))
            .then_some(ErrorKind::TransientError)
    }
}

/// 500, 502, 503 and 504 are the statuses of the standard mode; 429 (RFC 6585, 4) is how services and gateways throttle that
/// have no code of AWS for it, and the SDKs for JavaScript and Ruby retry it too.
fn of_status(status: StatusCode) -> Option<ErrorKind> {
    match status.as_u16() {
        429 => Some(ErrorKind::ThrottlingError),
        500 | 502 | 503 | 504 => Some(ErrorKind::TransientError),
        _ => None,
    }
}

/// The pause in `x-amz-retry-after`, which is in milliseconds.
fn asked_to_wait(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("x-amz-retry-after")?.to_str().ok()?;
    value.trim().parse().ok().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::meta::{ErrorMeta, ServiceMeta};

    static ERRORS: [ErrorMeta; 4] = [
        ErrorMeta::new("Busy", 400).retryable(Retryable::Throttling),
        ErrorMeta::new("Flaky", 400).retryable(Retryable::Transient),
        ErrorMeta::new("SlowDown", 503).retryable(Retryable::Transient),
        ErrorMeta::new("Conflict", 409),
    ];
    static SERVICE: ServiceMeta = ServiceMeta { transient_errors: &["Own"], ..ServiceMeta::PLAIN };
    static META: OperationMeta = OperationMeta::rpc(&SERVICE, "Test").errors(&ERRORS);

    fn kind(status: u16, code: Option<&str>) -> Option<ErrorKind> {
        let status = StatusCode::from_u16(status).unwrap();
        classify(&META, status, &HeaderMap::new(), code, false).map(|retry| retry.kind)
    }

    /// Which statuses and codes are retried, each with the other. The code says more.
    #[test]
    fn status_or_code_decides() {
        let [transient, throttling, server] =
            [ErrorKind::TransientError, ErrorKind::ThrottlingError, ErrorKind::ServerError].map(Some);
        for status in 200..600 {
            let of_status = match status {
                500 | 502 | 503 | 504 => transient,
                429 => throttling,
                _ => None,
            };
            for code in [None, Some("Conflict"), Some("AccessDenied"), Some("TooManyTagsException"), Some("")] {
                assert_eq!(kind(status, code), of_status, "{status} {code:?}");
            }
            for code in THROTTLING.iter().filter(|code| **code != "SlowDown").chain([&"Busy"]) {
                assert_eq!(kind(status, Some(code)), throttling, "{status} {code}");
            }
            for code in TRANSIENT.iter().chain([&"Own"]) {
                assert_eq!(kind(status, Some(code)), transient, "{status} {code}");
            }
            for code in ["Flaky", "SlowDown"] {
                assert_eq!(kind(status, Some(code)), server, "{status} {code}, as the model says");
            }
        }
    }

    #[test]
    fn a_wrong_clock_explains_errors_of_signatures_alone() {
        let kind = |code, wrong| classify(&META, StatusCode::FORBIDDEN, &HeaderMap::new(), Some(code), wrong);
        for code in CLOCK {
            assert_eq!(
                (kind(code, true), kind(code, false)),
                (Some(Retry::of(ErrorKind::ServerError)), None),
                "{code}"
            );
        }
        assert_eq!(kind("Conflict", true), None);
        assert_eq!(kind("Busy", true), kind("Busy", false));
    }

    #[test]
    fn retry_after_is_in_milliseconds() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_to_wait(&headers), None);
        headers.insert("x-amz-retry-after", HeaderValue::from_static("250"));
        assert_eq!(asked_to_wait(&headers), Some(Duration::from_millis(250)));
        let after = Some(Duration::from_millis(250));
        let classified = |status| classify(&META, status, &headers, None, false);
        assert_eq!(classified(StatusCode::BAD_GATEWAY), Some(Retry { after, ..Retry::TRANSIENT }));
        assert_eq!(classified(StatusCode::NOT_FOUND), None, "asking alone is no reason");
        headers.insert("x-amz-retry-after", HeaderValue::from_static("soon"));
        assert_eq!(asked_to_wait(&headers), None);
    }
}
