//! The contents of each variant of [`SdkError`](super::SdkError).

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::retry::ErrorKind;
use aws_types::request_id::RequestId;

use super::{BoxError, ConnectorError, ErrorMetadata, describe, is_page};
use crate::text::{Line, excerpt};
use crate::walk::ReadError;

/// The facts of a call that its error shows.
#[derive(Debug, Default)]
pub(crate) struct CallContext {
    pub(super) operation: Option<&'static str>,
    /// Set if there was more than one attempt.
    pub(super) attempts: Option<Box<Attempts>>,
}

/// The number of attempts of a call, and the time from the first to the last with the pauses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempts {
    pub(crate) count: u32,
    pub(crate) elapsed: Duration,
}

/// ` (after 3 attempts in 4.2 s)`.
impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " (after {} attempts in ", self.count)?;
        match self.elapsed.as_secs() {
            0 => write!(f, "{} ms)", self.elapsed.as_millis()),
            _ => write!(f, "{:.1} s)", self.elapsed.as_secs_f64()),
        }
    }
}

/// The reason why a request could not be constructed.
#[derive(Debug)]
pub struct ConstructionFailure {
    pub(super) context: CallContext,
    pub(crate) source: BoxError,
}

impl ConstructionFailure {
    pub(crate) fn new(source: BoxError) -> Self {
        Self { context: CallContext::default(), source }
    }
}

/// Which timeout ended the call.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) context: CallContext,
    pub(super) source: BoxError,
}

impl TimeoutError {
    pub(super) fn new(source: BoxError) -> Self {
        Self { context: CallContext::default(), source }
    }
}

/// The reason why a request could not be sent, or was not answered.
#[derive(Debug)]
pub struct DispatchFailure {
    pub(super) context: CallContext,
    pub(super) source: Box<ConnectorError>,
}

impl DispatchFailure {
    pub(super) fn new(source: ConnectorError) -> Self {
        Self { context: CallContext::default(), source: Box::new(source) }
    }

    /// Whether reading from or writing to the connection failed.
    pub fn is_io(&self) -> bool {
        self.source.is_io()
    }

    /// Whether connecting took longer than the connect timeout, or the connection was silent for longer than the read
    /// timeout, before the response or in the middle of it.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// Whether the request itself was at fault.
    pub fn is_user(&self) -> bool {
        self.source.is_user()
    }

    /// Whether the cause is none of the others.
    pub fn is_other(&self) -> bool {
        self.source.is_other()
    }

    /// The kind of an error that is none of the others, if the HTTP client gave one.
    pub fn as_other(&self) -> Option<ErrorKind> {
        self.source.as_other()
    }

    /// The error of the HTTP client.
    pub fn as_connector_error(&self) -> Option<&ConnectorError> {
        Some(&self.source)
    }

    /// Writes the cause behind the `ConnectorError`, which by itself says only "io error" and the like.
    pub(super) fn fmt_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error: &dyn std::error::Error = &*self.source;
        f.write_str(&describe(error.source().unwrap_or(error)))
    }
}

/// A response that was cut short or is not what the model says.
#[derive(Debug)]
pub struct ResponseError<R> {
    pub(super) context: CallContext,
    pub(super) source: BoxError,
    origin: String,
    raw: Box<R>,
}

impl<R> ResponseError<R> {
    pub(super) fn new(source: BoxError, raw: R) -> Self {
        Self { context: CallContext::default(), source, origin: String::new(), raw: Box::new(raw) }
    }

    /// The response as it came, as far as it was read. Of a JSON document of more than a mebibyte the body is not kept, for it
    /// is given up piece by piece while it is read.
    pub fn raw(&self) -> &R {
        &self.raw
    }

    /// Takes the response.
    pub fn into_raw(self) -> R {
        *self.raw
    }

    pub(super) fn into_parts(self) -> (BoxError, R) {
        (self.source, *self.raw)
    }

    pub(super) fn fmt_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response could not be read: {}{}", describe(&*self.source), self.origin)
    }
}

impl ResponseError<HttpResponse> {
    pub(crate) fn with_origin(source: BoxError, raw: HttpResponse) -> Self {
        let origin = origin(&raw, is_foreign(&*source, &raw));
        Self { context: CallContext::default(), source, origin, raw: Box::new(raw) }
    }
}

/// An error with which the service answered.
#[derive(Debug)]
pub struct ServiceError<E, R>(Box<Answer<E, R>>);

#[derive(Debug)]
struct Answer<E, R> {
    context: CallContext,
    /// Code, message, status and request id in one line; `None` if the error was made by a test.
    summary: Option<String>,
    source: E,
    raw: R,
}

impl<E, R> ServiceError<E, R> {
    pub(super) fn new(source: E, raw: R) -> Self {
        Self(Box::new(Answer { context: CallContext::default(), summary: None, source, raw }))
    }

    /// The error.
    pub fn err(&self) -> &E {
        &self.0.source
    }

    /// Takes the error.
    pub fn into_err(self) -> E {
        self.0.source
    }

    /// The response as it came.
    pub fn raw(&self) -> &R {
        &self.0.raw
    }

    /// Takes the response.
    pub fn into_raw(self) -> R {
        self.0.raw
    }

    pub(super) fn into_parts(self) -> (E, R) {
        (self.0.source, self.0.raw)
    }

    pub(super) fn context(&self) -> &CallContext {
        &self.0.context
    }

    pub(super) fn context_mut(&mut self) -> &mut CallContext {
        &mut self.0.context
    }

    pub(super) fn map<E2>(self, map: impl FnOnce(E) -> E2) -> ServiceError<E2, R> {
        let Answer { context, summary, source, raw } = *self.0;
        ServiceError(Box::new(Answer { context, summary, source: map(source), raw }))
    }

    pub(super) fn fmt_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        E: fmt::Display,
    {
        match &self.0.summary {
            Some(summary) => f.write_str(summary),
            None => write!(f, "{}", Line(&self.0.source)),
        }
    }
}

impl<E> ServiceError<E, HttpResponse> {
    /// An error whose `Display` is made of the metadata that came with the response.
    pub(crate) fn with_summary(source: E, meta: &ErrorMetadata, raw: HttpResponse) -> Self {
        let summary = Some(format!("{}{}", code_and_message(meta), origin(&raw, meta.code().is_none())));
        Self(Box::new(Answer { context: CallContext::default(), summary, source, raw }))
    }
}

fn code_and_message(meta: &ErrorMetadata) -> String {
    match (meta.code(), meta.message()) {
        (Some(code), Some(message)) => format!("{}: {}", Line(code), Line(message)),
        (Some(text), None) | (None, Some(text)) => Line(text).to_string(),
        (None, None) => "the service answered with an error that has no code".to_owned(),
    }
}

/// Whether a response of success that cannot be read is not even of the service: its body does not begin as documents of the
/// protocol do, or is a page. Of anything else nothing is shown, for it may be secret.
fn is_foreign(source: &(dyn std::error::Error + 'static), raw: &HttpResponse) -> bool {
    let body = raw.body().bytes().unwrap_or_default();
    is_page(body) || source.downcast_ref::<ReadError>().is_some_and(|error| error.tells_foreign(body))
}

/// ` (status 400, request id 1-2-3)`. A redirect shows its target, and an answer of unknown origin the beginning of its
/// body.
pub(crate) fn origin(raw: &HttpResponse, foreign: bool) -> String {
    let mut text = format!(" (status {}", raw.status());
    let mut add = |what: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text.push_str(&Line(format_args!(", {what} {value}")).to_string());
        }
    };
    add("request id", raw.request_id());
    if (300..400).contains(&raw.status().as_u16()) {
        add("location", raw.headers().get("location"));
    }
    if foreign {
        add("content type", raw.headers().get("content-type"));
        let body = excerpt(raw.body().bytes().unwrap_or_default());
        add("body", body.map(|body| format!("`{body}`")).as_deref());
    }
    text.push(')');
    text
}
