//! The error of the service, which the macros of errors find in the root of a crate.

use tinsmith::modeled::Unhandled;

use crate::shapes::Kicked;

/// The error of the service.
pub(crate) enum Error {
    Kicked(Kicked),
    Unhandled(Unhandled),
}

tinsmith::service_error!(Error { Kicked });
