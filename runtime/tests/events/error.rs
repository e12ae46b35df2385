//! The error of the service, which the macros of errors find in the root of a crate.

tinsmith::emitted::service_error! {
    /// The error of the service.
    pub(crate) enum Error {
        Kicked,
    }
}
