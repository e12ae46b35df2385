//! Errors of the model.

/// One error of the model, as retries and parsing need it.
#[derive(Debug, Clone, Copy)]
pub struct ErrorMeta {
    /// The code on the wire: the shape's name.
    pub code: &'static str,
    /// The status of `smithy.api#httpError`, else 400 for client and 500 for server errors.
    pub status: u16,
    /// `smithy.api#retryable`.
    pub retryable: Option<Retryable>,
}

impl ErrorMeta {
    /// An error that is not worth another attempt.
    pub const fn new(code: &'static str, status: u16) -> Self {
        Self { code, status, retryable: None }
    }

    /// Says that the call may be sent again.
    pub const fn retryable(mut self, retryable: Retryable) -> Self {
        self.retryable = Some(retryable);
        self
    }
}

/// The trait `smithy.api#retryable` of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retryable {
    /// The call may be sent again.
    Transient,
    /// The call may be sent again, and the service asks for fewer of them.
    Throttling,
}
