//! The error of the operations.

use std::fmt;

use tinsmith::emitted::inner::modeled::unhandled_from;
use tinsmith::emitted::inner::{ModeledError, ShapeReader, Unhandled};
use tinsmith::error::{BoxError, CreateUnhandledError, ErrorMetadata, OperationError, ProvideErrorMetadata};
use tinsmith::internals::walk::ReadError;

#[derive(Debug)]
pub enum EchoError {
    Conflict(Unhandled),
    Unhandled(Unhandled),
}

impl fmt::Display for EchoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.modeled(), f)
    }
}

impl std::error::Error for EchoError {}

impl ProvideErrorMetadata for EchoError {
    fn meta(&self) -> &ErrorMetadata {
        OperationError::meta(self)
    }
}

impl CreateUnhandledError for EchoError {
    fn create_unhandled_error(source: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self::Unhandled(unhandled_from(source, meta))
    }
}

impl OperationError for EchoError {
    fn read<R: ShapeReader>(code: &str, _: &mut R) -> Option<Result<Self, ReadError>> {
        (code == "Conflict").then(|| Ok(Self::Conflict(Unhandled::new(ErrorMetadata::default()))))
    }

    fn generic(meta: ErrorMetadata) -> Self {
        Self::Unhandled(Unhandled::new(meta))
    }

    fn modeled(&self) -> &dyn ModeledError {
        match self {
            Self::Conflict(error) | Self::Unhandled(error) => error,
        }
    }

    fn modeled_mut(&mut self) -> &mut dyn ModeledError {
        match self {
            Self::Conflict(error) | Self::Unhandled(error) => error,
        }
    }
}
