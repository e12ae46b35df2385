//! What the macros of errors find in the root of a crate: the error of the service.

use tinsmith::modeled::ModeledError;

/// The error of the service.
#[derive(Debug)]
pub(crate) struct Error(pub(crate) Box<dyn ModeledError>);

impl Error {
    pub(crate) fn of(error: Box<dyn ModeledError>) -> Self {
        Self(error)
    }
}
