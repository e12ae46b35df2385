//! The error of the service, which the macros of errors find in the root of a crate.

tinsmith::emitted::service_error! {
    /// The error of the service.
    pub(crate) enum Error {
        Kicked,
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
    use tinsmith::error::{CreateUnhandledError, ErrorMetadata, ProvideErrorMetadata, SdkError};

    use super::Error;
    use crate::shapes::{ChatError, Kicked};

    fn kicked() -> ChatError {
        ChatError::Kicked(Kicked::default())
    }

    #[test]
    fn an_error_enum_says_which_of_its_errors_may_be_retried() {
        assert_eq!(kicked().retryable_error_kind(), Some(ErrorKind::ServerError));
        assert_eq!(ChatError::unhandled("another").retryable_error_kind(), None);
    }

    #[test]
    fn an_unhandled_error_has_the_metadata_that_it_is_given_or_the_text_of_its_cause() {
        let code = ErrorMetadata::builder().code("Code").build();
        for (meta, expected) in [(Some(code), (Some("Code"), None)), (None, (None, Some("why")))] {
            let error = ChatError::create_unhandled_error("why".into(), meta);
            assert_eq!((ProvideErrorMetadata::code(&error), error.message()), expected);
            assert_eq!(error.source().unwrap().to_string(), "why");
        }
    }

    #[test]
    fn the_error_of_the_service_says_what_the_failed_call_said() {
        let failed = SdkError::service_error(kicked(), ());
        let line = failed.to_string();
        assert_eq!(Error::from(failed).to_string(), line);
        assert_ne!(kicked().to_string(), line);
    }
}
