//! The texts of errors, and taking errors apart.

use std::fmt;
use std::io;
use std::time::Duration;

use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::*;
use crate::error::modeled::ModeledError;
use crate::walk::ReadError;
use crate::walk::shape::ShapeReader;

#[derive(Debug, Clone, PartialEq)]
struct Oops(ErrorMetadata);

impl fmt::Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("oops")
    }
}

impl Error for Oops {}

impl ProvideErrorMetadata for Oops {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

impl CreateUnhandledError for Oops {
    fn create_unhandled_error(_: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self(meta.unwrap_or_default())
    }
}

impl OperationError for Oops {
    fn read<R: ShapeReader>(_: &str, _: &mut R) -> Option<Result<Self, ReadError>> {
        None
    }

    fn generic(meta: ErrorMetadata) -> Self {
        Self(meta)
    }

    fn modeled(&self) -> &dyn ModeledError {
        self
    }

    fn modeled_mut(&mut self) -> &mut dyn ModeledError {
        self
    }
}

impl ModeledError for Oops {
    fn name(&self) -> &'static str {
        "Oops"
    }

    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }

    fn set_meta(&mut self, meta: ErrorMetadata) {
        self.0 = meta;
    }
}

fn raw(status: u16, id: Option<&'static str>) -> HttpResponse {
    let mut raw = HttpResponse::new(StatusCode::try_from(status).unwrap(), SdkBody::empty());
    if let Some(id) = id {
        raw.headers_mut().insert("x-amzn-requestid", id);
    }
    raw
}

fn service(code: Option<&str>, message: Option<&str>, raw: HttpResponse) -> SdkError<Oops> {
    let mut meta = ErrorMetadata::builder();
    if let Some(code) = code {
        meta = meta.code(code);
    }
    if let Some(message) = message {
        meta = meta.message(message);
    }
    let meta = meta.build();
    SdkError::ServiceError(ServiceError::with_summary(Oops(meta.clone()), &meta, raw)).of("CreateStage")
}

#[test]
fn display_tells_operation_code_message_and_request_id() {
    let error = service(Some("ValidationException"), Some("name is too long"), raw(400, Some("1-2-3")));
    assert_eq!(
        error.to_string(),
        "CreateStage failed: ValidationException: name is too long (status 400, request id 1-2-3)"
    );
    assert_eq!(error.code(), Some("ValidationException"));
    assert_eq!(error.message(), Some("name is too long"));
    assert_eq!(error.request_id(), Some("1-2-3"));
    assert_eq!(error.operation(), Some("CreateStage"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
}

#[test]
fn display_of_an_error_without_a_code_tells_the_status() {
    let text = service(None, None, raw(502, None)).to_string();
    assert_eq!(text, "CreateStage failed: the service answered with an error that has no code (status 502)");
}

#[test]
fn display_of_a_dispatch_failure_tells_the_cause() {
    let cause = ContextError::with_source("cannot connect to http://localhost:1", io::Error::other("refused"));
    let error: SdkError<Oops> = SdkError::dispatch_failure(ConnectorError::io(cause.into())).of("ListStages");
    assert_eq!(error.to_string(), "ListStages failed: cannot connect to http://localhost:1: refused");
    assert!(!error.is_timeout());
}

#[test]
fn every_failure_becomes_a_service_error_with_its_text() {
    let limit = Duration::from_secs(2);
    let error: SdkError<Oops> = SdkError::timeout_error(TimedOut::Operation(limit)).of("ListStages");
    assert!(error.is_timeout());
    let service = error.into_service_error();
    assert_eq!(
        ProvideErrorMetadata::message(&service),
        Some("ListStages failed: no answer within the operation timeout of 2s")
    );
}

#[test]
fn an_error_made_by_a_test_displays_the_error_given() {
    let error = SdkError::<Oops, ()>::service_error(Oops(ErrorMetadata::default()), ());
    assert_eq!(error.to_string(), "call failed: oops");
    assert_eq!(error.source().unwrap().to_string(), "oops");
    assert!(error.map_service_error(|_| io::Error::other("else")).to_string().contains("else"));
}

#[test]
fn causes_are_not_repeated() {
    let error = ContextError::with_source("outer: inner", io::Error::other("inner"));
    assert_eq!(describe(&error), "outer: inner");
    assert_eq!(DisplayErrorContext(&error).to_string(), "outer: inner");
    let boxed: BoxError = error.into();
    assert_eq!(DisplayErrorContext(&*boxed).to_string(), "outer: inner");
}

#[test]
fn times_are_told_as_precisely_as_they_matter() {
    for (millis, text) in
        [(0, "0 ms"), (35, "35 ms"), (999, "999 ms"), (1000, "1.0 s"), (4249, "4.2 s"), (125_000, "125.0 s")]
    {
        let attempts = Attempts { count: 2, elapsed: Duration::from_millis(millis) };
        assert_eq!(attempts.to_string(), format!(" (after 2 attempts in {text})"));
    }
}

#[test]
fn errors_stay_small() {
    assert!(size_of::<SdkError<Oops>>() <= 80, "{}", size_of::<SdkError<Oops>>());
}
