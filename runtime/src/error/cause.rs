//! An error taken apart, for what holds it in another form.

use super::{BoxError, ConnectorError, SdkError};

/// The cause of an error, by its kind.
pub(crate) enum Cause<E> {
    Construction(BoxError),
    Timeout(BoxError),
    Dispatch(ConnectorError),
    Response(BoxError),
    Service(E),
}

impl<E, R> SdkError<E, R> {
    /// The cause, and the response if there was one.
    #[inline]
    pub(crate) fn into_cause(self) -> (Cause<E>, Option<R>) {
        match self {
            Self::ConstructionFailure(context) => (Cause::Construction(context.source), None),
            Self::TimeoutError(context) => (Cause::Timeout(context.source), None),
            Self::DispatchFailure(context) => (Cause::Dispatch(*context.source), None),
            Self::ResponseError(context) => {
                let (source, raw) = context.into_parts();
                (Cause::Response(source), Some(raw))
            }
            Self::ServiceError(context) => {
                let (error, raw) = context.into_parts();
                (Cause::Service(error), Some(raw))
            }
        }
    }
}
