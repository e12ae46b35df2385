//! Conversions between the errors here and those of the official runtime, so that functions for the one take the other.
//!
//! Theirs has no place for the name of the operation and for the number of attempts, which are lost on the way there.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::result as official;

use super::{
    BoxError, ConnectorError, ConstructionFailure, ContextError, DispatchFailure, ResponseError, SdkError,
    TimeoutError, describe,
};

impl<E, R> From<SdkError<E, R>> for official::SdkError<E, R> {
    fn from(error: SdkError<E, R>) -> Self {
        match error {
            SdkError::ConstructionFailure(context) => Self::construction_failure(context.source),
            SdkError::TimeoutError(context) => Self::timeout_error(context.source),
            SdkError::DispatchFailure(context) => Self::dispatch_failure(*context.source),
            SdkError::ResponseError(context) => {
                let (source, raw) = context.into_parts();
                Self::response_error(source, raw)
            }
            SdkError::ServiceError(context) => {
                let (source, raw) = context.into_parts();
                Self::service_error(source, raw)
            }
        }
    }
}

/// The cause of a response that could not be read becomes its text, since theirs gives it away by reference alone.
impl<E, R> From<official::SdkError<E, R>> for SdkError<E, R>
where
    E: Error + Send + Sync + 'static,
    R: fmt::Debug + Send + Sync + 'static,
{
    fn from(error: official::SdkError<E, R>) -> Self {
        match error {
            official::SdkError::ConstructionFailure(context) => Self::ConstructionFailure(context.into()),
            official::SdkError::TimeoutError(context) => {
                Self::TimeoutError(TimeoutError::new(source(official::SdkError::TimeoutError(context))))
            }
            official::SdkError::DispatchFailure(context) => {
                let source = source(official::SdkError::DispatchFailure(context)).downcast::<ConnectorError>();
                let source = source.map_or_else(|source| ConnectorError::other(source, None), |source| *source);
                Self::DispatchFailure(DispatchFailure::new(source))
            }
            official::SdkError::ResponseError(context) => Self::ResponseError(context.into()),
            official::SdkError::ServiceError(context) => of_service(context),
            other => Self::construction_failure(other),
        }
    }
}

impl From<official::ConstructionFailure> for ConstructionFailure {
    #[inline]
    fn from(context: official::ConstructionFailure) -> Self {
        Self::new(source(official::SdkError::ConstructionFailure(context)))
    }
}

impl From<ConstructionFailure> for official::ConstructionFailure {
    #[inline]
    fn from(context: ConstructionFailure) -> Self {
        Self::builder().source(context.source).build()
    }
}

impl<R: fmt::Debug + 'static> From<official::ResponseError<R>> for ResponseError<R> {
    fn from(context: official::ResponseError<R>) -> Self {
        let error = official::SdkError::<Infallible, R>::ResponseError(context);
        let text = error.source().map(describe).unwrap_or_default();
        let official::SdkError::ResponseError(context) = error else { unreachable!("it was made a line ago") };
        Self::new(ContextError::new(text).into(), context.into_raw())
    }
}

/// The error of a service: theirs gives either the error or the response, but mapping the one leaves the other.
fn of_service<E, R>(context: official::ServiceError<E, R>) -> SdkError<E, R> {
    let mut error = None;
    let rest = official::SdkError::ServiceError(context).map_service_error(|it| error = Some(it));
    match (error, rest) {
        (Some(error), official::SdkError::ServiceError(context)) => SdkError::service_error(error, context.into_raw()),
        _ => unreachable!("it was made a line ago"),
    }
}

/// The cause of a failure that has no response.
#[inline]
fn source(error: official::SdkError<Infallible, ()>) -> BoxError {
    error.into_source().unwrap_or_else(BoxError::from)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::error::ErrorMetadata;
    use crate::error::unhandled::Unhandled;

    type Theirs = official::SdkError<Unhandled, &'static str>;
    type Ours = SdkError<Unhandled, &'static str>;

    /// One of each kind, with its cause.
    fn theirs() -> Vec<(Theirs, &'static str)> {
        let io = || io::Error::other("cause");
        let service = Unhandled::new(ErrorMetadata::builder().code("Code").build());
        vec![
            (Theirs::construction_failure(io()), "cause"),
            (Theirs::timeout_error(io()), "cause"),
            (Theirs::dispatch_failure(ConnectorError::io(io().into())), "io error"),
            (Theirs::response_error(io(), "raw"), "cause"),
            (Theirs::service_error(service, "raw"), "Code"),
        ]
    }

    #[test]
    fn errors_go_from_one_type_to_the_other_and_back() {
        for (error, cause) in theirs() {
            let (shown, raw) = (error.to_string(), error.raw_response().copied());
            let ours = Ours::from(error);
            assert_eq!(ours.source().unwrap().to_string(), cause);
            assert_eq!(ours.raw_response().copied(), raw);
            let told = if cause == "io error" { "cause" } else { cause };
            assert!(ours.to_string().ends_with(told) && ours.to_string().starts_with("call failed: "), "{ours}");
            let back = Theirs::from(ours);
            assert_eq!((back.to_string(), back.raw_response().copied()), (shown, raw));
            assert_eq!(back.source().unwrap().to_string(), cause);
        }
    }

    #[test]
    fn the_kind_of_a_dispatch_failure_and_the_type_of_a_cause_are_kept() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let Ours::DispatchFailure(failure) = Theirs::dispatch_failure(ConnectorError::io(refused.into())).into() else {
            panic!("another kind")
        };
        assert!(failure.is_io());
        let source = Ours::from(Theirs::timeout_error(io::Error::other("late"))).into_source().unwrap();
        assert!(source.is::<io::Error>());
    }
}
