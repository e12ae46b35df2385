//! The second id by which S3 finds a request
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/get-request-ids.html>).

use aws_smithy_runtime_api::client::result as official;
use aws_smithy_runtime_api::http::{Headers, Response};

use super::{ErrorMetadata, SdkError};

/// The key in [`ErrorMetadata`]'s extras that holds the id.
const EXTENDED_REQUEST_ID: &str = "s3_extended_request_id";

/// The header that holds the id.
pub(crate) const EXTENDED_REQUEST_ID_HEADER: &str = "x-amz-id-2";

/// Outputs and errors that have the second id by which S3 finds a request. The support of AWS asks for both ids.
pub trait RequestIdExt {
    /// Returns the id; `None` if the response had none.
    fn extended_request_id(&self) -> Option<&str>;
}

impl<E, B> RequestIdExt for SdkError<E, Response<B>> {
    fn extended_request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RequestIdExt::extended_request_id)
    }
}

impl<E, B> RequestIdExt for official::SdkError<E, Response<B>> {
    fn extended_request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RequestIdExt::extended_request_id)
    }
}

impl RequestIdExt for ErrorMetadata {
    #[inline]
    fn extended_request_id(&self) -> Option<&str> {
        self.extra(EXTENDED_REQUEST_ID)
    }
}

impl<B> RequestIdExt for Response<B> {
    fn extended_request_id(&self) -> Option<&str> {
        self.headers().extended_request_id()
    }
}

impl RequestIdExt for Headers {
    #[inline]
    fn extended_request_id(&self) -> Option<&str> {
        self.get(EXTENDED_REQUEST_ID_HEADER)
    }
}

impl<O: RequestIdExt, E: RequestIdExt> RequestIdExt for Result<O, E> {
    fn extended_request_id(&self) -> Option<&str> {
        match self {
            Ok(output) => output.extended_request_id(),
            Err(error) => error.extended_request_id(),
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;

    use super::*;

    #[test]
    fn the_second_id_is_found_in_responses_and_metadata() {
        let meta = ErrorMetadata::builder().custom("s3_extended_request_id", "id-2").build();
        assert_eq!(meta.extended_request_id(), Some("id-2"));
        assert_eq!(ErrorMetadata::default().extended_request_id(), None);
        let response = || {
            let mut response = Response::new(404.try_into().unwrap(), SdkBody::empty());
            response.headers_mut().insert("x-amz-id-2", "id-2");
            response
        };
        assert_eq!(response().extended_request_id(), Some("id-2"));
        let ours: SdkError<(), _> = SdkError::response_error("odd", response());
        assert_eq!(ours.extended_request_id(), Some("id-2"));
        let official: official::SdkError<(), _> = official::SdkError::response_error("odd", response());
        assert_eq!(official.extended_request_id(), Some("id-2"));
        let late: SdkError<(), Response<SdkBody>> = SdkError::timeout_error("late");
        assert_eq!(late.extended_request_id(), None);
    }
}
