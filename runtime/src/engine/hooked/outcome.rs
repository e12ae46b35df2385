//! Errors of a call with hooks: those of the engine as the context holds them, and back.

use std::error::Error as StdError;
use std::fmt;
use std::mem;

use aws_smithy_runtime_api::client::interceptors::context::{Error, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::SdkError as OfficialError;
use aws_smithy_types::body::SdkBody;
use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::{Halt, Hooked};
use crate::engine::erased::Finished;
use crate::engine::outcome::CallError;
use crate::error::{Attempts, BoxError, Cause, ConnectorError, ContextError, ResponseError, SdkError};

pub(super) const NO_INPUT: &str =
    "an interceptor took the input out of its context; put it back, or change it in its place";
pub(super) const NO_REQUEST: &str =
    "an interceptor took the request out of its context; put it back, or change it in its place";
pub(super) const NO_RESPONSE: &str = "there is no response; an interceptor may have taken it out of its context";
const NO_OUTCOME: &str = "an interceptor took the output or error out of its context; put it back";

/// An error before anything was sent. The context knows none after the input has been written, so this is inside of one that
/// it knows.
#[derive(Debug)]
struct NotSent(BoxError);

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

#[inline]
pub(super) fn not_sent(error: BoxError) -> Halt {
    OrchestratorError::other(NotSent(error))
}

/// A response that stands in the place of one that is elsewhere.
#[inline]
pub(super) fn blank() -> HttpResponse {
    HttpResponse::new(StatusCode::OK.into(), SdkBody::taken())
}

/// A response as interceptors see it: without headers that are no text.
#[inline]
pub(super) fn as_shown(mut head: Parts, body: SdkBody) -> Result<HttpResponse, BoxError> {
    let is_text = |value: &http::HeaderValue| std::str::from_utf8(value.as_bytes()).is_ok();
    if !head.headers.values().all(is_text) {
        let mut headers = HeaderMap::with_capacity(head.headers.len());
        for (name, value) in head.headers.iter().filter(|(_, value)| is_text(value)) {
            headers.append(name, value.clone());
        }
        head.headers = headers;
    }
    Ok(HttpResponse::try_from(http::Response::from_parts(head, body))?)
}

impl Hooked {
    /// The error of a step of the engine, as the context holds it.
    #[inline]
    pub(super) fn halt(&mut self, error: CallError) -> Halt {
        match (self.erased.read)(Err(error)) {
            Err(error) => self.split(error),
            Ok(_) => OrchestratorError::other(NO_OUTCOME),
        }
    }

    /// The same of an error whose type is erased. The body of its response goes where the response is.
    #[inline]
    pub(super) fn split(&mut self, error: SdkError<Error>) -> Halt {
        let (cause, raw) = error.into_cause();
        if let (Some(mut raw), Some(response)) = (raw, self.context.response_mut()) {
            *response.body_mut() = raw.take_body();
        }
        match cause {
            Cause::Construction(source) => not_sent(source),
            Cause::Timeout(source) => OrchestratorError::timeout(source),
            Cause::Dispatch(source) => OrchestratorError::connector(source),
            Cause::Response(source) => OrchestratorError::response(source),
            Cause::Service(error) => OrchestratorError::operation(error),
        }
    }
}

/// The outcome of a context.
#[inline]
pub(super) fn finished(mut context: InterceptorContext, attempts: Option<Attempts>) -> CallError {
    let Some(outcome) = context.take_output_or_error() else {
        return CallError::Sdk(SdkError::construction_failure(NO_OUTCOME));
    };
    let response = context.response_mut().map(|response| mem::replace(response, blank()));
    if response.is_none() {
        // Errors that an interceptor made up may say that there was one.
        context.set_response(blank());
    }
    match context.finalize_result(outcome) {
        Ok(output) => CallError::Hooked(Box::new(Finished::Output(output))),
        Err(error) => failed(error, response, attempts),
    }
}

#[inline]
fn failed(
    error: OfficialError<Error, HttpResponse>,
    response: Option<HttpResponse>,
    attempts: Option<Attempts>,
) -> CallError {
    let error = match error {
        OfficialError::ServiceError(service) => {
            let raw = response.unwrap_or_else(blank);
            return CallError::Hooked(Box::new(Finished::Error(service.into_err(), raw, attempts)));
        }
        error => error,
    };
    let (responded, timed_out) =
        (matches!(error, OfficialError::ResponseError(_)), matches!(error, OfficialError::TimeoutError(_)));
    let constructed = matches!(error, OfficialError::ConstructionFailure(_));
    let source = error.into_source().unwrap_or_else(|error| ContextError::new(error.to_string()).into());
    let error = match (source.downcast::<NotSent>(), response) {
        (Ok(not_sent), _) => SdkError::construction_failure(not_sent.0),
        (Err(source), _) if constructed => SdkError::construction_failure(source),
        (Err(source), _) if timed_out => SdkError::timeout_error(source),
        (Err(source), Some(raw)) if responded => SdkError::ResponseError(ResponseError::with_origin(source, raw)),
        (Err(source), _) => dispatch(source),
    };
    CallError::Sdk(error.after(attempts))
}

/// The error of a request that was not answered, or was not sent in the first place.
#[inline]
fn dispatch<E>(source: BoxError) -> SdkError<E> {
    let error = match source.downcast::<ConnectorError>() {
        Ok(error) => *error,
        Err(source) => return SdkError::dispatch_failure(ConnectorError::other(source, None)),
    };
    if !StdError::source(&error).is_some_and(|source| source.is::<NotSent>()) {
        return SdkError::dispatch_failure(error);
    }
    match error.into_source().downcast::<NotSent>() {
        Ok(not_sent) => SdkError::construction_failure(not_sent.0),
        Err(source) => SdkError::construction_failure(source),
    }
}
